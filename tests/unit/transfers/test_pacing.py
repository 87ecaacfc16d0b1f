"""Waiting after errors, and figures that do not jump."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import RateLimited, ServerUnavailable
from megadesk.transfers.pacing import (
    DELAY_LAST_S,
    FORECAST_S,
    RETRY_AFTER_LAST_S,
    SPEED_S,
    WIDTH_FIRST,
    WIDTH_MAX,
    Bucket,
    Gate,
    Meter,
    Width,
    delay_s,
    seconds_left,
)

GONE = ServerUnavailable()


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_delays_stay_between_a_second_and_five_minutes(failures: int, chance: float) -> None:
    """Whatever the number of failures and the chance."""
    assert 1 <= delay_s(failures, GONE, lambda: chance) <= DELAY_LAST_S


def test_delays_double() -> None:
    """Without chance: 1, 2, 4 seconds and so on."""
    assert [delay_s(count, GONE, lambda: 0.0) for count in (1, 2, 3, 4)] == [1, 2, 4, 8]


def test_a_server_that_asks_for_patience_gets_it() -> None:
    """Retry-After is the least, and it is spread a little."""
    error = RateLimited(retry_after_s=40)
    assert delay_s(1, error, lambda: 0.0) == 40
    assert delay_s(1, error, lambda: 1.0) == 44


@pytest.mark.parametrize(("asked", "most"), [(-5.0, 2.0), (1e12, RETRY_AFTER_LAST_S * 1.1)])
def test_patience_has_bounds(asked: float, most: float) -> None:
    """A nonsense Retry-After neither removes the back-off nor lasts for ever."""
    assert 1 <= delay_s(1, RateLimited(retry_after_s=asked), lambda: 1.0) <= most


def test_requests_that_fail_together_count_once() -> None:
    """Three threads that meet the same dead server do not triple the wait."""
    gate = Gate(lambda: 0.0)
    for _ in range(3):
        gate.failed(100.0, GONE)
    assert not gate.is_open(100.9)
    assert gate.is_open(101.0)


def test_the_gate_stays_shut_longer_each_time_until_a_success() -> None:
    """Failures in a row add up; a success starts anew."""
    gate = Gate(lambda: 0.0)
    gate.failed(0.0, GONE)
    gate.failed(1.0, GONE)
    assert gate.until_s == 3.0
    gate.succeeded()
    gate.failed(3.0, GONE)
    assert gate.until_s == 4.0


def test_a_late_success_does_not_open_the_gate() -> None:
    """A request under way when the server asked for patience may succeed; the patience stays."""
    gate = Gate(lambda: 0.0)
    gate.failed(0.0, RateLimited(retry_after_s=30))
    gate.succeeded()
    assert not gate.is_open(29.9)
    gate.open()
    assert gate.is_open(0.0)


def test_a_steady_flow_shows_its_speed() -> None:
    """A million bytes a second read as about that, early and late."""
    meter = Meter(SPEED_S)
    for tick in range(1, 301):
        meter.add(tick / 10, 100_000)
        if tick > 20:
            assert meter.bps(tick / 10) == pytest.approx(1_000_000, rel=0.1)


def test_speed_fades_when_nothing_comes() -> None:
    """Ten averages later there is nothing to show."""
    meter = Meter(SPEED_S)
    meter.add(0.0, 10_000_000)
    assert meter.bps(10 * SPEED_S) < 2000


def test_a_flow_after_a_long_rest_is_not_measured_over_the_rest() -> None:
    """After an idle hour the first seconds count, not the hour."""
    meter = Meter(SPEED_S)
    meter.add(0.0, 10_000_000)
    for tick in range(21):
        meter.add(3600 + tick / 10, 100_000)
    assert meter.bps(3602) == pytest.approx(1_000_000, rel=0.1)


def test_the_time_left_moves_smoothly_over_a_stutter() -> None:
    """Two seconds without a byte change the forecast by less than a tenth."""
    meter = Meter(FORECAST_S)
    for tick in range(600):
        meter.add(tick / 10, 100_000)
    before = seconds_left(100_000_000, meter.bps(59.9))
    after = seconds_left(100_000_000, meter.bps(61.9))
    assert before is not None
    assert after is not None
    assert abs(after - before) < before / 10


def test_what_rested_is_measured_on() -> None:
    """A file that was paused for a minute is not slower for that; a gap of work is a part of it."""
    meter = Meter(FORECAST_S)
    for tick in range(100):
        meter.add(tick / 10, 100_000)
    meter.rest()
    for tick in range(10):
        meter.add(70 + tick / 10, 100_000)
    assert 0.8e6 < meter.bps(71.0) < 1.2e6
    meter.rest()
    meter.add(72.5, 0)
    assert meter.bps(72.5) < 0.95e6


@pytest.mark.parametrize(
    ("left", "bps", "seconds"), [(0, 100.0, None), (100, 0.0, None), (100, 50.0, 2), (101, 50.0, 3)]
)
def test_the_time_left(left: int, bps: float, seconds: int | None) -> None:
    """It is rounded up, and unknown when nothing is left or nothing moves."""
    assert seconds_left(left, bps) == seconds


@pytest.mark.parametrize("bps", [10_000, 1_000_000, 50_000_000])
@pytest.mark.parametrize("seed", range(3))
def test_a_bucket_is_exact_over_ten_seconds(bps: int, seed: int) -> None:
    """Whatever the sizes, and however late who waits wakes up: within two in a hundred of the limit."""
    chance = random.Random(seed)
    bucket = Bucket(bps)
    now_s, sent = 100.0, 0
    while now_s < 110.0:
        size = chance.randrange(1, max(2, min(16384, bps // 20)))
        wait_s = bucket.take(size, now_s)
        now_s += wait_s + chance.random() * 0.002 if wait_s > 0.005 else 1e-5
        sent += size
    assert sent / (now_s - 100.0) == pytest.approx(bps, rel=0.02)


def test_a_bucket_does_not_save_up() -> None:
    """After an hour of nothing there is no burst, but for the tenth of a second that a busy machine may be late."""
    bucket = Bucket(1000)
    bucket.take(1000, 0.0)
    assert bucket.take(1000, 3600.0) == pytest.approx(0.9)
    assert bucket.take(1000, 3600.9) == pytest.approx(1.0)


def test_a_limit_that_is_raised_or_lifted_counts_at_once() -> None:
    """What was lent under the old rate is not waited for under the new one."""
    bucket = Bucket(1000)
    assert bucket.take(100_000, 0.0) > 90
    bucket.set(1_000_000, 1.0)
    assert bucket.take(100_000, 1.0) == pytest.approx(0.1)
    bucket.set(None, 1.0)
    assert bucket.take(1 << 40, 1.0) == 0.0


class Line:
    """A network: so long a round trip, so fast one request, so fast all of them."""

    def __init__(self, latency_s: float, one_bps: float, all_bps: float) -> None:
        self.latency_s, self.one_bps, self.all_bps = latency_s, one_bps, all_bps

    def best(self) -> int:
        """Return from how many requests on more are no faster by a tenth."""
        speeds = {width: self.bps(width) for width in range(1, WIDTH_MAX + 1)}
        return min(width for width in speeds if speeds[width] * 1.1 > max(speeds.values()))

    def bps(self, width: int) -> float:
        """Return how fast blocks move with so many requests at a time."""
        return min(width * BLOCK / (self.latency_s + BLOCK / self.one_bps), self.all_bps)

    def run(self, width: Width, seconds: float, seed: int = 1) -> list[int]:
        """Move blocks for so long and return the width after each."""
        chance, now_s, widths = random.Random(seed), 0.0, []
        while now_s < seconds:
            now_s += BLOCK / self.bps(width.now) * (0.9 + 0.2 * chance.random())
            width.moved(BLOCK, now_s, busy=True)
            widths.append(width.now)
        return widths


BLOCK = 4 << 20


@pytest.mark.parametrize(
    "line",
    [
        Line(0.0, 4e8, 4e8), Line(0.2, 1e7, 1e9), Line(0.1, 2e6, 2e6), Line(0.3, 2e7, 3e7), Line(0.05, 5e6, 1.2e7), Line(1.0, 3e7, 1e8),
    ],
    ids=["loopback", "each one slow", "one fills the line", "far away", "three fill it", "satellite"],
)  # fmt: skip
@pytest.mark.parametrize("seed", range(4))
def test_the_width_is_found(line: Line, seed: int) -> None:
    """Most of the time as many requests run as the line is best with, or one more or less."""
    width = Width()
    widths = line.run(width, 600.0, seed)
    later = widths[len(widths) // 5 :]
    near = sum(abs(one - line.best()) <= 1 for one in later)
    assert near > 0.85 * len(later), (line.best(), later)


def test_a_server_that_asks_for_patience_halves_it() -> None:
    """And it is not tried again for a while; never less than one."""
    width = Width(4)
    for expected in (2, 1, 1):
        width.slow_down(0.0)
        assert width.now == expected
    for second in range(6):
        width.moved(BLOCK, float(second), busy=True)
        assert width.now == 1


def test_only_busy_time_is_measured() -> None:
    """While there is too little to do, no number of requests shows what it is worth."""
    width = Width()
    for second in range(100):
        width.moved(BLOCK, float(second), busy=second % 2 == 0)
    assert width.now == WIDTH_FIRST
