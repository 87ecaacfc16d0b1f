"""What was seen to be renamed."""

from __future__ import annotations

import pytest

from megadesk.model.relpath import RelPath
from megadesk.sync.renames import LIMIT, Renames


def after(*renamed: tuple[str, str]) -> dict[str, str]:
    """Return the origins after these renames."""
    made = Renames()
    made.seen((RelPath(old), RelPath(new)) for old, new in renamed)
    return {str(new): str(old) for new, old in made.origins.items()}


@pytest.mark.parametrize(
    ("renamed", "origins"),
    [
        ([("a", "b")], {"b": "a"}),
        ([("a", "b"), ("b", "c")], {"c": "a"}),
        ([("a", "b"), ("b", "a")], {}),
        ([("a", "t"), ("b", "a"), ("t", "b")], {"a": "b", "b": "a"}),
        ([("d/a", "d/b"), ("d", "e")], {"e": "d", "e/b": "d/a"}),
        ([("d", "e"), ("e/a", "e/b")], {"e": "d", "e/b": "e/a"}),
        ([("a", "b"), ("t", "b")], {"b": "t"}),
        ([("da", "db"), ("d", "e")], {"db": "da", "e": "d"}),
        ([("a", "t"), ("x", "a"), ("t", "a")], {}),
    ],
    ids=[
        "one",
        "chain",
        "back",
        "swap",
        "folder after",
        "folder before",
        "over another",
        "only a prefix",
        "back over another",
    ],
)
def test_origins(renamed: list[tuple[str, str]], origins: dict[str, str]) -> None:
    """What counts is where a thing was before the first rename, and where it is after the last."""
    assert after(*renamed) == origins


def test_looked_at_is_forgotten() -> None:
    """A look at some paths forgets those, a look at everything all."""
    made = Renames()
    made.seen([(RelPath("a"), RelPath("b")), (RelPath("c"), RelPath("d"))])
    made.looked_at([RelPath("b"), RelPath("x")])
    assert made.origins == {"d": "c"}
    made.looked_at(None)
    assert made.origins == {}


def test_too_many_are_not_kept() -> None:
    """Memory has a bound."""
    assert len(after(*((f"a{number}", f"b{number}") for number in range(LIMIT)))) == LIMIT
    assert after(*((f"a{number}", f"b{number}") for number in range(LIMIT + 1))) == {}
