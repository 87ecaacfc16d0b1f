"""Blocks and manifests: what a file's bytes become.

    plain block --BLAKE3--> plain hash --+ node, index --> key --AES-256-GCM over Padme-padded bytes--> stored bytes
                                                                            BLAKE3 of them --> BlockId
    more than 16 BlockRefs --> manifest blob, sealed the same way

Sealing is a function of key, node, index and content: again after a crash, or on a second device, it gives the same
bytes, so uploads are repeatable and an unchanged block costs nothing. Opening checks the id before it decrypts, and
after that the padding and the plain hash: what comes out is what the writer's record says.

Two ways in: ``seal_block``/``open_block`` return fresh bytes and serve small files, ``seal_into``/``open_into`` work in
the reused buffers of one worker and serve full blocks. Source: docs/formats/content.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from megadesk.crypto.keys import BlockRootKey
from megadesk.crypto.primitives import (
    KEY_BYTES,
    TAG_BYTES,
    Bytes,
    blake3_digest,
    digest,
    gcm_open,
    gcm_open_into,
    gcm_seal,
    gcm_seal_into,
    wipe,
)
from megadesk.crypto.structure import MANIFEST_ENTRY_BYTES, block_id, encode_manifest_lead, padme, split_manifest
from megadesk.model.errors import Forged, Malformed, MissingBlock, OurBug
from megadesk.model.ids import BlockId, FileHash, NodeId, PlainHash
from megadesk.model.manifest import BLOCK_BYTES, BlockRef, Manifest, ManifestRef, block_count, block_length

SEALED_BLOCK_MAX_BYTES: Final = BLOCK_BYTES + TAG_BYTES

_ENTRY: Final = struct.Struct(">32s32sI")


class SealedBlock(NamedTuple):
    """What a record needs to know of a block, and what goes to the server."""

    ref: BlockRef
    stored: Bytes


def sealed_length(length_bytes: int) -> int:
    """Return how many bytes a block of so many plain bytes takes on the server."""
    return padme(length_bytes) + TAG_BYTES


def plain_hash(plain: Bytes) -> PlainHash:
    """Return the hash of one plain block."""
    return PlainHash(blake3_digest(plain))


def file_hash(size_bytes: int, plain_hashes: Iterable[PlainHash]) -> FileHash:
    """Return the hash of a file: its size and the hashes of its plain blocks in order."""
    return FileHash(digest("file", size_bytes.to_bytes(8, "big") + b"".join(plain_hashes)))


def make_manifest(blocks: Sequence[BlockRef]) -> Manifest:
    """Return the manifest of a file that consists of these blocks."""
    size_bytes = sum(block.length_bytes for block in blocks)
    return Manifest(size_bytes, file_hash(size_bytes, [block.plain_hash for block in blocks]), tuple(blocks))


def check_manifest(manifest: Manifest) -> Manifest:
    """Return manifest if its blocks have the lengths and hashes its size and file hash demand, else raise Forged.

    After this and ``open_block`` of every block the file hash of the whole file is right without reading it again.
    """
    blocks, size = manifest.blocks, manifest.size_bytes
    lengths_fit = len(blocks) == block_count(size) and all(
        block.length_bytes == block_length(size, index) for index, block in enumerate(blocks)
    )
    if not lengths_fit or file_hash(size, [block.plain_hash for block in blocks]) != manifest.file_hash:
        raise Forged("a manifest does not fit the size and hash of its file")
    return manifest


# ---- blocks, small way ----------------------------------------------------------------------------------------


def seal_block(root: BlockRootKey, node: NodeId, index: int, plain: Bytes) -> SealedBlock:
    """Return one block sealed for its place in a node. ``plain`` is 1 byte to 4 MiB."""
    length = len(plain)
    _check_length(length)
    hashed = blake3_digest(plain)
    key = root.block_key(node, index, hashed)
    missing = padme(length) - length
    padded = plain if not missing else b"".join((plain, bytes(missing)))
    stored = gcm_seal(key, "block", b"", padded)
    return SealedBlock(BlockRef(block_id(stored), key, PlainHash(hashed), length), stored)


def open_block(ref: BlockRef, stored: Bytes, *, is_named: bool = False) -> bytes:
    """Return the plain bytes of one block.

    is_named: ``block_id`` of these bytes was found to be the id already; the rest is checked all the same.
    Raises MissingBlock if these are not the bytes the id names, Forged if the record that names them lied about them.
    """
    _check_stored(ref, stored, is_named=is_named)
    return _checked_plain(ref, gcm_open(ref.key, "block", b"", stored))


def _check_length(length_bytes: int) -> None:
    if not 1 <= length_bytes <= BLOCK_BYTES:
        raise OurBug(f"a block of {length_bytes} bytes")


def _check_stored(ref: BlockRef, stored: Bytes, *, is_named: bool = False) -> None:
    if not 1 <= ref.length_bytes <= BLOCK_BYTES:
        raise Malformed("block: length", block=ref.id.hex())
    if len(stored) != sealed_length(ref.length_bytes):
        raise MissingBlock("length", block=ref.id.hex())
    if not is_named and block_id(stored) != ref.id:
        raise MissingBlock("corrupt", block=ref.id.hex())


def _checked_plain(ref: BlockRef, padded: bytes) -> bytes:
    plain = padded[: ref.length_bytes]
    if padded.count(0, ref.length_bytes) != len(padded) - ref.length_bytes:
        raise Forged("block: padding is not zero", block=ref.id.hex())
    if blake3_digest(plain) != ref.plain_hash:
        raise Forged("block: other content than its record says", block=ref.id.hex())
    return plain


# ---- blocks, in the buffers of one worker -----------------------------------------------------------------------


class BlockBuffers:
    """Two buffers for one worker thread: plain bytes and stored bytes of one block at a time."""

    __slots__ = ("plain", "stored")

    def __init__(self) -> None:
        self.plain: Final = memoryview(bytearray(BLOCK_BYTES))
        self.stored: Final = memoryview(bytearray(SEALED_BLOCK_MAX_BYTES))


def seal_into(root: BlockRootKey, node: NodeId, index: int, buffers: BlockBuffers, length_bytes: int) -> SealedBlock:
    """Return the block whose plain bytes are the first ``length_bytes`` of ``buffers.plain``.

    ``stored`` of the result is a view of ``buffers.stored``: send it before the buffers are used again. The bytes of
    ``buffers.plain`` behind the block are overwritten with padding.
    """
    _check_length(length_bytes)
    hashed = blake3_digest(buffers.plain[:length_bytes])
    key = root.block_key(node, index, hashed)
    stored = _stored_into(key, buffers, length_bytes)
    return SealedBlock(BlockRef(block_id(stored), key, PlainHash(hashed), length_bytes), stored)


def _stored_into(key: bytes, buffers: BlockBuffers, length_bytes: int) -> memoryview:
    """Return the stored bytes of the block in ``buffers.plain``; what is behind it is overwritten with padding."""
    padded = padme(length_bytes)
    wipe(buffers.plain[length_bytes:padded])
    stored = buffers.stored[: padded + TAG_BYTES]
    gcm_seal_into(key, "block", b"", buffers.plain[:padded], stored)
    return stored


def open_into(ref: BlockRef, stored: Bytes, buffers: BlockBuffers, *, is_named: bool = False) -> memoryview:
    """Return the plain bytes of one block as a view of ``buffers.plain``; write it before the buffers are used again.

    ``stored`` may be a view of ``buffers.stored``. is_named and errors as in open_block; the buffer holds no unchecked bytes then.
    """
    _check_stored(ref, stored, is_named=is_named)
    padded = buffers.plain[: padme(ref.length_bytes)]
    gcm_open_into(ref.key, "block", b"", stored, padded)
    plain, tail = padded[: ref.length_bytes], bytes(padded[ref.length_bytes :])
    if tail.count(0) != len(tail) or blake3_digest(plain) != ref.plain_hash:
        wipe(padded)
        raise Forged("block: other content or padding than its record says", block=ref.id.hex())
    return plain


def reseal_into(ref: BlockRef, buffers: BlockBuffers, length_bytes: int) -> memoryview | None:
    """Return the stored bytes of a block if the first ``length_bytes`` of ``buffers.plain`` are what it holds, else None.

    Sealing is a function of key and content, so what a record says of a block is enough to make it again from a copy:
    to offer it anew, or to know what the server must have. Use it before the buffers are used again.
    Raises Forged if the record names another block than its key and content give.
    """
    if length_bytes != ref.length_bytes or blake3_digest(buffers.plain[:length_bytes]) != ref.plain_hash:
        return None
    stored = _stored_into(ref.key, buffers, length_bytes)
    if block_id(stored) != ref.id:
        raise Forged("block: not the one that its key and content give", block=ref.id.hex())
    return stored


# ---- manifests ------------------------------------------------------------------------------------------------


class SealedManifest(NamedTuple):
    """What a record needs to know of a manifest blob, and what goes to the server."""

    ref: ManifestRef
    stored: bytes


def seal_manifest(root: BlockRootKey, node: NodeId, manifest: Manifest) -> SealedManifest:
    """Return the manifest as a blob; for files of more than 16 blocks."""
    blocks = manifest.blocks
    public = encode_manifest_lead([block.id for block in blocks])
    plain = b"".join([_ENTRY.pack(block.key, block.plain_hash, block.length_bytes) for block in blocks])
    key = root.manifest_key(node, plain_hash(plain))
    blob = public + gcm_seal(key, "manifest", public, plain)
    return SealedManifest(ManifestRef(block_id(blob), key, len(blocks)), blob)


def open_manifest(ref: ManifestRef, blob: bytes, *, size_bytes: int, file_hash: FileHash) -> Manifest:
    """Return the manifest of a file whose record names this blob, size and hash.

    Raises MissingBlock if these are not the bytes the id names, Malformed, LimitExceeded or Forged if the record or
    the blob lies.
    """
    if block_id(blob) != ref.id:
        raise MissingBlock("corrupt", block=ref.id.hex())
    public, sealed = split_manifest(blob)
    plain = gcm_open(ref.key, "manifest", public, sealed)
    if len(plain) != ref.n_blocks * MANIFEST_ENTRY_BYTES:
        raise Forged("a manifest with another number of blocks")
    ids = public[-KEY_BYTES * ref.n_blocks :]
    blocks = tuple(
        [
            BlockRef(BlockId(ids[32 * index : 32 * index + 32]), key, PlainHash(hashed), length)
            for index, (key, hashed, length) in enumerate(_ENTRY.iter_unpack(plain))
        ]
    )
    return check_manifest(Manifest(size_bytes, file_hash, blocks))
