"""Buttons beside each other."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.button_line import ButtonLine
from megadesk.ui.widgets.buttons import Button


def test_what_has_no_room_is_in_the_menu(qtbot: QtBot) -> None:
    """All buttons where there is room, and then no menu."""
    names = ("Show in Files", "Versions", "Look at this moment")
    buttons = [Button(text(name)) for name in names]
    actions = [QAction(name) for name in names]
    done: list[str] = []
    for name, action in zip(names, actions, strict=True):
        action.triggered.connect(lambda _=False, name=name: done.append(name))
    line = ButtonLine(list(zip(buttons, actions, strict=True)))
    qtbot.addWidget(line)
    line.show()
    whole = sum(button.sizeHint().width() + 8 for button in buttons)
    line.resize(whole, 40)
    QApplication.processEvents()
    assert all(button.isVisible() for button in buttons)
    assert not line.more.isVisible()
    line.resize(whole - 20, 40)
    QApplication.processEvents()
    assert [button.isVisible() for button in buttons] == [True, True, False]
    assert [action.text() for action in line.menu.actions()] == ["Look at this moment"]
    line.resize(10, 40)
    QApplication.processEvents()
    assert not any(button.isVisible() for button in buttons)
    buttons[0].click()
    assert done == ["Show in Files"]
