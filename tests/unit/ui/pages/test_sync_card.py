"""One synced folder as a card."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.pairs import held, pair
from megadesk.ui.pages.sync_card import SyncCard
from megadesk.ui.viewmodels.sync import pair_card


def made(qtbot: QtBot) -> SyncCard:
    """Return a card that is shown."""
    card = SyncCard()
    qtbot.addWidget(card)
    card.show_card(pair_card(pair(), NOW_MS))
    card.show()
    return card


def test_it_shows_what_it_is_given(qtbot: QtBot) -> None:
    """And no trouble where there is none."""
    card = made(qtbot)
    shown = {label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)}
    assert {"Photos", "Up to date", "/home/anna/Photos", "/Photos"} <= shown
    assert not card._trouble.isVisibleTo(card)
    assert not card._bar.isVisibleTo(card)
    card.show_card(pair_card(pair(issues=2, held=[held()], state="syncing", pending=5), NOW_MS, 10))
    assert card._trouble.isVisibleTo(card)
    assert card._bar.value() == 500
    assert card.accessibleName().startswith("Photos, 5 changes left")


def test_keys_do_what_its_buttons_do(qtbot: QtBot) -> None:
    """While the card itself has the keyboard."""
    card = made(qtbot)
    wanted: list[str] = []
    card.wanted.connect(wanted.append)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_A):
        qtbot.keyClick(card, key)
    qtbot.keyClick(card, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    card.pause.click()
    assert wanted == ["pause", "open", "remove", "pause"]


def test_the_menu_opens_by_button_mouse_and_key(qtbot: QtBot) -> None:
    """Where it was asked for."""
    card = made(qtbot)
    asked: list[QPoint] = []
    card.asked_menu.connect(asked.append)
    card.more.click()
    reasons = QContextMenuEvent.Reason
    QApplication.sendEvent(card, QContextMenuEvent(reasons.Mouse, QPoint(3, 4), QPoint(30, 40)))
    QApplication.sendEvent(card, QContextMenuEvent(reasons.Keyboard, QPoint(3, 4), QPoint(30, 40)))
    assert asked[1] == QPoint(30, 40)
    assert asked[0] == asked[2]


def test_the_arrow_points_from_where_changes_come(qtbot: QtBot) -> None:
    """Also where the ends stand the other way round."""
    card = made(qtbot)
    assert [card._arrow(each) for each in ("both", "up", "down")] == ["arrow-left-right", "arrow-right", "arrow-left"]
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert [card._arrow(each) for each in ("both", "up", "down")] == ["arrow-left-right", "arrow-left", "arrow-right"]


def test_it_is_painted_with_and_without_the_keyboard(qtbot: QtBot) -> None:
    """The ring shows for the keyboard only."""
    card = made(qtbot)
    card.resize(700, 200)
    card.activateWindow()
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(card.hasFocus)
    plain = card.grab().toImage()
    card.setProperty("keys", True)
    assert card.grab().toImage() != plain
