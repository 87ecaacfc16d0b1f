"""One of a few, each with a sentence that says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.focus import KEYS
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row

DOT_PX: Final = 18
GAP_PX: Final = 10


class Radio(QRadioButton):
    """A radio button that is painted by the tokens: a ring, and a dot in it when it is chosen."""

    def __init__(self, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(say(words).replace("&", "&&"), parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as large as its words and the ring."""
        metrics = self.fontMetrics()
        shown = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(look().px(DOT_PX) + GAP_PX + shown.width() + 4, max(look().px(24), shown.height() + 4))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 -- Qt's name
        """Take a click anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the ring and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, size = tokens(), look().px(DOT_PX)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - size if mirrored else 0
        ring = QRectF(left + 1, (self.height() - size) / 2 + 1, size - 2, size - 2)
        has_keys = self.hasFocus() and bool(self.property(KEYS))
        colour = QColor(theme.accent if self.isChecked() or has_keys else theme.outline)
        painter.setPen(QPen(colour, 2 if has_keys or self.isChecked() else 1.5))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            inner = size * 0.24
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        words = self.rect().adjusted(0 if mirrored else size + GAP_PX, 0, -(size + GAP_PX) if mirrored else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextShowMnemonic)
        painter.drawText(words, flags, self.text())


class Choices(QWidget):
    """Radio buttons; values are words of ours. Signals: chosen(str) when a person chose."""

    chosen = Signal(str)

    def __init__(
        self,
        name: Text,
        choices: Sequence[tuple[str, Text, Text]],
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Radio] = {}
        self._meanings: dict[str, Label] = {}
        lines = column(spacing=10)
        for word, title, meaning in choices:
            lines.addLayout(self._line(word, title, meaning))
        lines.addStretch(1)
        self.setLayout(lines)
        self.show_value(value or choices[0][0])

    def value(self) -> str:
        """Return what is chosen."""
        return next((word for word, button in self._buttons.items() if button.isChecked()), "")

    def show_value(self, value: str) -> None:
        """Choose one, without telling anybody."""
        self._buttons[value].setChecked(True)

    def show_meaning(self, value: str, meaning: Text) -> None:
        """Say something else about one."""
        self._meanings[value].show_words(meaning)
        self._buttons[value].setAccessibleDescription(say(meaning))

    def _line(self, word: str, title: Text, meaning: Text) -> QVBoxLayout:
        button = Radio(title)
        button.setAccessibleDescription(say(meaning))
        button.clicked.connect(lambda: self.chosen.emit(word))
        below = Label(meaning, "muted", wrap=True)
        below.setVisible(bool(meaning))
        self._group.addButton(button)
        self._buttons[word], self._meanings[word] = button, below
        indent = look().px(DOT_PX) + GAP_PX
        return column(button, row(indent, below), spacing=1)
