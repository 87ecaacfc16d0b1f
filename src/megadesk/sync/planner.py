"""Make a plan of three trees.

    base ---+                          relabels ------------------------------------+
    local --+--> merge --> target -----> local_steps (relabelled local -> target) --+--> Plan
    remote -+                      `---> remote_steps (remote -> target) -----------+

A function of its arguments: the same trees and context give the same plan, step by step. In a pair of one direction
what is not said is held first (direction.py), and a plan that would say it all the same is made again with more held.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from megadesk.model.ids import NodeId
from megadesk.model.pair import PairDirection
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.content import merged
from megadesk.sync.diff import same
from megadesk.sync.direction import ROUNDS, silence, widened
from megadesk.sync.local_steps import local_steps
from megadesk.sync.merge import merge
from megadesk.sync.plan import Plan, PlanContext
from megadesk.sync.relabel import relabelled, relabelled_context
from megadesk.sync.remote_steps import remote_steps


def plan(base: Tree, local: Tree, remote: Tree, context: PlanContext) -> Plan:
    """Return everything that is to be done now so that the folder is the same here and in the cloud."""
    if context.direction is PairDirection.BOTH:
        return _plan(base, local, remote, context)
    found = silence(base, local, remote, context.direction, context.permits)
    for turn in range(ROUNDS + 1):
        made = _plan(base, local, remote, found.over(context))
        broken = found.broken_by(made, context.permits.keys())
        if not broken:
            break
        found = widened(found, broken, last=turn == ROUNDS - 1)
    return replace(made, problems=(*made.problems, *found.problems(local, remote)))


def _plan(base: Tree, local: Tree, remote: Tree, context: PlanContext) -> Plan:
    if not context.places_links:
        context = _with_links(context, base, local, remote)
    left = _left(context, base, local, remote)
    behind = _behind(context, left, base, local, remote)
    if left or behind:
        context = replace(context, held=context.held | left.keys() | behind.keys())
    context = _with_below(context, local, remote)
    result = merge(base, local, remote, context)
    if not result.touched and not context.aliases:
        return Plan(target=result.target)
    here = relabelled(local, result.relabels)
    locally = local_steps(here, result.target, result.touched, relabelled_context(context, result.relabels))
    return Plan(
        target=result.target,
        relabels=result.relabels,
        forget=result.forget,
        local_steps=locally.steps,
        remote_steps=remote_steps(remote, result.target, result.touched, context.keepers),
        notices=result.notices,
        problems=locally.problems,
        behind={result.relabels.get(key, key): result.relabels.get(there, there) for key, there in behind.items()}
        | dict(locally.behind),
    )


def _with_links(context: PlanContext, base: Tree, local: Tree, remote: Tree) -> PlanContext:
    """Return the context with every link of the cloud held, and what one took the place of there (row 115).

    Nothing is made, replaced or taken away because of a link that this disk does not get.
    """
    if not remote.links:
        return context
    places = {remote[key].place for key in remote.links}
    replaced = [
        node.id
        for folder in sorted({parent for parent, _ in places})
        for node in local.children(folder)
        if node.place in places and node.id not in remote and node.id in base and same(node, base[node.id])
    ]
    return replace(context, held=context.held.union(replaced, remote.links))


def _left(context: PlanContext, base: Tree, local: Tree, remote: Tree) -> dict[NodeId, NodeId]:
    """Return the folders that a held node has left and that are gone here, each with that node: they are to be held as well.

    They have to stay in the cloud for as long as it cannot be told where that is now: their removal waits, and is none
    that somebody else's change undoes. With a folder that is still here it is moved out of those above that.
    """
    return {
        above: key
        for key in sorted(context.held)
        if key in base and key in local and key in remote
        if base[key].same_place(remote[key]) and not local[key].same_place(remote[key])
        for above in takewhile(lambda above: above not in local, remote.ancestors(key))
        if above in base and base[above].same_place(remote[above])
    }


def _behind(
    context: PlanContext, left: Mapping[NodeId, NodeId], base: Tree, local: Tree, remote: Tree
) -> dict[NodeId, NodeId]:
    """Return what has taken a name here which a held node has left, each with that node: it is to be held as well.

    In the cloud that one, or the folder it was in, still has the name, until its rename can be told. It is nobody's
    conflict: the old name was given up by the same hands, so what has it now waits behind it; and so on, if that has
    left a name as well.
    """
    behind: dict[NodeId, NodeId] = {}
    waiting = [*context.held, *left]
    while waiting:
        key = waiting.pop()
        if not (key in base and key in remote and (key in local or key in left)):
            continue
        place = remote[key]
        if not base[key].same_place(place) or (key in local and local[key].same_place(place)):
            continue
        there = local.child_named(place.parent, place.name)
        if there is None or there.id in context.held or there.id in behind:
            continue
        if _has_come(there, base, remote):
            behind[there.id] = left.get(key, key)
            waiting.append(there.id)
    return behind


def _has_come(node: Node, base: Tree, remote: Tree) -> bool:
    """Whether a node, new or moved here, is to be in the cloud where it is on this disk, and is not yet."""
    known, there = base.get(node.id), remote.get(node.id)
    if known is None or there is None:
        return there is None and (known is None or not node.same_place(known))
    return not node.same_place(there) and merged(known, node, there).node.same_place(node)


def _with_below(context: PlanContext, local: Tree, remote: Tree) -> PlanContext:
    """Return the context with everything held that is in a held folder which the cloud does not have.

    It could not be there without its folder, and the folder may not be made now.
    """
    folders = [key for key in sorted(context.held) if key not in remote and key in local and local[key].is_folder]
    below = {node.id for folder in folders for node in local.below(folder)}
    return replace(context, held=context.held | below) if below else context
