"""The left half of Rewind: the tree as it was. Where one folder is chosen, the right half tells of that one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.compare import Compared
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.models.past_tree import PastTree
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.rewind import Chosen, chosen_of, is_in, steps_down, whole
from megadesk.ui.widgets.labels import small
from megadesk.ui.widgets.layout import EDGE_PX, column
from megadesk.ui.widgets.past_view import TreeView
from megadesk.ui.widgets.states import Message, States

PAGE = 500


class TreePart(QWidget):
    """Signals: came(MomentInfo), scoped(path) when one folder is chosen, chosen_changed(), looked(path) for a closer look, retried()."""

    came = Signal(object)
    scoped = Signal(str)
    chosen_changed = Signal()
    looked = Signal(str)
    menu_wanted = Signal(QPoint)
    retried = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._top, self._title, self._when = "/", text("All files"), When()
        self._asking: Asking | None = None
        self._open: set[str] = set()
        self._sought = ""
        self._scope = "/"
        self._generation = 0
        self.model = PastTree(self)
        self.view = TreeView(text("Files as they were"))
        self.view.setModel(self.model)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_for_menu)
        self.view.expanded.connect(lambda index: self._open.add(self._path(index)))
        self.view.collapsed.connect(lambda index: self._open.discard(self._path(index)))
        self.view.looked.connect(self.look)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.model.wanted.connect(self._fetch)
        self.states = States(self.view, Message("history", text("This folder was empty")), row_px=36)
        self.states.retried.connect(self.retried)
        self.heading = small(text("As it was"))
        self.setLayout(column(self.heading, self.states, margins=(EDGE_PX, 12, 8, 0), spacing=8))

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show_tree(self, top: str, title: Text, when: When) -> None:
        """Show a tree as it was at a moment; what was open stays open."""
        if top != self._top:
            self.view.clearSelection()
            self._open.clear()
            self._scope = top
            if not is_in(self._sought, top):
                self._sought = ""
        self._top, self._title, self._when = top, title, when
        self.read()

    def read(self) -> None:
        """Read it, or read it again."""
        if self._asking is not None:
            self._asking.cancel()
        self.states.show_loading()
        body = m.RewindShow(path=self._top, time=self._when.time, seq=self._when.seq, limit=PAGE)
        self._asking = self._desk.link.ask(
            m.REWIND_SHOW, body, then=self._take_first, failed=self._fail_first, owner=self
        )

    def seek(self, path: str) -> None:
        """Open the tree down to a path, and choose it, as soon as it is there."""
        self._sought = path
        self._open.update(steps_down(self._top, path)[:-1])
        self._find()

    @property
    def scope(self) -> str:
        """The folder that is looked at; it need not have been there then."""
        return self._scope

    def unchanged(self, path: str) -> Compared | None:
        """Return a file that is as it was, for a closer look."""
        branch = self.model.branch_at(path)
        entry = branch.entry if branch is not None else None
        if entry is None:
            return None
        return Compared(
            path=path, now=path, seq=self._when.seq, change=entry.since, size_then=entry.size, size_now=entry.size,
            mtime_then=entry.mtime, mtime_now=entry.mtime,
        )  # fmt: skip

    @property
    def chosen(self) -> Chosen:
        """What is chosen in the tree; a single folder with all that is in it."""
        branches = [self.model.branch(index) for index in self.view.selectionModel().selectedRows()]
        found = [branch for branch in branches if branch is not None]
        if len(found) == 1 and found[0].is_folder:
            return whole(found[0].path)
        if any(branch.path == self._top for branch in found):
            return whole(self._top)
        return chosen_of((branch.path, branch.is_folder) for branch in found)

    # -- answers ----------------------------------------------------------------------------------------------------

    def _take_first(self, page: m.PastEntries) -> None:
        self._generation += 1
        # The next pages are of the very same moment, whatever comes meanwhile.
        self._when = When(seq=page.moment.seq)
        self.model.start(page.path, say(self._title))
        self._top = page.path
        self.states.show_content()
        self._open.add(page.path)
        if not page.entries:
            self.states.show_empty(("history", text("This folder was empty"), _nothing(), text("")))
        if not self._sought:
            self._sought = self._scope if is_in(self._scope, page.path) else page.path
        self._take(page.path, page)
        self.view.expand(self.model.index(0, 0))
        self.came.emit(page.moment)
        self._find()

    def _fail_first(self, error: MegadeskError) -> None:
        if isinstance(error, NotFound):
            self.states.show_empty(
                (
                    "history",
                    text("Did not exist then"),
                    text("Go to a later time or to another folder."),
                    text(""),
                )
            )
        else:
            self.states.show_error(words_of_error(error))

    def _fetch(self, path: str, after: str) -> None:
        body = m.RewindShow(path=path, seq=self._when.seq, after=after, limit=PAGE)
        generation = self._generation

        def take(page: m.PastEntries) -> None:
            if generation == self._generation:
                self._take(path, page)

        self._desk.link.ask(m.REWIND_SHOW, body, then=take, failed=lambda _: self.model.fail(path), owner=self)

    def _take(self, path: str, page: m.PastEntries) -> None:
        self.model.put(path, page.entries, more=page.more)
        for entry in page.entries:
            if entry.path in self._open and entry.kind == "folder":
                self._expand(self.model.index_of(entry.path))
        self._find()

    def _find(self) -> None:
        if not self._sought:
            return
        index = self.model.index_of(self._sought)
        if index.isValid():
            self._sought = ""
            branch = self.model.branch(index)
            if branch is not None and branch.parent is not None and not branch.is_folder:
                self._rescope(branch.parent.path)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index)
            return
        for path in steps_down(self._top, self._sought):
            above = self.model.index_of(path)
            if above.isValid():
                self._expand(above)

    def _expand(self, index: QModelIndex) -> None:
        self.view.expand(index)
        self.model.fetchMore(index)  # the view does so only once it lays itself out

    # -- what a person does -----------------------------------------------------------------------------------------

    def _on_chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        chosen = self.view.selectionModel().selectedRows()
        branch = self.model.branch(chosen[0]) if len(chosen) == 1 else None
        if branch is not None and branch.is_folder:
            self._rescope(branch.path)
        self.chosen_changed.emit()

    def _rescope(self, path: str) -> None:
        self._scope = path
        self.scoped.emit(path)

    def look(self) -> None:
        """Look closer at what the keyboard is at: a folder is opened or closed."""
        branch = self.model.branch(self.view.currentIndex())
        if branch is None:
            return
        if branch.is_folder:
            self.view.setExpanded(self.view.currentIndex(), not self.view.isExpanded(self.view.currentIndex()))
        else:
            self.looked.emit(branch.path)

    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))

    def _path(self, index: QModelIndex) -> str:
        branch = self.model.branch(index)
        return "" if branch is None else branch.path


def _nothing() -> Text:
    return text("This folder was empty at that time.")
