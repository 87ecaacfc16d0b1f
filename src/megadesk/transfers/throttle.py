"""Holds back whoever sends or receives content, so that no more than so many bytes a second go by.

    remote/blobs --sending(n), received(n)--> Throttle --Bucket says how long--> wait, then go on

One for an engine, all its requests together. Called from several threads; who waits is let go at once when the limit
changes, and with an error when the engine stops.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
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


class Throttle:
    """The limits of both directions; none at first. ``clock``: seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._buckets = {way: Bucket() for way in Direction}
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
        return None if bps is None else max(PIECE_MIN_BYTES, min(PIECE_MAX_BYTES, bps // PIECES_A_SECOND))

    def let_by(self, way: Direction, size_bytes: int) -> None:
        """Return when so many bytes may go; ServerUnavailable if the engine stops meanwhile."""
        with self._changed:
            wait_s = self._buckets[way].take(size_bytes, self._clock())
            settings = self._settings
            if wait_s >= NAP_MIN_S:
                self._changed.wait_for(lambda: self._stopped or self._settings != settings, min(wait_s, WAIT_MAX_S))
            if self._stopped:
                raise ServerUnavailable("the engine stops")

    def stop(self) -> None:
        """Let nobody wait any more; requests under way end with an error."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
