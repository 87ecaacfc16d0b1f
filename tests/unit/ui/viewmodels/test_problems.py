"""All problems as one list."""

from __future__ import annotations

import msgspec
import pytest

from fakes.desk import NOW_MS, status
from fakes.issues import CONFLICT, REMOVAL, issue, listed
from fakes.pairs import held, pair
from megadesk.model.reasons import REASONS
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels.problems import (
    SOLVED_KEPT,
    TITLES,
    Heading,
    ProblemRow,
    Solved,
    arranged,
    context_of,
    folder_of,
    group_of,
    heading_words,
    look_of,
    name_of,
    newly_solved,
    signature,
    since_words,
    spoken,
)

UNREADABLE = issue("unreadable", "2026/a.jpg")


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if reason.is_known])
def test_each_problem_belongs_to_a_group_by_what_to_do(code: str) -> None:
    """Whatever its code is."""
    assert group_of(issue(code)) in TITLES


def test_what_asks_comes_first_and_what_was_solved_last() -> None:
    """Below headings with how many there are."""
    solved = [Solved(issue=issue("locked", "x"), at_ms=NOW_MS)]
    entries = arranged([UNREADABLE, issue("symlink", "bin/x"), CONFLICT, REMOVAL], solved)
    told = [plainly(heading_words(each)) if isinstance(each, Heading) else each.key for each in entries]
    assert told == [
        "Needs your decision · 2", CONFLICT.id, REMOVAL.id,
        "Allow megadesk to read these files · 1", UNREADABLE.id,
        "Symbolic links · 1", issue("symlink", "bin/x").id,
        "Solved · 1", solved[0].issue.id,
    ]  # fmt: skip


def test_the_list_is_narrowed_by_words_and_by_folder() -> None:
    """Headings of what is not shown are not shown either."""
    issues = [UNREADABLE, CONFLICT, issue("unreadable", "b.jpg", pair="Work")]
    assert len(arranged(issues, [], wanted="LETTER")) == 2
    assert [each.key for each in arranged(issues, [], pair="Photos")][1:] == [UNREADABLE.id]
    assert arranged(issues, [], wanted="nowhere") == []


def test_a_problem_that_is_gone_is_solved_until_it_comes_back() -> None:
    """With what was chosen, if that was here."""
    solved = newly_solved([UNREADABLE, CONFLICT], [CONFLICT], [], {UNREADABLE.id: text("Try again")}, 5)
    assert [(one.issue.id, one.at_ms, plainly(one.answer)) for one in solved] == [(UNREADABLE.id, 5, "Try again")]
    assert newly_solved([CONFLICT], [CONFLICT, UNREADABLE], solved, {}, 6) == []
    many = [issue("unreadable", str(number), number=number) for number in range(1, SOLVED_KEPT + 9)]
    assert len(newly_solved(many, [], [], {}, 7)) == SOLVED_KEPT


def test_an_answer_that_comes_after_its_problem_is_gone_is_kept() -> None:
    """The engine can say that a problem is gone before it says that this was the answer to it."""
    solved = newly_solved([UNREADABLE], [], [], {}, 5)
    again = newly_solved([], [], solved, {UNREADABLE.id: text("Try again")}, 6)
    assert [(one.at_ms, plainly(one.answer)) for one in again] == [(5, "Try again")]
    assert newly_solved([], [], again, {}, 7) == again


def test_a_row_names_the_file_and_says_the_rest_below() -> None:
    """A conflict is about the file, not about its copy; what holds a whole folder is about that."""
    look = look_of(ProblemRow(issue=UNREADABLE), NOW_MS)
    assert (look.name, plainly(look.below), look.mark) == (
        "a.jpg",
        "This cannot be read. · Photos/2026",
        "circle-minus",
    )
    assert name_of(CONFLICT) == "Letter.txt"
    assert (name_of(REMOVAL), plainly(folder_of(REMOVAL))) == ("Photos", "The whole folder")
    assert look_of(ProblemRow(issue=REMOVAL), NOW_MS).kind == "folder"
    assert plainly(spoken(ProblemRow(issue=UNREADABLE))) == "a.jpg, This cannot be read., Photos/2026"


def test_a_solved_row_says_what_was_chosen_and_when() -> None:
    """And that it is solved, to a screen reader."""
    row = ProblemRow(
        issue=UNREADABLE, solved=Solved(issue=UNREADABLE, at_ms=NOW_MS - 120_000, answer=text("Keep both"))
    )
    look = look_of(row, NOW_MS)
    assert (plainly(look.below), look.mark) == ("Keep both · 2 minutes ago · Photos/2026", "circle-check")
    assert plainly(spoken(row)) == "a.jpg, solved"


def test_the_context_says_how_many_ask() -> None:
    """And who is not ready to say."""
    assert plainly(context_of(listed([]))) == "No problems"
    assert plainly(context_of(listed([UNREADABLE, CONFLICT], looking=["Work"]))) == (
        "2 problems · 1 needs your decision · “Work” is still being scanned"
    )


def test_since_when_it_is_so() -> None:
    """Nothing where nobody knows."""
    assert plainly(since_words(UNREADABLE, NOW_MS)) == "since 1 hour ago"
    assert not since_words(msgspec.structs.replace(UNREADABLE, since=""), NOW_MS)


def test_problems_are_read_again_when_they_may_be_others() -> None:
    """Not for each file that moves."""
    plain = signature(status(pairs=[pair()]))
    assert signature(None) is None
    assert signature(status(pairs=[pair(files=9, pending=3)])) == plain
    assert signature(status(pairs=[pair(issues=1)])) != plain
    assert signature(status(pairs=[pair(held=[held()])])) != plain
