"""The schema of a database in PostgreSQL: made in an empty one, looked at in any other, moved on when the operator says so.

    empty       made ready at start, by one of all processes that start at once
    as wanted   nothing is done, and Alembic not even imported
    older       refused: megadesk server migrate, which waits for all writes and lets none in meanwhile
    newer, or not ours    refused

A file of SQLite is copied before it is changed; of a database that a company runs the operator makes a backup, and chooses
the moment.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from megadesk.model.errors import BadUsage, OurBug, ServerUnavailable, TooNew
from megadesk.server import migrations
from megadesk.server.postgres_errors import errors_named, said
from megadesk.server.postgres_pool import PgConnection, connect, conninfo_of
from megadesk.server.revisions import revision_of, upgrade_on

WRITES: Final = 0x6D64_0001
"""The advisory lock of writes: a change of the schema is one that excludes all others."""


class Migrated(NamedTuple):
    """The revisions before and after; None: the database was empty."""

    before: str | None
    after: str


def make_ready(conninfo: str) -> None:
    """Make the tables in an empty database; ServerUnavailable, BadUsage or TooNew if it is of no use as it is."""
    found = _looked_at(conninfo)
    if found is None:
        _migrate(conninfo, empty_only=True)
        found = _looked_at(conninfo)
    if found is not None and found != migrations.HEAD:
        _check_not_newer(found)
        raise BadUsage(
            "the database is of an older version of the server; make a backup, then: megadesk server migrate",
            what="database", value=found,
        )  # fmt: skip


def migrate_postgres(url: str) -> Migrated:
    """Bring a database to the newest revision, in one transaction; TooNew if it is of a newer server."""
    return _migrate(conninfo_of(url), empty_only=False)


def _looked_at(conninfo: str) -> str | None:
    try:
        connection = connect(conninfo)
    except psycopg.Error as e:
        raise ServerUnavailable(f"the database cannot be reached: {said(e)}") from e
    with errors_named(), connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def _check_not_newer(found: str) -> None:
    if not found.isdigit():
        raise BadUsage("the database is not one of this server", what="database", value=found)
    if found > migrations.HEAD:
        raise TooNew("the database is of a newer version of the server; start that one", what="data")


def _migrate(conninfo: str, *, empty_only: bool) -> Migrated:
    engine = engine_over(conninfo)
    try:
        with errors_named(), engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITES})")
            return _moved_on(connection, empty_only=empty_only)
    except sa.exc.DBAPIError as e:
        if isinstance(e.orig, psycopg.Error):
            with errors_named():
                raise e.orig from None
        raise
    finally:
        engine.dispose()


def _moved_on(connection: Connection, *, empty_only: bool) -> Migrated:
    """Move on, looking again: another process may have done it while we waited."""
    before = revision_of(connection)
    if before is not None:
        _check_not_newer(before)
    if before != migrations.HEAD and not (before and empty_only):
        upgrade_on(connection)
        if revision_of(connection) != migrations.HEAD:
            raise OurBug("the newest migration is not the one the server was built for")
    return Migrated(before, migrations.HEAD)


def engine_over(conninfo: str) -> sa.Engine:
    """Return an engine for migrations, over one connection."""

    def made() -> PgConnection:
        return psycopg.connect(conninfo)

    return sa.create_engine("postgresql+psycopg://", creator=made, poolclass=sa.StaticPool, hide_parameters=True)
