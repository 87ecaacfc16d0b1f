"""The processes of one device or one server: started here, counted here, ended here by their ids.

A program that stays (start) is counted while it lives; one that runs to its end (run) leaves its CPU seconds in
``spent_s``, its own children's included. Output goes to a log, whose end is shown if something fails.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.proc import cpu_s, family, forget_peak, peak_bytes

STOP_S: Final = 15
LOG_TAIL: Final = 1500


class ProgramFailed(Exception):  # noqa: N818 -- as in the house: named for what is the case
    """A peer's program ended otherwise than it should."""


class Group:
    """Processes that are counted together."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.pids: set[int] = set()
        self.spent_s = 0.0
        self._started: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, arguments: Sequence[str | Path], environ: Mapping[str, str] | None = None) -> int:
        """Start a program that stays; return its id."""
        child = self._spawn(arguments, environ, None)
        return child.pid

    def run(
        self,
        arguments: Sequence[str | Path],
        environ: Mapping[str, str] | None = None,
        *,
        cwd: Path | None = None,
        fine: Iterable[int] = (0,),
    ) -> None:
        """Run a program to its end; ProgramFailed unless it ends with one of the codes that are fine."""
        child = self._spawn(arguments, environ, cwd)
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            self._end(child)
            raise
        self._forget(child)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.spent_s += usage.ru_utime + usage.ru_stime
        if child.returncode not in fine:
            raise ProgramFailed(f"{arguments[0]} ended with {child.returncode}: {self.tail()}")

    def stop(self, pid: int) -> None:
        """End a program that was started here, and all below it."""
        self._end(self._started[pid])

    def check(self) -> None:
        """Raise ProgramFailed if a program that should stay has ended."""
        for child in list(self._started.values()):
            if child.poll() is not None:
                self._forget(child)
                raise ProgramFailed(f"{child.args!r} ended with {child.returncode}: {self.tail()}")

    def close(self) -> None:
        """End whatever still runs."""
        for child in list(self._started.values()):
            self._end(child)

    def tail(self) -> str:
        """Return the end of the log."""
        with suppress(OSError):
            return self.log.read_text(errors="replace")[-LOG_TAIL:].strip()
        return ""

    # -- what they have used ------------------------------------------------------------------------------------------

    def cpu_s(self) -> float:
        """Return the CPU seconds of all of them so far."""
        return self.spent_s + sum(cpu_s(pid, reaped=True) for pid in family(tuple(self.pids)))

    def peak_bytes(self) -> int:
        """Return the sum of what each that lives now had resident at its highest."""
        return sum(peak_bytes(pid) for pid in family(tuple(self.pids)))

    def forget_peak(self) -> None:
        """Measure peaks anew from now on."""
        for pid in family(tuple(self.pids)):
            forget_peak(pid)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _spawn(
        self, arguments: Sequence[str | Path], environ: Mapping[str, str] | None, cwd: Path | None
    ) -> subprocess.Popen[bytes]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            child = subprocess.Popen(
                [str(each) for each in arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **(environ or {})},
                cwd=cwd,
            )
        self._started[child.pid] = child
        self.pids.add(child.pid)
        return child

    def _forget(self, child: subprocess.Popen[bytes]) -> None:
        self._started.pop(child.pid, None)
        self.pids.discard(child.pid)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        if child.poll() is None:
            below = family([child.pid]) - {child.pid}
            child.terminate()
            try:
                child.wait(STOP_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            _end_orphans(below)
        self._forget(child)


def _end_orphans(pids: set[int]) -> None:
    """End those that a parent which died first has left to nobody; return when they are gone."""
    for pid in family(pids) & pids:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + STOP_S
    while family(pids) & pids and time.monotonic() < end:
        time.sleep(0.01)  # noqa: TID251 -- only a parent is told of an end


def await_true(claim: Callable[[], bool], group: Group, *, every_s: float = 0.05, within_s: float = 1800) -> None:
    """Return once ``claim()`` is true; ProgramFailed if a program of the group ends first, or time runs out."""
    end = time.monotonic() + within_s
    while not claim():
        group.check()
        if time.monotonic() > end:
            raise ProgramFailed(f"not reached within {within_s:.0f} s: {group.tail()}")
        time.sleep(every_s)  # noqa: TID251 -- a peer's state can only be asked for
