"""Surfaces: a card, an inset, a line between two, and a banner that says something with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from megadesk.ui.text import NOTHING, Text
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ICON_PX
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label, restyle
from megadesk.ui.widgets.layout import column, row


class Surface(QFrame):
    """A frame with a role of the style sheet: card, inset, line or banner."""

    def __init__(self, role: str, layout: QLayout | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        if layout is not None:
            self.setLayout(layout)


def card(layout: QLayout) -> Surface:
    """Return a card with something in it."""
    return Surface("card", layout)


def inset(layout: QLayout) -> Surface:
    """Return a surface that lies a little back."""
    return Surface("inset", layout)


def line() -> Surface:
    """Return a line between two parts."""
    made = Surface("line")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class Icon(QWidget):
    """A picture that says nothing by itself: words stand beside it."""

    def __init__(self, name: str, tone: str = "muted", size: int = ICON_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, look().px(size)
        self.setFixedSize(self._size, self._size)
        look().changed.connect(self.update)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another one."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it as sharp as the screen is."""
        picture = pixmap(self._name, tokens().colour(self._tone), self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


class Banner(Surface):
    """A line of words in a tone, with one thing to do. Signals: acted()."""

    acted = Signal()

    def __init__(
        self, icon_name: str, words: Text, tone: str = "accent", action: Text = NOTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__("banner", parent=parent)
        self.setProperty("tone", tone)
        self._icon = Icon(icon_name, tone)
        self._words = Label(words, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = Button(action, "quiet")
        self._button.setVisible(bool(action))
        self._button.clicked.connect(self.acted)
        self.setLayout(row(self._icon, self._words, self._button, margins=(12, 8, 8, 8), spacing=10))

    def show_words(self, icon_name: str, words: Text, tone: str, action: Text = NOTHING) -> None:
        """Say something else."""
        self._icon.show_icon(icon_name, tone)
        self._words.show_words(words)
        self._button.setVisible(bool(action))
        self._button.show_words(action)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def titled(title_words: Label, *pieces: QWidget | QLayout | int | None) -> Surface:
    """Return a card with a title and what belongs to it."""
    return card(column(title_words, *pieces, margins=(16, 14, 16, 16), spacing=8))
