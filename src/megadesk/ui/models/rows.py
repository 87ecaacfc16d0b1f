"""A list of rows that each have a key: what ``widgets/row_list`` shows.

Rows of the same keys in the same order change in place; otherwise the list is made anew, and the view chooses again what
was chosen, by its keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, joined, verbatim
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import ROW

NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRow:
    """A row: its key, what it looks like, what is said of it on hover, and to a screen reader (its name and line, else)."""

    key: str
    look: RowLook
    tip: Text = NOTHING
    spoken: Text = NOTHING


class RowsModel(QAbstractTableModel):
    """One column of KeyedRows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[KeyedRow] = []

    @property
    def rows(self) -> Sequence[KeyedRow]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[KeyedRow]) -> bool:
        """Show other rows; return whether the list was made anew."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return False
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        return True

    def row_of(self, key: str) -> int:
        """Return where a key is; -1 if it is not."""
        return next((number for number, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row is in a role."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case _ if role == ROW:
                return row.look
            case Qt.ItemDataRole.DisplayRole:
                return row.look.name
            case Qt.ItemDataRole.ToolTipRole:
                return tip(say(row.tip)) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return say(row.spoken or joined([verbatim(row.look.name), row.look.below], ", "))
            case _:
                return None
