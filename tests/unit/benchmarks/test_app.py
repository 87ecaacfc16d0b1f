"""What the benchmark of the app makes of what it measured."""

from __future__ import annotations

from benchmarks.app import BARS, CASES, judge, middle


def test_a_bar_is_kept_or_missed() -> None:
    """Only of cases that were measured."""
    found = {"window": {"painted_ms": 900.0, "known_ms": 1.0}, "popup": {"first_ms": 101.0, "later_ms": 100.0}}
    assert [(bar.key, value, is_kept) for bar, value, is_kept in judge(found)] == [
        ("painted_ms", 900.0, True),
        ("first_ms", 101.0, False),
        ("later_ms", 100.0, True),
    ]
    assert {bar.case for bar in BARS} == set(CASES)


def test_one_slow_run_does_not_count() -> None:
    """The median of each value."""
    assert middle([{"a": 1.0}, {"a": 90.0}, {"a": 2.0}]) == {"a": 2.0}
