"""The rail at the side of the window: the pages by icon and word, and at its foot how everything stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.pages.book import Entry
from megadesk.ui.text import NOTHING, joined, plural, text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ICON_PX
from megadesk.ui.viewmodels.overall import Overall
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row

WIDTH_PX = 196
MARGIN_PX = 10
GAP_PX = 6
EDGES_PX = 40
"""Above the first page, and around the foot."""

COUNT_MAX = 999


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
        self._state: Overall | None = None
        self._problems = 0
        self._is_narrow = False
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
            spacing=GAP_PX,
        )
        self.setLayout(column(*self._buttons.values(), None, foot, margins=(MARGIN_PX, 14, MARGIN_PX, 12), spacing=3))
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the longest word needs, not wider: large text needs the room beside the rail more."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0) + 2 * MARGIN_PX
        if self._action:
            widest = max(widest, self._button.sizeHint().width() + 2 * MARGIN_PX + 20)
        usual = max(WIDTH_PX, round(WIDTH_PX * (1 + (look().scale - 1) / 2)), widest)
        self.setFixedWidth(look().px(ICON_PX) + 20 + 2 * MARGIN_PX if self._is_narrow else usual)
        self._fit_foot()

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Show icons alone, where the window has no room for their words; those are tooltips then."""
        if is_narrow is self._is_narrow:
            return
        self._is_narrow = is_narrow
        self._show_words()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave out of the foot what there is no room for."""
        super().resizeEvent(event)
        self._fit_foot()

    def _fit_foot(self) -> None:
        state, inner = self._state, self.width() - 2 * MARGIN_PX - 20
        room = self.height() - EDGES_PX - sum(button.sizeHint().height() + 3 for button in self._buttons.values())
        room -= max(self._icon.height(), self._title.heightForWidth(inner - self._icon.width() - 8))
        for widget, is_wanted, height in (
            (self._button, bool(self._action), self._button.sizeHint().height()),
            (self._part, state is not None and state.part is not None, self._part.height()),
            (self._sentence, state is not None and state.sentence != state.title, self._sentence.heightForWidth(inner)),
        ):
            is_shown = is_wanted and not self._is_narrow and height + GAP_PX <= room
            widget.setVisible(is_shown)
            room -= height + GAP_PX if is_shown else 0
        self._title.setVisible(not self._is_narrow)
        told = say(joined([state.title, state.sentence], ". ")) if state is not None else ""
        for each in (self._icon, self._title):
            each.setToolTip(told if self._sentence.isHidden() else "")
        self._icon.setAccessibleName(told if self._is_narrow else "")

    def _show_words(self) -> None:
        for word, button in self._buttons.items():
            words = say(self._titles[word])
            count = self._problems if word == "problems" else 0
            if count:
                words = f"{words}   {count if count <= COUNT_MAX else f'{COUNT_MAX}+'}"
            button.setText("" if self._is_narrow else words)
            button.setToolTip(words if self._is_narrow else "")

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
        self._part.show_part(state.part or 0.0)
        self._action = state.action
        self._button.show_words(state.action_label)
        self._state, self._problems = state, problems
        self._show_words()
        self._fit()
        if "problems" not in self._buttons:
            return
        words = self._titles["problems"]
        button = self._buttons["problems"]
        spoken = plural("Problems, {n} problem", "Problems, {n} problems", problems) if problems else words
        button.setAccessibleName(say(spoken))
