"""Blocks and manifests: the same bytes again for the same content, and nothing else opens."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.crypto import node_id, seeded_entropy
from megadesk.crypto import content
from megadesk.crypto.content import (
    BlockBuffers,
    check_manifest,
    file_hash,
    make_manifest,
    open_block,
    open_into,
    open_manifest,
    plain_hash,
    reseal_into,
    seal_block,
    seal_into,
    seal_manifest,
    sealed_length,
)
from megadesk.crypto.keys import EpochKey
from megadesk.crypto.primitives import gcm_seal
from megadesk.crypto.structure import block_id, manifest_refs, padme
from megadesk.model.errors import Forged, LimitExceeded, Malformed, MissingBlock, OurBug, TooNew
from megadesk.model.ids import FileHash, PlainHash
from megadesk.model.manifest import BLOCK_BYTES, BlockRef, Manifest
from megadesk.model.values import replace

ROOT = EpochKey(seeded_entropy("content")(32)).blocks()
NODE = node_id("file")


@given(st.binary(min_size=1, max_size=3000))
def test_a_block_comes_back(plain: bytes) -> None:
    """Sealing and opening are inverse; the stored length shows the padded one only."""
    sealed = seal_block(ROOT, NODE, 0, plain)
    assert open_block(sealed.ref, sealed.stored) == plain
    assert len(sealed.stored) == sealed_length(len(plain)) == padme(len(plain)) + 16
    assert sealed.ref.plain_hash == plain_hash(plain)


def test_both_ways_give_the_same_bytes() -> None:
    """The buffered way for full blocks and the plain way agree, for full and for padded blocks."""
    buffers = BlockBuffers()
    data = seeded_entropy()(BLOCK_BYTES)
    for length in (BLOCK_BYTES, BLOCK_BYTES - 1, 300_001, 1):
        buffers.plain[:] = data
        into = seal_into(ROOT, NODE, 5, buffers, length)
        plain = seal_block(ROOT, NODE, 5, memoryview(data)[:length])
        assert into.ref == plain.ref
        assert into.stored == plain.stored
        buffers.plain[:] = bytes(BLOCK_BYTES)
        assert bytes(open_into(into.ref, into.stored, buffers)) == data[:length]
        assert open_block(into.ref, plain.stored) == data[:length]


@pytest.mark.attack("C7")
@pytest.mark.row(217)
def test_sealing_again_gives_the_same_block_and_another_place_another() -> None:
    """Repeatable per node and index; never shared between places, even for the same content."""
    again = {seal_block(ROOT, NODE, 0, b"same").ref for _ in range(3)}
    assert len(again) == 1
    elsewhere = {seal_block(ROOT, node, index, b"same").ref.id for node in (NODE, node_id("b")) for index in range(5)}
    assert len(elsewhere) == 10


@pytest.mark.attack("C10")
def test_zeros_give_ten_distinct_blocks() -> None:
    """Repetition inside a file is not visible."""
    assert len({seal_block(ROOT, NODE, index, bytes(1000)).ref.id for index in range(10)}) == 10


def test_no_key_seals_two_contents() -> None:
    """Nonces are always zero, so every content, node and index must have its own key."""
    keys = {
        seal_block(ROOT, node, index, text).ref.key
        for node in (NODE, node_id("b"))
        for index in (0, 1)
        for text in (b"a", b"b", b"a\0")
    }
    assert len(keys) == 12


@pytest.mark.parametrize("way", ["plain", "buffered"])
def test_a_changed_block_is_missing(way: str) -> None:
    """Any changed byte, a cut or a longer answer is reported as damaged on the server."""
    sealed = seal_block(ROOT, NODE, 0, b"x" * 500)
    buffers = BlockBuffers()
    stored = bytes(sealed.stored)
    changed = [stored[:at] + bytes((stored[at] ^ 1,)) + stored[at + 1 :] for at in range(0, len(stored), 7)]
    for bad in [*changed, stored[:-1], stored + b"\0", b""]:
        buffers.plain[:500] = b"\xff" * 500
        with pytest.raises(MissingBlock):
            open_block(sealed.ref, bad) if way == "plain" else open_into(sealed.ref, bad, buffers)


def forged_refs() -> list[tuple[BlockRef, bytes]]:
    """Return blocks whose stored bytes fit their id while their record lies about key, padding, length or hash."""
    honest = seal_block(ROOT, NODE, 0, b"x" * 400)
    stored = bytes(honest.stored)
    key = bytes(32)
    padded = gcm_seal(key, "block", b"", b"x" * 401 + b"\1" * (padme(401) - 401))
    return [
        (replace(honest.ref, key=key), stored),
        (replace(honest.ref, plain_hash=PlainHash(bytes(32))), stored),
        (replace(honest.ref, length_bytes=399), stored),
        (BlockRef(block_id(padded), key, plain_hash(b"x" * 401), 401), padded),
    ]


@pytest.mark.parametrize("case", range(4), ids=["key", "hash", "length", "padding"])
def test_a_lying_record_is_forged_and_leaves_no_bytes(case: int) -> None:
    """Bytes that fit the id but not the record are refused, and wiped from the buffer."""
    ref, stored = forged_refs()[case]
    with pytest.raises(Forged):
        open_block(ref, stored)
    buffers = BlockBuffers()
    with pytest.raises(Forged):
        open_into(ref, stored, buffers)
    assert bytes(buffers.plain[:1000]) == bytes(1000)


@pytest.mark.parametrize("length", [0, -1, BLOCK_BYTES + 1])
def test_lengths_out_of_bounds(length: int) -> None:
    """A record that claims an empty or oversized block is Malformed; sealing one is our bug."""
    sealed = seal_block(ROOT, NODE, 0, b"x")
    with pytest.raises(Malformed):
        open_block(replace(sealed.ref, length_bytes=length), sealed.stored)
    with pytest.raises(OurBug):
        seal_into(ROOT, NODE, 0, BlockBuffers(), length)
    with pytest.raises(OurBug):
        seal_block(ROOT, NODE, 0, b"")


def refs(size_bytes: int) -> list[BlockRef]:
    """Return plausible references for a file of that size."""
    lengths = [min(BLOCK_BYTES, size_bytes - at) for at in range(0, size_bytes, BLOCK_BYTES)]
    return [
        replace(seal_block(ROOT, NODE, index, index.to_bytes(4, "big")).ref, length_bytes=length)
        for index, length in enumerate(lengths)
    ]


BIG = make_manifest(refs(20 * BLOCK_BYTES + 5))


def test_a_manifest_comes_back_and_shows_its_blocks() -> None:
    """The blob opens to the same manifest; its public part lists the blocks without a key."""
    sealed = seal_manifest(ROOT, NODE, BIG)
    assert open_manifest(sealed.ref, sealed.stored, size_bytes=BIG.size_bytes, file_hash=BIG.file_hash) == BIG
    assert manifest_refs(sealed.stored) == tuple(block.id for block in BIG.blocks)
    assert seal_manifest(ROOT, NODE, BIG) == sealed
    assert not BIG.is_inline


def test_a_changed_manifest_blob_is_missing() -> None:
    """Its id covers every byte."""
    sealed = seal_manifest(ROOT, NODE, BIG)
    for at in range(0, len(sealed.stored), 97):
        bad = bytearray(sealed.stored)
        bad[at] ^= 1
        with pytest.raises(MissingBlock):
            open_manifest(sealed.ref, bytes(bad), size_bytes=BIG.size_bytes, file_hash=BIG.file_hash)


def test_a_manifest_blob_under_a_fitting_id_is_still_checked() -> None:
    """A writer who names a changed blob by its true hash is found by the tag: blocks cannot be swapped inside."""
    sealed = seal_manifest(ROOT, NODE, BIG)
    chance = random.Random(3)
    for _ in range(500):
        bad = bytearray(sealed.stored[: chance.choice([len(sealed.stored), chance.randrange(1, len(sealed.stored))])])
        bad[chance.randrange(len(bad)) if chance.random() < 0.5 else chance.randrange(min(len(bad), 40))] ^= 4
        ref = replace(sealed.ref, id=block_id(bad))
        with pytest.raises((Forged, Malformed, LimitExceeded, TooNew)):
            open_manifest(ref, bytes(bad), size_bytes=BIG.size_bytes, file_hash=BIG.file_hash)


def test_a_manifest_that_does_not_fit_its_record_is_forged() -> None:
    """Size, file hash and number of blocks in the record must be those of the blob."""
    sealed = seal_manifest(ROOT, NODE, BIG)
    with pytest.raises(Forged):
        open_manifest(sealed.ref, sealed.stored, size_bytes=BIG.size_bytes - 1, file_hash=BIG.file_hash)
    with pytest.raises(Forged):
        open_manifest(sealed.ref, sealed.stored, size_bytes=BIG.size_bytes, file_hash=FileHash(bytes(32)))
    other = replace(sealed.ref, n_blocks=20)
    with pytest.raises(Forged):
        open_manifest(other, sealed.stored, size_bytes=BIG.size_bytes, file_hash=BIG.file_hash)


def test_manifest_checks_order_and_lengths() -> None:
    """Swapped blocks, a short block in the middle, a missing block: none fits size and hash."""
    assert check_manifest(BIG) == BIG
    blocks = BIG.blocks
    spoilt = [
        (blocks[1], blocks[0], *blocks[2:]),
        blocks[:-1],
        (*blocks, blocks[-1]),
        (replace(blocks[0], length_bytes=1), *blocks[1:]),
    ]
    for bad in spoilt:
        with pytest.raises(Forged):
            check_manifest(Manifest(BIG.size_bytes, BIG.file_hash, tuple(bad)))


@pytest.mark.parametrize(
    "blocks",
    [BIG.blocks[:-1], (*BIG.blocks, BIG.blocks[-1]), (replace(BIG.blocks[0], length_bytes=1), *BIG.blocks[1:])],
    ids=["one too few", "one too many", "a short one"],
)
def test_a_hash_that_fits_does_not_excuse_blocks_that_do_not(blocks: tuple[BlockRef, ...]) -> None:
    """Whoever wrote the record may have hashed what he liked."""
    hashed = file_hash(BIG.size_bytes, [block.plain_hash for block in blocks])
    with pytest.raises(Forged):
        check_manifest(Manifest(BIG.size_bytes, hashed, blocks))


def test_empty_file_has_no_block() -> None:
    """Its hash is that of its size alone."""
    empty = make_manifest([])
    assert empty == check_manifest(Manifest(0, file_hash(0, []), ()))
    assert empty.is_inline


def test_block_is_found_by_content_hash_only() -> None:
    """The id is the hash of the stored bytes, which anybody can check."""
    sealed = seal_block(ROOT, NODE, 0, b"x")
    assert block_id(sealed.stored) == sealed.ref.id
    assert sealed_length(BLOCK_BYTES) == content.SEALED_BLOCK_MAX_BYTES


@pytest.mark.parametrize("is_named", [False, True])
@pytest.mark.parametrize("change", [lambda raw: raw[:-1], lambda raw: raw + b"\0"], ids=["shorter", "longer"])
def test_bytes_of_another_length_are_missing(change: Callable[[bytes], bytes], is_named: bool) -> None:
    """Into buffers or not, and whether the id was compared already or not: the length says that it is another block."""
    sealed = seal_block(ROOT, NODE, 0, b"x" * 400)
    stored = change(bytes(sealed.stored))
    with pytest.raises(MissingBlock):
        open_block(sealed.ref, stored, is_named=is_named)
    with pytest.raises(MissingBlock):
        open_into(sealed.ref, stored, BlockBuffers(), is_named=is_named)


def test_other_bytes_are_missing_and_not_forged_in_buffers_too() -> None:
    """What the id does not name is the server's doing; nobody who wrote the record is to blame."""
    sealed = seal_block(ROOT, NODE, 0, b"x" * 400)
    stored = bytearray(sealed.stored)
    stored[7] ^= 1
    with pytest.raises(MissingBlock):
        open_into(sealed.ref, bytes(stored), BlockBuffers())


