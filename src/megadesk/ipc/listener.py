"""The engine's side of the socket: many clients, each in threads of its own.

    accept thread --> per client: reader thread   handshake (2 s), then Request, Cancel, Subscribe
                                  writer thread   <- Outbox <- answers, streams, events
                                  one thread a request in hand: handle(request, call)

A silent client is ended after the handshake's time, a slow one fills only its own outbox, a rude one is ended at its
first bad byte, one that goes away takes its requests with it. None of them is noticed by the others.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Hashable
from multiprocessing import AuthenticationError
from multiprocessing import connection as pipes
from multiprocessing.connection import Connection, Listener
from typing import Final, Protocol

from megadesk.ipc.channel import Channel, accept_handshake
from megadesk.ipc.outbox import Outbox
from megadesk.ipc.protocol import (
    LAGGED,
    Cancel,
    ErrorBody,
    Event,
    Progress,
    Request,
    Response,
    Subscribe,
    decode_from_client,
    encode,
    error_to_body,
)
from megadesk.model.errors import AccessDenied, EngineUnavailable, Malformed, MegadeskError, OurBug, RateLimited, Stale

CLIENTS_MAX: Final = 64
REQUESTS_MAX: Final = 64
"""In hand at once for one client; a front end has a handful."""

BACKLOG: Final = 16
ACCEPT_PAUSE_S: Final = 0.1
CLOSE_TIMEOUT_S: Final = 2.0

_log = logging.getLogger(__name__)


class Call:
    """One request in hand, for the handler that answers it."""

    def __init__(self, request_id: int, outbox: Outbox) -> None:
        self._id = request_id
        self._outbox = outbox
        self.cancelled = threading.Event()
        """Set when the client no longer wants the answer, or has gone."""

    def emit(self, payload: object) -> None:
        """Send a piece of a stream; none is lost. Waits while the client is behind; Stale once it is cancelled."""
        self.check()
        self._outbox.put_stream(encode(Progress(self._id, payload)), self.cancelled)
        self.check()

    def report(self, payload: object) -> None:
        """Send how far the request is; a newer report replaces one that still waits. Never waits."""
        self._outbox.put_latest(("request", self._id), encode(Progress(self._id, payload)))

    def check(self) -> None:
        """Raise Stale once the request is cancelled."""
        if self.cancelled.is_set():
            raise Stale("the client no longer waits", reason="cancelled")

    def cancel(self) -> None:
        """Tell the handler to stop."""
        self.cancelled.set()
        self._outbox.wake()


class Handler(Protocol):
    """Answers requests; called in several threads at once."""

    def __call__(self, request: Request, call: Call) -> object:
        """Return the result (anything JSON, or a struct), or raise a MegadeskError for the client."""


class EngineListener:
    """Listens at one address and answers with one handler."""

    def __init__(
        self,
        address: str,
        authkey: bytes,
        handle: Handler,
        *,
        version: str,
        on_subscribe: Callable[[], None] = lambda: None,
    ) -> None:
        """``on_subscribe``: called when a client wants other events than before."""
        self._on_subscribe = on_subscribe
        self._address = address
        self._authkey = authkey
        self._handle = handle
        self._version = version
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._clients: set[_Client] = set()
        self._listener: Listener | None = None
        self._accepting: threading.Thread | None = None

    def start(self) -> None:
        """Listen from now on. The caller holds the profile's lock, so a socket that is still there is a dead one's."""
        self._listener = _bind(self._address)
        self._accepting = threading.Thread(target=self._accept_all, name="ipc-accept", daemon=True)
        self._accepting.start()

    def has_subscribers(self, topic: str) -> bool:
        """Return whether anybody would get an event of this topic; making one may be work."""
        with self._lock:
            return any(topic in client.topics for client in self._clients)

    def publish(self, topic: str, payload: object, *, kind: Hashable = None) -> None:
        """Send an event to all who subscribed to topic; the newest of a (topic, kind) replaces what waits."""
        with self._lock:
            clients = [client for client in self._clients if topic in client.topics]
        if clients:
            data = encode(Event(topic, payload))
            for client in clients:
                client.outbox.put_latest((topic, kind), data)

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> None:
        """Take no more clients, cancel what is in hand, send the answers that are there, and end all connections.

        Takes no longer than timeout_s: a client that does not read, or a handler that does not stop, is left behind.
        """
        self._stopping.set()
        deadline_s = time.monotonic() + timeout_s
        if self._listener is not None and self._accepting is not None:
            with contextlib.suppress(OSError):
                pipes.Client(self._address).close()  # wakes accept; closing its socket would not
            self._accepting.join(timeout_s)
            self._listener.close()
        with self._lock:
            clients = list(self._clients)
        for client in clients:
            client.cancel_all()
        for client in clients:
            client.drain(deadline_s)
        for client in clients:
            client.channel.end()
            client.join(deadline_s)

    def _accept_all(self) -> None:
        assert self._listener is not None
        while not self._stopping.is_set():
            try:
                connection = self._listener.accept()
            except OSError as e:  # a client gone again at once, or no file handles left: neither may end the door
                if not self._stopping.is_set():
                    _log.warning("accepting a client failed: %s", e.strerror)
                    self._stopping.wait(ACCEPT_PAUSE_S)
                continue
            self._admit(connection)

    def _admit(self, connection: Connection) -> None:
        with self._lock:
            if self._stopping.is_set() or len(self._clients) >= CLIENTS_MAX:
                connection.close()
                return
            client = _Client(Channel(connection), self._handle, self._on_subscribe)
            self._clients.add(client)
            client.start(lambda: self._serve(client))

    def _serve(self, client: _Client) -> None:
        try:
            accept_handshake(client.channel, self._authkey, self._version)
            client.run()
        except AuthenticationError:
            _log.warning("a client does not hold the key")
        except (OSError, EOFError, Malformed, AssertionError) as e:  # AssertionError: what came answers no challenge
            _log.debug("a client ended: %s", type(e).__name__)
        finally:
            with self._lock:
                self._clients.discard(client)
            client.finish()


class _Client:
    """One connected front end."""

    def __init__(self, channel: Channel, handle: Handler, on_subscribe: Callable[[], None]) -> None:
        self.channel = channel
        self._on_subscribe = on_subscribe
        self.outbox = Outbox(encode(Event(LAGGED)))
        self.topics: frozenset[str] = frozenset()
        self._handle = handle
        self._lock = threading.Lock()
        self._calls: dict[int, tuple[Call, threading.Thread]] = {}
        self._reader: threading.Thread | None = None
        self._writer: threading.Thread | None = None

    def start(self, serve: Callable[[], None]) -> None:
        """Run serve in the reader thread."""
        reader = threading.Thread(target=serve, name="ipc-reader", daemon=True)
        reader.start()
        self._reader = reader

    def run(self) -> None:
        """Read and do what the client says until it goes; EOFError, OSError or Malformed then."""
        writer = threading.Thread(target=self._write_all, name="ipc-writer", daemon=True)
        writer.start()
        self._writer = writer  # only now: a thread that has not started cannot be waited for
        while True:
            message = decode_from_client(self.channel.receive())
            if isinstance(message, Request):
                self._begin(message)
            elif isinstance(message, Cancel):
                self._cancel(message.id)
            elif isinstance(message, Subscribe):
                self.topics = message.topics
                self._on_subscribe()
            else:
                raise Malformed("a second hello")

    def finish(self) -> None:
        """Stop everything done for this client."""
        self.cancel_all()
        self.outbox.close()
        self.channel.close()

    def cancel_all(self) -> None:
        """Tell all handlers to stop."""
        with self._lock:
            calls = [call for call, _ in self._calls.values()]
        for call in calls:
            call.cancel()

    def drain(self, deadline_s: float) -> None:
        """Wait, until deadline_s, for handlers to answer and for their answers to be sent: who asks to stop is told."""
        with self._lock:
            handlers = [thread for _, thread in self._calls.values()]
        for thread in handlers:
            thread.join(_seconds_to(deadline_s))
        self.outbox.finish()
        if self._writer is not None:
            self._writer.join(_seconds_to(deadline_s))

    def join(self, deadline_s: float) -> None:
        """Wait, until deadline_s, for the thread that cleans up."""
        if self._reader is not None:
            self._reader.join(_seconds_to(deadline_s))

    def _begin(self, request: Request) -> None:
        with self._lock:
            if request.id in self._calls:
                raise Malformed("a request id that is in use")
            if len(self._calls) >= REQUESTS_MAX:
                busy = RateLimited("too many requests at once", retry_after_s=1.0)
                self.outbox.put(encode(Response(request.id, error=error_to_body(busy))))
                return
            call = Call(request.id, self.outbox)
            thread = threading.Thread(
                target=self._answer, args=(request, call), name=f"ipc-{request.method}", daemon=True
            )
            self._calls[request.id] = (call, thread)
            thread.start()  # still under the lock: who finds it there may wait for it

    def _cancel(self, request_id: int) -> None:
        with self._lock:
            found = self._calls.get(request_id)
        if found is not None:
            found[0].cancel()

    def _answer(self, request: Request, call: Call) -> None:
        data = self._result(request, call)
        with self._lock:  # both at once: drain finds the thread, or the answer
            del self._calls[request.id]
            self.outbox.put(data)

    def _result(self, request: Request, call: Call) -> bytes:
        """Return the response as bytes; whatever the handler does, there is one."""
        try:
            return encode(Response(request.id, result=self._handle(request, call)))
        except Stale as e:
            # Who cancelled drops this; if it was our own end that cancelled, the client should look for an engine anew.
            is_over = call.cancelled.is_set()
            error = EngineUnavailable("the engine stops", reason="gone") if is_over else e
            return encode(Response(request.id, error=error_to_body(error)))
        except MegadeskError as e:
            return encode(Response(request.id, error=error_to_body(e)))
        except Exception as e:  # noqa: BLE001 -- a bug in a handler is answered too
            _log.exception("request %s failed", request.method)
            # The class only: its text may hold a path or worse. The log has the rest.
            return encode(Response(request.id, error=ErrorBody(OurBug.code, type(e).__name__)))

    def _write_all(self) -> None:
        try:
            while (data := self.outbox.take()) is not None:
                self.channel.send(data)
        except OSError:
            self.channel.end()  # the reader sees the end and cleans up


def _seconds_to(deadline_s: float) -> float:
    return max(0.0, deadline_s - time.monotonic())


def _bind(address: str) -> Listener:
    try:
        if sys.platform == "win32":
            return Listener(address, "AF_PIPE", backlog=BACKLOG)
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISSOCK(os.lstat(address).st_mode):
                raise AccessDenied("something else lies where the socket should be", path=address, reason="kind")
            os.unlink(address)  # noqa: PTH108 -- an address, not a path we otherwise handle
        listener = Listener(address, "AF_UNIX", backlog=BACKLOG)
        os.chmod(address, 0o600)  # noqa: PTH101
    except OSError as e:
        raise AccessDenied("the engine cannot listen", path=address, reason=e.strerror) from e
    return listener
