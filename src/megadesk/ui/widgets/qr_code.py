"""A QR code, dark on light in every theme: many cameras read nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look, tokens

SQUARE_PX: Final = 4
"""Of the screen, at the usual size of text: a phone reads it from an arm's length."""

LINE_PX: Final = 1
"""A line around it, so that the quiet border is seen to belong to it where the ground is white, too."""

RADIUS_PX: Final = 4
"""Smaller than that of a card, which would cut into the quiet border."""


class QrCode(QWidget):
    """Squares in rows, the quiet border around them included; each is as many whole pixels, so that edges are sharp."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[bool]] = ()
        self._square_px = look().px(SQUARE_PX)
        self.setAccessibleName(say(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_squares(self, rows: Sequence[Sequence[bool]]) -> None:
        """Show another code."""
        self._rows = rows
        side = len(rows) * self._square_px + 2 * LINE_PX
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint black on white, whatever the colours around it are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().border))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        square = self._square_px
        for y, row in enumerate(self._rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    painter.fillRect(
                        QRect(LINE_PX + x * square, LINE_PX + y * square, square, square), Qt.GlobalColor.black
                    )
