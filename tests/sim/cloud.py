"""The real server without threads, sockets or a disk, and the client's own Api over a line that breaks on command.

account()                 one account on a server's database, its devices signed in: made once, copied for each run
SimServer(clock_ms)       handlers, journal and rules as they are; SQLite in memory; blobs in dictionaries
SimApi(server, line)      remote.api.Api whose calls are answered at once, errors mapped by the real table
Line                      what happens to the next requests of one device: lost on the way there or back, refused,
                          overtaken by somebody else
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast
from unittest import mock

from fakes import which_stack
from fakes.blob_store import MemoryBlobs
from fakes.crypto import quick_stretch, seeded_entropy
from fakes.fetching import FetchByRaw
from fakes.people import ORIGIN
from megadesk.crypto import primitives
from megadesk.crypto.bundle import AccountSecrets
from megadesk.crypto.identity import KdfParameters
from megadesk.model.errors import MegadeskError, NotSignedIn, RateLimited, ServerUnavailable
from megadesk.model.ids import AccountId, DeviceId, SpaceId
from megadesk.remote.api import Answer
from megadesk.remote.session import AccountTalk, Pins
from megadesk.server.app import Endpoint, Handlers
from megadesk.server.call import Body, Call, ids_of
from megadesk.server.config import ServerConfig
from megadesk.server.connections import Connections
from megadesk.server.metadata_sqlite import SqliteMetadata, engine_over
from megadesk.server.notify import LocalNotifier
from megadesk.server.refusals import answer_for
from megadesk.server.revisions import upgrade
from megadesk.server.services import Services
from megadesk.wire import routes
from megadesk.wire.codec import decode
from megadesk.wire.routes import Route

if TYPE_CHECKING:
    from sim.scaled_ground import ScaledGround

P = ParamSpec("P")
T = TypeVar("T")

DEVICES: Final = 5
START_MS: Final = 1_700_000_000_000
CENTURY_S: Final = 100 * 366 * 86_400
CHEAP: Final = KdfParameters(memory_kib=65_536, passes=3, lanes=4)
LOGIN, PASSWORD = "ada@example.org", "correct horse battery"


class _OneConnection(Connections):
    """One connection, which nobody has to wait for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(lambda: connection, 0)
        self._one = connection

    @contextmanager
    def transaction(self, *begin: str) -> Iterator[sqlite3.Connection]:
        """As the real ones: all or nothing."""
        for statement in begin:
            self._one.execute(statement)
        try:
            yield self._one
            self._one.commit()
        finally:
            self._one.rollback()


class MemoryMetadata(SqliteMetadata):
    """The server's database in memory; ``load`` puts it back to an earlier copy."""

    def __init__(self) -> None:
        self.raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._writer = self._readers = _OneConnection(self.raw)

    def load(self, copy: bytes) -> None:
        """Hold what the copy holds."""
        self.raw.deserialize(copy)


@cache
def _metadata() -> MemoryMetadata:
    return MemoryMetadata()


class Ground:
    """What a server of the simulation stands on: a database in memory, dictionaries of blobs."""

    def __init__(self, copy: bytes | None) -> None:
        self.metadata = _metadata() if copy is not None else MemoryMetadata()
        if copy is None:
            upgrade(engine_over(lambda: self.metadata.raw))
        else:
            self.metadata.load(copy)
        self.blobs = MemoryBlobs()

    def copy(self) -> bytes:
        """Return the database, for others to begin with."""
        return self.metadata.raw.serialize()

    def everything(self) -> Iterator[bytes]:
        """Yield all that it holds."""
        yield self.metadata.raw.serialize()
        yield from self.blobs._packs.values()


def ground_on(copy: bytes | None) -> Ground | ScaledGround:
    """Return what a server stands on, with the database as a copy has it."""
    if not which_stack.is_scaled():
        return Ground(copy)
    from sim.scaled_ground import ScaledGround

    return ScaledGround(copy)


