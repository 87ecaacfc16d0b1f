"""How fast files may move."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import LIMITS
from megadesk.ipc import messages as m
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.limits import LimitsSheet
from megadesk.ui.settings.transfers import TransfersPart


def test_limits_are_said_and_set_in_their_sheet(desk: FakeDesk, qtbot: QtBot) -> None:
    """What was changed there shows here."""
    desk.link.answer(m.GET_LIMITS, LIMITS)
    part = TransfersPart(desk)
    qtbot.addWidget(part)
    part.show()
    assert part.now.text() == "Uploads: 512 KiB/s · Downloads: no limit"
    part.change.click()
    sheet = part.findChild(LimitsSheet)
    assert sheet is not None
    asked = len(desk.link.asked(m.GET_LIMITS))
    sheet.close()
    assert len(desk.link.asked(m.GET_LIMITS)) == asked + 1
    went: list[Place] = []
    desk.went.connect(went.append)
    part.show_transfers.click()
    assert went == [Place("transfers")]
