"""The same entries in rows of tiles: as many beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from megadesk.ui.models.files import FilesModel

NOWHERE: Final = QModelIndex()


class FilesGridModel(QAbstractTableModel):
    """Shows a FilesModel; made anew when that changes its order or length, or when there is room for more."""

    def __init__(self, files: FilesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._across = 1
        for begin in (files.modelAboutToBeReset, files.rowsAboutToBeInserted, files.layoutAboutToBeChanged):
            begin.connect(self._begin)
        for end in (files.modelReset, files.rowsInserted, files.layoutChanged):
            end.connect(self._end)
        files.dataChanged.connect(self._tell)

    def set_across(self, count: int) -> None:
        """Show so many beside each other."""
        if count != self._across:
            self.beginResetModel()
            self._across = count
            self.endResetModel()

    @property
    def across(self) -> int:
        """How many stand beside each other."""
        return self._across

    def place(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return which entry a cell is; -1 for none."""
        number = index.row() * self._across + index.column()
        return number if index.isValid() and number < self._files.rowCount() else -1

    def cell(self, place: int) -> QModelIndex:
        """Return the cell of an entry."""
        return self.index(place // self._across, place % self._across)

    def _begin(self) -> None:
        self.beginResetModel()

    def _end(self) -> None:
        self.endResetModel()

    def _tell(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self._across - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many rows of tiles there are."""
        return 0 if parent.isValid() else -(-self._files.rowCount() // self._across)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802 -- Qt's name
        """Return how many tiles stand beside each other."""
        return 0 if parent.isValid() else self._across

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the entry is in a role."""
        place = self.place(index)
        return None if place < 0 else self._files.data(self._files.index(place, 0), role)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Say what can be done with the entry."""
        place = self.place(index)
        return Qt.ItemFlag.NoItemFlags if place < 0 else self._files.flags(self._files.index(place, 0))

    def setData(  # noqa: N802 -- Qt's name
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take another name."""
        place = self.place(index)
        return place >= 0 and self._files.setData(self._files.index(place, 0), value, role)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 -- Qt's name
        """Return what is dragged."""
        places = sorted({place for place in map(self.place, indexes) if place >= 0})
        return self._files.mimeData([self._files.index(place, 0) for place in places])
