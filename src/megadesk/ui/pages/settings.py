"""Settings: one part beside the other, the parts at the left. Everything takes effect at once; there is no “Save”.

general, account, sync, transfers, network, notifications, advanced, about: one file each in ``settings/``, made when it
is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.pages.page import Page
from megadesk.ui.settings.about import AboutPart
from megadesk.ui.settings.account import AccountPart
from megadesk.ui.settings.advanced import AdvancedPart
from megadesk.ui.settings.general import GeneralPart
from megadesk.ui.settings.network import NetworkPart
from megadesk.ui.settings.notifications import NotificationsPart
from megadesk.ui.settings.setting import is_large
from megadesk.ui.settings.syncing import SyncPart
from megadesk.ui.settings.transfers import TransfersPart
from megadesk.ui.text import Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.layout import column, row


class SettingsPage(Page):
    """Its words for ``open_at`` are those of its parts, as in the header."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Settings"))
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._combo: Combo | None = None
        self._areas: dict[str, QScrollArea] = {}
        self._makers: dict[str, Callable[[Desk], QWidget]] = {}
        for word, title, make in _parts():
            self._add(word, title, make)
        content = QWidget()
        content.setLayout(self._below_each_other() if is_large() else self._side_by_side())
        self.put(content)
        self.open_at("general")

    def _side_by_side(self) -> QBoxLayout:
        parts = QWidget()
        parts.setLayout(column(*self._buttons.values(), None, margins=(14, 4, 8, 16), spacing=3))
        parts.setFixedWidth(max(look().px(190), parts.sizeHint().width()))  # a language may need more
        return row(parts, self._stack, spacing=0)

    def _below_each_other(self) -> QBoxLayout:
        """Large text needs the whole width: the parts are chosen from a list above them."""
        self._combo = Combo(text("Part of the settings"), [(word, title) for word, title, _ in _parts()])
        self._combo.chosen.connect(self.open_at)
        return column(row(self._combo, None, margins=(24, 0, 24, 8)), self._stack)

    def open_at(self, what: str) -> None:
        """Show a part."""
        if what in self._buttons:
            self._buttons[what].setChecked(True)
            if self._combo is not None:
                self._combo.show_value(what)
            if self._areas[what].widget() is None:
                self._fill(self._areas[what], self._makers[what](self.desk))
            self._stack.setCurrentWidget(self._areas[what])

    def _add(self, word: str, title: Text, make: Callable[[Desk], QWidget]) -> None:
        button = Button(title, "rail")
        button.clicked.connect(lambda: self.open_at(word))
        self._group.addButton(button)
        self._buttons[word] = button
        area = QScrollArea()
        area.setWidgetResizable(True)
        self._areas[word], self._makers[word] = area, make
        self._stack.addWidget(area)

    def _fill(self, area: QScrollArea, part: QWidget) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        part.setMaximumWidth(look().px(680))
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(part, None, spacing=0)
        line.setStretch(0, 1000)
        inner.setLayout(column(line, None, margins=(24 if is_large() else 8, 4, 24, 24)))
        area.setWidget(inner)


def _parts() -> list[tuple[str, Text, Callable[[Desk], QWidget]]]:
    return [
        ("general", text("General"), GeneralPart),
        ("account", text("Account and devices"), AccountPart),
        ("sync", text("Sync"), SyncPart),
        ("transfers", text("Transfers and limits"), TransfersPart),
        ("network", text("Network"), NetworkPart),
        ("notifications", text("Notifications"), NotificationsPart),
        ("advanced", text("Advanced"), AdvancedPart),
        ("about", text("About"), AboutPart),
    ]
