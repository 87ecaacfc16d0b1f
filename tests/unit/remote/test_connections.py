"""Connections over real sockets: dead ones that were kept, and servers that read or write next to nothing."""

from __future__ import annotations

import contextlib
import errno
import io
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from urllib3.connection import HTTPConnection

from megadesk.model.errors import ServerUnavailable
from megadesk.remote import connections
from megadesk.remote.api import Api
from megadesk.remote.connections import SEND_PIECE_BYTES, SLOWEST_BPS, WAITED_S, Watched
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

HEALTH = encode(m.Health(status="ok"), Encoding.JSON)
APPENDED = encode(m.Appended(seq=3), Encoding.MSGPACK)
SPACE = "00" * 32


def whole(body: bytes) -> bytes:
    """Return an answer after which the connection may be kept."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


class Talk:
    """One connection, as the server has it."""

    def __init__(self, number: int, plain: socket.socket) -> None:
        self.number = number
        self.socket = plain
        self._data = b""

    def request(self) -> bool:
        """Read a request; False if there is none any more."""
        while b"\r\n\r\n" not in self._data:
            if not (more := self.socket.recv(65_536)):
                return False
            self._data += more
        head, _, rest = self._data.partition(b"\r\n\r\n")
        lengths = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        length = lengths[0] if lengths else 0
        while len(rest) < length:
            rest += self.socket.recv(65_536)
        self._data = rest[length:]
        return True

    def answer(self, body: bytes) -> None:
        """Send a whole answer."""
        self.socket.sendall(whole(body))


class Moody:
    """Runs ``mood`` for each connection, in a thread of its own, and counts the requests it is told of."""

    def __init__(self, mood: Callable[[Talk], None]) -> None:
        self._mood = mood
        self._numbers = count(1)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                plain.settimeout(20)
                threading.Thread(target=self._serve, args=(Talk(next(self._numbers), plain),), daemon=True).start()

    def _serve(self, talk: Talk) -> None:
        with talk.socket, contextlib.suppress(OSError):
            self._mood(talk)


@pytest.fixture
def calls() -> Iterator[Callable[[Callable[[Talk], None]], Api]]:
    """Make a server of some mood, and return an Api for it that is signed in."""
    made: list[tuple[Moody, Api]] = []

    def start(mood: Callable[[Talk], None]) -> Api:
        server = Moody(mood)
        api = Api(server.address, read_timeout_s=20)
        api.sign_in(bytes(32))
        made.append((server, api))
        return api

    yield start
    for server, api in made:
        api.close()
        server.close()


Start = Callable[[Callable[[Talk], None]], Api]

# -- kept and dead ----------------------------------------------------------------------------------------------------


def dying(body: bytes, asked: list[int]) -> Callable[[Talk], None]:
    """Return the mood of a server whose every connection takes a second request and ends without an answer to it."""

    def mood(talk: Talk) -> None:
        assert talk.request()
        asked.append(talk.number)
        talk.answer(body)
        if talk.request():
            asked.append(talk.number)

    return mood


def test_kept_connection_that_was_dead_is_made_anew(calls: Start) -> None:
    """A server that was restarted is asked again over a new connection: nobody hears of it."""
    asked: list[int] = []
    api = calls(dying(HEALTH, asked))
    for _ in range(2):
        assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"
    assert asked == [1, 1, 2]


def test_append_is_asked_again_with_the_same_bytes(calls: Start) -> None:
    """A commit names its head, so that it is taken once, however often it is offered."""
    asked: list[int] = []
    api = calls(dying(APPENDED, asked))
    for _ in range(2):
        assert api.raw(routes.APPEND, b"commit" * 100_000, space=SPACE).body == APPENDED
    assert asked == [1, 1, 2]


def test_what_may_be_done_once_only_is_not_asked_twice(calls: Start) -> None:
    """A challenge that was answered may have been taken: whoever asked is told."""
    asked: list[int] = []
    api = calls(dying(encode(m.Nothing(), Encoding.JSON), asked))
    api.call(routes.LOGOUT, want=m.Nothing)
    with pytest.raises(ServerUnavailable):
        api.call(routes.LOGOUT, want=m.Nothing)
    assert asked == [1, 1]


def test_the_system_ends_a_connection_that_nobody_acknowledges() -> None:
    """A router that forgot a kept connection says nothing: what was sent into it is not waited for as for a slow server."""
    option, value = connections._UNHEARD[sys.platform]
    with socket.create_server(("127.0.0.1", 0)) as door:
        made = connections._Plain("127.0.0.1", door.getsockname()[1])
        made.connect()
        assert made.sock.getsockopt(socket.IPPROTO_TCP, option) == value
        made.close()


@pytest.mark.parametrize(("error", "attempts"), [(TimeoutError(errno.ETIMEDOUT, "gone"), 2), (TimeoutError("slow"), 1)])
def test_a_way_that_is_gone_is_no_slow_server(
    calls: Start, monkeypatch: pytest.MonkeyPatch, error: OSError, attempts: int
) -> None:
    """What the system gave up is asked again over a new connection; a server that is only slow is not asked twice."""
    asked: list[bool] = []
    first = HTTPConnection.getresponse

    def getresponse(connection: Any) -> Any:
        asked.append(True)
        if len(asked) == 2:
            raise error
        return first(connection)

    def mood(talk: Talk) -> None:
        while talk.request():
            talk.answer(HEALTH)

    monkeypatch.setattr(HTTPConnection, "getresponse", getresponse)
    api = calls(mood)
    api.call(routes.HEALTHZ, want=m.Health)
    with pytest.raises(ServerUnavailable) if attempts == 1 else contextlib.nullcontext():
        api.call(routes.HEALTHZ, want=m.Health)
    assert len(asked) == 1 + attempts


def test_new_connection_that_ends_is_not_tried_again(calls: Start) -> None:
    """A server that takes a request and falls is not asked the same once more at once."""
    asked: list[int] = []

    def mood(talk: Talk) -> None:
        assert talk.request()
        asked.append(talk.number)

    api = calls(mood)
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    assert asked == [1]


def test_it_is_tried_once_and_no_more(calls: Start) -> None:
    """Where the new connection ends as well, that is the answer."""
    asked: list[int] = []

    def mood(talk: Talk) -> None:
        while talk.request():
            asked.append(talk.number)
            if len(asked) > 1:
                return
            talk.answer(HEALTH)

    api = calls(mood)
    api.call(routes.HEALTHZ, want=m.Health)
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    assert asked == [1, 1, 2]


def test_answer_that_began_is_not_asked_for_again(calls: Start) -> None:
    """Cut in the middle of a body, on a kept connection too: who reads it decides what to do."""
    asked: list[int] = []

    def mood(talk: Talk) -> None:
        while talk.request():
            asked.append(talk.number)
            if len(asked) > 1:
                talk.socket.sendall(whole(HEALTH)[:-1])
                return
            talk.answer(HEALTH)

    api = calls(mood)
    api.call(routes.HEALTHZ, want=m.Health)
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    assert asked == [1, 1]


# -- next to nothing --------------------------------------------------------------------------------------------------


class Drips(io.RawIOBase):
    """One byte at a time, for ever; each takes so many seconds of the clock it is given."""

    def __init__(self, clock: list[float], byte_s: float) -> None:
        self.clock, self.byte_s = clock, byte_s

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Return a byte, late."""
        self.clock[0] += self.byte_s
        buffer[0] = 7
        return 1


