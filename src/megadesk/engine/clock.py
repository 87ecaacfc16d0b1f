"""The only clock of the engine: everybody else is told what time it is."""

from __future__ import annotations

import time
from typing import Final

FIRST_SECOND: Final = -62_135_596_800  # year 1
LAST_SECOND: Final = 253_402_300_799  # end of year 9999


class SystemClock:
    """Implements sync.ports.Clock."""

    @staticmethod
    def now_ms() -> int:
        """Return milliseconds of a clock that never goes back."""
        return time.monotonic_ns() // 1_000_000

    @staticmethod
    def wall_ms() -> int:
        """Return milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    @staticmethod
    def stamp() -> str:
        """Return the local time as it stands in a conflict copy's name."""
        return time.strftime("%Y-%m-%d %H%M%S")

    @staticmethod
    def today() -> str:
        """Return the local day as it stands in the debris."""
        return time.strftime("%Y-%m-%d")

    @staticmethod
    def local_time() -> str:
        """Return the local time as the trash of a desktop writes it."""
        return time.strftime("%Y-%m-%dT%H:%M:%S")


def rfc3339(wall_ms: int) -> str:
    """Return a time as RFC 3339 text in UTC, to the second; beyond the calendar the nearest day that it has."""
    seconds = min(max(wall_ms // 1000, FIRST_SECOND), LAST_SECOND)
    at = time.gmtime(seconds)
    return f"{at.tm_year:04d}-{at.tm_mon:02d}-{at.tm_mday:02d}T{at.tm_hour:02d}:{at.tm_min:02d}:{at.tm_sec:02d}Z"


def rfc3339_ms(wall_ms: int) -> str:
    """Return a time as RFC 3339 text in UTC, to the millisecond."""
    return f"{rfc3339(wall_ms).removesuffix('Z')}.{wall_ms % 1000:03d}Z"


def rfc3339_ns(time_ns: int) -> str:
    """Return a file's time as RFC 3339 text in UTC."""
    return rfc3339(time_ns // 1_000_000)
