"""The real process: Granian on a free port, and the same application under another ASGI server."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from fakes.people import Person, blob
from megadesk.model.errors import AlreadyRunning, BadUsage, Damaged
from megadesk.server.app import make_app
from megadesk.server.config import ServerConfig
from megadesk.server.run import bound, open_services, run_server
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode, encode

SOURCE = Path(__file__).parents[3] / "src"
posix = pytest.mark.xfail(sys.platform == "win32", reason="signals of POSIX", strict=True)


@contextmanager
def process(data: Path, *before: str) -> Iterator[subprocess.Popen[str]]:
    """Run a server, by the program ``before`` if one is named; it listens when the block begins, and is gone when it ends."""
    child = subprocess.Popen(
        [*before, sys.executable, "-W", "error", "-m", "megadesk", "server", "run", "--data", str(data), "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert child.stdout is not None
    try:
        line = child.stdout.readline()
        assert line.startswith("megadesk server: listening on http://127.0.0.1:"), line
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def connect(data: Path) -> HTTPConnection:
    """Return a connection to the server of a data folder."""
    address = json.loads((data / "server.json").read_text())["address"]
    return HTTPConnection(address.removeprefix("http://"), timeout=30)


def ask(
    connection: HTTPConnection, method: str, path: str, body: bytes | None = None, token: bytes | None = None
) -> tuple[int, bytes]:
    """Return status and body of an answer."""
    headers = {"Authorization": f"Bearer {token.hex()}"} if token else {}
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    return response.status, response.read()


def signed_in(connection: HTTPConnection, ada: Person) -> bytes:
    """Sign up and log in over a real connection; return the token."""
    origin = f"http://{connection.host}:{connection.port}"
    assert ask(connection, "POST", "/v1/accounts", encode(ada.sign_up(), Encoding.JSON))[0] == 200
    _, raw = ask(connection, "POST", "/v1/login/start", encode(m.LoginStart(login=ada.login), Encoding.JSON))
    finish = ada.signed(decode(m.LoginChallenge, raw, Encoding.JSON), origin=origin)
    status, raw = ask(connection, "POST", "/v1/login/finish", encode(finish, Encoding.JSON))
    assert status == 200, raw
    return decode(m.LoginDone, raw, Encoding.JSON).token


def a_day(connection: HTTPConnection) -> None:
    """Sign up, upload, append, read back."""
    ada = Person()
    token = signed_in(connection, ada)
    block, data = blob("content", 3 << 20)
    assert ask(connection, "PUT", f"/v1/blobs/{block.hex()}", data, token) == (200, b'{"new":1}')
    made = ada.commit(ada.put("a", [block]))
    body = encode(m.Append(header=made.signed_header, ops=made.ops), Encoding.MSGPACK)
    assert ask(connection, "POST", f"/v1/spaces/{ada.space_id.hex()}/commits", body, token)[0] == 200
    assert ask(connection, "GET", f"/v1/blobs/{block.hex()}", None, token) == (200, data)
    status, raw = ask(connection, "GET", "/v1/me", None, token)
    assert (status, decode(m.Me, raw, Encoding.JSON).account) == (200, ada.account)


def test_a_real_process_serves_and_ends(tmp_path: Path) -> None:
    """On a port of its own; it says where, holds the folder alone, and ends with 0 leaving no trace of running."""
    with process(tmp_path) as child:
        told = json.loads((tmp_path / "server.json").read_text())
        assert told["pid"] == child.pid
        connection = connect(tmp_path)
        a_day(connection)
        with pytest.raises(AlreadyRunning):
            run_server(ServerConfig(data=tmp_path, listen="127.0.0.1:0"))
        with pytest.raises(BadUsage):
            run_server(ServerConfig(data=tmp_path / "other", listen=told["address"].removeprefix("http://")))
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
        connection.close()
        assert child.stderr is not None
        log = [json.loads(line) for line in child.stderr.read().splitlines()]
        assert [line["message"] for line in log] == ["started", "a commit was accepted", "stopped"]
    assert not (tmp_path / "server.json").exists()


@posix
def test_a_closed_terminal_ends_it_in_order(tmp_path: Path) -> None:
    """SIGHUP is as good as SIGTERM: it ends with 0 and leaves no trace of running."""
    with process(tmp_path) as child:
        child.send_signal(signal.SIGHUP)
        assert child.wait(30) == 0
    assert not (tmp_path / "server.json").exists()


@posix
def test_what_nohup_started_outlives_its_terminal(tmp_path: Path) -> None:
    """A SIGHUP that was ignored when it started stays so: the server goes on answering."""
    with process(tmp_path, "nohup") as child:
        child.send_signal(signal.SIGHUP)
        connection = connect(tmp_path)
        a_day(connection)
        connection.close()
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0


def test_headers_without_end_are_refused(tmp_path: Path) -> None:
    """More than a MiB of them is answered with 431 and the connection closed; others are served meanwhile."""
    with process(tmp_path):
        endless, other = connect(tmp_path), connect(tmp_path)
        endless.connect()
        endless.sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ")
        with contextlib.suppress(ConnectionError):
            endless.sock.sendall(b"x" * (2 << 20))
        assert ask(other, "GET", "/healthz")[0] == 200
        answer = b""
        with contextlib.suppress(ConnectionError):
            while piece := endless.sock.recv(4096):
                answer += piece
        assert answer == b"" or b" 431 " in answer.splitlines()[0]
        endless.close()
        other.close()


def test_an_end_tells_streams_and_waits_for_uploads(tmp_path: Path) -> None:
    """SIGTERM with an open stream and half an upload: the stream hears, the upload is finished and answered."""
    with process(tmp_path) as child:
        connection, streaming, uploading = connect(tmp_path), connect(tmp_path), connect(tmp_path)
        token = signed_in(connection, Person())
        connection.close()
        streaming.request("GET", "/v1/events", headers={"Authorization": f"Bearer {token.hex()}"})
        stream = streaming.getresponse()
        assert b"hello" in stream.readline()
        block, data = blob("slow", 200_000)
        uploading.putrequest("PUT", f"/v1/blobs/{block.hex()}")
        uploading.putheader("Authorization", f"Bearer {token.hex()}")
        uploading.putheader("Content-Length", str(len(data)))
        uploading.putheader("Expect", "100-continue")
        uploading.endheaders()
        assert uploading.sock.recv(100).startswith(b"HTTP/1.1 100")
        uploading.send(data[:100_000])
        child.send_signal(signal.SIGTERM)
        rest = stream.read()
        assert b"closing" in rest
        uploading.send(data[100_000:])
        answer = uploading.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"new":1}')
        assert child.wait(30) == 0
        streaming.close()
        uploading.close()


def test_a_process_that_was_killed_starts_again(tmp_path: Path) -> None:
    """After kill -9 the next one has everything that was answered."""
    with process(tmp_path) as child:
        connection = connect(tmp_path)
        a_day(connection)
        child.kill()
        child.wait()
        connection.close()
    with process(tmp_path) as again:
        connection = connect(tmp_path)
        status, raw = ask(connection, "POST", "/v1/accounts", encode(Person().sign_up(), Encoding.JSON))
        assert (status, json.loads(raw)["code"]) == (409, "already_exists")
        connection.close()
        again.send_signal(signal.SIGTERM)
        assert again.wait(30) == 0


class Uvicorn(uvicorn.Server):
    """uvicorn in a thread, on a socket of ours."""

    def install_signal_handlers(self) -> None:
        """Leave the signals to the tests."""


def test_another_asgi_server_does_as_well(tmp_path: Path) -> None:
    """The application is portable: a day in the life passes under uvicorn."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    services = open_services(ServerConfig(data=tmp_path), port)
    server = Uvicorn(uvicorn.Config(make_app(services), log_config=None, lifespan="on", ws="none"))
    running: Any = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    running.start()
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        a_day(connection)
        connection.close()
    finally:
        server.should_exit = True
        running.join()
        services.close()
        listener.close()


