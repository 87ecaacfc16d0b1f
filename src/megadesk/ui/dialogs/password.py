"""Change the password: the old one, a new one, and what comes of it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.account import change_password
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.new_password import NewPassword
from megadesk.ui.widgets.proof import Proof
from megadesk.ui.widgets.sheet import Sheet


class PasswordSheet(Sheet):
    """Closes once the password is another."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, asks_code: bool = False) -> None:
        self._desk = desk
        status = desk.state.now.status
        self.proof = Proof(text("Current password"), asks_code=asks_code)
        self.new = NewPassword((status.account or "",) if status is not None else ())
        super().__init__(
            text("Change the password"),
            column(self.proof, self.new, None, spacing=10),
            primary=text("Change password"),
            context=text("All other devices are signed out and ask for the new password. Nobody can reset it for you."),
            width=look().px(460),
            parent=parent,
        )
        self.busy_words = Label(text("Changing the password…"), "muted")
        self.busy_words.hide()
        self.extra.addWidget(self.busy_words)
        self.accepted_by_person.connect(self._change)
        self.proof.password.edit.setFocus()

    def show_busy(self, *, is_busy: bool) -> None:
        """Say what goes on: the keys are made slowly on purpose."""
        super().show_busy(is_busy=is_busy)
        self.busy_words.setVisible(is_busy)
        if is_busy:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.busy_words.text()))

    def _change(self) -> None:
        if self.proof.has_fault() or self.new.fault():
            return
        self.show_busy(is_busy=True)
        old, code = self.proof.values()
        change_password(self._desk, old, self.new.value(), code, then=self.close, failed=self._failed, owner=self)

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
