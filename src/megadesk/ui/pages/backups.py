"""The backups, this computer's first, then those of the others. ``open_at``: the id or name of one, or “add”.

desk.state.changed, backup.list, backup.runs --> viewmodels/backups --> cards     cards, menu, keys --> actions/backups
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from megadesk.ipc import messages as m
from megadesk.ui.actions import backups as actions
from megadesk.ui.actions.local import open_local
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.desk import Desk, Place
from megadesk.ui.dialogs.add_backup import AddBackupSheet
from megadesk.ui.dialogs.backup_runs import BackupRunsSheet
from megadesk.ui.dialogs.backup_sheets import ScheduleSheet, StopBackupSheet
from megadesk.ui.language import say
from megadesk.ui.pages.backup_card import BackupCardView, OtherCardView
from megadesk.ui.pages.open_sheets import OpenSheets
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.viewmodels.backups import BackupCard, BackupsView, OtherCard, backups_view, risen
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import section
from megadesk.ui.widgets.layout import EDGE_PX, column
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.states import Message, States
from megadesk.ui.widgets.steady import SteadyArea

ADD: Final = "add"
HERE: Final = ("now", "pause", "", "runs", "restore", "files", "", "schedule", "open", "problems", "", "stop")
ELSEWHERE: Final = ("runs", "restore", "files", "", "takeover")


class BackupsPage(Page):
    """A card each; commands are about the one that last had the keyboard or the mouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Backups"))
        self._view = BackupsView(is_known=False)
        self._peaks: dict[str, int] = {}
        self._elsewhere: Sequence[m.BackupElsewhere] = ()
        self._kept: dict[str, int] = {}
        self._runs_of: dict[str, int | None] = {}
        self._cards: dict[str, BackupCardView] = {}
        self._others: dict[str, OtherCardView] = {}
        self._current, self._is_shown = "", False
        self._sheets = OpenSheets()
        self._add = Button(text("Back up a folder"), "primary", "folder-plus")
        self._add.clicked.connect(self.add)
        self.header_actions.addWidget(self._add)
        self._here, self._there = column(spacing=12), column(spacing=8)
        self._other_title = section(text("Other computers"))
        self._own_empty = Message(
            "hard-drive", text("No folder on this computer is backed up yet"), _what_it_is(), text("Back up a folder")
        )
        self._own_empty.acted.connect(self.add)
        self._own_title = section(text("This computer"))
        self._states = self._make_list()
        self.put(self._states)
        self._make_commands()
        desk.state.changed.connect(self._show_state)
        desk.state.lagged.connect(self.read)
        self._show_state(desk.state.now)

    def _make_list(self) -> States:
        self._area = SteadyArea(
            column(
                self._own_title, self._own_empty, self._here, 8, self._other_title, self._there, None,
                margins=(EDGE_PX, 4, EDGE_PX, EDGE_PX), spacing=10,
            )
        )  # fmt: skip
        made = States(self._area, Message("hard-drive", text("No folder is backed up yet")))
        made.acted.connect(self.add)
        made.retried.connect(self.read)
        return made

    # -- what is shown ------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read what only the engine knows: other computers, and how far back each backup goes."""
        self._is_shown = True
        self.read()

    def left(self) -> None:
        """Read nothing while nobody looks."""
        self._is_shown = False

    def read(self) -> None:
        """Read the list and the runs that are kept."""
        self._runs_of.clear()
        self.desk.link.ask(m.LIST_BACKUPS, m.Nothing(), then=self._take, owner=self)
        self._show_state(self.desk.state.now)

    def refresh(self) -> None:
        """Look again."""
        self.read()

    def _take(self, found: m.Backups) -> None:
        self._elsewhere = found.elsewhere
        self._show_state(self.desk.state.now)

    def _read_runs(self, backups: Sequence[m.BackupStatus]) -> None:
        """Read how many runs are kept, of those that made one since it was read last."""
        for backup in backups:
            if backup.run is not None and self._runs_of.get(backup.remote) != backup.run:
                self._runs_of[backup.remote] = backup.run
                self.desk.link.ask(m.BACKUP_RUNS, m.RunsOf(path=backup.remote), then=self._take_runs, owner=self)

    def _take_runs(self, found: m.BackupRuns) -> None:
        self._kept[found.path] = len(found.runs)
        self._show_state(self.desk.state.now)

    def _show_state(self, state: AppState) -> None:
        if state.status is not None:
            self._peaks = risen(self._peaks, state.status.backups)
            if self._is_shown:
                self._read_runs(state.status.backups)
        self._view = backups_view(state, self._elsewhere, self._kept, self.desk.now_ms(), self._peaks)
        self.context.show_words(self._view.context)
        self._add.setEnabled(self._view.closed is None and self._view.is_known)
        self._show_here()
        self._show_elsewhere()
        self._tell_commands()
        if self._view.here or self._view.elsewhere:
            self._states.show_content()
        elif state.link is LinkState.LOST and state.trouble is not None:
            self._states.show_error(words_of_error(state.trouble))
        elif not self._view.is_known:
            self._states.show_loading()
        elif self._view.closed is not None:
            self._states.show_empty(("log-in", *self._view.closed, NOTHING))
        else:
            what = text("No folder is backed up yet")
            self._states.show_empty(("hard-drive", what, _what_it_is(), text("Back up a folder")))

    def _show_here(self) -> None:
        self._own_empty.setVisible(not self._view.here)
        self._own_title.setVisible(bool(self._view.elsewhere))
        wanted = {card.id for card in self._view.here}
        for gone in [each for each in self._cards if each not in wanted]:
            self._cards.pop(gone).deleteLater()
        for number, card in enumerate(self._view.here):
            widget = self._cards.get(card.id) or self._new_card(card.id)
            if self._here.indexOf(widget) != number:
                self._here.insertWidget(number, widget)
            widget.show_card(card)

    def _new_card(self, backup: str) -> BackupCardView:
        made = self._cards[backup] = BackupCardView()
        made.wanted.connect(lambda word: self._do(word, backup))
        made.asked_menu.connect(lambda at: self._open_menu(backup, at))
        made.focused.connect(lambda: self._choose(backup))
        return made

    def _show_elsewhere(self) -> None:
        self._other_title.setVisible(bool(self._view.elsewhere))
        wanted = {card.path for card in self._view.elsewhere}
        for gone in [each for each in self._others if each not in wanted]:
            self._others.pop(gone).deleteLater()
        for number, card in enumerate(self._view.elsewhere):
            widget = self._others.get(card.path) or self._new_other(card.path)
            if self._there.indexOf(widget) != number:
                self._there.insertWidget(number, widget)
            widget.show_card(card)

    def _new_other(self, path: str) -> OtherCardView:
        made = self._others[path] = OtherCardView()
        made.wanted.connect(lambda word: self._do(word, path))
        made.asked_menu.connect(lambda at: self._open_menu(path, at))
        made.focused.connect(lambda: self._choose(path))
        return made

    def open_at(self, what: str) -> None:
        """Show a backup by its id, name or place, or the dialog that adds one."""
        if what == ADD:
            self.add()
            return
        found = next((card for card in self._view.here if what in {card.id, card.name, card.remote}), None)
        if found is not None:
            self._choose(found.id)
            self._cards[found.id].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._cards[found.id])

    # -- what a person does -------------------------------------------------------------------------------------------

    def _make_commands(self) -> None:
        self._actions: dict[str, QAction] = {"add": command(self, text("Back up a folder…"), self.add)}
        for word, words, keys in (
            ("now", text("Run now"), "Ctrl+R"),
            ("pause", text("Pause"), "Space"),
            ("runs", text("Show runs…"), "Return"),
            ("restore", text("Restore…"), "Ctrl+Shift+R"),
            ("files", text("Show in Files"), "Ctrl+Return"),
            ("schedule", text("Change schedule…"), "Ctrl+D"),
            ("open", text("Open folder"), "Ctrl+O"),
            ("problems", text("Show problems"), "Ctrl+B"),
            ("takeover", text("Take over…"), ""),
            ("stop", text("Stop backup…"), "Del"),
        ):
            self._actions[word] = command(self, words, lambda word=word: self._do(word), keys)  # type: ignore[misc]  # bound now
        for word in ("pause", "runs", "stop"):  # a card does these itself: elsewhere the keys mean something else
            self._actions[word].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._menu = QMenu(self)

    def commands(self) -> list[QAction | None]:
        """Return what stands in the page's menu."""
        return [self._actions["add"], None, *self._of(HERE), None, self._actions["takeover"]]

    def _of(self, words: Sequence[str]) -> list[QAction | None]:
        return [self._actions[word] if word else None for word in words]

    def add(self) -> None:
        """Let the person choose a folder to back up."""
        self._sheets.open(ADD, lambda: AddBackupSheet(self.desk, parent=self))

    def _choose(self, key: str) -> None:
        self._current = key
        self._tell_commands()

    @property
    def _card(self) -> BackupCard | OtherCard | None:
        """The card that commands are about: the one last chosen, or the first."""
        chosen = next((card for card in self._view.here if card.id == self._current), None)
        other = next((card for card in self._view.elsewhere if card.path == self._current), None)
        return chosen or other or (self._view.here[0] if self._view.here else None)

    def _tell_commands(self) -> None:
        card = self._card
        here = card if isinstance(card, BackupCard) else None
        for word in HERE:
            if word:
                self._actions[word].setEnabled(card is not None and (here is not None or word in ELSEWHERE))
        is_paused = here is not None and here.is_paused
        self._actions["pause"].setText(say(text("Resume") if is_paused else text("Pause")))
        self._actions["now"].setEnabled(here is not None and not is_paused and not here.is_running)
        self._actions["problems"].setEnabled(here is not None and here.trouble is not None)
        self._actions["takeover"].setEnabled(isinstance(card, OtherCard))
        for word in ("runs", "restore"):
            self._actions[word].setEnabled(card is not None and card.run is not None)

    def _open_menu(self, key: str, at: QPoint) -> None:
        self._choose(key)
        self._menu.clear()
        fill(self._menu, self._of(HERE if isinstance(self._card, BackupCard) else ELSEWHERE)).popup(at)

    def _do(self, word: str, key: str = "") -> None:
        if key:
            self._choose(key)
        card = self._card
        if isinstance(card, BackupCard):
            self._do_here(word, card)
        elif isinstance(card, OtherCard):
            self._do_elsewhere(word, card)

    def _do_here(self, word: str, card: BackupCard) -> None:
        match word:
            case "now":
                actions.run_now(self.desk, card)
            case "pause":
                (actions.resume if card.is_paused else actions.pause)(self.desk, card)
            case "open":
                open_local(self.desk, card.local)
            case "files":
                self.desk.go(Place("files", card.remote))
            case "problems":
                self.desk.go(Place("problems", card.trouble.issue if card.trouble is not None else ""))
            case "restore":
                actions.show_run(self.desk, card.remote, card.run)
            case "runs":
                self._show_runs(card.name, card.remote)
            case "schedule":
                self._sheets.open(f"schedule {card.id}", lambda: ScheduleSheet(self.desk, card, parent=self))
            case _:
                self._sheets.open(f"stop {card.id}", lambda: StopBackupSheet(self.desk, card, parent=self))

    def _do_elsewhere(self, word: str, card: OtherCard) -> None:
        match word:
            case "runs":
                self._show_runs(card.name, card.path)
            case "restore":
                actions.show_run(self.desk, card.path, card.run)
            case "files":
                self.desk.go(Place("files", card.path))
            case "takeover":
                self._sheets.open(f"take {card.path}", lambda: self._take_over(card))

    def _take_over(self, card: OtherCard) -> Sheet:
        sheet = AddBackupSheet(self.desk, other=card, parent=self)
        sheet.added.connect(lambda _: self.read())
        return sheet

    def _show_runs(self, name: str, remote: str) -> None:
        self._sheets.open(f"runs {remote}", lambda: BackupRunsSheet(self.desk, name, remote, parent=self))


def _what_it_is() -> Text:
    return text(
        "A backup keeps a full copy of a folder in the cloud, with its earlier versions. Changes elsewhere never change the folder here."
    )
