"""Buttons beside each other, as many as there is room for; the others are in a menu at their end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLayout, QMenu, QSizePolicy, QWidget

from megadesk.ui.text import text
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.layout import row

GAP_PX: Final = 8


class ButtonLine(QWidget):
    """Each button with the action that it triggers, which stands in the menu where the button has no room."""

    def __init__(self, pieces: Sequence[tuple[Button, QAction]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces = tuple(pieces)
        self.more = IconButton("ellipsis", text("More"))
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        for button, action in self._pieces:
            button.clicked.connect(action.trigger)
        line = row(*(button for button, _ in self._pieces), self.more, None, spacing=GAP_PX)
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more.hide()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow as the menu."""
        return self.more.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Show what there is room for."""
        super().resizeEvent(event)
        widths = [button.sizeHint().width() + GAP_PX for button, _ in self._pieces]
        room = self.width() + GAP_PX
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + GAP_PX
        self.menu.clear()
        for (button, action), width in zip(self._pieces, widths, strict=True):
            has_room = width <= room and self.menu.isEmpty()
            button.setVisible(has_room)
            if has_room:
                room -= width
            else:
                self.menu.addAction(action)
        self.more.setVisible(not self.menu.isEmpty())
