"""An order for things that must, or had better, come after each other.

    hard   the second is impossible or harmful before the first: a folder before what goes into it
    soft   the first should make room for the second: a cycle of these (a swap of names) can be cut

Among what is ready, the lowest key comes first, so the order depends on nothing but the arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node

Key: TypeAlias = tuple[int, int, NodeId]


class Order:
    """Hands out ids one by one; ``done`` lets those go on that waited for one."""

    def __init__(self, keys: dict[NodeId, Key]) -> None:
        self._keys = keys
        self._hard: dict[NodeId, int] = dict.fromkeys(keys, 0)
        self._soft: dict[NodeId, set[NodeId]] = {}
        self._after_hard: dict[NodeId, list[NodeId]] = {}
        self._after_soft: dict[NodeId, list[NodeId]] = {}
        self._ready: list[tuple[Key, NodeId]] = []
        self._cuttable: list[tuple[Key, NodeId]] = []
        self._pending = set(keys)

    def hard(self, before: NodeId, after: NodeId) -> None:
        """``after`` waits for ``before``."""
        self._hard[after] += 1
        self._after_hard.setdefault(before, []).append(after)

    def soft(self, before: NodeId, after: NodeId) -> None:
        """``after`` waits for ``before`` unless that makes everything wait."""
        self._soft.setdefault(after, set()).add(before)
        self._after_soft.setdefault(before, []).append(after)

    def start(self) -> None:
        """Call when every relation is known."""
        for key in self._keys:
            self._queue(key)

    def _queue(self, key: NodeId) -> None:
        if self._hard[key] == 0 and key in self._pending:
            heap = self._cuttable if self._soft.get(key) else self._ready
            heappush(heap, (self._keys[key], key))

    def next(self) -> NodeId | None:
        """Return the first that waits for nothing; None if all that is left waits."""
        while self._ready:
            _, key = heappop(self._ready)
            if key in self._pending:
                self._pending.discard(key)
                return key
        return None

    def cut(self) -> tuple[NodeId, list[NodeId]] | None:
        """Return the first that waits softly only, and for whom, so that this can be ended; None if nothing is left."""
        while self._cuttable:
            _, key = heappop(self._cuttable)
            blockers = self._soft.get(key)
            if key in self._pending and blockers:
                return key, sorted(blockers)
        return None

    def is_pending(self, key: NodeId) -> bool:
        """Whether key was not handed out yet."""
        return key in self._pending

    def out_of_the_way(self, key: NodeId) -> None:
        """Let those go on that waited softly for key."""
        for after in self._after_soft.pop(key, ()):
            self.no_longer(key, after)

    def no_longer(self, before: NodeId, after: NodeId) -> None:
        """Let ``after`` go on if it waited softly for ``before`` alone."""
        waits = self._soft[after]
        waits.discard(before)
        if not waits:
            self._queue(after)

    def done(self, key: NodeId) -> None:
        """Let everybody go on that waited for key."""
        for after in self._after_hard.pop(key, ()):
            self._hard[after] -= 1
            self._queue(after)
        self.out_of_the_way(key)


class Heights:
    """How deep nodes are in a tree, and which of some nodes is the nearest above another."""

    def __init__(self, nodes: Mapping[NodeId, Node], root: NodeId, marked: Collection[NodeId] = ()) -> None:
        self._nodes = nodes
        self._marked = marked
        self._known: dict[NodeId, tuple[int, NodeId | None]] = {root: (0, None)}

    def _of(self, key: NodeId) -> tuple[int, NodeId | None]:
        """Return the depth of key, and key itself or the nearest marked node above it."""
        walked: list[NodeId] = []
        seen: set[NodeId] = set()
        here = key
        while here not in self._known and here in self._nodes and here not in seen:
            walked.append(here)
            seen.add(here)
            here = self._nodes[here].parent
        depth, mark = self._known.get(here, (0, None))
        for node in reversed(walked):
            depth += 1
            mark = node if node in self._marked else mark
            self._known[node] = (depth, mark)
        return depth, mark

    def depth(self, key: NodeId) -> int:
        """Return how many steps key is below the root."""
        return self._of(key)[0]

    def marked_above(self, key: NodeId) -> NodeId | None:
        """Return the nearest marked node above key."""
        return self._of(self._nodes[key].parent)[1]


def parents_first(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes so that a folder comes before what is in it."""
    by_id = {node.id: node for node in nodes}

    def depth(node: Node) -> int:
        above, steps = by_id.get(node.parent), 0
        while above is not None and steps < len(by_id):
            above, steps = by_id.get(above.parent), steps + 1
        return steps

    return sorted(nodes, key=lambda node: (depth(node), node.id))
