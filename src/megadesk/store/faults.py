"""Errors of SQLite, as ours: the one table.

sqlite3.Error --database_error--> DiskFull | AccessDenied | FileBusy | Damaged | OurBug
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, Damaged, DiskFull, FileBusy, MegadeskError, OurBug

_PRIMARY_MASK: Final = 0xFF
"""The low byte of an extended result code is the plain one (sqlite.org/rescode.html)."""

_FULL: Final = frozenset({sqlite3.SQLITE_FULL})
_NO_ROOM_FOR_INDEX: Final = sqlite3.SQLITE_IOERR_SHMSIZE
"""The index of the write-ahead log could not grow: a full disk in all cases but a broken one."""

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_NO_TEXT: Final = "Could not decode to UTF-8"
"""So sqlite3 itself begins, without a code of SQLite's, when what should be text is none."""

_DENIED: Final = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_BUSY: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS}
)


def database_error(error: sqlite3.Error, path: Path | None = None) -> MegadeskError:
    """Return our error for one of SQLite's, about the database at ``path``; whatever is not the fault of the machine is a bug of ours.

    An I/O error is FileBusy, as in ``disk/faults``: trying again later can do no harm, and the file is not given up
    as damaged because a cable was loose.
    """
    name: str = getattr(error, "sqlite_errorname", type(error).__name__)
    extended: int = getattr(error, "sqlite_errorcode", 0)
    code = extended & _PRIMARY_MASK
    if code in _FULL or extended == _NO_ROOM_FOR_INDEX:
        return no_room(path)
    if code in _DAMAGED or (not extended and _NO_TEXT in str(error)):
        return Damaged("the local database is damaged", reason=name)
    if code in _DENIED:
        return AccessDenied("the local database cannot be opened or written", reason=name)
    if code in _BUSY:
        return FileBusy("the local database does not answer", reason=name)
    return OurBug("the local database refused a statement", reason=name)


def no_room(path: Path | None) -> DiskFull:
    """Return the error of a full disk, which is to be named: it need not be the one that the synced folders are on."""
    return DiskFull("no room for the local database", reason="profile", path=None if path is None else str(path.parent))


@contextmanager
def our_errors(path: Path | None = None) -> Iterator[None]:
    """Turn SQLite's errors inside the block into ours; all others pass."""
    try:
        yield
    except sqlite3.Error as error:
        raise database_error(error, path) from error
