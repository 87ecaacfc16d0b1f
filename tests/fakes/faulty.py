"""A proxy on loopback in front of a server that speaks HTTP, with faults at will.

client --> Faulty(endpoint) --> server        fail(how, times=..., method=..., path=...): the next requests that fit

Answer(503, "SlowDown")   in the server's place       LOSE   passed on; the connection ends before the answer
CUT    half of the answer's body, then the end        DROP   half of the request's body is read, then the end
HANG   no answer until ``close``
"""

from __future__ import annotations

import contextlib
import http.client
import threading
from dataclasses import dataclass
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, TypeAlias
from urllib.parse import urlsplit

ALWAYS: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal as an object store words it."""

    status: int
    code: str = ""

    @property
    def body(self) -> bytes:
        """Return its body, which says what is nobody's business, too."""
        return f"<Error><Code>{self.code}</Code><AWSAccessKeyId>megadesk</AWSAccessKeyId></Error>".encode()


class How(Enum):
    """What else may go wrong."""

    LOSE = auto()
    CUT = auto()
    DROP = auto()
    HANG = auto()


LOSE, CUT, DROP, HANG = How.LOSE, How.CUT, How.DROP, How.HANG
Fault: TypeAlias = Answer | How


@dataclass(slots=True)
class _Plan:
    fault: Fault
    times: int
    method: str
    path: str


class Faulty:
    """Passes requests on until closed. ``asked``: method and path of each that came."""

    def __init__(self, endpoint: str) -> None:
        self.asked: list[tuple[str, str]] = []
        self._plans: list[_Plan] = []
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        parts = urlsplit(endpoint)
        assert parts.hostname is not None
        host, port = parts.hostname, parts.port

        class Handler(_Handler):
            faulty, target = self, (host, port)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def fail(self, fault: Fault, *, times: int = 1, method: str = "", path: str = "") -> None:
        """Let the next requests of a method, with this in their path, go wrong."""
        with self._lock:
            self._plans.append(_Plan(fault, times, method, path))

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._plans.clear()

    def count(self, method: str, path: str = "") -> int:
        """Return how many such requests came."""
        return sum(1 for asked in self.asked if asked[0] == method and path in asked[1])

    def fault_for(self, method: str, path: str) -> Fault | None:
        """Return what is to go wrong with a request, and note that it came."""
        with self._lock:
            self.asked.append((method, path))
            for plan in self._plans:
                if plan.times and plan.method in {"", method} and plan.path in path:
                    plan.times -= 1
                    return plan.fault
        return None

    def hang(self) -> None:
        """Wait until it is closed."""
        self._is_over.wait()

    def close(self) -> None:
        """Take no more requests, and let go of those that hang."""
        self._is_over.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    faulty: Faulty
    target: tuple[str, int | None]
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        fault = self.faulty.fault_for(self.command, self.path)
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length // 2 if fault is DROP else length)
        if fault is HANG:
            self.faulty.hang()
        if fault in {DROP, HANG}:
            self._end()
        elif isinstance(fault, Answer):
            self._answer(fault.status, [("content-type", "application/xml")], fault.body)
        else:
            self._pass_on(body, fault)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _serve  # noqa: N815 -- http.server's names

    def _pass_on(self, body: bytes, fault: Fault | None) -> None:
        far = http.client.HTTPConnection(*self.target, timeout=60)
        with contextlib.closing(far):
            try:
                far.request(self.command, self.path, body, dict(self.headers))
                answer = far.getresponse()
                data = answer.read()
            except (OSError, http.client.HTTPException):
                self._end()
                return
            kept = [
                pair for pair in answer.getheaders()
                if pair[0].lower() not in {"connection", "transfer-encoding", "content-length"}
            ]  # fmt: skip
            length = answer.getheader("content-length") if self.command == "HEAD" else None
        if fault is LOSE:
            self._end()
        else:
            self._answer(answer.status, kept, data, length=length, is_cut=fault is CUT)

    def _answer(
        self, status: int, headers: list[tuple[str, str]], data: bytes, *, length: str | None = None,
        is_cut: bool = False,
    ) -> None:  # fmt: skip
        self.send_response_only(status)
        for name, value in [*headers, ("content-length", length or str(len(data)))]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data[: len(data) // 2] if is_cut else data)
        if is_cut:
            self._end()

    def _end(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(2)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
        """Say nothing."""
