"""One space in memory: what the journal moves and everybody reads.

    verified commit + opened records --apply--> SpaceStore (with the pin, one transaction) --> head, digests, nodes
    tree(root) <-- resolve <-- nodes

Nothing gets in here but by ``apply`` and ``replace``, and both take only what crypto has verified. Safe from any
thread; the lock is held while the space moves.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from megadesk.crypto.acl import Acl, verify_chain
from megadesk.crypto.commits import VerifiedCommit, moment_of
from megadesk.crypto.content import open_manifest
from megadesk.crypto.keys import BlockRootKey, EpochKey, MetaKey
from megadesk.crypto.records import OpenRecord, RecordKind, RecordMeta, as_read, open_parts, open_record, root_node_id
from megadesk.crypto.statetree import Bucket, StateTree, element
from megadesk.crypto.structure import RecordParts, parse_record
from megadesk.model.attributes import Attributes, is_whole
from megadesk.model.commit import Delete, Head, Put
from megadesk.model.errors import Damaged, MegadeskError, OurBug, Quarantined, Rollback, TooNew
from megadesk.model.ids import BlockId, DeviceId, NodeId, SpaceId
from megadesk.model.manifest import Manifest
from megadesk.model.moment import Moment
from megadesk.model.relpath import AREAS, CloudPath
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.tree import Kind, Node, Tree
from megadesk.remote.nodes import Nodes, Overlay
from megadesk.remote.ports import SpaceStore
from megadesk.sync.diff import same
from megadesk.sync.resolve import Resolved, place

EXECUTABLE: Final = 0o111
AGAIN_MAX: Final = 2_000
"""So many changed nodes, and trees are made from all nodes again: that costs 100 ms for 100,000, whatever changed."""

AGAIN_PART: Final = 8
"""For a past that nobody waits for the less, a part of all nodes: again costs about eight times as much for each."""

MOVED_KEPT: Final = 200_000
"""Nodes, not commits: one commit changes up to 1000. Who plans on something older plans again."""
Manifests: TypeAlias = dict[NodeId, tuple[int, Manifest]]
"""Those of small files, each with the version of its record, the newest last."""

_NOT_KEPT: Final[tuple[int, Manifest | None]] = (0, None)
NOT_OURS: Final[Mapping[NodeId, RecordMeta]] = {}
MANIFESTS_KEPT: Final = 10_000
"""As many as the mover is asked for at a time (sync/asking); about 5 MiB."""

READ_TOGETHER: Final = 1_000
"""So many sealed records are in memory at a time."""
_KINDS: Final = {RecordKind.FOLDER: Kind.FOLDER, RecordKind.FILE: Kind.FILE, RecordKind.SYMLINK: Kind.SYMLINK}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceKeys:
    """What opens and seals a space at its current epoch."""

    epoch: int
    meta: MetaKey
    blocks: BlockRootKey
    root: EpochKey

    @classmethod
    def of(cls, key: EpochKey, epoch: int) -> SpaceKeys:
        """Return the keys that an epoch key gives."""
        return cls(epoch=epoch, meta=key.meta(), blocks=key.blocks(), root=key)

    def check(self, acl: Acl) -> None:
        """Pass if a list of members commits to our key: Forged if not, Rollback for a list of an earlier epoch."""
        if acl.epoch < self.epoch:
            raise Rollback("a list of members from before our key", seq=acl.seq)
        if acl.epoch == self.epoch:
            self.root.check(acl.body.key_commit)


def node_of(record: OpenRecord) -> Node | None:
    """Return the file, folder or link that a record describes, None for anything else (devices, the account)."""
    meta = record.meta
    kind = _KINDS.get(meta.kind)
    if kind is None:
        return None
    mode = meta.mode or 0
    bits = kind is Kind.FILE and bool(mode & EXECUTABLE)
    return Node(
        record.id, meta.parent, kind, meta.name, meta.file_hash, meta.size_bytes or 0, meta.mtime_ns or 0,
        Attributes(mode, meta.mtime_ns or 0) if is_whole(mode) else bits, record.version,
    )  # fmt: skip


def manifest_of(record: OpenRecord, get_blob: Callable[[BlockId], bytes]) -> Manifest | None:
    """Return the blocks of a file by its record, None for anything else.

    The list of a large file comes through ``get_blob`` and is checked here.
    """
    meta = record.meta
    if meta.file_hash is None:
        return None
    if meta.manifest is None:
        return meta.inline_manifest()
    return open_manifest(
        meta.manifest, get_blob(meta.manifest.id), size_bytes=meta.size_bytes or 0, file_hash=meta.file_hash
    )


def _add(manifests: Manifests, more: Manifests) -> None:
    """Add some, and let go of the oldest where there are too many."""
    for node, kept in more.items():
        manifests.pop(node, None)
        manifests[node] = kept
        if len(manifests) > MANIFESTS_KEPT:
            # Many at a time: each look for the oldest passes by all that were dropped since the table last grew.
            for oldest in list(islice(manifests, max(1, MANIFESTS_KEPT // 8))):
                del manifests[oldest]


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the space: which nodes it changed, the folders they were in before, on whose behalf it was made here."""

    seq: int
    owner: object | None
    changed: tuple[NodeId, ...]
    left: frozenset[NodeId]


