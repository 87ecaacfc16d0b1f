"""A server that says who it is, for tests of what stands in front of servers. Run as a program: who_answers.py PORT.

anything        200 and {"pid", "method", "headers", "size"}
x-refuse: PID   503 from that process, as from one that is about to stop
x-hold: PID     that process takes the request, writes a line on standard output, and never answers
/v1/events      one event; another when somebody asks for /release
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

import uvicorn


class WhoAnswers:
    """The application."""

    def __init__(self) -> None:
        self._released = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        size, more = 0, True
        while more:
            message = await receive()
            size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        pid = str(os.getpid())
        if headers.get("x-hold") == pid:
            print("held", flush=True)
            await asyncio.Event().wait()
        if scope["path"] == "/v1/events":
            await self._stream(send)
            return
        if scope["path"] == "/release":
            self._released.set()
        status = 503 if headers.get("x-refuse") == pid else 200
        said = {"pid": int(pid), "method": scope["method"], "headers": headers, "size": size}
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(said).encode()})

    async def _stream(self, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"data: hello\n\n", "more_body": True})
        await self._released.wait()
        await send({"type": "http.response.body", "body": b"data: bye\n\n"})


if __name__ == "__main__":
    uvicorn.run(WhoAnswers(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", lifespan="off")
