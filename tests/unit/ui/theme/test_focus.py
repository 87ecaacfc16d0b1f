"""The focus ring."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.theme.focus import KEYS


def test_the_ring_is_for_the_keyboard(qtbot: QtBot) -> None:
    """Tab shows it, a click does not."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    first, second = QPushButton("a"), QPushButton("b")
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    first.setFocus()
    window = widget.windowHandle()
    qtbot.waitUntil(widget.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert second.property(KEYS) is True
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=first.geometry().center())
    first.setFocus()
    assert not first.property(KEYS)
    assert not second.property(KEYS)
