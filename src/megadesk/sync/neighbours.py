"""What goes from the folder of one pair into that of another, on this disk: the same node, under its id, no bytes sent.

    pair A     sees that X is gone, and remembers for a while what it was (``Departed``)
    pair B     sees something new: X's inode, X's bytes, and nothing at X's old place --taken_over--> it is X
               its disk shows X; its base says "agreed on, but nowhere in this folder" (``AWAY``), in one transaction
    B's plan   X's record, in A's folder or in the bin by now, is lent to base and remote (``lent``): an ordinary move
    A's plan   leaves alone what B has: it neither bins it, nor discards it, nor asks a person about it (``has``)

Whichever of them is first, the file ends in the new place, once. Both are pairs of one space and one volume, may speak
(direction) and are not paused. A folder takes everything in it along.

In: what is new here, what the others know. Out: ids. Nothing is touched; who reads another pair's trees does so from
another thread, and gets a moment's state: what it took over is checked against the disk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import TOP, NodeId, PairId
from megadesk.model.listing import Digest, Listing
from megadesk.model.relpath import RelPath, name_of, parent_of
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace

AWAY: Final = TOP
"""The parent that base gives to what was taken over: agreed on, but at no place of this folder."""

SCANS_KEPT: Final = 2
"""So many full scans what is gone is remembered: by then the other pair has looked as well."""


@dataclass(frozen=True, slots=True)
class Departed:
    """A node as both sides had it when it was last seen on disk, and where that was."""

    node: Node
    path: RelPath
    inode: int


class Departures:
    """What is gone from one pair's disk, kept until it comes back or two full scans have passed. One writer."""

    def __init__(self, kept: Iterable[Departed]) -> None:
        self._by_id = {one.node.id: one for one in kept}
        self._ages: dict[NodeId, int] = dict.fromkeys(self._by_id, 0)
        self._added: dict[NodeId, Departed] = {}
        self._dropped: set[NodeId] = set()
        self._unkept: set[NodeId] = set()

    def add(self, one: Departed, *, is_kept: bool = True) -> None:
        """Remember a node; ``is_kept``: also over a restart."""
        was_kept = one.node.id in self._by_id and one.node.id not in self._unkept
        self._by_id[one.node.id] = one
        self._ages[one.node.id] = 0
        if is_kept:
            self._added[one.node.id] = one
            self._dropped.discard(one.node.id)
            self._unkept.discard(one.node.id)
        elif not was_kept:
            self._unkept.add(one.node.id)

    def drop(self, node: NodeId) -> None:
        """Forget a node: it is here."""
        if self._by_id.pop(node, None) is not None:
            del self._ages[node]
            self._added.pop(node, None)
            if node in self._unkept:
                self._unkept.discard(node)
            else:
                self._dropped.add(node)

    def grow_older(self) -> None:
        """Note a full scan; forget what was gone before the last ones."""
        for node, age in list(self._ages.items()):
            if age >= SCANS_KEPT:
                self.drop(node)
            else:
                self._ages[node] = age + 1

    def with_inodes(self, inodes: Collection[int]) -> list[Departed]:
        """Return those that had one of these inodes."""
        return [one for one in list(self._by_id.values()) if one.inode in inodes]

    def nodes(self) -> list[Node]:
        """Return all of them."""
        return [one.node for one in list(self._by_id.values())]

    def inode_of(self, node: NodeId) -> int | None:
        """Return the inode that one had; None if it is not known."""
        one = self._by_id.get(node)
        return None if one is None else one.inode

    def added(self) -> list[Departed]:
        """Return what has to be written down."""
        return list(self._added.values())

    def dropped(self) -> list[NodeId]:
        """Return what has to be forgotten."""
        return sorted(self._dropped)

    def saved(self) -> None:
        """Note that both was done."""
        self._added.clear()
        self._dropped.clear()


class Belongings(Protocol):
    """What one pair has and had, for others to read from their own threads (``crossing.Crossing``)."""

    def departed_with(self, inodes: Collection[int], *, gone_only: bool = False) -> Sequence[Departed]:
        """Return what was seen with these inodes and agreed on; what is still taken for present comes last.

        gone_only: without what is still taken for present.
        """

    def departed_below(self) -> Mapping[NodeId, Sequence[Node]]:
        """Return the agreed nodes by their folder: those on disk or gone from it."""

    def has(self, node: NodeId, inode: int) -> bool:
        """Whether this disk shows that node, with that inode."""


