"""The settings page."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.language import available, language
from megadesk.ui.pages.settings import SettingsPage
from megadesk.ui.settings.general import GeneralPart
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance


def test_a_part_is_shown_by_its_word(desk: FakeDesk, qtbot: QtBot) -> None:
    """A word that is none changes nothing."""
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    first = page._stack.currentIndex()
    page.open_at("about")
    assert page._stack.currentIndex() != first
    page.open_at("nonsense")
    assert page._buttons["about"].isChecked()


def test_the_language_is_shown_with_the_keyboard_at_it(desk: FakeDesk, qtbot: QtBot) -> None:
    """Who chose another one has a new window."""
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.open_at("about")
    page.open_at("language")
    assert page._buttons["general"].isChecked()
    (part,) = page.findChildren(GeneralPart)
    assert page.focusWidget() is part.language


@pytest.mark.parametrize(
    "word", ["general", "account", "sync", "transfers", "network", "notifications", "advanced", "about"]
)
def test_a_part_is_made_when_it_is_first_wanted(desk: FakeDesk, qtbot: QtBot, word: str) -> None:
    """Once: what was typed into it stays."""
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.open_at(word)
    made = page._areas[word].widget()
    assert made is not None
    page.open_at("about")
    page.open_at(word)
    assert page._areas[word].widget() is made


def test_the_names_of_the_parts_are_not_cut_off(desk: FakeDesk, qtbot: QtBot) -> None:
    """In no language."""
    for code in available():
        language().choose(code)
        page = SettingsPage(desk)
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        assert all(button.width() >= button.sizeHint().width() for button in page._buttons.values()), code


def test_large_text_has_its_parts_in_a_list(desk: FakeDesk, qtbot: QtBot) -> None:
    """Beside the part there is no room for their names."""
    look().choose(Appearance.LIGHT, 2.0)
    try:
        page = SettingsPage(desk)
        qtbot.addWidget(page)
        page.open_at("about")
        assert page._combo is not None
        assert page._combo.value() == "about"
        page._combo.chosen.emit("sync")
        assert page._areas["sync"].widget() is not None
    finally:
        look().choose(Appearance.LIGHT, 1.0)
