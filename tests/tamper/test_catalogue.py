"""docs/security/attacks.md says which test tries which attack: every row is there, every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/security/attacks.md"
LAST = {"A": 13, "B": 9, "C": 15, "D": 9, "E": 7}
"""How many rows each chapter of the catalogue has."""

STATES = re.compile(r"tried$|in part(;.+)?$|waits: .+$")


def states() -> dict[str, str]:
    """Return the state of each row of the page."""
    rows = re.findall(r"^\| ([A-E]\d+) \| .+ \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len({row for row, _ in rows}) == len(rows)
    return dict(rows)


def named() -> dict[str, list[str]]:
    """Return the tests that the page names for each row, as file::function."""
    found: dict[str, list[str]] = {}
    row = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"- ([A-E]\d+):", line):
            row = match[1]
        elif match := re.fullmatch(r"  - `(tests/.+::\w+)`", line):
            found.setdefault(row, []).append(match[1])
    return found


def functions_of(path: Path) -> set[str]:
    """Return the test functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_row_of_the_catalogue_has_a_state() -> None:
    """No attack is forgotten, and each is tried, tried in part, or waits for something that is named."""
    wanted = {f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert set(states()) == wanted
    assert [state for state in states().values() if not STATES.match(state)] == []


def test_every_test_that_is_named_exists() -> None:
    """A test that was renamed or removed is noticed here."""
    everywhere = [test for tests in named().values() for test in tests]
    missing = []
    for test in everywhere:
        file, name = test.split("::")
        path = ROOT / file
        if not path.is_file() or name not in functions_of(path):
            missing.append(test)
    assert missing == []


def test_what_is_said_to_be_tried_is_tried_end_to_end() -> None:
    """A row that is tried names a test of this folder, one that is tried in part any; a row that waits names none."""
    for row, state in states().items():
        tests = named().get(row, [])
        if state == "tried":
            assert any(test.startswith("tests/tamper/") for test in tests), row
        assert bool(tests) != state.startswith("waits"), row


def test_every_attack_that_is_tried_here_is_in_the_catalogue() -> None:
    """A test named for a row is listed at that row."""
    listed = {(row, test) for row, tests in named().items() for test in tests}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for name in sorted(functions_of(path)):
            if match := re.match(r"test_([a-e]\d+)_", name):
                assert (match[1].upper(), f"tests/tamper/{path.name}::{name}") in listed
