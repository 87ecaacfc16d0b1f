"""New one-time codes: the password and a code first, then the codes, to be kept. Those from before no longer work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.second_factor import renew_codes
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.keeping import KeepingSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES
from megadesk.ui.viewmodels.second_factor import codes_page
from megadesk.ui.widgets.proof import Proof


class OneTimeCodesSheet(KeepingSheet):
    """Shows the codes once they are made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.proof = Proof(asks_code=True)
        super().__init__(
            desk,
            text("New one-time codes"),
            self.proof,
            ONE_TIME_CODES,
            primary=text("Create codes"),
            context=text(
                "You get ten codes, each for one sign-in without your phone. The codes from before stop working."
            ),
            parent=parent,
        )
        self.accepted_by_person.connect(self._make)
        self.proof.password.edit.setFocus()

    def _make(self) -> None:
        if self.proof.has_fault():
            return
        self.show_making()
        renew_codes(self._desk, *self.proof.values(), then=self._show_codes, failed=self._failed, owner=self)

    def _show_codes(self, codes: list[str]) -> None:
        self.proof.clear()
        self.show_secret(codes, "\n".join(codes), codes_page(codes, *self.whose()))

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
