"""Notices that the computer slept, or that somebody set its clock.

    Beat --20 s--> Beat:  judge(before, now) --> None | Jump(SLEPT | CLOCK_SET | STOOD_STILL) --> on_jump

Whoever slept has missed what the server said and what happened on disk, and holds connections that may be dead without
a word. Linux tells sleep from work by two clocks; elsewhere the wall clock is held against the one that waits. A beat
that comes much too late is taken for sleep as well: a suspended virtual machine, a stopped process. Costs one wake-up
of a thread in 20 s and writes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

log = logging.getLogger(__name__)

EVERY_S: Final = 20.0
LEAP_MS: Final = 5_000
"""Clocks drift and are corrected by less than this; a sleep of less is no sleep."""
LATE_MS: Final = 60_000
"""A busy machine may let a thread wait for seconds, not for a minute."""


class Jump(Enum):
    """What happened to time."""

    SLEPT = "slept"
    CLOCK_SET = "clock_set"
    STOOD_STILL = "stood_still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The clocks at one moment, in milliseconds.

    running: does not count sleep, on most systems. asleep: how much of the time since the start was sleep, None where
    the system does not say. wall: the one for people.
    """

    running_ms: int
    asleep_ms: int | None
    wall_ms: int


def judge(before: Beat, now: Beat, every_ms: int) -> Jump | None:
    """Return what happened between two beats that should be ``every_ms`` apart; None if nothing did."""
    ran_ms = now.running_ms - before.running_ms
    slept_ms = now.asleep_ms - before.asleep_ms if now.asleep_ms is not None and before.asleep_ms is not None else 0
    if slept_ms > LEAP_MS:
        return Jump.SLEPT
    set_ms = now.wall_ms - before.wall_ms - ran_ms - slept_ms
    if abs(set_ms) > LEAP_MS:
        # Where sleep is not told apart, a wall clock that went on by itself is the sign of it.
        return Jump.SLEPT if now.asleep_ms is None and set_ms > 0 else Jump.CLOCK_SET
    return Jump.STOOD_STILL if ran_ms > every_ms + LATE_MS else None


def read_clocks() -> Beat:
    """Return the clocks now."""
    running = time.monotonic_ns()
    asleep = time.clock_gettime_ns(time.CLOCK_BOOTTIME) - running if hasattr(time, "CLOCK_BOOTTIME") else None
    return Beat(
        running_ms=running // 1_000_000,
        asleep_ms=None if asleep is None else asleep // 1_000_000,
        wall_ms=time.time_ns() // 1_000_000,
    )


class Pulse:
    """Beats in a thread of its own until ``stop``; ``on_jump`` is called from it."""

    def __init__(
        self, on_jump: Callable[[Jump], None], *, clocks: Callable[[], Beat] = read_clocks, every_s: float = EVERY_S
    ) -> None:
        self._on_jump = on_jump
        self._clocks = clocks
        self._every_s = every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; nothing is told any more once this returned. Not to be called from on_jump."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        before = self._clocks()
        while not self._stopping.wait(self._every_s):
            now = self._clocks()
            jump = judge(before, now, int(self._every_s * 1000))
            before = now
            if jump is not None:
                log.info("time: %s", jump.value)
                self._on_jump(jump)
