"""Catalogue K: the folder is gone, too much is gone, or the server was set back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.clocks import StandingClock
from fakes.devices import PAIR, ROOT_ID
from fakes.rows import Pair, Station
from megadesk.disk.private import prepare_root
from megadesk.model.errors import DecisionNeeded
from megadesk.model.ids import SpaceId
from megadesk.model.pair import PairState, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.events import (
    Answered,
    ContentArrived,
    HeadMoved,
    HintsLost,
    PauseAsked,
    RescanAsked,
    ResumeAsked,
    Touched,
)
from megadesk.sync.pilot import PairParts, Pilot
from megadesk.sync.report import PairReport

HOUR_NS = 3_600_000_000_000
MANY = ", ".join(f"d/f{number}=x{number}" for number in range(60))
KEPT = ", ".join(f"keep/f{number}=k{number}" for number in range(30))
START = f"{MANY}, {KEPT}, e=1"


class Steered:
    """A station whose pair is steered as in the engine, guards and all."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.clock = StandingClock()
        pair = SyncPair(
            id=PAIR, name="p", local=str(station.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m"
        )  # fmt: skip
        self.pilot = Pilot(
            pair=pair, open_parts=self._open, remote_side=station.view, clock=self.clock,
            device_name=lambda: station.name, changed=lambda _report, _notices: None,
        )  # fmt: skip

    def _open(self) -> PairParts:
        station = self.station
        return PairParts(local_side=station.side, looking=station.looking, executor=station.executor)

    def rest(self) -> PairReport:
        """Go on until there is nothing to do, and return the report."""
        self.clock.at_ms += 120_000
        while self.pilot.step() or self._deliver():
            pass
        self.pilot.tell()
        return self.pilot.report

    def approve(self) -> None:
        """Say yes to what is asked."""
        question = self.pilot.report.question
        assert question is not None
        self.pilot.note(Answered(question.digest, approve=True))

    def _deliver(self) -> bool:
        results = self.station.mover.take()
        if results:
            self.pilot.note(ContentArrived(results))
        return bool(results)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two devices with many files."""
    return Pair(tmp_path, START)


@pytest.fixture
def steered(pair: Pair) -> Steered:
    """The first of them, steered, and at rest."""
    made = Steered(pair.here)
    assert made.rest().state is PairState.SYNCED
    pair.reset()
    return made


def moved_away(station: Station) -> Callable[[], object]:
    """Rename a station's folder, and return what brings it back."""
    away = station.path.with_name("away")
    station.path.rename(away)
    return lambda: away.rename(station.path)


@pytest.mark.parametrize("moment", ["row178-at-the-start", "row181-in-a-pause", "row182-while-it-runs"])
def test_row178_folder_that_is_gone(pair: Pair, moment: str) -> None:
    """Nothing is done and the reason is told, whenever it went; back again, it goes on as if nothing had been."""
    steered = Steered(pair.here)
    if "start" not in moment:
        steered.rest()
    if "pause" in moment:
        steered.pilot.note(PauseAsked())
        steered.rest()
    pair.reset()
    bring_back = moved_away(pair.here)
    steered.pilot.note(HintsLost())
    steered.pilot.note(ResumeAsked())
    report = steered.rest()
    assert isinstance(report.error, DecisionNeeded)
    assert report.state is PairState.ATTENTION
    assert pair.told() == ""
    bring_back()
    steered.pilot.note(RescanAsked())
    assert steered.rest().state is PairState.SYNCED
    assert pair.told() == ""
    pair.settle()
    pair.check(START)


@pytest.mark.parametrize("other", ["row179-empty-mount-point", "row183-another-drive"])
def test_row179_folder_that_is_another(pair: Pair, steered: Steered, other: str) -> None:
    """An empty folder, or one with a marker of its own, is not this pair's: nothing is derived from it."""
    moved_away(pair.here)
    pair.here.path.mkdir()
    if "drive" in other:
        prepare_root(str(pair.here.path), "another")
        pair.here.do("theirs=1")
    steered.pilot.note(RescanAsked())
    report = steered.rest()
    assert isinstance(report.error, DecisionNeeded)
    assert pair.told() == ""
    assert "theirs" not in pair.cloud.paths()


def test_row180_folder_that_goes_during_a_scan(pair: Pair, steered: Steered) -> None:
    """What a scan found of half a folder counts for nothing."""
    scan = pair.here.watched.side.scan

    def pulled(*arguments: object) -> object:
        found = scan(*arguments)  # type: ignore[arg-type]  # passed on
        moved_away(pair.here)
        pair.here.watched.side.check_root()
        return found

    pair.here.watched.side.scan = pulled  # type: ignore[assignment]
    pair.here.do("rm keep")
    steered.pilot.note(RescanAsked())
    assert isinstance(steered.rest().error, DecisionNeeded)
    assert pair.told() == ""


def test_row180_drive_that_nobody_saw_missing(pair: Pair, steered: Steered) -> None:
    """It is back under another number before anybody looked: everything is looked at, and the pair goes on."""
    root = pair.here.disk._root
    root._device = root.device + 1
    pair.here.do("e=2")
    steered.pilot.note(Touched([RelPath("e")]))
    assert steered.rest().state is PairState.ATTENTION
    assert steered.rest().state is PairState.SYNCED
    assert pair.told() == "put"
    pair.settle()
    pair.check(f"{MANY}, {KEPT}, e=2")


def test_row184_too_much_is_gone_here(pair: Pair, steered: Steered) -> None:
    """The whole plan waits for a person, also what has nothing to do with it; then it is done."""
    pair.here.do("rm d, n=2")
    steered.pilot.note(RescanAsked())
    report = steered.rest()
    assert report.guard is not None
    assert (report.guard.arguments["direction"], report.guard.arguments["files"]) == ("remote", 60)
    assert pair.told() == ""
    steered.approve()
    assert steered.rest().state is PairState.SYNCED
    pair.settle()
    pair.check(f"{KEPT}, e=1, n=2")
    assert len(pair.cloud.bin()) == 1 + 60


def test_row185_too_much_is_gone_there(pair: Pair, steered: Steered) -> None:
    """The files stay here until a person has looked; then they go to the debris."""
    pair.there.do("rm d")
    pair.there.sync()
    pair.reset()
    steered.pilot.note(HeadMoved())
    report = steered.rest()
    assert report.guard is not None
    assert (report.guard.arguments["direction"], report.guard.arguments["files"]) == ("local", 60)
    assert not pair.here.watched.changes()
    steered.approve()
    assert steered.rest().state is PairState.SYNCED
    assert len(pair.here.debris()) == 60
    pair.check(f"{KEPT}, e=1")


def test_row184_moved_is_not_gone(pair: Pair, steered: Steered) -> None:
    """However many files move, nobody is asked."""
    pair.here.do("mv d keep/d, mv e d")
    steered.pilot.note(RescanAsked())
    assert steered.rest().guard is None
    assert pair.told() == "2 put"


def test_row187_all_times_shifted(pair: Pair, steered: Steered) -> None:
    """When a time zone moves every time on the disk, files are read and found to be as they were."""
    for path in pair.here.path.rglob("*"):
        if ".megadesk" not in path.parts:
            os.utime(path, ns=(0, path.stat().st_mtime_ns + HOUR_NS))
    steered.pilot.note(RescanAsked())
    steered.rest()
    assert pair.told() == ""
    assert not pair.here.watched.changes()
    pair.check(START)
