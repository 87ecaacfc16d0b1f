"""Do what a plan says, as far as the content is there, and keep the trees true.

    begin(plan)  relabel -> structure: disk, with what cargo has already -> publishing: journal -> cargo: ask for the rest
    advance(results)   Uploaded -> publish;  Staged -> place;  TransferFailed -> hold the node for a while
    after either: flush the disk, let base follow, save: in this order, so that the store is never ahead of the disk

    executor --> cargo --> structure --> work --> holds, folder
          `----> publishing ------------^

Between two steps ``check`` may end it all (stopping.py). A step whose precondition fails touches nothing: its path is looked at again and a new plan decides. A step that the
disk or the server refuses concerns one node: the node is held with its reason and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId, PairId
from megadesk.model.relpath import RelPath, parent_of
from megadesk.model.transfer import Direction, Staged, TransferFailed, TransferResult, Uploaded
from megadesk.model.tree import Node, Tree
from megadesk.sync.cargo import Cargo
from megadesk.sync.events import Advanced
from megadesk.sync.folder import Folder
from megadesk.sync.granularity import Granularity
from megadesk.sync.holds import Holds
from megadesk.sync.plan import Plan, node_of
from megadesk.sync.ports import ContentMover, LocalSide, RemoteSide
from megadesk.sync.publishing import Publishing
from megadesk.sync.stopping import never
from megadesk.sync.structure import Structure
from megadesk.sync.work import Work


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
        granularity: Granularity | None = None,
        check: Callable[[], None] = never,
    ) -> None:
        self._pair = pair
        self._folder = folder
        self._mover = mover
        self.holds = Holds(now_ms)
        self._work = Work(folder, self.holds, check)
        self._structure = Structure(self._work, local_side)
        self._cargo = Cargo(
            pair, self._work, self._structure, remote_side, mover, granularity or Granularity(0, now_ms)
        )
        self._publishing = Publishing(self._work, remote_side, self._structure.flush)

    # -- the life of a plan -----------------------------------------------------------------------------------------

    def recover(self) -> None:
        """Bring back what a crash left in the stage, before anything is concluded from its absence."""
        self._structure.recover()

    def bring_back(self) -> None:
        """Bring back what an error left in the stage, before anybody looks: its absence would look like a removal."""
        if self._structure.aside:
            self._structure.bring_back()

    def begin(self, plan: Plan, remote: Tree) -> Advanced:
        """Do everything that needs no content, ask for the content, and return what is left."""
        self._work.take_on(plan, remote)
        try:
            if plan.relabels or plan.forget:
                self._folder.relabel(plan.relabels, plan.forget)
            self._folder.settle(remote, flush=self._structure.flush)
            self._structure.change(plan)
            self._cargo.place_again()
            self._publishing.begin(plan.remote_steps)
        finally:
            self._keep()
        self._cargo.begin()
        if not self._left:
            self._sweep()
        return self._outcome()

    def catch_up(self) -> None:
        """Keep what was done and could not be kept, before anything is planned from base; errors as the disk's.

        The disk may fail right when it is to be flushed. Planned from a base that does not know what was placed, the
        next version of a file would look like another one than ours.
        """
        if self._work.done:
            self._keep()

    def advance(self, results: Sequence[TransferResult]) -> Advanced:
        """Publish and place what arrived, and return what is left."""
        try:
            self._cargo.place_all([result for result in results if isinstance(result, Staged)])
            self._publishing.publish_all([result for result in results if isinstance(result, Uploaded)])
            self._publishing.publish_bins()
            for result in results:
                if isinstance(result, TransferFailed):
                    self._cargo.transfer_failed(result)
            self._cargo.leave_out()
        finally:
            try:
                self._keep()
            finally:
                self._cargo.release(results)
        if not self._left:
            self._mover.want(self._pair, (), ())
            self._sweep()
        elif self._cargo.is_low:
            self._cargo.ask()
        return self._outcome()

    def _sweep(self) -> None:
        """With nothing left to fetch, clear the stage of what crashes and overtaken plans left there.

        What a held node has so far stays: it will be asked for again, or placed once it can be.
        """
        there = [self._work.remote[node] for node in self.holds if node in self._work.remote]
        with suppress(MegadeskError):  # it is only litter, and the next time is soon
            begun = {(node.id, node.content) for node in there if node.content is not None}
            self._mover.sweep(self._pair, begun | self._cargo.waiting)

    def drop(self) -> None:
        """Stop: running transfers end, nothing is begun."""
        self._mover.want(self._pair, (), ())
        self._work.drop()
        self._publishing.bins.clear()

    @property
    def _left(self) -> int:
        return len(self._work.uploads) + len(self._work.places) + len(self._publishing.bins)

    def _outcome(self) -> Advanced:
        touched, self._work.touched = self._work.touched | self._folder.take_look_soon(), set()
        replan, self._work.replan = self._work.replan, False
        return Advanced(left=self._left, touched=touched, replan=replan, again_ms=self.holds.again_ms)

    def held_now(self) -> frozenset[NodeId]:
        """Return the nodes to be left alone for now."""
        return self.holds.now() | self._structure.aside

    def touched(self, paths: Collection[RelPath]) -> bool:
        """Let what is refused at these paths, or in these folders, be tried soon; return whether a plan is due for it."""
        if not paths or not any(hold.is_refusal for hold in self.holds.values()):
            return False
        near = frozenset(paths)
        at = {node: self.path_of(node) for node, hold in self.holds.items() if hold.is_refusal}
        return self.holds.sooner([node for node, path in at.items() if path in near or parent_of(path) in near])

    def forgive(self, plan: Plan) -> None:
        """Forget the holds that are over and whose nodes have nothing left to do."""
        steps = {node_of(step) for step in (*plan.local_steps, *plan.remote_steps)}
        self.holds.forgive(steps, self.held_now())

    def remote_tree(self) -> Tree:
        """Return the cloud as it was when last planned, with what was published since."""
        return Tree(self._folder.root, self._work.remote)

    def path_of(self, node: NodeId) -> RelPath:
        """Return where a node is, or, while it is not on disk yet, where it is to be; the root if it is nowhere."""
        return self._work.path_of(node)

    def to_be_moved(self, way: Direction) -> list[Node]:
        """Return the files whose content is to be moved one way, as planned; safe from any thread."""
        return list((self._work.uploads if way is Direction.UPLOAD else self._work.places).values())

    def is_to_be_sent(self, node: NodeId) -> bool:
        """Whether a node's content is to be uploaded; safe from any thread."""
        return node in self._work.uploads

    def is_to_be_fetched(self, node: NodeId) -> bool:
        """Whether a node's content is to be downloaded; safe from any thread."""
        return node in self._work.places

    def waits_for(self, node: NodeId) -> Sequence[NodeId]:
        """Return what a node waits for, only because that has its name: the one that has it, what that waits for, and so on.

        Safe from any thread.
        """
        behind, found = self._work.behind, list[NodeId]()
        while node in behind and behind[node] not in found:
            node = behind[node]
            found.append(node)
        return found

    # -- keeping the books ------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Disk first, then base, so that the store never says more than the disk holds."""
        if self._work.done:
            if self._work.is_unflushed:
                self._structure.flush()
            self._folder.settle(Tree(self._folder.root, self._work.remote), self._work.done)
            self._work.done = set()
        self._folder.save()
