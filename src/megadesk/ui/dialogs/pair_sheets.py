"""What can be changed about a synced folder, each in a full sentence: direction, symbolic links, and to sync it no longer."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from megadesk.ui.actions import sync as actions
from megadesk.ui.desk import Desk
from megadesk.ui.text import Text, joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.sync import PairCard, directions, link_ways
from megadesk.ui.widgets.cards import Icon, inset
from megadesk.ui.widgets.choices import Choices
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.sheet import Sheet

WIDTH_PX: Final = 480


class DirectionSheet(Sheet):
    """Which way changes of a folder travel."""

    def __init__(self, desk: Desk, pair: PairCard, parent: QWidget | None = None) -> None:
        self._ways = Choices(text("Sync direction"), directions(), pair.direction)
        back = Label(
            text("This deletes nothing. You can change it back at any time."), "muted", wrap=True
        )  # fmt: skip
        super().__init__(
            text("Sync direction of “{name}”", name=pair.name),
            column(self._ways, 14, back),
            primary=text("Change direction"),
            context=_both_ends(pair),
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self._desk, self._pair = desk, pair
        self.accepted_by_person.connect(self._accept)

    def _accept(self) -> None:
        if self._ways.value() != self._pair.direction:
            actions.set_direction(self._desk, self._pair, self._ways.value())
        self.close()


class LinksSheet(Sheet):
    """What becomes of symbolic links in a folder."""

    def __init__(self, desk: Desk, pair: PairCard, parent: QWidget | None = None) -> None:
        self._ways = Choices(text("Symbolic links"), link_ways(), pair.symlinks)
        super().__init__(
            text("Symbolic links in “{name}”", name=pair.name),
            column(self._ways),
            primary=text("Change"),
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self._desk, self._pair = desk, pair
        self.accepted_by_person.connect(self._accept)

    def _accept(self) -> None:
        if self._ways.value() != self._pair.symlinks:
            actions.set_links(self._desk, self._pair, self._ways.value())
        self.close()


class RemovePairSheet(Sheet):
    """Says exactly what stays where, before a folder is synced no longer."""

    def __init__(self, desk: Desk, pair: PairCard, parent: QWidget | None = None) -> None:
        stays = [
            ("laptop", text("On this computer everything stays where it is: {path}", path=pair.local)),
            ("cloud", text("In the cloud everything stays where it is: {path}", path=pair.remote)),
            ("users", text("Your other computers keep syncing their own folders.")),
            (
                "folder-plus",
                text(
                    "You can add the same two folders again later: files that are the same are not transferred again."
                ),
            ),
        ]
        super().__init__(
            text("Stop syncing “{name}”?", name=pair.name),
            inset(column(*(_line(icon, words) for icon, words in stays), None, margins=(14, 12, 14, 12), spacing=10)),
            primary=text("Stop syncing"),
            kind="danger",
            context=text("Changes are no longer synced between this folder and the cloud. No file is deleted."),
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self._desk, self._pair = desk, pair
        self.accepted_by_person.connect(self._accept)

    def _accept(self) -> None:
        actions.remove_pair(self._desk, self._pair)
        self.close()


def _line(icon: str, words: Text) -> QWidget:
    made = QWidget()
    label = Label(words, wrap=True)
    line = row(Icon(icon), label, spacing=10)
    line.setStretch(1, 1)
    made.setLayout(line)
    return made


def _both_ends(pair: PairCard) -> Text:
    return joined([verbatim(pair.local), verbatim(pair.remote)], " ↔ ")
