"""Which node stands at a place on this disk, in whatever spelling the disk takes for that name.

    at(folder, "café")  the node spelt so there, or Café, where upper and lower case are not told apart

For a while two nodes can be known at one spot: one was put there, and the other is told to be elsewhere a moment later.
Then the last that came is the one that is told of, and when it leaves, the other is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode

Spot: TypeAlias = tuple[NodeId, str]


class Spots:
    """Of one pair. ``fold``: makes two spellings equal that are one name on this disk."""

    def __init__(self, fold: Callable[[str], str], local: Mapping[NodeId, LocalNode]) -> None:
        self._fold = fold
        self._last: dict[Spot, NodeId] = {}
        self._before: dict[Spot, list[NodeId]] = {}
        """Who else is at a spot, in the order in which they came."""
        for node, known in local.items():
            self._come(node, self.of(known))

    def spot(self, folder: NodeId, spelling: str) -> Spot:
        """Return what is equal for two spellings that this disk takes for one."""
        return (folder, self._fold(spelling))

    def of(self, known: LocalNode) -> Spot:
        """Return where a node stands."""
        return self.spot(known.node.parent, known.spelling)

    def at(self, folder: NodeId, spelling: str) -> NodeId | None:
        """Return the node that stands where something spelt so would, or None. Safe from any thread."""
        return self._last.get(self.spot(folder, spelling))

    def other(self, node: NodeId, folder: NodeId, spelling: str) -> NodeId | None:
        """Return another node than this one that stands there, or None."""
        spot = self.spot(folder, spelling)
        there = self._last.get(spot)
        if there != node:
            return there
        return self._before[spot][-1] if spot in self._before else None

    def crowded(self) -> set[NodeId]:
        """Return the nodes that are not alone where they stand."""
        return {node for spot, others in self._before.items() for node in (self._last[spot], *others)}

    def note(self, node: NodeId, before: LocalNode | None, known: LocalNode | None) -> None:
        """Take in that a node stood there, and stands here; None: nowhere."""
        left = self.of(before) if before is not None else None
        come = self.of(known) if known is not None else None
        if left != come:
            if left is not None:
                self._leave(node, left)
            if come is not None:
                self._come(node, come)

    def _come(self, node: NodeId, spot: Spot) -> None:
        there = self._last.get(spot)
        if there is not None:
            self._before.setdefault(spot, []).append(there)
        self._last[spot] = node

    def _leave(self, node: NodeId, spot: Spot) -> None:
        others = self._before.get(spot)
        if not others:
            del self._last[spot]
            return
        if self._last[spot] == node:
            self._last[spot] = others.pop()
        else:
            others.remove(node)
        if not others:
            del self._before[spot]
