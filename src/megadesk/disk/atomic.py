"""The few calls everything rests on: renames that never replace, an exchange, a flush of the whole volume.

    rename_at_once   from any name to any name: Linux renameat2(NOREPLACE), macOS renameatx_np(EXCL), Windows MoveFileEx
                     without REPLACE; folders by a plain rename, which replaces nothing but an empty folder
    take             from any name to one in our own folder, where nobody else makes names: any rename will do
    put              from our own folder to any name: put_at_once, by the flag or a link, else put_over_placeholder
    exchange         Linux renameat2(EXCHANGE), macOS renameatx_np(SWAP)
    sync_volume      Linux syncfs; elsewhere the caller flushes file by file

Flags are missing on network volumes (NFS), on most of FUSE and, for the exchange, on FAT, exFAT and HFS+; what is done
there with these calls: passage.py. All raise OSError; who calls them knows the path and makes it one of our errors.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import itertools
import os
import stat
import sys
from functools import cache
from typing import Any, Final

from megadesk.disk.root import READ_FILE, Spot

_AT_FDCWD: Final = -2 if sys.platform == "darwin" else -100
_NOREPLACE: Final = 4 if sys.platform == "darwin" else 1  # RENAME_EXCL | RENAME_NOREPLACE
_EXCHANGE: Final = 2  # RENAME_SWAP and RENAME_EXCHANGE alike

# What a volume (EINVAL, EOPNOTSUPP) or an old kernel (ENOSYS) says when it lacks the flag.
_UNSUPPORTED: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
# What a volume without hard links says.
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK})

NEW_FILE: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_COPY_AT_ONCE: Final = 1 << 20


@cache
def _rename_with_flags() -> Any:  # a function of the C library has no better type
    """Return renameat2 or its like, or None where there is none."""
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, "renameatx_np" if sys.platform == "darwin" else "renameat2", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        function.restype = ctypes.c_int
    return function


def _rename(source: Spot, target: Spot, flags: int) -> bool:
    """Rename with flags; returns False if this volume or system cannot, raises OSError for anything else."""
    function = _rename_with_flags()
    if function is None:
        return False
    from_fd = _AT_FDCWD if source.dir_fd is None else source.dir_fd
    to_fd = _AT_FDCWD if target.dir_fd is None else target.dir_fd
    if function(from_fd, os.fsencode(source.name), to_fd, os.fsencode(target.name), flags) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code))


def rename_at_once(source: Spot, target: Spot) -> bool:
    """Rename; EEXIST if target is taken. False, with nothing done, for a file on a volume that cannot do it safely."""
    if sys.platform == "win32":
        os.rename(source.name, target.name)
        return True
    if _rename(source, target, _NOREPLACE):
        return True
    if not stat.S_ISDIR(source.stat().st_mode):
        return False
    _rename_folder(source, target)
    return True


def take(source: Spot, target: Spot) -> None:
    """Rename whatever has the name right now to a name in our own folder; EEXIST if that is taken."""
    if not rename_at_once(source, target):
        _refuse_taken(target)
        _plain_rename(source, target)


def put(source: Spot, target: Spot) -> None:
    """Rename what stands in our own folder, where nobody writes, to any name; EEXIST if that is taken."""
    if not put_at_once(source, target):
        put_over_placeholder(source, target)


def put_at_once(source: Spot, target: Spot) -> bool:
    """As ``put``; False, with nothing done, on a volume that has neither the flag nor links."""
    if rename_at_once(source, target):
        return True
    try:
        os.link(source.name, target.name, src_dir_fd=source.dir_fd, dst_dir_fd=target.dir_fd, follow_symlinks=False)
    except FileExistsError:
        if not _is_same(source.stat(), target.stat()):
            raise
        # A crash came between the link and what follows.
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    os.unlink(source.name, dir_fd=source.dir_fd)
    return True


def put_over_placeholder(source: Spot, target: Spot) -> None:
    """Make an empty file, which fails if the name is taken, and replace that; what was written into it comes back.

    One moment stays: a file that another program renames to this very name between our last look and our rename is
    lost. Such volumes have no call that closes it.
    """
    handle = target.open(NEW_FILE)
    try:
        if os.fstat(handle).st_size or not _is_same(os.fstat(handle), target.stat()):
            raise FileExistsError(errno.EEXIST, "the name is taken")
        try:
            _plain_rename(source, target)
        except OSError:
            _drop_placeholder(handle, source, target)
            raise
        if os.fstat(handle).st_size:
            _plain_rename(target, source)
            _write_again(handle, target)
            raise FileExistsError(errno.EEXIST, "the name is taken")
    finally:
        os.close(handle)


def _drop_placeholder(handle: int, source: Spot, target: Spot) -> None:
    """Remove our empty file, and nothing else: it is looked at where nobody writes."""
    beside = Spot(source.dir_fd, source.name + ".empty")
    with contextlib.suppress(OSError):
        _plain_rename(target, beside)
        if _is_same(os.fstat(handle), beside.stat()) and not beside.stat().st_size:
            os.unlink(beside.name, dir_fd=beside.dir_fd)
        else:
            _plain_rename(beside, target)


def _write_again(handle: int, target: Spot) -> None:
    """Write what a handle holds to target, or beside it if that is taken."""
    for number in itertools.count(1):
        with contextlib.suppress(FileExistsError):
            again = Spot(target.dir_fd, target.name if number == 1 else f"{target.name} ({number})").open(NEW_FILE)
            break
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        while data := os.read(handle, _COPY_AT_ONCE):
            done = 0
            while done < len(data):
                done += os.write(again, data[done:])
        os.fsync(again)
    finally:
        os.close(again)


def _rename_folder(source: Spot, target: Spot) -> None:
    _refuse_taken(target)
    try:
        _plain_rename(source, target)
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.ENOTDIR}:
            raise FileExistsError(errno.EEXIST, "the name is taken") from error
        raise


def _refuse_taken(target: Spot) -> None:
    with contextlib.suppress(FileNotFoundError):
        target.stat()
        raise FileExistsError(errno.EEXIST, "the name is taken")


def _plain_rename(source: Spot, target: Spot) -> None:
    os.rename(source.name, target.name, src_dir_fd=source.dir_fd, dst_dir_fd=target.dir_fd)


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def exchange(one: Spot, other: Spot) -> bool:
    """Let two names change places at once; False if this volume cannot, OSError if one of them is not there."""
    return _rename(one, other, _EXCHANGE)


@cache
def _syncfs() -> Any:  # a function of the C library has no better type
    """Return syncfs, or None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


def sync_volume(handle: int) -> bool:
    """Write everything of the volume under an open handle to the medium; False where the system has no such call."""
    function = _syncfs()
    if function is None:
        return False
    if function(handle) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return True


def fsync_file(spot: Spot) -> None:
    """Write one file to the medium."""
    handle = spot.open(os.O_RDWR if sys.platform == "win32" else READ_FILE)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fsync_folder(path: str) -> None:
    """Write the names in a folder to the medium; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