def watched(monkeypatch: pytest.MonkeyPatch, byte_s: float) -> tuple[list[float], Watched]:
    """Return a clock and a watched source of bytes."""
    clock = [0.0]
    monkeypatch.setattr("megadesk.remote.connections.time.monotonic", lambda: clock[0])
    return clock, Watched(Drips(clock, byte_s))


def test_a_trickle_is_given_up_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte a second is no answer: after a minute of waiting it ends with an error."""
    clock, source = watched(monkeypatch, 1.0)
    with pytest.raises(TimeoutError):
        io.BufferedReader(source).read(4 << 20)
    assert clock[0] <= WAITED_S + 2


def test_the_slowest_line_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes a little faster than the least is read to its end, however long that takes."""
    clock, source = watched(monkeypatch, 0.9 / SLOWEST_BPS)
    assert len(io.BufferedReader(source).read(50_000)) == 50_000
    assert clock[0] > 5 * WAITED_S


def test_the_first_byte_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that works for long before it answers is no trickle."""
    clock, source = watched(monkeypatch, WAITED_S * 1.4)
    assert source.readinto(bytearray(10)) == 1
    assert clock[0] > WAITED_S


def test_a_stream_of_events_may_trickle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heartbeats are few, and nothing is wrong with that."""
    _, source = watched(monkeypatch, 20.0)
    source.is_patient = True
    for _ in range(50):
        assert source.readinto(bytearray(10)) == 1


@pytest.mark.parametrize("part", ["headers", "body"])
def test_an_answer_that_trickles_is_an_error(calls: Start, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Over a real socket, from within the headers or the body: the server counts as one that cannot be reached."""
    monkeypatch.setattr(connections, "WAITED_S", 0.05)
    monkeypatch.setattr(connections, "SLOWEST_BPS", 1 << 20)  # far above a byte now and then, on any machine
    over = threading.Event()

    def mood(talk: Talk) -> None:
        talk.request()
        head, _, _ = whole(bytes(1000)).partition(b"\r\n\r\n")
        talk.socket.sendall(head[:20] if part == "headers" else head + b"\r\n\r\n")
        while not over.wait(0.01):
            talk.socket.sendall(b"\r" if part == "headers" else b"x")

    api = calls(mood)
    try:
        with pytest.raises(ServerUnavailable):
            api.call(routes.HEALTHZ, want=m.Health)
    finally:
        over.set()


def test_a_server_that_does_not_read_is_given_up(calls: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that goes nowhere ends with an error after the time of a piece, not never."""
    monkeypatch.setattr(connections, "SEND_S", 0.05)
    over = threading.Event()

    def mood(_: Talk) -> None:
        over.wait(20)

    api = calls(mood)
    try:
        with pytest.raises(ServerUnavailable):
            api.raw(routes.BLOB_PUT, bytes(64 << 20), blob="00" * 32)
    finally:
        over.set()


def test_a_slow_reader_gets_all_of_it(calls: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece has its time, not the block: it may take longer altogether than one piece may."""
    monkeypatch.setattr("megadesk.remote.api.CONNECT_TIMEOUT_S", 0.2)
    gate = threading.Event()

    def mood(talk: Talk) -> None:
        talk.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SEND_PIECE_BYTES)
        gate.wait(0.6)  # longer than it may take to connect
        assert talk.request()
        talk.answer(HEALTH)

    api = calls(mood)
    assert api.raw(routes.BLOB_PUT, bytes(4 << 20), blob="00" * 32).body == HEALTH


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL])
def test_name_that_is_not_found_is_a_server_out_of_reach(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Whether the name is unknown or nobody can be asked for it: it is tried again, as any server that is not there."""

    def fail(*_arguments: object, **_named: object) -> None:
        raise socket.gaierror(code, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ServerUnavailable):
        Api("https://server.invalid").call(routes.HEALTHZ, want=m.Health)
