"""What is known of one pair: base, local and remote tree, kept in memory and in the store as one.

    looking: what a scan shows  --put_local, seen-->     local --+
    executor: steps done        --put_local, touched-->  local --+--settle--> base
    the cloud                   ------------------------ remote -+             |
    verdicts, replay, crossing  --put_base------------------------------------>+
    base, local, intents, permits --save--> the store

Base is never set by hand: ``settle`` lets it follow wherever local and remote agree. All changes since the last
``save`` go to the store in one transaction. Used from the pair's own thread only.

Read next: looking.py (where local comes from), executor.py (what is done about it).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest, Entry, Listing, LocalNode, Unknown
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync import diff
from megadesk.sync.alias import alias_of, folding
from megadesk.sync.apart import Apart
from megadesk.sync.conflict import may_be_copy
from megadesk.sync.doubts import Doubts
from megadesk.sync.intents import Intents
from megadesk.sync.neighbours import AWAY, Departures
from megadesk.sync.paths import Paths
from megadesk.sync.plan import Permit
from megadesk.sync.ports import LocalSide, LocalState, RuleMemory, TreeChange, TreeStore
from megadesk.sync.relabel import relabelled_base, relabelled_node, relabelled_permits
from megadesk.sync.rulebook import NoMemory, Rulebook
from megadesk.sync.spots import Spots
from megadesk.sync.unread import Unread
from megadesk.sync.view import View, look

_IN_DOUBT: Final = 1
"""A change time that no file has: right after the beginning of 1970."""


class Folder:
    """The trees of one pair. ``root`` is the id of the pair's folder in the cloud.

    remote: the folder as the cloud had it last; base and local share its nodes where they are the same.
    """

    def __init__(
        self,
        *,
        root: NodeId,
        local_side: LocalSide,
        store: TreeStore,
        remote: Mapping[NodeId, Node] | None = None,
        rule_memory: RuleMemory | None = None,
    ) -> None:
        self.root = root
        self._side = local_side
        self._store = store
        self.base: dict[NodeId, Node] = dict(store.load_base(remote or {}).nodes)
        self.local: dict[NodeId, LocalNode] = dict(store.load_local(self.base))
        self._nodes: dict[NodeId, Node] = {node: known.node for node, known in self.local.items()}
        self._n_inside = Counter(node.parent for node in self._nodes.values())
        self.held: Mapping[NodeId, str] = {}
        self.occupied: frozenset[tuple[NodeId, str]] = frozenset()
        self.unknown: Mapping[RelPath, Unknown] = {}
        self.rulebook = Rulebook(rule_memory or NoMemory(), case_sensitive=local_side.traits.case_sensitive)
        self._junk: Mapping[NodeId, Sequence[str]] = {}
        self.listing: Listing | None = None
        self._is_observed = False
        self.own_touched: set[RelPath] = set()
        """What our own steps changed since the last look."""
        self._look_soon: set[RelPath] = set()
        """What may make other rules count, and what has to be read before both sides can agree on it."""
        self._unread = Unread(self.base, self.local)
        self._flush_first = False
        self.digests: dict[NodeId, Digest] = {}
        """What this run has read and not uploaded yet."""
        self._apart = Apart(root, self.base, self._nodes)
        self._base_changed: dict[NodeId, Node | None] = {}
        self._local_changed: dict[NodeId, LocalNode | None] = {}
        self._versions_changed: dict[NodeId, Node] = {}
        """Of nodes that are otherwise as they were saved: most of what is published, and a third of the work."""
        self.departures = Departures(store.departed())
        self.taken_over = {node.id for node in self.base.values() if node.parent == AWAY}
        """What came from other pairs and may not be in this folder of the cloud yet."""
        self.permits: Mapping[NodeId, Permit] = store.permits()
        self._permits_changed: dict[NodeId, Permit | None] = {}
        self.intents = Intents(store)
        self.paths = Paths(root, self.local)
        self._spots = Spots(folding(case_sensitive=local_side.traits.case_sensitive), self.local)
        self.doubts = Doubts(root, self.local, self.paths, self._spots, self._apart.inside, self._share)
        self.aliases = {node: alias for node, known in self.local.items() if (alias := alias_of(known)) is not None}
        # Where files stood when both sides last agreed, and stand no longer: somebody may be saving them.
        self.left = {agreed.place: node for node, agreed in self.base.items() if self._has_left(agreed)}
        self.copies: set[NodeId] = {node for node, known in self.local.items() if may_be_copy(known.node.name)}
        """Nodes whose names a conflict copy may have."""
        self.n_files = 0
        self.n_bytes = 0
        for known in self.local.values():
            self._count(known, 1)

    # -- what is known ----------------------------------------------------------------------------------------------

    @property
    def is_observed(self) -> bool:
        """Whether there was a look since the start."""
        return self._is_observed

    def view(self, remote: Tree, stuck: Collection[NodeId] = frozenset()) -> View:
        """Return the cloud as this device wants it: without what its rules leave out. ``stuck``: see view.look."""
        rules, homes = self.rulebook.rules, self.rulebook.homes(self.root, self.at_place)
        local = self.local_tree(remote)
        return look(self.base, local, remote, rules, homes=homes, taken=self.occupied, stuck=stuck)

    @property
    def junk(self) -> frozenset[tuple[NodeId, str]]:
        """The places of leftovers that need not keep their folders."""
        return frozenset(
            (node, unicodedata.normalize("NFC", name)) for node, names in self._junk.items() for name in names
        )

    def junk_in(self, folder: NodeId) -> Sequence[str]:
        """Return the names of the leftovers directly in a folder, as the disk spells them."""
        return self._junk.get(folder, ())

    def n_inside(self, folder: NodeId) -> int:
        """Return how many nodes were last known to be directly in a folder on disk."""
        return self._n_inside[folder]

    def local_tree(self, remote: Tree | None = None) -> Tree:
        """Return the disk as the planner sees it.

        remote: the cloud that it is to know its differences from. Then it is no copy: it ends with the next change.
        """
        return Tree(self.root, dict(self._nodes)) if remote is None else self._apart.local_tree(remote)

    def base_tree(self, remote: Tree | None = None) -> Tree:
        """Return what both sides last agreed on; ``remote`` as for ``local_tree``."""
        return Tree(self.root, dict(self.base)) if remote is None else self._apart.base_tree(remote)

    def unsettled(self, remote: Tree) -> Collection[NodeId]:
        """Return the ids of all that base, disk and cloud may not say the same of."""
        return self._apart.ids(remote)

    def path(self, node: NodeId) -> RelPath:
        """Return where a node is on disk now, in the disk's spelling."""
        return self.paths.of(node)

    def spot(self, folder: NodeId, spelling: str) -> tuple[NodeId, str]:
        """Return what is equal for two spellings that this disk takes for one."""
        return self._spots.spot(folder, spelling)

    def occupant(self, node: NodeId, folder: NodeId, spelling: str) -> NodeId | None:
        """Return another node than this one that stands where something spelt so would, or None."""
        return self._spots.other(node, folder, spelling)

    def nodes_now(self) -> dict[NodeId, Node]:
        """Return every node on disk, as a copy. Safe from any thread: a dictionary is copied in one step."""
        return self._nodes.copy()

    def at_place(self, parent: NodeId, name: str) -> NodeId | None:
        """Return the node that is called so in a folder on this disk, or None. Safe from any thread."""
        return self._spots.at(parent, name)

    def digest_of(self, node: NodeId) -> Digest | MegadeskError:
        """Return what a file on disk holds; read again only if this run has not read it."""
        known = self.local[node]
        kept = self.digests.get(node)
        if kept is not None and kept.file_hash == known.node.content:
            return kept
        path = self.path(node)
        digest = self._side.digests([Entry(path, known.node.kind, known.fingerprint)])[path]
        if isinstance(digest, Digest) and digest.file_hash == known.node.content:
            self._unread.known(node)
        return digest

    # -- changing ---------------------------------------------------------------------------------------------------

    def seen(self, listing: Listing, state: LocalState) -> bool:
        """Keep what a look told besides nodes; return whether that is other than what the one before told."""
        self.listing = listing
        self._is_observed = True
        self.own_touched.clear()
        before = (self.held, self.occupied, self.unknown)
        self.held, self.occupied, self.unknown = state.held, state.occupied, state.unknown
        self._junk = state.junk
        return before != (self.held, self.occupied, self.unknown)

    def scanned(self, listing: Listing) -> None:
        """Let go of what the last look saw, for the next has come so far that it will take its place.

        Should that fail, the one after it sees everything anew. Kept until then, both would be in memory where it is
        full: while it is told which node is where.
        """
        self.listing = None
        self.paths.seen(listing)

    def put_local(self, node: NodeId, known: LocalNode | None) -> None:
        """Note that a node on disk is now so, or gone."""
        before, stood = self.local.get(node), self.paths.last(node)
        self._apart.note_local(node, before.node if before is not None else None)
        if before is not None:
            self._count(before, -1)
        if known is not None:
            self._count(known, 1)
        self._spots.note(node, before, known)
        self._count_inside(before, known)
        self.aliases.pop(node, None)
        if known is None:
            self.local.pop(node, None)
            self._nodes.pop(node, None)
            self.digests.pop(node, None)
        else:
            self.departures.drop(node)
            self.local[node] = known
            self._nodes[node] = known.node
            alias = alias_of(known)
            if alias is not None:
                self.aliases[node] = alias
        self.copies.discard(node)
        if known is not None and may_be_copy(known.node.name):
            self.copies.add(node)
        self._local_changed[node] = known
        self._versions_changed.pop(node, None)
        if known is None or before is None or known.node.content != before.node.content:
            self._unread.known(node)
        agreed = self.base.get(node)
        if agreed is not None:
            self._note_left(agreed)
        self.paths.note(node, before, known)
        self.doubts.note(node, stood)

    def _share(self, node: NodeId, entry: Entry) -> None:
        """Let a node that was placed here say what the listing says of it, in the listing's own objects.

        After a first download of 100,000 files two of each would be 27 MiB.
        """
        known = self.local[node]
        if known.fingerprint is not entry.fingerprint:
            self.local[node] = LocalNode(known.node, known.spelling, entry.fingerprint)
        self.paths.share(node, entry.path)

    def _note_left(self, agreed: Node) -> None:
        if self._has_left(agreed):
            self.left[agreed.place] = agreed.id
        elif self.left.get(agreed.place) == agreed.id:
            del self.left[agreed.place]

    def _has_left(self, agreed: Node) -> bool:
        """Whether a file is not, or no longer, where both sides agreed that it is."""
        now = self._nodes.get(agreed.id)
        return agreed.kind is Kind.FILE and (now is None or not now.same_place(agreed))

    def _count(self, known: LocalNode, sign: int) -> None:
        if not known.node.is_folder:
            self.n_files += sign
            self.n_bytes += sign * known.node.size_bytes

    def _count_inside(self, before: LocalNode | None, known: LocalNode | None) -> None:
        if before is not None:
            self._n_inside[before.node.parent] -= 1
            if not self._n_inside[before.node.parent]:
                del self._n_inside[before.node.parent]
        if known is not None:
            self._n_inside[known.node.parent] += 1

    def relabel(self, labels: Mapping[NodeId, NodeId], forget: Collection[NodeId]) -> None:
        """Give nodes on disk other ids, all at once, children following their folders; base forgets the old ones.

        One transaction with what base has to forget besides (relabel.py says why).
        """
        self.relabel_unsaved(labels)
        for gone in forget:
            self.put_base(gone, None)
        self.save()

    def relabel_unsaved(self, labels: Mapping[NodeId, NodeId]) -> None:
        """Do so as a part of something larger, which saves."""
        if not labels:
            return
        local = self.local_tree()
        self.permit(relabelled_permits(self.permits, local, labels))
        base = relabelled_base(self.base_tree(), local, labels)
        moving = [self.local[node] for node in self.local if node in labels or self.local[node].node.parent in labels]
        digests = {node.node.id: self.digests[node.node.id] for node in moving if node.node.id in self.digests}
        self.occupied = frozenset((labels.get(at, at), name) for at, name in self.occupied)
        self._junk = {labels.get(at, at): names for at, names in self._junk.items()}
        unread = self._unread.among([known.node.id for known in moving])
        for known in moving:
            self.put_local(known.node.id, None)
        for known in moving:
            node = relabelled_node(known.node, labels)
            self.put_local(node.id, replace(known, node=node))
            if known.node.id in digests:
                self.digests[node.id] = digests[known.node.id]
        self._unread.add(labels.get(node, node) for node in unread)
        for gone in [node for node in self.base if node not in base]:
            self.put_base(gone, None)
        for node in base.values():
            if self.base.get(node.id) is not node:
                self.put_base(node.id, node)

    def permit(self, permits: Mapping[NodeId, Permit]) -> None:
        """Let these be all permits there are."""
        for node in self.permits.keys() - permits.keys():
            self._permits_changed[node] = None
        for node, permit in permits.items():
            if self.permits.get(node) != permit:
                self._permits_changed[node] = permit
        self.permits = permits

    def touched(self, path: RelPath) -> None:
        """Note that one of our own steps changed a path."""
        self.own_touched.add(path)
        if self.rulebook.is_concerned(path):
            self._look_soon.add(path)

    def take_look_soon(self) -> set[RelPath]:
        """Return what is to be looked at now: nothing else would tell what is to be known of it."""
        found, self._look_soon = self._look_soon, set()
        return found

    def doubt(self, node: NodeId) -> None:
        """Let the next look read a file, whatever its fingerprint says: it was found to hold other bytes than known.

        A power cut can leave old bytes under the new time, and a mapped file may change before its time does.
        """
        known = self.local.get(node)
        if known is not None:
            self.put_local(node, replace(known, fingerprint=replace(known.fingerprint, changed_ns=_IN_DOUBT)))

    def settle(
        self, remote: Tree, nodes: Collection[NodeId] | None = None, *, flush: Callable[[], None] = lambda: None
    ) -> None:
        """Let base follow wherever local and remote agree; ``nodes``: only these can have changed.

        flush: called before it does, if it does: makes durable what the disk shows. Base is durable when it is saved; a
        power cut that took from the disk what base says of it would look like a person's removal, or bring one back.
        """
        # Views, not copies: this runs after each batch of a hundred thousand files.
        base, local = Tree(self.root, self.base), Tree(self.root, self._nodes)
        put, drop = diff.agree(base, local, remote, self.unsettled(remote) if nodes is None else nodes)
        # What we may have taken away where nobody could look since is not agreed on because we still remember it.
        put = [agreed for agreed in put if not self.intents.may_be_gone(agreed.id) and self._is_read(agreed)]
        if put or drop:
            flush()
        for agreed in put:
            self.put_base(agreed.id, agreed)
            known = self.local.get(agreed.id)
            if known is not None and known.node is not agreed and diff.same(known.node, agreed):
                # One node for all three trees: a quarter of the memory, and no plan has to compare them again.
                self._share_agreed(known, agreed)
                self.digests.pop(agreed.id, None)  # there is nothing left to upload
        for gone in drop:
            self.put_base(gone, None)

    def _share_agreed(self, known: LocalNode, agreed: Node) -> None:
        """Let a node on disk be the one that both sides agree on, which is the same but for its version and times.

        What ``put_local`` would do beside this is about another place, content or fingerprint.
        """
        node = agreed.id
        self._apart.note_local(node, known.node)
        self._nodes[node] = agreed
        now = self.local[node] = LocalNode(agreed, known.spelling, known.fingerprint)
        is_saved = node not in self._local_changed
        if is_saved and (known.node.mtime_ns, known.node.size_bytes) == (agreed.mtime_ns, agreed.size_bytes):
            self._versions_changed[node] = agreed
        else:
            self._local_changed[node] = now
        if not agreed.is_folder:
            self.n_bytes += agreed.size_bytes - known.node.size_bytes
        self.doubts.note(node, self.paths.last(node))

    def _is_read(self, agreed: Node) -> bool:
        """Whether this run knows that a file holds what both sides are to agree on; if not, the next look reads it."""
        if agreed.id in self.digests or self._unread.may_agree(self.base.get(agreed.id), agreed):
            self._unread.known(agreed.id)
            return True
        self.doubt(agreed.id)
        self._look_soon.add(self.path(agreed.id))
        return False

    def put_base(self, node: NodeId, agreed: Node | None) -> None:
        """Note what both sides agree on of a node; None if it is on neither."""
        if node in self.intents:
            self.intents.end(node)
        before = self.base.pop(node, None)
        self._apart.note_base(node, before)
        if before is not None and self.left.get(before.place) == node:
            del self.left[before.place]
        if agreed is not None:
            self.base[node] = agreed
            self._note_left(agreed)
            if agreed.parent == AWAY:
                self.taken_over.add(node)
        self._base_changed[node] = agreed

    def believe(self, read: Iterable[NodeId]) -> None:
        """Note what a look has read. What holds what both sides agree on is believed by its size and times from now on.

        So its bytes are on the medium before that is saved. What else was read is read again before both sides agree on
        it (unread.py).
        """
        for node in read:
            agreed, known = self.base.get(node), self.local.get(node)
            if agreed is not None and known is not None and agreed.content == known.node.content:
                self._flush_first = True

    def save(self) -> None:
        """Write everything that changed since the last save, in one transaction; errors as the disk's too."""
        change = TreeChange(
            base_put=[node for node in self._base_changed.values() if node is not None],
            base_drop=[node for node, agreed in self._base_changed.items() if agreed is None],
            local_put=[known for known in self._local_changed.values() if known is not None],
            local_drop=[node for node, known in self._local_changed.items() if known is None],
            local_versions=list(self._versions_changed.values()),
            intent_drop=self.intents.ended(),
            permit_put={node: permit for node, permit in self._permits_changed.items() if permit is not None},
            permit_drop=[node for node, permit in self._permits_changed.items() if permit is None],
            departed_put=self.departures.added(),
            departed_drop=self.departures.dropped(),
        )
        if change:
            if self._flush_first:
                self._side.flush()
                self._flush_first = False
            self._store.apply(change)
        self._base_changed.clear()
        self._local_changed.clear()
        self._versions_changed.clear()
        self._permits_changed.clear()
        self.departures.saved()
        self.intents.saved()
