"""Sync pairs: which local folder is tied to which folder of a space."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from megadesk.model.errors import AlreadyExists, NotFound
from megadesk.model.ids import NodeId, PairId, SpaceId
from megadesk.model.pair import Links, PairDirection, PairKind, SyncPair
from megadesk.store.database import Database
from megadesk.store.rows import pack_name, unpack_name

_COLUMNS: Final = "id, name, local, space, root, marker, paused, created_ms, direction, links, kind"


class Pairs:
    """The pairs of this profile. Safe from any thread; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> Sequence[SyncPair]:
        """Return all pairs, in the order they were added."""
        with self._database.read() as connection:
            return [_pair(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM pairs ORDER BY n")]  # noqa: S608 - our own names

    def add(self, pair: SyncPair) -> None:
        """Remember a new pair, with nothing in its trees; AlreadyExists if its id is taken."""
        with self._database.write() as connection:
            if _is_known(connection, pair.id):
                raise AlreadyExists(what="pair", id=pair.id)
            connection.execute(f"INSERT INTO pairs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(pair))  # noqa: S608 - our own names

    def update(self, pair: SyncPair) -> None:
        """Replace what is remembered of a pair; its trees stay. NotFound if there is none of that id.

        With another direction, what was let pass against the old one no longer is.
        """
        with self._database.write() as connection:
            connection.execute(
                "DELETE FROM permits WHERE pair = (SELECT n FROM pairs WHERE id = ? AND direction <> ?)",
                (pair.id, pair.direction.value),
            )
            done = connection.execute(
                "UPDATE pairs SET name = ?2, local = ?3, space = ?4, root = ?5, marker = ?6, paused = ?7, created_ms = ?8,"
                " direction = ?9, links = ?10, kind = ?11"
                " WHERE id = ?1",
                _row(pair),
            )
            if not done.rowcount:
                raise NotFound(what="pair", id=pair.id)

    def remove(self, pair: PairId) -> None:
        """Forget a pair and its trees in one transaction; the folder and the cloud are not touched."""
        with self._database.write() as connection:
            if not connection.execute("DELETE FROM pairs WHERE id = ?", (pair,)).rowcount:  # the trees cascade
                raise NotFound(what="pair", id=pair)

    def forget_agreed(self, space: SpaceId) -> None:
        """Forget what the pairs of a space have agreed on and intended: they compare both sides as if for the first time."""
        with self._database.write() as connection:
            for table in ("base", "intents", "permits", "departed"):
                connection.execute(
                    f"DELETE FROM {table} WHERE pair IN (SELECT n FROM pairs WHERE space = ?)",  # noqa: S608 - our own names
                    (space,),
                )


def _is_known(connection: sqlite3.Connection, pair: PairId) -> bool:
    return connection.execute("SELECT 1 FROM pairs WHERE id = ?", (pair,)).fetchone() is not None


def _row(pair: SyncPair) -> tuple[str | bytes | int, ...]:
    return (
        pair.id, pack_name(pair.name), pack_name(pair.local), pair.space, pair.root, pair.marker, int(pair.paused),
        pair.created_ms, pair.direction.value, pair.links.value, pair.kind.value,
    )  # fmt: skip


def _pair(row: Sequence[Any]) -> SyncPair:
    return SyncPair(
        id=PairId(row[0]),
        name=unpack_name(row[1]),
        local=unpack_name(row[2]),
        space=SpaceId(row[3]),
        root=NodeId(row[4]),
        marker=row[5],
        paused=row[6] == 1,
        created_ms=row[7],
        direction=PairDirection(row[8]),
        links=Links(row[9]),
        kind=PairKind(row[10]),
    )
