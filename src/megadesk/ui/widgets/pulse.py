"""Something goes on, and nobody can say how long: a thin line with a part that moves along. It rests while nobody sees it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import tokens

ROUND_MS = 1400
PART = 0.3


class Pulse(QProgressBar):
    """Moves while it is shown; a screen reader is told a progress bar without an end."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setFixedHeight(3)
        self.setAccessibleName(say(name))
        self._at = 0.5
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(ROUND_MS)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setLoopCount(-1)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._motion.valueChanged.connect(self._move)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Begin to move."""
        super().showEvent(event)
        self._motion.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Rest: what nobody sees costs nothing."""
        self._motion.stop()
        super().hideEvent(event)

    def _move(self, value: float) -> None:
        self._at = float(value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the line and the part that moves."""
        painter = QPainter(self)
        theme, width, height = tokens(), self.width(), self.height()
        painter.fillRect(self.rect(), QColor(theme.track))
        left = (self._at * (1 + PART) - PART) * width
        painter.fillRect(QRectF(left, 0, PART * width, height), QColor(theme.accent))
