"""The handshake, from the side of somebody who does not keep to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Listener
from pathlib import Path

import pytest

from megadesk.ipc.channel import Channel, open_channel
from megadesk.ipc.protocol import PROTOCOL, Event, Hello, encode
from megadesk.model.errors import AccessDenied, AlreadyRunning, EngineUnavailable, Malformed

KEY = b"k" * 32


def test_nobody_there_is_not_running(address: str) -> None:
    """No socket, a dead socket and no socket at all are the same to a front end: start an engine."""
    folder = Path(address).parent
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "dead"))
    (folder / "file").touch()
    for name in ("none", "dead", "file"):
        with pytest.raises(EngineUnavailable) as caught:
            open_channel(str(folder / name), KEY, "1")
        assert caught.value.arguments["reason"] == "not_running"


def test_silent_engine_is_given_up(address: str) -> None:
    """An engine that hangs makes a front end wait for a limited time."""
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(address)
        hung.listen()
        with pytest.raises(EngineUnavailable) as caught:
            open_channel(address, KEY, "1", timeout_s=0.05)
    assert caught.value.arguments["reason"] == "busy"


@contextmanager
def engine_that_says(address: str, answer: bytes) -> Iterator[None]:
    """An engine that holds the key and says this instead of its Hello."""
    with Listener(address, "AF_UNIX") as listener:

        def serve() -> None:
            channel = Channel(listener.accept())
            channel.demand_proof(KEY, "client")
            channel.give_proof(KEY, "engine")
            channel.receive()
            channel.send(answer)
            channel.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (encode(Hello(PROTOCOL + 1, "1")), AlreadyRunning),
        (encode(Hello(PROTOCOL - 1, "1")), AlreadyRunning),
        (encode(Hello(PROTOCOL, "1.0.1")), AlreadyRunning),
        (encode(Hello(PROTOCOL + 1, "2.0"))[:-1] + b',"build":"x"}', AlreadyRunning),
        (encode(Event("status")), Malformed),
        (b"\x80\x04", Malformed),
        (b"x" * 5000, EngineUnavailable),
    ],
    ids=["newer", "older", "another version", "with more to say", "no hello", "pickle", "too long"],
)
def test_engine_of_another_kind_is_told_apart(address: str, answer: bytes, kind: type[Exception]) -> None:
    """After an update a front end knows whether the engine must be restarted or it must itself."""
    with engine_that_says(address, answer), pytest.raises(kind):
        open_channel(address, KEY, "1", timeout_s=30)


def test_engine_without_the_key_is_refused(address: str) -> None:
    """Somebody who squats the socket gets no request, and so no password."""
    heard: list[bytes] = []
    with Listener(address, "AF_UNIX") as listener:

        def serve() -> None:
            connection = listener.accept()
            connection.send_bytes(b"#CHALLENGE#" + b"m" * 20)
            connection.recv_bytes()
            connection.send_bytes(b"#WELCOME#")
            connection.recv_bytes()  # the client's challenge, which a squatter cannot answer
            connection.send_bytes(b"guess")
            try:
                heard.extend(connection.recv_bytes() for _ in range(2))
            except EOFError:
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(AccessDenied):
            open_channel(address, KEY, "1", timeout_s=30)
        thread.join()
    assert heard in ([], [b"#FAILURE#"])


def test_who_squats_the_socket_cannot_have_clients_answer_each_other(address: str) -> None:
    """What one front end asks, to see whether this is its engine, another one does not answer."""
    heard: list[bytes] = []
    failed: list[type[Exception]] = []

    def ask() -> None:
        try:
            open_channel(address, KEY, "1", timeout_s=5).close()
        except (AccessDenied, EngineUnavailable) as error:
            failed.append(type(error))

    with Listener(address, "AF_UNIX") as listener:
        clients = [threading.Thread(target=ask) for _ in range(2)]
        for client in clients:
            client.start()
        one, other = listener.accept(), listener.accept()
        one.send_bytes(b"#CHALLENGE#" + b"m" * 20)
        one.recv_bytes()
        one.send_bytes(b"#WELCOME#")
        other.send_bytes(one.recv_bytes())
        one.send_bytes(other.recv_bytes())
        with suppress(EOFError, OSError):
            heard.extend(one.recv_bytes() for _ in range(2))
        one.close()
        other.close()
        for client in clients:
            client.join()
    assert heard in ([], [b"#FAILURE#"])
    assert len(failed) == 2


def test_end_wakes_the_reader() -> None:
    """A thread that reads is woken; a close alone would leave it asleep on a number that may be given away."""
    ours, theirs = socket.socketpair()
    channel = Channel(Connection(ours.detach()))
    ended = threading.Event()

    def read() -> None:
        try:
            channel.receive()
        except EOFError:
            ended.set()

    thread = threading.Thread(target=read)
    thread.start()
    channel.end()
    thread.join()
    assert ended.is_set()
    channel.close()
    channel.end()
    theirs.close()
