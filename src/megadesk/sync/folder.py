"""What is known of one pair: base, local and remote tree, kept in memory and in the store as one.

    scan --observe--> local nodes --+
    store --load--> base, local     +--> trees() for the planner
    remote side --------------------+
    steps done --moved, placed, published--> local, remote --settle--> base

Base is never set by hand: ``settle`` lets it follow wherever local and remote agree. All changes since the last
``save`` go to the store in one transaction. Used from the pair's own thread only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from megadesk.model.errors import FileBusy, MegadeskError, OurBug
from megadesk.model.ids import SHORT_ID_BYTES, Entropy, NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, LocalNode, Unknown
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync import diff, identity
from megadesk.sync.alias import MARK, alias_of, folding, is_alias_of
from megadesk.sync.conflict import may_be_copy
from megadesk.sync.neighbours import AWAY, NOTHING, Departed, Departures, Neighbours, Takeover
from megadesk.sync.patience import Patience
from megadesk.sync.plan import Permit
from megadesk.sync.ports import LocalSide, RuleMemory, Side, TreeChange, TreeStore
from megadesk.sync.relabel import relabelled_base, relabelled_node, relabelled_permits
from megadesk.sync.resolving import Decision
from megadesk.sync.rulebook import NoMemory, Rulebook
from megadesk.sync.view import View, look

_IN_DOUBT: Final = 1
"""A change time that no file has: right after the beginning of 1970."""


class Folder:
    """The trees of one pair. ``root`` is the id of the pair's folder in the cloud.

    ``patience`` says which files are read now; without it all are.
    remote: the folder as the cloud had it last; base and local share its nodes where they are the same.
    """

    def __init__(
        self,
        *,
        root: NodeId,
        local_side: LocalSide,
        store: TreeStore,
        entropy: Entropy,
        patience: Patience | None = None,
        remote: Mapping[NodeId, Node] | None = None,
        rule_memory: RuleMemory | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        self.root = root
        self._neighbours = neighbours
        self._patience = patience
        self._side = local_side
        self._store = store
        self._entropy = entropy
        self.base: dict[NodeId, Node] = dict(store.load_base(remote or {}).nodes)
        self.local: dict[NodeId, LocalNode] = dict(store.load_local(self.base))
        self._nodes: dict[NodeId, Node] = {node: known.node for node, known in self.local.items()}
        self.held: Mapping[NodeId, str] = {}
        self.occupied: frozenset[tuple[NodeId, str]] = frozenset()
        self.unknown: Mapping[RelPath, Unknown] = {}
        self.rulebook = Rulebook(rule_memory or NoMemory(), case_sensitive=local_side.traits.case_sensitive)
        self._junk: Mapping[NodeId, Sequence[str]] = {}
        self._judge_all = False
        self._listing: Listing | None = None
        self._own_touched: set[RelPath] = set()
        self._rules_touched: set[RelPath] = set()
        self._digests: dict[NodeId, Digest] = {}
        self._base_changed: dict[NodeId, Node | None] = {}
        self._local_changed: dict[NodeId, LocalNode | None] = {}
        self.departures = Departures(store.departed())
        self._away = {node.id for node in self.base.values() if node.parent == AWAY}
        self.permits: Mapping[NodeId, Permit] = store.permits()
        self._permits_changed: dict[NodeId, Permit | None] = {}
        intents = store.intents()
        self._intended = {intent.node.id for intent in intents}
        self._cloud_intended = {intent.node.id for intent in intents if intent.side is Side.CLOUD}
        self._is_news = False
        self._disk_replay_due = any(intent.side is Side.DISK for intent in intents)
        self._intents_done: set[NodeId] = set()
        self._paths: dict[NodeId, RelPath] = {root: ROOT}
        self._fold = folding(case_sensitive=local_side.traits.case_sensitive)
        self._by_spot = {self.spot(known.node.parent, known.spelling): node for node, known in self.local.items()}
        self.aliases = {node: alias for node, known in self.local.items() if (alias := alias_of(known)) is not None}
        self._known_paths: dict[NodeId, RelPath] | None = None
        # Where files stood when both sides last agreed, and stand no longer: somebody may be saving them.
        self._left = {agreed.place: node for node, agreed in self.base.items() if self._has_left(agreed)}
        self.copies: set[NodeId] = {node for node, known in self.local.items() if may_be_copy(known.node.name)}
        """Nodes whose names a conflict copy may have."""
        self.n_files = 0
        self.n_bytes = 0
        for known in self.local.values():
            self._count(known, 1)

    # -- looking ----------------------------------------------------------------------------------------------------

    def observe(self, dirty: Collection[RelPath] | None, renamed: Mapping[RelPath, RelPath] | None = None) -> bool:
        """Scan, tell which node is which, and remember it; return whether anything was new. Errors as LocalSide.scan.

        Paths that our own steps touched are looked at again with every scan: the listing does not follow steps.
        renamed: new path to old, as far as it was watched; it tells a file that was renamed and edited from a new one.
        """
        # Kept until a scan has judged everything anew: this one may fail.
        self._judge_all = self.rulebook.ask_here() or self._judge_all
        if dirty is not None and self._listing is not None and not self._judge_all:
            dirty = {path for path in dirty if not self.rulebook.is_shut(path)} | self._own_touched
            if not dirty:
                return False
        else:
            dirty = None
        known = self._as_known() if self._listing is None else self._listing
        listing = self._side.scan(known, dirty, self.rulebook.rules)
        traits = self._side.traits
        rules_changed = self.rulebook.take_in(listing.ignore_texts) or self._judge_all
        self._judge_all = False
        match = identity.match(
            self.local,
            listing,
            self.root,
            stable_inodes=traits.stable_inodes,
            case_sensitive=traits.case_sensitive,
            keeps_executable=traits.keeps_executable,
            renamed=renamed,
            rules=self.rulebook.rules,
            paths=self._every_path(),
        )
        wanted = [listing.entries[path] for path in match.need_digest]
        digests = self._read(wanted, match.at)
        takeover = self._taken_over(match, digests)
        state = identity.conclude(match, digests, self._entropy, takeover.ids)
        self._listing = listing
        self._own_touched.clear()
        # Told only once it is kept: if that fails, the next look finds nothing new, and still has this to tell.
        self._is_news = self._is_news or bool(state.changed or state.dropped or rules_changed)
        seen_before = (self.held, self.occupied, self.unknown)
        self.held, self.occupied, self.unknown = state.held, state.occupied, state.unknown
        self._is_news = self._is_news or seen_before != (self.held, self.occupied, self.unknown)
        self._junk = state.junk
        self._detach(state.detached)
        self._see_off(state.dropped, everything=dirty is None)
        self._take_in(state.changed, state.dropped, digests)
        self._take_over(takeover)
        self.save()
        self.rulebook.remember()
        if self._disk_replay_due:
            self._replay_disk_intents()
            self._disk_replay_due = False
            self._is_news = True
        news, self._is_news = self._is_news, False
        return news

    # -- from and to other pairs ------------------------------------------------------------------------------------

    def _taken_over(self, found: identity.Match, digests: Mapping[RelPath, Digest | MegadeskError]) -> Takeover:
        if self._neighbours is None or not found.new or not self._side.traits.stable_inodes:
            return NOTHING
        return self._neighbours.taken_over(found.new, found.listing, digests, self.local)

    def _take_over(self, takeover: Takeover) -> None:
        """Let base know what was taken over, with what is in it: agreed on, and moved here."""
        for node in takeover.base:
            if node.id in self.local or node.parent in self.base:
                self._put_base(node.id, node)

    def _see_off(self, dropped: Sequence[NodeId], *, everything: bool) -> None:
        """Remember what is gone: another pair may have it by now."""
        if everything:
            self.departures.grow_older()
        if dropped and self._neighbours is not None and self._neighbours.any():
            for node in dropped:
                agreed, known = self.base.get(node), self.local[node]
                if agreed is not None and agreed.same_place(known.node):
                    self.departures.add(Departed(agreed, self.path(node), known.fingerprint.inode))

    def away(self, remote: Tree) -> frozenset[NodeId]:
        """Return what was taken over from other pairs and is not yet in this folder of the cloud."""
        if self._away:
            self._away = {node for node in self._away if node in self.base and node not in remote}
        return frozenset(node for node in self._away if node in self.local)

    def let_go(self, remote: Tree) -> frozenset[NodeId]:
        """Return what other pairs have taken over: nothing is done about it here, whichever side still shows it."""
        if self._neighbours is None or not self._neighbours.any():
            return frozenset()
        there = remote.nodes
        apart = [node for node in self.base if (node in self.local) is not (node in there)]
        return frozenset(
            node
            for node in apart
            if self._neighbours.has(node, self._last_inode(node)) and not self._is_taken_over(node)
        )

    def _is_taken_over(self, node: NodeId) -> bool:
        """Whether a node came from another pair, by itself or in a folder: that one may not have looked yet."""
        seen: set[NodeId] = set()
        while node in self.base and node not in seen:
            if node in self._away:
                return True
            seen.add(node)
            node = self.base[node].parent
        return False

    def _last_inode(self, node: NodeId) -> int | None:
        known = self.local.get(node)
        return known.fingerprint.inode if known is not None else self.departures.inode_of(node)

    def departed_with(self, inodes: Collection[int]) -> Sequence[Departed]:
        """Return what was seen with these inodes and agreed on (neighbours.Belongings; from any thread)."""
        found = self.departures.with_inodes(inodes)
        for node, known in list(self.local.items()):
            if known.fingerprint.inode in inodes:
                agreed, path = self.base.get(node), self._path_now(known)
                if agreed is not None and path is not None and agreed.same_place(known.node):
                    found.append(Departed(agreed, path, known.fingerprint.inode))
        return found

    def departed_below(self) -> Mapping[NodeId, Sequence[Node]]:
        """Return the agreed nodes by their folder, but for those that are elsewhere on disk (from any thread)."""
        agreed = {node.id: node for node in self.departures.nodes()}
        agreed.update(list(self.base.items()))
        found: dict[NodeId, list[Node]] = {}
        for node in agreed.values():
            known = self.local.get(node.id)
            if known is None or known.node.same_place(node):
                found.setdefault(node.parent, []).append(node)
        return found

    def has(self, node: NodeId, inode: int) -> bool:
        """Whether this disk shows that node, with that inode (from any thread)."""
        known = self.local.get(node)
        return known is not None and known.fingerprint.inode == inode

    def _path_now(self, known: LocalNode) -> RelPath | None:
        """Return where a node is, without the cache that belongs to this pair's own thread; None if that changes now."""
        names = [known.spelling]
        while known.node.parent != self.root:
            above = self.local.get(known.node.parent)
            if above is None or len(names) > len(self.local):
                return None
            names.append(above.spelling)
            known = above
        return RelPath("/".join(reversed(names)))

    # -- what files hold --------------------------------------------------------------------------------------------

    def _read(self, wanted: Sequence[Entry], at: Mapping[RelPath, NodeId]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Return what files hold, or why that is not known now."""
        if self._patience is None:
            return self._side.digests(wanted) if wanted else {}
        ready, busy = self._patience.sift(wanted)
        found = dict(self._side.digests(ready)) if ready else {}
        growing = [
            entry
            for entry in ready
            if isinstance(found.get(entry.path), FileBusy)
            and self._patience.is_stuck(entry.path)
            and self._was_shorter(entry, at.get(entry.path))
        ]
        if growing:
            found.update(self._patience.beginnings(growing))
        self._patience.noted(ready, found)
        return {**found, **busy}

    def _was_shorter(self, entry: Entry, node: NodeId | None) -> bool:
        """Whether a file was synced before and has grown: a log, and not a download on its way."""
        agreed = self.base.get(node) if node is not None else None
        return agreed is not None and 0 < agreed.size_bytes < entry.fingerprint.size_bytes

    @property
    def busy(self) -> Mapping[RelPath, int]:
        """The files that somebody is writing to, and since when (by the clock of ``patience``)."""
        if self._patience is None:
            return {}
        since = {path: self._patience.since_ms(path) for path in self._patience.waiting}
        return {path: since_ms for path, since_ms in since.items() if since_ms is not None}

    @property
    def again_ms(self) -> int | None:
        """When these files are to be looked at again."""
        return None if self._patience is None else self._patience.again_ms

    def _every_path(self) -> Mapping[NodeId, RelPath]:
        """Return where every node on disk is: kept from scan to scan until a folder moves, which moves all in it.

        Made anew for each scan they were 20 MiB and 40 ms with 100,000 files.
        """
        if self._known_paths is None:
            seen = self._listing.entries if self._listing is not None else {}
            found = identity.known_paths(self.local, self.root)
            # Where it can be, the listing's own string: one for all.
            self._known_paths = {key: seen[path].path if path in seen else path for key, path in found.items()}
        return self._known_paths

    def _note_path(self, node: NodeId, before: LocalNode | None, known: LocalNode | None) -> None:
        """Keep true what is known of paths."""
        if before is not None:
            if known is not None and before.spelling == known.spelling and before.node.same_place(known.node):
                return
            self._paths = {self.root: ROOT}
        paths = self._known_paths
        if paths is None:
            return
        parent = ROOT if known is None or known.node.parent == self.root else paths.get(known.node.parent)
        if parent is None or (before is not None and before.node.is_folder):
            self._known_paths = None
        elif known is None:
            paths.pop(node, None)
        else:
            path = join(parent, known.spelling)
            seen = self._listing.entries.get(path) if self._listing is not None else None
            paths[node] = path if seen is None else seen.path
        if len(paths) != len(self.local):
            self._known_paths = None  # a node without a path has one as soon as its folder is there

    def _as_known(self) -> Listing:
        """Return what a scan finds if nothing has changed: what is so need not be made, nor compared, again."""
        local = self.local
        return Listing(
            entries={
                path: Entry(path, local[key].node.kind, local[key].fingerprint)
                for key, path in self._every_path().items()
            }
        )

    @property
    def is_observed(self) -> bool:
        """Whether there was a look since the start."""
        return self._listing is not None

    def _detach(self, nodes: Sequence[NodeId]) -> None:
        """Let base forget what a rule leaves out now, with the disk's own memory of it in the same transaction.

        Then nobody removed it: neither a file that is still here, nor the one in the cloud (row 134).
        """
        self.rulebook.note_left_out([(self.path(node), self.local[node].node) for node in nodes])
        for node in nodes:
            if node in self.base:
                self._put_base(node, None)

    def view(self, remote: Tree, stuck: Collection[NodeId] = frozenset()) -> View:
        """Return the cloud as this device wants it: without what its rules leave out. ``stuck``: see view.look."""
        rules, homes = self.rulebook.rules, self.rulebook.homes(self.root, self.at_place)
        return look(self.base, self._nodes, remote, rules, homes=homes, taken=self.occupied, stuck=stuck)

    @property
    def junk(self) -> frozenset[tuple[NodeId, str]]:
        """The places of leftovers that need not keep their folders."""
        return frozenset(
            (node, unicodedata.normalize("NFC", name)) for node, names in self._junk.items() for name in names
        )

    def junk_in(self, folder: NodeId) -> Sequence[RelPath]:
        """Return the leftovers directly in a folder that holds nothing else; none if it holds more."""
        names = self._junk.get(folder, ())
        if not names or any(node.parent == folder for node in self._nodes.values()):
            return ()
        return [join(self.path(folder), name) for name in names]

    def _take_in(
        self,
        changed: Iterable[LocalNode],
        dropped: Iterable[NodeId],
        digests: Mapping[RelPath, Digest | MegadeskError],
    ) -> None:
        self._paths = {self.root: ROOT}
        for gone in dropped:
            self.put_local(gone, None)
        for known in changed:
            self.put_local(known.node.id, known)
        if digests:
            for known in changed:
                digest = digests.get(self.path(known.node.id))
                if isinstance(digest, Digest):
                    self._digests[known.node.id] = digest
        if self._left:
            self._give_back(changed)

    # -- files that are being saved ---------------------------------------------------------------------------------

    def _note_left(self, agreed: Node) -> None:
        if self._has_left(agreed):
            self._left[agreed.place] = agreed.id
        elif self._left.get(agreed.place) == agreed.id:
            del self._left[agreed.place]

    def _has_left(self, agreed: Node) -> bool:
        """Whether a file is not, or no longer, where both sides agreed that it is."""
        now = self._nodes.get(agreed.id)
        return agreed.kind is Kind.FILE and (now is None or not now.same_place(agreed))

    def _give_back(self, changed: Iterable[LocalNode]) -> None:
        """Let a file that nobody has heard of yet be the one whose place it took, as a single look would have it.

        A program that saves puts the old file aside or deletes it, and a new one in its place; a look in between takes
        the one for moved or removed, and the other for new (row 98).
        """
        for known in changed:
            node = known.node
            if node.kind is not Kind.FILE or node.id in self.base or node.id in self._intended:
                continue
            owner = self._left.get(node.place)
            if owner is None or node.id in self.held or owner in self.held or self.local.get(node.id) != known:
                continue
            aside, digests = self.local.get(owner), dict(self._digests)
            for one in (node.id, owner):
                self.put_local(one, None)
            if aside is not None:
                self._put_as(NodeId(self._entropy(SHORT_ID_BYTES)), aside, digests.get(owner))
            self._put_as(owner, known, digests.get(node.id))

    def _put_as(self, node: NodeId, known: LocalNode, digest: Digest | None) -> None:
        self.put_local(node, replace(known, node=replace(known.node, id=node)))
        if digest is not None:
            self._digests[node] = digest

    def local_tree(self) -> Tree:
        """Return the disk as the planner sees it."""
        return Tree(self.root, dict(self._nodes))

    def base_tree(self) -> Tree:
        """Return what both sides last agreed on."""
        return Tree(self.root, dict(self.base))

    def path(self, node: NodeId) -> RelPath:
        """Return where a node is on disk now, in the disk's spelling."""
        found = self._paths.get(node)
        if found is None:
            known = self.local.get(node)
            if known is None:
                raise OurBug("a path was asked for a node that is not on disk", node=node.hex())
            found = join(self.path(known.node.parent), known.spelling)
            seen = self._listing.entries.get(found) if self._listing is not None else None
            found = self._paths[node] = found if seen is None else seen.path  # the listing's string: one for all
        return found

    def spot(self, folder: NodeId, spelling: str) -> tuple[NodeId, str]:
        """Return what is equal for two spellings that this disk takes for one."""
        return (folder, self._fold(spelling))

    def occupant(self, node: NodeId, folder: NodeId, spelling: str) -> NodeId | None:
        """Return another node than this one that stands where something spelt so would, or None."""
        there = self._by_spot.get(self.spot(folder, spelling))
        return None if there == node else there

    def nodes_now(self) -> dict[NodeId, Node]:
        """Return every node on disk, as a copy. Safe from any thread: a dictionary is copied in one step."""
        return self._nodes.copy()

    def at_place(self, parent: NodeId, name: str) -> NodeId | None:
        """Return the node that is called so in a folder on this disk, or None. Safe from any thread."""
        return self._by_spot.get(self.spot(parent, name))

    def digest_of(self, node: NodeId) -> Digest | MegadeskError:
        """Return what a file on disk holds; read again only if this run has not read it."""
        known = self.local[node]
        kept = self._digests.get(node)
        if kept is not None and kept.file_hash == known.node.content:
            return kept
        path = self.path(node)
        return self._side.digests([Entry(path, known.node.kind, known.fingerprint)])[path]

    # -- changing ---------------------------------------------------------------------------------------------------

    def put_local(self, node: NodeId, known: LocalNode | None) -> None:
        """Note that a node on disk is now so, or gone."""
        before = self.local.get(node)
        if before is not None:
            self._count(before, -1)
        if known is not None:
            self._count(known, 1)
        if before is not None:
            spot = self.spot(before.node.parent, before.spelling)
            if self._by_spot.get(spot) == node:
                del self._by_spot[spot]
        self.aliases.pop(node, None)
        if known is None:
            self.local.pop(node, None)
            self._nodes.pop(node, None)
            self._digests.pop(node, None)
        else:
            self.departures.drop(node)
            self.local[node] = known
            self._nodes[node] = known.node
            self._by_spot[self.spot(known.node.parent, known.spelling)] = node
            alias = alias_of(known)
            if alias is not None:
                self.aliases[node] = alias
        self.copies.discard(node)
        if known is not None and may_be_copy(known.node.name):
            self.copies.add(node)
        self._local_changed[node] = known
        agreed = self.base.get(node)
        if agreed is not None:
            self._note_left(agreed)
        self._note_path(node, before, known)

    def _count(self, known: LocalNode, sign: int) -> None:
        if not known.node.is_folder:
            self.n_files += sign
            self.n_bytes += sign * known.node.size_bytes

    def relabel(self, labels: Mapping[NodeId, NodeId], forget: Collection[NodeId]) -> None:
        """Give nodes on disk other ids, all at once, children following their folders; base forgets the old ones.

        One transaction with what base has to forget besides (relabel.py says why).
        """
        self._relabel(labels)
        for gone in forget:
            self._put_base(gone, None)
        self.save()

    def _relabel(self, labels: Mapping[NodeId, NodeId]) -> None:
        self._permit(relabelled_permits(self.permits, self.local_tree(), labels))
        moving = [self.local[node] for node in self.local if node in labels or self.local[node].node.parent in labels]
        digests = {node.node.id: self._digests[node.node.id] for node in moving if node.node.id in self._digests}
        self.occupied = frozenset((labels.get(at, at), name) for at, name in self.occupied)
        self._junk = {labels.get(at, at): names for at, names in self._junk.items()}
        for known in moving:
            self.put_local(known.node.id, None)
        for known in moving:
            node = relabelled_node(known.node, labels)
            self.put_local(node.id, replace(known, node=node))
            if known.node.id in digests:
                self._digests[node.id] = digests[known.node.id]
        base = relabelled_base(self.base_tree(), labels)
        for gone in [node for node in self.base if node not in base]:
            self._put_base(gone, None)
        for node in base.values():
            if self.base.get(node.id) is not node:
                self._put_base(node.id, node)

    # -- a pair of one direction ------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Take in what a person decided about changes that the direction does not take, in one transaction."""
        self._relabel(decision.relabels)
        for gone in decision.base_drop:
            self._put_base(gone, None)
        for node in decision.base_put:
            self._put_base(node.id, node)
        self._permit({**self.permits, **decision.permits})
        self.save()

    def end_permits(self, remote: Tree) -> None:
        """Forget what was permitted of nodes that are the same on both sides by now."""
        if not self.permits:
            return
        left = {}
        for node, permit in self.permits.items():
            here, there = self._nodes.get(node), remote.get(node)
            is_done = here is there if here is None or there is None else diff.same(here, there)
            if not is_done:
                left[node] = permit
        self._permit(left)
        self.save()

    def _permit(self, permits: Mapping[NodeId, Permit]) -> None:
        for node in self.permits.keys() - permits.keys():
            self._permits_changed[node] = None
        for node, permit in permits.items():
            if self.permits.get(node) != permit:
                self._permits_changed[node] = permit
        self.permits = permits

    def overrule(self, *, forget: Collection[NodeId], accept: Collection[NodeId]) -> None:
        """Change what both sides agreed on, because a person wants undone what one of them did; durable on return.

        forget: as if these had never been on both sides: what is on one of them is new there, and comes to the other.
        accept: as if the bytes on this disk had been agreed on: what the cloud has is newer, and comes here.
        """
        for node in forget:
            self._put_base(node, None)
        for node in accept:
            known, agreed = self.local.get(node), self.base.get(node)
            if known is not None and agreed is not None:
                here = known.node
                self._put_base(
                    node,
                    replace(agreed, content=here.content, size_bytes=here.size_bytes, mtime_ns=here.mtime_ns),
                )
        self.save()

    def recognise(self, gone: Sequence[Node]) -> None:
        """Give what is at the place of a node that was gone from this disk that node's id: it is back.

        For nodes whose removal was not carried out yet; ``gone`` as base knows them.
        """
        back: dict[NodeId, NodeId] = {}
        for node in _parents_first(gone):
            stranger = self.at_place(back.get(node.parent, node.parent), node.name)
            if stranger is None or node.id in self.local or stranger in self.base:
                continue
            if self.local[stranger].node.kind is node.kind:
                back[node.id] = stranger
        if back:
            self.relabel({stranger: node for node, stranger in back.items()}, ())

    def touched(self, path: RelPath) -> None:
        """Note that one of our own steps changed a path."""
        self._own_touched.add(path)
        if self.rulebook.is_concerned(path):
            self._rules_touched.add(path)

    def take_touched_rules(self) -> set[RelPath]:
        """Return what our own steps changed that may make other rules count: it is to be looked at now."""
        touched, self._rules_touched = self._rules_touched, set()
        return touched

    def doubt(self, node: NodeId) -> None:
        """Let the next look read a file, whatever its fingerprint says: it was found to hold other bytes than known.

        A power cut can leave old bytes under the new time, and a mapped file may change before its time does.
        """
        known = self.local.get(node)
        if known is not None:
            self.put_local(node, replace(known, fingerprint=replace(known.fingerprint, changed_ns=_IN_DOUBT)))

    def refresh(self, node: NodeId, fingerprint: Fingerprint) -> None:
        """Note a new fingerprint of a node that is otherwise as before."""
        self.put_local(node, replace(self.local[node], fingerprint=fingerprint))

    def intend(self, nodes: Sequence[Node], side: Side) -> None:
        """Write down what is about to be done, before it is."""
        if nodes:
            self._store.intend(nodes, side)
            self._intended.update(node.id for node in nodes)
            self._intents_done.difference_update(node.id for node in nodes)
            if side is Side.CLOUD:
                self._cloud_intended.update(node.id for node in nodes)

    def intended_here(self, node: NodeId) -> Node | None:
        """Return what was intended for a node on disk and never noted as done, or None."""
        found = (intent.node for intent in self._store.intents() if intent.side is Side.DISK and intent.node.id == node)
        return next(found, None)

    def not_done(self, node: NodeId) -> None:
        """Note that what was intended for a node on disk was not done: nothing may be concluded from it later."""
        if node in self._intended and node not in self._cloud_intended:
            self._intents_done.add(node)

    def perhaps_done(self, node: NodeId) -> None:
        """Note that a step ended in an error that may have come after the change: the next look tells, as after a crash."""
        if node in self._intended:
            self._disk_replay_due = True

    def replay_cloud_intents(self, remote: Mapping[NodeId, Node]) -> None:
        """Let base catch up with commits of ours that were taken and never acknowledged.

        Whatever was edited here or elsewhere since is then an edit of what we published, not a conflict with it.
        """
        if not self._intended:
            return
        for intent in self._store.intents():
            node, there = intent.node, remote.get(intent.node.id)
            if intent.journaled:
                self._put_base(node.id, replace(node, version=node.version + 1))
            elif intent.side is Side.CLOUD and there is not None and there.version > node.version:
                self._intents_done.add(node.id)
        self.save()

    def _replay_disk_intents(self) -> None:
        """Let base catch up with what we did to the disk right before a crash or an error, and did not note.

        What was placed or made then has no known id yet: it gets the one it was placed for.
        """
        done = [intent.node for intent in self._store.intents() if intent.side is Side.DISK]
        marked = [known for known in self.local.values() if MARK in known.spelling] if done else []
        for node in _parents_first(done):
            for stranger in self._strangers_for(node, marked) if node.id not in self.local else ():
                known = self.local[stranger]
                if known.node.kind is node.kind and known.node.same_content(node):
                    self.put_local(stranger, replace(known, node=replace(known.node, name=node.name)))
                    self.relabel({stranger: node.id}, ())
                    break
        for node in done:
            known_now = self.local.get(node.id)
            agreed = _agreed_on(self.base.get(node.id), known_now.node, node) if known_now is not None else None
            if agreed is not None:
                self._put_base(node.id, agreed)
            self._intents_done.add(node.id)
        self.save()

    def _strangers_for(self, node: Node, marked: Iterable[LocalNode]) -> list[NodeId]:
        """Return what stands where a node was to be placed, by its name or by an alias, and was never agreed on."""
        there = self._by_spot.get(self.spot(node.parent, node.name))
        found = [] if there is None or self.local[there].node.name != node.name else [there]
        found += [
            known.node.id
            for known in marked
            if known.node.parent == node.parent and is_alias_of(known.spelling, node.name, folder=node.is_folder)
        ]
        return [stranger for stranger in found if stranger not in self.base]

    def settle(self, remote: Tree, nodes: Collection[NodeId] | None = None) -> None:
        """Let base follow wherever local and remote agree; ``nodes``: only these can have changed."""
        # Views, not copies: this runs after each batch of a hundred thousand files.
        base, local = Tree(self.root, self.base), Tree(self.root, self._nodes)
        put, drop = diff.agree(base, local, remote, nodes)
        for agreed in put:
            self._put_base(agreed.id, agreed)
            known = self.local.get(agreed.id)
            if known is not None and known.node is not agreed and diff.same(known.node, agreed):
                # One node for all three trees: a quarter of the memory, and no plan has to compare them again.
                self.put_local(agreed.id, replace(known, node=agreed))
                self._digests.pop(agreed.id, None)  # there is nothing left to upload
        for gone in drop:
            self._put_base(gone, None)

    def _put_base(self, node: NodeId, agreed: Node | None) -> None:
        if node in self._intended:
            self._intents_done.add(node)
        before = self.base.pop(node, None)
        if before is not None and self._left.get(before.place) == node:
            del self._left[before.place]
        if agreed is not None:
            self.base[node] = agreed
            self._note_left(agreed)
            if agreed.parent == AWAY:
                self._away.add(node)
        self._base_changed[node] = agreed

    def save(self) -> None:
        """Write everything that changed since the last save, in one transaction."""
        change = TreeChange(
            base_put=[node for node in self._base_changed.values() if node is not None],
            base_drop=[node for node, agreed in self._base_changed.items() if agreed is None],
            local_put=[known for known in self._local_changed.values() if known is not None],
            local_drop=[node for node, known in self._local_changed.items() if known is None],
            intent_drop=sorted(self._intents_done),
            permit_put={node: permit for node, permit in self._permits_changed.items() if permit is not None},
            permit_drop=[node for node, permit in self._permits_changed.items() if permit is None],
            departed_put=self.departures.added(),
            departed_drop=self.departures.dropped(),
        )
        if change:
            self._store.apply(change)
        self._base_changed.clear()
        self._local_changed.clear()
        self._permits_changed.clear()
        self.departures.saved()
        self._intended -= self._intents_done
        self._cloud_intended -= self._intents_done
        self._intents_done.clear()


def _parents_first(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes so that a folder comes before what is in it."""
    by_id = {node.id: node for node in nodes}

    def depth(node: Node) -> int:
        above, steps = by_id.get(node.parent), 0
        while above is not None and steps < len(by_id):
            above, steps = by_id.get(above.parent), steps + 1
        return steps

    return sorted(nodes, key=lambda node: (depth(node), node.id))


def _agreed_on(base: Node | None, local: Node, done: Node) -> Node | None:
    """Return what base has to say if the disk shows what we had done; only the half that it shows, if only half."""
    if local.same_place(done) and local.same_content(done):
        return done if base is None or base.version < done.version else None
    if base is None:
        return None
    if local.same_place(done):
        return replace(base, parent=done.parent, name=done.name)
    if local.same_content(done):
        return replace(
            base, content=done.content, size_bytes=done.size_bytes, mtime_ns=done.mtime_ns, executable=done.executable
        )
    return None
