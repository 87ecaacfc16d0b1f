"""A folder of the cloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.models.files_drag import DragData
from megadesk.ui.pages.files_browser import FilesBrowser
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.files import name_in


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    return FakeCloud(desk.link)


@pytest.fixture
def browser(desk: FakeDesk, qtbot: QtBot, cloud: FakeCloud) -> FilesBrowser:
    """Return the browser at the top of the cloud, shown."""
    made = FilesBrowser(desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.read()
    made.show()
    assert cloud.entries
    return made


def test_a_folder_is_shown_with_one_chosen(browser: FilesBrowser) -> None:
    """The one that was asked for, once it is read."""
    browser.go("/Photos", choose="2026")
    assert [name_in(one.path) for one in browser.chosen] == ["2026"]
    assert plainly(browser.line()) == "2 folders"


def test_list_and_grid_have_the_same_choice(browser: FilesBrowser) -> None:
    """And the same order."""
    browser.choose_name("notes.md")
    browser.show_as("grid")
    assert [name_in(one.path) for one in browser.chosen] == ["notes.md"]
    browser.show_as("list")
    assert [name_in(one.path) for one in browser.chosen] == ["notes.md"]


def test_read_anew_nothing_jumps(browser: FilesBrowser, cloud: FakeCloud) -> None:
    """The choice stays, new ones come in, what is gone goes."""
    browser.choose_name("notes.md")
    del cloud.entries["/budget 2026.xlsx"]
    cloud.entries["/aaa.txt"] = entry("/aaa.txt", 1)
    browser.reader.again()
    assert [name_in(one.path) for one in browser.chosen] == ["notes.md"]
    assert browser.choose_name("aaa.txt")
    assert not browser.choose_name("budget 2026.xlsx")


@pytest.mark.parametrize("way", ["list", "grid"])
def test_what_comes_while_a_name_is_typed_waits(
    browser: FilesBrowser, cloud: FakeCloud, qtbot: QtBot, way: str
) -> None:
    """Another list would take the field away."""
    browser.show_as(way)
    browser.choose_name("notes.md")
    browser.view.rename()
    del cloud.entries["/budget 2026.xlsx"]
    browser.reader.again()
    assert browser.view.is_typing
    assert browser.model.row_named("budget 2026.xlsx") >= 0
    field = browser.view.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    with qtbot.waitSignal(browser._typed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert browser.model.row_named("budget 2026.xlsx") == -1


def test_a_search_is_shown_and_left(browser: FilesBrowser) -> None:
    """Nothing found is said; no words are the folder again."""
    browser.look_for("harbour")
    assert [one.path for one in browser.model.entries] == ["/Photos/2026/harbour at dawn.jpg"]
    browser.look_for("nothing like it")
    assert browser.states.shows == "empty"
    browser.look_for("")
    assert len(browser.model.entries) == 8


def test_an_empty_folder_offers_to_upload(browser: FilesBrowser, qtbot: QtBot) -> None:
    """It is the first thing to do with it."""
    browser.go("/Documents/Letters")
    assert browser.states.shows == "empty"
    with qtbot.waitSignal(browser.upload_wanted):
        browser.states.acted.emit()


def test_what_does_not_come_is_said_but_what_is_there_stays(browser: FilesBrowser, desk: FakeDesk) -> None:
    """And it can be tried again."""
    desk.link.answer(m.LIST_FILES, ServerUnavailable())
    browser.reader.again()
    assert browser.states.shows == "content"
    browser.choose_name("notes.md")
    browser.show_details(is_wanted=True, insists=True)
    browser.go("/Photos")
    assert browser.states.shows == "error"
    assert not browser.line(), "what could not be read is not called empty"
    assert browser.chosen == []
    assert browser.details.isHidden()
    assert not browser.details._nothing.isHidden()
    FakeCloud(desk.link)
    browser.states.retried.emit()
    assert browser.states.shows == "content"


def test_what_is_dropped_goes_to_the_folder_that_is_shown(browser: FilesBrowser) -> None:
    """If it was dropped on no other."""
    told: list[tuple[list[str], str]] = []
    browser.files_dropped.connect(lambda files, folder: told.append((files, folder)))
    browser.go("/Photos")
    browser.list.files_dropped.emit(["/x"], "")
    browser.grid.files_dropped.emit(["/x"], "/Music")
    assert told == [(["/x"], "/Photos"), (["/x"], "/Music")]


def test_what_letting_go_would_do_stands_below_the_title(browser: FilesBrowser) -> None:
    """While something is held over a folder; then what there is stands there again."""
    told: list[str] = []
    browser.line_changed.connect(lambda line: told.append(plainly(line)))
    browser.go("/Photos")
    told.clear()
    browser.list.hovered.emit("/Music", False)
    browser.list.hovered.emit("", False)
    browser.grid.hovered.emit("/Music", True)
    browser.grid.hovered.emit(None, True)
    assert told == [
        "Drop to upload to “Music”",
        "Drop to upload to “Photos”",
        "Drop to move to “Music”",
        plainly(browser.line()),
    ]


def test_an_empty_folder_takes_what_is_dropped(browser: FilesBrowser) -> None:
    """There are no rows to drop it on; our own entries are not taken: where would they go."""
    told: list[tuple[list[str], str]] = []
    browser.files_dropped.connect(lambda files, folder: told.append((files, folder)))
    browser.go("/Documents/Letters")
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/home/anna/a.txt")])
    enter = QDragEnterEvent(QPoint(300, 200), actions, files, buttons, keys)
    QApplication.sendEvent(browser, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(browser, QDropEvent(QPointF(300, 200), actions, files, buttons, keys))
    assert told == [(["/home/anna/a.txt"], "/Documents/Letters")]
    ours = DragData([entry("/a.txt", 1)])
    enter = QDragEnterEvent(QPoint(300, 200), actions, ours, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(browser, enter)
    assert not enter.isAccepted()


def test_very_many_cost_what_a_few_do(desk: FakeDesk, qtbot: QtBot) -> None:
    """Only what is seen becomes words: so many questions of the view, however many entries there are."""
    FakeCloud(desk.link, tuple(entry(f"/{number:06}.txt", number) for number in range(20_000)))
    made = FilesBrowser(desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    asked = 0
    words = made.model.words

    def counted(one: m.CloudEntry, column: str) -> object:
        nonlocal asked
        asked += 1
        return words(one, column)

    made.model.words = counted  # type: ignore[method-assign,assignment]  # counts what the view asks for
    made.read()
    made.list.scrollToBottom()
    made.grab()
    assert len(made.model.entries) == 20_000
    assert 0 < asked < 2_000


def test_details_stand_beside_entries_only(browser: FilesBrowser) -> None:
    """Not beside an empty folder; they are back with the next one that has something."""
    browser.show_details(is_wanted=True, insists=True)
    assert not browser.details.isHidden()
    browser.go("/Documents/Letters")
    assert browser.details.isHidden()
    browser.go("/Photos")
    assert not browser.details.isHidden()
