"""What a person wants of their backups."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject

from fakes import backups as fake
from fakes.desk import NOW_MS, FakeDesk
from megadesk.ipc import messages as m
from megadesk.ui.actions import backups as actions
from megadesk.ui.actions.backups import NewBackup
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.backups import backup_card

CARD = backup_card(fake.backup(every="6h"), 3, NOW_MS)


@pytest.fixture
def said(desk: FakeDesk) -> list[Notice]:
    """What is said to a person."""
    fake.answer_backups(desk.link)
    found: list[Notice] = []
    desk.notices.came.connect(found.append)
    return found


def test_pause_and_resume_take_each_other_back(desk: FakeDesk, said: list[Notice]) -> None:
    """As “Undo”."""
    actions.pause(desk, CARD)
    desk.notices.undo()
    assert desk.link.asked(m.PAUSE_BACKUP) == desk.link.asked(m.RESUME_BACKUP) == [m.Backup(backup=CARD.id)]
    assert said[-1].undo is not None
    actions.run_now(desk, CARD)
    assert desk.link.asked(m.RUN_BACKUP) == [m.Backup(backup=CARD.id)]


def test_other_times_can_be_taken_back(desk: FakeDesk, said: list[Notice]) -> None:
    """All the time is no interval for the engine."""
    actions.change_schedule(desk, CARD, "continuous")
    assert plainly(said[-1].words) == "New schedule for “Documents”: Continuously."
    desk.notices.undo()
    assert desk.link.asked(m.CHANGE_BACKUP) == [
        m.ChangeBackup(backup=CARD.id),
        m.ChangeBackup(backup=CARD.id, every="6h"),
    ]


def test_a_folder_is_backed_up_or_a_backup_taken_over(desk: FakeDesk, said: list[Notice]) -> None:
    """By what was chosen."""
    owner = QObject()
    done: list[Any] = []
    failed: list[Any] = []
    for new in (NewBackup(local="/a", every="daily"), NewBackup(local="/a", name="B", source="Old PC/Studio")):
        actions.add(desk, new, then=done.append, failed=failed.append, owner=owner)
    assert desk.link.asked(m.ADD_BACKUP) == [m.AddBackup(local="/a", every="daily")]
    assert desk.link.asked(m.TAKE_OVER_BACKUP) == [m.TakeOver(source="Old PC/Studio", local="/a", name="B")]
    assert (len(done), failed) == (2, [])


@pytest.mark.parametrize(
    ("move", "words"), [("/Old", "Its files are now in /Old."), ("", "Its files in the cloud were moved to the bin.")]
)
def test_a_stop_is_asked_about_before_it_is_done(desk: FakeDesk, said: list[Notice], move: str, words: str) -> None:
    """The first question changes nothing."""
    owner = QObject()
    told: list[Any] = []
    done: list[int] = []
    actions.ask_stop(desk, CARD.id, move, then=told.append, failed=told.append, owner=owner)
    assert desk.link.asked(m.STOP_BACKUP)[0].ask
    actions.stop(desk, CARD, move, then=lambda: done.append(1), failed=told.append, owner=owner)
    assert desk.link.asked(m.STOP_BACKUP)[1] == m.StopBackup(backup=CARD.id, move=move, delete=not move)
    assert plainly(said[-1].words).endswith(words)
    assert (len(told), done) == (1, [1])


def test_a_run_leads_to_rewind(desk: FakeDesk) -> None:
    """At that run; without one at what is there now."""
    went: list[Any] = []
    desk.went.connect(lambda place: went.append((place.page, place.what)))
    actions.show_run(desk, "backups:/L/d", 7)
    actions.show_run(desk, "backups:/L/d", None)
    assert went == [("rewind", "run backups:/L/d 7"), ("rewind", "backups:/L/d")]
