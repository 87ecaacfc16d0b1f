"""The account: e-mail and password, with how good a new one is and a button that makes one; or the recovery key."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import NOTHING, text
from megadesk.ui.viewmodels.first_run import Journey, Way, asks_invitation
from megadesk.ui.viewmodels.passwords import strength
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import row


class AccountPage(StepPage):
    """Wants: generate, open-key, copy-password, log-in (where the account exists already)."""

    def __init__(self) -> None:
        email = Field(text("E-mail address"), placeholder=text("anna@example.org"))
        key = Field(text("Recovery key"), placeholder=text("14 groups of four letters and digits"))
        invitation = Field(text("Invitation code"))
        password = Field(text("Password"), is_secret=True)
        again = Field(text("Confirm password"), is_secret=True)
        self.open_key = Button(text("Open saved file…"), "link", "folder-open")
        self.bar = Bar(text("Password strength"), height=4)
        self.says = Label(NOTHING, "small", wrap=True)
        self.generate = Button(text("Generate password"), "quiet", "sparkles")
        self.copy = Button(text("Copy the password"), "quiet", "copy")
        self.existing = Button(text("Log in to this account instead"), "link", "log-in")
        self.says.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        helps = row(self.says, self.copy, self.generate, spacing=4)
        super().__init__(
            email,
            row(self.existing, None),
            invitation,
            key,
            row(self.open_key, None),
            password,
            self.bar,
            helps,
            again,
            spacing=8,
        )
        for name, field in (
            ("email", email),
            ("invitation", invitation),
            ("recovery_key", key),
            ("password", password),
            ("again", again),
        ):
            self.add_field(name, field)
        for button, word in (
            (self.generate, "generate"), (self.copy, "copy-password"), (self.open_key, "open-key"), (self.existing, "log-in"),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))

    def show_journey(self, journey: Journey) -> None:
        """Show what this way asks for."""
        super().show_journey(journey)
        way, is_open = journey.typed.way, not journey.is_fixed
        is_new = way is not Way.LOG_IN
        self.fields["invitation"].setVisible(asks_invitation(journey))
        self.fields["recovery_key"].setVisible(way is Way.RECOVER)
        self.open_key.setVisible(way is Way.RECOVER and is_open)
        self.fields["again"].setVisible(is_new)
        self.generate.setVisible(is_new and is_open)
        self.copy.setVisible(is_new and is_open and bool(journey.typed.password) and self._is_shown())
        self.existing.setVisible(is_account_taken(journey))
        self._show_strength(journey, is_new=is_new)

    def reveal(self) -> None:
        """Show the new password: it was made here, and nobody knows it yet."""
        for name in ("password", "again"):
            self.fields[name].reveal(is_shown=True)

    def _is_shown(self) -> bool:
        return self.fields["password"].edit.echoMode() is self.fields["password"].edit.EchoMode.Normal

    def _show_strength(self, journey: Journey, *, is_new: bool) -> None:
        found = strength(journey.typed.password if is_new else "", (journey.typed.email,))
        self.bar.show_part(found.part, found.tone)
        self.bar.setVisible(is_new)
        self.says.show_words(found.words or text("Several words in a row are easy to remember and hard to guess."))
        self.says.setVisible(is_new)


def is_account_taken(journey: Journey) -> bool:
    """Whether an account was to be made that exists: then there is a better way."""
    fault = journey.fault
    return fault is not None and fault.field == "email" and fault.words.code == "already_exists"
