"""Figures of several workers as one."""

from __future__ import annotations

import pytest
from benchmarks.load.tally import Tally


def test_tallies_of_workers_add_up_and_time_does_not() -> None:
    """They ran side by side: counts add up, seconds are those of the longest."""
    whole, other = Tally(seconds=2.0), Tally(seconds=3.0, cpu_s=1.0, ops=5, contention=1)
    whole.took("commit", 0.1)
    other.took("commit", 0.3)
    other.took("head", 0.2)
    other.failed("save", "busy")
    whole.add(other)
    assert (whole.seconds, whole.cpu_s, whole.ops, whole.contention, whole.requests) == (3.0, 1.0, 5, 1, 3)
    assert whole.errors == {("save", "busy"): 1}
    assert whole.p("commit", 0.99) == 0.3


def test_whole_scenes_are_no_requests() -> None:
    """Their requests are counted one by one already."""
    tally = Tally()
    tally.took("whole sign in", 1.0)
    assert tally.requests == 0


def test_contention_is_no_error() -> None:
    """Devices of one account that take turns are as it should be."""
    tally = Tally(contention=50)
    tally.took("commit", 0.1)
    assert tally.error_share == 0
    tally.failed("commit", "quota")
    assert tally.error_share == pytest.approx(0.5)


def test_what_never_happened_has_no_percentile() -> None:
    """No figure is better than a wrong one."""
    assert Tally().p("commit", 0.5) is None
