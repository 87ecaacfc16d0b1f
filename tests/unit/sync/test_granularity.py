"""Times so young that a write right after would leave the same."""

from __future__ import annotations

import pytest

from megadesk.sync.granularity import NS_PER_MS, Granularity
from megadesk.sync.ports import FINE_STEP_NS

SECOND_NS = 1_000_000_000
NOW_MS = 1_700_000_000_500


@pytest.mark.parametrize(
    ("step_ns", "age_ms", "young_ms"),
    [
        (2 * SECOND_NS, 500, 1_500),
        (2 * SECOND_NS, 1_999, 1),
        (2 * SECOND_NS, 2_000, 0),
        (2 * SECOND_NS, -1_500, 3_500),
        (2 * SECOND_NS, -2_000, 0),
        (2 * SECOND_NS, -86_400_000, 0),
        (FINE_STEP_NS, 5, 15),
        (FINE_STEP_NS, 20, 0),
        (0, 0, 0),
    ],
)
def test_time_is_young_for_one_step(step_ns: int, age_ms: int, young_ms: int) -> None:
    """Until the clock has moved on; a time rounded up is young too, one far ahead is nobody's now."""
    granularity = Granularity(step_ns, lambda: NOW_MS)
    assert granularity.young_ms((NOW_MS - age_ms) * NS_PER_MS) == young_ms


def test_part_of_a_millisecond_is_waited_for() -> None:
    """When the time is over, it is over."""
    granularity = Granularity(2 * SECOND_NS, lambda: NOW_MS)
    assert granularity.young_ms((NOW_MS - 1_999) * NS_PER_MS + 1) == 2


@pytest.mark.parametrize("step_ns", [FINE_STEP_NS, 2 * SECOND_NS])
@pytest.mark.parametrize("age_ms", [0, 5, 1_000, -10])
def test_aged_time_is_of_nobody_s_next_write(step_ns: int, age_ms: int) -> None:
    """A write right now leaves another time than the one that is given out."""
    granularity = Granularity(step_ns, lambda: NOW_MS)
    aged_ns = granularity.aged_ns((NOW_MS - age_ms) * NS_PER_MS)
    assert granularity.young_ms(aged_ns) == 0
    assert aged_ns <= (NOW_MS - age_ms) * NS_PER_MS


def test_old_times_stay_what_they_are() -> None:
    """Only young ones are made older."""
    old_ns = (NOW_MS - 10_000) * NS_PER_MS + 123
    assert Granularity(2 * SECOND_NS, lambda: NOW_MS).aged_ns(old_ns) == old_ns


@pytest.mark.parametrize("ahead_ms", [2_000, 9_000, 86_400_000])
def test_time_ahead_is_made_one_that_has_been_where_times_are_coarse(ahead_ms: int) -> None:
    """Whoever saves here when the clock gets there would leave it again; on fine volumes it stays."""
    ahead_ns = (NOW_MS + ahead_ms) * NS_PER_MS
    assert Granularity(2 * SECOND_NS, lambda: NOW_MS).aged_ns(ahead_ns) == (NOW_MS - 2_000) * NS_PER_MS
    assert Granularity(FINE_STEP_NS, lambda: NOW_MS).aged_ns(ahead_ns) == ahead_ns


def test_step_tells_whether_times_are_fine() -> None:
    """A tick of the system is, the step of a volume is not."""
    assert Granularity(FINE_STEP_NS, lambda: NOW_MS).is_fine
    assert not Granularity(2 * SECOND_NS, lambda: NOW_MS).is_fine
