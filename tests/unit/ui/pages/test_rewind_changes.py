"""What differs from now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound, ServerUnavailable
from megadesk.ui.models.differences import PAGE
from megadesk.ui.pages.rewind_changes import COLLECT, ChangesPart
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.rewind import Chosen


@pytest.fixture
def changes(desk: FakeDesk, qtbot: QtBot) -> ChangesPart:
    """Return a list of a few changes that is shown."""
    past.answer_past(desk.link)
    made = ChangesPart(desk)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.show_changes("/", When(seq=855))
    return made


def test_a_filter_and_a_search_ask_again(changes: ChangesPart, desk: FakeDesk) -> None:
    """The counts stay those of all; nothing that fits has a way out."""
    changes.filters.chips["removed"].click()
    assert changes.model.rowCount() == 3
    assert changes.filters.chips["all"].text() == "All 9"
    changes.search.setText("landlord")
    changes.search.returnPressed.emit()
    assert changes.model.rowCount() == 1
    changes.search.setText("nothing is called so")
    changes.search.returnPressed.emit()
    assert changes.states.shows == "empty"
    changes.states.acted.emit()
    assert changes.model.rowCount() == 9
    assert not changes.is_filtered


def test_of_very_many_only_what_is_seen_is_read(desk: FakeDesk, qtbot: QtBot) -> None:
    """All of them can be chosen at once: that is the folder itself."""
    past.answer_past(desk.link, 100_000)
    changes = ChangesPart(desk)
    qtbot.addWidget(changes)
    changes.resize(600, 500)
    changes.show()
    changes.show_changes("/Photos", When(seq=855))
    assert [body.after for body in desk.link.asked(m.REWIND_DIFF)] == [0]
    changes.view.scrollToBottom()
    changes.view.grab()
    assert desk.link.asked(m.REWIND_DIFF)[-1].after == 100_000 - PAGE
    assert len(desk.link.asked(m.REWIND_DIFF)) <= 3
    changes.view.selectAll()
    assert changes.chosen == Chosen(("/Photos",), folders=1, is_whole=True)


def test_chosen_rows_that_nobody_has_seen_are_read_when_they_are_needed(desk: FakeDesk, qtbot: QtBot) -> None:
    """In large pages, of the same two moments."""
    past.answer_past(desk.link, 12_000)
    changes = ChangesPart(desk)
    qtbot.addWidget(changes)
    changes.show_changes("/Photos", When(seq=855))
    rows = QItemSelection(changes.model.index(100, 0), changes.model.index(11_000, 0))
    changes.view.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert changes.chosen.count == 10_901
    found: list[Chosen] = []
    changes.collect(found.append, lambda _: None)
    assert len(found[0].paths) == 10_901
    assert found[0].paths[0] == "/Photos/000100.jpg"
    asked = [body for body in desk.link.asked(m.REWIND_DIFF) if body.limit == COLLECT]
    assert [(body.after, body.to_seq) for body in asked] == [(0, past.NEWEST_SEQ), (COLLECT, past.NEWEST_SEQ)]


def test_what_was_added_since_is_nothing_to_bring_back(changes: ChangesPart) -> None:
    """It is counted apart."""
    assert changes.select_path("/Documents/Draft.odt")
    assert changes.chosen == Chosen(added=1)
    assert not changes.chosen
    assert not changes.select_path("/nowhere")


def test_nothing_errors_and_places_that_never_were(changes: ChangesPart, desk: FakeDesk) -> None:
    """Each has its words."""
    desk.link.answer(m.REWIND_DIFF, lambda body: past.diff(body, []))
    changes.read()
    assert changes.states.shows == "empty"
    desk.link.answer(m.REWIND_DIFF, NotFound(what="path"))
    changes.read()
    assert changes.states.shows == "empty"
    desk.link.answer(m.REWIND_DIFF, ServerUnavailable("gone"))
    changes.read()
    assert changes.states.shows == "error"
    past.answer_past(desk.link)
    changes.states.retried.emit()
    assert changes.states.shows == "content"


def test_a_page_of_an_older_list_is_dropped(desk: FakeDesk, qtbot: QtBot) -> None:
    """It would show rows that are not there any more."""
    past.answer_past(desk.link, 2 * PAGE)
    changes = ChangesPart(desk)
    qtbot.addWidget(changes)
    changes.show_changes("/Photos", When(seq=855))
    desk.link.hold()
    changes._fetch(1)
    changes._generation += 1
    desk.link.release()
    assert changes.model.entry(PAGE) is None


def test_what_was_chosen_stays_so_when_it_is_read_again(changes: ChangesPart, desk: FakeDesk) -> None:
    """Some, or all of it, also if there is more by then."""
    changes.view.selectRow(2)
    changes.read()
    assert changes.chosen.paths == ("/Documents/Letter to the landlord.odt",)
    changes.view.selectAll()
    more = [*past.differing(), past.differing(1)[0]]
    desk.link.answer(m.REWIND_DIFF, lambda body: past.diff(body, more))
    changes.read()
    assert changes.model.rowCount() == 10
    assert changes.chosen.is_whole


def test_where_there_is_little_room_one_line_is_enough(changes: ChangesPart) -> None:
    """What is filtered stays so, there and back."""
    changes.filters.chips["removed"].click()
    changes.resize(300, 300)
    assert changes.heading.isHidden()
    assert changes._first_line.indexOf(changes.filters) == 0
    changes.resize(600, 500)
    assert changes._head.indexOf(changes.filters) == 1
    assert changes.filters.word == "removed"
    assert changes.model.rowCount() == 3
