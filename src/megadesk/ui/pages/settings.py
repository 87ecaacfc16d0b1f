"""Settings: one part beside the other, the parts at the left. Everything takes effect at once; there is no “Save”.

general, account, sync, transfers, network, notifications, advanced, about: one file each in ``settings/``, made when it
is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QStackedWidget, QWidget

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
from megadesk.ui.theme.tokens import BODY_PX
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.rows import sized
from megadesk.ui.widgets.steady import SteadyArea

NARROW_PX: Final = 640
LANGUAGE: Final = "language"


class SettingsPage(Page):
    """Its words for ``open_at`` are those of its parts, as in the header, and ``language``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Settings"))
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._inner: dict[str, QBoxLayout] = {}
        self._areas: dict[str, SteadyArea] = {}
        self._makers: dict[str, Callable[[Desk], QWidget]] = {}
        for word, title, make in _parts():
            self._add(word, title, make)
        self._side, self._choice = self._parts_beside(), self._parts_above()
        content = QWidget()
        content.setLayout(column(self._choice, row(self._side, self._stack, spacing=0)))
        self.put(content)
        self.context.hide()  # there is nothing to say
        self._lay()
        self.open_at("general")

    def _parts_beside(self) -> QWidget:
        made = QWidget()
        made.setLayout(column(*self._buttons.values(), None, margins=(14, 4, 8, 16), spacing=3))
        for button in self._buttons.values():  # the one that is chosen is bold, and wider
            bold = QFontMetrics(sized(self.font(), look().px(BODY_PX), QFont.Weight.DemiBold))
            button.setMinimumWidth(bold.horizontalAdvance(button.text()) + 24)
        made.setFixedWidth(max(look().px(190), made.sizeHint().width()))  # a language may need more
        return made

    def _parts_above(self) -> QWidget:
        self._combo = Combo(text("Settings section"), [(word, title) for word, title, _ in _parts()])
        self._combo.chosen.connect(self.open_at)
        made = QWidget()
        made.setLayout(row(self._combo, None, margins=(EDGE_PX, 0, EDGE_PX, 8)))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the part be chosen from a list above it, where there is no room for all of them beside it."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        is_narrow = is_large() or self.width() < look().px(NARROW_PX)
        self._side.setVisible(not is_narrow)
        self._choice.setVisible(is_narrow)
        for word, inner in self._inner.items():
            near = EDGE_PX if is_narrow else 8
            sides = (EDGE_PX, near) if self.isRightToLeft() else (near, EDGE_PX)
            inner.setContentsMargins(sides[0], 4, sides[1], EDGE_PX)
            self._areas[word].fit()

    def open_at(self, what: str) -> None:
        """Show a part, or the field of the language."""
        if what == LANGUAGE:
            self.open_at("general")
            for part in self._areas["general"].findChildren(GeneralPart):
                part.language.setFocus(Qt.FocusReason.OtherFocusReason)
        if what in self._buttons:
            self._buttons[what].setChecked(True)
            self._combo.show_value(what)
            if not self._inner[what].count():
                self._fill(self._inner[what], self._makers[what](self.desk))
            self._stack.setCurrentWidget(self._areas[what])

    def _add(self, word: str, title: Text, make: Callable[[Desk], QWidget]) -> None:
        button = Button(title, "rail")
        button.clicked.connect(lambda: self.open_at(word))
        self._group.addButton(button)
        self._buttons[word] = button
        whole = column()
        self._inner[word] = whole
        area = SteadyArea(whole)
        self._areas[word], self._makers[word] = area, make
        self._stack.addWidget(area)

    def _fill(self, whole: QBoxLayout, part: QWidget) -> None:
        part.setMaximumWidth(look().px(680))
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(part, None, spacing=0)
        line.setStretch(0, 100_000)
        whole.addLayout(line)
        whole.addStretch(1)


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
