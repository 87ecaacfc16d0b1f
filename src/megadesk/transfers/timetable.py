"""Which limits hold at what time of the week: a rate each way, or rest.

    Policy (what a person set) --in_force(weekday, minute)--> Limits      --minutes_to_change--> when to look again

A window begins on the days it names and may go over midnight. Of several that hold at once the first counts. Outside all
windows the limits without a time hold. Pure: what time it is, local time, is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.model.transfer import Direction

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES: Final = 24 * 60
WEEK_MINUTES: Final = 7 * DAY_MINUTES


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
