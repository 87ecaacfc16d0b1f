"""No row of the catalogue (docs/catalogue.md) is forgotten: each has a test that carries its number, or a reason why not.

A number is carried by the name of a test (``test_row064_...``), by the id of one of its cases (``row(64, ...)``,
``"row_64_rename"``), by the first words of its docstring (``Rows 64 and 65: ...``) or a marker (``@pytest.mark.row(64)``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
DOCUMENT: Final = ROOT / "docs" / "catalogue.md"

ROW: Final = re.compile(r"\| (?P<number>\d+) \| (?P<what>[^|]+) \| (?P<outcome>[^|]+) \| (?P<where>[^|]+) \|")
NUMBERS: Final = re.compile(r"(?:^|_)rows?_?(\d+(?:_\d+)*)(?![0-9a-z])")
FIRST_WORDS: Final = re.compile(r"Rows? (\d+(?:(?:, | and )\d+)*)")
LAST_ROW: Final = 217
MISSING: Final = frozenset(
    {13, 22, 37, 40, 47, 54, 60, 61, 67, 73, 79, 83, 84, 86, 87, 89, 97, 99, 102, 104, 108, 110, 120, 123, 129, 150,
     153, 163, 177, 186, 201, 206}
)  # fmt: skip
"""Numbers that never were a row."""


@cache
def carried() -> dict[int, set[str]]:
    """Return the test files that carry each number, as paths below tests/."""
    found: dict[int, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__):
            for number in _numbers(ast.parse(path.read_text())):
                found.setdefault(number, set()).add(path.relative_to(TESTS).as_posix())
    return found


def _numbers(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef(name=name) if name.startswith("test_"):
                yield from _in_word(name)
                said = FIRST_WORDS.match(ast.get_docstring(node) or "")
                yield from map(int, re.findall(r"\d+", said[1]) if said else ())
            case ast.Constant(value=str(word)) if word.startswith("row"):
                yield from _in_word(word)
            case ast.Call(func=ast.Name("row"), args=[ast.Constant(value=int(number)), *_]):
                yield number
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr="row"), args=numbers):
                yield from (each.value for each in numbers if isinstance(each, ast.Constant))  # type: ignore[misc]  # ints


def _in_word(word: str) -> Iterator[int]:
    for found in NUMBERS.finditer(word):
        yield from map(int, found[1].split("_"))


def rows() -> dict[int, str]:
    """Return the last column of each row of the document."""
    found = [ROW.fullmatch(line) for line in DOCUMENT.read_text().splitlines()]
    return {int(row["number"]): row["where"] for row in found if row is not None}


def test_all_rows_are_in_the_document() -> None:
    """The document has every row once, in order."""
    numbers = [int(line.split("|")[1]) for line in DOCUMENT.read_text().splitlines() if re.match(r"\| \d", line)]
    assert numbers == [number for number in range(1, LAST_ROW + 1) if number not in MISSING]
    assert list(rows()) == numbers, "a row is not written as the others are"


def test_every_row_has_its_test_or_a_reason() -> None:
    """A row names files that carry its number; a waived row has none, else it need not be waived."""
    faults = []
    for number, where in rows().items():
        carried_by = carried().get(number, set())
        if where.startswith("waived: "):
            if carried_by:
                faults.append(f"row {number} is waived in docs/catalogue.md but tested: name {sorted(carried_by)}")
            continue
        named = re.findall(r"`([^`]+)`", where)
        gone = [each for each in named if each not in carried_by]
        if gone or not named:
            faults.append(f"row {number} is not tested by {gone or where}, but by {sorted(carried_by)}")
    assert faults == []


def test_every_number_is_a_row() -> None:
    """A test cannot carry a number that the document does not know."""
    assert sorted(carried().keys() - rows().keys()) == []
