"""The steps of a plan on the disk: make, move, take away, put in place; and make room for it.

    change(plan)   aside into the stage | make | move, out of it again | discard what no place is wanted of
    place(staged)  called by cargo when the bytes are here
    whatever was in the stage and could not go on: back to where it was

Each step states what it expects to find; what is not so is left alone (work.attempt). Read next: ports.py, LocalSide.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial

from megadesk.model.errors import BadName, MegadeskError, OurBug, Refused, Stale
from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.relpath import NAME_MAX_BYTES, RelPath, join
from megadesk.model.transfer import Staged
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.conflict import fitted, split_extension
from megadesk.sync.plan import Discard, MakeFolder, MoveLocal, Place, Plan, SetExecutable, StepAside
from megadesk.sync.ports import LocalSide, Side
from megadesk.sync.work import Work


class Structure:
    """Changes the disk of one pair. ``aside``: what is in the stage, to be moved from there."""

    def __init__(self, work: Work, local_side: LocalSide) -> None:
        self._work = work
        self._folder = work.folder
        self._disk = local_side
        self.aside: set[NodeId] = set()
        self._by_folder: dict[NodeId, list[NodeId]] | None = None
        """What is to be discarded, by its folder when that was asked for first; only what is still so counts."""

    def recover(self) -> None:
        """Bring back what a crash left in the stage, before anything is concluded from its absence.

        And what somebody wrote to a file right after it was placed, if the power went before its name was safe: that is
        new, whatever its node is by now.
        """
        self.bring_back()
        intents = [intent for intent in self._folder.intents.all() if intent.side is Side.DISK and not intent.gone]
        if intents:
            self._disk.rescue([intent.node for intent in intents])
            for node in sorted(self._disk.staged_aside()):
                self._bring_back(node, self._folder.intents.here(node), is_new=True)

    def bring_back(self) -> None:
        """Bring back what is in the stage; an error says that something is still there, and nothing may be concluded."""
        there = self._disk.staged_aside()
        self.aside.intersection_update(there)  # an error may come after its cause: what is not there was given its name
        for node in sorted(there):
            self._bring_back(node, self._folder.intents.here(node))

    def change(self, plan: Plan) -> None:
        """Do all local steps that need no content."""
        self._by_folder = None
        moved = [step.node.id for step in plan.local_steps if isinstance(step, MakeFolder | MoveLocal)]
        self._folder.intents.add([self._moved(node) for node in moved if node in self._work.remote], Side.DISK)
        bits = [step.node.id for step in plan.local_steps if isinstance(step, SetExecutable)]
        self._folder.intents.add([self._work.remote[node] for node in bits if node in self._work.remote], Side.DISK)
        agreed = self._folder.base
        self._folder.intents.leaving({node: agreed[node] for node in self._work.discards if node in agreed})
        try:
            with self.in_a_row():
                self._change_structure(plan)
        finally:
            self._empty_stage()
        wanted = {self._folder.spot(node.parent, self._work.spelling(node)) for node in self._work.places.values()}
        with self.in_a_row():
            for node_id in list(self._work.discards):
                known = self._folder.local.get(node_id)
                if known is not None and self._folder.spot(known.node.parent, known.spelling) not in wanted:
                    self._work.attempt(node_id, partial(self._discard, node_id))

    def _moved(self, node: NodeId) -> Node:
        """Return a node as it is when it was made or moved, and its new content, if there is one, not placed yet.

        Never with bytes that only this disk has: nobody has agreed on those, and after a crash base would say so.
        """
        there, known, agreed = self._work.remote[node], self._folder.local.get(node), self._folder.base.get(node)
        if known is None or agreed is None or known.node.same_content(there):
            return there
        return replace(agreed, parent=there.parent, name=there.name)

    def in_a_row(self) -> AbstractContextManager[None]:
        """Let many steps follow each other quickly."""
        return self._disk.in_a_row()

    def secure(self, results: Sequence[Staged]) -> None:
        """Let what arrived be durable before it is written down that it is placed; where that fails, placing does."""
        with suppress(MegadeskError):
            self._disk.secure([result.file for result in results])

    def _change_structure(self, plan: Plan) -> None:
        for step in plan.local_steps:
            match step:
                case MakeFolder(node):
                    self._work.attempt(node.id, partial(self._make_folder, node))
                case MoveLocal(node):
                    self._work.attempt(node.id, partial(self._move, node))
                case StepAside(node_id):
                    if node_id not in self._work.discards:
                        self._work.attempt(node_id, partial(self._step_aside, node_id))
                case SetExecutable(node):
                    self._work.attempt(node.id, partial(self._set_executable, node))
                case Place() | Discard():
                    pass

    def _empty_stage(self) -> None:
        """Bring back what stepped aside for a move that then was not made: in the stage it would look removed."""
        for node in sorted(self.aside):
            with suppress(MegadeskError):  # it stays held, and comes back before anybody looks
                self._bring_back(node)

    def _make_folder(self, node: Node) -> None:
        self._make_room(node)
        path = self.target_path(node)
        self._folder.touched(path)
        fingerprint = self._disk.make_folder(path)
        self._folder.put_local(node.id, LocalNode(node, self._work.spelling(node), fingerprint))

    def _move(self, node: Node) -> None:
        self._make_room(node)
        path = self.target_path(node)
        known = self._folder.local[node.id]
        self._folder.touched(path)
        if node.id in self.aside:
            fingerprint = self._disk.step_back(node.id, path, known.fingerprint)
            self.aside.discard(node.id)
        else:
            source = self._folder.path(node.id)
            self._folder.touched(source)
            # Elsewhere it was given the very name that is its alias here: nothing is to be renamed.
            is_there = source == path
            fingerprint = known.fingerprint if is_there else self._disk.move(source, path, known.fingerprint)
        moved = replace(known.node, parent=node.parent, name=node.name)
        self._folder.put_local(node.id, LocalNode(moved, self._work.spelling(node), fingerprint))

    def _step_aside(self, node: NodeId) -> None:
        path = self._folder.path(node)
        self._folder.touched(path)
        try:
            self._disk.step_aside(path, node, self._folder.local[node].fingerprint)
        except MegadeskError:
            if self._may_be_staged(node):  # an error may come after its cause
                self.aside.add(node)
            raise
        self.aside.add(node)

    def _may_be_staged(self, node: NodeId) -> bool:
        with suppress(MegadeskError):
            return node in self._disk.staged_aside()
        return True

    def _set_executable(self, node: Node) -> None:
        known = self._folder.local[node.id]
        path = self._folder.path(node.id)
        fingerprint = self._disk.set_executable(path, bool(node.executable), known.fingerprint)
        self._folder.touched(path)
        changed = replace(known.node, executable=node.executable)
        self._folder.put_local(node.id, replace(known, node=changed, fingerprint=fingerprint))

    def _discard(self, node: NodeId) -> None:
        known = self._folder.local[node]
        path = self._folder.path(node)
        if self._folder.n_inside(node) > self._n_aside_of(node):
            # Somebody else may have emptied it: that is for the next look to tell, which knows what was moved.
            raise Stale("not empty as far as is known", node=node.hex())
        self._folder.touched(path)
        self._disk.discard(path, known.node.kind, known.fingerprint, self._folder.junk_in(node))
        self._folder.put_local(node, None)
        self._work.discards.pop(node, None)
        self._work.note_done(node)  # also where it only made room for another

    def _n_aside_of(self, folder: NodeId) -> int:
        there = (self._folder.local.get(node) for node in self.aside)
        return sum(known is not None and known.node.parent == folder for known in there)

    def place(self, node: Node, result: Staged) -> None:
        """Put what arrived in its place."""
        known = self._folder.local.get(node.id)
        if known is None:
            self._make_room(node)
            path = self.target_path(node)
        else:
            path = self._folder.path(node.id)
        self._folder.touched(path)
        staged = replace(result.file, is_link=True) if node.kind is Kind.SYMLINK else result.file
        fingerprint = self._disk.place(staged, path, known.fingerprint if known else None)
        if known is None:
            placed = LocalNode(node, self._work.spelling(node), fingerprint)
        else:
            content = replace(
                known.node, content=node.content, size_bytes=node.size_bytes, mtime_ns=node.mtime_ns,
                executable=node.executable,
            )  # fmt: skip
            placed = replace(known, node=content, fingerprint=fingerprint)
        self._folder.put_local(node.id, placed)

    def _make_room(self, node: Node) -> None:
        """Discard what stands at a place now, if it was to be discarded anyway; Stale if it was not."""
        there = self._folder.occupant(node.id, node.parent, self._work.spelling(node))
        if there is None or there in self.aside:
            return
        going = self._all_of(there)
        if going is None:
            raise Stale("the name is taken", node=node.id.hex())
        for one in reversed(going):
            self._discard(one)

    def _all_of(self, there: NodeId) -> list[NodeId] | None:
        """Return a node and all below it, parents first, if all of it is to be discarded; else None.

        So it is looked for among what is to be discarded, and counted; not among all nodes there are.
        """
        if there not in self._work.discards:
            return None
        found, waiting = [there], [there]
        while waiting:
            at = waiting.pop()
            # What stepped aside is remembered where it was, but stands there no longer, nor does anything in it.
            inside = [one for one in self._discards_in(at) if one not in self.aside]
            if len(inside) + self._n_aside_of(at) < self._folder.n_inside(at):
                return None
            found += inside
            waiting += inside
        return found

    def _discards_in(self, folder: NodeId) -> list[NodeId]:
        if not self._folder.n_inside(folder):
            return []
        if self._by_folder is None:
            self._by_folder = {}
            for one in self._work.discards:
                if (known := self._folder.local.get(one)) is not None:
                    self._by_folder.setdefault(known.node.parent, []).append(one)
        inside = [one for one in self._by_folder.get(folder, ()) if one in self._work.discards]
        known_there = [self._folder.local[one].node for one in inside if one in self._folder.local]
        return [node.id for node in known_there if node.parent == folder]

    def target_path(self, node: Node) -> RelPath:
        """Return where a node is to be; Stale if there is no folder for it, BadName if that waits for a name."""
        if node.parent != self._folder.root and node.parent not in self._folder.local:
            above = self._work.holds.get(node.parent)
            if above is not None and isinstance(above.error, BadName):
                raise above.error  # it waits for what its folder waits for
            raise Stale("the folder it belongs to is not there", node=node.id.hex())
        return join(self._folder.path(node.parent), self._work.spelling(node))

    def _bring_back(self, node: NodeId, intended: Node | None = None, *, is_new: bool = False) -> None:
        """Take a node out of the stage: to where it was on its way, else to where it was, beside it, or to the top.

        is_new: what stands there is no longer this node. Raises what was in the way if there is no place for it.
        """
        last = f"recovered {node.hex()[:8]}"
        targets = [(self._folder.root, name) for name in (last, f"{last} (2)", f"{last} (3)")]
        known = self._folder.local.get(node) if not is_new else None
        if known is not None:
            targets = [
                (known.node.parent, known.spelling),
                (known.node.parent, self._beside(known.node)),
                *targets,
            ]
        if intended is not None:
            # Its old name may be taken by the one it made way for; beside it, both sides would seem to have moved it.
            beside = [(intended.parent, self._beside(intended))] if is_new else []
            targets = [(intended.parent, intended.name), *beside, *targets]
        fault: MegadeskError = OurBug("there is no place to bring it back to")
        for parent, name in targets:
            try:
                path = join(self._folder.path(parent), name)
                self._folder.touched(path)
                fingerprint = self._disk.step_back(node, path, known.fingerprint if known else None)
            except (Stale, Refused, OurBug) as error:
                fault = error
                continue
            self.aside.discard(node)
            if known is not None:
                there = (parent, name) == (known.node.parent, known.spelling)
                moved = known.node if there else replace(known.node, parent=parent, name=name)
                # Also where it was: something else may have been put there, and known to be there, meanwhile.
                self._folder.put_local(node, LocalNode(moved, known.spelling if there else name, fingerprint))
            self._work.touched.add(path)
            return
        raise fault

    def _beside(self, node: Node) -> str:
        """Return what a node is called that comes back beside what has its name by now."""
        stem, extension = split_extension(node.name, folder=node.is_folder)
        return fitted(stem, f" (recovered){extension}", min(NAME_MAX_BYTES, self._disk.traits.name_max_bytes))

    def flush(self) -> None:
        """Let everything that was done be durable."""
        self._disk.flush()
        self._work.is_unflushed = False
