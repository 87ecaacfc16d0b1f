"""A folder of the cloud: the way to it, its entries as list or grid, details beside them. It shows; FilesPage does.

FilesReader --page, fresh--> FilesModel --> FilesList | FilesGrid --picked--> DetailsPane
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.models.files import FilesModel
from megadesk.ui.models.files_drag import Fetch, dropped_files
from megadesk.ui.pages.files_delegate import GAP_PX
from megadesk.ui.pages.files_details import DetailsPane
from megadesk.ui.pages.files_reader import FilesReader
from megadesk.ui.pages.files_views import EntryView, FilesGrid, FilesList
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.files import context_line, drop_line, found_line
from megadesk.ui.viewmodels.places import ROOT, name_of, place_name
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.states import Message, States

LIST: Final = "list"
GRID: Final = "grid"
BOTH_PX: Final = 600
"""Entries and details beside each other need so much."""


class FilesBrowser(QWidget):
    """Shows a folder, or what was found below it.

    Signals: line_changed(Text) for what stands below the title, picked(), opened(entry), menu_wanted(point),
    renamed(entry, name), files_dropped(paths, folder), entries_dropped(cloud paths, folder), upload_wanted(), details_turned(is_shown).
    """

    line_changed = Signal(object)
    picked = Signal()
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    renamed = Signal(object, str)
    files_dropped = Signal(list, str)
    entries_dropped = Signal(list, str)
    upload_wanted = Signal()
    details_turned = Signal(bool)
    _typed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.words = ROOT, ""
        self._wants_details, self._insists = True, False
        self._wanted_name = ""
        self._has_more = False
        self._held: list[m.CloudEntry] | None = None
        self.model = FilesModel(desk.now_ms, self)
        self.model.renamed.connect(self.renamed)
        self.reader = FilesReader(desk, self)
        self.list, self.grid = FilesList(self.model), FilesGrid(self.model)
        self._views = QStackedWidget()
        around = QWidget()
        around.setLayout(row(self.grid, margins=(EDGE_PX - GAP_PX, 0, EDGE_PX - GAP_PX, 0)))
        for view, widget in ((self.list, self.list), (self.grid, around)):
            self._views.addWidget(widget)
            view.picked.connect(self._on_picked)
            view.opened.connect(self.opened)
            view.menu_wanted.connect(self.menu_wanted)
            view.files_dropped.connect(self._on_files)
            view.entries_dropped.connect(self.entries_dropped)
            view.hovered.connect(self._on_hovered)
            view.itemDelegate().closeEditor.connect(self._release)
        self._typed.connect(self._take_held, Qt.ConnectionType.QueuedConnection)
        self.states = States(self._views, Message("folder-open", NOTHING), look().px(44))
        self.setAcceptDrops(True)
        self.details = DetailsPane(desk)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.states)
        self._split.addWidget(self.details)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([look().px(640), look().px(250)])
        self.setLayout(column(self._split))
        self.reader.page.connect(self._add)
        self.reader.done.connect(self._end)
        self.reader.fresh.connect(self._replace)
        self.reader.failed.connect(self._fail)
        self.states.currentChanged.connect(self._fit_details)
        self.states.retried.connect(self.read)
        self.states.acted.connect(self.upload_wanted)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def view(self) -> EntryView:
        """The list or the grid."""
        return self.grid if self._views.currentIndex() == 1 else self.list

    @property
    def chosen(self) -> list[m.CloudEntry]:
        """What is chosen."""
        return self.view.chosen if self.states.shows == "content" else []

    def show_as(self, way: str) -> None:
        """Show entries as list or grid; what was chosen stays so."""
        kept = {entry.id for entry in self.view.chosen}
        self._views.setCurrentIndex(int(way == GRID))
        self.view.choose(self.model.rows_of(kept) if kept else [])

    def show_details(self, *, is_wanted: bool, insists: bool = False) -> None:
        """Show details beside entries where there is room for both; ``insists``: also where there is not."""
        self._wants_details, self._insists = is_wanted, insists
        is_shown = self.has_entries and is_wanted and (insists or self.width() >= look().px(BOTH_PX))
        if is_shown != (not self.details.isHidden()):
            self.details.setVisible(is_shown)
            self.details.show_entries(self.chosen if is_shown else [])
            self.details_turned.emit(is_shown)

    @property
    def has_entries(self) -> bool:
        """Whether there is anything to show details of."""
        return self.states.shows == "content"

    def _fit_details(self) -> None:
        self.show_details(is_wanted=self._wants_details, insists=self._insists)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave the details out where there is no room for them."""
        super().resizeEvent(event)
        self._fit_details()

    def promise(self, fetch: Fetch) -> None:
        """Say what brings entries here that are dragged to another program."""
        self.list.fetch = self.grid.fetch = fetch

    def go(self, path: str, *, choose: str = "") -> None:
        """Show a folder, and choose a name in it once it is read."""
        self.path, self.words, self._wanted_name = path, "", choose
        self.read()
        self._on_picked()  # what was chosen elsewhere is no longer

    def look_for(self, words: str) -> None:
        """Show what has these words in its name, below the folder; none: the folder."""
        if words != self.words:
            self.words = words
            self.read()

    def read(self) -> None:
        """Read from the start."""
        self._has_more, self._held = False, None
        self.model.begin(is_found=bool(self.words))
        self.states.show_loading()
        if self.words:
            self.reader.find(self.path, self.words)
        else:
            self.reader.open(self.path)
        self._tell_line()

    def choose_name(self, name: str) -> bool:
        """Choose an entry by its name; return whether it is there."""
        row = self.model.row_named(name)
        if row >= 0:
            self.view.choose([row])
            self.view.scrollTo(self.view.cell(row))
        return row >= 0

    # -- reading ------------------------------------------------------------------------------------------------------

    def _add(self, entries: list[m.CloudEntry]) -> None:
        is_first = not self.model.entries
        self.model.add(entries)
        if self.model.entries:
            self.states.show_content()
        if is_first and self.model.entries:
            self.view.scrollToTop()
        self._choose_wanted()
        self._tell_line()

    def _end(self, has_more: bool) -> None:
        self._has_more = has_more
        self._show_emptiness()
        self._tell_line()

    def _release(self) -> None:
        self._typed.emit()

    def _take_held(self) -> None:
        """Show what came while a name was typed over: another list would have taken the field away."""
        held, self._held = self._held, None
        if held is not None:
            self._replace(held)

    def _replace(self, entries: list[m.CloudEntry]) -> None:
        if self.view.is_typing:
            self._held = entries
            return
        self.model.replace(entries)
        self._show_emptiness()
        self._choose_wanted()
        self._on_picked()
        self._tell_line()

    def _fail(self, error: MegadeskError) -> None:
        if self.model.entries:
            return  # what was read stays; the next time it may work
        self.states.show_error(words_of_error(error))
        self._tell_line()

    def _choose_wanted(self) -> None:
        if self._wanted_name and self.choose_name(self._wanted_name):
            self._wanted_name = ""

    def _show_emptiness(self) -> None:
        if self.model.entries:
            self.states.show_content()
        elif self.words:
            sentence = text("No names in {folder} contain “{words}”.", folder=place_name(self.path), words=self.words)
            self.states.show_empty(("search", text("Nothing found"), sentence, NOTHING))
        else:
            heading = (
                text("{folder} is empty", folder=name_of(self.path))
                if name_of(self.path)
                else text("Your cloud is empty")
            )
            sentence = text("Drop files here or choose some. They are encrypted before they leave this computer.")
            self.states.show_empty(("folder-open", heading, sentence, text("Upload files…")))

    def _tell_line(self) -> None:
        self.line_changed.emit(self.line())

    def line(self) -> Text:
        """Return what stands below the title; nothing if it could not be read."""
        if self.states.shows == "error":
            return NOTHING
        is_reading, entries = self.reader.is_reading, self.model.entries
        if self.words:
            return found_line(len(entries), self.words, is_reading=is_reading, has_more=self._has_more)
        return context_line(entries, is_reading=is_reading)

    # -- choosing and dropping ----------------------------------------------------------------------------------------

    def _on_picked(self) -> None:
        if self.details.isVisibleTo(self):
            self.details.show_entries(self.chosen)
        self.picked.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take files where there are no rows, too: an empty folder asks for them."""
        if dropped_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._on_hovered("", is_ours=False)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        """Say again what there is."""
        super().dragLeaveEvent(event)
        self._tell_line()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Say what was dropped beside the rows."""
        self._tell_line()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(dropped_files(event.mimeData()), self.path)

    def _on_hovered(self, folder: str | None, is_ours: bool) -> None:
        """Say what letting go would do."""
        self.line_changed.emit(self.line() if folder is None else drop_line(folder or self.path, is_ours=is_ours))

    def _on_files(self, files: list[str], folder: str) -> None:
        self.files_dropped.emit(files, folder or self.path)
