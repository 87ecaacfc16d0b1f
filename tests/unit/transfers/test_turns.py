"""Uploads and downloads by turns."""

from __future__ import annotations

from megadesk.model.transfer import BOTH_WAYS, Direction
from megadesk.transfers.turns import Turns

UP, DOWN = Direction.UPLOAD, Direction.DOWNLOAD


def test_each_time_the_other_one_is_first() -> None:
    """Nobody is asked second for ever."""
    turns = Turns()
    assert [list(turns.begin(BOTH_WAYS)) for _ in range(3)] == [[UP, DOWN], [DOWN, UP], [UP, DOWN]]


def test_who_rests_is_left_out() -> None:
    """Only those that may go are asked."""
    turns = Turns()
    assert [list(turns.begin([DOWN])) for _ in range(2)] == [[DOWN], [DOWN]]
    assert list(turns.begin([])) == []
