"""What is wanted, what runs and what came of it: every decision of this room, with no thread in it.

    want, settle, rest, go_on -->  board  --take_small, take_big--> workers
    steering (a person) -------->         <--ended, undone, opened, step_done, step_failed, closed--
    take_results, take_ended, take_litter, figures <--

    QUEUED --> ACTIVE --> COMPLETED, FAILED --settle--> gone
      ^ ^        |  the way to the server failed
      | +RETRYING+        no longer wanted, at any time before the end --> gone, and nobody hears of it
      +--PAUSED           a person's wish; CANCELLED is a failure that a person wished for

Pure: every call says what time it is. The owner (``manager``) holds one lock around each call.
Read next: ``order.py``, ``steering.py``, ``big.py``, ``hands.py``, ``workers.py``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeAlias

from megadesk.model.errors import Cancelled, MegadeskError, RateLimited
from megadesk.model.ids import PairId
from megadesk.model.manifest import BlockRef
from megadesk.model.transfer import (
    BOTH_WAYS,
    NO_WISH,
    ContentKey,
    Direction,
    DownloadJob,
    EndedTransfer,
    Rest,
    Staged,
    StagedFile,
    Subject,
    TransferFailed,
    TransferFigures,
    TransferResult,
    TransferState,
    Uploaded,
    UploadJob,
    Wish,
)
from megadesk.transfers import steering
from megadesk.transfers.big import BigFiles, BigStep, BigTask, Why
from megadesk.transfers.blocks import BlockStep, leading_that_fit
from megadesk.transfers.faults import is_failure, retries
from megadesk.transfers.order import Order
from megadesk.transfers.pacing import Gate, Width, delay_s
from megadesk.transfers.queue import ENDED, Rank, Retries, Transfer
from megadesk.transfers.register import Register
from megadesk.transfers.steering import Wishes
from megadesk.transfers.tally import Tally
from megadesk.transfers.turns import Turns
from megadesk.transfers.upload import NOTHING_SENT, BigTransfer, StepDone
from megadesk.wire.frames import BATCH_BYTES_MAX

Litter: TypeAlias = tuple[PairId, StagedFile]

BEGUN_MAX: Final = 16
"""Of so many large files that changed while they were sent it is remembered what was sent."""

BATCH_S: Final = 1.0
BATCH_MIN_BYTES: Final = 64 << 10
"""A batch is on its way for about a second at most, so that what a person raises begins soon, also on a slow line."""


@dataclass(frozen=True, slots=True)
class SmallTask:
    """Move these small files in one request."""

    direction: Direction
    transfers: Sequence[Transfer]


class Passed:
    """What of one task has gone by so far, in bytes; of a big file's, which file that is."""

    __slots__ = ("size_bytes", "transfer", "way")

    def __init__(self, way: Direction, transfer: Transfer | None) -> None:
        self.way = way
        self.transfer = transfer
        self.size_bytes = 0


