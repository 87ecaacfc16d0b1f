"""Where downloads grow: .megadesk/tmp of each root, on the volume they will be placed on.

    create --> StagingFile: write, write, ... finish --> StagedFile(token) --LocalSide.place--> the folder
    write_small -----------------------------------------^

A token is the file's name, made from node and content: what a run left is found by the next one and goes on from there.
Files are made new and never through a link (row 147). None is flushed by itself (1 ms each): ``Durability.ensure``
flushes the volume once for all that are finished, when the first of them is to be placed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Final

from megadesk.disk.atomic import fsync_file, sync_volume
from megadesk.disk.attributes import with_executable
from megadesk.disk.behind import WriteBehind
from megadesk.disk.faults import disk_error
from megadesk.disk.private import TMP
from megadesk.disk.root import READ_FILE, READ_FOLDER, Root, Roots, Spot, held_open
from megadesk.model.errors import DiskFull, MegadeskError, OurBug
from megadesk.model.ids import NodeId, PairId
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath
from megadesk.model.transfer import StagedFile

RESERVE_BYTES: Final = 64 << 20
"""Never filled: a full system volume stops more than sync (peers keep 50 MB to 1 %)."""

RESERVE_SHARE: Final = 16
"""Nor is more than this part of a small volume kept free: a card of 64 MiB is there to be used."""

LOOK_AGAIN_BYTES: Final = 8 << 20
"""So much is staged in a row before it is asked again how much room there is; less where there is little."""

STAGED_MODE: Final = 0o600
_PAGE_BYTES: Final = 4096  # what a file takes beyond its size, at most
_COPY_AT_ONCE: Final = 256 << 20

_TOKEN: Final = re.compile(r"[0-9a-f]{32}-[0-9a-f]{64}")
_BINARY: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
_AGAIN: Final = os.O_RDWR | _NOFOLLOW | _BINARY
_MTIME_LIMIT_NS: Final = (1 << 33) * 1_000_000_000  # the year 2242; ext4 ends in 2446, FAT in 2107
_HAS_HANDLE_UTIME: Final = os.utime in os.supports_fd


def token_of(node: NodeId, content: bytes) -> str:
    """Return the name of the staged file for one content of one node."""
    token = f"{node.hex()}-{content.hex()}"
    if not _TOKEN.fullmatch(token):
        raise OurBug("a staged file is named by a node id and a file hash")
    return token


def staged_spot(root: Root, token: str) -> Spot:
    """Return where a staged file is; raises OSError."""
    _check_token(token)
    return root.private(TMP, token)


def _check_token(token: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise OurBug("a token that no staging area gave")


class Durability:
    """Which staged files are on the medium. Without this order a power cut could leave a placed, empty file.

    One for each root, shared by staging (``finished``) and the local side (``ensure``).
    """

    def __init__(self, root: Root) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._count = 0
        self._finished: dict[str, int] = {}
        """By a number that grows: one that is staged again while others are flushed is another file."""
        self._safe: set[str] = set()

    def finished(self, token: str) -> None:
        """Say that a staged file is complete, in memory at least."""
        with self._lock:
            self._safe.discard(token)
            self._count += 1
            self._finished[token] = self._count

    def forget(self, token: str) -> None:
        """Say that a staged file is placed or gone."""
        with self._lock:
            self._safe.discard(token)
            self._finished.pop(token, None)

    def knows(self, token: str) -> bool:
        """Whether a file staged in this run is neither placed nor gone."""
        with self._lock:
            return token in self._finished or token in self._safe

    def ensure(self, token: str) -> None:
        """Return when the bytes of this file survive a power cut; one flush serves all that are finished by now."""
        while True:
            with self._lock:
                if token in self._safe:
                    return
                covered = {token: 0, **self._finished}  # 0: left by a former run
            if not flush_volume(self._root):
                with staged_spot(self._root, token) as spot:
                    fsync_file(spot)
                covered = {token: covered[token]}
            with self._lock:
                same = [one for one, number in covered.items() if self._finished.get(one, 0) == number]
                self._safe.update(same)
                for one in same:
                    self._finished.pop(one, None)
                if token not in self._finished:  # safe, or placed meanwhile
                    return


def flush_volume(root: Root) -> bool:
    """Write the whole volume to the medium; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    handle = root.open_folder(RelPath(PRIVATE_FOLDER), READ_FOLDER)
    try:
        return sync_volume(handle)
    finally:
        os.close(handle)


