"""Transfers: what moves, what waits and in which order, what is over, and what a person does about them.

header    how all of them stand                           limits, clear, pause
errands   puts and gets by hand (transfer_errands.py)
tabs, search, kinds, order                                transfer_filters.py
table     RowTable over TransferModel, filled by TransferFeed
bar       what can be done about what is chosen           transfer_bar.py, transfer_choice.py
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import transfers as actions
from megadesk.ui.actions.control import resume_all
from megadesk.ui.actions.local import open_local, show_local
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.models.transfer_feed import TransferFeed
from megadesk.ui.models.transfers import COLUMNS, TransferModel
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.pages.transfer_bar import TransferBar
from megadesk.ui.pages.transfer_choice import TransferChoice
from megadesk.ui.pages.transfer_errands import ErrandStrip
from megadesk.ui.pages.transfer_filters import TransferFilters
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import all_words_of_error
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.viewmodels.transfers import Wanted, context, empty, possible, rests, tabs, which_of
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.states import Message, States
from megadesk.ui.widgets.table import RowTable

CLEAR_FROM: Final = 680
LIMITS_FROM: Final = 460
"""Page widths at a text scale of 1."""

FAR: Final = 1000
"""So many rows above a new place are searched for one that goes the same way."""


class TransfersPage(Page):
    """Its words for ``open_at``: a tab (all, down, up, completed, failed), or “limits”."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Transfers"))
        self.model = TransferModel(desk.now_ms, self)
        self.table = RowTable(text("Transfers"), COLUMNS)
        self.table.setModel(self.model)
        self.feed = TransferFeed(desk, self.model, self.table.rows_in_view, self)
        self.filters = TransferFilters(desk.prefs)
        self.bar = TransferBar()
        self.errands = ErrandStrip(desk)
        self.states = States(self.table, Message("circle-check", text("Everything is transferred")))
        self.choice = TransferChoice(self.table, self.model, self.feed)
        self._is_on = False
        self._make_header()
        self._make_commands()
        content = QWidget()
        content.setLayout(column(self.errands, self.filters, self.states, self.bar))
        self.put(content)
        self._connect()
        self.table.let_reorder(is_on=self.feed.wanted.is_queue)
        self._show_chosen()

    # -- the window's wishes ------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Look, and go on looking."""
        if self._is_on:
            return
        self._is_on = True
        self.desk.state.changed.connect(self._on_state)
        self._on_state(self.desk.state.now)
        if not self.model.total:
            self.states.show_loading()
        self.feed.start()
        self.errands.start()

    def left(self) -> None:
        """Look no more."""
        if not self._is_on:
            return
        self._is_on = False
        self.desk.state.changed.disconnect(self._on_state)
        self.feed.stop()
        self.errands.stop()

    def home(self) -> QWidget:
        """Be where one searches, as on the page of files: the first there is would clear the list."""
        return self.filters.search

    def open_at(self, what: str) -> None:
        """Show a tab, or the limits."""
        if what == "limits":
            self.show_limits()
        else:
            self.filters.show_tab(what)

    def search(self) -> None:
        """Search."""
        self.filters.search.setFocus()

    def refresh(self) -> None:
        """Ask again."""
        self.feed.again()
        self.errands.again()

    def commands(self) -> list[QAction | None]:
        """Return what can be done here."""
        return [*self._row_commands(), None, *self._on_all]

    def _row_commands(self) -> list[QAction | None]:
        return [*self._on_rows[:4], None, *self._on_rows[4:8], None, *self._on_rows[8:]]

    # -- making -------------------------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self._limits = Button(text("Limits…"), icon_name="gauge", tip=text("Set speed limits and a schedule"))
        self._limits.clicked.connect(self.show_limits)
        self._clear = Button(
            text("Clear finished"), tip=text("Remove finished transfers from the list. The files stay.")
        )
        self._clear.clicked.connect(self.clear_finished)
        self._pause = Button(text("Pause transfers"), icon_name="pause")
        self._pause.clicked.connect(self.pause_or_resume)
        for button in (self._clear, self._limits, self._pause):
            self.header_actions.addWidget(button)

    def _make_commands(self) -> None:
        table = self.table
        self._on_rows = [
            command(table, text("Pause or resume"), self.toggle, "Space"),
            command(table, text("Try again"), lambda: self.act("retry"), "Ctrl+R"),
            command(table, text("Cancel transfer"), lambda: self.act("cancel"), QKeySequence.StandardKey.Delete),
            command(table, text("Remove from list"), lambda: self.act("clear"), "Shift+Del"),
            command(table, text("Move to top of queue"), lambda: self.act("top"), "Alt+Home"),
            command(table, text("Move up"), lambda: self.act("up"), "Alt+Up"),
            command(table, text("Move down"), lambda: self.act("down"), "Alt+Down"),
            command(table, text("Move to end of queue"), lambda: self.act("bottom"), "Alt+End"),
            command(table, text("Open file"), lambda: self.act("open"), "Ctrl+O"),
            command(table, text("Show in folder"), lambda: self.act("show"), "Ctrl+Return"),
        ]
        words = ("toggle", "retry", "cancel", "clear", "top", "up", "down", "bottom", "open", "show")
        self._by_word = dict(zip(words, self._on_rows, strict=True))
        self._on_all = [
            command(self, text("Pause or resume all transfers"), self.pause_or_resume),
            command(self, text("Retry all failed"), self.retry_failed),
            command(self, text("Clear finished"), self.clear_finished),
            command(self, text("Limits…"), self.show_limits),
        ]

    def _connect(self) -> None:
        self.feed.taken.connect(self._on_taken)
        self.feed.failed.connect(self._on_failed)
        self.states.acted.connect(self.filters.reset)
        self.states.retried.connect(self.feed.again)
        self.table.scrolled.connect(self.feed.scrolled)
        self.table.sorted.connect(self.filters.sort_by)
        self.table.opened.connect(self._on_opened)
        self.table.asked_menu.connect(self._show_menu)
        self.table.dropped.connect(self._on_dropped)
        self.choice.changed.connect(self._show_chosen)
        self.bar.wanted.connect(self.act)
        self.bar.dismissed.connect(self.table.clearSelection)
        self.filters.changed.connect(self._on_wanted)
        self.filters.queued.connect(self._sort_queue)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave out of the header what is in the menu too, where there is no room."""
        super().resizeEvent(event)
        width = self.width() / look().scale
        self._clear.setVisible(width >= CLEAR_FROM)
        self._limits.setVisible(width >= LIMITS_FROM)

    # -- what comes in ------------------------------------------------------------------------------------------------

    def _on_state(self, state: AppState) -> None:
        status = self._status(state)
        if status is None:
            return
        is_paused = state.status is not None and state.status.paused
        self.context.show_words(overall(state, self.desk.now_ms()).sentence if is_paused else context(status))
        if is_paused or rests(status):
            self._pause.show_words(text("Resume transfers"), "play")
        else:
            self._pause.show_words(text("Pause transfers"), "pause")

    def _on_taken(self) -> None:
        self.filters.show_tabs(tabs(self.model.counts, self.model.directions))
        is_over = self.model.counts.get("completed", 0) + self.model.counts.get("failed", 0)
        self._clear.setEnabled(bool(is_over))
        if self.model.total:
            self.states.show_content()
        else:
            self.states.show_empty(empty(self.feed.wanted, self._status(self.desk.state.now)))

    def _on_failed(self, error: MegadeskError) -> None:
        if not self.model.total:
            self.states.show_error(all_words_of_error(error))

    def _on_wanted(self, wanted: Wanted) -> None:
        self.choice.forget()
        self.table.let_reorder(is_on=wanted.is_queue)
        self.table.show_sort(wanted.sort, descending=wanted.descending)
        self.table.scrollToTop()
        self.feed.want(wanted)
        self._show_chosen()

    def _show_chosen(self) -> None:
        count = self.choice.count
        can = possible(self.choice.rows, is_queue=self.feed.wanted.is_queue)
        self.bar.show_chosen(count, can)
        for word, action in self._by_word.items():
            action.setEnabled(bool(can & {"pause", "resume"}) if word == "toggle" else word in can)

    # -- what a person does -------------------------------------------------------------------------------------------

    def act(self, word: str) -> None:
        """Do something about what is chosen."""
        rows = self.choice.rows
        if word in {"open", "show"}:
            if rows:
                (open_local if word == "open" else show_local)(self.desk, rows[0].local)
        elif self.choice.is_all and not self.choice.is_known:
            self._act_on_all(word)
        elif self.choice.is_known:
            self._act_on(word, rows)
        else:
            self.feed.rows_of(self.choice.ranges, lambda found: self._act_on(word, found), self)

    def toggle(self) -> None:
        """Pause what moves or waits; if all of it is paused, resume it."""
        can = possible(self.choice.rows)
        self.act("pause" if "pause" in can else "resume")

    def pause_or_resume(self) -> None:
        """Let everything rest, or go on."""
        now = self.desk.state.now
        if now.status is not None and now.status.paused:
            resume_all(self.desk)
        elif rests(self._status(now)):
            actions.resume_all(self.desk, self.feed.again)
        else:
            actions.pause_all(self.desk, self.feed.again)

    def retry_failed(self) -> None:
        """Try again what failed, all of it."""
        actions.act_on_all(self.desk, "retry", m.WhichTransfers(states=["failed"]), self.feed.again)

    def clear_finished(self) -> None:
        """Take what is over out of the list, as far as it is shown."""
        actions.clear(self.desk, [], which_of(self.feed.wanted), self.feed.again)

    def show_limits(self) -> None:
        """Show how fast files may move, and when."""
        from megadesk.ui.dialogs.limits import LimitsSheet

        sheet = LimitsSheet(self.desk, self.window())
        sheet.show()

    def _act_on(self, word: str, rows: list[m.TransferRow]) -> None:
        ids = [row.id for row in rows if word in possible([row], is_queue=self.feed.wanted.is_queue)]
        if not ids:
            return
        match word:
            case "pause":
                actions.pause(self.desk, ids, self.feed.again)
            case "resume":
                actions.resume(self.desk, ids, self.feed.again)
            case "retry":
                actions.retry(self.desk, ids, self.feed.again)
            case "cancel":
                actions.cancel(self.desk, ids, self.feed.again)
            case "clear":
                actions.clear(self.desk, ids, m.WhichTransfers(), self.feed.again)
            case _:
                actions.place(self.desk, word, ids, self._follow if word == "top" else self.feed.again)

    def _act_on_all(self, word: str) -> None:
        which = which_of(self.feed.wanted)
        if word == "clear":
            actions.clear(self.desk, [], which, self.feed.again)
        else:
            actions.act_on_all(self.desk, word, which, self.feed.again)

    def _follow(self) -> None:
        """Go along to the top with what was put there."""
        self.choice.forget_place()
        self.table.scrollToTop()
        self.feed.again()

    def _on_dropped(self, row: int) -> None:
        above = [
            found for number in range(row - 1, max(-1, row - FAR), -1) if (found := self.model.row(number)) is not None
        ]
        chosen = [each for each in self.choice.rows if "top" in possible([each])]
        if chosen:
            actions.place_before(self.desk, chosen, [each for each in above if each not in chosen], self.feed.again)

    def _sort_queue(self, sort: str, descending: bool) -> None:
        self.filters.show_sorting(is_sorting=True)
        which = which_of(self.feed.wanted)
        actions.sort_queue(self.desk, which, sort, descending=descending, then=self._on_sorted, owner=self)

    def _on_sorted(self) -> None:
        self.filters.show_sorting(is_sorting=False)
        self.feed.again()

    def _on_opened(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None and "open" in possible([row]):
            open_local(self.desk, row.local)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(say(text("Transfers")))
        fill(menu, self._row_commands(), only_possible=True)
        if not menu.isEmpty():
            menu.exec(place)
        menu.deleteLater()

    @staticmethod
    def _status(state: AppState) -> m.TransferStatus | None:
        if state.transfers is not None:
            return state.transfers.transfers
        return state.status.transfers if state.status is not None else None
