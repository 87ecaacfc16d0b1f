"""The whole room with its threads, over a disk and a server in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pytest

from fakes.transfers import (
    PAIR,
    PATIENCE_S,
    Call,
    FakeClock,
    Inbox,
    MemoryBlocks,
    MemorySources,
    MemoryStaging,
    Turnstile,
    block_keys,
    content_of,
    digest_of,
    download_job,
)
from megadesk.model.errors import (
    DiskFull,
    FileBusy,
    MissingBlock,
    NotSignedIn,
    OurBug,
    QuotaExceeded,
    RateLimited,
    ServerUnavailable,
)
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import (
    BOTH_WAYS,
    ContentKey,
    DownloadJob,
    EndedTransfer,
    Rest,
    Staged,
    Subject,
    TransferFailed,
    TransferResult,
    TransferState,
    Uploaded,
    UploadJob,
    Wish,
)
from megadesk.model.values import replace
from megadesk.transfers.manager import TransferManager
from megadesk.transfers.ports import Book, NoBook
from megadesk.transfers.workers import OF_USE_EVERY_S, OF_USE_FIRST_S

BIG_BYTES = 5 * BLOCK_BYTES + 99


class Bench:
    """A manager with everything around it."""

    def __init__(self) -> None:
        self.sources = MemorySources()
        self.staging = MemoryStaging()
        self.store = MemoryBlocks()
        self.clock = FakeClock()
        self.inbox = Inbox()
        self.manager = self.new_manager()

    def new_manager(
        self, deliver: Callable[[Sequence[TransferResult]], None] | None = None, book: Book | None = None
    ) -> TransferManager:
        """Return a manager over the same disk and server."""
        manager = TransferManager(
            sources=self.sources, staging=self.staging, blocks=self.store, keys=block_keys, clock=self.clock,
            jitter=lambda: 0.0, deliver=deliver or self.inbox.deliver, book=book,
        )  # fmt: skip
        manager._board.floor.width.now = 2  # whatever it begins with: tests count on two
        return manager

    def restart(self) -> None:
        """Begin a new run with a new inbox."""
        self.manager.close()
        self.inbox = Inbox()
        self.manager = self.new_manager()

    def upload(self, *jobs: UploadJob) -> list[Uploaded]:
        """Upload files and return the results in order of the jobs."""
        before = len(self.inbox.results)
        self.manager.want(PAIR, jobs, [])
        results = self.inbox.wait(before + len(jobs))
        self.manager.settle([job.key for job in jobs])
        return [good(results[job.key]) for job in jobs]

    def wait_state(self, state: TransferState) -> None:
        """Return when a transfer has come to a state."""
        changed = self.manager._changed
        with changed:
            board = self.manager._board
            assert changed.wait_for(lambda: any(one.state is state for one in board.register.all()), PATIENCE_S)

    def poke(self, seconds: float) -> None:
        """Let time pass and have the threads look at the clock."""
        self.clock.advance(seconds)
        with self.manager._changed:
            self.manager._changed.notify_all()

    def staged(self, result: TransferResult) -> bytes:
        """Return what was staged."""
        assert isinstance(result, Staged)
        return self.staging.staged[result.file.token].data


def good(result: TransferResult) -> Uploaded:
    """Return a result that must be good."""
    assert isinstance(result, Uploaded)
    return result


def error_of(results: dict[ContentKey, TransferResult], job: UploadJob | DownloadJob) -> type[Exception]:
    """Return the kind of a failure."""
    result = results[job.key]
    assert isinstance(result, TransferFailed)
    return type(result.error)


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A manager; when the test is over nothing of it may be left."""
    threads = set(threading.enumerate())
    bench = Bench()
    yield bench
    bench.manager.close()
    assert set(threading.enumerate()) <= threads
    assert (bench.sources.open_count, bench.staging.open_count) == (0, 0)


