"""Tell which node each thing on disk is.

    known, Listing --match--> Match --(need_digest: read these)--> conclude --> LocalState

Most of a folder is as it was: one look at path and fingerprint, and nothing is made or copied for it. Only what is
left over is looked at closely (matching.py). Whatever could not be read, named or understood is held with its reason:
it is neither there nor gone.

In: what was known of the disk, what a scan saw. Out: the disk by id, and what of it is new or gone since.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from megadesk.model.errors import FileBusy, MegadeskError
from megadesk.model.ids import SHORT_ID_BYTES, Entropy, NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, LocalNode, Unknown
from megadesk.model.relpath import ROOT, RelPath, join, name_of, parent_of
from megadesk.model.tree import Kind, Node
from megadesk.sync.ignore import NO_RULES, Rules
from megadesk.sync.matching import Matcher
from megadesk.sync.ports import LocalState

UNICODE_CONFLICT: Final = "unicode_conflict"
K = TypeVar("K", NodeId, RelPath)
NOBODYS: Final[Mapping[RelPath, NodeId]] = {}


@dataclass(frozen=True, slots=True)
class Among:
    """What has to be compared where the rest is known to stand as it did.

    nodes: those that may not be where they were, or look otherwise. paths: entries that may have no node, or not the
    one they had. node_at: which of the others is at a path.
    """

    nodes: frozenset[NodeId]
    paths: frozenset[RelPath]
    node_at: Callable[[RelPath], NodeId | None]


class _At(Mapping[RelPath, NodeId]):
    """Which node is at a path: found anew, or where it was; iterates over what was found anew."""

    def __init__(self, found: Mapping[RelPath, NodeId], among: Among) -> None:
        self._found = found
        self._among = among

    def __getitem__(self, path: RelPath) -> NodeId:
        key = self._found.get(path) or self._among.node_at(path)
        if key is None or (key in self._among.nodes and path not in self._found):
            raise KeyError(path)
        return key

    def __iter__(self) -> Iterator[RelPath]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What is certain before any file is read.

    at: the node of every entry that has one. lost, unmatched: nodes and entries that had to be looked at closely. seen_anew: entries of ``at`` that are not exactly as they were known.
    need_digest: files that must be read: edited, or new. vanished: nodes that are nowhere, unless bytes say otherwise.
    refused: entries that cannot be nodes. held_at: paths of ``listing.unknown`` that a held node stands for.
    detached: those of ``vanished`` that a rule leaves out by now.
    """

    root: NodeId
    known: Mapping[NodeId, LocalNode]
    listing: Listing
    at: Mapping[RelPath, NodeId]
    seen_anew: tuple[RelPath, ...] = ()
    new: tuple[RelPath, ...] = ()
    need_digest: tuple[RelPath, ...] = ()
    vanished: tuple[NodeId, ...] = ()
    detached: frozenset[NodeId] = frozenset()
    held: Mapping[NodeId, str] = field(default_factory=dict)
    held_at: frozenset[RelPath] = frozenset()
    refused: Mapping[RelPath, Unknown] = field(default_factory=dict)
    lost: Collection[NodeId] = ()
    unmatched: Collection[RelPath] = ()
    keeps_executable: bool = True


