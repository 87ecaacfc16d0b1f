"""A relay on loopback between a device and its server: counts what travels, and does something when enough has.

device --> Relay(port of the server) --> server      up_bytes: towards the server; down_bytes: back
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PIECE_BYTES = 64 << 10
SLOW_S = 0.1
"""What each piece takes on a slow line: 640 KiB/s for each connection."""


class Relay:
    """Passes every connection on to a port of the loopback, until closed."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.up_bytes = 0
        self.down_bytes = 0
        self._at_bytes: int | None = None
        self._action: Callable[[], None] = lambda: None
        self._open: set[socket.socket] = set()
        self._is_fast = threading.Event()
        self._is_fast.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self) -> None:
        """Count anew."""
        with self._lock:
            self.up_bytes = self.down_bytes = 0

    def after(self, size_bytes: int, action: Callable[[], None]) -> threading.Event:
        """Do something once, when so many bytes have travelled since the last ``forget``; return what is set then."""
        done = threading.Event()

        def act() -> None:
            action()
            done.set()

        with self._lock:
            self._at_bytes, self._action = size_bytes, act
        return done

    def slow_after(self, size_bytes: int) -> threading.Event:
        """Be a slow line once so many bytes have travelled, until ``hurry``: what moves does not end before somebody looks."""
        return self.after(size_bytes, self._is_fast.clear)

    def hurry(self) -> None:
        """Be a fast line again."""
        self._is_fast.set()

    def cut(self) -> None:
        """End every connection there is, in the middle of whatever travels; new ones are taken as before."""
        with self._lock:
            ends = list(self._open)
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            far.settimeout(None)
            near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIECE_BYTES)  # what is counted has nearly arrived
        except OSError:
            near.close()
            return
        with self._lock:
            self._open |= {near, far}
        back = threading.Thread(target=self._pass_on, args=(far, near), kwargs={"up": False}, daemon=True)
        back.start()
        self._pass_on(near, far, up=True)
        back.join()
        with self._lock:
            self._open -= {near, far}
        near.close()
        far.close()

    def _pass_on(self, source: socket.socket, target: socket.socket, *, up: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE_BYTES):
                target.sendall(piece)
                self._count(len(piece), up=up)
                self._is_fast.wait(SLOW_S)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _count(self, size_bytes: int, *, up: bool) -> None:
        action = None
        with self._lock:
            if up:
                self.up_bytes += size_bytes
            else:
                self.down_bytes += size_bytes
            if self._at_bytes is not None and self.up_bytes + self.down_bytes >= self._at_bytes:
                self._at_bytes, action = None, self._action
        if action is not None:
            action()
