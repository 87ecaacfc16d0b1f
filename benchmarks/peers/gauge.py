"""One measurement: how long something took, and what was used meanwhile, by the client, by the rest, by strangers.

Memory is looked at while it runs, since nobody can be asked who has ended: the sum over the client's processes of what
each had resident at its highest. Strangers: all CPU time of the machine that is not ours; a row with much of it was
disturbed. What the kernel writes out for us later is in it, so dirty pages are written out before each measurement.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from benchmarks.peers.group import Group
from benchmarks.proc import loopback_bytes, machine_s, our_s, write_out

SAMPLE_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Measured:
    """What one action took."""

    seconds: float
    client_cpu_s: float
    other_cpu_s: float
    """Of all that is ours and not the client: servers, the other device, this program."""
    client_peak_bytes: int
    loopback_bytes: int
    foreign_cores: float


def measure(action: Callable[[], None], client: Group, folder: Path) -> Measured:
    """Do it and say what it took. folder: where it happens; what others left to be written there is written first."""
    write_out(folder)
    client.forget_peak()
    before = machine_s(), our_s(), client.cpu_s(), loopback_bytes()
    with _Peak(client) as peak:
        started = time.perf_counter()
        action()
        seconds = time.perf_counter() - started
    machine, ours, of_client, sent = (
        after - then
        for after, then in zip((machine_s(), our_s(), client.cpu_s(), loopback_bytes()), before, strict=True)
    )
    return Measured(
        seconds=seconds,
        client_cpu_s=of_client,
        other_cpu_s=max(0.0, ours - of_client),
        client_peak_bytes=peak.bytes,
        loopback_bytes=int(sent),
        foreign_cores=foreign_cores(machine, ours, seconds),
    )


def foreign_cores(machine_s: float, ours_s: float, seconds: float) -> float:
    """Return how many cores strangers kept busy; counters tick apart from each other, so it is never below 0."""
    return max(0.0, machine_s - ours_s) / seconds if seconds > 0 else 0.0


class _Peak:
    """Looks at the memory of a group again and again."""

    def __init__(self, group: Group) -> None:
        self.group, self.bytes = group, 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="peak memory")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self.bytes = max(self.bytes, self.group.peak_bytes())

    def _look(self) -> None:
        while not self._done.wait(SAMPLE_S):
            self.bytes = max(self.bytes, self.group.peak_bytes())
