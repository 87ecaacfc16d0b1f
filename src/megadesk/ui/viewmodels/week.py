"""The limits of a week as something to paint on: each day its times, and what counts in them.

LimitWindows --week_of--> Week --painted--> Week --windows_of--> LimitWindows        Week --lines--> sentences

Of several windows at a time the first counts, so a Week has one answer for each minute; what it says again as windows
means the same and is as short as can be. Minutes of the day; a day has 1440.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import Speed, Text, joined, text, verbatim

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES: Final = 1440

DAY_NAMES: Final = (
    text("Monday"), text("Tuesday"), text("Wednesday"), text("Thursday"), text("Friday"), text("Saturday"), text("Sunday"),
)  # fmt: skip
DAY_SHORT: Final = (text("Mon"), text("Tue"), text("Wed"), text("Thu"), text("Fri"), text("Sat"), text("Sun"))


@dataclass(frozen=True, slots=True)
class Rates:
    """KiB a second each way; None: no limit; 0: nothing moves."""

    up: int | None
    down: int | None

    @property
    def is_pause(self) -> bool:
        """Whether nothing moves, whichever way."""
        return self.up == 0 and self.down == 0


PAUSE: Final = Rates(0, 0)


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a day in which rates of its own count: from ``start`` to before ``end``."""

    start: int
    end: int
    rates: Rates


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of runs, sorted, none over another. At all other times the usual limits count."""

    days: tuple[tuple[Run, ...], ...] = ((),) * 7

    def at(self, day: int, minute: int) -> Rates | None:
        """Return what counts at a time; None: the usual."""
        return next((run.rates for run in self.days[day] if run.start <= minute < run.end), None)

    def __bool__(self) -> bool:
        return any(self.days)


def week_of(windows: Sequence[m.LimitWindow]) -> Week:
    """Return what windows mean."""
    week = Week()
    for window in reversed(windows):
        rates, start, end = Rates(window.up, window.down), _minute(window.start), _minute(window.end)
        for day in (DAYS.index(word) for word in window.days):
            if start < end:
                week = painted(week, [day], start, end, rates)
            else:
                week = painted(week, [day], start, DAY_MINUTES, rates)
                week = painted(week, [(day + 1) % 7], 0, end, rates)
    return week


def painted(week: Week, days: Iterable[int], start: int, end: int, rates: Rates | None) -> Week:
    """Return a week in which something else counts at some times of some days; None: the usual."""
    made = list(week.days)
    if start < end:
        for day in days:
            made[day] = _painted_day(made[day], start, end, rates)
    return Week(tuple(made))


def _painted_day(runs: Sequence[Run], start: int, end: int, rates: Rates | None) -> tuple[Run, ...]:
    left = [Run(run.start, min(run.end, start), run.rates) for run in runs if run.start < start]
    right = [Run(max(run.start, end), run.end, run.rates) for run in runs if run.end > end]
    middle = [Run(start, end, rates)] if rates is not None else []
    found: list[Run] = []
    for run in [*left, *middle, *right]:
        if found and found[-1].end == run.start and found[-1].rates == run.rates:
            found[-1] = Run(found[-1].start, run.end, run.rates)
        else:
            found.append(run)
    return tuple(found)


def windows_of(week: Week) -> list[m.LimitWindow]:
    """Return the windows that mean this week: equal times of several days are one, and so is a night."""
    spans = {(day, run.start, run.end, run.rates) for day, runs in enumerate(week.days) for run in runs}
    for day, runs in enumerate(week.days):
        evening = runs[-1] if runs else None
        following = (day + 1) % 7
        morning = week.days[following][0] if week.days[following] else None
        if evening is not None and morning is not None and _is_night(evening, morning):
            spans -= {(day, evening.start, DAY_MINUTES, evening.rates), (following, 0, morning.end, morning.rates)}
            spans.add((day, evening.start, morning.end, evening.rates))
    times = sorted({span[1:] for span in spans}, key=lambda each: (each[0], each[1]))
    found = [([day for day in range(7) if (day, *time) in spans], time) for time in times]
    found.sort(key=lambda each: each[0])
    return [
        m.LimitWindow(
            days=[DAYS[day] for day in days], start=_clock(start), end=_clock(end), up=rates.up, down=rates.down
        )
        for days, (start, end, rates) in found
    ]


def _is_night(evening: Run, morning: Run) -> bool:
    return (
        evening.end == DAY_MINUTES
        and morning.start == 0
        and evening.rates == morning.rates
        and 0 < morning.end <= evening.start < DAY_MINUTES
    )


def lines(week: Week) -> list[Text]:
    """Return what a week says, one sentence for each of its times."""
    return [
        text("{days}, {start} to {end}: {rates}", days=_days(window.days), start=window.start, end=window.end, rates=rates_words(Rates(window.up, window.down)))
        for window in windows_of(week)
    ]  # fmt: skip


def rates_words(rates: Rates | None) -> Text:
    """Return what rates mean; None: the usual."""
    if rates is None:
        return text("default")
    if rates.is_pause:
        return text("paused")
    return joined([_rate(text("up"), rates.up), _rate(text("down"), rates.down)], ", ")


def _rate(way: Text, kib: int | None) -> Text:
    if kib is None:
        return text("{way} unlimited", way=way)
    if kib == 0:
        return text("{way} paused", way=way)
    return text("{way} {speed}", way=way, speed=Speed(kib * 1024))


def _days(words: Sequence[str]) -> Text:
    days = [DAYS.index(word) for word in words]
    if len(days) == 7:
        return text("Every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return text("{first} to {last}", first=DAY_NAMES[days[0]], last=DAY_NAMES[days[-1]])
    return joined([DAY_NAMES[day] for day in days], ", ")


def in_force(limits: m.TransferLimits) -> Text:
    """Return what counts just now, and why."""
    words = rates_words(Rates(limits.up_now, limits.down_now))
    if limits.paused:
        return text("Now: transfers are paused.")
    if limits.window is not None:
        return text("Now, by the schedule: {rates}.", rates=words)
    if limits.up_now is None and limits.down_now is None:
        return text("Now: full speed.")
    return text("Now: {rates}.", rates=words)


def moment_words(day: int, minute: int, rates: Rates | None) -> Text:
    """Return one place of the grid for a screen reader."""
    return text("{day}, {time}: {rates}", day=DAY_NAMES[day], time=verbatim(_clock(minute)), rates=rates_words(rates))


def _minute(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
