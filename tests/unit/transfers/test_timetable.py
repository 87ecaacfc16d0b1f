"""Which limits hold at what time of the week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.transfer import Direction
from megadesk.transfers.timetable import (
    DAY_MINUTES,
    LOOK_AGAIN_S,
    NO_LIMITS,
    WEEK_MINUTES,
    Limits,
    LocalTime,
    Policy,
    Window,
    in_force,
    minutes_to_change,
    seconds_to_look,
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


SPRING_S, AUTUMN_S = 1_774_746_000, 1_792_890_000
"""2026-03-29 and 2026-10-25, 01:00 UTC: clocks in Berlin go from 02:00 to 03:00, and from 03:00 to 02:00."""


def in_berlin(now_s: float) -> LocalTime:
    """Return what a clock in Berlin shows in 2026."""
    offset_s = 7200 if SPRING_S <= now_s < AUTUMN_S else 3600
    days, second = divmod(int(now_s) + offset_s, 86_400)
    return LocalTime(weekday=(days + 3) % 7, minute=second // 60, second=second % 60)


def window(start: tuple[int, int], end: tuple[int, int]) -> Policy:
    """Return a timetable with one window a day."""
    limits = Limits(up_kib=100, down_kib=None)
    days = frozenset(range(7))
    return Policy(windows=(Window(days=days, start=start[0] * 60 + start[1], end=end[0] * 60 + end[1], limits=limits),))


@pytest.mark.parametrize("begin_s", [SPRING_S - 7200, AUTUMN_S - 7200], ids=["spring", "autumn"])
@pytest.mark.parametrize(
    ("start", "end"),
    [((3, 30), (4, 0)), ((2, 30), (3, 0)), ((2, 15), (2, 45)), ((3, 0), (5, 0)), ((1, 10), (2, 0)), ((1, 0), (3, 30))],
    ids=str,
)
@pytest.mark.parametrize("late_s", [0, 7, 1003])
def test_limits_follow_the_clock_on_the_wall_when_it_is_changed(
    begin_s: int, start: tuple[int, int], end: tuple[int, int], late_s: int
) -> None:
    """On both days, whoever looks when told to has at each second the limits of what the wall shows, and seldom looks."""
    policy = window(start, end)
    now_s, looks = begin_s + late_s, 0
    while now_s < begin_s + 4 * 3600:
        here = in_berlin(now_s)
        held = in_force(policy, here.weekday, here.minute)
        ahead_s = seconds_to_look(policy, lambda ahead, now_s=now_s: in_berlin(now_s + ahead))  # type: ignore[misc]
        assert ahead_s is not None
        assert ahead_s >= 1
        for second in range(now_s, now_s + int(ahead_s)):
            there = in_berlin(second)
            assert in_force(policy, there.weekday, there.minute) == held
        now_s += int(ahead_s)
        looks += 1
    assert looks <= 12


def test_nobody_looks_without_a_timetable() -> None:
    """Nothing changes by the clock then; with one, once an hour at least."""
    assert seconds_to_look(Policy(limits=ALWAYS), lambda _ahead_s: in_berlin(SPRING_S)) is None
    assert seconds_to_look(POLICY, lambda ahead_s: in_berlin(AUTUMN_S + 7200 + ahead_s)) == LOOK_AGAIN_S
