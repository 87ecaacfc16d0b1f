"""Times as the engine writes them, and the moment that is looked at. No clock and no calendar of the system here.

“2026-11-26T10:00:00Z” <--moment_ms, written--> 1795687200000        When: which moment is asked for
"""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ui.viewmodels.when import DAY_MS, time_ms


def moment_ms(rfc3339: str) -> int:
    """Return a time of the engine in milliseconds since 1970; 0 for none."""
    return time_ms(rfc3339) or 0


def written(moment_ms: int) -> str:
    """Return a time as RFC 3339 text in UTC, to the millisecond."""
    days, rest = divmod(moment_ms, DAY_MS)
    year, month, day = _date(days)
    seconds, millis = divmod(rest, 1000)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}.{millis:03d}Z"


def _date(number: int) -> tuple[int, int, int]:
    """Return the date so many days after 1 January 1970 (Howard Hinnant, “civil_from_days”)."""
    era, of_era = divmod(number + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return year + era * 400 + (month <= 2), month, day


@dataclass(frozen=True, slots=True)
class When:
    """Which moment is asked for: that of a commit (``seq``), the last one up to a time, or, with neither, now."""

    seq: int = 0
    time_ms: int = 0

    @property
    def is_now(self) -> bool:
        """Whether it is no moment of the past."""
        return not self.seq and not self.time_ms

    @property
    def time(self) -> str:
        """The time as a request has it."""
        return written(self.time_ms) if self.time_ms and not self.seq else ""
