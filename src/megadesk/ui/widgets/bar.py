"""How far something is: a thin bar that also says it to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import tokens

STEPS = 1000


class Bar(QProgressBar):
    """A part of a whole, 0 to 1. tone: accent, ok, warn or error."""

    def __init__(
        self, name: Text, part: float = 0.0, tone: str = "accent", *, height: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setRange(0, STEPS)
        self.setTextVisible(False)
        self.setFixedHeight(height)
        self.setAccessibleName(say(name))
        self.show_part(part)

    def show_part(self, part: float, tone: str | None = None) -> None:
        """Show another part, and in another tone."""
        self._tone = tone or self._tone
        self.setValue(round(min(1.0, max(0.0, part)) * STEPS))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the track and the part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        whole = QRectF(self.rect())
        painter.setBrush(QColor(tokens().track))
        painter.drawRoundedRect(whole, radius, radius)
        if self.value():
            width = max(self.height(), whole.width() * self.value() / STEPS)
            left = whole.right() - width if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else whole.left()
            painter.setBrush(QColor(tokens().colour(self._tone)))
            painter.drawRoundedRect(QRectF(left, whole.top(), width, whole.height()), radius, radius)
