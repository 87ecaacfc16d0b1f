"""What a pair remembers beside its trees (implements sync.memory.PairMemory)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from megadesk.model.errors import NotFound
from megadesk.model.ids import PairId
from megadesk.store.database import Database
from megadesk.sync.memory import Memo, MemoKind


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
            row = connection.execute("SELECT n FROM pairs WHERE id = ?", (self._pair,)).fetchone()
            if row is None:
                raise NotFound(what="pair", id=self._pair)
            connection.executemany(
                "DELETE FROM memos WHERE pair = ? AND kind = ? AND code = ? AND subject = ?",
                [(row[0], memo.kind, memo.code, memo.subject) for memo in drop],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO memos (pair, kind, code, subject, time_ms) VALUES (?, ?, ?, ?, ?)",
                [(row[0], memo.kind, memo.code, memo.subject, time_ms) for memo, time_ms in put.items()],
            )