class _Room(threading.local):
    """How much may be staged in this thread before the volume is asked again; None: each time."""

    left: dict[Root, int] | None = None


class DiskStaging:
    """Implements transfers.ports.StagingArea. May be used from several threads."""

    def __init__(self, roots: Roots, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self._roots = roots
        self._reserve_bytes = reserve_bytes
        self._lock = threading.Lock()
        self._durability: dict[Root, Durability] = {}
        self._room = _Room()

    @contextmanager
    def in_a_row(self) -> Iterator[None]:
        """Keep folders open while the block runs, and believe for a while how much room there is."""
        self._room.left = {}
        try:
            with held_open():
                yield
        finally:
            self._room.left = None

    def durability(self, root: Root) -> Durability:
        """Return the record of what is flushed for a root; the local side is given the same one."""
        with self._lock:
            known = self._durability.get(root)
            if known is None:
                known = self._durability[root] = Durability(root)
            return known

    def create(
        self, pair: PairId, node: NodeId, content: bytes, size_bytes: int, like: RelPath | None = None
    ) -> DiskStagingFile:
        """Return the file for this content; one that a former run left is opened again with what it holds.

        A new one starts as a copy of ``like``, a file of the pair that may hold most of it: the system copies within
        the volume, at best without moving a byte. Nobody trusts it: each block is checked before it is kept.

        Raises DiskFull unless the whole of it fits and the reserve stays free.
        """
        root, token = self._roots.get(pair), token_of(node, content)
        try:
            with staged_spot(root, token) as spot:
                handle = _open_again(spot)
                is_new = handle is None
                if handle is None:
                    handle = _open_new(spot)
        except OSError as error:
            raise disk_error(error) from error
        file = DiskStagingFile(
            root, token, handle, size_bytes, self.durability(root), lambda growth: self._check_growth(root, growth)
        )
        try:
            self._check_room(root, size_bytes - file.allocated_bytes())
        except BaseException:
            file.close()
            raise
        if is_new and like is not None:
            _copy_in(root.files, like, handle, size_bytes)
        return file

    def write_small(
        self, pair: PairId, node: NodeId, content: bytes, data: bytes, mtime_ns: int, executable: bool
    ) -> StagedFile:
        """Stage the whole of a small file."""
        root, token = self._roots.get(pair), token_of(node, content)
        self._check_room(root, len(data))
        try:
            with staged_spot(root, token) as spot:
                handle = _open_new(spot)
                try:
                    _write_all(handle, data)
                    _set_times_and_mode(handle, mtime_ns, executable=executable, is_new=True)
                except OSError:
                    with contextlib.suppress(OSError):
                        os.unlink(spot.name, dir_fd=spot.dir_fd)
                    raise
                finally:
                    os.close(handle)
                if not _HAS_HANDLE_UTIME:
                    _set_times(spot, mtime_ns)
        except OSError as error:
            raise disk_error(error) from error
        self.durability(root).finished(token)
        return StagedFile(token, len(data), executable)

    def forget(self, pair: PairId, staged: StagedFile) -> None:
        """Remove a staged file that will not be placed; one that was placed is gone already."""
        root = self._roots.get(pair)
        durability = self.durability(root)
        _check_token(staged.token)
        if durability.knows(staged.token):
            _remove(root, staged.token)
            durability.forget(staged.token)

    def sweep(self, pair: PairId, wanted: Collection[tuple[NodeId, bytes]]) -> int:
        """Remove what former runs left of contents nobody wants any more; return how many files went."""
        root, keep = self._roots.get(pair), {token_of(node, content) for node, content in wanted}
        try:
            target = root.listing_target(RelPath(f"{PRIVATE_FOLDER}/{TMP}"))
            try:
                gone = [name for name in os.listdir(target) if _TOKEN.fullmatch(name) and name not in keep]
            finally:
                root.close_listing(target)
        except OSError as error:
            raise disk_error(error) from error
        for token in gone:
            _remove(root, token)
        return len(gone)

    def _check_growth(self, root: Root, wanted_bytes: int) -> None:
        """Raise DiskFull if half of the reserve is gone: several that began, each with room enough, share what there is."""
        free, total = _room_of(root.path)
        if free - wanted_bytes < self._reserve_of(total) // 2:
            raise DiskFull(needed_bytes=wanted_bytes + self._reserve_of(total), free_bytes=free)

    def _reserve_of(self, total_bytes: int) -> int:
        return min(self._reserve_bytes, total_bytes // RESERVE_SHARE)

    def _check_room(self, root: Root, wanted_bytes: int) -> None:
        known, taken = self._room.left, wanted_bytes + _PAGE_BYTES
        if known is not None and known.get(root, 0) >= taken:
            known[root] -= taken
            return
        try:
            free, total = _room_of(root.path)
        except OSError as error:
            raise disk_error(error) from error
        reserve = self._reserve_of(total)
        if wanted_bytes > 0 and free - wanted_bytes < reserve:
            raise DiskFull(needed_bytes=wanted_bytes + reserve, free_bytes=free)
        if known is not None:
            known[root] = min(LOOK_AGAIN_BYTES, (free - reserve) // 2) - taken


class DiskStagingFile:
    """Implements transfers.ports.StagingFile over one handle."""

    def __init__(
        self,
        root: Root,
        token: str,
        handle: int,
        size_bytes: int,
        durability: Durability,
        check_growth: Callable[[int], None],
    ) -> None:
        self._root: Final = root
        self._token: Final = token
        self._handle: int | None = handle
        self._size_bytes: Final = size_bytes
        self._durability: Final = durability
        self._check_growth = check_growth
        self._behind = WriteBehind(size_bytes)
        self._lock = threading.Lock()  # Windows writes where the handle stands, so two threads must take turns

    @property
    def _open_handle(self) -> int:
        if self._handle is None:
            raise OurBug("a staging file that is finished or discarded")
        return self._handle

    def allocated_bytes(self) -> int:
        """Return how much room the file has already."""
        found = os.fstat(self._open_handle)
        return found.st_blocks * 512 if sys.platform != "win32" else found.st_size

    def write(self, offset: int, data: bytes | memoryview) -> None:
        """Write plain bytes that were verified; DiskFull if there is no room."""
        view = memoryview(data)
        done = 0
        try:
            self._check_growth(len(view))
            while done < len(view):
                done += self._write_once(offset + done, view[done:])
            self._behind.wrote(self._open_handle, offset, len(view))
        except OSError as error:
            raise disk_error(error) from error

    def _write_once(self, offset: int, view: memoryview) -> int:
        if sys.platform == "win32":
            with self._lock:
                os.lseek(self._open_handle, offset, os.SEEK_SET)
                return os.write(self._open_handle, view)
        else:
            return os.pwrite(self._open_handle, view, offset)

    def read(self, offset: int, size: int) -> bytes:
        """Return bytes written before (to check what a former run left); fewer where it ends."""
        try:
            return self._read_once(offset, size)
        except OSError as error:
            raise disk_error(error) from error

    def _read_once(self, offset: int, size: int) -> bytes:
        if sys.platform == "win32":
            with self._lock:
                os.lseek(self._open_handle, offset, os.SEEK_SET)
                return os.read(self._open_handle, size)
        else:
            return os.pread(self._open_handle, size, offset)

    def finish(self, mtime_ns: int, executable: bool) -> StagedFile:
        """Set size, times and mode and close; the file is complete and may be placed."""
        handle = self._open_handle
        try:
            with staged_spot(self._root, self._token) as spot:
                os.ftruncate(handle, self._size_bytes)
                _set_times_and_mode(handle, mtime_ns, executable=executable)
                self.close()
                if not _HAS_HANDLE_UTIME:
                    _set_times(spot, mtime_ns)
        except OSError as error:
            raise disk_error(error) from error
        self._durability.finished(self._token)
        return StagedFile(self._token, self._size_bytes, executable)

    def discard(self) -> None:
        """Remove it."""
        self.close()
        _remove(self._root, self._token)
        self._durability.forget(self._token)

    def close(self) -> None:
        """Give the handle back and keep what is there for the next run; a second time is fine."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


# ---- calls ------------------------------------------------------------------------------------------------------


def _open_new(spot: Spot) -> int:
    """Return a handle of a new file; whatever had the name in our own folder goes."""
    try:
        return spot.open(_NEW, STAGED_MODE)
    except FileExistsError:
        os.unlink(spot.name, dir_fd=spot.dir_fd)
        return spot.open(_NEW, STAGED_MODE)


def _copy_in(root: Root, like: RelPath, handle: int, size_bytes: int) -> None:
    """Copy what a file holds into a new staging file, as far as that goes; it saves fetching and may fail freely."""
    if not hasattr(os, "copy_file_range"):
        return
    with contextlib.suppress(OSError, MegadeskError), root.spot(like) as spot:
        source = spot.open(READ_FILE)
        try:
            if not stat.S_ISREG(os.fstat(source).st_mode):
                return
            left = size_bytes
            while left > 0 and (done := os.copy_file_range(source, handle, min(left, _COPY_AT_ONCE))):
                left -= done
        finally:
            os.close(source)


def _open_again(spot: Spot) -> int | None:
    """Return a handle of what a former run left, or None if there is nothing that only we can have made."""
    try:
        handle = spot.open(_AGAIN)
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ELOOP, errno.EACCES, errno.EISDIR, errno.ENXIO}:
            return None
        raise
    is_kept = False
    try:
        found = os.fstat(handle)
        ours = sys.platform == "win32" or found.st_uid == os.geteuid()
        is_kept = ours and stat.S_ISREG(found.st_mode) and found.st_nlink == 1
    finally:
        if not is_kept:
            os.close(handle)
    return handle if is_kept else None


def _write_all(handle: int, data: bytes) -> None:
    done = os.write(handle, data)
    while done < len(data):
        done += os.write(handle, memoryview(data)[done:])


def _set_times_and_mode(handle: int, mtime_ns: int, *, executable: bool, is_new: bool = False) -> None:
    if sys.platform != "win32":
        if executable:
            os.fchmod(handle, with_executable(STAGED_MODE, executable=True))
        elif not is_new and os.fstat(handle).st_mode & 0o111:  # a former run's, of other mode
            os.fchmod(handle, STAGED_MODE)
    if _HAS_HANDLE_UTIME:
        mtime_ns = _clamped(mtime_ns)
        os.utime(handle, ns=(mtime_ns, mtime_ns))


def _set_times(spot: Spot, mtime_ns: int) -> None:
    mtime_ns = _clamped(mtime_ns)
    os.utime(spot.name, ns=(mtime_ns, mtime_ns))


def _clamped(mtime_ns: int) -> int:
    """Return a time the system takes: a writer may put any number into a record."""
    return max(-_MTIME_LIMIT_NS, min(_MTIME_LIMIT_NS, mtime_ns))


def _remove(root: Root, token: str) -> None:
    try:
        with staged_spot(root, token) as spot:
            os.unlink(spot.name, dir_fd=spot.dir_fd)
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk_error(error) from error


def _room_of(path: str) -> tuple[int, int]:
    """Return what an ordinary user may still write, and how large the volume is."""
    found = shutil.disk_usage(path)
    return found.free, found.total
