"""What is wanted, what runs and what came of it, without a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from fakes.transfers import PAIR, MemorySources, content_of, download_job
from megadesk.crypto.content import BlockBuffers, make_manifest
from megadesk.model.errors import (
    Cancelled,
    DiskFull,
    FileBusy,
    MegadeskError,
    MissingBlock,
    RateLimited,
    ServerUnavailable,
)
from megadesk.model.ids import FileHash, PairId
from megadesk.model.manifest import BlockRef, Manifest
from megadesk.model.transfer import (
    BOTH_WAYS,
    Direction,
    DownloadJob,
    Rest,
    Staged,
    StagedFile,
    Step,
    TransferFailed,
    TransferResult,
    TransferState,
    Uploaded,
    UploadJob,
)
from megadesk.model.values import replace
from megadesk.transfers import steering
from megadesk.transfers.big import BigTask, Close, Open
from megadesk.transfers.blocks import SMALL_FILE_BYTES, Ask, BlockStep, BlockWork, Finish, Move
from megadesk.transfers.board import Board
from megadesk.transfers.listing import line
from megadesk.transfers.queue import Transfer
from megadesk.transfers.tally import Passed
from megadesk.transfers.upload import BigTransfer, StepDone

BIG = SMALL_FILE_BYTES + 1
EMPTY: Manifest = make_manifest([])
GONE = ServerUnavailable()


class StubBig:
    """A BigTransfer of three blocks that the test moves by hand."""

    def __init__(self) -> None:
        self.work = BlockWork(range(3), ask=False)
        self.refs: dict[int, BlockRef] = {}

    @property
    def sent(self) -> Mapping[int, BlockRef]:
        """What the test says."""
        return self.refs

    def open(self) -> int:
        """Nothing is done yet."""
        return 0

    def run(self, step: BlockStep, buffers: BlockBuffers) -> StepDone:
        """Never called here."""
        raise AssertionError

    def note(self, step: BlockStep, done: StepDone) -> None:
        """Remember."""
        if isinstance(step, Ask):
            self.work.answered(step, done.present)
        else:
            self.work.moved()

    def close(self) -> None:
        """Nothing to let go of."""

    def discard(self) -> None:
        """Nothing to remove."""


class Bench:
    """A board at a time that the test sets."""

    def __init__(self) -> None:
        self.board = Board(lambda: 0.0)
        self.sources = MemorySources()
        self.now_s = 100.0

    def job(self, name: str, size_bytes: int = 10) -> UploadJob:
        """Return an upload."""
        return self.sources.job(name, content_of(size_bytes, name))

    def want(self, *jobs: UploadJob | DownloadJob) -> None:
        """Say what is wanted."""
        self.board.want(PAIR, jobs)

    def small(self) -> list[str]:
        """Take a batch and return its paths."""
        task = self.board.take_small(self.now_s)
        return [str(transfer.job.path) for transfer in task.transfers] if task else []

    def big(self) -> BigTask:
        """Take a step of a big file that must be there."""
        task = self.board.take_big(self.now_s)
        assert task is not None
        return task

    def nothing_big(self) -> bool:
        """Whether there is no step to do."""
        return self.board.take_big(self.now_s) is None

    def open(self) -> Transfer:
        """Take the opening of a big file and say it is open."""
        task = self.big()
        assert task.step == Open()
        self.board.opened(task.transfer, StubBig(), 0)
        return task.transfer

    def big_of(self, transfer: Transfer) -> BigTransfer:
        """Return what is known of a big file that was begun."""
        assert transfer.big is not None
        return transfer.big

    def done(self, task: BigTask, result: TransferResult | None = None) -> None:
        """Say that a step was done."""
        step = task.step
        assert isinstance(step, Ask | Move | Finish)
        moved = 100 if isinstance(step, Move) else 0
        self.board.step_done(
            task.transfer, step, StepDone(done_bytes=moved, traffic_bytes=moved, result=result), self.now_s
        )

    def failed(self, task: BigTask, error: MegadeskError) -> None:
        """Say that a step was not done."""
        self.board.step_failed(task.transfer, task.step, error, self.now_s)

    def closed(self) -> Close:
        """Take a closing that must be there, do it, and return it."""
        task = self.big()
        assert isinstance(task.step, Close)
        self.board.closed(task.transfer, self.now_s, kept=task.step.keep)
        return task.step

    def state(self, name: str) -> TransferState | None:
        """Return where a transfer stands; None if it is gone."""
        return next((one.state for one in self.board.register.all() if one.job.path == name), None)

    def end(self, *results: TransferResult) -> None:
        """Note results of small files."""
        by_key = {transfer.key: transfer for transfer in self.board.register.all()}
        for result in results:
            self.board.ended(by_key[result.key], result, self.now_s)


def uploaded(job: UploadJob) -> Uploaded:
    """Return a good end."""
    return Uploaded(job.key, EMPTY, 10)


@pytest.fixture
def bench() -> Bench:
    """An empty board."""
    return Bench()


def test_what_is_wanted_is_handed_out_once(bench: Bench) -> None:
    """Naming a key again changes nothing, whether it waits, runs or has ended."""
    job = bench.job("a")
    bench.want(job)
    bench.want(job)
    assert bench.small() == ["a"]
    bench.want(job)
    assert bench.small() == []
    bench.end(uploaded(job))
    bench.want(job)
    assert bench.small() == []
    assert bench.board.over.take_results() == [uploaded(job)]
    assert bench.board.over.take_results() == []


def test_a_settled_key_may_be_wanted_again(bench: Bench) -> None:
    """After settling it is as if it had never been."""
    job = bench.job("a")
    bench.want(job)
    bench.small()
    bench.end(TransferFailed(job.key, FileBusy()))
    bench.board.settle([job.key])
    assert bench.board.over.take_results() == []
    bench.want(job)
    assert bench.small() == ["a"]


def test_what_is_no_longer_named_is_dropped(bench: Bench) -> None:
    """A waiting one is gone at once; other pairs are not touched."""
    other = PairId("00000002")
    bench.want(bench.job("a"), bench.job("b"))
    bench.board.want(other, [])
    keep = bench.job("b")
    bench.want(keep)
    assert bench.small() == ["b"]
    assert bench.state("a") is None


def test_a_running_small_file_that_is_dropped_leaves_no_trace(bench: Bench) -> None:
    """Nobody hears of its end, and its staged file is swept."""
    job = download_job("a", EMPTY)
    bench.want(job)
    bench.small()
    bench.want()
    assert bench.state("a") is TransferState.ACTIVE
    bench.end(Staged(job.key, StagedFile("token", 0)))
    assert bench.board.over.take_results() == []
    assert bench.board.over.take_litter() == [(PAIR, StagedFile("token", 0))]
    assert bench.state("a") is None


def test_a_dropped_one_that_is_wanted_again_counts(bench: Bench) -> None:
    """If it is named again before it ended, its result is told."""
    job = bench.job("a")
    bench.want(job)
    bench.small()
    bench.want()
    bench.want(job)
    bench.end(uploaded(job))
    assert bench.board.over.take_results() == [uploaded(job)]


def test_settling_an_unplaced_file_sweeps_it(bench: Bench) -> None:
    """The staged file of a settled download is forgotten; one that runs is not touched by settling."""
    job = download_job("a", EMPTY)
    bench.want(job)
    bench.board.settle([job.key])
    assert bench.small() == ["a"]
    bench.end(Staged(job.key, StagedFile("token", 0)))
    bench.board.settle([job.key])
    assert bench.board.over.take_litter() == [(PAIR, StagedFile("token", 0))]
    assert bench.board.over.take_litter() == []


def test_a_shelved_file_stays_staged_and_may_be_wanted_again(bench: Bench) -> None:
    """What cannot be used yet is forgotten here and kept there; what runs is not touched by shelving."""
    job = download_job("a", EMPTY)
    bench.want(job)
    bench.board.shelve([job.key])
    assert bench.small() == ["a"]
    bench.end(Staged(job.key, StagedFile("token", 0)))
    bench.board.shelve([job.key])
    assert bench.board.over.take_litter() == []
    bench.want(job)
    assert bench.small() == ["a"]


def test_only_what_was_used_is_completed(bench: Bench) -> None:
    """A content that arrived and that nobody could use is no line in the history, until somebody can."""
    refused, late, gone, good = (download_job(name, EMPTY) for name in ("refused", "late", "gone", "good"))
    bench.want(refused, late, gone, good)
    bench.small()
    bench.end(*(Staged(job.key, StagedFile(str(job.path), 0)) for job in (refused, late, gone, good)))
    bench.board.settle([good.key])
    bench.board.settle([refused.key], used=False)
    bench.board.shelve([late.key, gone.key])
    assert [str(one.path) for one in bench.board.over.take_written()] == ["good"]
    bench.board.settle([late.key])
    bench.board.settle([gone.key], used=False)
    bench.board.settle([late.key, gone.key, refused.key])
    assert [str(one.path) for one in bench.board.over.take_written()] == ["late"]


def test_a_wish_counts_until_its_content_was_used(bench: Bench) -> None:
    """What was put on top, arrived and was refused comes again, on top."""
    job = bench.job("a")
    steering.move(bench.board, [job.key.subject], Step.TOP)
    for used in (False, True):
        assert bench.board.wishes
        bench.want(job)
        bench.small()
        bench.end(uploaded(job))
        bench.board.settle([job.key], used=used)
    assert not bench.board.wishes


def test_who_asks_after_another_has_left_gets_a_result_of_its_own(bench: Bench) -> None:
    """A pair that is stopped and runs again may have lost what it was told: nothing waits for that to be settled."""
    one, two, three = bench.job("a"), bench.job("b"), bench.job("c")
    bench.want(one, two)
    bench.small()
    bench.end(uploaded(one), TransferFailed(two.key, FileBusy()))
    bench.want(one, two, three)
    assert len(bench.board.over.take_results()) == 2
    bench.board.leave(PAIR)
    assert bench.board.register.all() == []
    assert bench.board.is_idle
    assert bench.board.figures(0.0).failed == 0
    bench.want(one, two)
    assert bench.small() == ["a", "b"]


def test_a_waiting_job_takes_the_newest_path(bench: Bench) -> None:
    """The same content under another name is read from there."""
    old = bench.job("old")
    bench.want(old)
    moved = bench.sources.job("new", content_of(10, "old"), node=old.node)
    assert moved.key == old.key
    bench.want(moved)
    assert bench.small() == ["new"]


def test_a_batch_that_fails_on_the_way_is_tried_again_together(bench: Bench) -> None:
    """All wait, nothing else is tried meanwhile, then they travel in one batch in their order."""
    jobs = [bench.job(f"{number}") for number in range(5)]
    bench.want(*jobs)
    bench.small()
    bench.board.undone(bench.board.register.all(), GONE, bench.now_s)
    assert bench.state("0") is TransferState.RETRYING
    bench.want(*jobs, bench.job("more"))
    assert bench.small() == []
    assert bench.board.floor.wake_s(bench.now_s) == 101.0
    bench.now_s = 101.0
    assert bench.small() == ["0", "1", "2", "3", "4", "more"]
    assert bench.board.register.all()[0].attempts == 1


def test_a_batch_that_is_refused_fails(bench: Bench) -> None:
    """An error that waiting does not heal is the result of each of its files."""
    jobs = [bench.job("a"), bench.job("b")]
    bench.want(*jobs)
    bench.small()
    bench.board.undone(bench.board.register.all(), DiskFull(), bench.now_s)
    assert [result.key for result in bench.board.over.take_results()] == [job.key for job in jobs]
    assert bench.board.figures(bench.now_s).failed == 0  # they wait for room


def test_failures_count_until_they_are_written_down(bench: Bench) -> None:
    """From then on the book has them; what somebody cancelled, or waits for room, is none."""
    jobs = [bench.job("a"), bench.job("b"), bench.job("c")]
    bench.want(*jobs)
    bench.small()
    for job, error in zip(jobs, (MissingBlock(), DiskFull(), Cancelled()), strict=True):
        bench.end(TransferFailed(job.key, error))
    assert bench.board.figures(bench.now_s).failed == 1
    assert len(bench.board.over.take_written()) == 1
    assert bench.board.figures(bench.now_s).failed == 0


def test_rate_limits_hold_everything(bench: Bench) -> None:
    """What the server asked for holds for big and small files, until then or until a person resumes."""
    bench.want(bench.job("a"), bench.job("b", BIG))
    bench.small()
    bench.board.undone(bench.board.register.all()[:1], RateLimited(retry_after_s=60), bench.now_s)
    bench.now_s += 59
    assert bench.small() == []
    assert bench.nothing_big()
    bench.board.floor.hurry()
    assert bench.small() == ["a"]
    assert bench.big().step == Open()


def test_a_big_file_runs_to_its_end(bench: Bench) -> None:
    """Open, its blocks with two threads at a time, finish, result."""
    job = bench.job("b", BIG)
    bench.want(job)
    opening = bench.big()
    assert bench.nothing_big()
    bench.board.opened(opening.transfer, StubBig(), 0)
    first, second = bench.big(), bench.big()
    bench.done(first)
    third = bench.big()
    assert [task.step for task in (first, second, third)] == [Move(0), Move(1), Move(2)]
    assert bench.nothing_big()
    bench.done(third)
    bench.done(second)
    finish = bench.big()
    assert finish.step == Finish()
    assert bench.board.register.all()[0].bytes_done == 300
    bench.done(finish, uploaded(job))
    assert bench.board.over.take_results() == [uploaded(job)]
    assert bench.nothing_big()
    assert bench.board.is_idle


def test_the_next_big_file_begins_while_the_last_block_is_under_way(bench: Bench) -> None:
    """No thread is idle at the end of a file."""
    bench.board.floor.width.now = 4
    bench.want(*[bench.job(name, BIG) for name in ("a", "b", "c")])
    bench.open()
    tasks = [bench.big() for _ in range(4)]
    assert [str(task.transfer.job.path) for task in tasks].count("a") == 2
    assert {task.transfer.job.path for task in tasks if task.step == Open()} == {"b", "c"}
    assert bench.nothing_big()


def test_directions_of_big_files_take_turns(bench: Bench) -> None:
    """An upload does not hold up a download."""
    manifest = Manifest(BIG, EMPTY.file_hash, ())
    bench.want(bench.job("u", BIG), download_job("d", manifest))
    opened = [bench.open(), bench.open()]
    assert {transfer.key.direction for transfer in opened} == set(Direction)
    bench.board.floor.width.now = 4
    steps = [bench.big().transfer.key.direction for _ in range(4)]
    assert steps.count(Direction.UPLOAD) == 2


def test_a_failed_block_ends_the_file_when_all_have_come_back(bench: Bench) -> None:
    """No result while a block is under way; then the file is closed, what is there kept, and the failure told."""
    bench.want(bench.job("b", BIG))
    bench.open()
    first, second = bench.big(), bench.big()
    bench.failed(first, MissingBlock())
    assert bench.nothing_big()
    bench.failed(second, GONE)
    bench.now_s += 300
    assert bench.closed() == Close(keep=True)
    (result,) = bench.board.over.take_results()
    assert isinstance(result, TransferFailed)
    assert isinstance(result.error, MissingBlock)


def test_a_big_file_is_tried_again_from_the_failed_block(bench: Bench) -> None:
    """After the back-off it is opened again and goes on; the wait grows until bytes move."""
    bench.want(bench.job("b", BIG))
    transfer = bench.open()
    bench.done(bench.big())
    bench.failed(bench.big(), GONE)
    assert bench.closed() == Close(keep=True)
    assert transfer.state is TransferState.RETRYING
    assert bench.board.is_idle is False
    bench.now_s = 101.0
    task = bench.big()
    assert task.step == Open()
    assert transfer.big is not None
    bench.failed(task, GONE)
    bench.closed()
    assert (transfer.attempts, transfer.failures) == (2, 2)
    assert bench.board.floor.wake_s(bench.now_s) == 103.0
    bench.now_s = 103.0
    task = bench.big()
    bench.board.opened(transfer, transfer.big, 100)
    task = bench.big()
    assert task.step == Move(1)
    bench.done(task)
    assert (transfer.attempts, transfer.failures) == (2, 0)


def test_a_dropped_big_file_stops_at_the_end_of_its_blocks(bench: Bench) -> None:
    """No further block; closed when the last one is back; nobody hears of it."""
    bench.want(bench.job("b", BIG))
    bench.open()
    first, second = bench.big(), bench.big()
    bench.want()
    assert bench.nothing_big()
    bench.done(first)
    assert bench.nothing_big()
    bench.failed(second, GONE)
    assert bench.closed() == Close(keep=True)
    assert bench.board.register.all() == []
    assert bench.board.over.take_results() == []


def test_a_dropped_big_file_wanted_again_in_time_goes_on(bench: Bench) -> None:
    """If it was not closed yet, nothing happened."""
    job = bench.job("b", BIG)
    bench.want(job)
    bench.open()
    task = bench.big()
    bench.want()
    bench.want(job)
    bench.done(task)
    assert bench.big().step == Move(1)


def test_a_dropped_big_file_wanted_again_while_it_is_closed_is_opened_again(bench: Bench) -> None:
    """It was being closed when it was named again: it goes on from where it was."""
    job = bench.job("b", BIG)
    bench.want(job)
    transfer = bench.open()
    bench.done(bench.big())
    bench.want()
    task = bench.big()
    assert task.step == Close(keep=True)
    bench.want(job)
    bench.board.closed(task.transfer, bench.now_s, kept=True)
    assert (bench.big().step, bench.big_of(transfer).work.next()) == (Open(), Move(1))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_large_download_that_arrives_while_its_pair_is_paused_stays_in_the_stage(
    bench: Bench, replaced: bool
) -> None:
    """It need not come a second time when the pair goes on; if another content is wanted by then, nobody needs it."""
    old, new = (download_job("d", replace(EMPTY, size_bytes=size)) for size in (BIG, BIG + 1))
    new = replace(new, manifest=replace(new.manifest, file_hash=FileHash(b"x" * 32)))
    bench.want(old)
    bench.open()
    for _ in range(3):
        bench.done(bench.big())
    task = bench.big()
    bench.want(*([new] if replaced else []))
    file = StagedFile("token", BIG)
    bench.done(task, Staged(old.key, file))
    assert bench.board.over.take_litter() == ([(PAIR, file)] if replaced else [])
    assert bench.board.over.take_results() == []
    assert bench.state("d") is (TransferState.QUEUED if replaced else None)


def test_a_replaced_big_file_is_discarded(bench: Bench) -> None:
    """When another content of the node is wanted, of the old one nothing will be used again."""
    old, new = bench.job("b", BIG), bench.sources.job("b", content_of(BIG, "new"))
    bench.want(old)
    bench.open()
    task = bench.big()
    bench.want(new)
    bench.done(task)
    assert bench.closed() == Close(keep=False)
    assert [one.key for one in bench.board.register.all()] == [new.key]


def set_aside(bench: Bench, job: UploadJob, *, paused: bool) -> Transfer:
    """Begin a big file and have it wait for a retry, or for the end of a pause."""
    bench.want(job)
    transfer = bench.open()
    task = bench.big()
    if paused:
        bench.board.floor.rest(BOTH_WAYS, Rest.PERSON)
        bench.done(task)
    else:
        bench.failed(task, GONE)
    assert bench.closed() == Close(keep=True)
    return transfer


@pytest.mark.parametrize("paused", [False, True], ids=["waiting for a retry", "paused"])
def test_what_was_set_aside_is_discarded_when_replaced(bench: Bench, paused: bool) -> None:
    """A part of a big download does not stay in the stage because it was not running at the moment."""
    set_aside(bench, bench.job("b", BIG), paused=paused)
    new = bench.sources.job("b", content_of(BIG, "new"))
    bench.want(new)
    assert bench.closed() == Close(keep=False)
    assert [one.key for one in bench.board.register.all()] == [new.key]


@pytest.mark.parametrize("paused", [False, True], ids=["waiting for a retry", "paused"])
def test_what_was_set_aside_is_kept_when_only_dropped(bench: Bench, paused: bool) -> None:
    """A pair that is paused drops everything and will want it tomorrow."""
    set_aside(bench, bench.job("b", BIG), paused=paused)
    bench.want()
    assert bench.board.register.all() == []
    assert bench.nothing_big()
    assert bench.board.is_idle


@pytest.mark.parametrize("closing", [False, True], ids=["waits to be discarded", "is being discarded"])
def test_one_that_is_to_be_discarded_and_wanted_again_starts_anew(bench: Bench, closing: bool) -> None:
    """The old content came back before its part was removed: removed it is, and moved from the beginning."""
    job = bench.job("b", BIG)
    transfer = set_aside(bench, job, paused=False)
    bench.want(bench.sources.job("b", content_of(BIG, "new")))
    task = bench.big() if closing else None
    bench.want(job)
    task = task or bench.big()
    assert (task.transfer, task.step) == (transfer, Close(keep=False))
    bench.board.closed(transfer, bench.now_s, kept=False)
    assert (transfer.big, transfer.bytes_done, transfer.state) == (None, 0, TransferState.QUEUED)
    bench.now_s += 300
    task = bench.big()
    assert (task.transfer, task.step) == (transfer, Open())


def test_pause_holds_everything_and_resume_goes_on_in_front(bench: Bench) -> None:
    """Big files are closed, small ones wait; afterwards the one that was begun comes first."""
    bench.want(bench.job("b", BIG), bench.job("c", BIG), bench.job("a"))
    first = bench.open()
    bench.board.floor.rest(BOTH_WAYS, Rest.PERSON)
    assert bench.closed() == Close(keep=True)
    assert bench.small() == []
    assert bench.nothing_big()
    assert bench.board.floor.wake_s(bench.now_s) is None
    assert first.state is TransferState.QUEUED
    bench.board.floor.go_on(BOTH_WAYS, Rest.PERSON)
    assert bench.big().transfer is first
    assert bench.small() == ["a"]


def test_stop_lets_go_of_everything_for_good(bench: Bench) -> None:
    """After stop nothing begins; it is over when the big files are closed."""
    bench.want(bench.job("b", BIG), bench.job("a"))
    bench.open()
    bench.board.floor.stop()
    before = bench.board.is_released
    assert bench.closed() == Close(keep=True)
    assert (before, bench.board.is_released) == (False, True)
    bench.board.floor.go_on(BOTH_WAYS, Rest.PERSON)
    assert bench.small() == []


def test_a_failing_job_does_not_stop_the_others(bench: Bench) -> None:
    """One that fails each time waits longer and longer by itself; the others run a second later."""
    poison = bench.job("poison")
    bench.want(poison)
    taken = bench.small()
    for wait_s in (1, 2, 4, 8, 16):
        assert taken == ["poison"]
        failed_s = bench.now_s
        bench.board.undone([bench.board.register.all()[0]], GONE, failed_s)
        assert bench.board.floor._retries.next_s() == failed_s + wait_s
        other = bench.job("other")
        bench.want(poison, other)
        bench.now_s = failed_s + 1
        taken = bench.small()
        assert taken[-1] == "other"
        bench.end(uploaded(other))
        bench.board.settle([other.key])
        bench.now_s = failed_s + wait_s
        taken = taken[:-1] or bench.small()


def test_a_line_says_how_it_stands(bench: Bench) -> None:
    """Path, direction, state, bytes, tries and error of each transfer, with its id."""
    bench.want(bench.job("b", BIG))
    transfer = bench.open()
    bench.done(bench.big())
    shown = line(bench.board, transfer, bench.now_s)
    assert (shown.path, shown.subject.direction, shown.state) == ("b", Direction.UPLOAD, TransferState.ACTIVE)
    assert (shown.bytes_done, shown.bytes_total, shown.attempts, shown.error) == (100, BIG, 0, None)
    assert shown.bps > 0
    assert shown.id == transfer.key.subject.id
    bench.failed(bench.big(), GONE)
    bench.closed()
    shown = line(bench.board, transfer, bench.now_s)
    assert (shown.state, shown.bps, shown.attempts, shown.error) == (TransferState.RETRYING, 0, 1, GONE)


def test_ids_differ(bench: Bench) -> None:
    """Every transfer has its own id."""
    bench.want(*[bench.job(f"{number}") for number in range(100)])
    assert len({transfer.key.subject.id for transfer in bench.board.register.all()}) == 100


def sums(transfers: Sequence[Transfer]) -> tuple[int, int]:
    """Return bytes left and how many are unfinished, counted one by one."""
    open_states = {TransferState.QUEUED, TransferState.ACTIVE, TransferState.RETRYING}
    return sum(one.bytes_left for one in transfers), sum(one.state in open_states for one in transfers)


def test_the_sums_fit_the_transfers(bench: Bench) -> None:
    """Figures kept on the way are those counted at the end, through failures, drops and retries."""
    jobs = [bench.job(f"{number}", 1000 + number) for number in range(6)] + [bench.job("big", BIG)]
    bench.want(*jobs)

    def check() -> None:
        figures = bench.board.figures(bench.now_s)
        assert (figures.bytes_left, figures.active + figures.queued) == sums(bench.board.register.all())

    check()
    bench.small()
    transfers = bench.board.register.all()
    bench.end(uploaded(jobs[0]), TransferFailed(jobs[1].key, FileBusy()))
    check()
    bench.board.undone(transfers[2:6], GONE, bench.now_s)
    check()
    bench.now_s += 10
    bench.open()
    bench.done(bench.big())
    check()
    bench.want(*jobs[:4])
    check()
    bench.closed()
    check()
    bench.board.settle([job.key for job in jobs])
    check()
    assert bench.board.figures(bench.now_s).failed == 0
    bench.want()
    assert bench.board.figures(bench.now_s).bytes_left == 0


def test_bytes_are_counted_while_they_go_by_and_not_again(bench: Bench) -> None:
    """A block of four mebibytes takes long on a slow line: speed and progress move with it, and do not jump at its end."""
    bench.want(bench.job("b", BIG))
    transfer = bench.open()
    task = bench.big()
    assert isinstance(task.step, Move)
    passed = Passed(Direction.UPLOAD, transfer, bench.now_s)
    for _ in range(4):
        bench.now_s += 1
        bench.board.passed(passed, 1000, bench.now_s)
    shown = line(bench.board, transfer, bench.now_s)
    assert shown.bytes_done == 4000
    assert bench.board.figures(bench.now_s).bytes_left == BIG - 4000  # no jump at the end of a block
    speed = bench.board.figures(bench.now_s).up_bps
    assert 500 < speed < 2000
    assert 500 < shown.bps < 2000
    done = StepDone(done_bytes=4100, traffic_bytes=4100)
    bench.board.tell(lambda now_s: bench.board.step_done(transfer, Move(0), done, now_s), passed, bench.now_s)
    assert line(bench.board, transfer, bench.now_s).bytes_done == 4100
    assert bench.board.figures(bench.now_s).bytes_left == BIG - 4100
    assert abs(bench.board.figures(bench.now_s).up_bps - speed) < 100
    assert transfer.sent_bytes == 4100


def test_bytes_of_a_block_that_failed_are_no_progress(bench: Bench) -> None:
    """They went by, for the speed; of the file nothing is done."""
    bench.want(bench.job("b", BIG))
    transfer = bench.open()
    task = bench.big()
    passed = Passed(Direction.UPLOAD, transfer, bench.now_s)
    bench.board.passed(passed, 1000, bench.now_s)
    bench.board.tell(lambda now_s: bench.board.step_failed(transfer, task.step, GONE, now_s), passed, bench.now_s)
    assert transfer.bytes_seen == 0
    assert bench.board.figures(bench.now_s).bytes_left == BIG


def test_batches_are_as_large_as_a_second(bench: Bench) -> None:
    """On a slow line, or under a limit, a batch is small: what is raised does not wait for megabytes before it."""
    bench.want(*[bench.job(f"{number:03}", 100_000) for number in range(200)])
    assert len(bench.small()) > 50
    bench.board.floor.limit = lambda _way: 1_000_000
    assert len(bench.small()) == 9
    bench.board.floor.limit = lambda _way: 1000
    assert len(bench.small()) == 1
