"""The list of problems as it is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.issues import CONFLICT, REMOVAL, issue
from megadesk.ui.pages.problems_list import HEADING_PX, ProblemsList
from megadesk.ui.theme.tokens import ROW_PX
from megadesk.ui.viewmodels.problems import Solved, arranged

UNREADABLE = issue("unreadable", "a.jpg")
ISSUES = [CONFLICT, REMOVAL, UNREADABLE]


@pytest.fixture
def made(qtbot: QtBot) -> ProblemsList:
    """Return a list of three problems below two headings."""
    view = ProblemsList(lambda: NOW_MS)
    qtbot.addWidget(view)
    view.resize(360, 500)
    view.show_entries(arranged(ISSUES, []))
    view.show()
    return view


def test_headings_are_lower_than_rows(made: ProblemsList) -> None:
    """Also after others were shown, where other rows are headings."""
    heights = [made.rowHeight(number) for number in range(5)]
    assert heights == [HEADING_PX, ROW_PX, ROW_PX, HEADING_PX, ROW_PX]
    made.show_entries(arranged([UNREADABLE, issue("locked", "b")], []))
    assert [made.rowHeight(number) for number in range(4)] == [HEADING_PX, ROW_PX, HEADING_PX, ROW_PX]
    made.grab()


def test_keys_pass_over_headings(made: ProblemsList, qtbot: QtBot) -> None:
    """From one problem to the next."""
    made.clearSelection()
    picked: list[str] = []
    made.picked.connect(picked.append)
    made.step(1)
    for _ in range(2):
        qtbot.keyClick(made, Qt.Key.Key_Down)
    made.step(-1)
    assert picked == [CONFLICT.id, REMOVAL.id, UNREADABLE.id, REMOVAL.id]


def test_what_was_chosen_stays_so(made: ProblemsList) -> None:
    """Nobody is told of it again, though the rows moved."""
    made.choose(UNREADABLE.id)
    picked: list[str] = []
    made.picked.connect(picked.append)
    made.show_entries(arranged([REMOVAL, UNREADABLE], []))
    assert (made.chosen, picked) == (UNREADABLE.id, [])


def test_the_neighbour_of_what_is_gone_is_chosen(made: ProblemsList) -> None:
    """The next that is not solved, so that one decision leads to the next."""
    made.choose(CONFLICT.id)
    picked: list[str] = []
    made.picked.connect(picked.append)
    made.show_entries(arranged([REMOVAL, UNREADABLE], []))
    assert picked == [REMOVAL.id]
    made.show_entries(arranged([], [Solved(issue=UNREADABLE, at_ms=1)]))
    assert made.chosen == ""


def test_a_problem_is_opened_by_return(made: ProblemsList, qtbot: QtBot) -> None:
    """The one that is chosen."""
    opened: list[str] = []
    made.opened.connect(opened.append)
    made.choose(REMOVAL.id[:8])
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert opened == [REMOVAL.id]
    assert not made.choose("zzz")
