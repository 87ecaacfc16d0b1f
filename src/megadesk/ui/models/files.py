"""What is in a folder of the cloud, or was found, as a table: 100,000 entries and more.

    begin() --add(page)...--> entries + order --sort(column)--> order          replace(entries): the same folder, read anew

Entries are what the engine sent, untouched; only those that are seen become words. The order is a list of places in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from megadesk.ipc import messages as m
from megadesk.ui.language import say
from megadesk.ui.models.files_drag import CLOUD_PATHS, DragData
from megadesk.ui.text import NOTHING, Text, text, verbatim
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.files import (
    COLUMNS,
    changed_ms,
    changed_words,
    is_folder,
    name_in,
    name_key,
    ordered,
    size_words,
    spoken,
    state_look,
)
from megadesk.ui.viewmodels.when import exactly

ENTRY: Final = Qt.ItemDataRole.UserRole + 2
"""The role under which the entry itself is given."""
NOWHERE: Final = QModelIndex()
_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


class FilesModel(QAbstractTableModel):
    """Signals: renamed(entry, name) when a person typed another name."""

    renamed = Signal(object, str)

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._entries: list[m.CloudEntry] = []
        self._names: list[str] = []
        self._order: list[int] = []
        self._column, self._is_descending = "name", False
        self.is_found = False
        """Whether these were found below a folder: names then say where they are."""

    # -- content ------------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[m.CloudEntry]:
        """All of them, in no order."""
        return self._entries

    def entry(self, row: int) -> m.CloudEntry:
        """Return the entry of a row."""
        return self._entries[self._order[row]]

    def entries_at(self, rows: Sequence[int]) -> list[m.CloudEntry]:
        """Return the entries of some rows."""
        entries, order = self._entries, self._order
        return [entries[order[row]] for row in rows]

    def begin(self, *, is_found: bool = False) -> None:
        """Show nothing yet."""
        self.beginResetModel()
        self._entries, self._names, self._order = [], [], []
        self.is_found = is_found
        self.endResetModel()

    def add(self, entries: Sequence[m.CloudEntry]) -> None:
        """Show more."""
        if not entries:
            return
        first = len(self._order)
        self.beginInsertRows(NOWHERE, first, first + len(entries) - 1)
        self._entries += entries
        self._names += [name_key(name_in(entry.path)) for entry in entries]
        self._order += range(first, first + len(entries))
        self.endInsertRows()
        self._arrange()

    def replace(self, entries: Sequence[m.CloudEntry]) -> bool:
        """Show the same place read anew; return whether rows moved, so that a choice has to be made again."""
        if list(entries) == self._entries:
            return False
        if [entry.id for entry in entries] == [entry.id for entry in self._entries] and self._column == "name":
            same_names = all(one.path == other.path for one, other in zip(entries, self._entries, strict=True))
            if same_names:
                self._entries = list(entries)
                self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, len(COLUMNS) - 1))
                return False
        self.beginResetModel()
        self._entries = list(entries)
        self._names = [name_key(name_in(entry.path)) for entry in entries]
        self._order = ordered(self._entries, self._names, self._column, is_descending=self._is_descending)
        self.endResetModel()
        return True

    def rows_of(self, ids: set[str]) -> list[int]:
        """Return the rows of some entries, from the top."""
        return [row for row, at in enumerate(self._order) if self._entries[at].id in ids]

    def row_named(self, name: str) -> int:
        """Return the row of a name; -1 if there is none."""
        return next((row for row, at in enumerate(self._order) if name_in(self._entries[at].path) == name), -1)

    def row_beginning(self, typed: str, after: int) -> int:
        """Return the next row whose name begins with what was typed; -1 if there is none."""
        wanted, count = typed.casefold(), len(self._order)
        for step in range(count):
            row = (after + step) % count
            if name_in(self.entry(row).path).casefold().startswith(wanted):
                return row
        return -1

    # -- order --------------------------------------------------------------------------------------------------------

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column = COLUMNS[column] if 0 <= column < len(COLUMNS) else "name"
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        new = ordered(self._entries, self._names, self._column, is_descending=self._is_descending)
        if new == self._order:
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        places = [self._order[index.row()] for index in kept]
        self._order = new
        if kept:
            row_of = dict(zip(new, range(len(new)), strict=True))
            moved = [self.index(row_of[at], old.column()) for at, old in zip(places, kept, strict=True)]
            self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    # -- for the view -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(_titles()[section])
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
            case _:
                return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what an entry is in a role."""
        if not index.isValid() or index.row() >= len(self._order):
            return None
        entry = self.entry(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(self.words(entry, COLUMNS[index.column()]))
            case Qt.ItemDataRole.EditRole:
                return name_in(entry.path)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(say(self._tip(entry, COLUMNS[index.column()]))) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return say(
                    spoken(entry, self._now_ms()) if index.column() == 0 else self.words(entry, COLUMNS[index.column()])
                )
            case _ if role == ENTRY:
                return entry
            case _:
                return None

    def words(self, entry: m.CloudEntry, column: str) -> Text:
        """Return what stands in a column."""
        match column:
            case "size":
                return size_words(entry)
            case "changed":
                return changed_words(entry, self._now_ms())
            case "device":
                return verbatim(entry.device) if entry.device else NOTHING
            case "state":
                return state_look(entry.state).words
            case _:
                return verbatim(name_in(entry.path))

    def _tip(self, entry: m.CloudEntry, column: str) -> Text:
        match column:
            case "changed":
                return exactly(changed_ms(entry))
            case "name":
                return verbatim(entry.path) if self.is_found else NOTHING
            case "state":
                return text("On this computer: {path}", path=entry.local) if entry.local else NOTHING
            case _:
                return NOTHING

    # -- changing and dragging ----------------------------------------------------------------------------------------

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Say what can be done with an entry: names are typed over, folders take what is dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        found = _FLAGS
        if index.column() == 0:
            found |= Qt.ItemFlag.ItemIsEditable
        if is_folder(self.entry(index.row())):
            found |= Qt.ItemFlag.ItemIsDropEnabled
        return found

    def setData(  # noqa: N802 -- Qt's name
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Say that a name was typed; it changes once the engine says so."""
        name = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            entry = self.entry(index.row())
            if name and name != name_in(entry.path):
                self.renamed.emit(entry, name)
        return False

    def mimeTypes(self) -> list[str]:  # noqa: N802 -- Qt's name
        """Return what is taken and given."""
        return [CLOUD_PATHS, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 -- Qt's name
        """Return what is dragged."""
        rows = sorted({index.row() for index in indexes})
        return DragData([self.entry(row) for row in rows])

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 -- Qt's name
        """Copy from outside, move inside."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def _titles() -> tuple[Text, ...]:
    return (text("Name"), text("Size"), text("Changed"), text("Device"), text("Status"))
