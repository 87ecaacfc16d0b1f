"""What waits, and in which order it is taken.

    Lane      transfers that wait, first come first served, uploads and downloads by turns
    Retries   transfers that wait for a moment

There are two lanes, one for small files and one for big ones, each with threads of its own: so neither starves the
other, and a file of a terabyte does not hold up a text that was just saved. Pure; the board owns both.
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import PairId, TransferId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, DownloadJob, TransferResult, TransferState, UploadJob
from megadesk.transfers.blocks import is_small, leading_that_fit
from megadesk.transfers.pacing import SPEED_S, Meter
from megadesk.transfers.upload import BigTransfer

ENDED: Final = frozenset({TransferState.COMPLETED, TransferState.FAILED})


class Transfer:
    """One job and where it stands. Mutable; belongs to the board, under its owner's lock.

    ``wanted``: sync still names it. ``big``: what is known of a big file once it was begun. ``attempts``: tries that
    failed; ``failures``: those of them since bytes last moved, for the back-off.
    """

    __slots__ = (
        "attempts", "big", "bytes_done", "error", "failures", "id", "is_small", "job", "key", "meter", "result", "state", "wanted",
    )  # fmt: skip

    def __init__(self, transfer_id: TransferId, key: ContentKey, job: UploadJob | DownloadJob) -> None:
        self.id = transfer_id
        self.key = key
        self.job = job
        self.is_small = is_small(job.size_bytes)
        self.state = TransferState.QUEUED
        self.wanted = True
        self.attempts = 0
        self.failures = 0
        self.bytes_done = 0
        self.error: MegadeskError | None = None
        self.result: TransferResult | None = None
        self.big: BigTransfer | None = None
        self.meter: Meter | None = None if self.is_small else Meter(SPEED_S)

    @property
    def bytes_left(self) -> int:
        """How much of it is still to be moved; nothing once it ended."""
        return 0 if self.state in ENDED else self.job.size_bytes - self.bytes_done


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """One transfer as people see it; the fields of ``transfers list`` (CLI)."""

    id: TransferId
    direction: Direction
    path: RelPath
    state: TransferState
    bytes_done: int
    bytes_total: int
    bps: int
    attempts: int
    error: MegadeskError | None
    pair: PairId


class Lane:
    """Transfers of one kind that wait. Adding, taking and dropping cost the same however long it is."""

    def __init__(self) -> None:
        self._waiting: dict[Direction, OrderedDict[Transfer, None]] = {way: OrderedDict() for way in Direction}
        self._next = Direction.UPLOAD

    def add(self, transfer: Transfer) -> None:
        """Put it last."""
        self._waiting[transfer.key.direction][transfer] = None

    def add_first(self, transfer: Transfer) -> None:
        """Put it first: it had its turn before."""
        self.add(transfer)
        self._waiting[transfer.key.direction].move_to_end(transfer, last=False)

    def drop(self, transfer: Transfer) -> None:
        """Take it out, if it is there."""
        self._waiting[transfer.key.direction].pop(transfer, None)

    def turns(self) -> Iterator[Direction]:
        """Yield both directions, the one whose turn it is first; the next call begins with the other."""
        first = self._next
        second = Direction.DOWNLOAD if first is Direction.UPLOAD else Direction.UPLOAD
        self._next = second
        yield from (first, second)

    def take(self, direction: Direction) -> Transfer | None:
        """Return the first one that waits."""
        waiting = self._waiting[direction]
        return waiting.popitem(last=False)[0] if waiting else None

    def take_batch(self, direction: Direction) -> list[Transfer]:
        """Return as many of the first ones as fit into one request."""
        waiting = self._waiting[direction]
        size = leading_that_fit(transfer.job.size_bytes for transfer in waiting)
        batch = list(islice(waiting, size))
        for transfer in batch:
            del waiting[transfer]
        return batch


class Retries:
    """Transfers that failed and are due again at some moment. One that is not wanted any more is left out."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Transfer]] = []
        self._order = count()

    def add(self, transfer: Transfer, due_s: float) -> None:
        """Keep it until then."""
        heapq.heappush(self._heap, (due_s, next(self._order), transfer))

    def due(self, now_s: float) -> Iterator[Transfer]:
        """Yield, and forget, those whose moment has come, the earliest first."""
        while self._heap and self._heap[0][0] <= now_s:
            transfer = heapq.heappop(self._heap)[2]
            if transfer.state is TransferState.RETRYING:
                yield transfer

    def next_s(self) -> float | None:
        """Return when the next one is due."""
        return self._heap[0][0] if self._heap else None

    def clear(self) -> list[Transfer]:
        """Return, and forget, all of them."""
        waiting = [transfer for _, _, transfer in sorted(self._heap)]
        self._heap.clear()
        return [transfer for transfer in waiting if transfer.state is TransferState.RETRYING]
