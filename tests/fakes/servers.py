"""A whole server in this process: real stores in a temporary folder, a clock and settings that tests move."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from fakes import which_stack
from fakes.asgi import Client
from fakes.crypto import NOW_MS
from fakes.people import ORIGIN
from megadesk.server import connections
from megadesk.server.app import make_app
from megadesk.server.blobstore import BlobStore
from megadesk.server.config import ServerConfig
from megadesk.server.s3_bucket import S3Bucket
from megadesk.server.services import Services
from megadesk.server.stores import claim, open_blobs, open_metadata, open_notifier


@dataclass(slots=True)
class Server:
    """What a test has in hand."""

    client: Client
    services: Services
    now_ms: int = NOW_MS

    def pass_s(self, seconds: float) -> None:
        """Let time go by."""
        self.now_ms += int(seconds * 1000)


def let_no_write_wait(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is asked of the blob store, or brought to it, fails if that is within a write: all others would wait."""
    metadata, blobs = server.services.metadata, server.services.blobs
    monkeypatch.setattr(connections, "_WAIT_S", 0)
    one_asks = threading.Lock()

    def asked(real: Callable[..., Any], *arguments: Any) -> Any:
        with one_asks, metadata.write():
            pass
        return real(*arguments)

    assert isinstance(blobs.tokens, S3Bucket)
    for where, name in ((blobs, "_read"), (blobs.tokens, "put"), (blobs, "set_aside")):
        monkeypatch.setattr(where, name, partial(asked, getattr(where, name)))


Scene: TypeAlias = Callable[[Server], Awaitable[None]]
Play: TypeAlias = Callable[..., None]


@asynccontextmanager
async def serving(data: Path, blobs: BlobStore | None = None, /, **settings: Any) -> AsyncIterator[Server]:
    """Run a server over a folder for the block; ``blobs``: those of another store."""
    where = which_stack.stores_of(data).settings
    config = ServerConfig(data=data, **{"reserve_bytes": 0, "login_answer_s": 0.0, **where, **settings})
    stores = open_metadata(config), blobs or open_blobs(config)
    server: Server
    services = Services(config, *stores, open_notifier(config), origins=(ORIGIN,), clock_ms=lambda: server.now_ms)
    if blobs is None:
        claim(config, *stores)
    server = Server.__new__(Server)
    server.client, server.services, server.now_ms = Client(make_app(services)), services, NOW_MS
    try:
        yield server
    finally:
        await asyncio.to_thread(services.close)
