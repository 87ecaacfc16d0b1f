"""What is not said in a pair of one direction: changes on the side that may only listen.

    down  from the cloud to here: what was made, edited, moved or removed here stays here and is not published
    up    from here to the cloud: what others made, edited, moved or removed there stays there and does not come here

    base, local, remote, permits --> silence() --> Silence: nodes that are left alone, each with its reason

Such a node is *held*, as one that cannot be read is: both sides keep what they have, nothing is concluded, later
changes to it wait. Everything else goes on. Held as well is what could only go up by touching one of these: a thing
of its name, a folder that still holds one, a move into each other. It is never renamed or brought back here for them.

What is the same on both sides is no change: files and folders of one place and content are adopted as in any pair.
A ``Permit`` lets one change pass, in exactly the state that a person saw (resolving.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from megadesk.model.errors import NotFound
from megadesk.model.ids import NodeId
from megadesk.model.pair import PairDirection, Problem
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.diff import differing, same
from megadesk.sync.order import Heights
from megadesk.sync.plan import Permit, Plan, PlanContext, node_of

BLOCKED: Final = "blocked_by_direction"
"""It can only travel by touching something that does not."""

ROUNDS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What a plan has to leave alone. ``reasons``: the code of each; ``quiet`` ones settle by themselves in this plan.

    apart: every node that is not the same on both sides.
    """

    direction: PairDirection
    reasons: Mapping[NodeId, str] = field(default_factory=dict)
    quiet: frozenset[NodeId] = frozenset()
    apart: frozenset[NodeId] = frozenset()

    def over(self, context: PlanContext) -> PlanContext:
        """Return the context with all of this held."""
        return replace(context, held=context.held | self.reasons.keys()) if self.reasons else context

    def broken_by(self, plan: Plan, permits: Collection[NodeId]) -> frozenset[NodeId]:
        """Return the nodes with a step on the side that only listens, but for those that are permitted."""
        steps = plan.local_steps if self.direction is PairDirection.UP else plan.remote_steps
        allowed = {*permits, *(plan.relabels[key] for key in permits if key in plan.relabels)}
        before = {new: old for old, new in plan.relabels.items()}
        return frozenset(before.get(key, key) for key in map(node_of, steps) if key not in allowed)

    def problems(self, local: Tree, remote: Tree) -> tuple[Problem, ...]:
        """Return what to tell a person: one problem for each node, where it is here, or else there."""
        return tuple(self._problems(local, remote))

    def _problems(self, local: Tree, remote: Tree) -> Iterator[Problem]:
        for key in sorted(self.reasons.keys() - self.quiet):
            with suppress(NotFound):
                path = (local if key in local else remote).path(key)
                yield Problem(code=self.reasons[key], path=path, node=key)


def silence(
    base: Tree, local: Tree, remote: Tree, direction: PairDirection, permits: Mapping[NodeId, Permit]
) -> Silence:
    """Return what of two trees is not to be taken over."""
    if direction is PairDirection.BOTH:
        return Silence(direction=direction)
    return _Listening(base, local, remote, direction, permits).run()


def widened(found: Silence, broken: frozenset[NodeId], last: bool) -> Silence:
    """Return a silence that also covers nodes whose steps would have broken it; all that differs, if it is the last.

    With everything held a plan has no steps, so this ends.
    """
    more = found.apart if last else broken
    return replace(found, reasons={**dict.fromkeys(more, BLOCKED), **found.reasons})


