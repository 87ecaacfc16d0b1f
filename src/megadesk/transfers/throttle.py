"""Sees all content go by, piece by piece: holds it back where a person set a limit, and tells how far it is.

    remote/api --piece_bytes--> Throttle            how much at a time: all at once on a fast line without a limit
               --let_by(n)----> Throttle --Bucket says how long--> wait, then go on --> whoever watches this thread's work
               --took---------> Throttle            how fast the line is

One for an engine, all its requests together. Called from several threads; who waits is let go at once when the limit
changes, and with an error when the engine stops.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from megadesk.model.errors import ServerUnavailable
from megadesk.model.transfer import Direction
from megadesk.transfers.pacing import Bucket

NAP_MIN_S: Final = 0.005
"""Shorter waits are added to the next one: no system sleeps for so short a time exactly."""

WAIT_MAX_S: Final = 3600.0

PIECES_A_SECOND: Final = 20
PIECE_MIN_BYTES: Final = 1 << 10
PIECE_MAX_BYTES: Final = 256 << 10

BUFFERS_A_SECOND: Final = 8
BUFFER_MIN_BYTES: Final = 8 << 10
BUFFER_MAX_BYTES: Final = 4 << 20

FAST_BPS: Final = 16 << 20
"""On a line as fast as this a block takes no longer than a person looks: it goes in one piece, which costs least."""


class Throttle:
    """The limits of both directions; none at first. ``clock``: seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._buckets = {way: Bucket() for way in Direction}
        self._fast = dict.fromkeys(Direction, False)
        self._watchers = threading.local()
        self._settings = 0
        self._stopped = False

    def set(self, way: Direction, bps: int | None) -> None:
        """Let no more than so many bytes a second go by from now on; None: as many as there are."""
        with self._changed:
            if self._buckets[way].bps != bps:
                self._buckets[way].set(bps, self._clock())
                self._settings += 1
                self._changed.notify_all()

    def limit(self, way: Direction) -> int | None:
        """Return the limit in bytes a second; None if there is none."""
        return self._buckets[way].bps

    def piece_bytes(self, way: Direction) -> int | None:
        """Return how much is to be moved between two calls of ``let_by``; None: all at once."""
        bps = self._buckets[way].bps
        if bps is None:
            return None if self._fast[way] else PIECE_MAX_BYTES
        return max(PIECE_MIN_BYTES, min(PIECE_MAX_BYTES, bps // PIECES_A_SECOND))

    def receive_buffer_bytes(self) -> int | None:
        """Return how much the system may take in before somebody reads it; None: as much as it likes.

        Without this a limit on downloads would let whole blocks through at once, and wait afterwards.
        """
        bps = self._buckets[Direction.DOWNLOAD].bps
        return None if bps is None else max(BUFFER_MIN_BYTES, min(BUFFER_MAX_BYTES, bps // BUFFERS_A_SECOND))

    def took(self, way: Direction, size_bytes: int, seconds: float) -> None:
        """Take in how long a body was on its way; short ones say nothing about the line."""
        if size_bytes >= PIECE_MAX_BYTES:
            self._fast[way] = size_bytes >= FAST_BPS * seconds

    @property
    def now_s(self) -> float:
        """What time it is."""
        return self._clock()

    @contextmanager
    def watched(self, passed: Callable[[int], None]) -> Iterator[None]:
        """While the block lasts, tell ``passed`` of all bytes that this thread moves, before each piece."""
        self._watchers.passed = passed
        try:
            yield
        finally:
            self._watchers.passed = None

    def let_by(self, way: Direction, size_bytes: int) -> None:
        """Return when so many bytes may go; ServerUnavailable if the engine stops meanwhile."""
        with self._changed:
            wait_s = self._buckets[way].take(size_bytes, self._clock())
            settings = self._settings
            if wait_s >= NAP_MIN_S:
                self._changed.wait_for(lambda: self._stopped or self._settings != settings, min(wait_s, WAIT_MAX_S))
            if self._stopped:
                raise ServerUnavailable("the engine stops")
        passed = getattr(self._watchers, "passed", None)
        if passed is not None:
            passed(size_bytes)

    def stop(self) -> None:
        """Let nobody wait any more; requests under way end with an error."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
