"""A second copy of the little that a device cannot find out again: account, pairs, and what the server has shown.

    settings, pairs, backups ----------after each change---------> megadesk.keep
    the last verified head of each space --now and then, at the end---^
    a new database in the place of one that was damaged, or is gone --restore--> the same rows; all else is found out
                                                                               from the disk and the server

The copy holds its own digest: one that is damaged itself is no copy. What makes no sense is not kept, and a copy that makes
none all the same is put aside. It holds no key and no password, as the database.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from pathlib import Path
from typing import Any, Final

import msgspec

from megadesk.host.private import read_private, write_private
from megadesk.model.errors import Damaged, MegadeskError, OurBug
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.settings import Settings

log = logging.getLogger(__name__)

TABLES: Final = ("settings", "pairs", "backups")
"""In the order in which they refer to each other. Settings hold the account's pinned keys, and how its password is stretched."""

HEADS: Final = "spaces"
"""Moves with each commit, so it is not followed: a flush for each would double what a commit costs. Without the records
and the list of members a head is a pin: what the server shows must contain it (remote/space.py)."""

ID_BYTES: Final = 32
_IDS_OF_HEADS: Final = f"SELECT id, commit_id, acl_hash, state_root FROM {HEADS}"  # noqa: S608 - our own names

_OFF_THE_CHAIN: Final = (
    "SELECT 1 FROM spaces AS s JOIN chain AS c ON c.space = s.n AND c.seq >= s.seq"
    " WHERE c.seq > s.seq OR c.commit_id <> s.commit_id LIMIT 1"
)
"""A head that is not where the chain of commits ends. Kept, it would outlive its database, and the server would be accused."""

COPY_MAX_BYTES: Final = 16 << 20
DIGEST_BYTES: Final = 32


class Table(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a table."""

    name: str
    columns: list[str]
    rows: list[list[Any]]


class Keepsake:
    """The copy of one database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = b""

    def restore(self, database: Database) -> bool:
        """Put what was kept into a new database; return whether there was anything. A copy that is damaged is none.

        Damaged if it is whole and fits no table.
        """
        tables = [table for table in self._read() if table.name in {*TABLES, HEADS} and table.rows]
        if not tables:
            return False
        try:
            with database.write() as connection:
                for table in tables:
                    _put(connection, table)
        except OurBug as error:  # a statement that was refused
            raise Damaged("what was kept fits no table", reason="keepsake") from error
        return True

    def put_aside(self) -> None:
        """Let the copy be none, and keep its bytes: what makes no sense once makes none in the next database either."""
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}-damaged"))
        except OSError as error:
            log.warning("the keepsake could not be put aside: %s", type(error).__name__)

    def follow(self, database: Database) -> None:
        """Keep what is there now, and from now on what is there after each change.

        Damaged if what is there makes no sense: it must not take the place of what does.
        """
        check_sense(database)  # which ``keep`` would only say in the log
        self.keep(database)
        database.follow(TABLES, lambda: self.keep(database))

    def keep(self, database: Database) -> None:
        """Keep what is there now, the verified heads too; nothing is written if it is what was written last."""
        try:
            check_sense(database)
            with database.read() as connection:
                tables = [_take(connection, name) for name in (*TABLES, HEADS)]
            data = msgspec.msgpack.encode(tables)
            if data != self._written:
                write_private(self._path, hashlib.sha256(data).digest() + data)
                self._written = data
        except MegadeskError as error:
            # The database has it: that the copy is older is no reason for the change to fail.
            log.warning("the keepsake could not be written: %s", error.code)

    def _read(self) -> list[Table]:
        try:
            raw = read_private(self._path, COPY_MAX_BYTES)
            digest, data = raw[:DIGEST_BYTES], raw[DIGEST_BYTES:]
            if hashlib.sha256(data).digest() != digest:
                return []
            return msgspec.msgpack.decode(data, type=list[Table])
        except (MegadeskError, msgspec.MsgspecError):
            return []


def check_sense(database: Database) -> None:
    """Pass if what is to be kept can be read; Damaged else."""
    Pairs(database).list()
    Settings(database).account()
    with database.read() as connection:
        for (value,) in connection.execute("SELECT value FROM settings"):
            msgspec.json.decode(value)
        ids = [one for row in connection.execute(_IDS_OF_HEADS) for one in row]
        is_off_the_chain = connection.execute(_OFF_THE_CHAIN).fetchone() is not None
    if is_off_the_chain or not all(isinstance(one, bytes) and len(one) == ID_BYTES for one in ids):
        raise Damaged("a verified head makes no sense", reason="database")


def is_bare(database: Database) -> bool:
    """Whether there is nothing in a database that would be kept."""
    with database.read() as connection:
        return not any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in (*TABLES, HEADS))  # noqa: S608 - our own names


def _take(connection: sqlite3.Connection, name: str) -> Table:
    found = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own names
    columns = [column[0] for column in found.description]
    return Table(name, columns, [list(row) for row in found])


def _put(connection: sqlite3.Connection, table: Table) -> None:
    """Insert rows, of the columns that there are: a copy may be older than the tables."""
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
    places = [place for place, column in enumerate(table.columns) if column in there]
    names = ", ".join(table.columns[place] for place in places)
    marks = ", ".join("?" for _ in places)
    connection.executemany(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
        [[row[place] for place in places] for row in table.rows],
    )
