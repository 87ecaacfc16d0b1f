"""The nodes of a space as they were written, by id and, once somebody asked, by folder.

Space --put, drop--> Nodes --nodes, below--> sync/resolve
                       `-- Overlay: the same but for some of them, for a state of the past
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node


class Nodes:
    """Mutable; belongs to one Space, under its lock. Implements sync.resolve.SpaceNodes."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self.nodes: dict[NodeId, Node] = {node.id: node for node in nodes}
        self._below: dict[NodeId, list[NodeId]] | None = None
        """Who is in each folder, and perhaps some who were: they are dropped when it is looked into. Sets that are kept
        true would be 8 MiB for 100,000 files, and these are one."""

    def put(self, node: Node) -> None:
        """Add a node, or replace the one of its id; its key is from now on the id it holds itself."""
        before = self.nodes.pop(node.id, None)
        self.nodes[node.id] = node
        if self._below is not None and (before is None or before.parent != node.parent):
            self._below.setdefault(node.parent, []).append(node.id)

    def drop(self, key: NodeId) -> None:
        """Take a node out, if it is there."""
        self.nodes.pop(key, None)

    def below(self, folder: NodeId) -> Collection[NodeId]:
        """Return the ids of what says that it is in folder, in no order.

        Found out at the first call, and kept: a first sync, which asks only at its end, does not pay for it.
        """
        if self._below is None:
            self._below = {}
            for node in self.nodes.values():
                self._below.setdefault(node.parent, []).append(node.id)
        known = self._below.get(folder)
        if known is None:
            return ()
        there = dict.fromkeys(key for key in known if key in self.nodes and self.nodes[key].parent == folder)
        if not there:
            del self._below[folder]
        elif len(there) != len(known):
            self._below[folder] = list(there)
        return there


class Overlay(Mapping[NodeId, Node]):
    """Nodes as they would be if some of them were others, or not there. Implements sync.resolve.SpaceNodes.

    A view: of use for as long as the nodes below it stand still.
    """

    def __init__(self, nodes: Nodes, changes: Mapping[NodeId, Node | None]) -> None:
        self._under = nodes
        self._changes = changes
        self._came: dict[NodeId, list[NodeId]] = {}
        for key, node in changes.items():
            if node is not None:
                self._came.setdefault(node.parent, []).append(key)

    @property
    def nodes(self) -> Mapping[NodeId, Node]:
        """Every node by its id."""
        return self

    def below(self, folder: NodeId) -> Collection[NodeId]:
        """Return the ids of what says that it is in folder, in no order."""
        stayed = [key for key in self._under.below(folder) if key not in self._changes]
        return [*stayed, *self._came.get(folder, ())]

    def every(self) -> Iterator[Node]:
        """Yield every node."""
        yield from (node for key, node in self._under.nodes.items() if key not in self._changes)
        yield from (node for node in self._changes.values() if node is not None)

    def __getitem__(self, key: NodeId) -> Node:
        node = self._changes[key] if key in self._changes else self._under.nodes.get(key)
        if node is None:
            raise KeyError(key)
        return node

    def __iter__(self) -> Iterator[NodeId]:
        return (node.id for node in self.every())

    def __len__(self) -> int:
        return sum(1 for _ in self.every())
