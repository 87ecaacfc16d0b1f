"""A folder that holds the backup of one server: what is in it, and that a half backup is never taken for a whole one.

    TO/megadesk-backup         whose backup this is: written before anything else; a folder without it is not ours to touch
    TO/database-STAMP.sqlite3  a copy of the database
    TO/blobs/...               what that names, as in a data folder
    TO/backup.json             the whole backup: which database, how large, its BLAKE3; written last, in one step
    TO/lock                    held while somebody writes

As long as ``backup.json`` names a database, that and all blobs it names are in the folder: a later backup only adds,
until its own ``backup.json`` takes the place of the one before.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final
from urllib.parse import quote

from megadesk.crypto.public import Blake3Stream
from megadesk.model.errors import BadUsage, Malformed, TooNew
from megadesk.server.blobs_flush import sync_file, sync_folder
from megadesk.server.folder_lock import only_one
from megadesk.server.metadata_sqlite import SqliteTransaction

FORMAT: Final = 1
OWNER: Final = "megadesk-backup"
WHOLE: Final = "backup.json"
_DATABASE: Final = re.compile(r"database-(\d{8})\.sqlite3")
_LOCK: Final = "lock"
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What ``backup.json`` says. ``lost``: how many blobs the server did not have any more, nor an earlier backup."""

    format: int
    server: str
    incarnation: int
    made_ms: int
    database: str
    database_bytes: int
    database_blake3: str
    blobs: int
    blob_bytes: int
    lost: int
    version: str


class BackupFolder:
    """The folder. What it says of itself is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.blobs = path / "blobs"

    # -- whose it is --------------------------------------------------------------------------------------------------

    @contextmanager
    def taken(self, server: str) -> Iterator[None]:
        """Hold the folder for a backup of this server; it is made, or ours, or BadUsage; AlreadyRunning if it is in use."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner = self.path / OWNER
        if not owner.exists():
            if {path.name for path in self.path.iterdir()} - {_new(OWNER)}:
                raise BadUsage(
                    "this folder has something in it, and no backup of a server", what="to", value=str(self.path)
                )
            write_told(owner, {"format": FORMAT, "server": server})
        self._check_owner(server)
        with only_one(self.path / _LOCK, "another backup writes into this folder", what="backup"):
            yield

    def _check_owner(self, server: str) -> None:
        told = read_told(self.path / OWNER)
        if told.get("format") != FORMAT:
            raise TooNew("a backup of another megadesk", what="backup")
        if told.get("server") != server:
            raise BadUsage("this folder has the backup of another server", what="to", value=str(self.path))

    # -- the whole backup ---------------------------------------------------------------------------------------------

    def whole(self) -> Whole | None:
        """Return what the last backup that came to its end says; Malformed or TooNew if it cannot be understood."""
        path = self.path / WHOLE
        if not path.exists():
            return None
        told = read_told(path)
        if told.get("format") != FORMAT:
            raise TooNew("a backup of another megadesk", what="backup")
        try:
            found = Whole(**told)  # type: ignore[arg-type]  # looked at below
        except TypeError as error:
            raise Malformed(f"{WHOLE} says too much or too little") from error
        for one in fields(Whole):
            if type(told[one.name]).__name__ != one.type:
                raise Malformed(f"{WHOLE}: {one.name} is not what it must be")
        if not _DATABASE.fullmatch(found.database):
            raise Malformed(f"{WHOLE} names no database of a backup")
        return found

    def database_of(self, whole: Whole) -> Path | None:
        """Return the database that a backup names; None if it is not the one that was written."""
        path = self.path / whole.database
        if not path.is_file() or path.stat().st_size != whole.database_bytes or hash_of(path) != whole.database_blake3:
            return None
        return path

    def new_database(self) -> Path:
        """Return where the next copy of a database goes; what an earlier backup left half done is removed."""
        whole = self.whole()
        self._remove_databases(but="" if whole is None else whole.database)
        before = None if whole is None else _DATABASE.fullmatch(whole.database)
        return self.path / f"database-{1 if before is None else int(before[1]) + 1:08d}.sqlite3"

    def complete(self, whole: Whole) -> None:
        """Let this be the backup from now on. All that it names is on the disk already."""
        sync_file(self.path / whole.database)
        sync_folder(self.path)
        write_told(self.path / WHOLE, asdict(whole))
        self._remove_databases(but=whole.database)

    def _remove_databases(self, but: str) -> None:
        for path in self.path.glob("database-*"):
            if path.name != but:
                path.unlink()


class Frozen:
    """The database of a backup, read as it is: nothing is written, not beside it either."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)

    @contextmanager
    def read(self) -> Iterator[SqliteTransaction]:
        """Return a view."""
        yield SqliteTransaction(self._connection)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()


def write_told(path: Path, told: Mapping[str, object]) -> None:
    """Write a small file in one step: after a crash it says what it said before, or this."""
    new = path.with_name(_new(path.name))
    with new.open("w", encoding="utf-8") as file:
        file.write(json.dumps(told, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def _new(name: str) -> str:
    return f"{name}.new"


def read_told(path: Path) -> dict[str, object]:
    """Return what such a file says; Malformed if it does not parse."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{path.name} does not parse") from error
    if not isinstance(told, dict):
        raise Malformed(f"{path.name} does not parse")
    return told


def hash_of(path: Path) -> str:
    """Return the BLAKE3 of a file."""
    hashed = Blake3Stream()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
    return hashed.digest().hex()
