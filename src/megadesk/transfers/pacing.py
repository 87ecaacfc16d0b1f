"""How long to wait after an error, how fast bytes move, and how long the rest will take.

    delay_s     1 to 2 s after the first failure, twice as long after each further one, at most 5 minutes
    Gate        one for all jobs: a server that is away or asks for patience is left alone by all of them
    Meter       bytes in a second, smoothed over time, so that figures for people do not jump

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

    __slots__ = ("_failures", "_jitter", "until_s")

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._failures = 0
        self.until_s = -math.inf

    def is_open(self, now_s: float) -> bool:
        """Whether anything may be tried."""
        return now_s >= self.until_s

    def failed(self, now_s: float, error: MegadeskError) -> None:
        """Close it. Several requests that fail together count once."""
        if self.is_open(now_s):
            self._failures += 1
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

    __slots__ = ("_at_s", "_over_s", "_since_s", "_sum")

    def __init__(self, over_s: float) -> None:
        self._over_s = over_s
        self._sum = 0.0
        self._at_s = 0.0
        self._since_s = 0.0

    def add(self, now_s: float, size_bytes: int) -> None:
        """Count bytes that have just moved."""
        faded = self._faded(now_s)
        if faded < self._over_s:
            self._since_s = now_s
        self._sum = faded + size_bytes
        self._at_s = now_s

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
