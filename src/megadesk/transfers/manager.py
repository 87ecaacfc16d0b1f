"""The manager: what sync wants moved, kept moving by the workers, told back in batches.

    sync/runner --want, settle--> TransferManager --> Board (decides) <--> Workers (move)
    engine      --pause, resume, figures, snapshot, close-->   |
    deliver     <--TransferResults, at most 20 times a second--'

A ContentMover for sync. Every method may be called from any thread and returns at once, but ``close``, which waits for
blocks under way. Read next: ``board.py``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Final

from megadesk.model.ids import NodeId, PairId
from megadesk.model.transfer import ContentKey, DownloadJob, TransferFigures, TransferResult, UploadJob
from megadesk.transfers.batch import Keys
from megadesk.transfers.board import Board, line
from megadesk.transfers.hands import Doors, forget
from megadesk.transfers.ports import BlockStore, SourceFiles, StagingArea
from megadesk.transfers.queue import TransferLine
from megadesk.transfers.workers import Workers

CLOSE_S: Final = 5.0
"""A block takes a second on a slow line; what hangs in a request is left to hang."""

BIG_THREADS = 2
"""Measured: four are no faster, and one leaves half of the machine idle (docs/performance)."""


class TransferManager:
    """All transfers of one engine.

    keys: the block root key of a pair's space. clock: seconds that never go back. jitter: numbers from 0 to 1.
    deliver: takes results, in a thread of this room; it must not block, and may call any method but ``close``.
    """

    def __init__(
        self,
        *,
        sources: SourceFiles,
        staging: StagingArea,
        blocks: BlockStore,
        keys: Keys,
        clock: Callable[[], float],
        jitter: Callable[[], float],
        deliver: Callable[[Sequence[TransferResult]], None],
        threads: int = BIG_THREADS,
    ) -> None:
        self._clock = clock
        self._staging = staging
        self._board = Board(jitter)
        self._changed = threading.Condition()
        doors = Doors(sources=sources, staging=staging, blocks=blocks, keys=keys, new_turn=threading.Lock)
        self._workers = Workers(self._board, self._changed, doors, clock=clock, deliver=deliver, big_threads=threads)

    def want(
        self, pair: PairId, uploads: Iterable[UploadJob], downloads: Iterable[DownloadJob], later_bytes: int = 0
    ) -> None:
        """Say everything that is wanted now for a pair: new ones start, those no longer named are cancelled.

        A key that runs or waits goes on, with the path and fingerprint named last. One that has ended stays as it
        is, also a failed one: settle it first to have it tried again. Of a cancelled one no result comes. What it
        left in staging serves the next try of the same content (a pause names nothing, too), and is removed if
        another content of its node is named instead; the rest is for the sweep of the stage. later_bytes: how much will
        be wanted afterwards, for the figures.
        """
        with self._changed:
            self._board.want(pair, chain(uploads, downloads), later_bytes)
            self._changed.notify_all()

    def settle(self, keys: Iterable[ContentKey]) -> None:
        """Say that results were used or are of no use: they and their staged files are forgotten."""
        with self._changed:
            self._board.settle(keys)
            litter = self._board.take_litter()
        forget(litter, self._staging)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Say that results cannot be used yet: they are forgotten, and their staged files stay as they are."""
        with self._changed:
            self._board.shelve(keys)

    def sweep(self, pair: PairId, kept: Collection[tuple[NodeId, bytes]]) -> None:
        """Remove what is staged of contents that are neither wanted nor under way nor ``kept``. Called as ``want`` is."""
        with self._changed:
            known = self._board.contents(pair)
        self._staging.sweep(pair, known.union(kept))

    def pause(self) -> None:
        """Move nothing more, once the blocks and batches under way are done."""
        with self._changed:
            self._board.pause()
            self._changed.notify_all()

    def resume(self) -> None:
        """Go on, at once also with what waits for another try after an error."""
        with self._changed:
            self._board.resume()
            self._changed.notify_all()

    def hurry(self) -> None:
        """Try what waits after an error now, without ending a pause."""
        with self._changed:
            self._board.hurry()
            self._changed.notify_all()

    def figures(self) -> TransferFigures:
        """Return what is going on, in sums; cheap."""
        with self._changed:
            return self._board.figures(self._clock())

    def snapshot(self) -> list[TransferLine]:
        """Return every transfer that has not been settled."""
        with self._changed:
            transfers = self._board.transfers()
        now_s = self._clock()
        return [line(transfer, now_s) for transfer in transfers]

    def end_soon(self) -> None:
        """Stop after the blocks and batches under way, and return at once."""
        with self._changed:
            self._board.stop()
            self._changed.notify_all()

    def close(self, timeout_s: float = CLOSE_S) -> None:
        """Stop after the blocks and batches under way; what is in staging stays for the next run.

        Results not delivered by then are not delivered: sync asks again after a start, and finds it done.
        """
        self.end_soon()
        self._workers.join(timeout_s)
