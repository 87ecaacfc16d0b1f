"""A server that lies: a proxy in front of the real one that changes answers on the way, and remembers what was asked.

    device --HTTP--> EvilProxy --HTTP--> the real server
                       invent(asked) -> Reply      answered without asking the real server
                       tamper(asked, reply) -> Reply   what is sent instead of the true answer
                       log: what was asked;  traffic: every byte that passed

Event streams pass through unchanged. Devices sign for the proxy's address, so the real server must allow that origin.
"""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, TypeVar

import msgspec

from megadesk.wire import routes
from megadesk.wire.codec import decode, encode
from megadesk.wire.routes import Route

M = TypeVar("M", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes
    headers: bytes = b""

    def is_for(self, route: Route) -> bool:
        """Whether it asks for this operation."""
        pattern = re.sub(r"\{\w+\}", "[^/]+", route.path)
        return self.method == route.method and re.fullmatch(pattern, self.path.partition("?")[0]) is not None


@dataclass(frozen=True, slots=True)
class Endless:
    """A body that goes on until nobody listens any more. ``said_bytes``: how long it says it is, 0 if it does not say."""

    piece: bytes
    said_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``endless``: instead of its body."""

    status: int
    body: bytes
    endless: Endless | None = None


Tamper = Callable[[Asked, Reply], Reply | None]
"""What to send instead of the true answer; None for the true one."""
Invent = Callable[[Asked], Reply | None]
"""What to answer without asking; None to ask."""

CHANGING = (
    routes.SIGN_UP, routes.LOGIN_FINISH, routes.CHANGE_KEYS, routes.CHANGE_SECOND_FACTOR, routes.APPEND, routes.BLOBS_PUT,
    routes.BLOB_PUT,
)  # fmt: skip
"""What nobody may send who has just been lied to: an upload, a commit, an answer to a challenge."""


def honest(_asked: Asked, _reply: Reply) -> Reply | None:
    """Send the true answer."""
    return None


def rewrite(route: Route, kind: type[M], change: Callable[[M], M]) -> Tamper:
    """Return a tamper that reads the good answers of a route, changes them and writes them again."""

    def tamper(asked: Asked, reply: Reply) -> Reply | None:
        if reply.status != 200 or not asked.is_for(route):
            return None
        message = decode(kind, reply.body, route.response_encoding)
        return Reply(200, encode(change(message), route.response_encoding))

    return tamper


def flipped(data: bytes, offset: int, bit: int = 0) -> bytes:
    """Return the bytes with one bit turned."""
    changed = bytearray(data)
    changed[offset] ^= 1 << bit
    return bytes(changed)


def spread(size: int, count: int) -> list[int]:
    """Return so many offsets from the first to the last of a size, evenly; the middle for one."""
    if count == 1:
        return [size // 2]
    return sorted({round(at * (size - 1) / (count - 1)) for at in range(count)})


class EvilProxy:
    """Runs in threads of this process until ``close``."""

    def __init__(self) -> None:
        self.behind = 0
        self.lock = threading.Lock()
        self.be_honest()
        self._server = _Server(self)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="evil", daemon=True)
        self._thread.start()

    def be_honest(self) -> None:
        """Forget everything, and pass on what comes from now on."""
        self.lie()

    def lie(self, tamper: Tamper = honest, invent: Invent | None = None) -> None:
        """Forget what was, and change answers from now on. From one lie to the next there is no moment of honesty."""
        with self.lock:
            self.tamper: Tamper = tamper
            self.invent: Invent = invent or (lambda _asked: None)
            self.log: list[Asked] = []
            self.traffic: list[bytes] = []
            self.lied_at: int | None = None

    def since_lie(self) -> list[Asked]:
        """Return what was asked after the first answer that was not the true one."""
        with self.lock:
            assert self.lied_at is not None, "nothing was tampered with"
            return self.log[self.lied_at :]

    def changing_since_lie(self) -> list[str]:
        """Return what was asked after the first lie that changes something, or answers a challenge."""
        return [
            f"{asked.method} {asked.path}"
            for asked in self.since_lie()
            if any(asked.is_for(route) for route in CHANGING)
        ]

    def note_asked(self, asked: Asked) -> None:
        """Remember a request."""
        with self.lock:
            self.log.append(asked)
            self.traffic += [asked.path.encode(), asked.headers, asked.body]

    def note_sent(self, body: bytes) -> None:
        """Remember what passed the other way."""
        with self.lock:
            self.traffic.append(body)

    def note_lie(self) -> None:
        """Remember where in the log the first lie was."""
        with self.lock:
            if self.lied_at is None:
                self.lied_at = len(self.log)

    def close(self) -> None:
        """Stop; connections under way break."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, proxy: EvilProxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients go away in the middle; that is not worth a word."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    hop: ClassVar[set[str]] = {"connection", "transfer-encoding", "content-length", "keep-alive"}

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _forward(self) -> None:
        proxy = self.server.proxy
        asked = Asked(self.command, self.path, self._body(), str(self.headers).encode())
        proxy.note_asked(asked)
        invented = proxy.invent(asked)
        if invented is None:
            self._ask(asked)
        else:
            proxy.note_lie()
            self._send(invented, [("Content-Type", "application/json")])

    def _ask(self, asked: Asked) -> None:
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.proxy.behind, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in self.hop}
        try:
            upstream.request(asked.method, asked.path, body=asked.body, headers=headers)
            answer = upstream.getresponse()
            if asked.is_for(routes.EVENTS) and answer.status == 200:
                self._stream(answer)
            else:
                self._answer(asked, answer)
        except OSError:
            self.close_connection = True
        finally:
            upstream.close()

    def _answer(self, asked: Asked, answer: http.client.HTTPResponse) -> None:
        proxy = self.server.proxy
        true = Reply(answer.status, answer.read())
        proxy.note_sent(true.body)
        sent = proxy.tamper(asked, true)
        if sent is not None and sent != true:
            proxy.note_lie()
        self._send(sent or true, answer.getheaders())

    def _send(self, reply: Reply, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response(reply.status)
        for name, value in headers:
            if name.lower() not in self.hop:
                self.send_header(name, value)
        if reply.endless is not None:
            self._send_on_and_on(reply.endless)
            return
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    def _send_on_and_on(self, body: Endless) -> None:
        self.close_connection = True
        if body.said_bytes:
            self.send_header("Content-Length", str(body.said_bytes))
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            while True:
                self.wfile.write(body.piece)

    def _stream(self, answer: http.client.HTTPResponse) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.getheader("Content-Type") or "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        while piece := answer.read1(65536):
            self.server.proxy.note_sent(piece)
            self.wfile.write(piece)
            self.wfile.flush()

    do_GET = do_POST = do_PUT = do_DELETE = _forward  # noqa: N815 -- names that http.server asks for

    def log_message(self, *_: object) -> None:
        """Say nothing."""
