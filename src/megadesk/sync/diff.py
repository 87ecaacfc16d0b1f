"""What differs between trees, and where two of them agree.

    local, remote           --> differing    the only ids a merge has to look at
    base, local, remote     --> agree        base follows by itself wherever the disk and the journal say the same
    tree_from, tree_to      --> differences  before and after of each node, for people and for going back in time

Times and versions are no differences: a node is changed if its place, its bytes or its executable bit are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

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
    found = set(there.keys() - here.keys())
    for key, left in here.items():
        right = there.get(key)
        if right is left:
            continue
        # As ``same``, written out: this line runs for every node of every folder.
        if (
            right is None
            or left.content != right.content
            or left.parent != right.parent
            or left.name != right.name
            or left.executable != right.executable
            or left.kind is not right.kind
        ):
            found.add(key)
    return found


def agree(
    base: Tree, local: Tree, remote: Tree, ids: Collection[NodeId] | None = None
) -> tuple[list[Node], list[NodeId]]:
    """Return what base has to take over and to forget so that it says what local and remote both say.

    ids: only these can have changed since base last followed; None looks at all. Base takes the remote node, so that
    it carries the remote version.
    """
    if ids is None:
        apart = differing(local, remote)
        put = [
            node
            for key, node in remote.nodes.items()
            if base.nodes.get(key) is not node and key not in apart and not _is_recorded(base.nodes.get(key), node)
        ]
        drop = sorted(key for key in base.nodes if key not in local.nodes and key not in remote.nodes)
        return put, drop
    put, drop = [], []
    for key in sorted(ids):
        left, right, known = local.nodes.get(key), remote.nodes.get(key), base.nodes.get(key)
        if left is None and right is None:
            drop += [key] if known is not None else []
        elif left is not None and right is not None and same(left, right) and not _is_recorded(known, right):
            put.append(right)
    return put, drop


def _is_recorded(known: Node | None, node: Node) -> bool:
    return known is not None and known.version == node.version and same(known, node)


def differences(tree_from: Tree, tree_to: Tree) -> Iterator[Change]:
    """Yield each node that differs, by id."""
    for key in sorted(differing(tree_from, tree_to)):
        yield Change(tree_from.nodes.get(key), tree_to.nodes.get(key))
