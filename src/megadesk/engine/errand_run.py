"""One errand being run, by a thread of its own: what put and get have in common.

    scan, plan   (errand_deciding.py)                          --> items: NEW, then READY | ASKING | SKIPPED | FAILED
    create  folders                                            --> DONE
    move    windows of READY files --jobs--> transfer manager --results--> used, DONE; what changed meanwhile is NEW again

Each step is made of what is written down, so a restart goes on with the step it was in: an errand that was killed moves
nothing twice but what was on its way. An errand that only waits for answers has no thread. Read next: errand_deciding.py,
errand_put.py, errand_get.py, and errands.py, which starts and ends all this.
"""

from __future__ import annotations

import logging
import queue
import time
from abc import abstractmethod
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Final

from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_deciding import ErrandDeciding
from megadesk.engine.errand_progress import Standing
from megadesk.model.errand import Errand, Item, ItemState, Phase
from megadesk.model.errors import MegadeskError, NeedsUser, RetryLater, Stale, Waiting
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    DownloadJob,
    TransferLine,
    TransferResult,
    UploadJob,
)
from megadesk.model.tree import Kind
from megadesk.model.values import replace
from megadesk.store.errands import ErrandBook
from megadesk.sync.stopping import Stopped
from megadesk.transfers.faults import known

log = logging.getLogger(__name__)

ASKED_AT_ONCE: Final = 2_000
"""So many files the manager has at a time."""

PIECE_FILES: Final = 256
PIECE_BYTES: Final = 64 << 20
"""Of these so many are made ready in a row: the first bytes move before all is read."""

POLL_S: Final = 0.5
WAIT_FIRST_S: Final = 1.0
WAIT_LAST_S: Final = 30.0
HOLD_S: Final = 30.0
"""What all of an errand waits for, room most often, is looked at again so often."""

BUSY_TRIES: Final = 5
BUSY_S: Final = 2.0
"""A file that changes while it is read gets so many tries, so far apart."""


class Away(Exception):  # noqa: N818 -- named for what is the case, as all errors here are
    """The folder that an errand works on is not there just now: a drive that is not mounted, most often."""

    def __init__(self, error: MegadeskError) -> None:
        super().__init__()
        self.error = error


class Outcome(Enum):
    """Why a thread has ended."""

    OVER = "over"
    PARKED = "parked"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Flight:
    """A file that the manager has."""

    item: Item
    job: UploadJob | DownloadJob


