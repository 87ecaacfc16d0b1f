"""engine start, stop, status: whether one runs, and that it has ended when we say so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from fakes.processes import environment
from megadesk.cli.engine import wait_until_free
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.process import ProfileLock
from megadesk.ipc.messages import Nothing
from megadesk.model.errors import TimedOut

STARTING = """
import sys
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.process import ProfileLock
lock = ProfileLock.acquire(find_profile(sys.argv[1], {}))
print("locked", flush=True)
sys.stdin.read()
"""
"""An engine before it listens."""


FOLLOWED = """
import os, signal, sys
from megadesk.host.locks import write_owner
from megadesk.host.paths import find_profile
from megadesk.host.process import ProfileLock
lock = ProfileLock.acquire(find_profile(sys.argv[1], {}))
reading, writing = os.pipe()
if os.fork():
    os.close(reading)
    print("locked", flush=True)
    signal.pause()
os.close(writing)
os.read(reading, 1)
os.lseek(lock._handle, 0, os.SEEK_SET)
write_owner(lock._handle)
signal.pause()
"""
"""An engine before it listens, and another that has the profile as soon as it is gone."""


def test_status_starts_nothing(cli: Cli, home: Path) -> None:
    """Without an engine it says so, with the fields of the contract, and leaves no trace."""
    document = cli("engine", "status", "--json").document
    assert set(document) == {"running", "pid", "home", "version"}
    assert document["running"] is False
    assert "No engine runs" in cli("engine", "status").out
    assert not home.exists()


def test_status_of_an_engine_that_runs(cli: Cli, engine: FakeEngine) -> None:
    """Its process is named; starting it again is the same answer."""
    assert "4711" in cli("engine", "status").out
    assert cli("engine", "start", "--json").document["pid"] == 4711


def test_stop_returns_once_the_profile_is_free(cli: Cli, engine: FakeEngine) -> None:
    """The engine is asked, and its lock is gone when the command ends."""
    outcome = cli("engine", "stop")
    assert outcome.code == 0, outcome.err
    assert engine.asked == [Nothing()]
    assert cli("engine", "stop", "--json").code == 0


def test_stop_without_an_engine_is_done(cli: Cli) -> None:
    """What is asked for is so already."""
    assert cli("engine", "stop").code == 0


def test_stop_ends_an_engine_that_does_not_answer_yet(cli: Cli, home: Path) -> None:
    """It has the profile and takes no messages: it is just starting, or is becoming the program of an upgrade."""
    prepare_profile(find_profile(str(home), {}))
    command = [sys.executable, "-c", STARTING, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as starting:
        assert starting.stdout is not None
        assert starting.stdout.readline() == b"locked\n"
        outcome = cli("engine", "stop")
        assert outcome.code == 0, outcome.err
        assert starting.wait() == -signal.SIGTERM


def test_stop_ends_the_next_engine_too(cli: Cli, home: Path) -> None:
    """An app that found none had started it meanwhile: it is not what somebody who stops the engine is left with."""
    profile = find_profile(str(home), {})
    prepare_profile(profile)
    command = [sys.executable, "-c", FOLLOWED, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"locked\n"
        outcome = cli("engine", "stop")
        assert outcome.code == 0, outcome.err
        assert first.stdout.read() == b"", "it ends with the second, which has it open as well"
    ProfileLock.acquire(profile).release()


def test_waiting_for_an_engine_that_does_not_end_is_a_time_out(engine: FakeEngine) -> None:
    """A lock that stays held is not waited for for ever."""
    with pytest.raises(TimedOut):
        wait_until_free(find_profile(str(engine.home), os.environ), timeout_s=0)
