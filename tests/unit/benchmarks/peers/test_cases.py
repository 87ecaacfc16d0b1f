"""Targets, and whether they are met."""

from __future__ import annotations

from benchmarks.peers.cases import CASE_OF, EVERY_PEER, ROWS, AtMost, Faster, is_met

FIGURES = {"megadesk": 2.0, "restic": 6.0, "rsync": 3.0, "bound": 0.5}


def test_a_limit_holds_for_our_figure_alone() -> None:
    """At the limit is within it."""
    assert is_met(AtMost(2.0), FIGURES) is True
    assert is_met(AtMost(1.9), FIGURES) is False
    assert is_met(AtMost(1.9), {"restic": 6.0}) is None


def test_a_ratio_holds_for_one_peer_or_for_all() -> None:
    """The bound is no peer; who did not take part decides nothing."""
    assert is_met(Faster(3, "restic"), FIGURES) is True
    assert is_met(Faster(3.1, "restic"), FIGURES) is False
    assert is_met(Faster(1.5, EVERY_PEER), FIGURES) is True
    assert is_met(Faster(2, EVERY_PEER), FIGURES) is False
    assert is_met(Faster(2, "unison"), FIGURES) is None
    assert is_met(Faster(2, EVERY_PEER), {"megadesk": 2.0, "bound": 0.5}) is None


def test_every_line_of_the_table_is_of_cases_that_are_done() -> None:
    """And every case gives a line."""
    shown = {case for row in ROWS for case in row.cases}
    assert shown == set(CASE_OF)
    assert len({row.key for row in ROWS}) == len(ROWS)
