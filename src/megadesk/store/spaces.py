"""Spaces as last verified, moved only together with their pin (implements remote.ports.SpaceStore).

    SpaceChange --one transaction--> records, buckets, chain, acls and the pin (a row of ``spaces``)

Where the records of a bucket are: ids of a bucket share their first two bytes, so it is a range of the one index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, TypeVar

from megadesk.model.commit import Head
from megadesk.model.errors import OurBug
from megadesk.model.ids import SHORT_ID_BYTES, AclHash, CommitId, DeviceId, NodeId, SpaceId
from megadesk.model.moment import Moment
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.tree import Node
from megadesk.store.database import Database
from megadesk.store.rows import (
    NO_NODES,
    NODE_COLUMNS,
    Number,
    many_objects,
    pack_node,
    pack_number,
    sharing,
    unpack_node,
    unpack_number,
    upsert,
)

T = TypeVar("T")

_TIME_MAX: Final = (1 << 63) - 1
_NO_NODE: Final = (None,) * 7
_EMPTY_DIGEST: Final = bytes(32)
_FILLS: Final = tuple(byte * (SHORT_ID_BYTES - 2) for byte in (b"\x00", b"\xff"))
"""What the lowest and the highest id of a bucket have behind its two bytes."""
_OF_NODE: Final = NODE_COLUMNS[1:-1]
"""What a node has beside the id and version of its record."""

_HEAD_COLUMNS: Final = ("seq", "commit_id", "acl_seq", "acl_hash", "state_root", "n_records", "time_ms")
_PUT_HEAD: Final = upsert("spaces", ("id",), _HEAD_COLUMNS)
_PUT_RECORD: Final = upsert("records", ("space", "id"), ("version", "element", *_OF_NODE, "fault", "device", "raw"))
_PUT_BUCKET: Final = upsert("buckets", ("space", "bucket"), ("digest",))
_MOMENT_COLUMNS: Final = ("seq", "commit_id", "time_ms", "device", "n_ops")
_PUT_COMMIT: Final = upsert("chain", ("space", "seq"), _MOMENT_COLUMNS[1:])
_PUT_ACL: Final = upsert("acls", ("space", "seq"), ("body", "signature"))

_NOTE_DEVICE: Final = (
    "UPDATE records SET device = ? WHERE space = (SELECT n FROM spaces WHERE id = ?) AND id = ? AND version = ?"
    " AND device IS NULL"
)

_MARK_INTENT: Final = (
    "UPDATE intents SET journaled = 1 WHERE pair IN (SELECT n FROM pairs) AND side = 1 AND id = ? AND journaled = 0"
    " AND EXISTS (SELECT 1 FROM records AS r WHERE r.space = ?"
    " AND r.id = intents.id AND r.version = intents.version + 1 AND r.parent = intents.parent AND (intents.gone = 1"
    " OR r.name = intents.name AND r.content IS intents.content AND r.executable = intents.executable))"
)
"""In the transaction that moves the space: an intent that a verified commit holds was carried out, acknowledged or not.

