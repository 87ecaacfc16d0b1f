"""Errands go on: over restarts, while something is asked, until they are cancelled; and nothing is done twice."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.engine import errands
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_get import GetRun
from megadesk.engine.errand_put import PutRun
from megadesk.engine.errand_run import ErrandRun
from megadesk.ipc import messages as m
from megadesk.model.errand import Item, Phase
from megadesk.model.errors import BadUsage, Damaged, DecisionNeeded, DiskFull, MegadeskError, NotFound, OurBug, TimedOut
from megadesk.model.ids import PairId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import BOTH_WAYS, Direction, Rest, TransferState
from megadesk.store.errands import ErrandBook
from megadesk.sync.stopping import Stopped


class Power:
    """Cuts an errand off: from the given call of a method on, its thread ends as if the process had."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.is_cut = threading.Event()

    def cut(self, kind: type[ErrandRun], method: str, *, after: bool = False, call: int = 1) -> None:
        """End it before (or after) this call of a method."""
        real, calls = getattr(kind, method), list[int]()

        def wrapped(run: ErrandRun, *arguments: object) -> object:
            calls.append(1)
            if len(calls) >= call and not after:
                self._end()
            result = real(run, *arguments)
            if len(calls) >= call:
                self._end()
            return result

        self._patch.setattr(kind, method, wrapped)

    def _end(self) -> None:
        self.is_cut.set()
        raise Stopped


PUT_CUTS = [
    ("_scan", False, 1), ("_plan", False, 1), ("_plan", True, 1), ("_create", False, 1), ("_create", True, 1),
    ("_flights", False, 1), ("_flights", True, 1), ("_fly", True, 1), ("_use", False, 1), ("_note", False, 1),
    ("_note", False, 2), ("_note", False, 3), ("_note", True, 2), ("_use", True, 1), ("_rest", False, 1),
]  # fmt: skip


@pytest.mark.parametrize(("method", "after", "call"), PUT_CUTS, ids=str)
def test_put_that_was_cut_off_goes_on(bench: Workbench, hands: Hands, method: str, after: bool, call: int) -> None:
    """Wherever it was: afterwards everything is there once, under the names that were decided, and nothing else is."""
    hands.put(hands.file("a.txt", b"theirs"), to="/f/a.txt")
    hands.file("f/a.txt", b"mine")
    hands.file("f/sub/b", os.urandom(300_000))
    hands.file("f/sub/c", b"c")
    with pytest.MonkeyPatch.context() as patch:
        power = Power(patch)
        power.cut(PutRun, method, after=after, call=call)
        errand = hands.begin_put(str(hands.base / "f"), recursive=True, on_conflict="rename")
        assert power.is_cut.wait(30)
    hands.engine = bench.restart(hands.engine)
    done = hands.watch(errand)
    assert (done.state, done.problems) == ("done", [])
    assert hands.paths() == ["/f", "/f/a (2).txt", "/f/a.txt", "/f/sub", "/f/sub/b", "/f/sub/c"]
    assert (hands.cat("/f/a.txt"), hands.cat("/f/a (2).txt")) == (b"theirs", b"mine")
    assert hands.cat("/f/sub/b") == (hands.base / "f/sub/b").read_bytes()
    assert (done.files, done.folders, done.skipped) == (3, 1, 0)


