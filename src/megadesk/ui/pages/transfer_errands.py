"""Uploads and downloads by hand, as cards above the list of transfers: those that go on, ask, or left something out.

They are asked for when somebody looks, a second after the queue changed or while one goes on, and now and then, since
one that only asks moves nothing; never unseen.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.errands import cancel_errand, list_errands
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errands import OVER, ErrandShow, cards
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Elided, Parts
from megadesk.ui.widgets.layout import EDGE_PX, clear, column, row

AGAIN_MS: Final = 1000
NOW_AND_THEN_MS: Final = 5000
IN_VIEW: Final = 3
PEEK_PX: Final = 10
LARGE: Final = 1.4
"""From this text scale on one of them takes the room of three."""

AWAY: Final = "errands_away"
AWAY_MAX: Final = 200


class ErrandCard(Surface):
    """One of them. Signals: acted(action, id); ended(id) for cancel, or for putting it away once it is over."""

    acted = Signal(str, str)
    ended = Signal(str)

    def __init__(self, show: ErrandShow) -> None:
        super().__init__("inset")
        self.show_now = show
        self._icon = Icon(show.icon, show.tone)
        self._heading = Elided(show.heading, "strong")
        self._below = Parts(show.below, "small")
        self._bar = Bar(show.heading, height=4)
        self._button = Button(show.label)
        self._button.clicked.connect(lambda: self.acted.emit(self.show_now.action, self.show_now.id))
        self._end = IconButton("x", text("Cancel"))
        self._end.clicked.connect(lambda: self.ended.emit(self.show_now.id))
        words = column(self._heading, self._below, self._bar, spacing=3)
        line = row(self._icon, words, self._button, self._end, margins=(14, 8, 8, 8), spacing=12)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.put(show)

    def put(self, show: ErrandShow) -> None:
        """Show how it stands now."""
        self.show_now = show
        self._icon.show_icon(show.icon, show.tone)
        self._heading.show_words(show.heading)
        self._below.show_words(show.below)
        self._bar.setVisible(show.part is not None)
        self._bar.show_part(show.part or 0.0)
        self._button.setVisible(bool(show.action))
        self._button.show_words(show.label)
        self._end.show_name(text("Cancel") if show.may_cancel else text("Dismiss"), "x")


class ErrandStrip(QWidget):
    """All of them; hidden while there are none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards: dict[str, ErrandCard] = {}
        self._found: dict[str, m.ErrandStatus] = {}
        self._going = False
        self._is_on = False
        self._versions = (-1, -1)
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self._column = column(spacing=6)
        self._inner.setLayout(self._column)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.setAccessibleName("")
        self.setLayout(column(self._area, margins=(EDGE_PX, 0, EDGE_PX, 12)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.again)
        self.hide()

    def start(self) -> None:
        """Somebody looks."""
        if not self._is_on:
            self._is_on = True
            self._desk.state.changed.connect(self._on_state)
            self.again()

    def stop(self) -> None:
        """Nobody looks."""
        if self._is_on:
            self._is_on = False
            self._desk.state.changed.disconnect(self._on_state)
            self._timer.stop()

    def again(self) -> None:
        """Ask how they stand."""
        if self._is_on:
            self._timer.start(NOW_AND_THEN_MS)
            list_errands(self._desk, self._take, self)

    def _on_state(self, state: AppState) -> None:
        told = state.transfers
        versions = (told.queue_version, told.history_version) if told is not None else self._versions
        if (self._going or versions != self._versions) and self._timer.interval() != AGAIN_MS:
            self._versions = versions
            self._timer.start(AGAIN_MS)

    def _take(self, found: m.ErrandList) -> None:
        self._going = any(errand.state not in OVER for errand in found.errands)
        self._found = {errand.id: errand for errand in found.errands}
        self._put(cards(found.errands, self._desk.prefs.words(AWAY)))

    def _put(self, found: list[ErrandShow]) -> None:
        if [show.id for show in found] != list(self._cards):
            clear(self._column)
            self._cards = {show.id: self._made(show) for show in found}
        for show in found:
            self._cards[show.id].put(show)
        count = min(len(found), IN_VIEW if look().scale < LARGE else 1)
        peek = look().px(PEEK_PX) if count < len(found) else 0  # so that the next can be guessed
        self._area.setFixedHeight(count * look().px(66) + max(0, count - 1) * 6 + peek)
        self.setVisible(bool(found))

    def _made(self, show: ErrandShow) -> ErrandCard:
        card = ErrandCard(show)
        card.setFixedHeight(look().px(66))
        card.acted.connect(self._act)
        card.ended.connect(self._end)
        self._column.addWidget(card)
        return card

    def _act(self, action: str, name: str) -> None:
        if action == "answer":
            from megadesk.ui.dialogs.duplicates import DuplicatesSheet

            sheet = DuplicatesSheet(self._desk, self._found[name], parent=self.window())
            sheet.answered.connect(self._on_answered)
            sheet.show()
        else:
            from megadesk.ui.dialogs.errand_problems import ErrandProblemsSheet

            ErrandProblemsSheet(self._desk, name, self._cards[name].show_now.heading, self.window()).show()

    def _on_answered(self) -> None:
        self.again()

    def _end(self, name: str) -> None:
        if self._cards[name].show_now.may_cancel:
            cancel_errand(self._desk, name, self.again)
        else:
            kept = [*self._desk.prefs.words(AWAY), name]
            self._desk.prefs.keep(AWAY, kept[-AWAY_MAX:])
            self.again()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as high as what is shown."""
        return QSize(200, self._area.height() + 12)