def test_files_of_all_sizes_go_up_and_come_back(bench: Bench) -> None:
    """What is downloaded is what was uploaded: empty, small, one block, many blocks."""
    sizes = [0, 1, 4096, 1 << 20, (1 << 20) + 1, BLOCK_BYTES, BLOCK_BYTES + 1, BIG_BYTES]
    files = {f"f{size}": content_of(size, str(size)) for size in sizes}
    jobs = [bench.sources.job(path, data) for path, data in files.items()]
    uploads = bench.upload(*jobs)
    wanted = [download_job(str(job.path), up.manifest) for job, up in zip(jobs, uploads, strict=True)]
    bench.manager.want(PAIR, [], wanted)
    results = bench.inbox.wait(2 * len(jobs))
    assert {str(job.path): bench.staged(results[job.key]) for job in wanted} == files


def test_ten_thousand_small_files_make_few_requests(bench: Bench) -> None:
    """As many as fit travel together, and results come in few deliveries."""
    data = content_of(3000)
    one = bench.sources.job("f", data)
    jobs = [replace(one, node=type(one.node)(number.to_bytes(16, "big"))) for number in range(10_000)]
    uploads = bench.upload(*jobs)
    assert len(bench.store.named("put_many")) == 10
    assert len(bench.store.calls) == 10
    assert len(bench.inbox.calls) <= 10
    wanted = [download_job("f", up.manifest, node=job.node) for job, up in zip(jobs, uploads, strict=True)]
    bench.manager.want(PAIR, [], wanted)
    bench.inbox.wait(20_000)
    assert len(bench.store.named("get_many")) == 10
    assert len(bench.store.calls) == 20


def test_an_edit_of_a_big_file_sends_one_block(bench: Bench) -> None:
    """The other blocks keep their references."""
    data = bytearray(content_of(BIG_BYTES))
    (before,) = bench.upload(bench.sources.job("f", bytes(data)))
    data[3 * BLOCK_BYTES + 7] ^= 1
    bench.store.calls.clear()
    (after,) = bench.upload(bench.sources.job("f", bytes(data), previous=before.manifest))
    assert [call.name for call in bench.store.calls] == ["put", "missing"]
    changed = [new == old for new, old in zip(after.manifest.blocks, before.manifest.blocks, strict=True)]
    assert changed == [True, True, True, False, True, True]


def test_two_threads_share_a_big_file(bench: Bench) -> None:
    """Two of its blocks are under way at the same moment, never three."""
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [bench.sources.job("f", content_of(BIG_BYTES))], [])
    gate.wait(2)
    assert not gate.reached.acquire(blocking=False)
    gate.open(6)
    bench.inbox.wait(1)
    assert bench.sources.open_most == 1


def test_a_big_file_does_not_hold_up_small_ones(bench: Bench) -> None:
    """While blocks of a big file hang, a small one goes through, and the other way round."""
    gate = Turnstile()

    def only_big(call: Call) -> None:
        if call.name == "put":
            gate(call)

    bench.store.before = only_big
    big, small = bench.sources.job("big", content_of(BIG_BYTES)), bench.sources.job("small", b"now")
    bench.manager.want(PAIR, [big], [])
    gate.wait(2)
    bench.manager.want(PAIR, [big, small], [])
    assert set(bench.inbox.wait(1)) == {small.key}
    gate.open(6)
    assert set(bench.inbox.wait(2)) == {small.key, big.key}


def test_cancel_stops_at_the_end_of_the_block(bench: Bench) -> None:
    """A file no longer named sends no further block, gives no result, and is closed."""
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [bench.sources.job("f", content_of(BIG_BYTES))], [])
    gate.wait(2)
    bench.manager.want(PAIR, [], [])
    gate.open(2)
    other = bench.sources.job("other", b"x")
    bench.manager.want(PAIR, [other], [])
    gate.open(1)
    assert set(bench.inbox.wait(1)) == {other.key}
    bench.manager.close()
    assert len(bench.store.named("put")) == 2
    assert bench.sources.open_count == 0


