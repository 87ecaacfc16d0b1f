"""Values made in C are as frozen dataclasses are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest

from megadesk.model.values import Value, replace


class _Key(Value, frozen=True):
    """What is replaced and shown below."""

    unshown: ClassVar = frozenset({"secret"})

    name: str
    secret: bytes = b"secret"


@dataclass(frozen=True, slots=True)
class _Plain:
    name: str
    size: int = 0


def test_value_is_what_its_fields_are() -> None:
    """Equality and hash go by the fields, and by the kind."""
    assert _Key("a", b"x") == _Key("a", secret=b"x")
    assert hash(_Key("a", b"x")) == hash(_Key("a", b"x"))
    assert _Key("a", b"x") != _Key("a", b"y")
    assert _Key("a", b"x") != object()


def test_value_cannot_be_changed() -> None:
    """Nobody who holds one sees it change."""
    key = _Key("a")
    with pytest.raises(AttributeError):
        key.name = "b"  # type: ignore[misc]  # that is the point
    with pytest.raises(AttributeError):
        del key.name
    assert key == _Key("a")


def test_secrets_are_not_shown() -> None:
    """Neither in a log nor in what rich prints of a traceback."""
    key = _Key("a", b"hush")
    assert repr(key) == "_Key(name='a')"
    assert key.__rich_repr__() == [("name", "a")]


def test_replace_takes_either_kind() -> None:
    """And says so if there is no such field."""
    assert replace(_Key("a", b"x"), name="b") == _Key("b", b"x")
    assert replace(_Plain("a", 1), name="b") == _Plain("b", 1)
    with pytest.raises(TypeError):
        replace(_Key("a"), age=7)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        replace(_Plain("a"), age=7)  # type: ignore[call-arg]
