"""The mistakes are made, one at a time and as they are called; else nothing would survive, and nothing be proved."""

from __future__ import annotations

import ast

import pytest

from mutation.flips import constants_by, flipped, flips, value_of

SOURCE = '''
"""A module."""
LIMIT = 5

class Rule:
    def holds(self, here, there):
        """What is not mutated."""
        if not here and there < 3:
            self.note(here)
            return True
        self.kept: list[int] | None = []
        return [one for one in here if one] + there

def plain(local):
    raise AssertionError
'''


def after(what: str) -> list[str]:
    """Return the lines that a mistake adds."""
    before = ast.unparse(ast.parse(SOURCE)).splitlines()
    found = [number for number, flip in enumerate(flips(SOURCE)) if flip.what == what]
    return [
        line.strip()
        for number in found
        for line in ast.unparse(flipped(SOURCE, number)).splitlines()
        if line not in before
    ]


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("Lt -> LtE", ["if not here and there <= 3:"]),
        ("And -> Or", ["if not here or there < 3:"]),
        ("3 -> 4", ["if not here and there < 4:"]),
        ("True -> False", ["return False"]),
        ("condition turned", ["if not (not here and there < 3):"]),
        ("filter dropped", ["return [one for one in here if True] + there"]),
        ("Add -> Sub", ["return [one for one in here if one] - there"]),
        ("line 9 dropped", ["pass"]),
        ("BitOr -> BitAnd", []),
    ],
    ids=str,
)
def test_mistake_is_what_it_is_called(what: str, lines: list[str]) -> None:
    """One place is changed, and nothing else."""
    assert after(what) == lines


def test_constants_are_changed_where_they_are_made() -> None:
    """A number of a module is a mistake of its own, and what it is made from can be had again."""
    (number,) = [at for at, flip in enumerate(flips(SOURCE)) if flip.is_constant]
    assert flips(SOURCE)[number].what == "5 -> 6"
    assert ast.unparse(value_of(flipped(SOURCE, number), "LIMIT")) == "6"
    assert constants_by(ast.parse("A = one(2)\nB = two()\n"), "one") == ["A"]


def test_claims_and_texts_are_left_alone() -> None:
    """What cannot be reached is no mistake to be found."""
    assert {flip.function for flip in flips(SOURCE)} == {"LIMIT", "Rule.holds"}
    with pytest.raises(IndexError):
        flipped(SOURCE, len(flips(SOURCE)))
