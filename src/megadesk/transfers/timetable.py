"""Which limits hold at what time of the week: a rate each way, or rest.

    Policy (what a person set) --in_force(weekday, minute)--> Limits      --seconds_to_look--> when to look again

A window begins on the days it names and may go over midnight. Of several that hold at once the first counts. Outside all
windows the limits without a time hold. What counts is what a clock on the wall shows: on the days on which it is put
forward or back, what is left out does not come, and what comes twice counts twice. Pure: local time is an argument.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from megadesk.model.transfer import Direction

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES: Final = 24 * 60
WEEK_MINUTES: Final = 7 * DAY_MINUTES
WEEK_S: Final = 60 * WEEK_MINUTES

LOOK_AGAIN_S: Final = 3600
LEAP_S: Final = 300
"""Clocks are put forward or back by half an hour at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """Where the week stands here: day (0 is Monday), minute of the day, and seconds into that minute."""

    weekday: int
    minute: int
    second: int

    @property
    def week_s(self) -> int:
        """How many seconds of the week a clock on the wall has shown."""
        return (self.weekday * DAY_MINUTES + self.minute) * 60 + self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """So many KiB a second each way; None: as fast as it goes; 0: not at all."""

    up_kib: int | None = None
    down_kib: int | None = None

    def of(self, way: Direction) -> int | None:
        """Return the limit of one direction."""
        return self.up_kib if way is Direction.UPLOAD else self.down_kib


NO_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time of the week. ``days``: on which it begins, 0 is Monday. Minutes of the day; to the same minute: a whole day."""

    days: frozenset[int]
    start: int
    end: int
    limits: Limits

    @property
    def length(self) -> int:
        """How many minutes it lasts."""
        return (self.end - self.start) % DAY_MINUTES or DAY_MINUTES

    def holds(self, weekday: int, minute: int) -> bool:
        """Whether it holds at that time."""
        now = weekday * DAY_MINUTES + minute
        return any((now - day * DAY_MINUTES - self.start) % WEEK_MINUTES < self.length for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a person set: the limits that always hold, and those of some times."""

    limits: Limits = NO_LIMITS
    windows: tuple[Window, ...] = ()


NO_POLICY: Final = Policy()


def window_now(policy: Policy, weekday: int, minute: int) -> int | None:
    """Return the index of the window that counts at that time; None if there is none."""
    return next((index for index, window in enumerate(policy.windows) if window.holds(weekday, minute)), None)


def in_force(policy: Policy, weekday: int, minute: int) -> Limits:
    """Return the limits that count at that time."""
    index = window_now(policy, weekday, minute)
    return policy.limits if index is None else policy.windows[index].limits


def minutes_to_change(policy: Policy, weekday: int, minute: int) -> int | None:
    """Return in how many minutes other limits may hold, at least one; None: never."""
    now = weekday * DAY_MINUTES + minute
    edges = {
        (day * DAY_MINUTES + edge) % WEEK_MINUTES
        for window in policy.windows
        for day in window.days
        for edge in (window.start, window.start + window.length)
    }
    return min(((edge - now - 1) % WEEK_MINUTES + 1 for edge in edges), default=None)


def seconds_to_look(policy: Policy, local: Callable[[float], LocalTime]) -> float | None:
    """Return in how many seconds to look again which limits hold; None: never.

    local: returns what a clock on the wall shows in so many seconds.
    """
    here = local(0.0)
    minutes = minutes_to_change(policy, here.weekday, here.minute)
    if minutes is None:
        return None
    soon_s = min(LOOK_AGAIN_S, minutes * 60 - here.second)
    return soon_s if _runs_on(here, local, soon_s) else _leap_s(here, local, soon_s)


def _runs_on(here: LocalTime, local: Callable[[float], LocalTime], ahead_s: int) -> bool:
    """Whether a clock on the wall shows so many seconds more in so many seconds."""
    leap_s = math.remainder(local(ahead_s).week_s - here.week_s - ahead_s, WEEK_S)
    return abs(leap_s) < LEAP_S  # it may have gone on by a second while it was asked


def _leap_s(here: LocalTime, local: Callable[[float], LocalTime], within_s: int) -> int:
    """Return in how many seconds it is put forward or back, which is within so many."""
    before, after = 0, within_s
    while after - before > 1:
        middle = (before + after) // 2
        if _runs_on(here, local, middle):
            before = middle
        else:
            after = middle
    return after
