"""The few calls everything rests on: a rename that never replaces, an exchange, a flush of the whole volume.

    rename_noreplace   Linux renameat2(NOREPLACE), macOS renameatx_np(EXCL), Windows MoveFileEx without REPLACE
                       else: link + unlink for files; look first for folders and where there are no links (FAT)
    exchange           Linux renameat2(EXCHANGE), macOS renameatx_np(SWAP); else Unsupported: see ``replace_keeping``
    swap               the new file takes the name, the old one takes the new one's: what came out is then looked at
    sync_volume        Linux syncfs; elsewhere the caller flushes file by file

All raise OSError; who calls them knows the path and makes it one of our errors.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
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


def rename_noreplace(source: Spot, target: Spot) -> None:
    """Rename; EEXIST if target is taken. Atomic but on volumes with neither the flag nor links."""
    if sys.platform == "win32":
        os.rename(source.name, target.name)
    elif not _rename(source, target, _NOREPLACE):
        _rename_portably(source, target)


def _rename_portably(source: Spot, target: Spot) -> None:
    if not stat.S_ISDIR(source.stat().st_mode):
        try:
            os.link(source.name, target.name, src_dir_fd=source.dir_fd, dst_dir_fd=target.dir_fd, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            os.unlink(source.name, dir_fd=source.dir_fd)
            return
    # FAT, or a folder: look, then rename. A file that appears in between would be lost; volumes like these are not
    # written by several programs at once, and no better call exists there.
    try:
        target.stat()
    except FileNotFoundError:
        os.rename(source.name, target.name, src_dir_fd=source.dir_fd, dst_dir_fd=target.dir_fd)
    else:
        raise FileExistsError(errno.EEXIST, "the name is taken")


def exchange(one: Spot, other: Spot) -> bool:
    """Let two names change places at once; False if this volume cannot, OSError if one of them is not there."""
    return _rename(one, other, _EXCHANGE)


def replace_keeping(new: Spot, target: Spot, keep: Spot) -> None:
    """Replace target by new where names cannot be exchanged; what target held is then at keep, which must be free.

    Target is never absent: a crash leaves it old or new. The old file gets its second name by a link, or, without
    links, by a copy.
    """
    try:
        os.link(target.name, keep.name, src_dir_fd=target.dir_fd, dst_dir_fd=keep.dir_fd, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _copy(target, keep)
    os.replace(new.name, target.name, src_dir_fd=new.dir_fd, dst_dir_fd=target.dir_fd)


def _copy(source: Spot, target: Spot) -> None:
    """Copy a file with its time, flushed, under a name that must be free; a link as a link."""
    if stat.S_ISLNK(source.stat().st_mode):
        os.symlink(os.readlink(source.name, dir_fd=source.dir_fd), target.name, dir_fd=target.dir_fd)
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(source.open(READ_FILE), "rb") as old, os.fdopen(target.open(flags), "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
    found = source.stat()
    os.utime(target.name, ns=(found.st_atime_ns, found.st_mtime_ns), dir_fd=target.dir_fd)


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
