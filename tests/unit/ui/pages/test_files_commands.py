"""What can be done on the files page."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.properties import PropertiesSheet
from megadesk.ui.dialogs.versions import VersionsSheet
from megadesk.ui.pages import files_commands
from megadesk.ui.pages.files import FilesPage


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    return FakeCloud(desk.link)


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot, cloud: FakeCloud) -> FilesPage:
    """Return the page at the top of the cloud, shown."""
    made = FilesPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.entered()
    assert cloud.entries
    return made


def enabled(page: FilesPage) -> set[str]:
    """Return what can be done with the choice."""
    words = ("open", "show_here", "download", "rename", "move", "remove", "versions", "properties", "copy_path")
    return {word for word in words if getattr(page.do, word).isEnabled()}


def test_only_what_fits_the_choice_is_offered(page: FilesPage) -> None:
    """Nothing, a file, a folder that is not here, several."""
    assert enabled(page) == set()
    page.browser.choose_name("notes.md")
    assert len(enabled(page)) == 9
    page.browser.choose_name("Music")
    assert enabled(page) == {"open", "download", "rename", "move", "remove", "properties", "copy_path"}
    page.browser.view.choose([0, 5])
    assert enabled(page) == {"download", "move", "remove", "copy_path"}


def test_every_command_has_keys_of_its_own(page: FilesPage) -> None:
    """That no other has, and stands in the menu."""
    actions = [action for action in page.do.menu() if isinstance(action, QAction)]
    keys = [keys.toString() for action in actions for keys in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert all(action.shortcuts() for action in actions)


def test_the_menu_is_about_the_choice_or_the_folder(page: FilesPage) -> None:
    """And has nothing that cannot be done."""
    menus = [page.do.make_menu()]
    page.browser.choose_name("Music")
    menus.append(page.do.make_menu())
    texts = [[action.text() for action in menu.actions() if action.text()] for menu in menus]
    assert texts[0] == ["New folder", "Upload files…", "Upload a folder…", "Parent folder", "Bin"]
    assert "Show in file manager" not in texts[1]
    assert "Rename" in texts[1]


def test_a_new_folder_is_named_in_place(page: FilesPage, cloud: FakeCloud) -> None:
    """It is there at once, under a name that is free."""
    for _ in range(2):
        page.do.new_folder.trigger()
    assert {"/New folder", "/New folder 2"} <= set(cloud.entries)
    assert isinstance(page.browser.view.viewport().findChild(QLineEdit), QLineEdit)
    assert [one.path for one in page.browser.chosen] == ["/New folder 2"]


def test_entries_move_where_a_person_says(page: FilesPage, cloud: FakeCloud) -> None:
    """Not into themselves."""
    page.browser.choose_name("Photos")
    page.do.move.trigger()
    sheet = page.findChild(ChooseCloudFolder)
    assert isinstance(sheet, ChooseCloudFolder)
    sheet.tree.go("/Photos/2025")
    assert sheet.tree.path == "/"
    sheet.tree.go("/Documents")
    sheet.primary.click()
    assert "/Documents/Photos/2026" in cloud.entries


def test_entries_go_to_the_bin(page: FilesPage, cloud: FakeCloud, desk: FakeDesk) -> None:
    """And come back by undo."""
    page.browser.choose_name("notes.md")
    page.do.remove.trigger()
    assert page.browser.model.row_named("notes.md") == -1
    desk.notices.undo()
    assert "/notes.md" in cloud.entries
    assert page.browser.model.row_named("notes.md") >= 0


def test_files_and_folders_are_chosen_to_be_sent(page: FilesPage, desk: FakeDesk) -> None:
    """Into the folder that is shown."""
    page.open_at("/Photos")
    page.do.upload_files.trigger()
    page.do.upload_folder.trigger()
    files, folder = page.findChildren(QFileDialog)
    files.filesSelected.emit(["/home/anna/a", "/home/anna/b"])
    folder.fileSelected.emit("/home/anna/c")
    for dialog in (files, folder):
        dialog.close()
    assert [(ask.locals, ask.remote) for ask in desk.link.asked(m.START_PUT)] == [
        (["/home/anna/a", "/home/anna/b"], "/Photos"),
        (["/home/anna/c"], "/Photos"),
    ]


def test_more_of_one_is_shown_beside(page: FilesPage, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its versions, its properties, where it is here, and where a problem is solved."""
    shown: list[str] = []
    monkeypatch.setattr(files_commands, "show_local", lambda _, path: shown.append(path))
    monkeypatch.setattr(files_commands, "open_local", lambda _, path: shown.append(path))
    went: list[Place] = []
    desk.went.connect(went.append)
    page.browser.choose_name("holiday video.mp4")
    for action in (page.do.versions, page.do.properties, page.do.show_here, page.do.copy_path):
        action.trigger()
    assert isinstance(page.findChild(VersionsSheet), VersionsSheet)
    properties = page.findChild(PropertiesSheet)
    assert isinstance(properties, PropertiesSheet)
    properties.problem_wanted.emit(page.browser.chosen[0])
    page.strip.more_wanted.emit()
    page.browser.choose_name("Photos")
    page.do.show_here.trigger()
    assert went == [Place("problems"), Place("transfers")]
    assert shown == ["/home/anna/megadesk/holiday video.mp4", "/home/anna/megadesk/Photos"]
    assert QGuiApplication.clipboard().text() == "/holiday video.mp4"
