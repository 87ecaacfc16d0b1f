"""One entry of the cloud, painted: a row of the list, or a tile of the grid. Names can be typed over."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.language import say
from megadesk.ui.models.files import ENTRY
from megadesk.ui.text import verbatim
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import BODY_PX, SMALL_PX
from megadesk.ui.viewmodels.files import COLUMNS, kind_of_entry, name_in, state_look
from megadesk.ui.viewmodels.places import parent_of
from megadesk.ui.widgets.labels import read_from
from megadesk.ui.widgets.layout import EDGE_PX
from megadesk.ui.widgets.rows import GROUND_PX, paint_tile, sized

LIST_ROW_PX: Final = 44
LIST_TILE_PX: Final = 28
GRID_CELL_PX: Final = 132
GRID_TILE_PX: Final = 56
MARGIN: Final = EDGE_PX
MARK_PX: Final = 16
GAP_PX: Final = 4
"""Around the ground of a tile of the grid."""

RIGHT: Final = Qt.TextElideMode.ElideRight


class NameDelegate(QStyledItemDelegate):
    """What both have in common: a name that was typed is told, not taken."""

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 -- Qt's name
        """Give the name that was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


class ListDelegate(NameDelegate):
    """A row of the list, cell by cell. ``hover_row``, ``drop_row``: which one the pointer, or what is dragged, is over."""

    hover_row = -1
    drop_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 -- Qt's name
        """Be as high as a row."""
        return QSize(0, look().px(LIST_ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        entry = index.data(ENTRY)
        if not isinstance(entry, m.CloudEntry):
            return
        view: Any = option.widget
        rect: QRect = option.rect
        column = COLUMNS[index.column()]
        is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, is_mirrored=is_mirrored)
        if column == "name":
            self._paint_name(painter, rect, entry, view, is_mirrored=is_mirrored)
        elif column == "state":
            self._paint_state(painter, rect, entry, view, is_mirrored=is_mirrored)
        else:
            room = rect.adjusted(8, 0, -8, 0)
            paint_line(painter, room, str(index.data()), view, is_mirrored=is_mirrored, elide=RIGHT)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 -- Qt's name
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> None:
        """Put the field where the name is."""
        lead = MARGIN + look().px(LIST_TILE_PX) + 4
        rect: QRect = option.rect
        mirrored = option.widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        editor.setGeometry(rect.adjusted(4, 4, -lead, -4) if mirrored else rect.adjusted(lead, 4, -4, -4))

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_mirrored: bool,
    ) -> None:
        """Paint the part of the row's rounded ground that is in this cell."""
        view: Any = option.widget
        header = view.horizontalHeader()
        shown = [number for number in range(header.count()) if not header.isSectionHidden(number)]
        starts, ends = index.column() == shown[0], index.column() == shown[-1]
        if is_mirrored:
            starts, ends = ends, starts
        rect: QRect = option.rect
        box = QRectF(rect).adjusted(GROUND_PX if starts else -20, 1, 0 if ends else 20, -1)
        if is_mirrored:
            box = QRectF(rect).adjusted(0 if starts else -20, 1, -GROUND_PX if ends else 20, -1)
        painter.setClipRect(rect)
        theme = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(theme.accent_soft))
            if theme.is_contrast:
                painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRoundedRect(box, 8, 8)
        elif index.row() == self.hover_row:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 8, 8)
        is_current = view.hasFocus() and view.currentIndex().row() == index.row()
        if index.row() == self.drop_row or (is_current and bool(view.property("keys"))):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    @staticmethod
    def _paint_name(painter: QPainter, rect: QRect, entry: m.CloudEntry, view: Any, *, is_mirrored: bool) -> None:
        px = look().px
        tile = px(LIST_TILE_PX)
        left = rect.right() - MARGIN - tile + 1 if is_mirrored else rect.left() + MARGIN
        paint_tile(
            painter,
            QRectF(left, rect.top() + (rect.height() - tile) / 2, tile, tile),
            kind_of_entry(entry),
            view.devicePixelRatioF(),
        )
        lead = MARGIN + tile + 10
        room = rect.adjusted(8, 0, -lead, 0) if is_mirrored else rect.adjusted(lead, 0, -8, 0)
        name = name_in(entry.path)
        if not view.files.is_found:
            paint_line(painter, room, name, view, is_mirrored=is_mirrored, role="text", weight=QFont.Weight.Medium)
            return
        half = room.height() // 2
        upper = QRect(room.left(), room.top() + 4, room.width(), half - 3)
        lower = QRect(room.left(), room.top() + half, room.width(), half - 4)
        paint_line(painter, upper, name, view, is_mirrored=is_mirrored, role="text", weight=QFont.Weight.Medium)
        paint_line(painter, lower, say(verbatim(parent_of(entry.path))), view, is_mirrored=is_mirrored, size=SMALL_PX)

    @staticmethod
    def _paint_state(painter: QPainter, rect: QRect, entry: m.CloudEntry, view: Any, *, is_mirrored: bool) -> None:
        shown = state_look(entry.state)
        size = look().px(MARK_PX)
        left = rect.right() - 8 - size if is_mirrored else rect.left() + 8
        picture = pixmap(shown.icon, tokens().colour(shown.tone), size, view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - size) / 2), picture)
        lead = 8 + size + 8
        room = rect.adjusted(8, 0, -lead, 0) if is_mirrored else rect.adjusted(lead, 0, -8, 0)
        paint_line(painter, room, say(shown.words), view, is_mirrored=is_mirrored, elide=RIGHT)


