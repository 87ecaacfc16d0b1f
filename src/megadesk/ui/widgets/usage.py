"""What storage is used for: the amount, a bar in parts, and a legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Size, text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.viewmodels.usage import Usage, UsagePart
from megadesk.ui.widgets.labels import Label, small, strong
from megadesk.ui.widgets.layout import clear, column, row

BAR_PX = 8
LEGEND_MAX = 4


class PartsBar(QWidget):
    """A bar in parts, each in its colour; the legend says which is which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[UsagePart, ...] = ()
        self.setFixedHeight(BAR_PX)
        look().changed.connect(self.update)

    def show_parts(self, parts: tuple[UsagePart, ...]) -> None:
        """Show other parts."""
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as wide as there is room."""
        return QSize(120, BAR_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the parts from the side that is read first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), BAR_PX / 2, BAR_PX / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens().track))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = 0.0
        for part in self._parts:
            width = max(2.0, self.width() * part.share)
            left = self.width() - at - width if mirrored else at
            painter.fillRect(QRectF(left, 0, width - 1, self.height()), QColor(tokens().colour(part.tone)))
            at += width


class Dot(QWidget):
    """The colour of one part, beside its name."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().colour(self._tone)))
        painter.drawEllipse(self.rect())


class UsageView(QWidget):
    """All of it. is_long: with the size of each part in the legend."""

    def __init__(self, *, is_long: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_long = is_long
        self._amount = Label(NOTHING, "small")
        self._bar = PartsBar()
        self._legend = row(spacing=6)
        self.setLayout(column(row(strong(text("Storage")), None, self._amount), self._bar, self._legend, spacing=7))

    def show_usage(self, usage: Usage) -> None:
        """Show it."""
        self._amount.show_words(usage.amount, usage.tone)
        self._bar.show_parts(usage.parts)
        self.setAccessibleName(say(usage.spoken))
        clear(self._legend)
        for part in usage.parts[:LEGEND_MAX]:
            words = text("{part} {size}", part=part.label, size=Size(part.size_bytes)) if self._is_long else part.label
            self._legend.addWidget(Dot(part.tone))
            self._legend.addWidget(small(words))
            self._legend.addSpacing(8)
        self._legend.addStretch(1)
