"""One big file on its way down."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from fakes.crypto import node_id
from fakes.transfers import ROOT_KEY, MemoryBlocks, MemoryStaging, content_of, download_job
from megadesk.crypto.content import BlockBuffers, make_manifest, seal_block
from megadesk.model.errors import DiskFull, Forged, MissingBlock, OurBug
from megadesk.model.ids import PlainHash
from megadesk.model.manifest import BLOCK_BYTES, BlockRef, Manifest
from megadesk.model.transfer import DownloadJob, Staged
from megadesk.model.values import replace
from megadesk.transfers.blocks import Ask, Finish, Move
from megadesk.transfers.download import BigDownload

BUFFERS = BlockBuffers()
DATA = content_of(5 * BLOCK_BYTES + 777)


class Bench:
    """A stage and a server that holds DATA."""

    def __init__(self) -> None:
        self.staging = MemoryStaging()
        self.store = MemoryBlocks()
        blocks: list[BlockRef] = []
        for index in range(6):
            sealed = seal_block(ROOT_KEY, node_id("f"), index, DATA[index * BLOCK_BYTES : (index + 1) * BLOCK_BYTES])
            self.store.held[sealed.ref.id] = bytes(sealed.stored)
            blocks.append(sealed.ref)
        self.manifest: Manifest = make_manifest(blocks)
        self.job: DownloadJob = download_job("f", self.manifest, executable=True)

    def begin(self) -> BigDownload:
        """Return a download with its file open."""
        download = BigDownload(self.job, staging=self.staging, store=self.store, turn=nullcontext())
        download.open()
        return download

    def run(self, download: BigDownload, steps: int = 1000) -> Staged | None:
        """Do so many steps and return the result, if there is one."""
        for _ in range(steps):
            step = download.work.next()
            assert step is not None
            done = download.run(step, BUFFERS)
            download.note(step, done)
            if isinstance(done.result, Staged):
                return done.result
        return None

    def partial(self) -> bytearray:
        """Return what grows in the stage."""
        return self.staging.partial[self.staging.token(self.job.node, self.manifest.file_hash)]


@pytest.fixture
def bench() -> Bench:
    """A server with one file, an empty stage."""
    return Bench()


def test_a_file_comes_down_block_by_block(bench: Bench) -> None:
    """The staged file is the content, with its time and mode; nothing is left open."""
    result = bench.run(bench.begin())
    assert result is not None
    staged = bench.staging.staged[result.file.token]
    assert (staged.data, staged.mtime_ns, staged.executable) == (DATA, 77, True)
    assert result.file.size_bytes == len(DATA)
    assert bench.staging.open_count == 0


@pytest.mark.parametrize("steps", [2, 4])
def test_a_new_run_fetches_only_what_is_not_there(bench: Bench, steps: int) -> None:
    """Blocks in the stage with the right hash are kept."""
    first = bench.begin()
    bench.run(first, steps)
    first.close()
    assert len(bench.store.named("get")) == steps - 1
    result = bench.run(bench.begin())
    assert result is not None
    assert bench.staging.staged[result.file.token].data == DATA
    assert len(bench.store.named("get")) == 6


def test_a_damaged_rest_is_fetched_again(bench: Bench) -> None:
    """After a power cut the stage may hold anything: only the hash of a block counts."""
    first = bench.begin()
    bench.run(first, 5)
    first.close()
    bench.partial()[BLOCK_BYTES + 3] ^= 1
    del bench.partial()[3 * BLOCK_BYTES + 10 :]
    bench.store.calls.clear()
    result = bench.run(bench.begin())
    assert result is not None
    assert bench.staging.staged[result.file.token].data == DATA
    assert len(bench.store.named("get")) == 4


def test_after_closing_nothing_is_taken_for_written(bench: Bench) -> None:
    """If the stage was emptied between two tries, the file does not end up with holes."""
    download = bench.begin()
    bench.run(download, 4)
    download.close()
    bench.staging.partial.clear()
    download.open()
    result = bench.run(download)
    assert result is not None
    assert bench.staging.staged[result.file.token].data == DATA


def test_a_missing_block_is_told(bench: Bench) -> None:
    """The blocks before it stay in the stage."""
    del bench.store.held[bench.manifest.blocks[2].id]
    download = bench.begin()
    with pytest.raises(MissingBlock):
        bench.run(download)
    download.close()
    assert bytes(bench.partial()) == DATA[: 2 * BLOCK_BYTES]


def test_a_block_with_other_content_than_its_record_says_is_forged(bench: Bench) -> None:
    """A writer who names a hash that does not fit is caught before the bytes are written."""
    first = replace(bench.manifest.blocks[0], plain_hash=PlainHash(bytes(32)))
    bench.job = download_job("f", make_manifest([first, *bench.manifest.blocks[1:]]))
    download = bench.begin()
    with pytest.raises(Forged):
        bench.run(download)
    assert bench.staging.written_bytes == 0


def test_a_manifest_that_contradicts_itself_is_refused(bench: Bench) -> None:
    """Lengths and file hash are checked before anything is opened or fetched."""
    lying = replace(bench.manifest, size_bytes=bench.manifest.size_bytes + 1)
    with pytest.raises(Forged):
        BigDownload(download_job("f", lying), staging=bench.staging, store=bench.store, turn=nullcontext())
    assert bench.staging.partial == {}


def test_discarding_removes_the_file_open_or_not(bench: Bench) -> None:
    """Nothing of a download that nobody wants stays in the stage."""
    download = bench.begin()
    bench.run(download, 3)
    download.discard()
    assert (bench.staging.partial, bench.staging.open_count) == ({}, 0)
    again = bench.begin()
    again.close()
    again.discard()
    assert (bench.staging.partial, bench.staging.open_count) == ({}, 0)


def test_a_full_disk_is_told(bench: Bench) -> None:
    """DiskFull ends it; it is for sync to say so."""
    download = bench.begin()
    bench.staging.is_full = True
    with pytest.raises(DiskFull):
        bench.run(download)


def test_steps_need_an_open_file(bench: Bench) -> None:
    """A step after closing is a bug, never a silent success."""
    download = bench.begin()
    download.close()
    for step in (Ask((0,)), Move(0)):
        with pytest.raises(OurBug):
            download.run(step, BUFFERS)
    with pytest.raises(OurBug):
        download.run(Finish(), BUFFERS)
