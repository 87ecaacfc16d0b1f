"""How fast an operator's command may read: so many bytes a second on average, so that the server's own work goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import Final

_BEHIND_S: Final = 1.0
"""What was not used in the second before may be made up for, no more."""


class Pace:
    """Waits after each piece of work as long as it takes; with no rate, never."""

    def __init__(
        self, bytes_s: float | None, *, now_s: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:  # fmt: skip
        self._bytes_s = bytes_s
        self._now_s, self._wait = now_s, wait or Event().wait
        self._due_s = now_s()

    def spend(self, size_bytes: int) -> None:
        """Return once so many bytes more are within the rate."""
        if not self._bytes_s:
            return
        now_s = self._now_s()
        self._due_s = max(self._due_s, now_s - _BEHIND_S) + size_bytes / self._bytes_s
        if self._due_s > now_s:
            self._wait(self._due_s - now_s)
