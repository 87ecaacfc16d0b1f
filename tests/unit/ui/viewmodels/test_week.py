"""The limits of a week, as windows and as something to paint on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakes.moving import limits
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.week import (
    DAYS,
    PAUSE,
    Rates,
    Week,
    in_force,
    lines,
    moment_words,
    painted,
    rates_words,
    week_of,
    windows_of,
)

SLOW = Rates(200, None)
WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]

rates = st.sampled_from([Rates(200, None), Rates(0, 0), Rates(None, 50)])
clocks = st.builds(
    lambda minute: f"{minute // 60:02d}:{minute % 60:02d}", st.integers(0, 47).map(lambda step: step * 30)
)
windows = st.lists(
    st.builds(
        lambda days, start, end, each: m.LimitWindow(days=sorted(days, key=DAYS.index), start=start, end=end, up=each.up, down=each.down),
        st.sets(st.sampled_from(DAYS), min_size=1),
        clocks,
        clocks,
        rates,
    ),
    max_size=4,
)  # fmt: skip


def holds(window: m.LimitWindow, day: int, minute: int) -> bool:
    """Whether a window counts at a time, told as the engine tells it (transfers/timetable)."""
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (window.start, window.end))
    length = (end - start) % 1440 or 1440
    now = day * 1440 + minute
    return any((now - DAYS.index(word) * 1440 - start) % 10_080 < length for word in window.days)


@given(windows)
def test_a_week_means_what_its_windows_mean(found: list[m.LimitWindow]) -> None:
    """Of several at a time the first; and what the week says again means the same."""
    week = week_of(found)
    again = windows_of(week)
    for day in range(7):
        for minute in range(0, 1440, 30):
            first = next((window for window in found if holds(window, day, minute)), None)
            wanted = None if first is None else Rates(first.up, first.down)
            assert week.at(day, minute) == wanted
            said = [Rates(window.up, window.down) for window in again if holds(window, day, minute)]
            assert said == ([] if wanted is None else [wanted])
    assert week_of(again) == week


def test_painting_takes_the_place_of_what_was_there() -> None:
    """Of a part of it, if that is what was painted over."""
    week = painted(Week(), range(5), 8 * 60, 18 * 60, SLOW)
    week = painted(week, [0], 12 * 60, 13 * 60, PAUSE)
    week = painted(week, [4], 0, 1440, None)
    assert windows_of(week) == [
        m.LimitWindow(days=["mon"], start="08:00", end="12:00", up=200, down=None),
        m.LimitWindow(days=["mon"], start="12:00", end="13:00", up=0, down=0),
        m.LimitWindow(days=["mon"], start="13:00", end="18:00", up=200, down=None),
        m.LimitWindow(days=["tue", "wed", "thu"], start="08:00", end="18:00", up=200, down=None),
    ]
    assert not painted(week, range(7), 0, 1440, None)
    assert painted(week, [0], 60, 60, PAUSE) == week


def test_a_night_stays_one_window() -> None:
    """Over midnight, also from Sunday to Monday."""
    night = m.LimitWindow(days=["sun"], start="22:00", end="06:00", up=None, down=0)
    assert windows_of(week_of([night])) == [night]
    whole = m.LimitWindow(days=list(DAYS), start="00:00", end="00:00", up=8, down=8)
    assert windows_of(week_of([whole])) == [whole]


def test_a_week_is_said_in_sentences() -> None:
    """One for each of its times."""
    found = [plainly(words) for words in lines(week_of(limits().schedule))]
    assert found == [
        "Monday to Friday, 08:00 to 18:00: up 200 KiB/s, down unlimited",
        "Friday, 22:00 to 02:00: up paused, down 1,000 KiB/s",
        "Saturday, Sunday, 19:30 to 23:00: paused",
    ]
    every = m.LimitWindow(days=list(DAYS), start="01:00", end="02:00", up=0, down=0)
    assert plainly(lines(week_of([every]))[0]) == "Every day, 01:00 to 02:00: paused"


def test_what_counts_now_is_said() -> None:
    """And by what."""
    assert plainly(in_force(limits())) == "Now, by the schedule: up 200 KiB/s, down unlimited."
    assert plainly(in_force(limits(window=None))) == "Now: up 200 KiB/s, down unlimited."
    assert plainly(in_force(limits(window=None, up_now=None))) == "Now: full speed."
    assert plainly(in_force(limits(paused=["up"]))) == "Now: transfers are paused."
    assert plainly(rates_words(None)) == "default"
    assert plainly(moment_words(2, 450, PAUSE)) == "Wednesday, 07:30: paused"
