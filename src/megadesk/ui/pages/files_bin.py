"""The bin inside the files page: what was removed, in the cloud and by sync on this computer; bring it back, or remove it for good."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QMenu, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.binned import bring_back, bring_back_to
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.delete_for_good import DeleteForGoodSheet
from megadesk.ui.language import say
from megadesk.ui.models.rows import KeyedRow
from megadesk.ui.pages.page import command
from megadesk.ui.text import NOTHING, Text, plural, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.binned import bin_line, bin_row, shown_of
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.row_list import RowList
from megadesk.ui.widgets.states import Message, States

NARROW_PX: Final = 560
PAGE: Final = 5000
"""More are not shown at once: the latest are what people look for."""


class BinView(QWidget):
    """Signals: line_changed(Text) for what stands below the page's title."""

    line_changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: list[m.BinEntry] = []
        self._words, self._side, self._has_more, self._is_known = "", "", False, False
        self.list = RowList(text("Deleted items"), is_many=True)
        empty = Message(
            "trash-2",
            text("The bin is empty"),
            text("Items deleted by you or another device are kept here for a while."),
        )
        self.states = States(self.list, empty)
        self._sides = QButtonGroup(self)
        chips = [
            self._chip("", text("All")),
            self._chip("cloud", text("Cloud", note="what was removed there")),
            self._chip("local", text("This computer", note="what was removed here")),
        ]
        chips[0].setChecked(True)
        self._unread = Label(NOTHING, "small", "warn", wrap=True)
        self._unread.hide()
        self._restore = Button(text("Restore"), "primary", "undo-2")
        self._elsewhere = Button(text("Restore to…"))
        self._delete = Button(text("Delete permanently…"), "danger")
        self._empty = Button(text("Empty bin…"))
        self._chosen = Label(NOTHING, "muted")
        self._more = IconButton("ellipsis", text("More"))
        self._more.hide()
        foot = row(self._chosen, None, self._more, self._elsewhere, self._delete, self._restore, spacing=8)
        self.setLayout(
            column(
                row(*chips, None, self._empty, margins=(EDGE_PX, 0, EDGE_PX, 8), spacing=6),
                row(self._unread, margins=(EDGE_PX, 0, EDGE_PX, 4)),
                self.states,
                row(foot, margins=(EDGE_PX, 8, EDGE_PX, 12)),
            )
        )
        self._commands = [
            command(self, text("Restore"), self.restore, "Ctrl+R"),
            command(self, text("Restore to…"), self.restore_elsewhere),
            command(self, text("Delete permanently…"), self.delete, "Del"),
            command(self, text("Empty bin…"), self.empty),
        ]
        menu = QMenu(self._more)
        menu.addActions(self._commands[1:])
        self._more.setMenu(menu)
        self._restore.clicked.connect(self.restore)
        self._elsewhere.clicked.connect(self.restore_elsewhere)
        self._delete.clicked.connect(self.delete)
        self._empty.clicked.connect(self.empty)
        self.list.picked.connect(self._offer)
        self.list.opened.connect(lambda _: self.restore())
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.states.retried.connect(self.read)
        self._offer()

    @property
    def chosen(self) -> list[m.BinEntry]:
        """What is chosen."""
        wanted = set(self.list.keys)
        return [entry for entry in self._entries if entry.id in wanted]

    def commands(self) -> list[QAction | None]:
        """Return what can be done."""
        return list(self._commands)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Have a menu where there is no room for all the buttons."""
        super().resizeEvent(event)
        buttons = (self._elsewhere, self._delete, self._restore)
        wanted = sum(button.sizeHint().width() + 8 for button in buttons) + look().px(90) + 2 * EDGE_PX
        is_narrow = self.width() < max(look().px(NARROW_PX), wanted)
        self._more.setVisible(is_narrow)
        for button in (self._elsewhere, self._delete, self._empty, self._chosen):
            button.setVisible(not is_narrow)

    def read(self) -> None:
        """Look what is there."""
        self.states.show_loading()
        self._desk.link.ask(
            m.LIST_BIN, m.BinList(limit=PAGE), then=self._take, failed=lambda error: self._fail(words_of_error(error)),
            owner=self,
        )  # fmt: skip

    def search(self, words: str) -> None:
        """Show only what has these words in its path."""
        self._words = words
        self._show()

    # -- showing ------------------------------------------------------------------------------------------------------

    def _chip(self, side: str, label: Text) -> Button:
        chip = Button(label, "chip")
        chip.clicked.connect(lambda: self._choose_side(side))
        self._sides.addButton(chip)
        return chip

    def _choose_side(self, side: str) -> None:
        self._side = side
        self._show()

    def _take(self, found: m.BinEntries) -> None:
        self._entries, self._has_more, self._is_known = found.entries, found.more, True
        unread = len(found.unread)
        self._unread.setVisible(unread > 0)
        self._unread.show_words(
            plural("{n} folder cannot be read right now.", "{n} folders cannot be read right now.", unread)
        )
        self._show()

    def _fail(self, words: Text) -> None:
        self.states.show_error(words)
        self.line_changed.emit(NOTHING)

    def _show(self) -> None:
        if not self._is_known:
            self.line_changed.emit(text("Loading…"))
            return
        shown = shown_of(self._entries, self._side, self._words)
        rows = [bin_row(entry, self._desk.now_ms()) for entry in shown]
        self.list.show_rows([KeyedRow(key=one.id, look=one.look, tip=one.tip) for one in rows])
        is_narrowed = bool(self._entries) and not shown
        self.line_changed.emit(NOTHING if is_narrowed else bin_line(shown, has_more=self._has_more))
        if shown:
            self.states.show_content()
        elif is_narrowed:
            sentence = text("No deleted item matches your search.")
            self.states.show_empty(("search", text("Nothing found"), sentence, NOTHING))
        else:
            sentence = text("Items deleted by you or another device are kept here for a while.")
            self.states.show_empty(("trash-2", text("The bin is empty"), sentence, NOTHING))
        self._offer()

    def _offer(self) -> None:
        chosen = self.chosen
        is_any = bool(chosen)
        is_of_one_side = len({(entry.side, entry.pair) for entry in chosen}) == 1
        buttons = (self._restore, self._elsewhere, self._delete, self._empty)
        fits = (is_any, is_of_one_side, is_any, bool(self._entries))
        for button, action, can in zip(buttons, self._commands, fits, strict=True):
            button.setEnabled(can)
            action.setEnabled(can)
        self._chosen.show_words(plural("{n} selected", "{n} selected", len(chosen)) if is_any else NOTHING)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._commands[:3])
        menu.popup(self.list.viewport().mapToGlobal(point))

    # -- doing --------------------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Bring back what is chosen."""
        bring_back(self._desk, self.chosen, then=self.read)

    def restore_elsewhere(self) -> None:
        """Bring back what is chosen, to another place."""
        chosen = self.chosen
        if not chosen or not self._elsewhere.isEnabled():
            return
        if chosen[0].side == "cloud":
            sheet = ChooseCloudFolder(
                self._desk, heading=text("Where should it be restored to?"), primary=text("Restore here"), parent=self
            )
            sheet.chosen.connect(lambda folder: bring_back_to(self._desk, chosen, folder, then=self.read))
            sheet.show()
            return
        dialog = QFileDialog(self, say(text("Where should it be restored to?")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        status = self._desk.state.now.status
        local = next((pair.local for pair in status.pairs if pair.name == chosen[0].pair), "") if status else ""
        if local and Path(local).is_dir():
            dialog.setDirectory(local)
        dialog.fileSelected.connect(lambda folder: bring_back_to(self._desk, chosen, folder, then=self.read))
        dialog.open()

    def delete(self) -> None:
        """Ask whether what is chosen is to be gone for good."""
        chosen = self.chosen
        if chosen:
            self._ask_about(DeleteForGoodSheet(self._desk, chosen, [entry.id for entry in chosen], parent=self))

    def empty(self) -> None:
        """Ask whether all of the side that is shown is to be gone for good."""
        if self._entries:
            self._desk.link.ask(
                m.COUNT_BIN, m.BinCount(side=self._side), then=self._ask_about_all, failed=self._desk.notices.failed,
                owner=self,
            )  # fmt: skip

    def _ask_about_all(self, counted: m.Counted) -> None:
        going = set(counted.ids)
        named = [entry for entry in self._entries if entry.id in going]
        if going:
            self._ask_about(DeleteForGoodSheet(self._desk, named, counted.ids, counted.amount, parent=self))

    def _ask_about(self, sheet: DeleteForGoodSheet) -> None:
        sheet.removed.connect(self.read)
        sheet.show()
