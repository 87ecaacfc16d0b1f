"""What handlers share."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from fakes.servers import serving


def test_the_server_keeps_its_own_secret(tmp_path: Path) -> None:
    """Made once; the incarnation starts at one; both survive a restart."""

    async def scene() -> None:
        async with serving(tmp_path) as first:
            key = first.services.server_key
        async with serving(tmp_path) as second:
            assert (second.services.server_key, second.services.incarnation) == (key, 1)
        assert len(key) == 32

    asyncio.run(scene())


def test_work_runs_in_its_own_threads(tmp_path: Path) -> None:
    """Reads and writes off the event loop, and apart from each other."""

    async def scene() -> None:
        async with serving(tmp_path) as server:
            read = await server.services.reading(lambda: threading.current_thread().name)
            write = await server.services.writing(lambda: threading.current_thread().name)
            assert (read.split("_")[0], write.split("_")[0]) == ("read", "write")

    asyncio.run(scene())


def test_a_shutdown_waits_for_what_is_under_way(tmp_path: Path) -> None:
    """Until the last one leaves, or the time is over."""

    async def scene() -> None:
        async with serving(tmp_path) as server:
            services = server.services
            assert await services.drained(0)
            services.enter()
            services.enter()
            services.leave()
            assert not await services.drained(0.001)
            waiting = asyncio.ensure_future(services.drained(60))
            await asyncio.sleep(0)
            services.leave()
            assert await waiting

    asyncio.run(scene())


def test_what_can_wait_is_not_begun_after_the_end(tmp_path: Path) -> None:
    """A request that was cut off may still be at work then, and is not to fail for it."""
    begun: list[str] = []

    async def scene() -> None:
        async with serving(tmp_path) as server:
            server.services.later(lambda: begun.append("before"))
        server.services.later(lambda: begun.append("after"))

    asyncio.run(scene())
    assert begun == ["before"]
