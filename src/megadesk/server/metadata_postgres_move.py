"""Rows in bulk, and no writes any more, in PostgreSQL's words. A part of ``metadata_postgres``; see ``metadata_move``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa
from psycopg import sql

from megadesk.server import metadata_tables as t
from megadesk.server.metadata_move import FROZEN_WORDS
from megadesk.server.metadata_sql_move import MoveQuestions
from megadesk.server.postgres_pool import PgConnection

_TRIGGER: Final = "frozen"


class PostgresMove(MoveQuestions):
    """What PostgreSQL does its own way."""

    _c: PgConnection

    def fill(self, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows."""
        names = sql.SQL(",").join(sql.Identifier(column.name) for column in table.columns)
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with self._c.cursor().copy(copy) as to:
            for row in rows:
                to.write_row(row)

    def count_on(self) -> None:
        """Let the sequences that give keys go on after the greatest that is there."""
        for table in t.metadata.sorted_tables:
            if (column := table.autoincrement_column) is not None:
                self._c.execute(
                    sql.SQL(
                        "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 0) + 1, false) FROM {}"
                    ).format(table.name, column.name, sql.Identifier(column.name), sql.Identifier(table.name))
                )

    def _refuse_writes(self, table: sa.Table) -> None:
        self._c.execute(REFUSE, prepare=False)
        self._c.execute(
            sql.SQL(
                "CREATE TRIGGER {} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
                " FOR EACH STATEMENT EXECUTE FUNCTION megadesk_frozen()"
            ).format(sql.Identifier(_TRIGGER), sql.Identifier(table.name)),
            prepare=False,
        )

    def _take_writes(self, table: sa.Table) -> None:
        # Looked for first: dropping one that is not there waits for every reader of the table all the same.
        if self._c.execute(IS_FROZEN, (table.name, _TRIGGER)).fetchone():
            drop = sql.SQL("DROP TRIGGER {} ON {}").format(sql.Identifier(_TRIGGER), sql.Identifier(table.name))
            self._c.execute(drop, prepare=False)


IS_FROZEN: Final = "SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname = %s"
REFUSE: Final = (
    "CREATE OR REPLACE FUNCTION megadesk_frozen() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE read_only_sql_transaction USING MESSAGE = '{FROZEN_WORDS}'; END $$"
)
