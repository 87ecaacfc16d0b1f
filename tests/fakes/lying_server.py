"""The real server in this process, behind the client's own Api, with somebody in between who may lie.

LyingServer(folder)      the real application over real stores, in a loop of its own thread
    .api(address)        an Api for it: what engine.account and engine.wiring are given instead of the real one
    .asked, .sent        names of the routes that were asked, and what was sent
    .lie(ROUTE, field=...)  .refuse(ROUTE, status, code)  .before[name]  .deaf   as fakes.journal_server
    .is_down             nobody answers
"""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from fakes.asgi import Client, Stream
from fakes.fetching import FetchByRaw
from fakes.people import ORIGIN
from fakes.servers import Server, serving
from megadesk.model.errors import NotSignedIn, ServerUnavailable
from megadesk.remote.api import Answer
from megadesk.transfers.throttle import Throttle
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.routes import Route

T = TypeVar("T")
WAIT_S = 60


class LyingServer:
    """Use it in a ``with``. Honest until told otherwise; safe from any thread."""

    def __init__(self, data: Path, *, now_ms: int | None = None, like: Path | None = None) -> None:
        self._data = data
        self._like = like
        self._now_ms = now_ms
        self.asked: list[str] = []
        self.sent: list[tuple[str, bytes]] = []
        self.before: dict[str, Callable[[], None]] = {}
        self.lies: dict[str, Callable[[bytes], bytes]] = {}
        self.refusals: dict[str, tuple[int, bytes]] = {}
        self.deaf: set[str] = set()
        self.is_down = False
        self.apis: list[LyingApi] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="server", daemon=True)
        self._stop = asyncio.Event()
        self._calm = threading.Condition()
        self._under_way = 0
        self.server: Server

    def __enter__(self) -> Self:
        if self._like is not None:
            shutil.copytree(self._like, self._data)  # stores that were made before: it saves their migrations
        self._data.mkdir(parents=True, exist_ok=True)
        self._thread.start()
        started: Future[None] = Future()

        async def run() -> None:
            async with serving(self._data) as server:
                if self._now_ms is not None:
                    server.now_ms = self._now_ms
                self.server = server
                started.set_result(None)
                await self._stop.wait()

        self._running = asyncio.run_coroutine_threadsafe(run(), self._loop)
        wait([started, self._running], WAIT_S, FIRST_COMPLETED)
        if self._running.done():
            self._running.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_down = True
        for api in self.apis:
            api.close()
        with self._calm:
            assert self._calm.wait_for(lambda: self._under_way == 0, WAIT_S)
        self._loop.call_soon_threadsafe(self._stop.set)
        self._running.result(WAIT_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_S)
        self._loop.close()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Hold the server up while a request is answered."""
        with self._calm:
            if self.is_down:
                raise ServerUnavailable("nobody answers")
            self._under_way += 1
        try:
            yield
        finally:
            with self._calm:
                self._under_way -= 1
                self._calm.notify_all()

    def api(self, address: str = ORIGIN, *, throttle: Throttle | None = None, **_network: object) -> LyingApi:
        """Return a client of its own, as fast as it goes."""
        made = LyingApi(self, address)
        self.apis.append(made)
        return made

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the server's own loop made of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(WAIT_S)

    @property
    def application(self) -> Any:
        """The ASGI application."""
        return self.server.client._app

    def lie(self, route: Route, **changes: Any) -> None:
        """Answer a route with these fields changed; a callable gets the honest value."""

        def altered(body: bytes) -> bytes:
            assert route.response is not None
            message = decode(route.response, body, route.response_encoding)
            now = {name: new(getattr(message, name)) if callable(new) else new for name, new in changes.items()}
            return encode(msgspec.structs.replace(message, **now), route.response_encoding)

        self.lies[route.name] = altered

    def refuse(self, route: Route, status: int, code: str = "refused") -> None:
        """Answer a route with an error from now on."""
        self.refusals[route.name] = (status, encode(m.ErrorBody(code=code, message="said the server"), Encoding.JSON))

    def be_honest(self) -> None:
        """Lie no more."""
        for liar in (self.lies, self.refusals, self.before):
            liar.clear()
        self.deaf.clear()
        self.is_down = False


class LyingApi(FetchByRaw):
    """An Api whose requests go to the application in this process."""

    def __init__(self, server: LyingServer, address: str) -> None:
        super().__init__(address)
        self._server = server
        self._streams: list[Stream] = []

    def _client(self, route: Route) -> Client:
        if self._closed or self._server.is_down:
            raise ServerUnavailable("nobody answers")
        if self._token is None and route.rights == "session":
            raise NotSignedIn
        return Client(self._server.application, token=self._token if route.rights == "session" else None)

    def raw(
        self, route: Route, body: bytes | memoryview | None = None, *, query: Mapping[str, str | int] | None = None,
        accept: tuple[int, ...] = (), held_back: bool = False, **arguments: str,
    ) -> Answer:  # fmt: skip
        """Answer as the real one does, errors mapped by the real table."""
        server = self._server
        client = self._client(route)
        server.asked.append(route.name)
        server.sent.append((route.name, bytes(body or b"")))
        if route.name in server.before:
            server.before[route.name]()
        headers: dict[str, str] = {}
        if route.name in server.refusals:
            status, content = server.refusals[route.name]
        else:
            path = route.path.format(**arguments)
            with server.under_way():
                reply = server.wait(client.send(route.method, path, query=query, body=bytes(body or b"")))
            status, content = reply.status, reply.body
            headers = {name.title(): text for name, text in reply.headers.items()}
        if route.name in server.deaf:
            raise ServerUnavailable("the answer was lost")
        lie = server.lies.get(route.name)
        if lie is not None and 200 <= status < 300:
            content = lie(content)
        if 200 <= status < 300 or status in accept:
            return Answer(status, content)
        raise self._error(route, status, headers, content)

    @contextmanager
    def stream(self, route: Route, *, read_timeout_s: float) -> Iterator[Iterator[bytes]]:
        """Yield the lines of an event stream."""
        client = self._client(route)
        with self._server.under_way():
            opened, first = self._server.wait(_opened(client, route))
            self._streams.append(opened)
            if self._closed:
                self._leave(opened)
            try:
                if opened.status != 200:
                    raise self._error(route, opened.status, {}, first)
                yield self._lines_of(opened, first)
            finally:
                self._server.wait(opened.leave())

    def _leave(self, opened: Stream) -> None:
        self._server._loop.call_soon_threadsafe(opened._gone.set)

    def _lines_of(self, opened: Stream, piece: bytes) -> Iterator[bytes]:
        while piece and not self._closed and not self._server.is_down:
            yield from piece.split(b"\n")
            piece = self._server.wait(opened.piece())

    def close(self) -> None:
        """End streams too."""
        super().close()
        for opened in self._streams:
            self._leave(opened)


async def _opened(client: Client, route: Route) -> tuple[Stream, bytes]:
    """Return a stream with its first piece: its status is known once it has begun."""
    opened = client.open(route.method, route.path)
    return opened, await opened.piece()