def match(
    known: Mapping[NodeId, LocalNode],
    listing: Listing,
    root: NodeId,
    *,
    stable_inodes: bool = True,
    case_sensitive: bool = True,
    keeps_executable: bool = True,
    renamed: Mapping[RelPath, RelPath] | None = None,
    rules: Rules = NO_RULES,
    paths: Mapping[NodeId, RelPath] | None = None,
    among: Among | None = None,
    gave_way: Collection[NodeId] = frozenset(),
) -> Match:
    """Return which entries are which known nodes.

    stable_inodes: whether a file keeps its inode on this volume; else only paths and contents tell. case_sensitive:
    whether the volume tells ``a`` from ``A``. keeps_executable: whether it stores the bit; else nodes keep theirs.
    renamed: new path to old, as far as it was watched. rules: what is left out, as of this listing.
    paths: where every known node was (``known_paths``), if the caller has it at hand. among: what has to be compared,
    if not all of it; the result is the same. gave_way: files in whose places others may stand by our own doing: another
    file there is not one of them, edited.
    """
    paths = known_paths(known, root) if paths is None else paths
    nodes = known if among is None else {key: known[key] for key in _in_order(among.nodes, known)}
    at, seen_anew, lost = _at_same_paths(nodes, listing, paths, gave_way, stable_inodes=stable_inodes)
    if among is not None and _stood_otherwise(known, listing, paths, lost):
        among = None
        at, seen_anew, lost = _at_same_paths(known, listing, paths, gave_way, stable_inodes=stable_inodes)
    entries = listing.entries if among is None else _in_order(among.paths, listing.entries)
    unmatched = [] if len(at) == len(entries) and among is None else [path for path in entries if path not in at]
    if not unmatched and not lost:
        digests = tuple(path for path in seen_anew if _must_read(known[at[path]], listing.entries[path]))
        return Match(
            root=root, known=known, listing=listing, at=at if among is None else _At(at, among),
            seen_anew=tuple(seen_anew), need_digest=digests, keeps_executable=keeps_executable,
        )  # fmt: skip
    matcher = Matcher(
        known, listing, root, paths, lost, unmatched,
        stable_inodes=stable_inodes, case_sensitive=case_sensitive, renamed=renamed or {},
        gave_way=gave_way,
    )  # fmt: skip
    matcher.run()
    seen_anew += _handed_over(known, listing, paths, at, lost)
    at.update(zip(matcher.placed.values(), matcher.placed, strict=True))
    seen_anew += sorted(matcher.placed.values())
    new = tuple(matcher.open)
    need = [path for path in seen_anew if _must_read(known[at[path]], listing.entries[path])]
    need += [path for path in new if listing.entries[path].kind is not Kind.FOLDER]
    return Match(
        root=root, known=known, listing=listing, at=at if among is None else _At(at, among),
        seen_anew=tuple(seen_anew), new=new, lost=tuple(lost), unmatched=tuple(unmatched),
        need_digest=tuple(need), vanished=tuple(matcher.lost), held=matcher.held, held_at=frozenset(matcher.held_at),
        detached=_detached(matcher, paths, rules),
        refused=matcher.refused, keeps_executable=keeps_executable,
    )  # fmt: skip


def _in_order(some: Collection[K], every: Mapping[K, object]) -> list[K]:
    """Return those keys that a mapping has: paths so that a folder comes before what is in it."""
    return sorted(key for key in some if key in every)


def _stood_otherwise(
    known: Mapping[NodeId, LocalNode], listing: Listing, paths: Mapping[NodeId, RelPath], lost: Iterable[NodeId]
) -> set[RelPath]:
    """Return where lost folders stood and others stand now."""
    entries = listing.entries
    stood = {paths[key] for key in lost if known[key].node.is_folder and key in paths}
    return {path for path in stood if path in entries and entries[path].kind is Kind.FOLDER}


def _handed_over(
    known: Mapping[NodeId, LocalNode],
    listing: Listing,
    paths: Mapping[NodeId, RelPath],
    at: Mapping[RelPath, NodeId],
    lost: Iterable[NodeId],
) -> list[RelPath]:
    """Return what stands where it stood, in a folder that is another one now: its parent has to be told anew."""
    others = _stood_otherwise(known, listing, paths, lost)
    return sorted(path for path in at if parent_of(path) in others) if others else []


def _detached(matcher: Matcher, paths: Mapping[NodeId, RelPath], rules: Rules) -> frozenset[NodeId]:
    """Return the lost nodes that a rule leaves out where they are, or where they were.

    Also if they are gone from the disk: a rule made before a file is removed keeps that removal on this device.
    """
    found = set(matcher.left_out)
    for key in matcher.lost:
        path = paths.get(key)
        if path is not None and rules.verdict(path, is_folder=matcher.known[key].node.is_folder).ignored:
            found.add(key)
    return frozenset(found & matcher.lost.keys())


