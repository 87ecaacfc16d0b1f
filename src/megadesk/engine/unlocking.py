"""Asks a key store again that could not be asked when the engine began: a keyring is locked, or starts later than we do.

    locked --15 s, 30 s, .. 15 min--> attempt --opened, or somebody signed in--> over

Each time may put up a prompt of the system, so the waits double: soon after a start of the computer, rarely when nobody
is there to answer. Who asks by hand (``status --wait``) has it tried at once, and does not come by here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

FIRST_S: Final = 15.0
LAST_S: Final = 15 * 60.0


class Unlocking:
    """A thread that asks now and then, while it is needed. ``attempt`` returns whether nothing is left to be asked for."""

    def __init__(self, attempt: Callable[[], bool], first_s: float = FIRST_S) -> None:
        self._attempt = attempt
        self._wait_s = first_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="unlocking", daemon=True)

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the engine ends: what opens now is not to be run any more."""
        return self._over.is_set()

    def stop(self) -> None:
        """Ask no more; a question that is being asked ends by itself."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(self._wait_s):
            if self._attempt():
                return
            self._wait_s = min(self._wait_s * 2, LAST_S)
