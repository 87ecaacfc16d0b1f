"""The account and its devices: who, where, the second factor, storage, this device, where else it is open, and logging out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.ui.actions import account as actions
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.dialogs.password import PasswordSheet
from megadesk.ui.dialogs.recovery_key import RecoveryKeySheet
from megadesk.ui.dialogs.unlock import UnlockSheet
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.second_factor import SecondFactorCard
from megadesk.ui.settings.sessions import SessionsCard
from megadesk.ui.settings.setting import is_large, setting
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.account import AccountView, account_view, log_out_facts
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import card, titled
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.labels import Elided, muted, section, strong
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.states import Message
from megadesk.ui.widgets.usage import UsageView


class AccountPart(Part):
    """What can be done while nobody is signed in, or while it is locked, is said in its place."""

    def __init__(self, desk: Desk) -> None:
        self.message = Message("user-round", NOTHING)
        self.cards = QWidget()
        self.factor, self.sessions = SecondFactorCard(desk), SessionsCard(desk)
        pieces = (self._account(), self.factor, self._storage(), self._device(), self.sessions, self._leave())
        self.cards.setLayout(column(*pieces, spacing=16))
        super().__init__(desk, self.message, self.cards)
        self.message.acted.connect(self._unlock)
        desk.state.changed.connect(self._show_state)
        self._show_state(desk.state.now)

    def read(self) -> None:
        """Read how the second factor stands, and where the account is open."""
        if account_view(self.desk.state.now.status).state == "in":
            self.factor.read()
            self.sessions.read()

    # -- the cards ----------------------------------------------------------------------------------------------------

    def _account(self) -> QWidget:
        self.email, self.server, self.keys = strong(), Elided(role="muted"), Elided(role="muted")
        self.password = Button(text("Change password…"))
        self.password.clicked.connect(self._change_password)
        self.recovery = Button(text("New recovery key…"))
        self.recovery.clicked.connect(self._make_recovery_key)
        return titled(
            section(text("Account")),
            column(self.email, self.server, self.keys, spacing=2),
            4,
            setting(text("Password"), self.password, text("Changing it signs out your other devices.")),
            setting(
                text("Recovery key"),
                self.recovery,
                text("Opens your account if you forget the password. A new key replaces the old one."),
            ),
        )

    def _storage(self) -> QWidget:
        self.usage, self.kept = UsageView(is_long=not is_large()), muted(wrap=True)
        self.storage = card(column(self.usage, self.kept, margins=(16, 14, 16, 16), spacing=10))
        return self.storage

    def _device(self) -> QWidget:
        self.name = Field(
            text("Name of this device"), hint=text("Your other devices show this name next to changes made here.")
        )
        self.rename = Button(text("Rename"))
        self.rename.setEnabled(False)
        self.rename.clicked.connect(self._rename)
        self.name.edit.returnPressed.connect(self._rename)
        self.name.changed.connect(self._on_name)
        line = row(self.name, column(look().px(22), self.rename, None))
        line.setStretch(0, 1)
        return titled(section(text("This device")), line)

    def _leave(self) -> QWidget:
        self.log_out = Button(text("Log out…"), "danger", "log-out")
        self.log_out.clicked.connect(self._log_out)
        meaning = text("All files on this computer stay where they are. You first see what happens to each folder.")
        return titled(section(text("Log out")), setting(text("Sign this computer out"), self.log_out, meaning))

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show_state(self, state: AppState) -> None:
        view = account_view(state.status)
        self.cards.setVisible(view.state == "in")
        self.message.setVisible(view.state != "in")
        if view.state == "out":
            self.message.show_message(
                "user-round", text("Nobody is signed in"), text("Choose “Set up” at the bottom left to set up your account.")
            )  # fmt: skip
        elif view.state == "locked":
            words = text("Enter your password to start syncing.")
            self.message.show_message("lock", text("Locked"), words, text("Enter password…"))
        else:
            self._show_account(view)

    def _show_account(self, view: AccountView) -> None:
        self.email.show_words(view.email)
        self.server.show_words(view.server)
        self.keys.show_words(text("Keys: {where}", where=view.keys))
        self.keys.setVisible(bool(view.keys))
        self.storage.setVisible(view.usage is not None)
        if view.usage is not None:
            self.usage.show_usage(view.usage)
        self.kept.show_words(view.kept)
        self.kept.setVisible(bool(view.kept))
        if not self.name.edit.hasFocus():
            self.name.show_text(view.device)
            self._on_name(view.device)

    # -- doing --------------------------------------------------------------------------------------------------------

    def _on_name(self, name: str) -> None:
        is_another = bool(name.strip()) and name.strip() != account_view(self.desk.state.now.status).device
        self.rename.setEnabled(is_another)
        self.name.show_fault(NOTHING)

    def _rename(self) -> None:
        if not self.rename.isEnabled():
            return
        actions.rename_device(
            self.desk,
            self.name.text().strip(),
            then=lambda: self.rename.setEnabled(False),
            failed=lambda error: self.name.show_fault(app_words_of_error(error)),
            owner=self,
        )

    def _change_password(self) -> None:
        PasswordSheet(self.desk, self.window(), asks_code=self.factor.is_on).show()

    def _make_recovery_key(self) -> None:
        RecoveryKeySheet(self.desk, self.window(), asks_code=self.factor.is_on).show()

    def _unlock(self) -> None:
        UnlockSheet(self.desk, self.window()).show()

    def _log_out(self) -> None:
        ConfirmSheet(
            text("Log out on this computer?"),
            log_out_facts(self.desk.state.now.status),
            text("Log out"),
            lambda then, failed, owner: actions.log_out(self.desk, then=then, failed=failed, owner=owner),
            parent=self.window(),
        ).show()
