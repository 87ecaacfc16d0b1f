"""The rail at the side of the window: the pages by icon and word, and at its foot how everything stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.pages.book import Entry
from megadesk.ui.text import NOTHING, plural, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.overall import Overall
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row

WIDTH_PX = 196
MARGIN_PX = 10


class Rail(QWidget):
    """Signals: goes(page) when a page was chosen, acted(action) when the foot's button was pressed."""

    goes = Signal(str)
    acted = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._titles = {entry.word: entry.title for entry in entries}
        for entry in entries:
            button = Button(entry.title, "rail", entry.icon)
            button.clicked.connect(lambda _=False, word=entry.word: self.goes.emit(word))
            self._group.addButton(button)
            self._buttons[entry.word] = button
        self._action = ""
        self._icon = Icon("loader", "muted")
        self._title = Label(NOTHING, "strong", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sentence = Label(NOTHING, "small", wrap=True)
        self._part = Bar(text("Progress"), height=4)
        self._button = Button(NOTHING)
        self._button.clicked.connect(lambda: self.acted.emit(self._action))
        foot = column(
            row(self._icon, self._title, spacing=8),
            self._sentence,
            self._part,
            self._button,
            margins=(10, 0, 10, 4),
            spacing=6,
        )
        self.setLayout(column(*self._buttons.values(), None, foot, margins=(MARGIN_PX, 14, MARGIN_PX, 12), spacing=3))
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the longest word needs, not wider: large text needs the room beside the rail more."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        wanted = (WIDTH_PX, round(WIDTH_PX * (1 + (look().scale - 1) / 2)), widest + 2 * MARGIN_PX)
        self.setFixedWidth(max(wanted))

    def show_page(self, word: str) -> None:
        """Mark the page that is shown; a keyboard that was at another page's button goes along."""
        button = self._buttons[word]
        button.setChecked(True)
        if self.window().focusWidget() in self._buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: Overall, *, problems: int) -> None:
        """Show how everything stands, and how many problems there are."""
        self._icon.show_icon(state.icon, state.tone)
        self._title.show_words(state.title)
        self._sentence.show_words(state.sentence)
        self._sentence.setVisible(state.sentence != state.title)
        self._part.setVisible(state.part is not None)
        self._part.show_part(state.part or 0.0)
        self._action = state.action
        self._button.setVisible(bool(state.action))
        self._button.show_words(state.action_label)
        if "problems" not in self._buttons:
            return
        words = self._titles["problems"]
        button = self._buttons["problems"]
        button.setText(f"{say(words)}   {problems}" if problems else say(words))
        spoken = plural("Problems, one problem", "Problems, {n} problems", problems) if problems else words
        button.setAccessibleName(say(spoken))