class Space:
    """A space as last verified by this device."""

    def __init__(self, space: SpaceId, keys: SpaceKeys, store: SpaceStore) -> None:
        self.id = space
        self.keys = keys
        self._store = store
        self.moving = threading.RLock()
        """Held by whoever fetches or publishes, over the network too; readers never wait for it."""
        self.lock = threading.RLock()
        self.frozen: MegadeskError | None = None
        self.unproven: Callable[[], None] | None = None
        """What the server has to show once more, and truly, before a frozen space thaws (remote/doubt.py)."""
        self.on_move: Callable[[], None] = lambda: None
        self.pin: Head | None = None
        """All that is left of a copy that was damaged: whatever is taken over anew has to contain it."""
        self._head: Head | None = store.load_head(space)
        chain, buckets = store.load_acls(space), list(store.load_buckets(space))
        if not chain and not buckets:
            self.pin, self._head = self._head, None
        self._acl: Acl | None = verify_chain(chain, expected=space)[-1] if chain else None
        self._state = StateTree.of_buckets(buckets)
        self._nodes = Nodes(store.load_nodes(space))
        self._faults: dict[NodeId, str] = dict(store.load_faults(space))
        self._manifests: Manifests = {}
        """Of small files that came from others, until somebody asks: opened again, a record costs as much as before."""
        self._trees: dict[NodeId, Resolved] = {}
        self._since: dict[NodeId, dict[NodeId, Node | None]] = {}
        """How nodes were that have changed since a tree was made; it is made again when somebody asks for it."""
        self._moves: deque[Move] = deque()
        self._n_moved = 0
        if self._head is not None and not self._fits(self._head):
            raise Damaged("the local copy of a space does not fit its pin", space=space.hex()[:16])

    def _fits(self, head: Head) -> bool:
        """Whether what is stored may be the state of the pin; that each record is what it was, remote/audit finds out."""
        is_whole = self._store.count(self.id) == head.n_records
        return (
            is_whole
            and head.state_root == self._state.root
            and self._acl is not None
            and head.acl_hash == self._acl.hash
        )

    # -- reading ----------------------------------------------------------------------------------------------------

    @property
    def head(self) -> Head | None:
        """The last verified head; None before the first."""
        return self._head

    @property
    def acl(self) -> Acl:
        """The verified list of members."""
        if self._acl is None:
            raise OurBug("a space was used before its members were verified")
        return self._acl

    @property
    def state(self) -> StateTree:
        """The digests at the head. Read under the lock."""
        return self._state

    def root(self, area: str) -> NodeId:
        """Return the id of a well-known root: drive, bin or backups."""
        return root_node_id(self.id, area)

    def node(self, node: NodeId) -> Node | None:
        """Return a file or folder, wherever it is."""
        return self._nodes.nodes.get(node)

    def versions(self, nodes: Iterable[NodeId]) -> dict[NodeId, int]:
        """Return the versions of the current records of these nodes, those that have one."""
        known: dict[NodeId, int] = {}
        others: list[NodeId] = []
        for key in nodes:
            node = self._nodes.nodes.get(key)
            if node is not None:
                known[key] = node.version
            else:
                others.append(key)
        if others:
            known.update(self._store.versions(self.id, others))
        return known

    def devices(self, nodes: Collection[NodeId]) -> Mapping[NodeId, DeviceId]:
        """Return which devices wrote the current records of these nodes; of a state that was downloaded nobody told."""
        return self._store.devices(self.id, nodes)

    def note_devices(self, wrote: Mapping[NodeId, tuple[int, DeviceId]]) -> None:
        """Keep what was found out later of who wrote which version of a node: by a commit that is on the chain."""
        nodes = self._nodes.nodes
        current = {
            key: one for key, one in wrote.items() if (node := nodes.get(key)) is not None and node.version == one[0]
        }
        if current:
            self._store.note_devices(self.id, current)

    def tree(self, root: NodeId) -> Tree:
        """Return what is below a folder, names made unique (docs/formats/spaces.md, "Tree rules")."""
        with self.lock:
            found, since = self._trees.get(root), self._since.pop(root, None)
            if found is not None and since:
                since = found.concerned(since, self._nodes)
                found = found.again(since, self._nodes) if since else found
            if found is not None:
                self._trees[root] = found
            else:
                found = self._trees[root] = Resolved.of(self._nodes.nodes.values(), root, top=self.root("drive"))
            return found.tree

    def place(self, node: NodeId) -> CloudPath | None:
        """Return where a node is, as the trees show it; None if it is nowhere. For one, no tree is made."""
        roots = {self.root(area): area for area in AREAS}
        with self.lock:
            found = None
            if not any(known.has_cycles for known in self._trees.values()):
                found = place(node, roots, self._nodes)
            if found is not None:
                return CloudPath(roots[found[0]], found[1])
            for root, area in roots.items():
                tree = self.tree(root)
                if node in tree:
                    return CloudPath(area, tuple(tree.path(node).split("/")))
            return None

    def trees_with(self, changes: Mapping[NodeId, Node | None], roots: Iterable[NodeId]) -> dict[NodeId, Tree]:
        """Return folders as they would be if these nodes were so, or not there (None). The space stays as it is."""
        with self.lock:
            now = self._nodes
            before = {key: now.nodes.get(key) for key in changes}
            nodes = Overlay(now, changes)
            top, found = self.root("drive"), dict[NodeId, Tree]()
            for root in roots:
                self.tree(root)
                known = self._trees[root]
                is_little = len(before) <= max(AGAIN_MAX, len(now.nodes) // AGAIN_PART)
                made = known.again(before, nodes) if is_little else None
                found[root] = (made or Resolved.of(nodes.every(), root, top=top)).tree
            return found

    def faults(self) -> dict[NodeId, str]:
        """Return the records that did not open, with the reason."""
        with self.lock:
            return dict(self._faults)

    def in_buckets(self, buckets: Collection[Bucket]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Return id, version and element of what is current (crypto.commits.CurrentRecords)."""
        return self._store.in_buckets(self.id, buckets)

    def stored(self, node: NodeId) -> StoredRecord | None:
        """Return the current record of a node as it was verified."""
        return self._store.record(self.id, node)

    def opened(self, node: NodeId) -> OpenRecord | None:
        """Return the current record of a node, open; None if there is none. Quarantined if it does not open."""
        stored = self._store.record(self.id, node)
        return None if stored is None else open_record(self.keys.meta, space=self.id, record=stored.raw)

    def open_many(self, nodes: Collection[NodeId]) -> Iterator[tuple[NodeId, OpenRecord | MegadeskError]]:
        """Yield the current records of nodes, open; instead of one that does not open, why. Who has none is left out."""
        for key, raw in self._store.raws(self.id, nodes).items():
            try:
                yield key, open_record(self.keys.meta, space=self.id, record=raw)
            except (Damaged, TooNew) as error:
                yield key, error

    def expect(self, nodes: Collection[NodeId]) -> None:
        """Read the records of files whose blocks will be asked for next: all at once costs a fifth of one by one."""
        with self.lock:
            current = self._nodes.nodes
            known = {key: current[key].version for key in nodes if key in current}
            wanted = [key for key, version in known.items() if self._manifests.get(key, _NOT_KEPT)[0] != version]
        for at in range(0, min(len(wanted), MANIFESTS_KEPT), READ_TOGETHER):
            fresh: Manifests = {}
            for raw in self._store.raws(self.id, wanted[at : at + READ_TOGETHER]).values():
                self._opened(parse_record(raw), fresh)
            with self.lock:
                _add(self._manifests, fresh)

    def manifest(self, node: NodeId, get_blob: Callable[[BlockId], bytes]) -> Manifest | None:
        """Return the blocks of a file; the list of a large file comes through ``get_blob`` and is checked here."""
        with self.lock:
            version, kept = self._manifests.pop(node, _NOT_KEPT)
            known = self._nodes.nodes.get(node)
        if kept is not None and known is not None and known.version == version:
            return kept
        record = self.opened(node)
        return None if record is None else manifest_of(record, get_blob)

    # -- moving -----------------------------------------------------------------------------------------------------

    def shared(self, node: Node) -> Node:
        """Return a node that was just published as it is held; if it equals that, it is the one held from now on.

        The trees of the pair hold it already: two of each would be 30 MiB for 100,000 files.
        """
        with self.lock:
            known = self._nodes.nodes.get(node.id)
            if known == node:
                self._nodes.put(node)
                known = node
        return known if known is not None and known.version == node.version and same(known, node) else node

    def moves_since(self, seq: int, *, but: object) -> list[Move] | None:
        """Return the moves after ``seq`` made by others than ``but``; None if they are no longer known."""
        with self.lock:
            known = [move for move in self._moves if move.seq > seq]
            if self._head is not None and len(known) != self._head.seq - seq:
                return None
            return [move for move in known if move.owner is not but]

    def apply(
        self, verified: VerifiedCommit, *, owner: object | None = None, ours: Mapping[NodeId, RecordMeta] = NOT_OURS
    ) -> None:
        """Move by one verified commit: store first, memory after.

        ours: what this device itself has just sealed into these records of the commit; they need not be opened.
        """
        self.keys.check(verified.acl)
        with self.lock:
            fresh: Manifests = {}
            records = [self._stored(op, verified, ours.get(op.id), fresh) for op in verified.ops if isinstance(op, Put)]
            removed = [op.id for op in verified.ops if isinstance(op, Delete)]
            self._store.apply(
                SpaceChange(
                    head=verified.head,
                    put=records,
                    drop=removed,
                    buckets=verified.tree.buckets,
                    chain=[moment_of(verified.header)],
                    acls=self._new_acls(verified),
                )
            )
            self._state.apply(verified.tree)
            self._head, self._acl = verified.head, verified.acl
            _add(self._manifests, fresh)
            changed = [*(record.id for record in records), *removed]
            before = {key: self._nodes.nodes.get(key) for key in changed}
            left = frozenset(node.parent for node in before.values() if node is not None)
            self._note_move(Move(verified.head.seq, owner, tuple(changed), left))
            for record in records:
                self._remember(record)
            for gone in removed:
                self._nodes.drop(gone)
                self._faults.pop(gone, None)
            self._outdate(before)
        self.on_move()

    def _outdate(self, before: dict[NodeId, Node | None]) -> None:
        """Have the trees made again when they are asked for: from what changed, if that is little."""
        for root in list(self._trees):
            since = before | self._since.get(root, {})
            if len(since) > AGAIN_MAX:
                since = self._trees[root].concerned(since, self._nodes)
            if len(since) > AGAIN_MAX:
                del self._trees[root]
                self._since.pop(root, None)
            else:
                self._since[root] = since

    def _note_move(self, move: Move) -> None:
        self._moves.append(move)
        self._n_moved += len(move.changed)
        while self._n_moved > MOVED_KEPT and len(self._moves) > 1:
            self._n_moved -= len(self._moves.popleft().changed)

    def _remember(self, record: StoredRecord) -> None:
        if record.node is None:
            self._nodes.drop(record.id)
        else:
            self._nodes.put(record.node)
        if record.fault is None:
            self._faults.pop(record.id, None)
        else:
            self._faults[record.id] = record.fault

    def replace(
        self, head: Head, acl_chain: Sequence[tuple[bytes, bytes]], records: Iterable[bytes],
        chain: Sequence[Moment], check: Callable[[], StateTree],
    ) -> None:  # fmt: skip
        """Take over a whole state: records stream in, ``check`` raises unless all of them together give the head.

        Everything is one transaction: if the records do not fit the signed head, nothing has changed.
        """
        acls = verify_chain(acl_chain, expected=self.id)
        self.keys.check(acls[-1])
        nodes: list[Node] = []
        faults: dict[NodeId, str] = {}
        buckets: dict[int, bytes] = {}
        manifests: Manifests = {}
        verified: list[StateTree] = []

        def checked() -> Iterator[StoredRecord]:
            for raw in records:
                stored = self._of_state(raw, manifests)
                if stored.node is not None:
                    nodes.append(stored.node)
                if stored.fault is not None:
                    faults[stored.id] = stored.fault
                yield stored
            tree = check()
            verified.append(tree)
            buckets.update(tree.buckets())

        # Not under the lock: the records come over the network meanwhile, and readers keep the state before.
        self._store.apply(
            SpaceChange(
                head=head,
                put=checked(),
                buckets=buckets,
                chain=chain,
                reset=True,
                acls=[(seq, body, signature) for seq, (body, signature) in enumerate(acl_chain)],
            )
        )
        with self.lock:
            self._head, self._acl, self._state, self._nodes = head, acls[-1], verified[0], Nodes(nodes)
            self._faults, self._manifests, self.pin = faults, manifests, None
            self._moves.clear()
            self._n_moved = 0
            self._trees, self._since = {}, {}
        self.on_move()

    def _of_state(self, raw: bytes, manifests: Manifests) -> StoredRecord:
        """Return a record of a downloaded state, ready to be stored; who wrote it is not told there."""
        parts = parse_record(raw)
        node, fault = self._opened(parts, manifests)
        return StoredRecord(
            id=parts.id, version=parts.version, element=element(raw), raw=raw, node=node, fault=fault, device=None
        )

    def _stored(self, op: Put, verified: VerifiedCommit, meta: RecordMeta | None, manifests: Manifests) -> StoredRecord:
        """Return a record of a commit, ready to be stored; ``meta``: what is in it, if we know."""
        changed = verified.elements[op.id]
        if changed is None:
            raise OurBug("a record that was put is said to be removed", node=op.id.hex())
        if meta is None:
            node, fault = self._opened(parse_record(op.record), manifests)
        else:
            node, fault = node_of(OpenRecord(op.id, op.version, op.epoch, as_read(meta))), None
        return StoredRecord(
            id=op.id, version=op.version, element=changed[1], raw=op.record, node=node, fault=fault,
            device=verified.header.device,
        )  # fmt: skip

    def _opened(self, parts: RecordParts, manifests: Manifests) -> tuple[Node | None, str | None]:
        """Return the node a record describes, or why it does not open: then its neighbours go on.

        The blocks of a small file go to ``manifests``: whoever takes in the node asks for them next.
        """
        try:
            record = open_parts(self.keys.meta, space=self.id, parts=parts)
        except (Quarantined, TooNew) as error:
            return None, error.code
        if len(record.meta.blocks) == 1:
            _add(manifests, {record.id: (record.version, record.meta.inline_manifest())})
        return node_of(record), None

    def _new_acls(self, verified: VerifiedCommit) -> list[tuple[int, bytes, bytes]]:
        from megadesk.model.commit import ChangeAcl

        return [(verified.acl.seq, op.body, op.signature) for op in verified.ops if isinstance(op, ChangeAcl)]
