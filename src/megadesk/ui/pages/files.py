"""Files: the cloud as a file manager shows it. What a person does here goes to the actions; what is under way is in the strip.

    FilesBrowser (folder, search)  |  BinView        ErrandStrip <-- ErrandWatch        FilesCommands: what can be done

Its words for ``open_at``: a path of the cloud, folder or file; “bin:/”; or “errand:ID”, whose questions are asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions import files as act
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.desk import Desk, Notice
from megadesk.ui.dialogs.duplicates import DuplicatesSheet
from megadesk.ui.errand_watch import ErrandWatch
from megadesk.ui.language import say
from megadesk.ui.pages.files_bin import BinView
from megadesk.ui.pages.files_browser import GRID, LIST, FilesBrowser
from megadesk.ui.pages.files_commands import FilesCommands
from megadesk.ui.pages.files_errands import ErrandStrip
from megadesk.ui.pages.page import Page
from megadesk.ui.text import Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.file_errands import ended_words
from megadesk.ui.viewmodels.files import chosen_line, is_folder
from megadesk.ui.viewmodels.places import ROOT, area_name, crumbs, name_of, parent_of, split
from megadesk.ui.widgets.breadcrumb import Breadcrumb
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.inputs import Search
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row

BIN = "bin:/"
ERRAND = "errand:"
REFRESH_MS = 700
"""After the engine said that something changed: a commit brings several such words."""


class FilesPage(Page):
    """The page. ``browser`` and ``bin`` are its two views."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Files"))
        self._seen: object = None
        self._history: list[str] = []
        self._is_looking = False
        self.browser, self.bin = FilesBrowser(desk), BinView(desk)
        self.errands = ErrandWatch(desk, self)
        self.strip = ErrandStrip()
        self.way = Breadcrumb()
        self.do = FilesCommands(self)
        self._make_header()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(self.bin)
        content = QWidget()
        content.setLayout(column(self._tools(), self._stack, self.strip))
        self.put(content)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._read_again)
        self._connect()
        self._show_way()

    # -- built once ---------------------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self.find_field = Search(text("Search by name"))
        self.find_field.setMinimumWidth(look().px(110))
        self.find_field.setMaximumWidth(look().px(220))
        self.find_field.searched.connect(self._search)
        self._upload = Button(text("Upload"), "primary", "upload")
        menu = QMenu(self._upload)
        menu.addAction(self.do.upload_files)
        menu.addAction(self.do.upload_folder)
        self._upload.setMenu(menu)
        self.header_actions.addWidget(self.find_field)
        self.header_actions.addWidget(self._upload)

    def _tools(self) -> QWidget:
        """Return the line below the header: the way at the left, what can be done with the choice at the right."""
        self._chosen = Label(role="muted")
        self._as = IconButton("layout-grid", text("Show as a grid"))
        self._as.clicked.connect(self._turn_view)
        self._side = IconButton("panel-right", text("Details"), keys="Ctrl+I")
        self._side.setCheckable(True)
        self._side.clicked.connect(self.do.details.trigger)
        self._bin_button = Button(text("Bin"), "crumb")
        self._bin_button.clicked.connect(self.do.show_bin.trigger)
        self._on_choice = QWidget()
        buttons = [self.do.button(word) for word in ("download", "move", "rename", "remove")]
        self._on_choice.setLayout(row(self._chosen, 6, *buttons, spacing=2))
        self._here = QWidget()
        self._here.setLayout(row(self.do.button("new_folder"), self._as, self._side, spacing=2))
        tools = QWidget()
        line = row(self.way, self._on_choice, self._here, self._bin_button, margins=(16, 0, 16, 6), spacing=6)
        line.setStretch(0, 1)
        tools.setLayout(line)
        return tools

    def _connect(self) -> None:
        browser = self.browser
        browser.line_changed.connect(self._show_line)
        self.bin.line_changed.connect(self._show_line)
        browser.picked.connect(self._offer)
        browser.opened.connect(self.open_entry)
        browser.menu_wanted.connect(self.do.show_menu)
        browser.renamed.connect(self._rename)
        browser.files_dropped.connect(self.upload)
        browser.entries_dropped.connect(self._move_paths)
        browser.upload_wanted.connect(self.do.upload_files.trigger)
        browser.promise(self._fetch_now)
        browser.details.versions_wanted.connect(self.do.show_versions_of)
        browser.details.problem_wanted.connect(self.do.show_problem)
        browser.details.local_wanted.connect(self.do.show_local)
        self.way.went.connect(self.go_to)
        self.way.files_dropped.connect(self.upload)
        self.way.entries_dropped.connect(self._move_paths)
        self.errands.changed.connect(self._show_errands)
        self.errands.ended.connect(self._on_ended)
        self.errands.asking.connect(lambda status: self._decide(status.id))
        self.strip.answered.connect(self._decide)
        self.strip.cancelled.connect(self.errands.cancel)
        self.strip.more_wanted.connect(self.do.show_transfers)
        self.desk.state.changed.connect(self._on_state)
        self.desk.state.lagged.connect(self.refresh)
        prefs = self.desk.prefs
        browser.show_as(prefs.text("files_view", LIST))
        self._show_view()
        browser.details_turned.connect(self._side.setChecked)
        browser.states.currentChanged.connect(self._offer_details)
        browser.show_details(is_wanted=prefs.flag("files_details", default=True))
        self._side.setChecked(not browser.details.isHidden())
        self._offer_details()

    # -- the page's own duties ----------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read, the first time from the start; then only what changed meanwhile."""
        self._is_looking = True
        self.errands.look()
        if self.is_in_bin:
            self.bin.read()
        elif self._seen is None:
            self._seen = self._mark(self.desk.state.now)
            self.browser.read()
        else:
            self.refresh()

    def left(self) -> None:
        """Watch nothing while nobody looks."""
        self._is_looking = False
        self._timer.stop()
        self.errands.rest()

    def open_at(self, what: str) -> None:
        """Show a folder; of a file its folder, with the file chosen; or the bin; or what an errand asks."""
        if what.startswith(ERRAND):
            self.desk.link.ask(
                m.SHOW_ERRAND, m.ErrandName(id=what.removeprefix(ERRAND)), then=self._show_errand,
                failed=self.desk.notices.failed, owner=self,
            )  # fmt: skip
            return
        if what.startswith("bin:"):
            self._go(BIN)
            return
        if what in {ROOT, self.browser.path}:
            self._go(what)
            return
        self.desk.link.ask(
            m.STAT_FILE, m.CloudPathBody(path=what), then=self._open_found, failed=lambda _: self._go(what), owner=self
        )

    def search(self) -> None:
        """Let the person type what they look for."""
        self.find_field.setFocus()
        self.find_field.selectAll()

    def _rename(self, entry: m.CloudEntry, name: str) -> None:
        def refused() -> None:
            QTimer.singleShot(0, self, again)  # the field that it was typed into closes first

        def again() -> None:
            """Open the field again with what was typed, unless the person is at something else by now."""
            view = self.browser.view
            if view.isVisibleTo(self) and not view.is_typing and self.browser.choose_name(name_of(entry.path)):
                view.rename(name)

        act.rename(self.desk, entry, name, then=self.refresh, refused=refused)

    def refresh(self, *, known: bool = False) -> None:
        """Read the same again; ``known``: as this device knows it, without asking the server."""
        if self.is_in_bin:
            self.bin.read()
        elif self.browser.states.shows == "error":
            self.browser.read()
        else:
            self.browser.reader.again(known=known)

    def commands(self) -> list[QAction | None]:
        """Return what stands in the page's menu."""
        return [*self.do.menu(), None, *self.bin.commands()] if self.is_in_bin else self.do.menu()

    # -- going --------------------------------------------------------------------------------------------------------

    @property
    def is_in_bin(self) -> bool:
        """Whether the bin is shown."""
        return self._stack.currentWidget() is self.bin

    def go_to(self, folder: str) -> None:
        """Show a folder that is known to be one, or the bin."""
        self._go(folder)

    def go_back(self) -> None:
        """Show what was shown before."""
        if self._history:
            self._go(self._history.pop(), is_back=True)

    def go_up(self) -> None:
        """Show the folder above, with this one chosen."""
        if self.is_in_bin:
            self._go(self.browser.path)
        elif self.browser.path != ROOT:
            self._go(parent_of(self.browser.path), choose=name_of(self.browser.path))

    def open_entry(self, entry: m.CloudEntry) -> None:
        """Go into a folder, or open a file."""
        if is_folder(entry):
            self._go(entry.path)
        else:
            act.open_entry(self.desk, entry, owner=self)

    def _open_found(self, stat: m.CloudStat) -> None:
        if stat.kind == "folder":
            self._go(stat.path)
        else:
            self._go(parent_of(stat.path), choose=name_of(stat.path))

    def _go(self, path: str, *, choose: str = "", is_back: bool = False) -> None:
        was = BIN if self.is_in_bin else self.browser.path
        if not is_back and was != path:
            self._history.append(was)
        self.find_field.blockSignals(True)
        self.find_field.clear()
        self.find_field.blockSignals(False)
        is_bin = split(path).area == "bin"
        self._stack.setCurrentWidget(self.bin if is_bin else self.browser)
        if is_bin:
            self.bin.search("")
            self.bin.read()
        else:
            self.browser.go(path, choose=choose)
            self.browser.view.setFocus()
        self._show_way()

    def _search(self, words: str) -> None:
        if self.is_in_bin:
            self.bin.search(words)
        else:
            self.browser.look_for(words.strip())

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show_way(self) -> None:
        path = BIN if self.is_in_bin else self.browser.path
        self.way.show_way(crumbs(path) if not self.is_in_bin else [*crumbs(ROOT), *crumbs(BIN)])
        self._here.setVisible(not self.is_in_bin)
        self._bin_button.setVisible(not self.is_in_bin)
        self._upload.setVisible(not self.is_in_bin)
        self._offer()

    def _show_line(self, words: Text) -> None:
        self.context.show_words(words or area_name("drive"))

    def _offer(self) -> None:
        """Offer what can be done with the choice."""
        chosen = [] if self.is_in_bin else self.browser.chosen
        self.do.offer(chosen)
        self._on_choice.setVisible(bool(chosen))
        self._chosen.show_words(chosen_line(chosen))
        self._chosen.setVisible(self.width() > look().px(700))
        parts = (self.way, self._on_choice, self._here, self._bin_button)
        has_room = sum(part.sizeHint().width() + 6 for part in parts) + 2 * EDGE_PX <= self.width()
        self._here.setVisible(not self.is_in_bin and (not chosen or has_room))

    def _turn_view(self) -> None:
        is_grid = self.browser.view is self.browser.grid
        self.desk.prefs.keep("files_view", LIST if is_grid else GRID)
        self.browser.show_as(LIST if is_grid else GRID)
        self._show_view()

    def _show_view(self) -> None:
        is_grid = self.browser.view is self.browser.grid
        self._as.show_name(
            text("Show as a list") if is_grid else text("Show as a grid"), "list" if is_grid else "layout-grid"
        )

    def show_details(self, *, is_shown: bool) -> None:
        """Show the pane beside the list, or hide it."""
        self.desk.prefs.keep("files_details", is_shown)
        self.browser.show_details(is_wanted=is_shown, insists=is_shown)

    def _offer_details(self) -> None:
        for each in (self._side, self.do.details):
            each.setEnabled(self.browser.has_entries)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave out of the line of tools what has no room."""
        super().resizeEvent(event)
        self._offer()

    # -- live ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def _mark(state: AppState) -> object:
        """Return what is another value once entries may be others."""
        status = state.status
        if status is None:
            return ()
        folders = (*status.pairs, *status.backups)
        return (
            tuple((space, head.seq) for space, head in status.head.items()),
            tuple((each.id, each.state, each.pending, each.issues) for each in folders),
        )

    def _on_state(self, state: AppState) -> None:
        if state.link is LinkState.LOST:
            self._seen = ()  # whatever is so when the engine is there again is read
            return
        mark = self._mark(state)
        if mark != self._seen and self._is_looking:
            self._seen = mark
            if not self._timer.isActive():
                self._timer.start()

    def _read_again(self) -> None:
        """Read what the state says has changed: the engine knows it by then."""
        if self._is_looking:
            self.refresh(known=True)
            self.errands.look()

    # -- sending and fetching -----------------------------------------------------------------------------------------

    def upload(self, files: list[str], folder: str) -> None:
        """Send files of this computer into a folder."""
        act.upload(self.desk, files, folder, then=self.errands.add)

    def download(self, entries: list[m.CloudEntry]) -> None:
        """Fetch entries into a folder that the person chooses."""
        dialog = QFileDialog(self, say(text("Where should it be saved?")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: act.download(self.desk, entries, folder, then=self.errands.add))
        dialog.open()

    def _move_paths(self, paths: list[str], folder: str) -> None:
        wanted = set(paths)
        act.move(
            self.desk,
            [entry for entry in self.browser.model.entries if entry.path in wanted],
            folder,
            then=self.refresh,
        )

    def _fetch_now(self, entries: Sequence[m.CloudEntry]) -> list[str]:
        """Fetch what was dropped on another program, which waits for it."""
        loop, found = QEventLoop(), list[list[str]]()

        def fetched(paths: list[str]) -> None:
            found.append(paths)
            loop.quit()

        act.fetch_aside(self.desk, entries, then=fetched, owner=self)
        if not found:
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return found[0] if found else []

    def _show_errands(self) -> None:
        self.strip.show_rows(self.errands.rows)

    def _on_ended(self, status: m.ErrandStatus) -> None:
        words, tone = ended_words(status)
        if words:
            self.desk.notices.came.emit(Notice(words=words, tone=tone))
        self.refresh()

    def _show_errand(self, status: m.ErrandStatus) -> None:
        if status.questions:
            self.errands.add(status)
            self._decide(status.id)
        else:
            self.desk.notices.done(text("There are no more questions."))

    def _decide(self, errand: str) -> None:
        status = self.errands.status(errand)
        if (
            status is None
            or not status.questions
            or any(not sheet.isHidden() for sheet in self.findChildren(DuplicatesSheet))
        ):
            return
        sheet = DuplicatesSheet(self.desk, status, parent=self)
        sheet.answered.connect(self.errands.add)
        sheet.show()
