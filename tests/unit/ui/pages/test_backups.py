"""The backups of this computer, and of the others."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fakes import backups as fake
from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState
from megadesk.ui.dialogs.add_backup import AddBackupSheet
from megadesk.ui.dialogs.backup_runs import BackupRunsSheet
from megadesk.ui.dialogs.backup_sheets import ScheduleSheet, StopBackupSheet
from megadesk.ui.pages.backups import BackupsPage


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> BackupsPage:
    """Return the page with two backups here and one elsewhere, shown to a person."""
    fake.answer_backups(desk.link, fake.elsewhere())
    told = status(backups=[fake.backup(), fake.backup("Photos", state="paused", every="daily", run=None)])
    desk.state.put(app_state.with_status(desk.state.now, told))
    made = BackupsPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    return made


def test_this_computer_comes_first_then_the_others(page: BackupsPage, desk: FakeDesk) -> None:
    """How far each goes back is read once, and again after a run."""
    assert [card.name for card in page._view.here] == ["Documents", "Photos"]
    assert [card.name for card in page._view.elsewhere] == ["Studio"]
    assert len(desk.link.asked(m.BACKUP_RUNS)) == 1
    desk.state.put(app_state.with_status(desk.state.now, status(backups=[fake.backup(files=1)])))
    assert len(desk.link.asked(m.BACKUP_RUNS)) == 1
    desk.state.put(app_state.with_status(desk.state.now, status(backups=[fake.backup(run=32)])))
    assert len(desk.link.asked(m.BACKUP_RUNS)) == 2
    assert list(page._cards) == ["id-Documents"]
    page.left()
    desk.state.put(app_state.with_status(desk.state.now, status(backups=[fake.backup(run=33)])))
    assert len(desk.link.asked(m.BACKUP_RUNS)) == 2


@pytest.mark.parametrize(
    ("word", "sheet"),
    [("schedule", ScheduleSheet), ("stop", StopBackupSheet), ("runs", BackupRunsSheet)],
)
def test_a_card_opens_its_sheets_once(page: BackupsPage, word: str, sheet: type[Any]) -> None:
    """The second time the same one comes to the front."""
    page._do(word, "id-Documents")
    page._do(word, "id-Documents")
    assert len(page.findChildren(sheet)) == 1


def test_what_a_person_does_reaches_the_engine(page: BackupsPage, desk: FakeDesk) -> None:
    """Pause of what is paused is resume; restore leads to Rewind at the latest run."""
    went: list[tuple[str, str]] = []
    desk.went.connect(lambda place: went.append((place.page, place.what)))
    page._do("now", "id-Documents")
    page._do("pause", "id-Documents")
    page._do("pause", "id-Photos")
    assert [len(desk.link.asked(method)) for method in (m.RUN_BACKUP, m.PAUSE_BACKUP, m.RESUME_BACKUP)] == [1, 1, 1]
    page._do("restore", "id-Documents")
    page._do("files", "id-Documents")
    page._do("restore", fake.elsewhere().path)
    page._do("files", fake.elsewhere().path)
    assert went == [
        ("rewind", "run backups:/Anna laptop/Documents 31"), ("files", "backups:/Anna laptop/Documents"),
        ("rewind", "run backups:/Old PC/Studio 9"), ("files", "backups:/Old PC/Studio"),
    ]  # fmt: skip


def test_another_computers_backup_is_taken_over(page: BackupsPage, desk: FakeDesk) -> None:
    """Afterwards the list is read again; only it can be."""
    page._choose("id-Documents")
    assert not page._actions["takeover"].isEnabled()
    page._choose(fake.elsewhere().path)
    assert page._actions["takeover"].isEnabled()
    assert not page._actions["stop"].isEnabled()
    page._do("takeover")
    (sheet,) = page.findChildren(AddBackupSheet)
    asked = len(desk.link.asked(m.LIST_BACKUPS))
    sheet.added.emit("x")
    assert len(desk.link.asked(m.LIST_BACKUPS)) == asked + 1
    page._do("runs", fake.elsewhere().path)
    assert len(page.findChildren(BackupRunsSheet)) == 1


def test_it_opens_where_others_lead(page: BackupsPage) -> None:
    """At a backup by id, name or place, or at the dialog that adds one."""
    page.open_at("Photos")
    assert page._current == "id-Photos"
    page.open_at("backups:/Anna laptop/Documents")
    assert page._current == "id-Documents"
    page.open_at("nothing")
    page.open_at("add")
    assert len(page.findChildren(AddBackupSheet)) == 1
    assert len([action for action in page.commands() if action is not None]) == 11


def test_each_state_of_the_list_is_designed(desk: FakeDesk, qtbot: QtBot) -> None:
    """Not known yet, away, signed out, none, and some elsewhere only."""
    fake.answer_backups(desk.link)
    desk.state.put(AppState())
    page = BackupsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page._states.shows == "loading"
    desk.state.put(app_state.lost(AppState(), EngineUnavailable("gone", reason="gone")))
    assert page._states.shows == "error"
    desk.state.put(app_state.with_status(app_state.connected(desk.state.now), status("signed_out", account=None)))
    assert page._states.shows == "empty"
    assert not page._add.isEnabled()
    desk.state.put(app_state.with_status(desk.state.now, status()))
    assert page._states.shows == "empty"
    assert page._add.isEnabled()
    desk.link.answer(m.LIST_BACKUPS, m.Backups(backups=[], elsewhere=[fake.elsewhere()]))
    page.refresh()
    assert page._states.shows == "content"
    assert page._own_empty.isVisible()
