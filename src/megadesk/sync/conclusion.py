"""The disk by id, once the files that may have changed were read: the second half of identity.

    Match, digests --conclude--> LocalState: what is new, what changed, what is gone; what is held, and why

Whatever could not be read, named or understood is held with its reason: it is neither there nor gone. A new file that
holds what exactly one vanished file held is that one (matching.py, 4).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from megadesk.model.attributes import Attributes
from megadesk.model.errors import FileBusy, MegadeskError
from megadesk.model.ids import SHORT_ID_BYTES, Entropy, NodeId
from megadesk.model.listing import Digest, Fingerprint, LocalNode, Unknown
from megadesk.model.relpath import RelPath, name_of, parent_of
from megadesk.model.tree import Bits, Kind, Node
from megadesk.model.values import replace
from megadesk.sync.identity import Match, must_read
from megadesk.sync.ports import LocalState
from megadesk.sync.twins import UNICODE_CONFLICT

NOBODYS: Final[Mapping[RelPath, NodeId]] = {}


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
        self._stood: dict[tuple[NodeId, str, Kind], NodeId] | None = None

    def run(self) -> LocalState:
        found = self._found
        self._name_new()
        for path in found.seen_anew:
            self._seen_anew(path, found.at[path])
        for path, key in self._ids.items():
            self._new(path, key)
        taken = set(self._ids.values())
        dropped = [key for key in found.vanished if key not in taken and key not in self._held]
        return LocalState(
            known=found.known, held=self._held, occupied=self._occupied(), unknown=self._unknown,
            changed=tuple(self._changed), dropped=tuple(dropped), junk=self._junk(),
            detached=tuple(key for key in dropped if key in found.detached),
        )  # fmt: skip

    # -- which entries become nodes ---------------------------------------------------------------------------------

    def _name_new(self) -> None:
        """Give every new entry an id: its old one if the bytes say that it is a node that moved, else a fresh one."""
        usable: list[RelPath] = []
        for path in self._found.new:
            if self._entries[path].kind is not Kind.FOLDER and not isinstance(self._digests.get(path), Digest):
                self._unread(path)
                continue
            usable.append(path)
        moved = {path: self._taken_over[path] for path in usable if path in self._taken_over}
        if self._found.vanished:
            moved |= self._never_left([path for path in usable if path not in moved])
            told = {*moved.values(), *self._held}
            moved |= self._moved_by_content([path for path in usable if path not in moved], told)
        n_fresh = len(usable) - len(moved)
        pool = self._entropy(SHORT_ID_BYTES * n_fresh) if n_fresh else b""
        fresh = (NodeId(pool[at : at + SHORT_ID_BYTES]) for at in range(0, len(pool), SHORT_ID_BYTES))
        self._ids = {path: moved[path] if path in moved else next(fresh) for path in usable}

    def _why_unread(self, path: RelPath) -> str:
        outcome = self._digests.get(path)
        return outcome.code if isinstance(outcome, MegadeskError) else FileBusy.code

    def _unread(self, path: RelPath) -> None:
        """Hold what is new and could not be read; or, if it may not be new, the file that was to give way there."""
        key = self._stood_at(path)
        if key is not None:
            self._held[key] = self._why_unread(path)
        else:
            self._unknown[path] = Unknown(path, self._why_unread(path))

    def _never_left(self, paths: Iterable[RelPath]) -> dict[RelPath, NodeId]:
        """Return the files that were to give way and did not, where bytes and time say so and no inode could."""
        found: dict[RelPath, NodeId] = {}
        for path in paths:
            key, digest = self._stood_at(path), self._digests.get(path)
            if key is not None and isinstance(digest, Digest):
                then, now = self._found.known[key], self._entries[path].fingerprint
                if then.fingerprint.mtime_ns == now.mtime_ns and then.node.content == digest.file_hash:
                    found[path] = key
        return found

    def _stood_at(self, path: RelPath) -> NodeId | None:
        """Return the file that was to give way at a place, if no inode says whether it did; None if there was none."""
        if not self._found.unsure:
            return None
        if self._stood is None:
            gone = (key for key in self._found.vanished if key in self._found.unsure)
            self._stood = {(*self._found.known[key].place, self._found.known[key].node.kind): key for key in gone}
        parent = self._parent(path)
        return self._stood.get((parent, name_of(path), self._entries[path].kind)) if parent is not None else None

    def _moved_by_content(self, paths: Iterable[RelPath], told: Collection[NodeId]) -> dict[RelPath, NodeId]:
        """Return the new files that hold what exactly one vanished file held, and no other new file does."""
        gone: dict[tuple[Kind, bytes], list[NodeId]] = {}
        for key in self._found.vanished:
            if key in told:
                continue
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

    def _executable(self, fingerprint: Fingerprint, known: Node | None) -> Bits:
        if self._found.keeps_executable or isinstance(fingerprint.executable, Attributes):
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
        if must_read(local, entry):
            digest = self._digests.get(path)
            if isinstance(digest, Digest):
                node = self._with_content(node, digest, fingerprint)
            else:
                self._held[key] = self._why_unread(path)
                fingerprint = local.fingerprint  # so that the next scan asks again
        elif isinstance(fingerprint.executable, Attributes):
            node = _as_seen(node, fingerprint.executable)
        now = LocalNode(node, spelling, fingerprint)
        if now != local:
            self._changed.append(now)

    def _with_content(self, node: Node, digest: Digest, fingerprint: Fingerprint) -> Node:
        executable = self._executable(fingerprint, node)
        if digest.file_hash == node.content and executable == node.executable:
            return node
        return replace(
            node, content=digest.file_hash, size_bytes=digest.size_bytes, executable=executable,
            mtime_ns=fingerprint.mtime_ns
            if digest.file_hash != node.content or isinstance(executable, Attributes) else node.mtime_ns,
        )  # fmt: skip

    def _new(self, path: RelPath, key: NodeId) -> None:
        entry, parent = self._entries[path], self._parent(path)
        if parent is None:
            return
        spelling, fingerprint = name_of(path), entry.fingerprint
        known = self._found.known.get(key)
        if known is not None:
            node = replace(known.node, parent=parent, name=self._renamed(known, spelling))
            bits = self._executable(fingerprint, node)
            node = _as_seen(node, bits) if isinstance(bits, Attributes) else replace(node, executable=bits)
        elif entry.kind is Kind.FOLDER:
            node = Node(key, parent, Kind.FOLDER, self._name(spelling), None, 0, fingerprint.mtime_ns)
            if isinstance(fingerprint.executable, Attributes):
                node = _as_seen(node, fingerprint.executable)
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


def _as_seen(node: Node, seen: Attributes) -> Node:
    """Return a node of a backup with what the disk shows of it beside name and bytes."""
    return node if node.executable == seen and isinstance(node.executable, Attributes) else replace(
        node, executable=seen, mtime_ns=seen.mtime_ns
    )  # fmt: skip
