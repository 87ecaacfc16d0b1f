"""Change the password."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, SecondFactorNeeded, WrongCredentials
from megadesk.ui.dialogs.password import PasswordSheet

GOOD = "stone-lantern-river"


def test_what_is_wrong_is_said_at_its_field(desk: FakeDesk, qtbot: QtBot) -> None:
    """Before anybody is asked, and after."""
    sheet = PasswordSheet(desk)
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == "Enter the password."
    sheet.proof.password.edit.setText("old")
    sheet.primary.click()
    assert sheet.new.password.edit.accessibleDescription() == "Enter the password."
    sheet.new.password.edit.setText(GOOD)
    sheet.primary.click()
    assert sheet.new.again.edit.accessibleDescription() == "The passwords do not match."
    sheet.new.again.edit.setText(GOOD)
    assert desk.link.asked(m.CHANGE_PASSWORD) == []
    desk.link.answer(m.CHANGE_PASSWORD, WrongCredentials())
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == "The password is wrong."
    desk.link.hold()
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == ""  # while it is being looked at, it is not wrong
    assert (sheet.busy_words.isHidden(), sheet.busy_words.text()) == (False, "Changing the password…")
    desk.link.release()
    assert sheet.busy_words.isHidden()
    desk.link.answer(m.CHANGE_PASSWORD, BadUsage(what="password", reason="too_long"))
    sheet.primary.click()
    assert not sheet._fault.isHidden()
    assert sheet.primary.isEnabled()
    sheet.close()


def test_it_closes_once_the_password_is_another(desk: FakeDesk, qtbot: QtBot) -> None:
    """The notice says the rest."""
    desk.link.answer(m.CHANGE_PASSWORD, m.Nothing())
    sheet = PasswordSheet(desk)
    sheet.show()
    sheet.proof.password.edit.setText("old")
    sheet.new.password.edit.setText(GOOD)
    sheet.new.again.edit.setText(GOOD)
    sheet.primary.click()
    assert desk.link.asked(m.CHANGE_PASSWORD) == [m.ChangePassword(old_password="old", new_password=GOOD)]
    qtbot.waitUntil(lambda: not isValid(sheet))


def test_a_code_is_asked_for_with_a_second_factor(desk: FakeDesk, qtbot: QtBot) -> None:
    """From the beginning where that is known, else once the engine wants it."""
    known = PasswordSheet(desk, asks_code=True)
    assert known.proof.asks_code
    known.close()
    sheet = PasswordSheet(desk)
    sheet.proof.password.edit.setText("old")
    sheet.new.password.edit.setText(GOOD)
    sheet.new.again.edit.setText(GOOD)
    desk.link.answer(m.CHANGE_PASSWORD, SecondFactorNeeded(reason="missing"))
    sheet.primary.click()
    assert sheet.proof.asks_code
    sheet.proof.code.edit.setText("123456")
    sheet.primary.click()
    asked = m.ChangePassword(old_password="old", new_password=GOOD, code="123456")
    assert desk.link.asked(m.CHANGE_PASSWORD)[-1] == asked
    sheet.close()
