"""One SQLite file: opened, checked and migrated, then one writer and as many readers as there are threads asking.

    open(path) --newer than we are?--> TooNew, untouched
       |   `------ damaged? ---------> set aside as <name>.damaged-<n>, a fresh one in its place (keepsake.py fills it)
       |            ^-- its bytes are not those it was closed with (digest.py), or its pages do not hold together
       v
    Database --write()--> the one connection that writes: BEGIN IMMEDIATE .. COMMIT, or ROLLBACK on any error
             --read()---> a connection of its own: one moment of the database, never waits for the writer

Every commit reaches the disk before ``write`` returns (WAL with synchronous=FULL, one fsync each). What depends on it:
a pin that a power cut took back would let a server show an older state once more, unnoticed; a base that fell back
behind what was already said to be published would be planned again against newer files. Batches are large and fsync
costs about a millisecond, so there is one kind of commit and nobody has to choose. Power cuts may lose the
transaction under way and nothing else: the database is older than the disk or equal to it, never newer (row 207).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

import msgspec

from megadesk.host.private import FILE_MODE, flush_folder, make_private_folder, reason_of
from megadesk.host.stint import stint
from megadesk.model.errors import AccessDenied, Damaged, DiskFull, MegadeskError, OurBug, TooNew
from megadesk.store.digest import BUSY_TIMEOUT_S, FileDigest, Noted, log_of
from megadesk.store.faults import database_error, no_room, our_errors
from megadesk.store.migrations import MIGRATIONS

WAL_KEPT_BYTES: Final = 64 << 20
"""A first download grows the log to the size of the space; afterwards it is cut to this."""

WRITER_CACHE_KIB: Final = 16 << 10
READER_CACHE_KIB: Final = 4 << 10
SIDE_FILES: Final = ("", "-wal", "-shm")

_MARK_BITS: Final = 0x7FFFFFFF
_MET: Final = b"met"
_UNREADABLE: Final = (ValueError, TypeError, AttributeError, OverflowError, msgspec.MsgspecError)
"""What making values of rows raises. All else that readers do raises errors of ours."""


class Database:
    """An open database. Safe from any thread; close it when nobody uses it any more."""

    def __init__(
        self, path: Path, writer: sqlite3.Connection, *, is_noted: bool, is_in_doubt: bool, was_set_aside: Path | None
    ) -> None:
        self.path = path
        self.has_met_damage = False
        """Whether something in it could not be read since; it is set aside when it is opened next."""
        self.was_set_aside = was_set_aside
        """Where the damaged file went that was found instead; None if all was well. The pairs are gone with it: they
        are linked again from disk and server, and nothing counts as deleted (row 208)."""
        self.is_in_doubt = is_in_doubt
        """Whether nobody can tell if its rows are as they were written: it was not new, and had no digest. No digest is noted
        until somebody has looked, and says so here."""
        self._writer = writer
        self._noted = Noted(path, writer, is_noted=is_noted)
        self._writing = threading.RLock()
        self._is_writing = False
        self._readers: list[sqlite3.Connection] = []
        self._reading = threading.Lock()
        self._is_closed = False
        self._has_touched = False
        self._on_touched: Callable[[], None] = lambda: None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the database at path, made or brought up to date if need be.

        Raises TooNew (the file is as it was), DiskFull, AccessDenied, FileBusy. A damaged file is no error: it is
        renamed and ``was_set_aside`` says so. One process at a time: the profile's lock sees to that.
        """
        aside = None
        with our_errors(path):
            _make_file(path)
            is_new = path.stat().st_size == 0
            try:
                writer, is_noted = _open_checked(path)
            except (Damaged, UnicodeError):  # what sqlite3 says of a broken schema may not even be text
                aside, is_new = _set_aside(path), True
                _make_file(path)
                writer, is_noted = _open_checked(path)
        return cls(path, writer, is_noted=is_noted, is_in_doubt=not is_noted and not is_new, was_set_aside=aside)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection that writes, in a transaction: durable when the block ends, undone if it raises."""
        with self._writing, self._our_errors():
            if self._is_closed or self._is_writing:
                raise OurBug("the local database is closed" if self._is_closed else "a write inside a write")
            self._is_writing, self._has_touched = True, False
            _roll_back(self._writer)  # left open by a disk that was gone when it should have been undone
            try:
                self._noted.expect_write()
                with stint():
                    self._writer.execute("BEGIN IMMEDIATE")
                    yield self._writer
                self._writer.execute("COMMIT")
            finally:
                self._is_writing = False
                _roll_back(self._writer)
            if self._has_touched:
                self._on_touched()

    def follow(self, tables: Collection[str], touched: Callable[[], None]) -> None:
        """Call ``touched`` after each transaction that changed something in one of these tables. For one caller."""
        with self._writing, self._our_errors():
            self._on_touched = touched
            self._writer.create_function("touched", 0, self._note_touched)
            for table in tables:
                for deed in ("INSERT", "UPDATE", "DELETE"):
                    self._writer.execute(
                        f"CREATE TEMP TRIGGER touched_{table}_{deed} AFTER {deed} ON main.{table}"
                        " BEGIN SELECT touched(); END"
                    )

    def _note_touched(self) -> None:
        self._has_touched = True

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that sees the database as of its first statement, whatever is written meanwhile.

        Inside ``write`` it sees the state before that transaction.
        """
        with self._our_errors():
            reader = self._take_reader()
            try:
                reader.execute("BEGIN")
                yield reader
            except _UNREADABLE as error:
                # SQLite found its pages in order, and what is in them makes no sense.
                self.note_damage()
                raise Damaged("a row of the local database cannot be read", reason=type(error).__name__) from error
            finally:
                _roll_back(reader)
                self._give_back(reader)

    def close(self) -> None:
        """Close after the write under way, and copy the log back; further use is OurBug. May be called again."""
        with self._writing, self._reading, self._our_errors():
            if self._is_writing:
                raise OurBug("the local database was closed by its own transaction")
            if self._is_closed:
                return
            self._is_closed = True
            self._noted.expect_close()
            for reader in self._readers:
                reader.close()
            self._writer.close()
            if not self.has_met_damage and not self.is_in_doubt:
                self._noted.follow_close()

    def note_at_rest(self) -> None:
        """Have it known at the next start what was in the file, even if the engine is killed; call it now and then.

        What fails here is left to the next who writes.
        """
        with contextlib.suppress(MegadeskError), self._writing, self._our_errors():
            if not (self._is_closed or self.has_met_damage or self.is_in_doubt):
                self._noted.rest()

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours; where it met damage, the file is set aside when it is opened next."""
        try:
            yield
        except sqlite3.Error as error:
            ours = database_error(error, self.path)
            if isinstance(ours, Damaged):
                self.note_damage()
            raise ours from error
        except UnicodeError as error:
            self.note_damage()
            raise Damaged("the local database is damaged", reason=type(error).__name__) from error

    def note_damage(self) -> None:
        """Have it set aside when it is opened next."""
        self.has_met_damage = True
        with contextlib.suppress(OSError):
            suspicion = _suspicion(self.path)
            suspicion.touch(FILE_MODE)
            suspicion.write_bytes(_MET)

    def give_up(self) -> None:
        """Close it; it is set aside when it is opened next. For who finds that what is in it makes no sense."""
        self.note_damage()
        self.close()

    # -- readers ----------------------------------------------------------------------------------------------------
    # Kept in a pool rather than by thread: a thread that ends leaves no connection behind, and one thread may read
    # twice at a time.

    def _take_reader(self) -> sqlite3.Connection:
        with self._reading:
            if self._is_closed:
                raise OurBug("the local database is closed")
            if self._readers:
                return self._readers.pop()
        return _connect(self.path, reads_only=True)

    def _give_back(self, reader: sqlite3.Connection) -> None:
        with self._reading:
            if not self._is_closed:
                self._readers.append(reader)
                return
        reader.close()


def _roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that is still open. SQLite has ended it already after a full disk or an I/O error."""
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):  # the error that led here is the one to tell
            connection.execute("ROLLBACK")


