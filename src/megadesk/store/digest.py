"""The digest of a database file: what became of its bytes while nobody wrote to them.

    engine ends, or rests --note()--> megadesk.db-digest: digest | size | time of the last change
    next start --is_known()--> True: byte for byte as it was | False: nobody can tell | Damaged: other bytes, and nobody wrote
    before the log is copied into the file --drop()

SQLite finds damage to its structure when it comes upon it. A flipped bit in a row is a row to it, and to us it would be
a file that was moved away. A later time of change is no damage: somebody wrote to the file who may, or copied it.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from pathlib import Path
from typing import Final

from megadesk.host.private import file_error, flush_folder, read_private, write_private
from megadesk.model.errors import AccessDenied, Damaged, LimitExceeded, MegadeskError, NotFound

WAL_PAGES: Final = 4000
"""Pages in the log before it is copied back. A commit of 1000 records touches some 2000; SQLite's own 1000 would make
each of them pay for the copying."""

WAL_BYTES: Final = WAL_PAGES * 4096

BUSY_TIMEOUT_S: Final = 10.0
"""For another program that looks into the file, a backup say; our own writers wait for the lock, not for SQLite."""

_NOTE: Final = re.compile(rb"([0-9a-f]{64}) ([0-9]{1,19}) ([0-9]{1,19})\n")
_NOTE_MAX_BYTES: Final = 128
_ALGORITHM: Final = "sha256"
"""0.8 ms for a MiB where the processor has it built in, as most have; the check of pages takes 3 ms."""


class FileDigest:
    """The digest of the file at ``path``, which stands in a file beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._note = path.with_name(f"{path.name}-digest")

    def is_known(self) -> bool:
        """Return whether the file is as it was noted; False if nothing was, or somebody wrote to it since.

        Damaged if its bytes have changed and its time has not.
        """
        try:
            noted = _NOTE.fullmatch(read_private(self._note, _NOTE_MAX_BYTES))
            size, mtime = _stand(self._path)
            if noted is None or int(noted[3]) != mtime:
                return False
            is_as_noted = int(noted[2]) == size and noted[1] == _digest(self._path)
        except (NotFound, AccessDenied, LimitExceeded):
            return False  # what keeps it from being read, the next who reads meets as well
        if not is_as_noted:
            raise Damaged("the local database is damaged", reason="digest")
        return True

    def note(self) -> None:
        """Note the file as it is now; nobody writes to it meanwhile."""
        size, mtime = _stand(self._path)
        write_private(self._note, b"%b %d %d\n" % (_digest(self._path), size, mtime))

    def drop(self) -> None:
        """Know nothing of the file from now on. Durable on return: after a power cut a file may have new bytes and its old time."""
        try:
            self._note.unlink(missing_ok=True)
            flush_folder(self._note.parent)
        except OSError as error:
            raise file_error(error, self._note) from error


class Noted:
    """Whether the digest of an open database is noted. Called under the lock of those who write.

    The log has sums of its own, so that after a kill, too, the file is as it was noted until its log is copied back.
    """

    def __init__(self, path: Path, writer: sqlite3.Connection, *, is_noted: bool) -> None:
        self._path = path
        self._writer = writer
        self._digest = FileDigest(path)
        self._inode = path.stat().st_ino
        self._writes = self._writes_before = 0
        self._set(is_noted)

    def expect_write(self) -> None:
        """Drop the digest if the transaction that begins will copy the log back at its end."""
        self._writes += 1
        if self._is_noted and log_bytes(self._path) > WAL_BYTES:
            self._drop()

    def rest(self) -> None:
        """Note the digest, if there is none and nothing was written since the last call: who is killed leaves it behind."""
        is_at_rest, self._writes_before = self._writes == self._writes_before, self._writes
        if is_at_rest and not self._is_noted and self._is_in_place() and _copy_log_back(self._writer):
            self._digest.note()
            self._set(True)

    def expect_close(self) -> None:
        """Drop the digest if there is a log: who closes last copies it back."""
        if self._is_noted and log_bytes(self._path):
            self._drop()

    def follow_close(self) -> None:
        """Note the digest if there is none. Not if a reader is still at work: it copies the log back when it ends."""
        if not self._is_noted and self._is_in_place() and not log_of(self._path).exists():
            with contextlib.suppress(MegadeskError):  # then it is checked when it is opened next, which takes longer
                self._digest.note()

    def _is_in_place(self) -> bool:
        """Whether the file is still where it was opened: what took its place is not ours to say anything of."""
        try:
            return self._path.stat().st_ino == self._inode
        except OSError:
            return False

    def _drop(self) -> None:
        if self._is_in_place():
            self._digest.drop()
        self._set(False)

    def _set(self, is_noted: bool) -> None:
        self._is_noted = is_noted
        self._writer.execute(f"PRAGMA wal_autocheckpoint = {0 if is_noted else WAL_PAGES}").close()


def log_of(path: Path) -> Path:
    """Return where the log of a database is. SQLite removes it when the last connection closes."""
    return path.with_name(f"{path.name}-wal")


def log_bytes(path: Path) -> int:
    """Return the size of the log of a database."""
    try:
        return log_of(path).stat().st_size
    except FileNotFoundError:
        return 0


def _copy_log_back(connection: sqlite3.Connection) -> bool:
    """Copy all of the log into the file and empty it; return False if somebody reads from it, whom nobody waits for."""
    connection.execute("PRAGMA busy_timeout = 0").close()
    try:
        is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * BUSY_TIMEOUT_S)}").close()
    return not is_busy


def _stand(path: Path) -> tuple[int, int]:
    """Return the size of a file and the time of its last change."""
    try:
        seen = path.stat()
    except OSError as error:
        raise file_error(error, path) from error
    return seen.st_size, seen.st_mtime_ns


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, _ALGORITHM).hexdigest().encode()
    except OSError as error:
        raise file_error(error, path) from error
