"""Moments are values."""

from __future__ import annotations

from megadesk.model.ids import CommitId, DeviceId
from megadesk.model.moment import Moment


def test_moments_of_one_commit_are_equal() -> None:
    """Two readings of one header say the same, and another time is another moment."""
    one = Moment(7, CommitId(bytes(32)), 1_700_000_000_000, DeviceId(bytes(16)), 3)
    assert one == Moment(7, CommitId(bytes(32)), 1_700_000_000_000, DeviceId(bytes(16)), 3)
    assert one != Moment(7, CommitId(bytes(32)), 1_700_000_000_001, DeviceId(bytes(16)), 3)
