"""A client for an ASGI application in this process: no sockets, no server, and no dependency.

Client(app).call(ROUTE, message, space=...) -> Reply     over wire's own table and codecs
Client(app).send(method, path, body=...)    -> Reply     anything else
Client(app).open(path)                      -> Stream    an answer that does not end by itself
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.messages import ErrorBody
from megadesk.wire.routes import Route

M = TypeVar("M", bound=msgspec.Struct)


@dataclass(slots=True)
class Reply:
    """A whole answer."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    def message(self, kind: type[M], encoding: Encoding = Encoding.JSON) -> M:
        """Return the body as a message."""
        return decode(kind, self.body, encoding)

    @property
    def code(self) -> str:
        """The stable code of an error."""
        return self.message(ErrorBody).code


class Stream:
    """An answer under way, piece by piece. ``leave`` is what a client does that goes away."""

    def __init__(self, app: Any, scope: dict[str, Any], pieces: Iterable[bytes] = (b"",)) -> None:
        self._sent: asyncio.Queue[Any] = asyncio.Queue()
        self._gone = asyncio.Event()
        self._pieces = list(pieces)
        self._task = asyncio.ensure_future(app(scope, self._receive, self._sent.put))
        self.status = 0
        self.headers: dict[str, str] = {}
        self.is_over = False

    async def _receive(self) -> dict[str, Any]:
        if self._pieces:
            piece = self._pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(self._pieces)}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def piece(self) -> bytes:
        """Return the next piece of the body; empty at the end."""
        while not self.is_over:
            getting = asyncio.ensure_future(self._sent.get())
            done, _ = await asyncio.wait({getting, self._task}, return_when=asyncio.FIRST_COMPLETED)
            if getting not in done:
                getting.cancel()
                if self._sent.empty():
                    self._task.result()
                    self.is_over = True
                    break
                getting = asyncio.ensure_future(self._sent.get())
            message = await getting
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
                continue
            self.is_over = not message.get("more_body", False)
            if message["body"]:
                return bytes(message["body"])
        return b""

    async def leave(self) -> None:
        """Go away, and wait until the application has noticed."""
        self._gone.set()
        await self._task

    async def reply(self) -> Reply:
        """Return the whole answer."""
        body = bytearray()
        while piece := await self.piece():
            body += piece
        await self._task
        return Reply(self.status, self.headers, bytes(body))


class Client:
    """Somebody who sends requests, signed in or not."""

    def __init__(self, app: Any, *, address: str = "127.0.0.1", token: bytes | None = None) -> None:
        self._app = app
        self.address = address
        self.token = token

    def open(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: bytes | Iterable[bytes] = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Stream:  # fmt: skip
        """Return the answer to a request, under way."""
        pieces = [body] if isinstance(body, bytes) else list(body)
        sent = {"host": "test", **(headers or {})}
        if self.token is not None:
            sent.setdefault("authorization", f"Bearer {self.token.hex()}")
        if isinstance(body, bytes) and body:
            sent.setdefault("content-length", str(len(body)))
        elif not isinstance(body, bytes):
            sent.setdefault("transfer-encoding", "chunked")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": urlencode(query or {}).encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
            "client": (self.address, 40_000), "server": ("127.0.0.1", 8480),
        }  # fmt: skip
        return Stream(self._app, scope, pieces)

    async def send(self, method: str, path: str, **rest: Any) -> Reply:
        """Return the answer to a request."""
        return await self.open(method, path, **rest).reply()

    async def call(
        self, route: Route, message: msgspec.Struct | bytes | None = None, *, query: Mapping[str, Any] | None = None,
        **ids: bytes,
    ) -> Reply:  # fmt: skip
        """Return the answer to a call of the route table."""
        body = message if isinstance(message, bytes) else b""
        if isinstance(message, msgspec.Struct):
            body = encode(message, route.request_encoding)
        path = route.path.format(**{name: value.hex() for name, value in ids.items()})
        return await self.send(route.method, path, query=query, body=body)

    async def ask(
        self, want: type[M], route: Route, message: msgspec.Struct | bytes | None = None, *,
        query: Mapping[str, Any] | None = None, **ids: bytes,
    ) -> M:  # fmt: skip
        """Return the answer's message; the answer must be a good one."""
        reply = await self.call(route, message, query=query, **ids)
        assert reply.status == 200, (route.name, reply.status, reply.body[:300])
        return reply.message(want, route.response_encoding)
