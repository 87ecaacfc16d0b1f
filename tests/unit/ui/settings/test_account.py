"""The account and its devices."""

from __future__ import annotations

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.screen import put_away
from fakes.settings import FACTOR, NO_FACTOR, SESSIONS, signed_in
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.ui.app_state import with_status
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.dialogs.password import PasswordSheet
from megadesk.ui.dialogs.recovery_key import RecoveryKeySheet
from megadesk.ui.dialogs.unlock import UnlockSheet
from megadesk.ui.settings.account import AccountPart
from megadesk.ui.widgets.sheet import Sheet


@pytest.fixture
def part(desk: FakeDesk, qtbot: QtBot) -> AccountPart:
    """Return the part of a computer that is signed in."""
    desk.state.put(with_status(desk.state.now, signed_in()))
    desk.link.answer(m.SESSIONS, SESSIONS)
    desk.link.answer(m.SECOND_FACTOR, NO_FACTOR)
    made = AccountPart(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_who_and_where(part: AccountPart, desk: FakeDesk) -> None:
    """And how storage is used."""
    assert (part.email.text(), part.server.text()) == ("anna@example.org", "https://cloud.example.org")
    assert part.keys.text() == "Keys: In the system keyring"
    assert not part.storage.isHidden()
    desk.state.put(with_status(desk.state.now, msgspec.structs.replace(signed_in(), quota=None)))
    assert part.storage.isHidden()


def test_nobody_and_locked_are_said_instead(part: AccountPart, desk: FakeDesk) -> None:
    """With what to do."""
    desk.state.put(with_status(desk.state.now, status("signed_out")))
    assert (part.cards.isHidden(), part.message.isHidden()) == (True, False)
    part.message.acted.emit()
    sheet = part.findChild(UnlockSheet)
    assert sheet is not None
    sheet.close()
    desk.state.put(with_status(desk.state.now, msgspec.structs.replace(status("signed_out"), account=None)))
    assert not part.message.isHidden()
    asked = len(desk.link.asked(m.SESSIONS))
    part.read()
    assert len(desk.link.asked(m.SESSIONS)) == asked


def test_the_device_is_renamed(part: AccountPart, desk: FakeDesk) -> None:
    """Only to another name; what is typed is not taken away by news of the engine."""
    part.name.edit.setText(" ")
    assert not part.rename.isEnabled()
    part.name.edit.setText("Desk")
    desk.link.answer(m.RENAME_DEVICE, BadUsage(what="device_name"))
    part.rename.click()
    assert part.name.edit.accessibleDescription().startswith("A device cannot have this name.")
    desk.link.answer(m.RENAME_DEVICE, m.Nothing())
    part.name.edit.returnPressed.emit()
    part.name.edit.returnPressed.emit()
    assert desk.link.asked(m.RENAME_DEVICE) == [m.RenameDevice(name="Desk")] * 2


@pytest.mark.parametrize(
    ("button", "kind"), [("password", PasswordSheet), ("recovery", RecoveryKeySheet), ("log_out", ConfirmSheet)]
)
def test_its_buttons_open_sheets(part: AccountPart, button: str, kind: type[Sheet]) -> None:
    """Beside the page."""
    getattr(part, button).click()
    sheet = part.findChild(kind)
    assert sheet is not None
    sheet.close()


@pytest.mark.parametrize(("button", "kind"), [("password", PasswordSheet), ("recovery", RecoveryKeySheet)])
def test_with_a_second_factor_a_code_is_asked_for(
    part: AccountPart, desk: FakeDesk, button: str, kind: type[PasswordSheet | RecoveryKeySheet]
) -> None:
    """Where keys are changed; without one, no field for it is in the way."""
    for found, asks_code in ((NO_FACTOR, False), (FACTOR, True)):
        desk.link.answer(m.SECOND_FACTOR, found)
        part.read()
        getattr(part, button).click()
        sheet = part.findChild(kind)
        assert isinstance(sheet, PasswordSheet | RecoveryKeySheet)
        assert sheet.proof.asks_code is asks_code
        put_away(sheet)


def test_logging_out_is_asked_with_what_stays(part: AccountPart, desk: FakeDesk) -> None:
    """Then done."""
    desk.link.answer(m.LOG_OUT, m.Nothing())
    part.log_out.click()
    sheet = part.findChild(ConfirmSheet)
    assert sheet is not None
    assert len(sheet.facts._shown) == 5
    sheet.primary.click()
    assert desk.link.asked(m.LOG_OUT) == [m.Nothing()]
