"""When a backup runs, and what a completed run is.

    "6h" --parse_every--> every_ms --next_due_ms--> when            0: all the time
    a completed run --> Point: stands in the record of the backup's folder (crypto/points.py), so that its versions are
                        the runs there were

Due are the moments of a grid that begins when the backup was made, so a run that took long, or came late because the
computer was off, does not put off the next; however many were missed, one run makes up for them. Functions of the clock's
time, which may jump: never is a run further away than the backup's own interval.
"""

from __future__ import annotations

import re
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable
from megadesk.model.values import Value

CONTINUOUS: Final = 0
"""As an interval: whenever something changes."""

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
LEAST_MS: Final = 5 * MINUTE_MS
MOST_MS: Final = 366 * DAY_MS

_WORDS: Final = {"hourly": HOUR_MS, "daily": DAY_MS, "weekly": 7 * DAY_MS}
_UNITS: Final = {"m": MINUTE_MS, "h": HOUR_MS, "d": DAY_MS, "w": 7 * DAY_MS}
_EVERY: Final = re.compile(r"([1-9][0-9]{0,5})([mhdw])")

POINT_MS: Final = HOUR_MS
"""Of a backup that runs all the time, so far apart are its points at least: as many as a person can choose from."""

STATE_BYTES: Final = 16


class Point(Value, frozen=True, kw_only=True):
    """One completed run. ``state``: a digest of what there was, so that it can be told whether anything is different by now."""

    run: int
    started_ms: int
    finished_ms: int
    files: int
    size_bytes: int
    state: bytes


def parse_every(text: str) -> int:
    """Return an interval in ms: “30m”, “6h”, “2d”, “1w”, “daily”, or “continuous”; BadUsage for anything else."""
    word = text.strip().lower()
    if word in {"", "continuous"}:
        return CONTINUOUS
    found = _EVERY.fullmatch(word)
    every_ms = _WORDS.get(word) or (int(found[1]) * _UNITS[found[2]] if found is not None else 0)
    if not LEAST_MS <= every_ms <= MOST_MS:
        raise BadUsage(what="every", value=printable(text))
    return every_ms


def every_word(every_ms: int) -> str:
    """Return what a person would type for an interval."""
    if every_ms == CONTINUOUS:
        return "continuous"
    for word, known_ms in _WORDS.items():
        if every_ms == known_ms and word != "hourly":
            return word
    unit = next(unit for unit in ("d", "h", "m") if every_ms % _UNITS[unit] == 0)
    return f"{every_ms // _UNITS[unit]}{unit}"


def next_due_ms(created_ms: int, every_ms: int, last_started_ms: int | None, now_ms: int) -> int:
    """Return when the next run is due, by the clock that says ``now_ms``; what is past is due now.

    last_started_ms: when the last completed run began; None if there was none, and one is due at once. So it is if that
    time is still to come: a clock was ahead, and nobody knows how long ago that run really was.
    """
    if last_started_ms is None or last_started_ms > now_ms:
        return now_ms
    return created_ms + ((last_started_ms - created_ms) // every_ms + 1) * every_ms
