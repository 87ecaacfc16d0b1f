"""What a pair remembers beside its trees (implements sync.memory.PairMemory)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from megadesk.model.errors import NotFound
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.relpath import RelPath
from megadesk.store.database import Database
from megadesk.store.rows import pack_name, unpack_name
from megadesk.sync.drip import Trace
from megadesk.sync.memory import Memo, MemoKind

_LOAD_TRACES: Final = (
    "SELECT path, node, parent, content, at_ms, meant FROM traces"
    " WHERE pair = (SELECT n FROM pairs WHERE id = ?) ORDER BY at_ms, path"
)


class PairMemories:
    """The memos of one pair. Each call is one transaction."""

    def __init__(self, database: Database, pair: PairId) -> None:
        self._database = database
        self._pair = pair

    def load(self) -> Mapping[Memo, int]:
        """Return all of it."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT kind, code, subject, time_ms FROM memos WHERE pair = (SELECT n FROM pairs WHERE id = ?)",
                (self._pair,),
            )
            return {Memo(MemoKind(kind), code, subject): time_ms for kind, code, subject, time_ms in rows}

    def apply(self, put: Mapping[Memo, int], drop: Collection[Memo]) -> None:
        """Write it all or nothing; durable on return. NotFound if the pair was removed."""
        with self._database.write() as connection:
            number = self._number(connection)
            connection.executemany(
                "DELETE FROM memos WHERE pair = ? AND kind = ? AND code = ? AND subject = ?",
                [(number, memo.kind, memo.code, memo.subject) for memo in drop],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO memos (pair, kind, code, subject, time_ms) VALUES (?, ?, ?, ?, ?)",
                [(number, memo.kind, memo.code, memo.subject, time_ms) for memo, time_ms in put.items()],
            )

    def _number(self, connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT n FROM pairs WHERE id = ?", (self._pair,)).fetchone()
        if row is None:
            raise NotFound(what="pair", id=self._pair)
        return int(row[0])

    def traces(self) -> Sequence[Trace]:
        """Return them, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(_LOAD_TRACES, (self._pair,)).fetchall()
        return [
            Trace(RelPath(unpack_name(path)), NodeId(node), NodeId(parent), FileHash(content), at_ms, meant=bool(meant))
            for path, node, parent, content, at_ms, meant in rows
        ]

    def apply_traces(self, put: Collection[Trace], drop: Collection[RelPath]) -> None:
        """Write it all or nothing, each in place of the one of its path; NotFound if the pair was removed."""
        with self._database.write() as connection:
            number = self._number(connection)
            connection.executemany(
                "DELETE FROM traces WHERE pair = ? AND path = ?", [(number, pack_name(path)) for path in drop]
            )
            connection.executemany(
                "INSERT OR REPLACE INTO traces (pair, path, node, parent, content, at_ms, meant)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(number, pack_name(one.path), one.node, one.parent, one.content, one.at_ms, one.meant) for one in put],
            )
