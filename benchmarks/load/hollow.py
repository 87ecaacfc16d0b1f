"""A server that does nothing: it takes every commit without a look. What devices can do against it is their ceiling.

python -m benchmarks.load.hollow PORT
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import msgspec
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from megadesk.wire.messages import Append, Appended, Stored

STORED = msgspec.json.encode(Stored(new=0))
_decoder = msgspec.msgpack.Decoder(Append)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer a commit with its own number, everything else with nothing new."""
    if scope["type"] != "http":
        return
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = STORED
    if scope["path"].endswith("/commits"):
        header = _decoder.decode(b"".join(parts)).header
        body = msgspec.msgpack.encode(Appended(seq=int.from_bytes(header[34:42], "big")))
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def main() -> None:
    """Serve until ended."""
    server = Server(
        app, address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, http=HTTPModes.http1,
        websockets=False, backlog=4096, backpressure=16_384, log_enabled=False,
    )  # fmt: skip
    asyncio.run(server.serve())


if __name__ == "__main__":
    main()