class NoBelongings:
    """Those of a pair that has not opened its folder yet. Implements Belongings."""

    def departed_with(self, inodes: Collection[int], *, gone_only: bool = False) -> Sequence[Departed]:
        """Return nothing."""
        del inodes, gone_only
        return ()

    def departed_below(self) -> Mapping[NodeId, Sequence[Node]]:
        """Return nothing."""
        return {}

    def has(self, node: NodeId, inode: int) -> bool:
        """Say no."""
        del node, inode
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One pair among its neighbours.

    volume: which volume its folder is on; raises if it is not there. inode_at: what is at a path of it right now, None for nothing; raises if the
    folder is not what it was. gives: whether what is moved out of it may be moved in the cloud. look: have it look at everything, and be called
    when it has, or could not. looked: tell it that those it asked have looked (inquiry.py).
    """

    belongings: Belongings
    volume: Callable[[], int]
    inode_at: Callable[[RelPath], int | None]
    gives: Callable[[], bool]
    look: Callable[[Callable[[], None]], object]
    looked: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """What of the new is not new: its ids by path, and what base has to know of them. ``own``: those gone from this very pair."""

    ids: Mapping[RelPath, NodeId] = field(default_factory=dict)
    base: Sequence[Node] = ()
    own: frozenset[NodeId] = frozenset()


NOTHING: Final = Takeover()


class Neighbourhood:
    """All pairs of one space on this device. Safe from any thread: each call is one look at a dictionary."""

    def __init__(self) -> None:
        self._members: dict[PairId, Member] = {}

    def join(self, pair: PairId, member: Member) -> None:
        """Make a pair known; a second time replaces what was known of it."""
        self._members[pair] = member

    def leave(self, pair: PairId) -> None:
        """Forget a pair."""
        self._members.pop(pair, None)

    def of(self, pair: PairId) -> Neighbours:
        """Return the others, as one of them sees them."""
        return Neighbours(lambda: self._members.get(pair), lambda: self._others(pair))

    def _others(self, pair: PairId) -> dict[PairId, Member]:
        volumes = {other: _volume(member) for other, member in list(self._members.items())}
        own = volumes.get(pair)
        return {
            other: member
            for other, member in list(self._members.items())
            if other != pair and own is not None and volumes.get(other) == own
        }


def _volume(member: Member) -> int | None:
    try:
        return member.volume()
    except MegadeskError:
        return None


class Neighbours:
    """The other pairs whose folders are on the volume of this one."""

    def __init__(self, me: Callable[[], Member | None], others: Callable[[], Mapping[PairId, Member]]) -> None:
        self._me = me
        self._others = others

    def any(self) -> bool:
        """Whether there is one."""
        return bool(self._others())

    def has(self, node: NodeId, inode: int | None) -> bool:
        """Whether another pair shows a node with the inode that it had here."""
        return inode is not None and any(member.belongings.has(node, inode) for member in self._others().values())

    def me(self) -> Member | None:
        """Return what the others know of this one; None if they do not."""
        return self._me()

    def givers(self) -> Mapping[PairId, Member]:
        """Return those that give and take."""
        return {pair: member for pair, member in self._others().items() if member.gives()}

    def taken_over(
        self,
        new: Sequence[RelPath],
        listing: Listing,
        digests: Mapping[RelPath, Digest | MegadeskError],
        own: Container[NodeId],
    ) -> Takeover:
        """Return which new entries, parents first, are nodes of another pair (or of this one, gone for a moment)."""
        me = self._me()
        if me is None or not me.gives() or not new:
            return NOTHING
        return _Taking(new, listing, digests, own, me, list(self.givers().values())).run()


class _Taking:
    """One takeover in the making."""

    def __init__(
        self,
        new: Sequence[RelPath],
        listing: Listing,
        digests: Mapping[RelPath, Digest | MegadeskError],
        own: Container[NodeId],
        me: Member,
        givers: Sequence[Member],
    ) -> None:
        self._new = new
        self._listing = listing
        self._entries = listing.entries
        self._digests = digests
        self._own = own
        self._me = me
        self._givers = givers
        self._names: dict[RelPath, set[str]] = {}
        self._below: dict[int, Mapping[NodeId, Sequence[Node]]] = {}
        self._folders: dict[RelPath, tuple[Node, Mapping[NodeId, Sequence[Node]]]] = {}
        self._ids: dict[RelPath, NodeId] = {}
        self._mine: set[NodeId] = set()
        self._base: dict[NodeId, Node] = {}

    def run(self) -> Takeover:
        """Return it."""
        inodes: dict[int, int] = {}
        for path in self._new:
            inode = self._entries[path].fingerprint.inode
            inodes[inode] = inodes.get(inode, 0) + 1
        known = self._known({inode for inode, times in inodes.items() if times == 1})
        for path in self._new:
            folder = self._folders.get(parent_of(path))
            if folder is not None:
                self._take_along(path, *folder)
            elif known:
                self._take_one(path, known.get(self._entries[path].fingerprint.inode, ()))
        self._take_missing()
        return (
            Takeover(ids=self._ids, base=tuple(self._base.values()), own=frozenset(self._mine))
            if self._ids
            else NOTHING
        )

    def _known(self, inodes: Collection[int]) -> dict[int, list[tuple[Departed, Member]]]:
        """Return the nodes that were last seen with these inodes, each as its last pair has it."""
        found: dict[int, dict[NodeId, tuple[Departed, Member]]] = {}
        for member in (self._me, *self._givers):
            # What this pair shows itself is its own, and need not be searched: 0.3 s a look with 100,000 files.
            for one in member.belongings.departed_with(inodes, gone_only=member is self._me):
                if one.node.id not in self._own:
                    found.setdefault(one.inode, {})[one.node.id] = (one, member)
        return {inode: list(known.values()) for inode, known in found.items()}

    # -- one by one -------------------------------------------------------------------------------------------------

    def _take_one(self, path: RelPath, known: Sequence[tuple[Departed, Member]]) -> None:
        fits = [(one, member) for one, member in known if self._is_it(path, one, member)]
        if len(fits) != 1:
            return
        ((departed, member),) = fits
        if departed.node.kind is Kind.FOLDER:
            self._folders[path] = (departed.node, self._below_of(member))
        self._take(path, replace(departed.node, parent=AWAY), is_mine=member is self._me)

    def _is_it(self, path: RelPath, departed: Departed, member: Member) -> bool:
        """Whether a second witness says what the inode says: the bytes, or for a folder a child that both have."""
        entry, node = self._entries[path], departed.node
        if node.kind is not entry.kind or node.id in self._base or not self._is_gone(departed, member):
            return False
        if node.kind is Kind.FOLDER:
            names = {one.name for one in self._below_of(member).get(node.id, ())}
            return bool(names.intersection(self._names_in(path)))
        digest = self._digests.get(path)
        return isinstance(digest, Digest) and digest.size_bytes > 0 and digest.file_hash == node.content

    def _is_gone(self, departed: Departed, member: Member) -> bool:
        """Whether nothing with that inode is at the old place any more: else the new is a second name of one file."""
        if member is self._me:
            return True
        try:
            return member.inode_at(departed.path) != departed.inode
        except MegadeskError:
            return False

    def _take(self, path: RelPath, node: Node, *, is_mine: bool) -> None:
        self._ids[path] = node.id
        self._base[node.id] = node
        if is_mine:
            self._mine.add(node.id)

    def _are_mine(self, below: Mapping[NodeId, Sequence[Node]]) -> bool:
        return below is self._below.get(id(self._me))

    # -- what is in a folder ----------------------------------------------------------------------------------------

    def _take_along(self, path: RelPath, folder: Node, below: Mapping[NodeId, Sequence[Node]]) -> None:
        entry, name = self._entries[path], _name(path)
        for node in below.get(folder.id, ()):
            is_it = node.name == name and node.kind is entry.kind
            if is_it and node.id not in self._own and node.id not in self._base:
                if node.kind is Kind.FOLDER:
                    self._folders[path] = (node, below)
                self._take(path, node, is_mine=self._are_mine(below))
                return

    def _take_missing(self) -> None:
        """Let base know what was in those folders and is not any more: it was removed, and not on the other device.

        What is there and no node, because it is left out here or cannot be read, was not removed.
        """
        if not self._folders:
            return
        stands = {_nfc(path) for path in self._entries} | {_nfc(path) for path in self._listing.unknown}
        for at, (folder, below) in list(self._folders.items()):
            waiting = [(folder.id, _nfc(at))]
            while waiting:
                key, place = waiting.pop()
                for node in below.get(key, ()):
                    path = f"{place}/{node.name}"
                    if path not in stands and node.id not in self._own and node.id not in self._base:
                        self._base[node.id] = node
                        if self._are_mine(below):
                            self._mine.add(node.id)
                        waiting.append((node.id, path))

    def _below_of(self, member: Member) -> Mapping[NodeId, Sequence[Node]]:
        if id(member) not in self._below:
            self._below[id(member)] = member.belongings.departed_below()
        return self._below[id(member)]

    def _names_in(self, folder: RelPath) -> set[str]:
        if not self._names:
            for path in self._new:
                self._names.setdefault(parent_of(path), set()).add(_name(path))
        return self._names.get(folder, set())


def _name(path: RelPath) -> str:
    return _nfc(name_of(path))


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def lent(base: Tree, remote: Tree, away: Collection[NodeId], records: Iterable[Node]) -> tuple[Tree, Tree]:
    """Return base and remote with the records of what was taken over, as they are in the space now.

    Base takes their place for its own: whoever moved them meanwhile, into the bin even, this device moved them last.
    """
    there = {node.id: node for node in records if node.id not in remote}
    here = [
        replace(base[key], parent=there[key].parent, name=there[key].name)
        for key in sorted(away)
        if key in base and key in there
    ]
    return base.changed(here), remote.changed(there.values())
