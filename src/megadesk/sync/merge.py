"""Decide what a folder is to be, given what it was, what it is here and what it is in the cloud.

    base ---+
    local --+--> merge() --> Merge(target, relabels, notices)
    remote -+
        1 cells        each node by itself: place, bytes, bit; removals against claims     content.py
        2 shape        cycles undone, folders for what lives, cycles that these closed     shape.py
        3 adoption     what both created is one                                            shape.py
        4 copies       losing bytes as conflict copies, removed nodes reborn               here, conflict.py
        5 names        one node per name                                                   here, conflict.py

In short: an edit beats a removal, a move beats a removal, moves are merged by parent and name, remote wins where both
changed the same, and no bytes are dropped that only one side has. All rules: docs/sync-rules.md. Convergence holds
by construction: both sides are brought to the one target. Cost follows the nodes that differ.

A node of ``context.held`` keeps its remote state in the target; planner leaves it alone on disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId
from megadesk.model.pair import Notice
from megadesk.model.relpath import NAME_MAX_BYTES
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.conflict import conflict_name, derived_id, original_name
from megadesk.sync.content import Claims, merged
from megadesk.sync.diff import differing
from megadesk.sync.draft import Draft
from megadesk.sync.plan import PlanContext
from megadesk.sync.relabel import relabelled
from megadesk.sync.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What the folder is to be.

    forget: nodes that this device removed and that live all the same. Base has to forget them at once: the reason may
    be gone before they are back on disk (a folder that was moved elsewhere is, its files are still to come), and
    they would look removed again.
    touched: every id in which local or remote may differ from the target.
    """

    target: Tree
    relabels: Mapping[NodeId, NodeId] = field(default_factory=dict)
    forget: tuple[NodeId, ...] = ()
    notices: tuple[Notice, ...] = ()
    touched: frozenset[NodeId] = frozenset()


def merge(base: Tree, local: Tree, remote: Tree, context: PlanContext) -> Merge:
    """Return the one state that both sides are to reach."""
    ids = differing(local, remote)
    if not ids:
        return Merge(target=remote)
    strangers = _strangers(local, remote, ids - context.held)
    if strangers:
        return _merge_apart(base, local, remote, context, strangers)
    return _Merging(base, local, remote, context, ids).run()


def _strangers(local: Tree, remote: Tree, ids: set[NodeId]) -> dict[NodeId, NodeId]:
    """Return local nodes whose id means a file on one side and a folder on the other; only a faulty writer does it."""
    here, there = local.nodes, remote.nodes
    clashes = sorted(key for key in ids if key in here and key in there and here[key].kind is not there[key].kind)
    return {
        key: derived_id("reborn-node", key, here[key].content, lambda one: one in here or one in there)
        for key in clashes
    }


def _merge_apart(base: Tree, local: Tree, remote: Tree, context: PlanContext, strangers: dict[NodeId, NodeId]) -> Merge:
    apart = merge(base.changed(drop=strangers), relabelled(local, strangers), remote, context)
    relabels = {old: apart.relabels.get(new, new) for old, new in strangers.items()}
    relabels |= {old: new for old, new in apart.relabels.items() if old not in strangers.values()}
    return replace(apart, relabels=relabels, touched=apart.touched | strangers.keys())


