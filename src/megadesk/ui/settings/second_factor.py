"""The second factor: whether it is on, how many one-time codes are left, and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import second_factor as actions
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.one_time_codes import OneTimeCodesSheet
from megadesk.ui.dialogs.second_factor_off import SecondFactorOffSheet
from megadesk.ui.dialogs.second_factor_on import SecondFactorOnSheet
from megadesk.ui.settings.setting import is_large
from megadesk.ui.text import text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.second_factor import factor_facts
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.labels import section
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.sheet import Sheet


class SecondFactorCard(Surface):
    """Reads how it stands when it is told to, and after each change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("card")
        self._desk = desk
        self.is_on = False
        self.facts = FactList()
        self.turn_on, self.turn_off = Button(text("Turn on…")), Button(text("Turn off…"))
        self.renew, self.retry = Button(text("New one-time codes…")), Button(text("Try again"))
        self.turn_on.clicked.connect(lambda: self._open(SecondFactorOnSheet(self._desk, self.window())))
        self.renew.clicked.connect(lambda: self._open(OneTimeCodesSheet(self._desk, self.window())))
        self.turn_off.clicked.connect(lambda: self._open(SecondFactorOffSheet(self._desk, self.window())))
        self.retry.clicked.connect(self.read)
        for button in self._buttons:
            button.hide()
        name = section(text("Two-factor sign-in"))
        self.setLayout(column(name, self.facts, 4, self._line(), margins=(16, 14, 16, 16), spacing=8))

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self.turn_on, self.renew, self.turn_off, self.retry

    def _line(self) -> QWidget:
        made = QWidget()
        line = row(*self._buttons, None)
        if is_large():
            line.setDirection(QBoxLayout.Direction.TopToBottom)
        made.setLayout(line)
        return made

    def read(self) -> None:
        """Read how it stands."""
        actions.read(self._desk, then=self._show, failed=self._fail, owner=self)

    def _show(self, found: m.SecondFactor) -> None:
        self.is_on = found.enabled
        self.facts.show_facts(factor_facts(found))
        self._offer(*((self.renew, self.turn_off) if found.enabled else (self.turn_on,)))

    def _fail(self, error: MegadeskError) -> None:
        self.facts.show_facts([Fact("circle-alert", "error", app_words_of_error(error))])
        self._offer(self.retry)

    def _offer(self, *offered: Button) -> None:
        for button in self._buttons:
            button.setVisible(button in offered)

    def _open(self, sheet: Sheet) -> None:
        sheet.closed.connect(self.read)
        sheet.show()
