"""One digest for all current records of a space, cheap to move forward and able to say where it differs.

    record --element--> bucket(g, b) --> 256 buckets = group(g) --> 256 groups = state root
                        ids that begin with the bytes g, b

Client and server hold the same tree: the client in memory or SQLite, the server in SQL. A commit touches some
buckets; ``StateTree.plan`` takes their entries, hashes what changed and returns a TreeUpdate; nothing is altered
until ``apply``. Empty buckets and groups are 32 zero bytes. Source: docs/formats/spaces.md, "State root".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

from megadesk.crypto.primitives import DIGEST_BYTES, digest
from megadesk.model.errors import Forged, LimitExceeded, Malformed
from megadesk.model.ids import SHORT_ID_BYTES, NodeId

FAN_OUT: Final = 256
ROW_BYTES: Final = FAN_OUT * DIGEST_BYTES
BUCKET_MAX_ENTRIES: Final = 4096
EMPTY_DIGEST: Final = bytes(DIGEST_BYTES)
EMPTY_ROW: Final = bytes(ROW_BYTES)

Bucket: TypeAlias = int
"""The first two bytes of a node id as a number, 0..65535: group * 256 + bucket in the group."""


def element(record: bytes) -> bytes:
    """Return what stands for a record in its bucket, 32 bytes."""
    return digest("elem", record)


def bucket_of(node: NodeId) -> Bucket:
    """Return the bucket a node's record belongs to."""
    return node[0] << 8 | node[1]


def bucket_digest(bucket: Bucket, elements: Mapping[NodeId, bytes]) -> bytes:
    """Return the digest of one bucket's records by id; LimitExceeded above 4096, Malformed for a foreign id."""
    if not elements:
        return EMPTY_DIGEST
    if len(elements) > BUCKET_MAX_ENTRIES:
        raise LimitExceeded("bucket", bucket=bucket, n_records=len(elements))
    prefix = bucket.to_bytes(2, "big")
    entries = sorted([node + value for node, value in elements.items()])
    if entries[0][:2] != prefix or entries[-1][:2] != prefix:
        raise Malformed("a record in a foreign bucket")
    return digest("bucket", prefix + b"".join(entries))


def group_digest(group: int, row: bytes | bytearray) -> bytes:
    """Return the digest of 256 bucket digests in a row."""
    if row == EMPTY_ROW:
        return EMPTY_DIGEST
    return digest("group", bytes((group,)) + row)


def root_digest(row: bytes | bytearray) -> bytes:
    """Return the state root for 256 group digests in a row."""
    return digest("state", row)


EMPTY_ROOT: Final = root_digest(EMPTY_ROW)


def checked_row(row: bytes) -> bytes:
    """Return row if it is 256 digests long, else raise Malformed."""
    if len(row) != ROW_BYTES:
        raise Malformed("not a row of 256 digests")
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeUpdate:
    """What a commit does to the tree; apply it together with the records, in one transaction."""

    root: bytes
    buckets: Mapping[Bucket, bytes] = field(repr=False)
    groups: Mapping[int, bytes] = field(repr=False)


