"""Facts, line by line: what at the left, how much at the right. Values can be chosen and copied; some lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.file_facts import Fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label


class Link(Button):
    """Words that lead somewhere, as long as there is room for; shortened in the middle, the whole is the tooltip."""

    def __init__(self, words: Text, tip: Text, parent: QWidget | None = None) -> None:
        self._words = say(words)
        super().__init__(words, "link", tip=tip or words, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(look().px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Show what there is room for."""
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width() - 2)
        self.setText(shown.replace("&", "&&"))


class Facts(QWidget):
    """Signals: pressed(word) for a fact that leads somewhere."""

    pressed = Signal(str)

    def __init__(self, links: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = links
        self._shown: list[Fact] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show others."""
        if list(facts) == self._shown:
            return
        self._shown = list(facts)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, fact in enumerate(facts):
            label = Label(fact.label, "muted")
            self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._value(fact), line, 1)

    def _value(self, fact: Fact) -> QWidget:
        if fact.word in self._links:
            button = Link(fact.value, fact.tip)
            button.clicked.connect(lambda: self.pressed.emit(fact.word))
            return button
        value = Label(fact.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setToolTip(say(fact.tip))
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # A path has no blanks at which it could be broken.
        value.setText(value.text().replace("/", "/\u200b") if "/" in value.text() else value.text())
        value.setAccessibleName(say(fact.value))
        return value
