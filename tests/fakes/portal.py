"""Somebody who answers everything in place of a server: a hotel's page, a gateway's, one that asks for patience.

Portal(port, "302 Found", Location="http://portal/")    counts in ``asked``; ``close`` gives the port free
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

PAGE = b"<html>sign in to this network</html>"
END = b"\r\n\r\n"


class Portal:
    """Answers each request on a port of the loopback the same, until closed."""

    def __init__(self, port: int, status: str = "200 OK", **headers: str) -> None:
        lines = {"Content-Type": "text/html", "Content-Length": str(len(PAGE))}
        lines |= {name.replace("_", "-"): text for name, text in headers.items()}
        head = "".join(f"{name}: {text}\r\n" for name, text in lines.items())
        self._answer = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + PAGE
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.asked = 0
        self._listener = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Go away, with every connection."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with self._lock:
                    self._open.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            data = b""
            while more := connection.recv(1 << 16):
                data += more
                while END in data:
                    head, _, data = data.partition(END)
                    data = self._past_the_body(connection, head, data)
                    self.asked += 1
                    connection.sendall(self._answer)

    @staticmethod
    def _past_the_body(connection: socket.socket, head: bytes, data: bytes) -> bytes:
        lengths = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        left = lengths[0] if lengths else 0
        while len(data) < left:
            data += connection.recv(1 << 16)
        return data[left:]
