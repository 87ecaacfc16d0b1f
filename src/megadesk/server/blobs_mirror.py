"""Blobs written at the very places that they have in another store, so that a copy of its database fits. For backups.

    put(blob, data)    own file: tmp/, renamed; in a pack: into a file of the same name, at the same offset --> noted
    holds(blob)        whether it is there, whole: read to the end                                         --> noted
    flush              what is noted, file by file, then the folders                                        --> on the disk
    prune              what a database does not name is removed

A pack is copied with holes where its dead bytes were, and grows as the other does. Nothing is ever written over another
blob: a place is used once. One thread, one process: who writes has the folder to itself.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from megadesk.model.errors import DiskFull
from megadesk.model.ids import BlockId
from megadesk.server.blobs_files import FileBlobs, file_in, pack_in
from megadesk.server.blobs_flush import begin_writing, sync_file, sync_folder
from megadesk.server.blobstore import Stored
from megadesk.server.mending import fault_of
from megadesk.server.metadata import OWN_FILE
from megadesk.wire.frames import FRAME_HEAD_BYTES, pack

FLUSH_AT: Final = 64
"""So many files wait to be flushed before somebody waits for the disk."""

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BINARY: Final = getattr(os, "O_BINARY", 0)
_HEX: Final = frozenset("0123456789abcdef")
_ID_CHARS: Final = 64


class Mirror:
    """A folder of blobs that follows another. It is made if it is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with no_room_named(folder):
            self._blobs = FileBlobs(folder)
        self._noted: dict[Path, None] = {}
        self._pack: tuple[Path, BinaryIO] | None = None

    def holds(self, blob: Stored) -> bool:
        """Whether a blob is there with the bytes that its name says; what the disk cannot read is not."""
        self._close_pack()
        is_whole = not fault_of(blob, self._blobs.read)
        if is_whole:
            self._note(self._path(blob))  # an earlier run may have written it, and died before it was flushed
        return is_whole

    def put(self, blob: Stored, data: bytes) -> None:
        """Write a blob; DiskFull if there is no room. It is there for sure after the next flush."""
        with no_room_named(self._folder):
            if blob.place.pack == OWN_FILE:
                self._put_file(blob, data)
            else:
                self._put_in_pack(blob, data)
        self._note(self._path(blob))

    def _put_file(self, blob: Stored, data: bytes) -> None:
        tmp = self._folder / "tmp" / secrets.token_hex(16)
        with os.fdopen(os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            begin_writing(file.fileno())
        tmp.replace(self._path(blob))

    def _put_in_pack(self, blob: Stored, data: bytes) -> None:
        path = self._path(blob)
        if self._pack is None or self._pack[0] != path:
            self._close_pack()
            self._pack = path, os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600), "r+b")
        file = self._pack[1]
        file.seek(blob.place.offset - FRAME_HEAD_BYTES)
        file.write(pack([(blob.id, data)]))

    def _note(self, path: Path) -> None:
        self._noted[path] = None
        if len(self._noted) >= FLUSH_AT:
            self._close_pack()
            self._flush_files()

    def _path(self, blob: Stored) -> Path:
        if blob.place.pack == OWN_FILE:
            return file_in(self._folder, blob.id)
        return pack_in(self._folder, blob.place.pack)

    # -- onto the disk ----------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Return once all that was put or held is on the disk, and so are the names of it. Errors as the disk's."""
        with no_room_named(self._folder):
            self._close_pack()
            self._flush_files()

    def _flush_files(self) -> None:
        for path in self._noted:
            sync_file(path)
        for folder in {path.parent for path in self._noted}:
            sync_folder(folder)
        self._noted.clear()

    def _close_pack(self) -> None:
        if self._pack is not None:
            file, self._pack = self._pack[1], None
            file.close()

    # -- what is not needed any more --------------------------------------------------------------------------------

    def prune(self, named: Callable[[Collection[BlockId]], Collection[BlockId]], packs: Collection[int]) -> int:
        """Remove packs that are not among these, and files of blobs that are not ``named``; return how many."""
        removed = 0
        for folder in sorted((self._folder / "files").iterdir()):
            there = {BlockId(bytes.fromhex(path.name)): path for path in folder.iterdir() if _is_id(path.name)}
            for blob in there.keys() - set(named(there.keys())):
                there[blob].unlink()
                removed += 1
        kept = {pack_in(self._folder, number) for number in packs}
        for path in (self._folder / "packs").iterdir():
            if path not in kept:
                path.unlink()
                removed += 1
        return removed

    def close(self) -> None:
        """Let go of all files."""
        self._close_pack()
        self._blobs.close()


def _is_id(name: str) -> bool:
    return len(name) == _ID_CHARS and _HEX.issuperset(name)


@contextmanager
def no_room_named(where: Path) -> Iterator[None]:
    """Turn the words of the system and of SQLite for a full disk into ours."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull("there is no room", where=str(where)) from error
        raise
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise DiskFull("there is no room", where=str(where)) from error
        raise
