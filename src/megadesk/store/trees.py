"""Base and local tree of one pair (implements sync.ports.TreeStore).

    base    what disk and cloud last agreed on           local    what the disk last showed, with its fingerprints

Read whole at the start of a pair, written in batches: a tree lives in memory, this is its memory over crashes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from megadesk.model.attributes import Attributes
from megadesk.model.errors import NotFound
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Bits, Node, Tree
from megadesk.store.database import Database
from megadesk.store.rows import (
    NO_NODES,
    NODE_COLUMNS,
    Number,
    many_objects,
    pack_bits,
    pack_name,
    pack_node,
    pack_number,
    sharing,
    unpack_name,
    unpack_node,
    unpack_number,
    upsert,
)
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit
from megadesk.sync.ports import Intent, Side, TreeChange

_LOCAL_COLUMNS: Final = (
    *NODE_COLUMNS, "spelling", "seen_device", "seen_inode", "seen_size", "seen_mtime", "seen_changed", "seen_executable",
)  # fmt: skip
_AT_SPELLING: Final = len(NODE_COLUMNS)

_LOAD_BASE: Final = f"SELECT {', '.join(NODE_COLUMNS)} FROM base INDEXED BY base_of_pair WHERE pair = ?"  # noqa: S608 - our own names
_LOAD_LOCAL: Final = f"SELECT {', '.join(_LOCAL_COLUMNS)} FROM local INDEXED BY local_of_pair WHERE pair = ?"  # noqa: S608 - our own names
_PUT_BASE: Final = upsert("base", ("pair", "id"), NODE_COLUMNS[1:])
_LOAD_INTENTS: Final = f"SELECT {', '.join(NODE_COLUMNS)}, side, journaled, gone FROM intents WHERE pair = ?"  # noqa: S608 - our own names
_PUT_INTENT: Final = upsert("intents", ("pair", "side", "id"), (*NODE_COLUMNS[1:], "journaled", "gone"))
_DROP_BASE: Final = "DELETE FROM base WHERE pair = ? AND id = ?"
_DROP_LOCAL: Final = "DELETE FROM local WHERE pair = ? AND id = ?"
_LOCAL_VERSION: Final = "UPDATE local SET version = ? WHERE pair = ? AND id = ?"
_DROP_INTENT: Final = "DELETE FROM intents WHERE pair = ? AND side IN (1, 2) AND id = ?"
"""With the side, though it is either: the index is by pair, side and id, and without it each drop reads all intents
of the pair (a first upload of 100,000 files took 219 s, 190 of them here)."""
_DROP_PERMIT: Final = "DELETE FROM permits WHERE pair = ? AND id = ?"
_LOAD_PERMITS: Final = f"SELECT {', '.join(NODE_COLUMNS)}, any_place FROM permits WHERE pair = ?"  # noqa: S608 - our own names
_PUT_PERMIT: Final = upsert("permits", ("pair", "id"), (*NODE_COLUMNS[1:], "any_place"))
_LOAD_DEPARTED: Final = f"SELECT {', '.join(NODE_COLUMNS)}, path, inode FROM departed WHERE pair = ?"  # noqa: S608 - our own names
_PUT_DEPARTED: Final = upsert("departed", ("pair", "id"), (*NODE_COLUMNS[1:], "path", "inode"))
_DROP_DEPARTED: Final = "DELETE FROM departed WHERE pair = ? AND id = ?"
_NO_STATE: Final = (None,) * (len(NODE_COLUMNS) - 1)
_PUT_LOCAL: Final = upsert("local", ("pair", "id"), _LOCAL_COLUMNS[1:])


class PairTrees:
    """The two trees of a pair whose folder in the cloud is ``root``."""

    def __init__(self, database: Database, pair: PairId, root: NodeId) -> None:
        self._database = database
        self._pair = pair
        self._root = root

    def load_base(self, like: Mapping[NodeId, Node] = NO_NODES) -> Tree:
        """Return what both sides last agreed on; nodes that equal those of ``like`` are shared with it."""
        with self._database.read() as connection, many_objects():
            rows = connection.execute(_LOAD_BASE, (self._number(connection),))
            return Tree(self._root, {node.id: node for node in map(sharing(like), rows)})

    def load_local(self, like: Mapping[NodeId, Node] = NO_NODES) -> Mapping[NodeId, LocalNode]:
        """Return what the disk last showed; nodes that equal those of ``like`` are shared with it."""
        with self._database.read() as connection, many_objects():
            rows = connection.execute(_LOAD_LOCAL, (self._number(connection),))
            unpack = sharing(like)
            return {local.node.id: local for local in (_unpack_local(row, unpack) for row in rows)}

    def intend(self, nodes: Sequence[Node], side: Side, *, gone: bool = False) -> None:
        """Write down what is about to be done; ``spaces`` marks what the journal turns out to hold."""
        with self._database.write() as connection:
            number = self._number(connection)
            connection.executemany(_PUT_INTENT, [(number, side, *pack_node(node), 0, int(gone)) for node in nodes])

    def intents(self) -> Sequence[Intent]:
        """Return what was intended and not dropped since."""
        with self._database.read() as connection:
            rows = connection.execute(_LOAD_INTENTS, (self._number(connection),)).fetchall()
            return [Intent(unpack_node(row), Side(row[-3]), journaled=row[-2] == 1, gone=row[-1] == 1) for row in rows]

    def permits(self) -> Mapping[NodeId, Permit]:
        """Return what a person let pass against the direction."""
        with self._database.read() as connection:
            rows = connection.execute(_LOAD_PERMITS, (self._number(connection),)).fetchall()
            return {NodeId(row[0]): _unpack_permit(row) for row in rows}

    def departed(self) -> Sequence[Departed]:
        """Return what is gone from the disk, and was agreed on, not long ago."""
        with self._database.read() as connection:
            rows = connection.execute(_LOAD_DEPARTED, (self._number(connection),)).fetchall()
            return [Departed(unpack_node(row), RelPath(unpack_name(row[-2])), unpack_number(row[-1])) for row in rows]

    def apply(self, change: TreeChange) -> None:
        """Write it all or nothing, drops before puts; durable on return. NotFound if the pair was removed."""
        with self._database.write() as connection:
            number = self._number(connection)
            for statement, rows in (
                (_DROP_BASE, _drops(number, change.base_drop)),
                (_DROP_LOCAL, _drops(number, change.local_drop)),
                (_DROP_INTENT, _drops(number, change.intent_drop)),
                (_DROP_PERMIT, _drops(number, change.permit_drop)),
                (_DROP_DEPARTED, _drops(number, change.departed_drop)),
                (_LOCAL_VERSION, [(pack_number(node.version), number, node.id) for node in change.local_versions]),
                (_PUT_BASE, [(number, *pack_node(node)) for node in change.base_put]),
                (_PUT_LOCAL, [(number, *_pack_local(local)) for local in change.local_put]),
                (
                    _PUT_DEPARTED,
                    [
                        (number, *pack_node(one.node), pack_name(one.path), pack_number(one.inode))
                        for one in change.departed_put
                    ],
                ),
                (_PUT_PERMIT, [(number, *_pack_permit(node, permit)) for node, permit in change.permit_put.items()]),
            ):
                if rows:
                    connection.executemany(statement, rows)

    def forget(self) -> None:
        """Forget both trees and all that was noted of them: the pair is linked anew, and nothing on either side counts as removed."""
        with self._database.write() as connection:
            number = self._number(connection)
            for table in ("base", "local", "intents", "permits", "departed"):
                connection.execute(f"DELETE FROM {table} WHERE pair = ?", (number,))  # noqa: S608 - our own names

    def _number(self, connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT n FROM pairs WHERE id = ?", (self._pair,)).fetchone()
        if row is None:
            raise NotFound(what="pair", id=self._pair)
        number: int = row[0]
        return number


def _drops(number: int, nodes: Iterable[NodeId]) -> list[tuple[int, NodeId]]:
    return [(number, node) for node in nodes]


def _pack_permit(node: NodeId, permit: Permit) -> tuple[Number | None, ...]:
    columns = (node, *_NO_STATE) if permit.state is None else pack_node(permit.state)
    return (*columns, int(permit.any_place))


def _unpack_permit(row: Sequence[Any]) -> Permit:
    is_removal = row[NODE_COLUMNS.index("kind")] is None
    return Permit(None if is_removal else unpack_node(row), row[-1] == 1)


def _pack_local(local: LocalNode) -> tuple[Number | None, ...]:
    """Return the columns of a local node; NULL stands for what is as in the node itself."""
    node, seen = local.node, local.fingerprint
    return (
        *pack_node(node),
        None if local.spelling == node.name else pack_name(local.spelling),
        pack_number(seen.device),
        pack_number(seen.inode),
        None if seen.size_bytes == node.size_bytes else pack_number(seen.size_bytes),
        None if seen.mtime_ns == node.mtime_ns else pack_number(seen.mtime_ns),
        pack_number(seen.changed_ns),
        pack_bits(seen.executable),
    )


def _unpack_local(row: Sequence[Any], unpack: Callable[[Sequence[Any]], Node] = unpack_node) -> LocalNode:
    node = unpack(row)
    spelling, device, inode, size, mtime, changed, executable = row[_AT_SPELLING:]
    return LocalNode(
        node,
        node.name if spelling is None else unpack_name(spelling),
        Fingerprint(
            device if type(device) is int else int(device),  # unpack_number, without a call for each of 100,000
            inode if type(inode) is int else int(inode),
            node.size_bytes if size is None else unpack_number(size),
            node.mtime_ns if mtime is None else unpack_number(mtime),
            changed if type(changed) is int else int(changed),
            executable == 1 if executable <= 1 else _bits(executable, node),
        ),
    )


def _bits(stored: int, node: Node) -> Bits:
    """Return what the disk showed of a node in a backup: mostly what the node says, and then it is held once for both."""
    return node.executable if pack_bits(node.executable) == stored else Attributes(stored, node.mtime_ns)