@pytest.mark.parametrize("replaced", [True, False])
def test_a_cancelled_download_stays_in_the_stage_unless_replaced(bench: Bench, replaced: bool) -> None:
    """Dropped, as by a pause of the pair, it goes on later; its part is removed once another version is wanted."""
    old, new = bench.upload(bench.sources.job("f", content_of(BIG_BYTES)), bench.sources.job("g", b"short"))
    bench.store.calls.clear()
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [], [download_job("f", old.manifest)])
    gate.wait(2)
    bench.manager.want(PAIR, [], [download_job("f", new.manifest)] if replaced else [])
    gate.open(3)
    with bench.manager._changed:
        assert bench.manager._changed.wait_for(lambda: bench.manager._board.is_idle, PATIENCE_S)
    assert len(bench.staging.partial) == (0 if replaced else 1)
    bench.store.before = lambda _call: None
    if not replaced:
        job = download_job("f", old.manifest)
        bench.manager.want(PAIR, [], [job])
        assert bench.staged(bench.inbox.wait(3)[job.key]) == content_of(BIG_BYTES)
        assert len(bench.store.calls) == 6


def test_a_busy_file_fails_and_the_rest_goes_on(bench: Bench) -> None:
    """FileBusy is told at once, for small and big ones; sync plans again."""
    jobs = [bench.sources.job(name, content_of(size, name)) for name, size in (("a", 10), ("b", 20), ("c", BIG_BYTES))]
    bench.sources.put("a", b"changed")
    bench.sources.put("c", content_of(BIG_BYTES, "changed"), unnoticed=True)
    bench.manager.want(PAIR, jobs, [])
    results = bench.inbox.wait(3)
    assert error_of(results, jobs[0]) is FileBusy
    good(results[jobs[1].key])
    assert error_of(results, jobs[2]) is FileBusy
    assert bench.manager.figures().failed == 0  # it passes by itself
    bench.manager.settle([job.key for job in jobs])
    assert bench.manager.lines() == []


@pytest.mark.parametrize("size_bytes", [100, BIG_BYTES], ids=["small", "big"])
def test_a_rate_limit_is_waited_out(bench: Bench, size_bytes: int) -> None:
    """After a 429 nothing is tried until the server said so; then it succeeds, and no failure was told."""
    method = "put_many" if size_bytes == 100 else "put"
    bench.store.fail(method, RateLimited(retry_after_s=30))
    job = bench.sources.job("f", content_of(size_bytes))
    bench.manager.want(PAIR, [job], [])
    bench.wait_state(TransferState.RETRYING)
    calls = len(bench.store.calls)
    bench.poke(29.0)
    assert len(bench.store.calls) == calls
    (shown,) = bench.manager.lines()
    assert (shown.state, shown.attempts) == (TransferState.RETRYING, 1)
    bench.poke(1.5)
    good(bench.inbox.wait(1)[job.key])


def test_resume_does_not_wait_for_the_next_try(bench: Bench) -> None:
    """When somebody knows that the network is back, it goes on at once."""
    bench.store.fail("put_many", ServerUnavailable())
    job = bench.sources.job("f", b"x")
    bench.manager.want(PAIR, [job], [])
    bench.wait_state(TransferState.RETRYING)
    bench.manager.rest(BOTH_WAYS, Rest.PERSON)
    bench.manager.go_on(BOTH_WAYS, Rest.PERSON)
    good(bench.inbox.wait(1)[job.key])


def test_row202_hurry_does_not_wait_for_the_next_try_and_ends_no_pause(bench: Bench) -> None:
    """Row 202: after a sleep it goes on at once, but not what a person has paused."""
    bench.store.fail("put_many", ServerUnavailable())
    job = bench.sources.job("f", b"x")
    bench.manager.want(PAIR, [job], [])
    bench.wait_state(TransferState.RETRYING)
    bench.manager.rest(BOTH_WAYS, Rest.PERSON)
    bench.manager.hurry()
    bench.wait_state(TransferState.QUEUED)
    assert len(bench.store.calls) == 1
    bench.manager.go_on(BOTH_WAYS, Rest.PERSON)
    good(bench.inbox.wait(1)[job.key])


