"""A whole server in this process for each test that asks for ``play``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from fakes.servers import Play, Scene, serving


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Run a scene against a server over tmp_path: ``play(scene, setting=value)``."""

    def run(scene: Scene, **settings: Any) -> None:
        async def whole() -> None:
            async with serving(tmp_path, **settings) as server:
                await scene(server)

        asyncio.run(whole())

    return run
