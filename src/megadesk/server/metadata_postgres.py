"""The metadata store in PostgreSQL, for as many processes as there are.

    read()                REPEATABLE READ, read only: one moment
    write()               READ COMMITTED, alone: an advisory lock of the transaction, which excludes all others
    write(beside=True)    ... shared: many at once, and none beside one that is alone; rules lock what they decide about

Statements run on the driver's own connections, as on SQLite; those that both databases take are said in PostgreSQL's words,
once each, and prepared. What may have any number of rows comes by a cursor in the database, so that no answer has to fit
the memory. Bulk statements: ``metadata_postgres_bulk``; errors: ``postgres_errors``; the schema: ``postgres_schema``. tests/unit/
server/test_metadata_postgres.py holds the plans. See ADR 60.
"""

from __future__ import annotations

import itertools
import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from megadesk.model.errors import ServerUnavailable
from megadesk.server import metadata as md
from megadesk.server import metadata_tables as t
from megadesk.server.lease import Lease
from megadesk.server.lease_postgres import PostgresLease
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_check import Differing
from megadesk.server.metadata_move import check_not_frozen
from megadesk.server.metadata_postgres_bulk import BulkQuestions
from megadesk.server.metadata_postgres_move import PostgresMove
from megadesk.server.metadata_sql import ADD_CHALLENGE, SqlTransaction
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.postgres_errors import errors_named
from megadesk.server.postgres_pool import PgConnection, PostgresConnections, connect, conninfo_of
from megadesk.server.postgres_schema import WRITES, make_ready
from megadesk.server.store_figures import DATABASE, counted

CONNECTIONS: Final = 16
"""As many as a server has threads that ask (``services``), and a few for what goes by itself."""
_APART_S: Final = 10
_PAGE: Final = 500
"""Rows of a long answer that are in memory at once."""

log = logging.getLogger(LOGGER)

_DIALECT: Final = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_ALONE: Final = f"SELECT pg_advisory_xact_lock({WRITES})"
_BESIDE: Final = f"SELECT pg_advisory_xact_lock_shared({WRITES})"
# Whoever stops in the middle of a write holds up all others: its connection is ended before clients give up. Not READ WRITE:
# a copy refuses that as if it were no SQL, and where an operator has set all to read only it would write all the same.
_WRITE: Final = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = '60s'"
_SOON: Final = "; SET LOCAL synchronous_commit = off"


