"""The list of problems as it is seen: rows below headings, one chosen at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from megadesk.ui.language import say
from megadesk.ui.models.problems import HEADING, ProblemsModel
from megadesk.ui.text import text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ROW_PX, SMALL_PX
from megadesk.ui.viewmodels.problems import Entry
from megadesk.ui.widgets.layout import EDGE_PX
from megadesk.ui.widgets.lines import Lines
from megadesk.ui.widgets.rows import RowDelegate, sized

HEADING_PX: Final = 36


class ProblemDelegate(RowDelegate):
    """Paints headings, and rows as everywhere."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one."""
        words = index.data(HEADING)
        if words is None:
            super().paint(painter, option, index)
            return
        view: QWidget = option.widget
        rect: QRect = option.rect
        is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        painter.save()
        painter.setFont(sized(view.font(), look().px(SMALL_PX), QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens().muted))
        painter.drawText(rect.adjusted(EDGE_PX, 0, -EDGE_PX, -6), int(side | Qt.AlignmentFlag.AlignBottom), words)
        painter.restore()


class ProblemsList(Lines):
    """Signals: picked(id) when another is chosen ("" for none), opened(id) on Return or a double click."""

    picked = Signal(str)
    opened = Signal(str)

    def __init__(self, now_ms: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = ProblemsModel(now_ms, self)
        self.setModel(self.entries)
        self.setItemDelegate(ProblemDelegate(self))
        self.setAccessibleName(say(text("Problems")))
        self.setProperty("kind", "rows")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._low: list[int] = []
        look().changed.connect(self._fit)
        self._fit()
        self._is_quiet = False
        self.selectionModel().selectionChanged.connect(self._tell)
        self.activated.connect(lambda index: self.opened.emit(self._id(index.row())))

    @property
    def chosen(self) -> str:
        """The id of the chosen problem; "" for none."""
        found = self.selectionModel().selectedRows()
        return self._id(found[0].row()) if found else ""

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show others; what was chosen stays so, or its neighbour if it is gone or solved now, and the place stays."""
        chosen, at, row = self.chosen, self.verticalScrollBar().value(), self.currentIndex().row()
        was_solved = self._is_solved(chosen)
        self._is_quiet = True
        is_anew = self.entries.set_entries(entries)
        if is_anew:
            self._fit()
            self.verticalScrollBar().setValue(at)
            if chosen and (not self.choose(chosen, scroll=False) or (self._is_solved(chosen) and not was_solved)):
                self._choose_near(row)
        self._is_quiet = False
        if is_anew and self.chosen != chosen:
            self.picked.emit(self.chosen)

    def choose(self, key: str, *, scroll: bool = True) -> bool:
        """Choose a problem by its id or the start of it; return whether it is there."""
        number = self.entries.row_of(key)
        if number < 0 or self.entries.problem(number) is None:
            return False
        flag = self.selectionModel().SelectionFlag
        index = self.entries.index(number, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        if scroll:
            self.scrollTo(index)
        return True

    def step(self, by: int) -> None:
        """Choose the next problem, or the one before; the first if none is."""
        number = self.currentIndex().row() + by if self.chosen else 0
        while 0 <= number < self.entries.rowCount():
            row = self.entries.problem(number)
            if row is not None:
                self.choose(row.key)
                return
            number += by

    def _is_solved(self, key: str) -> bool:
        found = self.entries.problem(self.entries.row_of(key)) if key else None
        return found is not None and found.solved is not None

    def _choose_near(self, row: int) -> None:
        for number in (*range(row, self.entries.rowCount()), *range(row - 1, -1, -1)):
            found = self.entries.problem(number)
            if found is not None and found.solved is None:
                self.choose(found.key, scroll=False)
                return

    def _id(self, number: int) -> str:
        row = self.entries.problem(number)
        return row.key if row is not None else ""

    def _tell(self, _chosen: QItemSelection, _not: QItemSelection) -> None:
        if not self._is_quiet:
            self.picked.emit(self.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Have a current row as soon as the keyboard is here."""
        super().focusInEvent(event)
        if not self.chosen:
            self.step(1)

    def _fit(self) -> None:
        header, row_px = self.verticalHeader(), look().px(ROW_PX)
        for number in self._low:
            if number < header.count():
                header.resizeSection(number, row_px)
        header.setDefaultSectionSize(row_px)
        self._low = self.entries.headings()
        for number in self._low:
            header.resizeSection(number, look().px(HEADING_PX))
