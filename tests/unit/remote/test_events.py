"""The stream of hints: what parses is told, what does not is passed over, and a lost line is found again."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from megadesk.model.errors import LimitExceeded, MegadeskError, NotSignedIn, RateLimited, ServerUnavailable
from megadesk.remote import events as events_module
from megadesk.remote.api import Api
from megadesk.remote.events import EventStream, parse_events
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.routes import Route

HEAD = m.Event(kind="head", space=bytes(32), seq=7)
LINE = b"data: " + encode(HEAD, Encoding.JSON)
WAIT_S = 20


def test_events_are_found_between_the_rest() -> None:
    """Comments, empty lines and other fields are passed over; spaces after the colon do not matter."""
    lines = [b":", b"", b"event: x", b"id: 1", LINE, b"data:" + LINE[6:], b"retry: 9"]
    assert list(parse_events(iter(lines))) == [HEAD, HEAD]


@pytest.mark.parametrize(
    "line",
    [b"data:", b"data: {}", b"data: null", b"data: \xff", b'data: {"kind":1}', LINE[:-1], LINE.replace(b"7", b"-7"),
     b'data: {"kind":"head","more":1}', b'data: {"kind":"' + b"x" * 99 + b'"}'],
    ids=repr,
)  # fmt: skip
def test_event_that_does_not_parse_is_passed_over(line: bytes) -> None:
    """A hint that is none says nothing, and the next one is heard."""
    assert list(parse_events(iter([line, LINE]))) == [HEAD]


class ScriptedApi(Api):
    """Each stream is the next of a script: lines, or an error; then silence until closed."""

    def __init__(self, *script: list[bytes] | Exception) -> None:
        super().__init__("http://127.0.0.1:1")
        self.script = list(script)
        self.more: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    @contextmanager
    def stream(self, route: Route, *, read_timeout_s: float) -> Iterator[Iterator[bytes]]:
        """Yield the next of the script."""
        assert (route.name, read_timeout_s) == ("events", events_module.SILENCE_S)
        now = self.script.pop(0) if self.script else []
        if isinstance(now, Exception):
            raise now
        yield self._lines(now)

    def _lines(self, lines: list[bytes]) -> Iterator[bytes]:
        yield from lines
        if not self.script:
            yield from iter(self.more.get, None)


class Bench:
    """A stream and what it told."""

    luck = 1.0

    def __init__(self, *script: list[bytes] | Exception) -> None:
        self.api = ScriptedApi(*script)
        self.told: queue.Queue[object] = queue.Queue()
        self.stream = EventStream(
            self.api, on_event=self.told.put, on_connected=self._connected, jitter=lambda: self.luck
        )

    def _connected(self, connected: bool, error: MegadeskError | None) -> None:
        self.told.put((connected, error.code if error else None))

    def next(self) -> object:
        """Return what was told next."""
        return self.told.get(timeout=WAIT_S)

    def end(self) -> None:
        """Stop, and wait until the thread is gone; a heartbeat is enough for it to notice."""
        self.stream.stop()
        self.api.more.put(b":")
        self.stream._thread.join(WAIT_S)
        assert not self.stream._thread.is_alive()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for."""
    monkeypatch.setattr(events_module, "FIRST_WAIT_S", 0.0)
    monkeypatch.setattr(events_module, "LAST_WAIT_S", 0.0)


def test_connected_then_events() -> None:
    """First that somebody listens, so that he can fetch; then the hints, in order."""
    bench = Bench([b":", LINE, LINE])
    bench.stream.start()
    assert [bench.next() for _ in range(3)] == [(True, None), HEAD, HEAD]
    bench.end()
    assert bench.told.empty()


def test_a_fault_of_ours_is_said_and_the_line_found_again(caplog: pytest.LogCaptureFixture) -> None:
    """Without hints a device would learn of nothing until it is asked to look, and nobody would know."""
    bench = Bench(ValueError("a line nobody thought of"), [LINE])
    bench.stream.start()
    assert [bench.next() for _ in range(3)] == [(False, "bug"), (True, None), HEAD]
    bench.end()
    assert "nobody thought of" in caplog.text


def test_lost_line_is_said_and_found_again() -> None:
    """An end, an error and a refusal are all followed by another try."""
    bench = Bench([LINE], ServerUnavailable(), LimitExceeded(), [LINE], [])
    bench.stream.start()
    told = [bench.next() for _ in range(9)]
    assert told == [
        (True, None), HEAD, (False, None), (False, "server_unavailable"), (False, "limit"),
        (True, None), HEAD, (False, None), (True, None),
    ]  # fmt: skip
    bench.end()


