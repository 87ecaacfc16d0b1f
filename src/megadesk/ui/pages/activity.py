"""Activity: what was done in the cloud, by day, the newest first; by device, folder and kind; and where each line leads.

    filters   kinds, device, folder                         activity_filters.py
    table     RowTable over ActivityModel; more comes when somebody scrolls to its end
    bar       where the chosen line leads: its file, its versions, its moment in Rewind

New lines come while somebody looks, once a second at most. What is chosen stays chosen, and what is in view stays there.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.activity import follow, list_activity, show_in_files, show_moment
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.models.activity import COLUMNS, ActivityModel
from megadesk.ui.pages.activity_filters import ActivityFilters
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.text import text
from megadesk.ui.viewmodels.activity import ActivityShow, Asked, context, empty, merged
from megadesk.ui.viewmodels.errors import all_words_of_error
from megadesk.ui.widgets.button_line import ButtonLine
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Banner, Surface
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.states import Message, States
from megadesk.ui.widgets.table import RowTable

AGAIN_MS: Final = 1000
FIRST_PX: Final = 36
"""The title of the first day, right below those of the columns."""

NEAR_END: Final = 20
"""So many rows before the end more is asked for."""


class ActivityPage(Page):
    """Its words for ``open_at``: a folder of the cloud."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Activity"))
        self.model = ActivityModel(desk.now_ms, self)
        self.table = RowTable(text("Activity"), COLUMNS)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.setModel(self.model)
        self.table.show_first(FIRST_PX)
        self.filters = ActivityFilters(desk)
        self.states = States(self.table, Message("activity", text("No activity yet")))
        self.note = Banner("cloud-off", text("Older activity is shown once the server can be reached again."), "warn")
        self._next_seq = 0
        self._is_on = False
        self._asking: Asking | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        self._make_commands()
        self._make_bar()
        self.note.hide()
        content = QWidget()
        content.setLayout(
            column(self.filters, self.states, row(self.note, margins=(EDGE_PX, 0, EDGE_PX, 8)), self._bar)
        )
        self.put(content)
        self._connect()
        self._show_chosen()

    # -- the window's wishes ------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Look, and hear of what is new."""
        if self._is_on:
            return
        self._is_on = True
        self.desk.state.activity_came.connect(self._on_news)
        self.desk.state.lagged.connect(self._on_news)
        if self.model.lines:
            self.refresh()
        else:
            self.states.show_loading()
            self._begin()

    def left(self) -> None:
        """Look no more."""
        if not self._is_on:
            return
        self._is_on = False
        self._again.stop()
        self.desk.state.activity_came.disconnect(self._on_news)
        self.desk.state.lagged.disconnect(self._on_news)
        self._drop()

    def open_at(self, what: str) -> None:
        """Show what was done in a folder."""
        self.filters.want(Asked(path=what))

    def search(self) -> None:
        """Choose a folder: there is nothing to type."""
        self.filters.choose_folder()

    def refresh(self) -> None:
        """Ask for the newest."""
        self._drop()
        self._ask(0)

    def _begin(self) -> None:
        """Show what this device knows, at once, and then what the server says."""
        self._drop()
        self._ask(0, known=True)

    def commands(self) -> list[QAction | None]:
        """Return what can be done here."""
        return [*self._on_line[:3], None, *self._on_line[3:]]

    # -- making -------------------------------------------------------------------------------------------------------

    def _make_commands(self) -> None:
        table = self.table
        self._on_line = [
            command(table, text("Show in Files"), self._show_in_files, "Ctrl+Return"),
            command(table, text("Versions…"), self._show_versions, "Ctrl+Shift+V"),
            command(table, text("Show this moment in Rewind"), self._show_moment, "Ctrl+M"),
            command(table, text("Only from this device"), self._only_device),
            command(table, text("Only in this folder"), self._only_folder),
        ]

    def _make_bar(self) -> None:
        self._files = Button(text("Show in Files"), icon_name="folder-open")
        self._versions = Button(text("Versions…"), icon_name="history")
        self._moment = Button(text("Show this moment in Rewind"), icon_name="rewind")
        pieces = list(zip((self._files, self._versions, self._moment), self._on_line, strict=False))
        line = row(ButtonLine(pieces), margins=(10, 6, 10, 6))
        self._bar = QWidget()
        self._bar.setLayout(column(Surface("inset", line), margins=(EDGE_PX, 8, EDGE_PX, 12)))

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_asked)
        self.states.acted.connect(lambda: self.filters.want(Asked()))
        self.states.retried.connect(self.refresh)
        self.table.opened.connect(self._on_opened)
        self.table.scrolled.connect(self._on_scrolled)
        self.table.asked_menu.connect(self._show_menu)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)

    # -- what comes in ------------------------------------------------------------------------------------------------

    def _ask(self, before_seq: int, *, known: bool = False) -> None:
        if not self._is_on or self._asking is not None:
            return
        self._asking = Asking()  # an answer may come before ``ask`` returns

        def take(page: m.ActivityPage) -> None:
            self._asking = None
            if known:
                self._take_known(page)
            else:
                self._take(page, is_newest=not before_seq)

        def fail(error: MegadeskError) -> None:
            self._asking = None
            if known:
                self._ask(0)
            elif not self.model.lines:
                self.states.show_error(all_words_of_error(error))

        asking = list_activity(
            self.desk, self.filters.asked, before_seq, known=known, then=take, failed=fail, owner=self
        )
        if self._asking is not None:
            self._asking = asking

    def _take_known(self, page: m.ActivityPage) -> None:
        """Show it, if it is anything; the server is asked before more is read, and before it is said that there is nothing."""
        if page.lines:
            self._asking = Asking()  # nothing else is asked meanwhile
            self._take(page, is_newest=True)
            self._asking = None
        self._ask(0)

    def _take(self, page: m.ActivityPage, *, is_newest: bool) -> None:
        if is_newest:
            lines, meets = merged(page, self.model.lines)
            self._next_seq = self._next_seq if meets else page.next_seq
        else:
            lines = [*self.model.lines, *page.lines]
            self._next_seq = page.next_seq
        self.note.setVisible(page.incomplete)
        self._put(lines)
        self.filters.show_devices(line.device for line in lines)
        self.context.show_words(context(lines, self.filters.asked, self.desk.now_ms()))
        if lines:
            self.states.show_content()
        elif not self._next_seq:
            self.states.show_empty(empty(self.filters.asked))
        self._on_scrolled()

    def _put(self, lines: list[m.ActivityLine]) -> None:
        """Show lines; what was chosen and what was at the top stay so."""
        chosen = self._line()
        at = self.table.verticalScrollBar().value()
        first = self.model.line(self.table.rows_in_view()[0]) or self.model.line(self.table.rows_in_view()[0] + 1)
        before = self.model.row_of(first.first_seq) if first is not None else -1
        self.model.put(lines)
        if at and first is not None and (now := self.model.row_of(first.first_seq)) >= 0:
            self.table.verticalScrollBar().setValue(at + (now - before) * self.table.row_px)
        if chosen is not None and (number := self.model.row_of(chosen.first_seq)) >= 0:
            self.table.selectRow(number)
        self._show_chosen()

    def _on_news(self) -> None:
        if self._is_on and not self._again.isActive():
            self._again.start()

    def _on_scrolled(self) -> None:
        if self._next_seq and self.table.rows_in_view()[1] >= self.model.rowCount() - NEAR_END:
            self._ask(self._next_seq)

    def _on_asked(self) -> None:
        self._drop()
        self._next_seq = 0
        self.model.put([])
        self.table.scrollToTop()
        self.states.show_loading()
        self._begin()

    def _drop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    # -- what a person does -------------------------------------------------------------------------------------------

    def _line(self) -> m.ActivityLine | None:
        ranges = self.table.chosen_ranges()
        return self.model.line(ranges[0][0]) if ranges else None

    def _shown(self) -> ActivityShow | None:
        ranges = self.table.chosen_ranges()
        return self.model.show(ranges[0][0]) if ranges else None

    def _show_chosen(self) -> None:
        show = self._shown()
        can = [
            bool(show and show.path),
            bool(show and show.is_file),
            show is not None,
            show is not None,
            show is not None,
        ]
        for action, is_possible in zip(self._on_line, can, strict=True):
            action.setEnabled(is_possible)
        for button, is_possible in zip((self._files, self._versions, self._moment), can, strict=False):
            button.setEnabled(is_possible)
        self._bar.setVisible(show is not None)

    def _on_opened(self, number: int) -> None:
        show = self.model.show(number)
        if show is not None:
            follow(self.desk, show)

    def _show_in_files(self) -> None:
        if (show := self._shown()) is not None:
            show_in_files(self.desk, show)

    def _show_moment(self) -> None:
        if (show := self._shown()) is not None:
            show_moment(self.desk, show)

    def _show_versions(self) -> None:
        from megadesk.ui.dialogs.versions import VersionsSheet

        if (show := self._shown()) is not None:
            VersionsSheet(self.desk, show.path, parent=self.window()).show()

    def _only_device(self) -> None:
        if (line := self._line()) is not None:
            self.filters.want(Asked(device=line.device))

    def _only_folder(self) -> None:
        if (line := self._line()) is not None:
            self.filters.want(Asked(path=line.folder or "/"))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(say(text("Activity")))
        fill(menu, self.commands(), only_possible=True)
        if self._line() is not None:
            menu.exec(place)
        menu.deleteLater()
