"""What a file keeps when its content is replaced: permission bits, owner, extended attributes. Best effort.

The executable bit follows the content; all other bits are those the person gave the file here. An attribute that
cannot be carried over is no reason not to place the content.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from typing import Final

from megadesk.disk.fingerprint import OWNER_EXECUTES
from megadesk.disk.root import Spot

_EXECUTE_BITS: Final = 0o111
_PERMISSION_BITS: Final = 0o777
_COPYFILE_ACL: Final = 1  # copyfile.h
_COPYFILE_XATTR: Final = 4


def with_executable(mode: int, *, executable: bool) -> int:
    """Return permission bits with the executable bit for everyone who may read, or for nobody."""
    mode &= _PERMISSION_BITS
    return mode | ((mode & 0o444) >> 2) | OWNER_EXECUTES if executable else mode & ~_EXECUTE_BITS


def carry_over(old: Spot, old_stat: os.stat_result, new: Spot, new_stat: os.stat_result) -> None:
    """Give the new file what the old one keeps; called before it takes the name."""
    if sys.platform == "win32":
        return
    # Attributes first: a read-only mode would forbid them.
    with contextlib.suppress(OSError):
        _carry_extended(old, new)
    if (old_stat.st_uid, old_stat.st_gid) != (new_stat.st_uid, new_stat.st_gid):
        with contextlib.suppress(OSError):
            os.chown(new.name, old_stat.st_uid, old_stat.st_gid, dir_fd=new.dir_fd, follow_symlinks=False)
    mode = with_executable(old_stat.st_mode, executable=bool(new_stat.st_mode & OWNER_EXECUTES))
    if mode != stat.S_IMODE(new_stat.st_mode):
        with contextlib.suppress(OSError):
            os.chmod(new.name, mode, dir_fd=new.dir_fd)


def _carry_extended(old: Spot, new: Spot) -> None:
    if sys.platform.startswith("linux"):
        # These calls know no folder handles; a handle's own path in /proc stands in for one.
        source, target = (f"/proc/self/fd/{spot.dir_fd}/{spot.name}" for spot in (old, new))
        for name in os.listxattr(source, follow_symlinks=False):
            with contextlib.suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name, follow_symlinks=False), follow_symlinks=False)
    elif sys.platform == "darwin":
        source_fd, target_fd = old.open(os.O_RDONLY | os.O_NOFOLLOW), new.open(os.O_RDWR | os.O_NOFOLLOW)
        try:
            ctypes.CDLL(None).fcopyfile(source_fd, target_fd, None, _COPYFILE_ACL | _COPYFILE_XATTR)
        finally:
            os.close(source_fd)
            os.close(target_fd)
