"""One row of a list: a tile for its kind, a name, a line below, and maybe how far it is. Painted, not built.

A model gives ``RowLook`` under ROW; the delegate paints it, and gives the same as one sentence to a screen reader
(the model returns it under AccessibleTextRole). Rows are as high as their text, and mirrored where that is read.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from megadesk.ui.language import say
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import BODY_PX, ICON_PX, SMALL_PX, TILE_PX
from megadesk.ui.viewmodels.rowlook import RowLook, kind_icon
from megadesk.ui.widgets.labels import fitting, read_from
from megadesk.ui.widgets.layout import EDGE_PX

ROW: Final = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives its RowLook."""

DENSE_BELOW_PX: Final = 48
"""A row that is lower has no second line: a table says the same in its columns."""

DENSE_TILE_PX: Final = 26

GROUND_PX: Final = EDGE_PX // 2
"""From the edge of a list to the ground of a row that is chosen; what is in the row begins at EDGE_PX."""


def paint_tile(painter: QPainter, box: QRectF, kind: str, ratio: float) -> None:
    """Paint the tile of a kind: its icon on a soft tint of its colour."""
    colour = QColor(tokens().colour(kind))
    soft = QColor(colour)
    soft.setAlphaF(0.13)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    radius = box.width() / 4
    painter.drawRoundedRect(box, radius, radius)
    size = round(box.width() / 2)
    inner = QPointF(box.x() + (box.width() - size) / 2, box.y() + (box.height() - size) / 2)
    painter.drawPixmap(inner, pixmap(kind_icon(kind), colour.name(), size, ratio))


class RowDelegate(QStyledItemDelegate):
    """Paints RowLook. is_dense: one line, without the line below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 -- Qt's name
        """Be as high as two lines of text and some air."""
        return QSize(0, look().row_px)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = index.data(ROW)
        if not isinstance(row, RowLook):
            super().paint(painter, option, index)
            return
        view: QWidget = option.widget
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        whole = with_scroll_bar(rect, view, is_mirrored=is_mirrored)
        paint_ground(painter, whole, state, has_focus=view.hasFocus())
        paint_row(painter, whole, row, view, is_mirrored=is_mirrored)
        painter.restore()


def with_scroll_bar(rect: QRect, view: QWidget, *, is_mirrored: bool) -> QRect:
    """Return a row as wide as it would be without a scroll bar, so that its far side stays where it is with one."""
    bar = 0
    if isinstance(view, QAbstractScrollArea) and view.verticalScrollBar().isVisible():
        bar = view.verticalScrollBar().width()
    return rect.adjusted(-bar, 0, 0, 0) if is_mirrored else rect.adjusted(0, 0, bar, 0)


def paint_ground(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, has_focus: bool, inset: int = GROUND_PX
) -> None:
    """Paint what says that a row is pointed at, chosen, or where the keyboard is."""
    theme, box = tokens(), QRectF(rect.adjusted(inset, 2, -inset, -2))
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(theme.accent_soft))
        if theme.is_contrast:
            painter.setPen(QPen(QColor(theme.accent), 1))
        painter.drawRoundedRect(box, 8, 8)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(box, 8, 8)
    if state & QStyle.StateFlag.State_HasFocus and has_focus:
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)


def paint_row(
    painter: QPainter, rect: QRect, row: RowLook, view: QWidget, *, is_mirrored: bool, right_room: int = 0
) -> None:
    """Paint tile, name, line below, bar and mark."""
    theme, ratio, px = tokens(), view.devicePixelRatioF(), look().px
    is_dense = rect.height() < px(DENSE_BELOW_PX)
    tile, sign, lead, tail = px(DENSE_TILE_PX if is_dense else TILE_PX), px(ICON_PX), EDGE_PX, EDGE_PX + right_room
    top = rect.y() + (rect.height() - tile) / 2

    def across(left: float, width: float) -> float:
        """Return where something begins, counted from the side that is read first."""
        return rect.right() - left - width + 1 if is_mirrored else rect.x() + left

    paint_tile(painter, QRectF(across(lead, tile), top, tile, tile), row.kind, ratio)
    mark_room = sign + 12 if row.mark else 0
    start = lead + tile + 12
    width = max(20, rect.width() - start - tail - mark_room)
    left = int(across(start, width))
    align = (
        Qt.AlignmentFlag.AlignAbsolute
        | Qt.AlignmentFlag.AlignVCenter
        | (Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)
    )
    below = "" if is_dense else say(row.below)
    line = px(18)
    block = line * (2 if below else 1)
    first = rect.y() + (rect.height() - block) // 2 - (2 if row.part is not None else 0)
    font = sized(view.font(), px(BODY_PX), QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.setLayoutDirection(read_from(row.name))
    painter.drawText(
        QRect(left, first, width, line),
        int(align),
        QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideMiddle, width),
    )
    if below:
        font = sized(view.font(), px(SMALL_PX), QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(row.tone)))
        painter.setLayoutDirection(read_from(below))
        shown = fitting(below, QFontMetrics(font), width)
        painter.drawText(QRect(left, first + line, width, line), int(align), shown)
    if row.part is not None:
        paint_bar(painter, QRectF(left, first + block + 3, width, 3), row.part, row.bar_tone, is_mirrored=is_mirrored)
    if row.mark:
        at = QPointF(across(rect.width() - tail - sign, sign), rect.y() + (rect.height() - sign) / 2)
        painter.drawPixmap(at, pixmap(row.mark, theme.colour(row.mark_tone), sign, ratio))


def paint_bar(painter: QPainter, box: QRectF, part: float, tone: str, *, is_mirrored: bool = False) -> None:
    """Paint a thin bar."""
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().track))
    painter.drawRoundedRect(box, radius, radius)
    done = QRectF(box)
    done.setWidth(box.width() * min(1.0, max(0.0, part)))
    if is_mirrored:
        done.moveRight(box.right())
    if done.width() >= 1:
        painter.setBrush(QColor(tokens().colour(tone)))
        painter.drawRoundedRect(done, radius, radius)


def sized(font: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    """Return a font of another size and weight."""
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made
