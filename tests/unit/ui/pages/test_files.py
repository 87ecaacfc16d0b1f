"""The files page."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui.actions import files as act
from megadesk.ui.desk import Notice
from megadesk.ui.dialogs.duplicates import DuplicatesSheet
from megadesk.ui.pages.files import FilesPage
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.files import name_in

PUT = m.ErrandStatus(id="e1", way="put", sources=["/home/anna/a"], target="/", state="queued")


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    desk.link.answer(m.LIST_BIN, m.BinEntries(entries=[]))
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


def chosen(page: FilesPage) -> list[str]:
    """Return the names of what is chosen."""
    return [name_in(one.path) for one in page.browser.chosen]


def test_it_says_what_there_is(page: FilesPage) -> None:
    """Below its title."""
    assert page.context.text() == "4 folders · 4 files · 46.2 GiB · 1 needs attention"


def test_ways_through_the_folders(page: FilesPage, desk: FakeDesk) -> None:
    """In, up with the folder chosen, and back."""
    page.browser.choose_name("Photos")
    page.do.open.trigger()
    page.browser.choose_name("2026")
    page.do.open.trigger()
    assert page.browser.path == "/Photos/2026"
    page.do.up.trigger()
    assert (page.browser.path, chosen(page)) == ("/Photos", ["2026"])
    page.do.back.trigger()
    page.do.back.trigger()
    assert page.browser.path == "/Photos"
    page.do.back.trigger()
    page.do.back.trigger()
    assert page.browser.path == "/"
    page.do.up.trigger()
    assert page.browser.path == "/"
    page.way.went.emit("/Documents")
    assert page.browser.path == "/Documents"
    assert desk.link.asked(m.STAT_FILE) == []


def test_a_place_is_shown(page: FilesPage) -> None:
    """A folder; of a file its folder; the bin, and back from it."""
    page.open_at("/Photos/2026/harbour at dawn.jpg")
    assert (page.browser.path, chosen(page)) == ("/Photos/2026", ["harbour at dawn.jpg"])
    page.open_at("bin:/")
    assert (page.is_in_bin, page.context.text()) == (True, "The bin is empty.")
    assert page.commands()[-1] is not None
    page.go_up()
    page.open_at("/Music")
    assert (page.is_in_bin, page.browser.path) == (False, "/Music")
    page.open_at("/gone")
    assert page.browser.states.shows == "error"
    page.refresh()
    assert page.browser.states.shows == "error"


def test_a_search_is_of_what_is_shown(page: FilesPage, qtbot: QtBot) -> None:
    """And ends when one goes on."""
    page.search()
    page.find_field.setText("harbour")
    with qtbot.waitSignal(page.find_field.searched):
        page.find_field.returnPressed.emit()
    assert page.context.text() == "1 name contains “harbour”"
    page.open_at("/")
    assert page.find_field.text() == ""
    assert len(page.browser.model.entries) == 8


def test_what_changes_is_read_again(page: FilesPage, desk: FakeDesk, cloud: FakeCloud, qtbot: QtBot) -> None:
    """A moment after the engine said that there is something new, and only while somebody looks."""
    del cloud.entries["/notes.md"]
    head = m.HeadStatus(seq=8, hash="", verified=True)
    desk.link.tell(m.STATUS_TOPIC, status(head={"main": head}))
    with qtbot.waitSignal(page.browser.reader.fresh):
        pass
    assert page.browser.model.row_named("notes.md") == -1
    page.left()
    asked = len(desk.link.asked(m.LIST_FILES))
    desk.link.tell(m.STATUS_TOPIC, status(head={"main": replace(head, seq=9)}))
    assert not page._timer.isActive()
    page.entered()
    assert len(desk.link.asked(m.LIST_FILES)) == asked + 1


def test_an_engine_that_comes_back_is_asked_again(
    page: FilesPage, desk: FakeDesk, cloud: FakeCloud, qtbot: QtBot
) -> None:
    """Also if nothing was different before it went."""
    desk.link.lost.emit(EngineUnavailable(reason="gone"))
    del cloud.entries["/notes.md"]
    assert not page._timer.isActive()
    desk.link.connected.emit()
    with qtbot.waitSignal(page.browser.reader.fresh):
        pass
    assert page.browser.model.row_named("notes.md") == -1


def said(desk: FakeDesk) -> list[tuple[str, str]]:
    """Return what is said from now on."""
    found: list[tuple[str, str]] = []

    def take(notice: Notice) -> None:
        found.append((plainly(notice.words), notice.tone))

    desk.notices.came.connect(take)
    return found


def test_an_upload_is_shown_until_it_is_over(page: FilesPage, desk: FakeDesk) -> None:
    """Then what was done is said."""
    words = said(desk)
    desk.link.answer(m.START_PUT, PUT)
    desk.link.hold()
    page.browser.list.files_dropped.emit(["/home/anna/a"], "")
    desk.link.release()
    assert desk.link.asked(m.START_PUT)[0].remote == "/"
    desk.link.answer(m.WATCH_ERRAND, replace(PUT, state="done", files=1))
    page.upload(["/home/anna/a"], "/Photos")
    assert words == [("1 file uploaded", "ok")]
    assert page.strip.isHidden()


def test_an_errand_that_asks_opens_its_question(page: FilesPage, desk: FakeDesk) -> None:
    """Once; closed, it waits in the strip."""
    asking = replace(PUT, state="asking", questions=1)
    side = m.Side(kind="file", size=1, mtime="")
    question = m.Question(number=1, path="/a", case="file", new=side, there=side, answers=["skip"])
    desk.link.answer(m.ERRAND_QUESTIONS, m.QuestionPage(questions=[question], total=1))
    desk.link.answer(m.START_PUT, PUT)
    desk.link.answer(m.WATCH_ERRAND, asking)
    page.upload(["/home/anna/a"], "/")
    sheets = page.findChildren(DuplicatesSheet)
    assert len(sheets) == 1
    assert not page.strip.isHidden()
    page.strip.answered.emit("e1")
    assert len(page.findChildren(DuplicatesSheet)) == 1
    sheets[0].close()
    page.strip.answered.emit("e1")
    assert any(not sheet.isHidden() for sheet in page.findChildren(DuplicatesSheet))


def test_another_page_leads_to_a_question(page: FilesPage, desk: FakeDesk) -> None:
    """By the errand's name; of one that asks nothing more, nothing is shown."""
    asking = replace(PUT, state="asking", questions=1)
    side = m.Side(kind="file", size=1, mtime="")
    question = m.Question(number=1, path="/a", case="file", new=side, there=side, answers=["skip"])
    desk.link.answer(m.ERRAND_QUESTIONS, m.QuestionPage(questions=[question], total=1))
    words = said(desk)
    desk.link.answer(m.SHOW_ERRAND, replace(PUT, state="done"))
    page.open_at("errand:e1")
    assert page.findChildren(DuplicatesSheet) == []
    assert words == [("There are no more questions.", "ok")]
    desk.link.answer(m.SHOW_ERRAND, asking)
    page.open_at("errand:e1")
    assert len(page.findChildren(DuplicatesSheet)) == 1
    assert desk.link.asked(m.SHOW_ERRAND) == [m.ErrandName(id="e1")] * 2
    assert page.browser.path == "/"


