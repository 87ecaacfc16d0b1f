"""Sleep and set clocks are told from time that simply passes."""

from __future__ import annotations

import queue

import pytest

from megadesk.engine.pulse import Beat, Jump, Pulse, judge, read_clocks

WAIT_S = 20
EVERY_MS = 20_000


def beat(running_s: float, asleep_s: float | None, wall_s: float) -> Beat:
    """Return a beat in seconds."""
    return Beat(
        running_ms=int(running_s * 1000),
        asleep_ms=None if asleep_s is None else int(asleep_s * 1000),
        wall_ms=int(wall_s * 1000),
    )


@pytest.mark.parametrize(
    ("now", "jump"),
    [
        (beat(20, 0, 20), None),
        (beat(21, 0, 21.5), None),
        (beat(20, 4, 24), None),
        (beat(20, 6, 26), Jump.SLEPT),
        (beat(20, 3600, 3620), Jump.SLEPT),
        (beat(20, 3600, 20), Jump.SLEPT),
        (beat(20, 0, 3620), Jump.CLOCK_SET),
        (beat(20, 0, -3600), Jump.CLOCK_SET),
        (beat(50, 0, 50), None),
        (beat(90, 0, 90), Jump.STOOD_STILL),
        (beat(20, None, 20), None),
        (beat(20, None, 3620), Jump.SLEPT),
        (beat(20, None, -3600), Jump.CLOCK_SET),
        (beat(3620, None, 3620), Jump.STOOD_STILL),
    ],
    ids=[
        "time passes", "a little late, a little off", "a nap", "slept", "slept for an hour",
        "slept, and the wall clock did not", "clock set forward", "clock set back", "a busy machine",
        "the process was stopped", "two clocks", "two clocks, slept", "two clocks, set back",
        "two clocks that both count sleep",
    ],
)  # fmt: skip
def test_row202_what_happened_between_two_beats(now: Beat, jump: Jump | None) -> None:
    """Row 202: each way in which time can leap is told, and none in which it only passes."""
    before = beat(0, None if now.asleep_ms is None else 0, 0)
    assert judge(before, now, EVERY_MS) is jump


def test_clocks_of_this_system_stand_still_together() -> None:
    """Two readings one after the other are no leap."""
    before = read_clocks()
    now = read_clocks()
    assert judge(before, now, EVERY_MS) is None
    assert now.running_ms >= before.running_ms


def test_pulse_tells_each_leap_once() -> None:
    """Beats are held against the one before, not against the first; after stop nothing is told."""
    beats = [beat(0, 0, 0), beat(20, 0, 20), beat(40, 100, 140), beat(60, 100, 160), beat(80, 100, 10)]
    told: queue.SimpleQueue[Jump] = queue.SimpleQueue()
    pulse = Pulse(told.put, clocks=lambda: beats.pop(0) if len(beats) > 1 else beats[0], every_s=0.001)
    pulse.start()
    assert [told.get(timeout=WAIT_S), told.get(timeout=WAIT_S)] == [Jump.SLEPT, Jump.CLOCK_SET]
    pulse.stop()
    assert told.empty()
    Pulse(told.put).stop()
