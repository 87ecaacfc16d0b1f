"""A device that is killed at a moment of a test's choice: any change of the disk, any commit, here or to the journal."""

from __future__ import annotations

from collections.abc import Callable

from fakes.rows import Station
from megadesk.sync.ports import LocalSide


class Killed(BaseException):
    """The process ends here."""


class Killer:
    """Counts the points at which a station can be killed, and kills it at one of them."""

    def __init__(self, station: Station, at: int) -> None:
        self.station = station
        self.at = at
        self.seen = 0
        self.is_done = False
        self.is_dead = False
        station.store.at_commit = self.point
        station.view.before_publish = station.view.after_publish = self.point
        station.wrap = self._wrap(station.wrap)
        station.restart()

    def point(self, *_where: object) -> None:
        """Be killed if this is the one; the dead do nothing more, not even what stands in a ``finally``."""
        self.seen += 1
        if self.seen == self.at and not self.is_done:
            self.is_done = self.is_dead = True
        if self.is_dead:
            raise Killed

    def _wrap(self, wrap: Callable[[LocalSide], LocalSide]) -> Callable[[LocalSide], LocalSide]:
        def watched(side: LocalSide) -> LocalSide:
            made = wrap(side)
            self.station.watched.refuse = self.point
            self.station.watched.after = self.point
            return made

        return watched
