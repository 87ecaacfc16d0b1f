"""What this room asks of the local database: a space as last verified, moved only together with its pin.

The real one: ``store/spaces``. A fake for simulations: ``tests/fakes/space_store.py``. Safe to call from any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from megadesk.model.commit import Head
from megadesk.model.ids import CommitId, DeviceId, NodeId, SpaceId
from megadesk.model.moment import Moment
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.tree import Node


class SpaceStore(Protocol):
    """Spaces as verified, kept over crashes."""

    def load_head(self, space: SpaceId) -> Head | None:
        """Return the pin: the last head this device has verified; None before the first."""

    def load_acls(self, space: SpaceId) -> Sequence[tuple[bytes, bytes]]:
        """Return the verified membership chain from genesis on, as (body, signature)."""

    def load_nodes(self, space: SpaceId) -> Iterable[Node]:
        """Return every file and folder of the space."""

    def load_faults(self, space: SpaceId) -> Mapping[NodeId, str]:
        """Return the records that did not open, with the reason."""

    def load_buckets(self, space: SpaceId) -> Iterable[tuple[int, bytes]]:
        """Return the digests of all buckets that are not empty."""

    def in_buckets(self, space: SpaceId, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Return id, version and element of every current record in these buckets, in any order."""

    def versions(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, int]:
        """Return the versions of the current records of these nodes, those that have one."""

    def devices(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, DeviceId]:
        """Return which devices wrote the current records of these nodes, of those that it is known of."""

    def note_devices(self, space: SpaceId, wrote: Mapping[NodeId, tuple[int, DeviceId]]) -> None:
        """Keep which device wrote a version of a node, where that is its current record and nothing is known of it."""

    def raws(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """Return the current records of these nodes as they were sealed, those that have one."""

    def record(self, space: SpaceId, node: NodeId) -> StoredRecord | None:
        """Return the current record of a node (``node`` and ``fault`` filled in as stored), or None."""

    def count(self, space: SpaceId) -> int:
        """Return how many current records there are; cheap."""

    def in_group(self, space: SpaceId, group: int) -> Sequence[StoredRecord]:
        """Return the current records whose ids begin with this byte, in the order of their ids, as they are stored."""

    def commit_at(self, space: SpaceId, seq: int) -> CommitId | None:
        """Return the id of the commit this device saw at a sequence number, or None."""

    def moments(self, space: SpaceId, first: int, last: int) -> Sequence[Moment]:
        """Return what is known in full of the commits from first to last, in their order."""

    def moment_until(self, space: SpaceId, time_ms: int) -> Moment | None:
        """Return the latest commit known in full that was signed at this time or before."""

    def is_signed_later(self, space: SpaceId, below: int, time_ms: int) -> bool:
        """Return whether a commit before this one, as far as they are known in full, was signed after this time."""

    def known_from(self, space: SpaceId) -> int:
        """Return from which commit on all up to the pin are known in full; one above the pin if that one is not."""

    def add_moments(self, space: SpaceId, moments: Sequence[Moment], *, below: Moment) -> bool:
        """Keep commits that lead to the pin or another on the chain; False, and nothing is kept, if that is not on it any more."""

    def apply(self, change: SpaceChange) -> None:
        """Move the space: records, digests, chain and pin in one transaction."""