@pytest.mark.parametrize(
    ("method", "after", "call"),
    [
        ("_scan", False, 1), ("_plan", True, 1), ("_create", True, 1), ("_flights", True, 1), ("_fly", True, 1),
        ("_use", False, 1), ("_land", False, 1), ("_land", True, 1), ("_land", True, 2), ("_use", True, 1),
        ("_rest", False, 1),
    ],
    ids=str,
)  # fmt: skip
def test_get_that_was_cut_off_goes_on(
    bench: Workbench, hands: Hands, tmp_path: Path, trash: Path, method: str, after: bool, call: int
) -> None:
    """Wherever it was: every file is there once, what it replaced is in the trash, and nothing half is left."""
    large = os.urandom(BLOCK_BYTES + 7)
    hands.file("f/a", b"new")
    hands.file("f/sub/b", large)
    hands.put(str(hands.base / "f"), recursive=True)
    out = tmp_path / "out"
    (out / "f").mkdir(parents=True)
    (out / "f" / "a").write_bytes(b"mine")
    with pytest.MonkeyPatch.context() as patch:
        power = Power(patch)
        power.cut(GetRun, method, after=after, call=call)
        errand = hands.begin_get("/f", to=str(out), recursive=True, on_conflict="replace")
        assert power.is_cut.wait(30)
    hands.engine = bench.restart(hands.engine)
    done = hands.watch(errand)
    assert (done.state, done.problems, done.files) == ("done", [], 2)
    assert ((out / "f/a").read_bytes(), (out / "f/sub/b").read_bytes()) == (b"new", large)
    assert {str(path.relative_to(out)) for path in out.rglob("*")} == {"f", "f/a", "f/sub", "f/sub/b"}
    assert [one.read_bytes() for one in trash.iterdir()] == [b"mine"]


WRITES = ("note_items", "note_phase", "add_items", "clear_items", "end")


def cut_at_write(patch: pytest.MonkeyPatch, number: int, *, after: bool) -> threading.Event:
    """End an errand's thread before (or after) so many things were written down of it; return what is set then."""
    is_cut, calls = threading.Event(), list[int]()

    def wrapped(real: Callable[..., object]) -> Callable[..., object]:
        def write(book: ErrandBook, *arguments: object) -> object:
            calls.append(1)
            if len(calls) >= number and not after:
                is_cut.set()
                raise Stopped
            result = real(book, *arguments)
            if len(calls) >= number:
                is_cut.set()
                raise Stopped
            return result

        return write

    for name in WRITES:
        patch.setattr(ErrandBook, name, wrapped(getattr(ErrandBook, name)))
    return is_cut


def ended_or_cut(hands: Hands, errand: str, is_cut: threading.Event) -> None:
    """Return when an errand is over or was cut off."""
    errands = hands.engine.supervisor.errands
    while not is_cut.is_set() and not errands.find(errand).errand.is_over:
        errands.wait_for_news(0.02)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", range(1, 15))
def test_cut_off_at_every_write(
    bench: Workbench, hands: Hands, tmp_path: Path, trash: Path, number: int, after: bool
) -> None:
    """A put and a get, ended before and after each thing that is written down: both come to the same end, once."""
    hands.put(hands.file("a.txt", b"theirs"), to="/f/a.txt")
    hands.put(hands.file("c.txt", b"older"), to="/f/sub/c.txt")
    for name, data in (("a.txt", b"mine"), ("b", b"b"), ("sub/c.txt", b"newer"), ("sub/deep/d", b"d")):
        hands.file(f"f/{name}", data)
    with pytest.MonkeyPatch.context() as patch:
        is_cut = cut_at_write(patch, number, after=after)
        errand = hands.begin_put(str(hands.base / "f"), recursive=True, on_conflict="replace")
        ended_or_cut(hands, errand, is_cut)
    hands.engine = bench.restart(hands.engine)
    done = hands.watch(errand)
    assert (done.state, done.files, done.folders, done.skipped, done.problems) == ("done", 4, 1, 0, [])
    assert hands.paths("/f") == ["/f/a.txt", "/f/b", "/f/sub", "/f/sub/c.txt", "/f/sub/deep", "/f/sub/deep/d"]
    assert (hands.cat("/f/a.txt"), hands.cat("/f/sub/c.txt")) == (b"mine", b"newer")
    versions = {one.path: one.version for one in CloudFiles(hands.engine.supervisor).entries("/f", recursive=True)}
    assert (versions["/f/a.txt"], versions["/f/b"]) == (2, 1)

    out = tmp_path / "out"
    (out / "f").mkdir(parents=True)
    (out / "f" / "b").write_bytes(b"my own")
    with pytest.MonkeyPatch.context() as patch:
        is_cut = cut_at_write(patch, number, after=after)
        errand = hands.begin_get("/f", to=str(out), recursive=True, on_conflict="rename")
        ended_or_cut(hands, errand, is_cut)
    hands.engine = bench.restart(hands.engine)
    done = hands.watch(errand)
    assert (done.state, done.files, done.problems) == ("done", 4, [])
    assert {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()} == {
        "f/a.txt": b"mine", "f/b": b"my own", "f/b (2)": b"b", "f/sub/c.txt": b"newer", "f/sub/deep/d": b"d",
    }  # fmt: skip
    assert not trash.exists()


