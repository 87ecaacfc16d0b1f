"""How long to wait after an error, how fast bytes move, and how long the rest will take.

    delay_s     1 to 2 s after the first failure, twice as long after each further one, at most 5 minutes
    Gate        one for all jobs: a server that is away or asks for patience is left alone by all of them
    Meter       bytes in a second, smoothed over time, so that figures for people do not jump
    Bucket      so many bytes a second and no more
    Width       how many requests for blocks run at a time, found out by trying

Pure: time and chance are arguments. ``jitter`` returns numbers from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from megadesk.model.errors import MegadeskError, RateLimited

DELAY_FIRST_S: Final = 2.0
DELAY_LAST_S: Final = 300.0
RETRY_AFTER_LAST_S: Final = 3600.0
"""A server may ask for an hour of patience, not for ever."""

_JITTER_OF_RETRY_AFTER: Final = 0.1
_DOUBLINGS_MAX: Final = 16

SPEED_S: Final = 3.0
"""Speeds are an average over about so long: steady to the eye, and quick to show a change."""

FORECAST_S: Final = 30.0
"""The time left is computed from a slower average: it may be late, but it must not jump."""

_WARM_UP_S: Final = 0.5

IDLE_S: Final = 2.0
"""A shorter time without bytes belongs to the work: between two batches the next one is read."""


def delay_s(failures: int, error: MegadeskError, jitter: Callable[[], float]) -> float:
    """Return how long to wait after so many failures in a row; what the server asked for is the least."""
    longest = min(DELAY_LAST_S, DELAY_FIRST_S * 2.0 ** min(failures - 1, _DOUBLINGS_MAX))
    delay = longest / 2 * (1 + jitter())
    if isinstance(error, RateLimited):
        asked = min(max(error.retry_after_s, 0.0), RETRY_AFTER_LAST_S)
        delay = max(delay, asked * (1 + _JITTER_OF_RETRY_AFTER * jitter()))
    return delay


class Gate:
    """Closed for a while after an error that concerns everybody.

    A success lets the next failure count as a first one, but does not open the gate: a request that was under way
    when the server asked for patience may still succeed.
    """

    __slots__ = ("_failures", "_jitter", "error", "until_s")

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._failures = 0
        self.error: MegadeskError | None = None
        """What closed it last."""
        self.until_s = -math.inf

    def is_open(self, now_s: float) -> bool:
        """Whether anything may be tried."""
        return now_s >= self.until_s

    def failed(self, now_s: float, error: MegadeskError) -> None:
        """Close it. Several requests that fail together count once."""
        if self.is_open(now_s):
            self._failures += 1
        self.error = error
        self.until_s = max(self.until_s, now_s + delay_s(max(self._failures, 1), error, self._jitter))

    def succeeded(self) -> None:
        """Forget earlier failures."""
        self._failures = 0

    def open(self) -> None:
        """Open it now, because somebody knows better."""
        self._failures = 0
        self.until_s = -math.inf


class Meter:
    """Bytes in a second, averaged over the last ``over_s`` with older ones fading."""

    __slots__ = ("_at_s", "_over_s", "_rests", "_since_s", "_sum")

    def __init__(self, over_s: float) -> None:
        self._over_s = over_s
        self._sum = 0.0
        self._at_s = 0.0
        self._since_s = 0.0
        self._rests = False

    def add(self, now_s: float, size_bytes: int) -> None:
        """Count bytes that have just moved."""
        if self._rests and now_s - self._at_s > IDLE_S:
            self._since_s += now_s - self._at_s
            self._at_s = now_s
        self._rests = False
        faded = self._faded(now_s)
        if faded < self._over_s:
            self._since_s = now_s
        self._sum = faded + size_bytes
        self._at_s = now_s

    def rest(self) -> None:
        """Let the time until more bytes come not count: there is nothing to be moved."""
        self._rests = True

    def bps(self, now_s: float) -> float:
        """Return the speed; it fades to nothing when no bytes come."""
        watched_s = max(now_s - self._since_s, _WARM_UP_S)
        share = 1 - math.exp(-watched_s / self._over_s)
        return self._faded(now_s) / (self._over_s * share)

    def _faded(self, now_s: float) -> float:
        return self._sum * math.exp(-max(now_s - self._at_s, 0.0) / self._over_s)


def seconds_left(bytes_left: int, bps: float) -> int | None:
    """Return how long the rest will take; None if nothing is left or nothing moves."""
    if bytes_left <= 0 or bps < 1:
        return None
    return math.ceil(bytes_left / bps)


class Bucket:
    """A token bucket that lends: who takes more than is there waits until it has filled up again, in order of asking.

    Exact over time, whatever the size of what is taken: who comes late because the machine was busy is not made to wait
    for that once more, up to ``LATE_S``.
    """

    __slots__ = ("_free_s", "bps")

    def __init__(self, bps: int | None = None) -> None:
        self.bps = bps
        """Bytes a second; None: no limit."""
        self._free_s = -math.inf

    def set(self, bps: int | None, now_s: float) -> None:
        """Change the rate; what waits for the old one waits no longer than the new one would have it."""
        self.bps = bps
        self._free_s = min(self._free_s, now_s)

    def take(self, size_bytes: int, now_s: float) -> float:
        """Return how many seconds to wait before so many bytes go."""
        if self.bps is None:
            return 0.0
        start_s = max(self._free_s, now_s - LATE_S)
        self._free_s = start_s + size_bytes / max(self.bps, 1)
        return max(0.0, self._free_s - now_s)


LATE_S: Final = 0.1

WIDTH_FIRST: Final = 3
"""Two left disk and server waiting for each other: 1 GiB took 3.8 s up and 1.95 down on a quiet machine; 2.8 and 1.6
with three, and no less with four."""

WIDTH_MAX: Final = 6
"""Each costs 8 MiB of buffers. On a line of 100 ms and 100 Mbit/s, three fill it."""

TRY_FOR_S: Final = 3.0
TRY_AGAIN_FIRST_S: Final = 6.0
TRY_AGAIN_LAST_S: Final = 180.0
BETTER: Final = 1.08
"""One more stays if bytes move so much faster with it; one less stays if they do not move slower by that."""


class Width:
    """How many requests for blocks of big files run at a time: hill climbing, one step up or down and back again.

    Only time in which all of them had something to do is measured. A server that asks for patience halves it.
    """

    __slots__ = ("_base_bps", "_bytes", "_since_s", "_step", "_trying", "_wait_s", "_wait_until_s", "now")

    def __init__(self, first: int = WIDTH_FIRST) -> None:
        self.now = first
        self._trying = False
        self._step = 1
        self._base_bps = 0.0
        self._bytes = 0
        self._since_s: float | None = None
        self._wait_s = TRY_AGAIN_FIRST_S
        self._wait_until_s = -math.inf

    def moved(self, size_bytes: int, now_s: float, *, busy: bool) -> None:
        """Count bytes of a block; ``busy``: as many requests run as may."""
        if not busy or self._since_s is None:
            self._since_s, self._bytes = (now_s if busy else None), 0
            return
        self._bytes += size_bytes
        elapsed_s = now_s - self._since_s
        if elapsed_s >= TRY_FOR_S:
            self._judge(self._bytes / elapsed_s, now_s)
            self._since_s, self._bytes = None, 0  # what runs now began under the old width

    def _judge(self, bps: float, now_s: float) -> None:
        if not self._trying:
            self._base_bps = bps
            if now_s >= self._wait_until_s:
                self._try()
            return
        self._trying = False
        if bps > self._base_bps * (BETTER if self._step > 0 else 1 / BETTER):
            self._base_bps, self._wait_s = bps, TRY_AGAIN_FIRST_S
            self._try()
            return
        self.now -= self._step
        self._step = -self._step
        self._wait_until_s = now_s + self._wait_s
        self._wait_s = min(self._wait_s * 2, TRY_AGAIN_LAST_S)

    def _try(self) -> None:
        if not 1 <= self.now + self._step <= WIDTH_MAX:
            self._step = -self._step
        self.now += self._step
        self._trying = True

    def slow_down(self, now_s: float) -> None:
        """The server asks for patience: half as many, and no more for a while."""
        self.now = max(1, self.now // 2)
        self._trying, self._step = False, 1
        self._since_s = None
        self._wait_until_s = now_s + TRY_AGAIN_FIRST_S
