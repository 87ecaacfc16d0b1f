"""Connections that are lent to one transaction at a time."""

from __future__ import annotations

import sqlite3

import pytest

from megadesk.server import connections
from megadesk.server.connections import Connections


class Fragile(sqlite3.Connection):
    """A connection that cannot go back once ``is_broken`` is set."""

    is_broken = False

    def rollback(self) -> None:
        """Go back, or not."""
        if self.is_broken:
            raise sqlite3.OperationalError("disk I/O error")
        super().rollback()


def test_a_connection_is_lent_to_one_transaction_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made when it is needed first, used again afterwards, and who finds none in time is told so."""
    monkeypatch.setattr(connections, "_WAIT_S", 0)
    made: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        made.append(sqlite3.connect(":memory:", isolation_level=None))
        return made[-1]

    lent = Connections(connect, 1)
    assert not made
    with lent.transaction("BEGIN") as first:
        first.execute("CREATE TABLE t(a)")
    busy = pytest.raises(sqlite3.OperationalError, match="busy")
    with lent.transaction("BEGIN"), busy, lent.transaction("BEGIN"):
        raise AssertionError("there was another one")

    def spoil() -> None:
        with lent.transaction("BEGIN") as again:
            again.execute("INSERT INTO t VALUES (1)")
            raise KeyError

    with pytest.raises(KeyError):
        spoil()
    with lent.transaction("BEGIN") as third:
        assert third.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert made == [first]
    lent.close()


def test_a_connection_that_cannot_go_back_is_not_lent_again() -> None:
    """Else every write after one fault of the disk would find itself in a transaction that never ends."""
    made: list[Fragile] = []

    def connect() -> Fragile:
        made.append(sqlite3.connect(":memory:", isolation_level=None, factory=Fragile))
        return made[-1]

    lent = Connections(connect, 1)
    with pytest.raises(sqlite3.OperationalError, match="disk I/O"), lent.transaction("BEGIN") as broken:
        made[0].is_broken = True
    with lent.transaction("BEGIN") as whole:
        assert whole is not broken
    lent.close()
    broken.close()