class _AtOnce(Services):
    """Services whose worker threads are whoever asks."""

    async def reading(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it now."""
        return work(*args, **kwargs)

    async def writing(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it now."""
        return work(*args, **kwargs)

    def later(self, work: Callable[[], None]) -> None:
        """Do it now."""
        work()


class _NoTurns:
    """Nobody waits here, so nobody has a turn."""

    turn_ms = 1

    async def wait(self, _space: SpaceId, _ticket: bytes, _whose: bytes) -> None:
        """Go on."""

    def lost(self, _space: SpaceId, _whose: bytes) -> bytes:
        """Return a ticket that is good for nothing."""
        return bytes(16)

    def done(self, _space: SpaceId) -> None:
        """Nobody waits."""


class _Body:
    """A body that is there already."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.length = len(data)
        self.is_done = True

    def check_length(self) -> None:
        """Whatever length it has."""

    async def read(self) -> bytes:
        """Return it."""
        return self._data


class _Notifier(LocalNotifier):
    """Tells the simulation instead of devices that listen."""

    def __init__(self, moved: Callable[[], None]) -> None:
        super().__init__()
        self._moved = moved

    def head_moved(self, _space: SpaceId, _seq: int) -> None:
        """Tell."""
        self._moved()

    def quota_reached(self, _account: AccountId) -> None:
        """Nobody listens."""


class SimServer:
    """Answers requests, one at a time, at once."""

    def __init__(self, clock_ms: Callable[[], int], on_move: Callable[[], None], copy: bytes | None = None) -> None:
        self.ground = ground_on(copy)
        config = ServerConfig(data=Path("/nowhere"), reserve_bytes=0, session_idle_s=CENTURY_S, pending_s=CENTURY_S)
        self.services = _AtOnce(
            config, self.ground.metadata, self.ground.blobs, _Notifier(on_move), origins=(ORIGIN,), clock_ms=clock_ms,
            entropy=seeded_entropy("server"),
        )  # fmt: skip
        self.services.turns = cast("Any", _NoTurns())
        handlers = Handlers(self.services)
        self._endpoints = {route.name: Endpoint(route, self.services, handlers) for route in routes.ROUTES}
        self.n_requests: dict[str, int] = {}
        self.wire: list[bytes] = []

    def answer(
        self, route: Route, token: bytes | None, body: bytes, query: Mapping[str, str | int], ids: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body for a request."""
        self.n_requests[route.name] = self.n_requests.get(route.name, 0) + 1
        self.wire.append(body)
        headers = {} if token is None else {b"authorization": b"Bearer " + token.hex().encode()}
        call = Call(
            route=route, ids=ids_of(ids), query={name: str(value) for name, value in query.items()}, headers=headers,
            client="127.0.0.1", body=cast("Body", _Body(body)), receive=cast("Any", None), send=cast("Any", None),
        )  # fmt: skip
        try:
            answer = self._handled(self._endpoints[route.name], call, body)
        except Exception as error:  # noqa: BLE001 -- as the server's own gate
            answer = answer_for(error, is_body_done=True)
        return answer.status, {name.decode(): value.decode() for name, value in answer.headers}, bytes(answer.body)

    @staticmethod
    def _handled(endpoint: Endpoint, call: Call, body: bytes) -> Any:
        if endpoint._streaming is None:
            return endpoint._answer(call, body)
        if endpoint.route.rights == "session":
            endpoint._find_session(call)
        if endpoint.route.request is not None:
            call.message = decode(endpoint.route.request, body, endpoint.route.request_encoding)
        return _run(cast("Coroutine[Any, Any, Any]", endpoint._streaming(call)))


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns that never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        return cast("T", done.value)
    raise AssertionError("the server wanted to wait")


class Fate(Enum):
    """What becomes of a request."""

    ANSWERED = auto()
    LOST_THERE = auto()
    LOST_BACK = auto()
    BUSY = auto()
    BROKEN = auto()
    OVERTAKEN = auto()


@dataclass(slots=True)
class Line:
    """The line of one device. ``fates`` are those of the next requests; after them all are answered."""

    fates: list[Fate] = field(default_factory=list)
    is_down: bool = False
    overtake: Callable[[], None] = lambda: None
    check: Callable[[], None] = lambda: None
    """Raises if the device is not there any more."""

    def take(self) -> Fate:
        """Return what becomes of this request."""
        if self.is_down:
            return Fate.LOST_THERE
        return self.fates.pop(0) if self.fates else Fate.ANSWERED


class SimApi(FetchByRaw):
    """An Api without a network."""

    def __init__(self, server: SimServer, line: Line) -> None:
        super().__init__(ORIGIN)
        self._server = server
        self._line = line

    def raw(
        self, route: Route, body: bytes | memoryview | None = None, *, query: Mapping[str, str | int] | None = None,
        accept: tuple[int, ...] = (), held_back: bool = False, **arguments: str,
    ) -> Answer:  # fmt: skip
        """Return the answer, or raise what the real one would."""
        self._line.check()
        if self._token is None and route.rights == "session":
            raise NotSignedIn
        fate = self._line.take()
        if fate is Fate.LOST_THERE:
            raise ServerUnavailable("the request was lost")
        if fate is Fate.BUSY:
            raise RateLimited("later", retry_after_s=2.0)
        if fate is Fate.BROKEN:
            raise ServerUnavailable("status 500", status=500)
        if fate is Fate.OVERTAKEN:
            self._line.overtake()
        token = self._token if route.rights == "session" else None
        status, headers, content = self._server.answer(route, token, bytes(body or b""), query or {}, arguments)
        if fate is Fate.LOST_BACK:
            raise ServerUnavailable("the answer was lost")
        if 200 <= status < 300 or status in accept:
            return Answer(status, content)
        raise self._error(route, status, headers, content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account with its devices, and the server's database with both in it."""

    secrets: AccountSecrets
    devices: tuple[tuple[DeviceId, bytes], ...]
    database: bytes


_verify_message: Final = cache(primitives._verify_message)


@contextmanager
def signatures_verified_once() -> Iterator[None]:
    """Let a signature that was found good be good at once the next time: three devices and the server look at each."""
    with mock.patch.object(primitives, "_verify_message", _verify_message):
        yield
    _verify_message.cache_clear()


def account() -> Account:
    """Return the account on the stack of this test, made once."""
    return _account(which_stack.is_scaled())


@cache
def _account(_is_scaled: bool) -> Account:
    """Make the account through the real calls, but for the stretching of the password."""
    entropy = seeded_entropy("account")
    server = SimServer(lambda: START_MS, lambda: None)
    api = SimApi(server, Line())
    devices: list[tuple[DeviceId, bytes]] = []
    with mock.patch("megadesk.crypto.account.argon2id", quick_stretch):
        talk = AccountTalk(api, wall_ms=lambda: START_MS, entropy=entropy, parameters=CHEAP)
        signed = talk.sign_up(login=LOGIN, password=PASSWORD, device=DeviceId(entropy(16)), device_name="first")
        for _ in range(DEVICES):
            device = DeviceId(entropy(16))
            done = talk.log_in(login=LOGIN, password=PASSWORD, device=device, pins=Pins())
            devices.append((device, done.token))
    return Account(secrets=signed.secrets, devices=tuple(devices), database=server.ground.copy())


def is_our_fault(error: MegadeskError | None) -> bool:
    """Whether an error can only be a fault of the code, since the server is honest and the line is only bad."""
    return error is not None and not isinstance(error, ServerUnavailable | RateLimited)
