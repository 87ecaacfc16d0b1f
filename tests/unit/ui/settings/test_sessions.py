"""Where the account is open."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import SESSIONS
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.settings.sessions import GAP_PX, LINE_PX, SessionsCard


def test_each_device_but_this_one_can_be_signed_out(desk: FakeDesk, qtbot: QtBot) -> None:
    """It is named, asked about, and gone from the list after."""
    desk.link.answer(m.SESSIONS, ServerUnavailable(server="x"))
    owner = QWidget()
    qtbot.addWidget(owner)
    card = SessionsCard(desk)
    card.setParent(owner)
    card.read()
    assert card.states.shows == "error"
    desk.link.answer(m.SESSIONS, SESSIONS)
    desk.link.answer(m.REVOKE_SESSION, m.Nothing())
    card.states.retried.emit()
    assert card.states.shows == "content"
    names = [button.accessibleName() for button in card.states.findChildren(QPushButton)]
    ending = [name for name in names if name.startswith("End the session")]
    assert ending == ["End the session of Anna's phone", "End the session of Unnamed device"]
    next(button for button in card.states.findChildren(QPushButton) if button.accessibleName() == ending[0]).click()
    sheet = owner.findChild(ConfirmSheet)
    assert sheet is not None
    sheet.primary.click()
    assert desk.link.asked(m.REVOKE_SESSION) == [m.RevokeSession(id="b1")]
    assert len(desk.link.asked(m.SESSIONS)) == 3


def test_it_is_as_high_as_its_devices(desk: FakeDesk, qtbot: QtBot) -> None:
    """Lower again once one of them is signed out."""
    card = SessionsCard(desk)
    qtbot.addWidget(card)
    desk.link.answer(m.SESSIONS, SESSIONS)
    card.read()
    before = card.sizeHint().height()
    desk.link.answer(m.SESSIONS, m.Sessions(sessions=SESSIONS.sessions[:1]))
    card.read()
    assert card.sizeHint().height() == before - (len(SESSIONS.sessions) - 1) * (LINE_PX + GAP_PX)
    desk.link.answer(m.SESSIONS, ServerUnavailable(server="x"))
    card.read()
    assert card.states.maximumHeight() > before
