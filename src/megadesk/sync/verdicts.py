"""What a person decided about single nodes, taken into what is known, each in one transaction.

    resolving: Decision (one direction's changes)  --keep_decision-->     ids, base, permits  --end_permits--> gone
    a guard's question, answered "undo it"         --overrule-->          base
    files put back while it was asked              --recognise-->         ids

The next plan carries it out. Read next: resolving.py, guard.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync import diff
from megadesk.sync.folder import Folder
from megadesk.sync.order import parents_first
from megadesk.sync.resolving import Decision


def keep_decision(folder: Folder, decision: Decision) -> None:
    """Take in what a person decided about changes that the direction does not take, in one transaction."""
    folder.relabel_unsaved(decision.relabels)
    for gone in decision.base_drop:
        folder.put_base(gone, None)
    for node in decision.base_put:
        folder.put_base(node.id, node)
    folder.permit({**folder.permits, **decision.permits})
    folder.save()


def end_permits(folder: Folder, remote: Tree) -> None:
    """Forget what was permitted of nodes that are the same on both sides by now."""
    if not folder.permits:
        return
    left = {}
    for node, permit in folder.permits.items():
        known, there = folder.local.get(node), remote.get(node)
        here = known.node if known is not None else None
        is_done = here is there if here is None or there is None else diff.same(here, there)
        if not is_done:
            left[node] = permit
    folder.permit(left)
    folder.save()


def overrule(folder: Folder, *, forget: Collection[NodeId], accept: Collection[NodeId]) -> None:
    """Change what both sides agreed on, because a person wants undone what one of them did; durable on return.

    forget: as if these had never been on both sides: what is on one of them is new there, and comes to the other.
    accept: as if the bytes and names on this disk had been agreed on: what the cloud has is newer, and comes here.
    """
    for node in forget:
        folder.put_base(node, None)
    for node in accept:
        known, agreed = folder.local.get(node), folder.base.get(node)
        if known is not None and agreed is not None:
            here = known.node
            agreed = replace(agreed, content=here.content, size_bytes=here.size_bytes, mtime_ns=here.mtime_ns)
            if here.parent == folder.root or here.parent in folder.base:
                agreed = replace(agreed, parent=here.parent, name=here.name)
            folder.put_base(node, agreed)
    folder.save()


def recognise(folder: Folder, gone: Sequence[Node]) -> None:
    """Give what is at the place of a node that was gone from this disk that node's id: it is back.

    For nodes whose removal was not carried out yet; ``gone`` as base knows them.
    """
    back: dict[NodeId, NodeId] = {}
    for node in parents_first(gone):
        stranger = folder.at_place(back.get(node.parent, node.parent), node.name)
        if stranger is None or node.id in folder.local or stranger in folder.base:
            continue
        if folder.local[stranger].node.kind is node.kind:
            back[node.id] = stranger
    if back:
        folder.relabel({stranger: node for node, stranger in back.items()}, ())