@cache
def _in_postgres(statement: sa.ClauseElement, names: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
    """Return a statement in PostgreSQL's words for parameters of these names, and the values that it has of its own."""
    said = statement.compile(dialect=_DIALECT, column_keys=list(names))
    return said.string, {name: value for name, value in said.params.items() if name not in names}


@cache
def _unless_there(table: sa.Table) -> sa.Insert:
    """Return the statement that adds a row if there is none with its key: an error would undo the whole transaction."""
    return postgresql.insert(table).on_conflict_do_nothing()


@cache
def in_words(statement: str) -> str:
    """Return a statement of ``metadata_sql_words`` in PostgreSQL's: marks, lists, and no index told."""
    plain = re.sub(r" INDEXED BY \w+", "", statement).replace("%", "%%")
    return plain.replace("IN ({})", "= ANY(?)").replace("?", "%b")


class PostgresTransaction(BulkQuestions, PostgresMove, SqlTransaction):
    """One transaction: the portable questions, and the bulk ones in PostgreSQL's SQL."""

    def __init__(self, connection: PgConnection) -> None:
        self._c = connection
        self._numbers = itertools.count(1)

    def _run(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> psycopg.Cursor[Any]:
        text, own = _in_postgres(statement, tuple(values))
        return self._c.execute(text, {**own, **values}, binary=True)

    def _ask(self, query: sa.Select[Any] | sa.UpdateBase, **values: Any) -> Iterator[Sequence[Any]]:
        return iter(self._run(query, values))

    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        return self._run(statement, values).rowcount

    def _add(self, statement: sa.Insert, **values: Any) -> bool:
        table = statement.table
        assert isinstance(table, sa.Table), "rows are added to tables"
        return self._tell(_unless_there(table), **values) > 0

    def _rows(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        found = self._c.execute(in_words(statement), parameters, binary=True)
        return iter(found) if found.description else iter(())

    def _among(
        self, statement: str, values: Collection[Any], *, before: Sequence[Any] = (), after: Sequence[Any] = ()
    ) -> Iterator[Any]:
        return self._rows(statement, (*before, list(values), *after)) if values else iter(())

    def _many(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if len(rows) == 1:
            self._rows(statement, rows[0])
        elif rows:
            self._c.cursor().executemany(in_words(statement), rows)

    def _each(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        return self._pages(in_words(statement), parameters)

    def _stream(self, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
        text, own = _in_postgres(query, ())
        return self._pages(text, own)

    def _pages(self, query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> Iterator[Any]:
        """Yield the rows of a query by a cursor, which ends with the transaction: whoever has seen enough just stops."""
        name = f"page_{next(self._numbers)}"
        self._c.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {query}", parameters, prepare=False)
        while True:
            page = self._c.execute(f"FETCH {_PAGE} FROM {name}", prepare=False, binary=True).fetchall()
            yield from page
            if len(page) < _PAGE:
                return

    # -- what both ask, and what is done otherwise here -----------------------------------------------------------------

    def add_challenge(self, challenge: md.Challenge, now_ms: int) -> None:
        """Add a challenge, and forget those that have expired and that nobody else is about to forget."""
        self._rows(EXPIRE_CHALLENGES, (now_ms,))
        self._tell(ADD_CHALLENGE, **challenge._asdict())

    def commits(self, space_key: int, after: int, *, limit: int, limit_bytes: int) -> Sequence[md.CommitRow]:
        """Return the commits after a sequence number; only those are read that fit."""
        size, count = 0, 0
        for (more,) in self._rows(COMMIT_SIZES, (space_key, after, limit)):
            size += more
            if count and size > limit_bytes:
                break
            count += 1
        return super().commits(space_key, after, limit=count, limit_bytes=limit_bytes) if count else []

    def _unhurried(self) -> None:
        """Let what goes through whole tables take its time, in this transaction."""
        self._c.execute("SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = on", prepare=False)

    def time_s(self) -> float:
        """Return the database's time, in seconds since 1970."""
        return next(float(now_s) for (now_s,) in self._rows(NOW))

    def is_of_a_copy(self) -> bool:
        """Whether the database follows another."""
        return any(is_copy for (is_copy,) in self._rows(IS_COPY))

    def totals(self) -> md.Totals:
        """Count everything; slow."""
        self._unhurried()
        return super().totals()

    def differing_uploads(self) -> Iterable[Differing]:
        """Yield accounts, by login name, whose bytes of uploads are not the sum of their uploads."""
        self._unhurried()
        return super().differing_uploads()

    def differing_packs(self) -> Iterable[Differing]:
        """Yield packs whose used blobs or bytes are not those of the blobs in them."""
        self._unhurried()
        return super().differing_packs()

    def check(self) -> Sequence[str]:
        """Return which indexes are not whole, and how many pages were read whose checksum was wrong."""
        return [said for (said,) in self._rows(CHECK)]


NOW: Final = "SELECT extract(epoch FROM clock_timestamp())::float8"
IS_COPY: Final = "SELECT pg_is_in_recovery()"
EXPIRE_CHALLENGES: Final = (
    "DELETE FROM challenges WHERE id = ANY(ARRAY("
    "SELECT id FROM challenges WHERE expires_ms <= ? FOR UPDATE SKIP LOCKED))"
)
COMMIT_SIZES: Final = (
    "SELECT length(ops) + 400 FROM commits WHERE space = ? AND seq > ? AND ops IS NOT NULL ORDER BY seq LIMIT ?"
)
CHECK: Final = (
    "SELECT 'the index ' || i.indexrelid::regclass || ' is not whole' FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
    " WHERE NOT i.indisvalid AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('records'))"
    " UNION ALL SELECT checksum_failures || ' pages were not what was written' FROM pg_stat_database"
    " WHERE datname = current_database() AND checksum_failures > 0"
)


def _with_pauses(rows: Iterable[Sequence[Any]], meanwhile: Callable[[], None]) -> Iterator[Sequence[Any]]:
    """Yield rows, and let others go on after each page of them."""
    for number, row in enumerate(rows):
        if number % _PAGE == 0:
            meanwhile()
        yield row


class PostgresMetadata:
    """The store. Its database is made ready if it is empty; one of another revision is refused (``postgres_schema``)."""

    def __init__(self, url: str, *, connections: int = CONNECTIONS) -> None:
        self._conninfo = conninfo = conninfo_of(url)
        make_ready(conninfo)
        self._connections = PostgresConnections(partial(connect, conninfo), connections)
        self._compare_clocks()

    def _compare_clocks(self) -> None:
        """Say if our clock is not that of the database: all processes have the same, and what one says for a minute another ends."""
        with self.read() as tx:
            apart_s = tx.time_s() - time.time()
        if abs(apart_s) > _APART_S:
            log.warning("this machine's clock is not that of the database", extra={EXTRA: {"seconds": -round(apart_s)}})

    @property
    def is_shared(self) -> bool:
        """Yes: as many processes serve from it as there are."""
        return True

    def lease(self) -> Lease:
        """Return one that a single process has at a time."""
        return PostgresLease(self._conninfo)

    def check_ready(self) -> None:
        """Pass if it takes writes."""
        with self.read() as tx:
            if tx.is_of_a_copy():
                raise ServerUnavailable("the database is a copy, and takes no writes", reason=md.READ_ONLY)
            check_not_frozen(tx)

    @contextmanager
    def read(self) -> Iterator[PostgresTransaction]:
        """Return a consistent view."""
        with counted(DATABASE), errors_named(), self._connections.transaction(_READ) as connection:
            yield PostgresTransaction(connection)

    @contextmanager
    def write(self, *, durable: bool = True, beside: bool = False) -> Iterator[PostgresTransaction]:
        """Return a transaction; one at a time, or beside others."""
        begin = f"{_WRITE}{'' if durable else _SOON}; {_BESIDE if beside else _ALONE}"
        with counted(DATABASE), errors_named(), self._connections.transaction(begin) as connection:
            yield PostgresTransaction(connection)

    def copy_into(self, file: Path, meanwhile: Callable[[], None]) -> None:
        """Write all of it, as it is at one moment, into a new SQLite file, table by table."""
        with closing(SqliteMetadata(file)) as target, self.read() as source, target.write() as copy:
            for table in t.metadata.sorted_tables:
                copy.empty(table)
                copy.fill(table, _with_pauses(source.rows(table), meanwhile))

    def close(self) -> None:
        """Let go of the database."""
        self._connections.close()
