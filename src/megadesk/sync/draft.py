"""A tree in the making: the target while merge works on it.

Starts as the remote tree, because most nodes end as they are there, and knows which nodes were put or dropped since.
Names need not be unique in it before the last pass. Folders are indexed when they are first asked for: a merge of
one edited file does not touch the names of a hundred thousand others.
"""

from __future__ import annotations

from collections.abc import Iterable

from megadesk.model.ids import NodeId
from megadesk.model.overlay import Overlay
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace


class Draft:
    """Mutable; lives for one merge only."""

    def __init__(self, remote: Tree) -> None:
        self.root = remote.root
        self.nodes: Overlay[NodeId, Node] = Overlay(remote.nodes)
        self.changed: set[NodeId] = set()
        self._remote = remote
        self._arrived: dict[NodeId, dict[NodeId, None]] = {}
        self._names: dict[NodeId, dict[str, list[NodeId]]] = {}

    def put(self, node: Node) -> None:
        """Add a node, or replace the one of its id."""
        self._unlist(node.id)
        self.nodes[node.id] = node
        self.changed.add(node.id)
        self._arrived.setdefault(node.parent, {})[node.id] = None
        names = self._names.get(node.parent)
        if names is not None:
            names.setdefault(node.name, []).append(node.id)

    def drop(self, key: NodeId) -> None:
        """Take a node out."""
        self._unlist(key)
        self.nodes.pop(key, None)
        self.changed.add(key)

    def _unlist(self, key: NodeId) -> None:
        old = self.nodes.get(key)
        if old is None:
            return
        arrived = self._arrived.get(old.parent)
        if arrived is not None:
            arrived.pop(key, None)
        names = self._names.get(old.parent)
        if names is not None:
            names[old.name].remove(key)

    def move(self, key: NodeId, *, parent: NodeId | None = None, name: str | None = None) -> None:
        """Give a node another parent, another name or both."""
        node = self.nodes[key]
        parent = node.parent if parent is None else parent
        self.put(replace(node, parent=parent, name=node.name if name is None else name))

    def rename_id(self, key: NodeId, new: NodeId) -> None:
        """Put a node under another id; what is below it follows."""
        node = self.nodes[key]
        below = self.arrived(key)
        self.drop(key)
        self.put(replace(node, id=new, version=0))
        for child in below:
            self.move(child, parent=new)

    def tree(self) -> Tree:
        """Return what has become of it; for the end, for it changes with the draft."""
        return self._remote.derived(self.nodes, {key: self._remote.nodes.get(key) for key in self.changed})

    def has_folder(self, key: NodeId) -> bool:
        """Whether something may stand in ``key``."""
        return key == self.root or key in self.nodes

    def named(self, folder: NodeId, name: str) -> list[NodeId]:
        """Return the nodes of that name in folder."""
        return self._index(folder).get(name, [])

    def names(self, folder: NodeId) -> Iterable[str]:
        """Return every name in folder."""
        return (name for name, keys in self._index(folder).items() if keys)

    def arrived(self, folder: NodeId) -> list[NodeId]:
        """Return what was put into folder, by id: all that is in it if the folder is not a remote one."""
        return sorted(self._arrived.get(folder, ()))

    def folders_with_arrivals(self) -> list[NodeId]:
        """Return the folders into which anything was put, by id."""
        return sorted(folder for folder, keys in self._arrived.items() if keys)

    def _index(self, folder: NodeId) -> dict[str, list[NodeId]]:
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = {}
            arrived = self._arrived.get(folder, {})
            for node in self._remote.children(folder):
                if node.id not in arrived and self.nodes.get(node.id) is node:
                    names.setdefault(node.name, []).append(node.id)
            for key in arrived:
                names.setdefault(self.nodes[key].name, []).append(key)
        return names

    def chain(self, key: NodeId) -> list[NodeId]:
        """Return key and its parents, up to the root or to the first that comes twice."""
        seen: dict[NodeId, None] = {}
        while key != self.root and key in self.nodes and key not in seen:
            seen[key] = None
            key = self.nodes[key].parent
        return list(seen)
