"""What is said of how a folder is watched."""

from __future__ import annotations

from megadesk.model.relpath import ROOT
from megadesk.model.wording import words_for
from megadesk.sync.watching import STORM_MS, Watching


def codes(watching: Watching) -> list[str]:
    """Return the codes of what is said."""
    assert all(problem.path == ROOT for problem in watching.problems())
    return [problem.code for problem in watching.problems()]


def test_row198_fault_is_said_while_it_lasts_with_the_line_to_type() -> None:
    """Row 198: the limit that was met stands in the sentence, twice as much in the line to type."""
    watching = Watching()
    assert (watching.works, codes(watching)) == (True, [])
    watching.changed(works=False, reason="watch_limit", limit=600_000)
    assert (watching.works, codes(watching)) == (False, ["watch_limit"])
    (problem,) = watching.problems()
    words = words_for(problem.code, problem.arguments)
    assert "600,000" in words.sentence
    assert "sudo sysctl fs.inotify.max_user_watches=1200000" in words.remedy
    watching.changed(works=True, reason="", limit=None)
    assert (watching.works, codes(watching)) == (True, [])


def test_small_limit_is_raised_to_what_most_systems_have() -> None:
    """Twice a tiny limit, or twice an unknown one, would be met again tomorrow."""
    watching = Watching()
    for reason, limit, wanted in (("watch_limit", 100, 524_288), ("watch_instances", None, 1024)):
        watching.changed(works=False, reason=reason, limit=limit)
        assert watching.problems()[0].arguments["wanted"] == wanted


def test_row197_overflows_are_told_when_they_keep_coming() -> None:
    """Row 197: one overflow is no news; three in ten minutes are, until ten minutes after the last."""
    watching = Watching()
    watching.lost("overflow", 0)
    watching.lost("many_changes", 1)
    watching.lost("overflow", 2)
    assert (codes(watching), watching.calm_ms) == ([], None)
    watching.lost("overflow", 3)
    assert (codes(watching), watching.calm_ms) == (["watch_overflow"], 3 + STORM_MS)
    watching.tick(2 + STORM_MS)
    assert codes(watching) == ["watch_overflow"]
    watching.tick(3 + STORM_MS)
    assert (codes(watching), watching.calm_ms) == ([], None)


def test_rare_overflows_are_never_told() -> None:
    """Three in an hour are nothing to act upon."""
    watching = Watching()
    for number in range(10):
        watching.lost("overflow", number * STORM_MS)
        assert codes(watching) == []
