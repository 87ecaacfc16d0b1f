"""The folders of the cloud as a tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.cloud_tree import CloudTree
from megadesk.ui.text import Text, plainly


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    return FakeCloud(desk.link)


@pytest.fixture
def faults() -> list[str]:
    """Return what went wrong."""
    return []


@pytest.fixture
def tree(desk: FakeDesk, qtbot: QtBot, cloud: FakeCloud, faults: list[str]) -> CloudTree:
    """Return the tree, shown, its top open."""
    made = CloudTree(desk)
    qtbot.addWidget(made)

    def take(words: Text) -> None:
        faults[:] = [plainly(words)] if words else []

    made.went_wrong.connect(take)
    made.resize(300, 400)
    made.show()
    assert cloud.entries
    return made


def editor(tree: CloudTree) -> QLineEdit:
    """Return the field in which a name is typed."""
    found = tree.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def name(tree: CloudTree, qtbot: QtBot, typed: str = "", key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type a name, or take the one that stands there; wait until the field is gone."""
    field = editor(tree)
    if typed:
        field.setText(typed)
    with qtbot.waitSignal(tree._naming_ended):
        qtbot.keyClick(field, key)
    QApplication.processEvents()


def shown(tree: CloudTree, path: str) -> list[str]:
    """Return the names below a folder that is shown."""
    item = tree.item_at(path)
    assert item is not None
    return tree.names_in(item)


def test_folders_are_read_when_they_are_opened(tree: CloudTree, desk: FakeDesk) -> None:
    """Each once; files are not shown."""
    assert shown(tree, "/") == ["Documents", "Music", "Photos", "Projects"]
    item = tree.item_at("/Photos")
    assert item is not None
    for _ in range(2):
        item.setExpanded(True)
        item.setExpanded(False)
    assert shown(tree, "/Photos") == ["2025", "2026"]
    assert [ask.path for ask in desk.link.asked(m.LIST_FILES)] == ["/", "/Photos"]


def test_the_way_is_opened_as_it_comes(tree: CloudTree, desk: FakeDesk) -> None:
    """However long the engine takes; a way that ends is followed as far as it goes."""
    desk.link.hold()
    tree.go("/Photos/2026")
    assert tree.path == "/Photos"
    desk.link.release()
    assert tree.path == "/Photos/2026"
    tree.go("/Documents/gone")
    assert tree.path == "/Documents"


def test_a_new_folder_is_named_in_place(tree: CloudTree, qtbot: QtBot, cloud: FakeCloud) -> None:
    """And chosen."""
    tree.go("/Photos")
    tree.new_folder()
    assert editor(tree).text() == "New folder"
    name(tree, qtbot, "2027")
    assert "/Photos/2027" in cloud.entries
    assert tree.path == "/Photos/2027"


def test_a_new_folder_under_the_name_it_was_given(tree: CloudTree, qtbot: QtBot, cloud: FakeCloud) -> None:
    """Return alone is enough."""
    tree.new_folder()
    name(tree, qtbot)
    assert tree.path == "/New folder"
    assert "/New folder" in cloud.entries


def test_escape_makes_none(tree: CloudTree, qtbot: QtBot, desk: FakeDesk) -> None:
    """And the folder above is chosen again."""
    tree.go("/Photos")
    tree.new_folder()
    name(tree, qtbot, key=Qt.Key.Key_Escape)
    assert shown(tree, "/Photos") == ["2025", "2026"]
    assert tree.path == "/Photos"
    assert desk.link.asked(m.MAKE_FOLDER) == []


def test_a_name_that_cannot_be_is_said(
    tree: CloudTree, qtbot: QtBot, desk: FakeDesk, faults: list[str], cloud: FakeCloud
) -> None:
    """Before the engine is asked, and what the engine refuses after."""
    tree.go("/Photos")
    tree.new_folder()
    name(tree, qtbot, "2025")
    assert faults == ["2025 already exists."]
    assert desk.link.asked(m.MAKE_FOLDER) == []
    cloud.entries["/Photos/New folder"] = cloud.entries["/Photos/2025"]
    tree.new_folder()
    name(tree, qtbot)
    assert len(faults) == 1
    assert shown(tree, "/Photos") == ["2025", "2026"]


def test_what_cannot_be_read_can_be_tried_again(tree: CloudTree, desk: FakeDesk, faults: list[str]) -> None:
    """By opening it again."""
    desk.link.answer(m.LIST_FILES, ServerUnavailable())
    item = tree.item_at("/Music")
    assert item is not None
    item.setExpanded(True)
    assert (len(faults), item.isExpanded()) == (1, False)
    FakeCloud(desk.link)
    item.setExpanded(True)
    assert faults == []
