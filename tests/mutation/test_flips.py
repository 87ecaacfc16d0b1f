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
            if here is not there:
                log.info("%s", here[:8])
            return True
        self.kept: list[int] | None = []
        return [one for one in here if one] + there

def plain(local):
    raise AssertionError

def parts(one, two):
    try:
        return (one, two) == (two, one) and one in {1, 2} and two
    except (ValueError, KeyError):
        return None
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
        ("And -> Or", ["if not here or there < 3:", "return (one, two) == (two, one) or one in {1, 2} or two"]),
        ("3 -> 4", ["if not here and there < 4:"]),
        ("True -> False", ["return False"]),
        ("condition turned", ["if not (not here and there < 3):"]),
        ("filter dropped", ["return [one for one in here if True] + there"]),
        ("Add -> Sub", ["return [one for one in here if one] - there"]),
        ("line 9 dropped", ["pass"]),
        ("BitOr -> BitAnd", []),
        ("not here left out", ["if True and there < 3:"]),
        ("two left out", ["return (one, two) == (two, one) and one in {1, 2} and True"]),
        ("two not compared", ["return (one, two) == (two, two) and one in {1, 2} and two"]),
        ("1 not among them", ["return (one, two) == (two, one) and one in {2} and two"]),
        ("KeyError not caught", ["except (ValueError,):"]),
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


def test_a_call_of_what_a_class_is_made_from_can_be_left_out() -> None:
    """The function goes on to close over its class, or running code could not be given the mistake."""
    source = "class Rule(Base):\n    def __init__(self):\n        super().__init__()\n"
    (number,) = [at for at, flip in enumerate(flips(source)) if flip.what == "line 3 dropped"]
    assert ast.unparse(flipped(source, number)).splitlines()[-1].strip() == "__class__"


def test_claims_and_texts_are_left_alone() -> None:
    """What cannot be reached is no mistake to be found, nor is what is written to the log."""
    assert {flip.function for flip in flips(SOURCE)} == {"LIMIT", "Rule.holds", "parts"}
    assert not {"line 11 dropped", "8 -> 9", "IsNot -> Is"} & {flip.what for flip in flips(SOURCE)}
    with pytest.raises(IndexError):
        flipped(SOURCE, len(flips(SOURCE)))