def known_paths(known: Mapping[NodeId, LocalNode], root: NodeId) -> dict[NodeId, RelPath]:
    """Return where every known node was, in the disk's spelling; the root is not in it."""
    paths: dict[NodeId, RelPath] = {root: ROOT}
    for key, local in known.items():
        parent = paths.get(local.node.parent)
        if parent is None:
            _add_path(key, known, paths)
        else:
            paths[key] = RelPath(f"{parent}/{local.spelling}") if parent else RelPath(local.spelling)
    del paths[root]
    return paths


def _add_path(key: NodeId, known: Mapping[NodeId, LocalNode], paths: dict[NodeId, RelPath]) -> None:
    chain: dict[NodeId, None] = {}
    while key not in paths and key in known and key not in chain:
        chain[key] = None
        key = known[key].node.parent
    if key in paths:
        for one in reversed(chain):
            paths[one] = join(paths[known[one].node.parent], known[one].spelling)


def _at_same_paths(
    known: Mapping[NodeId, LocalNode],
    listing: Listing,
    paths: Mapping[NodeId, RelPath],
    gave_way: Collection[NodeId],
    *,
    stable_inodes: bool,
) -> tuple[dict[RelPath, NodeId], list[RelPath], list[NodeId]]:
    """Return who stands where it stood, which of those look different, and who does not."""
    entries = listing.entries
    at: dict[RelPath, NodeId] = {}
    seen_anew: list[RelPath] = []
    lost: list[NodeId] = []
    for key, local in known.items():
        path = paths.get(key)
        entry = entries.get(path) if path is not None else None
        if entry is None or path is None or entry.kind is not local.node.kind:
            lost.append(key)
            continue
        now, then = entry.fingerprint, local.fingerprint
        if now is then or now == then:
            at[path] = key
        elif now.inode == then.inode if stable_inodes else key not in gave_way:
            at[path] = key
            seen_anew.append(path)
        else:
            lost.append(key)
    return at, seen_anew, lost


def _must_read(local: LocalNode, entry: Entry) -> bool:
    """Whether a file may hold other bytes than before. A device number says nothing: it changes when one restarts."""
    then, now = local.fingerprint, entry.fingerprint
    return entry.kind is not Kind.FOLDER and (
        then.size_bytes != now.size_bytes
        or then.mtime_ns != now.mtime_ns
        or then.changed_ns != now.changed_ns
        or then.inode != now.inode
        or then.executable != now.executable
    )


def conclude(
    found: Match,
    digests: Mapping[RelPath, Digest | MegadeskError],
    entropy: Entropy,
    taken_over: Mapping[RelPath, NodeId] = NOBODYS,
) -> LocalState:
    """Return the disk by id, given what the files of ``need_digest`` hold, or why they could not be read.

    taken_over: the ids of new entries that another pair had before (neighbours.py).
    """
    return _Conclusion(found, digests, entropy, taken_over).run()


