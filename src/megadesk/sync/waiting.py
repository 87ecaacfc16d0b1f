"""What cannot be put in its place on this disk now, and therefore waits.

A node waits if it is held, if the volume cannot carry its name, if its place is taken by something that stays, or if a
folder above it waits. One whose name the volume cannot tell apart from a neighbour's gets an alias instead. What waits stays as it is on disk, so it can be the
reason for others to wait; folders around what stays are not taken away. Everything else goes on.

Only what a person can do something about is a Problem: not what waits behind another. Of that is told which one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeAlias

from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.relpath import NAME_MAX_BYTES, PRIVATE_FOLDER
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.alias import alias_name, folding
from megadesk.sync.plan import PlanContext

Place: TypeAlias = tuple[NodeId, str]

NAME_TOO_LONG: Final = "name_too_long"
NAME_RESERVED: Final = "name_reserved"
NAME_KEPT: Final = "name_kept"
CASE_CONFLICT: Final = "case_conflict"
SYMLINK: Final = "symlink"
NO_LINKS: Final = "no_links"


class Waiting:
    """Sorts what is to get a place (``incoming``) into what can and what waits.

    here: the nodes on disk, already under their new ids. leaving: nodes on disk that are not in the target. aliased:
    nodes that are at their place but for an alias; ``freed`` are those of them whose names nobody else has.
    ``aliases``: what nodes are to be called that cannot have theirs. ``behind``: who waits for another, for whose name,
    because that has to come back first, or because it is in it, and for which.
    """

    def __init__(
        self,
        here: Tree,
        target: Tree,
        incoming: Collection[NodeId],
        leaving: Collection[NodeId],
        context: PlanContext,
        aliased: Collection[NodeId] = (),
    ) -> None:
        self._here = here.nodes
        self._disk = here
        self._target = target
        self._leaving = leaving
        self._context = context
        self._fold = folding(case_sensitive=context.case_sensitive)
        self._taken = {(folder, self._fold(name)) for folder, name in context.occupied}
        self._coming = {*incoming, *aliased}
        self._aliased = frozenset(aliased)
        self.aliases: dict[NodeId, str] = {}
        self.standing = self._standing()
        self.waits: set[NodeId] = set()
        self.stays: set[NodeId] = set()
        self.behind: dict[NodeId, NodeId] = {}
        self._kept: frozenset[NodeId] = frozenset()
        self.problems: list[Problem] = []
        self._judge()
        self._spread()
        self._explain()
        self.freed = self._coming & self._aliased

    def occupant(self, key: NodeId) -> NodeId | None:
        """Return the node that stands on disk where ``key`` is to be, or None."""
        there = self.standing.get(self._wanted(self._target.nodes[key]))
        return None if there == key else there

    def _wanted(self, node: Node) -> Place:
        """Return where a node is to be on this disk."""
        return (node.parent, self._fold(self.aliases.get(node.id, node.name)))

    def _standing(self) -> dict[Place, NodeId]:
        folders = {self._target.nodes[key].parent for key in self._coming}
        if not folders:
            return {}
        fold, aliases = self._fold, self._context.aliases
        return {
            (node.parent, fold(aliases.get(node.id, node.name))): node.id
            for folder in sorted(folders)
            for node in self._disk.children(folder)
        }

    def _judge(self) -> None:
        """Find what waits for a reason of its own."""
        claimed: dict[Place, list[NodeId]] = {}
        for key in sorted(self._coming):
            node = self._target.nodes[key]
            place = self._wanted(node)
            fault = self._fault(node)
            if fault is not None:
                self._refuse(node, fault)
            elif key in self._context.held or place in self._taken:
                self.waits.add(key)
            elif self._context.astray and (above := self._astray_above(key)) is not None:
                self.waits.add(key)
                self.behind[key] = above
            else:
                claimed.setdefault(place, []).append(key)
        if self._aliased or not self._context.case_sensitive:
            self._judge_case(claimed)

    def _astray_above(self, key: NodeId) -> NodeId | None:
        """Return the folder above a node that nothing can be put into, since it is not where it was."""
        return next((above for above in self._target.ancestors(key) if above in self._context.astray), None)

    def _fault(self, node: Node) -> str | None:
        if len(node.name.encode()) > self._context.name_max_bytes:
            return NAME_TOO_LONG
        if node.parent == self._target.root and node.name.casefold() == PRIVATE_FOLDER:
            return NAME_RESERVED
        if node.kind is not Kind.SYMLINK or self._context.places_links:
            return None
        return NO_LINKS if self._context.keeps_links else SYMLINK

    def _judge_case(self, claimed: Mapping[Place, list[NodeId]]) -> None:
        """Let one node have each name, and the others an alias."""
        winners = {place: self._winner(place, keys) for place, keys in claimed.items()}
        losers = {key for place, keys in claimed.items() for key in keys if key != winners[place]}
        self._coming -= losers & self._aliased  # those stay as they are
        losers.update(key for place, key in winners.items() if key is not None and self._stays_at(place))
        for key in sorted(losers):
            self._alias(self._target.nodes[key])

    def _winner(self, place: Place, keys: Collection[NodeId]) -> NodeId | None:
        standing = self.standing.get(place)
        if standing in keys:
            return standing
        # Who has an alias already comes last: else a new neighbour would make two steps of one.
        return None if self._stays_at(place) else min(keys, key=lambda key: (key in self._aliased, key))

    def _stays_at(self, place: Place) -> bool:
        """Whether what stands at a place on disk will go on standing there."""
        standing = self.standing.get(place)
        return standing is not None and standing not in self._leaving and standing not in self._coming

    def _alias(self, node: Node) -> None:
        """Give a node another name here, if it has none yet, and say so."""
        alias = self._context.aliases.get(node.id) if node.id in self._aliased else None
        if alias is None:
            alias = self.aliases[node.id] = alias_name(
                node.name, folder=node.is_folder, is_taken=lambda candidate: self._is_taken(node, candidate),
                max_bytes=min(NAME_MAX_BYTES, self._context.name_max_bytes),
            )  # fmt: skip
        self._report(node, CASE_CONFLICT, {"name": node.name, "alias": alias})

    def _is_taken(self, node: Node, spelling: str) -> bool:
        """Whether another node has, or is to have, what would be this one's alias."""
        spot = (node.parent, self._fold(spelling))
        if spot in self._taken or self.standing.get(spot, node.id) != node.id:
            return True
        others = self._target.children(node.parent)
        return any(self._fold(self.aliases.get(other.id, other.name)) == spot[1] for other in others)

    def _refuse(self, node: Node, code: str) -> None:
        self.waits.add(node.id)
        self._report(node, code, {"name": node.name})

    def _report(self, node: Node, code: str, arguments: dict[str, Argument]) -> None:
        self.problems.append(Problem(code=code, path=self._target.path(node.id), node=node.id, arguments=arguments))

    def _spread(self) -> None:
        """Let others wait for what waits, until nothing changes."""
        self._pin([folder for folder, _ in self._context.occupied - self._context.junk])
        self._kept = frozenset(self.stays)
        held = [key for key in sorted(self._context.held) if key in self._here]
        self.stays.update(held)
        self._stay_around([*held, *(key for key in sorted(self.waits) if key in self._here)])
        if not self.stays and not self.waits and self._context.case_sensitive:
            return
        left = [key for key in sorted(self._coming) if key not in self.waits]
        while True:
            behind = [key for key in left if self._is_behind(key)]
            if not behind:
                return
            self.waits.update(behind)
            self._stay_around([key for key in behind if key in self._here])
            left = [key for key in left if key not in self.waits]

    def _explain(self) -> None:
        """Say what waits for a name that what is no node has, or a folder that stays only for such (row 131).

        What a scan could not take for a node has a reason of its own there, which goes before this one: what is left
        over is what a rule leaves out.
        """
        for key in sorted(self.waits) if self._taken else ():
            node = self._target.nodes[key]
            if self._is_kept(node) and key not in self._context.held and self._fault(node) is None:
                self._report(node, NAME_KEPT, {"name": node.name})

    def _is_kept(self, node: Node) -> bool:
        return self._wanted(node) in self._taken or self.occupant(node.id) in self._kept

    def _stay_around(self, keys: Collection[NodeId]) -> None:
        """Keep the folders around what stays from being taken away: they wait for that."""
        for key in keys:
            for folder in self._pin([self._here[key].parent]):
                self.behind.setdefault(folder, key)

    def _pin(self, folders: Collection[NodeId]) -> list[NodeId]:
        """Keep folders, and those above them, from being taken away; return those that would have been."""
        found: list[NodeId] = []
        for folder in folders:
            here = folder
            while here in self._here and here not in self.stays:
                if here in self._leaving:
                    self.stays.add(here)
                    found.append(here)
                here = self._here[here].parent
        return found

    def _is_behind(self, key: NodeId) -> bool:
        there = self.occupant(key)
        if there is not None and not self._makes_way(there):
            self.behind[key] = there
            return True
        return bool(self.waits) and any(above in self.waits for above in self._needed(key))

    def _makes_way(self, there: NodeId) -> bool:
        if there in self.stays or there in self.waits:
            return False
        return there in self._leaving or there in self._coming

    def _needed(self, key: NodeId) -> Iterator[NodeId]:
        """Yield the folders above key that have to be at their places before it can be: all, mostly.

        A folder that is on disk, wherever it is, will do if that stays where it is for now.
        """
        for above in self._above(key):
            if above in self.waits and above in self._here and self._rests(above):
                return
            yield above

    def _rests(self, folder: NodeId) -> bool:
        """Whether a folder and all above it stay where they are on disk."""
        here = folder
        while here in self._here:
            if here in self._leaving or (here in self._coming and here not in self.waits):
                return False
            here = self._here[here].parent
        return True

    def _above(self, key: NodeId) -> Iterator[NodeId]:
        nodes = self._target.nodes
        here = nodes[key].parent
        while here in nodes:
            yield here
            here = nodes[here].parent
