"""How many small files go into one request after some did not get through."""

from __future__ import annotations

import threading

import pytest

from fakes.transfers import PAIR, ROOT_KEY, Call, MemoryBlocks, MemorySources, MemoryStaging, block_keys, download_job
from megadesk.crypto.content import seal_block
from megadesk.model.errors import LimitExceeded, MegadeskError, RateLimited, ServerRefused, ServerUnavailable
from megadesk.model.ids import BlockId
from megadesk.model.transfer import Staged, TransferFailed, TransferResult, TransferState, Uploaded, UploadJob
from megadesk.transfers.blocks import BATCH_FILES
from megadesk.transfers.board import Board
from megadesk.transfers.hands import Doors, Hands
from megadesk.transfers.listing import line

PATIENCE_S = 120.0
"""All but the bad one are through after so long, whatever happens."""

DOWN = ServerUnavailable("status 500", status=500)


def content(at: int) -> bytes:
    """Return what is in a file."""
    return f"content {at}".encode()


class Bench:
    """A board whose batches are done one after another, at the times at which workers would do them."""

    def __init__(self) -> None:
        self.sources, self.staging, self.store = MemorySources(), MemoryStaging(), MemoryBlocks()
        self.board = Board(lambda: 0.0)
        doors = Doors(
            sources=self.sources, staging=self.staging, blocks=self.store, keys=block_keys, new_turn=threading.Lock
        )
        self.hands = Hands(self.board, doors)
        self.now_s = 100.0
        self.results: list[TransferResult] = []

    def jobs(self, count: int) -> list[UploadJob]:
        """Return so many uploads."""
        return [self.sources.job(f"f{at:04}", content(at)) for at in range(count)]

    def refuse(self, block: BlockId, error: MegadeskError = DOWN) -> None:
        """Have the server refuse each request in which there is this block."""

        def before(call: Call) -> None:
            if block in call.ids:
                raise error

        self.store.before = before

    def go_on(self, seconds: float) -> None:
        """Let time pass, and do what is due meanwhile."""
        end_s = self.now_s + seconds
        while self.now_s <= end_s:
            task = self.board.take_small(self.now_s)
            if task is not None:
                self.hands.run_small(task)(self.now_s)
                continue
            wake_s = self.board.floor.wake_s(self.now_s)
            if wake_s is None:
                break
            self.now_s = max(wake_s, self.now_s)
        self.now_s = min(self.now_s, end_s)
        self.results += self.board.over.take_results()

    def upload_all(self, count: int) -> list[Uploaded]:
        """Move so many files up."""
        jobs = self.jobs(count)
        self.board.want(PAIR, jobs)
        self.go_on(PATIENCE_S)
        self.board.settle([job.key for job in jobs])
        found, self.results = self.results, []
        return [one for one in found if isinstance(one, Uploaded)]

    def sizes(self) -> list[int]:
        """Return how many blocks were in each request."""
        return [len(call.ids) for call in self.store.calls]


@pytest.fixture
def bench() -> Bench:
    """An empty disk and an empty server."""
    return Bench()


def block_of(job: UploadJob, at: int) -> BlockId:
    """Return the block that an upload sends."""
    return seal_block(ROOT_KEY, job.node, 0, content(at)).ref.id


@pytest.mark.parametrize("at", [0, 1, 333, 999])
@pytest.mark.parametrize("error", [DOWN, LimitExceeded(), ServerRefused()], ids=["500", "413", "422"])
def test_one_bad_block_does_not_hold_up_the_others(bench: Bench, at: int, error: MegadeskError) -> None:
    """A server that chokes on one block of a thousand gets the 999 others, in a few dozen requests."""
    jobs = bench.jobs(1000)
    bench.refuse(block_of(jobs[at], at), error)
    bench.board.want(PAIR, jobs)
    bench.go_on(PATIENCE_S)
    assert {one.key for one in bench.results if isinstance(one, Uploaded)} == {
        job.key for job in jobs if job is not jobs[at]
    }
    assert len(bench.store.calls) < 60


def test_the_bad_one_is_tried_alone_and_says_why(bench: Bench) -> None:
    """It waits longer each time, up to five minutes, and gets through once the server takes it."""
    jobs = bench.jobs(100)
    bench.refuse(block_of(jobs[7], 7))
    bench.board.want(PAIR, jobs)
    bench.go_on(PATIENCE_S)
    bench.board.settle([one.key for one in bench.results])
    (left,) = bench.board.register.all()
    shown = line(bench.board, left, bench.now_s)
    assert (shown.path, shown.state, shown.reason) == ("f0007", TransferState.RETRYING, "server_unavailable")
    bench.store.calls.clear()
    bench.go_on(3600.0)
    assert set(bench.sizes()) == {1}
    assert 10 < len(bench.sizes()) < 30
    bench.store.before = lambda _call: None
    bench.go_on(300.0)
    assert bench.board.is_idle


def test_a_refused_file_fails_alone(bench: Bench) -> None:
    """What is no use to try again is a failure, once it is known which file it is."""
    jobs = bench.jobs(50)
    bench.refuse(block_of(jobs[3], 3), ServerRefused())
    bench.board.want(PAIR, jobs)
    bench.go_on(PATIENCE_S)
    assert [one.key for one in bench.results if isinstance(one, TransferFailed)] == [jobs[3].key]
    assert bench.board.is_idle


def test_several_bad_ones_are_all_found(bench: Bench) -> None:
    """Each is alone in the end, wherever they stand."""
    jobs = bench.jobs(1000)
    bad = {block_of(jobs[at], at): jobs[at].key for at in (0, 499, 500, 999)}

    def before(call: Call) -> None:
        if not bad.keys().isdisjoint(call.ids):
            raise DOWN

    bench.store.before = before
    bench.board.want(PAIR, jobs)
    bench.go_on(4 * PATIENCE_S)
    assert {job.key for job in jobs} - {one.key for one in bench.results} == set(bad.values())


def test_one_bad_block_does_not_hold_up_the_downloads_beside_it(bench: Bench) -> None:
    """The same holds for what is fetched."""
    uploaded = bench.upload_all(1000)
    jobs = [download_job(f"d{at}", one.manifest) for at, one in enumerate(uploaded)]
    bench.refuse(jobs[700].manifest.blocks[0].id)
    bench.board.want(PAIR, jobs)
    bench.go_on(PATIENCE_S)
    assert {one.key for one in bench.results if isinstance(one, Staged)} == {
        job.key for job in jobs if job is not jobs[700]
    }


@pytest.mark.parametrize("error", [DOWN, RateLimited(retry_after_s=5)], ids=["down", "busy"])
def test_a_server_that_is_down_gets_no_more_requests_than_before(bench: Bench, error: MegadeskError) -> None:
    """An hour without a server: a request every few minutes, and afterwards all in a few large ones."""

    def before(_call: Call) -> None:
        raise error

    bench.store.before = before
    bench.board.want(PAIR, bench.jobs(3 * BATCH_FILES))
    bench.go_on(3600.0)
    assert len(bench.sizes()) < 50
    bench.store.calls.clear()
    bench.store.before = lambda _call: None
    bench.go_on(600.0)
    assert bench.board.is_idle
    assert len(bench.sizes()) <= 6


def test_a_server_that_asks_for_patience_says_nothing_about_a_batch(bench: Bench) -> None:
    """It is asked again for as much as before."""
    bench.store.fail("put_many", *[RateLimited(retry_after_s=1) for _ in range(5)])
    bench.board.want(PAIR, bench.jobs(100))
    bench.go_on(PATIENCE_S)
    assert bench.sizes() == [100] * 6
