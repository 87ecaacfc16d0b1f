"""Which files of a folder of blobs are on the disk for sure, and getting the others there. Used by ``blobs_files``.

    take(blob)        a file gets its name; the system begins to write it out, nobody waits           --> written
    flush(blobs)      written: fsync; not known, so of an earlier process: read, hash, fsync; then each folder once
                        --> flushed, or lost: absent, other bytes, or the disk failed
    discard(blobs)    what was lost is removed, so that nobody believes in it

What is not known is not believed, so all of this may be forgotten at any time, as a crash does: after a power cut a file
may be absent, empty or half zeros. One thing may not be forgotten while the file is there: that an fsync failed. The system says
so once, and shows from then on bytes that it never wrote. See ADR 23.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from megadesk.crypto.public import block_id
from megadesk.model.errors import MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import ONLY, Stored
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import OWN_FILE, Place

log = logging.getLogger(LOGGER)

KNOWN_MAX: Final = 1 << 17
"""So many files are known, half a TiB of whole blocks. Older ones are read again if a commit names them so late."""

_WRITABLE: Final = os.O_RDWR | getattr(os, "O_BINARY", 0)  # Windows flushes nothing that is open for reading only
_RANGE_WRITE: Final = 2
"""SYNC_FILE_RANGE_WRITE of linux/fs.h."""


class Flushing:
    """The files of one store. ``path``: where a blob's file is; ``read``: its bytes, MissingBlock. Safe from any thread."""

    def __init__(self, path: Callable[[BlockId], Path], read: Callable[[Stored], bytes]) -> None:
        self._path = path
        self._read = read
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        """Who flushes has it: of two who flush one file, the second would not hear that the disk failed."""
        self._written: dict[BlockId, int] = {}
        self._flushed: dict[BlockId, int] = {}
        """By size, in the order in which they came to be so."""
        self._lost: set[BlockId] = set()

    def take(self, blob: BlockId, grown: Path) -> None:
        """Let a file have its name, and know that it is to be flushed. Errors as the disk's.

        A commit may rely on what has the name by now, so that is replaced by nothing that is less sure.
        """
        final = self._path(blob)
        with self._lock:
            is_there = final.exists()
            if is_there and (blob in self._written or blob in self._flushed):
                grown.unlink()
                return
            if is_there:
                _sync(grown, _WRITABLE)
            grown.replace(final)
            self._lost.discard(blob)
            self._flushed.pop(blob, None)  # what was, was taken away by somebody else since
            _note(self._written, blob, final.stat().st_size)

    def unflushed(self, blobs: Collection[Stored]) -> list[Stored]:
        """Return those that are not known to be on the disk. Waits for nothing."""
        with self._lock:
            return [blob for blob in blobs if blob.place.pack == OWN_FILE and blob.id not in self._flushed]

    def waiting(self, but: int) -> list[Stored]:
        """Return what is written and not flushed, oldest first, without so many of the newest. Waits for nothing."""
        with self._lock:
            count = max(0, len(self._written) - but)
            oldest = islice(self._written.items(), count)
            return [Stored(blob, Place(OWN_FILE, ONLY), size_bytes) for blob, size_bytes in oldest]

    def flush(self, blobs: Sequence[Stored], *, doubted: bool) -> set[BlockId]:
        """Get blobs onto the disk and return those that are lost. doubted: read also what this process wrote."""
        with self._turn:
            return self._flush([blob for blob in blobs if blob.place.pack == OWN_FILE], doubted=doubted)

    def _flush(self, blobs: Sequence[Stored], *, doubted: bool) -> set[BlockId]:
        with self._lock:
            lost = {blob.id for blob in blobs if blob.id in self._lost}
            written = {blob.id for blob in blobs if blob.id in self._written}
            over = lost if doubted else {*lost, *(blob.id for blob in blobs if blob.id in self._flushed)}
        synced: dict[Path, list[Stored]] = {}
        for blob in blobs:
            if blob.id in over:
                continue
            path = self._path(blob.id)
            if (doubted or blob.id not in written) and not self._is_whole(blob):
                self._lose([blob.id], "not whole")
                lost.add(blob.id)
            elif not _is_synced(path, _WRITABLE):
                self._lose([blob.id], "not written")
                lost.add(blob.id)
            else:
                synced.setdefault(path.parent, []).append(blob)
        for folder, there in synced.items():
            if os.name == "nt" or _is_synced(folder, os.O_RDONLY):
                self._keep(there)
            else:
                self._lose([blob.id for blob in there], "folder not written")
                lost.update(blob.id for blob in there)
        return lost

    def _is_whole(self, blob: Stored) -> bool:
        """Whether a file is there with the bytes that its name says. Errors that say nothing of them are raised."""
        try:
            return block_id(self._read(blob)) == blob.id
        except MissingBlock:
            return False
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False

    def _keep(self, blobs: Collection[Stored]) -> None:
        with self._lock:
            for blob in blobs:
                self._written.pop(blob.id, None)
                _note(self._flushed, blob.id, blob.size_bytes)

    def _lose(self, blobs: Collection[BlockId], why: str) -> None:
        log.error("blobs were lost", extra={EXTRA: {"why": why, "count": len(blobs)}})
        with self._lock:
            for blob in blobs:
                self._written.pop(blob, None)
                self._flushed.pop(blob, None)
                self._lost.add(blob)

    def remove(self, blob: BlockId) -> None:
        """Remove a blob's file, and what is known of it."""
        with self._lock:
            self._path(blob).unlink(missing_ok=True)
            self._written.pop(blob, None)
            self._flushed.pop(blob, None)
            self._lost.discard(blob)

    def discard(self, blobs: Collection[BlockId]) -> None:
        """Remove the files of those that are lost. One that cannot be removed stays lost."""
        with self._lock:
            for blob in self._lost.intersection(blobs):
                try:
                    self._path(blob).unlink(missing_ok=True)
                except OSError as error:
                    log.error("a lost blob could not be removed", extra={EXTRA: {"errno": error.errno}})  # noqa: TRY400
                else:
                    self._lost.discard(blob)


def _note(known: dict[BlockId, int], blob: BlockId, size_bytes: int) -> None:
    """Put a blob at the end; forget the first if there are too many."""
    known.pop(blob, None)
    known[blob] = size_bytes
    if len(known) > KNOWN_MAX:
        del known[next(iter(known))]


def _is_synced(path: Path, flags: int) -> bool:
    """Whether a file or folder is there and the disk took it. That it cannot be opened now says nothing: it is raised."""
    try:
        fd = os.open(path, flags)
    except FileNotFoundError:
        return False
    try:
        os.fsync(fd)
    except OSError as error:
        log.error("the disk did not take what was written", extra={EXTRA: {"errno": error.errno}})  # noqa: TRY400
        return False
    finally:
        os.close(fd)
    return True


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Windows has no such call and needs none."""
    if os.name != "nt":
        _sync(folder, os.O_RDONLY)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable."""
    _sync(path, _WRITABLE)


def _sync(path: Path, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def begin_writing(fd: int) -> None:
    """Have the system begin to write a file out, where it can be asked to; it would wait half a minute otherwise."""
    call = _sync_file_range()
    if call is not None:
        call(fd, 0, 0, _RANGE_WRITE)  # says nothing of what becomes of it, so there is nothing to be heard


@cache
def _sync_file_range() -> Any:  # a function of the C library has no better type
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None), "sync_file_range", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return function
