"""Memory that is kept on purpose, by the C library and by Python's search for garbage.

keep_for_bodies      what bodies were in, long enough for the next body, and not for ever
search_only_news     what has outlived a full search for garbage is not looked through again for an hour

glibc asks the system for each piece of a body of its own and gives it back at once, page by page, each cleared again
for the next: 0.2 to 0.4 of 2.1 s of the server's CPU when 1 GiB comes in. Kept is at most so much in each of two arenas;
the highest the server takes for it is as before, 110 MiB.

A full search for garbage looks at every object, and nothing else runs meanwhile: 0.74 s with 15,000 event streams open, 0.03 to
0.08 s when only news is looked at. What is freed needs no search but for cycles; those among old objects wait for the hour.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from collections.abc import Callable, Mapping
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


WHOLE_EVERY_S: Final = 3600.0
_OLDEST: Final = 2


class NewsOnly:
    """After a full search, sets aside what has outlived it; each hour the next search is of everything once more."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._whole_s = clock_s()

    def __call__(self, phase: str, info: Mapping[str, int]) -> None:
        """Hear of a search that begins or ends (gc.callbacks)."""
        if phase != "stop" or info["generation"] != _OLDEST:
            return
        now_s = self._clock_s()
        if now_s - self._whole_s < WHOLE_EVERY_S:
            gc.freeze()
        else:
            self._whole_s = now_s
            gc.unfreeze()


def search_only_news() -> None:
    """Have Python look for garbage among what is new only, most of the time. For a process that lives long."""
    gc.callbacks.append(NewsOnly())
