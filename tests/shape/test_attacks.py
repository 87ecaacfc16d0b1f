"""docs/security/attacks.md is what rows and tests say, no attack is forgotten, and none is called tried that is not."""

from __future__ import annotations

import re

from attacks.marks import BLACK_BOX, TESTS, carried
from attacks.page import PAGE, render
from attacks.rows import CHAPTERS, ROWS, State


def test_every_attack_has_a_row() -> None:
    """Each once and in order; no row is without words."""
    wanted = [f"{letter}{number}" for letter, (_, last) in CHAPTERS.items() for number in range(1, last + 1)]
    assert [row.id for row in ROWS] == wanted
    assert [row.id for row in ROWS if not row.attack or not row.defence or "|" in row.attack + row.defence] == []


def test_what_is_said_to_be_tried_is_tried_end_to_end() -> None:
    """A row that is tried has a test of whole programs; one that waits for a feature has no test of any kind."""
    tests = carried()
    for row in ROWS:
        shown = tests.get(row.id, [])
        if row.state is State.TRIED:
            assert any(test.startswith(BLACK_BOX) for test in shown), row.id
        assert not shown or row.state is not State.WAITS, row.id


def test_what_is_not_tried_is_named() -> None:
    """A row in part says what could be tried and is not; one that waits says for which feature."""
    for row in ROWS:
        assert bool(row.missing) == (row.state is State.IN_PART), row.id
        assert row.later is not None or row.state is not State.WAITS, row.id


def test_every_mark_is_a_row() -> None:
    """A test cannot carry a row that there is not, and each test of whole programs carries one or says what it is."""
    assert sorted(carried().keys() - {row.id for row in ROWS}) == []
    for path in sorted((TESTS / "tamper").glob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        odd = [name for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE) if not _is_named(name, source)]
        assert odd == [], path.name


def _is_named(name: str, source: str) -> bool:
    is_row = re.match(r"test_([a-e]\d+|row\d+|i\d|the)_", name) is not None
    return is_row or re.search(rf"attack\([^)]*\)\ndef {name}\b", source) is not None


def test_the_page_is_what_rows_and_tests_say() -> None:
    """Who changes a row, or renames, adds or removes a test, writes the page anew: python3 dev.py attacks."""
    assert PAGE.read_text(encoding="utf-8") == render(carried())
