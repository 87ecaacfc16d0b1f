"""The strip at the foot of the files page: what is being sent and fetched, how far it is, and what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from megadesk.ui.text import NOTHING, plural, text
from megadesk.ui.viewmodels.errands import ErrandShow
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, Surface, inset
from megadesk.ui.widgets.labels import Elided, Parts
from megadesk.ui.widgets.layout import EDGE_PX, column, row

SHOWN_MAX: Final = 3
"""More are counted: the transfers page has them all."""


class ErrandLine(QWidget):
    """One errand. Signals: answered(id), cancelled(id)."""

    answered = Signal(str)
    cancelled = Signal(str)

    def __init__(self, shown: ErrandShow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = shown.id
        self._icon = Icon(shown.icon, shown.tone)
        self._title = Elided(shown.heading, "strong")
        self._facts = Parts(shown.below, "small")
        self._bar = Bar(text("Progress"), height=4)
        self._answer = Button(text("Decide…"), "quiet")
        self._answer.clicked.connect(lambda: self.answered.emit(self._id))
        cancel = IconButton("x", text("Cancel"), size=28)
        cancel.clicked.connect(lambda: self.cancelled.emit(self._id))
        words = column(self._title, self._facts, self._bar, spacing=3)
        line = row(self._icon, words, self._answer, cancel, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.show_row(shown)

    def show_row(self, shown: ErrandShow) -> None:
        """Show it as it is now."""
        asks = shown.action == "answer"
        self._icon.show_icon(shown.icon, shown.tone)
        self._title.show_words(shown.heading)
        self._facts.show_words(shown.below)
        self._answer.setVisible(asks)
        self._bar.setVisible(not asks)
        self._bar.show_part(shown.part or 0.0, shown.tone)


class ErrandStrip(QWidget):
    """Signals: answered(id), cancelled(id), more_wanted() for the page that has all."""

    answered = Signal(str)
    cancelled = Signal(str)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, ErrandLine] = {}
        self._box = column(spacing=10)
        self._more = Button(NOTHING, "quiet")
        self._more.clicked.connect(self.more_wanted)
        card: Surface = inset(column(self._box, self._more, margins=(14, 10, 10, 10), spacing=4))
        self.setLayout(column(card, margins=(EDGE_PX, 4, EDGE_PX, 12)))
        self.hide()

    def show_rows(self, rows: Sequence[ErrandShow]) -> None:
        """Show what is under way now; nothing: be gone."""
        shown = rows[:SHOWN_MAX]
        wanted = {each.id for each in shown}
        for gone in [errand for errand in self._lines if errand not in wanted]:
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
        for each in shown:
            if each.id in self._lines:
                self._lines[each.id].show_row(each)
            else:
                self._lines[each.id] = self._added(each)
        more = len(rows) - len(shown)
        self._more.show_words(plural("{n} more", "{n} more", more))
        self._more.setVisible(more > 0)
        self.setVisible(bool(rows))

    def _added(self, shown: ErrandShow) -> ErrandLine:
        line = ErrandLine(shown)
        line.answered.connect(self.answered)
        line.cancelled.connect(self.cancelled)
        self._box.addWidget(line)
        return line
