"""What differs between trees, and where two of them agree.

    local, remote           --> differing    the only ids a merge has to look at
    base, local, remote     --> agree        base follows by itself wherever the disk and the journal say the same
    tree_from, tree_to      --> differences  before and after of each node, for people and for going back in time

Times and versions are no differences: a node is changed if its place, its bytes or its executable bit are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, filterfalse
from operator import is_not

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace


@dataclass(frozen=True, slots=True)
class Change:
    """One node in two trees; None where it is not there."""

    before: Node | None
    after: Node | None


def same(left: Node, right: Node) -> bool:
    """Whether both are the same thing, at the same place, with the same content."""
    return (
        left.content == right.content
        and left.parent == right.parent
        and left.name == right.name
        and left.executable == right.executable
        and left.kind is right.kind
    )


def differing(local: Tree, remote: Tree) -> set[NodeId]:
    """Return the ids that are in one tree only, or not the same in both."""
    there = remote.nodes
    here = local.nodes
    return {key for key in maybe_differing(local, remote) if not _is_same(here.get(key), there.get(key))}


def maybe_differing(local: Tree, remote: Tree) -> Collection[NodeId]:
    """Return the ids that may differ, and no other: of trees of one origin only those that changed on the way."""
    among = local.apart(remote)
    return others(local.nodes, remote.nodes) if among is None else among


def _is_same(left: Node | None, right: Node | None) -> bool:
    return left is right or (left is not None and right is not None and same(left, right))


def others(here: Mapping[NodeId, Node], there: Mapping[NodeId, Node]) -> set[NodeId]:
    """Return the ids whose nodes are not the very same in both: only these can differ.

    Trees share their nodes (sync/folder), so not a line of Python for each of them.
    """
    found = set(filterfalse(here.__contains__, there))
    found.update(compress(here, map(is_not, here.values(), map(there.get, here))))
    return found


def agree(
    base: Tree, local: Tree, remote: Tree, ids: Collection[NodeId] | None = None
) -> tuple[list[Node], list[NodeId]]:
    """Return what base has to take over and to forget so that it says what local and remote both say.

    ids: only these can have changed since base last followed; None looks at all.
    """
    known, here, there = base.nodes, local.nodes, remote.nodes
    ids = known.keys() | here.keys() | there.keys() if ids is None else ids
    put: list[Node] = []
    drop: list[NodeId] = []
    for key in sorted(ids):
        before = known.get(key)
        after = followed(before, here.get(key), there.get(key))
        if after is None:
            drop += [] if before is None else [key]
        elif not is_recorded(before, after):
            put.append(after)
    return put, drop


def followed(base: Node | None, local: Node | None, remote: Node | None) -> Node | None:
    """Return what base is to say of one node; it carries the remote version where all is agreed.

    Each attribute follows by itself: a file that was renamed here as it was elsewhere, and whose new bytes are still
    to come, was not renamed by this device.
    """
    if local is None or remote is None:
        return None if local is remote else base
    if same(local, remote):
        return remote
    if base is None and local.kind is remote.kind and local.same_content(remote):
        return replace(local, version=0)  # sent from here, and its new place waits: elsewhere it was moved
    if base is None or not base.kind is local.kind is remote.kind:
        return base
    result = base
    if local.parent == remote.parent:
        result = replace(result, parent=remote.parent)
    if local.name == remote.name:
        result = replace(result, name=remote.name)
    if local.content == remote.content:
        result = replace(result, content=remote.content, size_bytes=remote.size_bytes, mtime_ns=remote.mtime_ns)
    if local.executable == remote.executable:
        result = replace(result, executable=remote.executable)
    return result


def is_recorded(known: Node | None, node: Node) -> bool:
    """Whether base says of a node what it has to."""
    return known is not None and known.version == node.version and same(known, node)


def differences(tree_from: Tree, tree_to: Tree) -> Iterator[Change]:
    """Yield each node that differs, by id."""
    for key in sorted(differing(tree_from, tree_to)):
        yield Change(tree_from.nodes.get(key), tree_to.nodes.get(key))
