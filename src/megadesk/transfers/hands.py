"""What a worker does with a task: read, seal, send; fetch, open, write. And what it tells the board afterwards.

    SmallTask, BigTask --run_small, run_big (no lock held)--> Tell --called with the lock held--> board

Errors end here: they become results or retries of the transfers they struck. Holds no lock and starts no thread, so a
test can do tasks in any order it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from megadesk.crypto.content import BlockBuffers
from megadesk.model.errors import MegadeskError, OurBug
from megadesk.model.transfer import ContentKey, DownloadJob, TransferResult, UploadJob
from megadesk.transfers.batch import Keys, fetch_batch, send_batch
from megadesk.transfers.big import BigTask, Close, Open
from megadesk.transfers.board import Board
from megadesk.transfers.download import BigDownload
from megadesk.transfers.ended import Litter
from megadesk.transfers.faults import known
from megadesk.transfers.floor import SmallTask
from megadesk.transfers.ports import BlockStore, SourceFiles, StagingArea
from megadesk.transfers.queue import Transfer
from megadesk.transfers.upload import BigTransfer, BigUpload

Tell: TypeAlias = Callable[[float], None]
"""Tells the board what came of a task, and when; called with the board's lock held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Everything the hands reach through. ``new_turn`` makes the lock under which one file is written."""

    sources: SourceFiles
    staging: StagingArea
    blocks: BlockStore
    keys: Keys
    new_turn: Callable[[], AbstractContextManager[object]]


class Hands:
    """Does the tasks of one board."""

    def __init__(self, board: Board, doors: Doors) -> None:
        self._board = board
        self._doors = doors

    def run_small(self, task: SmallTask) -> Tell:
        """Move a batch of small files."""
        results: list[TransferResult] = []
        error: MegadeskError | None = None
        try:
            for result in self._results(task):
                results.append(result)  # noqa: PERF402 - those that came before an error count
        except Exception as raised:  # noqa: BLE001 - a thread that dies would stop all small files
            error = known(raised)
        return partial(self._tell_small, {one.key: one for one in task.transfers}, results, error)

    def _tell_small(
        self,
        left: dict[ContentKey, Transfer],
        results: Sequence[TransferResult],
        error: MegadeskError | None,
        now_s: float,
    ) -> None:
        for result in results:
            self._board.ended(left.pop(result.key), result, now_s)
        if left:
            self._board.undone(list(left.values()), error or OurBug("a batch left files out"), now_s)

    def _results(self, task: SmallTask) -> Iterator[TransferResult]:
        doors = self._doors
        jobs = [transfer.job for transfer in task.transfers]
        uploads = [job for job in jobs if isinstance(job, UploadJob)]
        downloads = [job for job in jobs if isinstance(job, DownloadJob)]
        if uploads:
            yield from send_batch(uploads, keys=doors.keys, sources=doors.sources, store=doors.blocks)
        if downloads:
            yield from fetch_batch(downloads, store=doors.blocks, staging=doors.staging)

    def run_big(self, task: BigTask, buffers: BlockBuffers) -> Tell:
        """Do one step of a big file."""
        try:
            return self._act(task, buffers)
        except Exception as raised:  # noqa: BLE001 - as for small files
            return partial(self._board.step_failed, task.transfer, task.step, known(raised))

    def _act(self, task: BigTask, buffers: BlockBuffers) -> Tell:
        transfer, step, big = task.transfer, task.step, task.transfer.big
        if isinstance(step, Close):
            if big is not None:
                _let_go(big, keep=step.keep)
            return partial(self._board.closed, transfer, kept=step.keep)
        if isinstance(step, Open):
            opened = big or self._begin(transfer)
            done_bytes = opened.open()
            return lambda _now_s: self._board.opened(transfer, opened, done_bytes)
        if big is None:
            raise OurBug("a step of a transfer that was not opened")
        return partial(self._board.step_done, transfer, step, big.run(step, buffers))

    def _begin(self, transfer: Transfer) -> BigTransfer:
        doors, job = self._doors, transfer.job
        if isinstance(job, UploadJob):
            return BigUpload(job, doors.keys(job.pair), sources=doors.sources, store=doors.blocks, begun=transfer.begun)
        return BigDownload(job, staging=doors.staging, store=doors.blocks, turn=doors.new_turn())


def forget(litter: Sequence[Litter], staging: StagingArea) -> None:
    """Remove staged files that nobody will use. One that cannot be removed is left to the next sweep of the stage."""
    for pair, staged in litter:
        with suppress(MegadeskError):
            staging.forget(pair, staged)


def _let_go(big: BigTransfer, *, keep: bool) -> None:
    """Close a big file; whatever goes wrong now changes nothing for its transfer."""
    try:
        if keep:
            big.close()
        else:
            big.discard()
    except Exception as raised:  # noqa: BLE001 - the reason it is closed for counts, not this
        known(raised)
