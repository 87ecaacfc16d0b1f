"""A pair's trees in memory, for simulations; it passes the same contract tests as the database (tests/contract)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from megadesk.model.ids import NodeId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.tree import Node, Tree, empty_tree
from megadesk.model.values import replace
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit
from megadesk.sync.ports import Intent, Side, TreeChange

NO_NODES: Mapping[NodeId, Node] = {}


def _no_fault() -> None:
    pass


class MemoryTreeStore:
    """Base and local tree in dictionaries. ``at_commit`` is called last in each change: raise there to undo it."""

    def __init__(self, root: NodeId) -> None:
        self._base = empty_tree(root)
        self._local: Mapping[NodeId, LocalNode] = {}
        self._intents: dict[tuple[Side, NodeId], Intent] = {}
        self._permits: dict[NodeId, Permit] = {}
        self._departed: dict[NodeId, Departed] = {}
        self.at_commit: Callable[[], None] = _no_fault

    def load_base(self, like: Mapping[NodeId, Node] = NO_NODES) -> Tree:
        """Return what both sides last agreed on."""
        return Tree(self._base.root, {key: _shared(node, like) for key, node in self._base.items()})

    def load_local(self, like: Mapping[NodeId, Node] = NO_NODES) -> Mapping[NodeId, LocalNode]:
        """Return what the disk last showed."""
        return {key: replace(local, node=_shared(local.node, like)) for key, local in self._local.items()}

    def intend(self, nodes: Sequence[Node], side: Side, *, gone: bool = False) -> None:
        """Write down what is about to be done."""
        intents = self._intents | {(side, node.id): Intent(node, side, gone=gone) for node in nodes}
        self.at_commit()
        self._intents = intents

    def intents(self) -> Sequence[Intent]:
        """Return what was intended and not dropped since."""
        return list(self._intents.values())

    def permits(self) -> Mapping[NodeId, Permit]:
        """Return what a person let pass against the direction."""
        return dict(self._permits)

    def departed(self) -> Sequence[Departed]:
        """Return what is gone from the disk, and was agreed on, not long ago."""
        return list(self._departed.values())

    def note_record(self, record: Node) -> None:
        """Note that a verified commit holds a node so: what the store of spaces does in its own transaction."""
        intent = self._intents.get((Side.CLOUD, record.id))
        if intent is None or record.version != intent.node.version + 1:
            return
        as_intended = replace(intent.node, version=record.version, mtime_ns=record.mtime_ns)
        if record == as_intended or (intent.gone and record.parent == intent.node.parent):
            self._intents[Side.CLOUD, record.id] = replace(intent, journaled=True)

    def apply(self, change: TreeChange) -> None:
        """Write it all or nothing."""
        base = self._base.changed(change.base_put, change.base_drop)
        dropped = set(change.local_drop)
        local = {key: at for key, at in self._local.items() if key not in dropped}
        for node in change.local_versions:
            known = local.get(node.id)
            if known is not None:
                local[node.id] = replace(known, node=replace(known.node, version=node.version))
        local.update({at.node.id: at for at in change.local_put})
        let_pass = {node: permit for node, permit in self._permits.items() if node not in set(change.permit_drop)}
        self.at_commit()
        self._base, self._local = base, local
        self._permits = let_pass | dict(change.permit_put)
        stayed = {node: one for node, one in self._departed.items() if node not in set(change.departed_drop)}
        self._departed = stayed | {one.node.id: one for one in change.departed_put}
        done = set(change.intent_drop)
        self._intents = {key: at for key, at in self._intents.items() if key[1] not in done}


def _shared(node: Node, like: Mapping[NodeId, Node]) -> Node:
    known = like.get(node.id)
    return known if known is not None and known == node else node


def local_of(node: Node, *, inode: int = 1, spelling: str | None = None) -> LocalNode:
    """Return a node as a disk would show it."""
    seen = Fingerprint(64769, inode, node.size_bytes, node.mtime_ns, node.mtime_ns + 1, node.executable)
    return LocalNode(node, node.name if spelling is None else spelling, seen)
