"""A week of hours to paint on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fakes.moving import limits
from megadesk.ui.text import text
from megadesk.ui.viewmodels.week import PAUSE, Rates, Week, painted, week_of
from megadesk.ui.widgets.weekgrid import WeekGrid


@pytest.fixture
def grid(qtbot: QtBot) -> WeekGrid:
    """One of 600 pixels, shown."""
    made = WeekGrid(text("Limits"))
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    made.show()
    return made


def at(grid: WeekGrid, day: int, minute: int) -> QPoint:
    """Return where a time is."""
    return grid._rect(day, minute, minute + 30).center().toPoint()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_drag_takes_days_and_hours(grid: WeekGrid, qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    """From whichever corner, and however it is read."""
    grid.setLayoutDirection(direction)
    taken: list[tuple[int, ...]] = []
    grid.taken.connect(lambda *what: taken.append(what))
    for start, end in (((1, 480), (4, 1050)), ((4, 1050), (1, 480))):
        qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=at(grid, *start))
        qtbot.mouseMove(grid, at(grid, *end))
        qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=at(grid, *end))
    assert taken == [(1, 4, 480, 1080)] * 2


def test_keys_take_hours(grid: WeekGrid, qtbot: QtBot) -> None:
    """Arrows go, with Shift they mark, Space takes; where they are is said."""
    taken: list[tuple[int, ...]] = []
    grid.taken.connect(lambda *what: taken.append(what))
    grid.show_week(painted(Week(), [1], 540, 600, PAUSE))
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "Tuesday, 09:00: paused"
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_End)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert taken == [(1, 1, 540, 600), (1, 2, 540, 660), (2, 2, 1380, 1440)]


def test_escape_lets_go_what_is_marked(grid: WeekGrid, qtbot: QtBot) -> None:
    """Nothing is taken then."""
    taken: list[object] = []
    grid.taken.connect(lambda *what: taken.append(what))
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton)
    assert taken == []


def test_what_counts_when_is_painted(grid: WeekGrid) -> None:
    """A limit, rest, and rest of one way only, each in its own way."""
    pictures = [grid.grab().toImage()]
    for rates in (Rates(200, None), PAUSE, Rates(0, 100)):
        grid.show_week(painted(Week(), [2], 600, 900, rates))
        pictures.append(grid.grab().toImage())
    grid.show_week(week_of(limits().schedule))
    pictures.append(grid.grab().toImage())
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])
