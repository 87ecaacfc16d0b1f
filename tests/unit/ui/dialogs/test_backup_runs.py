"""The runs of a backup."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from fakes import backups as fake
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.backup_runs import BackupRunsSheet

PLACE = "backups:/Anna laptop/Documents"


def test_a_run_leads_to_rewind(desk: FakeDesk, qtbot: QtBot) -> None:
    """The newest is chosen at first."""
    fake.answer_backups(desk.link)
    sheet = BackupRunsSheet(desk, "Documents", PLACE)
    qtbot.addWidget(sheet)
    went: list[Any] = []
    desk.went.connect(lambda place: went.append(place.what))
    assert len(sheet.list.rows.rows) == 12
    sheet.primary.click()
    assert went == [f"run {PLACE} 12"]


def test_none_yet_and_errors_are_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """With nothing to press."""
    desk.link.answer(m.BACKUP_RUNS, ServerUnavailable("gone"))
    sheet = BackupRunsSheet(desk, "Documents", PLACE)
    qtbot.addWidget(sheet)
    assert sheet.states.shows == "error"
    desk.link.answer(m.BACKUP_RUNS, m.BackupRuns(path=PLACE, runs=[]))
    sheet.states.retried.emit()
    assert sheet.states.shows == "empty"
    assert not sheet.primary.isEnabled()
