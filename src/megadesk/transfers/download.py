"""One big file on its way down: what each step of its blocks does.

    Ask     read what a former run left in staging, or the file as it is here; blocks with the right hash are done
    Move    get, open (checked against id, tag and plain hash), write at its place
    Finish  set size, times and mode -> Staged

The manifest is checked before the first byte: lengths and file hash fit the hashes of the blocks. So once every block
has its plain hash, the file has its file hash, and nothing is read twice. Threads as in ``upload``. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from megadesk.crypto.content import BlockBuffers, check_manifest, open_into, plain_hash
from megadesk.model.errors import OurBug
from megadesk.model.manifest import BlockRef
from megadesk.model.transfer import DownloadJob, Staged
from megadesk.transfers.blocks import Ask, BlockStep, BlockWork, Finish, Move, block_offset
from megadesk.transfers.ports import BlockStore, StagingArea, StagingFile
from megadesk.transfers.upload import NOTHING_SENT, StepDone


class BigDownload:
    """A BigTransfer into staging.

    ``turn`` is held while writing: two threads writing one file do not finish sooner, they spin on the lock of its
    inode and burn twice the time (docs/performance). So one writes while the other fetches.
    """

    def __init__(
        self, job: DownloadJob, *, staging: StagingArea, store: BlockStore, turn: AbstractContextManager[object]
    ) -> None:
        self._job = job
        self._blocks = check_manifest(job.manifest).blocks
        self._staging = staging
        self._store = store
        self._turn = turn
        self._file: StagingFile | None = None
        self.work = self._all_work()

    @property
    def sent(self) -> Mapping[int, BlockRef]:
        """Nothing."""
        return NOTHING_SENT

    def open(self) -> int:
        """Open the staging file, with what a former run left.

        Nothing is taken for written that was written before the file was closed: it may be another file by now.
        """
        self.work = self._all_work()
        self._file = self._create()
        return 0

    def _all_work(self) -> BlockWork:
        return BlockWork(range(len(self._blocks)), ask=len(self._blocks) > 1)

    def _create(self) -> StagingFile:
        job = self._job
        return self._staging.create(job.pair, job.node, job.manifest.file_hash, job.size_bytes, job.like)

    def run(self, step: BlockStep, buffers: BlockBuffers) -> StepDone:
        """Do a step. MissingBlock or Forged for a block that is not what the manifest says."""
        match step:
            case Ask():
                return self._look(step)
            case Move():
                return self._fetch(step.index, buffers)
            case Finish():
                return self._finish()

    def _look(self, step: Ask) -> StepDone:
        present = frozenset(index for index in step.indices if self._is_there(index))
        return StepDone(present=present, done_bytes=sum(self._blocks[index].length_bytes for index in present))

    def _is_there(self, index: int) -> bool:
        ref = self._blocks[index]
        left = self._open_file().read(block_offset(index), ref.length_bytes)
        return len(left) == ref.length_bytes and plain_hash(left) == ref.plain_hash

    def _fetch(self, index: int, buffers: BlockBuffers) -> StepDone:
        ref, file = self._blocks[index], self._open_file()
        stored = self._store.get_into(ref.id, buffers.stored)
        plain = open_into(ref, stored, buffers, is_named=True)  # as the store promises
        with self._turn:
            file.write(block_offset(index), plain)
        return StepDone(done_bytes=ref.length_bytes, traffic_bytes=len(stored))

    def _finish(self) -> StepDone:
        self.work.check_complete()
        job = self._job
        staged = self._open_file().finish(job.mtime_ns, job.executable)
        self._file = None
        return StepDone(result=Staged(job.key, staged))

    def note(self, step: BlockStep, done: StepDone) -> None:
        """Remember what came of a step."""
        match step:
            case Ask():
                self.work.answered(step, done.present)
            case Move() | Finish():
                self.work.moved()

    def close(self) -> None:
        """Close the staging file; what it holds is kept for another try or a later run."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def discard(self) -> None:
        """Remove the staging file, open or not."""
        file, self._file = self._file, None
        (file or self._create()).discard()

    def _open_file(self) -> StagingFile:
        if self._file is None:
            raise OurBug("a step of a download whose file is not open")
        return self._file
