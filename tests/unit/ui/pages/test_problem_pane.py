"""One problem, opened."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.issues import BURST, CHANGE, CONFLICT, LOSSES, REMOVAL, VERSIONS, issue
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound
from megadesk.ui.pages.problem_pane import ProblemPane
from megadesk.ui.pages.problem_parts import LossTree
from megadesk.ui.text import text
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.problem import Problem, problem_of
from megadesk.ui.widgets.cards import Banner

STATUS = status(pairs=[pair("Photos"), pair("Work")])


def problem(one: m.IssueRow, *others: m.IssueRow) -> Problem:
    """Return a problem in full."""
    return problem_of(one, [one, *others], STATUS)


@pytest.fixture
def pane(desk: FakeDesk, qtbot: QtBot) -> ProblemPane:
    """Return an empty pane that is shown."""
    made = ProblemPane(desk)
    qtbot.addWidget(made)
    made.resize(520, 600)
    made.show()
    return made


def said(pane: ProblemPane) -> str:
    """Return all words that are shown."""
    QApplication.processEvents()  # what is put into a layout is shown a moment later
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane))


def test_what_why_and_the_choices(pane: ProblemPane) -> None:
    """And what would go, once that is known."""
    pane.show_problem(problem(REMOVAL))
    assert "312 files would be deleted in the cloud" in said(pane)
    assert [row.button.text() for row in pane.rows] == ["Restore", "Pause this folder", "Delete on all devices"]
    pane.show_detail(m.IssueDetail(issue=REMOVAL, losses=LOSSES, files=312, bytes=5_040_002_100))
    assert pane.findChild(LossTree) is not None
    assert "312 files in total · 4.7 GiB" in said(pane)


def test_details_of_another_problem_are_not_shown(pane: ProblemPane) -> None:
    """They came too late."""
    pane.show_problem(problem(CONFLICT))
    pane.show_detail(m.IssueDetail(issue=REMOVAL, losses=LOSSES, files=312, bytes=5))
    assert pane.findChild(LossTree) is None


def test_both_versions_are_looked_into(pane: ProblemPane, desk: FakeDesk) -> None:
    """As far as there is something to see; what cannot be read says so."""
    desk.link.answer(
        m.PREVIEW_ISSUE,
        lambda asked: (
            [m.Chunk(data=b"Dear "), m.Chunk(data=b"Joana"), m.Nothing()]
            if asked.keep == "local"
            else NotFound(path="x")
        ),
    )
    pane.show_problem(problem(CONFLICT))
    pane.show_detail(m.IssueDetail(issue=CONFLICT, versions=VERSIONS))
    assert [(each.keep, each.max_bytes) for each in desk.link.asked(m.PREVIEW_ISSUE)] == [
        ("local", 1204),
        ("remote", 1377),
    ]
    assert pane.sides[0].preview._text.toPlainText() == "Dear Joana"
    assert pane.sides[1].preview.currentWidget() is pane.sides[1].preview._said


def test_a_look_that_nobody_wants_any_more_is_given_up(pane: ProblemPane, desk: FakeDesk) -> None:
    """When another problem is chosen."""
    desk.link.hold()
    pane.show_problem(problem(CONFLICT))
    pane.show_detail(m.IssueDetail(issue=CONFLICT, versions=VERSIONS))
    asked = list(pane._previews)
    pane.show_problem(problem(REMOVAL))
    assert len(asked) == 2
    assert all(each.is_over for each in asked)


def test_a_choice_is_for_one_or_for_all_alike(pane: ProblemPane) -> None:
    """Only if the person says so, and only where it can be."""
    chosen: list[tuple[str, bool]] = []
    pane.chosen.connect(lambda choice, for_all: chosen.append((choice.word, for_all)))
    one, other = issue("unreadable", "a"), issue("unreadable", "bb")
    pane.show_problem(problem(one, other))
    assert "Apply to all 2 problems of this type in “Photos”" in said(pane)
    pane.rows[1].button.click()
    pane._all.setChecked(True)
    for row in pane.rows:
        row.button.click()
    assert chosen == [("retry", False), ("allow", False), ("retry", True)]
    pane.show_problem(problem(one))
    assert not pane.is_for_all


def test_a_mass_change_leads_to_the_moment_before(pane: ProblemPane) -> None:
    """In Rewind."""
    chosen: list[Choice] = []
    pane.chosen.connect(lambda choice, _: chosen.append(choice))
    pane.show_problem(problem(BURST))
    pane.show_detail(m.IssueDetail(issue=BURST, losses=[], change=CHANGE))
    banner = pane.findChild(Banner)
    assert isinstance(banner, Banner)
    banner.acted.emit()
    assert [(choice.word, choice.payload) for choice in chosen] == [("rewind", "/Work@2026-11-26T09:30:59.999Z")]


def test_a_solved_one_can_be_looked_up(pane: ProblemPane) -> None:
    """With what was chosen; nothing is left to choose."""
    pane.show_solved(problem(REMOVAL), text("Restore"), text("just now"))
    assert "Solved just now." in said(pane)
    assert "Restore" in said(pane)
    assert pane.rows == []


def test_the_way_back_stays_when_the_problem_changes(pane: ProblemPane) -> None:
    """Where there is no room for the list beside it."""
    back: list[bool] = []
    pane.went_back.connect(lambda: back.append(True))
    pane.show_back(is_shown=True)
    for one in (REMOVAL, CONFLICT):
        pane.show_problem(problem(one))
    assert said(pane)
    assert pane._back is not None
    assert not pane._back.isHidden()
    pane._back.click()
    assert back == [True]
    pane.show_nothing()
    assert pane.problem is None
    assert not pane.is_for_all


def test_what_cannot_be_chosen_is_said(pane: ProblemPane) -> None:
    """In a sentence."""
    pane.show_problem(problem(issue("special_file", "pipe")))
    assert "What you can do" in said(pane)
