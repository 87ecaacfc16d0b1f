"""The floor of the hall: what waits, who may begin now, and what is taken next.

    board --wait, wait_until, leave--> orders, retries --take_small, take_big--> workers
    a person, the schedule --rest, go_on, limit-->  ...               errors --refused--> gate, width

Pure; part of the board, under its owner's lock. Read next: order.py, big.py, pacing.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from megadesk.model.errors import MegadeskError, RateLimited
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import BOTH_WAYS, Direction, Rest, TransferState
from megadesk.transfers.big import BigFiles, BigTask, Why
from megadesk.transfers.blocks import leading_that_fit
from megadesk.transfers.order import Order
from megadesk.transfers.pacing import Gate, Width
from megadesk.transfers.portions import Portions
from megadesk.transfers.queue import Retries, Transfer
from megadesk.transfers.register import Register
from megadesk.transfers.tally import Tally
from megadesk.transfers.turns import Turns
from megadesk.wire.frames import BATCH_BYTES_MAX

BATCH_S: Final = 1.0
BATCH_MIN_BYTES: Final = 64 << 10
"""A batch is on its way for about a second at most, so that what a person raises begins soon, also on a slow line."""

BLOCK_S: Final = 360
"""A server gives up on a block after nine minutes: under a low limit fewer share the line, with small files beside."""

TELLING_BYTES: Final = 64 << 10
"""What is shorter says little about how fast a line is."""


@dataclass(frozen=True, slots=True)
class SmallTask:
    """Move these small files in one request."""

    direction: Direction
    transfers: Sequence[Transfer]


class Floor:
    """Everything that waits, of both kinds and both ways. ``jitter`` returns numbers from 0 to 1."""

    def __init__(self, jitter: Callable[[], float], register: Register, tally: Tally) -> None:
        numbers = count(1)
        self.big = BigFiles(numbers)
        self.small = {way: Order(numbers) for way in Direction}
        self.gate = Gate(jitter)
        self.width = Width()
        self.limit: Callable[[Direction], int | None] = lambda _way: None
        """Returns how many bytes a second a person lets go one way; None: as many as there are."""
        self.is_stopping = False
        self._register = register
        self._tally = tally
        self._turns = Turns()
        self._retries = Retries()
        self.portions = {way: Portions() for way in Direction}
        self._rests: dict[Direction, set[Rest]] = {way: set() for way in Direction}
        self._line_bps: dict[Direction, float] = {}

    # -- waiting ----------------------------------------------------------------------------------------------------

    def wait(self, transfer: Transfer) -> None:
        """Let one wait at its place, or rest if a person wants that."""
        self._register.version += 1
        if transfer.wish.paused:
            self._order(transfer).assign(transfer)
            self._tally.moved(transfer, TransferState.PAUSED)
        else:
            self._tally.moved(transfer, TransferState.QUEUED)
            self._order(transfer).enter(transfer)

    def wait_until(self, transfer: Transfer, due_s: float) -> None:
        """Let one that failed wait for that moment, and then at its place."""
        self._register.version += 1
        self._tally.moved(transfer, TransferState.RETRYING)
        self._retries.add(transfer, due_s)

    def leave(self, transfer: Transfer) -> bool:
        """Take one out of those that wait at their place; return whether it was there."""
        return self._order(transfer).leave(transfer)

    def took_back(self) -> None:
        """Note that those who wanted something want it no more: that it waited is not held against them."""
        for order in (*self.small.values(), *self.big.waiting.values()):
            order.took_back()

    def place_at(self, transfers: Sequence[Transfer], rank: Callable[[], None]) -> None:
        """Give some other places, at once; ``rank`` gives them and may move others, while these are out of the line."""
        waiting = [transfer for transfer in transfers if self.leave(transfer)]
        rank()
        self._register.version += 1
        for transfer in waiting:
            self._order(transfer).enter(transfer)

    def hurry_one(self, transfer: Transfer) -> None:
        """Try one again now that waits after an error."""
        if transfer.state is TransferState.RETRYING:
            self.gate.open()
            self.wait(transfer)

    def _order(self, transfer: Transfer) -> Order:
        return (self.small if transfer.is_small else self.big.waiting)[transfer.key.direction]

    def _requeue(self, transfers: Iterable[Transfer]) -> None:
        for transfer in transfers:
            self.wait(transfer)

    # -- who may begin ----------------------------------------------------------------------------------------------

    def rest(self, ways: Collection[Direction], who: Rest) -> None:
        """Hand out nothing new these ways; big files are closed at the end of their blocks and keep their place."""
        for way in ways:
            self._rests[way].add(who)
        self._register.version += 1
        self.big.stop_all(ways, Why.PAUSED)

    def go_on(self, ways: Collection[Direction], who: Rest) -> None:
        """Go on as far as nobody else lets it rest, now: also with what waits for another try. Else nothing happens."""
        rested = [way for way in ways if who in self._rests[way]]
        for way in rested:
            self._rests[way].discard(who)
        if rested:
            self._register.version += 1
            self.hurry()

    def rests(self, way: Direction) -> Collection[Rest]:
        """Return who lets a direction rest; nobody, mostly."""
        return self._rests[way]

    @property
    def resting(self) -> Collection[Direction]:
        """The directions that rest."""
        return [way for way, who in self._rests.items() if who]

    def hurry(self) -> None:
        """Wait no longer after an error: somebody knows that things are better. What is paused stays so."""
        self.gate.open()
        self._requeue(self._retries.clear())

    def stop(self) -> None:
        """Hand out nothing any more, for good."""
        self.is_stopping = True
        self.big.stop_all(BOTH_WAYS, Why.PAUSED)

    def refused(self, error: MegadeskError, now_s: float) -> None:
        """The server, or the way to it, did not take something: leave it alone for a while, all of us."""
        self.gate.failed(now_s, error)
        if isinstance(error, RateLimited):
            self.width.slow_down(now_s)

    def halves(self, batch: Sequence[Transfer], error: MegadeskError) -> bool:
        """Note that what is left of a batch did not get through; return whether it is to be tried in halves, and soon."""
        return bool(batch) and self.portions[batch[0].key.direction].failed(batch, error)

    def took(self, way: Direction, size_bytes: int, seconds: float) -> None:
        """Take in how long a batch was on its way, from its first byte that was read."""
        if size_bytes >= TELLING_BYTES and seconds > 0:
            self._line_bps[way] = size_bytes / seconds

    # -- what is to do ----------------------------------------------------------------------------------------------

    def take_small(self, now_s: float) -> SmallTask | None:
        """Return a batch of small files, or None if there is nothing to do now."""
        for way in self._turns.begin(self._may_begin(now_s)):
            order, portions = self.small[way], self.portions[way]
            first = list(portions.leading(order))
            size = leading_that_fit((one.job.size_bytes for one in first), self._batch_bytes(way))
            batch = order.pick(first[:size]) if portions.is_probing else order.take(size)
            for transfer in batch:
                transfer.began_s = now_s
                self._tally.moved(transfer, TransferState.ACTIVE)
            if batch:
                self._register.version += 1
                return SmallTask(way, batch)
        return None

    def _batch_bytes(self, way: Direction) -> int:
        """Return how much goes into one request: what the line, as fast as it was last and may be, takes in a second."""
        known = [bps for bps in (self._line_bps.get(way), self.limit(way)) if bps]
        return max(BATCH_MIN_BYTES, int(min(known) * BATCH_S)) if known else BATCH_BYTES_MAX

    def take_big(self, now_s: float) -> BigTask | None:
        """Return a step of a big file, or None if there is nothing to do now. Letting go comes first, and always."""
        task = self.big.take_close()
        if task is not None:
            return task
        ways = [way for way in self._may_begin(now_s) if self._carries_another(way)]
        task = self.big.take_step(ways, self.width.now) if ways else None
        if task is not None and task.transfer.state is not TransferState.ACTIVE:
            task.transfer.began_s = now_s
            self._tally.moved(task.transfer, TransferState.ACTIVE)
            self._register.version += 1
        return task

    def _carries_another(self, way: Direction) -> bool:
        """Whether one more block under way would arrive in time, as slow as a person lets them be."""
        limit = self.limit(way)
        return limit is None or self.big.running_in(way) < max(1, limit * BLOCK_S // BLOCK_BYTES)

    def _may_begin(self, now_s: float) -> Collection[Direction]:
        if self.is_stopping or not self.gate.is_open(now_s):
            return ()
        self._requeue(list(self._retries.due(now_s)))
        return [way for way, who in self._rests.items() if not who]

    def wake_s(self, now_s: float) -> float | None:
        """Return when there may be something to do though nothing happens until then; None for never."""
        if self.is_stopping or len(self.resting) == len(BOTH_WAYS):
            return None
        return self._retries.next_s() if self.gate.is_open(now_s) else self.gate.until_s
