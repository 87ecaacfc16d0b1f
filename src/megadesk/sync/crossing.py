"""What crosses from one pair to another on the same volume, as one of the two sees it.

    new on this disk  --taken_over-->  ids, base (neighbours.Takeover)  --take_over--> Folder
    gone from it      --see_off-->     Folder.departures  --departed_with, departed_below--> the other pairs
    planning: ``away`` is here and not yet in this folder of the cloud; ``let_go`` is another pair's by now
    before a person is asked about what is gone: ``inquiry``

Read next: neighbours.py, which tells what of the new is another pair's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node, Tree, path_of
from megadesk.sync import identity
from megadesk.sync.folder import Folder
from megadesk.sync.inquiry import Inquiry
from megadesk.sync.neighbours import NOTHING, Departed, Neighbours, Takeover
from megadesk.sync.ports import LocalSide


class Crossing:
    """One pair's side of it. As ``neighbours.Belongings`` read from any thread, else from the pair's own only."""

    def __init__(self, folder: Folder, local_side: LocalSide, neighbours: Neighbours | None) -> None:
        self._folder = folder
        self._side = local_side
        self._neighbours = neighbours
        self.inquiry = Inquiry(neighbours)

    def taken_over(self, found: identity.Match, digests: Mapping[RelPath, Digest | MegadeskError]) -> Takeover:
        """Return what of the new is not new."""
        if self._neighbours is None or not found.new or not self._side.traits.stable_inodes:
            return NOTHING
        return self._neighbours.taken_over(found.new, found.listing, digests, self._folder.local)

    def take_over(self, takeover: Takeover) -> None:
        """Let base know what was taken over, with what is in it: agreed on, and moved here."""
        for node in takeover.base:
            if node.id in takeover.own and node.id in self._folder.base:
                continue  # it was gone for one look: both sides still agree on where it was in this folder
            if node.id in self._folder.local or node.parent in self._folder.base:
                self._folder.put_base(node.id, node)

    def see_off(self, dropped: Sequence[NodeId], *, everything: bool) -> None:
        """Remember what is gone: another pair may have it by now, or the next look finds it elsewhere in this folder.

        Only what others may have is written down: a pair that is alone costs no write.
        """
        if everything:
            self._folder.departures.grow_older()
        if dropped and self._neighbours is not None:
            is_kept = self._neighbours.any()
            for node in dropped:
                agreed, known = self._folder.base.get(node), self._folder.local[node]
                if agreed is not None and agreed.same_place(known.node):
                    departed = Departed(agreed, self._folder.path(node), known.fingerprint.inode)
                    self._folder.departures.add(departed, is_kept=is_kept)

    def away(self, remote: Tree) -> frozenset[NodeId]:
        """Return what was taken over from other pairs and is not yet in this folder of the cloud."""
        folder = self._folder
        if folder.taken_over:
            folder.taken_over = {node for node in folder.taken_over if node in folder.base and node not in remote}
        return frozenset(node for node in folder.taken_over if node in folder.local)

    def let_go(self, remote: Tree) -> frozenset[NodeId]:
        """Return what other pairs have taken over: nothing is done about it here, whichever side still shows it."""
        if self._neighbours is None or not self._neighbours.any():
            return frozenset()
        folder, there = self._folder, remote.nodes
        return frozenset(
            node
            for node in folder.unsettled(remote)
            if node in folder.base
            and (node in folder.local) is not (node in there)
            and self._neighbours.has(node, self._last_inode(node))
            and not self._is_taken_over(node)
        )

    def _is_taken_over(self, node: NodeId) -> bool:
        """Whether a node came from another pair, by itself or in a folder: that one may not have looked yet."""
        seen: set[NodeId] = set()
        while node in self._folder.base and node not in seen:
            if node in self._folder.taken_over:
                return True
            seen.add(node)
            node = self._folder.base[node].parent
        return False

    def _last_inode(self, node: NodeId) -> int | None:
        known = self._folder.local.get(node)
        return known.fingerprint.inode if known is not None else self._folder.departures.inode_of(node)

    def departed_with(self, inodes: Collection[int], *, gone_only: bool = False) -> Sequence[Departed]:
        """Return what was seen with these inodes and agreed on (neighbours.Belongings; from any thread)."""
        found = self._folder.departures.with_inodes(inodes)
        if gone_only:
            return found
        for node, known in list(self._folder.local.items()):
            if known.fingerprint.inode in inodes:
                # Not Folder.path: its cache belongs to this pair's own thread. None if something moves just now.
                agreed, path = self._folder.base.get(node), path_of(node, self._folder.root, self._folder.local)
                if agreed is not None and path is not None and agreed.same_place(known.node):
                    found.append(Departed(agreed, path, known.fingerprint.inode))
        return found

    def departed_below(self) -> Mapping[NodeId, Sequence[Node]]:
        """Return the agreed nodes by their folder, but for those that are elsewhere on disk (from any thread)."""
        agreed = {node.id: node for node in self._folder.departures.nodes()}
        agreed.update(list(self._folder.base.items()))
        found: dict[NodeId, list[Node]] = {}
        for node in agreed.values():
            known = self._folder.local.get(node.id)
            if known is None or known.node.same_place(node):
                found.setdefault(node.parent, []).append(node)
        return found

    def has(self, node: NodeId, inode: int) -> bool:
        """Whether this disk shows that node, with that inode (from any thread)."""
        known = self._folder.local.get(node)
        return known is not None and known.fingerprint.inode == inode
