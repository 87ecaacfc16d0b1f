"""Pairs and their problems: public words, and values that hold nothing by default."""

from __future__ import annotations

from megadesk.model.pair import Notice, PairState, Problem
from megadesk.model.relpath import RelPath


def test_states_are_public_and_in_order_of_importance() -> None:
    """Scripts read these words, and the first of several is the one that is shown."""
    assert [state.value for state in PairState] == [
        "damaged", "attention", "offline", "paused", "waiting", "scanning", "syncing", "synced",
    ]  # fmt: skip


def test_problems_do_not_share_their_arguments() -> None:
    """Each has a mapping of its own."""
    one, other = Problem(code="symlink", path=RelPath("a")), Problem(code="symlink", path=RelPath("a"))
    assert one == other
    assert one.arguments is not other.arguments
    assert Notice(code="conflict_copy", path=RelPath("a")).arguments == {}
