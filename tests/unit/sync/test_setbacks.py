"""What an error means for a pair."""

from __future__ import annotations

import pytest

from megadesk.model.errors import (
    BadUsage,
    DecisionNeeded,
    DiskFull,
    FileBusy,
    Forged,
    Forked,
    MegadeskError,
    NotSignedIn,
    OurBug,
    RateLimited,
    Rollback,
    ServerUnavailable,
    Stale,
)
from megadesk.model.pair import PairState
from megadesk.sync.setbacks import retry_delay_ms, state_for


@pytest.mark.parametrize(
    ("error", "delays"),
    [
        (ServerUnavailable(), [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]),
        (RateLimited(retry_after_s=9), [9_000, 9_000]),
        (RateLimited(retry_after_s=0.1), [1_000]),
        (DecisionNeeded(reason="root_missing"), [5_000, 5_000, 5_000]),
    ],
    ids=[
        "twice as long each time, up to a minute",
        "as the server asks",
        "never at once",
        "a folder that is not there",
    ],
)
def test_how_long_it_waits(error: MegadeskError, delays: list[int]) -> None:
    """Each try after the one before, counted from one."""
    assert [retry_delay_ms(error, attempt) for attempt in range(1, len(delays) + 1)] == delays


@pytest.mark.parametrize("error", [ServerUnavailable(), RateLimited(retry_after_s=9)], ids=lambda error: error.code)
def test_devices_do_not_come_back_together(error: MegadeskError) -> None:
    """Chance spreads the tries; none comes before a server asked for it, and none later than the longest wait."""
    delays = [retry_delay_ms(error, 20, part / 10) for part in range(11)]
    assert len(set(delays)) == len(delays)
    if isinstance(error, RateLimited):
        assert (min(delays), max(delays)) == (9_000, 9_900)
    else:
        assert (min(delays), max(delays)) == (30_000, 60_000)


def test_a_week_without_a_server_is_no_large_number() -> None:
    """The longest wait stays that, however often it was tried."""
    assert retry_delay_ms(ServerUnavailable(), 10_000) == 60_000


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Forged(), PairState.DAMAGED), (Rollback(), PairState.DAMAGED), (Forked(), PairState.DAMAGED),
        (FileBusy(), PairState.SYNCING), (Stale(), PairState.SYNCING), (ServerUnavailable(), PairState.OFFLINE),
        (DiskFull(), PairState.WAITING), (NotSignedIn(), PairState.ATTENTION), (BadUsage(), PairState.ATTENTION),
        (OurBug(), PairState.ATTENTION),
    ],
    ids=lambda value: value.code if isinstance(value, MegadeskError) else "",
)  # fmt: skip
def test_what_it_is_called_meanwhile(error: MegadeskError, state: PairState) -> None:
    """What passes by itself is no alarm, what does not verify is more than a question."""
    assert state_for(error) is state