@pytest.mark.parametrize("size_bytes", [1, 300, 5000, BLOCK_BYTES])
def test_a_block_can_be_made_again_from_its_record_and_a_copy(size_bytes: int) -> None:
    """The same bytes come out, whatever key sealed them; from other bytes, more or fewer, nothing does."""
    plain = (b"copy" * (size_bytes // 4 + 1))[:size_bytes]
    sealed, buffers = seal_block(ROOT, NODE, 3, plain), BlockBuffers()
    buffers.plain[:] = b"x" * BLOCK_BYTES
    buffers.plain[:size_bytes] = plain
    made = reseal_into(sealed.ref, buffers, size_bytes)
    assert made is not None
    assert bytes(made) == bytes(sealed.stored)
    assert reseal_into(sealed.ref, buffers, size_bytes - 1) is None
    buffers.plain[0] ^= 1
    assert reseal_into(sealed.ref, buffers, size_bytes) is None


def test_no_block_is_made_under_a_name_that_is_not_its_own() -> None:
    """A record that names another block than its key and content give has nothing offered under that name."""
    sealed, buffers = seal_block(ROOT, NODE, 0, b"text"), BlockBuffers()
    buffers.plain[:4] = b"text"
    with pytest.raises(Forged):
        reseal_into(replace(sealed.ref, key=bytes(32)), buffers, 4)


def test_a_block_whose_name_was_compared_is_still_checked() -> None:
    """Nobody hashes it twice, and its tag, padding and content hold all the same."""
    sealed = seal_block(ROOT, NODE, 0, b"x" * 400)
    stored = bytearray(sealed.stored)
    stored[7] ^= 1
    with pytest.raises(Forged):
        open_block(sealed.ref, bytes(stored), is_named=True)
    with pytest.raises(Forged):
        open_into(sealed.ref, bytes(stored), BlockBuffers(), is_named=True)


def test_no_block_is_made_for_a_record_of_another_length() -> None:
    """Though its hash is that of the bytes at hand."""
    sealed, buffers = seal_block(ROOT, NODE, 0, b"text"), BlockBuffers()
    buffers.plain[:4] = b"text"
    assert reseal_into(replace(sealed.ref, length_bytes=5), buffers, 4) is None
