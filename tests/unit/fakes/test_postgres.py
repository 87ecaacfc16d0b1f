"""The database server of tests: it is a real one, it comes back, and nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from fakes import ordinary, postgres
from fakes.processes import SOURCE

pytestmark = pytest.mark.needs("postgresql")
LEAVE_ONE = """
import os, signal, sys
from fakes import postgres
print(postgres.SERVER.url(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_each_asks_for_a_database_and_has_it_alone() -> None:
    """What is made in one is not in the other, over the socket and with a password over the loopback alike."""
    with postgres.fresh_database() as one, postgres.fresh_database() as other:
        with psycopg.connect(one) as connection:
            connection.execute("CREATE TABLE t (a bigint)")
        with psycopg.connect(other) as connection:
            assert connection.execute("SELECT to_regclass('t')").fetchone() == (None,)
        name = one.rpartition("@/")[2].partition("?")[0]
        with psycopg.connect(postgres.SERVER.tcp_url(name)) as connection:
            assert connection.execute("SELECT to_regclass('t') IS NULL").fetchone() == (False,)


def test_it_goes_away_and_comes_back_with_what_it_had() -> None:
    """Where it was, with all that was committed."""
    with postgres.fresh_database() as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE t (a bigint)")
        postgres.SERVER.stop()
        try:
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(url).close()
        finally:
            postgres.SERVER.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_what_a_killed_run_left_is_ended_and_removed() -> None:
    """Its server runs on; the next run ends it, and leaves alone the server of one that lives."""
    tests = Path(postgres.__file__).parents[1]
    killed = subprocess.run(
        [sys.executable, "-c", LEAVE_ONE], env=os.environ | {"PYTHONPATH": f"{tests}:{SOURCE}", "TMPDIR": ordinary.place()},
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    left = killed.stdout.strip()
    psycopg.connect(left).close()
    ours = postgres.SERVER.url()
    postgres.remove_what_killed_runs_left()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(left).close()
    with psycopg.connect(ours) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
