"""The synced folders, a card each. ``open_at``: the id or name of one, “ignore ID” for its rules, or “add”, “add PATH” for the dialog that adds one.

desk.state.changed --> viewmodels/sync --> cards          a card's signals, the menu and the keys --> actions/sync
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from megadesk.ui.actions import sync as actions
from megadesk.ui.actions.control import resume_all
from megadesk.ui.actions.local import open_local
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.desk import Desk, Place
from megadesk.ui.dialogs.add_pair import AddPairSheet
from megadesk.ui.dialogs.ignore_editor import IgnoreEditor
from megadesk.ui.dialogs.pair_sheets import DirectionSheet, LinksSheet, RemovePairSheet
from megadesk.ui.language import say
from megadesk.ui.pages.open_sheets import OpenSheets
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.pages.sync_card import SyncCard
from megadesk.ui.text import NOTHING, text
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.sync import PairCard, SyncView, risen, sync_view
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.layout import EDGE_PX, column
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.states import Message, States
from megadesk.ui.widgets.steady import SteadyArea

ADD: Final = "add"
IGNORE: Final = "ignore"


class SyncPage(Page):
    """One card a folder; everything on the menu is about the card that last had the keyboard or the mouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Sync"))
        self._view = SyncView(is_known=False)
        self._peaks: dict[str, int] = {}
        self._cards: dict[str, SyncCard] = {}
        self._current = ""
        self._sheets = OpenSheets()
        self._add = Button(text("Add a folder"), "primary", "folder-plus")
        self._add.clicked.connect(lambda: self.add())
        self.header_actions.addWidget(self._add)
        self._list = column(margins=(EDGE_PX, 4, EDGE_PX, EDGE_PX), spacing=12)
        self._list.addStretch(1)
        self._area = SteadyArea(self._list)
        self._states = States(self._area, Message("folder-sync", text("No folder is synced yet")))
        self._states.acted.connect(lambda: self.add())
        self.put(self._states)
        self._make_commands()
        desk.state.changed.connect(self._show_state)
        self._show_state(desk.state.now)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _show_state(self, state: AppState) -> None:
        if state.status is not None:
            self._peaks = risen(self._peaks, state.status.pairs)
        self._view = sync_view(state, self.desk.now_ms(), self._peaks)
        self.context.show_words(self._view.context)
        self._add.setEnabled(self._view.closed is None and self._view.is_known)
        self._show_cards()
        if self._view.cards:
            self._states.show_content()
        elif state.link is LinkState.LOST and state.trouble is not None:
            self._states.show_error(words_of_error(state.trouble))
        elif not self._view.is_known:
            self._states.show_loading()
        else:
            self._show_empty()

    def _show_empty(self) -> None:
        if self._view.closed is not None:
            self._states.show_empty(("log-in", *self._view.closed, NOTHING))
            return
        words = text(
            "A synced folder is the same on all your computers: changes in one place reach the others, encrypted on the way."
        )
        self._states.show_empty(("folder-sync", text("No folder is synced yet"), words, text("Add a folder")))

    def _show_cards(self) -> None:
        wanted = {card.id for card in self._view.cards}
        for gone in [each for each in self._cards if each not in wanted]:
            widget = self._cards.pop(gone)
            self._list.removeWidget(widget)
            widget.deleteLater()
        for number, card in enumerate(self._view.cards):
            widget = self._cards.get(card.id) or self._new_card(card.id)
            if self._list.indexOf(widget) != number:
                self._list.insertWidget(number, widget)
            widget.show_card(card)
        self._tell_commands()

    def _new_card(self, pair: str) -> SyncCard:
        made = self._cards[pair] = SyncCard()
        made.wanted.connect(lambda word: self._do(word, pair))
        made.asked_menu.connect(lambda at: self._open_menu(pair, at))
        made.focused.connect(lambda: self._choose(pair))
        return made

    def entered(self) -> None:
        """Count the times anew."""
        self._show_state(self.desk.state.now)

    def open_at(self, what: str) -> None:
        """Show a folder by its id or name, or the dialog that adds one."""
        word, _, rest = what.partition(" ")
        if word == ADD:
            self.add(rest)
            return
        wish = rest if word == IGNORE else what
        found = next((card for card in self._view.cards if wish in {card.id, card.name}), None)
        if found is not None:
            self._choose(found.id)
            self._cards[found.id].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._cards[found.id])
            if word == IGNORE:
                self._do("ignore")

    # -- what a person does -------------------------------------------------------------------------------------------

    def _make_commands(self) -> None:
        self._actions: dict[str, QAction] = {}
        self._actions["add"] = command(self, text("Add a folder…"), self.add)
        one = Qt.ShortcutContext.WidgetShortcut
        self._actions["pause"] = command(self, text("Pause"), lambda: self._do("pause"), "Space")
        self._actions["rescan"] = command(self, text("Rescan"), lambda: self._do("rescan"), "Ctrl+R")
        self._actions["ignore"] = command(self, text("Ignore rules…"), lambda: self._do("ignore"), "Ctrl+I")
        self._actions["direction"] = command(self, text("Direction…"), lambda: self._do("direction"), "Ctrl+D")
        self._actions["links"] = command(self, text("Symbolic links…"), lambda: self._do("links"), "Ctrl+L")
        self._actions["open"] = command(self, text("Open folder"), lambda: self._do("open"), "Return")
        self._actions["files"] = command(self, text("Show in Files"), lambda: self._do("files"), "Ctrl+Return")
        self._actions["problems"] = command(self, text("Show problems"), lambda: self._do("problems"), "Ctrl+B")
        self._actions["remove"] = command(self, text("Stop syncing…"), lambda: self._do("remove"), "Del")
        for word in ("pause", "open", "remove"):  # a card does these itself: elsewhere the keys mean something else
            self._actions[word].setShortcutContext(one)
        self._menu = fill(QMenu(self), self._of_one())

    def _of_one(self) -> list[QAction | None]:
        words = ("pause", "rescan", "", "ignore", "direction", "links", "", "open", "files", "problems", "", "remove")
        return [self._actions[word] if word else None for word in words]

    def commands(self) -> list[QAction | None]:
        """Return what stands in the page's menu."""
        return [self._actions["add"], None, *self._of_one()]

    def refresh(self) -> None:
        """Look at everything again in the folder that was chosen, or in all."""
        chosen = self._card()
        for card in [chosen] if chosen is not None and self._current else self._view.cards:
            if not card.is_paused:
                actions.rescan_pair(self.desk, card)

    def add(self, local: str = "") -> None:
        """Let the person choose a folder to sync, or say where ``local`` belongs in the cloud."""
        self._sheets.open("add", lambda: AddPairSheet(self.desk, local, parent=self))

    def _choose(self, pair: str) -> None:
        self._current = pair
        self._tell_commands()

    def _card(self) -> PairCard | None:
        """Return the card that commands are about: the one last chosen, or the first."""
        cards = self._view.cards
        return next((card for card in cards if card.id == self._current), cards[0] if cards else None)

    def _tell_commands(self) -> None:
        card = self._card()
        for action in self._of_one():
            if action is not None:
                action.setEnabled(card is not None)
        is_paused = card is not None and card.is_paused
        self._actions["pause"].setText(say(text("Resume") if is_paused else text("Pause")))
        self._actions["problems"].setEnabled(card is not None and card.trouble is not None)

    def _open_menu(self, pair: str, at: QPoint) -> None:
        self._choose(pair)
        self._menu.popup(at)

    def _do(self, word: str, pair: str = "") -> None:
        if pair:
            self._choose(pair)
        card = self._card()
        if card is None:
            return
        match word:
            case "next" | "previous":
                self._step(card.id, 1 if word == "next" else -1)
            case "pause" if card.is_paused and self._all_rest():
                resume_all(self.desk)  # to resume this one alone would change nothing that can be seen
            case "pause":
                (actions.resume_pair if card.is_paused else actions.pause_pair)(self.desk, card)
            case "rescan":
                actions.rescan_pair(self.desk, card)
            case "open":
                open_local(self.desk, card.local)
            case "files":
                self.desk.go(Place("files", card.remote))
            case "problems":
                self.desk.go(Place("problems", card.trouble.issue if card.trouble is not None else ""))
            case _:
                self._sheets.open(f"{word} {card.id}", lambda: self._sheet(word, card))

    def _all_rest(self) -> bool:
        """Whether everything is paused, and each folder with it."""
        status = self.desk.state.now.status
        return status is not None and status.paused

    def _step(self, pair: str, by: int) -> None:
        ids = [card.id for card in self._view.cards]
        number = ids.index(pair) + by
        if 0 <= number < len(ids):
            self._cards[ids[number]].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._cards[ids[number]])

    def _sheet(self, word: str, card: PairCard) -> Sheet:
        match word:
            case "ignore":
                return IgnoreEditor(self.desk, card.id, card.name, card.local, parent=self)
            case "direction":
                return DirectionSheet(self.desk, card, parent=self)
            case "links":
                return LinksSheet(self.desk, card, parent=self)
            case _:
                return RemovePairSheet(self.desk, card, parent=self)