@pytest.mark.parametrize("error", [QuotaExceeded(), NotSignedIn()])
def test_what_waiting_here_does_not_heal_is_told(bench: Bench, error: Exception) -> None:
    """Quota and sign-in are for sync and the user, once for every file."""
    bench.store.fail("put_many", error)
    bench.store.fail("put", error)
    small, big = bench.sources.job("s", b"x"), bench.sources.job("b", content_of(BIG_BYTES))
    bench.manager.want(PAIR, [small, big], [])
    results = bench.inbox.wait(2)
    assert {error_of(results, small), error_of(results, big)} == {type(error)}


def test_a_bug_ends_one_transfer_and_no_thread(bench: Bench) -> None:
    """An error nobody foresaw fails its job; the next one goes through on the same threads."""
    bench.store.fail("put_many", ValueError("?"))
    bench.store.fail("put", KeyError("?"))
    small, big = bench.sources.job("s", b"x"), bench.sources.job("b", content_of(BIG_BYTES))
    bench.manager.want(PAIR, [small, big], [])
    results = bench.inbox.wait(2)
    assert {error_of(results, small), error_of(results, big)} == {OurBug}
    bench.manager.settle([small.key, big.key])
    bench.manager.want(PAIR, [small, big], [])
    bench.inbox.wait(4)
    assert all(isinstance(result, Uploaded) for result in bench.inbox.results[2:])


def test_a_listener_that_raises_does_not_stop_the_post(bench: Bench) -> None:
    """The next results are delivered all the same."""
    raised = threading.Event()

    def deliver(results: Sequence[TransferResult]) -> None:
        if not raised.is_set():
            raised.set()
            raise ValueError
        bench.inbox.deliver(results)

    bench.manager.close()
    bench.manager = bench.new_manager(deliver)
    first, second = bench.sources.job("a", b"1"), bench.sources.job("b", b"2")
    bench.manager.want(PAIR, [first], [])
    assert raised.wait(PATIENCE_S)
    bench.manager.want(PAIR, [first, second], [])
    assert set(bench.inbox.wait(1)) == {second.key}


def test_an_upload_goes_on_after_a_restart(bench: Bench) -> None:
    """Blocks that had arrived are not sent again."""
    gate = Turnstile()
    job = bench.sources.job("f", content_of(12 * BLOCK_BYTES))
    bench.store.before = gate
    bench.manager.want(PAIR, [job], [])
    gate.open(7)
    gate.wait(9)
    bench.store.before = lambda _call: None
    gate.open(2)
    bench.restart()
    sent = len(bench.store.held)
    assert 6 <= sent <= 12
    bench.store.calls.clear()
    bench.upload(job)
    assert len(bench.store.named("put")) == 12 - sent


def test_a_download_goes_on_after_a_restart(bench: Bench) -> None:
    """Blocks in the stage with the right hash are not fetched again."""
    data = content_of(12 * BLOCK_BYTES)
    (up,) = bench.upload(bench.sources.job("f", data))
    bench.store.calls.clear()
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [], [download_job("f", up.manifest)])
    gate.open(5)
    gate.wait(7)
    bench.store.before = lambda _call: None
    gate.open(2)
    bench.restart()
    fetched = len(bench.store.calls)
    assert fetched < 12
    job = download_job("f", up.manifest)
    bench.manager.want(PAIR, [], [job])
    assert bench.staged(bench.inbox.wait(1)[job.key]) == data
    assert len(bench.store.calls) == 12


