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


def retry_delay_ms(error: MegadeskError, attempt: int) -> int:
    """Return how long to wait before the ``attempt``-th try (from 1) after this error."""
    if isinstance(error, RateLimited):
        return max(RETRY_FIRST_MS, int(error.retry_after_s * 1000))
    if isinstance(error, DecisionNeeded):
        return ROOT_RETRY_MS
    return int(min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** min(attempt - 1, 10)))


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
