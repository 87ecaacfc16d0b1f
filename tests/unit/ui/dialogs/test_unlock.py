"""The password again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.first_run import SIGNED_IN
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable, WrongCredentials
from megadesk.ui.dialogs.unlock import UnlockSheet


def test_the_account_is_opened_by_its_password(desk: FakeDesk, qtbot: QtBot) -> None:
    """By keyboard; what is wrong is said where it is."""
    sheet = UnlockSheet(desk)
    sheet.show()
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    qtbot.keyClick(sheet.password.edit, Qt.Key.Key_Return)
    assert sheet.password.edit.accessibleDescription() == "Enter the password."
    sheet.password.edit.setText("x")
    desk.link.answer(m.UNLOCK, WrongCredentials())
    qtbot.keyClick(sheet.password.edit, Qt.Key.Key_Return)
    assert sheet.password.edit.accessibleDescription() == "The password is wrong."
    desk.link.answer(m.UNLOCK, ServerUnavailable(server="x"))
    qtbot.keyClick(sheet.password.edit, Qt.Key.Key_Return)
    assert not sheet._fault.isHidden()
    desk.link.answer(m.UNLOCK, SIGNED_IN)
    qtbot.keyClick(sheet.password.edit, Qt.Key.Key_Return)
    assert closed == [True]
    assert desk.link.asked(m.UNLOCK) == [m.Unlock(password="x")] * 3
