"""The steps of a plan in the journal: what can be published now, and what has to wait for content.

    begin(steps)  --> all that waits for nothing                 disk flushed, intents written, then published
    publish_all   --> files whose content is uploaded
    publish_bins  --> folders out of which everything has moved

Read next: ports.py, RemoteSide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from megadesk.model.ids import NodeId
from megadesk.model.transfer import Uploaded
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import same
from megadesk.sync.plan import Bin, Put
from megadesk.sync.ports import BinNode, PutNode, RemoteOp, RemoteSide, Side
from megadesk.sync.work import Work


class Publishing:
    """Publishes for one pair. ``flush``: makes durable what the disk shows; ``bins``: what waits to be removed."""

    def __init__(self, work: Work, remote_side: RemoteSide, flush: Callable[[], None]) -> None:
        self._work = work
        self._folder = work.folder
        self._cloud = remote_side
        self._flush = flush
        self.bins: list[Bin] = []

    def begin(self, steps: Sequence[Put | Bin]) -> None:
        """Publish what waits for no content."""
        self.bins = []
        self._publish([self._op(step) for step in steps if not self._waits(step)])

    def publish_all(self, results: Sequence[Uploaded]) -> None:
        """Publish what was uploaded, as far as it is still wanted."""
        ops: list[RemoteOp] = []
        for result in results:
            node = self._work.uploads.get(result.key.node)
            if node is not None and node.content == result.key.content:
                ops.append(PutNode(node=node, manifest=result.manifest))
        self._publish(ops)
        for op in ops:
            if isinstance(op, PutNode):
                self._work.uploads.pop(op.node.id, None)

    def publish_bins(self) -> None:
        """Publish the removals that wait no longer."""
        self._publish([self._op(step) for step in self._ready_bins()])

    def _waits(self, step: Put | Bin) -> bool:
        """Whether a step has to wait for content; a folder whose files are still on their way out waits for them.

        Else other devices would discard those files with the folder, and fetch them again when they have arrived.
        """
        if isinstance(step, Put):
            return step.uploads
        if self._is_being_left(step.id):
            self.bins.append(step)
            return True
        return False

    def _is_being_left(self, folder: NodeId) -> bool:
        remote = Tree(self._folder.root, self._work.remote)
        return any(folder in remote.ancestors(node) for node in self._work.uploads if node in remote)

    def _ready_bins(self) -> list[Bin]:
        ready = [step for step in self.bins if not self._is_being_left(step.id)]
        self.bins = [step for step in self.bins if step not in ready]
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
        binned = [node for node, now in published.done.items() if now is None]
        below = self._below(
            [node for node in binned if node in self._work.remote and self._work.remote[node].is_folder]
        )
        for node, now in published.done.items():
            if now is None:
                for gone in [node, *below.get(node, ())]:
                    self._work.remote.pop(gone, None)
                    self._work.done.add(gone)
            else:
                self._work.remote[node] = now
                self._work.done.add(node)
            self._work.holds.end(node)
        self._work.replan = self._work.replan or bool(published.stale)

    def _below(self, folders: Collection[NodeId]) -> dict[NodeId, list[NodeId]]:
        """Return what is below each of these folders in the cloud; who is in which is found out once for all."""
        tree = Tree(self._folder.root, self._work.remote)
        return {folder: [node.id for node in tree.below(folder)] for folder in folders}

    def _is_here(self, node: Node) -> bool:
        """Whether the disk shows a node just so. If not, publishing it is no agreement on the part still to come."""
        known = self._folder.local.get(node.id)
        return known is not None and same(known.node, node)
