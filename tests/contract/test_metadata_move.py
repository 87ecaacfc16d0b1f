"""What every metadata store must do that moves into another one, in one class that each database runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import sqlalchemy as sa

from fakes.postgres import fresh_database
from megadesk.model.errors import AlreadyExists, ServerUnavailable
from megadesk.model.ids import AccountId, SpaceId
from megadesk.server import metadata as md
from megadesk.server import metadata_tables as t
from megadesk.server.metadata_move import why_frozen
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata

Store: TypeAlias = Callable[[str], md.MetadataStore]
"""Returns an empty store of this name."""
TABLES = t.metadata.sorted_tables


def made_up(table: sa.Table, n: int) -> list[Any]:
    """Return a row of a table with values of the right kinds, another for each number; what may be absent is, in odd ones."""
    row: list[Any] = []
    for column in table.columns:
        if column.nullable and n % 2:
            row.append(None)
        elif isinstance(column.type, sa.LargeBinary):
            row.append(hashlib.sha256(f"{column.name} {n}".encode()).digest()[: column.type.length])
        elif isinstance(column.type, sa.String):
            row.append(f"Ünï {n}")
        elif isinstance(column.type, sa.SmallInteger):
            row.append(n % 2)
        else:
            row.append(2**30 + n if isinstance(column.type, sa.Integer) else 2**62 + n)
    return row


def fill(store: md.MetadataStore, count: int = 5) -> None:
    """Put some rows into each table."""
    with store.write() as tx:
        for table in TABLES:
            tx.fill(table, [made_up(table, n) for n in range(count)])


def _freeze_and_fail(tx: md.Writing) -> None:
    tx.freeze("for a reason")
    raise AlreadyExists(what="anything")


class MoveContract:
    """Run on each database."""

    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_rows_come_back_as_they_were_put(self, store: Store, table: sa.Table) -> None:
        """Every column of every table, and nothing once it was emptied."""
        one = store("one")
        fill(one)
        with one.read() as tx:
            found = [[bytes(each) if isinstance(each, memoryview) else each for each in row] for row in tx.rows(table)]
        assert sorted(found, key=repr) == sorted((made_up(table, n) for n in range(5)), key=repr)
        with one.write() as tx:
            tx.empty(table)
            assert list(tx.rows(table)) == []

    def test_a_frozen_database_refuses_every_write(self, store: Store) -> None:
        """Of any table, whoever asks and however; reading goes on. Thawed it takes them again, and keeps nothing of it."""
        one = store("one")
        fill(one)
        with one.write() as tx:
            tx.freeze("for a reason")
        for table in TABLES:
            with pytest.raises(ServerUnavailable), one.write() as tx:
                tx.fill(table, [made_up(table, 9)])
            with pytest.raises(ServerUnavailable), one.write() as tx:
                tx.empty(table)
        with pytest.raises(ServerUnavailable), one.write() as tx:
            tx.put_setting("a", b"1")
        with pytest.raises(ServerUnavailable), one.write() as tx:
            tx.add_space(SpaceId(bytes(32)), AccountId(bytes(16)))
        with one.read() as tx:
            assert why_frozen(tx) == "for a reason"
            assert len(list(tx.rows(t.accounts))) == 5
        with one.write() as tx:
            tx.freeze("for another")
        with one.write() as tx:
            tx.thaw()
        fill_again = [made_up(t.accounts, 9)]
        with one.write() as tx:
            tx.fill(t.accounts, fill_again)
            assert not why_frozen(tx)

    def test_frozen_goes_with_its_transaction(self, store: Store) -> None:
        """What is undone was never frozen."""
        one = store("one")
        with pytest.raises(AlreadyExists), one.write() as tx:
            _freeze_and_fail(tx)
        fill(one)

    def test_keys_go_on_after_those_that_were_filled_in(self, store: Store) -> None:
        """A new space has a key that no other has."""
        one = store("one")
        fill(one)
        with one.write() as tx:
            tx.count_on()
        with one.write() as tx:
            made = tx.add_space(SpaceId(bytes(32)), AccountId(bytes(16)))
            assert made.key > max(row[0] for row in tx.rows(t.spaces) if row[0] != made.key)


class TestSqlite(MoveContract):
    """SQLite in files."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """New files."""
        opened: list[SqliteMetadata] = []

        def opening(name: str) -> md.MetadataStore:
            opened.append(SqliteMetadata(tmp_path / name))
            return opened[-1]

        yield opening
        for one in opened:
            one.close()


@pytest.mark.needs("postgresql")
class TestPostgres(MoveContract):
    """PostgreSQL, a database for each."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """New databases."""
        with ExitStack() as stack:

            def opening(_name: str) -> md.MetadataStore:
                return stack.enter_context(closing(PostgresMetadata(stack.enter_context(fresh_database()))))

            yield opening
