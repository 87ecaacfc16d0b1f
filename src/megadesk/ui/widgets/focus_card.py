"""A card that can have the keyboard: keys, the menu, and its ring. What is on it, and what its keys mean, is its owner's."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from megadesk.ui.text import Text
from megadesk.ui.theme.focus import KEYS
from megadesk.ui.theme.look import tokens
from megadesk.ui.theme.tokens import CARD_RADIUS_PX
from megadesk.ui.widgets.buttons import IconButton
from megadesk.ui.widgets.cards import Surface


class FocusCard(Surface):
    """Signals: wanted(action), asked_menu(QPoint) where the menu belongs, focused().

    actions: what a key means while the card itself has the keyboard. ``more`` is the button that opens the menu.
    """

    wanted = Signal(str)
    asked_menu = Signal(QPoint)
    focused = Signal()

    def __init__(self, more: Text, actions: Mapping[Qt.Key, str], parent: QWidget | None = None) -> None:
        super().__init__("card", parent=parent)
        self._actions = actions
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more = IconButton("ellipsis", more)
        self.more.clicked.connect(self._ask_menu)

    def _ask_menu(self) -> None:
        self.asked_menu.emit(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Do what a key means while the card itself has the keyboard."""
        word = self._actions.get(Qt.Key(event.key()))
        if word is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.wanted.emit(word)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Open the menu, where the mouse is or at its button."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.asked_menu.emit(event.globalPos())
        else:
            self._ask_menu()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the card, and the ring while the keyboard is on it."""
        super().paintEvent(event)
        if self.hasFocus() and self.property(KEYS):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS_PX, CARD_RADIUS_PX)
