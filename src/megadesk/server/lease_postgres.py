"""The lease of several processes over one PostgreSQL: an advisory lock of a session that does nothing else.

When the process ends, the database lets go of the lock; when its machine vanishes, within a minute, because both ends of the
connection look whether the other is there (``postgres_link``). When the connection is lost, so is the lease.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import psycopg

from megadesk.server.postgres_link import Link

LOCK: Final = 0x6D65_6761_6361_7265  # "megacare"
LOOK_EVERY_S: Final = 1.0
TRY_EVERY_S: Final = 5.0
_TRY: Final = f"SELECT pg_try_advisory_lock({LOCK})"
_LOOK: Final = "SELECT 1"


class PostgresLease:
    """See the module. Asks the database once a second at most while it is held, and every five seconds while it is not."""

    def __init__(self, url: str, *, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._link = Link(url)
        self._clock_s = clock_s
        self._connection: psycopg.Connection[Any] | None = None
        self._is_held = False
        self._due_s = clock_s()

    def is_held(self) -> bool:
        """Whether this process is the one; it becomes it if nobody else is."""
        if self._clock_s() >= self._due_s:
            try:
                self._is_held = self._look()
            except psycopg.Error:
                self.close()
            self._due_s = self._clock_s() + (LOOK_EVERY_S if self._is_held else TRY_EVERY_S)
        return self._is_held

    def _look(self) -> bool:
        if self._connection is None:
            self._connection = self._link.connect("care")
        row = self._connection.execute(_LOOK if self._is_held else _TRY).fetchone()
        return row is not None and bool(row[0])

    def close(self) -> None:
        """Leave it to others, and at once: a connection that was closed may be there for the database a while yet."""
        self._is_held = False
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.execute("SELECT pg_advisory_unlock_all()")
            self._connection.close()
            self._connection = None
