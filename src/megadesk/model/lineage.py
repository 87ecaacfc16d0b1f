"""Where a tree comes from: so that two trees are compared by what was changed on the way, not node by node.

    cloud then --3 ids--> cloud now --1 id--> what this device sees of it
                              `------2 ids--> the disk               apart: 1 + 2 ids may differ, 100,000 others not

A tree is not kept alive by those that came from it: what stands for it is remembered, and for a while only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from megadesk.model.ids import NodeId

STEPS_KEPT: Final = 64
"""Who was compared longer ago is compared node by node: once, and then there is a common origin again."""


class Lineage:
    """What one tree came from. A value; only by itself equal to itself."""

    __slots__ = ("_steps", "_token")

    def __init__(self, steps: tuple[tuple[object, frozenset[NodeId]], ...] = ()) -> None:
        self._token = object()
        self._steps = steps

    def after(self, ids: Iterable[NodeId]) -> Lineage:
        """Return that of a tree that is this one but for these ids."""
        return Lineage(((self._token, frozenset(ids)), *self._steps[: STEPS_KEPT - 1]))

    def apart(self, other: Lineage) -> frozenset[NodeId] | None:
        """Return the ids that were changed since the last common origin, on either way; None if none is known."""
        theirs: dict[object, frozenset[NodeId]] = {}
        ids: frozenset[NodeId] = frozenset()
        theirs[other._token] = ids
        for token, changed in other._steps:
            ids |= changed
            theirs[token] = ids
        ids = frozenset()
        if self._token in theirs:
            return theirs[self._token]
        for token, changed in self._steps:
            ids |= changed
            if token in theirs:
                return ids | theirs[token]
        return None