class Board:
    """All transfers of one engine. ``jitter`` returns numbers from 0 to 1."""

    def __init__(self, jitter: Callable[[], float], wishes: Mapping[Subject, Wish] | None = None) -> None:
        self._jitter = jitter
        self.register = Register()
        numbers = count(1)
        self.wishes = Wishes(wishes or {})
        self.big = BigFiles(numbers)
        self.small = {way: Order(numbers) for way in Direction}
        self._turns = Turns()
        self._retries = Retries()
        self.gate = Gate(jitter)
        self.width = Width()
        self._tally = Tally()
        self._outbox: list[Transfer] = []
        self._litter: list[Litter] = []
        self._over: list[EndedTransfer] = []
        self.limit: Callable[[Direction], int | None] = lambda _way: None
        """Returns how many bytes a second a person lets go one way; None: as many as there are."""
        self._begun: OrderedDict[Subject, Mapping[int, BlockRef]] = OrderedDict()
        self._counted = 0
        self._rests: dict[Direction, set[Rest]] = {way: set() for way in Direction}
        self.is_stopping = False

    # -- what is wanted ---------------------------------------------------------------------------------------------

    def want(self, pair: PairId, jobs: Iterable[UploadJob | DownloadJob], later_bytes: int = 0) -> None:
        """Start what is new, drop what is no longer named. What has ended stays as it is until it is settled.

        later_bytes: what the pair will want afterwards, for the figures.
        """
        self._tally.later(pair, later_bytes)
        known = dict(self.register.of(pair))
        named: set[ContentKey] = set()
        for job in jobs:
            key = job.key
            named.add(key)
            transfer = known.get(key)
            if transfer is None:
                self._add(key, job)
            elif transfer.state not in ENDED:
                # The same content may have another path or fingerprint by now; that counts from the next try on.
                transfer.job = job
                self._want_again(transfer)
        gone = [transfer for key, transfer in known.items() if key not in named]
        if gone:
            nodes = {(key.direction, key.node) for key in named}
            for transfer in gone:
                replaced = (transfer.key.direction, transfer.key.node) in nodes
                self._unwant(transfer, Why.REPLACED if replaced else Why.UNWANTED)

    def _add(self, key: ContentKey, job: UploadJob | DownloadJob) -> None:
        wish = self.wishes.of(key.subject) if self.wishes else NO_WISH
        transfer = Transfer(key, job, wish)
        self.register.add(transfer)
        self._tally.added(transfer)
        if wish.cancelled == key.content:
            self._finish(transfer, TransferFailed(key, Cancelled()))
            return
        if wish is not NO_WISH:
            steering.place(self, transfer)
        self._wait(transfer)
        if self.wishes:
            steering.place_followers(self, transfer)

    def _want_again(self, transfer: Transfer) -> None:
        if not transfer.wanted:
            transfer.wanted = True
            self.register.changed()
            if transfer in self.big:
                self.big.go_on(transfer)
            self.set_wish(transfer, self.wishes.of(transfer.key.subject))  # people may have decided meanwhile

    def _unwant(self, transfer: Transfer, why: Why) -> None:
        """Take a transfer out, at once if it waits, else as soon as the workers let go of it.

        A pair that is paused wants nothing, and goes on tomorrow: what is in staging stays, unless it was replaced.
        """
        if transfer.state in ENDED:
            return
        transfer.wanted = False
        self.register.changed()
        if transfer in self.big:
            self.big.stop(transfer, why)
        elif transfer.state is not TransferState.ACTIVE:
            self._order(transfer).leave(transfer)
            if transfer.big is None or why is not Why.REPLACED:
                self._remove(transfer)
            else:
                self._tally.moved(transfer, TransferState.ACTIVE)
                self.big.discard(transfer)

    def _leave_to_the_next(self, transfer: Transfer) -> None:
        """Remember what was sent of a large file that is not wanted as it was: its next content may have it in it too."""
        if transfer.big is not None and transfer.big.sent:
            self._begun[transfer.key.subject] = dict(transfer.big.sent)
            while len(self._begun) > BEGUN_MAX:
                self._begun.popitem(last=False)

    def _remove(self, transfer: Transfer) -> None:
        self._leave_to_the_next(transfer)
        self._tally.removed(transfer)
        transfer.state = TransferState.CANCELLED
        self.register.remove(transfer)

    def settle(self, keys: Iterable[ContentKey]) -> None:
        """Forget transfers that have ended; others are not touched."""
        for key in keys:
            transfer = self.register.of(key.pair).get(key)
            if transfer is not None and transfer.state in ENDED:
                self._sweep(transfer.key.pair, transfer.result)
                self._done_with(transfer)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Forget transfers that have ended, and leave what they staged where it is; others are not touched."""
        for key in keys:
            transfer = self.register.of(key.pair).get(key)
            if transfer is not None and transfer.state in ENDED:
                self._done_with(transfer)

    def _done_with(self, transfer: Transfer) -> None:
        """Forget one that has ended; what was moved is written down now that it is used."""
        if transfer.state is TransferState.COMPLETED:
            self._over.append(_ended(transfer, TransferState.COMPLETED))
            if self.wishes:
                steering.fulfilled(self, transfer)
        self._remove(transfer)

    def _sweep(self, pair: PairId, result: TransferResult | None) -> None:
        if isinstance(result, Staged):
            self._litter.append((pair, result.file))

    def rest(self, ways: Collection[Direction], who: Rest) -> None:
        """Hand out nothing new these ways; big files are closed at the end of their blocks and keep their place."""
        for way in ways:
            self._rests[way].add(who)
        self.register.version += 1
        self.big.stop_all(ways, Why.PAUSED)

    def go_on(self, ways: Collection[Direction], who: Rest) -> None:
        """Go on as far as nobody else lets it rest, now: also with what waits for another try."""
        for way in ways:
            self._rests[way].discard(who)
        self.register.version += 1
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

    # -- what is to do ----------------------------------------------------------------------------------------------

    def take_small(self, now_s: float) -> SmallTask | None:
        """Return a batch of small files, or None if there is nothing to do now."""
        for way in self._turns.begin(self._may_begin(now_s)):
            order = self.small[way]
            size = leading_that_fit((one.job.size_bytes for one in order), self._batch_bytes(way, now_s))
            batch = order.take(size)
            for transfer in batch:
                transfer.began_s = now_s
                self._tally.moved(transfer, TransferState.ACTIVE)
            if batch:
                self.register.version += 1
                return SmallTask(way, batch)
        return None

    def _batch_bytes(self, way: Direction, now_s: float) -> int:
        """Return how much goes into one request: what the line, as fast as it was lately and may be, takes in a second."""
        known = [bps for bps in (self._tally.bps(way, now_s), self.limit(way)) if bps]
        return max(BATCH_MIN_BYTES, int(min(known) * BATCH_S)) if known else BATCH_BYTES_MAX

    def take_big(self, now_s: float) -> BigTask | None:
        """Return a step of a big file, or None if there is nothing to do now. Letting go comes first, and always."""
        task = self.big.take_close()
        if task is not None:
            return task
        ways = self._may_begin(now_s)
        task = self.big.take_step(ways, self.width.now) if ways else None
        if task is not None and task.transfer.state is not TransferState.ACTIVE:
            task.transfer.began_s = now_s
            task.transfer.begun = self._begun.pop(task.transfer.key.subject, NOTHING_SENT)
            self._tally.moved(task.transfer, TransferState.ACTIVE)
            self.register.version += 1
        return task

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

    @property
    def is_idle(self) -> bool:
        """Whether everything wanted has ended."""
        return self._tally.unfinished == 0

    @property
    def is_released(self) -> bool:
        """Whether ``stop`` was called and no big file is open any more."""
        return self.is_stopping and not self.big

    # -- what came of it --------------------------------------------------------------------------------------------

    def ended(self, transfer: Transfer, result: TransferResult, now_s: float) -> None:
        """Note the end of a transfer; if it is not wanted any more, nobody hears of it."""
        if transfer.is_small:
            self._travelled(transfer, _traffic_bytes(transfer, result), now_s)
        self._stops(transfer, now_s)
        if not transfer.wanted:
            self._sweep(transfer.key.pair, result)
            self._remove(transfer)
            return
        self._finish(transfer, result)

    def _finish(self, transfer: Transfer, result: TransferResult) -> None:
        self.register.changed()
        transfer.result = result
        if isinstance(result, TransferFailed):
            self._leave_to_the_next(transfer)
        transfer.big = None
        if isinstance(result, TransferFailed):
            transfer.error = result.error
            self._tally.moved(transfer, TransferState.FAILED)
            if is_failure(result.error):
                self._over.append(_ended(transfer, TransferState.FAILED))
        else:
            transfer.error = None
            self._tally.progressed(transfer, transfer.job.size_bytes)
            self._tally.moved(transfer, TransferState.COMPLETED)
        self._outbox.append(transfer)

    def cancel(self, transfer: Transfer) -> None:
        """End one because a person wants that, at once or at the end of its block; sync is told, as of a failure."""
        if transfer.state in ENDED:
            return
        transfer.error = Cancelled()
        if transfer in self.big:
            self.big.stop(transfer, Why.FAILED)
        elif transfer.state is not TransferState.ACTIVE:
            self._order(transfer).leave(transfer)
            self._finish(transfer, TransferFailed(transfer.key, transfer.error))

    def undone(self, transfers: Sequence[Transfer], error: MegadeskError, now_s: float) -> None:
        """Note that a batch ended before these had a result. They wait together, to travel together again."""
        again = retries(error)
        if again:
            self._refused(error, now_s)
        wait_s = self._wait_s(transfers, error)
        for transfer in transfers:
            if again and transfer.wanted:
                self._retry(transfer, error, now_s + wait_s)
            else:
                self.ended(transfer, TransferFailed(transfer.key, error), now_s)

    def _refused(self, error: MegadeskError, now_s: float) -> None:
        self.gate.failed(now_s, error)
        if isinstance(error, RateLimited):
            self.width.slow_down(now_s)

    def opened(self, transfer: Transfer, big: BigTransfer, done_bytes: int) -> None:
        """Note that a big file is open, and how much of it is done already."""
        self.big.opened(transfer, big)
        self._tally.progressed(transfer, done_bytes)

    def step_done(self, transfer: Transfer, step: BlockStep, done: StepDone, now_s: float) -> None:
        """Note what came of a step of a big file."""
        busy = self.big.running >= self.width.now
        self.big.done(transfer, step, done)
        self.width.moved(done.traffic_bytes, now_s, busy=busy)
        self._tally.progressed(transfer, transfer.bytes_done + done.done_bytes)
        self._travelled(transfer, done.traffic_bytes, now_s)
        if done.result is not None:
            self.ended(transfer, done.result, now_s)

    def step_failed(self, transfer: Transfer, step: BigStep, error: MegadeskError, now_s: float) -> None:
        """Note that a step of a big file was not done."""
        again = retries(error)
        if again:
            self._refused(error, now_s)
        if self.big.failed(transfer, step, Why.RETRY if again else Why.FAILED):
            transfer.error = error

    def closed(self, transfer: Transfer, now_s: float, *, kept: bool) -> None:
        """Note that a big file was let go of before its end."""
        why = self.big.closed(transfer)
        self._stops(transfer, now_s)
        if not kept:
            self._leave_to_the_next(transfer)
            transfer.big = None
            self._tally.progressed(transfer, 0)
        if not transfer.wanted:
            self._remove(transfer)
        elif isinstance(transfer.error, Cancelled) and transfer.wish.cancelled != transfer.key.content:
            self._wait(transfer)  # taken back before its last block had come
        elif why is Why.FAILED and transfer.error is not None:
            self.ended(transfer, TransferFailed(transfer.key, transfer.error), now_s)
        elif why is Why.RETRY and transfer.error is not None:
            self._retry(transfer, transfer.error, now_s + self._wait_s([transfer], transfer.error))
        else:
            self._wait(transfer)

    def _stops(self, transfer: Transfer, now_s: float) -> None:
        """Count the time it was worked on."""
        if transfer.began_s is not None:
            transfer.took_s += now_s - transfer.began_s
            transfer.began_s = None

    def passed(self, passed: Passed, size_bytes: int, now_s: float) -> None:
        """Note that bytes of a task under way go by: for speeds and progress, which count nothing twice."""
        passed.size_bytes += size_bytes
        self._tally.flowed(passed.way, size_bytes, now_s)
        if passed.transfer is not None:
            passed.transfer.flow(size_bytes, now_s)

    def tell(self, tell: Callable[[float], None], passed: Passed, now_s: float) -> None:
        """Let a worker tell what came of a task, of which so much has been counted already."""
        if passed.transfer is not None:
            passed.transfer.flowing_bytes -= passed.size_bytes
        self._counted = passed.size_bytes
        try:
            tell(now_s)
        finally:
            self._counted = 0

    def _travelled(self, transfer: Transfer, size_bytes: int, now_s: float) -> None:
        if size_bytes:
            self.gate.succeeded()
            transfer.failures = 0
            counted = min(self._counted, size_bytes)
            self._counted -= counted
            self._tally.travelled(transfer, size_bytes, now_s, counted)

    def _wait_s(self, transfers: Sequence[Transfer], error: MegadeskError) -> float:
        failures = max((transfer.failures for transfer in transfers), default=0)
        return delay_s(1 + failures, error, self._jitter)

    def _retry(self, transfer: Transfer, error: MegadeskError, due_s: float) -> None:
        transfer.attempts += 1
        transfer.failures += 1
        transfer.error = error
        if transfer.wish.cancelled == transfer.key.content:
            self._finish(transfer, TransferFailed(transfer.key, Cancelled()))
            return
        if transfer.wish.paused:
            self._wait(transfer)
            return
        self.register.version += 1
        self._tally.moved(transfer, TransferState.RETRYING)
        self._retries.add(transfer, due_s)

    def _requeue(self, transfers: Sequence[Transfer]) -> None:
        for transfer in transfers:
            self._wait(transfer)

    def _wait(self, transfer: Transfer) -> None:
        """Let one wait at its place, or rest if a person wants that."""
        self.register.version += 1
        if transfer.wish.paused:
            self._order(transfer).assign(transfer)
            self._tally.moved(transfer, TransferState.PAUSED)
        else:
            self._tally.moved(transfer, TransferState.QUEUED)
            self._order(transfer).enter(transfer)

    def _order(self, transfer: Transfer) -> Order:
        return (self.small if transfer.is_small else self.big.waiting)[transfer.key.direction]

    # -- for steering -----------------------------------------------------------------------------------------------

    def set_wish(self, transfer: Transfer, wish: Wish) -> None:
        """Let a person's wish count from now on, where it is worked on from the end of a block on."""
        paused, transfer.wish = transfer.wish.paused, wish
        if paused == wish.paused or transfer.state in ENDED:
            return
        if transfer in self.big:
            if wish.paused:
                self.big.stop(transfer, Why.PAUSED)
        elif transfer.state is not TransferState.ACTIVE:
            self._order(transfer).leave(transfer)
            self._wait(transfer)

    def replace_rank(self, transfer: Transfer, rank: Rank) -> None:
        """Give one another place, at once."""
        order = self._order(transfer)
        waits = order.leave(transfer)
        transfer.rank = rank
        self.register.version += 1
        if waits:
            order.enter(transfer)

    def hurry_one(self, transfer: Transfer) -> None:
        """Try one again now that waits after an error."""
        if transfer.state is TransferState.RETRYING:
            self.gate.open()
            self._wait(transfer)

    # -- what others want to know -----------------------------------------------------------------------------------

    def take_results(self) -> list[TransferResult]:
        """Return, and forget, results that nobody was told of; those settled or dropped meanwhile are left out."""
        outbox, self._outbox = self._outbox, []
        return [transfer.result for transfer in outbox if transfer.result is not None and transfer.state in ENDED]

    def take_litter(self) -> list[Litter]:
        """Return, and forget, staged files that nobody will use."""
        litter, self._litter = self._litter, []
        return litter

    @property
    def unwritten(self) -> int:
        """How many are over and not written down yet."""
        return len(self._over)

    def take_ended(self) -> list[EndedTransfer]:
        """Return, and forget, what is over and was not written down yet."""
        over, self._over = self._over, []
        return over

    def figures(self, now_s: float) -> TransferFigures:
        """Return the sums for status."""
        return self._tally.figures(now_s, self.resting)


def _ended(transfer: Transfer, state: TransferState) -> EndedTransfer:
    return EndedTransfer(
        key=transfer.key, path=transfer.job.path, state=state, size_bytes=transfer.job.size_bytes,
        sent_bytes=transfer.sent_bytes, took_s=transfer.took_s, attempts=transfer.attempts, error=transfer.error,
    )  # fmt: skip


def _traffic_bytes(transfer: Transfer, result: TransferResult) -> int:
    match result:
        case Uploaded():
            return result.sent_bytes
        case Staged():
            return transfer.job.size_bytes
        case TransferFailed():
            return 0