def test_every_route_is_open_or_needs_a_session() -> None:
    """There is no third kind of rights."""
    assert {route.rights for route in routes.ROUTES} == {"open", "session"}


@pytest.mark.parametrize("left", ["empty", "gone"])
def test_blobs_without_their_database_are_not_served(tmp_path: Path, left: str) -> None:
    """A new database in the place of a lost one would tell every device that it has no account: it is refused."""
    config = ServerConfig(data=tmp_path)
    open_services(config, 1).close()
    (config.blobs_folder / "files").mkdir(exist_ok=True)
    (config.blobs_folder / "files/blob").write_bytes(b"somebody's")
    open_services(config, 1).close()
    config.database_file.unlink()
    if left == "empty":
        config.database_file.touch()
    with pytest.raises(Damaged):
        open_services(config, 1)
    assert not config.database_file.exists() or config.database_file.stat().st_size == 0


@pytest.mark.xfail(sys.platform != "linux", reason="a limit of Linux' sockets", strict=True)
def test_who_takes_nothing_of_an_answer_is_let_go(tmp_path: Path) -> None:
    """Each connection has the limit from its listener: without it, every block that was asked for stays in memory."""
    config = ServerConfig(data=tmp_path, listen="127.0.0.1:0")
    with bound(config) as listener, socket.create_connection(listener.getsockname()):
        listener.setblocking(True)
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000
