"""One big file on its way up: what each step of its blocks does.

    Ask     read, seal, ask the server for the ids; those it has are done
    Move    read, seal, put
    Finish  what is kept of earlier versions is still there, or is sent now; the file is still the same
              -> manifest (its blob too, if it is long) -> Uploaded

Any number of threads may ``run`` different steps of one upload, each in its own buffers; ``note`` and ``work`` belong
to the owner of the lock. What was sent is remembered over a retry. Pure: files and server stand behind ``ports``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from megadesk.crypto.content import BlockBuffers, SealedBlock, file_hash, seal_into, seal_manifest
from megadesk.crypto.keys import BlockRootKey
from megadesk.model.errors import FileBusy, OurBug
from megadesk.model.manifest import BlockRef, Manifest, block_count, block_length
from megadesk.model.transfer import TransferResult, Uploaded, UploadJob
from megadesk.model.values import replace
from megadesk.transfers.blocks import Ask, BlockStep, BlockWork, Finish, Move, block_offset, kept_blocks, still_right
from megadesk.transfers.ports import BlockStore, SourceFile, SourceFiles

ASK_FROM_BLOCKS: Final = 8
"""Shorter uploads are sent again after a crash: asking costs a round trip and sealing some blocks twice."""


NOTHING_SENT: Final[Mapping[int, BlockRef]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepDone:
    """What came of a step: blocks found, plain bytes that need not move any more, stored bytes that travelled."""

    present: frozenset[int] = frozenset()
    done_bytes: int = 0
    traffic_bytes: int = 0
    result: TransferResult | None = None


class BigTransfer(Protocol):
    """A file of many blocks, in either direction, as the workers see it."""

    work: BlockWork

    @property
    def sent(self) -> Mapping[int, BlockRef]:
        """The blocks by index that are on the server already; of a download none."""

    def open(self) -> int:
        """Take hold of the file, also after ``close``; return how many plain bytes need not move any more."""

    def run(self, step: BlockStep, buffers: BlockBuffers) -> StepDone:
        """Do a step."""

    def note(self, step: BlockStep, done: StepDone) -> None:
        """Remember what came of it."""

    def close(self) -> None:
        """Let go of the file; it may be opened again."""

    def discard(self) -> None:
        """Let go of the file for good, and of what was made of it on this disk."""


class BigUpload:
    """A BigTransfer to the server."""

    def __init__(
        self,
        job: UploadJob,
        root: BlockRootKey,
        *,
        sources: SourceFiles,
        store: BlockStore,
        begun: Mapping[int, BlockRef] = NOTHING_SENT,
    ) -> None:
        """``begun``: what was sent of another content of the same file; what is still right of it is not sent again."""
        digest = job.digest
        if len(digest.block_hashes) != block_count(digest.size_bytes):
            raise OurBug("a digest with the wrong number of blocks")
        self._job = job
        self._root = root
        self._sources = sources
        self._store = store
        self._refs = {**still_right(digest, begun), **kept_blocks(digest, job.previous)}
        self._believed = set(self._refs)
        """Blocks that the server was not asked about: it may have lost them since, and this is who has them."""
        self._sent_bytes = 0
        self._source: SourceFile | None = None
        todo = [index for index in range(len(digest.block_hashes)) if index not in self._refs]
        self.work = BlockWork(todo, ask=len(todo) >= ASK_FROM_BLOCKS)

    @property
    def sent(self) -> Mapping[int, BlockRef]:
        """The blocks by index that are on the server already."""
        return self._refs

    def open(self) -> int:
        """Open the source; FileBusy if it is not as it was when it was hashed."""
        job = self._job
        self._source = self._sources.open(job.pair, job.path, job.fingerprint)
        return sum(ref.length_bytes for ref in self._refs.values())

    def run(self, step: BlockStep, buffers: BlockBuffers) -> StepDone:
        """Do a step. FileBusy if the file no longer is what was hashed."""
        match step:
            case Ask():
                return self._ask(step, buffers)
            case Move():
                return self._send(step.index, buffers)
            case Finish():
                return self._finish(buffers)

    def _seal(self, index: int, buffers: BlockBuffers) -> SealedBlock:
        source, digest = self._open_source(), self._job.digest
        length = block_length(digest.size_bytes, index)
        if source.read(block_offset(index), buffers.plain[:length]) != length:
            raise FileBusy("shorter than when it was hashed", node=self._job.node.hex())
        sealed = seal_into(self._root, self._job.node, index, buffers, length)
        if sealed.ref.plain_hash != digest.block_hashes[index]:
            raise FileBusy("other content than when it was hashed", node=self._job.node.hex())
        return sealed

    def _ask(self, step: Ask, buffers: BlockBuffers) -> StepDone:
        refs = {index: self._seal(index, buffers).ref for index in step.indices}
        missing = self._store.missing([ref.id for ref in refs.values()])
        present = {index: ref for index, ref in refs.items() if ref.id not in missing}
        self._refs.update(present)
        return StepDone(present=frozenset(present), done_bytes=sum(ref.length_bytes for ref in present.values()))

    def _send(self, index: int, buffers: BlockBuffers) -> StepDone:
        sealed = self._seal(index, buffers)
        self._store.put(sealed.ref.id, memoryview(sealed.stored))
        self._refs[index] = sealed.ref
        return StepDone(done_bytes=sealed.ref.length_bytes, traffic_bytes=len(sealed.stored))

    def _finish(self, buffers: BlockBuffers) -> StepDone:
        """Check the whole, store the manifest blob of a long file, and close the source.

        The file is looked at before the blob goes out: a version nobody saw whole leaves nothing but loose blocks.
        """
        self.work.check_complete()
        job, source = self._job, self._open_source()
        traffic_bytes = self._bring_lost(buffers)
        source.check_unchanged()
        manifest, blob_bytes = self._store_manifest(whole_manifest(job, self._refs))
        self.close()
        traffic_bytes += blob_bytes
        result = Uploaded(job.key, manifest, self._sent_bytes + traffic_bytes)
        return StepDone(traffic_bytes=traffic_bytes, result=result)

    def _bring_lost(self, buffers: BlockBuffers) -> int:
        """Send what the server does not have any more of what this version keeps; return how many bytes travelled."""
        traffic_bytes = 0
        if self._believed:
            missing = self._store.missing([self._refs[index].id for index in sorted(self._believed)])
            for index in sorted(self._believed):
                if self._refs[index].id in missing:
                    traffic_bytes += self._send(index, buffers).traffic_bytes
            self._believed.clear()
        return traffic_bytes

    def _store_manifest(self, manifest: Manifest) -> tuple[Manifest, int]:
        if manifest.is_inline:
            return manifest, 0
        sealed = seal_manifest(self._root, self._job.node, manifest)
        self._store.put(sealed.ref.id, sealed.stored)
        return replace(manifest, listed_in=sealed.ref), len(sealed.stored)

    def note(self, step: BlockStep, done: StepDone) -> None:
        """Remember what came of a step."""
        self._sent_bytes += done.traffic_bytes
        match step:
            case Ask():
                self.work.answered(step, done.present)
            case Move() | Finish():
                self.work.moved()

    def close(self) -> None:
        """Close the source."""
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def discard(self) -> None:
        """Close the source; blocks on the server that no record names are collected there."""
        self.close()

    def _open_source(self) -> SourceFile:
        if self._source is None:
            raise OurBug("a step of an upload whose file is not open")
        return self._source


def whole_manifest(job: UploadJob, refs: Mapping[int, BlockRef]) -> Manifest:
    """Return the manifest of these blocks, each checked against the digest; OurBug if that contradicts itself.

    A reader refuses a manifest whose file hash does not fit its blocks, so none may be published.
    """
    digest = job.digest
    if file_hash(digest.size_bytes, digest.block_hashes) != digest.file_hash:
        raise OurBug("a digest whose file hash does not fit its blocks")
    return Manifest(digest.size_bytes, digest.file_hash, tuple([refs[index] for index in range(len(refs))]))
