"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.desk import NOW_MS
from megadesk.ui.text import NOTHING, plainly
from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS, MINUTE_MS, ago, exactly, time_ms, until


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001 -- hypothesis wants naive bounds
def test_a_time_is_read_as_the_calendar_has_it(moment: datetime) -> None:
    """To the millisecond, leap years and all."""
    moment = moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
    written = moment.isoformat().replace("+00:00", "Z")
    assert time_ms(written) == round(moment.timestamp() * 1000)


def test_no_time_is_none() -> None:
    """And is not said."""
    assert time_ms(None) is None
    assert time_ms("") is None
    assert (ago(None, NOW_MS), exactly(None)) == (NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("passed_ms", "words"),
    [
        (0, "just now"),
        (-5000, "just now"),
        (MINUTE_MS, "1 minute ago"),
        (59 * MINUTE_MS, "59 minutes ago"),
        (HOUR_MS, "1 hour ago"),
        (11 * HOUR_MS, "11 hours ago"),
    ],
)
def test_what_was_lately_is_said_by_how_long_ago(passed_ms: int, words: str) -> None:
    """A clock that is ahead is no reason for a strange sentence."""
    assert plainly(ago(NOW_MS - passed_ms, NOW_MS)) == words


def test_what_was_earlier_is_said_by_its_date() -> None:
    """With the time of day, until the year has to be said."""
    assert plainly(ago(NOW_MS - 2 * DAY_MS, NOW_MS)).count("@") == 2
    assert plainly(ago(NOW_MS - 400 * DAY_MS, NOW_MS)).count("@") == 1
    assert plainly(until(NOW_MS + HOUR_MS, NOW_MS)).count("@") == 1
    assert plainly(until(NOW_MS + 3 * DAY_MS, NOW_MS)).count("@") == 2
