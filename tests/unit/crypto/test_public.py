"""The server's view of the room: everything to check with, nothing to open with."""

from __future__ import annotations

import ast
from pathlib import Path

from megadesk.crypto import public

ROOM = Path(public.__file__).parent


def reachable(module: str, seen: set[str]) -> set[str]:
    """Return the modules of the room that importing one of them brings along, at any depth."""
    if module not in seen:
        seen.add(module)
        for node in ast.walk(ast.parse((ROOM / f"{module}.py").read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("megadesk.crypto."):
                reachable((node.module or "").rpartition(".")[2], seen)
    return seen


def test_nothing_that_opens_content_is_reachable() -> None:
    """From public one comes to the right column of the room's drawing only."""
    found = reachable("public", set())
    assert found == {"public", "acl", "commits", "identity", "primitives", "second_factor", "statetree", "structure"}
    assert "keys" in reachable("records", set())


def test_every_name_is_exported_once() -> None:
    """What the module lists is there, without repetition."""
    assert len(public.__all__) == len(set(public.__all__))
    assert [name for name in public.__all__ if not hasattr(public, name)] == []
