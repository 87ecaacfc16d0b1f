"""Turn the second factor off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import SecondFactorNeeded, ServerUnavailable
from megadesk.ui.dialogs.second_factor_off import SecondFactorOffSheet


def test_it_takes_password_and_code(desk: FakeDesk, qtbot: QtBot) -> None:
    """By keyboard; it closes once it is off."""
    sheet = SecondFactorOffSheet(desk)
    sheet.show()
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    sheet.proof.password.edit.setText("x")
    qtbot.keyClick(sheet.proof.password.edit, Qt.Key.Key_Return)
    assert desk.link.asked(m.DISABLE_SECOND_FACTOR) == []
    sheet.proof.code.edit.setText("abcde-fghij")
    desk.link.answer(m.DISABLE_SECOND_FACTOR, SecondFactorNeeded(reason="wrong"))
    qtbot.keyClick(sheet.proof.code.edit, Qt.Key.Key_Return)
    assert sheet.proof.code.edit.accessibleDescription().startswith("This code is wrong")
    desk.link.answer(m.DISABLE_SECOND_FACTOR, ServerUnavailable(server="x"))
    qtbot.keyClick(sheet.proof.code.edit, Qt.Key.Key_Return)
    assert not sheet._fault.isHidden()
    desk.link.answer(m.DISABLE_SECOND_FACTOR, m.Nothing())
    qtbot.keyClick(sheet.proof.code.edit, Qt.Key.Key_Return)
    assert closed == [True]
    assert desk.link.asked(m.DISABLE_SECOND_FACTOR) == [m.DisableSecondFactor(password="x", code="ABCDEFGHIJ")] * 3
