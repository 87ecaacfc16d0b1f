"""The password again, and a code if the account asks for one: after a restart where the keys are in memory only, or when the session of this device has ended."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.account import unlock
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.proof import Proof
from megadesk.ui.widgets.sheet import Sheet


class UnlockSheet(Sheet):
    """Closes once the account is open."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        status = desk.state.now.status
        email = (status.account if status is not None else None) or ""
        self.proof = Proof()
        super().__init__(
            text("Enter your password"),
            column(self.proof, None),
            primary=text("Unlock"),
            context=text(
                "{email} is signed in on this computer. Nothing is synced until you enter the password.", email=email
            ),
            width=look().px(420),
            parent=parent,
        )
        self.accepted_by_person.connect(self._unlock)
        self.proof.password.edit.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """Let the fields rest, too."""
        super().show_busy(is_busy=is_busy)
        self.proof.show_busy(is_busy=is_busy)

    def _unlock(self) -> None:
        if self.proof.has_fault():
            return
        self.show_busy(is_busy=True)
        unlock(self._desk, *self.proof.values(), then=self.close, failed=self._failed, owner=self)

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
