"""New one-time codes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import CODES
from megadesk.ipc import messages as m
from megadesk.model.errors import SecondFactorNeeded, ServerUnavailable
from megadesk.ui.dialogs.one_time_codes import OneTimeCodesSheet


def test_password_and_code_come_first(desk: FakeDesk, qtbot: QtBot) -> None:
    """What is wrong is said at its field, and nothing is asked before both can be right; then all ten are shown."""
    sheet = OneTimeCodesSheet(desk)
    sheet.show()
    sheet.proof.password.edit.setText("x")
    sheet.primary.click()
    assert sheet.proof.code.edit.accessibleDescription() == "Enter the code."
    assert desk.link.asked(m.RENEW_ONE_TIME_CODES) == []
    sheet.proof.code.edit.setText("123 456")
    desk.link.answer(m.RENEW_ONE_TIME_CODES, SecondFactorNeeded(reason="wrong"))
    sheet.primary.click()
    assert sheet.proof.code.edit.accessibleDescription().startswith("This code is wrong")
    desk.link.answer(m.RENEW_ONE_TIME_CODES, ServerUnavailable(server="x"))
    sheet.primary.click()
    assert not sheet._fault.isHidden()
    desk.link.answer(m.RENEW_ONE_TIME_CODES, CODES)
    sheet.primary.click()
    assert desk.link.asked(m.RENEW_ONE_TIME_CODES)[-1] == m.RenewOneTimeCodes(password="x", code="123456")
    assert sheet.card.groups.accessibleDescription() == " ".join(CODES.codes)
    assert sheet.proof.values() == ("", "")
    sheet.tick.click()
    sheet.close()
