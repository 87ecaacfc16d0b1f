"""Rewind: any moment that is kept, what differs from it now, and the way back.

    TimePart --picked(When)--> TreePart: as it was --scoped(path)--> ChangesPart: what differs --chosen--> FootPart --> RestoreSheet

Its words for ``open_at``: “/path”, “#SEQ”, “PATH@SEQ”, “PATH@TIME” (RFC 3339), “run PATH N”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import rewind as actions
from megadesk.ui.actions.rewind import Wanted
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.compare import Compared, CompareSheet
from megadesk.ui.dialogs.restore import RestoreSheet
from megadesk.ui.language import say
from megadesk.ui.pages.page import Page, command
from megadesk.ui.pages.rewind_changes import ChangesPart
from megadesk.ui.pages.rewind_foot import FootPart
from megadesk.ui.pages.rewind_time import TimePart
from megadesk.ui.pages.rewind_tree import TreePart
from megadesk.ui.text import NOTHING, Text, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import all_words_of_error, words_of_error
from megadesk.ui.viewmodels.moments import When, moment_ms
from megadesk.ui.viewmodels.rewind import Chosen, is_in, page_context, place_title
from megadesk.ui.viewmodels.timeline import run_marks
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.layout import column

LOW_PX: Final = 400
"""Below this height of the page (at a text scale of 1) tree and list need some of what is above them."""

AGAIN_MS: Final = 3000
AGAIN_MOST_MS: Final = 60_000
AGAIN_TIMES: Final = 10
"""After a change in the cloud, before it is looked at again: while much is synced, not at each commit, and so many times
as long as it took: of very much that differs, the engine is not kept busy by a page that somebody looks at."""

_AT: Final = re.compile(r"(?:(?P<path>.*)@|#)(?P<seq>[1-9]\d{0,17})", re.DOTALL)
_RUN: Final = re.compile(r"run (?P<path>.+) (?P<run>[1-9]\d{0,8})", re.DOTALL)
_THEN: Final = re.compile(r"(?P<path>.+)@(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)", re.DOTALL)


class RewindPage(Page):
    """See the header of this file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Rewind"))
        self._top, self._when, self._seek = "/", When(), ""
        self._moment: m.MomentInfo | None = None
        self._total: int | None = None
        self._places: list[tuple[str, Text]] = []
        self._runs: Sequence[m.BackupRun] = ()
        self._wanted_run = 0
        self._has_begun = self._is_shown = False
        self._asked_ms = 0
        self._head: object = None
        self.place = Combo(text("Which files"), [("/", text("All files"))], "/")
        self.place.chosen.connect(self._go_to_place)
        self.place.hide()
        self.header_actions.addWidget(self.place)
        self.time = TimePart(desk)
        self.tree = TreePart(desk)
        self.changes = ChangesPart(desk)
        self.foot = FootPart(desk)
        self._side_with: QWidget = self.tree
        self._arrange()
        self._connect()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        self._commands = self._make_commands()
        self.context.show_words(page_context(None, self._when, None))
        self._show_chosen()

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tree)
        split.addWidget(self.changes)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([340, 520])
        content = QWidget()
        content.setLayout(column(self.time, split, self.foot, spacing=4))
        content.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it was just set
        self.put(content)

    def _connect(self) -> None:
        self.time.picked.connect(self.show_when)
        self.time.came.connect(self._begin)
        self.time.failed.connect(self._fail)
        self.tree.retried.connect(self._retry)
        self.tree.came.connect(self._take_moment)
        self.tree.scoped.connect(self._scope)
        self.tree.chosen_changed.connect(self._on_tree_chosen)
        self.tree.looked.connect(self._look_at_path)
        self.tree.menu_wanted.connect(self._show_menu)
        self.changes.counted.connect(self._take_total)
        self.changes.chosen_changed.connect(self._on_changes_chosen)
        self.changes.looked.connect(self._look_at_entry)
        self.changes.menu_wanted.connect(self._show_menu)
        self.foot.restore_wanted.connect(self.restore)
        self.foot.finished.connect(self.refresh)
        self.desk.state.changed.connect(self._on_state)
        self.desk.state.lagged.connect(self._look_again)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave the tree's heading out, and have low bars, where each line counts."""
        super().resizeEvent(event)
        is_low = self.height() < look().px(LOW_PX)
        self.tree.heading.setHidden(is_low)
        self.time.timeline.show_low(is_low=is_low)

    # -- the page ---------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read what is not there yet, or may be another by now."""
        self._is_shown = True
        if not self._has_begun:
            self.tree.states.show_loading()
            self.changes.states.show_loading()
        self.time.read()
        self.desk.link.ask(m.LIST_BACKUPS, m.Nothing(), then=self._take_places, owner=self)

    def left(self) -> None:
        """Follow nothing while nobody looks."""
        self._is_shown = False
        self._again.stop()

    def refresh(self) -> None:
        """Look again."""
        self.time.read()
        self.tree.read()

    def search(self) -> None:
        """Search in what has changed."""
        self.changes.search.setFocus()

    def open_at(self, what: str) -> None:
        """Show a path, a moment, a path at a moment, or a backup at one of its runs."""
        self.time.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        run, at = _RUN.fullmatch(what), _AT.fullmatch(what)
        if run is not None:
            self._wanted_run = int(run["run"])
            self._go_to_place(run["path"])
        elif at is not None:
            self._go_to(at["path"] or self._top, When(seq=int(at["seq"])))
        elif (then := _THEN.fullmatch(what)) is not None:
            self._go_to(then["path"], When(time_ms=moment_ms(then["time"])))
        else:
            self._go_to(what, self._when)

    def commands(self) -> list[QAction | None]:
        """Return what can be done here."""
        return self._commands

    def _make_commands(self) -> list[QAction | None]:
        return [
            command(self, text("Restore selected…"), self.restore, "Ctrl+R"),
            self._compare_command(),
            command(self, text("Select all differences"), self.changes.view.selectAll),
            None,
            command(self, text("Previous changes"), self.time.timeline.step_back, "Alt+Left"),
            command(self, text("Next changes"), self.time.timeline.step_on, "Alt+Right"),
            command(self, text("Back by one change"), lambda: self.time.step_one(-1), "Alt+Shift+Left"),
            command(self, text("Forward by one change"), lambda: self.time.step_one(1), "Alt+Shift+Right"),
            command(self, text("Previous backup run"), lambda: self.time.step_run(-1), "Ctrl+Alt+Left"),
            command(self, text("Next backup run"), lambda: self.time.step_run(1), "Ctrl+Alt+Right"),
            command(self, text("Go to now"), lambda: self.show_when(When()), "Alt+End"),
            None,
            command(self, text("Zoom in on the timeline"), lambda: self.time.timeline.zoom(0.5), "Ctrl++", others=["Ctrl+="]),
            command(self, text("Zoom out"), lambda: self.time.timeline.zoom(2), "Ctrl+-"),
            command(self, text("Show the whole timeline"), self.time.timeline.show_all, "Ctrl+0"),
        ]  # fmt: skip

    def _compare_command(self) -> QAction:
        """Return the action with a key that counts in the two lists only: elsewhere the space bar presses buttons."""
        action = command(self, text("Compare then and now"), self.compare, "Space")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.tree.view.addAction(action)
        self.changes.view.addAction(action)
        return action

    # -- moments and places -----------------------------------------------------------------------------------------

    def show_when(self, when: When) -> None:
        """Look at a moment."""
        self._when, self._has_begun = when, True
        self._total = None
        self.tree.show_tree(self._top, place_title(self._top, self._places), when)
        self.foot.show_idle()

    @property
    def is_backup(self) -> bool:
        """Whether it is a backup that is looked at."""
        return self._top.startswith("backups:")

    def _begin(self) -> None:
        """Begin where nobody said another moment, as soon as it is known what is kept."""
        if not self._has_begun:
            self.show_when(self.time.first_look())
        elif self._moment is not None:
            self.time.show_moment(self._when, self._moment)

    def _fail(self, error: MegadeskError) -> None:
        """Say in full why nothing is shown; later, a line above is enough."""
        if not self._has_begun:
            self.tree.states.show_error(words_of_error(error))
            self.changes.states.show_empty(("history", NOTHING, NOTHING, NOTHING))

    def _retry(self) -> None:
        self.time.read()
        if self._has_begun:
            self.tree.read()

    def _go_to(self, path: str, when: When) -> None:
        place = next((top for top, _ in self._places if top != "/" and is_in(path, top)), "")
        top = place or ("/" if not path.startswith("backups:") else path)
        is_other = top != self._top
        self._top = top
        self.place.show_value(top)
        if is_other:
            self._read_runs()
        if not when.is_now or self._has_begun or self.time.found is not None:
            self.show_when(when if not when.is_now or self._has_begun else self.time.first_look())
        if path != top:
            self.tree.seek(path)

    def _go_to_place(self, top: str) -> None:
        self._top = top
        self.place.show_value(top)
        self._read_runs()
        if not self._wanted_run:
            self.show_when(self._when)

    def _take_places(self, found: m.Backups) -> None:
        here = [(one.remote, text("Backup “{name}”", name=verbatim(one.name))) for one in found.backups]
        other = [
            (one.path, text("Backup “{name}” of {device}", name=verbatim(one.name), device=verbatim(one.device)))
            for one in found.elsewhere
        ]
        self._places = [("/", text("All files")), *here, *other]
        self.place.show_choices(self._places, self._top)
        whole = next((top for top, _ in self._places if top != "/" and is_in(self._top, top)), self._top)
        if whole != self._top:  # it was opened at something in a backup before it was known that this is one
            self._go_to(self._top, self._when)
        self.place.setVisible(len(self._places) > 1)

    def _read_runs(self) -> None:
        self._runs = ()
        self.time.show_marks([])
        if self.is_backup:
            self.desk.link.ask(
                m.BACKUP_RUNS, m.RunsOf(path=self._top), then=self._take_runs, failed=self._fail_runs, owner=self
            )

    def _take_runs(self, found: m.BackupRuns) -> None:
        self._runs = found.runs
        self.time.show_marks(run_marks(found.runs))
        number, self._wanted_run = self._wanted_run, 0
        if number:
            seq = next((run.seq for run in found.runs if run.run == number), 0)
            self.show_when(When(seq=seq) if seq else self._when)

    def _fail_runs(self, error: MegadeskError) -> None:
        self._wanted_run = 0
        self.desk.notices.failed(error)

    def _take_moment(self, moment: m.MomentInfo) -> None:
        self._moment = moment
        self.time.show_moment(self._when, moment)
        scope = self.tree.scope
        self.changes.show_changes(scope, When() if self._when.is_now else When(seq=moment.seq))
        self._show_context()

    def _scope(self, path: str) -> None:
        if path != self.changes.scope and self._moment is not None:
            self._total = None
            self.changes.show_changes(path, When() if self._when.is_now else When(seq=self._moment.seq))

    def _take_total(self, total: int) -> None:
        if self._asked_ms:
            took_ms, self._asked_ms = self.desk.now_ms() - self._asked_ms, 0
            self._again.setInterval(min(AGAIN_MOST_MS, max(AGAIN_MS, took_ms * AGAIN_TIMES)))
        self._total = total if total >= 0 else None
        self._show_context()

    def _show_context(self) -> None:
        self.context.show_words(page_context(self._moment, self._when, self._total))

    # -- what goes on meanwhile -------------------------------------------------------------------------------------

    def _on_state(self, state: AppState) -> None:
        head = state.status.head if state.status is not None else None
        if head != self._head:
            self._head = head
            if self._is_shown and self._has_begun and not self._again.isActive():
                self._again.start()

    def _look_again(self) -> None:
        if self._is_shown and self.foot.shows != "busy":
            self._asked_ms = self.desk.now_ms()
            self.time.read()
            if self._has_begun and self.tree.states.shows == "error":
                self.tree.read()  # what differs is read once it is there
            else:
                self.changes.read()

    # -- what is chosen ---------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Chosen:
        """What would be brought back: what was chosen last, at the left or at the right."""
        if self._when.is_now:
            return Chosen()
        right = self.changes.chosen
        return right if (right or right.added) and self._side_with is self.changes else self.tree.chosen

    def _on_tree_chosen(self) -> None:
        self._side_with = self.tree
        self._show_chosen()

    def _on_changes_chosen(self) -> None:
        self._side_with = self.changes
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.foot.show_chosen(self.chosen, is_now=self._when.is_now and self._has_begun)

    # -- bringing back ----------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Say what a restore of what is chosen would do, and then do it."""
        if not self.chosen or self.foot.shows == "busy":
            return
        if self._side_with is self.changes and self.changes.chosen:
            self.changes.collect(self._open_sheet, self.desk.notices.failed)
        else:
            self._open_sheet(self.chosen)

    def _open_sheet(self, chosen: Chosen) -> None:
        if self._moment is None or not chosen:
            return
        sheet = RestoreSheet(
            self.desk, chosen, self._moment.seq, self._when.time_ms or moment_ms(self._moment.time),
            in_place=not self.is_backup, parent=self.window(),
        )  # fmt: skip
        sheet.wanted.connect(self.foot.begin)
        sheet.fetch_wanted.connect(lambda wanted, folder: self._fetch(sheet, wanted, folder))
        sheet.show()

    def _fetch(self, sheet: RestoreSheet, wanted: Wanted, folder: str) -> None:
        actions.fetch_here(
            self.desk, wanted, folder, then=sheet.end,
            failed=lambda error: sheet.show_fault(all_words_of_error(error)), owner=sheet,
        )  # fmt: skip

    # -- a closer look ----------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Look closer at the file that the keyboard is at."""
        if self._side_with is self.changes and self.changes.current is not None:
            self._look_at_entry(self.changes.current)
        else:
            self.tree.look()

    def _look_at_path(self, path: str) -> None:
        """Find out what it is now, then compare."""
        if self._moment is None:
            return
        body = m.RewindDiff(path=path, seq=self._moment.seq, limit=1)

        def take(found: m.DiffEntries) -> None:
            entry = found.entries[0] if found.entries else None
            if entry is not None and entry.path == path:
                self._look_at_entry(entry)
            else:
                self._open_compare(self.tree.unchanged(path))

        self.desk.link.ask(m.REWIND_DIFF, body, then=take, failed=self.desk.notices.failed, owner=self)

    def _look_at_entry(self, entry: m.DiffEntry) -> None:
        if entry.kind == "folder":
            self.tree.seek(entry.path)
        elif self._moment is not None:
            self._open_compare(Compared.of(entry, self._moment.seq))

    def _open_compare(self, compared: Compared | None) -> None:
        if compared is None:
            return
        sheet = CompareSheet(self.desk, compared, is_backup=self.is_backup, parent=self.window())
        sheet.restore_wanted.connect(lambda path: self._open_sheet(Chosen((path,), files=1)))
        sheet.show()

    def menu(self) -> QMenu:
        """Return what can be done with what is chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        restore, look_closer, *_ = self._commands
        for action in (restore, look_closer):
            if action is not None:
                menu.addAction(action)
        paths = self.chosen.paths
        if len(paths) == 1:
            menu.addSeparator()
            copy = menu.addAction(say(text("Copy path")))
            copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(paths[0]))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(at)
