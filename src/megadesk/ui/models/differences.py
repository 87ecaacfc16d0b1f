"""What differs from now, a row for each: as many as there are, of which only the pages that somebody looks at are read.

start(total) --> rows without content        data of one --> wanted(page) --> put(page, entries)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.rewind import Shown, difference
from megadesk.ui.viewmodels.rowlook import RowLook, kind_word
from megadesk.ui.widgets.rows import ROW

PAGE: Final = 500
Index = QModelIndex | QPersistentModelIndex


class Pathed(Protocol):
    """What a row is made from: a change, or a step of a plan."""

    @property
    def path(self) -> str:
        """Where it is."""
        ...


class Differences(QAbstractTableModel):
    """Signals: wanted(page) when a row of that page is looked at for the first time."""

    wanted = Signal(int)

    def __init__(self, show: Callable[[Any], Shown] = difference, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._total = 0
        self._pages: dict[int, Sequence[Pathed]] = {}
        self._asked: set[int] = set()

    def start(self, total: int, first: Sequence[Pathed]) -> None:
        """Begin another list; its first page is there already."""
        self.beginResetModel()
        self._total = total
        self._pages = {0: first}
        self._asked = {0}
        self.endResetModel()

    def put(self, page: int, entries: Sequence[Pathed]) -> None:
        """Take a page that was wanted."""
        self._pages[page] = entries
        last = min(self._total, page * PAGE + len(entries)) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, 0))

    def forget(self, page: int) -> None:
        """Want a page once more that did not come."""
        self._asked.discard(page)

    def entry(self, row: int) -> Any:
        """Return what a row is, None if it is not here yet."""
        page = self._pages.get(row // PAGE)
        at = row % PAGE
        return page[at] if page is not None and at < len(page) else None

    def row_of(self, path: str) -> int:
        """Return the row of a path among those that are here, -1 if there is none."""
        return next(iter(self.rows_of([path])), -1)

    def rows_of(self, paths: Sequence[str]) -> list[int]:
        """Return the rows of those paths that are here, in order."""
        wanted = set(paths)
        return sorted(
            number * PAGE + at
            for number, page in self._pages.items()
            for at, one in enumerate(page)
            if one.path in wanted
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name, and its default
        """Return how many differ."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name, and its default
        """Return that there is one column."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's look, its sentence, or its path as a tip."""
        if role not in {
            ROW,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.DisplayRole,
        }:
            return None
        entry = self.entry(index.row())
        if entry is None:
            self._want(index.row() // PAGE)
            return RowLook(name="…") if role == ROW else say(text("Loading"))
        shown = self._show(entry)
        if role == ROW:
            return row_look(shown)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(entry.path)
        return say(shown.speech) if role == Qt.ItemDataRole.AccessibleTextRole else shown.name

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page)


def row_look(shown: Shown) -> RowLook:
    """Return a row as the delegate paints it."""
    kind = kind_word(shown.name, is_folder=shown.is_folder, is_link=shown.is_link)
    return RowLook(name=shown.name, below=shown.below, kind=kind, mark=shown.mark, mark_tone=shown.tone)
