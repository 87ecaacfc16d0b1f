"""One backup as a card: how it stands, when it ran and runs next, what is kept, and the first thing that is the matter.

The card can have the keyboard: then Space pauses and resumes, Delete stops, Return shows its runs, and the menu key opens
the menu. It asks nobody; what a person does it says by signals. ``OtherRow`` is the backup of another computer.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.pages.sync_card import TroubleStrip
from megadesk.ui.text import NOTHING, Text, joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.backups import BackupCard, OtherCard, card_sentence, other_sentence
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.focus_card import FocusCard
from megadesk.ui.widgets.labels import Elided, Label, Parts
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.tile import StateTile

ACTION_OF_KEY: Final = {
    Qt.Key.Key_Space: "pause",
    Qt.Key.Key_Delete: "stop",
    Qt.Key.Key_Return: "runs",
    Qt.Key.Key_Enter: "runs",
}
NARROW_PX: Final = 620
SHARES: Final = (14, 17, 25, 23, 19)
"""Of the width, for each fact: by how long it gets, the same in every card, so that they stand below each other."""
"""Below that width, at the usual text size, the facts stand in two columns."""


class Fact(QWidget):
    """One fact: what it is about, and below it what is so."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = Elided()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(column(Label(name, "small"), self._value, spacing=2))

    def show_fact(self, words: Text, exact: Text = NOTHING) -> None:
        """Show it; ``exact`` is said where the pointer rests."""
        self._value.show_words(words)
        self.setToolTip(say(exact))


class BackupCardView(FocusCard):
    """A backup of this computer. Actions: now, pause, runs, restore, problems, stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(text("More actions for this backup"), ACTION_OF_KEY, parent)
        self._tile = StateTile()
        self._name, self._title = Elided(NOTHING, "section"), Label(NOTHING, "strong", wrap=True)
        self._path = Elided(NOTHING, "muted")
        self.now = IconButton("refresh-cw", text("Run now"), keys="Ctrl+R")
        self.now.clicked.connect(lambda: self.wanted.emit("now"))
        self.pause = IconButton("pause", text("Pause"), keys="Space")
        self.pause.clicked.connect(lambda: self.wanted.emit("pause"))
        self._facts = {
            "schedule": Fact(text("Schedule")),
            "last": Fact(text("Last run")),
            "next": Fact(text("Next run")),
            "size": Fact(text("In the cloud")),
            "kept": Fact(text("You can go back to")),
        }
        self._grid = QGridLayout()
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._columns = 0
        self._bar = Bar(text("Progress"), height=4)
        self._trouble = TroubleStrip()
        self._trouble.acted.connect(lambda: self.wanted.emit("problems"))
        self.runs = Button(text("Runs…"), "quiet", "history")
        self.runs.clicked.connect(lambda: self.wanted.emit("runs"))
        self.restore = Button(text("Restore…"), "quiet", "archive-restore")
        self.restore.clicked.connect(lambda: self.wanted.emit("restore"))
        self._arrange()

    def _arrange(self) -> None:
        titles = column(self._name, self._title, self._path, spacing=2)
        self._buttons = row(self.runs, self.restore, self.now, self.pause, self.more, spacing=2)
        buttons = self._buttons
        head = row(self._tile, titles, buttons, spacing=12)
        head.setStretch(1, 1)
        for part in (self._tile, buttons):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        facts = Surface("inset", self._grid)
        self._lay_facts(5)
        self._foot = row(None, spacing=2)
        self.setLayout(column(head, facts, self._bar, self._trouble, self._foot, margins=(18, 16, 14, 16), spacing=10))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the facts into as many columns as there is room for."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(NARROW_PX)
        self._lay_facts(5 if is_wide else 2)
        for place, button in enumerate((self.runs, self.restore)):
            if is_wide:
                self._buttons.insertWidget(place, button)
            else:
                self._foot.addWidget(button)

    def _lay_facts(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, fact in enumerate(self._facts.values()):
            self._grid.addWidget(fact, number // columns, number % columns)
        for number in range(5):
            share = SHARES[number] if columns == 5 else 1
            self._grid.setColumnStretch(number, share if number < columns else 0)

    def show_card(self, card: BackupCard) -> None:
        """Show a backup as it is now."""
        self._tile.show_state(card.icon, card.tone)
        self._name.show_words(verbatim(card.name))
        self._title.show_words(card.title, card.tone if card.tone in {"warn", "error"} else "")
        self._path.show_words(verbatim(card.local))
        self._facts["schedule"].show_fact(card.schedule, card.schedule)
        self._facts["last"].show_fact(card.last_run, card.last_exact)
        self._facts["next"].show_fact(card.next_run)
        self._facts["size"].show_fact(card.size, card.size)
        self._facts["kept"].show_fact(card.kept)
        self.pause.show_name(text("Resume") if card.is_paused else text("Pause"), "play" if card.is_paused else "pause")
        self.now.setEnabled(not card.is_paused and not card.is_running)
        self.runs.setEnabled(card.run is not None)
        self.restore.setEnabled(card.run is not None)
        self._bar.setVisible(card.part is not None)
        self._bar.show_part(card.part or 0.0)
        self._trouble.setVisible(card.trouble is not None)
        if card.trouble is not None:
            self._trouble.show_trouble(card.trouble)
        self.setAccessibleName(say(card_sentence(card)))
        self.setAccessibleDescription(say(verbatim(card.local)))


class OtherCardView(FocusCard):
    """The backup of another computer. Actions: runs, restore, files, takeover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(text("More actions for this backup"), ACTION_OF_KEY, parent)
        self._name, self._facts = Elided(NOTHING, "strong"), Parts(NOTHING, "muted")
        self.restore = Button(text("Restore…"), "quiet", "archive-restore")
        self.restore.clicked.connect(lambda: self.wanted.emit("restore"))
        self.take_over = Button(text("Take over…"), "quiet", "laptop")
        self.take_over.clicked.connect(lambda: self.wanted.emit("takeover"))
        titles = column(self._name, self._facts, spacing=2)
        line = row(Icon("laptop", "muted", 22), titles, self.restore, self.take_over, self.more, spacing=8)
        line.setContentsMargins(18, 12, 14, 12)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_card(self, card: OtherCard) -> None:
        """Show it as it is now."""
        self._name.show_words(verbatim(card.name))
        device = text("of {device}", device=verbatim(card.device))
        self._facts.show_words(joined([device, card.size, card.last_run]))
        self.setToolTip(say(card.last_exact))
        self.setAccessibleName(say(other_sentence(card)))
