"""What PostgreSQL says went wrong is told as what is to be done about it, and no password with it."""

from __future__ import annotations

import traceback

import psycopg
import pytest
from psycopg import errors

from megadesk.model.errors import BadUsage, DiskFull, MegadeskError, ServerUnavailable
from megadesk.server.logs import EXTRA
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.postgres_errors import errors_named, named


@pytest.mark.parametrize(
    ("sqlstate", "ours"),
    [
        ("53100", DiskFull),
        ("XX001", ServerUnavailable), ("XX002", ServerUnavailable),
        ("40P01", ServerUnavailable), ("40001", ServerUnavailable), ("55P03", ServerUnavailable),
        ("57014", ServerUnavailable), ("25006", ServerUnavailable), ("25P03", ServerUnavailable),
        ("57P01", ServerUnavailable), ("57P02", ServerUnavailable), ("57P03", ServerUnavailable),
        ("53300", ServerUnavailable), ("08006", ServerUnavailable), ("53200", ServerUnavailable),
    ],
)  # fmt: skip
def test_each_is_named(sqlstate: str, ours: type[MegadeskError]) -> None:
    """By its code; what passes is passed on with what the database said behind it."""
    theirs = errors.lookup(sqlstate)("what it says")
    with pytest.raises(ours) as raised, errors_named():
        raise theirs
    assert raised.value.__cause__ is theirs
    assert "what it says" not in str(raised.value)


def test_damage_of_the_database_is_no_damage_of_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    """A device that heard that would give its commit up; it comes again, and the operator reads in the log where to look."""
    with pytest.raises(ServerUnavailable) as raised, errors_named():
        raise errors.DataCorrupted("invalid page in block 3 of relation base/5/16390")
    assert raised.value.arguments["reason"] == "damaged"
    (line,) = caplog.records
    assert (line.message, vars(line)[EXTRA]["why"]) == (
        "the database is damaged",
        "invalid page in block 3 of relation base/5/16390",
    )


@pytest.mark.parametrize("sqlstate", ["42P01", "42601", "22003", "23505"])
def test_a_fault_of_ours_stays_what_it_is(sqlstate: str) -> None:
    """A table that is not there, a statement that is none, a number that does not fit: nobody should come again for that."""
    theirs = errors.lookup(sqlstate)()
    assert named(theirs) is None
    with pytest.raises(psycopg.Error) as raised, errors_named():
        raise theirs
    assert raised.value is theirs


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("postgresql://ada:s3cret@127.0.0.1:1/x", ServerUnavailable),
        ("postgresql://ada:s3cret@[127.0.0.1/x", BadUsage),
        ("host=127.0.0.1 password=s3cret nonsense", BadUsage),
    ],
)
def test_no_password_is_told(url: str, ours: type[MegadeskError]) -> None:
    """Neither of a database that is not there nor in an address that cannot be read, not even for the log."""
    with pytest.raises(ours) as raised:
        PostgresMetadata(url)
    assert "s3cret" not in "".join(traceback.format_exception(raised.value)).replace(url, "")
    assert "s3cret" not in str(raised.value)
