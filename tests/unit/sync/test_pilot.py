"""One pair, steered by hand: events in, reports out, on a real folder, and no thread anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from fakes.clocks import StandingClock
from fakes.devices import PAIR, ROOT_ID, Cloud, Desk
from megadesk.model.errors import DiskFull, FileBusy, MegadeskError, ServerUnavailable
from megadesk.model.ids import SpaceId
from megadesk.model.listing import Digest, Entry
from megadesk.model.pair import Keep, Notice, PairDirection, PairState, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.machine import ContentArrived, PauseAsked, RescanAsked, ResumeAsked
from megadesk.sync.patience import Patience
from megadesk.sync.pilot import Decide, PairParts, PairReport, Pilot

STEPS_MAX = 200


class Bench:
    """A pilot over a real folder, and everything it reported."""

    def __init__(self, base: Path, direction: PairDirection = PairDirection.BOTH) -> None:
        self.desk = Desk(base, "ann", Cloud())
        self.reports: list[PairReport] = []
        self.notices: list[str] = []
        self.open_error: MegadeskError | None = None
        self.clock = StandingClock()
        pair = SyncPair(
            id=PAIR, name="p", local=str(self.desk.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m",
            direction=direction,
        )  # fmt: skip
        self.pilot = Pilot(
            pair=pair,
            open_parts=self._open,
            remote_side=self.desk.view,
            clock=self.clock,
            device_name=lambda: "ann",
            changed=self._changed,
        )

    def _open(self) -> PairParts:
        if self.open_error is not None:
            raise self.open_error
        return PairParts(local_side=self.desk.disk, folder=self.desk.folder, executor=self.desk.executor)

    def _changed(self, report: PairReport, notices: tuple[Notice, ...]) -> None:
        self.reports.append(report)
        self.notices += [notice.code for notice in notices]

    def rest(self) -> PairReport:
        """Step until there is nothing to do, handing over content as it arrives, and return the last report."""
        for _ in range(STEPS_MAX):
            while self.pilot.step():
                pass
            results = self.desk.mover.take()
            if not results:
                self.pilot.tell()
                return self.pilot.report
            self.pilot.note(ContentArrived(results))
        raise AssertionError("it never rests")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A pilot that has not begun."""
    return Bench(tmp_path)


def test_what_is_there_is_synced_and_reported(bench: Bench) -> None:
    """The first round publishes the folder; the report counts it and says that nothing is left."""
    bench.desk.write("a.txt", "alpha")
    report = bench.rest()
    assert (report.state, report.files, report.bytes, report.pending) == (PairState.SYNCED, 1, 5, 0)
    assert bench.desk.cloud.paths() == {"a.txt": b"alpha"}


def test_step_says_when_there_is_nothing_to_do(bench: Bench) -> None:
    """A pair at rest has no step, and knows when it wants to be asked again."""
    bench.rest()
    told = len(bench.reports)
    assert bench.pilot.step() is False
    assert len(bench.reports) == told
    assert bench.pilot.wake_ms is not None


def test_report_is_behind_until_it_has_seen_every_event(bench: Bench) -> None:
    """An event that was noted is in the next report, and nobody is told twice."""
    bench.rest()
    bench.pilot.note(PauseAsked())
    behind = [bench.pilot.is_behind]
    bench.pilot.tell()
    behind.append(bench.pilot.is_behind)
    assert behind == [True, False]
    assert bench.pilot.report.state is PairState.PAUSED


def test_error_is_shown_and_gone_when_it_goes_well(bench: Bench) -> None:
    """A folder that cannot be opened is reported with its reason; told to try again, the pair recovers."""
    bench.open_error = ServerUnavailable()
    assert bench.rest().error is bench.open_error
    bench.open_error = None
    bench.pilot.note(RescanAsked())
    report = bench.rest()
    assert (report.state, report.error) == (PairState.SYNCED, None)


