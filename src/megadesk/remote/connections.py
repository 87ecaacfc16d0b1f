"""Connections that wait for nobody for ever, and that say when one which was kept for later turned out to be dead.

    request --a piece at a time, each within SEND_S--> server     who reads a byte a second is given up
    server --Watched: so many bytes a second of waiting--> Answer     and so is who writes a byte a second
    a kept connection that ends before any answer --> DeadConnectionError
    nobody acknowledges what was sent for UNHEARD_S --> the system ends it: the way is gone, not the server slow

The time-outs of sockets alone hold for a single call: with one byte every minute an answer could go on for years. And they
cannot tell a server at work from a router that was switched on again and knows nothing of a kept connection.
"""

from __future__ import annotations

import errno
import http.client
import io
import socket
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SEND_PIECE_BYTES: Final = 64 << 10
SEND_S: Final = 60.0
"""For one piece. Without a time-out of its own a whole block had ten seconds, those in which a connection is made."""

UNHEARD_S: Final = 30
_UNHEARD: Final = {
    "linux": (getattr(socket, "TCP_USER_TIMEOUT", 18), UNHEARD_S * 1000),
    "darwin": (0x80, UNHEARD_S),  # TCP_RXT_CONNDROPTIME
    "win32": (5, UNHEARD_S),  # TCP_MAXRT
}
"""How each system is told so (tcp(7), netinet/tcp.h, ws2ipdef.h). Elsewhere it goes by its own, a quarter of an hour say."""

WAITED_S: Final = 60.0
SLOWEST_BPS: Final = 64
"""Ten times less than the slowest line that people have; a server that answers at all is far above it."""


_GONE: Final = frozenset({errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENETUNREACH})
"""What the system says of a way that is gone; the time-out of a socket has no number."""


class DeadConnectionError(ConnectionError):
    """A connection that has served before ended without a byte of this answer: most likely it was dead already."""


class Watched(io.RawIOBase):
    """Reads on, as long as enough comes for the time that is spent waiting; TimeoutError then.

    Only waiting counts: whoever reads slowly himself, because of a limit, finds that there is something. The first bytes
    may take as long as the socket lets them: until then the server is at work.
    """

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self._has_begun = False
        self._waited_s = 0.0
        self._came_bytes = 0
        self.is_patient = False
        """Whether nothing may come for as long as the socket lets it, again and again: a stream of events."""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        """Return how many bytes were read."""
        started_s = time.monotonic()
        count: int | None = self._raw.readinto(buffer)
        if self._has_begun and not self.is_patient:
            self._judge(count or 0, time.monotonic() - started_s)
        self._has_begun = True
        return count

    def _judge(self, size_bytes: int, waited_s: float) -> None:
        self._came_bytes += size_bytes
        self._waited_s += waited_s
        if self._waited_s < WAITED_S:
            return
        if self._came_bytes < SLOWEST_BPS * self._waited_s:
            raise TimeoutError("the answer trickles")
        self._waited_s, self._came_bytes = 0.0, 0

    def close(self) -> None:
        """Close what is read, too."""
        self._raw.close()
        super().close()


class Answer(http.client.HTTPResponse):
    """An answer that is given up when it trickles."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._watched = Watched(self.fp.detach())
        self.fp = io.BufferedReader(self._watched)

    def be_patient(self) -> None:
        """Take whatever comes from now on, however slowly."""
        self._watched.is_patient = True


class _Ours:
    """What our connections have in common, in front of urllib3's."""

    sock: Any
    response_class: Any = Answer
    _answers = 0

    def connect(self) -> None:
        """Begin anew: nothing was answered on it."""
        self._answers = 0
        super().connect()  # type: ignore[misc]
        if sys.platform in _UNHEARD:
            with suppress(OSError):  # a system that cannot is no reason to be offline
                self.sock.setsockopt(socket.IPPROTO_TCP, *_UNHEARD[sys.platform])

    def send(self, data: Any) -> None:
        """Send in pieces, each of which has its time."""
        if self.sock is None:
            super().send(b"")  # type: ignore[misc]  # connects
        view = memoryview(data).cast("B")
        for start in range(0, len(view), SEND_PIECE_BYTES):
            self.sock.settimeout(SEND_S)
            self.sock.sendall(view[start : start + SEND_PIECE_BYTES])

    def getresponse(self) -> Any:
        """Return the answer; DeadConnectionError if there is none, and there was one before."""
        try:
            response = super().getresponse()  # type: ignore[misc]
        except OSError as e:
            if self._answers and (isinstance(e, ConnectionError) or e.errno in _GONE):
                raise DeadConnectionError from e
            raise
        self._answers += 1
        return response


class _Plain(_Ours, HTTPConnection):
    """Without encryption."""


class _Encrypted(_Ours, HTTPSConnection):
    """With it."""


class _PlainPool(HTTPConnectionPool):
    """Of ours."""

    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    """Of ours, encrypted."""

    ConnectionCls = _Encrypted


POOLS: Final = {"http": _PlainPool, "https": _EncryptedPool}
"""For a pool manager of urllib3's."""


def was_dead(error: BaseException) -> bool:
    """Whether an error, however wrapped, is that of a kept connection that was dead."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DeadConnectionError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
