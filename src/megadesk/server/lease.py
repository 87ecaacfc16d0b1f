"""Who takes care: one process at a time, so that work is not done twice. Nothing would go wrong if it were.

    is_held() --> whether this process may; it becomes the one if nobody else is

Over a data folder it is whoever has the folder (``Alone``); over PostgreSQL an advisory lock on a connection of its own
(``lease_postgres``), which goes with the process, however it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from megadesk.model.errors import AlreadyRunning


class Lease(Protocol):
    """Used by one thread."""

    def is_held(self) -> bool:
        """Whether this process is the one. Asked before each step; cheap."""

    def close(self) -> None:
        """Leave it to others."""


class Alone:
    """The lease of a process that has its stores to itself."""

    def is_held(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """There are no others."""


@contextmanager
def held(lease: Lease) -> Iterator[None]:
    """Be the one for the block; AlreadyRunning if another process is."""
    try:
        if not lease.is_held():
            raise AlreadyRunning("another process takes care", what="server")
        yield
    finally:
        lease.close()
