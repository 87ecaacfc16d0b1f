"""Target: a whole request as the server's own code gets it from the HTTP server before it, signed in and not.

    route | flags | n, query | n, "name: value" lines | body  --ASGI-->  an answer of the table, never a fault of ours

The server is a real one over stores of this process, with somebody who has an account, two commits and some blobs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from fakes.asgi import Client, Reply
from fakes.people import Person, blob, upload
from fakes.servers import Server, serving
from fuzz.conform import check_answer
from fuzz.local import home
from fuzz.samples import sample
from fuzz.target import Target
from megadesk.server.config import Rate
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.frames import pack
from megadesk.wire.routes import ROUTES, Route

SIGNED_IN, WRONG_METHOD, IN_PIECES, ODD_PATH, NO_LENGTH = 1, 2, 4, 8, 16
EVERYBODY = Rate(burst=1_000_000, every_s=0.001)
QUERIES: Mapping[str, str] = {
    "headers": "from=1&to=2", "commits": "after=0&limit=5", "state": "seq=1", "records": "seq=2&bucket=0",
    "past": "seq=1&head=2&after=1", "versions": "after=0", "events": "wait=0",
}  # fmt: skip


class World:
    """The server and who has an account there."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.person = Person()
        self.loop.run_until_complete(self._begin())

    async def _begin(self) -> None:
        data = home() / "server"
        data.mkdir()
        settings: dict[str, Any] = dict.fromkeys(
            ("login_by_address", "login_by_name", "sign_up_by_address", "sign_up_by_name"), EVERYBODY
        )
        self._open = serving(data, turn_s=0.0, login_answer_s=0.0, **settings)  # kept: what nobody holds is closed
        self.server: Server = await self._open.__aenter__()
        self.client = await self.person.join(self.server.client)
        self.blob, content = blob("stored")
        await upload(self.client, (self.blob, content))
        await self.person.append(self.client, self.person.put("file", [self.blob]))

    @property
    def ids(self) -> dict[str, str]:
        """What a path of a route may name."""
        node = next(iter(self.person.space.current))
        return {"space": self.person.space_id.hex(), "blob": self.blob.hex(), "node": node.hex(), "session": "ab" * 16}

    async def ask(self, scope: dict[str, Any], pieces: list[bytes]) -> Reply:
        """Return the answer to a request whose sender goes away when it has said all."""
        said: list[Any] = []
        waiting = list(reversed(pieces))

        async def receive() -> dict[str, Any]:
            if not waiting:
                return {"type": "http.disconnect"}
            piece = waiting.pop()
            return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

        async def send(message: Any) -> None:
            said.append(message)

        self.server.pass_s(1)
        await self.server.client._app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return Reply(said[0]["status"], headers, b"".join(one["body"] for one in said[1:]))

    async def sign_in_again(self) -> None:
        """Have a session, if the last request ended it."""
        if (await self.client.send("GET", "/v1/me")).status != 200:
            self.client = await self.person.log_in(Client(self.server.client._app))


@cache
def world() -> World:
    """Return the one of this process."""
    return World()


def honest_body(route: Route) -> bytes:
    """Return a body that a route can read, though nothing may come of it."""
    if route.request is not None:
        return encode(sample(route.request), route.request_encoding)
    if route.request_encoding is Encoding.FRAMES:
        return pack([blob("new")])
    return blob("new")[1] if route.request_encoding is Encoding.RAW else b""


def _seeds() -> Iterator[bytes]:
    for number, route in enumerate(ROUTES):
        query = QUERIES.get(route.name, "").encode()
        body = honest_body(route)
        for flags in (SIGNED_IN, 0):
            yield bytes((number, flags, len(query))) + query + bytes((0,)) + body
        yield bytes((number, SIGNED_IN | IN_PIECES, 0, 19)) + b"range: bytes=1-3\nx: " + body
    yield bytes((0, 0, 0, 0)) + encode(world().person.sign_up(), Encoding.JSON)
    append = m.Append(header=b"h" * 286, ops=world().person.put("x").record)
    number = next(at for at, route in enumerate(ROUTES) if route.name == "append")
    yield bytes((number, SIGNED_IN, 0, 0)) + msgspec.msgpack.encode(append)


def _taken(data: bytes, at: int) -> tuple[bytes, int]:
    size = data[at] if at < len(data) else 0
    return data[at + 1 : at + 1 + size], at + 1 + size


def _headers(raw: bytes, flags: int, body: bytes) -> list[tuple[bytes, bytes]]:
    said = [line.partition(b":")[::2] for line in raw.split(b"\n") if b":" in line]
    found = [(name.strip().lower(), value.strip()) for name, value in said]
    if flags & SIGNED_IN:
        found.append((b"authorization", b"Bearer " + (world().client.token or b"").hex().encode()))
    if flags & NO_LENGTH:
        found.append((b"transfer-encoding", b"chunked"))
    elif body:
        found.append((b"content-length", b"%d" % len(body)))
    return found


def _request(data: bytes) -> None:
    route = ROUTES[data[0] % len(ROUTES)] if data else ROUTES[0]
    flags = data[1] if data[1:] else 0
    query, at = _taken(data, 2)
    raw, at = _taken(data, at)
    body = data[at:]
    path = route.path.format(**world().ids)
    if flags & ODD_PATH and query:
        path += query.decode("latin-1")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "path": path,
        "method": "PATCH" if flags & WRONG_METHOD else route.method, "raw_path": path.encode(), "query_string": query,
        "root_path": "", "headers": _headers(raw, flags, body), "client": ("127.0.0.1", 40_000),
        "server": ("127.0.0.1", 8480),
    }  # fmt: skip
    pieces = [body[: len(body) // 2], body[len(body) // 2 :]] if flags & IN_PIECES else [body]
    reply = world().loop.run_until_complete(world().ask(scope, pieces))
    is_of_route = path == route.path.format(**world().ids) and not flags & WRONG_METHOD
    check_answer(route if is_of_route else None, reply.status, reply.headers, reply.body)
    if route.name == "logout" and reply.status == 200:
        world().loop.run_until_complete(world().sign_in_again())


TARGETS = (Target(name="server-request", parse=_request, seeds=_seeds, refusals=(), tries=600),)