class _Merging:
    """The passes over one draft; lives for one merge."""

    def __init__(self, base: Tree, local: Tree, remote: Tree, context: PlanContext, ids: set[NodeId]) -> None:
        self._base, self._local, self._remote = base, local, remote
        self._context = context
        self._ids = ids
        self._held = context.held
        self._draft = Draft(remote)
        self._shape = Shape(self._draft, local, remote, context.held)
        self._relabels: dict[NodeId, NodeId] = {}
        self._splits: list[NodeId] = []
        self._copies: set[NodeId] = set()
        self._moved_here: set[NodeId] = set()
        self._notes: list[tuple[str, NodeId, dict[str, Argument]]] = []

    def run(self) -> Merge:
        self._cells()
        undone = self._shape.break_cycles(self._moved_here)
        self._shape.house(self._ids)
        undone += self._shape.break_cycles(self._moved_here)
        self._notes += [("move_undone", key, {}) for key in undone]
        self._shape.adopt(self._draft.changed)
        self._shape.adopt_leftovers(self._local, self._context.occupied - self._context.junk)
        self._relabels |= self._shape.relabels
        self._split()
        self._revive()
        self._name()
        target = self._draft.tree()
        touched = self._ids | self._draft.changed | self._relabels.keys() | set(self._relabels.values())
        return Merge(
            target=target,
            relabels=self._relabels,
            forget=tuple(sorted(key for key in self._ids if self._is_overruled(key))),
            notices=self._notices(target),
            touched=frozenset(touched),
        )

    # -- 1: each node by itself -------------------------------------------------------------------------------------

    def _cells(self) -> None:
        base, local, remote = self._base.nodes, self._local.nodes, self._remote.nodes
        kept_here = Claims(self._base, self._local, self._remote)
        kept_there = Claims(self._base, self._remote, self._local)
        for key in sorted(self._ids):
            if key in self._held:
                continue
            mine, theirs = local.get(key), remote.get(key)
            if mine is None:
                if key in base and key not in kept_there and not self._is_kept_for(key):
                    self._draft.drop(key)
            elif theirs is not None:
                self._cell(key, base.get(key), mine, theirs)
            elif key not in base or key in kept_here:
                self._draft.put(mine)

    def _is_kept_for(self, key: NodeId) -> bool:
        """Whether a folder that was removed here stays for what is left out in it, and a new one here is to be it."""
        if key not in self._context.keepers:
            return False
        node = self._remote.nodes[key]
        here = self._local.child_named(node.parent, node.name)
        return here is not None and here.is_folder and here.id not in self._remote.nodes

    def _cell(self, key: NodeId, known: Node | None, mine: Node, theirs: Node) -> None:
        result = merged(known, mine, theirs)
        if result.node is not theirs:
            self._draft.put(result.node)
        if result.moved_here:
            self._moved_here.add(key)
        if result.split:
            self._splits.append(key)
        if result.overruled:
            self._notes.append(("moved_elsewhere", key, {"name": mine.name}))

    def _is_overruled(self, key: NodeId) -> bool:
        """Whether this device removed a node that lives on remote and in the target; of what is held nothing is said."""
        return (
            key not in self._held
            and key in self._base.nodes
            and key not in self._local.nodes
            and key in self._draft.nodes
        )

    # -- 4: bytes that lost, and nodes that come back ---------------------------------------------------------------

    def _is_taken(self, key: NodeId) -> bool:
        return (
            key in self._draft.nodes
            or key in self._base.nodes
            or key in self._local.nodes
            or key in self._remote.nodes
            or key in self._context.spent
        )

    def _split(self) -> None:
        """The file on disk becomes a node of its own; the remote bytes are placed under the old id."""
        for key in self._splits:
            mine, winner = self._local.nodes[key], self._draft.nodes[key]
            copy = derived_id("conflict-node", key, mine.content, self._is_taken)
            self._relabels[key] = copy
            self._copies.add(copy)
            self._draft.put(replace(mine, id=copy, parent=winner.parent, name=winner.name, version=0))

    def _revive(self) -> None:
        """What this device keeps of what was removed elsewhere comes back under new ids: the old ones are in the bin."""
        base, spent = self._base.nodes, self._context.spent
        for key in sorted(self._draft.changed):
            if key not in self._draft.nodes or key in self._remote.nodes or key not in self._local.nodes:
                continue
            if key in base or key in spent:
                new = derived_id("reborn-node", key, self._draft.nodes[key].content, self._is_taken)
                self._relabels[key] = new
                self._draft.rename_id(key, new)

    # -- 5: one node per name ---------------------------------------------------------------------------------------

    def _name(self) -> None:
        for folder in self._draft.folders_with_arrivals():
            # What stands where it does in the cloud is alone with its name there: it takes another to be two.
            arrived = [key for key in self._draft.arrived(folder) if not self._stands(key)]
            for name in sorted({self._draft.nodes[key].name for key in arrived}):
                keys = self._draft.named(folder, name)
                if len(keys) > 1:
                    for loser in sorted(keys, key=self._rank)[1:]:
                        self._rename(loser)

    def _rank(self, key: NodeId) -> tuple[bool, bool, bool, NodeId]:
        """Remote's holder of the name first, then remote nodes, then those of this device, conflict copies last."""
        return (not self._stands(key), key not in self._remote.nodes, key in self._copies, key)

    def _stands(self, key: NodeId) -> bool:
        """Whether a node is where it is in the cloud."""
        theirs = self._remote.nodes.get(key)
        return theirs is not None and theirs.same_place(self._draft.nodes[key])

    def _rename(self, key: NodeId) -> None:
        node = self._draft.nodes[key]
        name = conflict_name(
            node.name, folder=node.is_folder, device=self._context.device_name, stamp=self._context.stamp,
            is_taken=lambda candidate: self._name_is_taken(node.parent, candidate),
            max_bytes=min(NAME_MAX_BYTES, self._context.name_max_bytes),
        )  # fmt: skip
        self._draft.move(key, name=name)
        self._notes.append(("conflict_copy", key, {"name": original_name(node.name)}))

    def _name_is_taken(self, folder: NodeId, name: str) -> bool:
        if self._context.case_sensitive:
            return bool(self._draft.named(folder, name))
        return name.casefold() in {one.casefold() for one in self._draft.names(folder)}

    def _notices(self, target: Tree) -> tuple[Notice, ...]:
        return tuple(
            Notice(code=code, path=target.path(key), arguments=arguments)
            for code, key, arguments in self._notes
            if key in target.nodes
        )
