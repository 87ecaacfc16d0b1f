"""A moment of a space: what one commit's signed header says of when, by which device, and how much.

The past is a list of these: a moment is a sequence number, and the folder at that moment is what the commits up to it
made. Times are as the devices signed them, so a clock that was wrong shows here.
"""

from __future__ import annotations

from megadesk.model.ids import CommitId, DeviceId
from megadesk.model.values import Value


class Moment(Value, frozen=True):
    """A commit this device has verified to be on the chain. ``n_ops``: how many nodes it changed."""

    seq: int
    commit_id: CommitId
    time_ms: int
    device: DeviceId
    n_ops: int
