"""Look at the disk of one pair: what is there, which node it is, what it holds.

    dirty paths --scan--> Listing --identity.match--> what changed --reading--> digests
                                        crossing: what is another pair's --+--> conclude ----------> Folder
                                                                           |
                                        replay: what we did ourselves <----+

Observations only: nothing on disk or in the cloud is changed. Used from the pair's own thread only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import SHORT_ID_BYTES, Entropy, NodeId
from megadesk.model.listing import Digest, Entry, Listing, LocalNode
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind
from megadesk.model.values import replace
from megadesk.sync import identity
from megadesk.sync.conclusion import conclude
from megadesk.sync.crossing import Crossing
from megadesk.sync.folder import Folder
from megadesk.sync.neighbours import Neighbours
from megadesk.sync.patience import Patience
from megadesk.sync.ports import LocalSide
from megadesk.sync.reading import Reading
from megadesk.sync.replay import given_way, replay_disk


class Looking:
    """Looks for one pair, and keeps what it sees in ``folder``. The first look compares with what the store knew."""

    def __init__(
        self,
        *,
        folder: Folder,
        local_side: LocalSide,
        entropy: Entropy,
        patience: Patience | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        self.folder = folder
        self.crossing = Crossing(folder, local_side, neighbours)
        self.reading = Reading(local_side, folder.base, patience)
        self._side = local_side
        self._entropy = entropy
        self._judge_all = False
        self._is_news = False

    def observe(
        self,
        dirty: Collection[RelPath] | None,
        renamed: Mapping[RelPath, RelPath] | None = None,
        *,
        reading: Callable[[int], None] = lambda _bytes: None,
    ) -> bool:
        """Scan, tell which node is which, and remember it; return whether anything was new. Errors as LocalSide.scan.

        Paths that our own steps touched are looked at again with every scan: the listing does not follow steps.
        renamed: new path to old, as far as it was watched; it tells a file that was renamed and edited from a new one.
        reading: told how many bytes are now to be read.
        """
        # Kept until a scan has judged everything anew: this one may fail.
        self._judge_all = self.folder.rulebook.ask_here() or self._judge_all
        if dirty is not None and self.folder.listing is not None and not self._judge_all:
            dirty = {path for path in dirty if not self.folder.rulebook.is_shut(path)} | self.folder.own_touched
            if not dirty:
                return False
        else:
            dirty = None
        listing = self._side.scan(self._known(), dirty, self.folder.rulebook.rules)
        self.folder.scanned(listing)
        traits = self._side.traits
        rules_changed = self.folder.rulebook.take_in(listing.ignore_texts) or self._judge_all
        self._judge_all = False
        match = identity.match(
            self.folder.local,
            listing,
            self.folder.root,
            stable_inodes=traits.stable_inodes,
            case_sensitive=traits.case_sensitive,
            keeps_executable=traits.keeps_executable,
            renamed=renamed,
            rules=self.folder.rulebook.rules,
            paths=self.folder.paths.every(),
            among=self.folder.doubts.about(listing),
            gave_way=given_way(self.folder) if self.folder.intents.replay_due else frozenset(),
        )
        wanted = [listing.entries[path] for path in match.need_digest]
        reading(sum(entry.fingerprint.size_bytes for entry in wanted))
        digests = self.reading.read(wanted, match.at)
        takeover = self.crossing.taken_over(match, digests)
        state = conclude(match, digests, self._entropy, takeover.ids)
        # Told only once it is kept: if that fails, the next look finds nothing new, and still has this to tell.
        self._is_news = self._is_news or bool(state.changed or state.dropped or rules_changed)
        self._is_news = self.folder.seen(listing, state) or self._is_news
        self._detach(state.detached)
        self.crossing.see_off(state.dropped, everything=dirty is None)
        self._take_in(state.changed, state.dropped, digests)
        self.crossing.take_over(takeover)
        self.folder.doubts.looked(match)
        self.folder.save()
        self.folder.rulebook.remember()
        if self.folder.intents.replay_due:
            self._side.flush()  # what base is about to say of the disk must not be lost with the power
            self.folder.intents.replay_due = not replay_disk(self.folder)
            self._is_news = True
        news, self._is_news = self._is_news, False
        return news

    def _known(self) -> Listing:
        """Return what a scan finds if nothing has changed: what is so need not be made, nor compared, again."""
        local = self.folder.local
        if self.folder.listing is not None:
            return self.folder.listing
        return Listing(
            entries={
                path: Entry(path, local[key].node.kind, local[key].fingerprint)
                for key, path in self.folder.paths.every().items()
            }
        )

    def _detach(self, nodes: Sequence[NodeId]) -> None:
        """Let base forget what a rule leaves out now, with the disk's own memory of it in the same transaction.

        Then nobody removed it: neither a file that is still here, nor the one in the cloud (row 134).
        """
        self.folder.rulebook.note_left_out([(self.folder.path(node), self.folder.local[node].node) for node in nodes])
        for node in nodes:
            if node in self.folder.base:
                self.folder.put_base(node, None)

    def _take_in(
        self,
        changed: Iterable[LocalNode],
        dropped: Iterable[NodeId],
        digests: Mapping[RelPath, Digest | MegadeskError],
    ) -> None:
        for gone in dropped:
            self.folder.put_local(gone, None)
        for known in changed:
            self.folder.put_local(known.node.id, known)
        read: list[NodeId] = []
        if digests:
            for known in changed:
                digest = digests.get(self.folder.path(known.node.id))
                if isinstance(digest, Digest):
                    self.folder.digests[known.node.id] = digest
                    read.append(known.node.id)
        if self.folder.left:
            read += self._give_back(changed)
        self.folder.believe(read)

    # -- files that are being saved ---------------------------------------------------------------------------------

    def _give_back(self, changed: Iterable[LocalNode]) -> list[NodeId]:
        """Let a file that nobody has heard of yet be the one whose place it took, as a single look would have it; return those.

        A program that saves puts the old file aside or deletes it, and a new one in its place; a look in between takes
        the one for moved or removed, and the other for new (row 98).
        """
        given: list[NodeId] = []
        for known in changed:
            node = known.node
            if node.kind is not Kind.FILE or node.id in self.folder.base or node.id in self.folder.intents:
                continue
            owner = self.folder.left.get(node.place)
            held = self.folder.held
            if owner is None or node.id in held or owner in held or self.folder.local.get(node.id) != known:
                continue
            if self.folder.intents.replay_due and owner in self.folder.intents:
                continue  # that it left may be our own doing
            aside, digests = self.folder.local.get(owner), dict(self.folder.digests)
            for one in (node.id, owner):
                self.folder.put_local(one, None)
            if aside is not None:
                self._put_as(NodeId(self._entropy(SHORT_ID_BYTES)), aside, digests.get(owner))
            self._put_as(owner, known, digests.get(node.id))
            given.append(owner)
        return given

    def _put_as(self, node: NodeId, known: LocalNode, digest: Digest | None) -> None:
        self.folder.put_local(node, replace(known, node=replace(known.node, id=node)))
        if digest is not None:
            self.folder.digests[node] = digest
