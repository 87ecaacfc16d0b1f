"""SQLite's errors as ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from megadesk.model.errors import AccessDenied, Damaged, DiskFull, FileBusy, Forged, MegadeskError, OurBug
from megadesk.model.wording import words_of
from megadesk.store.faults import database_error, our_errors


def error_of(name: str) -> sqlite3.Error:
    """Return an error as SQLite's module raises it for that result code."""
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = getattr(sqlite3, name)
    error.sqlite_errorname = name
    return error


def test_text_that_is_none_is_damage() -> None:
    """sqlite3 says so itself, and without a code."""
    with sqlite3.connect(":memory:") as connection, pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELECT CAST(x'c0ff' AS TEXT)").fetchone()
    connection.close()
    assert type(database_error(caught.value)) is Damaged


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("SQLITE_FULL", DiskFull),
        ("SQLITE_IOERR_SHMSIZE", DiskFull),
        ("SQLITE_CORRUPT", Damaged),
        ("SQLITE_CORRUPT_INDEX", Damaged),
        ("SQLITE_NOTADB", Damaged),
        ("SQLITE_CANTOPEN", AccessDenied),
        ("SQLITE_READONLY_DIRECTORY", AccessDenied),
        ("SQLITE_PERM", AccessDenied),
        ("SQLITE_BUSY", FileBusy),
        ("SQLITE_BUSY_SNAPSHOT", FileBusy),
        ("SQLITE_IOERR_FSYNC", FileBusy),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", OurBug),
        ("SQLITE_ERROR", OurBug),
        ("SQLITE_MISUSE", OurBug),
        ("SQLITE_TOOBIG", OurBug),
    ],
)
def test_result_code_becomes_our_error(name: str, ours: type[MegadeskError]) -> None:
    """Each result code is the error whose answer fits, and names itself for the log."""
    found = database_error(error_of(name))
    assert type(found) is ours
    assert found.arguments == ({"reason": "profile", "path": None} if ours is DiskFull else {"reason": name})


def test_full_disk_is_named() -> None:
    """The database may lie on another disk than what is synced: a person has to know which one to look after."""
    found = database_error(error_of("SQLITE_FULL"), Path("/home/ada/state/megadesk.db"))
    assert words_of(found).sentence.startswith("The disk with megadesk's own data is full: /home/ada/state.")


def test_error_without_code_is_our_bug() -> None:
    """What the module itself refuses (a closed connection, a wrong binding) is a bug of ours."""
    assert type(database_error(sqlite3.ProgrammingError("closed"))) is OurBug


def test_only_errors_of_sqlite_are_turned() -> None:
    """An error of somebody else passes through the block as it is."""
    forged = Forged("not SQLite's")
    with pytest.raises(Forged) as caught, our_errors():
        raise forged
    assert caught.value is forged
    with pytest.raises(DiskFull) as full, our_errors():
        raise error_of("SQLITE_FULL")
    assert isinstance(full.value.__cause__, sqlite3.Error)
