"""The four states of a list."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from megadesk.ui.text import NOTHING, text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.states import Message, States


def press(states: States) -> None:
    """Press the button of what is shown."""
    shown = states.currentWidget()
    button = shown.findChild(Button) if shown is not None else None
    assert isinstance(button, Button)
    button.click()


def test_each_state_is_shown_and_acts(qtbot: QtBot) -> None:
    """Empty has its first action, an error can be tried again."""
    states = States(QLabel("rows"), Message("inbox", text("Nothing yet"), text("It will be here."), text("Add")))
    qtbot.addWidget(states)
    told: list[str] = []
    states.acted.connect(lambda: told.append("acted"))
    states.retried.connect(lambda: told.append("retried"))
    states.show_empty()
    assert states.shows == "empty"
    press(states)
    states.show_error(text("The server is away."))
    assert states.shows == "error"
    press(states)
    states.show_content()
    assert (states.shows, told) == ("content", ["acted", "retried"])


def test_what_comes_at_once_does_not_flash(qtbot: QtBot) -> None:
    """A skeleton comes only after a while, and never in place of rows."""
    states = States(QLabel("rows"), Message("inbox", text("Nothing yet"), NOTHING))
    qtbot.addWidget(states)
    states.show_loading()
    assert states.currentWidget() is states._blank
    states._timer.timeout.emit()
    assert states.currentWidget() is states._skeleton
    states.show_content()
    states.show_loading()
    assert states.shows == "content"