What is in the bin is there whoever put it there, and under whatever name.
One record at a time, by the index: a first upload has tens of thousands of intents, and a hundred commits."""

_OF_SPACE: Final = "(SELECT n FROM spaces WHERE id = ?)"
_LOAD_NODES: Final = f"SELECT {', '.join(NODE_COLUMNS)} FROM records INDEXED BY records_of_space WHERE space = {_OF_SPACE} AND kind IS NOT NULL"  # noqa: S608 - our own names
_LOAD_RECORD: Final = (
    f"SELECT {', '.join(NODE_COLUMNS)}, element, fault, device, raw FROM records WHERE space = {_OF_SPACE} AND id = ?"  # noqa: S608 - our own names
)
_COUNT: Final = f"SELECT count(*) FROM records INDEXED BY records_of_space WHERE space = {_OF_SPACE}"  # noqa: S608 - our own names
_LOAD_RANGE: Final = (
    f"SELECT {', '.join(NODE_COLUMNS)}, element, fault, device, raw FROM records"  # noqa: S608 - our own names
    f" WHERE space = {_OF_SPACE} AND id BETWEEN ? AND ? ORDER BY id"
)
_LOAD_FAULTS: Final = (
    f"SELECT id, fault FROM records INDEXED BY records_at_fault WHERE space = {_OF_SPACE} AND fault IS NOT NULL"  # noqa: S608 - our own names
)
_COMMIT_AT: Final = f"SELECT commit_id FROM chain WHERE space = {_OF_SPACE} AND seq = ?"  # noqa: S608 - our own names
_IS_ON_CHAIN: Final = f"SELECT 1 FROM chain WHERE space = {_OF_SPACE} AND seq = ? AND commit_id = ?"  # noqa: S608 - our own names
_IS_PIN: Final = "SELECT 1 FROM spaces WHERE id = ? AND seq = ? AND commit_id = ?"
_OF_MOMENT: Final = f"SELECT {', '.join(_MOMENT_COLUMNS)} FROM chain WHERE space = {_OF_SPACE} AND device IS NOT NULL"  # noqa: S608 - our own names
_MOMENTS: Final = f"{_OF_MOMENT} AND seq BETWEEN ? AND ? ORDER BY seq"
_SIGNED_LATER: Final = f"{_OF_MOMENT} AND seq < ? AND time_ms > ? LIMIT 1"
_MOMENT_UNTIL: Final = f"{_OF_MOMENT} AND time_ms <= ? ORDER BY seq DESC LIMIT 1"
# The row numbers of an unbroken chain go down as its sequence numbers go up.
_NUMBERED: Final = f"SELECT seq, row_number() OVER (ORDER BY seq DESC) AS n FROM chain WHERE space = {_OF_SPACE} AND seq <= ? AND device IS NOT NULL"  # noqa: S608 - our own names
_KNOWN_FROM: Final = f"SELECT min(seq) FROM ({_NUMBERED}) WHERE seq + n = ?"  # noqa: S608 - our own names
_AT_ONCE: Final = 256
"""So many buckets or nodes are asked for in one statement: a commit of a thousand new files has as many buckets, and
reading them one by one took a third of the time that making it took."""


@cache
def _in_buckets(count: int) -> str:
    """Return the statement for so many buckets, each given by its lowest and its highest id. They lead, not the space."""
    return (
        f"WITH wanted (low, high) AS (VALUES {', '.join(['(?, ?)'] * count)})"  # noqa: S608 - our own names
        " SELECT r.id, r.version, r.element FROM wanted CROSS JOIN records AS r"
        f" WHERE r.space = {_OF_SPACE} AND r.id BETWEEN wanted.low AND wanted.high"
    )


@cache
def _versions(count: int) -> str:
    """Return the statement for so many nodes."""
    return f"SELECT id, version FROM records WHERE space = {_OF_SPACE} AND id IN ({', '.join('?' * count)})"  # noqa: S608 - our own names


@cache
def _devices(count: int) -> str:
    """Return the statement for so many nodes."""
    return f"SELECT id, device FROM records WHERE space = {_OF_SPACE} AND device IS NOT NULL AND id IN ({', '.join('?' * count)})"  # noqa: S608 - our own names


@cache
def _raws(count: int) -> str:
    """Return the statement for so many nodes."""
    return f"SELECT id, raw FROM records WHERE space = {_OF_SPACE} AND id IN ({', '.join('?' * count)})"  # noqa: S608 - our own names


class Spaces:
    """Every space of this profile. Safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load_head(self, space: SpaceId) -> Head | None:
        """Return the pin: the last head this device has verified; None before the first."""
        rows = self._rows(f"SELECT {', '.join(_HEAD_COLUMNS)} FROM spaces WHERE id = ?", space)  # noqa: S608 - our own names
        return _head(space, rows[0]) if rows else None

    def load_acls(self, space: SpaceId) -> Sequence[tuple[bytes, bytes]]:
        """Return the verified membership chain from genesis on, as (body, signature)."""
        return self._rows(f"SELECT body, signature FROM acls WHERE space = {_OF_SPACE} ORDER BY seq", space)  # noqa: S608 - our own names

    def load_nodes(self, space: SpaceId) -> Iterable[Node]:
        """Return every file and folder of the space."""
        with self._database.read() as connection, many_objects():
            return list(map(sharing(NO_NODES), connection.execute(_LOAD_NODES, (space,))))

    def load_faults(self, space: SpaceId) -> Mapping[NodeId, str]:
        """Return the records that did not open, with the reason."""
        return {NodeId(node): fault for node, fault in self._rows(_LOAD_FAULTS, space)}

    def load_buckets(self, space: SpaceId) -> Iterable[tuple[int, bytes]]:
        """Return the digests of all buckets that are not empty."""
        return self._rows(f"SELECT bucket, digest FROM buckets WHERE space = {_OF_SPACE}", space)  # noqa: S608 - our own names

    def in_buckets(self, space: SpaceId, buckets: Collection[int]) -> list[tuple[NodeId, int, bytes]]:
        """Return id, version and element of every current record in these buckets."""
        found: list[tuple[NodeId, int, bytes]] = []
        with self._database.read() as connection:
            for some in _some_at_a_time(buckets):
                ends = [prefix + fill for prefix in (bucket.to_bytes(2, "big") for bucket in some) for fill in _FILLS]
                rows = connection.execute(_in_buckets(len(some)), (*ends, space))
                found += [(NodeId(node), unpack_number(version), element) for node, version, element in rows]
        return found

    def versions(self, space: SpaceId, nodes: Collection[NodeId]) -> dict[NodeId, int]:
        """Return the versions of the current records of these nodes, those that have one."""
        found: dict[NodeId, int] = {}
        with self._database.read() as connection:
            for some in _some_at_a_time(nodes):
                rows = connection.execute(_versions(len(some)), (space, *some))
                found.update((NodeId(node), unpack_number(version)) for node, version in rows)
        return found

    def devices(self, space: SpaceId, nodes: Collection[NodeId]) -> dict[NodeId, DeviceId]:
        """Return which devices wrote the current records of these nodes, of those that it is known of."""
        known: dict[bytes, DeviceId] = {}
        found: dict[NodeId, DeviceId] = {}
        with self._database.read() as connection:
            for some in _some_at_a_time(nodes):
                for node, device in connection.execute(_devices(len(some)), (space, *some)):
                    found[NodeId(node)] = known.setdefault(device, DeviceId(device))
        return found

    def note_devices(self, space: SpaceId, wrote: Mapping[NodeId, tuple[int, DeviceId]]) -> None:
        """Keep which device wrote a version of a node, where that is its current record and nothing is known of it."""
        rows = [(device, space, node, pack_number(version)) for node, (version, device) in wrote.items()]
        with self._database.write() as connection:
            connection.executemany(_NOTE_DEVICE, rows)

    def raws(self, space: SpaceId, nodes: Collection[NodeId]) -> dict[NodeId, bytes]:
        """Return the current records of these nodes as they were sealed, those that have one."""
        found: dict[NodeId, bytes] = {}
        with self._database.read() as connection:
            for some in _some_at_a_time(nodes):
                found.update((NodeId(node), raw) for node, raw in connection.execute(_raws(len(some)), (space, *some)))
        return found

    def record(self, space: SpaceId, node: NodeId) -> StoredRecord | None:
        """Return the current record of a node (``node`` and ``fault`` filled in as stored), or None."""
        rows = self._rows(_LOAD_RECORD, space, node)
        return _record(rows[0]) if rows else None

    def count(self, space: SpaceId) -> int:
        """Return how many current records there are."""
        count: int = self._rows(_COUNT, space)[0][0]
        return count

    def in_group(self, space: SpaceId, group: int) -> list[StoredRecord]:
        """Return the current records whose ids begin with this byte, in the order of their ids, as they are stored."""
        first = bytes((group,))
        rows = self._rows(_LOAD_RANGE, space, first + _FILLS[0] + b"\x00", first + _FILLS[1] + b"\xff")
        return list(map(_record, rows))

    def commit_at(self, space: SpaceId, seq: int) -> CommitId | None:
        """Return the id of the commit this device saw at a sequence number, or None."""
        rows = self._rows(_COMMIT_AT, space, pack_number(seq))
        return CommitId(rows[0][0]) if rows else None

    def moments(self, space: SpaceId, first: int, last: int) -> list[Moment]:
        """Return what is known in full of the commits from first to last, in their order."""
        return [_moment(row) for row in self._rows(_MOMENTS, space, first, last)]

    def moment_until(self, space: SpaceId, time_ms: int) -> Moment | None:
        """Return the latest commit known in full that was signed at this time or before."""
        rows = self._rows(_MOMENT_UNTIL, space, _time(time_ms))
        return _moment(rows[0]) if rows else None

    def is_signed_later(self, space: SpaceId, below: int, time_ms: int) -> bool:
        """Return whether a commit before this one, as far as they are known in full, was signed after this time."""
        return bool(self._rows(_SIGNED_LATER, space, below, _time(time_ms)))

    def known_from(self, space: SpaceId) -> int:
        """Return from which commit on all up to the pin are known in full; one above the pin if that one is not."""
        head = self.load_head(space)
        if head is None:
            return 1
        rows = self._rows(_KNOWN_FROM, space, head.seq, head.seq + 1)
        return head.seq + 1 if rows[0][0] is None else int(rows[0][0])

    def add_moments(self, space: SpaceId, moments: Sequence[Moment], *, below: Moment) -> bool:
        """Keep commits that lead to the pin or another on the chain; False, and nothing is kept, if that is not on it any more."""
        with self._database.write() as connection:
            where = (space, pack_number(below.seq), below.commit_id)
            if not any(connection.execute(query, where).fetchone() for query in (_IS_ON_CHAIN, _IS_PIN)):
                return False
            number = connection.execute("SELECT n FROM spaces WHERE id = ?", (space,)).fetchone()[0]
            _put_moments(connection, number, moments)
        return True

    def apply(self, change: SpaceChange) -> None:
        """Move the space: records, digests, chain and pin in one transaction."""
        with self._database.write() as connection:
            number = _put_head(connection, change.head)
            if change.reset:
                _forget(connection, number, change.head)
            connection.executemany(
                "DELETE FROM records WHERE space = ? AND id = ?", [(number, node) for node in change.drop]
            )
            put: list[tuple[NodeId, int]] = []
            connection.executemany(_PUT_RECORD, _rows(number, change.put, put))
            connection.executemany(_MARK_INTENT, put)
            _put_buckets(connection, number, change.buckets)
            _put_moments(connection, number, change.chain)
            connection.executemany(
                _PUT_ACL, [(number, pack_number(seq), body, signature) for seq, body, signature in change.acls]
            )

    def forget(self, space: SpaceId) -> None:
        """Forget all of a space but its pin: it is downloaded anew, and held against that."""
        with self._database.write() as connection:
            for table in ("records", "buckets", "chain", "acls"):
                connection.execute(f"DELETE FROM {table} WHERE space = {_OF_SPACE}", (space,))  # noqa: S608 - our own names

    def _rows(self, query: str, *values: bytes | int) -> list[Any]:
        with self._database.read() as connection:
            return connection.execute(query, values).fetchall()