def test_a_damaged_block_fails_its_file_only(bench: Bench) -> None:
    """MissingBlock for the big and the small one that are hit, the others arrive."""
    jobs = [bench.sources.job(name, content_of(size, name)) for name, size in (("s", 9), ("t", 9), ("b", BIG_BYTES))]
    uploads = bench.upload(*jobs)
    for up in (uploads[0], uploads[2]):
        bench.store.held[up.manifest.blocks[-1].id] = b"rubbish"
    wanted = [download_job(str(job.path), up.manifest) for job, up in zip(jobs, uploads, strict=True)]
    bench.manager.want(PAIR, [], wanted)
    results = bench.inbox.wait(6)
    assert {error_of(results, wanted[0]), error_of(results, wanted[2])} == {MissingBlock}
    assert bench.staged(results[wanted[1].key]) == content_of(9, "t")


def test_a_full_disk_keeps_what_is_there_for_later(bench: Bench) -> None:
    """DiskFull is told; when there is room, the blocks in the stage are not fetched again."""
    data = content_of(BIG_BYTES)
    (up,) = bench.upload(bench.sources.job("f", data))
    job = download_job("f", up.manifest)
    bench.store.calls.clear()

    def fill(_call: Call) -> None:
        bench.staging.is_full = len(bench.store.calls) > 3

    bench.store.before = fill
    bench.manager.want(PAIR, [], [job])
    assert error_of(bench.inbox.wait(2), job) is DiskFull
    bench.manager.settle([job.key])
    bench.store.before = lambda _call: None
    bench.staging.is_full = False
    bench.restart()
    bench.store.calls.clear()
    bench.manager.want(PAIR, [], [job])
    assert bench.staged(bench.inbox.wait(1)[job.key]) == data
    assert len(bench.store.calls) < 6


def test_settling_forgets_what_was_not_placed(bench: Bench) -> None:
    """The staged file goes with its result."""
    (up,) = bench.upload(bench.sources.job("f", b"data"))
    job = download_job("f", up.manifest)
    bench.manager.want(PAIR, [], [job])
    bench.inbox.wait(2)
    assert len(bench.staging.staged) == 1
    bench.manager.settle([job.key])
    assert bench.staging.staged == {}


def test_pause_and_resume(bench: Bench) -> None:
    """Nothing begins while paused; the file in work is closed and goes on after."""
    gate = Turnstile()
    bench.store.before = gate
    job = bench.sources.job("f", content_of(BIG_BYTES))
    bench.manager.want(PAIR, [job], [])
    gate.wait(2)
    bench.manager.rest(BOTH_WAYS, Rest.PERSON)
    gate.open(2)
    bench.wait_state(TransferState.QUEUED)
    assert bench.sources.open_count == 0
    assert (bench.manager.figures().queued, bench.manager.figures().paused) == (0, 1)
    bench.manager.go_on(BOTH_WAYS, Rest.PERSON)
    gate.open(4)
    good(bench.inbox.wait(1)[job.key])
    assert len(bench.store.calls) == 6


def test_only_a_person_is_waited_for(bench: Bench) -> None:
    """What rests by the schedule goes on by itself; what both let rest does not."""
    bench.manager.rest(BOTH_WAYS, Rest.SCHEDULE)
    bench.manager.want(PAIR, [bench.sources.job("f", b"x")], [])
    assert not bench.manager.stands_still(PAIR)
    bench.manager.rest(BOTH_WAYS, Rest.PERSON)
    assert bench.manager.stands_still(PAIR)
    bench.manager.go_on(BOTH_WAYS, Rest.PERSON)
    assert not bench.manager.stands_still(PAIR)


def test_memory_does_not_grow_with_the_queue(bench: Bench) -> None:
    """However many big files wait, two are open each way at most."""
    jobs = [bench.sources.job(f"f{number}", content_of(BLOCK_BYTES, str(number))) for number in range(20)]
    uploads = bench.upload(*jobs)
    bench.manager.want(PAIR, [], [download_job(str(j.path), u.manifest) for j, u in zip(jobs, uploads, strict=True)])
    bench.inbox.wait(40)
    assert bench.sources.open_most <= 2
    assert bench.staging.open_most <= 2


