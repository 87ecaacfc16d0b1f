"""What differs between trees, and where two of them agree.

    local, remote           --> differing    the only ids a merge has to look at
    base, local, remote     --> agree        base follows by itself wherever the disk and the journal say the same
    tree_from, tree_to      --> differences  before and after of each node, for people and for going back in time

Times and versions are no differences: a node is changed if its place, its bytes or its executable bit are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress, filterfalse
from operator import is_not

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree


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
    found: set[NodeId] = set()
    n_common = len(here)
    for key in other_nodes(here, there):
        right = there.get(key)
        if right is None:
            n_common -= 1
        if right is None or not same(here[key], right):
            found.add(key)
    if n_common < len(there):
        found.update(filterfalse(here.__contains__, there))
    return found


def other_nodes(here: Mapping[NodeId, Node], there: Mapping[NodeId, Node]) -> Iterator[NodeId]:
    """Yield the ids of here whose node is not the very one of there: only these can differ.

    Trees share their nodes (sync/folder), and each plan asks this of all of them: so not a line of Python for each.
    """
    return compress(here, map(is_not, here.values(), map(there.get, here)))


def agree(
    base: Tree, local: Tree, remote: Tree, ids: Collection[NodeId] | None = None
) -> tuple[list[Node], list[NodeId]]:
    """Return what base has to take over and to forget so that it says what local and remote both say.

    ids: only these can have changed since base last followed; None looks at all.
    """
    known, here, there = base.nodes, local.nodes, remote.nodes
    put: list[Node] = []
    if ids is None:
        apart = differing(local, remote)
        put += [
            there[key]
            for key in other_nodes(there, known)
            if key not in apart and not _is_recorded(known.get(key), there[key])
        ]
        ids = apart | (known.keys() - here.keys())
    drop: list[NodeId] = []
    for key in sorted(ids):
        before = known.get(key)
        after = followed(before, here.get(key), there.get(key))
        if after is None:
            drop += [] if before is None else [key]
        elif not _is_recorded(before, after):
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


def _is_recorded(known: Node | None, node: Node) -> bool:
    return known is not None and known.version == node.version and same(known, node)


def differences(tree_from: Tree, tree_to: Tree) -> Iterator[Change]:
    """Yield each node that differs, by id."""
    for key in sorted(differing(tree_from, tree_to)):
        yield Change(tree_from.nodes.get(key), tree_to.nodes.get(key))
