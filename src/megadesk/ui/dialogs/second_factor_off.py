"""Turn the second factor off: the password and a code once more, and what comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.second_factor import turn_off
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.proof import Proof
from megadesk.ui.widgets.sheet import Sheet


class SecondFactorOffSheet(Sheet):
    """Closes once it is off."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self.proof = Proof(asks_code=True)
        super().__init__(
            text("Turn off two-factor sign-in"),
            column(self.proof, None),
            primary=text("Turn off"),
            kind="danger",
            context=text(
                "Your password alone then opens the account on a new device. Your one-time codes stop working."
            ),
            width=look().px(460),
            parent=parent,
        )
        self.accepted_by_person.connect(self._turn_off)
        self.proof.password.edit.setFocus()

    def _turn_off(self) -> None:
        if self.proof.has_fault():
            return
        self.show_busy(is_busy=True)
        turn_off(self._desk, *self.proof.values(), then=self.close, failed=self._failed, owner=self)

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
