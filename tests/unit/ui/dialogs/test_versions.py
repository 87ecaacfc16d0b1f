"""The versions of one file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.versions import VersionsSheet

PATH = "/Documents/minutes.txt"


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> VersionsSheet:
    """Return the sheet of a file with four versions, shown."""
    FakeCloud(desk.link)
    made = VersionsSheet(desk, PATH)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_current_one_is_looked_at_and_cannot_be_restored(sheet: VersionsSheet, desk: FakeDesk) -> None:
    """It is what is there."""
    assert sheet.list.keys == ["7"]
    assert sheet.focusWidget() is sheet.list
    assert not sheet.primary.isEnabled()
    assert desk.link.asked(m.CAT_FILE) == [m.Cat(path=PATH, version=7, max_bytes=6)]
    assert sheet.context.text() == f"{PATH} · 4 versions are kept."


def test_another_is_restored(sheet: VersionsSheet, desk: FakeDesk, qtbot: QtBot) -> None:
    """The sheet is done then."""
    sheet.list.choose("3")
    with qtbot.waitSignal(sheet.restored) as told:
        sheet.primary.click()
    assert (told.args, sheet.isVisible()) == ([PATH], False)
    assert desk.link.asked(m.RESTORE_VERSION) == [m.RestoreVersion(path=PATH, version=3)]


def test_what_goes_wrong_is_said_in_it(sheet: VersionsSheet, desk: FakeDesk) -> None:
    """And it can be tried again."""
    desk.link.answer(m.RESTORE_VERSION, ServerUnavailable())
    sheet.list.choose("3")
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.primary.isEnabled()


def test_a_copy_goes_where_a_person_says(sheet: VersionsSheet, desk: FakeDesk) -> None:
    """Under a name that says which version it is."""
    sheet.list.choose("3")
    sheet._copy.click()
    chooser = sheet.findChild(ChooseCloudFolder)
    assert isinstance(chooser, ChooseCloudFolder)
    assert chooser.tree.path == "/Documents"
    chooser.tree.go("/Photos")
    chooser.primary.click()
    assert desk.link.asked(m.RESTORE_VERSION)[0].to == "/Photos/minutes (v2).txt"


def test_it_is_saved_where_a_person_says(sheet: VersionsSheet, desk: FakeDesk) -> None:
    """Through the system's dialog, which asks about a taken name."""
    sheet.list.choose("3")
    sheet._save.click()
    dialog = sheet.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/tmp/minutes.txt")
    dialog.close()
    get = desk.link.asked(m.START_GET)[0]
    assert (get.remotes, get.local, get.version) == ([PATH], "/tmp/minutes.txt", 3)


def test_versions_that_do_not_come(desk: FakeDesk, qtbot: QtBot) -> None:
    """Are said, and asked for again."""
    desk.link.answer(m.LIST_VERSIONS, ServerUnavailable())
    made = VersionsSheet(desk, PATH)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    assert (made.states.shows, made.primary.isEnabled()) == ("error", False)
    FakeCloud(desk.link)
    made.states.retried.emit()
    assert made.states.shows == "content"