class ErrandRun(ErrandDeciding):
    """One errand. ``run`` is its thread; ``poke``, ``halt`` and ``standing`` are for all others."""

    way: Direction

    def __init__(
        self, errand: Errand, *, book: ErrandBook, files: CloudFiles, deciding: AbstractContextManager[object],
        told: Callable[[], None],
    ) -> None:  # fmt: skip
        """``deciding``: held while it is decided, and by whoever answers. ``told``: called when there is news."""
        super().__init__(errand, book=book, deciding=deciding, told=told, moving=self._moving)
        self._files = files
        self._world = files.world
        self._inbox: queue.SimpleQueue[Sequence[TransferResult] | None] = queue.SimpleQueue()
        self._results: list[TransferResult] = []
        self._flying: dict[ContentKey, Flight] = {}
        self._reason: MegadeskError | None = None
        self._hold: tuple[float, MegadeskError] | None = None
        self._is_cancelled = False

    # -- for others ---------------------------------------------------------------------------------------------------

    def poke(self) -> None:
        """Say that somebody answered, or that it is worth another try."""
        self._inbox.put(None)

    @property
    def has_news(self) -> bool:
        """Whether something came that was not taken in."""
        return not self._inbox.empty()

    @property
    def is_waiting(self) -> bool:
        """Whether all of it waits: for a drive, for room, for the server."""
        return self._reason is not None

    def stop(self, *, cancelled: bool = False) -> None:
        """Have it end soon: for good, or to go on with the next engine."""
        self._is_cancelled = self._is_cancelled or cancelled
        self.halt.ask()
        self.poke()

    def standing(self) -> Standing:
        """Return how far it is; made anew at most ten times a second."""
        return self._progress.standing(self.errand.phase, self._reason)

    def _moving(self) -> list[TransferLine]:
        return [one for one in self._world.transfers.moving() if one.subject.pair == self.errand.pair]

    # -- the thread ---------------------------------------------------------------------------------------------------

    def run(self) -> Outcome:
        """Go on until it is over, waits for answers alone, or is told to stop."""
        pair = self.errand.pair
        self._files.supervisor.expect(pair, self._inbox.put)
        try:
            outcome = self._run()
        finally:
            self._world.transfers.leave(pair)
            self._files.supervisor.expect(pair, None)
            self._world.roots.remove(pair)
            self._forget_ends()
        if self._is_cancelled and outcome is Outcome.STOPPED:
            self.finish(Phase.CANCELLED)
            return Outcome.OVER
        return outcome

    def _forget_ends(self) -> None:
        """Have its history written down, with where its files were; then nobody asks for that any more."""
        with suppress(MegadeskError):
            self._world.transfers.write_down()
            self._world.ends.remove(self.errand.pair)

    def _run(self) -> Outcome:
        wait_s = WAIT_FIRST_S
        while True:
            try:
                return self._go_on()
            except Stopped:
                return Outcome.STOPPED
            except (RetryLater, Waiting, NeedsUser) as error:
                self._reason = error
            except Away as away:
                self._reason = away.error
            except MegadeskError as error:
                return self._fail(error)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the errand ends and says so
                return self._fail(known(error))
            log.info("errand %s waits: %s", self.errand.pair, self._reason.code)
            self._told()
            try:
                self._take(wait_s)
            except Stopped:
                return Outcome.STOPPED
            wait_s = min(wait_s * 2, WAIT_LAST_S)

    def _fail(self, error: MegadeskError) -> Outcome:
        log.warning("errand %s ends: %s", self.errand.pair, error.code)
        self.finish(Phase.FAILED, error)
        return Outcome.OVER

    def finish(self, phase: Phase, error: MegadeskError | None = None) -> None:
        """Take away what is half, and write down how it ended."""
        self._world.transfers.leave(self.errand.pair)
        self.clear_away()
        self._book.end(self.errand.pair, phase, error)
        self.errand = self._book.get(self.errand.pair) or replace(self.errand, phase=phase, error=error)
        self._progress.counts = self.errand.counts
        self._told()

    def _go_on(self) -> Outcome:
        if self.errand.phase is Phase.SCAN:
            self._scan_all()
        self._open()
        self._reload()
        while True:
            self.halt.check()
            self._plan()
            self._create()
            self._enter(Phase.TRANSFER)
            self._use_results()
            self._note_reason(self._held())
            if self._reason is None:
                self._refill()
            if not self._is_planned:
                continue
            if not self._flying and not self._results:
                outcome = self._rest()
                if outcome is not None:
                    return outcome
            self._take(POLL_S)

    def _note_reason(self, reason: MegadeskError | None) -> None:
        if reason is not self._reason:
            self._reason = reason
            self._told()

    def _held(self) -> MegadeskError | None:
        """Return what all of it waits for: room, most often."""
        if self._hold is not None and time.monotonic() >= self._hold[0]:
            self._hold = None
            self._open()  # what it works in may have been taken away, and be there again
        return None if self._hold is None else self._hold[1]

    def _rest(self) -> Outcome | None:
        """Return how it ends, now that nothing moves; None if something will."""
        if self._book.items(self.errand.pair, ItemState.READY, limit=1):
            return None
        if self._book.questions(self.errand.pair):
            return Outcome.PARKED
        if self._book.items(self.errand.pair, ItemState.NEW, limit=1):
            self._is_planned = False  # somebody answered just now
            return None
        self._round_off()
        self.finish(Phase.DONE)
        return Outcome.OVER

    def _round_off(self) -> None:
        """Do what is to be done last, when all that moves is there."""

    def _take(self, timeout_s: float) -> None:
        """Take in what came, or wait for it."""
        deadline_s = time.monotonic() + timeout_s
        while True:
            try:
                batch = self._inbox.get(timeout=max(0.0, deadline_s - time.monotonic()))
            except queue.Empty:
                break
            self.halt.check()
            if batch is None:
                self._is_planned = False
                self._hold = None if self._hold is None else (0.0, self._hold[1])
                break
            self._results += batch
            deadline_s = time.monotonic()  # whatever else is there comes along
        self.halt.check()

    # -- moving -------------------------------------------------------------------------------------------------------

    def _refill(self) -> None:
        """Have the manager asked for more, in pieces, if half of what it has is done."""
        if self._book_is_low():
            while self._is_planned:
                self.halt.check()
                room = ASKED_AT_ONCE - self._counted()
                piece = self._next_piece(min(room, PIECE_FILES)) if room > 0 else []
                if not piece:
                    break
                self._fly(piece)
                if not self._inbox.empty():
                    self._take(0)
                    self._use_results()

    def _book_is_low(self) -> bool:
        return self._counted() <= ASKED_AT_ONCE // 2

    def _counted(self) -> int:
        """Return how many files the manager has; those that a person lets rest take nobody's place."""
        resting = self._world.transfers.wished(self.errand.pair, self.way).resting
        return sum(one.job.node not in resting for one in self._flying.values()) if resting else len(self._flying)

    def _next_piece(self, most: int) -> list[Item]:
        """Return the next files that are ready and not asked for yet.

        Those up to ``_asked_to`` were asked for, or had to wait: they are looked at again when nothing flies any more.
        """
        if not self._flying:
            self._asked_to = 0
        now_s = time.monotonic()
        flying = {one.item.number for one in self._flying.values()}
        piece: list[Item] = []
        size = 0
        while page := self._book.items(
            self.errand.pair, ItemState.READY, after=self._asked_to, kind=Kind.FILE, limit=PIECE_FILES
        ):
            for item in page:
                self._asked_to = item.number
                if (
                    item.number in flying
                    or self._tries.get(item.number, (0, 0.0))[1] > now_s
                    or not self._is_next(item)
                ):
                    continue
                piece.append(item)
                size += item.found.size_bytes
                if len(piece) >= most or size >= PIECE_BYTES:
                    return piece
        return piece

    def _is_next(self, _item: Item) -> bool:
        """Whether an item may fly with those that do."""
        return True

    def _fly(self, piece: Sequence[Item]) -> None:
        for flight in self._flights(piece):
            self._flying[flight.job.key] = flight
        self._want()

    def _want(self) -> None:
        jobs = [one.job for one in self._flying.values()]
        counts = self._progress.counts
        later = counts.total_bytes - counts.bytes - sum(job.size_bytes for job in jobs)
        self._world.transfers.want(
            self.errand.pair,
            [job for job in jobs if isinstance(job, UploadJob)],
            [job for job in jobs if isinstance(job, DownloadJob)],
            max(0, later),
        )

    def _use_results(self) -> None:
        """Use what the manager brought. If that cannot be done now, it is tried again with the same results."""
        results = [one for one in self._results if one.key in self._flying]
        if not results:
            self._results = []
            return
        became, shelved = self._use(results)
        done = {item.number for item in became if item.state is ItemState.DONE}
        keys = [one.key for one in results]
        used = dict.fromkeys(key for key in keys if self._flying[key].item.number in done)
        self._world.transfers.settle(used)
        self._world.transfers.shelve(shelved)
        self._world.transfers.settle([key for key in keys if key not in used and key not in shelved], used=False)
        for key in keys:
            self._flying.pop(key, None)
        self._results = []
        self._told()

    def _went_wrong(self, error: MegadeskError, item: Item) -> Item | None:
        """Return an item as it failed; None if it is tried again, with all others if they wait for the same."""
        if isinstance(error, Waiting | NeedsUser):
            self._hold = (time.monotonic() + HOLD_S, error)
            return None
        if isinstance(error, RetryLater):
            tries = self._tries.get(item.number, (0, 0.0))[0] + 1
            if tries < BUSY_TRIES:
                self._tries[item.number] = (tries, time.monotonic() + BUSY_S)
                if isinstance(error, Stale):
                    self._hold = (time.monotonic(), error)  # what it works in is not what it was
                return None
        return self._failed(item, error)

    # -- what put and get do in their own ways ------------------------------------------------------------------------

    @abstractmethod
    def _open(self) -> None:
        """Get ready to move; Away if the folder is not there."""

    @abstractmethod
    def _create(self) -> None:
        """Make the folders that are ready."""

    @abstractmethod
    def _flights(self, piece: Sequence[Item]) -> list[Flight]:
        """Return the jobs of files; those that have none by now are noted."""

    @abstractmethod
    def _use(self, results: Sequence[TransferResult]) -> tuple[Collection[Item], Collection[ContentKey]]:
        """Use results and write down what became of items; return these, and results whose staged files must stay."""

    @abstractmethod
    def clear_away(self) -> None:
        """Take away what is half. Repeatable."""
