"""When a backup runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.backup import (
    CONTINUOUS,
    DAY_MS,
    HOUR_MS,
    LEAST_MS,
    MINUTE_MS,
    MOST_MS,
    every_word,
    next_due_ms,
    parse_every,
)
from megadesk.model.errors import BadUsage

MADE_MS = 1_000_000_000_000


@pytest.mark.parametrize(
    ("text", "every_ms", "word"),
    [
        ("", CONTINUOUS, "continuous"),
        ("continuous", CONTINUOUS, "continuous"),
        ("30m", 30 * MINUTE_MS, "30m"),
        ("90m", 90 * MINUTE_MS, "90m"),
        ("hourly", HOUR_MS, "1h"),
        (" 6H ", 6 * HOUR_MS, "6h"),
        ("24h", DAY_MS, "daily"),
        ("daily", DAY_MS, "daily"),
        ("2d", 2 * DAY_MS, "2d"),
        ("1w", 7 * DAY_MS, "weekly"),
        ("weekly", 7 * DAY_MS, "weekly"),
        ("2w", 14 * DAY_MS, "14d"),
    ],
)
def test_intervals(text: str, every_ms: int, word: str) -> None:
    """What a person types is understood, and told back as they might type it."""
    assert parse_every(text) == every_ms
    assert every_word(every_ms) == word
    assert parse_every(word) == every_ms


@pytest.mark.parametrize(
    "text", ["0h", "4m", "-1h", "1", "h", "1.5h", "400d", "1y", "daily!", "9999999999h", "\uff11h"]
)
def test_no_intervals(text: str) -> None:
    """Anything else is refused, and quoted."""
    with pytest.raises(BadUsage) as refused:
        parse_every(text)
    assert refused.value.arguments["what"] == "every"


def test_first_run_is_due_at_once() -> None:
    """A new backup does not wait for its interval to pass."""
    assert next_due_ms(MADE_MS, DAY_MS, None, MADE_MS + 5) == MADE_MS + 5


def test_what_was_missed_is_made_up_for_once() -> None:
    """After ten days off one run is due; when it has begun, the next is at the next moment of the grid."""
    now_ms = MADE_MS + 10 * DAY_MS + HOUR_MS
    assert next_due_ms(MADE_MS, DAY_MS, MADE_MS + 5, now_ms) == MADE_MS + DAY_MS
    assert next_due_ms(MADE_MS, DAY_MS, now_ms, now_ms) == MADE_MS + 11 * DAY_MS


def test_a_clock_that_was_ahead_puts_off_nothing_for_long() -> None:
    """The last run seems to be years from now: one is due at once, and from then on all is as it should be."""
    now_ms = MADE_MS + HOUR_MS
    assert next_due_ms(MADE_MS, DAY_MS, MADE_MS + 900 * DAY_MS, now_ms) == now_ms
    assert next_due_ms(MADE_MS, DAY_MS, now_ms, now_ms) == MADE_MS + DAY_MS


@given(
    st.integers(0, 1 << 45), st.integers(LEAST_MS, MOST_MS), st.integers(0, 1 << 45), st.integers(0, 1 << 45)
)  # fmt: skip
def test_never_further_away_than_the_interval(created_ms: int, every_ms: int, last_ms: int, now_ms: int) -> None:
    """Whatever clocks have said: at most one interval from now, and none is due twice for one moment of the grid."""
    due_ms = next_due_ms(created_ms, every_ms, last_ms, now_ms)
    assert due_ms <= now_ms + every_ms
    assert due_ms == now_ms or last_ms < due_ms <= last_ms + every_ms
    assert next_due_ms(created_ms, every_ms, now_ms, now_ms) > now_ms
