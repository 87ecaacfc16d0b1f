"""A whole server in this process for each test that asks for ``play``, and an object store in memory for who asks for ``store``."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes.objects import Bucket
from fakes.servers import Play, Scene, serving
from megadesk.server.blobs_s3 import S3Blobs


@pytest.fixture
def bucket() -> Bucket:
    """A place in an object store, in memory."""
    return Bucket.in_memory()


@pytest.fixture
def store(bucket: Bucket) -> Iterator[S3Blobs]:
    """The store there, of a server which has settled in."""
    made = bucket.open()
    yield made
    made.close()


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Run a scene against a server over tmp_path: ``play(scene, setting=value)``."""

    def run(scene: Scene, **settings: Any) -> None:
        async def whole() -> None:
            async with serving(tmp_path, **settings) as server:
                await scene(server)

        asyncio.run(whole())

    return run
