"""Turn the second factor on, in three steps: the password; a code of the new secret, which proves that the app has it; the one-time codes.

    password --draft--> QR code and secret, a code --turn on--> one-time codes, to be kept

The engine looks at the password together with the code. If it is wrong, the first step comes again, and the secret that
was scanned already stays the same.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from megadesk.host.qr import qr_matrix
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import second_factor as actions
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.keeping import KeepingSheet
from megadesk.ui.language import say
from megadesk.ui.settings.setting import is_large
from megadesk.ui.text import text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES
from megadesk.ui.viewmodels.second_factor import codes_page, secret_groups
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.proof import CodeField, Proof
from megadesk.ui.widgets.qr_code import QrCode
from megadesk.ui.widgets.secret_card import Groups

SECRET_ACROSS: Final = 2
FIRST: Final = text("Signing in on a new device then also asks for a code from an authenticator app on your phone.")
SECOND: Final = text("Scan this with your authenticator app, then enter the code it shows.")


class NewSecret(QWidget):
    """The secret as a picture to scan, beside it as letters to type, and below a field for what the app shows then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret = ""
        self.picture = QrCode(text("QR code for your authenticator app"))
        self.groups = Groups(text("Secret for your authenticator app"), SECRET_ACROSS)
        self.copy = Button(text("Copy"), icon_name="copy")
        self.copy.setAccessibleName(say(text("Copy the secret")))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.code = CodeField(is_new=True)
        words = Label(text("Cannot scan? Enter this secret in the app:"), wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        letters = column(words, self.groups, row(self.copy, None), spacing=8)
        if is_large():
            both: QBoxLayout = column(row(self.picture, None), letters, spacing=12)
        else:
            both = row(self.picture, column(letters, None), spacing=20)
            both.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(both, self.code, spacing=14))

    def show_draft(self, draft: m.SecondFactorDraft) -> None:
        """Show a secret."""
        self._secret = draft.secret
        self.picture.show_squares(qr_matrix(draft.uri))
        self.groups.show_groups(secret_groups(draft.secret))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._secret)


class SecondFactorOnSheet(KeepingSheet):
    """Shows the one-time codes once it is on."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.proof, self.new = Proof(), NewSecret()
        self._draft: m.SecondFactorDraft | None = None
        self.new.hide()
        form = QWidget()
        form.setLayout(column(self.proof, self.new))
        super().__init__(
            desk,
            text("Turn on two-factor sign-in"),
            form,
            ONE_TIME_CODES,
            primary=text("Continue"),
            context=FIRST,
            parent=parent,
        )
        self.accepted_by_person.connect(self._go_on)
        self.proof.password.edit.setFocus()

    def _go_on(self) -> None:
        if not self.new.isHidden():
            self._turn_on()
        elif not self.proof.has_fault():
            if self._draft is None:
                self.show_busy(is_busy=True)
                actions.draft(self._desk, then=self._show_draft, failed=self._failed, owner=self)
            else:
                self._ask_code()

    def _show_draft(self, draft: m.SecondFactorDraft) -> None:
        self._draft = draft
        self.new.show_draft(draft)
        self.show_busy(is_busy=False)
        self._ask_code()

    def _ask_code(self) -> None:
        self.proof.hide()
        self.new.show()
        self.context.show_words(SECOND)
        self.primary.show_words(text("Turn on"))
        self.new.code.edit.setFocus()

    def _turn_on(self) -> None:
        assert self._draft is not None, "it is shown"
        if self.new.code.has_fault():
            return
        self.show_making()
        password, code = self.proof.password.text(), self.new.code.code()
        actions.turn_on(
            self._desk, password, self._draft.secret, code, then=self._show_codes, failed=self._failed, owner=self
        )

    def _show_codes(self, codes: list[str]) -> None:
        self.proof.clear()
        self.heading.show_words(text("Two-factor sign-in is on"))
        self.show_secret(codes, "\n".join(codes), codes_page(codes, *self.whose()))

    def _failed(self, error: MegadeskError) -> None:
        self.show_busy(is_busy=False)
        if error.code == "wrong_credentials":
            self._ask_password()
            self.proof.take(error)
        elif not self.new.code.take(error):
            self.show_fault(app_words_of_error(error))

    def _ask_password(self) -> None:
        self.new.hide()
        self.proof.show()
        self.context.show_words(FIRST)
        self.primary.show_words(text("Continue"))