def _some_at_a_time(wanted: Collection[T]) -> Iterator[list[T]]:
    """Yield all that is wanted, a statement's worth at a time."""
    rest = iter(wanted)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _put_head(connection: sqlite3.Connection, head: Head) -> int:
    """Move the pin and return the space's number."""
    connection.execute(
        _PUT_HEAD,
        (
            head.space, pack_number(head.seq), head.commit_id, pack_number(head.acl_seq), head.acl_hash,
            head.state_root, pack_number(head.n_records), pack_number(head.time_ms),
        ),
    )  # fmt: skip
    number: int = connection.execute("SELECT n FROM spaces WHERE id = ?", (head.space,)).fetchone()[0]
    return number


def _forget(connection: sqlite3.Connection, number: int, head: Head) -> None:
    """Forget what is current, and of the past whatever would lie after the new head."""
    connection.execute("DELETE FROM records WHERE space = ?", (number,))
    connection.execute("DELETE FROM buckets WHERE space = ?", (number,))
    connection.execute("DELETE FROM chain WHERE space = ? AND seq > ?", (number, pack_number(head.seq)))
    connection.execute("DELETE FROM acls WHERE space = ? AND seq > ?", (number, pack_number(head.acl_seq)))


def _put_moments(connection: sqlite3.Connection, number: int, moments: Iterable[Moment]) -> None:
    rows = ((number, pack_number(one.seq), one.commit_id, _time(one.time_ms), one.device, one.n_ops) for one in moments)
    connection.executemany(_PUT_COMMIT, rows)


