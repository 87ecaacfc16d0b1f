"""Stints: of the threads that make very many short calls of the system, one is at it at a time.

    with stint():             a batch of files, a transaction of many rows
        for ...: breathe()    10 ms are over and somebody waits: it is theirs, and then ours again

Python lets go of its lock for each call of the system. A second thread that has as much to do takes it in that moment,
lets go of it in its own next call, and so on: 27,000 changes of threads for 10,000 files placed while others were
staged, which were a quarter of all CPU (docs/performance.md). By stints there are some hundred.

This is about speed only. Nobody who asks waits longer than ``WAIT_S``: then both go on as if there were no stints. If the
whole process is seen to wait more than to work, nobody is kept waiting until that batch is over: slow disks go side
by side.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

STINT_S: Final = 0.01
WAIT_S: Final = 0.1
WORKING_SHARE: Final = 0.5
"""Where all threads together had less of a core than this in a stint, they wait for something else than the interpreter."""


class _Mine(threading.local):
    """What a thread knows: whether it is in a stint, when this began, and how much had been worked by then."""

    is_inside = False
    is_holding = False
    since_s = 0.0
    worked_s = 0.0


class Stints:
    """The stints of one process. ``clock`` and ``worked`` tell seconds: of the world, and of work done by all threads."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.process_time,
        wait_s: float = WAIT_S,
    ) -> None:
        self._clock = clock
        self._worked = worked
        self._wait_s = wait_s
        self._next = threading.Lock()  # whoever holds it is the next to come in; so nobody overtakes
        self._inside = threading.Lock()
        self._mine = _Mine()

    @contextmanager
    def stint(self) -> Iterator[None]:
        """Let the block be a stint of this thread; inside another it is a part of that."""
        mine = self._mine
        if mine.is_inside:
            yield
            return
        mine.is_inside = True
        try:
            self._begin()
            yield
        finally:
            self._end()
            mine.is_inside = False

    def breathe(self) -> None:
        """Let others in if this stint has been long enough; outside of one, nothing."""
        mine = self._mine
        if not mine.is_holding:
            return
        lasted_s = self._clock() - mine.since_s
        if lasted_s < STINT_S:
            return
        is_working = self._worked() - mine.worked_s >= lasted_s * WORKING_SHARE
        self._end()
        if is_working:
            self._begin()

    def _begin(self) -> None:
        mine = self._mine
        until_s = self._clock() + self._wait_s
        if self._next.acquire(timeout=self._wait_s):
            mine.is_holding = self._inside.acquire(timeout=max(0.0, until_s - self._clock()))
            self._next.release()
        if mine.is_holding:
            mine.since_s, mine.worked_s = self._clock(), self._worked()

    def _end(self) -> None:
        if self._mine.is_holding:
            self._mine.is_holding = False
            self._inside.release()


_STINTS: Final = Stints()
stint = _STINTS.stint
breathe = _STINTS.breathe