class GridDelegate(NameDelegate):
    """A tile of the grid: its kind, its state in the corner, its name in two lines."""

    drop_row = -1
    drop_column = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 -- Qt's name
        """Be a square."""
        return QSize(look().px(GRID_CELL_PX), look().px(GRID_CELL_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one tile."""
        entry = index.data(ENTRY)
        if not isinstance(entry, m.CloudEntry):
            return
        view: Any = option.widget
        rect: QRect = option.rect
        theme, px, ratio = tokens(), look().px, view.devicePixelRatioF()
        box = QRectF(rect).adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(theme.accent_soft))
            if theme.is_contrast:
                painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRoundedRect(box, 10, 10)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 10, 10)
        is_current = view.hasFocus() and view.currentIndex() == index and bool(view.property("keys"))
        if is_current or (index.row(), index.column()) == (self.drop_row, self.drop_column):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 9, 9)
        tile = px(GRID_TILE_PX)
        corner = QRectF(rect.center().x() - tile / 2 + 0.5, rect.top() + px(14), tile, tile)
        paint_tile(painter, corner, kind_of_entry(entry), ratio)
        shown, size = state_look(entry.state), px(MARK_PX)
        at = QPointF(corner.right() - size * 0.6, corner.bottom() - size * 0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.bg))
        painter.drawEllipse(QRectF(at.x() - 2, at.y() - 2, size + 4, size + 4))
        painter.drawPixmap(at, pixmap(shown.icon, theme.colour(shown.tone), size, ratio))
        room = QRectF(rect.left() + 10, corner.bottom() + px(8), rect.width() - 20, px(36))
        paint_two_lines(painter, room, name_in(entry.path), view)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 -- Qt's name
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> None:
        """Put the field where the name is."""
        rect: QRect = option.rect
        height = look().px(34)
        editor.setGeometry(QRect(rect.left() + 6, rect.bottom() - height - 6, rect.width() - 12, height))


def paint_line(
    painter: QPainter,
    room: QRect,
    words: str,
    view: QWidget,
    *,
    is_mirrored: bool,
    role: str = "muted",
    size: int = BODY_PX,
    weight: QFont.Weight = QFont.Weight.Normal,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """Paint one line, shortened in the middle where nothing else is asked for."""
    font = sized(view.font(), look().px(size), weight)
    painter.setFont(font)
    painter.setPen(QColor(tokens().colour(role)))
    side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side
    painter.setLayoutDirection(read_from(words))
    shown = QFontMetrics(font).elidedText(words, elide, room.width())
    painter.drawText(room, int(align | Qt.TextFlag.TextSingleLine), shown)


def paint_two_lines(painter: QPainter, room: QRectF, words: str, view: QWidget) -> None:
    """Paint a name in two lines in the middle; the second is shortened so that the ending stays."""
    font = sized(view.font(), look().px(BODY_PX), QFont.Weight.Medium)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(tokens().text))
    painter.setLayoutDirection(read_from(words))
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    split = line.textLength()
    layout.endLayout()
    height = metrics.height()
    middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
    painter.drawText(QRectF(room.left(), room.top(), room.width(), height), middle, words[:split].strip())
    if split < len(words):
        rest = metrics.elidedText(words[split:].strip(), Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(QRectF(room.left(), room.top() + height, room.width(), height), middle, rest)
