"""Connections to PostgreSQL: lent, found dead, made anew, and never lent in the middle of anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import psycopg
import pytest

from fakes.postgres import SERVER, fresh_database
from megadesk.model.errors import ServerUnavailable
from megadesk.server import postgres_pool, services
from megadesk.server.metadata_postgres import CONNECTIONS
from megadesk.server.postgres_pool import PgConnection, PostgresConnections, connect, conninfo_of

pytestmark = pytest.mark.needs("postgresql")
BEGIN = "BEGIN"


@pytest.fixture
def url() -> Iterator[str]:
    """A new database with a table."""
    with fresh_database() as made:
        do(made, "CREATE TABLE t (a bigint PRIMARY KEY)")
        yield made


@pytest.fixture
def pool(url: str) -> Iterator[PostgresConnections]:
    """One connection to it."""
    with closing(PostgresConnections(partial(connect, conninfo_of(url)), 1)) as made:
        yield made


def do(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run a statement as somebody else; return its rows."""
    with psycopg.connect(url, autocommit=True, application_name="other") as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def rows(url: str) -> list[tuple[object, ...]]:
    """Return what stands in the table."""
    return do(url, "SELECT a FROM t ORDER BY a")


def end_all(url: str) -> None:
    """End all connections of megadesk to a database."""
    do(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'megadesk'",
    )


def test_a_transaction_is_all_or_nothing(pool: PostgresConnections, url: str) -> None:
    """What a block did is there after it, unless it raised; the connection is the same, and idle in between."""
    with pool.transaction(BEGIN) as one:
        one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(psycopg.errors.UniqueViolation), pool.transaction(BEGIN) as other:
        other.execute("INSERT INTO t VALUES (2), (1)")
    assert one is other
    assert rows(url) == [(1,)]
    assert do(url, "SELECT state FROM pg_stat_activity WHERE application_name = 'megadesk'") == [("idle",)]


def test_what_died_while_it_was_idle_is_made_anew(pool: PostgresConnections, url: str) -> None:
    """Nobody notices: nothing has been done on it yet."""
    with pool.transaction(BEGIN) as one:
        one.execute("INSERT INTO t VALUES (1)")
    end_all(url)
    with pool.transaction(BEGIN) as other:
        other.execute("INSERT INTO t VALUES (2)")
    assert one is not other
    assert rows(url) == [(1,), (2,)]


def _work_and_be_ended(connection: PgConnection, url: str, more: str) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    end_all(url)
    if more:
        connection.execute(more)


def _fail_and_go_on(connection: PgConnection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    with suppress(psycopg.DatabaseError):
        connection.execute("INSERT INTO t VALUES (1)")


def test_what_dies_in_the_middle_leaves_nothing(pool: PostgresConnections, url: str) -> None:
    """Whoever was at work hears of it, and the next one has a new connection."""
    for more in ("INSERT INTO t VALUES (2)", ""):
        with pytest.raises(psycopg.OperationalError), pool.transaction(BEGIN) as connection:
            _work_and_be_ended(connection, url, more)
    with pool.transaction(BEGIN) as connection:
        connection.execute("INSERT INTO t VALUES (4)")
    assert rows(url) == [(4,)]


def test_a_database_that_is_away_is_noticed_at_once(pool: PostgresConnections, url: str) -> None:
    """Each who asks hears so, and the first after it came back is served."""
    with pool.transaction(BEGIN) as connection:
        connection.execute("INSERT INTO t VALUES (1)")
    SERVER.stop()
    try:
        for _ in range(3):
            with pytest.raises(psycopg.OperationalError), pool.transaction(BEGIN):
                raise AssertionError("there is no database")
    finally:
        SERVER.start()
    with pool.transaction(BEGIN) as connection:
        connection.execute("INSERT INTO t VALUES (2)")
    assert rows(url) == [(1,), (2,)]


def test_a_transaction_that_was_undone_is_not_taken_for_done(pool: PostgresConnections, url: str) -> None:
    """PostgreSQL answers the commit of one in which a statement failed as if nothing were the matter."""
    with pytest.raises(ServerUnavailable), pool.transaction(BEGIN) as connection:
        _fail_and_go_on(connection)
    assert rows(url) == []


def test_a_lock_that_is_not_to_be_had_is_told(pool: PostgresConnections, url: str) -> None:
    """The connection stays, for the next one."""
    begin = "BEGIN; SET LOCAL lock_timeout = '1ms'; SELECT pg_advisory_xact_lock(5)"
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_xact_lock(5)")
        for _ in range(2):
            with pytest.raises(psycopg.errors.LockNotAvailable), pool.transaction(begin):
                raise AssertionError("somebody else has it")
    with pool.transaction(begin) as connection:
        connection.execute("INSERT INTO t VALUES (1)")
    assert rows(url) == [(1,)]


def test_nobody_waits_for_a_connection_for_ever(pool: PostgresConnections, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds all of them busy for too long is told to come again."""
    monkeypatch.setattr(postgres_pool, "_WAIT_S", 0)
    with pool.transaction(BEGIN), pytest.raises(ServerUnavailable), pool.transaction(BEGIN):
        raise AssertionError("there is only one")


def test_nothing_is_left_open(pool: PostgresConnections, url: str) -> None:
    """Closed means closed, at the database too."""
    with pool.transaction(BEGIN):
        pass
    pool.close()
    assert do(url, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'megadesk' AND state <> 'idle'") == []


SHOWN: dict[str, Callable[[str], bool]] = {
    "statement_timeout": "1min".__eq__,
    "lock_timeout": "30s".__eq__,
    "enable_seqscan": "off".__eq__,
    "work_mem": "5MB".__eq__,
    "application_name": "of-the-site".__eq__,
}


@pytest.mark.parametrize("name", SHOWN)
def test_ours_holds_beside_what_the_address_says(url: str, name: str) -> None:
    """Options of the address are kept, ours are added, and a name that it gives is the one that is shown."""
    address = f"{url}&application_name=of-the-site&options=-c%20work_mem%3D5MB"
    with connect(conninfo_of(address)) as connection:
        ((shown,),) = connection.execute(f"SHOW {name}").fetchall()
    assert SHOWN[name](shown)


def test_a_password_may_stand_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the file that PGPASSFILE names, as for any other program of PostgreSQL: an address with one shows in a list of processes."""
    address = SERVER.tcp_url()
    password = address.split(":")[2].partition("@")[0]
    bare = address.replace(f":{password}", "")
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:*:*:*:{password}\n")
    passwords.chmod(0o600)
    with pytest.raises(psycopg.OperationalError):
        connect(conninfo_of(bare))
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    connect(conninfo_of(bare)).close()


def test_a_peer_that_vanished_is_noticed_in_half_a_minute() -> None:
    """From both ends: the database, too, lets go of what such a one has locked."""
    with psycopg.connect(conninfo_of(SERVER.tcp_url())) as connection:
        ours = connection.info.get_parameters()
        theirs: dict[str, str] = dict(
            connection.execute("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_keep%'").fetchall()
        )
    for found in (ours["keepalives_idle"], theirs["tcp_keepalives_idle"]):
        assert int(found) <= 10
    assert int(theirs["tcp_keepalives_interval"]) * int(theirs["tcp_keepalives_count"]) <= 20
    assert ours["tcp_user_timeout"] == "30000"


def test_there_is_a_connection_for_each_thread() -> None:
    """Nobody of a server waits for one that another thread of it holds."""
    assert services.READ_THREADS + services.WRITE_THREADS < CONNECTIONS
