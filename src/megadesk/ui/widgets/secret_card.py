"""A secret in its groups, large enough to be copied by hand, with what can be done to keep it.

It is shown, and nowhere else: it is in no tooltip, no log, and is gone with the widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.layout import clear, column, row

GROUP_PX: Final = 16
BUTTON_GAP_PX: Final = 8


class Groups(Surface):
    """Groups of letters in rows of ``across``; always from left to right, as they are written. Tab comes to it, to be heard."""

    def __init__(self, name: Text, across: int, parent: QWidget | None = None) -> None:
        self._grid, self._across = QGridLayout(), across
        self._grid.setHorizontalSpacing(look().px(14))
        self._grid.setVerticalSpacing(look().px(6))
        super().__init__("inset", column(self._grid, margins=(18, 14, 18, 14)), parent)
        self.setAccessibleName(say(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show others."""
        clear(self._grid)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look().px(GROUP_PX))
        font.setWeight(QFont.Weight.DemiBold)
        for number, group in enumerate(groups):
            label = QLabel(group)
            label.setFont(font)
            label.setStyleSheet(f"font-size: {look().px(GROUP_PX)}px; font-family: '{font.family()}';")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumHeight(label.sizeHint().height())  # where the page is too low, it scrolls
            self._grid.addWidget(label, number // self._across, number % self._across)
        self.setAccessibleDescription(" ".join(groups))


class SecretCard(QWidget):
    """Signals: wanted(str): save, print, copy."""

    wanted = Signal(str)

    def __init__(self, name: Text, across: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = Groups(name, across)
        self.save = Button(text("Save to a file…"), icon_name="save")
        self.print = Button(text("Print…"), icon_name="printer")
        self.copy = Button(text("Copy"), icon_name="copy")
        for button, word in ((self.save, "save"), (self.print, "print"), (self.copy, "copy")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))
        others = row(self.print, self.copy, None, spacing=BUTTON_GAP_PX)
        self._buttons: QBoxLayout = row(row(self.save, None), others, spacing=BUTTON_GAP_PX)
        self._buttons.setStretch(1, 1)
        self.setLayout(column(self.groups, self._buttons, spacing=10))

    def _widths(self) -> tuple[int, int]:
        """Return how wide the first button is, and how wide the others are."""
        save, others = self.save.sizeHint().width(), self.print.sizeHint().width() + self.copy.sizeHint().width()
        return save, others + BUTTON_GAP_PX

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow as the groups, or the buttons in two lines."""
        return QSize(max(self.groups.minimumSizeHint().width(), *self._widths()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Have the first button above the others where a language needs more room than there is."""
        super().resizeEvent(event)
        has_room = sum(self._widths()) + BUTTON_GAP_PX <= self.width()
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if has_room else ways.TopToBottom)
