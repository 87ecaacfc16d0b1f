"""The popup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fakes.desk import QUIET, FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ui.desk import Place
from megadesk.ui.tray.popup import Popup

DONE = m.TransferRow(
    id="h1",
    direction="down",
    path="/b.mp4",
    local="/home/anna/b.mp4",
    pair="p1",
    state="completed",
    ended="2026-11-26T09:55:00Z",
)


def changed(history: int) -> m.TransfersChanged:
    """Return the event of so many things that are over."""
    return m.TransfersChanged(transfers=QUIET, moving=[], queue_version=1, history_version=history)


def made(desk: FakeDesk, qtbot: QtBot) -> Popup:
    """Return a popup that is shown."""
    desk.link.answer(
        m.LIST_TRANSFERS, m.Transfers(transfers=[DONE], total=1, counts={}, queue_version=1, history_version=1)
    )
    popup = Popup(desk)
    qtbot.addWidget(popup)
    popup.present()
    return popup


def test_what_was_moved_is_read_when_there_is_more_of_it(desk: FakeDesk, qtbot: QtBot) -> None:
    """And only while somebody looks."""
    popup = made(desk, qtbot)
    assert len(desk.link.asked(m.LIST_TRANSFERS)) == 1
    assert popup.rows.rows.rowCount() == 1
    desk.link.tell(m.TRANSFERS_TOPIC, changed(1))
    desk.link.tell(m.STATUS_TOPIC, status("scanning"))
    assert len(desk.link.asked(m.LIST_TRANSFERS)) == 2
    popup.hide()
    desk.link.tell(m.TRANSFERS_TOPIC, changed(2))
    assert len(desk.link.asked(m.LIST_TRANSFERS)) == 2


def test_pause_offers_lengths_and_resumes(desk: FakeDesk, qtbot: QtBot) -> None:
    """One press resumes."""
    desk.link.answer(m.ENGINE_PAUSE, status("paused", paused=True))
    desk.link.answer(m.ENGINE_RESUME, status())
    popup = made(desk, qtbot)
    popup._pause.click()
    menu = popup.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["For 10 minutes", "For 1 hour", "Until I resume"]
    menu.actions()[1].trigger()
    assert desk.link.asked(m.ENGINE_PAUSE) == [m.PauseAll(for_s=3600)]
    menu.close()
    popup._pause.click()
    assert len(desk.link.asked(m.ENGINE_RESUME)) == 1


def test_it_leads_to_pages_and_hides(desk: FakeDesk, qtbot: QtBot) -> None:
    """A problem to itself; Escape hides too."""
    went: list[Place] = []
    desk.went.connect(went.append)
    popup = made(desk, qtbot)
    held = m.HeldPath(id="i1", path="a", code="conflict", message="", remedy="")
    pair = m.PairStatus(
        id="p1",
        name="P",
        local="/p",
        remote="/P",
        direction="both",
        state="synced",
        pending=0,
        files=1,
        bytes=1,
        issues=1,
        held=[held],
    )
    desk.link.tell(m.STATUS_TOPIC, status(pairs=[pair], issues=1))
    popup._strip.acted.emit()
    assert went == [Place("problems", "i1")]
    assert not popup.isVisible()
    popup.present()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    popup.rows.versions.emit(popup.rows.rows.row(0))
    assert went[-1] == Place("files", "versions:/b.mp4")
