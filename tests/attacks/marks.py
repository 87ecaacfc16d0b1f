"""Which tests show which attack, read from the tests themselves.

A row is carried by the name of a test in tests/tamper (``test_c7_...``) or, anywhere, by a marker:
``@pytest.mark.attack("C7", "C8")``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
BLACK_BOX: Final = "tests/tamper/"
"""Where whole programs are tried: what is found there counts as end to end."""

_NAME: Final = re.compile(r"test_([a-e]\d+)_")
_WORD: Final = "attack"


def carried() -> dict[str, list[str]]:
    """Return for each row that is carried the tests that show it, as file::function, those of tests/tamper first."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        file = path.relative_to(ROOT).as_posix()
        if _WORD not in source and not file.startswith(BLACK_BOX):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for row in sorted(_rows_of(node, by_name=file.startswith(BLACK_BOX))):
                    found.setdefault(row, []).append(f"{file}::{node.name}")
    return found


def _rows_of(test: ast.FunctionDef, *, by_name: bool) -> set[str]:
    rows = {row for decorator in test.decorator_list for row in _marked(decorator)}
    if by_name and (named := _NAME.match(test.name)):
        rows.add(named[1].upper())
    return rows


def _marked(decorator: ast.expr) -> Iterator[str]:
    match decorator:
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr="attack"), args=words):
            yield from (str(word.value) for word in words if isinstance(word, ast.Constant))
