"""A front end's side of the socket.

    call(method, params, on_progress=...)      waits for the answer; its pieces reach on_progress in the caller's thread
    subscribe(topics, on_event, on_lost)       events reach on_event in the reading thread: hand them over, do not work

One reading thread sorts what comes. Calls may be made from several threads at once.
Read next: ``messages.py`` for what can be asked.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Self, TypeAlias, TypeVar

import msgspec

from megadesk.ipc.channel import HANDSHAKE_TIMEOUT_S, Channel, open_channel
from megadesk.ipc.protocol import (
    Cancel,
    Event,
    Progress,
    Request,
    Response,
    Subscribe,
    body_to_error,
    decode_from_engine,
    encode,
    to_plain,
    to_typed,
)
from megadesk.model.errors import Cancelled, EngineUnavailable, Malformed, OurBug

T = TypeVar("T")

PENDING_PROGRESS_MAX: Final = 256
"""Pieces one call may be behind before its connection waits: then the engine's handler waits too."""

FULL_POLL_S: Final = 0.1

OnProgress: TypeAlias = Callable[[Any], None]
OnEvent: TypeAlias = Callable[[str, Any], None]
_Answer: TypeAlias = "Progress | Response | Ending | None"  # None: the engine has gone


class Ending:
    """What ends the wait of one call from another thread: hand it to ``call``, and say ``end`` when you like."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: queue.Queue[_Answer] | None = None
        self.is_ended = False

    def end(self) -> None:
        """Make the call raise Cancelled, now or as soon as it begins; the engine is told to stop. Repeatable."""
        with self._lock:
            self.is_ended = True
            if self._answers is not None:
                _put_last(self._answers, self)

    def attach(self, answers: queue.Queue[_Answer]) -> None:
        """Belong to a call from now on."""
        with self._lock:
            self._answers = answers
            if self.is_ended:
                _put_last(answers, self)


class Client:
    """A connection to the engine of one profile. Close it, or use it in a ``with``."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._pending: dict[int, queue.Queue[_Answer]] = {}
        self._is_open = True
        self._on_event: OnEvent | None = None
        self._on_lost: Callable[[], None] | None = None
        self._reader = threading.Thread(target=self._read_all, name="ipc-client", daemon=True)
        self._reader.start()

    def call(
        self,
        method: str,
        params: Mapping[str, Any] | msgspec.Struct | None = None,
        *,
        on_progress: OnProgress | None = None,
        timeout_s: float | None = None,
        ending: Ending | None = None,
    ) -> Any:
        """Return the plain result of one request, having handed each piece before it to on_progress, in order.

        Raises the error the engine raised; EngineUnavailable with ``reason`` "timeout" when timeout_s are over (the
        engine is told to stop), or "gone" when the engine is. Whatever else ends the wait, Control-C too, cancels.
        """
        if threading.current_thread() is self._reader:
            raise OurBug("a call from the reading thread would wait for itself")
        plain = to_plain(params) if isinstance(params, msgspec.Struct) else dict(params or {})
        request_id, answers = self._register()
        if ending is not None:
            ending.attach(answers)
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        is_answered = False
        try:
            self._send(encode(Request(request_id, method, plain)))
            response = self._await(answers, on_progress, deadline_s, method)
            is_answered = True
        finally:
            with self._lock:
                self._pending.pop(request_id, None)
            if not is_answered:
                with contextlib.suppress(EngineUnavailable):
                    self._send(encode(Cancel(request_id)))
        if response.error is not None:
            raise body_to_error(response.error)
        return response.result

    def ask(
        self,
        kind: type[T],
        method: str,
        params: Mapping[str, Any] | msgspec.Struct | None = None,
        *,
        on_progress: OnProgress | None = None,
        timeout_s: float | None = None,
        ending: Ending | None = None,
    ) -> T:
        """Return the result as a typed body; otherwise as ``call``, and Malformed if the result does not fit."""
        plain = self.call(method, params, on_progress=on_progress, timeout_s=timeout_s, ending=ending)
        return to_typed(kind, plain)

    def subscribe(self, topics: Iterable[str], on_event: OnEvent, on_lost: Callable[[], None] | None = None) -> None:
        """From now on hand events of these topics, and of no others, to on_event(topic, payload).

        The topic ``protocol.LAGGED`` always comes too: events were dropped, ask for the state. on_lost is called once
        when the engine goes.
        """
        with self._lock:
            self._on_event, self._on_lost = on_event, on_lost
        self._send(encode(Subscribe(frozenset(topics))))

    def close(self) -> None:
        """End the connection; calls that wait raise EngineUnavailable. on_lost is not called."""
        with self._lock:
            self._on_lost = None
        self._channel.end()
        if threading.current_thread() is not self._reader:
            self._reader.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _register(self) -> tuple[int, queue.Queue[_Answer]]:
        answers: queue.Queue[_Answer] = queue.Queue(PENDING_PROGRESS_MAX)
        with self._lock:
            if not self._is_open:
                raise _gone()
            request_id = next(self._ids)
            self._pending[request_id] = answers
        return request_id, answers

    def _send(self, data: bytes) -> None:
        try:
            self._channel.send(data)
        except OSError as e:
            raise _gone() from e

    def _await(
        self, answers: queue.Queue[_Answer], on_progress: OnProgress | None, deadline_s: float | None, method: str
    ) -> Response:
        while True:
            rest_s = None if deadline_s is None else max(0.0, deadline_s - time.monotonic())
            try:
                answer = answers.get(timeout=rest_s)
            except queue.Empty:
                raise EngineUnavailable("no answer in time", reason="timeout", method=method) from None
            if answer is None:
                raise _gone()
            if isinstance(answer, Response):
                return answer
            if isinstance(answer, Ending):
                raise Cancelled("nobody waits for the answer", method=method)
            if on_progress is not None:
                on_progress(answer.payload)

    def _read_all(self) -> None:
        with contextlib.suppress(OSError, EOFError, Malformed):
            while True:
                self._sort(decode_from_engine(self._channel.receive()))
        self._lose()

    def _sort(self, message: object) -> None:
        if isinstance(message, Progress | Response):
            self._hand_over(message)
        elif isinstance(message, Event):
            with self._lock:
                on_event = self._on_event
            if on_event is not None:
                on_event(message.topic, message.payload)
        else:
            raise Malformed("a second hello")

    def _hand_over(self, message: Progress | Response) -> None:
        """Give a piece or an answer to its caller; waits while that one is behind, unless it has given up."""
        while True:
            with self._lock:
                answers = self._pending.get(message.id)
            if answers is None:
                return
            try:
                answers.put(message, timeout=FULL_POLL_S)
            except queue.Full:
                continue
            return

    def _lose(self) -> None:
        with self._lock:
            self._is_open = False
            pending, self._pending = self._pending, {}
            on_lost = self._on_lost
        for answers in pending.values():
            _put_last(answers)
        self._channel.close()
        if on_lost is not None:
            on_lost()


def connect(address: str, authkey: bytes, *, version: str, timeout_s: float = HANDSHAKE_TIMEOUT_S) -> Client:
    """Return a client of the engine at address; errors as ``channel.open_channel``."""
    return Client(open_channel(address, authkey, version, timeout_s))


def _put_last(answers: queue.Queue[_Answer], last: Ending | None = None) -> None:
    """Tell a caller that no more will come, even if its queue is full: what was not read is worth nothing now."""
    while True:
        try:
            answers.put_nowait(last)
        except queue.Full:
            with contextlib.suppress(queue.Empty):
                answers.get_nowait()
        else:
            return


def _gone() -> EngineUnavailable:
    return EngineUnavailable("the connection to the engine has ended", reason="gone")
