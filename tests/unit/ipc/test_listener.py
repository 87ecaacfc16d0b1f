"""A client that is silent, wrong, rude, slow or gone harms only itself."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing import connection as pipes
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from pathlib import Path

import pytest

from fakes.ipc import Steered
from megadesk.ipc import channel
from megadesk.ipc import listener as room
from megadesk.ipc.channel import proving
from megadesk.ipc.client import Client, connect
from megadesk.ipc.listener import Call, EngineListener
from megadesk.ipc.protocol import (
    LAGGED,
    PROTOCOL,
    Event,
    Hello,
    Request,
    Response,
    Subscribe,
    decode_from_engine,
    encode,
)
from megadesk.model.errors import AccessDenied, LimitExceeded, NotFound, OurBug

KEY = b"k" * 32


def raw(address: str) -> Connection:
    """Return a connection that has proved the key and said hello, with nothing of ours behind it."""
    made = pipes.Client(address)
    answer_challenge(made, proving(KEY, "client"))
    deliver_challenge(made, proving(KEY, "engine"))
    made.send_bytes(encode(Hello(PROTOCOL, "raw")))
    assert isinstance(decode_from_engine(made.recv_bytes()), Hello)
    return made


def is_ended(connection: Connection) -> bool:
    """Return whether the engine ended the connection; waits for it."""
    try:
        while True:
            connection.recv_bytes()
    except (EOFError, OSError):
        return True


def test_silent_clients_hold_nobody_up(address: str, dial: Callable[[], Client]) -> None:
    """Those who connect and say nothing do not keep others waiting."""
    with contextlib.ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(socket.socket(socket.AF_UNIX)).connect(address)
        assert dial().call("echo", {"a": 1}) == {"a": 1}


def test_silent_client_is_ended(address: str, handler: Steered, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the handshake's time a silent client is put out, and its thread with it."""
    monkeypatch.setattr(channel, "HANDSHAKE_TIMEOUT_S", 0.05)
    made = EngineListener(address, KEY, handler, version="1")
    made.start()
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(address)
        assert silent.recv(100)  # the challenge
        readers = [thread for thread in threading.enumerate() if thread.name == "ipc-reader"]
        while silent.recv(100):  # the end
            pass
    for reader in readers:
        reader.join(30)
    assert not any(reader.is_alive() for reader in readers)
    made.close()


