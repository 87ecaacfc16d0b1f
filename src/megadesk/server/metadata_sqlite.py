"""The metadata store in one SQLite file: one writer, a few readers, durable when a write returns.

WAL and synchronous=FULL: a commit is on disk when it is answered. What need not be is written with NORMAL: the log is one
file that only grows, so whatever makes its end durable does so for all before. One connection writes, for one transaction at a time:
a queue inside the process beats SQLite's busy retries; another process (an operator's command) waits by
``busy_timeout``. Statements run on the driver's own connections: on SQLAlchemy's a small answer takes ten times as
long. It says what the portable ones are in SQLite's words, once each, and runs the migrations.
The bulk statements are SQLite's own SQL; every query that runs per request is written so that one index fits, and
tests/unit/server/test_metadata_sqlite.py holds the plans.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine

from megadesk.model.errors import Damaged, DiskFull, OurBug, ServerUnavailable, TooNew
from megadesk.model.ids import AccountId, BlockId, NodeId
from megadesk.server import metadata as md
from megadesk.server import migrations
from megadesk.server.connections import Connections
from megadesk.server.lease import Alone, Lease
from megadesk.server.metadata_move import check_not_frozen
from megadesk.server.metadata_sql import SqlTransaction, in_pieces
from megadesk.server.metadata_sql_rows import COUNT_PENDING, RowQuestions, by_id
from megadesk.server.metadata_sqlite_move import SqliteMove, is_frozen
from megadesk.server.revisions import revision_of, upgrade_on

READERS: Final = 6
_PIECE: Final = 500  # parameters of one IN list: few distinct statement texts, well below every limit
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=30000",
    "PRAGMA cache_size=-8192",  # KiB a connection
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA temp_store=MEMORY",
)


@cache
def _in_sqlite(statement: sa.ClauseElement, names: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
    """Return a statement in SQLite's words for parameters of these names, and the values that it has of its own."""
    said = statement.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=list(names))
    return said.string, {name: value for name, value in said.params.items() if name not in names}


