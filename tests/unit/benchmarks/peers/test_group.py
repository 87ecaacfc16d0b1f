"""Processes are counted together and ended by their ids."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.peers.group import Group, ProgramFailed, await_true
from benchmarks.proc import family

WAITS = "import signal, subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); signal.pause()"


def test_closing_ends_what_was_started_and_all_below(tmp_path: Path) -> None:
    """Children of a child that was ended first are not left behind."""
    group = Group(tmp_path / "log")
    pid = group.start([sys.executable, "-c", WAITS])
    await_true(lambda: len(family([pid])) == 2, group)
    everybody = family([pid])
    group.close()
    assert family(everybody) == set()
    assert group.pids == set()


def test_a_command_leaves_its_cpu_seconds(tmp_path: Path) -> None:
    """They are counted once it has ended."""
    group = Group(tmp_path / "log")
    group.run([sys.executable, "-c", "sum(range(10_000_000))"])
    assert group.cpu_s() == group.spent_s > 0


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    """With the end of what it printed; some codes may be fine."""
    group = Group(tmp_path / "log")
    script = "import sys; sys.exit('no such remote')"
    with pytest.raises(ProgramFailed, match="no such remote"):
        group.run([sys.executable, "-c", script])
    group.run([sys.executable, "-c", script], fine=(0, 1))


def test_waiting_ends_with_the_program_that_should_stay(tmp_path: Path) -> None:
    """Nobody waits for a server that is gone."""
    group = Group(tmp_path / "log")
    group.start([sys.executable, "-c", "print('port in use')"])
    with pytest.raises(ProgramFailed, match="port in use"):
        await_true(lambda: False, group)