def test_half_a_message_in_the_handshake_is_silence_too(
    address: str, listener: EngineListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One byte and no more does not hold a thread for ever."""
    monkeypatch.setattr(channel, "HANDSHAKE_TIMEOUT_S", 0.05)
    with socket.socket(socket.AF_UNIX) as stalled:
        stalled.connect(address)
        stalled.sendall(b"\x00\x00")
        while stalled.recv(100):
            pass
    assert listener is not None


def test_client_with_a_wrong_key_is_refused_and_others_go_on(address: str, dial: Callable[[], Client]) -> None:
    """A wrong key ends one connection, not the engine's door."""
    for _ in range(3):
        with pytest.raises(AccessDenied):
            connect(address, b"x" * 32, version="1", timeout_s=30)
        with pytest.raises(AuthenticationError):
            pipes.Client(address, authkey=b"x" * 32)
    assert dial().call("echo") == {}


@pytest.mark.parametrize(
    "first",
    [b"", b"garbage", b"#WELCOME#", b"x" * 300, b"\x80\x04\x95"],
    ids=["empty", "text", "welcome", "long", "pickle"],
)
def test_garbage_in_the_handshake_ends_that_client(address: str, dial: Callable[[], Client], first: bytes) -> None:
    """Whatever comes in place of a proof, the door stays open for others."""
    rude = pipes.Client(address)
    rude.send_bytes(first)
    assert is_ended(rude)
    rude.close()
    assert dial().call("echo") == {}


def test_garbage_after_the_proof_ends_that_client(
    address: str, dial: Callable[[], Client], caplog: pytest.LogCaptureFixture
) -> None:
    """Who proves the key and then talks nonsense is ended as quietly, and is no bug of ours."""
    rude = pipes.Client(address)
    answer_challenge(rude, proving(KEY, "client"))
    rude.send_bytes(b"no challenge")
    assert is_ended(rude)
    rude.close()
    assert dial().call("echo") == {}
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("more", [b"", b',"build":"x"'], ids=["as ours", "with more to say"])
def test_client_of_another_protocol_gets_our_hello_and_the_end(
    address: str, listener: EngineListener, more: bytes
) -> None:
    """It can say what is the matter."""
    assert listener is not None
    old = pipes.Client(address)
    answer_challenge(old, proving(KEY, "client"))
    deliver_challenge(old, proving(KEY, "engine"))
    old.send_bytes(encode(Hello(PROTOCOL + 1, "2"))[:-1] + more + b"}")
    assert decode_from_engine(old.recv_bytes()) == Hello(PROTOCOL, "1.0")
    assert is_ended(old)
    old.close()


@pytest.mark.parametrize(
    "message",
    [b"", b"{}", b"\x80\x04K\x01.", encode(Hello(PROTOCOL, "again")), encode(Event("status"))],
    ids=["empty", "object", "pickle", "hello", "event"],
)
def test_rude_client_is_ended_and_others_go_on(address: str, dial: Callable[[], Client], message: bytes) -> None:
    """The first bad message ends its sender."""
    other = dial()
    rude = raw(address)
    rude.send_bytes(message)
    assert is_ended(rude)
    rude.close()
    assert other.call("echo", {"a": 1}) == {"a": 1}


def test_message_that_announces_too_much_ends_its_sender(address: str, client: Client) -> None:
    """The size is refused before memory is taken for it."""
    rude = raw(address)
    os.write(rude.fileno(), (2**31 - 1).to_bytes(4, "big") + b"x")
    assert is_ended(rude)
    rude.close()
    assert client.call("echo") == {}


def test_request_id_in_use_ends_its_sender(address: str, client: Client) -> None:
    """Answers can never be mixed up."""
    rude = raw(address)
    rude.send_bytes(encode(Request(1, "wait")))
    rude.send_bytes(encode(Request(1, "echo")))
    assert is_ended(rude)
    rude.close()
    assert client.call("echo") == {}


def test_too_many_requests_at_once_are_put_off(address: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client cannot make threads without end; it is told to come back."""
    monkeypatch.setattr(room, "REQUESTS_MAX", 2)
    busy = raw(address)
    for number in range(3):
        busy.send_bytes(encode(Request(number, "wait")))
    answer = decode_from_engine(busy.recv_bytes())
    assert isinstance(answer, Response)
    assert answer.id == 2
    assert answer.error is not None
    assert answer.error.code == "rate_limited"
    busy.close()
    assert client.call("echo") == {}


def test_too_many_clients_are_turned_away(address: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who are in stay in."""
    monkeypatch.setattr(room, "CLIENTS_MAX", 1)
    extra = pipes.Client(address)
    assert is_ended(extra)
    extra.close()
    assert client.call("echo") == {}


def test_slow_reader_blocks_neither_publish_nor_others(
    address: str, listener: EngineListener, dial: Callable[[], Client]
) -> None:
    """A client that subscribes and never reads costs the engine nothing but its bounded queue."""
    slow = raw(address)
    slow.send_bytes(encode(Subscribe(frozenset({"status"}))))
    slow.send_bytes(encode(Request(1, "echo")))
    assert decode_from_engine(slow.recv_bytes()) == Response(1, {})  # so the subscription is in force
    other = dial()
    for number in range(3000):
        listener.publish("status", [number, "x" * 10_000], kind=number)
    assert other.call("echo", {"a": 1}) == {"a": 1}
    topics = set()
    while LAGGED not in topics:
        event = decode_from_engine(slow.recv_bytes())
        assert isinstance(event, Event)
        topics.add(event.topic)
    slow.close()


def test_client_that_goes_away_takes_its_requests_with_it(
    address: str, handler: Steered, listener: EngineListener
) -> None:
    """A handler learns that nobody waits any more."""
    assert listener is not None
    gone = raw(address)
    gone.send_bytes(encode(Request(1, "wait")))
    assert handler.waiting.wait(30)
    gone.close()
    assert handler.cancelled.wait(30)


def test_client_that_goes_away_in_a_stream_frees_its_handler(
    address: str, handler: Steered, listener: EngineListener
) -> None:
    """A handler that waits for a reader who has gone is let go."""
    assert listener is not None
    gone = raw(address)
    gone.send_bytes(encode(Request(1, "count", {"to": 10_000, "padding": 100_000})))
    gone.recv_bytes()
    gone.close()
    assert handler.cancelled.wait(30)


def test_errors_reach_the_client_as_they_are(client: Client) -> None:
    """Class, detail and arguments."""
    with pytest.raises(NotFound) as caught:
        client.call("missing")
    assert (caught.value.detail, caught.value.arguments) == ("no such path", {"path": "/a"})


def test_bug_in_a_handler_is_answered_without_its_text_and_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """The client gets an answer, the log the traceback; other requests go on."""
    with pytest.raises(OurBug) as caught:
        client.call("bug")
    assert "secret" not in str(caught.value)
    assert "do_bug" in caplog.text
    assert client.call("echo") == {}


def test_result_that_cannot_be_sent_is_answered(client: Client) -> None:
    """Too large, or no JSON: an error, not silence."""
    with pytest.raises(LimitExceeded):
        client.call("huge")
    with pytest.raises(OurBug):
        client.call("unknown_kind")
    assert client.call("echo") == {}


def test_socket_is_private_and_gone_after_close(address: str, listener: EngineListener) -> None:
    """Only the owner connects; a clean stop leaves nothing."""
    assert Path(address).stat().st_mode & 0o777 == 0o600
    listener.close()
    listener.close()
    assert not Path(address).exists()


def test_socket_of_a_killed_engine_is_replaced_and_a_file_is_not(address: str, handler: Steered) -> None:
    """After kill -9 the address is taken over; what is not a socket is nobody's to remove."""
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(address)
    made = EngineListener(address, KEY, handler, version="1")
    made.start()
    connect(address, KEY, version="1", timeout_s=30).close()
    made.close()
    file = Path(address).with_name("file")
    file.touch()
    with pytest.raises(AccessDenied):
        EngineListener(str(file), KEY, handler, version="1").start()
    assert file.exists()


def test_address_that_cannot_be_bound_is_access_denied(tmp_path: Path, handler: Steered) -> None:
    """A folder that is missing is said plainly."""
    with pytest.raises(AccessDenied):
        EngineListener(str(tmp_path / "no" / "s"), KEY, handler, version="1").start()


def test_request_that_stops_the_engine_is_still_answered(address: str) -> None:
    """Who asks the engine to stop learns that it does."""
    stopping = threading.Event()

    def stop(request: Request, call: Call) -> str:
        assert not call.cancelled.is_set(), request
        stopping.set()
        return "stopping"

    made = EngineListener(address, KEY, stop, version="1")
    made.start()

    def close() -> None:
        stopping.wait(30)
        made.close(30)

    closing = threading.Thread(target=close)
    closing.start()
    with connect(address, KEY, version="1", timeout_s=30) as client:
        assert client.call("stop") == "stopping"
    closing.join()


def test_close_does_not_wait_for_a_client_that_does_not_read(address: str, handler: Steered) -> None:
    """A stuck front end cannot keep the engine from stopping."""
    made = EngineListener(address, KEY, handler, version="1")
    made.start()
    stuck = raw(address)
    stuck.send_bytes(encode(Request(1, "count", {"to": 10_000, "padding": 100_000})))
    stuck.recv_bytes()
    made.close(timeout_s=0.05)
    assert handler.cancelled.wait(30)
    assert is_ended(stuck)
    stuck.close()


def test_subscribers_are_known(listener: EngineListener, client: Client) -> None:
    """An event that nobody wants need not be made."""
    assert not listener.has_subscribers("status")
    client.subscribe(["status"], lambda topic, payload: None)
    client.call("echo")
    assert listener.has_subscribers("status")
    assert not listener.has_subscribers("other")
