"""One request as a handler sees it, and what it answers.

    receive --Body (limit, silence, speed)--> bytes --decode--> Call.message
    Answer --> send

A body is bounded before and while it is read: by the route's limit, by 30 s of silence, and by a least average speed,
so that nobody holds a place with a byte now and then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from megadesk.model.errors import BadUsage, LimitExceeded, Malformed, NotSignedIn, OurBug, ServerUnavailable, TimedOut
from megadesk.server.metadata import Session
from megadesk.wire.codec import Encoding
from megadesk.wire.routes import Route

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_SLOWEST_BYTES_PER_S: Final = 8 << 10
_GRACE_S: Final = 60.0
_NUMBER_DIGITS: Final = 16
NUMBER_MAX: Final = (1 << 53) - 1
"""What a number in a message can be (wire/messages.py): some of them come back in answers."""


class Body:
    """The body of a request, read once."""

    __slots__ = ("_limit_bytes", "_receive", "_silence_s", "is_done", "length")

    def __init__(self, receive: Receive, headers: Mapping[bytes, bytes], *, limit_bytes: int, silence_s: float) -> None:
        length = headers.get(b"content-length")
        if length is not None and not length.isdigit():
            raise Malformed("content-length")
        self.length = None if length is None else int(length)
        self.is_done = self.length == 0 or (length is None and b"transfer-encoding" not in headers)
        self._receive = receive
        self._limit_bytes = limit_bytes
        self._silence_s = silence_s

    def check_length(self) -> None:
        """Pass if the length that was announced is within the limit; LimitExceeded before a byte is read."""
        if (self.length or 0) > self._limit_bytes:
            raise LimitExceeded("body", allowed=self._limit_bytes)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the body as it comes. LimitExceeded, TimedOut, or ServerUnavailable if the client went away."""
        self.check_length()
        loop = asyncio.get_running_loop()
        last_s = loop.time() + _GRACE_S + self._limit_bytes / _SLOWEST_BYTES_PER_S
        size, more = 0, not self.is_done
        while more:
            try:
                async with asyncio.timeout_at(min(loop.time() + self._silence_s, last_s)):
                    message = await self._receive()
            except TimeoutError as e:
                raise TimedOut("body") from e
            if message["type"] == "http.disconnect":
                self.is_done = True
                raise ServerUnavailable("the client went away")
            piece: bytes = message.get("body", b"")
            more = message.get("more_body", False)
            size += len(piece)
            if size > self._limit_bytes:
                raise LimitExceeded("body", allowed=self._limit_bytes)
            if piece:
                yield piece
        self.is_done = True

    async def read(self) -> bytes:
        """Return all of it."""
        found = [piece async for piece in self.pieces()]
        return found[0] if len(found) == 1 else b"".join(found)


@dataclass(slots=True, kw_only=True)
class Call:
    """A request: who asks, for what, with what. ``ids`` are the path's arguments, from hex; ``request`` is its id in the log."""

    route: Route
    ids: Mapping[str, bytes]
    query: Mapping[str, str]
    headers: Mapping[bytes, bytes]
    client: str
    body: Body
    receive: Receive
    send: Send
    message: Any = None
    signed_in: Session | None = None
    request: str = ""

    @property
    def session(self) -> Session:
        """Who asks; NotSignedIn on a route that is open."""
        if self.signed_in is None:
            raise NotSignedIn
        return self.signed_in

    def number(self, name: str, default: int | None = None) -> int:
        """Return a number of the query; BadUsage if it is none, or absent without a default."""
        text = self.query.get(name)
        if text is None and default is not None:
            return default
        if text is None or not text.isascii() or not text.isdigit() or len(text) > _NUMBER_DIGITS:
            raise BadUsage(what="query", value=name)
        number = int(text)
        if number > NUMBER_MAX:
            raise BadUsage(what="query", value=name)
        return number


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: bytes of a media type."""

    body: bytes | memoryview = b""
    status: int = 200
    encoding: Encoding | None = None
    headers: tuple[tuple[bytes, bytes], ...] = field(default=())

    async def send(self, send: Send) -> None:
        """Send it."""
        headers = [(b"content-length", b"%d" % len(self.body)), (b"cache-control", b"no-store"), *self.headers]
        if self.encoding is not None:
            headers.append((b"content-type", self.encoding.value.encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(self.body)})


def id_from_hex(text: str, size_bytes: int) -> bytes:
    """Return the id in a path; Malformed if it is none of that length."""
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise Malformed("id in the path") from None
    if len(raw) != size_bytes or len(text) != 2 * size_bytes:
        raise Malformed("id in the path")
    return raw


ID_BYTES: Final = {"space": 32, "blob": 32, "node": 16, "session": 16}


def ids_of(params: Mapping[str, str]) -> dict[str, bytes]:
    """Return the arguments of a path."""
    try:
        return {name: id_from_hex(text, ID_BYTES[name]) for name, text in params.items()}
    except KeyError as e:
        raise OurBug("a path argument of unknown length") from e
