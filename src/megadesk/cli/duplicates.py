"""Asking a person about names that are taken, as the engine asks.

a page of Questions --decide (asks)--> answers for the engine, one by one or for all of a kind
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from megadesk.cli.prompts import ask_choice
from megadesk.cli.render import when
from megadesk.ipc.messages import AnswerErrand, Question, Side
from megadesk.model.relpath import printable
from megadesk.model.wording import counted, size_text

CHOICES: Final[Mapping[str, tuple[str, str, str]]] = {
    "replace": ("r", "replace", "Replace all"),
    "merge": ("m", "merge", "Merge all"),
    "rename": ("n", "new name", "New name for all"),
    "skip": ("s", "skip", "Skip all"),
}
"""By answer: the letter for one, its word, and the word for all of the kind; that one's letter is the capital."""

Ask = Callable[[str, dict[str, str]], str]


def decide(errand: str, questions: Sequence[Question], total: int, ask: Ask = ask_choice) -> Iterator[AnswerErrand]:
    """Yield what a person answers; after an answer for all, the others of that kind are not asked."""
    settled: set[str] = set()
    for index, one in enumerate(questions):
        if one.case in settled:
            continue
        left = total - index - 1
        more = f" ({counted(left, 'more question')})" if left > 0 else ""
        letter = ask(f"{printable(one.path)} already exists{about(one)}.{more}", choices(one))
        answer = next(name for name, (short, _, _) in CHOICES.items() if short == letter.lower())
        if letter.isupper():
            settled.add(one.case)
        yield AnswerErrand(id=errand, answer=answer, questions=[one.number], to_all=letter.isupper())


def choices(question: Question) -> dict[str, str]:
    """Return what can be typed: letters for this one, then capitals for all of the kind."""
    fitting = [CHOICES[answer] for answer in question.answers if answer in CHOICES]
    return {short: word for short, word, _ in fitting} | {short.upper(): word for short, _, word in fitting}


def about(question: Question) -> str:
    """Return what a person should know of both sides."""
    if question.case == "folder":
        return " as a folder"
    if question.case == "mixed":
        return f" as a {_kind(question.there)}, and this is a {_kind(question.new)}"
    return f" (there: {_side(question.there)}; new: {_side(question.new)})"


def _kind(side: Side) -> str:
    return "symbolic link or something else" if side.kind == "symlink" else side.kind


def _side(side: Side) -> str:
    return f"{size_text(side.size)} of {when(side.mtime)}" if side.mtime else size_text(side.size)
