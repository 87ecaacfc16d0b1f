"""Do what a plan says, as far as the content is there, and keep the trees true.

    begin(plan)  relabel -> structure on disk -> structure in the journal -> ask the mover for the rest
    advance(results)   Uploaded -> publish;  Staged -> place;  TransferFailed -> hold the node for a while
    after either: flush the disk, let base follow, save: in this order, so that the store is never ahead of the disk

A step whose precondition fails touches nothing: its path is looked at again and a new plan decides. A step that the
disk or the server refuses concerns one node: the node is held with its reason and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from megadesk.model.errors import (
    AccessDenied,
    BadName,
    Damaged,
    DiskFull,
    FileBusy,
    MegadeskError,
    NotFound,
    OurBug,
    QuotaExceeded,
    Refused,
    Stale,
    Waiting,
)
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import LocalNode
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.transfer import (
    Direction,
    DownloadJob,
    Staged,
    TransferFailed,
    TransferResult,
    Uploaded,
    UploadJob,
)
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.asking import Asked
from megadesk.sync.diff import same
from megadesk.sync.folder import Folder
from megadesk.sync.machine import Advanced
from megadesk.sync.plan import (
    Bin,
    Discard,
    MakeFolder,
    MoveLocal,
    Place,
    Plan,
    Put,
    SetExecutable,
    StepAside,
    aliases_in,
    node_of,
)
from megadesk.sync.ports import BinNode, ContentMover, LocalSide, PutNode, RemoteOp, RemoteSide, Side

HOLD_FIRST_MS: Final = 1_000
HOLD_LAST_MS: Final = 60_000
HOLD_FOR_SPACE_MS: Final = 30_000
HOLD_FOR_NAME_MS: Final = 3_600_000
"""A name that this disk refuses stays refused; only another name helps, and that ends the hold at once."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A node that is left alone until a time, and why.

    ``wanted``: the record it could not be made like. ``sending``: it is its bytes here that could not be sent.
    """

    error: MegadeskError
    attempts: int
    until_ms: int
    since_ms: int
    wanted: Node | None = None
    sending: bool = False


class Executor:
    """Carries out plans of one pair. Used from the pair's own thread only."""

    def __init__(
        self,
        *,
        pair: PairId,
        folder: Folder,
        local_side: LocalSide,
        remote_side: RemoteSide,
        mover: ContentMover,
        now_ms: Callable[[], int],
    ) -> None:
        self._pair = pair
        self._folder = folder
        self._disk = local_side
        self._cloud = remote_side
        self._mover = mover
        self._now_ms = now_ms
        self._remote: dict[NodeId, Node] = {}
        self._aliases: dict[NodeId, str] = {}
        self._uploads: dict[NodeId, Node] = {}
        self._places: dict[NodeId, Node] = {}
        self._uploading = Asked(self._upload_job)
        self._downloading = Asked(self._download_job)
        self._discards: dict[NodeId, Discard] = {}
        self._bins: list[Bin] = []
        self._aside: set[NodeId] = set()
        self._done: set[NodeId] = set()
        self._touched: set[RelPath] = set()
        self._replan = False
        self._is_unflushed = False
        self.holds: dict[NodeId, Hold] = {}

    # -- the life of a plan -----------------------------------------------------------------------------------------

    def recover(self) -> None:
        """Bring back what a crash left in the stage, before anything is concluded from its absence."""
        for node in sorted(self._disk.staged_aside()):
            self._bring_back(node, self._folder.intents.here(node))

    def begin(self, plan: Plan, remote: Tree) -> Advanced:
        """Do everything that needs no content, ask for the content, and return what is left."""
        self._remote = dict(remote.nodes)
        self._uploads = {
            step.node.id: step.node for step in plan.remote_steps if isinstance(step, Put) and step.uploads
        }
        self._places = {step.node.id: step.node for step in plan.local_steps if isinstance(step, Place)}
        self._discards = {step.id: step for step in plan.local_steps if isinstance(step, Discard)}
        self._aliases = aliases_in(plan.local_steps)
        self._done = set()
        try:
            if plan.relabels or plan.forget:
                self._folder.relabel(plan.relabels, plan.forget)
            self._folder.settle(remote)
            self._change_disk(plan)
            self._bins = []
            self._publish([self._op(step) for step in plan.remote_steps if not self._waits(step)])
        finally:
            self._keep()
        self._uploading, self._downloading = Asked(self._upload_job), Asked(self._download_job)
        self._ask_for_content()
        if not self._left:
            self._sweep()
        return self._outcome()

    def catch_up(self) -> None:
        """Keep what was done and could not be kept, before anything is planned from base; errors as the disk's.

        The disk may fail right when it is to be flushed. Planned from a base that does not know what was placed, the
        next version of a file would look like another one than ours.
        """
        if self._done:
            self._keep()

    def advance(self, results: Sequence[TransferResult]) -> Advanced:
        """Publish and place what arrived, and return what is left."""
        try:
            self._place_all([result for result in results if isinstance(result, Staged)])
            self._publish_all([result for result in results if isinstance(result, Uploaded)])
            self._publish([self._op(step) for step in self._ready_bins()])
            for result in results:
                if isinstance(result, TransferFailed):
                    self._transfer_failed(result)
        finally:
            try:
                self._keep()
            finally:
                # Whatever went wrong: the mover does not begin anew what has ended and was not settled.
                self._mover.settle([result.key for result in results])
        if not self._left:
            self._mover.want(self._pair, (), ())
            self._sweep()
        elif self._uploading.is_low(self._uploads) or self._downloading.is_low(self._places):
            self._ask_for_content()
        return self._outcome()

    def _sweep(self) -> None:
        """With nothing left to fetch, clear the stage of what crashes and overtaken plans left there.

        What a held node has so far stays: it will be asked for again.
        """
        there = [self._remote[node] for node in self.holds if node in self._remote]
        with suppress(MegadeskError):  # it is only litter, and the next time is soon
            self._mover.sweep(self._pair, {(node.id, node.content) for node in there if node.content is not None})

    def drop(self) -> None:
        """Stop: running transfers end, nothing is begun."""
        self._mover.want(self._pair, (), ())
        self._uploads.clear()
        self._places.clear()
        self._discards.clear()
        self._bins.clear()

    @property
    def _left(self) -> int:
        return len(self._uploads) + len(self._places) + len(self._bins)

    def _outcome(self) -> Advanced:
        touched, self._touched = self._touched | self._folder.take_touched_rules(), set()
        replan, self._replan = self._replan, False
        return Advanced(left=self._left, touched=touched, replan=replan, again_ms=self.again_ms)

    @property
    def again_ms(self) -> int | None:
        """When the next held node may be tried again; None if none waits."""
        now = self._now_ms()
        return min((hold.until_ms for hold in self.holds.values() if hold.until_ms > now), default=None)

    def held_now(self) -> frozenset[NodeId]:
        """Return the nodes to be left alone for now."""
        now = self._now_ms()
        return frozenset(node for node, hold in self.holds.items() if hold.until_ms > now) | self._aside

    def path_of(self, node: NodeId) -> RelPath:
        """Return where a node is, or, while it is not on disk yet, where it is to be; the root if it is nowhere."""
        if node in self._folder.local:
            return self._folder.path(node)
        with suppress(NotFound):
            return Tree(self._folder.root, self._remote).path(node)
        return ROOT

    def is_to_be_sent(self, node: NodeId) -> bool:
        """Whether a node's content is to be uploaded; safe from any thread."""
        return node in self._uploads

    def is_to_be_fetched(self, node: NodeId) -> bool:
        """Whether a node's content is to be downloaded; safe from any thread."""
        return node in self._places

    def retry_held(self) -> None:
        """Let every held node be tried again now: somebody says that things are better."""
        now = self._now_ms()
        self.holds = {node: replace(hold, until_ms=min(hold.until_ms, now)) for node, hold in self.holds.items()}

    def reconsider(self, remote: Tree) -> None:
        """End holds whose reason is gone: bytes to be sent that are no longer here; names, once one is another.

        Of a file that somebody removed nothing waits to be sent any more, and the removal need not wait. Else a folder
        that took the place of that file would be a conflict with what the cloud still has.
        """
        for node in [node for node, hold in self.holds.items() if hold.sending and node not in self._folder.local]:
            del self.holds[node]
        refused = {node: hold.wanted for node, hold in self.holds.items() if isinstance(hold.error, BadName)}
        for node, wanted in refused.items():
            there = remote.nodes.get(node)
            if wanted is not None and (there is None or not there.same_place(wanted)):
                self.holds = {one: hold for one, hold in self.holds.items() if one not in refused}
                return

    @property
    def no_room(self) -> Waiting | None:
        """What holds nodes back until there is room, here or on the server; None if nothing does."""
        return next((hold.error for hold in self.holds.values() if isinstance(hold.error, Waiting)), None)

    def forgive(self, plan: Plan) -> None:
        """Forget the holds that are over and whose nodes have nothing left to do."""
        steps = {node_of(step) for step in (*plan.local_steps, *plan.remote_steps)}
        held = self.held_now()
        for node in [node for node in self.holds if node not in held and node not in steps]:
            del self.holds[node]

    # -- the disk ---------------------------------------------------------------------------------------------------

    def _change_disk(self, plan: Plan) -> None:
        moved = [step.node.id for step in plan.local_steps if isinstance(step, MakeFolder | MoveLocal)]
        self._folder.intents.add([self._remote[node] for node in moved if node in self._remote], Side.DISK)
        try:
            self._change_structure(plan)
        finally:
            self._empty_stage()
        wanted = {self._folder.spot(node.parent, self._spelling(node)) for node in self._places.values()}
        for node_id in list(self._discards):
            known = self._folder.local.get(node_id)
            if known is not None and self._folder.spot(known.node.parent, known.spelling) not in wanted:
                self._try(node_id, partial(self._discard, node_id))

    def _change_structure(self, plan: Plan) -> None:
        for step in plan.local_steps:
            match step:
                case MakeFolder(node):
                    self._try(node.id, partial(self._make_folder, node))
                case MoveLocal(node):
                    self._try(node.id, partial(self._move, node))
                case StepAside(node_id):
                    if node_id not in self._discards:
                        self._try(node_id, partial(self._step_aside, node_id))
                case SetExecutable(node):
                    self._try(node.id, partial(self._set_executable, node))
                case Place() | Discard():
                    pass

    def _empty_stage(self) -> None:
        """Bring back what stepped aside for a move that then was not made: in the stage it would look removed."""
        for node in sorted(self._aside):
            with suppress(MegadeskError):  # it stays held, and is tried again with the next plan
                self._bring_back(node)

    def _try(self, node: NodeId, action: Callable[[], None]) -> bool:
        """Run one step; return whether it was done. What goes wrong concerns this node alone."""
        try:
            action()
        except (Stale, FileBusy, Refused, Waiting) as error:
            if isinstance(error, Stale | BadName):
                self._folder.intents.not_done(node)  # both touch nothing
            else:
                self._folder.intents.perhaps_done(node)
            self._hold(node, error)
            return False
        self._done.add(node)
        self._is_unflushed = True
        self.holds.pop(node, None)
        return True

    def _make_folder(self, node: Node) -> None:
        self._make_room(node)
        path = self._target_path(node)
        self._folder.touched(path)
        fingerprint = self._disk.make_folder(path)
        self._folder.put_local(node.id, LocalNode(node, self._spelling(node), fingerprint))

    def _move(self, node: Node) -> None:
        self._make_room(node)
        path = self._target_path(node)
        known = self._folder.local[node.id]
        self._folder.touched(path)
        if node.id in self._aside:
            fingerprint = self._disk.step_back(node.id, path)
            self._aside.discard(node.id)
        else:
            source = self._folder.path(node.id)
            self._folder.touched(source)
            fingerprint = self._disk.move(source, path, known.fingerprint)
        moved = replace(known.node, parent=node.parent, name=node.name)
        self._folder.put_local(node.id, LocalNode(moved, self._spelling(node), fingerprint))

    def _step_aside(self, node: NodeId) -> None:
        path = self._folder.path(node)
        self._disk.step_aside(path, node, self._folder.local[node].fingerprint)
        self._folder.touched(path)
        self._aside.add(node)

    def _set_executable(self, node: Node) -> None:
        known = self._folder.local[node.id]
        path = self._folder.path(node.id)
        fingerprint = self._disk.set_executable(path, node.executable, known.fingerprint)
        self._folder.touched(path)
        changed = replace(known.node, executable=node.executable)
        self._folder.put_local(node.id, replace(known, node=changed, fingerprint=fingerprint))

    def _discard(self, node: NodeId) -> None:
        known = self._folder.local[node]
        path = self._folder.path(node)
        for leftover in self._folder.junk_in(node):
            self._disk.discard_junk(leftover)
        self._disk.discard(path, known.node.kind, known.fingerprint)
        self._folder.touched(path)
        self._folder.put_local(node, None)
        self._discards.pop(node, None)
        self._done.add(node)

    def _make_room(self, node: Node) -> None:
        """Discard what stands at a place now, if it was to be discarded anyway; Stale if it was not."""
        there = self._folder.occupant(node.id, node.parent, self._spelling(node))
        if there is None or there in self._aside:
            return
        going = [there, *self._below(there)]
        if any(one not in self._discards for one in going):
            raise Stale("the name is taken", node=node.id.hex())
        for one in reversed(going):
            self._discard(one)

    def _below(self, folder: NodeId) -> list[NodeId]:
        # What stepped aside is remembered where it was, but stands there no longer, nor does anything in it.
        tree, found, waiting = self._folder.local_tree(), [], [folder]
        while waiting:
            inside = [node for node in tree.children(waiting.pop()) if node.id not in self._aside]
            found += [node.id for node in inside]
            waiting += [node.id for node in inside if node.is_folder]
        return found

    def _target_path(self, node: Node) -> RelPath:
        if node.parent != self._folder.root and node.parent not in self._folder.local:
            above = self.holds.get(node.parent)
            if above is not None and isinstance(above.error, BadName):
                raise above.error  # it waits for what its folder waits for
            raise Stale("the folder it belongs to is not there", node=node.id.hex())
        return join(self._folder.path(node.parent), self._spelling(node))

    def _spelling(self, node: Node) -> str:
        """Return what a node is to be called on this disk: by its name, or by the alias that the plan gives it."""
        return self._aliases.get(node.id, node.name)

    def _bring_back(self, node: NodeId, intended: Node | None = None) -> None:
        """Take a node out of the stage: to where it was on its way, else to where it was, beside it, or to the top."""
        targets = [(self._folder.root, f"recovered {node.hex()[:8]}")]
        known = self._folder.local.get(node)
        if known is not None:
            targets = [
                (known.node.parent, known.spelling),
                (known.node.parent, f"{known.node.name} (recovered)"),
                *targets,
            ]
        if intended is not None:
            # Its old name may be taken by the one it made way for; beside it, both sides would seem to have moved it.
            targets.insert(0, (intended.parent, intended.name))
        for parent, name in targets:
            with suppress(Stale, Refused, OurBug):
                path = join(self._folder.path(parent), name)
                self._folder.touched(path)
                fingerprint = self._disk.step_back(node, path)
                self._aside.discard(node)
                if known is not None and (parent, name) != (known.node.parent, known.spelling):
                    moved = replace(known.node, parent=parent, name=name)
                    self._folder.put_local(node, LocalNode(moved, name, fingerprint))
                self._touched.add(path)
                return

    # -- content ----------------------------------------------------------------------------------------------------

    def _ask_for_content(self) -> None:
        """Ask the mover for what it has to move next; what it is asked for already goes on."""
        self._uploading.next(self._uploads)
        self._downloading.next(self._places)
        later_bytes = self._uploading.later_bytes(self._uploads) + self._downloading.later_bytes(self._places)
        self._mover.want(self._pair, self._uploading.jobs.values(), self._downloading.jobs.values(), later_bytes)

    def _upload_job(self, node: Node) -> UploadJob | None:
        known = self._folder.local.get(node.id)
        if known is None or known.node.content != node.content:
            self._give_up(node.id, Stale("the file is not as planned", node=node.id.hex()))
            return None
        digest = self._folder.digest_of(node.id)
        if isinstance(digest, MegadeskError):
            self._give_up(node.id, digest)
            return None
        if digest.file_hash != node.content:
            self._give_up(node.id, FileBusy("the file changed", node=node.id.hex()))
            return None
        previous = None
        if node.version and digest.size_bytes > BLOCK_BYTES:
            with suppress(Damaged, Refused):  # it only saves sending blocks that are there already
                previous = self._cloud.manifest(node.id)
        return UploadJob(
            pair=self._pair, node=node.id, path=self._folder.path(node.id), fingerprint=known.fingerprint,
            digest=digest, previous=previous,
        )  # fmt: skip

    def _download_job(self, node: Node) -> DownloadJob | None:
        try:
            manifest = self._cloud.manifest(node.id)
            path = self._target_path(node)
        except (Damaged, Refused, Stale) as error:
            self._give_up(node.id, error)
            return None
        if manifest is None or manifest.file_hash != node.content:
            self._replan = True
            self._places.pop(node.id, None)
            return None
        return DownloadJob(
            pair=self._pair, node=node.id, path=path, manifest=manifest, mtime_ns=node.mtime_ns,
            executable=node.executable, like=self._like(node.id),
        )  # fmt: skip

    def _like(self, node: NodeId) -> RelPath | None:
        """Return where the node's present content is, if it is more than one block."""
        known = self._folder.local.get(node)
        return self._folder.path(node) if known is not None and known.node.size_bytes > BLOCK_BYTES else None

    def _place_all(self, results: Sequence[Staged]) -> None:
        arrived = [result.key.node for result in results if result.key.node in self._places]
        self._folder.intents.add([self._remote[node] for node in arrived if node in self._remote], Side.DISK)
        for result in results:
            node = self._places.get(result.key.node)
            if node is not None and node.content == result.key.content:
                if result.file.executable == node.executable:
                    self._try(node.id, partial(self._place, node, result))
                else:
                    # The bit was changed while the bytes travelled: they are asked for once more, with the new one.
                    self._replan = True
                self._places.pop(node.id, None)

    def _place(self, node: Node, result: Staged) -> None:
        known = self._folder.local.get(node.id)
        if known is None:
            self._make_room(node)
            path = self._target_path(node)
        else:
            path = self._folder.path(node.id)
        self._folder.touched(path)
        staged = replace(result.file, is_link=True) if node.kind is Kind.SYMLINK else result.file
        fingerprint = self._disk.place(staged, path, known.fingerprint if known else None)
        if known is None:
            placed = LocalNode(node, self._spelling(node), fingerprint)
        else:
            content = replace(
                known.node, content=node.content, size_bytes=node.size_bytes, mtime_ns=node.mtime_ns,
                executable=node.executable,
            )  # fmt: skip
            placed = replace(known, node=content, fingerprint=fingerprint)
        self._folder.put_local(node.id, placed)

    def _publish_all(self, results: Sequence[Uploaded]) -> None:
        ops: list[RemoteOp] = []
        for result in results:
            node = self._uploads.get(result.key.node)
            if node is not None and node.content == result.key.content:
                ops.append(PutNode(node=node, manifest=result.manifest))
        self._publish(ops)
        for op in ops:
            if isinstance(op, PutNode):
                self._uploads.pop(op.node.id, None)

    def _transfer_failed(self, result: TransferFailed) -> None:
        waiting = self._uploads if result.key.direction is Direction.UPLOAD else self._places
        node = waiting.get(result.key.node)
        if node is not None and node.content == result.key.content:
            self._give_up(node.id, result.error)

    def _give_up(self, node: NodeId, error: MegadeskError) -> None:
        """Leave a node's content for now; what holds up the whole account is raised instead."""
        if node in self._uploads and isinstance(error, FileBusy):
            self._folder.doubt(node)
        sending = self._uploads.pop(node, None) is not None
        self._places.pop(node, None)
        if not isinstance(error, Stale | FileBusy | Refused | Waiting | Damaged):
            raise error
        self._hold(node, error, sending=sending)

    # -- the journal ------------------------------------------------------------------------------------------------

    def _waits(self, step: Put | Bin) -> bool:
        """Whether a step has to wait for content; a folder whose files are still on their way out waits for them.

        Else other devices would discard those files with the folder, and fetch them again when they have arrived.
        """
        if isinstance(step, Put):
            return step.uploads
        if self._is_being_left(step.id):
            self._bins.append(step)
            return True
        return False

    def _is_being_left(self, folder: NodeId) -> bool:
        remote = Tree(self._folder.root, self._remote)
        return any(folder in remote.ancestors(node) for node in self._uploads if node in remote)

    def _ready_bins(self) -> list[Bin]:
        ready = [step for step in self._bins if not self._is_being_left(step.id)]
        self._bins = [step for step in self._bins if step not in ready]
        return ready

    @staticmethod
    def _op(step: Put | Bin) -> RemoteOp:
        return PutNode(node=step.node) if isinstance(step, Put) else BinNode(id=step.id, version=step.version)

    def _publish(self, ops: Sequence[RemoteOp]) -> None:
        if not ops:
            return
        # What others are about to see must survive a power cut here: else the older bytes, names and removals that it
        # brings back would be taken for a person's latest word.
        self._flush()
        self._folder.intents.add(
            [op.node for op in ops if isinstance(op, PutNode) and self._is_here(op.node)], Side.CLOUD
        )
        published = self._cloud.publish(ops)
        for node, now in published.done.items():
            if now is None:
                for gone in [node, *(below.id for below in Tree(self._folder.root, self._remote).below(node))]:
                    self._remote.pop(gone, None)
                    self._done.add(gone)
            else:
                self._remote[node] = now
                self._done.add(node)
            self.holds.pop(node, None)
        self._replan = self._replan or bool(published.stale)

    def _is_here(self, node: Node) -> bool:
        """Whether the disk shows a node just so. If not, publishing it is no agreement on the part still to come."""
        known = self._folder.local.get(node.id)
        return known is not None and same(known.node, node)

    # -- keeping the books ------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Disk first, then base, so that the store never says more than the disk holds."""
        if self._done:
            if self._is_unflushed:
                self._flush()
            self._folder.settle(Tree(self._folder.root, self._remote), self._done)
            self._done = set()
        self._folder.save()

    def _flush(self) -> None:
        self._disk.flush()
        self._is_unflushed = False

    def _hold(self, node: NodeId, error: MegadeskError, *, sending: bool = False) -> None:
        now = self._now_ms()
        before = self.holds.get(node)
        attempts = before.attempts + 1 if before else 1
        since = before.since_ms if before else now
        wanted = self._remote.get(node)
        self.holds[node] = Hold(error, attempts, now + _hold_ms(error, attempts), since, wanted, sending)
        self._replan = True
        if isinstance(error, Stale | FileBusy):
            with suppress(OurBug):
                path = self.path_of(node)
                if path != ROOT:
                    self._touched.add(path)


def _hold_ms(error: MegadeskError, attempts: int) -> int:
    match error:
        case DiskFull() | QuotaExceeded():
            return HOLD_FOR_SPACE_MS
        case Stale():
            # Look again at once the first time: most often somebody else was quicker with the same thing.
            return 0 if attempts == 1 else _growing(attempts)
        case FileBusy():
            return _growing(attempts)
        case BadName():
            return HOLD_FOR_NAME_MS
        case AccessDenied() | NotFound() | Damaged():
            return HOLD_LAST_MS
        case _:
            return _growing(attempts)


def _growing(attempts: int) -> int:
    return int(min(HOLD_LAST_MS, HOLD_FIRST_MS * 2 ** min(attempts - 1, 10)))
