"""A space store in memory, for simulations; it passes the same contract tests as the database (tests/contract).

MemorySpaceStore     all or nothing, like the real one
head, record, step   small values to fill one with; the same for the same arguments
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from megadesk.crypto.statetree import EMPTY_DIGEST, bucket_of
from megadesk.model.commit import Head
from megadesk.model.errors import OurBug
from megadesk.model.ids import AclHash, CommitId, DeviceId, FileHash, NodeId, SpaceId
from megadesk.model.moment import Moment
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.remote.ports import SpaceStore


@dataclass(frozen=True, slots=True)
class _Kept:
    head: Head
    records: dict[NodeId, StoredRecord] = field(default_factory=dict)
    buckets: dict[int, bytes] = field(default_factory=dict)
    chain: dict[int, Moment] = field(default_factory=dict)
    acls: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)


def _no_fault() -> None:
    pass


class MemorySpaceStore:
    """Spaces in dictionaries. ``at_commit`` is called last in each change: raise there, and nothing has changed."""

    def __init__(self) -> None:
        self._spaces: dict[SpaceId, _Kept] = {}
        self._lock = threading.RLock()
        self.at_commit: Callable[[], None] = _no_fault

    def load_head(self, space: SpaceId) -> Head | None:
        """Return the pin."""
        kept = self._spaces.get(space)
        return kept.head if kept else None

    def forget(self, space: SpaceId) -> None:
        """Forget all of a space but its pin."""
        kept = self._spaces[space]
        self._spaces[space] = replace(kept, records={}, buckets={}, chain={}, acls={})

    def load_acls(self, space: SpaceId) -> Sequence[tuple[bytes, bytes]]:
        """Return the membership chain from genesis on."""
        kept = self._spaces.get(space)
        return [kept.acls[seq] for seq in sorted(kept.acls)] if kept else []

    def load_nodes(self, space: SpaceId) -> Iterable[Node]:
        """Return every file and folder."""
        return [record.node for record in self._records(space).values() if record.node is not None]

    def load_faults(self, space: SpaceId) -> Mapping[NodeId, str]:
        """Return the records that did not open."""
        return {node: record.fault for node, record in self._records(space).items() if record.fault is not None}

    def load_buckets(self, space: SpaceId) -> Iterable[tuple[int, bytes]]:
        """Return the digests of all buckets that are not empty."""
        kept = self._spaces.get(space)
        return sorted(kept.buckets.items()) if kept else []

    def in_buckets(self, space: SpaceId, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Return id, version and element of every current record in these buckets."""
        wanted, records = set(buckets), self._records(space)
        return [(node, at.version, at.element) for node, at in records.items() if bucket_of(node) in wanted]

    def versions(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, int]:
        """Return the versions of current records."""
        records = self._records(space)
        return {node: records[node].version for node in nodes if node in records}

    def devices(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, DeviceId]:
        """Return who wrote current records."""
        records = self._records(space)
        wrote = {node: records[node].device for node in nodes if node in records}
        return {node: device for node, device in wrote.items() if device is not None}

    def note_devices(self, space: SpaceId, wrote: Mapping[NodeId, tuple[int, DeviceId]]) -> None:
        """Keep who wrote current records."""
        records = self._records(space)
        for node, (version, device) in wrote.items():
            if node in records and records[node].version == version and records[node].device is None:
                records[node] = replace(records[node], device=device)

    def raws(self, space: SpaceId, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """Return current records as they were sealed."""
        records = self._records(space)
        return {node: records[node].raw for node in nodes if node in records}

    def record(self, space: SpaceId, node: NodeId) -> StoredRecord | None:
        """Return the current record of a node."""
        return self._records(space).get(node)

    def count(self, space: SpaceId) -> int:
        """Return how many current records there are."""
        return len(self._records(space))

    def in_group(self, space: SpaceId, group: int) -> Sequence[StoredRecord]:
        """Return the current records whose ids begin with this byte."""
        return [record for node, record in sorted(self._records(space).items()) if node[0] == group]

    def commit_at(self, space: SpaceId, seq: int) -> CommitId | None:
        """Return the id of the commit seen at a sequence number."""
        kept = self._spaces.get(space)
        found = kept.chain.get(seq) if kept else None
        return found.commit_id if found else None

    def moments(self, space: SpaceId, first: int, last: int) -> Sequence[Moment]:
        """Return the commits from first to last."""
        chain = self._spaces[space].chain if space in self._spaces else {}
        return [chain[seq] for seq in sorted(chain) if first <= seq <= last]

    def moment_until(self, space: SpaceId, time_ms: int) -> Moment | None:
        """Return the latest commit signed at this time or before."""
        chain = self._spaces[space].chain if space in self._spaces else {}
        return next((chain[seq] for seq in sorted(chain, reverse=True) if chain[seq].time_ms <= time_ms), None)

    def is_signed_later(self, space: SpaceId, below: int, time_ms: int) -> bool:
        """Return whether a commit before this one was signed after this time."""
        chain = self._spaces[space].chain if space in self._spaces else {}
        return any(seq < below and one.time_ms > time_ms for seq, one in chain.items())

    def known_from(self, space: SpaceId) -> int:
        """Return from which commit on all up to the pin are known."""
        kept = self._spaces.get(space)
        if kept is None:
            return 1
        seq = kept.head.seq + 1
        while seq - 1 in kept.chain:
            seq -= 1
        return seq

    def add_moments(self, space: SpaceId, moments: Sequence[Moment], *, below: Moment) -> bool:
        """Keep commits that lead to one on the chain."""
        with self._lock:
            head = self._spaces[space].head
            if below.commit_id not in {
                self.commit_at(space, below.seq),
                head.commit_id if head.seq == below.seq else None,
            }:
                return False
            self._spaces[space].chain.update({one.seq: one for one in moments})
        return True

    def apply(self, change: SpaceChange) -> None:
        """Move the space; the new state takes the place of the old one in a single assignment."""
        with self._lock:
            kept = self._start(change)
            for gone in change.drop:
                kept.records.pop(gone, None)
            for record in change.put:
                node = record.node
                if node is not None and (node.id != record.id or node.version != record.version):
                    raise OurBug("a record and its node differ", node=record.id.hex())
                kept.records[record.id] = record
            kept.buckets.update(change.buckets)
            for empty in [bucket for bucket, digest in kept.buckets.items() if digest == EMPTY_DIGEST]:
                del kept.buckets[empty]
            kept.chain.update({one.seq: one for one in change.chain})
            kept.acls.update({seq: (body, signature) for seq, body, signature in change.acls})
            self.at_commit()
            self._spaces[change.head.space] = kept

    def _start(self, change: SpaceChange) -> _Kept:
        """Return a copy of what is kept, to be changed."""
        head = change.head
        old = self._spaces.get(head.space, _Kept(head))
        chain, acls = dict(old.chain), dict(old.acls)
        if not change.reset:
            return replace(old, head=head, records=dict(old.records), buckets=dict(old.buckets), chain=chain, acls=acls)
        return _Kept(
            head,
            chain={seq: commit for seq, commit in chain.items() if seq <= head.seq},
            acls={seq: acl for seq, acl in acls.items() if seq <= head.acl_seq},
        )

    def _records(self, space: SpaceId) -> dict[NodeId, StoredRecord]:
        kept = self._spaces.get(space)
        return kept.records if kept else {}


# -- values -----------------------------------------------------------------------------------------------------------


def bytes_of(*what: object, size: int = 32) -> bytes:
    """Return bytes that look random and depend on the arguments only."""
    return hashlib.shake_256(repr(what).encode()).digest(size)


def space_id(name: str = "space") -> SpaceId:
    """Return the id of a space of that name."""
    return SpaceId(bytes_of("space", name))


def node_id(name: object) -> NodeId:
    """Return the id of a node of that name."""
    return NodeId(bytes_of("node", name, size=16))


def moment(seq: int) -> Moment:
    """Return the commit at a sequence number; its id is that of its head."""
    device = DeviceId(bytes_of("device", size=16))
    return Moment(seq, CommitId(bytes_of("commit", seq)), 1_700_000_000_000 + seq, device, seq % 7 + 1)


def head(seq: int, space: SpaceId | None = None, *, acl_seq: int = 0, n_records: int = 0) -> Head:
    """Return the head at a sequence number."""
    return Head(
        space=space or space_id(),
        seq=seq,
        commit_id=CommitId(bytes_of("commit", seq)),
        acl_seq=acl_seq,
        acl_hash=AclHash(bytes_of("acl", acl_seq)),
        state_root=bytes_of("root", seq),
        n_records=n_records,
        time_ms=1_700_000_000_000 + seq,
    )


def file_node(name: object, version: int = 1) -> Node:
    """Return a file of that name and version."""
    content = FileHash(bytes_of("content", name, version))
    return Node(
        node_id(name), node_id("folder"), Kind.FILE, f"{name}.jpg", content, 4096 + version, 1_700_000_000_123_456_789,
        version % 2 == 0, version,
    )  # fmt: skip


def record_of(node: Node) -> StoredRecord:
    """Return the record of a node, opened."""
    device = DeviceId(bytes_of("device", size=16))
    raw = bytes_of("raw", node, size=384)
    return StoredRecord(
        id=node.id, version=node.version, element=bytes_of("elem", raw), raw=raw, node=node, device=device
    )


def record(name: object, version: int = 1) -> StoredRecord:
    """Return the record of a file of that name and version."""
    return record_of(file_node(name, version))


def closed_record(name: object, fault: str | None, version: int = 1) -> StoredRecord:
    """Return a record without a node: one that did not open, or one that is neither file nor folder."""
    return replace(record(name, version), node=None, fault=fault, device=None)


def step(seq: int, space: SpaceId | None = None, *, n_puts: int = 20) -> SpaceChange:
    """Return the seq-th step of an endless story: files come, change and go, buckets move along."""
    new = [record((seq, at)) for at in range(n_puts)]
    changed = [record((seq - 1, at), seq) for at in range(0, n_puts, 2)] if seq > 1 else []
    gone = [node_id((seq - 2, at)) for at in range(1, n_puts, 4)] if seq > 2 else []
    touched = [*(put.id for put in (*new, *changed)), *gone]
    return SpaceChange(
        head=head(seq, space, acl_seq=seq),
        put=[*new, *changed],
        drop=gone,
        buckets={bucket_of(node): bytes_of("bucket", seq, bucket_of(node)) for node in touched},
        chain=[moment(seq)],
        acls=[(seq, bytes_of("body", seq, size=200), bytes_of("signature", seq, size=64))],
    )


def everything(store: SpaceStore, space: SpaceId | None = None, *, up_to_seq: int = 64) -> Mapping[str, object]:
    """Return all that a store of either kind says of a space, ready to be compared."""
    which = space or space_id()
    nodes = sorted(store.load_nodes(which), key=lambda node: node.id)
    faults = dict(sorted(store.load_faults(which).items()))
    buckets = sorted(store.load_buckets(which))
    return {
        "head": store.load_head(which),
        "acls": list(store.load_acls(which)),
        "nodes": nodes,
        "faults": faults,
        "records": [store.record(which, node) for node in (*(node.id for node in nodes), *faults)],
        "buckets": buckets,
        "in_buckets": sorted(store.in_buckets(which, [bucket for bucket, _ in buckets])),
        "chain": [store.commit_at(which, seq) for seq in range(up_to_seq)],
        "moments": list(store.moments(which, 0, up_to_seq)),
    }
