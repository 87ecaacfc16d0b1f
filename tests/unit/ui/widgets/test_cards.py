"""Surfaces."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Banner, line, titled
from megadesk.ui.widgets.labels import section


def test_a_banner_offers_one_thing_to_do(qtbot: QtBot) -> None:
    """Or nothing."""
    banner = Banner("triangle-alert", text("The disk is full."), "warn", text("Show"))
    qtbot.addWidget(banner)
    acted: list[bool] = []
    banner.acted.connect(lambda: acted.append(True))
    button = banner.findChild(Button)
    assert isinstance(button, Button)
    button.click()
    assert acted == [True]
    banner.show_words("circle-check", text("All is well."), "ok")
    assert button.isHidden()
    assert banner.property("tone") == "ok"


def test_a_card_holds_what_it_is_given(qtbot: QtBot) -> None:
    """Its title first."""
    made = titled(section(text("Title")), QLabel("x"), line())
    qtbot.addWidget(made)
    assert [label.text() for label in made.findChildren(QLabel)] == ["Title", "x"]
