"""What grows, and who is watched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.load.watch import Watch, memory_of, named, size_of


def test_a_folder_has_all_below_it_and_a_database_its_log(tmp_path: Path) -> None:
    """SQLite keeps beside its file what it has not folded in yet: that is part of it."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(bytes(100))
    (tmp_path / "base").write_bytes(bytes(10))
    (tmp_path / "base-wal").write_bytes(bytes(5))
    assert size_of(str(tmp_path / "a")) == 100
    assert size_of(str(tmp_path / "base")) == 15
    assert size_of(str(tmp_path / "absent")) == 0


def test_processes_of_one_name_add_up() -> None:
    """Two server processes are one row."""
    one = Watch([("server", os.getpid())], []).read()
    two = Watch([("server", os.getpid()), ("server", os.getpid())], []).read()
    assert one.rss_bytes["server"] > 1 << 20
    assert two.rss_bytes["server"] > 1.5 * one.rss_bytes["server"]
    assert one.peak_bytes["server"] >= one.rss_bytes["server"]


def test_names_and_values_are_told_apart_and_anything_else_refused() -> None:
    """An address may hold equals signs of its own."""
    assert named(["database=postgresql://x/y?z=1"]) == [("database", "postgresql://x/y?z=1")]
    with pytest.raises(ValueError, match="NAME=VALUE"):
        named(["4711"])


def test_memory_is_what_a_process_has_for_itself_and_its_share_of_the_rest() -> None:
    """Never more than what is resident; of a process that ended it is nothing."""
    now, resident = memory_of(os.getpid())
    assert 1 << 20 < now <= resident
    assert memory_of(-1) == (0, 0)


def test_a_process_that_ended_and_was_not_waited_for_has_nothing() -> None:
    """A database's helpers come and go while they are looked at."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert memory_of(child.pid) == (0, 0)
