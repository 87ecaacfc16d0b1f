"""Times as people say them: “just now”, “5 minutes ago”, “yesterday, 14:05”, “26 Nov”."""

from __future__ import annotations

from typing import Final

from megadesk.ui.text import NOTHING, Clock, Day, Exactly, Text, plural, text

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS


def time_ms(rfc3339: str | None) -> int | None:
    """Return a time of the engine (RFC 3339, UTC) in milliseconds since 1970; None for none."""
    if not rfc3339:
        return None
    date, _, rest = rfc3339.partition("T")
    year, month, day = (int(part) for part in date.split("-"))
    clock, _, fraction = rest.removesuffix("Z").partition(".")
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    millis = int(fraction[:3].ljust(3, "0")) if fraction else 0
    return (_days(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000 + millis


def ago(when_ms: int | None, now_ms: int) -> Text:
    """Return how long ago something was; nothing for never."""
    if when_ms is None:
        return NOTHING
    passed = now_ms - when_ms
    if passed < MINUTE_MS:
        return text("just now")
    if passed < HOUR_MS:
        return plural("{n} minute ago", "{n} minutes ago", passed // MINUTE_MS)
    if passed < 12 * HOUR_MS:
        return plural("{n} hour ago", "{n} hours ago", passed // HOUR_MS)
    if passed < 300 * DAY_MS:
        return text("{day}, {time}", day=Day(when_ms, short=True), time=Clock(when_ms))
    return text("{day}", day=Day(when_ms))


def until(when_ms: int, now_ms: int) -> Text:
    """Return a time that will come."""
    if when_ms - now_ms < 12 * HOUR_MS:
        return text("{time}", time=Clock(when_ms))
    return text("{day}, {time}", day=Day(when_ms, short=True), time=Clock(when_ms))


def exactly(when_ms: int | None) -> Text:
    """Return the date and time, for where the pointer rests."""
    return NOTHING if when_ms is None else text("{when}", when=Exactly(when_ms))


def _days(year: int, month: int, day: int) -> int:
    """Return the days from 1 January 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil)."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