def _connect(path: Path, *, reads_only: bool = False) -> sqlite3.Connection:
    # Handed from thread to thread under our own locks, so SQLite need not check who calls.
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            f"cache_size = -{READER_CACHE_KIB if reads_only else WRITER_CACHE_KIB}",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",  # macOS: fsync alone leaves the bytes in the drive's cache
            "checkpoint_fullfsync = ON",
            "wal_autocheckpoint = 0",  # Noted turns it on
            f"journal_size_limit = {WAL_KEPT_BYTES}",
            f"query_only = {'ON' if reads_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()
        raise
    return connection


# -- opening ----------------------------------------------------------------------------------------------------------


def _make_file(path: Path) -> None:
    """Make sure that there is a file only its owner can read; SQLite gives its side files the same mode."""
    make_private_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)
        os.close(handle)
        for name in _with_side_files(path):
            with contextlib.suppress(FileNotFoundError):
                name.chmod(FILE_MODE)
        flush_folder(path.parent)
    except OSError as error:
        raise _file_error(error, path) from error


def _open_checked(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Return the connection that writes, to a whole and current database, and whether its digest is noted.

    Damaged if it is not whole.
    """
    with our_errors(path):
        if _has_met_damage(path):
            raise Damaged("the local database could not be read", reason="met")
        _refuse_newer(path)
        digest = FileDigest(path)
        is_noted = digest.is_known()
        if not is_noted:
            digest.drop()
        connection = _connect(path)
        try:
            if not is_noted or _suspicion(path).exists():
                _check(connection)
            _migrate(connection)
            _check_tables(connection)
            _suspicion(path).unlink(missing_ok=True)
        except BaseException:
            digest.drop()  # what closes it copies its log back
            _roll_back(connection)
            connection.close()
            raise
        return connection, is_noted


def _has_met_damage(path: Path) -> bool:
    """Whether damage was met in use. A check of the pages may well find nothing: not what stands in rows and indexes."""
    try:
        return _suspicion(path).read_bytes() == _MET
    except FileNotFoundError:
        return False


def mark_of(version: int) -> int:
    """Return the application id of a database of this version: a number of which no bit fits another version by chance."""
    return int.from_bytes(hashlib.sha256(b"megadesk database %d" % version).digest()[:4], "big") & _MARK_BITS | 1


def _refuse_newer(path: Path) -> None:
    """Raise TooNew for a database of a newer version. Opened for reading only: closing a writer copies its log back.

    Damaged if it has a version that nobody gave it: one flipped bit of the number would ask for an update for ever.
    """
    # Where there is no log, a reader that looks for one would leave an empty one behind, which only a writer takes away.
    way = "mode=ro" if log_of(path).exists() else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{way}", uri=True, timeout=BUSY_TIMEOUT_S)
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        mark: int = connection.execute("PRAGMA application_id").fetchone()[0]
    finally:
        connection.close()
    # Those of before there were marks have none, and no later version than we know.
    if mark != mark_of(version) and (mark or version > len(MIGRATIONS)):
        raise Damaged("the version of the local database is damaged", reason="version")
    if version > len(MIGRATIONS):
        raise TooNew(
            "the local database was written by a newer megadesk",
            what="profile", path=str(path), version=version, known=len(MIGRATIONS),
        )  # fmt: skip


def _suspicion(path: Path) -> Path:
    return path.with_name(path.name + "-suspect")


def _check(connection: sqlite3.Connection) -> None:
    findings = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if findings != ["ok"]:
        raise Damaged("the local database is damaged", reason="quick_check")


def _migrate(connection: sqlite3.Connection) -> None:
    """Run the scripts that this database has not seen, each in a transaction of its own."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{_versioned(number)}COMMIT;")
    if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
        connection.execute(f"PRAGMA application_id = {mark_of(version)}")


