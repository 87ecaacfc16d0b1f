"""A card that can have the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.focus_card import FocusCard
from megadesk.ui.widgets.layout import column


@pytest.fixture
def card(qtbot: QtBot) -> FocusCard:
    """Return one whose space bar pauses, shown."""
    made = FocusCard(text("More"), {Qt.Key.Key_Space: "pause"})
    made.setLayout(column(made.more))
    qtbot.addWidget(made)
    made.show()
    return made


def test_keys_mean_something_on_the_card_itself(card: FocusCard, qtbot: QtBot) -> None:
    """Not with another key held, nor on a button that is on it."""
    told: list[str] = []
    card.wanted.connect(told.append)
    card.focused.connect(lambda: told.append("focused"))
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Space)
    qtbot.keyClick(card, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(card, Qt.Key.Key_A)
    assert [word for word in told if word != "focused"] == ["pause"]


def test_the_menu_opens_where_it_was_asked_for(card: FocusCard) -> None:
    """At the mouse; by key and by its button, at the button."""
    places: list[QPoint] = []
    card.asked_menu.connect(places.append)
    by_mouse, by_key = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(card, QContextMenuEvent(by_mouse, QPoint(5, 6), QPoint(105, 106)))
    QApplication.sendEvent(card, QContextMenuEvent(by_key, QPoint(), QPoint()))
    card.more.click()
    assert places[0] == QPoint(105, 106)
    assert places[1] == places[2] != places[0]
