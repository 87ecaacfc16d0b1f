"""Which transfers are chosen, and which are in view: the same ones, also when rows come, go or change their place.

    about to take a page --> note()      taken --> restore()        selection of the table --> changed()

They are known by ids, as far as they are here. Of very many (more than LOOKED_AT_MAX) only their places are known, unless
it is all of them.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal

from megadesk.ipc import messages as m
from megadesk.ui.models.transfer_feed import TransferFeed
from megadesk.ui.models.transfers import COLUMNS, TransferModel
from megadesk.ui.widgets.table import RowTable

LOOKED_AT_MAX: Final = 2000
"""So many chosen rows are known one by one."""

Ranges = list[tuple[int, int]]
"""First and last row of each."""


class TransferChoice(QObject):
    """Signals: changed() when something else is chosen, or more is known of it."""

    changed = Signal()

    def __init__(self, table: RowTable, model: TransferModel, feed: TransferFeed) -> None:
        super().__init__(table)
        self._table, self._model, self._feed = table, model, feed
        self._rows: dict[str, m.TransferRow] = {}
        self._is_restoring = False
        self._top: tuple[str, int] | None = None
        self.is_all = False
        table.selectionModel().selectionChanged.connect(self._on_chosen)
        feed.about_to_take.connect(self.note)
        feed.taken.connect(self.restore)

    @property
    def ranges(self) -> Ranges:
        """Where what is chosen is."""
        return self._table.chosen_ranges()

    @property
    def count(self) -> int:
        """How many are chosen."""
        return sum(last - first + 1 for first, last in self.ranges)

    @property
    def rows(self) -> list[m.TransferRow]:
        """What is chosen, as it was seen last; of very many the first."""
        return list(self._rows.values())

    @property
    def is_known(self) -> bool:
        """Whether ``rows`` is all that is chosen."""
        return self.count == len(self._rows)

    def choose(self, ranges: Ranges) -> None:
        """Choose the rows of these ranges, and no others."""
        chosen = QItemSelection()
        for first, last in ranges:
            chosen.select(self._model.index(first, 0), self._model.index(last, len(COLUMNS) - 1))
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().select(chosen, flags.ClearAndSelect)
        if ranges and not self.is_all:
            self._table.selectionModel().setCurrentIndex(self._model.index(ranges[0][0], 0), flags.NoUpdate)

    def forget(self) -> None:
        """Choose nothing: the list is another."""
        self._rows, self.is_all, self._top = {}, False, None

    def forget_place(self) -> None:
        """Do not stay at the row that is at the top now."""
        self._top = None

    def note(self) -> None:
        """Note which row stands at the top, so that it stays there when others come in above it."""
        first, _ = self._table.rows_in_view()
        row = self._model.row(first)
        at = self._table.verticalScrollBar().value()
        self._top = (row.id, at - first * self._table.row_px) if row is not None and at > 0 else None

    def restore(self) -> None:
        """Let the same rows be chosen, and the same be in view, wherever they are now."""
        if self._top is not None and (number := self._model.number(self._top[0])) is not None:
            self._table.verticalScrollBar().setValue(number * self._table.row_px + self._top[1])
        ranges, wanted = self.ranges, self._wanted()
        if wanted is not None and wanted != ranges:
            self._is_restoring = True
            self.choose(wanted)
            self._is_restoring = False
        self.changed.emit()

    def _wanted(self) -> Ranges | None:
        """Return where what is chosen is now; None if nobody knows that, since some of it is not here."""
        if self.is_all:
            return [(0, self._model.total - 1)] if self._model.total else []
        if self.count > LOOKED_AT_MAX:
            return None
        numbers = {name: number for name in self._rows if (number := self._model.number(name)) is not None}
        if len(numbers) < self.count and any(self._model.missing(first, last + 1) for first, last in self.ranges):
            return None
        self._rows = {name: self._model.row(number) or self._rows[name] for name, number in numbers.items()}
        return _runs(sorted(numbers.values()))

    def _on_chosen(self) -> None:
        if self._is_restoring:
            return
        ranges, count = self.ranges, self.count
        self.is_all = bool(count) and count == self._model.total
        here = [row for first, last in ranges for row in self._model.rows_between(first, last)]
        self._rows = {row.id: row for row in here[:LOOKED_AT_MAX]}
        if len(here) < count <= LOOKED_AT_MAX and not self.is_all:
            self._feed.rows_of(ranges, lambda rows: self._on_fetched(ranges, rows), self)
        self.changed.emit()

    def _on_fetched(self, ranges: Ranges, rows: list[m.TransferRow]) -> None:
        if self.ranges == ranges:
            self._rows = {row.id: row for row in rows}
            self.changed.emit()


def _runs(numbers: list[int]) -> Ranges:
    """Return sorted numbers as (first, last) runs."""
    found: Ranges = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found
