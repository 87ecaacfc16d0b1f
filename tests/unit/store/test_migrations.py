"""The tables: what was released is not edited, and queries use the index that was made for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes.space_store import node_id, space_id, step
from megadesk.model.ids import PairId
from megadesk.model.pair import SyncPair
from megadesk.store import migrations, spaces, trees
from megadesk.store.database import Database
from megadesk.store.memories import PairMemories
from megadesk.store.pairs import Pairs
from megadesk.store.spaces import Spaces
from megadesk.sync.memory import Memo, MemoKind


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a database with a little in it."""
    database = Database.open(tmp_path / "profile" / "state.db")
    Spaces(database).apply(step(1))
    with database.read() as connection:
        yield connection
    database.close()


@pytest.mark.parametrize(
    ("query", "values", "plan"),
    [
        (trees._LOAD_BASE, (1,), "INDEX base_of_pair (pair=?)"),
        (trees._LOAD_LOCAL, (1,), "INDEX local_of_pair (pair=?)"),
        (spaces._LOAD_NODES, (space_id(),), "INDEX records_of_space (space=?)"),
        (spaces._LOAD_RECORD, (space_id(), node_id("x")), "INDEX sqlite_autoindex_records_1 (space=? AND id=?)"),
        (spaces._versions(3), (space_id(), b"", b"", b""), "INDEX sqlite_autoindex_records_1 (space=? AND id=?)"),
        (spaces._LOAD_FAULTS, (space_id(),), "INDEX records_at_fault (space=?)"),
        ("DELETE FROM base WHERE pair = ? AND id = ?", (1, b""), "INDEX sqlite_autoindex_base_1 (pair=? AND id=?)"),
        ("DELETE FROM local WHERE pair = ? AND id = ?", (1, b""), "INDEX sqlite_autoindex_local_1 (pair=? AND id=?)"),
        ("DELETE FROM records WHERE space = ? AND id = ?", (1, b""), "sqlite_autoindex_records_1 (space=? AND id=?)"),
    ],
)
def test_query_uses_its_index(reader: sqlite3.Connection, query: str, values: tuple[object, ...], plan: str) -> None:
    """The plan is the one that was measured, whatever statistics say."""
    steps = [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert any(plan in step for step in steps), steps
    assert not any(step.startswith("SCAN") for step in steps), steps


def test_buckets_are_ranges_of_the_index(reader: sqlite3.Connection) -> None:
    """Of the records only those in the wanted buckets are looked at, for whichever space there is."""
    query = spaces._in_buckets(2)
    steps = [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {query}", (b"", b"", b"", b"", space_id()))]
    assert any("SEARCH r USING INDEX sqlite_autoindex_records_1 (space=? AND id>? AND id<?)" in one for one in steps), (
        steps
    )


def test_pairs_of_the_first_version_go_both_ways(tmp_path: Path) -> None:
    """A pair that was made before there were directions is as it was, and its changes travel both ways."""
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(migrations.MIGRATIONS[0])
        old.execute(
            "INSERT INTO pairs (id, name, local, space, root, marker, paused, created_ms)"
            " VALUES ('0badcafe', x'70', x'2f70', ?, ?, 'word', 1, 7)",
            (space_id(), node_id("p")),
        )
        old.execute("PRAGMA user_version = 1")
        old.commit()
    database = Database.open(path)
    assert Pairs(database).list() == [
        SyncPair(
            id=PairId("0badcafe"), name="p", local="/p", space=space_id(), root=node_id("p"), marker="word",
            paused=True, created_ms=7,
        )
    ]  # fmt: skip
    database.close()


def test_removing_a_pair_finds_its_rows_by_index(reader: sqlite3.Connection) -> None:
    """The columns that refer to a pair or a space lead an index: a cascade does not read whole tables."""
    for table, column in (
        ("base", "pair"),
        ("local", "pair"),
        ("permits", "pair"),
        ("departed", "pair"),
        ("records", "space"),
    ):
        indexes = [row[1] for row in reader.execute(f"PRAGMA index_list({table})")]
        leading = [next(iter(reader.execute(f"PRAGMA index_info({index})")))[2] for index in indexes]
        assert column in leading


def test_memos_of_before_there_were_traces_are_kept(tmp_path: Path) -> None:
    """The table that took four kinds is made anew with all that is in it, and goes with its pair as before."""
    path = tmp_path / "state.db"
    before = migrations.MIGRATIONS.index(migrations._TRACES)
    with closing(sqlite3.connect(path)) as old:
        for script in migrations.MIGRATIONS[:before]:
            old.executescript(script)
        old.execute(
            "INSERT INTO pairs (id, name, local, space, root, marker, paused, created_ms)"
            " VALUES ('0badcafe', x'70', x'2f70', ?, ?, 'word', 1, 7)",
            (space_id(), node_id("p")),
        )
        old.execute("INSERT INTO memos VALUES (1, 4, '', x'', 5), (1, 1, 'unreadable', x'61', 6)")
        old.execute(f"PRAGMA user_version = {before}")
        old.commit()
    database = Database.open(path)
    memory = PairMemories(database, PairId("0badcafe"))
    kept = {Memo(MemoKind.IN_STEP): 5, Memo(MemoKind.SINCE, "unreadable", b"a"): 6}
    assert memory.load() == kept
    memory.apply({Memo(MemoKind.MEANT, ".gz"): 8}, ())
    assert memory.load() == kept | {Memo(MemoKind.MEANT, ".gz"): 8}
    Pairs(database).remove(PairId("0badcafe"))
    assert memory.load() == {}
    database.close()
