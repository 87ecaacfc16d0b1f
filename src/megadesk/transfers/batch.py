"""Many small files in one request, either way.

    uploads    read, seal, read, seal, ... -> ONE put_many -> Uploaded, Uploaded, ...
    downloads  ONE get_many -> open, stage, open, stage, ... -> Staged, Staged, ...

One file's trouble is its own: it fails alone, the others go on. An error of the way to the server ends the batch, once
what came before it is used; files without a result by then are tried again by the manager. Results come as they are made.
Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from megadesk.crypto.content import check_manifest, open_block, seal_block
from megadesk.crypto.keys import BlockRootKey
from megadesk.model.errors import FileBusy, MegadeskError
from megadesk.model.ids import BlockId, PairId
from megadesk.model.manifest import Manifest
from megadesk.model.transfer import (
    DownloadJob,
    Staged,
    StagedFile,
    TransferFailed,
    TransferResult,
    Uploaded,
    UploadJob,
)
from megadesk.transfers.blocks import kept_blocks
from megadesk.transfers.faults import known, retries
from megadesk.transfers.ports import BlockStore, SourceFiles, StagingArea
from megadesk.transfers.upload import whole_manifest

Keys: TypeAlias = Callable[[PairId], BlockRootKey]
"""Returns the block root key of the space a pair is tied to, of its current epoch."""

_Blob: TypeAlias = tuple[BlockId, bytes | memoryview]


def send_batch(
    jobs: Sequence[UploadJob], *, keys: Keys, sources: SourceFiles, store: BlockStore
) -> Iterator[TransferResult]:
    """Yield what came of each job. Raises what ``put_many`` raises, for all jobs without a result by then."""
    blobs: list[_Blob] = []
    sealed: list[tuple[UploadJob, Manifest, int]] = []
    with sources.in_a_row():
        for job in jobs:
            try:
                sealed.append(_seal(job, keys, sources, blobs))
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one file must not stop the others
                yield _failed(job, error)
    if blobs:
        store.put_many(blobs)
    for job, manifest, sent_bytes in sealed:
        yield Uploaded(job.key, manifest, sent_bytes)


def _seal(job: UploadJob, keys: Keys, sources: SourceFiles, blobs: list[_Blob]) -> tuple[UploadJob, Manifest, int]:
    """Return the job with its manifest and what it adds to the request; its block, if it must be sent, is in blobs."""
    digest = job.digest
    plain = sources.read_small(job.pair, job.path, job.fingerprint)
    if len(plain) != digest.size_bytes:
        raise FileBusy("another size than when it was hashed", node=job.node.hex())
    refs = kept_blocks(digest, job.previous)
    if refs or not plain:
        return job, whole_manifest(job, refs), 0
    block = seal_block(keys(job.pair), job.node, 0, plain)
    if block.ref.plain_hash != digest.block_hashes[0]:
        raise FileBusy("other content than when it was hashed", node=job.node.hex())
    manifest = whole_manifest(job, {0: block.ref})
    blobs.append((block.ref.id, memoryview(block.stored)))
    return job, manifest, len(block.stored)


def fetch_batch(jobs: Sequence[DownloadJob], *, store: BlockStore, staging: StagingArea) -> Iterator[TransferResult]:
    """Yield what came of each job. Raises RetryLater errors of the store, for all jobs without a result by then."""
    sound: list[DownloadJob] = []
    for job in jobs:
        try:
            check_manifest(job.manifest)
        except MegadeskError as error:
            yield _failed(job, error)
        else:
            sound.append(job)
    # A dictionary, not a list: copies of one file may share their blocks.
    wanted = dict.fromkeys(block.id for job in sound for block in job.manifest.blocks)
    got = store.get_many(list(wanted)) if wanted else {}
    with staging.in_a_row():
        # What the server left out is asked for last: an error then ends nothing that is here already.
        for job in sorted(sound, key=lambda job: not all(block.id in got for block in job.manifest.blocks)):
            yield _fetched(job, got, store, staging)


def _fetched(job: DownloadJob, got: Mapping[BlockId, bytes], store: BlockStore, staging: StagingArea) -> TransferResult:
    try:
        return Staged(job.key, _stage(job, got, store, staging))
    except Exception as error:  # noqa: BLE001 - as in send_batch
        return _failed(job, error)


def _stage(job: DownloadJob, got: Mapping[BlockId, bytes], store: BlockStore, staging: StagingArea) -> StagedFile:
    manifest = job.manifest
    data = b""
    for ref in manifest.blocks:
        stored = got.get(ref.id)
        data = open_block(ref, store.get(ref.id) if stored is None else stored, is_named=True)  # as the store promises
    return staging.write_small(job.pair, job.node, manifest.file_hash, data, job.mtime_ns, job.executable)


def _failed(job: UploadJob | DownloadJob, error: Exception) -> TransferFailed:
    """Return the failure of one job; raise what concerns all of them."""
    ours = known(error)
    if retries(ours):
        raise ours
    return TransferFailed(job.key, ours)
