"""Connections that last."""

from __future__ import annotations

from contextlib import suppress

import psycopg
import pytest

from fakes.postgres import fresh_database
from megadesk.server.postgres_link import Link, Pauses


@pytest.mark.needs("postgresql")
def test_both_ends_look_whether_the_other_is_there() -> None:
    """The database lets go of a peer that vanished within a minute: by default it would after two hours."""
    with fresh_database() as url, Link(url).connect("test") as connection:
        kept = dict(
            connection.execute("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_keepalives_%'").fetchall()
        )
        assert kept.keys() == {"tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count"}
        assert connection.info.get_parameters()["keepalives_idle"] == "20"
        assert connection.autocommit
        assert connection.execute("SHOW application_name").fetchone() == ("megadesk test",)


def test_a_password_is_not_shown() -> None:
    """Neither by the link nor by the error of a database that is not there."""
    link = Link("postgresql://ada:secret@127.0.0.1:1/x")
    assert "secret" not in repr(link)
    with pytest.raises(psycopg.OperationalError) as raised:
        link.connect("test")
    assert "secret" not in str(raised.value)


def test_pauses_grow_to_a_bound() -> None:
    """Twice as long each time, and shortly again after one that was good for long."""
    now = [0.0]
    pauses = Pauses(lambda: now[0])
    grown = [pauses.next_s() for _ in range(10)]
    assert grown[:3] == [0.2, 0.4, 0.8]
    assert grown[-2:] == [15.0, 15.0]
    with pauses.while_good():
        now[0] += 1
    assert pauses.next_s() == 15.0
    with suppress(ZeroDivisionError), pauses.while_good():
        now[0] += 60
        raise ZeroDivisionError
    assert pauses.next_s() == 0.2
