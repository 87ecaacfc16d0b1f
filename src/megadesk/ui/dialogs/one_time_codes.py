"""New one-time codes: the password and a code first, then the codes, to be kept. Those from before no longer work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.ui.actions.second_factor import renew_codes
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.keeping import ReplacingSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES
from megadesk.ui.viewmodels.second_factor import codes_page


class OneTimeCodesSheet(ReplacingSheet):
    """Shows the codes once they are made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            text("New one-time codes"),
            ONE_TIME_CODES,
            asks_code=True,
            primary=text("Create codes"),
            context=text(
                "You get ten codes, each for one sign-in without your phone. The codes from before stop working."
            ),
            parent=parent,
        )
        self.proven.connect(self._ask)

    def _ask(self, password: str, code: str) -> None:
        renew_codes(self._desk, password, code, then=self._show_codes, failed=self.show_refused, owner=self)

    def _show_codes(self, codes: list[str]) -> None:
        self.show_secret(codes, "\n".join(codes), codes_page(codes, *self.whose()))
