"""Tell which node each thing on disk is, as far as that can be told without reading a file.

    known, Listing --match--> Match --(need_digest: read these)--> conclusion.py --> LocalState

Most of a folder is as it was: one look at path and fingerprint, and nothing is made or copied for it. Only what is
left over is looked at closely (matching.py).

In: what was known of the disk, what a scan saw. Out: who is where, and what has to be read to know the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from megadesk.model.ids import NodeId
from megadesk.model.listing import Entry, Listing, LocalNode, Unknown
from megadesk.model.relpath import ROOT, RelPath, join, name_of, parent_of
from megadesk.model.tree import Kind
from megadesk.sync.ignore import NO_RULES, Rules
from megadesk.sync.matching import Matcher
from megadesk.sync.twins import UNICODE_CONFLICT, losers, shut_in

K = TypeVar("K", NodeId, RelPath)


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
    detached: those of ``vanished`` that a rule leaves out by now. unsure: those that gave way, where no inode says whether they did.
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
    unsure: Collection[NodeId] = ()
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
        digests = tuple(path for path in seen_anew if must_read(known[at[path]], listing.entries[path]))
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
    twins = _twins(known, at if among is None else _At(at, among), root, matcher)
    shut = twins and shut_in(twins, {*matcher.placed.values(), *matcher.open})
    held = matcher.held | {at.pop(path): UNICODE_CONFLICT for path in sorted(shut) if path in at}
    seen_anew = [path for path in seen_anew if path not in shut]
    new = tuple(path for path in matcher.open if path not in shut)
    need = [path for path in seen_anew if must_read(known[at[path]], listing.entries[path])]
    need += [path for path in new if listing.entries[path].kind is not Kind.FOLDER]
    return Match(
        root=root, known=known, listing=listing, at=at if among is None else _At(at, among),
        seen_anew=tuple(seen_anew), new=new, lost=tuple(lost), unmatched=tuple(unmatched),
        need_digest=tuple(need), vanished=tuple(matcher.lost), held=held, held_at=frozenset(matcher.held_at),
        detached=_detached(matcher, paths, rules), unsure=() if stable_inodes else gave_way,
        refused=matcher.refused | {path: Unknown(path, UNICODE_CONFLICT) for path in sorted(twins)}, keeps_executable=keeps_executable,
    )  # fmt: skip


def _twins(
    known: Mapping[NodeId, LocalNode], at: Mapping[RelPath, NodeId], root: NodeId, matcher: Matcher
) -> frozenset[RelPath]:
    """Return the entries that are not where they were, or are new, and whose name another has, spelt otherwise."""
    placed = {path: key for key, path in matcher.placed.items() if not path.isascii()}
    arrived = {path for path, key in placed.items() if not _stands(known[key], path, at, root)}
    return losers((path for path in at if path not in arrived), arrived, matcher.open)


def _stands(local: LocalNode, path: RelPath, at: Mapping[RelPath, NodeId], root: NodeId) -> bool:
    """Whether a node has the name that it had, in the folder that it was in."""
    parent = parent_of(path)
    return local.spelling == name_of(path) and local.node.parent == (at.get(parent) if parent else root)


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


def must_read(local: LocalNode, entry: Entry) -> bool:
    """Whether a file may hold other bytes than before. A device number says nothing: it changes when one restarts."""
    then, now = local.fingerprint, entry.fingerprint
    return entry.kind is not Kind.FOLDER and (
        then.size_bytes != now.size_bytes
        or then.mtime_ns != now.mtime_ns
        or then.changed_ns != now.changed_ns
        or then.inode != now.inode
        or then.executable != now.executable
    )
