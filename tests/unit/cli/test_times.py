"""Moments as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from megadesk.cli.times import At, duration_s, moment
from megadesk.model.errors import BadUsage

NOW = datetime(2026, 11, 20, 14, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-20T14:00:00Z", "2026-11-20T14:00:00Z"),
        ("2026-11-20T14:00:00+02:00", "2026-11-20T12:00:00Z"),
        ("2026-11-20T14:00:00.123Z", "2026-11-20T14:00:00.123Z"),
        ("2026-11-20 14:00", "2026-11-20T14:00:00Z"),
        ("2026-11-20 14:00:30", "2026-11-20T14:00:30Z"),
        ("2026-11-19", "2026-11-19T23:59:59Z"),
        ("yesterday 18:00", "2026-11-19T18:00:00Z"),
        ("Yesterday  9:30", "2026-11-19T09:30:00Z"),
        ("yesterday", "2026-11-19T23:59:59Z"),
        ("today 09:00", "2026-11-20T09:00:00Z"),
        ("9:00", "2026-11-20T09:00:00Z"),
        ("2h ago", "2026-11-20T12:05:06Z"),
        ("90 minutes ago", "2026-11-20T12:35:06Z"),
        ("3 days ago", "2026-11-17T14:05:06Z"),
        ("1 week ago", "2026-11-13T14:05:06Z"),
    ],
)
def test_times_are_understood(text: str, time: str) -> None:
    """As RFC 3339 in UTC; a day without a time means its end."""
    assert moment(text, NOW) == At(time=time)


def test_only_what_is_written_so_is_exact_to_the_millisecond() -> None:
    """What is counted from now is of a whole second, whatever the clock shows."""
    assert moment("2h ago", NOW.replace(microsecond=123_456)) == At(time="2026-11-20T12:05:06Z")


def test_numbers_and_now() -> None:
    """A commit by its number; now is no time but what is newest."""
    assert moment("#4711", NOW) == At(seq=4711)
    assert moment(" NOW ", NOW) == At()


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "#0", "#-1", "#x", "25:00", "yesterday 25:00", "yesterday noon", "2026-13-01", "2026-02-30 10:00",
        "2 parsecs ago", "ago", "999999 weeks ago", "today tomorrow", "1\u00b2:00",
        "0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    """With what was typed."""
    with pytest.raises(BadUsage) as caught:
        moment(text, NOW)
    assert caught.value.arguments["what"] == "moment"


def test_times_without_a_zone_are_those_of_this_computer() -> None:
    """Whatever the difference is on that day."""
    here = NOW.astimezone(timezone(timedelta(hours=5)))
    local = datetime(2026, 11, 20, 12, 0).astimezone()
    found = moment("2026-11-20 12:00", here)
    assert datetime.fromisoformat(found.time) == local


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), (" 1H ", 3600), ("2 d", 172_800)])
def test_lengths_of_time(text: str, seconds: int) -> None:
    """A number with its unit, as people write it."""
    assert duration_s(text) == seconds


@pytest.mark.parametrize("text", ["", "1", "h", "-1h", "0m", "1.5h", "1 year"])
def test_no_length_of_time(text: str) -> None:
    """What cannot be understood is refused."""
    with pytest.raises(BadUsage):
        duration_s(text)