def test_questions_are_answered_one_by_one_and_for_all(hands: Hands) -> None:
    """What is not in question moves meanwhile; each name gets its own answer, and the rest of a kind one for all."""
    for name in ("a", "b", "c", "d"):
        hands.put(hands.file(name, b"old"))
    for name in ("a", "b", "c", "d", "new"):
        hands.file(name, b"fresh")
    errand = hands.begin_put(*(str(hands.base / name) for name in ("a", "b", "c", "d", "new")), on_conflict="ask")
    shown = hands.watch(errand)
    assert (shown.state, shown.questions, shown.files) == ("asking", 4, shown.files)
    errands = hands.engine.supervisor.errands
    while errands.under_way() != (0, 1):
        errands.wait_for_news(0.02)
    assert "1 put or get waits" in hands.engine.status().sentence
    asked = hands.questions(errand)
    assert [(one.path, one.case, one.answers) for one in asked] == [
        (f"/{name}", "file", ["replace", "rename", "skip"]) for name in ("a", "b", "c", "d")
    ]
    assert (asked[0].new.size, asked[0].there.size) == (5, 3)
    hands.answer(errand, "skip", asked[0].number)
    hands.answer(errand, "replace", asked[1].number)
    assert hands.watch(errand).questions == 2
    hands.answer(errand, "rename", asked[2].number, to_all=True)
    done = hands.watch(errand)
    assert (done.state, done.files, done.skipped, done.questions) == ("done", 4, 1, 0)
    assert hands.paths() == ["/a", "/b", "/c", "/c (2)", "/d", "/d (2)", "/new"]
    assert (hands.cat("/a"), hands.cat("/b"), hands.cat("/c"), hands.cat("/c (2)")) == (
        b"old",
        b"fresh",
        b"old",
        b"fresh",
    )


@pytest.mark.parametrize(
    ("answer", "paths"),
    [
        ("merge", ["/f", "/f/mine", "/f/sub", "/f/sub/deep", "/f/theirs"]),
        ("rename", ["/f", "/f (2)", "/f (2)/mine", "/f (2)/sub", "/f (2)/sub/deep", "/f/theirs"]),
        ("skip", ["/f", "/f/theirs"]),
    ],
)
def test_a_folder_that_is_there_is_asked_about(hands: Hands, answer: str, paths: list[str]) -> None:
    """Merged, under another name, or left out with everything in it."""
    hands.put(hands.file("x", b"x"), to="/f/theirs")
    hands.file("f/mine")
    hands.file("f/sub/deep")
    errand = hands.begin_put(str(hands.base / "f"), recursive=True, on_folder="ask")
    hands.watch(errand)
    (asked,) = hands.questions(errand)
    assert (asked.case, asked.path, asked.answers) == ("folder", "/f", ["merge", "rename", "skip"])
    with pytest.raises(BadUsage):
        hands.answer(errand, "replace", asked.number)
    hands.answer(errand, answer, asked.number)
    assert hands.watch(errand).state == "done"
    assert hands.paths() == paths


def test_what_is_over_is_not_answered(hands: Hands) -> None:
    """Whoever answers too late is told that nothing came of it."""
    hands.put(hands.file("a", b"cloud"))
    errand = hands.begin_put(hands.file("a", b"mine"), on_conflict="ask")
    assert hands.watch(errand).state == "asking"
    hands.cancel(errand)
    with pytest.raises(BadUsage, match="not_asked"):
        hands.answer(errand, "replace", case="file")
    assert hands.cat("/a") == b"cloud"


