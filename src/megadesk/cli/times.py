"""Moments as people write them, and what the engine is told of them.

    2026-11-20T14:00:00Z   2026-11-20 14:00   yesterday 18:00   today 9:30   18:00   2h ago   3 days ago   now   #4711

A length of time: 90s, 10m, 1h, 2d. Without a zone, times are those of this computer. A day without a time means its end: what was there that day. A number
after # is that of a commit, as ``rewind timeline`` and ``versions`` list them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable

_AGO: Final = re.compile(r"(\d{1,6})\s*([a-z]+)\s+ago")
_UNITS: Final = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600,
    "hours": 3600, "d": 86_400, "day": 86_400, "days": 86_400, "w": 604_800, "week": 604_800, "weeks": 604_800,
}  # fmt: skip
_DURATION: Final = re.compile(r"([1-9][0-9]{0,6})\s*([smhdw])")
_DAYS: Final = {"today": 0, "yesterday": 1}
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_NUMBER: Final = re.compile(r"#([1-9]\d{0,15})")
_END_OF_DAY: Final = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class At:
    """A moment as the engine takes it: RFC 3339 in UTC, or the number of a commit; neither is now."""

    time: str = ""
    seq: int = 0


def duration_s(text: str) -> int:
    """Return how many seconds a person means: “90s”, “10m”, “1h”, “2d”; BadUsage if that cannot be understood."""
    found = _DURATION.fullmatch(text.strip().lower())
    if found is None:
        raise BadUsage(what="pause", value=printable(text))
    return int(found[1]) * _UNITS[found[2]]


def moment(text: str, now: datetime) -> At:
    """Return what a person means, ``now`` being the time with its zone; BadUsage if it cannot be understood."""
    words = " ".join(text.split())
    number = _NUMBER.fullmatch(words)
    if number:
        return At(seq=int(number[1]))
    if words.lower() == "now":
        return At()
    try:
        found = _found(words, now)
    except (OverflowError, ValueError):  # in the first year there is, or the last, and in UTC before or behind it
        found = None
    if found is None:
        raise BadUsage(what="moment", value=printable(text))
    # What is written to the millisecond is meant so: a safety check names the last moment before a mass change.
    spec = "milliseconds" if "." in words else "seconds"
    return At(time=found.isoformat(timespec=spec).replace("+00:00", "Z"))


def _found(words: str, now: datetime) -> datetime | None:
    """Return the moment in UTC; None, OverflowError or ValueError if it is none."""
    lower = words.lower()
    found = (_ago(lower, now) or _day(lower, now) or _written(words, now)) if words else None
    return None if found is None else found.astimezone(UTC)


def _ago(words: str, now: datetime) -> datetime | None:
    found = _AGO.fullmatch(words)
    if found is None or found[2] not in _UNITS:
        return None
    return now - timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _day(words: str, now: datetime) -> datetime | None:
    """Return a time of today or yesterday; a time alone is today's."""
    day, _, rest = words.partition(" ")
    if day not in _DAYS:
        day, rest = "today", words
    clock = _clock(rest) if rest else _END_OF_DAY
    if clock is None:
        return None
    return _local((now - timedelta(days=_DAYS[day])).date(), clock, now)


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    return None if found is None else time(int(found[1]), int(found[2]), int(found[3] or 0))


def _written(text: str, now: datetime) -> datetime:
    """Return an RFC 3339 time, one without a zone, or a day; ValueError if it is none."""
    if len(text) == len("2026-11-20"):
        return _local(date.fromisoformat(text), _END_OF_DAY, now)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else _local(found.date(), found.time(), now)


def _local(day: date, clock: time, now: datetime) -> datetime:
    """Return a time of this computer; on the days on which clocks change, in the zone of that day."""
    naive = datetime.combine(day, clock)
    if now.tzinfo is UTC:
        return naive.replace(tzinfo=UTC)
    return naive.astimezone()
