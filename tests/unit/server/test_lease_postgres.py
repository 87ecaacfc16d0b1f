"""The lease over a real database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from fakes.postgres import SERVER, fresh_database
from fakes.processes import environment
from megadesk.server.lease_postgres import LOOK_EVERY_S, TRY_EVERY_S, PostgresLease

pytestmark = pytest.mark.needs("postgresql")

CUT_OFF = "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' AND granted"
HOLDER = """
import sys
from megadesk.server.lease_postgres import PostgresLease
lease = PostgresLease(sys.argv[1])
print(lease.is_held(), flush=True)
sys.stdin.read()
"""


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now_s

    def later(self) -> None:
        """Let so much time go by that everybody looks."""
        self.now_s += max(LOOK_EVERY_S, TRY_EVERY_S)


@pytest.fixture
def url() -> Iterator[str]:
    """A database."""
    with fresh_database() as made:
        yield made


def test_one_has_it(url: str) -> None:
    """Of two the first; the second once the first leaves it, and not before it looks again."""
    clock = Clock()
    with closing(PostgresLease(url, clock_s=clock)) as first, closing(PostgresLease(url, clock_s=clock)) as second:
        for _ in range(3):
            assert (first.is_held(), second.is_held()) == (True, False)
            clock.later()
        assert first.is_held()
        first.close()
        assert second.is_held()
        clock.later()
        assert (first.is_held(), second.is_held()) == (False, True)


def test_a_lost_connection_loses_it(url: str) -> None:
    """Who had it notices, another one takes it, and the first tries again."""
    clock = Clock()
    with closing(PostgresLease(url, clock_s=clock)) as first, closing(PostgresLease(url, clock_s=clock)) as second:
        assert (first.is_held(), second.is_held()) == (True, False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(CUT_OFF)
        clock.later()
        assert (second.is_held(), first.is_held()) == (True, False)
        second.close()
        clock.later()
        assert first.is_held()


def test_a_killed_process_leaves_it(url: str) -> None:
    """The database lets go of what it held, without any word of it."""
    clock = Clock()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"True\n"
    with closing(PostgresLease(url, clock_s=clock)) as here:
        assert not here.is_held()
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        while not here.is_held():  # the database notices by itself
            clock.later()
    holder.stdout.close()
    holder.stdin.close()


def test_without_a_database_nobody_has_it(url: str) -> None:
    """And it is there again with the database."""
    clock = Clock()
    with closing(PostgresLease(url, clock_s=clock)) as lease:
        assert lease.is_held()
        SERVER.stop()
        try:
            clock.later()
            assert not lease.is_held()
            clock.later()
            assert not lease.is_held()
        finally:
            SERVER.start()
        clock.later()
        assert lease.is_held()
