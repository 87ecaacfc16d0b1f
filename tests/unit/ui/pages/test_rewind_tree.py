"""The tree as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound, ServerUnavailable
from megadesk.ui.pages.rewind_tree import TreePart
from megadesk.ui.text import text
from megadesk.ui.viewmodels.moments import When


@pytest.fixture
def tree(desk: FakeDesk, qtbot: QtBot) -> TreePart:
    """Return a tree of the past that is shown."""
    past.answer_past(desk.link)
    made = TreePart(desk)
    qtbot.addWidget(made)
    made.resize(300, 500)
    made.show()
    made.show_tree("/", text("All files"), When(seq=855))
    return made


def test_what_was_open_stays_open_at_another_moment(tree: TreePart) -> None:
    """And what was chosen stays chosen."""
    tree.seek("/Photos/2026 Norway/IMG_1802.jpg")
    assert tree.chosen.paths == ("/Photos/2026 Norway/IMG_1802.jpg",)
    assert tree.scope == "/Photos/2026 Norway"
    tree.show_tree("/", text("All files"), When(seq=800))
    assert tree.view.isExpanded(tree.model.index_of("/Photos/2026 Norway"))
    assert tree.scope == "/Photos/2026 Norway"
    assert tree.chosen.paths == ("/Photos/2026 Norway",)


def test_several_can_be_chosen(tree: TreePart) -> None:
    """Files and folders; the top is everything."""
    flags = QItemSelectionModel.SelectionFlag
    model = tree.view.selectionModel()
    model.select(tree.model.index_of("/Notes.txt"), flags.ClearAndSelect | flags.Rows)
    model.select(tree.model.index_of("/Music"), flags.Select | flags.Rows)
    assert (tree.chosen.paths, tree.chosen.files, tree.chosen.folders) == (("/Music", "/Notes.txt"), 1, 1)
    model.select(tree.model.index_of("/"), flags.Select | flags.Rows)
    assert tree.chosen.is_whole


def test_a_file_that_is_as_it_was_can_be_compared(tree: TreePart) -> None:
    """With itself."""
    tree.seek("/Documents/Taxes 2025.ods")
    same = tree.unchanged("/Documents/Taxes 2025.ods")
    assert same is not None
    assert (same.path, same.now, same.change) == ("/Documents/Taxes 2025.ods",) * 2 + ("same",)
    assert tree.unchanged("/nowhere") is None


def test_what_was_not_there_then_is_said(tree: TreePart, desk: FakeDesk) -> None:
    """And an error can be tried again."""
    desk.link.answer(m.REWIND_SHOW, NotFound(what="path", reason="then"))
    tree.show_tree("/Photos", text("Photos"), When(seq=1))
    assert tree.states.shows == "empty"
    desk.link.answer(m.REWIND_SHOW, ServerUnavailable("gone"))
    tree.read()
    assert tree.states.shows == "error"
    desk.link.answer(m.REWIND_SHOW, past.show)
    retried: list[int] = []
    tree.retried.connect(lambda: retried.append(1))
    tree.states.retried.emit()
    assert retried == [1]
    tree.read()
    assert tree.states.shows == "content"


def test_pages_are_of_the_very_same_moment(tree: TreePart, desk: FakeDesk) -> None:
    """Whatever time was asked for, and an error in one lets it be asked for again."""
    tree.show_tree("/", text("All files"), When(time_ms=5))
    tree.view.expand(tree.model.index_of("/Documents"))
    body = desk.link.asked(m.REWIND_SHOW)[-1]
    assert (body.path, body.seq, body.time) == ("/Documents", past.MOMENT.seq, "")
    desk.link.answer(m.REWIND_SHOW, ServerUnavailable("gone"))
    tree.view.expand(tree.model.index_of("/Music"))
    assert tree.model.canFetchMore(tree.model.index_of("/Music"))


def test_a_page_of_an_older_tree_is_dropped(desk: FakeDesk, qtbot: QtBot) -> None:
    """Each row is there once, also if a place was sought before anything was read."""
    past.answer_past(desk.link)
    desk.link.hold()
    tree = TreePart(desk)
    qtbot.addWidget(tree)
    tree.show()
    tree.seek("/Documents")
    tree.show_tree("/", text("All files"), When(seq=855))
    tree.seek("/Documents/Contract.pdf")
    desk.link.release()
    desk.link.hold()
    tree.model.wanted.emit("/Documents", "")
    tree.show_tree("/", text("All files"), When(seq=800))
    desk.link.release()
    assert tree.model.rowCount(tree.model.index_of("/")) == 6
    assert tree.model.rowCount(tree.model.index_of("/Documents")) == 3


def test_a_place_that_is_sought_before_the_tree_is_there_is_found(desk: FakeDesk, qtbot: QtBot) -> None:
    """Also in another tree than the one that is shown."""
    past.answer_past(desk.link)
    tree = TreePart(desk)
    qtbot.addWidget(tree)
    tree.seek("/Documents/Contract.pdf")
    tree.show_tree("/Documents", text("Documents"), When(seq=855))
    assert tree.chosen.paths == ("/Documents/Contract.pdf",)
