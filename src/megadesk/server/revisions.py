"""Running the schema's history, on either database: Alembic, up and down, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from megadesk.server import migrations


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at, None if it has no tables yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run Alembic up to a revision."""
    with engine.begin() as connection:
        upgrade_on(connection, revision)


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """Run Alembic up to a revision, in the transaction of a connection."""
    from alembic import command

    _run(connection, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run Alembic down to a revision."""
    from alembic import command

    with engine.begin() as connection:
        _run(connection, command.downgrade, revision)


def _run(connection: Connection, command: Callable[..., None], revision: str) -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command(config, revision)
