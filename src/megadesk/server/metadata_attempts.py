"""The seam between rules and database for attempts that are counted for all processes of a server. A part of ``metadata``.

    take_attempt     one more, if there were not too many: 0, or how long to wait
    forget_attempts  rows that say no more than no row would

A bucket of ``burst`` that fills by one each ``every_ms``, kept as the time at which it is full again: a row whose time is over is
one that nobody needs. By the database's clock, since processes have one each. What is counted, and when: ``shared_rates``.
"""

from __future__ import annotations

from typing import Protocol


class AttemptWriting(Protocol):
    """What can be changed."""

    def take_attempt(self, key: bytes, *, burst: int, every_ms: int) -> int:
        """Count an attempt and return 0, or count nothing and return for how many milliseconds there is none.

        Of two at once, in whatever processes, one is second. A clock that was set back gives nothing, and takes no more than
        a whole bucket.
        """

    def forget_attempts(self, limit: int) -> int:
        """Remove so many rows of full buckets; return how many there were."""
