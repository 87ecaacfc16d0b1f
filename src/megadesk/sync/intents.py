"""What was about to be done, and is not yet known to be done: all that a crash can leave in doubt.

    executor --add, leaving--> store, at once
    base moved (Folder.put_base), step not done --end--> ended() --Folder.save--> store

An intent is no order: after a crash, or an error that may have come after the change, ``replay`` looks whether it was
done, so that what we did ourselves is not taken for what a person did. Used from the pair's own thread only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node
from megadesk.sync.ports import Intent, Side, TreeStore


class Intents:
    """The intents of one pair. ``replay_due``: whether the next look has to tell which were carried out on disk."""

    def __init__(self, store: TreeStore) -> None:
        self._store = store
        intents = store.intents()
        self._intended = {intent.node.id for intent in intents}
        self._cloud_intended = {intent.node.id for intent in intents if intent.side is Side.CLOUD}
        self._leaving = {intent.node.id for intent in intents if intent.side is Side.DISK and intent.gone}
        self._ended: set[NodeId] = set()
        self.replay_due = any(intent.side is Side.DISK for intent in intents)

    def __contains__(self, node: NodeId) -> bool:
        """Whether something was intended for a node."""
        return node in self._intended

    def any(self) -> bool:
        """Whether there is one."""
        return bool(self._intended)

    def all(self) -> Sequence[Intent]:
        """Return them, as they were written down."""
        return self._store.intents()

    def add(self, nodes: Sequence[Node], side: Side, *, gone: bool = False) -> None:
        """Write down what is about to be done, before it is; ``gone``: these are to be taken away."""
        if nodes:
            self._store.intend(nodes, side, gone=gone)
            self._intended.update(node.id for node in nodes)
            self._ended.difference_update(node.id for node in nodes)
            if side is Side.CLOUD:
                self._cloud_intended.update(node.id for node in nodes)
            elif gone:
                self._leaving.update(node.id for node in nodes)
            else:
                self._leaving.difference_update(node.id for node in nodes)

    def leaving(self, nodes: Mapping[NodeId, Node]) -> None:
        """Write down all that a plan takes away from the disk; what an earlier one was to take away, and did not, stays."""
        if not self.replay_due:  # else the next look tells what became of it
            for node in self._leaving - nodes.keys():
                self.not_done(node)
        new = [node for key, node in nodes.items() if key not in self._leaving or key in self._ended]
        self.add(new, Side.DISK, gone=True)

    def may_be_gone(self, node: NodeId) -> bool:
        """Whether we were about to take a node away from the disk, and no look has told yet whether we did."""
        return self.replay_due and node in self._leaving

    def here(self, node: NodeId) -> Node | None:
        """Return how a node was to be made on disk and was never noted to be, or None."""
        made = (one.node for one in self._store.intents() if one.side is Side.DISK and not one.gone)
        return next((one for one in made if one.id == node), None)

    def not_done(self, node: NodeId) -> None:
        """Note that what was intended for a node on disk was not done: nothing may be concluded from it later."""
        if node in self._intended and node not in self._cloud_intended:
            self._ended.add(node)

    def perhaps_done(self, node: NodeId) -> None:
        """Note that a step ended in an error that may have come after the change: the next look tells, as after a crash."""
        if node in self._intended:
            self.replay_due = True

    def end(self, node: NodeId) -> None:
        """Note that nothing is in doubt of a node any more."""
        self._ended.add(node)

    def ended(self) -> list[NodeId]:
        """Return what has to be forgotten."""
        return sorted(self._ended)

    def saved(self) -> None:
        """Note that it was."""
        self._intended -= self._ended
        self._cloud_intended -= self._ended
        self._leaving -= self._ended
        self._ended.clear()