class SqliteTransaction(RowQuestions, SqliteMove, SqlTransaction):
    """One transaction: the portable questions, and the bulk ones in SQLite's SQL."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection

    def _run(self, statement: sa.ClauseElement, values: Mapping[str, Any]) -> sqlite3.Cursor:
        text, own = _in_sqlite(statement, tuple(values))
        return self._c.execute(text, {**own, **values})

    def _ask(self, query: sa.Select[Any] | sa.UpdateBase, **values: Any) -> Iterator[Sequence[Any]]:
        return self._run(query, values)

    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        return self._run(statement, values).rowcount

    def _add(self, statement: sa.Insert, **values: Any) -> bool:
        try:
            self._tell(statement, **values)
        except sqlite3.IntegrityError as e:
            if is_frozen(e):
                raise
            return False
        return True

    def _rows(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        return self._c.execute(statement, parameters)

    _each = _rows  # a row is looked for when it is asked for

    def _among(
        self, statement: str, values: Collection[Any], *, before: Sequence[Any] = (), after: Sequence[Any] = ()
    ) -> Iterator[Any]:
        for piece in in_pieces(values, _PIECE):
            yield from self._rows(statement.format(marks(piece)), (*before, *piece, *after))

    def _many(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            self._c.executemany(statement, rows)

    def lock_accounts(self, accounts: Collection[AccountId]) -> None:
        """Do nothing: nobody else writes."""

    # -- records ----------------------------------------------------------------------------------------------------

    def put_bucket_rows(self, space_key: int, rows: Mapping[int, bytes]) -> None:
        """Replace the stored bucket digests of these groups."""
        self._many(PUT_BUCKET_ROW, [(space_key, group, digests) for group, digests in rows.items()])

    def current_bodies(self, space_key: int, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """Return the current records of these nodes."""
        found: dict[NodeId, bytes] = {}
        for node in nodes:
            for (body,) in self._rows(CURRENT_BODY, (space_key, node[0] << 8 | node[1], node)):
                found[node] = body
        return found

    def close_records(self, space_key: int, nodes: Collection[NodeId], seq: int) -> None:
        """Let the current records of these nodes end before ``seq``."""
        self._many(CLOSE_RECORD, [(seq, space_key, node[0] << 8 | node[1], node) for node in nodes])

    def add_records(self, space_key: int, records: Sequence[md.NewRecord], seq: int) -> None:
        """Make records current from ``seq`` on. Those they replace were closed before."""
        self._many(
            ADD_RECORD,
            [(space_key, r.id[0] << 8 | r.id[1], r.id, r.version, r.element, seq, r.body) for r in records],
        )

    # -- blobs ------------------------------------------------------------------------------------------------------

    def blobs_in_reach(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, md.BlobRow]:
        """Return those blobs that a space of the account refers to or that it has uploaded itself."""
        return by_id(self._among(BLOBS_IN_REACH, ids, after=(account, account)))

    def add_blobs(self, blobs: Sequence[md.BlobRow], now_ms: int) -> None:
        """Add blobs; those already there stay as they are, but what was lost has its new place from now on."""
        added = [
            b for b in blobs
            if self._c.execute(ADD_BLOB, (b.id, b.size_bytes, *b.place, b.n_blocks, now_ms)).rowcount
        ]  # fmt: skip
        self._count_in_packs([(b.place.pack, 1, b.size_bytes) for b in added])

    def add_pending(self, account: AccountId, blobs: Mapping[BlockId, int], expires_ms: int) -> None:
        """Note uploads of an account with their sizes; those already noted live longer and count once."""
        there = self.pending(account, blobs.keys())
        self._many(ADD_PENDING, [(account, blob, size, expires_ms) for blob, size in blobs.items()])
        new_bytes = sum(size for blob, size in blobs.items() if blob not in there)
        self._many(COUNT_PENDING, [(new_bytes, account)])

    def take_pending(self, account: AccountId, ids: Collection[BlockId]) -> None:
        """Forget uploads of an account, since something refers to them now."""
        taken_bytes = sum(size for (size,) in self._among(TAKE_PENDING, ids, before=(account,)))
        if taken_bytes:
            self._many(COUNT_PENDING, [(-taken_bytes, account)])

    def change_refs(self, space_key: int, counts: Mapping[BlockId, md.RefCount]) -> None:
        """Set how often a space refers to these blobs."""
        self._many(PUT_REF, [(blob, space_key, count.n_current, count.n_total) for blob, count in counts.items()])

    def check(self) -> Sequence[str]:
        """Return what the database itself finds wrong with its file; empty if nothing."""
        return [row[0] for row in self._rows("PRAGMA integrity_check") if row[0] != "ok"]


def marks(piece: Sequence[object]) -> str:
    """Return a question mark for each value."""
    return ",".join("?" * len(piece))


# What an append or an upload does in bulk. {} is an IN list.
PUT_BUCKET_ROW: Final = (
    "INSERT INTO bucket_rows(space, grp, digests) VALUES (?,?,?)"
    " ON CONFLICT(space, grp) DO UPDATE SET digests = excluded.digests"
)
CURRENT_BODY: Final = "SELECT body FROM records INDEXED BY ix_records_current WHERE space = ? AND bucket = ? AND id = ? AND to_seq IS NULL"
CLOSE_RECORD: Final = (
    "UPDATE records INDEXED BY ix_records_current SET to_seq = ?"
    " WHERE space = ? AND bucket = ? AND id = ? AND to_seq IS NULL"
)
ADD_RECORD: Final = (
    "INSERT INTO records(space, bucket, id, version, element, from_seq, to_seq, body) VALUES (?,?,?,?,?,?,NULL,?)"
)
BLOBS_IN_REACH: Final = (
    'SELECT b.id, b.size_bytes, b.pack, b."offset", b.n_blocks FROM blobs b WHERE b.id IN ({}) AND ('
    "EXISTS (SELECT 1 FROM uploads_pending p WHERE p.account = ? AND p.blob = b.id)"
    " OR EXISTS (SELECT 1 FROM blob_refs r JOIN members m ON m.account = ? AND m.space = r.space WHERE r.blob = b.id))"
)
ADD_BLOB: Final = (
    'INSERT INTO blobs(id, size_bytes, pack, "offset", n_blocks, stored_ms) VALUES (?,?,?,?,?,?)'
    ' ON CONFLICT(id) DO UPDATE SET pack = excluded.pack, "offset" = excluded."offset", n_blocks = excluded.n_blocks,'
    " stored_ms = excluded.stored_ms WHERE blobs.pack = -1"  # QUARANTINED
)
ADD_PENDING: Final = (
    "INSERT INTO uploads_pending(account, blob, size_bytes, expires_ms) VALUES (?,?,?,?)"
    " ON CONFLICT(account, blob) DO UPDATE SET expires_ms = max(expires_ms, excluded.expires_ms)"
)
TAKE_PENDING: Final = "DELETE FROM uploads_pending WHERE account = ? AND blob IN ({}) RETURNING size_bytes"
PUT_REF: Final = (
    "INSERT INTO blob_refs(blob, space, n_current, n_total) VALUES (?,?,?,?)"
    " ON CONFLICT(blob, space) DO UPDATE SET n_current = excluded.n_current, n_total = excluded.n_total"
)


_PAGES_AT_ONCE: Final = 4096
_BROKEN: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class SqliteMetadata:
    """The store. ``path`` is made and brought up to date if need be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = Connections(lambda: _connect(path), 1)
        self._readers = Connections(lambda: _connect(path), READERS)
        make_private(path)
        with _disk_full_named(), _damage_named(path):
            _migrate(path)

    @property
    def is_shared(self) -> bool:
        """No: the data folder is one process's."""
        return False

    def lease(self) -> Lease:
        """Return the one that goes with the data folder."""
        return Alone()

    def check_ready(self) -> None:
        """Pass if it takes writes."""
        if not self._path.exists():  # who had it open reads on in it; who opens it now would make another
            raise ServerUnavailable("the database's file is gone", reason=md.UNREACHED)
        try:
            with self.read() as tx:
                check_not_frozen(tx)
        except sqlite3.Error as e:
            reason = md.DAMAGED if _is_broken(e) else md.UNREACHED
            raise ServerUnavailable("the database's file cannot be read", reason=reason) from e

    @contextmanager
    def read(self) -> Iterator[SqliteTransaction]:
        """Return a consistent view."""
        with self._readers.transaction("BEGIN") as connection:
            yield SqliteTransaction(connection)

    @contextmanager
    def write(self, *, durable: bool = True, beside: bool = False) -> Iterator[SqliteTransaction]:  # noqa: ARG002 - the seam has it
        """Return a transaction; one at a time, also ``beside``: SQLite has one writer."""
        # Said anew each time: the connection is the same for both.
        wait = f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}"
        with _disk_full_named(), _frozen_named(), self._writer.transaction(wait, "BEGIN IMMEDIATE") as connection:
            yield SqliteTransaction(connection)

    def copy_into(self, file: Path, meanwhile: Callable[[], None]) -> None:
        """Copy the database as it is at one moment, page by page, while others write."""
        make_private(file)
        with (
            self._readers.transaction("BEGIN", "SELECT 1 FROM settings") as source,
            closing(sqlite3.connect(file)) as target,
        ):
            source.backup(target, pages=_PAGES_AT_ONCE, progress=lambda *_: meanwhile())

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self._readers.close()
        self._writer.close("PRAGMA optimize")


