"""Settings: one part beside the other, the parts at the left. Everything takes effect at once; there is no “Save”.

general   how the app looks and speaks        about   what this is, its licences
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.pages.page import Page
from megadesk.ui.settings.about import AboutPart
from megadesk.ui.settings.general import GeneralPart
from megadesk.ui.text import Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.layout import column, row


class SettingsPage(Page):
    """Its words for ``open_at`` are those of its parts: general, about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Settings"))
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for word, title, make in _parts():
            self._add(word, title, make)
        parts = QWidget()
        parts.setLayout(column(*self._buttons.values(), None, margins=(16, 4, 8, 16), spacing=3))
        parts.setFixedWidth(look().px(190))
        content = QWidget()
        content.setLayout(row(parts, self._stack, spacing=0))
        self.put(content)
        self.open_at("general")

    def open_at(self, what: str) -> None:
        """Show a part."""
        if what in self._buttons:
            self._buttons[what].setChecked(True)
            self._stack.setCurrentIndex(list(self._buttons).index(what))

    def _add(self, word: str, title: Text, make: Callable[[Desk], QWidget]) -> None:
        button = Button(title, "rail")
        button.clicked.connect(lambda: self.open_at(word))
        self._group.addButton(button)
        self._buttons[word] = button
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = QWidget()
        inner.setObjectName("scrolled")
        part = make(self.desk)
        part.setMaximumWidth(look().px(680))
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(part, None, spacing=0)
        line.setStretch(0, 1000)
        inner.setLayout(column(line, None, margins=(8, 4, 24, 24)))
        area.setWidget(inner)
        self._stack.addWidget(area)


def _parts() -> list[tuple[str, Text, Callable[[Desk], QWidget]]]:
    return [
        ("general", text("General"), GeneralPart),
        ("about", text("About"), AboutPart),
    ]
