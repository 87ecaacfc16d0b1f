"""One folder as everybody sees it, from the nodes of a space as they were written.

Nobody checks names, parents and cycles when a commit is appended: the server cannot, and two devices may break them
together. So every reader resolves them, all alike (docs/formats/journal.md, "Tree semantics"):

    two nodes of one name in a folder   the lowest id keeps it, the others become "name (2)", "name (3)", by id
    folders inside each other           all members of the cycle go to the top
    the parent is missing               the node is not shown, nor what is below it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.sync.conflict import numbered_name


def resolve(nodes: Iterable[Node], root: NodeId, *, top: NodeId | None = None) -> Tree:
    """Return the folder ``root``: everything below it, names unique.

    top: where members of a cycle go, the folder shown as the top of the space; root itself unless said otherwise.
    """
    children: dict[NodeId, list[Node]] = {}
    by_id: dict[NodeId, Node] = {}
    for node in nodes:
        by_id[node.id] = node
        siblings = children.get(node.parent)
        if siblings is None:
            children[node.parent] = [node]
        else:
            siblings.append(node)
    _break_cycles(by_id, children, root if top is None else top)
    found: dict[NodeId, Node] = {}
    waiting = [root]
    while waiting:
        for node in _with_unique_names(children.get(waiting.pop(), [])):
            if node.id == root:
                continue
            found[node.id] = node
            if node.is_folder and node.id in children:
                waiting.append(node.id)
    return Tree(root, found)


def _break_cycles(by_id: dict[NodeId, Node], children: dict[NodeId, list[Node]], top: NodeId) -> None:
    for key in _cycle_members(by_id, top):
        node = by_id[key]
        siblings = children[node.parent]
        siblings[:] = [other for other in siblings if other.id != key]
        by_id[key] = replace(node, parent=top)
        children.setdefault(top, []).append(by_id[key])


def _cycle_members(by_id: dict[NodeId, Node], top: NodeId) -> list[NodeId]:
    # Only a node with children can be in a cycle, and a chain that was walked once need not be walked again.
    ended: set[NodeId] = {top}
    members: list[NodeId] = []
    for parent in sorted({node.parent for node in by_id.values()} & by_id.keys()):
        chain: dict[NodeId, None] = {}
        here = parent
        while here in by_id and here not in ended and here not in chain:
            chain[here] = None
            here = by_id[here].parent
        if here in chain:
            walked = list(chain)
            members += walked[walked.index(here) :]
        ended.update(chain)
    return members


def _with_unique_names(siblings: list[Node]) -> list[Node]:
    names = {node.name for node in siblings}
    if len(names) == len(siblings):
        return siblings
    kept: set[str] = set()
    result = []
    for node in sorted(siblings, key=lambda sibling: sibling.id):
        if node.name in kept:
            name = numbered_name(node.name, folder=node.is_folder, is_taken=names.__contains__)
            names.add(name)
            node = replace(node, name=name)  # noqa: PLW2901
        kept.add(node.name)
        result.append(node)
    return result
