"""What Linux has counted."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.proc import cpu_s, family, forget_peak, machine_s, our_s, peak_bytes


def test_a_family_is_all_that_is_below_and_alive() -> None:
    """Children of children too, and none that ended."""
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"1\n"
        assert len(family([child.pid])) == 2
        assert family([os.getpid()]) >= family([child.pid])
        child.communicate(b"\n")
    assert family([child.pid]) == set()


def test_who_ended_has_used_nothing_and_cannot_be_asked() -> None:
    """Nobody has to look first whether a process still lives."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        pass
    assert (cpu_s(child.pid), peak_bytes(child.pid)) == (0.0, 0)
    forget_peak(child.pid)


def test_what_we_use_is_part_of_what_everybody_uses() -> None:
    """Our own seconds count this process and those it has waited for."""
    before = our_s()
    subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
    assert before < our_s() <= machine_s()
    assert peak_bytes(os.getpid()) > 0
