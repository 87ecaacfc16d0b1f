"""How the C library keeps what Python gives back to it.

Not here: how much memory anything takes; docs/performance.md has the numbers.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Final

log = logging.getLogger(__name__)

# The parameters of mallopt, from glibc's malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8

ARENAS: Final = 2
BLOCK_BYTES: Final = 256 << 10


def give_memory_back() -> bool:
    """Have freed memory returned to the system early; call it before there are threads. Whether it could be set.

    glibc gives each thread an arena of its own, and each keeps what its thread once had: sealed records and blocks of
    one to eight MiB at a time. After the first upload of 100,000 files an engine held 398 MiB, of which 230 were
    such remains; with two arenas, and large blocks mapped by themselves, the peak is 289. It costs no time that
    could be measured. Other C libraries give back by themselves.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = ((_ARENA_MAX, ARENAS), (_MMAP_THRESHOLD, BLOCK_BYTES), (_TRIM_THRESHOLD, BLOCK_BYTES))
    taken = [mallopt(name, value) for name, value in settings]
    if 0 in taken:
        log.info("the C library does not take our settings for memory")
    return 0 not in taken
