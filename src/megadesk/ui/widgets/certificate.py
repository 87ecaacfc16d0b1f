"""The facts of a certificate as a person compares them: name and value, long digests in lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear

MAY_BREAK = "\N{ZERO WIDTH SPACE}"


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
            shown = Label(value, wrap=True)
            shown.setAccessibleName(say(text("{name}: {value}", name=name, value=value)))
            shown.setText(_in_lines(shown.text()))
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            title = Label(name, "small")
            title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(title, number, 0)
            self._grid.addWidget(shown, number, 1)
        self.setVisible(bool(facts))


def _in_lines(words: str) -> str:
    """Return a digest in two halves, and breakable at each pair where even those are too long."""
    pairs = words.split(":")
    if len(pairs) < 16:
        return words
    half = (len(pairs) + 1) // 2
    return f":{MAY_BREAK}".join(pairs[:half]) + ":\n" + f":{MAY_BREAK}".join(pairs[half:])
