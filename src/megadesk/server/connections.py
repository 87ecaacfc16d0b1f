"""A few connections to one SQLite file, lent to one transaction at a time. Used by ``metadata_sqlite``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Final

_WAIT_S: Final = 60


class Connections:
    """A few connections to one database, each made when it is needed first and lent to one transaction at a time."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], count: int) -> None:
        self._connect = connect
        self._count = count
        self._idle: LifoQueue[sqlite3.Connection | None] = LifoQueue()
        for _ in range(count):
            self._idle.put(None)

    @contextmanager
    def transaction(self, *begin: str) -> Iterator[sqlite3.Connection]:
        """Lend one in a transaction that these statements begin; it is taken back if the block raises."""
        try:
            lent = self._idle.get(timeout=_WAIT_S)
        except Empty as e:
            raise sqlite3.OperationalError("all connections are busy") from e
        whole: sqlite3.Connection | None = None
        try:
            connection = lent or self._connect()
            try:
                for statement in begin:
                    connection.execute(statement)
                yield connection
                connection.commit()
            finally:
                connection.rollback()  # of what is not committed
                whole = connection
        finally:
            self._idle.put(whole)  # one that cannot be rolled back is not lent again

    def close(self, last: str = "") -> None:
        """Wait for every transaction and let go of the database; ``last`` is what a connection does before."""
        for connection in [self._idle.get() for _ in range(self._count)]:
            if connection is not None:
                connection.execute(last)
                connection.close()
            self._idle.put(None)