class _Listening:
    """One look at three trees. ``mute``: the tree whose changes are not taken; ``voice``: the other."""

    def __init__(
        self, base: Tree, local: Tree, remote: Tree, direction: PairDirection, permits: Mapping[NodeId, Permit]
    ) -> None:
        self._base, self._local, self._remote = base.nodes, local, remote
        self._direction = direction
        self._permits = permits
        self._is_up = direction is PairDirection.UP
        self._mute, self._voice = (remote, local) if self._is_up else (local, remote)
        self._apart = differing(local, remote)
        self._reasons: dict[NodeId, str] = {}
        self._quiet: set[NodeId] = set()
        self._twins: dict[NodeId, NodeId] = {}

    def run(self) -> Silence:
        """Return what is held and why."""
        for key in self._apart:
            code = self._code(key)
            if code is not None:
                self._reasons[key] = code
        if self._reasons:
            self._adopt()
            self._free_folders()
            if self._is_up:
                self._block()
        return Silence(
            direction=self._direction, reasons=self._reasons, quiet=frozenset(self._quiet & self._reasons.keys()),
            apart=frozenset(self._apart),
        )  # fmt: skip

    def _code(self, key: NodeId) -> str | None:
        """Return what happened to a node on the side that only listens; None if nothing did, or it is permitted."""
        known, now = self._base.get(key), self._mute.nodes.get(key)
        if known is now or (known is not None and now is not None and same(known, now)):
            return None
        permit = self._permits.get(key)
        if permit is not None and permit.covers(now):
            return None
        side = "there" if self._is_up else "here"
        return f"only_{side}_{_change(known, now, is_new=key not in self._voice)}"

    # -- the same on both sides -------------------------------------------------------------------------------------

    def _adopt(self) -> None:
        """Let go of what both sides made alike: a node of this device at the place of an equal one of the cloud."""
        here, there = self._local.nodes, self._remote.nodes
        at_place = {there[key].place: there[key] for key in self._apart if key in there and key not in here}
        fresh = [key for key in self._apart if key in here and key not in there and key not in self._base]
        if not at_place or not fresh:
            return
        heights = Heights(here, self._local.root)
        for key in sorted(fresh, key=lambda one: (heights.depth(one), one)):
            node = here[key]
            twin = at_place.get((self._twins.get(node.parent, node.parent), node.name))
            if twin is not None and twin.kind is node.kind and twin.content == node.content:
                self._twins[key] = twin.id
                self._reasons.pop(key, None)
                if twin.id in self._base:
                    self._quiet.add(twin.id)  # removed here and made anew: held, or it would be taken away there
                else:
                    self._reasons.pop(twin.id, None)

    # -- folders ----------------------------------------------------------------------------------------------------

    def _free_folders(self) -> None:
        """Let a removed folder come back for what is to be in it, as in any pair; the rest of it stays away."""
        voice = self._voice.nodes
        for key in self._apart:
            if key in voice and key not in self._reasons:
                for folder in self._voice.ancestors(key):
                    if folder in self._reasons and folder not in self._mute:
                        del self._reasons[folder]

    # -- what cannot go up ------------------------------------------------------------------------------------------

    def _block(self) -> None:
        """Hold what could only go up by changing what is silent, or by changing this disk."""
        there = self._remote.nodes
        silent = [key for key in self._reasons if key in there]
        at_place = {there[key].place: key for key in silent}
        blocked = [key for key in self._speaking() if self._is_taken(key, at_place)]
        inside = {folder for key in silent for folder in self._remote.ancestors(key)}
        gone = self._apart - self._local.nodes.keys() - set(self._twins.values())
        blocked += [key for key in gone if key in inside and self._speaks(key)]
        self._reasons.update(dict.fromkeys(blocked, BLOCKED))
        for key in sorted(self._speaking()):
            if self._is_in_itself(key):
                self._reasons[key] = BLOCKED

    def _speaks(self, key: NodeId) -> bool:
        return key not in self._reasons and key not in self._permits

    def _speaking(self) -> list[NodeId]:
        """Return what of this device is new or at another place than in the cloud, and is to go there."""
        here, there = self._local.nodes, self._remote.nodes
        return [
            key
            for key in self._apart
            if self._speaks(key) and key in here and key not in self._twins
            and (key not in there or not there[key].same_place(here[key]))
        ]  # fmt: skip

    def _is_taken(self, key: NodeId, at_place: Mapping[tuple[NodeId, str], NodeId]) -> bool:
        node = self._local.nodes[key]
        return at_place.get((self._twins.get(node.parent, node.parent), node.name), key) != key

    def _is_in_itself(self, key: NodeId) -> bool:
        """Whether a folder that was moved here would end below itself, because the cloud moved the other way."""
        here, there = self._local.nodes, self._remote.nodes
        if key not in there or not here[key].is_folder:
            return False
        seen: set[NodeId] = set()
        folder = here[key].parent
        while folder not in seen:
            if folder == key:
                return True
            seen.add(folder)
            node = there.get(folder) if folder in there and not self._speaks(folder) else here.get(folder)
            if node is None:
                return False
            folder = node.parent
        return False


def _change(known: Node | None, now: Node | None, *, is_new: bool) -> str:
    """Return the word for what happened to a node."""
    if now is None:
        return "removed"
    if known is None:
        return "new" if is_new else "edited"
    return "moved" if known.same_content(now) else "edited"
