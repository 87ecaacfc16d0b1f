"""The table of reasons: every code that is raised anywhere has its row and its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import megadesk
from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.errors import BY_CODE
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.reasons import COMMANDS, PASSING_MS, REASONS, ReasonKind, Remedy, reason_of

SOURCE = Path(megadesk.__file__).parent
ROOMS = ("sync", "disk", "transfers", "remote", "model", "engine")
NAMES = {"name_fault", "_fault", "scan_fault"}
"""Functions that return a code."""
KEYWORDS = {"Problem": "code", "DecisionNeeded": "reason"}
PLACES = {"Unknown": 1, "_asked": 0, "_refuse": 1, "_report": 1}
"""Calls that take a code: under which name, or at which place."""
WELL = {"watching", "watch_restarted"}
"""What a watcher says when all is well again."""


def trees() -> Iterator[ast.Module]:
    """Yield the source of the rooms that raise codes."""
    for room in ROOMS:
        for path in sorted((SOURCE / room).glob("*.py")):
            yield ast.parse(path.read_text("utf-8"))


def constants(tree: ast.Module) -> dict[str, str]:
    """Return the module's names for strings."""
    return {
        node.target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }  # fmt: skip


def strings(node: ast.expr | None, names: dict[str, str]) -> Iterator[str]:
    """Yield the strings that an expression may be, as far as they stand there."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.Name(id=name) if name in names:
            yield names[name]
        case ast.IfExp(body=body, orelse=orelse):
            yield from strings(body, names)
            yield from strings(orelse, names)
        case _:
            pass


def called(node: ast.Call, names: dict[str, str]) -> Iterator[str]:
    """Yield the codes that a call hands over."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    keywords = {each.arg: each.value for each in node.keywords}
    if name in KEYWORDS:
        yield from strings(keywords.get(KEYWORDS[name]), names)
    elif name in PLACES and len(node.args) > PLACES[name]:
        yield from strings(node.args[PLACES[name]], names)


def raised() -> set[str]:
    """Return every code that stands in the source: of problems, unknown paths, faults of names, and questions."""
    found: set[str] = set()
    for tree in trees():
        names = constants(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Call():
                    found.update(called(node, names))
                case ast.FunctionDef(name=name) if name in NAMES:
                    returns = [inner for inner in ast.walk(node) if isinstance(inner, ast.Return)]
                    found.update(text for inner in returns for text in strings(inner.value, names))
                case ast.Assign(targets=[ast.Name(id="reason")]):
                    found.update(strings(node.value, names))
                case _:
                    pass
    return found - WELL


def test_every_code_that_is_raised_has_a_row() -> None:
    """Of problems, scans, names, guards; and of every error, since a step may be held by any."""
    found = raised()
    assert {"symlink", "mass_removal", "root_missing", "case_conflict", "dots", "special_file", "vanished"} <= found
    missing = sorted(code for code in found | set(BY_CODE) if code not in REASONS)
    assert missing == []


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_row_has_words(code: str) -> None:
    """No reason is left to the general sentence."""
    assert code in {*PROBLEM_PHRASES, *ERROR_PHRASES, *PAST_PHRASES}


def test_what_asks_can_be_answered() -> None:
    """A question has an answer that a command carries out, or another command is named in its words."""
    for row in REASONS.values():
        if row.kind is ReasonKind.ASKED:
            answers = [remedy for remedy in row.remedies if remedy in COMMANDS]
            assert answers or {Remedy.SIGN_IN, Remedy.RESUME} & set(row.remedies), row.code
            assert row.is_known
        assert row.can_act is bool(row.remedies)


def test_what_passes_is_no_issue_until_it_lasts() -> None:
    """A file in use is none at once, and is one after a while; what is ignored is never one."""
    assert not reason_of("file_busy").is_issue(PASSING_MS - 1)
    assert reason_of("file_busy").is_issue(PASSING_MS)
    assert reason_of("unreadable").is_issue(0)
    assert not reason_of("ignored").is_issue(10 * PASSING_MS)


def test_unknown_code_is_held_and_can_be_tried_again() -> None:
    """A code of a newer engine is not passed over."""
    row = reason_of("held_by_moon")
    assert (row.kind, row.remedies, row.is_issue(0)) == (ReasonKind.HELD, (Remedy.RETRY,), True)
