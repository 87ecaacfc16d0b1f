"""The dialog that adds a synced folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists
from megadesk.ui import app_state
from megadesk.ui.dialogs.add_pair import AddPairSheet
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.widgets.cards import Banner

NONE = m.Share(files=0, bytes=0)
SEEN = m.PairPreview(
    local="", remote="", local_exists=True, remote_exists=True, only_here=NONE, only_there=NONE, same=NONE, differ=NONE
)


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> AddPairSheet:
    """Return the dialog, on a device that has one folder."""
    desk.state.put(app_state.with_status(desk.state.now, status(pairs=[pair("Photos")])))
    desk.link.answer(m.PREVIEW_PAIR, SEEN)
    made = AddPairSheet(desk)
    made.show()
    return made


def choose(sheet: AddPairSheet, local: str) -> None:
    """Choose a folder of this computer, and let both sides be looked at."""
    sheet.form.put_local(local)
    sheet.form.link._timer.timeout.emit()


def test_the_place_in_the_cloud_follows_until_another_is_typed(
    sheet: AddPairSheet, tmp_path: Path, qtbot: QtBot
) -> None:
    """What a person typed is theirs."""
    form = sheet.form
    form.put_local(str(tmp_path / "Work"))
    assert form.remote.text() == "/Work"
    form.remote.edit.selectAll()
    qtbot.keyClicks(form.remote.edit, "/Company")
    form.put_local(str(tmp_path / "Music"))
    assert form.remote.text() == "/Company"


def test_nothing_can_be_started_while_something_is_missing_or_wrong(
    sheet: AddPairSheet, desk: FakeDesk, tmp_path: Path
) -> None:
    """And what is wrong stands below its field."""
    assert not sheet.primary.isEnabled()
    sheet.form.put_local("/home/anna/Photos/2026")
    assert not sheet.primary.isEnabled()
    assert "already synced" in sheet.form.local._below.text()
    sheet.form.put_local(str(tmp_path))
    assert sheet.primary.isEnabled()  # a look at a large folder takes a while, and nobody has to wait for it
    desk.link.answer(m.PREVIEW_PAIR, AlreadyExists(what="pair", value="x"))
    sheet.form.link._timer.timeout.emit()
    assert not sheet.primary.isEnabled()


def test_what_was_chosen_is_asked_for(sheet: AddPairSheet, desk: FakeDesk, tmp_path: Path, qtbot: QtBot) -> None:
    """With name and direction; then the sheet is gone."""
    desk.link.answer(m.ADD_PAIR, pair("Work"))
    sheet.form.direction.show_value("down")
    choose(sheet, f"{tmp_path}/")
    sheet.form.name.edit.setText(" Work ")
    with qtbot.waitSignal(sheet.added) as added:
        sheet.primary.click()
    assert desk.link.asked(m.ADD_PAIR) == [
        m.AddPair(local=str(tmp_path), remote=f"/{tmp_path.name}", name="Work", direction="down")
    ]
    assert added.args == ["id-Work"]


def test_what_is_wrong_is_said_in_the_sheet(sheet: AddPairSheet, desk: FakeDesk, tmp_path: Path) -> None:
    """Until something is changed."""
    desk.link.answer(m.ADD_PAIR, AlreadyExists(what="pair_name", value="Work"))
    choose(sheet, str(tmp_path))
    sheet.primary.click()
    banner = sheet.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.isVisibleTo(sheet)
    assert sheet.primary.isEnabled()
    sheet.form.name.edit.setText("Other")
    sheet.form.local.changed.emit("")
    assert not banner.isVisibleTo(sheet)


def test_a_folder_is_chosen_from_the_disk(sheet: AddPairSheet, tmp_path: Path) -> None:
    """By the system's dialog, which is not modal to anything."""
    sheet.form.local.button.click()
    chooser = sheet.form.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path))
    chooser.done(0)
    assert sheet.form.local.text() == str(tmp_path)


def test_a_folder_of_the_cloud_is_chosen_too(sheet: AddPairSheet, desk: FakeDesk, tmp_path: Path) -> None:
    """And does not follow the local one any more."""
    sheet.form.remote.button.click()
    chooser = sheet.form.findChild(ChooseCloudFolder)
    assert isinstance(chooser, ChooseCloudFolder)
    chooser.chosen.emit("/Company")
    choose(sheet, str(tmp_path))
    assert sheet.form.new_pair().remote == "/Company"
    assert desk.link.asked(m.PREVIEW_PAIR)[-1] == m.PreviewPair(local=str(tmp_path), remote="/Company")


def test_a_look_ends_with_the_sheet(sheet: AddPairSheet, desk: FakeDesk, tmp_path: Path) -> None:
    """Nobody reads a large folder for a dialog that is gone."""
    desk.link.hold()
    choose(sheet, str(tmp_path))
    asking = sheet.form.link._asking
    assert asking is not None
    sheet.close()
    assert asking.is_over


def test_a_new_folder_begins_as_the_settings_say(desk: FakeDesk, qtbot: QtBot) -> None:
    """Its direction can be another; what becomes of links is changed later."""
    desk.prefs.keep("sync.direction", "up")
    desk.prefs.keep("sync.symlinks", "keep")
    sheet = AddPairSheet(desk)
    made = sheet.form.new_pair()
    assert (made.direction, made.symlinks) == ("up", "keep")
    sheet.close()
