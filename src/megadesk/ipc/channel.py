"""One connection between a front end and the engine, both sides having proved that they hold the key.

Two traps, both measured, shape this file. ``Listener.accept`` with a key raises for a bad client and waits for ever for
a silent one, so accepting is without a key and the proof has its own thread and time limit. And closing a socket does
not wake a thread that reads it; worse, the number may be given to the next connection and the sleeper then reads that
one's bytes. So a connection is ended by ``shutdown``, and closed only by the thread that reads it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from multiprocessing import AuthenticationError
from multiprocessing import connection as pipes
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from typing import Final, Literal, TypeAlias

from megadesk.ipc.protocol import (
    HELLO_MAX_BYTES,
    MESSAGE_MAX_BYTES,
    PROTOCOL,
    Hello,
    decode_from_client,
    decode_from_engine,
    encode,
)
from megadesk.model.errors import AccessDenied, AlreadyRunning, EngineUnavailable, Malformed
from megadesk.model.relpath import printable

HANDSHAKE_TIMEOUT_S: Final = 2.0

Side: TypeAlias = Literal["client", "engine"]


def proving(authkey: bytes, side: Side) -> bytes:
    """Return what one side proves that it holds.

    Not the same for both: else who squats the socket could hand what one client asks to another one, and its answer back.
    """
    return sha256(f"megadesk {side}\0".encode() + authkey).digest()


class Channel:
    """A connection that sends and receives whole envelopes. One thread reads; any thread sends; any thread ends it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._ending = threading.Lock()
        self._is_closed = False

    def send(self, data: bytes) -> None:
        """Send one envelope; OSError once the other side has gone."""
        with self._sending:
            self._connection.send_bytes(data)

    def receive(self, max_bytes: int = MESSAGE_MAX_BYTES) -> bytes:
        """Return the next envelope; EOFError or OSError once it ended, or if more than max_bytes are announced."""
        return self._connection.recv_bytes(max_bytes)

    def demand_proof(self, authkey: bytes, of: Side) -> None:
        """Return once the other side has proved that it holds authkey; AuthenticationError if it does not."""
        deliver_challenge(self._connection, proving(authkey, of))

    def give_proof(self, authkey: bytes, of: Side) -> None:
        """Return once the other side has taken our proof; AuthenticationError if it does not."""
        answer_challenge(self._connection, proving(authkey, of))

    def end(self) -> None:
        """Make all reads and writes on both sides fail, now and later. Repeatable."""
        with self._ending:
            if self._is_closed:
                return
            if sys.platform == "win32":
                self._connection.close()  # a pipe's pending read is cancelled by it
                return
            with contextlib.suppress(OSError), socket.socket(fileno=os.dup(self._connection.fileno())) as twin:
                twin.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the handle back; only the thread that reads may call it."""
        self.end()
        with self._sending, self._ending:
            self._is_closed = True
            self._connection.close()


def accept_handshake(channel: Channel, authkey: bytes, version: str) -> None:
    """Return once the client has proved the key, we have, and both have said Hello; raises whatever goes wrong.

    A client of another protocol gets our Hello, so that it can say what is the matter, and then Malformed ends it.
    """
    with _time_limit(channel, HANDSHAKE_TIMEOUT_S):
        channel.demand_proof(authkey, "client")
        channel.give_proof(authkey, "engine")
        hello = decode_from_client(channel.receive(HELLO_MAX_BYTES))
        channel.send(encode(Hello(PROTOCOL, version)))
    if not isinstance(hello, Hello) or hello.protocol != PROTOCOL:
        raise Malformed("a client of another protocol")


def open_channel(address: str, authkey: bytes, version: str, timeout_s: float = HANDSHAKE_TIMEOUT_S) -> Channel:
    """Return a channel to the engine at address.

    Raises EngineUnavailable if nobody answers there in time, AlreadyRunning if an engine of another version does,
    AccessDenied if the keys differ.
    """
    channel = Channel(_connect(address, timeout_s))
    try:
        hello = _offer_handshake(channel, authkey, version, timeout_s)
        _check_version(hello, version)
    except BaseException:
        channel.close()
        raise
    return channel


def _offer_handshake(channel: Channel, authkey: bytes, version: str, timeout_s: float) -> Hello:
    try:
        with _time_limit(channel, timeout_s):
            channel.give_proof(authkey, "client")
            channel.demand_proof(authkey, "engine")
            channel.send(encode(Hello(PROTOCOL, version)))
            hello = decode_from_engine(channel.receive(HELLO_MAX_BYTES))
    except AuthenticationError as e:
        raise AccessDenied("the engine holds another key", reason="authkey") from e
    except (OSError, EOFError, AssertionError) as e:  # AssertionError: what came is no challenge
        raise EngineUnavailable("the engine does not answer the handshake", reason="busy") from e
    if not isinstance(hello, Hello):
        raise Malformed("the engine does not say hello")
    return hello


def _check_version(hello: Hello, ours: str) -> None:
    """Pass if both sides are of one version: no message is made for another one, however little has changed."""
    if hello.version != ours or hello.protocol != PROTOCOL:
        raise AlreadyRunning(
            "an engine of another version", reason="other_version", engine=printable(hello.version), version=ours
        )


def _connect(address: str, timeout_s: float) -> Connection:
    try:
        if sys.platform == "win32":
            return pipes.Client(address)
        # Not multiprocessing's own: its connect has no time limit, and waits while a hung engine's backlog is full.
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(timeout_s)
            door.connect(address)
            door.setblocking(True)
            return Connection(door.detach())
    except TimeoutError as e:
        raise EngineUnavailable("the engine takes no connections", reason="busy") from e
    except OSError as e:
        raise EngineUnavailable("no engine listens", reason="not_running") from e


@contextlib.contextmanager
def _time_limit(channel: Channel, timeout_s: float) -> Iterator[None]:
    """End the channel unless the block is done in time."""
    timer = threading.Timer(timeout_s, channel.end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
