"""A date with a calendar, and a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from megadesk.ui.viewmodels.when import DAY_MS
from megadesk.ui.widgets.when import WhenField


@pytest.fixture
def field(qtbot: QtBot) -> WhenField:
    """Return a field at now, for the last ten days."""
    made = WhenField()
    qtbot.addWidget(made)
    made.show_limits(NOW_MS - 10 * DAY_MS, NOW_MS)
    made.show_moment(NOW_MS)
    return made


def test_a_typed_time_means_all_of_that_minute(field: WhenField) -> None:
    """And is told once, when it is another."""
    chosen: list[int] = []
    field.chosen.connect(chosen.append)
    field._time.editingFinished.emit()
    assert chosen == []
    field._time.setTime(QTime(8, 30))
    field._time.editingFinished.emit()
    field._time.editingFinished.emit()
    assert len(chosen) == 1
    local = QDateTime.fromMSecsSinceEpoch(chosen[0], QTimeZone.systemTimeZone())
    assert (local.time().hour(), local.time().minute(), chosen[0] % 60_000) == (8, 30, 59_999)


def test_a_day_is_chosen_from_the_calendar(field: WhenField) -> None:
    """Only among those that are kept."""
    chosen: list[int] = []
    field.chosen.connect(chosen.append)
    local = QDateTime.fromMSecsSinceEpoch(NOW_MS, QTimeZone.systemTimeZone()).date()
    assert field._calendar.minimumDate() == local.addDays(-10)
    field._choose_day(local.addDays(-3))
    assert len(chosen) == 1
    assert QDateTime.fromMSecsSinceEpoch(chosen[0], QTimeZone.systemTimeZone()).date() == local.addDays(-3)
    field._choose_day(local.addDays(-3))
    assert len(chosen) == 1
    field._date.setDate(QDate(1999, 1, 1))
    assert field._date.date() == local.addDays(-10)
