"""What can be changed about a backup."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes import backups as fake
from fakes.desk import NOW_MS, FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists
from megadesk.ui.dialogs.backup_sheets import ScheduleSheet, StopBackupSheet
from megadesk.ui.viewmodels.backups import backup_card
from megadesk.ui.widgets.labels import Label

CARD = backup_card(fake.backup(every="6h"), 3, NOW_MS)


def test_only_another_schedule_is_a_change(desk: FakeDesk, qtbot: QtBot) -> None:
    """Else the sheet only closes."""
    fake.answer_backups(desk.link)
    for every in ("6h", "daily"):
        sheet = ScheduleSheet(desk, CARD)
        qtbot.addWidget(sheet)
        sheet.schedule.choose(every)
        sheet.primary.click()
    assert desk.link.asked(m.CHANGE_BACKUP) == [m.ChangeBackup(backup=CARD.id, every="daily")]


def sheet_of(desk: FakeDesk, qtbot: QtBot) -> StopBackupSheet:
    """Return the sheet that ends a backup, shown."""
    sheet = StopBackupSheet(desk, CARD)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def said(sheet: StopBackupSheet) -> list[str]:
    """Return all that stands in it."""
    return [label.text() for label in sheet.findChildren(Label)]


def test_nothing_ends_before_it_was_said_what_that_concerns(desk: FakeDesk, qtbot: QtBot) -> None:
    """The engine is only asked; the button rests until it answered."""
    fake.answer_backups(desk.link)
    desk.link.hold()
    sheet = sheet_of(desk, qtbot)
    assert not sheet.primary.isEnabled()
    desk.link.release()
    assert sheet.primary.isEnabled()
    assert any("is moved to /Documents" in words for words in said(sheet))
    assert all(body.ask for body in desk.link.asked(m.STOP_BACKUP))
    sheet.primary.click()
    assert desk.link.asked(m.STOP_BACKUP)[-1] == m.StopBackup(backup=CARD.id, move="/Documents")


def test_to_the_bin_is_another_question(desk: FakeDesk, qtbot: QtBot) -> None:
    """With other sentences."""
    fake.answer_backups(desk.link)
    sheet = sheet_of(desk, qtbot)
    sheet.ways.show_value("delete")
    sheet.ways.chosen.emit("delete")
    assert any("is moved to the bin" in words for words in said(sheet))
    assert not sheet.place.isVisible()
    sheet.primary.click()
    assert desk.link.asked(m.STOP_BACKUP)[-1] == m.StopBackup(backup=CARD.id, delete=True)


def test_a_place_that_is_taken_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """And another is looked at; none is none."""
    desk.link.answer(m.STOP_BACKUP, AlreadyExists(what="path", path="/Documents"))
    sheet = sheet_of(desk, qtbot)
    assert not sheet.primary.isEnabled()
    fake.answer_backups(desk.link)
    sheet._put("/Old")
    assert desk.link.asked(m.STOP_BACKUP)[-1].move == "/Old"
    assert sheet.primary.isEnabled()
    sheet._put("")
    assert not sheet.primary.isEnabled()
