"""The thread of a pair: events in, reports out, on a real folder, with a clock that stands and nobody else about."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes.clocks import StandingClock
from fakes.devices import PAIR, ROOT_ID, Cloud, Desk
from megadesk.model.ids import SpaceId
from megadesk.model.pair import Notice, PairState, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.events import ContentArrived, PauseAsked, RescanAsked, ResumeAsked, Touched
from megadesk.sync.pilot import PairParts, Pilot
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner
from megadesk.sync.stopping import Halt

DEADLINE_S = 20.0


class Bench:
    """A runner over a real folder, and everything it reported."""

    def __init__(self, base: Path) -> None:
        self.desk = Desk(base, "ann", Cloud())
        self.clock = StandingClock()
        self.halt = Halt()
        self.heard = threading.Condition()
        self.reports: list[PairReport] = []
        pair = SyncPair(
            id=PAIR, name="p", local=str(self.desk.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m"
        )
        pilot = Pilot(
            pair=pair,
            open_parts=self._open,
            remote_side=self.desk.view,
            clock=self.clock,
            device_name=lambda: "ann",
            changed=self._changed,
            halt=self.halt,
        )
        self.runner = PairRunner(PAIR, pilot, self.clock)

    def _open(self) -> PairParts:
        return PairParts(local_side=self.desk.disk, looking=self.desk.looking, executor=self.desk.executor)

    def _changed(self, report: PairReport, _notices: tuple[Notice, ...]) -> None:
        with self.heard:
            self.reports.append(report)
            self.heard.notify_all()
        results = self.desk.mover.take()
        if results:
            self.runner.post(ContentArrived(results))

    def wait(self, wanted: Callable[[PairReport], bool]) -> PairReport:
        """Return the newest report as soon as it is as wanted."""
        with self.heard:
            assert self.heard.wait_for(lambda: bool(self.reports) and wanted(self.reports[-1]), DEADLINE_S)
            return self.reports[-1]

    def rest(self, ticket: int = 0) -> PairReport:
        """Return the report in which everything posted so far was seen and nothing is left to do."""
        return self.wait(lambda report: report.taken >= ticket and not report.busy)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A runner that has not begun."""
    made = Bench(tmp_path)
    yield made
    made.runner.stop()


def test_what_is_there_is_synced_and_reported(bench: Bench) -> None:
    """The first round publishes the folder; the report counts it and says that nothing is left."""
    bench.desk.write("a.txt", "alpha")
    bench.runner.start()
    report = bench.rest()
    assert (report.state, report.files, report.bytes, report.pending) == (PairState.SYNCED, 1, 5, 0)
    assert bench.desk.cloud.paths() == {"a.txt": b"alpha"}
    assert bench.runner.report() == report


def test_posted_events_are_counted(bench: Bench) -> None:
    """A report that has taken a ticket has seen what was posted with it."""
    bench.runner.start()
    bench.rest()
    bench.desk.write("new.txt", "new")
    ticket = bench.runner.post(RescanAsked())
    assert bench.rest(ticket).files == 1
    assert "new.txt" in bench.desk.cloud.paths()


def test_pause_during_a_command_is_reported(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause that comes while a command runs is in a report, though nothing happens after it."""
    fetch = bench.desk.view.fetch
    ticket = 0

    def pause_and_fetch(_at_least: int | None) -> bool:
        nonlocal ticket
        ticket = bench.runner.post(PauseAsked())
        return fetch(_at_least)

    monkeypatch.setattr(bench.desk.view, "fetch", pause_and_fetch)
    bench.runner.start()
    report = bench.wait(lambda report: report.taken == 1)
    assert ticket == 1
    assert bench.wait(lambda report: report.state is PairState.PAUSED).busy is False
    monkeypatch.setattr(bench.desk.view, "fetch", fetch)
    bench.rest(bench.runner.post(ResumeAsked()))
    assert report.taken == 1


def test_touched_in_a_pause_is_only_counted(bench: Bench) -> None:
    """A paused pair takes hints in, does nothing, and says so."""
    bench.runner.start()
    bench.rest()
    bench.rest(bench.runner.post(PauseAsked()))
    bench.desk.write("later.txt", "later")
    report = bench.rest(bench.runner.post(Touched([RelPath("later.txt")])))
    assert report.state is PairState.PAUSED
    assert bench.desk.cloud.paths() == {}


def test_unexpected_error_does_not_end_the_thread(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in one command is reported as one, and the pair goes on when asked."""
    fetch = bench.desk.view.fetch

    def broken(_at_least: int | None) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.desk.view, "fetch", broken)
    bench.runner.start()
    report = bench.wait(lambda report: report.error is not None)
    assert report.error is not None
    assert report.error.code == "bug"
    monkeypatch.setattr(bench.desk.view, "fetch", fetch)
    assert bench.rest(bench.runner.post(RescanAsked())).state is PairState.SYNCED


@pytest.mark.parametrize("method", ["note", "step", "tell"])
def test_nothing_that_goes_wrong_ends_the_thread(bench: Bench, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """A bug outside of any command is reported as one, and what is posted then is done."""
    bench.runner.start()
    bench.rest()

    def broken(*_arguments: object) -> bool:
        monkeypatch.undo()
        raise ZeroDivisionError

    monkeypatch.setattr(Pilot, method, broken)
    bench.desk.write("new.txt", "new")
    bench.runner.post(Touched([]))
    assert bench.wait(lambda report: report.error is not None).state is PairState.ATTENTION
    assert bench.rest(bench.runner.post(RescanAsked())).state is PairState.SYNCED
    assert "new.txt" in bench.desk.cloud.paths()


def test_stop_ends_the_thread(bench: Bench) -> None:
    """After stop no command runs any more, and a second stop does no harm."""
    bench.runner.start()
    bench.rest()
    bench.runner.stop()
    heard = len(bench.reports)
    bench.desk.write("late.txt", "late")
    bench.runner.post(RescanAsked())
    bench.runner.stop()
    assert len(bench.reports) == heard
    assert bench.desk.cloud.paths() == {}


def test_stop_ends_what_is_under_way(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that looks whether it should go on ends in the middle, and is not told as an error."""
    bench.desk.write("a.txt", "alpha")

    def stop_and_fetch(_at_least: int | None) -> bool:
        bench.runner.ask_to_stop()
        bench.halt.check()
        raise AssertionError("it went on")

    monkeypatch.setattr(bench.desk.view, "fetch", stop_and_fetch)
    bench.runner.start()
    assert bench.runner.stop()
    assert all(report.error is None for report in bench.reports)
    assert bench.desk.cloud.paths() == {}


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder


def test_next_thread_waits_for_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the first takes to end, the second begins nothing before that."""
    first, second = Bench(made(tmp_path / "1")), Bench(made(tmp_path / "2"))
    order: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(_at_least: int | None) -> bool:
        begun.set()
        assert go_on.wait(DEADLINE_S)
        order.append("first")
        return True

    def quick(_at_least: int | None) -> bool:
        order.append("second")
        return True

    monkeypatch.setattr(first.desk.view, "fetch", slow)
    monkeypatch.setattr(second.desk.view, "fetch", quick)
    first.runner.start()
    assert begun.wait(DEADLINE_S)
    assert first.runner.stop(0.01) is False
    second.runner.start(after=first.runner)
    second.runner.post(RescanAsked())
    go_on.set()
    second.rest(1)
    assert order == ["first", "second"]
    assert second.runner.stop()
