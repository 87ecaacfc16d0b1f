"""One peer on one data set: the cases in their order, each measured, trees compared wherever bytes have arrived.

    10k   upload  download =  (nothing, nothing by a command) x3  rename =  live =      "=": both trees are compared
    1G    upload  download =  edit =

What is not wanted is still done where a later case needs it, and not recorded. What goes wrong ends this session and
is told; the other sessions go on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from benchmarks.fixtures import big, small
from benchmarks.peers.cases import Data
from benchmarks.peers.gauge import Measured, measure
from benchmarks.peers.group import Group, ProgramFailed
from benchmarks.peers.port import Place, Session
from benchmarks.trees import difference

SMALL_BYTES: Final = 4096
FILES_A_FOLDER: Final = 20
EDIT_BYTES: Final = 4096
LIVE_BYTES: Final = 1024
LIVE_WITHIN_S: Final = 60
LIVE_REST_S: Final = 1.5
"""After a change was seen, both devices still look at what they wrote themselves."""

SAME_TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    files: int
    big_bytes: int
    live_times: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement of one case; ``laps``: of changes seen live, how long each was on its way."""

    peer: str
    case: str
    repeat: int
    measured: Measured
    laps: tuple[float, ...] = ()


class Run:
    """One session, from its data to the end of its processes."""

    def __init__(
        self,
        kind: type[Session],
        place: Place,
        sizes: Sizes,
        repeat: int,
        wanted: Collection[str],
        tell: Callable[[Sample], None],
    ) -> None:
        self.session = kind(place)
        self.place, self.sizes, self.repeat, self.tell = place, sizes, repeat, tell
        self.wanted = set(wanted) - kind.skips

    def of(self, data: Data) -> None:
        """Make the data and run its cases; ProgramFailed if a program fails or bytes do not arrive as they were."""
        try:
            if data == "10k":
                self._small()
            else:
                self._big()
        finally:
            self.session.close()

    def _small(self) -> None:
        session, files = self.session, self.sizes.files
        small(self.place.filled / "top", files=files, folders=max(1, files // FILES_A_FOLDER), size=SMALL_BYTES)
        session.prepare()
        self._case("10k-up", session.upload, session.one)
        if not self._is_wanted("10k-down", "10k-same", "10k-same-command", "10k-rename", "10k-live"):
            return
        session.fresh()
        self._case("10k-down", session.download, session.two)
        self._compare("10k-down")
        session.rest()
        for _ in range(SAME_TIMES):
            self._case("10k-same", session.rescan, session.one)
            if self._is_wanted("10k-same-command"):
                self._case("10k-same-command", session.command, session.one)
        if self._is_wanted("10k-rename"):
            self._case("10k-rename", self._rename, session.one)
            session.follow()
            self._compare("10k-rename")
        if self._is_wanted("10k-live"):
            session.follow()
            session.watch()
            self._live()
            self._compare("10k-live")

    def _big(self) -> None:
        session = self.session
        big(self.place.filled / "big.bin", size=self.sizes.big_bytes)
        session.prepare()
        self._case("1G-up", session.upload, session.one)
        if not self._is_wanted("1G-down", "1G-edit"):
            return
        session.fresh()
        self._case("1G-down", session.download, session.two)
        self._compare("1G-down")
        session.rest()
        if self._is_wanted("1G-edit"):
            self._case("1G-edit", self._edit, session.one)
            session.follow()
            self._compare("1G-edit")

    # -- changes ------------------------------------------------------------------------------------------------------

    def _rename(self) -> None:
        (self.place.here / "top").rename(self.place.here / "renamed")
        self.session.publish()

    def _edit(self) -> None:
        with (self.place.here / "big.bin").open("r+b") as file:
            file.seek(self.sizes.big_bytes // 2)
            file.write(os.urandom(EDIT_BYTES))
        self.session.publish()

    def _live(self) -> None:
        laps: list[float] = []

        def all_of_them() -> None:
            for number in range(self.sizes.live_times):
                time.sleep(LIVE_REST_S)  # noqa: TID251 -- both devices at rest is where each change begins
                laps.append(self._lap(number))

        measured = measure(all_of_them, self.session.one, self.place.work)
        self.tell(Sample(self.session.name, "10k-live", self.repeat, measured, tuple(laps)))

    def _lap(self, number: int) -> float:
        name, content = f"live {number}.txt", os.urandom(LIVE_BYTES)
        started = time.perf_counter()
        (self.place.here / name).write_bytes(content)
        there = self.place.there / name
        while not (there.exists() and there.read_bytes() == content):
            if time.perf_counter() - started > LIVE_WITHIN_S:
                raise ProgramFailed(f"live: not seen within {LIVE_WITHIN_S} s")
            time.sleep(0.002)  # noqa: TID251 -- a stopwatch has to look again and again
        return time.perf_counter() - started

    # -- measuring ----------------------------------------------------------------------------------------------------

    def _case(self, case: str, action: Callable[[], None], client: Group) -> None:
        measured = measure(action, client, self.place.work)
        if case in self.wanted:
            self.tell(Sample(self.session.name, case, self.repeat, measured))

    def _is_wanted(self, *cases: str) -> bool:
        return not self.wanted.isdisjoint(cases)

    def _compare(self, case: str) -> None:
        differs = difference(self.place.here, self.place.there)
        if differs:
            raise ProgramFailed(f"after {case}: {len(differs)} paths differ on the other device, {differs[0]!r} first")
