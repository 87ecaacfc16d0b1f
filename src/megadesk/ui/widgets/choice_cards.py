"""One of a few, each with an icon, a title and what it means: for questions that deserve more than a drop-down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Label, restyle
from megadesk.ui.widgets.layout import column, row

Choice = tuple[str, str, Text, Text]
"""word, icon, title, what it means"""


class ChoiceCards(QWidget):
    """Cards of which one is chosen; the arrow keys go from one to the next. Signals: chosen(str) when a person chose."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards = {choice[0]: ChoiceCard(choice) for choice in choices}
        for card in self._cards.values():
            self._group.addButton(card.radio)
            card.radio.clicked.connect(self._tell)
        self.setLayout(column(*self._cards.values(), spacing=8))
        self.show_value(value)

    def value(self) -> str:
        """Return the word that is chosen; "" if none is."""
        return next((word for word, card in self._cards.items() if card.radio.isChecked()), "")

    def show_value(self, value: str) -> None:
        """Choose one, without telling anybody."""
        if value in self._cards:
            self._cards[value].radio.setChecked(True)

    def first_field(self) -> QWidget:
        """Return what the keyboard goes to: the one that is chosen."""
        words = list(self._cards)
        return self._cards[self.value() or words[0]].radio

    def _tell(self) -> None:
        self.chosen.emit(self.value())


class ChoiceCard(Surface):
    """One card; a click anywhere on it chooses it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__("card")
        _, self._icon_name, title, meaning = choice
        self.radio = QRadioButton()
        self.radio.setAccessibleName(say(title))
        self.radio.setAccessibleDescription(say(meaning))
        self.radio.toggled.connect(self._show_chosen)
        words, below = Label(title, "strong", wrap=True), Label(meaning, "small", wrap=True)
        for label in (words, below):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._icon = Icon(self._icon_name, "muted", 20)
        text_column = column(words, below, spacing=2)
        line = row(self._icon, text_column, self.radio, margins=(14, 10, 10, 10), spacing=12)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Choose it."""
        if self.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.radio.click()
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Point only at what can be chosen."""
        if event.type() == QEvent.Type.EnabledChange:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)
        super().changeEvent(event)

    def _show_chosen(self, is_chosen: bool) -> None:
        self.setProperty("chosen", is_chosen)
        self._icon.show_icon(self._icon_name, "accent" if is_chosen else "muted")
        restyle(self)
