"""What a space has become, as far as this device has verified it.

    journal --verified--> SpaceChange( StoredRecord, StoredRecord, ... ) --one transaction--> database

``remote`` makes these values and reads them back, ``store`` keeps them; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from megadesk.model.commit import Head
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.moment import Moment
from megadesk.model.tree import Node
from megadesk.model.values import Value


class StoredRecord(Value, frozen=True, kw_only=True):
    """A current record: its bytes as signed for, and what came out when it was opened.

    ``node`` is None for records that are not files or folders (devices, account), and for one that did not open;
    then ``fault`` holds the reason. ``device`` is the device of the commit that wrote it, where this device saw it.
    """

    unshown: ClassVar = frozenset({"element", "raw"})

    id: NodeId
    version: int
    element: bytes
    raw: bytes
    node: Node | None = None
    fault: str | None = None
    device: DeviceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceChange:
    """A verified step of a space. Written all or nothing, durable on return.

    put: may be a generator; it is consumed inside the transaction, and an error raised by it undoes everything.
    buckets: read only after put is consumed. chain: every commit passed.
    reset: forget all records, buckets and faults of the space first (a first download, a re-download).
    """

    head: Head
    put: Iterable[StoredRecord] = ()
    drop: Sequence[NodeId] = ()
    buckets: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    chain: Sequence[Moment] = ()
    acls: Sequence[tuple[int, bytes, bytes]] = ()
    reset: bool = False