def test_ended_session_ends_the_listening() -> None:
    """Who is no longer signed in has nothing to listen to."""
    bench = Bench(NotSignedIn(), [LINE])
    bench.stream.start()
    assert bench.next() == (False, "not_signed_in")
    bench.stream._thread.join(WAIT_S)
    assert not bench.stream._thread.is_alive()
    assert bench.told.empty()


def waits_of(bench: Bench) -> list[float]:
    """Return how long a stream waits before each next try, until it is refused for good."""
    waits: list[float] = []

    class Stopping(threading.Event):
        """Waits for nothing and remembers for how long."""

        def wait(self, timeout: float | None = None) -> bool:
            """Return at once."""
            waits.append(timeout or 0.0)
            return False

    bench.stream._over = Stopping()
    bench.stream.start()
    bench.stream._thread.join(WAIT_S)
    return waits


def test_patience_grows_and_the_server_s_wish_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits double up to the last one; a server that asks for longer gets it."""
    monkeypatch.setattr(events_module, "FIRST_WAIT_S", 1.0)
    monkeypatch.setattr(events_module, "LAST_WAIT_S", 4.0)
    down: Callable[[], MegadeskError] = ServerUnavailable
    bench = Bench(down(), down(), down(), down(), RateLimited(retry_after_s=30.0), NotSignedIn())
    waits = waits_of(bench)
    assert waits == [1.0, 2.0, 4.0, 4.0, 33.0]


@pytest.mark.parametrize(("luck", "waits"), [(0.0, [0.5, 1.0, 30.0]), (1.0, [1.0, 2.0, 33.0])])
def test_devices_do_not_come_back_all_at_once(monkeypatch: pytest.MonkeyPatch, luck: float, waits: list[float]) -> None:
    """Each waits for a while of its own, and none comes sooner than the server asked for."""
    monkeypatch.setattr(events_module, "FIRST_WAIT_S", 1.0)
    monkeypatch.setattr(events_module, "LAST_WAIT_S", 4.0)
    bench = Bench(ServerUnavailable(), ServerUnavailable(), RateLimited(retry_after_s=30.0), NotSignedIn())
    bench.luck = luck
    assert waits_of(bench) == waits


def test_a_server_that_takes_every_call_and_says_nothing_is_not_called_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only an event proves that somebody is there: without one, patience grows on as after errors."""
    monkeypatch.setattr(events_module, "FIRST_WAIT_S", 1.0)
    monkeypatch.setattr(events_module, "LAST_WAIT_S", 4.0)
    bench = Bench([b":"], [], [LINE], [b":"], NotSignedIn())
    assert waits_of(bench) == [1.0, 2.0, 1.0, 2.0]


def test_stopped_before_it_starts_says_nothing() -> None:
    """Nothing is dialled after stop."""
    bench = Bench([LINE])
    bench.stream.stop()
    bench.stream.start()
    bench.stream._thread.join(WAIT_S)
    assert bench.told.empty()


def test_row202_reconnect_does_not_wait_for_a_dead_line() -> None:
    """Row 202: a new connection at once, whatever the old one does; what the old one still brings is passed over."""
    bench = Bench([LINE])
    bench.stream.start()
    assert [bench.next(), bench.next()] == [(True, None), HEAD]
    old = bench.stream._thread
    bench.stream.reconnect()
    assert bench.next() == (True, None)
    bench.api.more.put(LINE)
    bench.api.more.put(LINE)  # whichever of the two reads first
    assert bench.next() == HEAD
    bench.stream.stop()
    for thread in (old, bench.stream._thread):
        bench.api.more.put(b":")
        bench.api.more.put(b":")
        thread.join(WAIT_S)
        assert not thread.is_alive()
    assert all(bench.next() == HEAD for _ in range(bench.told.qsize()))


def test_reconnect_ends_the_wait_for_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits half a minute after an error tries now."""
    monkeypatch.setattr(events_module, "FIRST_WAIT_S", 1e6)
    bench = Bench(ServerUnavailable(), [LINE])
    bench.stream.start()
    assert bench.next() == (False, "server_unavailable")
    bench.stream.reconnect()
    assert [bench.next(), bench.next()] == [(True, None), HEAD]
    bench.end()


def test_stopped_stream_does_not_reconnect() -> None:
    """A computer that wakes while the engine ends gives no new connection."""
    bench = Bench([LINE])
    bench.stream.stop()
    bench.stream.reconnect()
    assert bench.told.empty()
    assert not hasattr(bench.stream, "_thread")
