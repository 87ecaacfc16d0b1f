"""A new recovery key: the password first, then the key, to be kept. The one before no longer works, so closing is asked about once."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.account import new_recovery_key
from megadesk.ui.desk import Desk
from megadesk.ui.keep_key import KeyKeeper
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run_words import recovery_groups, recovery_page
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.recovery_key import RecoveryKeyCard
from megadesk.ui.widgets.sheet import Sheet


class RecoveryKeySheet(Sheet):
    """Shows the key once it is made."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._key = ""
        self._is_kept = self._was_warned = False
        self.password = Field(text("Password"), is_secret=True)
        self.card, self.facts = RecoveryKeyCard(), FactList()
        super().__init__(
            text("A new recovery key"),
            column(self.password, self.card, self.facts, None, spacing=10),
            primary=text("Show key"),
            context=text("It opens your account if you forget the password. Your current key stops working."),
            width=look().px(500),
            parent=parent,
        )
        self.card.hide()
        self._keeper = KeyKeeper(self)
        self._keeper.kept.connect(self._kept)
        self._keeper.failed.connect(lambda error: self.show_fault(app_words_of_error(error)))
        self.card.wanted.connect(self._keep)
        self.accepted_by_person.connect(self._make)
        self.password.changed.connect(lambda _: self.password.show_fault(NOTHING))
        self.password.edit.setFocus()

    def _make(self) -> None:
        if not self.password.text():
            self.password.show_fault(text("Enter the password."))
            return
        self.show_busy(is_busy=True)
        new_recovery_key(self._desk, self.password.text(), then=self._show_key, failed=self._failed, owner=self)

    def _show_key(self, key: str) -> None:
        self._key = key
        self.card.show_groups(recovery_groups(key))
        self.card.show()
        self.password.hide()
        self.password.edit.clear()
        self.primary.hide()
        self.cancel.show_words(text("Close"))
        self.cancel.setDefault(True)
        self.context.show_words(
            text("Your old key no longer works. Keep the new one somewhere other than this computer.")
        )
        self.card.save.setFocus()

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if error.code == "wrong_credentials":
            self.password.show_fault(text("The password is wrong."))
        else:
            self.show_fault(app_words_of_error(error))

    def _keep(self, word: str) -> None:
        status = self._desk.state.now.status
        email = (status.account if status is not None else None) or ""
        server = (status.server if status is not None else None) or ""
        self._keeper.keep(word, self._key, email, recovery_page(self._key, email, server))

    def _kept(self, how: Text) -> None:
        self._is_kept = True
        self.show_fault(NOTHING)
        self.facts.show_facts([Fact("circle-check", "ok", how)])

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Close; a key that was not kept is said to be lost then, once."""
        if self._key and not self._is_kept and not self._was_warned:
            self._was_warned = True
            self.show_fault(text("The key is shown only here. Save it first, or close again to leave without it."))
            event.ignore()
            return
        super().closeEvent(event)
