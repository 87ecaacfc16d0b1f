"""The tree as it was: a folder's content is read when it is opened, and in pages.

    start(top, title) --> one row for the top      opened --> wanted(path, after) --> put(path, entries, more) | fail(path)

A node lives as long as the tree that it is in: indexes point at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from megadesk.ipc.messages import PastEntry
from megadesk.ui.language import say
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.rewind import Shown, past
from megadesk.ui.widgets.rows import ROW

Index = QModelIndex | QPersistentModelIndex
PATH: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(slots=True, eq=False)
class Branch:
    """A node of the tree, and what is known to be in it. ``more``: not all of that is here."""

    path: str
    shown: Shown | None
    entry: PastEntry | None = None
    parent: Branch | None = None
    row: int = 0
    more: bool = True
    is_asked: bool = False
    inside: list[Branch] = field(default_factory=list)

    @property
    def is_folder(self) -> bool:
        """Whether something can be in it."""
        return self.shown is None or self.shown.is_folder


class PastTree(QAbstractItemModel):
    """Signals: wanted(path, after) when more of a folder is looked for."""

    wanted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._top = Branch("/", None, more=False)
        self._by_path = {"/": self._top}

    def start(self, top: str, title: str) -> None:
        """Begin another tree, of which only the top is known."""
        self.beginResetModel()
        self._title = title
        self._top = Branch(top, None)
        self._by_path = {top: self._top}
        self.endResetModel()

    def put(self, path: str, entries: Sequence[PastEntry], *, more: bool) -> None:
        """Take the next entries of a folder."""
        branch = self._by_path.get(path)
        if branch is None:
            return
        branch.is_asked, branch.more = False, more
        first = len(branch.inside)
        if not entries:
            return
        self.beginInsertRows(self.index_of(path), first, first + len(entries) - 1)
        for number, entry in enumerate(entries, first):
            made = Branch(entry.path, past(entry), entry, branch, number, more=entry.kind == "folder")
            branch.inside.append(made)
            self._by_path[entry.path] = made
        self.endInsertRows()

    def fail(self, path: str) -> None:
        """What was wanted of a folder did not come: it can be wanted again."""
        branch = self._by_path.get(path)
        if branch is not None:
            branch.is_asked = False

    def index_of(self, path: str) -> QModelIndex:
        """Return where a path is in the tree; no index if it is not here."""
        branch = self._by_path.get(path)
        return QModelIndex() if branch is None else self.createIndex(branch.row, 0, branch)

    def branch_at(self, path: str) -> Branch | None:
        """Return what is at a path, if it is here."""
        return self._by_path.get(path)

    def branch(self, index: Index) -> Branch | None:
        """Return what an index points at."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Branch) else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 -- Qt's default
        """Return the index of a row."""
        above = self.branch(parent)
        if above is None:
            return self.createIndex(0, 0, self._top) if row == 0 and column == 0 else QModelIndex()
        if column or not 0 <= row < len(above.inside):
            return QModelIndex()
        return self.createIndex(row, 0, above.inside[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # the other is QObject's
        """Return what a row is in."""
        branch = self.branch(index)
        above = branch.parent if branch is not None else None
        return QModelIndex() if above is None else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name, and its default
        """Return how much of a folder is here; of nothing, the top."""
        branch = self.branch(parent)
        return 1 if branch is None else len(branch.inside)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, N802, B008 -- Qt's name, and its default
        """Return that there is one column."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: N802, B008 -- Qt's name, and its default
        """Return whether a row can be opened: also a folder that was never looked into."""
        branch = self.branch(parent)
        return branch is None or (branch.is_folder and (branch.more or bool(branch.inside)))

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 -- Qt's name
        """Return whether there is more in a folder than is here."""
        branch = self.branch(parent)
        return branch is not None and branch.is_folder and branch.more and not branch.is_asked

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 -- Qt's name
        """Want more of a folder."""
        branch = self.branch(parent)
        if branch is not None and self.canFetchMore(parent):
            branch.is_asked = True
            self.wanted.emit(branch.path, branch.inside[-1].path if branch.inside else "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's name, look or sentence."""
        branch = self.branch(index)
        if branch is None:
            return None
        if role == PATH:
            return branch.path
        if role == ROW:
            return branch.shown
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            name = self._title if branch.shown is None else branch.shown.name
            return name if role == Qt.ItemDataRole.DisplayRole else tip(name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._title if branch.shown is None else say(branch.shown.speech)
        return None
