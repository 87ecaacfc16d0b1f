"""What handlers share: stores, notifier, limits, clock, chance, and the worker threads that do what blocks.

Nothing here belongs to one request. Reads and writes have threads of their own, so that reads go on while writers queue
for the one writing connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Final, ParamSpec, TypeVar

from megadesk.model.ids import Entropy
from megadesk.server.blobstore import BlobStore
from megadesk.server.config import ServerConfig
from megadesk.server.handover import Handover
from megadesk.server.limits import Limits, Rates, Slots, Turns
from megadesk.server.metadata import MetadataStore
from megadesk.server.metrics import Metrics
from megadesk.server.notify import Notifier
from megadesk.server.shared_rates import SharedRates

P = ParamSpec("P")
T = TypeVar("T")

READ_THREADS: Final = 4
WRITE_THREADS: Final = 8
SERVER_KEY: Final = "server_key"
INCARNATION: Final = "incarnation"


def wall_ms() -> int:
    """Return the time: milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


class Services:
    """Made once at start; see the module."""

    def __init__(
        self, config: ServerConfig, metadata: MetadataStore, blobs: BlobStore, notifier: Notifier, *,
        origins: tuple[str, ...], clock_ms: Callable[[], int] = wall_ms, entropy: Entropy = os.urandom,
    ) -> None:  # fmt: skip
        self.config = config
        self.metadata = metadata
        self.blobs = blobs
        self.notifier = notifier
        self.origins = origins
        self.clock_ms = clock_ms
        self.entropy = entropy
        self.started_ms = wall_ms()
        self.metrics = Metrics()
        self.turns = Turns(config.turn_s)
        self.handover = Handover()
        self.uploads = Slots(config.uploads_at_once)
        self.pause: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep
        self.closing = asyncio.Event()
        self.idle = asyncio.Event()
        self.under_way = self.writes_under_way = 0
        self._readers = ThreadPoolExecutor(READ_THREADS, thread_name_prefix="read")
        self._writers = ThreadPoolExecutor(WRITE_THREADS, thread_name_prefix="write")
        self._prober = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self.server_key, self.incarnation = self._own_settings()
        self.rates: Limits = Rates(lambda: clock_ms() / 1000)
        if metadata.is_shared:
            self.rates = SharedRates(metadata, self.server_key)
        notifier.start()

    def _own_settings(self) -> tuple[bytes, int]:
        """Return the server's secret and its incarnation; both are made the first time."""
        with self.metadata.write() as tx:
            key = tx.setting(SERVER_KEY)
            if key is None:
                key = self.entropy(32)
                tx.put_setting(SERVER_KEY, key)
                tx.put_setting(INCARNATION, (1).to_bytes(8, "big"))
            return key, int.from_bytes(tx.setting(INCARNATION) or b"\x01", "big")

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Let the block end no earlier than ``login_answer_s`` after it began, whether it succeeds or raises.

        The clock is set before the work begins: event loops count in milliseconds, so that a wait for what is left would be
        rounded, and end at a time that depends on how long the work took.
        """
        ending = asyncio.ensure_future(self.pause(self.config.login_answer_s))
        try:
            yield
        finally:
            await ending

    async def reading(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what work returns, done in a thread for reads."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: work(*args, **kwargs))

    async def writing(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what work returns, done in a thread for writes."""
        self.writes_under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._writers, lambda: work(*args, **kwargs))
        finally:
            self.writes_under_way -= 1

    async def probing(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what work returns, done in the one thread that looks whether the stores are there."""
        return await asyncio.get_running_loop().run_in_executor(self._prober, lambda: work(*args, **kwargs))

    def later(self, work: Callable[[], None]) -> None:
        """Do work in a thread for writes; nobody waits for it, and after ``close`` nobody does it."""
        with contextlib.suppress(RuntimeError):  # by which an executor says that it was shut down
            self._writers.submit(work)

    def enter(self) -> None:
        """Count a request that a shutdown waits for."""
        self.under_way += 1
        self.idle.clear()

    def leave(self) -> None:
        """Count it off."""
        self.under_way -= 1
        if not self.under_way:
            self.idle.set()

    async def drained(self, timeout_s: float) -> bool:
        """Whether all requests under way ended in time."""
        if not self.under_way:
            return True
        try:
            async with asyncio.timeout(timeout_s):
                await self.idle.wait()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Finish what threads are doing and close the stores."""
        self._readers.shutdown(wait=True)
        self._writers.shutdown(wait=True)
        self._prober.shutdown(wait=True)
        self.notifier.close()
        self.metadata.close()
        self.blobs.close()
