"""How the C library keeps what bodies were in: long enough for the next body, and not for ever.

glibc asks the system for each piece of a body of its own and gives it back at once, page by page, each cleared again
for the next: 0.2 to 0.4 of 2.1 s of the server's CPU when 1 GiB comes in. Kept is at most so much in each of two arenas;
the highest the server takes for it is as before, 110 MiB.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

# The parameters of mallopt, from glibc's malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8

ARENAS: Final = 2
ALONE_BYTES: Final = 8 << 20
"""What is larger is asked for by itself: a whole batch, a commit."""

KEPT_BYTES: Final = 32 << 20


def keep_for_bodies() -> bool:
    """Have freed memory kept for the next body; call it before there are threads. Whether it could be set."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = ((_ARENA_MAX, ARENAS), (_MMAP_THRESHOLD, ALONE_BYTES), (_TRIM_THRESHOLD, KEPT_BYTES))
    return 0 not in [mallopt(name, value) for name, value in settings]
