"""What is wanted, what runs and what came of it: every decision of this room, with no thread in it.

    want, settle, pause, resume -->  board  --take_small, take_big--> workers
    take_results, figures, lines <--        <--ended, undone, opened, step_done, step_failed, closed--

    QUEUED --> ACTIVE --> COMPLETED, FAILED --settle--> gone
      ^          |  the way to the server failed
      +-RETRYING-+        no longer wanted, at any time before the end --> gone, and nobody hears of it

Pure: every call says what time it is. The owner (``manager``) holds one lock around each call.
Read next: ``big.py``, ``hands.py``, ``workers.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId, PairId, TransferId
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    DownloadJob,
    Staged,
    StagedFile,
    TransferFailed,
    TransferFigures,
    TransferResult,
    TransferState,
    Uploaded,
    UploadJob,
)
from megadesk.transfers.big import BigFiles, BigStep, BigTask, Why
from megadesk.transfers.blocks import BlockStep
from megadesk.transfers.faults import retries
from megadesk.transfers.pacing import Gate, delay_s
from megadesk.transfers.queue import ENDED, Lane, Retries, Transfer, TransferLine
from megadesk.transfers.tally import Tally
from megadesk.transfers.upload import BigTransfer, StepDone

Litter: TypeAlias = tuple[PairId, StagedFile]

_NUMBER_MASK: Final = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class SmallTask:
    """Move these small files in one request."""

    direction: Direction
    transfers: Sequence[Transfer]


class Board:
    """All transfers of one engine. ``jitter`` returns numbers from 0 to 1."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._number = int(jitter() * _NUMBER_MASK)
        self._pairs: dict[PairId, dict[ContentKey, Transfer]] = {}
        self._small = Lane()
        self._big = BigFiles()
        self._retries = Retries()
        self._gate = Gate(jitter)
        self._tally = Tally()
        self._outbox: list[Transfer] = []
        self._litter: list[Litter] = []
        self._paused = False
        self.is_stopping = False

    # -- what is wanted ---------------------------------------------------------------------------------------------

    def want(self, pair: PairId, jobs: Iterable[UploadJob | DownloadJob], later_bytes: int = 0) -> None:
        """Start what is new, drop what is no longer named. What has ended stays as it is until it is settled.

        later_bytes: what the pair will want afterwards, for the figures.
        """
        self._tally.later(pair, later_bytes)
        known = self._pairs.setdefault(pair, {})
        named: set[ContentKey] = set()
        for job in jobs:
            key = job.key
            named.add(key)
            transfer = known.get(key)
            if transfer is None:
                self._add(known, key, job)
            elif transfer.state not in ENDED:
                # The same content may have another path or fingerprint by now; that counts from the next try on.
                transfer.job = job
                self._want_again(transfer)
        if len(named) < len(known):
            nodes = {(key.direction, key.node) for key in named}
            for transfer in [known[key] for key in known if key not in named]:
                replaced = (transfer.key.direction, transfer.key.node) in nodes
                self._unwant(transfer, Why.REPLACED if replaced else Why.UNWANTED)

    def _add(self, known: dict[ContentKey, Transfer], key: ContentKey, job: UploadJob | DownloadJob) -> None:
        self._number = (self._number + 1) & _NUMBER_MASK
        transfer = known[key] = Transfer(TransferId(f"{self._number:08x}"), key, job)
        self._tally.added(transfer)
        self._lane(transfer).add(transfer)

    def _want_again(self, transfer: Transfer) -> None:
        if not transfer.wanted:
            transfer.wanted = True
            if transfer in self._big:
                self._big.go_on(transfer)

    def _unwant(self, transfer: Transfer, why: Why) -> None:
        """Take a transfer out, at once if it waits, else as soon as the workers let go of it.

        A pair that is paused wants nothing, and goes on tomorrow: what is in staging stays, unless it was replaced.
        """
        if transfer.state in ENDED:
            return
        transfer.wanted = False
        if transfer in self._big:
            self._big.stop(transfer, why)
        elif transfer.state is not TransferState.ACTIVE:
            self._lane(transfer).drop(transfer)
            if transfer.big is None or why is not Why.REPLACED:
                self._remove(transfer)
            else:
                self._tally.moved(transfer, TransferState.ACTIVE)
                self._big.discard(transfer)

    def _remove(self, transfer: Transfer) -> None:
        self._tally.removed(transfer)
        transfer.state = TransferState.CANCELLED
        del self._pairs[transfer.key.pair][transfer.key]

    def settle(self, keys: Iterable[ContentKey]) -> None:
        """Forget transfers that have ended; others are not touched."""
        for key in keys:
            transfer = self._pairs.get(key.pair, {}).get(key)
            if transfer is not None and transfer.state in ENDED:
                self._sweep(transfer.key.pair, transfer.result)
                self._remove(transfer)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Forget transfers that have ended, and leave what they staged where it is; others are not touched."""
        for key in keys:
            transfer = self._pairs.get(key.pair, {}).get(key)
            if transfer is not None and transfer.state in ENDED:
                self._remove(transfer)

    def contents(self, pair: PairId) -> set[tuple[NodeId, bytes]]:
        """Return node and content of every transfer of a pair that is not settled, cancelled ones that still run too."""
        return {(key.node, key.content) for key in self._pairs.get(pair, ())}

    def _sweep(self, pair: PairId, result: TransferResult | None) -> None:
        if isinstance(result, Staged):
            self._litter.append((pair, result.file))

    def pause(self) -> None:
        """Hand out nothing new; big files are closed at the end of their blocks and wait in front."""
        self._paused = True
        self._big.stop_all(Why.PAUSED)

    def resume(self) -> None:
        """Go on, now: also with what waits for another try."""
        self._paused = self.is_stopping
        self.hurry()

    def hurry(self) -> None:
        """Wait no longer after an error: somebody knows that things are better. What is paused stays so."""
        self._gate.open()
        self._requeue(self._retries.clear())

    def stop(self) -> None:
        """As ``pause``, for good."""
        self.is_stopping = True
        self.pause()

    # -- what is to do ----------------------------------------------------------------------------------------------

    def take_small(self, now_s: float) -> SmallTask | None:
        """Return a batch of small files, or None if there is nothing to do now."""
        if not self._may_begin(now_s):
            return None
        for direction in self._small.turns():
            batch = self._small.take_batch(direction)
            for transfer in batch:
                self._tally.moved(transfer, TransferState.ACTIVE)
            if batch:
                return SmallTask(direction, batch)
        return None

    def take_big(self, now_s: float) -> BigTask | None:
        """Return a step of a big file, or None if there is nothing to do now. Letting go comes first, and always."""
        task = self._big.take_close()
        if task is None and self._may_begin(now_s):
            task = self._big.take_step()
            if task is not None and task.transfer.state is not TransferState.ACTIVE:
                self._tally.moved(task.transfer, TransferState.ACTIVE)
        return task

    def _may_begin(self, now_s: float) -> bool:
        if self._paused or not self._gate.is_open(now_s):
            return False
        self._requeue(list(self._retries.due(now_s)))
        return True

    def wake_s(self, now_s: float) -> float | None:
        """Return when there may be something to do though nothing happens until then; None for never."""
        if self._paused:
            return None
        return self._retries.next_s() if self._gate.is_open(now_s) else self._gate.until_s

    @property
    def is_idle(self) -> bool:
        """Whether everything wanted has ended."""
        return self._tally.unfinished == 0

    @property
    def is_released(self) -> bool:
        """Whether ``stop`` was called and no big file is open any more."""
        return self.is_stopping and not self._big

    # -- what came of it --------------------------------------------------------------------------------------------

    def ended(self, transfer: Transfer, result: TransferResult, now_s: float) -> None:
        """Note the end of a transfer; if it is not wanted any more, nobody hears of it."""
        if transfer.is_small:
            self._travelled(transfer, _traffic_bytes(transfer, result), now_s)
        if not transfer.wanted:
            self._sweep(transfer.key.pair, result)
            self._remove(transfer)
            return
        transfer.result = result
        transfer.big = None
        if isinstance(result, TransferFailed):
            transfer.error = result.error
            self._tally.moved(transfer, TransferState.FAILED)
        else:
            transfer.error = None
            self._tally.progressed(transfer, transfer.job.size_bytes)
            self._tally.moved(transfer, TransferState.COMPLETED)
        self._outbox.append(transfer)

    def undone(self, transfers: Sequence[Transfer], error: MegadeskError, now_s: float) -> None:
        """Note that a batch ended before these had a result. They wait together, to travel together again."""
        again = retries(error)
        if again:
            self._gate.failed(now_s, error)
        wait_s = self._wait_s(transfers, error)
        for transfer in transfers:
            if again and transfer.wanted:
                self._retry(transfer, error, now_s + wait_s)
            else:
                self.ended(transfer, TransferFailed(transfer.key, error), now_s)

    def opened(self, transfer: Transfer, big: BigTransfer, done_bytes: int) -> None:
        """Note that a big file is open, and how much of it is done already."""
        self._big.opened(transfer, big)
        self._tally.progressed(transfer, done_bytes)

    def step_done(self, transfer: Transfer, step: BlockStep, done: StepDone, now_s: float) -> None:
        """Note what came of a step of a big file."""
        self._big.done(transfer, step, done)
        self._tally.progressed(transfer, transfer.bytes_done + done.done_bytes)
        self._travelled(transfer, done.traffic_bytes, now_s)
        if done.result is not None:
            self.ended(transfer, done.result, now_s)

    def step_failed(self, transfer: Transfer, step: BigStep, error: MegadeskError, now_s: float) -> None:
        """Note that a step of a big file was not done."""
        again = retries(error)
        if again:
            self._gate.failed(now_s, error)
        if self._big.failed(transfer, step, Why.RETRY if again else Why.FAILED):
            transfer.error = error

    def closed(self, transfer: Transfer, now_s: float, *, kept: bool) -> None:
        """Note that a big file was let go of before its end."""
        why = self._big.closed(transfer)
        if not kept:
            transfer.big = None
            self._tally.progressed(transfer, 0)
        if not transfer.wanted:
            self._remove(transfer)
        elif why is Why.FAILED and transfer.error is not None:
            self.ended(transfer, TransferFailed(transfer.key, transfer.error), now_s)
        elif why is Why.RETRY and transfer.error is not None:
            self._retry(transfer, transfer.error, now_s + self._wait_s([transfer], transfer.error))
        else:
            self._wait_in_front(transfer)

    def _travelled(self, transfer: Transfer, size_bytes: int, now_s: float) -> None:
        if size_bytes:
            self._gate.succeeded()
            transfer.failures = 0
            self._tally.travelled(transfer, size_bytes, now_s)

    def _wait_s(self, transfers: Sequence[Transfer], error: MegadeskError) -> float:
        failures = max((transfer.failures for transfer in transfers), default=0)
        return delay_s(1 + failures, error, self._jitter)

    def _retry(self, transfer: Transfer, error: MegadeskError, due_s: float) -> None:
        transfer.attempts += 1
        transfer.failures += 1
        transfer.error = error
        self._tally.moved(transfer, TransferState.RETRYING)
        self._retries.add(transfer, due_s)

    def _requeue(self, transfers: Sequence[Transfer]) -> None:
        for transfer in reversed(transfers):
            self._wait_in_front(transfer)

    def _wait_in_front(self, transfer: Transfer) -> None:
        self._tally.moved(transfer, TransferState.QUEUED)
        self._lane(transfer).add_first(transfer)

    def _lane(self, transfer: Transfer) -> Lane:
        return self._small if transfer.is_small else self._big.waiting

    # -- what others want to know -----------------------------------------------------------------------------------

    def take_results(self) -> list[TransferResult]:
        """Return, and forget, results that nobody was told of; those settled or dropped meanwhile are left out."""
        outbox, self._outbox = self._outbox, []
        return [transfer.result for transfer in outbox if transfer.result is not None and transfer.state in ENDED]

    def take_litter(self) -> list[Litter]:
        """Return, and forget, staged files that nobody will use."""
        litter, self._litter = self._litter, []
        return litter

    def figures(self, now_s: float) -> TransferFigures:
        """Return the sums for status."""
        return self._tally.figures(now_s)

    def transfers(self) -> list[Transfer]:
        """Return all that have not been settled, oldest first in each pair."""
        return [transfer for known in self._pairs.values() for transfer in known.values()]


def line(transfer: Transfer, now_s: float) -> TransferLine:
    """Return one transfer as people see it."""
    meter = transfer.meter if transfer.state is TransferState.ACTIVE else None
    return TransferLine(
        id=transfer.id,
        direction=transfer.key.direction,
        path=transfer.job.path,
        state=transfer.state,
        bytes_done=transfer.bytes_done,
        bytes_total=transfer.job.size_bytes,
        bps=round(meter.bps(now_s)) if meter is not None else 0,
        attempts=transfer.attempts,
        error=transfer.error,
        pair=transfer.key.pair,
    )


def _traffic_bytes(transfer: Transfer, result: TransferResult) -> int:
    match result:
        case Uploaded():
            return result.sent_bytes
        case Staged():
            return transfer.job.size_bytes
        case TransferFailed():
            return 0