def _versioned(version: int) -> str:
    return f"PRAGMA user_version = {version};\nPRAGMA application_id = {mark_of(version)};\n"


def _check_tables(connection: sqlite3.Connection) -> None:
    """Pass if every table has the columns that the scripts give it; a name with a flipped bit is a name to SQLite."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as right:
        _migrate(right)
        for (table,) in right.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not _columns(right, table) <= _columns(connection, table):
                raise Damaged("the tables of the local database are damaged", reason="tables")


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def _set_aside(path: Path) -> Path:
    """Rename a damaged database, its log included, so that it opens under the new name; return that name."""
    number = 1
    while any(name.exists() for name in _with_side_files(path.with_name(f"{path.name}.damaged-{number}"))):
        number += 1
    aside = path.with_name(f"{path.name}.damaged-{number}")
    try:
        for old, new in zip(_with_side_files(path), _with_side_files(aside), strict=True):
            with contextlib.suppress(FileNotFoundError):
                old.rename(new)
        _suspicion(path).unlink(missing_ok=True)
        FileDigest(path).drop()
    except OSError as error:
        raise _file_error(error, path) from error
    return aside


def _file_error(error: OSError, path: Path) -> DiskFull | AccessDenied:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return no_room(path)
    return AccessDenied("the local database cannot be opened or renamed", path=str(path), reason=reason_of(error))


def _with_side_files(path: Path) -> list[Path]:
    return [path.with_name(path.name + suffix) for suffix in SIDE_FILES]
