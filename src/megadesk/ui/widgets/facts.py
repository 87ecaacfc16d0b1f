"""Facts, line by line: what at the left, how much at the right. Values can be chosen and copied; some lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.file_facts import Fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label

NARROW_PX: Final = 300


class Link(Button):
    """Words that lead somewhere, in as many lines as they need: a path is broken at its slashes."""

    def __init__(self, words: Text, tip: Text, parent: QWidget | None = None) -> None:
        self._words = say(words)
        super().__init__(words, "link", tip=tip or words, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(look().px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Show what there is room for."""
        super().resizeEvent(event)
        shown = "\n".join(broken(self._words, self.fontMetrics(), self.width() - 2))
        self.setText(shown.replace("&", "&&"))


def broken(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Return words in lines of a width, broken at blanks and behind slashes; what is longer is shortened in the middle."""
    lines = [""]
    for piece in re.findall(r"[^/ ]*[/ ]?", words):
        if lines[-1] and metrics.horizontalAdvance(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [metrics.elidedText(line.rstrip(), Qt.TextElideMode.ElideMiddle, width) for line in lines]


class Facts(QWidget):
    """Labels stand above their values where it is narrow. Signals: pressed(word) for a fact that leads somewhere."""

    pressed = Signal(str)

    def __init__(self, links: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = links
        self._shown: list[Fact] = []
        self._is_narrow = False
        self._lines: list[tuple[Label, QWidget]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show others."""
        if list(facts) == self._shown:
            return
        self._shown = list(facts)
        for pair in self._lines:
            for widget in pair:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines = [(Label(fact.label, "muted"), self._value(fact)) for fact in facts]
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the labels beside their values, or above them."""
        super().resizeEvent(event)
        is_narrow = self.width() < look().px(NARROW_PX)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._lay()

    def _lay(self) -> None:
        self._grid.setVerticalSpacing(0 if self._is_narrow else 7)
        for number, (label, value) in enumerate(self._lines):
            if self._is_narrow:
                label.setContentsMargins(0, 8 if number else 0, 0, 1)
                self._grid.addWidget(label, 2 * number, 0, 1, 2)
                self._grid.addWidget(value, 2 * number + 1, 0, 1, 2)
            else:
                label.setContentsMargins(0, 0, 0, 0)
                self._grid.addWidget(label, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, 2 * number, 1)

    def _value(self, fact: Fact) -> QWidget:
        if fact.word in self._links:
            button = Link(fact.value, fact.tip)
            button.clicked.connect(lambda: self.pressed.emit(fact.word))
            return button
        value = Label(fact.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setToolTip(tip(say(fact.tip)))
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # A path has no blanks at which it could be broken.
        value.setText(value.text().replace("/", "/\u200b") if "/" in value.text() else value.text())
        value.setAccessibleName(say(fact.value))
        return value
