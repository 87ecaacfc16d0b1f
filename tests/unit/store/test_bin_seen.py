"""Since when this device has seen what lies in the bin."""

from __future__ import annotations

from pathlib import Path

from fakes.space_store import node_id, space_id
from megadesk.store.bin_seen import BinSeen
from megadesk.store.database import Database

A, B = node_id("a"), node_id("b")


def test_the_first_time_counts(tmp_path: Path) -> None:
    """It is kept over restarts for as long as the node lies there; one that comes again is new."""
    database = Database.open(tmp_path / "profile" / "state.db")
    assert BinSeen(database, space_id()).note([A], 5) == {A: 5}
    database.close()
    database = Database.open(tmp_path / "profile" / "state.db")
    seen = BinSeen(database, space_id())
    assert seen.note([A, B], 7) == {A: 5, B: 7}
    assert seen.note([B], 8) == {B: 7}
    assert seen.note([A, B], 9) == {A: 9, B: 7}
    database.close()


def test_spaces_are_apart(tmp_path: Path) -> None:
    """What lies in the bin of another account is not forgotten because it does not lie in this one's."""
    database = Database.open(tmp_path / "profile" / "state.db")
    one, other = BinSeen(database, space_id()), BinSeen(database, space_id("other"))
    one.note([A], 1)
    assert other.note([A], 2) == {A: 2}
    assert one.note([A], 3) == {A: 1}
    database.close()
