"""The letters that stand for an account."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import BODY_PX, ICON_PX
from megadesk.ui.widgets.rows import sized

SIZE_PX = 38


class Avatar(QWidget):
    """A disc with one or two letters; without an account, a figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self.setFixedSize(look().px(SIZE_PX), look().px(SIZE_PX))
        look().changed.connect(self.update)

    def show_initials(self, letters: str) -> None:
        """Show other letters."""
        self._letters = letters
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(theme.accent))
        if self._letters:
            painter.setFont(sized(self.font(), look().px(BODY_PX), QFont.Weight.DemiBold))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        else:
            size = look().px(ICON_PX)
            at = (self.width() - size) // 2
            painter.drawPixmap(at, at, pixmap("user-round", theme.accent, size, self.devicePixelRatioF()))