def test_a_question_outlives_a_restart(bench: Workbench, hands: Hands, tmp_path: Path) -> None:
    """The same is asked by the next engine, and what was answered counts."""
    hands.put(hands.file("a", b"cloud"))
    (tmp_path / "a").write_bytes(b"mine")
    errand = hands.begin_get("/a", to=str(tmp_path), on_conflict="ask")
    assert hands.watch(errand).state == "asking"
    hands.engine = bench.restart(hands.engine)
    (asked,) = hands.questions(errand)
    assert (asked.path, asked.new.size, asked.there.size) == (str(tmp_path / "a"), 5, 4)
    hands.answer(errand, "replace", asked.number)
    assert hands.watch(errand).state == "done"
    assert (tmp_path / "a").read_bytes() == b"cloud"


def test_an_answer_is_for_the_file_that_was_shown(hands: Hands, tmp_path: Path, trash: Path) -> None:
    """Written to between the question and the answer: it is asked again, and every version is somewhere."""
    hands.put(hands.file("a", b"cloud"))
    (tmp_path / "a").write_bytes(b"mine")
    errand = hands.begin_get("/a", to=str(tmp_path), on_conflict="ask")
    hands.watch(errand)
    (asked,) = hands.questions(errand)
    (tmp_path / "a").write_bytes(b"mine, and more")
    hands.answer(errand, "replace", asked.number)
    assert hands.watch(errand).state == "asking"
    assert (tmp_path / "a").read_bytes() == b"mine, and more"
    (again,) = hands.questions(errand)
    assert again.there.size == len(b"mine, and more")
    hands.answer(errand, "replace", again.number)
    assert hands.watch(errand).state == "done"
    assert (tmp_path / "a").read_bytes() == b"cloud"
    assert [one.read_bytes() for one in trash.iterdir()] == [b"mine, and more"]


def test_a_new_version_that_came_after_the_question_is_not_replaced(bench: Workbench, hands: Hands) -> None:
    """Another device published in between: asked again."""
    other = bench.engine("two")
    bench.log_in(other)
    theirs = Hands(bench, other, hands.base)
    hands.put(hands.file("a", b"first"))
    errand = hands.begin_put(hands.file("a", b"mine"), on_conflict="ask")
    hands.watch(errand)
    (asked,) = hands.questions(errand)
    theirs.put(theirs.file("elsewhere/a", b"theirs"), on_conflict="replace")
    hands.answer(errand, "replace", asked.number)
    assert hands.watch(errand).state == "asking"
    assert hands.cat("/a") == b"theirs"


def hold(patch: pytest.MonkeyPatch, kind: type[ErrandRun], method: str) -> tuple[threading.Event, threading.Event]:
    """Have a run stand still in a method; return what is set when it does, and what lets it go on."""
    real, reached, go_on = getattr(kind, method), threading.Event(), threading.Event()

    def wrapped(run: ErrandRun, *arguments: object) -> object:
        reached.set()
        assert go_on.wait(30)
        return real(run, *arguments)

    patch.setattr(kind, method, wrapped)
    return reached, go_on


@pytest.mark.parametrize("method", ["_scan", "_create", "_flights", "_use"])
def test_put_is_cancelled_in_any_phase(hands: Hands, method: str) -> None:
    """Nothing of it comes afterwards, and it is over for good."""
    hands.file("f/a", b"a")
    with pytest.MonkeyPatch.context() as patch:
        reached, go_on = hold(patch, PutRun, method)
        errand = hands.begin_put(str(hands.base / "f"), recursive=True)
        assert reached.wait(30)
        ended: list[str] = []
        cancelling = threading.Thread(target=lambda: ended.append(hands.cancel(errand).state))
        run, _ = hands.engine.supervisor.errands._running[errand]  # type: ignore[index]  # an id is text
        cancelling.start()
        while not run.halt.is_asked:
            cancelling.join(0.01)
        go_on.set()
        cancelling.join(30)
    assert ended == ["cancelled"]
    assert hands.watch(errand).state == "cancelled"
    assert "/f/a" not in hands.paths() or method == "_use"
    assert hands.engine.supervisor._waiting_results == {}


