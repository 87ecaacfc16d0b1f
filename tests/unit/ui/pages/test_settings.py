"""The settings page."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.pages.settings import SettingsPage


def test_a_part_is_shown_by_its_word(desk: FakeDesk, qtbot: QtBot) -> None:
    """A word that is none changes nothing."""
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    first = page._stack.currentIndex()
    page.open_at("about")
    assert page._stack.currentIndex() != first
    page.open_at("nothing")
    assert page._buttons["about"].isChecked()