@contextmanager
def _disk_full_named() -> Iterator[None]:
    """Turn SQLite's way of saying that there is no room into ours."""
    try:
        yield
    except (sqlite3.OperationalError, sa.exc.OperationalError) as e:
        if "full" in str(e):
            raise DiskFull(where="server") from e
        raise


@contextmanager
def _frozen_named() -> Iterator[None]:
    """Turn the refusal of a frozen database into the one that tells devices to come again."""
    try:
        yield
    except sqlite3.IntegrityError as e:
        if is_frozen(e):
            raise ServerUnavailable("the store is frozen") from e
        raise


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn SQLite's words for a file that is no database, or a broken one, into ours: it stays as it is."""
    try:
        yield
    except (sqlite3.DatabaseError, sa.exc.DatabaseError, UnicodeError) as e:
        cause = e.orig if isinstance(e, sa.exc.DatabaseError) else e
        if isinstance(cause, UnicodeError) or _is_broken(cause):
            raise Damaged(f"{path} is damaged, and was left as it is; restore a backup of this server") from e
        raise


def _is_broken(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def make_private(path: Path) -> None:
    """Make an empty file for a database, if there is none, that nobody else can read; SQLite's log beside it is as it is."""
    with suppress(OSError):  # what it is about SQLite says, with its own names
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


# -- migrations -----------------------------------------------------------------------------------------------------


def _migrate(path: Path) -> None:
    """Bring the file to the newest revision; one that holds data is copied beside itself first."""
    engine = engine_over(lambda: _connect(path))
    try:
        with engine.begin() as connection:
            before = revision_of(connection)
        if before == migrations.HEAD:
            return
        if before is not None and before.isdigit() and before > migrations.HEAD:
            raise TooNew(
                f"{path} is of a newer version of the server, and was left as it is; start that one", what="data"
            )
        if before is not None:
            _copy(engine, path.with_name(f"{path.name}.before-{migrations.HEAD}"))
        with engine.begin() as connection:
            upgrade_on(connection)
            if revision_of(connection) != migrations.HEAD:
                raise OurBug("the newest migration is not the one the server was built for")
    finally:
        engine.dispose()


def engine_over(connect: Callable[[], sqlite3.Connection]) -> Engine:
    """Return an engine for migrations, over one connection."""
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.StaticPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver says none of its own (isolation_level)

    return engine


def _copy(engine: Engine, to: Path) -> None:
    to.unlink(missing_ok=True)
    make_private(to)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if raw is None:
            raise OurBug("no connection behind a connection")
        raw.execute("VACUUM INTO ?", (str(to),))
