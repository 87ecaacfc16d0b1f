"""What was done, as a table: lines with the titles of their days between them.

Few rows (a hundred more each time somebody scrolls to the end), so they are all here and put in order at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QDateTime, QModelIndex, QObject, QPersistentModelIndex, Qt

from megadesk.ipc import messages as m
from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.activity import ActivityShow, Head, by_day, shown
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import ROW
from megadesk.ui.widgets.table_cells import HEAD, Column, title_data

COLUMNS: Final = (
    Column(title=text("What")),
    Column(title=text("Device"), width=200, above=560),
    Column(title=text("Time"), width=96, above=340, is_number=True),
)

TEXT_ROLES: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})

_NOWHERE: Final = QModelIndex()
_PLAIN: Final = RowLook(name="")


class ActivityModel(QAbstractTableModel):
    """lines: what is in it, the newest first."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self.lines: list[m.ActivityLine] = []
        self._rows: list[Head | m.ActivityLine] = []
        self._shown: dict[int, tuple[m.ActivityLine, ActivityShow]] = {}

    def put(self, lines: Sequence[m.ActivityLine]) -> None:
        """Show these lines. What was chosen is to be chosen again by ``row_of``: rows have other numbers."""
        if list(lines) == self.lines and self._rows:
            return
        self.beginResetModel()
        self.lines = list(lines)
        self._rows = by_day(self.lines, day_of, self._now_ms())
        self._shown = {line.first_seq: kept for line in lines if (kept := self._shown.get(line.first_seq)) is not None}
        self.endResetModel()

    def line(self, row: int) -> m.ActivityLine | None:
        """Return the line of a row; None for the title of a day."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(found, Head) else found

    def show(self, row: int) -> ActivityShow | None:
        """Return what a row shows; None for the title of a day."""
        line = self.line(row)
        if line is None:
            return None
        kept = self._shown.get(line.first_seq)
        if kept is None or kept[0] != line:
            kept = self._shown[line.first_seq] = line, shown(line)
        return kept[1]

    def row_of(self, first_seq: int) -> int:
        """Return where the line is that begins with a commit; -1 if it is not here."""
        found = (
            row
            for row, each in enumerate(self._rows)
            if isinstance(each, m.ActivityLine) and each.first_seq == first_seq
        )
        return next(found, -1)

    # -- Qt's questions -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802 -- Qt's name
        """Return the title of a column."""
        return title_data(COLUMNS, section, role) if orientation is Qt.Orientation.Horizontal else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let lines be chosen, and the titles of days not."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what one cell shows."""
        found = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        column = index.column()
        if isinstance(found, Head):
            is_said = role == HEAD or (column == 0 and role in TEXT_ROLES)
            return say(found.words) if is_said else None
        show = self.show(index.row())
        if show is None:
            return None
        match role:
            case _ if role == ROW and column == 0:
                look = replace(_PLAIN, name=say(show.title), below=show.below, kind=show.kind)
                return replace(look, mark=show.mark, mark_tone=show.mark_tone)
            case Qt.ItemDataRole.DisplayRole:
                return say((show.title, show.device, show.time)[column])
            case Qt.ItemDataRole.ToolTipRole:
                return tip(say(show.exact if column == 2 else show.device if column == 1 else show.spoken))
            case Qt.ItemDataRole.AccessibleTextRole if column == 0:
                return say(show.spoken)
            case _:
                return None


def day_of(time_ms: int) -> int:
    """Return the number of the day that a time is in, by the clock of this place."""
    return QDateTime.fromMSecsSinceEpoch(time_ms).date().toJulianDay()
