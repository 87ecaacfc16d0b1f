"""A recovery key in its groups, large enough to be copied by hand, with what can be done to keep it.

The key is shown, and nowhere else: it is in no tooltip, no log, and is gone with the widget.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.layout import clear, column, row

ACROSS = 5
GROUP_PX = 16
ROOM_PX = 400
"""What the narrowest place, the page of the first run, has for buttons."""


class RecoveryKeyCard(QWidget):
    """Signals: wanted(str): save, print, copy."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(14))
        self._grid.setVerticalSpacing(look().px(6))
        frame = Surface("inset", column(self._grid, margins=(18, 14, 18, 14)))
        frame.setAccessibleName(say(text("Recovery key")))
        frame.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._frame = frame
        self.save = Button(text("Save to a file…"), icon_name="save")
        self.print = Button(text("Print…"), icon_name="printer")
        self.copy = Button(text("Copy"), icon_name="copy")
        for button, word in ((self.save, "save"), (self.print, "print"), (self.copy, "copy")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))
        self.setLayout(column(frame, self._buttons(), spacing=10))

    def _buttons(self) -> QBoxLayout:
        """Return them beside each other, or the first above the others where a language needs more room than there is."""
        buttons = (self.save, self.print, self.copy)
        if sum(button.sizeHint().width() for button in buttons) <= look().px(ROOM_PX):
            return row(*buttons, None)
        return column(row(self.save, None), row(self.print, self.copy, None), spacing=8)

    def show_groups(self, groups: list[str]) -> None:
        """Show a key; always from left to right, as it is written."""
        clear(self._grid)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look().px(GROUP_PX))
        font.setWeight(QFont.Weight.DemiBold)
        self._frame.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for number, group in enumerate(groups):
            label = QLabel(group)
            label.setFont(font)
            label.setStyleSheet(f"font-size: {look().px(GROUP_PX)}px; font-family: '{font.family()}';")
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(label, number // ACROSS, number % ACROSS)
        self._frame.setAccessibleDescription(" ".join(groups))
