"""The steps that make the journal's tree the target.

Ops of one device follow each other in the journal, but a crash may cut them anywhere. So each comes after what it
needs: a folder before what goes into it, what is moved out of a folder before that folder goes to the bin. And a
name is freed before another node takes it; where two nodes swap names, the pair stands doubled for one op.

A node that is moved and edited takes one op, which waits for its bytes. Unless another takes its old name: then the
move goes first, in an op of its own. Else both would have that name for as long as the upload takes, everybody would
see the second as ``name (2)``, and this device would take that for a rename made elsewhere (ADR 16).
"""

from __future__ import annotations

from collections.abc import Collection

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.diff import same
from megadesk.sync.order import Heights, Key, Order
from megadesk.sync.plan import Bin, Put, RemoteStep


def remote_steps(
    remote: Tree, target: Tree, touched: Collection[NodeId], keepers: Collection[NodeId] = frozenset()
) -> tuple[RemoteStep, ...]:
    """Return what brings the journal's tree from ``remote`` to ``target``; only nodes of ``touched`` may differ.

    keepers: folders that stay although they are not in the target; what is seen in them goes one by one.
    """
    puts: dict[NodeId, RemoteStep] = {}
    gone: set[NodeId] = set()
    for key in touched:
        there, node = remote.nodes.get(key), target.nodes.get(key)
        if node is None:
            if there is not None and key not in keepers:
                gone.add(key)
        elif there is None or not same(there, node):
            puts[key] = _put(node, there)
    bins = {key: Bin(key, remote.nodes[key].version) for key in gone if remote.nodes[key].parent not in gone}
    if not puts:
        return tuple(bins[key] for key in sorted(bins))
    return _ordered(remote, target, puts, gone, bins)


def _put(node: Node, there: Node | None) -> Put:
    version = 0 if there is None else there.version
    uploads = not node.is_folder and (there is None or there.content != node.content)
    return Put(node if node.version == version else replace(node, version=version), uploads)


def _ordered(
    remote: Tree, target: Tree, puts: dict[NodeId, RemoteStep], gone: Collection[NodeId], bins: dict[NodeId, Bin]
) -> tuple[RemoteStep, ...]:
    heights = Heights(target.nodes, target.root, puts)
    keys: dict[NodeId, Key] = {key: (heights.depth(key), 1, key) for key in puts}
    keys |= {key: (0, 0, key) for key in bins}
    order = Order(keys)
    late: list[RemoteStep] = []
    moved = [key for key in puts if key not in remote.nodes or not remote.nodes[key].same_place(target.nodes[key])]
    folders = {target.nodes[key].parent for key in moved}
    standing = {node.place: node.id for folder in sorted(folders) for node in remote.children(folder)}
    for key in puts:
        above = heights.marked_above(key)
        if above is not None:
            order.hard(above, key)
        if key in remote.nodes and bins:
            _out_of_bins(order, remote, key, gone, bins)
    for key in moved:
        there = standing.get(target.nodes[key].place)
        if there is not None and there != key and there in keys:
            order.soft(there, key)
            late += _move_first(puts, remote.nodes[there])
    order.start()
    steps = puts | bins
    result = []
    while True:
        ready = order.next()
        if ready is not None:
            result.append(steps[ready])
            order.done(ready)
            continue
        cut = order.cut()
        if cut is None:
            return (*result, *late)
        for blocker in cut[1]:
            order.out_of_the_way(blocker)


def _move_first(puts: dict[NodeId, RemoteStep], there: Node) -> list[RemoteStep]:
    """Let a node that is in the way be moved without its new bytes; return the step that brings them, if it has any."""
    put = puts.get(there.id)
    if not isinstance(put, Put) or not put.uploads or there.is_folder or there.same_place(put.node):
        return []
    puts[there.id] = Put(replace(put.node, content=there.content, size_bytes=there.size_bytes, mtime_ns=there.mtime_ns))
    return [Put(replace(put.node, version=there.version + 1), uploads=True)]


def _out_of_bins(order: Order, remote: Tree, key: NodeId, gone: Collection[NodeId], bins: Collection[NodeId]) -> None:
    """Let the bin wait for what is moved out of it."""
    here = remote.nodes[key].parent
    while here in gone:
        if here in bins:
            order.hard(key, here)
            return
        here = remote.nodes[here].parent
