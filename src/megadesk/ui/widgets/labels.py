"""Words on a page, by their role; the style sheet knows how each looks."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.tips import tip

BETWEEN: Final = " · "
"""What stands between two facts in a line."""


class Label(QLabel):
    """Words with a role (title, section, strong, small, muted, or none) and a tone (ok, warn, error, accent, or none)."""

    def __init__(
        self,
        words: Text = NOTHING,
        role: str = "",
        tone: str = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.show_words(words)

    def show_words(self, words: Text, tone: str | None = None) -> None:
        """Show other words, and in another tone."""
        self.setText(say(words))
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            restyle(self)


class Elided(Label):
    """One line that is shortened in the middle, so that the ending of a name stays; the whole is its tooltip."""

    def __init__(self, words: Text = NOTHING, role: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, role, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow as need be."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the words, shortened to the width there is."""
        painter = QPainter(self)
        shown = self.shown
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setLayoutDirection(read_from(self.text()))  # as QLabel does: a path reads the same everywhere
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(self.rect(), int(side | Qt.TextFlag.TextSingleLine), shown)
        is_whole = shown == self.text()
        if (self.toolTip() == "") != is_whole:
            self.setToolTip("" if is_whole else tip(self.text()))

    @property
    def shown(self) -> str:
        """What there is room for."""
        return QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())


class Parts(Elided):
    """One line of several facts: those at its end are left out whole where there is no room, so that no number is cut."""

    @property
    def shown(self) -> str:
        """What there is room for."""
        return fitting(self.text(), QFontMetrics(self.font()), self.width())


def fitting(words: str, metrics: QFontMetrics, width: int) -> str:
    """Return a line of facts without those at its end that have no room; the first is shortened, if it must be."""
    while metrics.horizontalAdvance(words) > width and BETWEEN in words:
        words = words.rpartition(BETWEEN)[0]
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def read_from(words: str) -> Qt.LayoutDirection:
    """Return from which side words are read: that of the first letter that has one, names in them left out (language.isolated)."""
    depth = 0
    for letter in words:
        kind = bidirectional(letter)
        depth += (kind == "FSI") - (kind == "PDI")
        if depth > 0:
            continue
        if kind in {"R", "AL"}:
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return Qt.LayoutDirection.LeftToRight


def title(words: Text = NOTHING) -> Label:
    """Return the title of a page."""
    return Label(words, "title")


def section(words: Text = NOTHING) -> Label:
    """Return the title of a part of a page."""
    return Label(words, "section")


def strong(words: Text = NOTHING) -> Label:
    """Return what stands out in a line."""
    return Label(words, "strong")


def muted(words: Text = NOTHING, *, wrap: bool = False) -> Label:
    """Return what is said beside it."""
    return Label(words, "muted", wrap=wrap)


def small(words: Text = NOTHING, *, wrap: bool = False) -> Label:
    """Return the smallest of what is said."""
    return Label(words, "small", wrap=wrap)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
