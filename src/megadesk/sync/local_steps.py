"""The steps that make the disk the target, in an order in which each can be done.

    folders and moves, from the top down    a move waits for the one that frees its name; where they wait for each
                                            other (a swap), one steps aside into the stage
    places, executable bits
    discards, from the bottom up            only of what nobody claims; a folder with anything else in it stays

What has a wanted name and is to go is discarded right before (a folder with all in it) or steps aside until the end
(a file). Three things hold: the folder a step puts something into is at its final place; nothing is done to a node
below one that stands in the stage; nothing is ever replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.tree import Node, Tree
from megadesk.sync.order import Heights, Key, Order
from megadesk.sync.plan import Discard, LocalStep, MakeFolder, MoveLocal, Place, PlanContext, SetExecutable, StepAside
from megadesk.sync.waiting import Waiting


@dataclass(frozen=True, slots=True)
class LocalSteps:
    """The steps, and why some things are not among them. ``behind``: what waits, and for which other."""

    steps: tuple[LocalStep, ...]
    problems: tuple[Problem, ...]
    behind: Mapping[NodeId, NodeId]


def local_steps(local: Tree, target: Tree, touched: Collection[NodeId], context: PlanContext) -> LocalSteps:
    """Return what brings the disk from ``local`` to ``target``; only nodes of ``touched`` may differ."""
    scheduler = _Scheduler(local, target, touched, context)
    return LocalSteps(tuple(scheduler.run()), tuple(scheduler.waiting.problems), scheduler.waiting.behind)


class _Scheduler:
    """One schedule in the making. ``_parents``: where nodes are at this point of it, None in the stage."""

    def __init__(self, local: Tree, target: Tree, touched: Collection[NodeId], context: PlanContext) -> None:
        self._local = local
        self._target = target
        self._new: list[NodeId] = []
        self._moves: list[NodeId] = []
        self._edits: list[NodeId] = []
        self._bits: list[NodeId] = []
        self._leaving: set[NodeId] = set()
        for key in sorted({*touched, *context.aliases}):
            self._sort(key, context.held)
        aliased = [key for key in context.aliases if key in local and key in target and key not in self._moves]
        self.waiting = Waiting(local, target, {*self._new, *self._moves}, self._leaving, context, aliased)
        self._moves += sorted(self.waiting.freed)
        self._leaving -= self.waiting.stays
        self._steps: list[LocalStep] = []
        self._parents: dict[NodeId, NodeId | None] = {}
        self._moving: set[NodeId] = set()
        self._below: dict[NodeId, list[NodeId]] = {}
        for key in sorted(self._leaving):
            self._below.setdefault(local.nodes[key].parent, []).append(key)

    def _sort(self, key: NodeId, held: Collection[NodeId]) -> None:
        here, there = self._local.nodes.get(key), self._target.nodes.get(key)
        if there is None:
            if here is not None and key not in held:
                self._leaving.add(key)
        elif here is None:
            self._new.append(key)
        else:
            if not here.same_place(there):
                self._moves.append(key)
            if key not in held:
                self._sort_content(key, here, there)

    def _sort_content(self, key: NodeId, here: Node, there: Node) -> None:
        if here.content != there.content:
            self._edits.append(key)
        elif here.executable != there.executable:
            self._bits.append(key)

    def run(self) -> list[LocalStep]:
        """Return all steps."""
        nodes = self._target.nodes
        waits = self.waiting.waits
        folders = [key for key in self._new if nodes[key].is_folder and key not in waits]
        moves = [key for key in self._moves if key not in waits]
        self._arrange(folders, moves)
        depths = Heights(nodes, self._target.root) if self._new else None
        new_files = [key for key in self._new if not nodes[key].is_folder and key not in waits]
        if depths is not None:
            new_files.sort(key=lambda key: (depths.depth(key), nodes[key].parent, nodes[key].name))
        for key in new_files:
            self._clear(key)
            self._steps.append(Place(nodes[key], self.waiting.aliases.get(key)))
        self._steps += [Place(nodes[key]) for key in self._edits]
        self._steps += [SetExecutable(nodes[key]) for key in self._bits]
        heights = Heights(self._local.nodes, self._local.root) if self._leaving else None
        if heights is not None:
            self._steps += [Discard(key) for key in sorted(self._leaving, key=lambda one: (-heights.depth(one), one))]
        return self._steps

    # -- folders and moves ------------------------------------------------------------------------------------------

    def _arrange(self, folders: list[NodeId], moves: list[NodeId]) -> None:
        if not folders and not moves:
            return
        nodes = self._target.nodes
        marked = {*folders, *moves}
        heights = Heights(nodes, self._target.root, marked)
        self._moving = set(moves)
        keys: dict[NodeId, Key] = {key: (heights.depth(key), 0, key) for key in folders}
        keys |= {key: (heights.depth(key), 1, key) for key in moves}
        order = Order(keys)
        self._relate(order, keys, heights)
        order.start()
        while True:
            ready = order.next()
            if ready is not None:
                self._take(ready)
                order.done(ready)
                continue
            cut = order.cut()
            if cut is None:
                return
            waiting, blockers = cut
            for blocker in blockers:
                if self._is_carried(blocker):
                    order.no_longer(blocker, waiting)  # it goes with its folder; others may still want its name
                elif not self._is_aside(blocker):
                    self._step_aside(blocker, order)

    def _relate(self, order: Order, keys: Mapping[NodeId, Key], heights: Heights) -> None:
        cleared: dict[NodeId, NodeId] = {}
        for key in keys:
            above = heights.marked_above(key)
            if above is not None:
                order.hard(above, key)
            there = self.waiting.occupant(key)
            if there in self._moving:
                order.soft(there, key)
            elif there in self._leaving:
                cleared[there] = key
        if cleared:
            # What moves out of a folder that is to make room goes first, or steps aside.
            for move in sorted(self._moving):
                for folder in self._above(move):
                    if folder in cleared and cleared[folder] != move:
                        order.soft(move, cleared[folder])

    def _take(self, key: NodeId) -> None:
        node = self._target.nodes[key]
        if key in self._moving and self.waiting.occupant(key) in self._above(key):
            self._aside(key)  # it takes the place of the folder that it is in
        self._clear(key)
        alias = self.waiting.aliases.get(key)
        self._steps.append(MoveLocal(node, alias) if key in self._moving else MakeFolder(node, alias))
        self._parents[key] = node.parent

    def _step_aside(self, key: NodeId, order: Order) -> None:
        """Take a node out of the way, after what leaves the folder it is: that could not be reached in the stage."""
        if self._local.nodes[key].is_folder:
            inside = [move for move in self._moving if order.is_pending(move) and self._leaves(move, key)]
            for move in sorted(inside, key=lambda one: (-len(self._above(one)), one)):
                self._aside(move)
                order.out_of_the_way(move)
        self._aside(key)
        order.out_of_the_way(key)

    def _leaves(self, move: NodeId, folder: NodeId) -> bool:
        if move == folder or self._is_aside(move) or folder not in self._above(move):
            return False
        here = self._target.nodes[move].parent
        while here in self._target.nodes:
            if here == folder:
                return False
            here = self._target.nodes[here].parent
        return True

    def _aside(self, key: NodeId) -> None:
        self._steps.append(StepAside(key))
        self._parents[key] = None

    def _is_carried(self, key: NodeId) -> bool:
        """Whether a node is in the stage in a folder that stepped aside, and will come back with it."""
        return any(self._is_aside(folder) for folder in self._above(key))

    def _is_aside(self, key: NodeId) -> bool:
        return key in self._parents and self._parents[key] is None

    def _above(self, key: NodeId) -> list[NodeId]:
        """Return the folders that a node is in at this point."""
        found: list[NodeId] = []
        here = self._parent(key)
        while here is not None and (here in self._local.nodes or here in self._parents):
            found.append(here)
            here = self._parent(here)
        return found

    def _parent(self, key: NodeId) -> NodeId | None:
        return self._parents[key] if key in self._parents else self._local.nodes[key].parent

    # -- making room ------------------------------------------------------------------------------------------------

    def _clear(self, key: NodeId) -> None:
        """Free the name of ``key`` from what is to go anyway."""
        there = self.waiting.occupant(key)
        if there is None or there not in self._leaving or self._is_aside(there):
            return
        if not self._local.nodes[there].is_folder:
            self._aside(there)
            return
        waiting, found = [there], []
        while waiting:
            folder = waiting.pop()
            found.append(folder)
            waiting += self._below.get(folder, ())
        for gone in reversed(found):
            self._leaving.discard(gone)
            self._steps.append(Discard(gone))
