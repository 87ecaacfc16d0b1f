"""The other end of the loopback, in a process of its own: ``python receiver.py PORT`` connects and reads to the end."""

from __future__ import annotations

import socket
import sys
from typing import Final

BUFFER_BYTES: Final = 1 << 20


def receive(port: int) -> None:
    """Say that it is ready, read until the other end says that was all, and answer."""
    buffer = bytearray(BUFFER_BYTES)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"!")
        while connection.recv_into(buffer):
            pass
        connection.sendall(b".")


if __name__ == "__main__":
    receive(int(sys.argv[1]))
