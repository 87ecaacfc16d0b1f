"""What a restore would do, before it is done."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import NOW_MS, FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.ui.actions.rewind import Wanted
from megadesk.ui.dialogs.restore import PLANNED_MAX, RestoreSheet
from megadesk.ui.viewmodels.rewind import Chosen, whole


def sheet_of(desk: FakeDesk, qtbot: QtBot, chosen: Chosen, *, in_place: bool = True) -> RestoreSheet:
    """Return a sheet that is shown."""
    sheet = RestoreSheet(desk, chosen, 855, NOW_MS, in_place=in_place, parent=None)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_nothing_is_done_before_the_plan_is_seen(desk: FakeDesk, qtbot: QtBot) -> None:
    """Then what was seen is what is wanted."""
    past.answer_past(desk.link)
    desk.link.hold()
    sheet = sheet_of(desk, qtbot, whole("/Documents"))
    assert not sheet.primary.isEnabled()
    desk.link.release()
    assert sheet.primary.isEnabled()
    assert sheet.model.rowCount() == 3
    wanted: list[Wanted] = []
    sheet.wanted.connect(wanted.append)
    sheet.primary.click()
    assert wanted == [Wanted(paths=("/Documents",), seq=855)]
    assert not desk.link.asked(m.REWIND_RESTORE)


def test_a_mirror_is_planned_anew(desk: FakeDesk, qtbot: QtBot) -> None:
    """It is a choice for folders only."""
    past.answer_past(desk.link)
    sheet = sheet_of(desk, qtbot, whole("/Documents"))
    sheet.exact.click()
    assert desk.link.asked(m.REWIND_PLAN)[-1].exact
    assert sheet.asked.exact
    files = sheet_of(desk, qtbot, Chosen(("/a.txt",), files=1))
    assert not files.exact.isVisible()


def test_a_copy_goes_into_a_folder(desk: FakeDesk, qtbot: QtBot) -> None:
    """Of a backup there is nothing but a copy or a download."""
    past.answer_past(desk.link)
    sheet = sheet_of(desk, qtbot, whole("backups:/laptop/docs"), in_place=False)
    assert sheet.target == "cloud"
    sheet.cloud.edit.setText("/Old")
    sheet.cloud.edit.editingFinished.emit()
    assert desk.link.asked(m.REWIND_PLAN)[-1].to == "/Old/"
    assert sheet.asked == Wanted(paths=("backups:/laptop/docs",), seq=855, to="/Old/")
    sheet._put_cloud("/Older")
    assert desk.link.asked(m.REWIND_PLAN)[-1].to == "/Older/"


def test_a_download_needs_a_folder_here(desk: FakeDesk, qtbot: QtBot) -> None:
    """And no plan."""
    past.answer_past(desk.link)
    sheet = sheet_of(desk, qtbot, whole("/Documents"))
    planned = len(desk.link.asked(m.REWIND_PLAN))
    sheet.targets.show_value("here")
    sheet.targets.chosen.emit("here")
    assert len(desk.link.asked(m.REWIND_PLAN)) == planned
    wanted: list[tuple[Any, str]] = []
    sheet.fetch_wanted.connect(lambda one, folder: wanted.append((one, folder)))
    sheet.here.edit.setText("relative")
    sheet.primary.click()
    assert wanted == []
    sheet.here.edit.setText("/home/anna/old")
    sheet.primary.click()
    assert [folder for _, folder in wanted] == ["/home/anna/old"]


def test_what_cannot_be_done_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """With no button to press."""
    past.answer_past(desk.link)
    desk.link.answer(m.REWIND_PLAN, BadUsage(what="rewind", reason="unreadable", value=3))
    sheet = sheet_of(desk, qtbot, whole("/Documents"))
    assert not sheet.primary.isEnabled()
    assert sheet._fault.isVisible()


@pytest.mark.parametrize("count", [3, PLANNED_MAX + 5])
def test_of_many_the_first_are_planned(desk: FakeDesk, qtbot: QtBot, count: int) -> None:
    """And how many are not is said."""
    past.answer_past(desk.link)
    sheet = sheet_of(desk, qtbot, Chosen(tuple(f"/{number}" for number in range(count)), files=count))
    assert len(desk.link.asked(m.REWIND_PLAN)) == min(count, PLANNED_MAX)
    assert ("not counted" in sheet._words.text()) == (count > PLANNED_MAX)
    assert sheet.primary.isEnabled()


def test_nothing_to_do_is_nothing_to_press(desk: FakeDesk, qtbot: QtBot) -> None:
    """Everything is as it was then."""
    past.answer_past(desk.link)
    empty = m.RewindSummary(counts={}, replaced=0, bytes=0, same=4, along=0)
    desk.link.answer(m.REWIND_PLAN, m.RewindPlanned(moment=past.MOMENT, summary=empty, steps=[], total=0, more=False))
    sheet = sheet_of(desk, qtbot, whole("/Documents"))
    assert not sheet.primary.isEnabled()
    assert not sheet.view.isVisible()
