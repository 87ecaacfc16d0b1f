"""The password again: after a restart where the keys are in memory only, or when the session of this device has ended."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.account import unlock
from megadesk.ui.desk import Desk
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


class UnlockSheet(Sheet):
    """Closes once the account is open."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        status = desk.state.now.status
        email = (status.account if status is not None else None) or ""
        self.password = Field(text("Password"), is_secret=True)
        super().__init__(
            text("Enter your password"),
            column(self.password, None),
            primary=text("Unlock"),
            context=text(
                "{email} is signed in on this computer. Nothing is synced until you enter the password.", email=email
            ),
            width=look().px(420),
            parent=parent,
        )
        self.accepted_by_person.connect(self._unlock)
        self.password.changed.connect(lambda _: self.password.show_fault(NOTHING))
        self.password.edit.setFocus()

    def _unlock(self) -> None:
        if not self.password.text():
            self.password.show_fault(text("Enter the password."))
            return
        self.show_busy(is_busy=True)
        self.password.edit.setEnabled(False)
        unlock(self._desk, self.password.text(), then=self.close, failed=self._failed, owner=self)

    def _failed(self, error: MegadeskError) -> None:
        self.password.edit.setEnabled(True)
        self.show_busy(is_busy=False)
        if error.code == "wrong_credentials":
            self.password.show_fault(text("The password is wrong."))
            self.password.edit.selectAll()
            self.password.edit.setFocus()
        else:
            self.show_fault(app_words_of_error(error))
