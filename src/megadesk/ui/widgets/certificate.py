"""The facts of a certificate as a person compares them: name and value, long digests in lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear

PAIRS_LEAST: Final = 16
"""What has so many pairs is a digest."""

PAIRS_A_LINE: Final = (16, 8, 4)


class Digest(Label):
    """Pairs in lines of the same length, as long as there is room for: two that are compared stand alike."""

    def __init__(self, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self._pairs = self.text().split(":")
        self._show_pairs(PAIRS_A_LINE[0])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow as the shortest lines, and as high as the lines there are."""
        return QSize(self._width_of(PAIRS_A_LINE[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Break where there is room for."""
        super().resizeEvent(event)
        fitting = (count for count in PAIRS_A_LINE if self._width_of(count) <= self.width())
        self._show_pairs(next(fitting, PAIRS_A_LINE[-1]))

    def _lines(self, count: int) -> list[str]:
        starts = range(0, len(self._pairs), count)
        return [":".join(self._pairs[at : at + count]) + ":" * (at + count < len(self._pairs)) for at in starts]

    def _width_of(self, count: int) -> int:
        return max(self.fontMetrics().horizontalAdvance(line) for line in self._lines(count))

    def _show_pairs(self, count: int) -> None:
        words = "\n".join(self._lines(count))
        if words != self.text():
            self.setText(words)


class CertificateGrid(QWidget):
    """Values can be chosen with the pointer, to be compared elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[Text, Text]]) -> None:
        """Show other facts; none hide it."""
        clear(self._grid)
        for number, (name, value) in enumerate(facts):
            is_digest = say(value).count(":") >= PAIRS_LEAST - 1
            shown = Digest(value) if is_digest else Label(value, wrap=True)
            shown.setAccessibleName(say(text("{name}: {value}", name=name, value=value)))
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            title = Label(name, "small")
            title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            if is_digest:  # its lines are long: they have the whole width
                self._grid.addWidget(title, 2 * number, 0, 1, 2)
                self._grid.addWidget(shown, 2 * number + 1, 0, 1, 2)
            else:
                self._grid.addWidget(title, 2 * number, 0)
                self._grid.addWidget(shown, 2 * number, 1)
        self.setVisible(bool(facts))
