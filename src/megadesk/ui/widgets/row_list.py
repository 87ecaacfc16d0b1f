"""A list of painted rows: a table of one column, since Qt's list view is slow with many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from megadesk.ui.language import say
from megadesk.ui.models.rows import KeyedRow, RowsModel
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ROW_PX
from megadesk.ui.widgets.lines import Lines
from megadesk.ui.widgets.rows import RowDelegate


def chosen_rows(view: QAbstractItemView) -> list[int]:
    """Return the numbers of the chosen rows, from ranges: Qt's list of them takes a second for 100,000."""
    selection = view.selectionModel().selection()
    parts = [selection.at(number) for number in range(selection.count())]
    return sorted({number for part in parts for number in range(part.top(), part.bottom() + 1)})


class RowList(Lines):
    """Signals: picked(list of keys) when others are chosen, opened(key) on Return or a double click.

    ``customContextMenuRequested`` comes for the right button and the Menu key.
    """

    picked = Signal(list)
    opened = Signal(str)

    def __init__(self, name: Text, *, is_many: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(say(name))
        self.setProperty("kind", "rows")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if is_many
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()
        look().changed.connect(self._fit)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.activated.connect(lambda index: self.opened.emit(self.rows.rows[index.row()].key))

    @property
    def keys(self) -> list[str]:
        """The keys of what is chosen, from the top."""
        return [self.rows.rows[number].key for number in chosen_rows(self)]

    def show_rows(self, rows: Sequence[KeyedRow]) -> None:
        """Show other rows; what was chosen stays so, and the place stays."""
        chosen, at = self.keys, self.verticalScrollBar().value()
        if self.rows.set_rows(rows):
            for key in chosen:
                self.choose(key, only=False)
            self.verticalScrollBar().setValue(at)

    def choose(self, key: str, *, only: bool = True) -> bool:
        """Choose a row by its key; return whether it is there."""
        number = self.rows.row_of(key)
        if number >= 0:
            flag = self.selectionModel().SelectionFlag
            how = (flag.ClearAndSelect if only else flag.Select) | flag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(number, 0), how)
        return number >= 0

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Have a current row as soon as the keyboard is here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0, 0))

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(ROW_PX))

    def _tell(self) -> None:
        self.picked.emit(self.keys)
