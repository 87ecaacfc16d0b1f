"""The ordered blocks of one version of one file.

    file --split--> plain blocks --seal--> BlockRef, BlockRef, ... --> Manifest --> the file's record

Up to INLINE_BLOCKS references stand in the record itself; more of them are sealed into a blob of their own and
the record keeps a ManifestRef. Source: docs/formats/content.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final

from megadesk.model.ids import BlockId, FileHash, PlainHash
from megadesk.model.values import Value

BLOCK_BYTES: Final = 4 << 20
"""Every block of a file but the last holds exactly so many plain bytes."""

INLINE_BLOCKS: Final = 16
"""So many references fit into a record; a file with more has a manifest blob."""

MANIFEST_BLOCKS_MAX: Final = 262_144
"""One tebibyte in blocks of 4 MiB: the largest file."""


class BlockRef(Value, frozen=True):
    """One block: where its sealed bytes are, what opens them, and what must come out."""

    unshown: ClassVar = frozenset({"key", "plain_hash"})

    id: BlockId
    key: bytes
    plain_hash: PlainHash
    length_bytes: int


@dataclass(frozen=True, slots=True)
class ManifestRef:
    """Where the manifest blob of a large file is, what opens it, and how many blocks it lists."""

    id: BlockId
    key: bytes = field(repr=False)
    n_blocks: int


class Manifest(Value, frozen=True):
    """All blocks of one file version, in order; an empty file has none.

    ``listed_in`` names the stored manifest blob of a large file. It says where the list is kept, not what it says: the
    same list sealed under the key of another epoch is another blob, and the record must name the one that was stored.
    So manifests that say the same are equal.
    """

    unshown: ClassVar = frozenset({"listed_in"})

    size_bytes: int
    file_hash: FileHash
    blocks: tuple[BlockRef, ...]
    listed_in: ManifestRef | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Manifest):
            return NotImplemented
        return (self.size_bytes, self.file_hash, self.blocks) == (other.size_bytes, other.file_hash, other.blocks)

    def __hash__(self) -> int:
        return hash((self.size_bytes, self.file_hash, self.blocks))

    @property
    def is_inline(self) -> bool:
        """Whether the references fit into the record."""
        return len(self.blocks) <= INLINE_BLOCKS


def block_count(size_bytes: int) -> int:
    """Return how many blocks a file of that size has."""
    return -(-size_bytes // BLOCK_BYTES)


def block_length(size_bytes: int, index: int) -> int:
    """Return the plain bytes in block ``index`` of a file of that size; 0 behind its end."""
    return max(0, min(BLOCK_BYTES, size_bytes - index * BLOCK_BYTES))
