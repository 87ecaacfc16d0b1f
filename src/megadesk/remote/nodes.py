"""The nodes of a space as they were written, by id and, once somebody asked, by folder.

Space --put, drop--> Nodes --nodes, below--> sync/resolve
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
