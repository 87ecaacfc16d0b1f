"""One folder of a space as sync sees it: implements sync.ports.RemoteSide.

    tree()    --> Space.tree(root), remembered with its sequence number
    publish() --> PutNode, BinNode -> Change (what the record should say) -> Publisher

What a person puts into the bin keeps its name and says where it came from. Not here: what to do; sync decides.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from megadesk.crypto.content import seal_manifest
from megadesk.crypto.records import OpenRecord, RecordKind, RecordMeta
from megadesk.crypto.rewound import is_rewound
from megadesk.model.attributes import Attributes
from megadesk.model.errors import OurBug, Quarantined, TooNew
from megadesk.model.ids import AccountId, NodeId
from megadesk.model.manifest import Manifest, ManifestRef
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.journal import Journal
from megadesk.remote.publisher import Change, Publisher
from megadesk.remote.space import EXECUTABLE, Space
from megadesk.sync.ports import BinNode, Published, PutNode, RemoteOp

PLAIN_MODE: Final = 0o644
EXECUTABLE_MODE: Final = 0o755


_CONTENT_KINDS: Final = {Kind.FILE: RecordKind.FILE, Kind.SYMLINK: RecordKind.SYMLINK}


class CloudFolder:
    """One folder of one space. Each user of a space (a pair, the file commands) has an instance of its own."""

    def __init__(
        self, *, root: NodeId, space: Space, journal: Journal, publisher: Publisher, blobs: RemoteBlobs,
        account: AccountId, wall_ms: Callable[[], int], check: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """``check`` is called after each fetch and before anything is published, and raises where nothing is to be."""
        self.root = root
        self._space = space
        self._journal = journal
        self._publisher = publisher
        self._blobs = blobs
        self._account = account
        self._wall_ms = wall_ms
        self._check = check
        self._seen_seq: int | None = None

    def fetch(self, at_least: int | None = None) -> bool:
        """Catch up with the journal; return whether anybody else moved the space since ``tree`` was last asked for.

        With ``at_least`` nobody is asked if the space is at that sequence number already.
        """
        self._journal.fetch(at_least)
        self._check()
        return self._seen_seq is None or self._space.moves_since(self._seen_seq, but=self) != []

    def tree(self) -> Tree:
        """Return the folder as of the last verified head."""
        with self._space.lock:
            head = self._space.head
            self._seen_seq = head.seq if head else 0
            return self._space.tree(self.root)

    @property
    def seen(self) -> int:
        """The sequence number of the space when ``tree`` was last asked for."""
        return self._seen_seq or 0

    @property
    def bin(self) -> NodeId:
        """The bin of the space."""
        return self._space.root("bin")

    def faults(self) -> dict[NodeId, str]:
        """Return the nodes whose records do not open, with the reason."""
        return self._space.faults()

    def elsewhere(self, nodes: Iterable[NodeId]) -> frozenset[NodeId]:
        """Return those that have a record, but not in this folder."""
        tree = self._space.tree(self.root).nodes
        return frozenset(node for node in nodes if node not in tree and self._space.node(node) is not None)

    def alive(self, nodes: Collection[NodeId]) -> frozenset[NodeId]:
        """Return those that nobody loses: moved elsewhere in the drive, or put into the bin by a rewind that a person asked for."""
        drive, here, below = (self._space.tree(root) for root in (self._space.root("drive"), self.root, self.bin))
        rewound: dict[NodeId, bool] = {}

        def is_alive(node: NodeId) -> bool:
            if node not in below:
                return node in drive and node not in here
            top = [node, *below.ancestors(node)][-1]
            if top not in rewound:
                rewound[top] = self._is_rewound(top)
            return rewound[top]

        return frozenset(filter(is_alive, nodes))

    def _is_rewound(self, node: NodeId) -> bool:
        try:
            record = self._space.opened(node)
        except (Quarantined, TooNew):
            return False
        return record is not None and is_rewound(record.meta)

    def records(self, nodes: Collection[NodeId]) -> list[Node]:
        """Return these nodes and all below them, wherever in the space they are now, the bin included."""
        found: list[Node] = []
        for area in ("drive", "bin"):
            tree = self._space.tree(self._space.root(area))
            for node in nodes:
                if node in tree:
                    found += [tree[node], *tree.below(node)]
        return found

    def expect(self, nodes: Collection[NodeId]) -> None:
        """Read what ``manifest`` will be asked for next."""
        self._space.expect(nodes)

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks of a file's current version."""
        return self._space.manifest(node, self._blobs.get)

    def publish(self, ops: Sequence[RemoteOp]) -> Published:
        """Append ops in order; see sync.ports.RemoteSide."""
        self._check()
        changes: list[Change] = []
        stale: set[NodeId] = set()
        for op in ops:
            change = self._change(op)
            if change is None:
                stale.add(_id_of(op))
            else:
                changes.append(change)
        done, more = self._publisher.publish(changes, owner=self, since=self._seen_seq or 0)
        return Published(
            done={node: self._now(op) for op in ops if (node := _id_of(op)) in done},
            stale=frozenset(stale | more),
        )

    def remove(self, nodes: Sequence[NodeId], holds: Callable[[], bool] = lambda: True) -> Published:
        """Remove records for good (their blocks go with the last version that names them); ``holds``: as of a publisher."""
        changes = [
            Change(id=node, version=stored.version, meta=None)
            for node in nodes
            if (stored := self._space.stored(node)) is not None
        ]
        done, stale = self._publisher.publish(changes, owner=self, since=self._seen_seq or 0, holds=holds)
        return Published(done=dict.fromkeys(done), stale=frozenset(stale))

    def _now(self, op: RemoteOp) -> Node | None:
        """Return a node as it stands in the journal now; as the space holds it, if that is what was asked for."""
        if not isinstance(op, PutNode):
            return None
        asked, known = op.node, self._space.node(op.node.id)
        if known is not None and known.version == asked.version + 1 and _are_alike(known, asked):
            return known
        return self._space.shared(replace(asked, version=asked.version + 1))

    # -- what the record should say -----------------------------------------------------------------------------------

    def _change(self, op: RemoteOp) -> Change | None:
        """Return the change for an op; None if the record it was decided on is no longer there."""
        version = op.version if isinstance(op, BinNode) else op.node.version
        try:
            # A new node has no record yet: that it is not known is enough, the journal has the last word.
            is_new = version == 0 and self._space.node(_id_of(op)) is None
            current = None if is_new else self._space.opened(_id_of(op))
        except (Quarantined, TooNew):
            return None
        if (current.version if current else 0) != version:
            return None
        if isinstance(op, BinNode):
            return None if current is None else Change(id=op.id, version=version, meta=self._binned(current))
        return Change(id=op.node.id, version=version, meta=self._meta(op, current))

    def _binned(self, current: OpenRecord) -> RecordMeta:
        return replace(
            current.meta, parent=self.bin, origin=current.meta.parent, trashed_ms=self._wall_ms(),
            author=self._account,
        )  # fmt: skip

    def _meta(self, op: PutNode, current: OpenRecord | None) -> RecordMeta:
        node = op.node
        extra = current.meta.extra if current else ()
        whole = node.executable if isinstance(node.executable, Attributes) else None
        if node.kind is Kind.FOLDER:
            return RecordMeta(
                parent=node.parent, kind=RecordKind.FOLDER, name=node.name, author=self._account, extra=extra,
                mode=None if whole is None else whole.mode, mtime_ns=None if whole is None else whole.mtime_ns,
            )  # fmt: skip
        mode = _mode(node, current) if whole is None else whole.mode
        if op.manifest is None:
            if current is None:
                raise OurBug("a new file without content", node=node.id.hex())
            return replace(
                current.meta, parent=node.parent, name=node.name, mode=mode, origin=None, trashed_ms=None,
                author=self._account, mtime_ns=current.meta.mtime_ns if whole is None else whole.mtime_ns,
            )  # fmt: skip
        inline = op.manifest.is_inline
        return RecordMeta(
            parent=node.parent, kind=_CONTENT_KINDS[node.kind], name=node.name, mtime_ns=node.mtime_ns, mode=mode,
            size_bytes=op.manifest.size_bytes, file_hash=op.manifest.file_hash, author=self._account, extra=extra,
            blocks=op.manifest.blocks if inline else (),
            manifest=None if inline else self._listed(node.id, op.manifest),
        )  # fmt: skip

    def _listed(self, node: NodeId, manifest: Manifest) -> ManifestRef:
        """Return where the list of a large file's blocks is stored; it is there on return."""
        if manifest.listed_in is not None:
            return manifest.listed_in
        sealed = seal_manifest(self._space.keys.blocks, node, manifest)
        self._blobs.put(sealed.ref.id, sealed.stored)
        return sealed.ref


def _are_alike(one: Node, other: Node) -> bool:
    """Whether two nodes differ in nothing but their version, and share their strings as a pair's trees do."""
    return (
        one.name is other.name and one.parent == other.parent and one.kind is other.kind
        and one.content == other.content and one.size_bytes == other.size_bytes and one.mtime_ns == other.mtime_ns
        and one.executable == other.executable
    )  # fmt: skip


def _mode(node: Node, current: OpenRecord | None) -> int | None:
    """Return the permissions of a record: those it has, but for the executable bit. A link has none of its own."""
    if node.kind is Kind.SYMLINK:
        return None
    # Without what says that all of it counts: from now on it is as one program here and another there make it.
    before = stat.S_IMODE(current.meta.mode) if current and current.meta.mode is not None else PLAIN_MODE
    if bool(before & EXECUTABLE) == node.executable:
        return before
    return EXECUTABLE_MODE if node.executable else before & ~EXECUTABLE


def _id_of(op: RemoteOp) -> NodeId:
    return op.id if isinstance(op, BinNode) else op.node.id
