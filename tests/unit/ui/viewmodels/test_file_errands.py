"""Puts and gets, what they ask, and what is said of one that is over."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fakes.desk import NOW_MS
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.file_errands import asked, ended_words
from megadesk.ui.viewmodels.when import HOUR_MS

PUT = m.ErrandStatus(id="e1", way="put", sources=["/home/anna/a.jpg"], target="/Photos/2026", state="transfer")


@pytest.mark.parametrize(
    ("changed", "words", "tone"),
    [
        ({"state": "done", "files": 1}, "1 file uploaded", "ok"),
        ({"state": "done", "files": 5, "skipped": 2}, "5 files uploaded · 2 skipped", "ok"),
        ({"state": "done", "files": 5, "problem_count": 1}, "5 files uploaded · 1 skipped", "warn"),
        ({"state": "cancelled"}, "", "ok"),
        ({"state": "failed"}, "This did not work.", "error"),
    ],
)
def test_what_is_said_at_the_end(changed: dict[str, Any], words: str, tone: str) -> None:
    """Also of what was left out; who cancelled knows it."""
    said, in_tone = ended_words(replace(PUT, **changed))
    assert (plainly(said), in_tone) == (words, tone)


def question(case: str, answers: list[str], kinds: tuple[str, str] = ("file", "file")) -> m.Question:
    """Return a question: what comes is newer and larger than what is there."""
    return m.Question(
        number=4, path="/Photos/2026/a.jpg", case=case, answers=answers,
        new=m.Side(kind=kinds[0], size=4096, mtime=rfc3339(NOW_MS - HOUR_MS)),
        there=m.Side(kind=kinds[1], size=1024, mtime=rfc3339(NOW_MS - 2 * HOUR_MS)),
    )  # fmt: skip


def test_a_question_shows_both_sides() -> None:
    """And what is special about each."""
    shown = asked(question("file", ["replace", "rename", "skip"]), 3, is_up=True, now_ms=NOW_MS)
    assert plainly(shown.heading) == "a.jpg is already in 2026"
    assert plainly(shown.context) == "3 questions left"
    assert (plainly(shown.new.facts), plainly(shown.new.marks)) == ("4.0 KiB · changed 1 hour ago", "newer · larger")
    assert (plainly(shown.there.facts), plainly(shown.there.marks)) == ("1.0 KiB · changed 2 hours ago", "")
    assert [(one.word, plainly(one.words)) for one in shown.choices] == [
        ("replace", "Replace"),
        ("rename", "Keep both"),
        ("skip", "Skip"),
    ]
    assert plainly(shown.choices[0].means) == "The one in the cloud is kept as an earlier version."


def test_the_other_way_says_what_happens_here() -> None:
    """A file of this computer is put aside, not written over."""
    shown = asked(question("file", ["replace"]), 1, is_up=False, now_ms=NOW_MS)
    assert plainly(shown.there.heading) == "On this computer now"
    assert plainly(shown.choices[0].means) == "The one on this computer is moved to the trash."
    assert not shown.context


@pytest.mark.parametrize("case", ["file", "folder", "mixed"])
def test_all_alike_says_of_which_kind(case: str) -> None:
    """Since only those are answered."""
    kinds = {"file": ("file", "file"), "folder": ("folder", "folder"), "mixed": ("file", "folder")}[case]
    shown = asked(question(case, ["merge", "rename", "skip"], kinds), 2, is_up=True, now_ms=NOW_MS)
    others = {
        plainly(asked(question(other, [], ("file", "file")), 2, is_up=True, now_ms=NOW_MS).alike)
        for other in {"file", "folder", "mixed"} - {case}
    }
    assert plainly(shown.alike) not in others
    assert "larger" not in plainly(shown.new.marks) or case == "file"
