"""What a person decides about a change that a pair of one direction does not take (direction.py).

    keep REMOTE   base becomes what is here: then only the cloud has changed, and this disk follows
    keep LOCAL    base becomes what is there: then only this disk has changed, and the cloud follows
    keep BOTH     base forgets the node: two versions of one thing, a conflict copy is made of this device's

What then travels against the direction has a permit, for exactly what the person saw; a later change is asked about
anew. The decision is these values and nothing else: stored in one transaction, it holds over a crash, and the next
plans carry it out by the ordinary rules.

A folder stands for all in it; what it needs above it comes along. Where another node of the cloud has the name of one
that is only here, both are meant: to keep the local one makes it the next version of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from megadesk.model.errors import NotFound
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, PairDirection
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import same
from megadesk.sync.plan import Permit
from megadesk.sync.relabel import relabelled, relabelled_base


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An edit of what is known of a pair. ``relabels`` come first; the rest speaks of the new ids."""

    relabels: Mapping[NodeId, NodeId] = field(default_factory=dict)
    base_put: tuple[Node, ...] = ()
    base_drop: tuple[NodeId, ...] = ()
    permits: Mapping[NodeId, Permit] = field(default_factory=dict)


def decide(
    base: Tree,
    local: Tree,
    remote: Tree,
    direction: PairDirection,
    silent: Collection[NodeId],
    chosen: Iterable[NodeId],
    keep: Keep,
) -> Decision:
    """Return what has to be noted so that ``chosen`` nodes become what a person wants; only ``silent`` ones can."""
    return _Deciding(base, local, remote, direction, frozenset(silent), keep).run(chosen)


class _Places:
    """Who stands where in a tree: by folder and name, and by path, for folders may have other ids there."""

    def __init__(self, tree: Tree) -> None:
        self._places = {node.place: node for node in tree.values()}
        self._paths = tree.paths()

    def like(self, node: Node, tree: Tree) -> Iterator[Node]:
        """Yield who has the place in this tree that a node has in another."""
        at_place = self._places.get(node.place)
        if at_place is not None:
            yield at_place
        with suppress(NotFound):
            at_path = self._paths.get(tree.path(node.id))
            if at_path is not None:
                yield at_path


class _Deciding:
    """One decision in the making."""

    def __init__(
        self, base: Tree, local: Tree, remote: Tree, direction: PairDirection, silent: frozenset[NodeId], keep: Keep
    ) -> None:
        self._base, self._local, self._remote = base, local, remote
        self._direction, self._silent, self._keep = direction, silent, keep
        self._relabels: dict[NodeId, NodeId] = {}
        self._put: dict[NodeId, Node] = {}
        self._drop: set[NodeId] = set()
        self._permits: dict[NodeId, Permit] = {}
        self._beside: set[NodeId] = set()

    def run(self, chosen: Iterable[NodeId]) -> Decision:
        """Return the decision."""
        keys = self._meant(chosen)
        if self._keep is Keep.LOCAL:
            self._replace(keys)
        base = relabelled_base(self._base, self._local, self._relabels)
        local = relabelled(self._local, self._relabels)
        for key in sorted(keys):
            self._note(self._relabels.get(key, key), local)
        for key in [*self._company(keys), *sorted(self._beside - keys)]:
            self._permit(self._relabels.get(key, key), local, any_place=True)
        changed = [node for node in self._put.values() if base.get(node.id) != node]
        return Decision(
            relabels=self._relabels, base_put=tuple(changed), base_drop=tuple(sorted(self._drop & base.keys())),
            permits=self._permits,
        )  # fmt: skip

    def _meant(self, chosen: Iterable[NodeId]) -> set[NodeId]:
        """Return the chosen nodes, what is silent below them, and what stands in each other's place."""
        waiting = [key for key in chosen if key in self._silent]
        sides = ((self._local, _Places(self._remote)), (self._remote, _Places(self._local)))
        meant: set[NodeId] = set()
        while waiting:
            key = waiting.pop()
            if key in meant:
                continue
            meant.add(key)
            for tree, others in sides:
                node = tree.get(key)
                if node is not None:
                    waiting += self._rivals(node, [other for other in others.like(node, tree) if other.id != key])
                    if node.is_folder:
                        waiting += [below.id for below in tree.below(key) if below.id in self._silent]
        return meant

    def _rivals(self, node: Node, others: Collection[Node]) -> list[NodeId]:
        """Return the file at a file's place on the other side: a decision is about both.

        A folder is no version of another thing: both stay, and one of them steps beside the other. That may be what
        is silent only because it waits for its name.
        """
        versions = [other.id for other in others if other.kind is node.kind and not node.is_folder]
        for other in others:
            if other.id not in versions:
                self._beside.add(node.id)
                if not self._is_changed_there(other.id):
                    self._beside.add(other.id)
        return versions

    def _is_changed_there(self, key: NodeId) -> bool:
        """Whether something happened to a node on the side that only listens."""
        mute = self._remote if self._direction is PairDirection.UP else self._local
        known, now = self._base.get(key), mute.get(key)
        return known is not now and (known is None or now is None or not same(known, now))

    def _replace(self, keys: Collection[NodeId]) -> None:
        """Let a file that is only here be the next version of the file of the cloud that has its name."""
        there = {node.place: node for node in map(self._remote.get, keys) if node is not None}
        for key in sorted(keys):
            node = self._local.get(key)
            if node is None or node.is_folder or key in self._remote:
                continue
            other = there.get(node.place)
            if other is not None and other.kind is node.kind and other.id not in self._local:
                self._relabels[key] = other.id

    def _note(self, key: NodeId, local: Tree) -> None:
        self._permit(key, local, any_place=self._keep is Keep.BOTH or key in self._beside)
        here, there = local.get(key), self._remote.get(key)
        silent, said = (there, here) if self._direction is PairDirection.UP else (here, there)
        taken_back = Keep.LOCAL if self._direction is PairDirection.UP else Keep.REMOTE
        if said is None and silent is not None and self._keep is not taken_back:
            return  # changed on one side, removed on the other: the change wins, with all that a moved folder carries
        wanted = {Keep.LOCAL: there, Keep.REMOTE: here, Keep.BOTH: None}[self._keep]
        if wanted is None:
            self._drop.add(key)
        else:
            self._put[key] = wanted

    def _permit(self, key: NodeId, local: Tree, *, any_place: bool) -> None:
        """Let pass what the side that only listens has; what is kept as the other side has it needs no permit."""
        is_up = self._direction is PairDirection.UP
        if key in self._beside or self._keep is not (Keep.LOCAL if is_up else Keep.REMOTE):
            state = self._remote.get(key) if is_up else local.get(key)
            self._permits[key] = Permit(state, any_place)

    def _company(self, keys: Collection[NodeId]) -> Iterator[NodeId]:
        """Yield what comes along with nodes: the folders they need, and all in a folder that the other side removed."""
        is_up = self._direction is PairDirection.UP
        mute, voice = (self._remote, self._local) if is_up else (self._local, self._remote)
        for key in sorted(keys):
            around = [*mute.ancestors(key), *(below.id for below in mute.below(key) if key not in voice)]
            for node in around:
                if node not in voice and node not in keys:
                    yield node
