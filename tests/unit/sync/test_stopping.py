"""The end of a pair, asked for from outside."""

from __future__ import annotations

import pytest

from megadesk.sync.stopping import Halt, Stopped, never


def test_halt_stops_once_it_is_asked() -> None:
    """Before, checks go through; then none does any more."""
    halt = Halt()
    halt.check()
    never()
    before = halt.is_asked
    halt.ask()
    assert (before, halt.is_asked) == (False, True)
    for _ in range(2):
        with pytest.raises(Stopped):
            halt.check()


def test_stop_is_no_error() -> None:
    """What catches errors of single files lets it pass."""
    assert not issubclass(Stopped, Exception)
