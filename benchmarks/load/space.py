"""What devices keep of a space: its head, and id, version and digest of each current record. Small: there are thousands.

    make(ops) --signed--> a commit on the head; nothing moves        apply(verified) --> the head after it
    take_in(header, ops) --verified as by every device--> the head after a commit of somebody else
    fill(header, records) --verified--> a whole state, as at a first login

Digests of buckets are computed from the records when a commit touches their group, and forgotten again: a row of them is
8 KiB, and a small space has a hundred. ``keeps_rows`` is for one large space.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from random import Random
from typing import NamedTuple

from megadesk.crypto.acl import Acl
from megadesk.crypto.commits import (
    SealedCommit,
    VerifiedCommit,
    first_head,
    make_commit,
    put_op,
    verify_commit,
    verify_head,
)
from megadesk.crypto.identity import Signer
from megadesk.crypto.statetree import EMPTY_ROW, StateTree, bucket_digest, bucket_of, element
from megadesk.crypto.structure import encode_record, encode_record_header, parse_record
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.errors import Forged
from megadesk.model.ids import AccountId, BlockId, DeviceId, NodeId

SEALED_BYTES = 288
"""What a file of one block has behind its header: salt, 256 bytes of fields (names are padded), tag."""

_DIGEST = 32


class Current(NamedTuple):
    """One current record."""

    version: int
    element: bytes
    refs: tuple[BlockId, ...]


class Space:
    """One space, as all devices of this process know it."""

    def __init__(self, acl: Acl, *, keeps_rows: bool = False) -> None:
        self.acl = acl
        self.head = first_head(acl)
        self.n_records = 0
        self.nodes: list[NodeId] = []
        self._groups = bytearray(EMPTY_ROW)
        self._buckets: dict[int, dict[NodeId, Current]] = {}
        self._kept = StateTree.empty() if keeps_rows else None

    # -- what is current ----------------------------------------------------------------------------------------------

    def get(self, node: NodeId) -> Current | None:
        return self._buckets.get(bucket_of(node), {}).get(node)

    def in_buckets(self, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield what is current in these buckets (crypto.commits.CurrentRecords)."""
        for bucket in buckets:
            for node, one in self._buckets.get(bucket, {}).items():
                yield node, one.version, one.element

    def _row(self, group: int) -> bytes:
        row = bytearray(EMPTY_ROW)
        for position in range(256):
            found = self._buckets.get(group << 8 | position)
            if found:
                digest = bucket_digest(group << 8 | position, {node: one.element for node, one in found.items()})
                row[position * _DIGEST : (position + 1) * _DIGEST] = digest
        return bytes(row)

    def _tree(self) -> StateTree:
        return self._kept or StateTree(bytes(self._groups), self._row)

    def some(self, chance: Random, count: int) -> list[NodeId]:
        """Return so many different current records, or all there are; what was removed is forgotten on the way."""
        found: dict[NodeId, None] = {}
        for _ in range(4 * count):
            if len(found) == min(count, self.n_records):
                break
            at = chance.randrange(len(self.nodes))
            node = self.nodes[at]
            if self.get(node) is None:
                self.nodes[at] = self.nodes[-1]
                self.nodes.pop()
            else:
                found[node] = None
        return list(found)

    # -- ops ----------------------------------------------------------------------------------------------------------

    def new_put(self, entropy: Callable[[str, int], bytes], refs: Sequence[BlockId] = ()) -> Put:
        """Return the op that makes a new record; its bytes depend on the entropy only."""
        node = NodeId(entropy("node", 16))
        header = encode_record_header(node, 1, self.acl.epoch, refs)
        return put_op(encode_record(header, entropy("sealed", SEALED_BYTES)))

    def put(self, node: NodeId | None, refs: Sequence[BlockId] | None = None) -> Put:
        """Return the op that makes a record, or the next version of one; without ``refs`` it keeps those it has."""
        known = None if node is None else self.get(node)
        version = 1 if known is None else known.version + 1
        kept = refs if refs is not None else (() if known is None else known.refs)
        header = encode_record_header(node or NodeId(os.urandom(16)), version, self.acl.epoch, kept)
        return put_op(encode_record(header, os.urandom(SEALED_BYTES)))

    def delete(self, node: NodeId) -> Delete:
        known = self.get(node)
        assert known is not None, "only what is current can be removed"
        return Delete(node, known.version)

    # -- moving -------------------------------------------------------------------------------------------------------

    def make(
        self, ops: Sequence[Op], signer: Signer, *, account: AccountId, device: DeviceId, now_ms: int
    ) -> SealedCommit:
        """Return a signed commit on the head; nothing moves yet."""
        return make_commit(
            signer, ops, author=account, device=device, now_ms=now_ms, head=self.head, acl=self.acl, current=self,
            tree=self._tree(),
        )  # fmt: skip

    def take_in(self, signed_header: bytes, ops: bytes) -> None:
        """Move by a commit of another device, after every check; raises as verify_commit."""
        self.apply(verify_commit(signed_header, ops, head=self.head, acl=self.acl, current=self, tree=self._tree()))

    def apply(self, verified: VerifiedCommit) -> None:
        """Move to the head after a verified commit."""
        self.head, self.acl = verified.head, verified.acl
        if self._kept is not None:
            self._kept.apply(verified.tree)
        for group, digest in verified.tree.groups.items():
            self._groups[group * _DIGEST : (group + 1) * _DIGEST] = digest
        refs = {op.id: op.refs for op in verified.ops if isinstance(op, Put)}
        for node, now in verified.elements.items():
            if now is None:
                self._remove(node)
            else:
                self._set(node, Current(*now, tuple(refs[node])))

    def _set(self, node: NodeId, current: Current) -> None:
        bucket = self._buckets.setdefault(bucket_of(node), {})
        if node not in bucket:
            self.n_records += 1
            self.nodes.append(node)
        bucket[node] = current

    def _remove(self, node: NodeId) -> None:
        del self._buckets[bucket_of(node)][node]
        self.n_records -= 1

    def fill(self, signed_header: bytes, records: Iterable[bytes]) -> None:
        """Begin with a whole state; Forged if the records do not give the root that is signed."""
        self.head = verify_head(signed_header, [self.acl])
        self._buckets, self.nodes, self.n_records = {}, [], 0
        for raw in records:
            parts = parse_record(raw)
            self._set(parts.id, Current(parts.version, element(raw), tuple(parts.refs)))
        ordered = ((node, one.element) for node in sorted(self.nodes) if (one := self.get(node)) is not None)
        tree = StateTree.of_sorted(ordered)
        if tree.root != self.head.state_root or self.n_records != self.head.n_records:
            raise Forged("the records do not give the signed state", n_records=self.n_records)
        self._groups = bytearray(tree.groups)
        if self._kept is not None:
            self._kept = tree
