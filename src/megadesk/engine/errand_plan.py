"""What is to be done with one file or folder of an errand: every decision about names, with no disk and no cloud in it.

    Item, what has its name now, what was answered --decide--> Verdict

    nothing there                      NEW
    file over file                     replace | rename | skip     a question, unless it was answered
    folder over folder                 merge   | rename | skip
    file over folder, folder over file           rename | skip     never replaced, whatever was answered

An answer counts for what the person was shown: if something else has the name by now, it is asked again. Nothing is
ever replaced without an answer that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from megadesk.model.errand import Answer, Case, Item, ItemState, There
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import NAME_MAX_BYTES
from megadesk.model.tree import Kind
from megadesk.sync.conflict import fitted

ANSWERS: Final[Mapping[Case, frozenset[Answer]]] = {
    Case.FILE: frozenset({Answer.REPLACE, Answer.RENAME, Answer.SKIP}),
    Case.FOLDER: frozenset({Answer.MERGE, Answer.RENAME, Answer.SKIP}),
    Case.MIXED: frozenset({Answer.RENAME, Answer.SKIP}),
}
"""What a person may answer."""

_FILES: Final = ("fail", "ask", "replace", "rename", "skip")
_FOLDERS: Final = ("merge", "ask", "rename", "skip")
_MIXED: Final = {
    "fail": Answer.FAIL, "ask": Answer.ASK, "replace": Answer.REFUSE, "rename": Answer.RENAME, "skip": Answer.SKIP,
}  # fmt: skip


class Verdict(Enum):
    """What is to be done with an item."""

    NEW = "new"
    REPLACE = "replace"
    RENAME = "rename"
    MERGE = "merge"
    SKIP = "skip"
    ASK = "ask"
    FAIL = "fail"
    REFUSE = "refuse"


def answers_of(on_file: str, on_folder: str) -> Mapping[Case, Answer]:
    """Return what is answered beforehand; BadUsage for what is no answer. A mixed case is answered as a file's is."""
    if on_file not in _FILES:
        raise BadUsage(what="on_conflict", value=on_file)
    if on_folder not in _FOLDERS:
        raise BadUsage(what="on_folder", value=on_folder)
    return {Case.FILE: Answer(on_file), Case.FOLDER: Answer(on_folder), Case.MIXED: _MIXED[on_file]}


def case_of(kind: Kind, there: Kind) -> Case:
    """Return what meets what. A link has a name as a file has it, and is replaced by none: it is a case for itself."""
    if kind is not there:
        return Case.MIXED
    return Case.FOLDER if kind is Kind.FOLDER else Case.FILE


def decide(item: Item, there: There | None, answers: Mapping[Case, Answer]) -> Verdict:
    """Return what is to be done with an item whose folder is settled.

    there: what has its name now. Its own answer counts only for what it was given about, ``item.there``.
    """
    if there is None:
        return Verdict.NEW
    case = case_of(item.kind, there.kind)
    if item.answer is not None and item.answer in ANSWERS[case] and _is_as_shown(item, there):
        return Verdict(item.answer.value)
    return Verdict(answers[case].value)


def _is_as_shown(item: Item, there: There) -> bool:
    """Whether an answer fits what is there; nothing is lost by a new name or by leaving out, whatever it is."""
    return item.answer in {Answer.RENAME, Answer.SKIP} or item.there == there or item.kind is Kind.FOLDER


def check_answer(item: Item, answer: Answer) -> Case:
    """Return the case of a question; BadUsage if this is no answer to it, or it asks nothing."""
    if item.state is not ItemState.ASKING or item.there is None:
        raise BadUsage(what="answer", value=answer.value, reason="not_asked")
    case = case_of(item.kind, item.there.kind)
    if answer not in ANSWERS[case]:
        raise BadUsage(what="answer", value=answer.value, reason=case.value)
    return case


def free_name(name: str, is_taken: Callable[[str], bool], *, is_folder: bool) -> str:
    """Return ``name (2).ext``, or with the first number that is free."""
    number = 2
    while is_taken(other := numbered(name, number, is_folder=is_folder)):
        number += 1
    return other


def numbered(name: str, number: int, *, is_folder: bool = False) -> str:
    """Return ``name (2).ext`` for ``name.ext``, cut where that is too long for a name; a folder's name has no ending."""
    stem, dot, ending = name.rpartition(".")
    if not stem or is_folder:
        stem, dot, ending = name, "", ""
    mark = f" ({number})"
    if len(f"{mark}{dot}{ending}".encode()) >= NAME_MAX_BYTES:
        return fitted(name, mark, NAME_MAX_BYTES)
    return fitted(stem, f"{mark}{dot}{ending}", NAME_MAX_BYTES)
