"""Holding collection."""

from __future__ import annotations

from pathlib import Path

from megadesk.server.hold import held_until_ms, hold_collection, is_held, release_collection
from megadesk.server.metadata_sqlite import SqliteMetadata


def test_a_hold_ends_by_itself_or_when_it_is_released(tmp_path: Path) -> None:
    """A longer one stays, whoever comes later; another process sees it."""
    path = tmp_path / "s.sqlite3"
    store, other = SqliteMetadata(path), SqliteMetadata(path)
    with store.write() as tx:
        assert not is_held(tx, 0)
        hold_collection(tx, 100)
        hold_collection(tx, 50)
    with other.read() as tx:
        assert [is_held(tx, now_ms) for now_ms in (0, 99, 100)] == [True, True, False]
        assert held_until_ms(tx) == 100
    with other.write() as tx:
        release_collection(tx)
    with store.read() as tx:
        assert not is_held(tx, 1)
    store.close()
    other.close()
