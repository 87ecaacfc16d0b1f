"""What the tests of this room share: a server on the loopback that says exactly what it is told to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest


class Scripted:
    """Answers each connection with the next of ``answers`` and closes it; remembers what was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: list[bytes] = []
        self.asked: list[bytes] = []
        self.hold = threading.Event()
        self.hold.set()
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}"

    def answer(self, status: str = "200 OK", body: bytes = b"", **headers: str) -> None:
        """Add an answer with its right length unless the headers say otherwise; it says that the connection ends.

        A client that may keep the connection could ask again in the moment between the last byte and its end.
        """
        lines = {"Content-Length": str(len(body)), "Connection": "close"}
        lines |= {name.replace("_", "-"): text for name, text in headers.items()}
        head = "".join(f"{name}: {text}\r\n" for name, text in lines.items())
        self.answers.append(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)

    def close(self) -> None:
        """Listen no more."""
        self.hold.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes accept; closing alone would not
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                try:
                    self._talk(connection)
                except OSError:
                    continue

    def _talk(self, plain: socket.socket) -> None:
        plain.settimeout(10)
        connection = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
        try:
            self.asked.append(_request(connection))
            if self.answers:
                connection.sendall(self.answers.pop(0))
            self.hold.wait(10)
        finally:
            connection.close()


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65_536)
        if not more:
            raise ConnectionResetError  # who looked at our certificate and went away
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """A server that says what it is told."""
    server = Scripted()
    yield server
    server.close()
