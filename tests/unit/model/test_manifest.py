"""Blocks of a file: how many, how long, and what their values show."""

from __future__ import annotations

import pytest

from megadesk.model.ids import BlockId, FileHash, PlainHash
from megadesk.model.manifest import BLOCK_BYTES, BlockRef, Manifest, ManifestRef, block_count, block_length


@pytest.mark.parametrize(
    ("size", "lengths"),
    [
        (0, []),
        (1, [1]),
        (BLOCK_BYTES, [BLOCK_BYTES]),
        (BLOCK_BYTES + 1, [BLOCK_BYTES, 1]),
        (2 * BLOCK_BYTES, [BLOCK_BYTES, BLOCK_BYTES]),
    ],
)
def test_a_file_is_cut_into_full_blocks_and_a_rest(size: int, lengths: list[int]) -> None:
    """All blocks but the last are full; behind the end there is nothing."""
    assert block_count(size) == len(lengths)
    assert [block_length(size, index) for index in range(len(lengths))] == lengths
    assert block_length(size, len(lengths)) == 0


def test_keys_do_not_show() -> None:
    """The repr of a reference holds its id and length, not its key or hashes."""
    key = b"k" * 32
    for ref in (BlockRef(BlockId(bytes(32)), key, PlainHash(key), 5), ManifestRef(BlockId(bytes(32)), key, 20)):
        assert "kkk" not in repr(ref)


def test_seventeen_blocks_are_not_inline() -> None:
    """Sixteen references fit into a record."""
    ref = BlockRef(BlockId(bytes(32)), bytes(32), PlainHash(bytes(32)), BLOCK_BYTES)
    assert Manifest(0, FileHash(bytes(32)), (ref,) * 16).is_inline
    assert not Manifest(0, FileHash(bytes(32)), (ref,) * 17).is_inline
