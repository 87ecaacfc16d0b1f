"""One big file on its way up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fakes.transfers import ROOT_KEY, MemoryBlocks, MemorySources, content_of
from megadesk.crypto.content import BlockBuffers, open_block, open_manifest
from megadesk.model.errors import FileBusy, OurBug, ServerUnavailable
from megadesk.model.ids import FileHash
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.transfer import Uploaded, UploadJob
from megadesk.model.values import replace
from megadesk.transfers.blocks import Ask, Move
from megadesk.transfers.upload import BigUpload

BUFFERS = BlockBuffers()
SIZE = 2 * BLOCK_BYTES + 12_345


class Bench:
    """A disk and a server."""

    def __init__(self) -> None:
        self.sources = MemorySources()
        self.store = MemoryBlocks()

    def begin(self, job: UploadJob) -> BigUpload:
        """Return an upload with its file open."""
        upload = BigUpload(job, ROOT_KEY, sources=self.sources, store=self.store)
        upload.open()
        return upload

    def run(self, upload: BigUpload) -> Uploaded:
        """Do all steps and return the result."""
        while (step := upload.work.next()) is not None:
            done = upload.run(step, BUFFERS)
            upload.note(step, done)
            if isinstance(done.result, Uploaded):
                return done.result
        raise AssertionError("no result")

    def content(self, manifest: Manifest) -> bytes:
        """Return what a reader gets from the server."""
        return b"".join(open_block(ref, self.store.held[ref.id]) for ref in manifest.blocks)


@pytest.fixture
def bench() -> Bench:
    """An empty disk and an empty server."""
    return Bench()


def test_a_file_goes_up_block_by_block(bench: Bench) -> None:
    """What is on the server is the file; the source is closed."""
    data = content_of(SIZE)
    result = bench.run(bench.begin(bench.sources.job("f", data)))
    assert bench.content(result.manifest) == data
    assert result.manifest.listed_in is None
    assert result.sent_bytes == sum(call.size_bytes for call in bench.store.calls)
    assert bench.sources.open_count == 0


def test_a_long_file_has_its_list_stored_too(bench: Bench) -> None:
    """More than 16 blocks: the manifest blob is on the server and opens to the manifest."""
    data = content_of(17 * BLOCK_BYTES)
    result = bench.run(bench.begin(bench.sources.job("f", data)))
    ref = result.manifest.listed_in
    assert ref is not None
    blob = bench.store.held[ref.id]
    assert open_manifest(ref, blob, size_bytes=len(data), file_hash=result.manifest.file_hash) == result.manifest
    assert result.sent_bytes == sum(len(stored) for stored in bench.store.held.values())


def test_one_changed_block_is_all_that_is_sent(bench: Bench) -> None:
    """An edit of four kilobytes in a long file sends one block and the new list."""
    data = content_of(17 * BLOCK_BYTES)
    before = bench.run(bench.begin(bench.sources.job("f", data))).manifest
    edited = bytearray(data)
    edited[9 * BLOCK_BYTES : 9 * BLOCK_BYTES + 4096] = b"\xff" * 4096
    bench.store.calls.clear()
    upload = BigUpload(
        bench.sources.job("f", bytes(edited), previous=before), ROOT_KEY, sources=bench.sources, store=bench.store
    )
    assert upload.open() == 16 * BLOCK_BYTES
    after = bench.run(upload).manifest
    assert [call.size_bytes // BLOCK_BYTES for call in bench.store.named("put")] == [1, 0]
    assert len(bench.store.named("missing")) == 1
    assert bench.content(after) == bytes(edited)
    assert [new == old for new, old in zip(after.blocks, before.blocks, strict=True)].count(False) == 1


@pytest.mark.parametrize("lost", [[0], [5, 16], range(17)], ids=len)
def test_what_the_server_lost_of_earlier_versions_is_sent_again(bench: Bench, lost: Sequence[int]) -> None:
    """It set them aside as damaged, say: the next version of the file brings them, changed there or not, and only them."""
    data = content_of(17 * BLOCK_BYTES)
    before = bench.run(bench.begin(bench.sources.job("f", data))).manifest
    for index in lost:
        del bench.store.held[before.blocks[index].id]
    bench.store.calls.clear()
    upload = BigUpload(
        bench.sources.job("f", data[:-1] + b"?", previous=before), ROOT_KEY, sources=bench.sources, store=bench.store
    )
    upload.open()
    result = bench.run(upload)
    assert bench.content(result.manifest) == data[:-1] + b"?"
    assert len(bench.store.named("put")) == len({*lost, 16}) + 1
    assert result.sent_bytes == sum(call.size_bytes for call in bench.store.named("put"))


def test_a_new_run_sends_only_what_the_server_lacks(bench: Bench) -> None:
    """After a crash the blocks that arrived are found by asking."""
    data = content_of(26 * BLOCK_BYTES)
    job = bench.sources.job("f", data)
    first = bench.begin(job)
    for _ in range(9):
        step = first.work.next()
        assert step is not None
        first.note(step, first.run(step, BUFFERS))
    sent = len(bench.store.named("put"))
    bench.store.calls.clear()
    result = bench.run(bench.begin(job))
    assert len(bench.store.named("put")) == 26 - sent + 1
    assert bench.content(result.manifest) == data


def test_a_file_that_was_not_begun_costs_one_question(bench: Bench) -> None:
    """Then everything is sent without asking."""
    bench.run(bench.begin(bench.sources.job("f", content_of(12 * BLOCK_BYTES))))
    assert [len(call.ids) for call in bench.store.named("missing")] == [4]
    assert len(bench.store.named("put")) == 12


@pytest.mark.parametrize(
    "new", [content_of(SIZE, "other"), content_of(SIZE)[:-1], b""], ids=["other bytes", "cut short", "emptied"]
)
def test_a_file_that_changes_meanwhile_is_busy(bench: Bench, new: bytes) -> None:
    """No manifest is made of two versions, even if the fingerprint did not move."""
    upload = bench.begin(bench.sources.job("f", content_of(SIZE)))
    step = upload.work.next()
    assert step == Move(0)
    upload.note(step, upload.run(step, BUFFERS))
    bench.sources.put("f", new, unnoticed=True)
    with pytest.raises(FileBusy):
        bench.run(upload)
    assert len(bench.store.held) < 3


def test_a_changed_fingerprint_is_seen_before_the_end(bench: Bench) -> None:
    """All blocks were sent, then the file was touched: no result, and no list on the server."""
    upload = bench.begin(bench.sources.job("f", content_of(17 * BLOCK_BYTES)))
    while len(bench.store.held) < 17:
        step = upload.work.next()
        assert step is not None
        upload.note(step, upload.run(step, BUFFERS))
    bench.sources.put("f", content_of(17 * BLOCK_BYTES))
    with pytest.raises(FileBusy):
        bench.run(upload)
    assert len(bench.store.held) == 17


def test_a_busy_file_is_not_opened(bench: Bench) -> None:
    """A fingerprint that is not as hashed ends it before a byte is read."""
    job = bench.sources.job("f", content_of(SIZE))
    bench.sources.put("f", content_of(SIZE))
    with pytest.raises(FileBusy):
        bench.begin(job)
    assert bench.sources.open_count == 0


def test_what_was_sent_is_remembered_over_a_retry(bench: Bench) -> None:
    """A failed block is sent again, the ones before it are not."""
    data = content_of(SIZE)
    upload = bench.begin(bench.sources.job("f", data))
    step = upload.work.next()
    assert step is not None
    upload.note(step, upload.run(step, BUFFERS))
    again = upload.work.next()
    assert again == Move(1)
    bench.store.fail("put", ServerUnavailable())
    with pytest.raises(ServerUnavailable):
        upload.run(again, BUFFERS)
    upload.work.give_back(again)
    upload.close()
    bench.store.calls.clear()
    assert upload.open() == BLOCK_BYTES
    result = bench.run(upload)
    assert len(bench.store.named("put")) == 2
    assert bench.content(result.manifest) == data


def test_the_list_is_put_again_if_that_failed(bench: Bench) -> None:
    """The finish can be repeated; the result says what travelled in all."""
    upload = bench.begin(bench.sources.job("f", content_of(17 * BLOCK_BYTES)))
    while (step := upload.work.next()) is not None and isinstance(step, Move | Ask):
        upload.note(step, upload.run(step, BUFFERS))
    assert step is not None
    bench.store.fail("put", ServerUnavailable())
    with pytest.raises(ServerUnavailable):
        upload.run(step, BUFFERS)
    upload.work.give_back(step)
    assert bench.run(upload).manifest.listed_in is not None


def test_a_digest_that_contradicts_itself_is_never_published(bench: Bench) -> None:
    """A file hash that does not fit its blocks is our bug, caught before a reader meets it."""
    job = bench.sources.job("f", content_of(SIZE))
    wrong = replace(job, digest=replace(job.digest, file_hash=FileHash(bytes(32))))
    with pytest.raises(OurBug):
        bench.run(bench.begin(wrong))
    short = replace(job, digest=replace(job.digest, block_hashes=job.digest.block_hashes[:-1]))
    with pytest.raises(OurBug):
        bench.begin(short)
