"""A secret in its groups."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.language import available, language
from megadesk.ui.text import text
from megadesk.ui.widgets.secret_card import SecretCard

NAME = text("Recovery key")


def test_a_key_is_shown_in_groups_and_can_be_heard(qtbot: QtBot) -> None:
    """Another key takes its place."""
    card = SecretCard(NAME, 5)
    qtbot.addWidget(card)
    card.groups.show_groups(["ABCD", "EFGH"])
    assert card.groups.accessibleDescription() == "ABCD EFGH"
    card.groups.show_groups(["IJKL"])
    shown = [label.text() for label in card.groups.findChildren(QLabel) if not label.isHidden()]
    assert shown == ["IJKL"]


def test_its_buttons_have_room_in_every_language(qtbot: QtBot) -> None:
    """The longest words stand above the others."""
    widths = {}
    for code in available():
        language().choose(code)
        card = SecretCard(NAME, 5)
        qtbot.addWidget(card)
        widths[code] = card.minimumSizeHint().width()
    assert max(widths.values()) <= 432, widths


def test_its_buttons_say_what_is_wanted(qtbot: QtBot) -> None:
    """Whoever owns it does it."""
    card = SecretCard(NAME, 5)
    qtbot.addWidget(card)
    wanted: list[str] = []
    card.wanted.connect(wanted.append)
    for button in (card.save, card.print, card.copy):
        button.click()
    assert wanted == ["save", "print", "copy"]


def test_a_key_is_never_cut(qtbot: QtBot) -> None:
    """In a place that is too low for it, it asks for its height; too narrow for its buttons, those are in two lines."""
    around = QWidget()
    qtbot.addWidget(around)
    card = SecretCard(NAME, 5, around)
    card.groups.show_groups(["ABCD"] * 14)
    card.resize(900, 300)
    around.show()
    wide = card.minimumSizeHint()
    assert card.save.y() == card.copy.y()
    for label in card.groups.findChildren(QLabel):
        assert label.minimumHeight() == label.sizeHint().height()
    card.resize(wide.width(), 300)
    QApplication.processEvents()
    assert card.save.y() < card.copy.y()
    assert card.minimumSizeHint().height() > wide.height()
