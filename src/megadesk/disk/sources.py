"""Files of pairs, being read for upload: opened without following links, and refused if they are not as expected.

One that has grown since it was hashed is as expected: what is sent is as much as was hashed, and block by block held
against its hash (transfers/upload, batch), so a log that is appended to all the time can be sent at all.
Of a link its target is read, as text; what an upload holds is checked against the digest it was asked for.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from contextlib import AbstractContextManager
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import has_grown, is_untouched
from megadesk.disk.hashing import read_link, read_small
from megadesk.disk.root import READ_FILE, Roots, Spot, held_open
from megadesk.model.errors import FileBusy, MegadeskError, Stale
from megadesk.model.ids import PairId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath, printable


class DiskSources:
    """Implements transfers.ports.SourceFiles. May be used from several threads."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots

    def open(
        self, pair: PairId, path: RelPath, expected: Fingerprint, *, may_grow: bool = True
    ) -> DiskSource | LinkSource:
        """Return the open file; FileBusy if it is not as expected or gone, AccessDenied if it may not be read.

        may_grow: one that has grown is as expected, for whoever holds what is read against a hash.
        """
        try:
            with self._roots.get(pair).spot(path) as spot:
                if stat.S_ISLNK(spot.stat().st_mode):
                    return LinkSource(read_link(spot, path, expected))
                handle = spot.open(READ_FILE)
        except OSError as error:
            raise _not_readable(error, path) from error
        source = DiskSource(handle, path, expected, may_grow=may_grow)
        try:
            source.check_unchanged()
        except BaseException:
            source.close()
            raise
        return source

    def read_small(self, pair: PairId, path: RelPath, expected: Fingerprint) -> bytes:
        """Return the whole of a small file; errors as ``open``."""
        try:
            with self._roots.get(pair).spot(path) as spot:
                return _read_whole(spot, path, expected)
        except OSError as error:
            raise _not_readable(error, path) from error

    def in_a_row(self) -> AbstractContextManager[None]:
        """Keep folders open while the block runs."""
        return held_open(for_reading=True)


class LinkSource:
    """Implements transfers.ports.SourceFile over the target of a link, which was read whole."""

    def __init__(self, target: bytes) -> None:
        self._target: Final = target

    def read(self, offset: int, buffer: memoryview) -> int:
        """Fill buffer from offset and return how many bytes there were."""
        piece = self._target[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)

    def check_unchanged(self) -> None:
        """A target that was read is what it was."""

    def close(self) -> None:
        """There is nothing to give back."""


class DiskSource:
    """Implements transfers.ports.SourceFile over one handle."""

    def __init__(self, handle: int, path: RelPath, expected: Fingerprint, *, may_grow: bool = True) -> None:
        self._handle: int | None = handle
        self._path: Final = path
        self._expected: Final = expected
        self._may_grow: Final = may_grow
        self._lock = threading.Lock()  # Windows reads where the handle stands, so two threads must take turns

    @property
    def _open_handle(self) -> int:
        if self._handle is None:
            raise FileBusy("closed", path=printable(self._path))
        return self._handle

    def read(self, offset: int, buffer: memoryview) -> int:
        """Fill buffer from offset and return how many bytes there were; fewer than asked only at the end."""
        done = 0
        try:
            while done < len(buffer):
                count = self._read_once(offset + done, buffer[done:])
                if not count:
                    break
                done += count
        except OSError as error:
            raise _not_readable(error, self._path) from error
        return done

    def _read_once(self, offset: int, view: memoryview) -> int:
        if sys.platform == "win32":
            with self._lock:
                os.lseek(self._open_handle, offset, os.SEEK_SET)
                data = os.read(self._open_handle, len(view))
                view[: len(data)] = data
                return len(data)
        else:
            return os.preadv(self._open_handle, [view], offset)

    def check_unchanged(self) -> None:
        """Raise FileBusy unless the file still has the fingerprint it was opened with, or has only grown if it may."""
        try:
            found = os.fstat(self._open_handle)
        except OSError as error:
            raise _not_readable(error, self._path) from error
        if not (is_untouched(found, self._expected) or (self._may_grow and has_grown(found, self._expected))):
            raise FileBusy(path=printable(self._path))

    def close(self) -> None:
        """Give the handle back; a second time is fine."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _read_whole(spot: Spot, path: RelPath, expected: Fingerprint) -> bytes:
    """Return what a file holds, or a link's target."""
    if sys.platform == "win32" and stat.S_ISLNK(spot.stat().st_mode):
        return read_link(spot, path, expected)
    try:
        return read_small(spot, path, expected, may_grow=True)
    except OSError as error:
        if error.errno != errno.ELOOP:  # which says that it is a link, at the price of one look less for all others
            raise
    return read_link(spot, path, expected)


def _not_readable(error: OSError, path: RelPath) -> MegadeskError:
    ours = disk_error(error, path)
    return FileBusy(path=printable(path)) if isinstance(ours, Stale) else ours
