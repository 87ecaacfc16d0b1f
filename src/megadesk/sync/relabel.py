"""Local nodes that turn out to be other nodes: adopted, split off as a conflict copy, or reborn.

Relabels are applied all at once, in one transaction to the local tree and to base. Base forgets the old ids: what
they stood for is now another node, and the node that keeps the id (a conflict's winner) is simply not on this disk
yet. And what is in a relabelled folder was in it, on both: else it would look as if this device had moved it. What has
left that folder keeps the old one in base: else a move of others into the new one would look like no move of theirs.
So a crash right after a relabel plans the same again.
"""

from __future__ import annotations

from collections.abc import Mapping

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.plan import Permit, PlanContext


def relabelled(tree: Tree, relabels: Mapping[NodeId, NodeId]) -> Tree:
    """Return the tree with nodes under their new ids, and what is below them with their new parents."""
    if not relabels:
        return tree
    concerned = [node for node in tree.nodes.values() if node.id in relabels or node.parent in relabels]
    return tree.changed((relabelled_node(node, relabels) for node in concerned), (node.id for node in concerned))


def relabelled_base(base: Tree, local: Tree, relabels: Mapping[NodeId, NodeId]) -> Tree:
    """Return the base without the old ids, and with what is still below them under their new parents.

    ``local`` is the disk before the relabels.
    """
    if not relabels:
        return base
    here = local.nodes
    moved = [
        replace(node, parent=relabels[node.parent])
        for node in base.nodes.values()
        if node.parent in relabels and node.id in here and here[node.id].parent == node.parent
    ]
    return base.changed(moved, relabels)


def relabelled_node(node: Node, relabels: Mapping[NodeId, NodeId]) -> Node:
    """Return one node with its new id, which has no record yet that this device knows of, and its new parent."""
    parent = relabels.get(node.parent, node.parent)
    new_id = relabels.get(node.id)
    if new_id is None:
        return replace(node, parent=parent)
    return replace(node, id=new_id, parent=parent, version=0)


def relabelled_permits(
    permits: Mapping[NodeId, Permit], local: Tree, relabels: Mapping[NodeId, NodeId]
) -> dict[NodeId, Permit]:
    """Return what was permitted of nodes, said of their new ids as well; ``local`` is the disk before the relabels.

    The old id keeps its own: a conflict's winner has it now.
    """
    if not relabels or not permits:
        return dict(permits)
    result = {
        key: replace(permit, state=replace(permit.state, parent=relabels[permit.state.parent]))
        if permit.state is not None and permit.state.parent in relabels
        else permit
        for key, permit in permits.items()
    }
    for old, new in relabels.items():
        if old in permits and old in local:
            result[new] = Permit(relabelled_node(local[old], relabels), any_place=True)
    return result


def relabelled_context(context: PlanContext, relabels: Mapping[NodeId, NodeId]) -> PlanContext:
    """Return the context with what it says of local nodes said of their new ids."""
    if not relabels or not (context.held or context.occupied or context.aliases):
        return context
    return replace(
        context,
        held=frozenset(relabels.get(key, key) for key in context.held),
        astray=frozenset(relabels.get(key, key) for key in context.astray),
        aliases={relabels.get(key, key): alias for key, alias in context.aliases.items()},
        occupied=frozenset((relabels.get(folder, folder), name) for folder, name in context.occupied),
        junk=frozenset((relabels.get(folder, folder), name) for folder, name in context.junk),
    )