def test_close_does_not_finish_the_queue(bench: Bench) -> None:
    """It ends after the blocks under way; the rest waits for the next run."""
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [bench.sources.job(f"f{n}", content_of(BIG_BYTES, str(n))) for n in range(3)], [])
    gate.wait(2)
    closing = threading.Thread(target=bench.manager.close)
    closing.start()
    with bench.manager._changed:
        assert bench.manager._changed.wait_for(lambda: bench.manager._board.floor.is_stopping, PATIENCE_S)
    gate.open(2)
    closing.join(PATIENCE_S)
    assert not closing.is_alive()
    assert len(bench.store.calls) == 2
    assert bench.inbox.results == []


def test_sweep_spares_what_is_not_settled_and_what_is_named(bench: Bench) -> None:
    """Only what no transfer and nobody else wants leaves the stage."""
    jobs = [bench.sources.job(name, name.encode()) for name in ("staged", "named", "rest")]
    uploads = bench.upload(*jobs)
    wanted, named, rest = (download_job(job.path, up.manifest) for job, up in zip(jobs, uploads, strict=True))
    bench.manager.want(PAIR, [], [wanted])
    bench.inbox.wait(4)
    for job in (named, rest):
        bench.staging.partial[bench.staging.token(job.node, job.manifest.file_hash)] = bytearray(b"half")
    bench.manager.sweep(PAIR, [(named.node, named.manifest.file_hash)])
    assert set(bench.staging.staged) == {bench.staging.token(wanted.node, wanted.manifest.file_hash)}
    assert set(bench.staging.partial) == {bench.staging.token(named.node, named.manifest.file_hash)}
    bench.manager.settle([wanted.key])
    assert not bench.staging.staged


def test_a_file_that_changes_while_it_is_sent_keeps_what_is_still_right(bench: Bench) -> None:
    """Of six blocks the third is written to when four are there and two under way: the new version sends that one."""
    first = content_of(6 * BLOCK_BYTES, "first")
    second = first[: 2 * BLOCK_BYTES] + b"changed" + first[2 * BLOCK_BYTES + 7 :]
    old = bench.sources.job("f", first)
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [old], [])
    gate.open(4)
    gate.wait(6)
    new = bench.sources.job("f", second)
    bench.manager.want(PAIR, [new], [])
    bench.store.before = lambda _call: None
    gate.open(99)
    good(bench.inbox.wait(1)[new.key])
    sent = sum(len(call.ids) for call in bench.store.calls if call.name == "put")
    assert sent == 6 + 1


def test_what_was_sent_of_a_file_that_failed_is_not_sent_again(bench: Bench) -> None:
    """Busy at the end, hashed anew by sync: all blocks but the new one are there."""
    first = content_of(5 * BLOCK_BYTES, "first")
    old = bench.sources.job("f", first)
    second = first + b"more"
    gate = Turnstile()
    bench.store.before = gate
    bench.manager.want(PAIR, [old], [])
    gate.wait(1)
    fingerprint = bench.sources.put("f", second)
    gate.open(99)
    assert error_of(bench.inbox.wait(1), old) is FileBusy
    bench.manager.settle([old.key])
    new = replace(old, digest=digest_of(second), fingerprint=fingerprint)
    bench.manager.want(PAIR, [new], [])
    good(bench.inbox.wait(2)[new.key])
    sent = sum(len(call.ids) for call in bench.store.calls if call.name == "put")
    assert sent <= 5 + 1


