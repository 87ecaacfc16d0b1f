"""The password again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.first_run import SIGNED_IN
from megadesk.ipc import messages as m
from megadesk.model.errors import SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.dialogs.unlock import UnlockSheet


def test_the_account_is_opened_by_its_password(desk: FakeDesk, qtbot: QtBot) -> None:
    """By keyboard; what is wrong is said where it is."""
    sheet = UnlockSheet(desk)
    sheet.show()
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert sheet.proof.password.edit.accessibleDescription() == "Enter the password."
    sheet.proof.password.edit.setText("x")
    desk.link.answer(m.UNLOCK, WrongCredentials())
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert sheet.proof.password.edit.accessibleDescription() == "The password is wrong."
    desk.link.answer(m.UNLOCK, ServerUnavailable(server="x"))
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert not sheet._fault.isHidden()
    desk.link.answer(m.UNLOCK, SIGNED_IN)
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert closed == [True]
    assert desk.link.asked(m.UNLOCK) == [m.Unlock(password="x")] * 3


def test_a_code_is_asked_for_where_the_account_wants_one(desk: FakeDesk, qtbot: QtBot) -> None:
    """The field comes then, with the keyboard in it; the password need not be typed again."""
    sheet = UnlockSheet(desk)
    sheet.show()
    sheet.activateWindow()
    assert not sheet.proof.asks_code
    sheet.proof.password.edit.setText("x")
    desk.link.answer(m.UNLOCK, SecondFactorNeeded(reason="missing"))
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert (sheet.proof.asks_code, sheet.focusWidget()) == (True, sheet.proof.code.edit)
    sheet.proof.code.edit.setText("123 456")
    desk.link.answer(m.UNLOCK, SecondFactorNeeded(reason="wrong"))
    qtbot.keyClick(sheet.proof.code.edit, Qt.Key.Key_Return)
    assert sheet.proof.code.edit.accessibleDescription().startswith("This code is wrong")
    desk.link.answer(m.UNLOCK, SIGNED_IN)
    qtbot.keyClick(sheet.proof.code.edit, Qt.Key.Key_Return)
    assert desk.link.asked(m.UNLOCK)[-1] == m.Unlock(password="x", code="123456")
