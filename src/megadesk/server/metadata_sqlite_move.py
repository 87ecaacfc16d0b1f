"""Rows in bulk, and no writes any more, in SQLite's words. A part of ``metadata_sqlite``; see ``metadata_move``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from megadesk.server.metadata_move import FROZEN_WORDS
from megadesk.server.metadata_sql_move import MoveQuestions

_CHANGES: Final = ("INSERT", "UPDATE", "DELETE")


class SqliteMove(MoveQuestions):
    """What SQLite does its own way."""

    _c: sqlite3.Connection

    def fill(self, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows."""
        names = ",".join(f'"{column.name}"' for column in table.columns)
        marks = ",".join("?" * len(table.columns))
        self._c.executemany(f'INSERT INTO "{table.name}"({names}) VALUES ({marks})', rows)  # noqa: S608 -- our own names

    def count_on(self) -> None:
        """Do nothing: a key that SQLite gives is one more than the greatest there is."""

    def _refuse_writes(self, table: sa.Table) -> None:
        for change in _CHANGES:
            self._c.execute(
                f'CREATE TRIGGER "frozen_{table.name}_{change}" BEFORE {change} ON "{table.name}"'
                f" BEGIN SELECT RAISE(ABORT, '{FROZEN_WORDS}'); END"
            )

    def _take_writes(self, table: sa.Table) -> None:
        for change in _CHANGES:
            self._c.execute(f'DROP TRIGGER IF EXISTS "frozen_{table.name}_{change}"')


def is_frozen(error: sqlite3.IntegrityError) -> bool:
    """Whether a write was refused because the database is frozen."""
    return error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_TRIGGER
