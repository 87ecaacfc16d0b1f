"""One folder as everybody sees it, from the nodes of a space as they were written.

Nobody checks names, parents and cycles when a commit is appended: the server cannot, and two devices may break them
together. So every reader resolves them, all alike (docs/formats/journal.md, "Tree semantics"):

    two nodes of one name in a folder   the lowest id keeps it, the others become "name (2)", "name (3)", by id
    folders inside each other           all members of the cycle go to the top
    the parent is missing               the node is not shown, nor what is below it

    nodes of a space --resolve--> Tree
    Tree, what changed --again--> Tree    a file more among 100,000 costs 3 ms, not 100
    one node --place--> names from a root         nobody needs a tree for that
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.conflict import numbered_name


def resolve(nodes: Iterable[Node], root: NodeId, *, top: NodeId | None = None) -> Tree:
    """Return the folder ``root``: everything below it, names unique.

    top: where members of a cycle go, the folder shown as the top of the space; root itself unless said otherwise.
    """
    return Resolved.of(nodes, root, top=top).tree


@dataclass(frozen=True, slots=True)
class Resolved:
    """A folder, and whether anything in its space stands in a cycle: then what changes there can show here."""

    tree: Tree
    has_cycles: bool

    @classmethod
    def of(cls, nodes: Iterable[Node], root: NodeId, *, top: NodeId | None = None) -> Resolved:
        """Return the folder ``root``, see ``resolve``."""
        tree, has_cycles = _resolved(nodes, root, root if top is None else top)
        return cls(tree, has_cycles)

    def concerned(self, changes: Mapping[NodeId, Node | None], space: SpaceNodes) -> dict[NodeId, Node | None]:
        """Return those of the changes (as for ``again``) that may show here, or may once others do that stay in it.

        A file or link shows in the folder it was or is in. A folder that is made or moved anywhere stays: with it comes
        what is in it, whenever that was put there.
        """
        shown, root = self.tree.nodes, self.tree.root

        def is_concerned(key: NodeId, before: Node | None) -> bool:
            return key in shown or any(
                node is not None and (node.is_folder or node.parent == root or node.parent in shown)
                for node in (before, space.nodes.get(key))
            )

        return {key: before for key, before in changes.items() if is_concerned(key, before)}

    def again(self, changes: Mapping[NodeId, Node | None], space: SpaceNodes) -> Resolved | None:
        """Return the folder after a few nodes changed; None if that has to be found out from all of them.

        changes: how these nodes were before. space: the nodes as they are now. A folder that was moved or removed
        takes others with it, and may close or open a cycle, as may a new one with folders in it; everything else shows in the folders it is or was in only.
        """
        if self.has_cycles or any(_moves_others(key, before, space) for key, before in changes.items()):
            return None
        tree = self.tree
        shown = dict(tree.nodes)
        now = [space.nodes.get(key) for key in changes]
        for (key, before), after in zip(changes.items(), now, strict=True):
            if after is None or (before is not None and before.parent != after.parent):
                shown.pop(key, None)
        # By folder, also those that were left: who had to give way to a name there may have it now.
        folders = {node.parent: None for node in (*changes.values(), *now) if node is not None}
        ids = dict.fromkeys([*changes, *_show(tree, shown, list(folders), space)])
        were = {key: tree.nodes.get(key) for key in ids if key in tree or key in shown}
        return Resolved(tree.derived(shown, were), has_cycles=False) if were else self


def _show(tree: Tree, shown: dict[NodeId, Node], waiting: list[NodeId], space: SpaceNodes) -> list[NodeId]:
    """Put into ``shown`` what is in folders now, and in new folders in them; return what is new or not as in ``tree``."""
    done: set[NodeId] = set()
    ids: list[NodeId] = []
    while waiting:
        folder = waiting.pop()
        if folder in done or (folder != tree.root and folder not in shown):
            continue
        done.add(folder)
        for node in _with_unique_names([space.nodes[child] for child in space.below(folder)]):
            if node.id == tree.root:
                continue
            before = tree.nodes.get(node.id)
            if before is not None and before == node:
                shown[node.id] = before
                continue
            shown[node.id] = node
            ids.append(node.id)
            if node.is_folder and before is None:
                waiting.append(node.id)
    return ids


class SpaceNodes(Protocol):
    """All nodes of a space as they were written."""

    @property
    def nodes(self) -> Mapping[NodeId, Node]:
        """Every node by its id."""

    def below(self, folder: NodeId) -> Iterable[NodeId]:
        """Return the ids of what says that it is in folder."""


def place(node: NodeId, roots: Collection[NodeId], space: SpaceNodes) -> tuple[NodeId, tuple[str, ...]] | None:
    """Return under which root a node is shown, and the names from there; None if under none, or in a cycle.

    As the trees of the roots show it, where nothing in the space stands in a cycle.
    """
    names: list[str] = []
    seen: set[NodeId] = set()
    while node not in roots:
        here = space.nodes.get(node)
        if here is None or node in seen or (names and not here.is_folder):
            return None
        seen.add(node)
        names.append(_name_among(here, [space.nodes[key] for key in space.below(here.parent)]))
        node = here.parent
    return node, tuple(reversed(names))


def _name_among(node: Node, siblings: list[Node]) -> str:
    if sum(1 for other in siblings if other.name == node.name) == 1:
        return node.name
    return next(other.name for other in _with_unique_names(siblings) if other.id == node.id)


def _moves_others(key: NodeId, before: Node | None, space: SpaceNodes) -> bool:
    after = space.nodes.get(key)
    if before is None:
        # Only a folder with a folder in it can be in a cycle.
        return after is not None and after.is_folder and any(space.nodes[one].is_folder for one in space.below(key))
    if after is not None and before.kind is not after.kind:
        return True
    return before.is_folder and (after is None or after.parent != before.parent)


def _resolved(nodes: Iterable[Node], root: NodeId, top: NodeId) -> tuple[Tree, bool]:
    children: dict[NodeId, list[Node]] = {}
    by_id: dict[NodeId, Node] = {}
    for node in nodes:
        by_id[node.id] = node
        siblings = children.get(node.parent)
        if siblings is None:
            children[node.parent] = [node]
        else:
            siblings.append(node)
    has_cycles = _break_cycles(by_id, children, top)
    found: dict[NodeId, Node] = {}
    waiting = [root]
    while waiting:
        for node in _with_unique_names(children.get(waiting.pop(), [])):
            if node.id == root:
                continue
            found[node.id] = node
            if node.is_folder and node.id in children:
                waiting.append(node.id)
    return Tree(root, found), has_cycles


def _break_cycles(by_id: dict[NodeId, Node], children: dict[NodeId, list[Node]], top: NodeId) -> bool:
    members = _cycle_members(by_id, top)
    for key in members:
        node = by_id[key]
        siblings = children[node.parent]
        siblings[:] = [other for other in siblings if other.id != key]
        by_id[key] = replace(node, parent=top)
        children.setdefault(top, []).append(by_id[key])
    return bool(members)


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
