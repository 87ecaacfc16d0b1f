"""The steps of a plan in the journal: what can be published now, and what has to wait for content.

    begin(steps)  --> all that waits for nothing                 disk flushed, intents written, then published
    publish_all   --> files whose content is uploaded
    publish_bins  --> folders out of which everything has moved

Read next: ports.py, RemoteSide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from megadesk.model.ids import NodeId
from megadesk.model.transfer import Uploaded
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
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
        being_left = self._being_left([step for step in steps if isinstance(step, Bin)])
        self.bins = [step for step in steps if isinstance(step, Bin) and step.id in being_left]
        waiting = {step.id for step in self.bins}
        self._publish(
            [self._op(step) for step in steps if not (step.uploads if isinstance(step, Put) else step.id in waiting)]
        )

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
        being_left = self._being_left(self.bins)
        ready = [step for step in self.bins if step.id not in being_left]
        self.bins = [step for step in self.bins if step.id in being_left]
        self._publish([self._op(step) for step in ready])

    def _being_left(self, bins: Sequence[Bin]) -> set[NodeId]:
        """Return the folders, at least of these, whose files are still on their way out; their removal waits for them.

        Else other devices would discard those files with the folder, and fetch them again when they have arrived.
        """
        remote, found = Tree(self._folder.root, self._work.remote), set[NodeId]()
        if any(self._may_hold(step.id) for step in bins):
            for node in self._work.uploads:
                for above in remote.ancestors(node) if node in remote else ():
                    if above in found:
                        break  # so are all above it
                    found.add(above)
        return found

    def _may_hold(self, node: NodeId) -> bool:
        """Whether there can be something below a node of the cloud: single files are removed by the thousand."""
        there = self._work.remote.get(node)
        return there is None or there.is_folder

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
        going = [op for op in ops if isinstance(op, BinNode) and self._is_gone_here(op.id)]
        self._folder.intents.add([self._in_bin(op) for op in going], Side.CLOUD, gone=True)
        published = self._cloud.publish(ops)
        self._work.remote.update({node: now for node, now in published.done.items() if now is not None})
        for gone in self._with_all_below([node for node, now in published.done.items() if now is None]):
            self._work.remote.pop(gone, None)
            self._work.done.add(gone)
        for node in published.done:
            self._work.done.add(node)
            self._work.holds.end(node)
        self._work.replan = self._work.replan or bool(published.stale)

    def _with_all_below(self, nodes: Sequence[NodeId]) -> set[NodeId]:
        remote = Tree(self._folder.root, self._work.remote)
        below = (one.id for node in nodes if self._may_hold(node) for one in remote.below(node))
        return {*nodes, *below}

    def _in_bin(self, op: BinNode) -> Node:
        return replace(self._folder.base[op.id], parent=self._cloud.bin, version=op.version)

    def _is_gone_here(self, node: NodeId) -> bool:
        return node in self._folder.base and node not in self._folder.local

    def _is_here(self, node: Node) -> bool:
        """Whether the disk shows a node just so. If not, publishing it is no agreement on the part still to come."""
        known = self._folder.local.get(node.id)
        return known is not None and same(known.node, node)
