"""The nodes of a space as they were written, by id and, once somebody asked, by folder.

Space --put, drop--> Nodes --nodes, below--> sync/resolve
"""

from __future__ import annotations

from collections.abc import Iterable

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node


class Nodes:
    """Mutable; belongs to one Space, under its lock. Implements sync.resolve.SpaceNodes."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self.nodes: dict[NodeId, Node] = {node.id: node for node in nodes}
        self._below: dict[NodeId, set[NodeId]] | None = None

    def put(self, node: Node) -> None:
        """Add a node, or replace the one of its id; its key is from now on the id it holds itself."""
        self.drop(node.id)
        self.nodes[node.id] = node
        if self._below is not None:
            self._below.setdefault(node.parent, set()).add(node.id)

    def drop(self, key: NodeId) -> None:
        """Take a node out, if it is there."""
        before = self.nodes.pop(key, None)
        if before is not None and self._below is not None:
            siblings = self._below[before.parent]
            siblings.discard(key)
            if not siblings:
                del self._below[before.parent]

    def below(self, folder: NodeId) -> Iterable[NodeId]:
        """Return the ids of what says that it is in folder, in no order.

        Found out at the first call, and kept: a first sync, which asks only at its end, does not pay for it.
        """
        if self._below is None:
            self._below = {}
            for node in self.nodes.values():
                self._below.setdefault(node.parent, set()).add(node.id)
        return self._below.get(folder, ())
