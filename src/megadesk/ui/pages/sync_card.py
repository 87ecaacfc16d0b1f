"""One synced folder as a card: what it is, how it stands, both its ends, and the first thing that is the matter.

The card can have the keyboard: then Space pauses and resumes, Delete removes, Return opens the folder, the menu key
opens the menu, and the arrows go to the card above or below. It asks nobody; what a person does it says by signals.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, joined, text, verbatim
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.sync import DIRECTION_ICONS, PairCard, Trouble, card_sentence, direction_meaning
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.focus_card import FocusCard
from megadesk.ui.widgets.labels import Elided, Label, restyle
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.tile import StateTile

ACTION_OF_KEY: Final = {
    Qt.Key.Key_Space: "pause",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Up: "previous",
}


class End(QWidget):
    """One end of a folder: on this computer, or in the cloud."""

    def __init__(self, icon_name: str, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._path = Elided()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = column(Label(name, "small"), self._path, spacing=1)
        made = row(Icon(icon_name, "muted"), lines, spacing=10)
        made.setStretch(1, 1)
        self.setLayout(made)

    def show_path(self, path: str) -> None:
        """Show where it is."""
        self._path.show_words(verbatim(path))
        self._path.setAccessibleName(say(text("{end}: {path}", end=self._name, path=path)))


class TroubleStrip(Surface):
    """What is the matter, what helps, and the way to it. Signals: acted()."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent=parent)
        self._icon = Icon("triangle-alert", "warn")
        self._words, self._remedy = Label(NOTHING, wrap=True), Label(NOTHING, "small", wrap=True)
        for label in (self._words, self._remedy):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = Label(NOTHING, "small")
        self._button = Button(text("Show problem"), "quiet")
        self._button.clicked.connect(self.acted)
        lines = column(self._words, self._remedy, spacing=2)
        made = row(self._icon, lines, self._more, self._button, margins=(12, 9, 8, 9), spacing=10)
        made.setStretch(1, 1)
        made.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(made)

    def show_trouble(self, trouble: Trouble) -> None:
        """Say it."""
        self._icon.show_icon("circle-alert" if trouble.tone == "error" else "triangle-alert", trouble.tone)
        self._words.show_words(trouble.words)
        self._remedy.show_words(trouble.remedy)
        self._remedy.setVisible(bool(trouble.remedy))
        self._more.show_words(trouble.more)
        self._more.setVisible(bool(trouble.more))
        self._button.setVisible(bool(trouble.issue) or bool(trouble.more))
        self._button.show_words(text("Show problems") if trouble.more else text("Show problem"))
        if self.property("tone") != trouble.tone:
            self.setProperty("tone", trouble.tone)
            restyle(self)


class SyncCard(FocusCard):
    """Signals: wanted(action) for pause, open, remove, problems, next, previous; asked_menu(QPoint) where the menu belongs; focused()."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(text("More actions for this folder"), ACTION_OF_KEY, parent)
        self._tile = StateTile()
        self._name, self._title = Elided(NOTHING, "section"), Label(NOTHING, "strong", wrap=True)
        self._facts = Label(NOTHING, "muted", wrap=True)
        self.pause = IconButton("pause", text("Pause"), keys="Space")
        self.pause.clicked.connect(lambda: self.wanted.emit("pause"))
        self._open = IconButton("folder-open", text("Open folder"), keys="Return")
        self._open.clicked.connect(lambda: self.wanted.emit("open"))
        self._here, self._there = End("laptop", text("On this computer")), End("cloud", text("In the cloud"))
        self._way = Icon("arrow-left-right", "accent")
        self._bar = Bar(text("Progress"), height=4)
        self._trouble = TroubleStrip()
        self._trouble.acted.connect(lambda: self.wanted.emit("problems"))
        self._arrange()

    def _arrange(self) -> None:
        buttons = row(self.pause, self._open, self.more, spacing=2)
        first = row(column(self._name, self._title, spacing=2), buttons, spacing=12)
        first.setStretch(0, 1)
        first.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        head = row(self._tile, column(first, self._facts, spacing=2), spacing=12)
        head.setStretch(1, 1)
        head.setAlignment(self._tile, Qt.AlignmentFlag.AlignTop)
        ends = row(self._here, self._way, self._there, margins=(14, 10, 14, 10), spacing=16)
        ends.setStretch(0, 1)
        ends.setStretch(2, 1)
        inset = Surface("inset", ends)
        self.setLayout(column(head, inset, self._bar, self._trouble, margins=(18, 16, 14, 16), spacing=12))

    def show_card(self, card: PairCard) -> None:
        """Show a folder as it is now."""
        self._tile.show_state(card.icon, card.tone)
        self._name.show_words(verbatim(card.name))
        self._title.show_words(card.title, card.tone if card.tone in {"warn", "error"} else "")
        self._facts.show_words(card.facts)
        self._facts.setToolTip(tip(say(card.exact)))
        self._here.show_path(card.local)
        self._there.show_path(card.remote)
        self._way.show_icon(self._arrow(card.direction), "accent")
        self._way.setToolTip(say(direction_meaning(card.direction)))
        self.pause.show_name(text("Resume") if card.is_paused else text("Pause"), "play" if card.is_paused else "pause")
        self._bar.setVisible(card.part is not None)
        self._bar.show_part(card.part or 0.0)
        self._trouble.setVisible(card.trouble is not None)
        if card.trouble is not None:
            self._trouble.show_trouble(card.trouble)
        self.setAccessibleName(say(card_sentence(card)))
        self.setAccessibleDescription(say(joined([verbatim(card.local), verbatim(card.remote)])))

    def _arrow(self, direction: str) -> str:
        """Return the arrow from where changes come to where they go: the ends change places where it is read from the right."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        seen = {"up": "down", "down": "up"}.get(direction, direction) if mirrored else direction
        return DIRECTION_ICONS[seen]
