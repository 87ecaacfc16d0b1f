"""A proxy on the loopback that wants a name and a password, and passes what it lets through on to one server.

client --CONNECT far:443, Proxy-Authorization--> GuardedProxy --407 | 200, then bytes--> 127.0.0.1:port
"""

from __future__ import annotations

import base64
import socket
import threading
from contextlib import suppress

HEAD_MAX_BYTES = 64 << 10
PIECE_BYTES = 64 << 10


class GuardedProxy:
    """``asked``: the first line of each request; ``let_through``: how many of them."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._port = port
        self._wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked: list[str] = []
        self.let_through = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            head = _read_head(near)
            self.asked.append(head.partition("\r\n")[0])
            if f"proxy-authorization: {self._wanted}".lower() not in head.lower():
                near.sendall(
                    b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
                return
            self.let_through += 1
            with socket.create_connection(("127.0.0.1", self._port), timeout=5) as far:
                near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pass_on, args=(far, near), daemon=True)
                back.start()
                _pass_on(near, far)
                back.join()


def _read_head(near: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < HEAD_MAX_BYTES:
        piece = near.recv(PIECE_BYTES)
        if not piece:
            break
        head += piece
    return head.decode("latin-1")


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE_BYTES):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
