"""The threads: how many, what they wait on, and that they end."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from fakes.transfers import (
    PAIR,
    PATIENCE_S,
    FakeClock,
    Inbox,
    MemoryBlocks,
    MemorySources,
    MemoryStaging,
    Turnstile,
    block_keys,
    content_of,
)
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import TransferResult
from megadesk.transfers.board import Board
from megadesk.transfers.hands import Doors
from megadesk.transfers.ports import Book, NoBook
from megadesk.transfers.throttle import Throttle
from megadesk.transfers.workers import Deliver, Workers


class Bench:
    """Workers over a board that the test holds."""

    def __init__(self, deliver: Deliver, book: Book | None = None) -> None:
        self.sources, self.store = MemorySources(), MemoryBlocks()
        self.board, self.changed = Board(lambda: 0.0), threading.Condition()
        doors = Doors(
            sources=self.sources, staging=MemoryStaging(), blocks=self.store, keys=block_keys, new_turn=threading.Lock
        )
        before = set(threading.enumerate())
        self.workers = Workers(
            self.board,
            self.changed,
            doors,
            clock=FakeClock(),
            deliver=deliver,
            book=book or NoBook(),
            throttle=Throttle(FakeClock()),
        )
        self.threads = set(threading.enumerate()) - before

    def stop(self) -> None:
        """End the threads."""
        with self.changed:
            self.board.floor.stop()
            self.changed.notify_all()
        self.workers.join(PATIENCE_S)
        assert not any(thread.is_alive() for thread in self.threads)


def test_idle_threads_end_at_once() -> None:
    """Six threads with names, none left after stop."""
    bench = Bench(Inbox().deliver)
    names = {thread.name for thread in bench.threads}
    assert names == {
        "transfers-small",
        "transfers-post",
        "transfers-big-1",
        "transfers-big-2",
        "transfers-big-3",
        "transfers-big-4",
    }
    bench.stop()


def test_threads_that_hang_are_waited_for_together() -> None:
    """However many hang in a request, the wait is one."""
    bench = Bench(Inbox().deliver)
    bench.stop()
    now, waited = [0.0], list[float]()

    class Hanging:
        """A thread that does not end."""

        def join(self, timeout_s: float) -> None:
            """Take all the time there is."""
            waited.append(timeout_s)
            now[0] += timeout_s

    bench.workers._clock = lambda: now[0]
    bench.workers._threads = [Hanging(), Hanging(), Hanging()]  # type: ignore[list-item]
    bench.workers.join(5.0)
    assert waited == [5.0, 0.0, 0.0]


def test_results_that_come_together_are_told_together() -> None:
    """While sync is busy with the first delivery, the next ones gather."""
    inbox, gate = Inbox(), Turnstile()

    def deliver(results: Sequence[TransferResult]) -> None:
        inbox.deliver(results)
        gate()

    bench = Bench(deliver)
    for number in range(4):
        with bench.changed:
            bench.board.want(PAIR, [bench.sources.job(f"{at}", f"{at}".encode()) for at in range(number + 1)])
            bench.changed.notify_all()
        if number == 0:
            gate.wait()
        with bench.changed:
            assert bench.changed.wait_for(lambda: bench.board.is_idle, PATIENCE_S)
    gate.open()
    gate.wait()
    gate.open()
    assert [len(call) for call in inbox.calls] == [1, 3]
    bench.stop()


def test_one_thread_is_enough_for_everything() -> None:
    """With a single thread for big files they still come to their end."""
    inbox = Inbox()
    bench = Bench(inbox.deliver)
    with bench.changed:
        bench.board.want(PAIR, [bench.sources.job(name, content_of(10 * BLOCK_BYTES, name)) for name in ("a", "b")])
        bench.changed.notify_all()
    inbox.wait(2)
    bench.stop()
