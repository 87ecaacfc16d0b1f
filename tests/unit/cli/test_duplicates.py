"""Asking about taken names: what can be typed, what is said of both sides, and which answers follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from megadesk.cli import duplicates
from megadesk.ipc.messages import AnswerErrand, Question, Side

FILE, FOLDER = ["replace", "rename", "skip"], ["merge", "rename", "skip"]


def question(number: int, case: str = "file", *, new: str = "file", there: str = "file") -> Question:
    """Return a question."""
    answers = {"file": FILE, "folder": FOLDER, "mixed": ["rename", "skip"]}[case]
    return Question(
        number=number, path=f"/x/{number}", case=case, answers=answers, new=Side(kind=new, size=2048, mtime=""),
        there=Side(kind=there, size=1, mtime="2026-11-20T14:00:00Z"),
    )  # fmt: skip


def asker(*answers: str) -> tuple[Iterator[str], Callable[[str, dict[str, str]], str]]:
    """The answers still to be given, and what gives them."""
    waiting = iter(answers)
    return waiting, lambda _question, _choices: next(waiting)


def test_an_answer_for_all_ends_the_questions_of_its_kind() -> None:
    """Small letters are for one, capitals for this and all that follow; a folder is another kind."""
    waiting, ask = asker("r", "S", "m", "never asked")
    asked = [question(1), question(2), question(3), question(4, "folder"), question(5)]
    assert list(duplicates.decide("ee", asked, 5, ask)) == [
        AnswerErrand(id="ee", answer="replace", questions=[1]),
        AnswerErrand(id="ee", answer="skip", questions=[2], to_all=True),
        AnswerErrand(id="ee", answer="merge", questions=[4]),
    ]
    assert next(waiting) == "never asked"


@pytest.mark.parametrize(("case", "letters"), [("file", "rnsRNS"), ("folder", "mnsMNS"), ("mixed", "nsNS")])
def test_only_what_fits_can_be_typed(case: str, letters: str) -> None:
    """A folder is merged and never replaced; a file and a folder are neither."""
    assert "".join(duplicates.choices(question(1, case))) == letters


def test_both_sides_are_shown() -> None:
    """Sizes and times of files; of others what they are; how many questions follow."""
    said: list[str] = []

    def ask(text: str, _choices: dict[str, str]) -> str:
        said.append(text)
        return "n"

    asked = [question(1), question(2, "folder"), question(3, "mixed", there="folder")]
    list(duplicates.decide("ee", asked, 9, ask))
    assert said == [
        "/x/1 already exists (there: 1 byte of 2026-11-20 14:00:00Z; new: 2.0 KiB). (8 more questions)",
        "/x/2 already exists as a folder. (7 more questions)",
        "/x/3 already exists as a folder, and this is a file. (6 more questions)",
    ]
