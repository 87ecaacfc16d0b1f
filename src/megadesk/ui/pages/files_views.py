"""The entries of a folder as a list or as a grid: choosing, opening, typing over names, and dragging in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.language import say
from megadesk.ui.models.files import FilesModel
from megadesk.ui.models.files_drag import DragData, Fetch, can_wait_for, dragged_paths, dropped_files
from megadesk.ui.models.files_grid import FilesGridModel
from megadesk.ui.pages.files_delegate import GRID_CELL_PX, LIST_ROW_PX, MARK_PX, GridDelegate, ListDelegate
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import BODY_PX
from megadesk.ui.viewmodels.files import COLUMNS, column_samples, is_folder
from megadesk.ui.widgets.lines import Lines
from megadesk.ui.widgets.rows import GROUND_PX, sized

WIDTHS: Final = {"size": 80, "changed": 134, "device": 112, "state": 148}
HIDDEN_BELOW: Final = {"device": 660, "changed": 500, "size": 390, "state": 290}
"""Columns that go when there is less room than this."""
NAME_PX: Final = 240
"""With less room than this for names, the longest states are shortened."""


class EntryView(Lines):
    """What list and grid have in common.

    Signals: picked() when the choice is another, opened(entry), menu_wanted(global point), files_dropped(paths, folder),
    entries_dropped(cloud paths, folder); the folder is empty for the one that is shown. hovered(folder, ours): what is
    dragged is held over a folder that would take it, or over none any more (None).
    """

    picked = Signal()
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    files_dropped = Signal(list, str)
    entries_dropped = Signal(list, str)
    hovered = Signal(object, bool)

    def __init__(self, files: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = files
        self.fetch: Fetch | None = None
        self._kept: set[str] = set()
        self._kept_current = ""
        self.setAccessibleName(say(text("Files")))
        self.setProperty("kind", "rows")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.activated.connect(self._open)

    # -- which entry is where: the grid has its own answers -----------------------------------------------------------

    def place(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return which entry an index is; -1 for none."""
        return index.row() if index.isValid() else -1

    def cell(self, place: int) -> QModelIndex:
        """Return the index of an entry."""
        return self.model().index(place, 0)

    def mark_drop(self, place: int) -> None:
        """Show which folder would take what is dragged; -1: the one that is shown."""

    # -- choosing -----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[m.CloudEntry]:
        """The entries that are chosen, from the top."""
        return self.files.entries_at(self._chosen_places())

    def _chosen_places(self) -> list[int]:
        selection = self.selectionModel().selection()
        found: set[int] = set()
        for number in range(selection.count()):
            found.update(self._places_in(selection.at(number)))
        return sorted(found)

    def _places_in(self, part: QItemSelectionRange) -> Iterable[int]:
        """Return which entries a part of the choice stands for: in the list, its rows."""
        return range(part.top(), part.bottom() + 1)

    def choose(self, places: Sequence[int], *, current: int = -1) -> None:
        """Choose entries, and bring the first into view."""
        selection = QItemSelection()
        for first, last in _runs(places):
            self._select_run(selection, first, last)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        at = current if current >= 0 else (places[0] if places else -1)
        if at >= 0:
            model.setCurrentIndex(self.cell(at), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _select_run(self, selection: QItemSelection, first: int, last: int) -> None:
        columns = self.model().columnCount()
        selection.select(self.model().index(first, 0), self.model().index(last, columns - 1))

    def keep_choice(self) -> None:
        """Remember what is chosen, by its ids: the rows are about to be others."""
        self._kept = {entry.id for entry in self.chosen}
        place = self.place(self.currentIndex())
        self._kept_current = self.files.entry(place).id if 0 <= place < self.files.rowCount() else ""

    def restore_choice(self) -> None:
        """Choose again what was chosen."""
        if self._kept or self._kept_current:
            at = self.verticalScrollBar().value()
            current = next(iter(self.files.rows_of({self._kept_current})), -1) if self._kept_current else -1
            self.choose(self.files.rows_of(self._kept) if self._kept else [], current=current)
            self.verticalScrollBar().setValue(at)

    def follow_model(self) -> None:
        """Tell of other choices, and keep them over changes; after the model was set."""
        model = self.model()
        model.modelAboutToBeReset.connect(self.keep_choice)
        model.modelReset.connect(self.restore_choice)
        self.selectionModel().selectionChanged.connect(self._tell)
        # A header asks at each paint of every row whether it is chosen: two seconds for 100,000. Ours shows no choice.
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(model, header))

    def _tell(self) -> None:
        self.picked.emit()

    def _open(self, index: QModelIndex) -> None:
        place = self.place(index)
        if place >= 0 and not self.is_typing:
            self.opened.emit(self.files.entry(place))

    @property
    def is_typing(self) -> bool:
        """Whether a name is being typed over."""
        return self.state() == QAbstractItemView.State.EditingState

    def rename(self, typed: str = "") -> None:
        """Let the person type over the name of the one that is chosen; its ending is left out of what is typed over.

        typed: what they had typed, and what was refused.
        """
        places = self._chosen_places()
        if len(places) != 1:
            return
        self.edit(self.cell(places[0]))
        fields = [
            one for one in self.viewport().findChildren(QLineEdit) if not one.isHidden()
        ]  # not one that is closing
        for field in fields[-1:]:
            if typed:
                field.setText(typed)
                field.selectAll()
                return
            stem = field.text().rfind(".")
            keeps_all = is_folder(self.files.entry(places[0])) or stem <= 0
            field.setSelection(0, len(field.text()) if keeps_all else stem)

    # -- keys and menu ------------------------------------------------------------------------------------------------

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 -- Qt's name
        """Go to the next name that begins so; Qt's own way asks for each of 100,000 names."""
        start = max(0, self.place(self.currentIndex()))
        row = self.files.row_beginning(search, start + (len(search) == 1))
        if row >= 0:
            self.choose([row])
            self.scrollTo(self.cell(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Let Escape choose nothing."""
        if event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask for the menu, at the pointer or, by the Menu key, at the current entry."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            point = event.globalPos()
            if not self.indexAt(self.viewport().mapFromGlobal(point)).isValid():
                self.clearSelection()
        self.menu_wanted.emit(point)

    # -- dragging -----------------------------------------------------------------------------------------------------

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Drag what is chosen: other programs copy it, our own folders move it."""
        entries = self.chosen
        if not entries:
            return
        data = DragData(entries)
        if self.fetch is not None and not data.is_all_here and can_wait_for(entries):
            data.promise(self.fetch)
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take files and our own entries."""
        if dragged_paths(event.mimeData()) or dropped_files(event.mimeData()):
            event.setDropAction(self._action(event))
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 -- Qt's name
        """Show where it would go."""
        super().dragMoveEvent(event)  # scrolls at the edges
        place = self._folder_at(event.position().toPoint(), event)
        self.mark_drop(place)
        is_ours = bool(dragged_paths(event.mimeData()))
        if is_ours and place < 0:
            self.hovered.emit(None, is_ours)
            event.ignore()  # it is here already
            return
        self.hovered.emit(self.files.entry(place).path if place >= 0 else "", is_ours)
        event.setDropAction(self._action(event))
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        """Show nothing any more."""
        self.mark_drop(-1)
        self.hovered.emit(None, False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Say what was dropped where."""
        place = self._folder_at(event.position().toPoint(), event)
        self.mark_drop(-1)
        self.hovered.emit(None, False)
        folder = self.files.entry(place).path if place >= 0 else ""
        paths, files = dragged_paths(event.mimeData()), dropped_files(event.mimeData())
        event.setDropAction(self._action(event))
        event.accept()
        if paths and folder:
            self.entries_dropped.emit(paths, folder)
        elif files and not paths:
            self.files_dropped.emit(files, folder)

    @staticmethod
    def _action(event: QDropEvent) -> Qt.DropAction:
        return Qt.DropAction.MoveAction if dragged_paths(event.mimeData()) else Qt.DropAction.CopyAction

    def _folder_at(self, point: QPoint, event: QDropEvent) -> int:
        """Return the folder at a point that could take what is dragged; -1 for none."""
        place = self.place(self.indexAt(point))
        if place < 0:
            return -1
        entry = self.files.entry(place)
        return place if is_folder(entry) and entry.path not in dragged_paths(event.mimeData()) else -1


class FilesList(EntryView):
    """A row an entry, sorted by a click on a column's title."""

    def __init__(self, files: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(files, parent)
        self._delegate = ListDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(files)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._fit()
        look().changed.connect(self._fit)
        self.follow_model()

    def mark_drop(self, place: int) -> None:
        """Show a ring around the folder's row."""
        if place != self._delegate.drop_row:
            self._delegate.drop_row = place
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the pointer with the row's ground."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: object) -> None:  # noqa: N802 -- Qt's name
        """Point at none."""
        super().leaveEvent(event)  # type: ignore[arg-type]  # Qt gives it
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave out columns that there is no room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(LIST_ROW_PX))
        metrics = QFontMetrics(sized(self.font(), look().px(BODY_PX), QFont.Weight.Normal))
        lead = {"size": 16, "state": 24 + look().px(MARK_PX)}
        self._measured = {
            column: lead[column] + 1 + max(metrics.horizontalAdvance(say(words)) for words in samples)
            for column, samples in column_samples().items()
        }
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave out what there is no room for; the name takes what is left, with a scroll bar and without."""
        whole = self.width() - GROUND_PX
        shown = {
            column: look().px(width) for column, width in WIDTHS.items() if whole >= look().px(HIDDEN_BELOW[column])
        }
        widths = {column: max(width, self._measured.get(column, 0)) for column, width in shown.items()}
        if "state" in widths and whole - sum(widths.values()) < look().px(NAME_PX):
            widths["state"] = shown["state"]
        for column in WIDTHS:
            self.setColumnHidden(COLUMNS.index(column), column not in widths)
            if column in widths:
                self.setColumnWidth(COLUMNS.index(column), widths[column])
        self.setColumnWidth(COLUMNS.index("name"), max(look().px(80), whole - sum(widths.values())))


class FilesGrid(EntryView):
    """A tile an entry, as many in a row as there is room for."""

    def __init__(self, files: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(files, parent)
        self._delegate = GridDelegate(self)
        self._grid = FilesGridModel(files, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self._grid)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fit()
        look().changed.connect(self._fit)
        self.follow_model()

    def place(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return which entry a tile is."""
        return self._grid.place(index)

    def cell(self, place: int) -> QModelIndex:
        """Return the tile of an entry."""
        return self._grid.cell(place)

    def _places_in(self, part: QItemSelectionRange) -> Iterable[int]:
        cells = (
            row * self._grid.across + column
            for row in range(part.top(), part.bottom() + 1)
            for column in range(part.left(), part.right() + 1)
        )
        return (place for place in cells if place < self.files.rowCount())

    def _select_run(self, selection: QItemSelection, first: int, last: int) -> None:
        for place in range(first, last + 1):
            cell = self.cell(place)
            selection.select(cell, cell)

    def mark_drop(self, place: int) -> None:
        """Show a ring around the folder's tile."""
        cell = self.cell(place) if place >= 0 else QModelIndex()
        self._delegate.drop_row, self._delegate.drop_column = cell.row(), cell.column()
        self.viewport().update()

    def moveCursor(  # noqa: N802 -- Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go on in the row before or after at the end of one, as one reads."""
        place, count = self.place(self.currentIndex()), self.files.rowCount()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        actions = QAbstractItemView.CursorAction
        steps = {
            actions.MoveLeft: 1 if mirrored else -1,
            actions.MoveRight: -1 if mirrored else 1,
            actions.MovePrevious: -1,
            actions.MoveNext: 1,
        }
        if action in steps and place >= 0:
            return self.cell(min(count - 1, max(0, place + steps[action])))
        if count and action in {actions.MoveHome, actions.MoveEnd}:
            return self.cell(0 if action == actions.MoveHome else count - 1)
        if action == actions.MoveDown and place >= 0 and place + self._grid.across >= count:
            return self.cell(count - 1)
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Have as many in a row as fit."""
        super().resizeEvent(event)
        self._grid.set_across(max(1, self.viewport().width() // look().px(GRID_CELL_PX)))

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(GRID_CELL_PX))
        self._grid.set_across(max(1, self.viewport().width() // look().px(GRID_CELL_PX)))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return neighbouring places as first and last."""
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