class SlowBook(NoBook):
    """While it writes for the first time, somebody else decides something."""

    def __init__(self) -> None:
        self.kept: dict[Subject, Wish | None] = {}
        self.meanwhile: threading.Thread | None = None

    def keep(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Write."""
        if self.meanwhile is not None:
            other, self.meanwhile = self.meanwhile, None
            other.start()
            other.join(0.1)
        self.kept.update(changes)


def test_what_was_decided_last_is_what_is_written(bench: Bench) -> None:
    """Two front ends at once: paused here, resumed there; after a restart it is not paused for ever."""
    book = SlowBook()
    manager = bench.new_manager(book=book)
    job = bench.sources.job("f", b"x")
    other = book.meanwhile = threading.Thread(target=manager.resume, args=([job.key.subject],))
    manager.pause([job.key.subject])
    other.join(PATIENCE_S)
    manager.close()
    assert manager.wishes() == {}
    assert book.kept == {job.key.subject: None}


class Diary(NoBook):
    """Takes down which wishes were of use."""

    def __init__(self) -> None:
        self.days: list[set[Subject]] = []
        self._noted = threading.Condition()

    def still_of_use(self, subjects: Collection[Subject]) -> None:
        """Take it down."""
        with self._noted:
            self.days.append(set(subjects))
            self._noted.notify_all()

    def wait(self, count: int) -> None:
        """Return once so many days were taken down."""
        with self._noted:
            assert self._noted.wait_for(lambda: len(self.days) >= count, PATIENCE_S)
            assert len(self.days) == count


def test_once_a_day_it_is_noted_which_wishes_are_of_use(bench: Bench) -> None:
    """A file that is asked for every day stays paused for more than the months that a wish is kept for."""
    bench.manager.close()
    book = Diary()
    manager = bench.manager = bench.new_manager(book=book)
    asked, other = bench.sources.job("asked", b"x"), bench.sources.job("other", b"y")
    manager.pause([asked.key.subject, other.key.subject])
    manager.want(PAIR, [asked], [])
    bench.poke(OF_USE_FIRST_S)
    book.wait(1)
    bench.poke(OF_USE_EVERY_S - 1)
    manager.want(PAIR, [asked, other], [])
    bench.poke(1)
    book.wait(2)
    assert book.days == [{asked.key.subject}, {asked.key.subject, other.key.subject}]
    manager.close()


class FullBook(SlowBook):
    """There is no room to write down the first thing that is decided."""

    is_full = True

    def keep(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Write, if there is room."""
        if self.is_full:
            raise DiskFull
        super().keep(changes)


def test_what_could_not_be_written_down_goes_along_with_the_next(bench: Bench) -> None:
    """Who decided it is told; it counts, and once there is room again it outlives a restart too."""
    book = FullBook()
    manager = bench.new_manager(book=book)
    first, second, third = (bench.sources.job(name, b"x").key.subject for name in "abc")
    for one in (first, second):
        with pytest.raises(DiskFull):
            manager.pause([one])
    book.is_full = False
    manager.resume([second])
    manager.pause([third])
    manager.close()
    assert book.kept == {first: Wish(paused=True), second: None, third: Wish(paused=True)}
    assert set(manager.wishes()) == {first, third}


class NoRoom(NoBook):
    """The history cannot be written at first."""

    def __init__(self) -> None:
        self.is_full = True
        self.tries = 0
        self.recorded: list[EndedTransfer] = []

    def record(self, ended: Sequence[EndedTransfer]) -> None:
        """Write, if there is room."""
        self.tries += 1
        if self.is_full:
            raise DiskFull
        self.recorded += ended


def test_history_that_found_no_room_is_written_later(bench: Bench) -> None:
    """The list can be looked at meanwhile, and nobody tries without end."""
    book = NoRoom()
    bench.manager.close()
    bench.manager = bench.new_manager(book=book)
    (up,) = bench.upload(bench.sources.job("f", b"x"))
    bench.manager.write_down()
    bench.manager.write_down()
    assert book.recorded == []
    book.is_full = False
    while not book.recorded:  # the post may be at it, and not have put it back yet
        bench.manager.write_down()
    assert [one.key for one in book.recorded] == [up.key]
    assert book.tries <= 5
