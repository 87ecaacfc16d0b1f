"""A large file on its way to the medium while it is still being written, so that it does not fill the memory first.

    wrote(range) --> the system begins to write it out
                 --> 32 MiB behind: wait until that is written, and give its memory back

Without this a GiB lies in memory until the end, when everything waits for the disk; it drives out what people work with,
and memory that nobody has touched for long is dear where the system is a guest: 2 s of CPU a GiB were measured.
Nothing here makes anything durable: ``staging.Durability`` flushes as ever, and finds little left to do.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections import deque
from functools import cache
from typing import Any, Final

BEHIND_FROM_BYTES: Final = 64 << 20
"""Smaller files stay in memory: whoever waits for one is about to look at it."""

DISTANCE_BYTES: Final = 32 << 20
"""So much is on its way at a time: enough for any disk to be busy, and for its own order."""

# From linux/fs.h.
_WAIT_BEFORE: Final = 1
_WRITE: Final = 2
_WAIT_AFTER: Final = 4

_LOST: Final = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})
"""What says that bytes did not arrive; all else says that this kind of file or volume has no such call."""


@cache
def _sync_file_range() -> Any:  # a function of the C library has no better type
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "sync_file_range", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return function


class WriteBehind:
    """What was written of one file and is not known to be on the medium. Used by one thread at a time."""

    def __init__(self, size_bytes: int) -> None:
        self._is_large = size_bytes >= BEHIND_FROM_BYTES
        self._under_way: deque[tuple[int, int]] = deque()
        self._bytes = 0

    def wrote(self, handle: int, offset: int, size_bytes: int) -> None:
        """Take note of a range, send it on its way, and wait for what was sent long ago. OSError if that was lost."""
        if not self._is_large or not size_bytes or _sync_file_range() is None:
            return
        _sync(handle, offset, size_bytes, _WRITE)
        self._under_way.append((offset, size_bytes))
        self._bytes += size_bytes
        while self._bytes > DISTANCE_BYTES:
            first, length = self._under_way.popleft()
            self._bytes -= length
            _sync(handle, first, length, _WAIT_BEFORE | _WRITE | _WAIT_AFTER)
            with contextlib.suppress(OSError):
                os.posix_fadvise(handle, first, length, os.POSIX_FADV_DONTNEED)


def _sync(handle: int, offset: int, size_bytes: int, flags: int) -> None:
    if _sync_file_range()(handle, offset, size_bytes, flags) != 0:
        code = ctypes.get_errno()
        if code in _LOST:  # told to one caller only, so it must not be overheard
            raise OSError(code, os.strerror(code))
