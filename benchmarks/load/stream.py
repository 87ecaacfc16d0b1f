"""Event streams: a device that listens, and costs its process as little as can be.

    Stream --connect--> "hello", heads of now --> on_head(seq) for each head that moves

Who is cut off comes again after a moment, as devices do, and it is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random
from typing import cast

from benchmarks.load.http import Door, chunks

from megadesk.model.errors import Malformed
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode
from megadesk.wire.messages import Event

AGAIN_S = 1.0


class _Listening(asyncio.Protocol):
    def __init__(self, stream: Stream, head: bytes) -> None:
        self._stream = stream
        self._head = head
        self._bytes = b""
        self._is_in_body = False
        self._text = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._stream.transport = cast("asyncio.Transport", transport)  # uvloop's are no instances of it
        self._stream.transport.write(self._head)

    def data_received(self, data: bytes) -> None:
        self._bytes += data
        if not self._is_in_body:
            head, end, rest = self._bytes.partition(b"\r\n\r\n")
            if not end:
                return
            self._is_in_body = True
            self._bytes = rest
            self._stream.answered(int(head[9:12]))
        pieces, self._bytes = chunks(self._bytes)
        self._text += b"".join(pieces)
        *lines, self._text = self._text.split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                self._stream.told(line[5:].strip())

    def connection_lost(self, _exc: Exception | None) -> None:
        self._stream.lost()


class Stream:
    """One device's stream."""

    def __init__(
        self, door: Door, token: bytes, chance: Random, *, on_head: Callable[[int], None], on_lost: Callable[[], None]
    ) -> None:
        self._door, self._token, self._chance = door, token, chance
        self._on_head, self._on_lost = on_head, on_lost
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self._is_ending = False
        self._settled: asyncio.Future[bool] | None = None

    async def connect(self) -> bool:
        """Open it; whether it was granted."""
        loop = asyncio.get_running_loop()
        self._settled = loop.create_future()
        head = self._door.head("GET", routes.EVENTS.path, self._token, 0)
        try:
            await loop.create_connection(
                lambda: _Listening(self, head), self._door.host, self._door.port, ssl=self._door.secure
            )
        except OSError:
            self.lost()
        return await self._settled

    def answered(self, status: int) -> None:
        self.is_open = status == 200
        if self._settled is not None and not self._settled.done():
            self._settled.set_result(self.is_open)

    def told(self, data: bytes) -> None:
        try:
            event = decode(Event, data, Encoding.JSON)
        except Malformed:
            return
        if event.kind == "head":
            self._on_head(event.seq)

    def lost(self) -> None:
        self.is_open = False
        if self._settled is not None and not self._settled.done():
            self._settled.set_result(False)
        if not self._is_ending:
            self._on_lost()
            asyncio.get_running_loop().call_later(AGAIN_S * (1 + self._chance.random()), self._again)

    def _again(self) -> None:
        if not self._is_ending:
            self._task = asyncio.get_running_loop().create_task(self.connect())

    def close(self) -> None:
        self._is_ending = True
        if self.transport is not None:
            self.transport.abort()
