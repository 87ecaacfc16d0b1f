"""Filters side by side as chips, or, where there is no room for them, as one field to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.layout import row

GAP_PX = 6


class Filters(QWidget):
    """Signals: chosen(word) when a person chose a filter. One is always in force."""

    chosen = Signal(str)

    def __init__(self, name: Text, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.chips: dict[str, Button] = {}
        for word in words:
            chip = Button(NOTHING, "chip")
            chip.clicked.connect(lambda _=False, word=word: self._choose(word))
            self._group.addButton(chip)
            self.chips[word] = chip
        self.combo = Combo(name, [(word, NOTHING) for word in words])
        self.combo.chosen.connect(self._choose)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box: QHBoxLayout = row(*self.chips.values(), self.combo, None, spacing=GAP_PX)
        self.setLayout(box)
        self.show_chosen(words[0])

    @property
    def word(self) -> str:
        """Which one is in force."""
        return next(word for word, chip in self.chips.items() if chip.isChecked())

    def show_chosen(self, word: str) -> None:
        """Put one in force, without telling anybody."""
        self.chips[word].setChecked(True)
        self.combo.show_value(word)

    def show_label(self, word: str, label: Text, *, is_offered: bool = True) -> None:
        """Call one something else. is_offered: whether it can be chosen."""
        self.chips[word].show_words(label)
        self.chips[word].setEnabled(is_offered)
        self.combo.setItemText(self.combo.findData(word), say(label))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Be what fits."""
        super().resizeEvent(event)
        self._arrange()

    def _choose(self, word: str) -> None:
        self.show_chosen(word)
        self.chosen.emit(word)

    def _arrange(self) -> None:
        wanted = sum(chip.sizeHint().width() + GAP_PX for chip in self.chips.values())
        has_room = wanted <= self.width()
        for chip in self.chips.values():
            chip.setVisible(has_room)
        self.combo.setVisible(not has_room)
