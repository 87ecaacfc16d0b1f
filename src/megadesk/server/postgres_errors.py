"""What PostgreSQL says went wrong, as one of ours. Used by ``metadata_postgres``.

    not there, or gone in the middle, busy, in a knot, read only, frozen  -->  ServerUnavailable: come again
    a page that is not what was written  -->  ServerUnavailable, and a line in the log: nothing is wrong with what was sent
    out of room  -->  DiskFull                else: a fault of ours, as it is

Clients hear the sentence, so it names no machine; what the database said stands behind it (``__cause__``), for the log. No
password stands in either: PostgreSQL does not repeat one, and an address that cannot be read is not quoted.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import errors

from megadesk.model.errors import DiskFull, MegadeskError, ServerUnavailable
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import DAMAGED, READ_ONLY, UNREACHED

log = logging.getLogger(LOGGER)

_FULL: Final = (errors.DiskFull,)
_DAMAGED: Final = (errors.DataCorrupted, errors.IndexCorrupted)
_UNDONE: Final = (errors.DeadlockDetected, errors.SerializationFailure, errors.LockNotAvailable, errors.QueryCanceled)
_REFUSED: Final = (errors.ReadOnlySqlTransaction, errors.IdleInTransactionSessionTimeout, errors.IdleSessionTimeout)
_COPY: Final = re.compile("session is read-only|hot standby mode")
"""What the driver says of every host that it found, if it is told to look for one that takes writes."""
_GONE: Final = (psycopg.OperationalError, psycopg.InterfaceError)
"""Also a connection that is lost: it may be that a transaction was taken all the same."""


def named(error: psycopg.Error) -> MegadeskError | None:
    """Return our error for one of PostgreSQL's, None if it is a fault of ours."""
    if isinstance(error, _FULL):
        return DiskFull(where="server")
    if isinstance(error, _DAMAGED):
        return ServerUnavailable("the database says that it is damaged; nothing was changed", reason=DAMAGED)
    if isinstance(error, _UNDONE):
        return ServerUnavailable("the database is busy, and undid what it was asked for")
    if isinstance(error, _REFUSED):
        return ServerUnavailable("the database takes no writes now", reason=READ_ONLY)
    if isinstance(error, _GONE) and _COPY.search(str(error)):
        return ServerUnavailable("the database takes no writes now", reason=READ_ONLY)
    if isinstance(error, _GONE):
        return ServerUnavailable("the database cannot be reached", reason=UNREACHED)
    return None


@contextmanager
def errors_named() -> Iterator[None]:
    """Turn PostgreSQL's errors of the block into ours."""
    try:
        yield
    except psycopg.Error as e:
        if isinstance(e, _DAMAGED):
            _say_damaged(e)
        if (ours := named(e)) is not None:
            raise ours from e
        raise


def _say_damaged(error: psycopg.Error) -> None:
    log.error("the database is damaged", extra={EXTRA: {"why": said(error)}})


def said(error: psycopg.Error) -> str:
    """Return what PostgreSQL itself says, on one line: for an operator."""
    text = error.diag.message_primary or str(error)
    return " ".join(text.split())
