"""Time laid out on a line."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QDateTime, QTimeZone

from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS
from megadesk.ui.widgets.time_axis import Unit, edges, ticks, unit_for

NOON = 1_795_694_400_000  # 26 November 2026, 12:00 UTC


def local(at_ms: int) -> QDateTime:
    """Return a moment by the clock of this place."""
    return QDateTime.fromMSecsSinceEpoch(at_ms, QTimeZone.systemTimeZone())


def test_the_shortest_step_that_is_wide_enough_is_taken() -> None:
    """From minutes to years."""
    assert unit_for(HOUR_MS, 800) is Unit.MINUTE
    assert unit_for(DAY_MS, 800) is Unit.MINUTES_15
    assert unit_for(60 * DAY_MS, 800) is Unit.DAY
    assert unit_for(10_000 * DAY_MS, 800) is Unit.QUARTER
    assert unit_for(90_000 * DAY_MS, 80) is Unit.YEAR


@pytest.mark.parametrize("unit", list(Unit))
def test_steps_cover_the_span_without_gaps(unit: Unit) -> None:
    """They begin before it and end after it, each a step of that length; years and months are as long as they are."""
    start, end = NOON - 3 * unit.value - 123, NOON
    found = edges(start, end, unit)
    assert found[0] <= start < found[1]
    assert found[-2] < end <= found[-1]
    assert all(0.8 * unit.value <= later - one <= 1.1 * unit.value for one, later in pairwise(found))


def test_days_weeks_and_months_begin_where_the_calendar_says() -> None:
    """At midnight, on a Monday, on the first."""
    for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR):
        for edge in edges(NOON - 800 * DAY_MS, NOON, unit):
            assert local(edge).time().msecsSinceStartOfDay() == 0
    assert {local(edge).date().dayOfWeek() for edge in edges(NOON - 60 * DAY_MS, NOON, Unit.WEEK)} == {1}
    assert {local(edge).date().day() for edge in edges(NOON - 800 * DAY_MS, NOON, Unit.QUARTER)} == {1}


def test_a_day_of_25_hours_is_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where clocks are put back in October, days and their parts begin when they should."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        end = NOON - 20 * DAY_MS
        days = edges(end - 30 * DAY_MS, end, Unit.DAY)
        assert {local(edge).time().hour() for edge in days} == {0}
        assert all(later - one >= 23 * HOUR_MS for one, later in pairwise(days))
        quarters = edges(end - 30 * DAY_MS, end, Unit.HOURS_6)
        assert all(later - one >= 4 * HOUR_MS for one, later in pairwise(quarters))
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_written_below_has_room() -> None:
    """And midnight among hours stands out."""
    found = ticks(NOON - 2 * DAY_MS, NOON, 800)
    assert 4 <= len(found) <= 10
    assert [local(tick.time_ms).time().hour() == 0 for tick in found] == [tick.is_major for tick in found]
