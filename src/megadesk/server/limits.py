"""How much of anything a caller gets: attempts by address and name, uploads at once, places in the queue.

All of it lives in this process and means nothing for correctness: of several processes each grants its own uploads and turns.
Attempts they count together: ``shared_rates``.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from megadesk.model.errors import RateLimited
from megadesk.model.ids import SpaceId
from megadesk.server.config import Rate
from megadesk.server.refusals import busy

_KEYS_MAX: Final = 20_000
_CUSTOMER_BITS: Final = 64
_SLOT_WAIT_S: Final = 10.0


def whereabouts(address: str) -> str:
    """Return whom attempts from an address are counted for: one customer has all of the last half of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found.packed[:8] + bytes(8), _CUSTOMER_BITS)))
    return address


class Limits(Protocol):
    """Counts attempts. From any thread."""

    def take(self, what: str, key: str, rate: Rate) -> None:
        """Pass and count one attempt; RateLimited if there were too many."""


class Rates:
    """Token buckets by key. Forgets the keys that were quiet the longest when there are too many."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, what: str, key: str, rate: Rate) -> None:
        """Pass and count one attempt; RateLimited if there were too many."""
        now_s = self._clock_s()
        with self._lock:
            tokens, seen_s = self._buckets.pop((what, key), (float(rate.burst), now_s))
            tokens = min(rate.burst, tokens + max(0.0, now_s - seen_s) / rate.every_s)
            is_allowed = tokens >= 1
            self._buckets[what, key] = (tokens - 1 if is_allowed else tokens, now_s)
            if len(self._buckets) > _KEYS_MAX:
                self._buckets.popitem(last=False)
        if not is_allowed:
            raise RateLimited(what, retry_after_s=(1 - tokens) * rate.every_s)


class Slots:
    """So many at once; who waits too long is told to come back."""

    def __init__(self, count: int) -> None:
        self._slots = asyncio.Semaphore(count)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a slot for the block; ``busy`` if none comes free in time."""
        if self._slots.locked():
            try:
                async with asyncio.timeout(_SLOT_WAIT_S):
                    await self._slots.acquire()
            except TimeoutError:
                raise busy(1.0) from None
        else:
            await self._slots.acquire()
        try:
            yield
        finally:
            self._slots.release()


@dataclass(slots=True)
class _Place:
    ticket: bytes
    whose: bytes
    since_s: float = 0.0


class Turns:
    """Who lost a race to append goes before those who come later, in order, for a short while each.

    A loser gets a ticket. Others wait until the first ticket is used or its time is over, never longer than that time,
    and then try their luck. A device has one place. Used on the event loop only.
    """

    def __init__(self, turn_s: float) -> None:
        self._turn_s = turn_s
        self._queues: dict[SpaceId, list[_Place]] = {}
        self._moved: dict[SpaceId, asyncio.Event] = {}

    @property
    def turn_ms(self) -> int:
        """For how long a ticket is good once it is the first."""
        return int(self._turn_s * 1000)

    def lost(self, space: SpaceId, whose: bytes) -> bytes:
        """Return a ticket for somebody who lost a race."""
        queue = [place for place in self._queues.get(space, ()) if place.whose != whose]
        queue.append(_Place(secrets.token_bytes(16), whose))
        self._queues[space] = queue
        return queue[-1].ticket

    async def wait(self, space: SpaceId, ticket: bytes, whose: bytes) -> None:
        """Return when it is this caller's turn; its place is used up."""
        loop = asyncio.get_running_loop()
        last_s = loop.time() + self._turn_s
        while (first := self._first(space, loop.time())) and first.whose != whose and first.ticket != ticket:
            until_s = min(last_s, first.since_s + self._turn_s)
            if loop.time() >= last_s:
                break
            try:
                async with asyncio.timeout_at(until_s):
                    await self._moved.setdefault(space, asyncio.Event()).wait()
            except TimeoutError:
                continue
        self._use_up(space, whose)

    def _first(self, space: SpaceId, now_s: float) -> _Place | None:
        """Return the first place whose time is not over."""
        queue = self._queues.get(space)
        while queue:
            queue[0].since_s = queue[0].since_s or now_s
            if now_s < queue[0].since_s + self._turn_s:
                return queue[0]
            queue.pop(0)
        self._queues.pop(space, None)
        return None

    def _use_up(self, space: SpaceId, whose: bytes) -> None:
        left = [place for place in self._queues.get(space, ()) if place.whose != whose]
        if left:
            self._queues[space] = left
        else:
            self._queues.pop(space, None)

    def done(self, space: SpaceId) -> None:
        """Wake those who wait: an append has ended, well or not."""
        moved = self._moved.pop(space, None)
        if moved is not None:
            moved.set()
