"""The site for several processes, with two behind it that say who they are: who is asked, and what happens when one is gone."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead
from pathlib import Path
from typing import Any

import pytest

from fakes import who_answers
from fakes.web import Several

SPACES = [f"{at:02x}" * 32 for at in range(24)]
AFTERWARDS = 40
"""So many more requests each thread makes after a process is gone."""


class Backend:
    """One process behind it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.start()

    def start(self) -> None:
        """Start it and return when it listens."""
        self.process = subprocess.Popen([sys.executable, who_answers.__file__, str(self.port)], stdout=subprocess.PIPE)
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                continue
            return
        raise AssertionError("it ended")

    @property
    def pid(self) -> int:
        """Who it says that it is."""
        return self.process.pid

    def hold(self) -> None:
        """Return when it has taken a request that it is to hold."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"held\n"

    def end(self, number: int = signal.SIGKILL) -> None:
        """End it."""
        self.process.send_signal(number)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


class Client:
    """One connection to the front."""

    def __init__(self, front: Several) -> None:
        self._connection = HTTPSConnection(
            front.address.removeprefix("https://"), timeout=60,
            context=ssl.create_default_context(cafile=str(front.certificate)),
        )  # fmt: skip

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: object) -> tuple[int, dict[str, Any]]:
        """Return status and what whoever answered says; nothing if that was nginx."""
        status, raw, _ = self.whole(method, path, body, **headers)
        return status, json.loads(raw) if raw.startswith(b"{") else {}

    def whole(self, method: str, path: str, body: bytes | None = None, **headers: object) -> tuple[int, bytes, str]:
        """Return status, body and the request's name."""
        self._connection.request(
            method, path, body=body, headers={name.replace("_", "-"): str(text) for name, text in headers.items()}
        )
        response = self._connection.getresponse()
        return response.status, response.read(), response.headers["X-Request-Id"]

    def stream(self) -> Any:
        """Return an open event stream."""
        self._connection.request("GET", "/v1/events")
        return self._connection.getresponse()

    def close(self) -> None:
        """Close it."""
        self._connection.close()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Several]:
    """nginx, with nobody behind it yet."""
    made = Several(tmp_path)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def backends(front: Several) -> Iterator[list[Backend]]:
    """Two processes behind it."""
    made = [Backend(port) for port in front.ports]
    try:
        yield made
    finally:
        for one in made:
            if one.process.returncode is None:
                one.end()


@pytest.fixture
def client(front: Several) -> Iterator[Client]:
    """A connection."""
    made = Client(front)
    yield made
    made.close()


def homes(client: Client, backends: list[Backend]) -> dict[int, str]:
    """Return a space that is at home in each process."""
    found = {client.ask("GET", f"/v1/spaces/{space}/head")[1]["pid"]: space for space in SPACES}
    assert found.keys() == {one.pid for one in backends}
    return found


def test_a_space_has_one_process(client: Client, backends: list[Backend]) -> None:
    """Whoever asks for what of it, and wherever everything else goes; with that process gone it goes to the other, and back."""
    pids = {one.pid for one in backends}
    first = {space: client.ask("GET", f"/v1/spaces/{space}/head")[1]["pid"] for space in SPACES}
    again = {space: client.ask("POST", f"/v1/spaces/{space}/commits", bytes(300_000))[1]["pid"] for space in SPACES}
    assert first == again
    assert set(first.values()) == pids == {client.ask("GET", "/v1/me")[1]["pid"] for _ in range(8)}
    gone, other = backends
    before = gone.pid
    gone.end()
    for space in SPACES:
        assert client.ask("POST", f"/v1/spaces/{space}/commits", b"x")[1]["pid"] == other.pid
    gone.start()
    back = {space: client.ask("GET", f"/v1/spaces/{space}/head")[1]["pid"] for space in SPACES}
    assert back == {space: gone.pid if pid == before else pid for space, pid in first.items()}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "restarted"])
def test_nobody_notices_that_one_is_gone(front: Several, backends: list[Backend], number: int) -> None:
    """One after the other, and back again, under load: every GET and every commit is answered. An answer that has begun may be cut."""
    done, failed = [0] * 4, list[tuple[int, str]]()
    changed, over = threading.Condition(), threading.Event()

    def load(at: int) -> None:
        client = Client(front)
        while not over.is_set():
            space = SPACES[done[at] % len(SPACES)]
            for method, path in (
                ("GET", "/v1/me"),
                ("GET", f"/v1/spaces/{space}/head"),
                ("POST", f"/v1/spaces/{space}/commits"),
            ):
                try:
                    status, _ = client.ask(method, path, b"x" if method == "POST" else None)
                except IncompleteRead:  # killed in the middle of its answer: nobody in front of it can help that
                    assert number == signal.SIGKILL
                    client.close()
                    continue
                if status != 200:
                    failed.append((status, path))
            with changed:
                done[at] += 1
                changed.notify_all()
        client.close()

    def more() -> None:
        """Return when each thread has gone on for a while."""
        with changed:
            wanted = [n + AFTERWARDS for n in done]
            changed.wait_for(lambda: all(n >= least for n, least in zip(done, wanted, strict=True)))

    threads = [threading.Thread(target=load, args=(at,)) for at in range(len(done))]
    for thread in threads:
        thread.start()
    try:
        for one in backends:
            more()
            one.end(number)
            more()
            one.start()
        more()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert failed == []


