"""How often something may be done to each of many things: a few times at once, then at a steady pace.

    spend(key) ... left(key) < 1: not now ... ready_ms(key): then

What has its whole allowance again is forgotten, so the table stays as small as what is going on.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

Key = TypeVar("Key")

BURST: Final = 20.0
REFILL_MS: Final = 15_000
PRUNE_FROM: Final = 1_000


class Allowance(Generic[Key]):
    """Times are milliseconds of a clock that does not go back."""

    def __init__(self, burst: float = BURST, refill_ms: int = REFILL_MS) -> None:
        self._burst = burst
        self._refill_ms = refill_ms
        self._left: dict[Key, tuple[float, int]] = {}
        self._prune_at = PRUNE_FROM

    def left(self, key: Key, now_ms: int) -> float:
        """Return how much of its allowance a thing has now; below 0 if one time cost more than there was."""
        found = self._left.get(key)
        if found is None:
            return self._burst
        left, at_ms = found
        return min(self._burst, left + (now_ms - at_ms) / self._refill_ms)

    def spend(self, key: Key, now_ms: int, cost: float = 1.0) -> None:
        """Note that it was done."""
        self._left[key] = (self.left(key, now_ms) - cost, now_ms)
        if len(self._left) > self._prune_at:
            self._prune(now_ms)

    def ready_ms(self, key: Key, now_ms: int) -> int:
        """Return when it may be done again."""
        return now_ms + max(0, round((1 - self.left(key, now_ms)) * self._refill_ms))

    def _prune(self, now_ms: int) -> None:
        self._left = {key: kept for key, kept in self._left.items() if self.left(key, now_ms) < self._burst}
        self._prune_at = max(PRUNE_FROM, 2 * len(self._left))
