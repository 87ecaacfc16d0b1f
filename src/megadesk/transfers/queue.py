"""A transfer, as it goes from state to state, and those that wait for a moment.

    Transfer  one job and where it stands       Retries  transfers that failed, and when each is due again

Pure; the board owns both. Read next: order.py.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final, NamedTuple

from megadesk.model.errors import MegadeskError
from megadesk.model.manifest import BlockRef
from megadesk.model.transfer import NO_WISH, ContentKey, DownloadJob, TransferResult, TransferState, UploadJob, Wish
from megadesk.transfers.blocks import BATCH_FILES, is_small
from megadesk.transfers.pacing import FORECAST_S, SPEED_S, Meter
from megadesk.transfers.upload import NOTHING_SENT, BigTransfer

ENDED: Final = frozenset({TransferState.COMPLETED, TransferState.FAILED})


class Rank(NamedTuple):
    """A place in the order, see order.py; smaller comes first."""

    tier: int
    tag: float
    number: int


class Transfer:
    """One job and where it stands. Mutable; belongs to the board, under its owner's lock.

    ``wanted``: sync still names it. ``big``: what is known of a big file once it was begun. ``attempts``: tries that
    failed; ``failures``: those of them since bytes last moved, for the back-off. ``wish``: what a person decided about it.
    ``begun``: what was sent of another content of its file. ``together``: with how many small ones it may travel at most;
    ``failed_at``: how much had got through when its batch last failed (portions.py).
    """

    __slots__ = (
        "attempts", "began_s", "begun", "big", "bytes_done", "error", "failed_at", "failures", "flowing_bytes", "forecast", "is_small", "job", "key", "meter", "rank", "result",
        "sent_bytes", "state", "together", "took_s", "wanted", "wish",
    )  # fmt: skip

    def __init__(self, key: ContentKey, job: UploadJob | DownloadJob, wish: Wish = NO_WISH) -> None:
        self.key = key
        self.job = job
        self.wish = wish
        self.is_small = is_small(job.size_bytes)
        self.state = TransferState.QUEUED
        self.rank: Rank | None = None
        self.wanted = True
        self.attempts = 0
        self.failures = 0
        self.failed_at = -1
        self.together = BATCH_FILES
        self.bytes_done = 0
        self.sent_bytes = 0
        self.flowing_bytes = 0
        self.took_s = 0.0
        self.began_s: float | None = None
        self.error: MegadeskError | None = None
        self.result: TransferResult | None = None
        self.big: BigTransfer | None = None
        self.begun: Mapping[int, BlockRef] = NOTHING_SENT
        self.meter: Meter | None = None if self.is_small else Meter(SPEED_S)
        self.forecast: Meter | None = None if self.is_small else Meter(FORECAST_S)

    def measure(self, size_bytes: int, now_s: float) -> None:
        """Count bytes for the speed of a big file."""
        if self.meter is not None and self.forecast is not None:
            self.meter.add(now_s, size_bytes)
            self.forecast.add(now_s, size_bytes)

    def rest(self) -> None:
        """Note that it is let go of for a while: how fast it goes is measured on from when it moves again."""
        if self.forecast is not None:
            self.forecast.rest()

    def flow(self, size_bytes: int, now_s: float) -> None:
        """Count bytes of blocks that are on their way."""
        self.flowing_bytes += size_bytes
        self.measure(size_bytes, now_s)

    @property
    def bytes_seen(self) -> int:
        """How much of it is done, for people: with what is on its way."""
        return min(self.job.size_bytes, self.bytes_done + self.flowing_bytes)

    @property
    def bytes_left(self) -> int:
        """How much of it is still to be moved; nothing once it ended."""
        return 0 if self.state in ENDED else self.job.size_bytes - self.bytes_done


class Retries:
    """Transfers that failed and are due again at some moment. One that does not wait for that any more is left out."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Transfer]] = []
        self._order = count()
        self._current: dict[Transfer, int] = {}
        """The entry that counts for each transfer: one that went on before its time may be here a second time."""

    def add(self, transfer: Transfer, due_s: float) -> None:
        """Keep it until then."""
        number = next(self._order)
        self._current[transfer] = number
        heapq.heappush(self._heap, (due_s, number, transfer))

    def due(self, now_s: float) -> Iterator[Transfer]:
        """Yield, and forget, those whose moment has come, the earliest first."""
        while self._heap and self._heap[0][0] <= now_s:
            _, number, transfer = heapq.heappop(self._heap)
            if self._ends(transfer, number):
                yield transfer

    def next_s(self) -> float | None:
        """Return when the next one is due."""
        return self._heap[0][0] if self._heap else None

    def clear(self) -> list[Transfer]:
        """Return, and forget, all of them."""
        waiting = [transfer for _, number, transfer in sorted(self._heap) if self._ends(transfer, number)]
        self._heap.clear()
        return waiting

    def _ends(self, transfer: Transfer, number: int) -> bool:
        """Forget an entry; return whether its transfer waits for it."""
        if self._current.get(transfer) != number:
            return False
        del self._current[transfer]
        return transfer.state is TransferState.RETRYING
