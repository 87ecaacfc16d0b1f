"""A new recovery key: the password first, then the key, to be kept. The one before no longer works."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.ui.actions.account import new_recovery_key
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.keeping import ReplacingSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.first_run_words import recovery_groups, recovery_page
from megadesk.ui.viewmodels.keeping import RECOVERY_KEY


class RecoveryKeySheet(ReplacingSheet):
    """Shows the key once it is made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, asks_code: bool = False) -> None:
        super().__init__(
            desk,
            text("A new recovery key"),
            RECOVERY_KEY,
            asks_code=asks_code,
            primary=text("Show key"),
            context=text("It opens your account if you forget the password. Your current key stops working."),
            parent=parent,
        )
        self.proven.connect(self._ask)

    def _ask(self, password: str, code: str) -> None:
        new_recovery_key(self._desk, password, code, then=self._show_key, failed=self.show_refused, owner=self)

    def _show_key(self, key: str) -> None:
        self.show_secret(recovery_groups(key), key, recovery_page(key, *self.whose()))
