"""What waits to be sent to one client, in order, bounded.

    answers    never dropped; there are at most as many as requests in hand
    streams    never dropped; the handler that makes them waits while too much is queued
    events     the newest of a kind replaces the one that waits; too many kinds become one "lagged" event

So a client that does not read costs a fixed amount of memory and blocks nobody but its own handlers.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

STREAM_MAX_BYTES: Final = 4 * 1024 * 1024
STREAM_MAX_MESSAGES: Final = 64
EVENTS_MAX: Final = 256


@dataclass(frozen=True, slots=True)
class _Waiting:
    data: bytes
    is_stream: bool
    is_event: bool


class Outbox:
    """One client's queue. Any thread puts; one thread takes."""

    def __init__(self, lagged: bytes) -> None:
        self._lagged = lagged
        self._changed = threading.Condition()
        self._waiting: dict[Hashable, _Waiting] = {}  # in order of first arrival
        self._count = 0
        self._stream_bytes = 0
        self._stream_messages = 0
        self._events = 0
        self._is_finished = False
        self._is_closed = False

    def put(self, data: bytes) -> None:
        """Queue an answer."""
        with self._changed:
            self._add(self._fresh_key(), _Waiting(data, is_stream=False, is_event=False))

    def put_stream(self, data: bytes, stop: threading.Event) -> None:
        """Queue a piece of a stream; waits while the client is behind, until ``stop`` is set and ``wake`` called."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room() or self._is_closed or self._is_finished or stop.is_set())
            if not stop.is_set():
                self._add(self._fresh_key(), _Waiting(data, is_stream=True, is_event=False))

    def put_latest(self, kind: Hashable, data: bytes) -> None:
        """Queue an event, in place of one of the same kind that still waits."""
        with self._changed:
            key = ("event", kind)
            if key not in self._waiting and self._events >= EVENTS_MAX:
                self._drop_events()
                key, data = ("event", None), self._lagged
            self._add(key, _Waiting(data, is_stream=False, is_event=True))

    def take(self) -> bytes | None:
        """Return the next message, waiting for one; None once the outbox is closed, or finished and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed or self._is_finished)
            if not self._waiting:
                return None
            key = next(iter(self._waiting))
            message = self._waiting.pop(key)
            self._count_out(message)
            self._changed.notify_all()
            return message.data

    def wake(self) -> None:
        """Let waiting handlers look again at what stops them."""
        with self._changed:
            self._changed.notify_all()

    def finish(self) -> None:
        """Take no more; what waits is still handed out."""
        with self._changed:
            self._is_finished = True
            self._changed.notify_all()

    def close(self) -> None:
        """Drop what waits and let everybody go on."""
        with self._changed:
            self._is_closed = True
            self._waiting.clear()
            self._changed.notify_all()

    def _has_room(self) -> bool:
        return self._stream_bytes < STREAM_MAX_BYTES and self._stream_messages < STREAM_MAX_MESSAGES

    def _fresh_key(self) -> Hashable:
        self._count += 1
        return self._count

    def _add(self, key: Hashable, message: _Waiting) -> None:
        if self._is_closed or self._is_finished:
            return
        if old := self._waiting.get(key):
            self._count_out(old)
        self._waiting[key] = message
        self._events += message.is_event
        if message.is_stream:
            self._stream_bytes += len(message.data)
            self._stream_messages += 1
        self._changed.notify_all()

    def _count_out(self, message: _Waiting) -> None:
        self._events -= message.is_event
        if message.is_stream:
            self._stream_bytes -= len(message.data)
            self._stream_messages -= 1

    def _drop_events(self) -> None:
        self._waiting = {key: message for key, message in self._waiting.items() if not message.is_event}
        self._events = 0
