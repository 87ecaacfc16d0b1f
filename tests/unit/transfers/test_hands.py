"""Doing a task, and telling the board what came of it."""

from __future__ import annotations

import threading

import pytest

from fakes.crypto import node_id
from fakes.transfers import PAIR, MemoryBlocks, MemorySources, MemoryStaging, block_keys, content_of, download_job
from megadesk.crypto.content import BlockBuffers, make_manifest
from megadesk.crypto.keys import BlockRootKey
from megadesk.model.errors import AccessDenied, FileBusy, NotSignedIn
from megadesk.model.ids import PairId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import DownloadJob, StagedFile, TransferFailed, TransferResult, Uploaded, UploadJob
from megadesk.transfers.board import Board
from megadesk.transfers.hands import Doors, Hands, forget

BUFFERS = BlockBuffers()
NOW_S = 100.0


class Bench:
    """A board whose tasks are done one after another."""

    def __init__(self) -> None:
        self.sources, self.staging, self.store = MemorySources(), MemoryStaging(), MemoryBlocks()
        self.board = Board(lambda: 0.0)
        self.locked = False
        doors = Doors(
            sources=self.sources, staging=self.staging, blocks=self.store, keys=self.keys, new_turn=threading.Lock
        )
        self.hands = Hands(self.board, doors)

    def keys(self, pair: PairId) -> BlockRootKey:
        """Return the key of a pair, unless signed out."""
        if self.locked:
            raise NotSignedIn
        return block_keys(pair)

    def move(self, *jobs: UploadJob | DownloadJob) -> list[TransferResult]:
        """Do all that is to be done for these jobs and return the results."""
        self.board.want(PAIR, jobs)
        while True:
            small = self.board.take_small(NOW_S)
            big = self.board.take_big(NOW_S) if small is None else None
            if small is not None:
                self.hands.run_small(small)(NOW_S)
            elif big is not None:
                self.hands.run_big(big, BUFFERS)(NOW_S)
            else:
                return self.board.over.take_results()


@pytest.fixture
def bench() -> Bench:
    """An empty disk and an empty server."""
    return Bench()


def test_uploads_and_downloads_of_both_kinds(bench: Bench) -> None:
    """What went up comes down."""
    jobs = [bench.sources.job("s", b"small"), bench.sources.job("b", content_of(2 * BLOCK_BYTES))]
    uploads = bench.move(*jobs)
    manifests = {result.key.node: result.manifest for result in uploads if isinstance(result, Uploaded)}
    assert len(bench.move(*[download_job(str(job.path), manifests[job.node]) for job in jobs])) == 2
    assert {staged.data for staged in bench.staging.staged.values()} == {b"small", content_of(2 * BLOCK_BYTES)}


def test_without_keys_files_fail_with_the_reason(bench: Bench) -> None:
    """NotSignedIn reaches sync for big and small files; nothing is opened or sent."""
    bench.locked = True
    results = bench.move(bench.sources.job("s", b"small"), bench.sources.job("b", content_of(2 * BLOCK_BYTES)))
    assert [type(result.error) for result in results if isinstance(result, TransferFailed)] == [NotSignedIn] * 2
    assert bench.store.calls == []
    assert bench.sources.open_count == 0


def test_a_stage_that_cannot_be_cleaned_changes_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transfer is gone all the same; the next sweep of the stage takes what is left."""
    (up,) = bench.move(bench.sources.job("b", content_of(2 * BLOCK_BYTES)))
    assert isinstance(up, Uploaded)
    bench.board.settle([up.key])
    job, empty = download_job("b", up.manifest), make_manifest([])
    bench.board.want(PAIR, [job])
    task = bench.board.take_big(NOW_S)
    assert task is not None
    bench.hands.run_big(task, BUFFERS)(NOW_S)
    bench.board.want(PAIR, [download_job("b", empty)])

    def refuse(*_args: object) -> None:
        raise AccessDenied

    opened = task.transfer.big
    assert opened is not None
    opened.close()
    monkeypatch.setattr(opened, "discard", refuse)
    closing = bench.board.take_big(NOW_S)
    assert closing is not None
    bench.hands.run_big(closing, BUFFERS)(NOW_S)
    assert [one.job.manifest for one in bench.board.register.all() if isinstance(one.job, DownloadJob)] == [empty]


def test_forgetting_goes_on_after_a_refusal() -> None:
    """One staged file that cannot be removed does not keep the others."""
    staging = MemoryStaging()
    staging.write_small(PAIR, node_id("n"), bytes(32), b"", 0, False)
    (token,) = staging.staged

    class Refusing(MemoryStaging):
        """Refuses the first."""

        def forget(self, pair: PairId, staged: StagedFile) -> None:
            """Remove all but one."""
            if staged.token == "kept":
                raise AccessDenied
            staging.forget(pair, staged)

    forget([(PAIR, StagedFile("kept", 0)), (PAIR, StagedFile(token, 0))], Refusing())
    assert staging.staged == {}


def test_a_file_that_cannot_be_opened_fails_with_the_reason(bench: Bench) -> None:
    """The closing that follows has nothing to close."""
    job = bench.sources.job("b", content_of(2 * BLOCK_BYTES))
    bench.sources.remove("b")
    (result,) = bench.move(job)
    assert isinstance(result, TransferFailed)
    assert isinstance(result.error, FileBusy)
    assert bench.sources.open_most == 0