def test_what_was_sent_is_sent_again_if_that_does_no_harm(
    client: Client, front: Several, backends: list[Backend]
) -> None:
    """A process dies over a request that it took: a commit and a question about blobs are answered by the other; a sign-up is not, nor an upload of which there is no copy."""
    for method, path, size, status in (
        ("POST", "/v1/spaces/{}/commits", 2 << 20, 200), ("POST", "/v1/blobs/missing", 100, 200),
        ("GET", "/v1/blobs/00", 0, 200), ("POST", "/v1/accounts", 100, 502), ("PUT", "/v1/blobs/00", 1 << 20, 502),
    ):  # fmt: skip
        gone, other = backends
        where = path.format(homes(client, backends)[gone.pid])
        answers: list[tuple[int, dict[str, Any]]] = []
        is_held = threading.Event()
        asking = threading.Thread(
            target=lambda: answers.append(_held(Client(front), gone.pid, is_held, method, where, size))  # noqa: B023 -- joined
        )
        asking.start()
        gone.hold()
        is_held.set()
        gone.end()
        asking.join()
        assert answers[0][0] == status, path
        if status == 200:
            assert (answers[0][1]["pid"], answers[0][1]["size"]) == (other.pid, size)
        gone.start()


def _held(
    client: Client, pid: int, is_held: threading.Event, method: str, path: str, size: int
) -> tuple[int, dict[str, Any]]:
    """Return the answer to the first request that this process took."""
    while True:
        answer = client.ask(method, path, bytes(size) if size else None, x_hold=pid)
        if is_held.is_set():
            client.close()
            return answer


def test_one_that_is_about_to_stop_is_passed_over(client: Client, backends: list[Backend]) -> None:
    """Its 503 goes to nobody whose request can be asked of another."""
    gone, other = backends
    space = homes(client, backends)[gone.pid]
    for method, path in (
        ("GET", "/v1/me"),
        ("GET", f"/v1/spaces/{space}/head"),
        ("POST", f"/v1/spaces/{space}/commits"),
    ):
        for _ in range(4):
            status, said = client.ask(method, path, b"x" if method == "POST" else None, x_refuse=gone.pid)
            assert (status, said["pid"]) == (200, other.pid)


def test_streams_say_at_once_what_they_have_to_say(client: Client, front: Several, backends: list[Backend]) -> None:
    """Nothing is kept until there is more of it; and who is busy with streams is asked for nothing else, least_conn sees to it."""
    stream = client.stream()
    assert stream.readline() == b"data: hello\n"
    other = Client(front)
    assert len({other.ask("GET", "/v1/me")[1]["pid"] for _ in range(4)}) == 1
    for one in backends:
        direct = HTTPConnection("127.0.0.1", one.port)
        direct.request("GET", "/release")
        direct.getresponse().read()
        direct.close()
    assert b"data: bye\n" in stream.read()
    stream.close()
    other.close()


def test_requests_have_names_and_figures_are_closed(client: Client, backends: list[Backend]) -> None:
    """A client's own name goes in and comes out, nonsense is replaced, an error of nginx has one too; an address counts that nginx sees."""
    status, raw, name = client.whole("GET", "/v1/me", x_request_id="mine-1", x_forwarded_for="192.0.2.1")
    said = json.loads(raw)["headers"]
    assert (status, name, said["x-request-id"], said["x-forwarded-for"]) == (200, "mine-1", "mine-1", "127.0.0.1")
    _, raw, name = client.whole("GET", "/v1/me", x_request_id="not a name")
    assert name == json.loads(raw)["headers"]["x-request-id"] != "not a name"
    assert client.whole("GET", "/metrics", x_request_id="mine-2")[::2] == (404, "mine-2")
    assert client.ask("POST", f"/v1/spaces/{SPACES[0]}/commits", bytes(6 << 20))[0] == 413
    for one in backends:
        one.end()
    status, _, name = client.whole("GET", "/v1/me")
    assert (status, bool(name)) == (502, True)
