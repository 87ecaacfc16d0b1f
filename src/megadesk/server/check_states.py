"""Every state of a space that is kept, held to the root that was signed for it: the head, and all before it.

    records in the order in which they began --> state at the oldest kept number --> what ends and begins at the next --> ...
                                                  root = that in the signed header?     root?

One walk over all records of a space costs what they are, not what each state is. On the way each record is held to its
own row, and handed to whoever counts (``check_refs``).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from typing import Final

from megadesk.crypto.public import (
    EMPTY_ROW,
    HEADER_BYTES,
    CommitHeader,
    RecordParts,
    StateTree,
    acl_hash,
    commit_id,
    element,
    parse_record,
    parse_signed_header,
)
from megadesk.model.errors import Damaged
from megadesk.model.ids import NO_COMMIT, NodeId
from megadesk.server import metadata as md
from megadesk.server.buckets import dense
from megadesk.server.metadata_check import RecordRow

_HEADERS: Final = 1000
_BUCKETS: Final = 65_536
_FEW: Final = 16_384


def head_faults(tx: md.Reading, row: md.SpaceRow) -> Iterator[str]:
    """Yield what is wrong with a space as appends see it: its members, its stored digests, its head."""
    if not row.seq:
        return
    header = parse_signed_header(row.header)
    acls = tx.acls(row.key)
    if not acls or acls[-1][0] != row.acl_body or acl_hash(row.acl_body) != header.acl_hash:
        yield "the membership chain does not end in the current list"
    if tx.header(row.key, row.seq) != row.header:
        yield "the journal does not end in the head"
    try:
        held = sorted(_current(tx, row))
        tree = StateTree.of_sorted(held)
    except Damaged as error:
        yield f"records: {error.code}"
        return
    if tree.root != header.state_root or len(held) != header.n_records or row.n_records != header.n_records:
        yield "the current records do not give the signed state"
    rows = tx.bucket_rows(row.key)
    for group in sorted({*rows, *tree.differing_groups(EMPTY_ROW)}):
        if dense(rows.get(group, b"")) != tree.row(group):
            yield f"stored digests of group {group} are not those of its records"
    if tree.groups != row.groups:
        yield "stored group digests are not those of the records"


def _current(tx: md.Reading, row: md.SpaceRow) -> Iterator[tuple[NodeId, bytes]]:
    """Yield id and element of what is current, as appends ask for it: by bucket, in a small space of those with records.

    Asked for all buckets, a space of a hundred records would cost as much as one of a million.
    """
    buckets: Collection[int] = range(_BUCKETS)
    if row.n_records < _FEW:
        buckets = sorted({record.bucket for record in tx.all_records(row.key) if not record.to_seq})
    for node, _, value in tx.elements(row.key, buckets):
        yield node, value


class Headers:
    """The signed headers of a space by number, read page by page, each named by the one after it."""

    def __init__(self, tx: md.Reading, row: md.SpaceRow) -> None:
        self._tx, self._row = tx, row
        self.faults: list[str] = []

    def __iter__(self) -> Iterator[CommitHeader]:
        """Yield those there are; faults of the chain are noted."""
        before, seq = NO_COMMIT, 0
        while seq < self._row.seq:
            page = self._tx.headers(self._row.key, seq + 1, min(self._row.seq, seq + _HEADERS))
            if not page:
                self.faults.append(f"commits after {seq} are not there")
                return
            for signed in page:
                header = parse_signed_header(signed)
                if header.seq != seq + 1 or header.previous != before:
                    self.faults.append(f"commit {header.seq} does not follow the one before")
                before, seq = commit_id(signed[:HEADER_BYTES]), header.seq
                yield header


class _State:
    """The records of one state, by bucket, and their digests."""

    def __init__(self) -> None:
        self._buckets: dict[int, dict[NodeId, bytes]] = {}
        self._tree = StateTree.empty()
        self._touched: set[int] = set()
        self.count = 0

    def put(self, row: RecordRow) -> None:
        """Add a record."""
        bucket = self._buckets.setdefault(row.bucket, {})
        self.count += row.id not in bucket
        bucket[row.id] = row.element
        self._touched.add(row.bucket)

    def take(self, bucket: int, node: NodeId) -> None:
        """Take a record away."""
        self.count -= self._buckets.get(bucket, {}).pop(node, None) is not None
        self._touched.add(bucket)

    @property
    def root(self) -> bytes:
        """The state root."""
        if self._touched:
            self._tree.apply(self._tree.plan({one: self._buckets.get(one, {}) for one in self._touched}))
            self._touched.clear()
        return self._tree.root


def state_faults(tx: md.Reading, row: md.SpaceRow, seen: Callable[[RecordRow, RecordParts], None]) -> Iterator[str]:
    """Yield what is wrong with the records of a space, with its chain of commits, and with its kept states."""
    headers = Headers(tx, row)
    found: list[str] = []
    records = _whole(tx, row, seen, found)
    wrong = [seq for seq, is_right in _states(row, records, headers) if not is_right]
    for _ in records:
        """Read the rest: of a space whose commits are not there, say."""
    yield from found
    yield from headers.faults
    for _, run in groupby(enumerate(wrong), key=lambda one: one[1] - one[0]):
        states = [seq for _, seq in run]
        which = f"state {states[0]} is" if len(states) == 1 else f"states {states[0]} to {states[-1]} are"
        yield f"{which} not what was signed"


def _whole(
    tx: md.Reading, row: md.SpaceRow, seen: Callable[[RecordRow, RecordParts], None], found: list[str]
) -> Iterator[RecordRow]:
    """Yield all records of a space that are what their rows say; others are noted."""
    for record in tx.all_records(row.key):
        try:
            parts = parse_record(record.body)
        except Damaged as error:
            found.append(f"record {record.id.hex()[:16]} of commit {record.from_seq}: {error.code}")
            continue
        if (parts.id, parts.version, element(record.body)) != (record.id, record.version, record.element):
            found.append(f"record {record.id.hex()[:16]} of commit {record.from_seq} is not what its row says")
        seen(record, parts)
        yield record


def _states(row: md.SpaceRow, records: Iterator[RecordRow], headers: Headers) -> Iterator[tuple[int, bool]]:
    """Yield each kept state's number and whether it is what was signed."""
    oldest = max(1, min(row.kept_from_seq, row.seq))
    state = _State()
    ends: list[tuple[int, int, NodeId]] = []
    ahead = next(records, None)
    for header in headers:
        while ends and ends[0][0] <= header.seq:
            _, bucket, node = heapq.heappop(ends)
            state.take(bucket, node)
        while ahead is not None and ahead.from_seq <= header.seq:
            if not ahead.to_seq or ahead.to_seq > max(header.seq, oldest):
                state.put(ahead)
                if ahead.to_seq:
                    heapq.heappush(ends, (ahead.to_seq, ahead.bucket, ahead.id))
            ahead = next(records, None)
        if header.seq >= oldest:
            yield header.seq, state.root == header.state_root and state.count == header.n_records
