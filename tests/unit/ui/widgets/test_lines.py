"""Home and End in tables that are read by lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.lines import Lines


@pytest.fixture
def lines(qtbot: QtBot) -> Lines:
    """Return a table of fifty lines, the first of them a heading."""
    model = QStandardItemModel(50, 3)
    heading = QStandardItem("For you to decide")
    heading.setFlags(Qt.ItemFlag.NoItemFlags)
    model.setItem(0, 1, heading)
    made = Lines()
    qtbot.addWidget(made)
    made.setModel(model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.resize(400, 200)
    made.show()
    made.setCurrentIndex(model.index(20, 1))
    return made


def chosen(lines: Lines) -> list[int]:
    """Return the numbers of the lines that are chosen."""
    return sorted(index.row() for index in lines.selectionModel().selectedRows(1))


def test_home_and_end_lead_to_the_first_and_last_line(lines: Lines, qtbot: QtBot) -> None:
    """Not to the first cell of the same line; a heading is none, and what is chosen is in view."""
    qtbot.keyClick(lines, Qt.Key.Key_End)
    assert (chosen(lines), lines.verticalScrollBar().value()) == ([49], lines.verticalScrollBar().maximum())
    qtbot.keyClick(lines, Qt.Key.Key_Home)
    assert chosen(lines) == [1]
    qtbot.keyClick(lines, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(lines) == [*range(1, 50)]


def test_the_first_line_is_chosen_also_if_the_keyboard_is_there(lines: Lines, qtbot: QtBot) -> None:
    """After Escape nothing is chosen, and the keyboard is where it was."""
    qtbot.keyClick(lines, Qt.Key.Key_Home)
    lines.clearSelection()
    qtbot.keyClick(lines, Qt.Key.Key_Home)
    assert chosen(lines) == [1]


def test_an_empty_table_has_no_ends(lines: Lines, qtbot: QtBot) -> None:
    """And no key does harm."""
    lines.setModel(QStandardItemModel(0, 3))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Down):
        qtbot.keyClick(lines, key)
    assert not lines.currentIndex().isValid()
