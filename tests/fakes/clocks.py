"""A clock in the hands of a test."""

from __future__ import annotations


class StandingClock:
    """A clock that shows what it was set to."""

    def __init__(self) -> None:
        self.at_ms = 1_000

    def now_ms(self) -> int:
        """Return what it was set to."""
        return self.at_ms

    def wall_ms(self) -> int:
        """Return the same, for people."""
        return self.at_ms

    def stamp(self) -> str:
        """Return a fixed time."""
        return "2026-11-20 140503"
