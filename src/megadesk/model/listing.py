"""What a scan saw, by path, before anybody asks which node is which.

    disk/scanner --> Listing --> sync/identity --> local Tree

A path that could not be read, named or understood is Unknown with a reason: it is neither there nor gone, so
nothing is derived from it and nothing happens to it or to the folders above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from megadesk.model.ids import FileHash, NodeId, PlainHash
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Bits, Kind, Node
from megadesk.model.values import Value


class Fingerprint(Value, frozen=True):
    """What the disk says of a file without reading it; equal means: not touched since.

    ``changed_ns`` is the inode change time where there is one, else 0. ``device`` and ``inode`` find a file that
    was moved; they are reused by disks, so a second witness is always asked. executable: as of a Node.
    """

    device: int
    inode: int
    size_bytes: int
    mtime_ns: int
    changed_ns: int
    executable: Bits = False


class Entry(Value, frozen=True):
    """One line of a listing, with the disk's own spelling in ``path``."""

    path: RelPath
    kind: Kind
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Unknown:
    """A path about which nothing may be concluded; ``reason`` is a problem code (model/pair.py).

    detail: more for people; of an ignored path, the line that says so. junk: a leftover that need not keep its folder.
    """

    path: RelPath
    reason: str
    detail: str = ""
    junk: bool = False


@dataclass(frozen=True, slots=True)
class IgnoreText:
    """What the ignore file of a folder says; with a ``fault`` (a problem code), what it said when last it was read."""

    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A whole folder as a scan saw it. Entries come parents first.

    ignore_texts: the ignore file of every folder that has one; what is left out by them is in ``unknown``.
    changed: the paths at which anything may be other than in the listing that this one was made from; None: at any.
    """

    entries: Mapping[RelPath, Entry]
    unknown: Mapping[RelPath, Unknown] = field(default_factory=dict)
    ignore_texts: Mapping[RelPath, IgnoreText] = field(default_factory=dict)
    read_folders: int = 0
    changed: frozenset[RelPath] | None = None


class Digest(Value, frozen=True):
    """What a file holds: its hash, and the hash of each of its blocks (docs/formats/content.md)."""

    unshown: ClassVar = frozenset({"block_hashes"})

    size_bytes: int
    file_hash: FileHash
    block_hashes: tuple[PlainHash, ...]


class LocalNode(Value, frozen=True):
    """A node as this disk shows it: ``spelling`` is the disk's own form of its name (NFD, say)."""

    node: Node
    spelling: str
    fingerprint: Fingerprint

    @property
    def place(self) -> tuple[NodeId, str]:
        """Where this disk has it: its folder, and how it is spelt there."""
        return (self.node.parent, self.spelling)
