"""What is wanted, what runs and what came of it: every decision of this room, with no thread in it.

    want, settle, rest, go_on -->  board  --take_small, take_big--> workers
    steering (a person) -------->         <--ended, undone, opened, step_done, step_failed, closed--
    over.take_results, take_written, take_litter, figures <--

    QUEUED --> ACTIVE --> COMPLETED, FAILED --settle--> gone
      ^ ^        |  the way to the server failed
      | +RETRYING+        no longer wanted, at any time before the end --> gone, and nobody hears of it
      +--PAUSED           a person's wish; CANCELLED is a failure that a person wished for

Pure: every call says what time it is. The owner (``manager``) holds one lock around each call.
Read next: ``floor.py``, ``steering.py``, ``big.py``, ``ended.py``, ``hands.py``, ``workers.py``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from megadesk.model.errors import Cancelled, MegadeskError
from megadesk.model.ids import PairId
from megadesk.model.manifest import BlockRef
from megadesk.model.transfer import (
    NO_WISH,
    ContentKey,
    DownloadJob,
    Staged,
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
from megadesk.transfers.big import BigStep, BigTask, Open, Why
from megadesk.transfers.blocks import BlockStep
from megadesk.transfers.ended import Ended
from megadesk.transfers.faults import retries
from megadesk.transfers.floor import Floor, SmallTask
from megadesk.transfers.pacing import delay_s
from megadesk.transfers.queue import ENDED, Transfer
from megadesk.transfers.register import Register
from megadesk.transfers.tally import Passed, Tally
from megadesk.transfers.upload import NOTHING_SENT, BigTransfer, StepDone
from megadesk.transfers.wishes import Wishes

BEGUN_MAX: Final = 16
"""Of so many large files that changed while they were sent it is remembered what was sent."""


class Board:
    """All transfers of one engine. ``jitter`` returns numbers from 0 to 1."""

    def __init__(self, jitter: Callable[[], float], wishes: Mapping[Subject, Wish] | None = None) -> None:
        self._jitter = jitter
        self.register = Register()
        self.wishes = Wishes(wishes or {})
        self._tally = Tally()
        self.floor = Floor(jitter, self.register, self._tally)
        self.big = self.floor.big
        self.over = Ended(self.register)
        self._begun: OrderedDict[Subject, Mapping[int, BlockRef]] = OrderedDict()
        self._counted = 0

    # -- what is wanted ---------------------------------------------------------------------------------------------

    def want(self, pair: PairId, jobs: Iterable[UploadJob | DownloadJob], later_bytes: int = 0) -> None:
        """Start what is new, drop what is no longer named. What has ended stays as it is until it is settled.

        later_bytes: what the pair will want afterwards, for the figures.
        """
        self._tally.later(pair, later_bytes)
        known = dict(self.register.of(pair))
        named: set[ContentKey] = set()
        new: list[Transfer] = []
        for job in jobs:
            key = job.key
            named.add(key)
            transfer = known.get(key)
            if transfer is None:
                new.append(self._add(key, job))
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
            self.floor.took_back()
        if self.wishes:
            steering.place_groups(self, [one for one in new if one.state not in ENDED])

    def _add(self, key: ContentKey, job: UploadJob | DownloadJob) -> Transfer:
        wish = self.wishes.of(key.subject) if self.wishes else NO_WISH
        transfer = Transfer(key, job, wish)
        self.register.add(transfer)
        self._tally.added(transfer)
        if wish.cancelled == key.content:
            self._finish(transfer, TransferFailed(key, Cancelled()))
            return transfer
        if wish is not NO_WISH:
            steering.place(transfer)
        self.floor.wait(transfer)
        return transfer

    def _want_again(self, transfer: Transfer) -> None:
        if not transfer.wanted:
            transfer.wanted = True
            self.register.wanted(transfer)
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
            self.floor.leave(transfer)
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

    def settle(self, keys: Iterable[ContentKey], *, used: bool = True) -> None:
        """Forget transfers that have ended; others are not touched. What was moved and used is written down."""
        ended, shelved = self.over.of(keys)
        for transfer in ended:
            self.over.sweep(transfer.key.pair, transfer.result)
        done = self.over.use(ended, shelved) if used else []
        if done and self.wishes:
            steering.fulfilled(self, done)
        for transfer in ended:
            self._remove(transfer)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Forget transfers that have ended, and leave what they staged where it is; others are not touched.

        Whether they were of any use is said when they are settled.
        """
        ended, _ = self.over.of(keys)
        self.over.shelve(ended)
        for transfer in ended:
            self._remove(transfer)

    def leave(self, pair: PairId) -> None:
        """Forget all of a pair: whoever asked is gone, and who asks next has heard of nothing. What is staged stays."""
        self.want(pair, ())
        for transfer in list(self.register.of(pair).values()):
            if transfer.state in ENDED:
                self._remove(transfer)
        self.over.leave(pair)
        self.wishes.leave(pair)

    # -- what is to do ----------------------------------------------------------------------------------------------

    def take_small(self, now_s: float) -> SmallTask | None:
        """Return a batch of small files, or None if there is nothing to do now."""
        return self.floor.take_small(now_s)

    def take_big(self, now_s: float) -> BigTask | None:
        """Return a step of a big file, or None if there is nothing to do now. Letting go comes first, and always."""
        task = self.floor.take_big(now_s)
        if task is not None and isinstance(task.step, Open):
            task.transfer.begun = self._begun.pop(task.transfer.key.subject, NOTHING_SENT)
        return task

    @property
    def is_idle(self) -> bool:
        """Whether everything wanted has ended."""
        return self._tally.unfinished == 0

    @property
    def is_released(self) -> bool:
        """Whether ``stop`` was called and no big file is open any more."""
        return self.floor.is_stopping and not self.big

    # -- what came of it --------------------------------------------------------------------------------------------

    def ended(self, transfer: Transfer, result: TransferResult, now_s: float) -> None:
        """Note the end of a transfer; if it is not wanted any more, nobody hears of it."""
        if transfer.is_small:
            self._travelled(transfer, _traffic_bytes(transfer, result), now_s)
        self._stops(transfer, now_s)
        if not transfer.wanted:
            # A large file that arrived while its pair was being paused need not come again when that goes on.
            if transfer.is_small or self.register.at_work_on(transfer.key.subject) is not None:
                self.over.sweep(transfer.key.pair, result)
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
        else:
            transfer.error = None
            self._tally.progressed(transfer, transfer.job.size_bytes)
            self._tally.moved(transfer, TransferState.COMPLETED)
        self.over.tell(transfer, result)

    def cancel(self, transfer: Transfer) -> None:
        """End one because a person wants that, at once or at the end of its block; sync is told, as of a failure."""
        if transfer.state in ENDED:
            return
        transfer.error = Cancelled()
        if transfer in self.big:
            self.big.stop(transfer, Why.FAILED)
        elif transfer.state is not TransferState.ACTIVE:
            self.floor.leave(transfer)
            self._finish(transfer, TransferFailed(transfer.key, transfer.error))

    def undone(self, transfers: Sequence[Transfer], error: MegadeskError, now_s: float) -> None:
        """Note that a batch ended before these had a result. They wait together, to travel together again."""
        again = retries(error)
        if again:
            self.floor.refused(error, now_s)
        if self.floor.halves(transfers, error):
            again = True
            for transfer in transfers:
                transfer.failures = 0
        wait_s = self._wait_s(transfers, error)
        for transfer in transfers:
            if again and transfer.wanted:
                self._retry(transfer, error, now_s + wait_s)
            else:
                self.ended(transfer, TransferFailed(transfer.key, error), now_s)

    def opened(self, transfer: Transfer, big: BigTransfer, done_bytes: int) -> None:
        """Note that a big file is open, and how much of it is done already."""
        self.big.opened(transfer, big)
        self._tally.progressed(transfer, done_bytes)

    def step_done(self, transfer: Transfer, step: BlockStep, done: StepDone, now_s: float) -> None:
        """Note what came of a step of a big file."""
        busy = self.big.running >= self.floor.width.now
        self.big.done(transfer, step, done)
        self.floor.width.moved(done.traffic_bytes, now_s, busy=busy)
        self._tally.progressed(transfer, transfer.bytes_done + done.done_bytes)
        self._travelled(transfer, done.traffic_bytes, now_s)
        if done.result is not None:
            self.ended(transfer, done.result, now_s)

    def step_failed(self, transfer: Transfer, step: BigStep, error: MegadeskError, now_s: float) -> None:
        """Note that a step of a big file was not done."""
        again = retries(error)
        if again:
            self.floor.refused(error, now_s)
        if self.big.failed(transfer, step, Why.RETRY if again else Why.FAILED):
            transfer.error = error

    def closed(self, transfer: Transfer, now_s: float, *, kept: bool) -> None:
        """Note that a big file was let go of before its end."""
        why = self.big.closed(transfer)
        self._stops(transfer, now_s)
        transfer.rest()
        if not kept:
            self._leave_to_the_next(transfer)
            transfer.big = None
            self._tally.progressed(transfer, 0)
        if not transfer.wanted:
            self._remove(transfer)
        elif isinstance(transfer.error, Cancelled) and transfer.wish.cancelled != transfer.key.content:
            self.floor.wait(transfer)  # taken back before its last block had come
        elif why is Why.FAILED and transfer.error is not None:
            self.ended(transfer, TransferFailed(transfer.key, transfer.error), now_s)
        elif why is Why.RETRY and transfer.error is not None:
            self._retry(transfer, transfer.error, now_s + self._wait_s([transfer], transfer.error))
        elif transfer.wish.cancelled == transfer.key.content:
            self.ended(transfer, TransferFailed(transfer.key, Cancelled()), now_s)  # decided while it was let go of
        else:
            self.floor.wait(transfer)

    def _stops(self, transfer: Transfer, now_s: float) -> None:
        """Count the time it was worked on."""
        if transfer.began_s is not None:
            transfer.took_s += now_s - transfer.began_s
            transfer.began_s = None

    def passed(self, passed: Passed, size_bytes: int, now_s: float) -> None:
        """Note that bytes of a task under way go by: for speeds and progress, which count nothing twice."""
        passed.size_bytes += size_bytes
        self._tally.under_way(size_bytes)
        self._tally.flowed(passed.way, size_bytes, now_s)
        if passed.transfer is not None:
            passed.transfer.flow(size_bytes, now_s)

    def tell(self, tell: Callable[[float], None], passed: Passed, now_s: float) -> None:
        """Let a worker tell what came of a task, of which so much has been counted already."""
        self._tally.under_way(-passed.size_bytes)
        if passed.transfer is not None:
            passed.transfer.flowing_bytes -= passed.size_bytes
        else:
            self.floor.took(passed.way, passed.size_bytes, now_s - passed.began_s)
        self._counted = passed.size_bytes
        try:
            tell(now_s)
        finally:
            self._counted = 0

    def _travelled(self, transfer: Transfer, size_bytes: int, now_s: float) -> None:
        if size_bytes:
            self.floor.gate.succeeded()
            self.floor.portions[transfer.key.direction].got_through()
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
            self.floor.wait(transfer)
            return
        self.register.version += 1
        self._tally.moved(transfer, TransferState.RETRYING)
        self.floor.wait_until(transfer, due_s)

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
            self.floor.leave(transfer)
            self.floor.wait(transfer)

    # -- what others want to know -----------------------------------------------------------------------------------

    def figures(self, now_s: float) -> TransferFigures:
        """Return the sums for status; as failed count those that are not written down yet."""
        figures = self._tally.figures(now_s, self.floor.resting, is_held_up=not self.floor.gate.is_open(now_s))
        return replace(figures, failed=self.over.unwritten_failures)


def _traffic_bytes(transfer: Transfer, result: TransferResult) -> int:
    match result:
        case Uploaded():
            return result.sent_bytes
        case Staged():
            return transfer.job.size_bytes
        case TransferFailed():
            return 0
