"""Facts below each other, each with an icon and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear, column, row


class FactList(QWidget):
    """Shows facts; the same ones again change nothing."""

    def __init__(self, facts: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Fact] = []
        self.setLayout(column(spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setVisible(False)
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        if list(facts) == self._shown:
            return
        self._shown = list(facts)
        box = self.layout()
        assert box is not None, "it was set"
        clear(box)
        for fact in facts:
            words = Label(fact.words, wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            icon = Icon(fact.icon, fact.tone)
            line = QWidget()
            line.setLayout(row(column(icon, None), words, spacing=10))
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            box.addWidget(line)
        self.setVisible(bool(facts))
