"""Who takes care."""

from __future__ import annotations

import pytest

from megadesk.model.errors import AlreadyRunning
from megadesk.server.lease import Alone, held


class Somebody:
    """A lease that another process has."""

    def __init__(self) -> None:
        self.is_left = False

    def is_held(self) -> bool:
        """Not by us."""
        return False

    def close(self) -> None:
        """Note it."""
        self.is_left = True


def test_who_is_alone_has_it() -> None:
    """Again and again."""
    for _ in range(2):
        with held(Alone()):
            assert Alone().is_held()


def test_what_another_has_is_refused() -> None:
    """In the words of a server that runs, and nothing is kept open."""
    other = Somebody()
    with pytest.raises(AlreadyRunning), held(other):
        raise AssertionError("not reached")
    assert other.is_left
