"""The picture at the left: what happens next, painted from discs and lines; a sentence; and how far one is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import SMALL_PX
from megadesk.ui.viewmodels.first_run_words import Disc, Picture
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.rows import sized

WIDTH_PX: Final = 232
WIDTH_MAX_PX: Final = 300
"""Large text needs the room at the other side more."""

FIELD: Final = 100
"""A picture is drawn on a field of so many steps each way."""


class Drawing(QWidget):
    """Discs with icons, dashed lines between them. It says nothing that the sentence below does not say."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be about as high as wide."""
        return QSize(200, 210)

    def show_picture(self, picture: Picture) -> None:
        """Show another one."""
        if picture != self._picture:
            self._picture = picture
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint lines, then discs on top."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens().accent), 1.6, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3.4])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for one, other in self._picture.lines:
            painter.drawLine(self._at(self._picture.discs[one]), self._at(self._picture.discs[other]))
        for disc in self._picture.discs:
            self._paint_disc(painter, disc)

    def _unit(self) -> float:
        return min(self.width(), self.height()) / FIELD

    def _at(self, disc: Disc) -> QPointF:
        unit = self._unit()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = FIELD - disc.x if mirrored else disc.x
        return QPointF(self.width() / 2 + (x - FIELD / 2) * unit, self.height() / 2 + (disc.y - FIELD / 2) * unit)

    def _paint_disc(self, painter: QPainter, disc: Disc) -> None:
        theme, middle, size = tokens(), self._at(disc), disc.size * self._unit()
        painter.setPen(QPen(QColor(theme.colour(disc.tone if disc.tone != "muted" else "outline")), 1.6))
        painter.setBrush(QColor(theme.bg))
        painter.drawEllipse(middle, size / 2, size / 2)
        icon = round(size * 0.5)
        picture = pixmap(disc.icon, theme.colour(disc.tone), icon, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(middle.x() - icon / 2, middle.y() - icon / 2), picture)
        if disc.word:
            font = sized(self.font(), look().px(SMALL_PX), QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            width = min(self.width() * 0.92, 2 * min(middle.x(), self.width() - middle.x()))
            box = QRectF(middle.x() - width / 2, middle.y() + size / 2 + 6, width, look().px(20))
            shown = QFontMetrics(font).elidedText(disc.word, Qt.TextElideMode.ElideMiddle, int(width))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), shown)


class Steps(QWidget):
    """Which page of how many, as dots; said in words to who hears it."""

    def __init__(self) -> None:
        super().__init__()
        self._at, self._of = 1, 1
        self.setFixedHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.update)

    def show_position(self, at: int, of: int) -> None:
        """Show another page."""
        self._at, self._of = at, of
        self.setAccessibleName(say(text("Page {at} of {all}", at=at, all=of)))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint a dot for each page; the one that is shown is long."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, x = tokens(), 0.0
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        for number in range(1, self._of + 1):
            width = 20.0 if number == self._at else 8.0
            painter.setBrush(QColor(theme.accent if number <= self._at else theme.outline))
            painter.drawRoundedRect(QRectF(x, 1, width, 8), 4, 4)
            x += width + 6


class PicturePanel(Surface):
    """The left side of the window."""

    def __init__(self) -> None:
        super().__init__("picture")
        self.drawing, self.steps = Drawing(), Steps()
        self.caption = Label(role="", wrap=True)
        name = Label(text("megadesk"), "strong", "accent")
        self.setLayout(
            column(row(name, None), 8, self.drawing, 12, self.caption, 20, self.steps, margins=(22, 22, 22, 24))
        )
        self.setFixedWidth(min(look().px(WIDTH_PX), WIDTH_MAX_PX))

    def show_picture(self, picture: Picture, at: int, of: int) -> None:
        """Show the picture of a page."""
        self.drawing.show_picture(picture)
        self.caption.show_words(picture.caption)
        self.steps.show_position(at, of)