@pytest.mark.parametrize("method", ["_scan", "_create", "_flights", "_use"])
def test_get_is_cancelled_in_any_phase(hands: Hands, tmp_path: Path, method: str) -> None:
    """No hidden folder is left, and no half file."""
    hands.put(hands.file("a", os.urandom(BLOCK_BYTES * 2)))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        reached, go_on = hold(patch, GetRun, method)
        errand = hands.begin_get("/a", to=str(out))
        assert reached.wait(30)
        cancelling = threading.Thread(target=hands.cancel, args=[errand])
        run, _ = hands.engine.supervisor.errands._running[errand]  # type: ignore[index]  # an id is text
        cancelling.start()
        while not run.halt.is_asked:
            cancelling.join(0.01)
        go_on.set()
        cancelling.join(30)
    assert hands.watch(errand).state == "cancelled"
    assert [one.name for one in out.iterdir()] == (["a"] if method == "_use" and (out / "a").exists() else [])


def test_cancelled_while_it_asks(hands: Hands, tmp_path: Path) -> None:
    """An errand without a thread, too: what moved stays, the rest does not come, and nothing half is left."""
    for name in ("a", "b"):
        hands.put(hands.file(name, b"cloud"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"mine")
    errand = hands.begin_get("/a", "/b", to=str(tmp_path / "out"), on_conflict="ask")
    hands.watch(errand)
    while hands.engine.supervisor.errands._running:
        hands.engine.supervisor.errands.wait_for_news(0.1)
    assert hands.cancel(errand).state == "cancelled"
    assert hands.cancel(errand).state == "cancelled"
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == {"a": b"mine", "b": b"cloud"}
    with pytest.raises(BadUsage):
        hands.answer(errand, "perhaps")


def test_cancelled_while_the_server_hangs(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cancels does not wait for an answer that may never come; nothing is put when it does."""
    monkeypatch.setattr(errands, "STOP_S", 0.01)
    hangs, answers = threading.Event(), threading.Event()
    real = PutRun._create

    def create(run: PutRun) -> None:
        hangs.set()
        assert answers.wait(60)
        real(run)

    monkeypatch.setattr(PutRun, "_create", create)
    errand = hands.begin_put(hands.file("a"))
    assert hangs.wait(60)
    threads = [thread for _, thread in hands.engine.supervisor.errands._running.values()]
    assert hands.cancel(errand).state == "cancelled"
    answers.set()
    for thread in threads:
        thread.join(60)
    ended = hands.engine.supervisor.errands.find(errand).errand
    assert (ended.phase, ended.ended_ms is not None) == (Phase.CANCELLED, True)
    assert hands.paths() == []


def test_cancelled_just_before_a_crash(bench: Workbench, hands: Hands, tmp_path: Path) -> None:
    """That it was cancelled is written down first: the next engine only takes away what is half."""
    hands.put(hands.file("a", b"cloud"))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        power = Power(patch)
        power.cut(GetRun, "_fly")
        errand = hands.begin_get("/a", to=str(out))
        assert power.is_cut.wait(30)
    assert len(list(out.iterdir())) == 1
    hands.engine.supervisor.errands._book.note_phase(PairId(errand), Phase.CANCELLED)
    hands.engine = bench.restart(hands.engine)
    errands = hands.engine.supervisor.errands
    while errands.find(errand).errand.ended_ms is None:
        errands.wait_for_news(0.05)
    assert errands.find(errand).errand.phase is Phase.CANCELLED
    assert list(out.iterdir()) == []


def test_what_nobody_thought_of_ends_an_errand_and_says_so(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours is one line for people, and the others go on."""

    def broken(_run: PutRun) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(PutRun, "_create", broken)
    with pytest.raises(OurBug):
        hands.put(hands.file("a"))
    monkeypatch.undo()
    assert hands.put(hands.file("a")).state == "done"


def test_nothing_of_one_that_failed_stays_in_the_list(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if its files had moved by then, and only what was to be made of them went wrong."""

    def use(_run: PutRun, _results: object) -> Sequence[object]:
        raise Damaged

    monkeypatch.setattr(PutRun, "_use", use)
    with pytest.raises(Damaged):
        hands.put(hands.file("a.txt"))
    assert hands.engine.supervisor.world.transfers.lines() == []


def test_one_that_cannot_be_ended_does_not_hold_up_those_that_wait(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full just when it should be written down how it ended."""
    real, ended = ErrandBook.end, list[PairId]()

    def end(book: ErrandBook, pair: PairId, phase: Phase, error: MegadeskError | None = None) -> None:
        ended.append(pair)
        if len(ended) == 1:
            raise DiskFull
        real(book, pair, phase, error)

    def broken(_run: GetRun) -> None:
        raise Damaged

    hands.put(hands.file("a"))
    monkeypatch.setattr(errands, "AT_ONCE", 1)
    monkeypatch.setattr(ErrandBook, "end", end)
    monkeypatch.setattr(GetRun, "_open", broken)
    first = hands.begin_get("/a", to=str(hands.base / "x"))
    assert hands.put(hands.file("b")).state == "done"
    assert ended[0] == first != ended[1]


def test_one_that_waits_for_its_drive_is_in_nobodys_way(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few may move at a time, the next has its turn."""
    monkeypatch.setattr(errands, "AT_ONCE", 1)
    hands.put(hands.file("a"))
    out = tmp_path / "drive"
    out.mkdir()
    before = GetRun._open

    def unplugged(run: GetRun) -> None:
        if out.exists():
            out.rename(tmp_path / "away")
        before(run)

    monkeypatch.setattr(GetRun, "_open", unplugged)
    waits = hands.begin_get("/a", to=str(out))
    assert hands.put(hands.file("b")).state == "done"
    assert hands.cancel(waits).state == "cancelled"


def test_how_far_it_is_is_known_before_it_goes_on(hands: Hands) -> None:
    """Whoever looks just after a restart is not told that there is nothing to do."""
    hands.put(hands.file("a"))
    errand = hands.begin_put(hands.file("a"), on_conflict="ask")
    assert hands.watch(errand).state == "asking"
    known = hands.engine.supervisor.errands
    counts = known._run_of(known.find(errand).errand).standing().counts
    assert (counts.total_files, counts.total_bytes) == (1, 5)


def test_a_folder_that_is_away_is_waited_for(bench: Workbench, hands: Hands, tmp_path: Path) -> None:
    """The drive is unplugged when the engine starts: the errand says so, and goes on when it is back."""
    hands.put(hands.file("a", b"cloud"))
    out = tmp_path / "drive"
    out.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        power = Power(patch)
        power.cut(GetRun, "_flights")
        errand = hands.begin_get("/a", to=str(out))
        assert power.is_cut.wait(30)
    out.rename(tmp_path / "away")
    hands.engine = bench.restart(hands.engine)
    errands = hands.engine.supervisor.errands
    while errands.find(errand).standing.reason is None:
        errands.wait_for_news(0.1)
    assert errands.find(errand).standing.reason.code == "not_found"  # type: ignore[union-attr]  # just seen
    (tmp_path / "away").rename(out)
    errands.hurry()
    assert hands.watch(errand).state == "done"
    assert (out / "a").read_bytes() == b"cloud"


def test_an_errand_is_named_by_the_start_of_its_id(hands: Hands) -> None:
    """One that fits; none is said so."""
    errand = hands.begin_put(hands.file("a"))
    errands = hands.engine.supervisor.errands
    assert errands.find(errand[:6]).errand.pair == errand
    for which, kind in (("x", NotFound), ("", NotFound)):
        with pytest.raises(kind):
            errands.find(which)


def test_windows_of_many_files(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manager has few of them at a time, and all arrive."""
    monkeypatch.setattr("megadesk.engine.errand_run.ASKED_AT_ONCE", 10)
    monkeypatch.setattr("megadesk.engine.errand_run.PIECE_FILES", 4)
    most: list[int] = []
    real = ErrandRun._want

    def want(run: ErrandRun) -> None:
        most.append(len(run._flying))
        real(run)

    monkeypatch.setattr(ErrandRun, "_want", want)
    for number in range(60):
        hands.file(f"f/{number:02}", b"%d" % number)
    done = hands.put(str(hands.base / "f"), recursive=True)
    assert (done.files, max(most) <= 10) == (60, True)
    assert len(CloudFiles(hands.engine.supervisor).entries("/f", recursive=False)) == 60


def test_a_cancelled_transfer_is_a_problem_of_its_file(hands: Hands) -> None:
    """Somebody ends one file in the list of transfers: the others arrive, and the errand says which did not."""
    transfers = hands.engine.supervisor.world.transfers
    transfers.rest([Direction.UPLOAD], Rest.PERSON)
    for name in ("a", "b"):
        hands.file(f"f/{name}", os.urandom(100))
    errand = hands.begin_put(str(hands.base / "f"), recursive=True)
    errands = hands.engine.supervisor.errands
    while len(lines := [one for one in transfers.lines() if one.subject.pair == errand]) < 2:
        errands.wait_for_news(0.05)
    transfers.cancel([one.key for one in lines if one.path == "f/b"])
    transfers.go_on([Direction.UPLOAD], Rest.PERSON)
    done = hands.watch(errand)
    assert (done.state, done.files) == ("done", 1)
    assert [(one.code, one.path) for one in done.problems] == [("cancelled", "f/b")]
    assert hands.paths() == ["/f", "/f/a"]


def test_what_rests_goes_on_resting_after_a_restart(bench: Workbench, hands: Hands) -> None:
    """A file that somebody paused is the same transfer for the next engine, and the others do not wait for it."""
    transfers = hands.engine.supervisor.world.transfers
    transfers.rest([Direction.UPLOAD], Rest.PERSON)
    for name in ("a", "b"):
        hands.file(f"f/{name}", os.urandom(100))
    errand = hands.begin_put(str(hands.base / "f"), recursive=True)
    while len(lines := [one for one in transfers.lines() if one.subject.pair == errand]) < 2:
        hands.engine.supervisor.errands.wait_for_news(0.05)
    (held,) = [one for one in lines if one.path == "f/b"]
    transfers.pause([held.subject])
    hands.engine = bench.restart(hands.engine)
    errands, transfers = hands.engine.supervisor.errands, hands.engine.supervisor.world.transfers
    transfers.go_on([Direction.UPLOAD], Rest.PERSON)
    while errands.find(errand).standing.counts.files < 1:
        errands.wait_for_news(0.05)
    assert hands.paths() == ["/f", "/f/a"]
    (line,) = [one for one in transfers.lines() if one.subject.pair == errand]
    assert (line.id, line.state) == (held.id, TransferState.PAUSED)
    ends = hands.engine.supervisor.world.ends.of(line.subject.pair)
    assert (ends.local, ends.cloud) == (str(hands.base), "/")  # type: ignore[union-attr]  # it is known
    transfers.resume([line.subject])
    assert hands.watch(errand).state == "done"
    assert hands.paths() == ["/f", "/f/a", "/f/b"]


def test_a_scan_that_was_cut_off_begins_again_and_says_so(
    bench: Workbench, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks sees that it looks through the folder, and how much it has found since it began to."""
    monkeypatch.setattr("megadesk.engine.errand_deciding.AT_ONCE", 1)
    for name in "abc":
        hands.file(f"f/{name}", b"x")
    whole, go_on = PutRun._scan, threading.Event()

    def slow(run: PutRun) -> Iterable[Item]:
        for number, item in enumerate(whole(run)):
            while number == 3 and not go_on.wait(0.05):
                run.halt.check()
            yield item

    monkeypatch.setattr(PutRun, "_scan", slow)
    errand = hands.begin_put(str(hands.base / "f"), recursive=True)

    def show() -> m.ErrandStatus:
        return hands.bench.ask(hands.engine, m.SHOW_ERRAND, m.ErrandName(id=errand))

    for _ in range(2):
        while (shown := show()).total_files < 2:
            hands.engine.supervisor.errands.wait_for_news(0.05)
        assert (shown.state, shown.total_files, shown.files) == ("scan", 2, 0)
        hands.engine = bench.restart(hands.engine)
    go_on.set()
    done = hands.watch(errand)
    assert (done.state, done.total_files, done.files) == ("done", 3, 3)


def test_where_its_files_were_is_forgotten_with_it(hands: Hands) -> None:
    """The history has that; an engine that runs for months remembers no folder of every put there ever was."""
    for number in range(3):
        hands.put(hands.file(f"{number}.txt"))
    ends = hands.engine.supervisor.world.ends
    while hands.engine.supervisor.errands._running:
        hands.engine.supervisor.errands.wait_for_news(0.05)
    assert ends._ends == {}
    body = m.ListTransfers(which=m.WhichTransfers(states=["completed"]))
    rows = hands.bench.ask(hands.engine, m.LIST_TRANSFERS, body).transfers
    assert [(row.path, row.local) for row in rows] == [
        (f"/{number}.txt", str(hands.base / f"{number}.txt")) for number in (2, 1, 0)
    ]


def test_the_hidden_folder_is_made_again(hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody tidies it away in the middle: what was in it is fetched anew."""
    monkeypatch.setattr("megadesk.engine.errand_run.HOLD_S", 0.0)
    monkeypatch.setattr("megadesk.engine.errand_run.BUSY_S", 0.0)
    hands.put(hands.file("a", b"cloud"))
    out = tmp_path / "out"
    out.mkdir()
    with monkeypatch.context() as patch:
        real, gone = GetRun._fly, list[str]()

        def fly(run: GetRun, piece: Sequence[Item]) -> None:
            for hidden in out.iterdir():
                if not gone:
                    gone.append(hidden.name)
                    shutil.rmtree(hidden)
            real(run, piece)

        patch.setattr(GetRun, "_fly", fly)
        assert hands.get("/a", to=str(out)).state == "done"
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {"a": b"cloud"}
    assert len(gone) == 1


def test_the_folder_it_goes_to_may_be_moved(hands: Hands) -> None:
    """By another device, in the middle: the files go where it is now."""
    files = CloudFiles(hands.engine.supervisor)
    files.make_folder("/to", parents=False)
    hands.file("a")
    with pytest.MonkeyPatch.context() as patch:
        reached, go_on = hold(patch, PutRun, "_flights")
        errand = hands.begin_put(str(hands.base / "a"), to="/to")
        assert reached.wait(30)
        files.move(["/to"], "/elsewhere")
        go_on.set()
        assert hands.watch(errand).problems == []
    assert hands.paths() == ["/elsewhere", "/elsewhere/a"]


def test_the_folder_it_goes_to_is_not_made_again(hands: Hands) -> None:
    """Somebody removed it for good in the middle: the file does not end up in another of that name, and it is said."""
    files = CloudFiles(hands.engine.supervisor)
    files.make_folder("/to", parents=False)
    hands.file("a")
    with pytest.MonkeyPatch.context() as patch:
        reached, go_on = hold(patch, PutRun, "_flights")
        errand = hands.begin_put(str(hands.base / "a"), to="/to")
        assert reached.wait(30)
        files.remove(["/to"], permanent=True)
        go_on.set()
        assert [one.code for one in hands.watch(errand).problems] == ["stale"]
    assert hands.paths() == []


def test_a_folder_in_which_something_grows(hands: Hands) -> None:
    """The hidden folder of a download is no part of it."""
    hands.file("f/a")
    hands.file("f/.megadesk-get-01234567/.megadesk/tmp/half")
    hands.put(str(hands.base / "f"), recursive=True)
    assert hands.paths() == ["/f", "/f/a"]


def test_status_waits_for_errands(bench: Workbench, hands: Hands) -> None:
    """Nothing is left to do anywhere: also none that somebody asked for by hand."""
    with pytest.MonkeyPatch.context() as patch:
        reached, go_on = hold(patch, PutRun, "_create")
        hands.begin_put(hands.file("a"))
        assert reached.wait(30)
        with pytest.raises(TimedOut):
            bench.wait(hands.engine, timeout_s=0.1)
        go_on.set()
        bench.wait(hands.engine)
    assert hands.paths() == ["/a"]


def test_status_does_not_wait_for_what_a_person_paused(bench: Workbench, hands: Hands) -> None:
    """An errand all of whose transfers rest waits for a person, as a pair does."""
    hands.engine.supervisor.governor.pause(BOTH_WAYS)
    errand = hands.begin_put(hands.file("a"))
    with pytest.raises(DecisionNeeded, match="transfers_paused"):
        bench.wait(hands.engine)
    hands.engine.supervisor.governor.resume(BOTH_WAYS)
    bench.wait(hands.engine)
    assert hands.watch(errand).state == "done"
