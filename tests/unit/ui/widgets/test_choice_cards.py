"""One of a few, as cards."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.choice_cards import ChoiceCards

CHOICES = [
    ("sync", "folder-sync", text("Sync"), text("The same everywhere.")),
    ("backup", "archive", text("Back up"), text("Kept safe.")),
]


def test_a_card_is_chosen_by_click_and_by_key(qtbot: QtBot) -> None:
    """Anywhere on it, and with the arrows; showing one tells nobody."""
    cards = ChoiceCards(CHOICES, "sync")
    qtbot.addWidget(cards)
    cards.resize(400, 200)
    cards.show()
    QApplication.processEvents()  # where the cards are decides where the arrows lead
    chosen: list[str] = []
    cards.chosen.connect(chosen.append)
    qtbot.mouseClick(cards._cards["backup"], Qt.MouseButton.LeftButton, pos=QPoint(60, 8))
    assert (cards.value(), chosen) == ("backup", ["backup"])
    qtbot.keyClick(cards._cards["backup"].radio, Qt.Key.Key_Up)
    assert chosen == ["backup", "sync"]
    cards.show_value("backup")
    assert (cards.value(), len(chosen)) == ("backup", 2)
    assert cards.first_field() is cards._cards["backup"].radio


def test_a_card_says_what_it_means(qtbot: QtBot) -> None:
    """To who hears it; and does nothing while it cannot be chosen."""
    cards = ChoiceCards(CHOICES, "sync")
    qtbot.addWidget(cards)
    radio = cards._cards["backup"].radio
    assert (radio.accessibleName(), radio.accessibleDescription()) == ("Back up", "Kept safe.")
    cards.setEnabled(False)
    assert not radio.isEnabled()
    assert cards._cards["backup"].cursor().shape() is Qt.CursorShape.ArrowCursor
