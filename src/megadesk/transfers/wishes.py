"""What people decided about single transfers and what is not done yet. Pure; part of the board.

the store --> Wishes --of(subject)--> steering, board
steering --set-->    --wished(pair, way)--> who asks for transfers: sync
                     --take_changes--> the store
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from megadesk.model.ids import NodeId, PairId
from megadesk.model.transfer import NO_WISH, Direction, Place, Subject, Wish, Wished

Flow: TypeAlias = tuple[PairId, Direction]


class Wishes:
    """What was decided and is not done yet, by subject."""

    def __init__(self, wishes: Mapping[Subject, Wish]) -> None:
        self._wishes: dict[Subject, Wish] = {}
        self._flows: dict[Flow, dict[NodeId, Wish]] = {}
        self._wished: dict[Flow, Wished] = {}
        self._asked: set[Flow] = set()
        self._behind: dict[Subject, dict[Subject, None]] = {}
        for subject, wish in wishes.items():
            self._keep(subject, wish)
        self._changes: dict[Subject, Wish | None] = {}
        self._unwritten: dict[Subject, Wish | None] = {}
        self._number = max((wish.number for wish in wishes.values()), default=0)

    def __bool__(self) -> bool:
        return bool(self._wishes)

    def of(self, subject: Subject) -> Wish:
        """Return what was decided about a subject; NO_WISH if nothing was."""
        return self._wishes.get(subject, NO_WISH)

    def items(self) -> Iterable[tuple[Subject, Wish]]:
        """Return all."""
        return self._wishes.items()

    def wished(self, pair: PairId, way: Direction) -> Wished:
        """Return what was decided about a pair's nodes, as who asks for their transfers has to know it.

        Asked at every turn of a pair: the same object until something else is decided about that pair and way.
        """
        flow = (pair, way)
        self._asked.add(flow)
        if flow not in self._wished:
            own = self._flows.get(flow, {})
            first = [node for node, wish in own.items() if wish.place is Place.TOP]
            after = {node: wish.after.node for node, wish in own.items() if wish.after and wish.after.pair == pair}
            self._wished[flow] = Wished(
                first=tuple(sorted(first, key=lambda node: -own[node].number)),
                after=dict(sorted(after.items(), key=lambda one: own[one[0]].number)),
                resting=frozenset(node for node, wish in own.items() if wish.paused),
                cancelled={node: wish.cancelled for node, wish in own.items() if wish.cancelled is not None},
            )
        return self._wished[flow]

    def set(self, subject: Subject, wish: Wish) -> None:
        """Decide."""
        before = self._wishes.pop(subject, None)
        if before is not None:
            flow = self._flows[subject.pair, subject.direction]
            del flow[subject.node]
            if not flow:
                del self._flows[subject.pair, subject.direction]
        if before is not None and before.after is not None:
            behind = self._behind[before.after]
            del behind[subject]
            if not behind:
                del self._behind[before.after]
        if wish:
            self._keep(subject, wish)
        if wish or before is not None:
            self._wished.pop((subject.pair, subject.direction), None)
            self._changes[subject] = wish or None

    def _keep(self, subject: Subject, wish: Wish) -> None:
        self._wishes[subject] = wish
        self._flows.setdefault((subject.pair, subject.direction), {})[subject.node] = wish
        if wish.after is not None:
            self._behind.setdefault(wish.after, {})[subject] = None

    def leave(self, pair: PairId) -> None:
        """Note that nobody asks for a pair's transfers any more, for now or for good; what was decided stays."""
        for way in Direction:
            self._asked.discard((pair, way))
            self._wished.pop((pair, way), None)

    def of_use(self, is_at_work: Callable[[Subject], bool]) -> list[Subject]:
        """Return the subjects of wishes that count for something: that are asked for, or not asked for because of them."""
        return [
            subject
            for subject, wish in self._wishes.items()
            if is_at_work(subject) or (wish.cancelled is not None and (subject.pair, subject.direction) in self._asked)
        ]

    def behind(self, subject: Subject) -> list[Subject]:
        """Return those that were put right behind a subject, the one that was put there first coming first."""
        return sorted(self._behind.get(subject, ()), key=lambda one: self._wishes[one].number)

    def is_followed(self, subject: Subject) -> bool:
        """Whether any were put right behind a subject."""
        return bool(self._behind.get(subject))

    def next_number(self) -> int:
        """Return a number larger than all before, also those of former runs."""
        self._number += 1
        return self._number

    @property
    def has_changes(self) -> bool:
        """Whether anything was decided since ``take_changes``."""
        return bool(self._changes)

    def take_changes(self) -> dict[Subject, Wish | None]:
        """Return, and forget, what was decided since the last time; None: nothing any more."""
        changes = self._unwritten | self._changes
        self._changes, self._unwritten = {}, {}
        return changes

    def put_back(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Note that these could not be written down: they go along with what is decided next."""
        self._unwritten = dict(changes)
