"""What an error means for a pair: how long until it is tried again, and what the pair is called meanwhile.

errors.py groups errors by who can do something about them; here that becomes a time and a state. Used by machine.py.
"""

from __future__ import annotations

from typing import Final

from megadesk.model.errors import (
    Damaged,
    DecisionNeeded,
    FileBusy,
    Forked,
    MegadeskError,
    RateLimited,
    RetryLater,
    Rollback,
    Stale,
    Waiting,
)
from megadesk.model.pair import PairState

RETRY_FIRST_MS: Final = 1_000
RETRY_LAST_MS: Final = 60_000
ROOT_RETRY_MS: Final = 5_000


def retry_delay_ms(error: MegadeskError, attempt: int, part: float = 1.0) -> int:
    """Return how long to wait before the ``attempt``-th try (from 1) after this error.

    part: by chance, from 0 to 1. All pairs of all devices see a server go at the same moment, and are not to come back
    together: with 1 it is the whole wait, with 0 half of it, and never sooner than a server asks for.
    """
    if isinstance(error, RateLimited):
        return max(RETRY_FIRST_MS, int(error.retry_after_s * 1000 * (1 + (1 - part) / 10)))
    if isinstance(error, DecisionNeeded):
        return ROOT_RETRY_MS
    longest_ms = min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** min(attempt - 1, 10))
    return int(longest_ms * (1 + part) / 2)


def state_for(error: MegadeskError) -> PairState:
    """Return what a pair is while this error holds it."""
    match error:
        case Damaged() | Rollback() | Forked():
            return PairState.DAMAGED
        case FileBusy() | Stale():
            return PairState.SYNCING
        case RetryLater():
            return PairState.OFFLINE
        case Waiting():
            return PairState.WAITING
        case _:  # a person is asked, or it is a mistake of ours, which only a person can report
            return PairState.ATTENTION
