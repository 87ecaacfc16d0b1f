"""What files hold by the store alone: written down by a run before this one, read by none of this one.

    the store at start --contents base has not--> Unread --may_agree?--> settle
    read, placed, uploaded --known--> out of it

A look is kept before what it read is on the medium: programs do not flush what they save. After a power cut a file may
hold torn bytes under the size and the times it had. Before it is sent it is read again; where the cloud came to hold
the same by another way nobody would, and both sides were said to agree on bytes that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.tree import Node


class Unread:
    """The files of one pair of which only the store says what they hold."""

    def __init__(self, base: Mapping[NodeId, Node], local: Mapping[NodeId, LocalNode]) -> None:
        self._nodes = {key for key, known in local.items() if not _holds(base.get(key), known.node)}

    def known(self, node: NodeId) -> None:
        """Note that this run knows what a file holds."""
        self._nodes.discard(node)

    def among(self, nodes: Iterable[NodeId]) -> list[NodeId]:
        """Return those of which that is so."""
        return [node for node in nodes if node in self._nodes]

    def add(self, nodes: Iterable[NodeId]) -> None:
        """Note that it is so: they are files known already, under ids that are new."""
        self._nodes.update(nodes)

    def may_agree(self, before: Node | None, agreed: Node) -> bool:
        """Whether base may say this of a node: it says the same of its bytes as before, or they were read."""
        return agreed.id not in self._nodes or _holds(before, agreed)


def _holds(base: Node | None, node: Node) -> bool:
    """Whether base says that a node holds what it holds; a folder holds nothing."""
    return node.content is None or (base is not None and base.content == node.content)