class _Conclusion:
    """One conclusion in the making."""

    def __init__(
        self,
        found: Match,
        digests: Mapping[RelPath, Digest | MegadeskError],
        entropy: Entropy,
        taken_over: Mapping[RelPath, NodeId],
    ) -> None:
        self._found = found
        self._taken_over = taken_over
        self._entries = found.listing.entries
        self._digests = digests
        self._entropy = entropy
        self._ids: dict[RelPath, NodeId] = {}
        self._held = dict(found.held)
        self._unknown: dict[RelPath, Unknown] = {**found.listing.unknown, **found.refused}
        self._changed: list[LocalNode] = []

    def run(self) -> LocalState:
        found = self._found
        self._refuse_twins()
        self._name_new()
        for path in found.seen_anew:
            self._seen_anew(path, found.at[path])
        for path, key in self._ids.items():
            self._new(path, key)
        taken = set(self._ids.values())
        dropped = [key for key in found.vanished if key not in taken]
        return LocalState(
            known=found.known, held=self._held, occupied=self._occupied(), unknown=self._unknown,
            changed=tuple(self._changed), dropped=tuple(dropped), junk=self._junk(),
            detached=tuple(key for key in dropped if key in found.detached),
        )  # fmt: skip

    # -- which entries become nodes ---------------------------------------------------------------------------------

    def _refuse_twins(self) -> None:
        """Hold all but one of the spellings that are one name in the cloud; a node keeps it, else the first has it."""
        fresh = [path for path in self._found.new if not path.isascii()]
        if not fresh:
            return
        holders: dict[tuple[RelPath, str], RelPath] = {}
        for path in [path for path in self._found.at if not path.isascii()] + sorted(fresh):
            place = (parent_of(path), unicodedata.normalize("NFC", name_of(path)))
            if holders.setdefault(place, path) != path:
                self._unknown[path] = Unknown(path, UNICODE_CONFLICT)

    def _name_new(self) -> None:
        """Give every new entry an id: its old one if the bytes say that it is a node that moved, else a fresh one."""
        usable: list[RelPath] = []
        left_out: set[RelPath] = set()
        for path in self._found.new:
            if path in self._unknown or parent_of(path) in left_out:
                left_out.add(path)
                continue
            if self._entries[path].kind is not Kind.FOLDER and not isinstance(self._digests.get(path), Digest):
                self._unknown[path] = Unknown(path, self._why_unread(path))
                continue
            usable.append(path)
        moved = {path: self._taken_over[path] for path in usable if path in self._taken_over}
        if self._found.vanished:
            moved |= self._moved_by_content([path for path in usable if path not in moved])
        n_fresh = len(usable) - len(moved)
        pool = self._entropy(SHORT_ID_BYTES * n_fresh) if n_fresh else b""
        fresh = (NodeId(pool[at : at + SHORT_ID_BYTES]) for at in range(0, len(pool), SHORT_ID_BYTES))
        self._ids = {path: moved[path] if path in moved else next(fresh) for path in usable}

    def _why_unread(self, path: RelPath) -> str:
        outcome = self._digests.get(path)
        return outcome.code if isinstance(outcome, MegadeskError) else FileBusy.code

    def _moved_by_content(self, paths: Iterable[RelPath]) -> dict[RelPath, NodeId]:
        """Return the new files that hold what exactly one vanished file held, and no other new file does."""
        gone: dict[tuple[Kind, bytes], list[NodeId]] = {}
        for key in self._found.vanished:
            node = self._found.known[key].node
            if node.content is not None and node.size_bytes:
                gone.setdefault((node.kind, node.content), []).append(key)
        came: dict[tuple[Kind, bytes], list[RelPath]] = {}
        for path in paths:
            digest = self._digests.get(path)
            if isinstance(digest, Digest) and (held := (self._entries[path].kind, digest.file_hash)) in gone:
                came.setdefault(held, []).append(path)
        moved: dict[RelPath, NodeId] = {}
        for content, there in came.items():
            pairs = self._pairs(gone[content], there)
            moved.update(pairs)
        return moved

    def _pairs(self, keys: list[NodeId], paths: list[RelPath]) -> dict[RelPath, NodeId]:
        if len(keys) == 1 and len(paths) == 1:
            return {paths[0]: keys[0]}
        # Several of the same bytes: the inode tells them apart, where it is stable; else they are new.
        inodes = {self._found.known[key].fingerprint.inode: key for key in keys}
        here = [self._entries[path].fingerprint.inode for path in paths]
        return {
            path: inodes[inode]
            for path, inode in zip(paths, here, strict=True)
            if inode in inodes and here.count(inode) == 1 and len(inodes) == len(keys)
        }

    # -- what they are now ------------------------------------------------------------------------------------------

    def _parent(self, path: RelPath) -> NodeId | None:
        parent = parent_of(path)
        return self._found.root if not parent else self._found.at.get(parent) or self._ids.get(parent)

    def _name(self, spelling: str) -> str:
        return spelling if spelling.isascii() else unicodedata.normalize("NFC", spelling)

    def _renamed(self, known: LocalNode, spelling: str) -> str:
        """Return the name of a node that is now spelt so here; spelt as before, it has its name: it may be an alias.

        A disk that keeps names decomposed gives an alias back otherwise than it was given.
        """
        name = self._name(spelling)
        return known.node.name if name == self._name(known.spelling) else name

    def _executable(self, fingerprint: Fingerprint, known: Node | None) -> bool:
        if self._found.keeps_executable:
            return fingerprint.executable
        return known.executable if known is not None else False

    def _seen_anew(self, path: RelPath, key: NodeId) -> None:
        """Note what of a known node is different: its place, its content, or only how it looks from outside."""
        local, entry = self._found.known[key], self._entries[path]
        spelling, parent = name_of(path), self._parent(path)
        if parent is None:
            self._held[key] = UNICODE_CONFLICT
            return
        node = local.node
        if node.parent != parent or local.spelling != spelling:
            node = replace(node, parent=parent, name=self._renamed(local, spelling))
        fingerprint = entry.fingerprint
        if _must_read(local, entry):
            digest = self._digests.get(path)
            if isinstance(digest, Digest):
                node = self._with_content(node, digest, fingerprint)
            else:
                self._held[key] = self._why_unread(path)
                fingerprint = local.fingerprint  # so that the next scan asks again
        now = LocalNode(node, spelling, fingerprint)
        if now != local:
            self._changed.append(now)

    def _with_content(self, node: Node, digest: Digest, fingerprint: Fingerprint) -> Node:
        executable = self._executable(fingerprint, node)
        if digest.file_hash == node.content and executable == node.executable:
            return node
        return replace(
            node, content=digest.file_hash, size_bytes=digest.size_bytes, executable=executable,
            mtime_ns=node.mtime_ns if digest.file_hash == node.content else fingerprint.mtime_ns,
        )  # fmt: skip

    def _new(self, path: RelPath, key: NodeId) -> None:
        entry, parent = self._entries[path], self._parent(path)
        if parent is None:
            return
        spelling, fingerprint = name_of(path), entry.fingerprint
        known = self._found.known.get(key)
        if known is not None:
            node = replace(known.node, parent=parent, name=self._renamed(known, spelling))
            node = replace(node, executable=self._executable(fingerprint, node))
        elif entry.kind is Kind.FOLDER:
            node = Node(key, parent, Kind.FOLDER, self._name(spelling), None, 0, fingerprint.mtime_ns)
        else:
            digest = self._digests[path]
            assert isinstance(digest, Digest)
            node = Node(
                key, parent, entry.kind, self._name(spelling), digest.file_hash, digest.size_bytes,
                fingerprint.mtime_ns, self._executable(fingerprint, None),
            )  # fmt: skip
        self._changed.append(LocalNode(node, spelling, fingerprint))

    def _occupied(self) -> frozenset[tuple[NodeId, str]]:
        """Return the places that are taken by what is no node."""
        taken = []
        for path in self._unknown:
            parent = self._parent(path)
            if parent is not None and path not in self._found.held_at:
                taken.append((parent, self._name(name_of(path))))
        return frozenset(taken)

    def _junk(self) -> dict[NodeId, list[str]]:
        """Return the names of leftovers by folder, in the disk's spelling."""
        found: dict[NodeId, list[str]] = {}
        for path, unknown in self._unknown.items():
            parent = self._parent(path) if unknown.junk else None
            if parent is not None:
                found.setdefault(parent, []).append(name_of(path))
        return found
