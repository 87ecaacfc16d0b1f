"""How Rewind shows its two lists: the tree as it was, with what has become of each thing, and the rows of what differs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import BODY_PX, DENSE_ROW_PX, ICON_PX, ROW_PX, SMALL_PX
from megadesk.ui.viewmodels.rewind import Shown
from megadesk.ui.viewmodels.rowlook import kind_icon, kind_word
from megadesk.ui.widgets.labels import read_from
from megadesk.ui.widgets.lines import Lines
from megadesk.ui.widgets.rows import ROW, RowDelegate, paint_ground, sized
from megadesk.ui.widgets.trees import paint_arrow

MARK_PX: Final = 16
NO_GROUND: Final = "QAbstractItemView { selection-background-color: transparent; }"
"""The delegates paint what says that a row is chosen; Qt's own ground would fill the row from edge to edge below it."""


class TreeDelegate(QStyledItemDelegate):
    """One line: an icon, a name, the size, and at the end what has become of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 -- Qt's name
        """Be one dense row high."""
        return QSize(0, look().px(DENSE_ROW_PX - 4))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row; without a look it is the top of the tree."""
        shown = index.data(ROW)
        view: QWidget = option.widget
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, rect, state, has_focus=view.hasFocus() and bool(view.property("keys")), inset=2)
        _paint_line(painter, rect, str(index.data()), shown if isinstance(shown, Shown) else None, view, mirrored)
        painter.restore()


def _paint_line(painter: QPainter, rect: QRect, name: str, shown: Shown | None, view: QWidget, mirrored: bool) -> None:
    theme, ratio, px = tokens(), view.devicePixelRatioF(), look().px
    kind = "folder" if shown is None else kind_word(name, is_folder=shown.is_folder, is_link=shown.is_link)
    icon_name = "history" if shown is None else kind_icon(kind)

    def across(left: float, width: float) -> float:
        return rect.right() - left - width + 1 if mirrored else rect.x() + left

    middle = rect.y() + rect.height() / 2
    side, mark = px(ICON_PX), px(MARK_PX)
    painter.drawPixmap(QPointF(across(8, side), middle - side / 2), pixmap(icon_name, theme.colour(kind), side, ratio))
    end = rect.width() - 10
    if shown is not None and shown.mark:
        end -= mark
        at = QPointF(across(end, mark), middle - mark / 2)
        painter.drawPixmap(at, pixmap(shown.mark, theme.colour(shown.tone), mark, ratio))
        end -= 8
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft  # the painter mirrors it itself
    start = 8 + side + 8
    strong = QFont.Weight.DemiBold if shown is None else QFont.Weight.Normal
    font = sized(view.font(), px(BODY_PX), strong)
    metrics = QFontMetrics(font)
    size = say(shown.below) if shown is not None else ""
    small = sized(view.font(), px(SMALL_PX), QFont.Weight.Normal)
    size_px = QFontMetrics(small).horizontalAdvance(size) + 8 if size else 0
    if end - start - size_px < px(90):
        size, size_px = "", 0
    if size:
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        box = QRectF(across(end - size_px, size_px), rect.y(), size_px, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), size)
    width = max(16, end - start - size_px)
    gone = shown is not None and shown.mark == "trash-2"
    painter.setFont(font)
    painter.setPen(theme.colour("muted" if gone else "text"))
    box = QRectF(across(start, width), rect.y(), width, rect.height())
    painter.setLayoutDirection(read_from(name))
    painter.drawText(box, int(align), metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width))


class TreeView(QTreeView):
    """The tree as it was. Signals: looked() on Return or a double click: a closer look is wanted."""

    looked = Signal()

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
        self.setStyleSheet(NO_GROUND)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(TreeDelegate(self))
        self.setIndentation(look().px(18))
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.looked.emit())

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 -- Qt's name
        """Paint an arrow where something can be opened, and no lines."""
        paint_arrow(self, painter, rect, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Look closer on Return."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.looked.emit()
            return
        super().keyPressEvent(event)


class RowsView(Lines):
    """A list of rows of one column, however many. Signals: looked() on Return or a double click."""

    looked = Signal()

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
        self.setStyleSheet(NO_GROUND)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look().px(ROW_PX))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.looked.emit())
        look().changed.connect(self._size_rows)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(ROW_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Look closer on Return."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.looked.emit()
            return
        super().keyPressEvent(event)
