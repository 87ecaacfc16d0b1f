"""Which entry is which known node, where a path alone does not say: the slow half of identity.

In this order, each only for what the ones before left over:

    1 same place, same kind, same inode       the same node (places follow their folders: a folder is matched first);
                                              a place is the same however the name is spelt, if the volume takes both
                                              spellings for one name and the old one is gone
    2 its inode is at another place           moved, if a second witness agrees, for inodes are used again: for a
                                              file kind, size and time, for a folder a child both have, or a rename seen;
                                              and if its own place is free or another's that moved as well
    3 same place, same kind, another inode    the same node, edited: programs save by renaming over a file
    4 gone here, equal bytes there            moved; needs digests, so conclusion.py does it
    5 else                                    gone, or new

What gave way to another by our own doing, and may not have been noted to be gone, is at its place only by 1 or 4.

A folder with a child in common is moved even if its old name was taken by a new one: ``mv d d.old; mkdir d`` is one
move. A child is in common by its name, or, a file, by inode, size and time: it may have been renamed along. Several paths of one inode
(hard links) are never a move.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeAlias

from megadesk.model.errors import BadName
from megadesk.model.ids import NodeId
from megadesk.model.listing import Entry, Fingerprint, Listing, LocalNode, Unknown
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath, cloud_name, join, name_of, parent_of
from megadesk.model.tree import Kind
from megadesk.sync.alias import folding
from megadesk.sync.ignore import IGNORED

BAD_NAME: Final = "bad_name"

_Trait: TypeAlias = str | tuple[int, int, int] | None
"""What tells a child: its spelling, or how the file looks from outside."""


class Matcher:
    """Sorts leftover nodes (``lost``) and leftover entries (``open``) into pairs."""

    def __init__(
        self,
        known: Mapping[NodeId, LocalNode],
        listing: Listing,
        root: NodeId,
        paths: Mapping[NodeId, RelPath],
        lost: Iterable[NodeId],
        unmatched: Iterable[RelPath],
        *,
        stable_inodes: bool,
        case_sensitive: bool,
        renamed: Mapping[RelPath, RelPath],
        gave_way: Collection[NodeId],
    ) -> None:
        self.known = known
        self._entries = listing.entries
        self._unknown = listing.unknown
        self._root = root
        self._paths = paths
        self._stable = stable_inodes
        self._fold = folding(case_sensitive=case_sensitive)
        self._folded: dict[tuple[RelPath, str], list[RelPath]] | None = None
        self._renamed = renamed
        self._gave_way = gave_way
        self.placed: dict[NodeId, RelPath] = {}
        self.held: dict[NodeId, str] = {}
        self.held_at: set[RelPath] = set()
        self.left_out: set[NodeId] = set()
        self.refused: dict[RelPath, Unknown] = {}
        self.open: dict[RelPath, Entry] = self._usable(unmatched)
        # By path: so a folder comes before what is in it.
        self.lost: dict[NodeId, None] = dict.fromkeys(sorted(lost, key=lambda key: (paths.get(key, ""), key)))
        self._expected: dict[NodeId, RelPath] = {}

    def run(self) -> None:
        """Match what can be matched without reading a file."""
        if self._stable:
            self._moved_folders()
        self._at_their_places()
        if self._stable:
            self._moved_files()
        for key, path in self._expected.items():
            if key in self.lost and path in self.open:
                self._place(key, path)

    def _usable(self, paths: Iterable[RelPath]) -> dict[RelPath, Entry]:
        """Return the entries that can be nodes; what is in one that cannot is not looked at."""
        usable: dict[RelPath, Entry] = {}
        left_out: set[RelPath] = set()
        for path in paths:
            parent, name, entry = parent_of(path), name_of(path), self._entries[path]
            if parent in left_out or (not parent and name.casefold() == PRIVATE_FOLDER):
                left_out.add(path)
                continue
            try:
                if not _is_plain(name):
                    cloud_name(name)
            except BadName as error:
                self.refused[path] = Unknown(path, BAD_NAME, str(error.arguments.get("reason", "")))
                left_out.add(path)
            else:
                usable[path] = entry
        return usable

    def _place(self, key: NodeId, path: RelPath) -> None:
        self.placed[key] = self.open.pop(path).path  # the entry's own string: one for all
        self.lost.pop(key, None)

    # -- 1 and 3: at its place --------------------------------------------------------------------------------------

    def _at_their_places(self) -> None:
        for key in list(self.lost):
            local = self.known[key]
            parent = local.node.parent
            if parent in self.held:
                self.held[key] = self.held[parent]
                del self.lost[key]
                continue
            if parent in self.left_out:
                self.left_out.add(key)
                continue
            folder = self._where(parent)
            if folder is None:
                continue
            here = join(folder, local.spelling)
            if here in self._unknown and self._unknown[here].reason == IGNORED:
                self.left_out.add(key)
                continue
            if here in self._unknown:
                self.held[key] = self._unknown[here].reason
                self.held_at.add(here)
                del self.lost[key]
                continue
            here = here if here in self._entries else self._respelt(key, folder)
            entry = self.open.get(here)
            if entry is None or entry.kind is not local.node.kind:
                continue
            is_it = local.node.is_folder or (
                entry.fingerprint.inode == local.fingerprint.inode if self._stable else key not in self._gave_way
            )
            if is_it:
                self._place(key, here)
            elif key not in self._gave_way:
                self._expected[key] = here

    def _respelt(self, key: NodeId, folder: RelPath) -> RelPath:
        """Return the entry that has what this volume takes for the name of a node, spelt otherwise; ROOT if none has.

        A rename from ``a`` to ``A``, or a name that the disk keeps decomposed. Its inode has to agree, where that says
        anything: else something else may have come to the place.
        """
        if self._folded is None:
            self._folded = {}
            for path in self.open:
                self._folded.setdefault((parent_of(path), self._fold(name_of(path))), []).append(path)
        local = self.known[key]
        found = [path for path in self._folded.get((folder, self._fold(local.spelling)), ()) if path in self.open]
        if len(found) != 1:
            return ROOT
        entry = self.open[found[0]]
        return found[0] if not self._stable or entry.fingerprint.inode == local.fingerprint.inode else ROOT

    def _where(self, key: NodeId) -> RelPath | None:
        """Return where a folder is now; None if it is gone."""
        if key == self._root:
            return ROOT
        return self.placed.get(key) or (None if key in self.lost else self._paths.get(key))

    # -- 2: somewhere else ------------------------------------------------------------------------------------------

    def _by_inode(self, *, folders: bool) -> list[tuple[NodeId, RelPath]]:
        """Return the nodes whose inode is at exactly one open entry of their kind, and of nobody else."""
        entries: dict[int, list[RelPath]] = {}
        for path, entry in self.open.items():
            if (entry.kind is Kind.FOLDER) is folders:
                entries.setdefault(entry.fingerprint.inode, []).append(path)
        nodes: dict[int, list[NodeId]] = {}
        for key in self.lost:
            local = self.known[key]
            if local.node.is_folder is folders and local.fingerprint.inode in entries:
                nodes.setdefault(local.fingerprint.inode, []).append(key)
        pairs = {inode: (keys[0], entries[inode][0]) for inode, keys in nodes.items()
                 if len(keys) == 1 and len(entries[inode]) == 1}  # fmt: skip
        if pairs and not folders:
            for path, entry in self._entries.items():
                if entry.fingerprint.inode in pairs and path not in self.open:
                    del pairs[entry.fingerprint.inode]
        return list(pairs.values())

    def _moved_folders(self) -> None:
        pairs = self._by_inode(folders=True)
        if not pairs:
            return
        then_in, now_in = {key for key, _ in pairs}, {path for _, path in pairs}
        children_then: dict[NodeId, set[_Trait]] = {}
        for local in self.known.values():
            if local.node.parent in then_in:
                traits = children_then.setdefault(local.node.parent, set())
                traits.update((local.spelling, _look(local.node.kind, local.fingerprint)))
        children_now: dict[RelPath, set[_Trait]] = {}
        for path, entry in self._entries.items():
            if parent_of(path) in now_in:
                traits = children_now.setdefault(parent_of(path), set())
                traits.update((name_of(path), _look(entry.kind, entry.fingerprint)))
        moving = {self.known[key].fingerprint.inode for key, _ in pairs}
        for key, path in pairs:
            then, now = children_then.get(key, set()), children_now.get(path, set())
            old = self._paths.get(key, ROOT)
            common = bool((then & now) - {None})
            occupant = self._entries.get(old)
            free = occupant is None or occupant.kind is not Kind.FOLDER or occupant.fingerprint.inode in moving
            both_empty = not then and not now
            if not self._is_unknown(old) and (common or (free and (both_empty or self._renamed.get(path) == old))):
                self._place(key, path)

    def _is_unknown(self, path: RelPath) -> bool:
        if not self._unknown:
            return False
        while path and path not in self._unknown:
            path = parent_of(path)
        return path in self._unknown

    def _moved_files(self) -> None:
        pairs = {key: path for key, path in self._by_inode(folders=False) if self._is_witnessed(key, path)}
        while True:
            targets = set(pairs.values())
            stuck = [key for key in pairs if (at := self._expected.get(key)) in self.open and at not in targets]
            if not stuck:
                break
            for key in stuck:
                del pairs[key]
        for key, path in pairs.items():
            self._place(key, path)

    def _is_witnessed(self, key: NodeId, path: RelPath) -> bool:
        then, now = self.known[key].fingerprint, self._entries[path].fingerprint
        if self.known[key].node.kind is not self._entries[path].kind:
            return False
        unchanged = then.size_bytes == now.size_bytes and then.mtime_ns == now.mtime_ns
        return unchanged or self._renamed.get(path) in self._places_before(key)

    def _places_before(self, key: NodeId) -> set[RelPath]:
        """Return where a node was, and where that is now if its folder was moved first."""
        local = self.known[key]
        folder = self._where(local.node.parent)
        places = {self._paths[key]} if key in self._paths else set()
        return places if folder is None else {*places, join(folder, local.spelling)}


def _look(kind: Kind, seen: Fingerprint) -> tuple[int, int, int] | None:
    """Return how a file looks that was only renamed; None for a folder, whose inode alone would prove nothing."""
    return None if kind is Kind.FOLDER else (seen.inode, seen.size_bytes, seen.mtime_ns)


def _is_plain(name: str) -> bool:
    """Whether a name is so simple that it need not be looked at closely: by far the most are."""
    return name.isascii() and name.isprintable() and len(name) < 256 and "\\" not in name and name not in {".", ".."}  # noqa: PLR2004 - NAME_MAX_BYTES + 1
