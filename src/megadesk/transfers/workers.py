"""The threads: they take tasks from the board, have the hands do them, and tell the board what came of it.

    small   one thread: batches of small files. More would be slower: its work holds the interpreter lock
    big     three threads, more or fewer where that is faster: blocks of big files, each in buffers of 4 MiB plain and 4 MiB sealed
    post    one thread: hands results to sync, many at a time under load, at once when nothing else runs; writes down what
            is over, once a second

All of them wait on one condition, which is also the board's lock; nothing is read, sealed or sent while it is held.
Memory is bounded by the threads, not by the queue: one block each, and one batch of 8 MiB.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

from megadesk.crypto.content import BlockBuffers
from megadesk.model.transfer import Direction, TransferResult
from megadesk.transfers.big import BigTask
from megadesk.transfers.board import Board
from megadesk.transfers.faults import known
from megadesk.transfers.floor import SmallTask
from megadesk.transfers.hands import Doors, Hands, Tell, forget
from megadesk.transfers.ports import Book
from megadesk.transfers.queue import Transfer
from megadesk.transfers.tally import Passed
from megadesk.transfers.throttle import Throttle

DELIVER_EVERY_S: Final = 0.05
"""Sync plans again on results: 20 times a second is quick to the eye and leaves time to work."""

OF_USE_FIRST_S: Final = 60.0
OF_USE_EVERY_S: Final = 24 * 3600.0
"""What was decided is kept for months after it was last of use. That is noted once pairs have asked, and then daily."""

RECORD_EVERY_S: Final = 1.0
RECORD_AGAIN_S: Final = 30.0
RECORD_MANY: Final = 2000
"""What is over is written down in large transactions, or after a second."""

Deliver: TypeAlias = Callable[[Sequence[TransferResult]], None]


class Workers:
    """The threads of one manager. ``changed`` is the lock of the board, notified when the board was told something."""

    def __init__(
        self,
        board: Board,
        changed: threading.Condition,
        doors: Doors,
        *,
        clock: Callable[[], float],
        deliver: Deliver,
        book: Book,
        throttle: Throttle,
    ) -> None:
        self._board = board
        self._changed = changed
        self._hands = Hands(board, doors)
        self._staging = doors.staging
        self._clock = clock
        self._deliver = deliver
        self._book = book
        self._throttle = throttle
        self._recorded_s = clock()
        self._record_again_s = -math.inf
        self._of_use_s = clock() + OF_USE_FIRST_S
        self.pen = threading.RLock()
        """Who decides holds it until that is written down: what was decided last is to be written last."""
        self._recording = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._big_threads = 0
        self._start("small", self._small_loop)
        self._start("post", self._post_loop)
        with changed:
            self._man()

    def _start(self, name: str, loop: Callable[[], None]) -> None:
        thread = threading.Thread(target=loop, name=f"transfers-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _man(self) -> None:
        """See that there are as many threads for big files as may run, and one for what a person put on top."""
        while self._big_threads <= self._board.floor.width.now:
            self._big_threads += 1
            self._start(f"big-{self._big_threads}", self._big_loop)

    def join(self, timeout_s: float) -> None:
        """Wait for all threads to end after ``Board.stop``, but no longer than this: some may hang in a request."""
        deadline_s = self._clock() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline_s - self._clock()))

    def _small_loop(self) -> None:
        while (task := self._next_small()) is not None:
            with self._watched(task.direction, None) as passed:
                tell = self._hands.run_small(task)
            self._report(tell, passed)

    def _big_loop(self) -> None:
        buffers: BlockBuffers | None = None
        while (task := self._next_big()) is not None:
            # Made when first needed: an engine that moves small files only does without them.
            buffers = buffers or BlockBuffers()
            with self._watched(task.transfer.key.direction, task.transfer) as passed:
                tell = self._hands.run_big(task, buffers)
            self._report(tell, passed)

    def _next_small(self) -> SmallTask | None:
        with self._changed:
            while not self._board.floor.is_stopping:
                task = self._board.take_small(self._clock())
                if task is not None:
                    return task
                self._sleep()
        return None

    def _next_big(self) -> BigTask | None:
        with self._changed:
            while not self._board.is_released:
                task = self._board.take_big(self._clock())
                if task is not None:
                    return task
                self._sleep()
        return None

    def _sleep(self) -> None:
        """Wait, with the lock given up, until something happens or is due."""
        now_s = self._clock()
        wake_s = self._board.floor.wake_s(now_s)
        self._changed.wait(None if wake_s is None else max(0.0, wake_s - now_s))

    @contextmanager
    def _watched(self, way: Direction, transfer: Transfer | None) -> Iterator[Passed]:
        """Tell the board of bytes while they go by, so that speeds do not jump by whole blocks."""
        passed = Passed(way, transfer, self._clock())

        def count(size_bytes: int) -> None:
            with self._changed:
                self._board.passed(passed, size_bytes, self._clock())

        with self._throttle.watched(count):
            yield passed

    def _report(self, tell: Tell, passed: Passed) -> None:
        with self._changed:
            self._board.tell(tell, passed, self._clock())
            litter = self._board.over.take_litter()
            self._man()
            self._changed.notify_all()
        forget(litter, self._staging)

    def _post_loop(self) -> None:
        board = self._board
        while True:
            results, is_over, changes = self._next_post()
            if self._clock() >= self._of_use_s:
                self._guarded(self._note_use)
            if results:
                self._guarded(lambda: self._deliver(results))  # noqa: B023 -- called at once
            if is_over:
                self.write_history()
            if changes:
                self._guarded(self.write_wishes)
            if board.floor.is_stopping and not (results or is_over or changes):
                return
            with self._changed:
                self._changed.wait_for(lambda: board.is_idle or board.floor.is_stopping, DELIVER_EVERY_S)

    def write_history(self) -> None:
        """Write down what is over: on return all of it, also what another thread was just about to.

        If there is no room for it, later: nobody is kept from looking at what there is.
        """
        with self._recording:
            with self._changed:
                ended = self._board.over.take_written()
            if not ended:
                return
            try:
                self._book.record(ended)
            except Exception as raised:  # noqa: BLE001 - a disk that is full must not stop the post
                known(raised)
                with self._changed:
                    self._board.over.put_back(ended)
                    self._record_again_s = self._clock() + RECORD_AGAIN_S

    def write_wishes(self) -> None:
        """Write down what was decided; errors as the book's."""
        with self.pen:
            with self._changed:
                changes = self._board.wishes.take_changes()
            if not changes:
                return
            try:
                self._book.keep(changes)
            except Exception:
                with self._changed:
                    self._board.wishes.put_back(changes)
                raise

    def _note_use(self) -> None:
        """Have the book know which wishes are of use."""
        self._of_use_s = self._clock() + OF_USE_EVERY_S
        with self._changed:
            subjects = self._board.wishes.of_use(lambda one: self._board.register.at_work_on(one) is not None)
        if subjects:
            self._book.still_of_use(subjects)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception as raised:  # noqa: BLE001 - one who listens badly must not stop the post
            known(raised)

    def _next_post(self) -> tuple[list[TransferResult], bool, bool]:
        """Wait for what is to be told or written down, or for the end, or for a day to pass while there are wishes."""
        board = self._board
        with self._changed:
            while True:
                results, changes = board.over.take_results(), board.wishes.has_changes
                now_s = self._clock()
                due_s = max(self._recorded_s + RECORD_EVERY_S, self._record_again_s)
                is_due = (
                    board.over.unwritten >= RECORD_MANY or now_s >= due_s or board.is_idle or board.floor.is_stopping
                )
                is_over = is_due and now_s >= self._record_again_s and board.over.unwritten > 0
                if is_over:
                    self._recorded_s = now_s
                is_day = bool(board.wishes) and now_s >= self._of_use_s
                if results or is_over or changes or is_day or board.floor.is_stopping:
                    return results, is_over, changes
                due = ([due_s] if board.over.unwritten else []) + ([self._of_use_s] if board.wishes else [])
                self._changed.wait(max(0.0, min(due) - now_s) if due else None)
