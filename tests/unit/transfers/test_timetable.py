"""Which limits hold at what time of the week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.transfer import Direction
from megadesk.transfers.timetable import (
    DAY_MINUTES,
    NO_LIMITS,
    WEEK_MINUTES,
    Limits,
    Policy,
    Window,
    in_force,
    minutes_to_change,
    window_now,
)

MON, FRI, SAT, SUN = 0, 4, 5, 6
OFFICE = Window(days=frozenset(range(5)), start=8 * 60, end=18 * 60, limits=Limits(up_kib=100, down_kib=None))
NIGHT = Window(days=frozenset({FRI, SUN}), start=22 * 60, end=6 * 60, limits=Limits(up_kib=0, down_kib=0))
ALWAYS = Limits(up_kib=500, down_kib=1000)
POLICY = Policy(limits=ALWAYS, windows=(OFFICE, NIGHT))


@pytest.mark.parametrize(
    ("weekday", "clock", "limits"),
    [
        (MON, (7, 59), ALWAYS), (MON, (8, 0), OFFICE.limits), (MON, (17, 59), OFFICE.limits), (MON, (18, 0), ALWAYS),
        (SAT, (12, 0), ALWAYS), (FRI, (22, 0), NIGHT.limits), (SAT, (5, 59), NIGHT.limits), (SAT, (6, 0), ALWAYS),
        (SUN, (23, 0), NIGHT.limits), (MON, (5, 59), NIGHT.limits), (MON, (6, 0), ALWAYS),
    ],
)  # fmt: skip
def test_limits_by_the_clock(weekday: int, clock: tuple[int, int], limits: Limits) -> None:
    """From the first minute to before the last, over midnight and over the end of the week."""
    assert in_force(POLICY, weekday, clock[0] * 60 + clock[1]) == limits


def test_the_first_that_holds_counts() -> None:
    """Two windows over each other: the order in which they were set decides."""
    whole = Window(days=frozenset(range(7)), start=0, end=0, limits=NO_LIMITS)
    assert window_now(Policy(windows=(OFFICE, whole)), MON, 600) == 0
    assert window_now(Policy(windows=(whole, OFFICE)), MON, 600) == 0
    assert window_now(Policy(windows=(OFFICE, whole)), SUN, 600) == 1
    assert whole.length == DAY_MINUTES


def test_each_way_has_its_own() -> None:
    """Up and down."""
    assert (ALWAYS.of(Direction.UPLOAD), ALWAYS.of(Direction.DOWNLOAD)) == (500, 1000)


WINDOWS = st.builds(
    Window,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, DAY_MINUTES - 1),
    end=st.integers(0, DAY_MINUTES - 1),
    limits=st.builds(Limits, up_kib=st.integers(0, 3), down_kib=st.none()),
)


@given(st.lists(WINDOWS, max_size=3), st.integers(0, WEEK_MINUTES - 1))
def test_nothing_changes_before_the_next_look(windows: list[Window], now: int) -> None:
    """Until the minute that was said, the same limits hold."""
    policy = Policy(windows=tuple(windows))
    here = in_force(policy, *divmod(now, DAY_MINUTES))
    ahead = minutes_to_change(policy, *divmod(now, DAY_MINUTES))
    assert (ahead is None) is (not windows)
    for minute in range(now, now + min(ahead or 5, 2000)):
        assert in_force(policy, *divmod(minute % WEEK_MINUTES, DAY_MINUTES)) == here
    assert ahead is None or ahead >= 1
