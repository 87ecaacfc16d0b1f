"""The folders of the cloud as a tree: read when they are opened, new ones made in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.folders import make_folder, read_folders
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.icons import icon
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ICON_PX
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.places import child_of, free_name, is_within, name_of, name_words, place_name, split
from megadesk.ui.widgets.trees import paint_arrow, paint_tree_ground

PATH: Final = Qt.ItemDataRole.UserRole + 1
"""The item's place; empty for one that is being named."""
IS_READ: Final = Qt.ItemDataRole.UserRole + 2


class CloudTree(QTreeWidget):
    """Signals: moved_to(path) when another folder is chosen, went_wrong(Text), nothing once it is well again; opened(path) on Return."""

    moved_to = Signal(str)
    went_wrong = Signal(object)
    opened = Signal(str)
    _naming_ended = Signal(bool)

    def __init__(self, desk: Desk, *, root: str = "/", but: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._but = desk, list(but)
        self._goal = ""
        self.setHeaderHidden(True)
        self.setAccessibleName(say(text("Folders in the cloud")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(True)
        self.setIndentation(look().px(20))
        self.setIconSize(QSize(look().px(ICON_PX), look().px(ICON_PX)))
        self._root = self._made(root, say(place_name(root)))
        self.addTopLevelItem(self._root)
        self.itemExpanded.connect(self._read)
        self.currentItemChanged.connect(self._tell)
        self.itemActivated.connect(self._open)
        self.itemDelegate().closeEditor.connect(self._end_naming)
        self._naming_ended.connect(self._named, Qt.ConnectionType.QueuedConnection)
        self.setCurrentItem(self._root)
        self._root.setExpanded(True)

    def drawRow(  # noqa: N802 -- Qt's name
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row on its ground."""
        paint_tree_ground(self, painter, option, index)
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 -- Qt's name
        """Paint an arrow where something can be opened."""
        paint_arrow(self, painter, rect, index)

    @property
    def path(self) -> str:
        """The chosen folder; empty if none can be."""
        item = self._current()
        return "" if item is None or item.isDisabled() else str(item.data(0, PATH))

    def go(self, path: str) -> None:
        """Choose a folder, opening the way to it as it is read."""
        self._goal = path
        self._approach(self._root)

    def new_folder(self) -> None:
        """Let the person name a new folder in the chosen one."""
        above = self._current() or self._root
        if not above.data(0, PATH):
            return
        above.setExpanded(True)
        if not above.data(0, IS_READ):
            self._goal = f"{above.data(0, PATH)}\0new"
            return
        self._name_new(above)

    def names_in(self, item: QTreeWidgetItem) -> list[str]:
        """Return the names of the folders in one that was read."""
        return [name_of(str(child.data(0, PATH))) for child in _children(item)]

    # -- reading ------------------------------------------------------------------------------------------------------

    def _made(self, path: str, label: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([label])
        item.setData(0, PATH, path)
        item.setIcon(0, icon("folder", look().tokens, "folder", look().px(ICON_PX)))
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        if any(is_within(path, folder) for folder in self._but):
            item.setDisabled(True)
        return item

    def _read(self, item: QTreeWidgetItem) -> None:
        if item.data(0, IS_READ) is not None:
            return
        self._keep(item, IS_READ, value=False)
        path = str(item.data(0, PATH))
        read_folders(
            self._desk,
            path,
            then=lambda entries: self._fill(path, entries),
            failed=lambda error: self._not_read(path, error),
            owner=self,
        )

    def _fill(self, path: str, entries: list[m.CloudEntry]) -> None:
        item = self.item_at(path)
        if item is None:
            return
        self._keep(item, IS_READ, value=True)
        shown = sorted(entries, key=lambda entry: name_of(entry.path).casefold())
        self.blockSignals(True)
        item.addChildren([self._made(entry.path, name_of(entry.path)) for entry in shown])
        if not shown:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator)
        self.blockSignals(False)
        self.went_wrong.emit(NOTHING)
        if self._goal == f"{path}\0new":
            self._goal = ""
            self._name_new(item)
        else:
            self._approach(item)

    def _not_read(self, path: str, error: MegadeskError) -> None:
        item = self.item_at(path)
        if item is not None:
            item.setExpanded(False)
            self._keep(item, IS_READ, value=None)
        self.went_wrong.emit(words_of_error(error))

    def item_at(self, path: str) -> QTreeWidgetItem | None:
        """Return the item of a folder; None if it is not shown."""
        item: QTreeWidgetItem | None = self._root
        depth = len(split(str(self._root.data(0, PATH))).names)
        for name in split(path).names[depth:]:
            item = _child(item, name) if item is not None else None
        return item

    def _approach(self, item: QTreeWidgetItem) -> None:
        """Go on towards the folder that is wanted, from one that was read."""
        path = str(item.data(0, PATH))
        if not self._goal or not is_within(self._goal, path):
            return
        if self._goal == path:
            self._goal = ""
            self.setCurrentItem(item)
            self.scrollToItem(item)
            return
        is_read = bool(item.data(0, IS_READ))
        item.setExpanded(True)  # what is read now goes on from ``_fill``
        if is_read:
            found = _child(item, split(self._goal).names[len(split(path).names)])
            if found is None:
                self._goal = ""
            else:
                self.setCurrentItem(found)
                self._approach(found)

    def _keep(self, item: QTreeWidgetItem, role: int, *, value: bool | None) -> None:
        self.blockSignals(True)
        item.setData(0, role, value)
        self.blockSignals(False)

    # -- choosing -----------------------------------------------------------------------------------------------------

    def _current(self) -> QTreeWidgetItem | None:
        """Return the chosen item; None while there is none, which Qt's annotations leave out."""
        return self.currentItem()

    def _tell(self) -> None:
        self.moved_to.emit(self.path)

    def _open(self, item: QTreeWidgetItem) -> None:
        if self.path and self.state() != QAbstractItemView.State.EditingState:
            self.opened.emit(str(item.data(0, PATH)))

    # -- a new one ----------------------------------------------------------------------------------------------------

    def _name_new(self, above: QTreeWidgetItem) -> None:
        self.blockSignals(True)
        made = self._made("", free_name(say(text("New folder")), self.names_in(above)))
        made.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator)
        made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable)
        above.insertChild(0, made)
        self.blockSignals(False)
        above.setExpanded(True)
        self.setCurrentItem(made)
        self.scrollToItem(made)
        self.editItem(made, 0)

    def _end_naming(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._naming_ended.emit(hint is QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _named(self, is_given_up: bool) -> None:
        """Make the folder, or take its item away. Later than the signal: Qt still holds an item whose editor closes."""
        item = self._current()
        above = None if item is None else item.parent()
        if item is None or above is None or item.data(0, PATH):
            return
        if is_given_up:
            self._drop(item)
            return
        name = item.text(0).strip()
        fault: Text = name_words(name, [other for other in self.names_in(above) if other])
        if fault:
            self._drop(item)
            self.went_wrong.emit(fault)
            return
        self.blockSignals(True)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.blockSignals(False)
        folder = str(above.data(0, PATH))
        make_folder(
            self._desk,
            child_of(folder, name),
            then=lambda entry: self._is_made(folder, entry),
            failed=lambda error: self._is_not_made(folder, error),
            owner=self,
        )

    def _is_made(self, folder: str, entry: m.CloudEntry) -> None:
        above = self.item_at(folder)
        item = _child(above, "") if above is not None else None
        if item is None:
            return
        self._keep(item, IS_READ, value=True)
        self.blockSignals(True)
        item.setData(0, PATH, entry.path)
        item.setText(0, name_of(entry.path))
        self.blockSignals(False)
        self.went_wrong.emit(NOTHING)
        self._tell()

    def _is_not_made(self, folder: str, error: MegadeskError) -> None:
        above = self.item_at(folder)
        item = _child(above, "") if above is not None else None
        if item is not None:
            self._drop(item)
        self.went_wrong.emit(words_of_error(error))

    def _drop(self, item: QTreeWidgetItem) -> None:
        above = item.parent()
        if above is not None:
            self.setCurrentItem(above)
            above.removeChild(item)
            self._tell()


def _child(item: QTreeWidgetItem, name: str) -> QTreeWidgetItem | None:
    return next((child for child in _children(item) if name_of(str(child.data(0, PATH))) == name), None)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(row) for row in range(item.childCount()))
    return [child for child in found if child is not None]
