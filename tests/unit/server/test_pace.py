"""So many bytes a second on average, never made up for by more than a second's worth."""

from __future__ import annotations

from megadesk.server.pace import Pace


class Clock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        """Let it pass."""
        self.waited.append(seconds)
        self.now_s += seconds


def test_work_takes_as_long_as_the_rate_says() -> None:
    """Ten pieces of half a second each: five seconds, however they are cut."""
    clock = Clock()
    pace = Pace(100, now_s=lambda: clock.now_s, wait=clock.wait)
    for size in [50] * 8 + [99, 1]:
        pace.spend(size)
    assert clock.now_s == 1005.0


def test_time_that_was_not_used_is_gone() -> None:
    """After a long silence a second's worth is free, then the rate holds."""
    clock = Clock()
    pace = Pace(100, now_s=lambda: clock.now_s, wait=clock.wait)
    clock.now_s += 60
    pace.spend(100)
    assert clock.waited == []
    pace.spend(100)
    assert clock.waited == [1.0]


def test_without_a_rate_nobody_waits() -> None:
    """Whatever there is to do."""
    clock = Clock()
    Pace(None, now_s=lambda: clock.now_s, wait=clock.wait).spend(1 << 40)
    assert clock.waited == []
