"""Turn the second factor on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import CODES, DRAFT
from megadesk.ipc import messages as m
from megadesk.model.errors import SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.dialogs.second_factor_on import SecondFactorOnSheet


def _at_code(desk: FakeDesk, qtbot: QtBot) -> SecondFactorOnSheet:
    """Return the sheet at its second step, by keyboard."""
    desk.link.answer(m.SECOND_FACTOR_DRAFT, DRAFT)
    sheet = SecondFactorOnSheet(desk)
    sheet.show()
    sheet.proof.password.edit.setText("stone")
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert (sheet.proof.isHidden(), sheet.new.isHidden(), sheet.primary.text()) == (True, False, "Turn on")
    return sheet


def _give(sheet: SecondFactorOnSheet, qtbot: QtBot, code: str) -> None:
    sheet.new.code.edit.setText(code)
    qtbot.keyClick(sheet.new.code.edit, Qt.Key.Key_Return)


def test_it_leads_from_the_password_to_the_codes(desk: FakeDesk, qtbot: QtBot) -> None:
    """The secret that is shown is the one that is turned on; what was typed is gone in the end."""
    sheet = _at_code(desk, qtbot)
    assert "".join(sheet.new.groups.accessibleDescription().split()) == DRAFT.secret
    sheet.new.copy.click()
    assert QGuiApplication.clipboard().text() == DRAFT.secret
    _give(sheet, qtbot, "12345")
    assert sheet.new.code.edit.accessibleDescription() == "The code has six digits."
    assert desk.link.asked(m.ENABLE_SECOND_FACTOR) == []
    desk.link.answer(m.ENABLE_SECOND_FACTOR, CODES)
    _give(sheet, qtbot, "123 456")
    asked = m.EnableSecondFactor(password="stone", secret=DRAFT.secret, code="123456")
    assert desk.link.asked(m.ENABLE_SECOND_FACTOR) == [asked]
    assert sheet.card.groups.accessibleDescription() == " ".join(CODES.codes)
    assert sheet.heading.text() == "Two-factor sign-in is on"
    assert sheet.proof.values() == ("", "")
    sheet.tick.click()
    sheet.close()


def test_a_wrong_code_is_said_at_its_field(desk: FakeDesk, qtbot: QtBot) -> None:
    """What is no fault of the code is said above the buttons."""
    sheet = _at_code(desk, qtbot)
    desk.link.answer(m.ENABLE_SECOND_FACTOR, SecondFactorNeeded(reason="wrong"))
    _give(sheet, qtbot, "123456")
    assert sheet.new.code.edit.accessibleDescription().startswith("This code is wrong")
    desk.link.answer(m.ENABLE_SECOND_FACTOR, ServerUnavailable(server="x"))
    _give(sheet, qtbot, "123456")
    assert not sheet._fault.isHidden()
    sheet.close()
    assert not sheet.isVisible()


def test_a_wrong_password_leads_back_and_the_secret_stays(desk: FakeDesk, qtbot: QtBot) -> None:
    """It was scanned already: another one would make the app's codes wrong."""
    sheet = _at_code(desk, qtbot)
    desk.link.answer(m.ENABLE_SECOND_FACTOR, WrongCredentials())
    _give(sheet, qtbot, "123456")
    assert (sheet.proof.isHidden(), sheet.new.isHidden(), sheet.primary.text()) == (False, True, "Continue")
    assert sheet.proof.password.edit.accessibleDescription() == "The password is wrong."
    sheet.proof.password.edit.setText("lantern")
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert not sheet.new.isHidden()
    assert len(desk.link.asked(m.SECOND_FACTOR_DRAFT)) == 1
    _give(sheet, qtbot, "123456")
    assert desk.link.asked(m.ENABLE_SECOND_FACTOR)[-1].password == "lantern"
    sheet.close()


def test_a_secret_that_cannot_be_made_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """On the first step, which can be tried again."""
    sheet = SecondFactorOnSheet(desk)
    sheet.show()
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == "Enter the password."
    sheet.proof.password.edit.setText("stone")
    desk.link.answer(m.SECOND_FACTOR_DRAFT, ServerUnavailable(server="x"))
    sheet.primary.click()
    assert (sheet._fault.isHidden(), sheet.new.isHidden(), sheet.primary.isEnabled()) == (False, True, True)
    sheet.close()
