"""Times for people and for waiting."""

from __future__ import annotations

import re

import pytest

from megadesk.engine.clock import SystemClock, rfc3339, rfc3339_ns


def test_waiting_clock_never_goes_back() -> None:
    """Milliseconds for waiting only grow; those for people are of this century."""
    first = SystemClock.now_ms()
    assert SystemClock.now_ms() >= first
    assert 1_700_000_000_000 < SystemClock.wall_ms() < 4_000_000_000_000


def test_stamps_have_their_shape() -> None:
    """A conflict copy's time and a day of the debris are names that every disk can store."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d{6}", SystemClock.stamp())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", SystemClock.today())


@pytest.mark.parametrize(
    ("wall_ms", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_700_000_000_999, "2023-11-14T22:13:20Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (-(1 << 63), "0001-01-01T00:00:00Z"),
        (1 << 63, "9999-12-31T23:59:59Z"),
    ],
)
def test_time_as_text(wall_ms: int, text: str) -> None:
    """RFC 3339 in UTC to the second; what no calendar holds is its first or last moment."""
    assert rfc3339(wall_ms) == text


def test_file_time_as_text() -> None:
    """A file's nanoseconds, also before 1970 and beyond all calendars."""
    assert rfc3339_ns(1_700_000_000_999_999_999) == "2023-11-14T22:13:20Z"
    assert rfc3339_ns(-1) == "1969-12-31T23:59:59Z"
    assert rfc3339_ns((1 << 63) - 1) == "2262-04-11T23:47:16Z"
