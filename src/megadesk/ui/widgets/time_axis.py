"""A span of time laid out on a line: into which steps it is cut, where they begin by the clock of this place, and what is written below.

unit_for(span, width) --> Unit        edges(start, end, unit) --> where each step begins        ticks(...) --> what is written
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QTimeZone

from megadesk.ui.text import Clock, Day, Text, text
from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS, MINUTE_MS

BAR_LEAST_PX: Final = 7
LABEL_LEAST_PX: Final = 84


class Unit(Enum):
    """A step of time; the value is how long it is, about."""

    MINUTE = MINUTE_MS
    MINUTES_5 = 5 * MINUTE_MS
    MINUTES_15 = 15 * MINUTE_MS
    HOUR = HOUR_MS
    HOURS_3 = 3 * HOUR_MS
    HOURS_6 = 6 * HOUR_MS
    HOURS_12 = 12 * HOUR_MS
    DAY = DAY_MS
    DAYS_2 = 2 * DAY_MS
    WEEK = 7 * DAY_MS
    MONTH = 30 * DAY_MS
    QUARTER = 91 * DAY_MS
    YEAR = 365 * DAY_MS


MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Tick:
    """What is written at a moment. ``is_major``: a day among hours, say."""

    time_ms: int
    label: Text
    is_major: bool


def unit_for(span_ms: int, width_px: float, least_px: float = BAR_LEAST_PX) -> Unit:
    """Return the shortest step that is still so wide."""
    return next((unit for unit in Unit if unit.value / max(1, span_ms) * width_px >= least_px), Unit.YEAR)


def edges(start_ms: int, end_ms: int, unit: Unit) -> list[int]:
    """Return where the steps begin, by the clock of this place, from the one that holds the start to the end of the last."""
    found = _month_edges(start_ms, end_ms, MONTHS[unit]) if unit in MONTHS else _edges(start_ms, end_ms, unit.value)
    first = max((at for at, edge in enumerate(found) if edge <= start_ms), default=0)
    last = next((at for at, edge in enumerate(found) if edge >= end_ms), len(found) - 1)
    return found[first : last + 1]


def _edges(start_ms: int, end_ms: int, step_ms: int) -> list[int]:
    day = _date(start_ms)
    found: list[int] = []
    if step_ms >= DAY_MS:
        day = day.addDays(-(day.toJulianDay() % (step_ms // DAY_MS)))  # a Monday, of a week
        while not found or found[-1] < end_ms:
            found.append(_midnight(day))
            day = day.addDays(step_ms // DAY_MS)
        return found
    while not found or found[-1] < end_ms:  # each day anew: one with 23 or 25 hours puts off none after it
        end = _midnight(day.addDays(1))
        found += [
            edge for edge in range(_midnight(day), end, step_ms) if end - edge >= step_ms / 2
        ]  # not 23 and 24 o'clock
        day = day.addDays(1)
    return [*found, _midnight(day)]


def _month_edges(start_ms: int, end_ms: int, months: int) -> list[int]:
    date = _date(start_ms)
    date = QDate(date.year(), date.month() - (date.month() - 1) % months, 1)
    found: list[int] = []
    while not found or found[-1] < end_ms:
        found.append(_midnight(date))
        date = date.addMonths(months)
    return found


def ticks(start_ms: int, end_ms: int, width_px: float, label_px: float = LABEL_LEAST_PX) -> list[Tick]:
    """Return what is written below a span, with room between."""
    unit = unit_for(end_ms - start_ms, width_px, label_px)
    found = []
    for edge in edges(start_ms, end_ms, unit):
        if not start_ms <= edge <= end_ms:
            continue
        if unit.value < DAY_MS:
            is_day = edge == _midnight(_date(edge))
            found.append(Tick(edge, _day(edge) if is_day else text("{time}", time=Clock(edge)), is_day))
        else:
            found.append(Tick(edge, _day(edge), _date(edge).day() == 1))
    return found


def _day(at_ms: int) -> Text:
    return text("{day}", day=Day(at_ms, short=True))


def _date(at_ms: int) -> QDate:
    return QDateTime.fromMSecsSinceEpoch(at_ms, QTimeZone.systemTimeZone()).date()


def _midnight(day: QDate) -> int:
    return int(day.startOfDay(QTimeZone.systemTimeZone()).toMSecsSinceEpoch())
