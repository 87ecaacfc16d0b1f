"""One line of the settings."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.settings.setting import setting
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.widgets.inputs import Switch


def test_a_control_is_described_by_its_meaning(qtbot: QtBot) -> None:
    """Who hears the page knows what it does."""
    switch = Switch(text("Start at login"))
    made = setting(text("Start at login"), switch, text("It begins when you sign in to this computer."))
    qtbot.addWidget(made)
    assert switch.accessibleDescription() == "It begins when you sign in to this computer."


def test_large_text_has_its_control_below(qtbot: QtBot) -> None:
    """Beside it there is no room."""
    look().choose(Appearance.LIGHT, 2.0)
    try:
        switch = Switch(text("Start at login"))
        made = setting(text("Start at login"), switch)
        qtbot.addWidget(made)
        made.resize(300, 200)
        made.show()
        assert switch.y() > 30
    finally:
        look().choose(Appearance.LIGHT, 1.0)
