"""Connections to PostgreSQL that are kept for hours and are nobody's request: hints, and who takes care.

    Link.connect     one in autocommit, on which a peer that vanished is noticed within a minute, from both ends
    Pauses           how long to wait before the next try: longer each time

Those of the stores are others, from a pool.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg

CONNECT_TIMEOUT_S: Final = 10
_PAUSE_S: Final = 0.2
_PAUSE_MAX_S: Final = 15.0
_OURS: Final[dict[str, Any]] = {
    "connect_timeout": CONNECT_TIMEOUT_S, "keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 10,
    "keepalives_count": 3, "tcp_user_timeout": 60_000,
}  # fmt: skip
_THEIRS: Final = "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
"""The database lets go of what a vanished peer holds only if it looks whether it is there; by default after two hours."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where the database is. ``url`` may hold a password."""

    url: str

    def __repr__(self) -> str:
        return "<Link>"

    def connect(self, purpose: str) -> psycopg.Connection[Any]:
        """Return a connection; psycopg.Error if there is none to be had. ``purpose`` is what the database shows of it."""
        made = psycopg.connect(self.url, autocommit=True, application_name=f"megadesk {purpose}", **_OURS)
        try:
            made.execute(_THEIRS)
        except BaseException:
            made.close()
            raise
        return made


class Pauses:
    """So long between two tries, twice as long each time until one is good for a while."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._next_s = _PAUSE_S

    def next_s(self) -> float:
        """Return how long to wait now."""
        now_s, self._next_s = self._next_s, min(_PAUSE_MAX_S, self._next_s * 2)
        return now_s

    @contextmanager
    def while_good(self) -> Iterator[None]:
        """Begin with short ones again after the block, if it was a long one."""
        began_s = self._clock_s()
        try:
            yield
        finally:
            if self._clock_s() - began_s > _PAUSE_MAX_S:
                self._next_s = _PAUSE_S
