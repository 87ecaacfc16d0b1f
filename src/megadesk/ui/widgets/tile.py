"""The shape of a state on a soft ground of its tone, as large as the tile of a file."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ICON_PX, TILE_PX


class StateTile(QWidget):
    """The shape of a state on a soft ground of its tone. Words stand beside it."""

    def __init__(self, icon_name: str = "circle-check", tone: str = "ok", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone = icon_name, tone
        size = look().px(TILE_PX + 4)
        self.setFixedSize(size, size)
        look().changed.connect(self.update)

    def show_state(self, icon_name: str, tone: str) -> None:
        """Show another state."""
        if (icon_name, tone) != (self._name, self._tone):
            self._name, self._tone = icon_name, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it as the tiles of rows are painted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens().colour(self._tone))
        soft = QColor(colour)
        soft.setAlphaF(0.13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        size = look().px(ICON_PX + 2)
        at = QPoint((self.width() - size) // 2, (self.height() - size) // 2)
        painter.drawPixmap(at, pixmap(self._name, colour.name(), size, self.devicePixelRatioF()))
