"""Where base, disk and cloud may not be one: found when something changes, so that no plan has to look at every node.

    put_base, put_local --note--> Apart --ids(remote)------> what may not be settled: all that base may have to follow
                                        --base_tree(remote)--> base and disk, to make one plan of: they know (Tree.apart)
                                        --local_tree(remote)-> where they may differ from the cloud, and who is where

A node is settled if it is the same on disk and in the cloud and base says so, or if it is nowhere. Whatever was put
since, here or in the cloud, is looked at again; what is settled then is not looked at any more. Where the cloud's tree
has no origin in common with the one before, or where very many were put, every node is compared, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.lineage import Lineage
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import is_recorded, others, same

MANY: Final = 10_000
"""Where more nodes than this were put, none is kept in mind. While 100,000 files were first uploaded, what each had
been, and that it was put, was 40 MiB; to compare 100,000 nodes takes less than a tenth of a second, once."""


class Apart:
    """Of one pair. ``base``, ``local``: views of what is known, changed before each ``note``."""

    def __init__(self, root: NodeId, base: Mapping[NodeId, Node], local: Mapping[NodeId, Node]) -> None:
        self._base = _Kept(root, base)
        self._local = _Kept(root, local)
        self._ids: set[NodeId] = set()
        self._noted: set[NodeId] = set()
        self._seen: Lineage | None = None

    def note_base(self, node: NodeId, before: Node | None) -> None:
        """Note that base says something else of a node than before."""
        self._base.note(node, before)
        self._note(node)

    def note_local(self, node: NodeId, before: Node | None) -> None:
        """Note that the disk shows something else of a node than before."""
        self._local.note(node, before)
        self._note(node)

    def _note(self, node: NodeId) -> None:
        if self._seen is None:
            return  # every node will be compared
        self._noted.add(node)
        if len(self._noted) > MANY:
            self._noted, self._ids, self._seen = set(), set(), None

    def ids(self, remote: Tree) -> set[NodeId]:
        """Return the ids of what is not settled."""
        base, local, there = self._base.nodes, self._local.nodes, remote.nodes
        changed = remote.lineage.apart(self._seen) if self._seen is not None else None
        if changed is None:
            self._ids = others(local, there) | others(base, there)
            self._noted |= self._ids
        self._noted.update(changed or ())
        self._seen = remote.lineage
        for key in self._noted:
            if _is_settled(base.get(key), local.get(key), there.get(key)):
                self._ids.discard(key)
            else:
                self._ids.add(key)
        self._noted = set()
        return self._ids

    def inside(self, folder: NodeId) -> list[Node]:
        """Return what the disk shows in a folder, by id."""
        return self._local.now().children(folder)

    def base_tree(self, remote: Tree) -> Tree:
        """Return what both sides last agreed on: until the next ``note``, no copy is made."""
        return self._base.now().derived(self._base.nodes, {}, remote.lineage.after(self.ids(remote)))

    def local_tree(self, remote: Tree) -> Tree:
        """Return the disk as the planner sees it: until the next ``note``, no copy is made."""
        return self._local.now().derived(self._local.nodes, {}, remote.lineage.after(self.ids(remote)))


class _Kept:
    """A tree that changes, with who is in which folder of it."""

    def __init__(self, root: NodeId, nodes: Mapping[NodeId, Node]) -> None:
        self.nodes = nodes
        self._root = root
        self._tree: Tree | None = None
        self._before: dict[NodeId, Node | None] = {}

    def note(self, node: NodeId, before: Node | None) -> None:
        """Note how a node was."""
        if self._tree is None:
            return  # it will be made anew
        self._before.setdefault(node, before)
        if len(self._before) > MANY:
            self._tree, self._before = None, {}

    def now(self) -> Tree:
        """Return it over the nodes as they change: for now only."""
        if self._tree is None:
            self._tree = Tree(self._root, self.nodes)
        elif self._before:
            self._tree = self._tree.derived(self.nodes, self._before)
            self._before = {}
        self._tree.children(self._root)  # found out once, and handed on from then on
        return self._tree


def _is_settled(base: Node | None, local: Node | None, remote: Node | None) -> bool:
    if local is None or remote is None:
        return base is local is remote
    return (local is remote or same(local, remote)) and is_recorded(base, remote)
