"""Waiting after errors, and figures that do not jump."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import RateLimited, ServerUnavailable
from megadesk.transfers.pacing import (
    DELAY_LAST_S,
    FORECAST_S,
    RETRY_AFTER_LAST_S,
    SPEED_S,
    Gate,
    Meter,
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


@pytest.mark.parametrize(
    ("left", "bps", "seconds"), [(0, 100.0, None), (100, 0.0, None), (100, 50.0, 2), (101, 50.0, 3)]
)
def test_the_time_left(left: int, bps: float, seconds: int | None) -> None:
    """It is rounded up, and unknown when nothing is left or nothing moves."""
    assert seconds_left(left, bps) == seconds
