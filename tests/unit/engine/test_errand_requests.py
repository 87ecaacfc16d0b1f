"""What front ends see of errands."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Quiet, Workbench
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, Stale


def test_what_is_begun_is_answered_at_once(bench: Workbench, hands: Hands) -> None:
    """The id is given before anything has moved, and how it ended is remembered."""
    body = m.PutFiles(locals=[hands.file("a", b"12345")], remote="/")
    begun = bench.ask(hands.engine, m.START_PUT, body)
    assert (begun.way, begun.sources, begun.target, begun.ended) == ("put", [str(hands.base / "a")], "/", "")
    hands.watch(begun.id)
    assert bench.ask(hands.engine, m.LIST_ERRANDS, m.ListErrands()).errands == []
    (over,) = bench.ask(hands.engine, m.LIST_ERRANDS, m.ListErrands(over=True)).errands
    assert (over.id, over.state, over.files, over.bytes, over.total_bytes) == (begun.id, "done", 1, 5, 5)
    assert over.ended != ""


def test_a_failed_one_says_why(bench: Workbench, hands: Hands) -> None:
    """Its code, its sentence and what they are about."""
    hands.put(hands.file("a"))
    errand = hands.begin_put(hands.file("a"))
    ended = bench.ask(hands.engine, m.WATCH_ERRAND, m.ErrandName(id=errand))
    assert (ended.state, ended.reason, ended.arguments) == ("failed", "already_exists", {"what": "path", "path": "/a"})
    assert ended.message == "/a already exists."


def test_whoever_watches_may_go_away(bench: Workbench, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """The errand goes on without."""
    errand = hands.begin_put(hands.file("a"))
    gone = Quiet()

    def go() -> None:
        raise Stale(reason="cancelled")

    gone.before_check = [go]
    with monkeypatch.context() as patch:
        patch.setattr("megadesk.model.errand.Errand.is_over", property(lambda _errand: False))
        with pytest.raises(Stale):
            bench.ask(hands.engine, m.WATCH_ERRAND, m.ErrandName(id=errand), gone)
    assert hands.watch(errand).state == "done"
    assert hands.paths() == ["/a"]


def test_pages_of_questions_and_problems(bench: Workbench, hands: Hands, tmp_path: Path) -> None:
    """From a number on, so many, and how many there are."""
    for name in "abc":
        hands.put(hands.file(name, b"cloud"))
        hands.file(name, b"mine")
    (hands.base / "link").symlink_to("a")
    sources = [str(hands.base / name) for name in ("a", "b", "c", "link")]
    errand = hands.begin_put(*sources, on_conflict="ask")
    shown = hands.watch(errand)
    assert (shown.state, shown.questions, shown.problem_count) == ("asking", 3, 1)
    first = bench.ask(hands.engine, m.ERRAND_QUESTIONS, m.AskErrand(id=errand, limit=2))
    assert ([one.path for one in first.questions], first.total) == (["/a", "/b"], 3)
    rest = bench.ask(hands.engine, m.ERRAND_QUESTIONS, m.AskErrand(id=errand, after=first.questions[-1].number))
    assert [one.path for one in rest.questions] == ["/c"]
    page = bench.ask(hands.engine, m.ERRAND_PROBLEMS, m.ErrandProblems(id=errand))
    assert ([one.path for one in page.problems], page.total) == ([str(hands.base / "link")], 1)
    hands.answer(errand, "skip", case="file")
    done = hands.watch(errand)
    assert (done.state, done.skipped, [one.code for one in done.problems]) == ("done", 3, ["bad_usage"])


def test_what_cannot_be_answered(hands: Hands) -> None:
    """No such errand, question, kind or answer."""
    hands.put(hands.file("a"))
    errand = hands.begin_put(hands.file("a", b"new"), on_conflict="ask")
    hands.watch(errand)
    (asked,) = hands.questions(errand)
    with pytest.raises(NotFound):
        hands.answer("ffffffffff", "skip", asked.number)
    with pytest.raises(NotFound):
        hands.answer(errand, "skip", 99)
    for answer, case in (("merge", ""), ("perhaps", ""), ("replace", "folder"), ("skip", "nothing")):
        with pytest.raises(BadUsage):
            hands.answer(errand, answer, asked.number, case=case)
    assert hands.questions(errand) == [asked]


@pytest.mark.parametrize("bounds", [{"limit": 0}, {"limit": -1}, {"offset": -1}, {"offset": 10**30}])
def test_pages_are_bounded(bench: Workbench, hands: Hands, bounds: dict[str, int]) -> None:
    """No row before the first, none behind all that a database holds, and no page that is everything."""
    hands.put(hands.file("a", b"cloud"))
    errand = hands.begin_put(hands.file("a", b"mine"), on_conflict="ask")
    assert hands.watch(errand).state == "asking"
    with pytest.raises(BadUsage):
        bench.ask(hands.engine, m.ERRAND_PROBLEMS, m.ErrandProblems(id=errand, **bounds))
    after = {"after" if name == "offset" else name: value for name, value in bounds.items()}
    with pytest.raises(BadUsage):
        bench.ask(hands.engine, m.ERRAND_QUESTIONS, m.AskErrand(id=errand, **after))
    with pytest.raises(BadUsage):
        hands.answer(errand, "skip", 10**30)
