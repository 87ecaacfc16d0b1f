"""Locks of the system on files: held by a process, and gone with it, also after kill -9. No file's existence means anything.

lock_file(handle)     without waiting; BlockingIOError if another has it
write_owner, owner_of the number of the process, for people: the lock counts, not the number
"""

from __future__ import annotations

import os
import sys
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WINDOWS_LOCK_OFFSET: Final = 1 << 30
"""A locked byte cannot be read on Windows, so it lies beyond the text."""


def lock_file(handle: int) -> None:
    """Lock an open file, without waiting; BlockingIOError if somebody else has it, OSError where there are no locks."""
    if sys.platform == "win32":
        os.lseek(handle, WINDOWS_LOCK_OFFSET, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as e:
            raise BlockingIOError from e
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def write_owner(handle: int) -> None:
    """Write this process's number into the file; OSError if that cannot be."""
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode("ascii"))


def owner_of(handle: int) -> int | None:
    """Return the number that is written there, None if it is none."""
    os.lseek(handle, 0, os.SEEK_SET)
    text = os.read(handle, 20)
    return int(text) if text.isdigit() else None
