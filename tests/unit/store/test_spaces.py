"""What the database adds to the contract of a space store (tests/contract/test_space_store.py)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.space_store import MemorySpaceStore, everything, head, record, space_id, step
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.spaces import Spaces


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    opened = Database.open(tmp_path / "profile" / "state.db")
    yield opened
    opened.close()


def test_spaces_are_there_after_opening_again(database: Database) -> None:
    """A story told over many openings is the story."""
    story = MemorySpaceStore()
    for seq in range(1, 7):
        database.close()
        database = Database.open(database.path)
        Spaces(database).apply(step(seq))
        story.apply(step(seq))
    database.close()
    again = Database.open(database.path)
    assert everything(Spaces(again)) == everything(story)
    again.close()


def test_records_are_consumed_inside_the_transaction(database: Database) -> None:
    """While records come, nobody else sees any of them, and nobody else can write."""
    seen: list[object] = []
    other = sqlite3.connect(database.path, timeout=0.0, isolation_level=None)

    def records() -> Iterator[StoredRecord]:
        yield record("a")
        seen.append(other.execute("SELECT count(*) FROM records").fetchone())
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        yield record("b")

    Spaces(database).apply(SpaceChange(head=head(1), put=records()))
    assert seen == [(0,)]
    assert other.execute("SELECT count(*) FROM records").fetchone() == (2,)
    other.close()


def test_reset_leaves_no_row_behind(database: Database) -> None:
    """After a reset there are as many rows as there are records and digests in the new state."""
    spaces = Spaces(database)
    for seq in (1, 2, 3):
        spaces.apply(step(seq))
        spaces.apply(step(seq, space_id("other")))
    fresh = step(9)
    spaces.apply(replace(fresh, reset=True, drop=()))
    with database.read() as reader:
        counts = [
            reader.execute(
                f"SELECT count(*) FROM {table} JOIN spaces ON space = n WHERE spaces.id = ?", (space_id(),)
            ).fetchone()[0]
            for table in ("records", "buckets")
        ]
    assert counts == [len(list(fresh.put)), len(fresh.buckets)]
