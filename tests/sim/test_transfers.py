"""Transfers in a storm: any order of threads, errors, cancellations, pauses and restarts, from a seed.

Somebody steers meanwhile: puts files on top and at the bottom, lets them rest, cancels them, changes limits.

No threads: the simulation takes tasks from the board, does them in any order, and tells the board later, as threads
would. In the end the weather clears: everything wanted has arrived once, nothing else is left.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.transfers import (
    PAIR,
    Call,
    MemoryBlocks,
    MemorySources,
    MemoryStaging,
    block_keys,
    content_of,
    download_job,
)
from megadesk.crypto.content import BlockBuffers, make_manifest, open_block
from megadesk.model.errors import Cancelled, RateLimited, ServerUnavailable
from megadesk.model.ids import NodeId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import (
    BOTH_WAYS,
    ContentKey,
    Direction,
    DownloadJob,
    Rest,
    Staged,
    Step,
    Subject,
    TransferFailed,
    TransferResult,
    TransferState,
    Uploaded,
    UploadJob,
    Wish,
)
from megadesk.transfers import steering
from megadesk.transfers.big import BigTask
from megadesk.transfers.board import Board
from megadesk.transfers.floor import SmallTask
from megadesk.transfers.hands import Doors, Hands, Tell, forget
from megadesk.transfers.line import waiting_in

BUFFERS = BlockBuffers()
SIZES = [0, 5, 3000, 1 << 20, (1 << 20) + 5, BLOCK_BYTES + 7, 3 * BLOCK_BYTES]
CONTENTS = {f"f{number}": content_of(size, str(number)) for number, size in enumerate(SIZES)}
EMPTY = make_manifest([])
THREADS = 3


class Storm:
    """A disk, a server and a board in bad weather."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sources, self.staging, self.store = MemorySources(), MemoryStaging(), MemoryBlocks()
        self.store.before = self._weather
        self.clear = False
        self.final: set[ContentKey] = set()
        self.others: dict[NodeId, UploadJob] = {}
        self.now_s = 0.0
        self.results: dict[ContentKey, TransferResult] = {}
        self.running: list[Tell] = []
        self.wishes: dict[Subject, Wish] = {}
        self._start()

    def _start(self) -> None:
        self.board = Board(self.chance.random, self.wishes)
        doors = Doors(
            sources=self.sources, staging=self.staging, blocks=self.store, keys=block_keys, new_turn=nullcontext
        )
        self.hands = Hands(self.board, doors)

    def _weather(self, _call: Call) -> None:
        if not self.clear and self.chance.random() < 0.2:
            raise self.chance.choice([ServerUnavailable(), RateLimited(retry_after_s=5)])

    def step(self) -> None:
        """Let one thing happen: a task begins, or one that was begun is told."""
        self.now_s += self.chance.random()
        task = self._take() if len(self.running) < THREADS else None
        if isinstance(task, BigTask):
            self.running.append(self.hands.run_big(task, BUFFERS))
        elif task is not None:
            self.running.append(self.hands.run_small(task))
        if self.running and (task is None or self.chance.random() < 0.5):
            self.running.pop(self.chance.randrange(len(self.running)))(self.now_s)
        for result in self.board.over.take_results():
            if isinstance(result, TransferFailed) and isinstance(result.error, Cancelled):
                self.board.settle([result.key])  # as sync does, which holds it until it is asked for again
                continue
            self.results[result.key] = result
            if result.key not in self.final:
                self.board.settle([result.key])
        forget(self.board.over.take_litter(), self.staging)

    def _take(self) -> SmallTask | BigTask | None:
        if self.chance.random() < 0.5:
            return self.board.take_small(self.now_s) or self.board.take_big(self.now_s)
        return self.board.take_big(self.now_s) or self.board.take_small(self.now_s)

    def disturb(self, jobs: list[UploadJob] | list[DownloadJob]) -> None:
        """Drop and name jobs, pause, resume, or end the process and start again."""
        what = self.chance.choice(["some", "some", "others", "all", "pause", "resume", "restart", "steer", "steer"])
        if what == "some":
            self.board.want(PAIR, [job for job in jobs if self.chance.random() < 0.7])
        elif what == "others":
            self.board.want(PAIR, [self._other(job) if self.chance.random() < 0.5 else job for job in jobs])
        elif what == "all":
            self.board.want(PAIR, jobs)
        elif what == "steer":
            self._steer(jobs)
        elif what == "pause":
            self.board.floor.rest(BOTH_WAYS, Rest.PERSON)
        elif what == "resume":
            self.board.floor.go_on(BOTH_WAYS, Rest.PERSON)
        else:
            self._restart(jobs)

    def _steer(self, jobs: list[UploadJob] | list[DownloadJob]) -> None:
        """Do something about some transfers, whether they are asked for just now or not."""
        keys = [job.key for job in jobs]
        some = self.chance.sample(keys, self.chance.randrange(1, 4))
        subjects = [key.subject for key in some]
        board = self.board
        match self.chance.choice([*Step, "behind", "pause", "pause", "resume", "cancel", "limit"]):
            case Step() as step:
                steering.move(board, subjects, step)
            case "behind":
                steering.put_behind(board, subjects, self.chance.choice(keys).subject)
            case "pause":
                steering.pause(board, subjects)
            case "resume":
                steering.resume(board, subjects)
            case "cancel":
                for key in some:
                    steering.cancel(board, key.subject, key.content)
            case _:
                board.floor.limit = self.chance.choice([lambda _way: None, lambda _way: 1, lambda _way: 100_000])
        self._see_to_the_order()

    def _see_to_the_order(self) -> None:
        """What waits is in the order that is shown."""
        for way in Direction:
            shown = [one for one in waiting_in(self.board.register, way) if one.state is TransferState.QUEUED]
            for order in (self.board.floor.small[way], self.board.big.waiting[way]):
                waiting = list(order)
                assert waiting == [one for one in shown if one in waiting]

    def _other(self, job: UploadJob | DownloadJob) -> UploadJob | DownloadJob:
        """Return a job for another content of the same node."""
        if isinstance(job, DownloadJob):
            return download_job(str(job.path), EMPTY)
        if job.node not in self.others:
            data = content_of(job.size_bytes + 1, "other")
            self.others[job.node] = self.sources.job(f"{job.path}.other", data, node=job.node)
        return self.others[job.node]

    def _restart(self, jobs: list[UploadJob] | list[DownloadJob]) -> None:
        self.board.floor.stop()
        self.until(lambda: self.board.is_released and not self.running)
        for subject, wish in self.board.wishes.take_changes().items():
            self.wishes.pop(subject, None)
            if wish is not None:
                self.wishes[subject] = wish
        self._start()
        self.board.want(PAIR, jobs)

    def until(self, is_over: Callable[[], bool]) -> None:
        """Go on until something is so."""
        for _ in range(5000):
            if is_over():
                return
            self.step()
        pytest.fail("it did not come to an end")

    def weather_out(self, jobs: list[UploadJob] | list[DownloadJob]) -> None:
        """Move jobs through a storm and into clear weather."""
        self.clear = False
        self.final = {job.key for job in jobs}
        self.board.want(PAIR, jobs)
        for _ in range(self.chance.randrange(60)):
            self.step()
            if self.chance.random() < 0.2:
                self.disturb(jobs)
        self.clear = True
        self.board.floor.go_on(BOTH_WAYS, Rest.PERSON)
        steering.resume(self.board, [subject for subject, _ in list(self.board.wishes.items())])
        self.board.want(PAIR, jobs)
        self.until(lambda: self.board.is_idle and not self.running)
        self.step()
        self.board.want(PAIR, jobs)  # what had been cancelled just then, as sync asks for it after the retry
        self.until(lambda: self.board.is_idle and not self.running)
        assert self.sources.open_count == 0
        assert self.staging.open_count == 0
        assert self.staging.partial == {}
        assert not any(isinstance(result, TransferFailed) for result in self.results.values())
        assert {job.key for job in jobs} <= self.results.keys()
        figures = self.board.figures(self.now_s)
        assert (figures.active, figures.queued, figures.bytes_left) == (0, 0, 0)


@settings(max_examples=40)
@given(st.integers(0, 1 << 32))
def test_everything_arrives_whatever_the_weather(seed: int) -> None:
    """All files go up and come down whole; none fails because of the way to the server, none is left behind."""
    storm = Storm(seed)
    uploads = [storm.sources.job(path, data) for path, data in CONTENTS.items()]
    storm.weather_out(uploads)
    for job in uploads:
        result = storm.results[job.key]
        assert isinstance(result, Uploaded)
        plain = b"".join(open_block(ref, storm.store.held[ref.id]) for ref in result.manifest.blocks)
        assert plain == CONTENTS[job.path]
    manifests = [(job, storm.results[job.key]) for job in uploads]
    storm.board.settle([job.key for job in uploads])
    downloads = [
        download_job(str(job.path), result.manifest) for job, result in manifests if isinstance(result, Uploaded)
    ]
    storm.weather_out(downloads)
    for wanted in downloads:
        result = storm.results[wanted.key]
        assert isinstance(result, Staged)
        assert storm.staging.staged[result.file.token].data == CONTENTS[wanted.path]
    storm.board.settle([wanted.key for wanted in downloads])
    forget(storm.board.over.take_litter(), storm.staging)
    assert storm.staging.staged == {}
