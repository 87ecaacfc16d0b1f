"""A few connections to PostgreSQL, lent to one transaction at a time. Used by ``metadata_postgres``.

    transaction(begin)  -->  an idle connection, or a new one  -->  begin ... commit, or rollback  -->  idle again
                                 `-- dead since it was lent last: its ``begin`` fails, and nothing has been done yet: a new one

No thread waits for a database that is away: it hears so at once, and the first who asks once it is back is connected.
How long anything may take follows from clients, who wait 90 s for an answer. ADR 60 says why this is not psycopg's pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from typing import Any, Final, TypeAlias

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8BinaryDumper

from megadesk.model.errors import BadUsage, ServerUnavailable

PgConnection: TypeAlias = psycopg.Connection[Any]

_WAIT_S: Final = 30
SESSION: Final = {
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "jit": "off",  # compiling a statement takes longer than running any of ours
    # Each query has the index it needs, but a plan is made once for all values: while a table is small, or has grown since
    # anybody counted, going through all of it seems cheaper, and stays the plan when it no longer is.
    "enable_seqscan": "off",
    "cursor_tuple_fraction": "0.001",  # who reads by a cursor may stop soon: nothing is sorted before the first row
    # Whoever vanished is noticed by the database too, and lets go of the lock that all others wait for.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
CONNECTION: Final = {
    "connect_timeout": "10",
    "keepalives": "1",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",  # ms: who does not acknowledge what we send is noticed as soon
    "application_name": "megadesk",
    "client_encoding": "utf8",
    "target_session_attrs": "read-write",  # of several hosts the one that is not a copy
}
"""What holds unless the address says otherwise."""


def conninfo_of(url: str) -> str:
    """Return what is connected to. BadUsage if it is no address; it may hold a password, so it is not repeated."""
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError:
        raise BadUsage("the address of the database cannot be read", what="database") from None
    settings = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    return make_conninfo(**CONNECTION | given | {"options": f"{settings} {given.get('options', '')}".strip()})


def connect(conninfo: str) -> PgConnection:
    """Return a new connection, on which every transaction is begun by hand."""
    made = psycopg.connect(conninfo, autocommit=True)
    made.prepare_threshold = 2
    made.prepared_max = None  # there are not many, and each has one text
    made.adapters.register_dumper(int, Int8BinaryDumper)  # one type for all numbers, so one plan for each text
    return made


class PostgresConnections:
    """At most ``count`` connections, each made when it is needed first."""

    def __init__(self, connect: Callable[[], PgConnection], count: int) -> None:
        self._connect = connect
        self._count = count
        self._idle: LifoQueue[PgConnection | None] = LifoQueue()
        for _ in range(count):
            self._idle.put(None)

    @contextmanager
    def transaction(self, begin: str) -> Iterator[PgConnection]:
        """Lend one in a transaction that this begins; it is taken back if the block raises."""
        connection = self._lent()
        try:
            if connection is None or not _is_begun(connection, begin):
                connection = self._connect()
                connection.execute(begin, prepare=False)
            yield connection
            if connection.info.transaction_status == TransactionStatus.INERROR:
                raise ServerUnavailable("the database undid what it was asked for")
            connection.commit()
        finally:
            self._idle.put(_sound(connection))

    def _lent(self) -> PgConnection | None:
        try:
            return self._idle.get(timeout=_WAIT_S)
        except Empty as e:
            raise ServerUnavailable("all connections to the database are busy") from e

    def close(self) -> None:
        """Wait for every transaction and let go of the database."""
        for connection in [self._idle.get() for _ in range(self._count)]:
            if connection is not None:
                connection.close()
            self._idle.put(None)


def _is_begun(connection: PgConnection, begin: str) -> bool:
    """Begin on a connection that was idle for a while; False if it is dead."""
    try:
        connection.execute(begin, prepare=False)
    except psycopg.OperationalError:
        if not connection.closed:
            raise  # of a lock that is not to be had
        return False
    return True


def _sound(connection: PgConnection | None) -> PgConnection | None:
    """Return a connection outside of any transaction; None if it is not to be lent again: the database undoes what was open."""
    if connection is None:
        return None
    with suppress(psycopg.Error):
        connection.rollback()
        if not connection.closed:
            return connection
    connection.close()
    return None
