"""A new recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.first_run import RECOVERY_KEY
from megadesk.ipc import messages as m
from megadesk.model.errors import SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.dialogs.recovery_key import RecoveryKeySheet


def test_the_password_comes_first(desk: FakeDesk, qtbot: QtBot) -> None:
    """And has to be the right one."""
    sheet = RecoveryKeySheet(desk)
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == "Enter the password."
    sheet.proof.password.edit.setText("x")
    desk.link.answer(m.EXPORT_RECOVERY_KEY, WrongCredentials())
    sheet.primary.click()
    assert sheet.proof.password.edit.accessibleDescription() == "The password is wrong."
    desk.link.answer(m.EXPORT_RECOVERY_KEY, ServerUnavailable(server="x"))
    sheet.primary.click()
    assert not sheet._fault.isHidden()
    sheet.close()


def test_a_key_that_is_not_kept_is_not_lost_by_one_key(desk: FakeDesk, qtbot: QtBot) -> None:
    """The one before works no longer: closing is asked about once, unless it is kept."""
    desk.link.answer(m.EXPORT_RECOVERY_KEY, m.Written(file="", recovery_key=RECOVERY_KEY))
    sheet = RecoveryKeySheet(desk)
    sheet.show()
    sheet.proof.password.edit.setText("x")
    sheet.primary.click()
    assert (sheet.card.isHidden(), sheet.proof.password.text()) == (False, "")
    sheet.close()
    assert sheet.isVisible()
    sheet.card.copy.click()
    assert QGuiApplication.clipboard().text() == RECOVERY_KEY
    assert not sheet.facts.isHidden()
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    sheet.close()
    assert closed == [True]


def test_a_code_is_asked_for_with_a_second_factor(desk: FakeDesk, qtbot: QtBot) -> None:
    """A new key would open the account for who has only the password."""
    sheet = RecoveryKeySheet(desk, asks_code=True)
    sheet.proof.password.edit.setText("x")
    sheet.proof.code.edit.setText("123456")
    desk.link.answer(m.EXPORT_RECOVERY_KEY, SecondFactorNeeded(reason="wrong"))
    sheet.primary.click()
    assert sheet.proof.code.edit.accessibleDescription().startswith("This code is wrong")
    assert desk.link.asked(m.EXPORT_RECOVERY_KEY) == [m.ExportRecoveryKey(password="x", show=True, code="123456")]
    sheet.close()


def test_a_key_that_is_being_made_is_not_lost_by_one_key(desk: FakeDesk, qtbot: QtBot) -> None:
    """The server may have taken it already, and the one on paper opens nothing any more."""
    sheet = RecoveryKeySheet(desk)
    sheet.show()
    sheet.proof.password.edit.setText("x")
    desk.link.answer(m.EXPORT_RECOVERY_KEY, m.Written(file="", recovery_key=RECOVERY_KEY))
    desk.link.hold()
    sheet.primary.click()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    desk.link.release()
    assert not sheet.card.isHidden()
    sheet.card.copy.click()
    sheet.close()
