"""The list of problems with its headings: one column, rows made when they are seen.

Rows of the same keys in the same order change in place; otherwise the list is made anew, and the view chooses again what
was chosen, by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from megadesk.ui.language import say
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.problems import Entry, Heading, ProblemRow, heading_words, look_of, name_of, spoken
from megadesk.ui.widgets.rows import ROW

NOWHERE: Final = QModelIndex()

HEADING: Final = Qt.ItemDataRole.UserRole + 7
"""The role under which a heading gives its words; other rows give nothing."""


class ProblemsModel(QAbstractTableModel):
    """One column of entries."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._entries: list[Entry] = []
        self._keys: list[str] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """What is shown."""
        return self._entries

    def set_entries(self, entries: Sequence[Entry]) -> bool:
        """Show others; return whether the list was made anew."""
        keys = [entry.key for entry in entries]
        if keys == self._keys:
            self._entries = list(entries)
            if entries:
                self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, 0))
            return False
        self.beginResetModel()
        self._entries, self._keys = list(entries), keys
        self.endResetModel()
        return True

    def headings(self) -> list[int]:
        """Return which rows are headings."""
        return [number for number, entry in enumerate(self._entries) if isinstance(entry, Heading)]

    def problem(self, number: int) -> ProblemRow | None:
        """Return the problem in a row; None for a heading, or where there is no row."""
        entry = self._entries[number] if 0 <= number < len(self._entries) else None
        return entry if isinstance(entry, ProblemRow) else None

    def row_of(self, key: str) -> int:
        """Return where a problem is, also by the start of its id; -1 if it is not there."""
        try:
            return self._keys.index(key)
        except ValueError:
            return next((number for number, each in enumerate(self._keys) if key and each.startswith(key)), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many there are, headings among them."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """One."""
        return 0 if parent.isValid() else 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.problem(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row is in a role."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, Heading):
            words = say(heading_words(entry))
            return words if role in {HEADING, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None
        match role:
            case _ if role == ROW:
                return look_of(entry, self._now_ms())
            case Qt.ItemDataRole.DisplayRole:
                return name_of(entry.issue)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(entry.issue.path) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return say(spoken(entry))
            case _:
                return None
