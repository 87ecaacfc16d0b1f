"""Hold a plan that takes away too much, until a person has looked at it.

Counted on the final steps, after moves were matched, in each direction by itself: files that this disk would lose,
and files that the cloud would. A folder that was renamed loses nothing.

    too many        more than MIN_DELETES and more than a quarter of all files
    whole tree      a folder at the top, of more than 20 files, with every file in it
    empty           two or more things at the top, and now nothing

An approval is bound to exactly these removals (``plan_digest``): another file on the list, and it is asked again. What
a plan brings or moves needs no approval, so it does not make one void.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from megadesk.crypto.primitives import sha256
from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Node, Tree
from megadesk.sync.plan import Bin, Discard, Plan

MASS_REMOVAL: Final = "mass_removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLimits:
    """From where on a person is asked. A plan passes while it stays at or below each of them."""

    deletes: int = 50
    share: float = 0.25
    tree_files: int = 20
    top_nodes: int = 1


DEFAULT_LIMITS: Final = GuardLimits()


def check(plan: Plan, base: Tree, limits: GuardLimits = DEFAULT_LIMITS) -> Problem | None:
    """Return the question to ask before this plan may run, or None."""
    here, there = _lost_here(plan, base), _lost_there(plan, base)
    if not here and not there:
        return None
    for direction, lost in (("local", here), ("remote", there)):
        found = _reason(lost, plan, base, limits)
        if found is not None:
            reason, path = found
            files = sum(1 for node in lost if not node.is_folder)
            arguments: dict[str, Argument] = {
                "direction": direction, "reason": reason, "files": files, "digest": plan_digest(plan, base),
            }  # fmt: skip
            return Problem(code=MASS_REMOVAL, path=path, arguments=arguments)
    return None


def plan_digest(plan: Plan, base: Tree) -> str:
    """Return what an approval is bound to: a digest of every node that either side would lose."""
    lines = [b"local" + node.id for node in _lost_here(plan, base)]
    lines += [b"remote" + node.id for node in _lost_there(plan, base)]
    return sha256(b"megadesk/v1/removals\0" + b"\n".join(sorted(lines))).hex()


def _lost_here(plan: Plan, base: Tree) -> list[Node]:
    gone = (base.nodes.get(step.id) for step in plan.local_steps if isinstance(step, Discard))
    return [node for node in gone if node is not None]


def _lost_there(plan: Plan, base: Tree) -> list[Node]:
    bins = [step.id for step in plan.remote_steps if isinstance(step, Bin)]
    return [node for key in bins for node in _with_below(base, key) if node.id not in plan.target]


def _with_below(tree: Tree, key: NodeId) -> Iterable[Node]:
    node = tree.nodes.get(key)
    return [] if node is None else [node, *(tree.below(key) if node.is_folder else ())]


def _reason(lost: Collection[Node], plan: Plan, base: Tree, limits: GuardLimits) -> tuple[str, RelPath] | None:
    files = {node.id for node in lost if not node.is_folder}
    n_files = sum(1 for node in base.nodes.values() if not node.is_folder) if files else 0
    if len(files) > max(limits.deletes, limits.share * n_files):
        return "too_many", ROOT
    top = base.children(base.root) if lost else []
    if len(top) > limits.top_nodes and not plan.target.children(plan.target.root):
        return "empty", ROOT
    if len(files) > limits.tree_files:
        for folder in top:
            inside = [node.id for node in base.below(folder.id) if not node.is_folder]
            if len(inside) > limits.tree_files and files.issuperset(inside):
                return "whole_tree", base.path(folder.id)
    return None
