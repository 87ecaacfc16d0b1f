"""A new recovery key: the password first, then the key, to be kept. The one before no longer works."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.account import new_recovery_key
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.keeping import KeepingSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.first_run_words import recovery_groups, recovery_page
from megadesk.ui.viewmodels.keeping import RECOVERY_KEY
from megadesk.ui.widgets.proof import Proof


class RecoveryKeySheet(KeepingSheet):
    """Shows the key once it is made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, asks_code: bool = False) -> None:
        self.proof = Proof(asks_code=asks_code)
        super().__init__(
            desk,
            text("A new recovery key"),
            self.proof,
            RECOVERY_KEY,
            primary=text("Show key"),
            context=text("It opens your account if you forget the password. Your current key stops working."),
            parent=parent,
        )
        self.accepted_by_person.connect(self._make)
        self.proof.password.edit.setFocus()

    def _make(self) -> None:
        if self.proof.has_fault():
            return
        self.show_making()
        new_recovery_key(self._desk, *self.proof.values(), then=self._show_key, failed=self._failed, owner=self)

    def _show_key(self, key: str) -> None:
        self.proof.clear()
        self.show_secret(recovery_groups(key), key, recovery_page(key, *self.whose()))

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
