"""Before a person is asked about what is gone from this pair's disk: whether another pair of the disk has it by now.

    a question is due --is_open: the others are asked--> they look at everything --heard--> plan again: is it due still?

What only moved next door is no removal, but until the other pair has looked it is seen as one (neighbours.py). So a
question waits for that look, once for what it is about. Who cannot look (paused, unplugged, removed) is not waited for.
"""

from __future__ import annotations

from functools import partial

from megadesk.model.ids import NodeId, PairId
from megadesk.sync.neighbours import Neighbours


class Inquiry:
    """What one pair asks of the others. Used from the pair's own thread; only the answers come from theirs."""

    def __init__(self, neighbours: Neighbours | None) -> None:
        self._neighbours = neighbours
        self._sought: frozenset[NodeId] = frozenset()
        self._awaited: dict[PairId, None] = {}
        self._searched_for: frozenset[NodeId] = frozenset()

    def is_open(self, gone: frozenset[NodeId]) -> bool:
        """Whether others have yet to look for what is gone; if they were not asked yet, they are. Nothing gone ends it."""
        if not gone or self._neighbours is None:
            self._sought = self._searched_for = frozenset()
            return False
        present = self._neighbours.givers()
        if self._sought and not any(pair in present for pair in list(self._awaited)):
            self._searched_for, self._sought = self._sought, frozenset()
        if gone <= self._searched_for:
            return False
        if not self._sought:
            if not present:
                return False
            self._sought, awaited = gone, dict.fromkeys(present)
            self._awaited = awaited
            for pair, member in present.items():
                member.look(partial(self._heard, awaited, pair))
        return True

    def _heard(self, awaited: dict[PairId, None], pair: PairId) -> None:
        awaited.pop(pair, None)
        me = self._neighbours.me() if self._neighbours is not None else None
        if not awaited and me is not None:
            me.looked()
