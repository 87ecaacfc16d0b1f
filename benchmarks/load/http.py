"""HTTP/1.1 by hand, over asyncio: a request is two writes, an answer is found in the bytes as they come.

    Door.call --Pool--> Connection --> Answer

Libraries cost five to twenty times as much, and the devices would be what is measured. Connections are kept and shared: so
many as there are requests under way. Reads whole answers only; streams are in stream.py.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from megadesk.wire.routes import Route

TIMEOUT_S = 30.0
READ_BYTES = 1 << 18


class Lost(Exception):  # noqa: N818 -- an event, not a fault of ours
    """The connection ended before the answer did."""


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes
    sent_bytes: int = 0


class Incoming:
    """One answer as it comes in; ``feed`` says whether it is whole."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self.status = 0
        self.closes = False
        self._head_bytes = -1
        self._length: int | None = None
        self._is_chunked = False

    def feed(self, data: bytes) -> bool:
        self._bytes += data
        if self._head_bytes < 0 and not self._read_head():
            return False
        if self._is_chunked:
            return self._bytes.endswith(b"0\r\n\r\n")
        return len(self._bytes) - self._head_bytes >= (self._length or 0)

    def _read_head(self) -> bool:
        end = self._bytes.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._head_bytes = end + 4
        head = bytes(self._bytes[:end]).lower()
        self.status = int(head[9:12])
        at = head.find(b"\r\ncontent-length:")
        if at >= 0:
            self._length = int(head[at + 17 :].split(b"\r\n", 1)[0])
        self._is_chunked = self._length is None and b"\r\ntransfer-encoding: chunked" in head
        self.closes = b"\r\nconnection: close" in head
        return True

    def body(self) -> bytes:
        raw = bytes(self._bytes[self._head_bytes :])
        return b"".join(chunks(raw)[0]) if self._is_chunked else raw


def chunks(raw: bytes) -> tuple[list[bytes], bytes]:
    """Return the whole chunks at the front of a chunked body, and what is left of it."""
    found: list[bytes] = []
    while True:
        line, end, rest = raw.partition(b"\r\n")
        if not end:
            return found, raw
        size = int(line, 16)
        if len(rest) < size + 2:
            return found, raw
        if size:
            found.append(rest[:size])
        raw = rest[size + 2 :]


class Connection(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._incoming = Incoming()
        self.is_open = True
        self.uses = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are no instances of it

    def data_received(self, data: bytes) -> None:
        if not self._incoming.feed(data):
            return
        incoming, self._incoming = self._incoming, Incoming()
        if incoming.closes:
            self.close()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(incoming.status, incoming.body()))

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Lost(str(exc or "closed")))

    def close(self) -> None:
        self.is_open = False
        if self._transport is not None:
            self._transport.close()

    async def ask(self, head: bytes, body: bytes) -> Answer:
        if self._transport is None or not self.is_open:
            raise Lost("closed")
        self.uses += 1
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(head + body if len(body) < READ_BYTES else head)
        if len(body) >= READ_BYTES:
            self._transport.write(body)
        try:
            answer = await self._waiting
        finally:
            if not self._waiting.done() or self._waiting.cancelled():
                self.close()  # what comes now belongs to nobody
            self._waiting = None
        answer.sent_bytes = len(head) + len(body)
        return answer


class Door:
    """A server by its address, and the connections to it."""

    def __init__(self, address: str, *, cafile: str | None = None, connections: int = 1000) -> None:
        parts = urlsplit(address)
        self.address = address
        self.secure = ssl.create_default_context(cafile=cafile) if parts.scheme == "https" else None
        self.host = parts.hostname or ""
        self.port = parts.port or (443 if self.secure else 80)
        shown = f"[{self.host}]" if ":" in self.host else self.host
        self.origin = f"{parts.scheme}://{shown}:{self.port}"
        self._host_line = f" HTTP/1.1\r\nhost: {shown}:{self.port}\r\n".encode()
        self._idle: deque[Connection] = deque()
        self._slots = asyncio.Semaphore(connections)
        self.opened = 0

    def head(self, method: str, path: str, token: bytes | None, length: int) -> bytes:
        """Return the first lines of a request."""
        who = b"" if token is None else b"authorization: Bearer %s\r\n" % token.hex().encode()
        size = b"content-length: %d\r\n" % length if method != "GET" else b""
        return f"{method} {path}".encode() + self._host_line + who + size + b"\r\n"

    async def call(
        self, route: Route, token: bytes | None = None, body: bytes = b"", *, query: str = "", **ids: bytes
    ) -> Answer:
        """Return the answer to one request. Lost, TimeoutError or OSError if there is none."""
        path = route.path.format(**{name: value.hex() for name, value in ids.items()}) if ids else route.path
        head = self.head(route.method, f"{path}?{query}" if query else path, token, len(body))
        async with asyncio.timeout(TIMEOUT_S), self._slots:
            while True:
                connection = await self._connection()
                is_fresh = connection.uses == 0
                try:
                    answer = await connection.ask(head, body)
                except Lost:
                    if is_fresh:
                        raise
                    continue  # it had been closed for its silence: on to the next one
                if connection.is_open:
                    self._idle.append(connection)
                return answer

    async def _connection(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
        self.opened += 1
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(Connection, self.host, self.port, ssl=self.secure)
        return made

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