def test_unexpected_error_is_reported_as_a_bug(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in one command is reported as one, and the pair goes on when asked."""
    fetch = bench.desk.view.fetch

    def broken() -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.desk.view, "fetch", broken)
    report = bench.rest()
    assert report.error is not None
    assert report.error.code == "bug"
    monkeypatch.setattr(bench.desk.view, "fetch", fetch)
    bench.pilot.note(RescanAsked())
    assert bench.rest().state is PairState.SYNCED


def test_approval_is_for_the_removals_that_were_asked_about(bench: Bench) -> None:
    """If more is gone by the time a person agrees, they are asked again, and nothing has been removed."""
    desk = bench.desk
    for at in range(120):
        desk.write(f"{at:03}.txt", f"file {at}")
    desk.write("keep/one.txt", "one")
    desk.sync()
    for at in range(60):
        (desk.path / f"{at:03}.txt").unlink()
    first = bench.rest()
    assert first.guard is not None
    for at in range(60, 100):
        (desk.path / f"{at:03}.txt").unlink()
    bench.pilot.note(RescanAsked())
    bench.pilot.note(ResumeAsked())
    second = bench.rest()
    assert second.guard is not None
    assert second.guard.arguments["files"] == 100
    assert len(desk.cloud.paths()) == 122
    bench.pilot.note(ResumeAsked())
    bench.rest()
    assert len(desk.cloud.paths()) == 22


def test_problems_are_listed(bench: Bench) -> None:
    """What cannot be synced is in the report with its path and reason; the rest is synced."""
    bench.desk.write("fine.txt", "fine")
    (bench.desk.path / "link").symlink_to("fine.txt")
    report = bench.rest()
    assert [(problem.code, problem.path) for problem in report.problems] == [("symlink", "link")]
    assert bench.desk.cloud.paths() == {"fine.txt": b"fine"}


def test_change_that_does_not_travel_is_told_and_decided(tmp_path: Path) -> None:
    """A pair that only listens publishes nothing; what was made here is a problem until a person decides about it."""
    bench = Bench(tmp_path, PairDirection.DOWN)
    bench.desk.write("mine.txt", "mine")
    bench.desk.write("more.txt", "more")
    report = bench.rest()
    assert report.state is PairState.SYNCED
    assert [(one.code, one.path) for one in report.problems] == [
        ("only_here_new", "mine.txt"), ("only_here_new", "more.txt"),
    ]  # fmt: skip
    assert bench.desk.cloud.paths() == {}
    bench.pilot.note(Decide([one.node for one in report.problems[:1] if one.node is not None], Keep.LOCAL))
    report = bench.rest()
    assert [one.path for one in report.problems] == ["more.txt"]
    assert bench.desk.cloud.paths() == {"mine.txt": b"mine"}
    bench.pilot.note(Decide([one.node for one in report.problems if one.node is not None], Keep.REMOTE))
    assert bench.rest().problems == ()
    assert bench.desk.paths() == {"mine.txt": b"mine"}
    assert bench.desk.debris() == [b"more"]


def test_decision_that_cannot_be_kept_is_no_decision(tmp_path: Path) -> None:
    """If the store fails, the thread goes on and the question stands."""

    def full() -> None:
        raise DiskFull

    bench = Bench(tmp_path, PairDirection.DOWN)
    bench.desk.write("mine.txt", "mine")
    asked = bench.rest().problems
    bench.desk.store.at_commit = full
    bench.pilot.note(Decide([one.node for one in asked if one.node is not None], Keep.LOCAL))
    bench.desk.store.at_commit = lambda: None
    bench.desk.restart()
    assert [one.code for one in bench.rest().problems] == ["only_here_new"]
    assert bench.desk.cloud.paths() == {}


# -- files that never rest ----------------------------------------------------------------------------------------------


def growing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the pair patience and a log that is written to whenever it is read; return the log."""
    disk, log = bench.desk.disk, bench.desk.path / "app.log"
    real = disk.digests

    def digests(entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        busy = {entry.path: FileBusy() for entry in entries if entry.path == "app.log"}
        if busy:
            with log.open("ab") as file:
                file.write(b"line\n")
        return {**real([entry for entry in entries if entry.path not in busy]), **busy}

    monkeypatch.setattr(disk, "digests", digests)
    monkeypatch.setattr(bench.desk.folder, "_patience", Patience(bench.clock.now_ms, disk.beginnings))
    return log


def test_row156_file_that_never_rests_is_told_after_a_while_and_holds_up_nobody(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 156: first it is a passing thing, then a problem with the time since when; its neighbours are synced."""
    growing(bench, monkeypatch).write_bytes(b"line\n")
    bench.desk.write("other", "1")
    report = bench.rest()
    assert bench.desk.cloud.paths() == {"other": b"1"}
    (problem,) = report.problems
    assert (problem.path, problem.code, report.busy) == ("app.log", "file_busy", True)
    since_ms = bench.clock.at_ms
    for _ in range(40):
        bench.clock.at_ms += 1_000
        report = bench.rest()
    (problem,) = report.problems
    assert (problem.code, problem.since_ms, report.busy, report.state) == (
        "changing", since_ms, False, PairState.SYNCED,
    )  # fmt: skip
    assert "app.log" not in bench.desk.cloud.paths()


def test_row156_log_that_was_synced_before_is_synced_as_far_as_it_went(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 156: what never rests, but only grows, travels as it was when it was looked at, once a minute."""
    bench.desk.write("app.log", "first\n")
    bench.rest()
    log = growing(bench, monkeypatch)
    log.write_bytes(b"first\nsecond\n")
    for _ in range(70):
        bench.clock.at_ms += 1_000
        bench.pilot.note(RescanAsked())
        bench.rest()
    synced = bench.desk.cloud.paths()["app.log"]
    assert synced is not None
    assert synced.startswith(b"first\nsecond\n")
    assert log.read_bytes().startswith(synced)
    assert len(log.read_bytes()) > len(synced)
