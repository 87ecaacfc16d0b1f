"""A pilot over a real folder, steered by hand."""

from __future__ import annotations

from pathlib import Path

from fakes.clocks import StandingClock
from fakes.devices import PAIR, ROOT_ID, Cloud, Desk
from megadesk.model.errors import MegadeskError
from megadesk.model.ids import SpaceId
from megadesk.model.pair import Notice, PairDirection, SyncPair
from megadesk.sync.events import Answered, ContentArrived, RescanAsked
from megadesk.sync.memory import VolatileMemory
from megadesk.sync.neighbours import Neighbourhood
from megadesk.sync.pilot import PairParts, Pilot
from megadesk.sync.report import PairReport

STEPS_MAX = 200


class Bench:
    """A pilot over a real folder, and everything it reported."""

    def __init__(
        self, base: Path, direction: PairDirection = PairDirection.BOTH, neighbourhood: Neighbourhood | None = None
    ) -> None:
        self.desk = Desk(base, "ann", Cloud(), neighbourhood=neighbourhood)
        self.reports: list[PairReport] = []
        self.notices: list[str] = []
        self.open_error: MegadeskError | None = None
        self.clock = StandingClock()
        self.memory = VolatileMemory()
        self.direction = direction
        self.paused = False
        self.pilot = self._new_pilot()

    def _new_pilot(self) -> Pilot:
        pair = SyncPair(
            id=PAIR, name="p", local=str(self.desk.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m",
            direction=self.direction, paused=self.paused,
        )  # fmt: skip
        return Pilot(
            pair=pair,
            open_parts=self._open,
            remote_side=self.desk.view,
            clock=self.clock,
            device_name=lambda: "ann",
            changed=self._changed,
            memory=self.memory,
        )

    def restart(self) -> None:
        """Forget everything but the store, the memory and the disk."""
        self.desk.restart()
        self.pilot = self._new_pilot()

    def look_again(self) -> PairReport:
        """Look at everything once more."""
        self.pilot.note(RescanAsked())
        return self.rest()

    def answer(self, *, approve: bool) -> PairReport:
        """Answer what is asked."""
        question = self.pilot.report.question
        assert question is not None
        self.pilot.note(Answered(question.digest, approve))
        return self.rest()

    def _open(self) -> PairParts:
        if self.open_error is not None:
            raise self.open_error
        return PairParts(local_side=self.desk.disk, looking=self.desk.looking, executor=self.desk.executor)

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

    def many(self) -> list[str]:
        """Sync a folder of many files; return their names."""
        names = [f"d/{at:03}.txt" for at in range(60)]
        for name in names:
            self.desk.write(name, name)
        self.desk.write("keep.txt", "keep")
        self.desk.sync()
        self.rest()
        return names