class StateTree:
    """The digests of all buckets and groups of one space.

    Rows of bucket digests are asked for when a group is touched first, so that the server can keep one row of group
    digests and read single groups: ``load_row(group)`` returns 8192 bytes, which are checked against the group.
    """

    __slots__ = ("_groups", "_load_row", "_rows", "root")

    def __init__(self, groups: bytes, load_row: Callable[[int], bytes]) -> None:
        self._groups = bytearray(checked_row(groups))
        self._load_row = load_row
        self._rows: dict[int, bytearray] = {}
        self.root = root_digest(self._groups)

    @classmethod
    def empty(cls) -> StateTree:
        """Return the tree of a space without records."""
        return cls(EMPTY_ROW, lambda _group: EMPTY_ROW)

    @classmethod
    def of_sorted(cls, elements: Iterable[tuple[NodeId, bytes]]) -> StateTree:
        """Return the tree of records that come in the order of their ids; Malformed if they do not.

        Holds one bucket at a time: a million records can stream through.
        """
        return cls.of_buckets(_digests_of_sorted(elements))

    @classmethod
    def of_buckets(cls, digests: Iterable[tuple[Bucket, bytes]]) -> StateTree:
        """Return the tree for digests of its buckets; those not named are empty."""
        rows: dict[int, bytearray] = {}
        for bucket, value in digests:
            _place(rows.setdefault(bucket >> 8, bytearray(ROW_BYTES)), bucket & 0xFF, value)
        groups = bytearray(ROW_BYTES)
        for group, row in rows.items():
            _place(groups, group, group_digest(group, row))
        tree = cls(bytes(groups), lambda _group: EMPTY_ROW)
        tree._rows = rows
        return tree

    @property
    def groups(self) -> bytes:
        """The 256 group digests in a row."""
        return bytes(self._groups)

    def row(self, group: int) -> bytes:
        """Return the 256 bucket digests of a group in a row."""
        return bytes(self._row(group))

    def buckets(self) -> Iterator[tuple[Bucket, bytes]]:
        """Yield the digest of every bucket that is not empty, in order."""
        for group in _differing(self._groups, EMPTY_ROW):  # few in a small space, and a row is 8 KiB to look at
            row = self.row(group)
            digests = [row[at : at + DIGEST_BYTES] for at in range(0, ROW_BYTES, DIGEST_BYTES)]
            for position, value in enumerate(digests):
                if value != EMPTY_DIGEST:
                    yield group << 8 | position, value

    def plan(self, changed: Mapping[Bucket, Mapping[NodeId, bytes]]) -> TreeUpdate:
        """Return the update for buckets whose whole new content is given by id; the tree stays as it is."""
        buckets = {bucket: bucket_digest(bucket, elements) for bucket, elements in changed.items()}
        rows: dict[int, bytearray] = {}
        for bucket, value in buckets.items():
            group = bucket >> 8
            if group not in rows:
                rows[group] = bytearray(self._row(group))
            _place(rows[group], bucket & 0xFF, value)
        groups = {group: group_digest(group, row) for group, row in rows.items()}
        top = bytearray(self._groups)
        for group, value in groups.items():
            _place(top, group, value)
        return TreeUpdate(root=root_digest(top), buckets=buckets, groups=groups)

    def apply(self, update: TreeUpdate) -> None:
        """Move to the state that plan() computed."""
        for bucket, value in update.buckets.items():
            _place(self._row(bucket >> 8), bucket & 0xFF, value)
        for group, value in update.groups.items():
            _place(self._groups, group, value)
        self.root = update.root

    def differing_groups(self, other_groups: bytes) -> list[int]:
        """Return the groups whose digest is another in a row of 256 group digests."""
        return _differing(self._groups, checked_row(other_groups))

    def differing_buckets(self, group: int, other_row: bytes) -> list[Bucket]:
        """Return the buckets of a group whose digest is another in a row of 256 bucket digests."""
        return [group << 8 | position for position in _differing(self._row(group), checked_row(other_row))]

    def _row(self, group: int) -> bytearray:
        row = self._rows.get(group)
        if row is None:
            row = bytearray(checked_row(self._load_row(group)))
            if group_digest(group, row) != _at(self._groups, group * DIGEST_BYTES):
                raise Forged("a row of buckets does not fit the digest of its group", group=group)
            self._rows[group] = row
        return row


def _place(row: bytearray, position: int, value: bytes) -> None:
    if len(value) != DIGEST_BYTES:
        raise Malformed("a digest of the wrong length")
    row[position * DIGEST_BYTES : (position + 1) * DIGEST_BYTES] = value


def _differing(left: bytes | bytearray, right: bytes | bytearray) -> list[int]:
    return [at // DIGEST_BYTES for at in range(0, ROW_BYTES, DIGEST_BYTES) if _at(left, at) != _at(right, at)]


def _at(row: bytes | bytearray, start: int) -> bytes:
    return bytes(row[start : start + DIGEST_BYTES])


def _digests_of_sorted(elements: Iterable[tuple[NodeId, bytes]]) -> Iterator[tuple[Bucket, bytes]]:
    for bucket, entries in groupby(_ascending(elements), key=lambda entry: bucket_of(entry[0])):
        held: dict[NodeId, bytes] = {}
        for node, value in entries:
            held[node] = value
            if len(held) > BUCKET_MAX_ENTRIES:
                raise LimitExceeded("bucket", bucket=bucket)
        yield bucket, bucket_digest(bucket, held)


def _ascending(elements: Iterable[tuple[NodeId, bytes]]) -> Iterator[tuple[NodeId, bytes]]:
    last = b""
    for node, value in elements:
        if node <= last or len(node) != SHORT_ID_BYTES or len(value) != DIGEST_BYTES:
            raise Malformed("records out of order")
        last = node
        yield node, value