def test_a_download_asks_where(page: FilesPage, desk: FakeDesk) -> None:
    """Through the system's dialog."""
    desk.link.answer(m.START_GET, PUT)
    desk.link.answer(m.WATCH_ERRAND, replace(PUT, state="done"))
    page.browser.choose_name("notes.md")
    page.do.download.trigger()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/home/anna")
    dialog.close()
    assert desk.link.asked(m.START_GET)[0].remotes == ["/notes.md"]


def test_entries_are_dragged_to_folders(page: FilesPage, cloud: FakeCloud, desk: FakeDesk) -> None:
    """And back by undo."""
    page.browser.list.entries_dropped.emit(["/notes.md"], "/Photos")
    assert "/Photos/notes.md" in cloud.entries
    desk.notices.undo()
    assert "/notes.md" in cloud.entries


def test_what_is_dragged_out_is_fetched(page: FilesPage, cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever it was dropped on waits for it."""

    def fetch(*_: Any, then: Any, owner: object) -> None:
        assert owner is page
        then(["/tmp/x/a"])

    monkeypatch.setattr(act, "fetch_aside", fetch)
    assert page._fetch_now([cloud.entries["/notes.md"]]) == ["/tmp/x/a"]


def test_how_it_looks_is_remembered(page: FilesPage, desk: FakeDesk, qtbot: QtBot) -> None:
    """List or grid, with details or without."""
    page._as.click()
    page.do.details.trigger()
    again = FilesPage(desk)
    qtbot.addWidget(again)
    assert again.browser.view is again.browser.grid
    again.entered()
    assert again.browser.details.isHidden()
    again.do.details.trigger()
    assert not again.browser.details.isHidden()


@pytest.mark.parametrize("typed", ["Photos", "a/b"])
@pytest.mark.parametrize("way", ["list", "grid"])
def test_a_name_that_is_refused_can_be_mended(page: FilesPage, qtbot: QtBot, typed: str, way: str) -> None:
    """What was typed stands there still."""
    page.browser.show_as(way)
    page.browser.choose_name("notes.md")
    page.do.rename.trigger()

    def field() -> QLineEdit | None:
        found = [one for one in page.browser.view.viewport().findChildren(QLineEdit) if one.isVisible()]
        return found[-1] if found and page.browser.view.is_typing else None

    first = field()
    assert first is not None
    first.setText(typed)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field() not in {None, first})
    again = field()
    assert again is not None
    assert again.text() == typed
    assert chosen(page) == ["notes.md"]
    qtbot.keyClick(again, Qt.Key.Key_Escape)
