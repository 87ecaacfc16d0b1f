"""The schema in PostgreSQL: made once, whoever comes first; moved on only when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from fakes.postgres import fresh_database
from megadesk.model.errors import BadUsage, TooNew
from megadesk.server import migrations, revisions
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_tables import metadata
from megadesk.server.postgres_pool import conninfo_of
from megadesk.server.postgres_schema import Migrated, engine_over, migrate_postgres

pytestmark = pytest.mark.needs("postgresql")


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database."""
    with fresh_database() as made:
        yield made


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """Alembic's way to it."""
    made = engine_over(conninfo_of(url))
    yield made
    made.dispose()


def say(url: str, revision: str) -> None:
    """Let a database say that it is of another revision."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", (revision,))


def indexes(engine: sa.Engine) -> dict[str, str]:
    """Return the definition of each index by name."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        return {name: definition for name, definition in found.all()}  # noqa: C416 -- rows are not pairs to a type checker


def test_migrations_make_just_the_tables(url: str, engine: sa.Engine) -> None:
    """The schema's history and the tables in the code say the same, indexes included."""
    PostgresMetadata(url).close()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    with fresh_database() as other:
        direct = engine_over(conninfo_of(other))
        metadata.create_all(direct)
        made, wanted = indexes(engine), indexes(direct)
        direct.dispose()
    assert made == wanted
    assert made["ix_records_current"].endswith("WHERE (to_seq IS NULL)")


def test_all_of_it_can_be_taken_back(engine: sa.Engine) -> None:
    """Revision by revision down to nothing, and up again."""
    revisions.upgrade(engine)
    for number in range(int(migrations.HEAD) - 1, 0, -1):
        revisions.downgrade(engine, f"{number:04}")
    revisions.downgrade(engine, "base")
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    revisions.upgrade(engine)
    with engine.connect() as connection:
        assert revisions.revision_of(connection) == migrations.HEAD


def test_four_that_start_at_once_find_it_ready(url: str) -> None:
    """One makes the tables, the others wait for it."""
    errors: list[BaseException] = []

    def start() -> None:
        try:
            with closing(PostgresMetadata(url)) as store, store.write() as tx:
                tx.put_setting("n", b"%d" % (int(tx.setting("n") or b"0") + 1))
        except BaseException as e:
            errors.append(e)
            raise

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with closing(PostgresMetadata(url)) as store, store.read() as tx:
        assert tx.setting("n") == b"4"


def test_an_older_one_waits_for_the_operator(url: str, engine: sa.Engine) -> None:
    """It is refused with the command that moves it on, and left as it is until then; its data stays."""
    revisions.upgrade(engine, "0004")
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO settings VALUES ('a', '1')")
    for _ in range(2):
        with pytest.raises(BadUsage, match="megadesk server migrate"):
            PostgresMetadata(url)
    assert migrate_postgres(url) == Migrated("0004", migrations.HEAD)
    assert migrate_postgres(url) == Migrated(migrations.HEAD, migrations.HEAD)
    with closing(PostgresMetadata(url)) as store, store.read() as tx:
        assert tx.setting("a") == b"1"


def test_one_of_a_newer_server_is_left_alone(url: str) -> None:
    """By a start and by the command; so is one that says something that we never say."""
    PostgresMetadata(url).close()
    for revision, error in (("9999", TooNew), ("ae1027a6acf", BadUsage)):
        say(url, revision)
        with pytest.raises(error):
            PostgresMetadata(url)
        with pytest.raises(error):
            migrate_postgres(url)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


def test_the_command_makes_an_empty_one_ready_too(url: str) -> None:
    """Somebody else than the server may be the one who is allowed to make tables."""
    assert migrate_postgres(url) == Migrated(None, migrations.HEAD)
    PostgresMetadata(url).close()


def test_names_are_in_one_order_whatever_the_language_of_the_database(url: str) -> None:
    """That of their letters' numbers, which pages of accounts go on by and indexes are made for."""
    PostgresMetadata(url).close()
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT table_name, collation_name FROM information_schema.columns"
            " WHERE column_name = 'login' AND table_schema = 'public' ORDER BY 1"
        ).fetchall()
    assert found == [("accounts", "C"), ("invitations", "C")]
