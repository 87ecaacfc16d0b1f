"""The rows of the list of transfers, as a table: those near what is in view, of a hundred thousand.

    take(offset, page)   what the engine answered       move(rows)   what moves just now, replaced by id
    row(number)          None: not fetched              missing(...) whether a part is to be fetched

Rows are kept by their number, for one version of the list: a page of another version lets the others be forgotten. Each
change is one ``dataChanged``, of what is in view. Read next: ``transfer_feed.py``, which asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from megadesk.ipc import messages as m
from megadesk.ui.language import say
from megadesk.ui.text import Lasting, Size, plural, text
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.transfers import WAITS, TransferShow, shown
from megadesk.ui.widgets.rows import ROW
from megadesk.ui.widgets.table_cells import TONE, Column, title_data

_SIZES: Final = text("{done} of {total}", done=Size(999 << 20), total=Size(999 << 20))
_TRIES: Final = plural("Failed once, will retry", "Failed {n} times, will retry", 10)
_LEFT: Final = text("{time} left", time=Lasting(59))
"""What columns have room for in any language."""

COLUMNS: Final = (
    Column(title=text("Name"), sort="name"),
    Column(title=text("Size"), width=120, above=560, is_number=True, sort="size", sample=_SIZES),
    Column(title=text("Speed"), width=84, above=760, is_number=True),
    Column(title=text("Status"), width=184, above=340, share=0.25, sample=_TRIES),
    Column(title=text("Time"), width=110, above=680, sample=_LEFT),
)

KEPT_MAX: Final = 6000
"""So many rows are kept at most: about 6 MiB, a minute's scrolling."""

_NOWHERE: Final = QModelIndex()


class TransferModel(QAbstractTableModel):
    """total, counts and directions are those of the last page; versions those of the rows that are kept."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._rows: dict[int, m.TransferRow] = {}
        self._numbers: dict[str, int] = {}
        self._shown: dict[str, tuple[m.TransferRow, TransferShow]] = {}
        self._in_view = (0, 0)
        self.total = 0
        self.counts: dict[str, int] = {}
        self.directions: dict[str, int] = {}
        self.versions = (-1, -1)

    # -- what is in it ------------------------------------------------------------------------------------------------

    def row(self, number: int) -> m.TransferRow | None:
        """Return a row; None if it is not here."""
        return self._rows.get(number)

    def rows_between(self, first: int, last: int) -> list[m.TransferRow]:
        """Return those rows from ``first`` to ``last`` that are here."""
        if last - first < len(self._rows):
            return [row for number in range(first, last + 1) if (row := self._rows.get(number)) is not None]
        return [self._rows[number] for number in sorted(self._rows) if first <= number <= last]

    def number(self, name: str) -> int | None:
        """Return where the row with an id is, if it is here."""
        return self._numbers.get(name)

    def missing(self, first: int, behind: int) -> bool:
        """Whether a row of a part is not here."""
        return any(number not in self._rows for number in range(max(0, first), min(behind, self.total)))

    def look_at(self, first: int, behind: int) -> None:
        """Note what is in view."""
        self._in_view = first, behind

    # -- what happens to it -------------------------------------------------------------------------------------------

    def take(self, offset: int, page: m.Transfers) -> None:
        """Take a page in."""
        versions = page.queue_version, page.history_version
        if versions != self.versions or len(self._rows) > KEPT_MAX:
            self._rows.clear()
            self._numbers.clear()
            self.versions = versions
        self.counts, self.directions = page.counts, page.directions
        for number, row in enumerate(page.transfers, offset):
            before = self._rows.get(number)
            if before is not None:
                self._numbers.pop(before.id, None)
            self._rows[number] = row
            self._numbers[row.id] = number
        self._shown = {name: kept for name, kept in self._shown.items() if name in self._numbers}
        self._resize(page.total)
        self._tell()

    def move(self, rows: Sequence[m.TransferRow]) -> None:
        """Take in how far those are that move."""
        first, behind = self._in_view
        is_seen = False
        for row in rows:
            number = self._numbers.get(row.id)
            if number is not None and self._rows[number] != row:
                self._rows[number] = row
                is_seen |= first <= number < behind
        if is_seen:
            self._tell()

    def age(self) -> None:
        """Say anew how long ago things were."""
        self._shown.clear()
        self._tell()

    def forget(self) -> None:
        """Forget everything: something else is wanted."""
        self.beginResetModel()
        self._rows.clear()
        self._numbers.clear()
        self._shown.clear()
        self.total, self.versions = 0, (-1, -1)
        self.endResetModel()

    def _resize(self, total: int) -> None:
        if total > self.total:
            self.beginInsertRows(_NOWHERE, self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(_NOWHERE, total, self.total - 1)
            self.total = total
            for number in [each for each in self._rows if each >= total]:
                self._numbers.pop(self._rows.pop(number).id, None)
            self.endRemoveRows()

    def _tell(self) -> None:
        first, behind = self._in_view
        last = min(behind, self.total) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    # -- Qt's questions -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many there are, here or not."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Return the title of a column."""
        return title_data(COLUMNS, section, role) if orientation is Qt.Orientation.Horizontal else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let what waits be dragged to another place."""
        flags = super().flags(index)
        row = self._rows.get(index.row()) if index.isValid() else None
        return flags | Qt.ItemFlag.ItemIsDragEnabled if row is not None and row.state in WAITS else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what one cell shows; None in every role for a row that is not here."""
        row = self._rows.get(index.row())
        if row is None:
            return None
        show = self._show(row)
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    show.look.name if column == 0 else say((show.size, show.speed, show.status, show.when)[column - 1])
                )
            case _ if role == ROW:
                return show.look if column == 0 else None
            case _ if role == TONE:
                return show.tone if column == 3 else "muted"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(say(show.exact if column == 4 and show.exact else show.whole))
            case Qt.ItemDataRole.AccessibleTextRole:
                return say(show.spoken) if column == 0 else None
            case _:
                return None

    def _show(self, row: m.TransferRow) -> TransferShow:
        kept = self._shown.get(row.id)
        if kept is not None and kept[0] is row:
            return kept[1]
        made = shown(row, self._now_ms())
        self._shown[row.id] = row, made
        return made
