"""What files hold: the hash of each block, and of the whole.

    entries --digests--> Digest per path, or FileBusy | AccessDenied
            --beginnings--> the same for files that somebody appends to all the time: of as much as there was at the scan

A digest is given only if the file was, after the last byte was read, still as in its entry. Small files are read at one
stroke, folder by folder; blake3 frees the interpreter lock on large ones, so those are shared out to two threads
(measured: 1 GiB from memory 0.50 s with one, 0.25 s with two; more gain nothing, small files lose by a second one).
"""

from __future__ import annotations

import io
import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from megadesk.crypto.content import file_hash, plain_hash
from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import has_grown, is_untouched
from megadesk.disk.root import READ_FILE, Root, Spot
from megadesk.model.errors import FileBusy, MegadeskError, Stale
from megadesk.model.ids import PlainHash
from megadesk.model.listing import Digest, Entry, Fingerprint
from megadesk.model.manifest import BLOCK_BYTES, block_count, block_length
from megadesk.model.relpath import RelPath, name_of, parent_of, printable
from megadesk.model.tree import Kind
from megadesk.sync.stopping import never

SMALL_BYTES: Final = 256 << 10
_THREADS: Final = 2
_SHARED_FROM_BYTES: Final = 64 << 20  # below, one thread takes the whole file
_RUN_BLOCKS: Final = 8  # a thread reads so many neighbours at a time: kind to disks that turn


def digests(
    root: Root, entries: Sequence[Entry], check: Callable[[], None] = never
) -> dict[RelPath, Digest | MegadeskError]:
    """Return what each file holds, or why it could not be read. Raises DecisionNeeded if the root is gone.

    ``check`` is called before each small file and each block of a large one, from several threads, and may end it all.
    """
    found: dict[RelPath, Digest | MegadeskError] = {}
    large: list[Entry] = []
    folder: _Folder | None = None
    try:
        for entry in entries:
            check()
            if entry.fingerprint.size_bytes > SMALL_BYTES:
                large.append(entry)
                continue
            parent = parent_of(entry.path)
            if folder is None or folder.path != parent:
                if folder is not None:
                    done, folder = folder, None  # closed once, also if the next cannot be opened
                    done.close()
                folder = _Folder(root, parent)
            found[entry.path] = folder.digest(entry)
    finally:
        if folder is not None:
            folder.close()
    if large:
        _hash_large(_Reader(root, check), large, found)
    return found


class _Folder:
    """A folder held open while its small files are read; one that cannot be opened answers for each of them."""

    def __init__(self, root: Root, path: RelPath) -> None:
        self.path = path
        self._root = root
        self._spot: Spot | None = None
        self._fault: OSError | None = None
        try:
            self._spot = root.spot(RelPath(f"{path}/x" if path else "x"))
        except OSError as error:
            self._fault = error

    def close(self) -> None:
        if self._spot is not None:
            self._spot.__exit__(None, None, None)

    def digest(self, entry: Entry) -> Digest | MegadeskError:
        read = _link_digest if entry.kind is Kind.SYMLINK else _small_digest
        try:
            if self._spot is None:
                assert self._fault is not None
                raise self._fault
            if self._spot.dir_fd is None:
                with self._root.spot(entry.path) as spot:
                    return read(spot, entry)
            return read(Spot(self._spot.dir_fd, name_of(entry.path)), entry)
        except OSError as error:
            return _read_error(error, entry.path)
        except MegadeskError as error:
            return error


def _small_digest(spot: Spot, entry: Entry) -> Digest:
    return _digest_of(read_small(spot, entry.path, entry.fingerprint))


def _link_digest(spot: Spot, entry: Entry) -> Digest:
    return _digest_of(read_link(spot, entry.path, entry.fingerprint))


def _digest_of(data: bytes) -> Digest:
    size = len(data)
    hashes = (plain_hash(data),) if size else ()
    return Digest(size, file_hash(size, hashes), hashes)


def read_small(spot: Spot, path: RelPath, expected: Fingerprint, *, may_grow: bool = False) -> bytes:
    """Return the whole of a file that is and stays as expected, else raise FileBusy; OSError as the system has it.

    ``may_grow``: one that somebody appends to gives as much as was expected. Whether it is what was expected, too, is
    for the caller to know, by its hash.
    """

    def is_as_expected() -> bool:
        found = os.fstat(handle)
        return is_untouched(found, expected) or (may_grow and has_grown(found, expected))

    handle = spot.open(READ_FILE)
    try:
        if not is_as_expected():
            raise FileBusy(path=printable(path))
        size = expected.size_bytes
        data = os.read(handle, size + 1)
        while len(data) < size:
            more = os.read(handle, size + 1 - len(data))
            if not more:
                break
            data += more
        if len(data) < size or not is_as_expected():
            raise FileBusy(path=printable(path))
        return data[:size]
    finally:
        os.close(handle)


def read_link(spot: Spot, path: RelPath, expected: Fingerprint) -> bytes:
    """Return the target of a link, as the disk has it, which nobody looks up; errors as ``read_small``."""
    if not is_untouched(spot.stat(), expected):
        raise FileBusy(path=printable(path))
    target = os.fsencode(os.readlink(spot.name, dir_fd=spot.dir_fd))
    # An inode is used again and its size is the target's: what was read belongs to what is still there.
    if not is_untouched(spot.stat(), expected):
        raise FileBusy(path=printable(path))
    return target


