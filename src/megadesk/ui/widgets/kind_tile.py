"""The tile of a kind of file, as a widget: what the delegates paint in lists."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import TILE_PX
from megadesk.ui.widgets.rows import paint_tile


class Tile(QWidget):
    """A tile; words stand beside it."""

    def __init__(self, kind: str = "other", size: int = TILE_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._size = kind, size
        self.setFixedSize(look().px(size), look().px(size))
        look().changed.connect(self.update)

    def show_kind(self, kind: str) -> None:
        """Show another kind."""
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, QRectF(self.rect()), self._kind, self.devicePixelRatioF())
