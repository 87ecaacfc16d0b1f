"""How fast files may move, and when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.moving import limits
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, EngineUnavailable
from megadesk.ui.desk import Notice
from megadesk.ui.dialogs.limits import LimitsSheet
from megadesk.ui.text import plainly


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> Iterator[LimitsSheet]:
    """One that shows the limits of fakes."""
    desk.link.answer(m.GET_LIMITS, limits())
    owner = QWidget()
    qtbot.addWidget(owner)
    made = LimitsSheet(desk, owner)
    made.show()
    yield made
    owner.close()


def test_it_shows_what_is_set(sheet: LimitsSheet) -> None:
    """No limit is said in words; what counts just now, and why."""
    assert sheet.up.rate is None
    assert sheet.up.text() == "No limit"
    assert sheet.down.rate == 4000
    assert sheet._now.text().startswith("Now, by the schedule")
    assert sheet._lines.count() == 3
    assert sheet.primary.isEnabled()


def test_what_is_painted_is_saved(sheet: LimitsSheet, desk: FakeDesk) -> None:
    """With the limits that hold always."""
    said: list[Notice] = []
    desk.notices.came.connect(said.append)
    desk.link.answer(m.SET_LIMITS, limits(window=None, up_now=None))
    sheet._wipe.click()
    sheet.up.setValue(3)
    sheet.brush_up.setValue(100)
    sheet.brush_down.setValue(0)
    sheet.grid.taken.emit(0, 1, 480, 600)
    sheet.brushes["paused"].click()
    assert not sheet._brush.isEnabled()
    sheet.grid.taken.emit(0, 0, 540, 600)
    sheet.brushes["usual"].click()
    sheet.grid.taken.emit(1, 1, 480, 500)
    sheet.primary.click()
    (body,) = desk.link.asked(m.SET_LIMITS)
    assert (body.up, body.down) == (8, 4000)
    assert body.schedule == [
        m.LimitWindow(days=["mon"], start="08:00", end="09:00", up=100, down=None),
        m.LimitWindow(days=["mon"], start="09:00", end="10:00", up=0, down=0),
        m.LimitWindow(days=["tue"], start="08:20", end="10:00", up=100, down=None),
    ]
    assert plainly(said[0].words) == "Now: full speed."
    assert not sheet.isVisible()


def test_no_limit_is_saved_as_none(sheet: LimitsSheet, desk: FakeDesk) -> None:
    """Zero takes a limit away."""
    desk.link.answer(m.SET_LIMITS, limits())
    sheet.down.setValue(0)
    sheet.primary.click()
    (body,) = desk.link.asked(m.SET_LIMITS)
    assert (body.up, body.down) == (0, 0)
    assert body.schedule is not None


def test_a_rate_that_is_too_low_is_raised(sheet: LimitsSheet) -> None:
    """To the least that the engine takes."""
    sheet.up.setValue(2)
    sheet.up.editingFinished.emit()
    assert sheet.up.value() == 8


def test_what_does_not_work_is_said_in_it(sheet: LimitsSheet, desk: FakeDesk) -> None:
    """It stays open, with what was painted."""
    desk.link.answer(m.SET_LIMITS, BadUsage(what="schedule", value=200, reason="too_many"))
    sheet.primary.click()
    assert sheet._fault.isVisible()
    assert sheet.primary.isEnabled()


def test_without_an_engine_nothing_can_be_saved(desk: FakeDesk, qtbot: QtBot) -> None:
    """Else what is set would be overwritten with nothing."""
    desk.link.answer(m.GET_LIMITS, EngineUnavailable("gone", reason="gone"))
    desk.link.hold()
    sheet = LimitsSheet(desk)
    qtbot.addWidget(sheet)
    sheet.show()
    assert not sheet.primary.isEnabled()
    desk.link.release()
    assert sheet._fault.isVisible()
    assert not sheet.primary.isEnabled()
