"""Many measurements as few numbers."""

from __future__ import annotations

import pytest
from benchmarks.figures import Figure, figure_of, percentile, ratio
from hypothesis import given
from hypothesis import strategies as st

VALUES = st.lists(st.floats(0, 1e6), min_size=1)


def test_a_figure_is_the_median_and_what_it_lies_between() -> None:
    """One slow repeat moves the range, not the figure."""
    assert figure_of([3.0, 1.0, 90.0]) == Figure(3.0, 1.0, 90.0, 3)
    assert figure_of([]) is None


@given(VALUES, st.floats(0, 1))
def test_a_percentile_is_one_of_the_values(values: list[float], share: float) -> None:
    """Nothing is made up between two measurements, and a higher share is never less."""
    assert percentile(values, share) in values
    assert percentile(values, share / 2) <= percentile(values, share) <= percentile(values, 1)


def test_the_percentile_of_few_values_is_the_pessimistic_one() -> None:
    """The p95 of twenty is the worst of them."""
    assert percentile([float(each) for each in range(20)], 0.95) == 19.0
    assert percentile([5.0, 1.0], 0.5) == 5.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_ratio_says_how_many_times_as_long_the_peer_takes() -> None:
    """Above one is slower than ours; there is none to nothing."""
    assert ratio(8.0, 2.0) == 4.0
    assert ratio(8.0, 0.0) is None
