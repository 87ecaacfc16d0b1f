"""A table whose rows are painted: the first column as a RowLook, the others as words. For any number of rows.

Rows have one height, and the ground of a row goes over all its columns. What is too narrow to be read is left out: the
columns say from which width on they are shown. What a model gives for its cells: ``table_cells.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QMimeData, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, plural
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import DENSE_ROW_PX, SMALL_PX
from megadesk.ui.widgets.lines import Lines
from megadesk.ui.widgets.rows import GROUND_PX, sized
from megadesk.ui.widgets.table_cells import GAP_PX, Column, TableDelegate

NAME_MIN_PX: Final = 170
"""What samples of other columns leave to it."""

NAME_PX: Final = 220
"""What the first column keeps for itself before others take their share of the room."""

REORDERED: Final = "application/x-megadesk-rows"


class RowTable(Lines):
    """Signals: asked_menu(QPoint), global; sorted(word) when a title was pressed; opened(row) by Return or double click.

    scrolled() when other rows are in view; dropped(row) when what is chosen is to go in front of that row.
    Rows may be dragged to another place after ``let_reorder``, if the model lets them be dragged.
    """

    asked_menu = Signal(QPoint)
    sorted = Signal(str)
    opened = Signal(int)
    scrolled = Signal()
    dropped = Signal(int)

    def __init__(
        self, name: Text, columns: Sequence[Column], *, is_dense: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.pointed = -1
        self.has_keys = False
        self.can_reorder = False
        self._drop_at = -1
        self._wide = 0
        self._first_px = 0
        self.last_shown = len(self.columns) - 1
        self._is_dense = is_dense
        self.setProperty("kind", "rows")
        self.setAccessibleName(say(name))
        self.setItemDelegate(TableDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(any(column.sort for column in self.columns))
        header.setMinimumSectionSize(1)
        header.sectionClicked.connect(self._on_title)
        self.doubleClicked.connect(self._on_open)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self._widths: list[int] = []
        look().changed.connect(self._measure)
        self._measure()

    def let_reorder(self, *, is_on: bool) -> None:
        """Let rows be dragged to another place, or not: then a drag chooses several."""
        self.can_reorder = is_on
        self.setDragEnabled(is_on)

    @property
    def has_model(self) -> bool:
        """Whether it shows a model by now."""
        return bool(self.model())

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 -- Qt's name
        """Show a model."""
        super().setModel(model)
        self._fit()

    def show_first(self, height: int) -> None:
        """Have a first row of another height than the others: a title that needs no room above it. 0: the same."""
        self._first_px = height
        self.model().modelReset.connect(self._fit_first)
        self._fit_first()

    def _fit_first(self) -> None:
        if self._first_px and self.has_model and self.model().rowCount():
            self.setRowHeight(0, look().px(self._first_px))

    @property
    def row_px(self) -> int:
        """How high a row is."""
        return look().px(DENSE_ROW_PX) if self._is_dense else look().row_px

    def row_rect(self, cell: QRect) -> QRect:
        """Return the place of the whole row that a cell is in."""
        wide = self._wide + GROUND_PX
        left = self.viewport().width() - wide if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0
        return QRect(left, cell.y(), wide, cell.height())

    def rows_in_view(self) -> tuple[int, int]:
        """Return the first row in view and the one behind the last; equal: none."""
        count = self.model().rowCount() if self.has_model else 0
        first = self.verticalScrollBar().value() // self.row_px
        last = (self.verticalScrollBar().value() + self.viewport().height() - 1) // self.row_px + 1
        return min(first, count), min(max(last, 0), count)

    def show_sort(self, word: str, *, descending: bool) -> None:
        """Show by which column it is sorted; none for its own order."""
        header = self.horizontalHeader()
        at = next((number for number, column in enumerate(self.columns) if column.sort and column.sort == word), -1)
        header.setSortIndicatorShown(at >= 0)
        if at >= 0:
            header.setSortIndicator(at, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """Return what is chosen as (first row, last row): a list of rows would take a second for 100,000."""
        if not self.has_model:
            return []
        chosen = self.selectionModel().selection()
        return sorted((chosen.at(number).top(), chosen.at(number).bottom()) for number in range(chosen.count()))

    # -- Qt's events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give the columns their widths again."""
        super().resizeEvent(event)
        self._fit()
        self.scrolled.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Note which row is pointed at."""
        self._point_at(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Choose; what is below the last row chooses nothing."""
        self.has_keys = False
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.clearSelection()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Point at nothing."""
        self._point_at(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Open with Return, choose nothing with Escape; the rest is as in every table."""
        self.has_keys = True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape and self.has_model and self.selectionModel().hasSelection():
            self.clearSelection()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask for a menu, at the pointer or (by the Menu key) at the current row."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        else:
            place = event.pos()
        self.asked_menu.emit(self.viewport().mapToGlobal(place))

    # -- dragging to another place ------------------------------------------------------------------------------------

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Take what is chosen along; only its number goes with it, for it does not leave the table."""
        count = sum(last - first + 1 for first, last in self.chosen_ranges())
        if not self.can_reorder or not count:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(REORDERED, b"")
        drag.setMimeData(data)
        drag.setPixmap(self._drag_picture(count))
        drag.exec(Qt.DropAction.MoveAction)
        self._show_drop(-1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take rows of this table only."""
        if event.source() is self and self.can_reorder:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 -- Qt's name
        """Show where they would go; scroll at the edges."""
        super().dragMoveEvent(event)
        if event.source() is self and self.can_reorder:
            event.acceptProposedAction()
            self._show_drop(self._drop_row(event.position().toPoint().y()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        """Show no place."""
        super().dragLeaveEvent(event)
        self._show_drop(-1)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Say where they are to go."""
        row = self._drop_row(event.position().toPoint().y())
        self._show_drop(-1)
        if event.source() is self and self.can_reorder:
            event.acceptProposedAction()
            self.dropped.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the rows, and a line where what is dragged would go."""
        super().paintEvent(event)
        if self._drop_at >= 0:
            painter = QPainter(self.viewport())
            y = self._drop_at * self.row_px - self.verticalScrollBar().value()
            painter.fillRect(
                QRect(GROUND_PX, y - 1, self.viewport().width() - 2 * GROUND_PX, 2), QColor(tokens().accent)
            )

    def _drop_row(self, y: int) -> int:
        row = round((y + self.verticalScrollBar().value()) / self.row_px)
        return max(0, min(row, self.model().rowCount()))

    def _show_drop(self, row: int) -> None:
        if row != self._drop_at:
            self._drop_at = row
            self.viewport().update()

    def _drag_picture(self, count: int) -> QPixmap:
        words = say(plural("{n} row", "{n} rows", count))
        font = sized(self.font(), look().px(SMALL_PX), QFont.Weight.DemiBold)
        width, height, ratio = QFontMetrics(font).horizontalAdvance(words) + 24, look().px(28), self.devicePixelRatioF()
        made = QPixmap(round(width * ratio), round(height * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().accent))
        painter.drawRoundedRect(QRectF(0, 0, width, height), 6, 6)
        painter.setFont(font)
        painter.setPen(QColor(tokens().on_accent))
        painter.drawText(QRect(0, 0, width, height), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
        return made

    # -- inside -------------------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Find out how wide the columns are to be, in this language and at this size of text."""
        metrics = QFontMetrics(sized(self.font(), look().px(SMALL_PX), QFont.Weight.Normal))
        self._widths = [
            max(
                look().px(column.width),
                metrics.horizontalAdvance(say(column.sample)) + 2 * GAP_PX + 1 if column.sample is not None else 0,
            )
            for column in self.columns
        ]
        self._fit()

    def _fit(self) -> None:
        """Give the columns their widths: the first takes what is left."""
        self.verticalHeader().setDefaultSectionSize(self.row_px)
        self._fit_first()
        if not self.has_model:
            return
        whole = self.width() - GROUND_PX  # with a scroll bar and without: nothing moves when one comes
        left = whole
        scale = look().scale
        for number, column in enumerate(self.columns):
            is_shown = whole >= column.above * scale
            self.setColumnHidden(number, not is_shown)
            if is_shown:
                self.last_shown = number
                if column.width:
                    left -= self._widths[number]
                    self.setColumnWidth(number, self._widths[number])
        lack = look().px(NAME_MIN_PX) - left
        for number, column in enumerate(self.columns):
            if lack > 0 and column.sample is not None and not self.isColumnHidden(number):
                given = min(lack, self._widths[number] - look().px(column.width))
                lack, left = lack - given, left + given
                self.setColumnWidth(number, self._widths[number] - given)
        room = max(0, left - look().px(NAME_PX))
        for number, column in enumerate(self.columns):
            if column.share and not self.isColumnHidden(number):
                more = round(room * column.share)
                left -= more
                self.setColumnWidth(number, self.columnWidth(number) + more)
        self.setColumnWidth(0, max(80, left))
        self._wide = sum(self.columnWidth(number) for number in range(self.last_shown + 1))

    def _point_at(self, row: int) -> None:
        if row != self.pointed:
            before, self.pointed = self.pointed, row
            for each in (before, row):
                if each >= 0:
                    top = self.rowViewportPosition(each)
                    self.viewport().update(0, top, self.viewport().width(), self.row_px)

    def _on_title(self, number: int) -> None:
        self.sorted.emit(self.columns[number].sort)

    def _on_open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_scroll(self) -> None:
        self.scrolled.emit()
