"""What a person decides about problems."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.issues import CONFLICT, issue, listed
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.ui.actions.problems import Answer, decide, read_problem, read_problems
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly


def decided(
    desk: FakeDesk, answer: m.ResolvedIssues | MegadeskError
) -> tuple[list[m.ResolvedIssues | None], list[Notice]]:
    """Return what came back of a decision, and what the person was told."""
    heard: list[Notice] = []
    back: list[m.ResolvedIssues | None] = []
    desk.notices.came.connect(heard.append)
    desk.link.answer(m.RESOLVE_ISSUES, answer)
    decide(desk, Answer(action="keep_both", id=CONFLICT.id), then=back.append, owner=desk)
    return back, heard


def test_one_or_all_of_a_kind(desk: FakeDesk) -> None:
    """As the engine wants to be asked."""
    desk.link.answer(m.RESOLVE_ISSUES, m.ResolvedIssues(resolved=[CONFLICT]))
    decide(desk, Answer(action="keep_both", id="ab12"), then=lambda _: None, owner=desk)
    decide(desk, Answer(action="retry", pair="p1", code="locked"), then=lambda _: None, owner=desk)
    assert desk.link.asked(m.RESOLVE_ISSUES) == [
        m.ResolveIssues(action="keep_both", id="ab12"),
        m.ResolveIssues(action="retry", all=True, pair="p1", code="locked"),
    ]


@pytest.mark.parametrize(
    ("answer", "words", "tone"),
    [
        (m.ResolvedIssues(resolved=[CONFLICT]), "Your decision about “Letter.txt” is saved.", "ok"),
        (m.ResolvedIssues(resolved=[CONFLICT, CONFLICT]), "Your decisions about 2 problems are saved.", "ok"),
        (
            m.ResolvedIssues(resolved=[CONFLICT], paused=[CONFLICT.id]),
            "Decision saved. It takes effect when “Work” is resumed.",
            "ok",
        ),
        (
            m.ResolvedIssues(resolved=[CONFLICT], awaited=[CONFLICT.id]),
            "Decision saved. It takes effect as soon as “Work” has been scanned.",
            "ok",
        ),
        (m.ResolvedIssues(resolved=[]), "There was nothing left to decide.", "warn"),
    ],
)
def test_what_came_of_it_is_said(desk: FakeDesk, answer: m.ResolvedIssues, words: str, tone: str) -> None:
    """Also that it is carried out later."""
    back, heard = decided(desk, answer)
    assert back == [answer]
    assert [(plainly(each.words), each.tone) for each in heard] == [(words, tone)]


def test_what_could_not_be_decided_is_said_with_why(desk: FakeDesk) -> None:
    """Beside what could."""
    wrong = m.Issue(pair="Work", path="a", code="stale", message="…", since="", arguments={"path": "a"})
    _, heard = decided(desk, m.ResolvedIssues(resolved=[CONFLICT], problems=[wrong]))
    assert plainly(heard[0].words).startswith(
        "Your decision about “Letter.txt” is saved. 1 problem could not be solved: "
    )
    assert heard[0].tone == "warn"


def test_an_error_is_said_and_gives_nothing_back(desk: FakeDesk) -> None:
    """So that the page lets the person try again."""
    back, heard = decided(desk, NotFound(what="issue", value="ab12"))
    assert (back, heard[0].tone) == ([None], "error")


def test_problems_are_read(desk: FakeDesk) -> None:
    """All, and one in full; one that is gone says nothing."""
    owner = QObject()
    desk.link.answer(m.LIST_ISSUES, listed([issue("locked", "a")]))
    read: list[object] = []
    read_problems(desk, then=lambda found: read.append(len(found.issues)), failed=read.append, owner=owner)
    read_problem(desk, "ab12", then=read.append, owner=owner)
    assert read == [1]
    assert desk.link.asked(m.SHOW_ISSUE) == [m.IssueName(id="ab12")]