def _time(time_ms: int) -> int:
    """Return a time as it is compared: beyond 63 bits a clock is as wrong as can be."""
    return min(time_ms, _TIME_MAX)


def _moment(row: Sequence[Any]) -> Moment:
    seq, commit_id, time_ms, device, n_ops = row
    return Moment(unpack_number(seq), CommitId(commit_id), time_ms, DeviceId(device), n_ops)


def _put_buckets(connection: sqlite3.Connection, number: int, buckets: Mapping[int, bytes]) -> None:
    """Write the digests; a bucket that has become empty has no row."""
    empty = [(number, bucket) for bucket, digest in buckets.items() if digest == _EMPTY_DIGEST]
    filled = [(number, bucket, digest) for bucket, digest in buckets.items() if digest != _EMPTY_DIGEST]
    connection.executemany("DELETE FROM buckets WHERE space = ? AND bucket = ?", empty)
    connection.executemany(_PUT_BUCKET, filled)


def _rows(
    number: int, records: Iterable[StoredRecord], put: list[tuple[NodeId, int]]
) -> Iterator[tuple[Number | str | None, ...]]:
    """Yield the row of each record, and note in ``put`` whose it was."""
    for record in records:
        put.append((record.id, number))
        yield _row(number, record)


def _row(number: int, record: StoredRecord) -> tuple[Number | str | None, ...]:
    node = record.node
    columns: tuple[Number | None, ...] = _NO_NODE
    if node is not None:
        if node.id != record.id or node.version != record.version:
            raise OurBug("a record and its node differ", node=record.id.hex())
        columns = pack_node(node)[1:-1]
    return (
        number, record.id, record.version, record.element, *columns, record.fault, record.device, record.raw,
    )  # fmt: skip


def _record(row: Sequence[Any]) -> StoredRecord:
    at = len(NODE_COLUMNS)
    element, fault, device, raw = row[at:]
    return StoredRecord(
        id=NodeId(row[0]),
        version=unpack_number(row[at - 1]),
        element=element,
        raw=raw,
        node=None if row[2] is None else unpack_node(row),
        fault=fault,
        device=None if device is None else DeviceId(device),
    )


def _head(space: SpaceId, row: Sequence[Any]) -> Head:
    seq, commit_id, acl_seq, acl_hash, state_root, n_records, time_ms = row
    return Head(
        space=space,
        seq=unpack_number(seq),
        commit_id=CommitId(commit_id),
        acl_seq=unpack_number(acl_seq),
        acl_hash=AclHash(acl_hash),
        state_root=state_root,
        n_records=unpack_number(n_records),
        time_ms=unpack_number(time_ms),
    )
