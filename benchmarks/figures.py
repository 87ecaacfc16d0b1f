"""Many measurements as few numbers: medians with what they lie between, percentiles, ratios. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """Repeated measurements of one thing."""

    median: float
    low: float
    high: float
    count: int


def figure_of(values: Sequence[float]) -> Figure | None:
    """Return the median of the values and their range; None of no values."""
    if not values:
        return None
    return Figure(median(values), min(values), max(values), len(values))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values do not exceed (nearest rank): 0.5 is a median, 0.95 the p95."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ratio(peer: float, ours: float) -> float | None:
    """Return how many times as long the peer takes; None if there is nothing to divide by."""
    return peer / ours if ours > 0 else None
