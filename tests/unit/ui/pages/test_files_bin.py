"""The bin inside the files page."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.delete_for_good import DeleteForGoodSheet
from megadesk.ui.pages.files_bin import BinView
from megadesk.ui.text import plainly
from megadesk.ui.widgets.buttons import Button


def binned(name: str, path: str, **changed: Any) -> m.BinEntry:
    """Return something in the bin of the cloud, or what the test says."""
    return replace(m.BinEntry(id=name, side="cloud", path=path, pair=None, kind="file", size=1, removed=""), **changed)


ENTRIES = [binned("c1", "/Photos/a.jpg"), binned("c2", "/b.txt"), binned("l1", "c.txt", side="local", pair="Work")]


@pytest.fixture
def view(desk: FakeDesk, qtbot: QtBot) -> BinView:
    """Return the bin with three things in it, shown."""
    FakeCloud(desk.link)
    desk.link.answer(m.LIST_BIN, m.BinEntries(entries=ENTRIES, unread=["Away"]))
    desk.link.answer(m.RESTORE_BIN, m.Restored(entries=[]))
    made = BinView(desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.read()
    made.show()
    return made


def keys(view: BinView) -> list[str]:
    """Return what is shown."""
    return [row.key for row in view.list.rows.rows]


def press(view: BinView, words: str) -> None:
    """Press a button."""
    next(button for button in view.findChildren(Button) if button.text() == words).click()


def test_both_bins_are_shown_and_looked_through(view: BinView) -> None:
    """Together, or one of them; and what cannot be looked into is said."""
    lines: list[str] = []
    view.line_changed.connect(lambda words: lines.append(plainly(words)))
    assert keys(view) == ["c1", "c2", "l1"]
    press(view, "This computer")
    assert keys(view) == ["l1"]
    press(view, "All")
    view.search("photos")
    assert keys(view) == ["c1"]
    view.search("nothing like it")
    assert view.states.shows == "empty"
    assert lines[-1] == ""
    assert view._unread.text() == "1 folder cannot be read right now."


def test_what_is_chosen_comes_back(view: BinView, desk: FakeDesk) -> None:
    """And the bin is read again."""
    view.list.choose("c1")
    view.list.choose("l1", only=False)
    assert not view._elsewhere.isEnabled()
    press(view, "Restore")
    assert desk.link.asked(m.RESTORE_BIN) == [m.BinRestore(ids=["c1", "l1"])]
    assert len(desk.link.asked(m.LIST_BIN)) == 2


def test_elsewhere_is_asked_for_on_its_own_side(view: BinView, desk: FakeDesk) -> None:
    """In the cloud by the tree of the cloud, here by the system's dialog."""
    view.list.choose("c1")
    press(view, "Restore to…")
    sheet = view.findChild(ChooseCloudFolder)
    assert isinstance(sheet, ChooseCloudFolder)
    sheet.tree.go("/Photos")
    sheet.primary.click()
    assert desk.link.asked(m.RESTORE_BIN)[-1] == m.BinRestore(ids=["c1"], to="/Photos")
    view.list.choose("l1")
    press(view, "Restore to…")
    dialog = view.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/home/anna/Work/back")
    dialog.close()
    assert desk.link.asked(m.RESTORE_BIN)[-1] == m.BinRestore(ids=["l1"], to="/home/anna/Work/back")


def test_deleting_asks_first(view: BinView, desk: FakeDesk) -> None:
    """About what is chosen, or about all of the side that is shown, as the engine counts it."""
    desk.link.answer(m.EMPTY_BIN, m.Emptied(local=0, local_bytes=0, cloud=1, cloud_bytes=1))
    counted = m.Counted(amount=m.Emptied(local=0, local_bytes=0, cloud=3, cloud_bytes=9), ids=["c1", "c2", "c9"])
    desk.link.answer(m.COUNT_BIN, counted)
    view.list.choose("c2")
    press(view, "Delete permanently…")
    assert desk.link.asked(m.EMPTY_BIN) == []
    view.findChildren(DeleteForGoodSheet)[-1].primary.click()
    press(view, "Cloud")
    press(view, "Empty bin…")
    view.findChildren(DeleteForGoodSheet)[-1].primary.click()
    assert desk.link.asked(m.COUNT_BIN) == [m.BinCount(side="cloud")]
    assert [ask.only for ask in desk.link.asked(m.EMPTY_BIN)] == [["c2"], ["c1", "c2", "c9"]]


def test_where_there_is_little_room_there_is_a_menu(view: BinView) -> None:
    """With all that the buttons do."""
    view.resize(500, 400)
    assert [view._more.isVisible(), view._delete.isVisible(), view._restore.isVisible()] == [True, False, True]
    texts = [action.text() for action in view._more.menu().actions()]
    assert texts == ["Restore to…", "Delete permanently…", "Empty bin…"]
    view.resize(900, 400)
    assert [view._more.isVisible(), view._delete.isVisible()] == [False, True]


def test_a_bin_that_is_not_read_yet_is_not_empty(desk: FakeDesk, qtbot: QtBot) -> None:
    """Nor is one of which nothing fits what is looked for."""
    desk.link.answer(m.LIST_BIN, m.BinEntries(entries=ENTRIES))
    view = BinView(desk)
    qtbot.addWidget(view)
    lines: list[str] = []
    view.line_changed.connect(lambda line: lines.append(plainly(line)))
    desk.link.hold()
    view.read()
    view.search("")
    assert (lines, view.states.shows) == (["Loading…"], "loading")
    desk.link.release()
    view.search("nowhere")
    assert lines[1:] == ["3 deleted items · 3 bytes", ""]


def test_an_empty_bin_and_one_that_does_not_come(view: BinView, desk: FakeDesk) -> None:
    """Each has its sentence; nothing is offered."""
    desk.link.answer(m.LIST_BIN, m.BinEntries(entries=[]))
    view.read()
    assert view.states.shows == "empty"
    view.restore()
    view.delete()
    view.empty()
    view.restore_elsewhere()
    assert desk.link.asked(m.RESTORE_BIN) == []
    assert desk.link.asked(m.COUNT_BIN) == []
    desk.link.answer(m.LIST_BIN, ServerUnavailable())
    view.read()
    assert view.states.shows == "error"
    assert view.commands()
