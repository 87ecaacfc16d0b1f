"""The object store of tests: it is a real one, it comes back, and nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import obstore
import pytest

from fakes import ordinary, seaweed
from fakes.processes import SOURCE

pytestmark = pytest.mark.needs("seaweedfs")
LEAVE_ONE = """
import os, signal
from fakes import seaweed
seaweed.fresh_prefix()
server = seaweed.SERVER
print(server.made, flush=True)
print(*(process.pid for process in server._processes), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_comes_back_with_what_it_had() -> None:
    """Where it was."""
    name = f"{seaweed.fresh_prefix().rpartition('/')[2]}/a"
    store, endpoint = seaweed.SERVER.store(), seaweed.SERVER.endpoint
    obstore.put(store, name, b"a", use_multipart=False)
    seaweed.SERVER.stop()
    try:
        with pytest.raises(obstore.exceptions.GenericError):
            obstore.get(store, name)
    finally:
        seaweed.SERVER.start()
    assert bytes(obstore.get(store, name).bytes()) == b"a"
    assert seaweed.SERVER.endpoint == endpoint


def test_what_a_killed_run_left_is_ended_and_removed() -> None:
    """Its server runs on; the next run ends it, and leaves alone the server of one that lives."""
    tests, ours = Path(seaweed.__file__).parents[1], seaweed.SERVER.endpoint
    killed = subprocess.run(
        [sys.executable, "-c", LEAVE_ONE],
        env=os.environ | {"PYTHONPATH": f"{tests}:{SOURCE}", "TMPDIR": ordinary.place()},
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    left, *pids = killed.stdout.split()
    assert len(pids) == 4
    seaweed.remove_what_killed_runs_left()
    assert not Path(left).exists()
    assert [pid for pid in pids if _runs(int(pid))] == []
    assert seaweed.SERVER.endpoint == ours
    obstore.put(seaweed.SERVER.store(), "ready", b"yet", use_multipart=False)


def _runs(pid: int) -> bool:
    """Whether a process does anything any more: one whose parent does not ask for its end stays in the table."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
