"""Back up a folder, or go on with the backup of another computer."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from fakes import backups as fake
from fakes.desk import NOW_MS, FakeDesk, status
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.ui import app_state
from megadesk.ui.dialogs.add_backup import AddBackupSheet
from megadesk.ui.viewmodels.backups import other_card


def test_a_folder_is_backed_up_as_it_was_chosen(desk: FakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    """Under its name and at its times."""
    fake.answer_backups(desk.link)
    sheet = AddBackupSheet(desk)
    qtbot.addWidget(sheet)
    assert not sheet.primary.isEnabled()
    sheet.form.put_local(str(tmp_path))
    sheet.form.name.edit.setText("papers")
    sheet.form.schedule.choose("daily")
    added: list[str] = []
    sheet.added.connect(added.append)
    sheet.primary.click()
    assert desk.link.asked(m.ADD_BACKUP) == [m.AddBackup(local=str(tmp_path), name="papers", every="daily")]
    assert added == ["id-Documents"]


def test_a_folder_that_is_synced_already_is_refused_at_once(desk: FakeDesk, qtbot: QtBot) -> None:
    """And what only the engine knows when it was asked."""
    desk.state.put(app_state.with_status(desk.state.now, status(pairs=[pair(local="/home/anna/Photos")])))
    sheet = AddBackupSheet(desk, "/home/anna/Photos/2026")
    qtbot.addWidget(sheet)
    sheet.show()
    assert not sheet.primary.isEnabled()
    sheet.form.put_local("/home/anna/Music")
    assert sheet.primary.isEnabled()
    desk.link.answer(m.ADD_BACKUP, BadUsage(what="every", value="x"))
    sheet.primary.click()
    assert sheet._fault.isVisible()
    assert sheet.primary.isEnabled()


def test_the_backup_of_another_computer_goes_on_from_here(desk: FakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    """It is said what that does to the other one."""
    fake.answer_backups(desk.link)
    sheet = AddBackupSheet(desk, other=other_card(fake.elsewhere(), NOW_MS))
    qtbot.addWidget(sheet)
    sheet.form.put_local(str(tmp_path))
    sheet.primary.click()
    assert desk.link.asked(m.TAKE_OVER_BACKUP) == [m.TakeOver(source="Old PC/Studio", local=str(tmp_path))]
