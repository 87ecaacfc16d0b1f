"""How the C library keeps what Python gives back to it, and how often Python looks for what nobody can reach.

Not here: how much memory anything takes; docs/performance.md has the numbers.
"""

from __future__ import annotations

import ctypes
import gc
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


COLLECT_AFTER: Final = 20_000


def collect_rarely() -> None:
    """Look for unreachable cycles after so many new objects, not after 700.

    What an engine makes by the ten thousand (nodes, records, rows) stays or goes by itself: no cycle is among it, and
    looking through all of it again and again was an eighth of the time of a sync of 10,000 files. 1 MiB more at its
    highest.
    """
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])


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