def _read_error(error: OSError, path: RelPath) -> MegadeskError:
    """Return why a file could not be read: one that is gone is busy, observing again will tell."""
    ours = disk_error(error, path)
    return FileBusy(path=printable(path)) if isinstance(ours, Stale) else ours


# ---- files that grow --------------------------------------------------------------------------------------------


def beginnings(
    root: Root, entries: Sequence[Entry], check: Callable[[], None] = never
) -> dict[RelPath, Digest | MegadeskError]:
    """Return what each file held when it was as long as in its entry, though it is longer by now; else FileBusy."""
    buffer = memoryview(bytearray(BLOCK_BYTES))
    found: dict[RelPath, Digest | MegadeskError] = {}
    for entry in entries:
        try:
            found[entry.path] = _beginning(root, entry, buffer, check)
        except OSError as error:
            found[entry.path] = _read_error(error, entry.path)
        except MegadeskError as error:
            found[entry.path] = error
    return found


def _beginning(root: Root, entry: Entry, buffer: memoryview, check: Callable[[], None]) -> Digest:
    """Return what a beginning holds, read twice.

    If both readings are the same, the file held just that between the end of the first and the start of the second:
    each byte was so before that moment and after it.
    """
    size = entry.fingerprint.size_bytes
    with root.spot(entry.path) as spot:
        handle = spot.open(READ_FILE)
    with io.FileIO(handle, "rb") as file:
        readings: list[tuple[PlainHash, ...]] = []
        for _ in range(2):
            file.seek(0)
            hashes = []
            for index in range(block_count(size)):
                check()
                view = buffer[: block_length(size, index)]
                read_exactly(file, view, entry.path)
                hashes.append(plain_hash(view))
            readings.append(tuple(hashes))
            found = os.fstat(handle)
            if not (is_untouched(found, entry.fingerprint) or has_grown(found, entry.fingerprint)):
                raise FileBusy(path=printable(entry.path))
    if readings[0] != readings[1]:
        raise FileBusy(path=printable(entry.path))
    return Digest(size, file_hash(size, readings[0]), readings[0])


# ---- large files ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the large files of one call. Each thread has a buffer of its own; ``check`` may end all of it."""

    root: Root
    check: Callable[[], None]
    buffers: threading.local = field(default_factory=threading.local)

    def digest(self, entry: Entry, pool: ThreadPoolExecutor | None) -> Digest | MegadeskError:
        """Return what a file holds; with a pool it is shared out."""
        size = entry.fingerprint.size_bytes
        blocks = range(block_count(size))
        try:
            if pool is None:
                parts = [self.hash_blocks(entry, blocks)]
            else:
                shares = [
                    [index for index in blocks if index // _RUN_BLOCKS % _THREADS == turn] for turn in range(_THREADS)
                ]
                parts = list(pool.map(lambda share: self.hash_blocks(entry, share), shares))
        except OSError as error:
            return _read_error(error, entry.path)
        except MegadeskError as error:
            return error
        by_index = {index: hashed for part in parts for index, hashed in part.items()}
        hashes = tuple(by_index[index] for index in blocks)
        return Digest(size, file_hash(size, hashes), hashes)

    def hash_blocks(self, entry: Entry, blocks: Sequence[int]) -> dict[int, PlainHash]:
        """Return the hashes of some blocks, read into this thread's buffer through a handle of its own."""
        buffer: memoryview | None = getattr(self.buffers, "block", None)
        if buffer is None:
            buffer = self.buffers.block = memoryview(bytearray(BLOCK_BYTES))
        hashes: dict[int, PlainHash] = {}
        with _opened(self.root, entry) as file:
            at = 0
            for index in blocks:
                self.check()
                view = buffer[: block_length(entry.fingerprint.size_bytes, index)]
                if index * BLOCK_BYTES != at:
                    file.seek(index * BLOCK_BYTES)
                read_exactly(file, view, entry.path)
                if not is_untouched(os.fstat(file.fileno()), entry.fingerprint):
                    raise FileBusy(path=printable(entry.path))  # the rest of a large file would be read for nothing
                hashes[index] = plain_hash(view)
                at = index * BLOCK_BYTES + len(view)
        return hashes


def _hash_large(reader: _Reader, entries: Sequence[Entry], found: dict[RelPath, Digest | MegadeskError]) -> None:
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="hash") as pool:
        whole = [entry for entry in entries if entry.fingerprint.size_bytes < _SHARED_FROM_BYTES]
        for entry, outcome in zip(whole, pool.map(lambda one: reader.digest(one, None), whole), strict=True):
            found[entry.path] = outcome
        for entry in entries:
            if entry.fingerprint.size_bytes >= _SHARED_FROM_BYTES:
                found[entry.path] = reader.digest(entry, pool)


@contextmanager
def _opened(root: Root, entry: Entry) -> Iterator[io.FileIO]:
    """Give the open file; FileBusy unless it is as in its entry, before and after."""
    with root.spot(entry.path) as spot:
        handle = spot.open(READ_FILE)
    with io.FileIO(handle, "rb") as file:
        for check in (True, False):
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or not is_untouched(found, entry.fingerprint):
                raise FileBusy(path=printable(entry.path))
            if check:
                yield file


def read_exactly(file: io.FileIO, view: memoryview, path: RelPath) -> None:
    """Fill view from where the file stands; FileBusy if it ends before."""
    done = 0
    while done < len(view):
        count = file.readinto(view[done:])
        if not count:
            raise FileBusy(path=printable(path))
        done += count
