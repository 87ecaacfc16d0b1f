"""The public shape of things: a strict reader, TLV, and what a record or a manifest shows without a key.

    Reader          takes fields off the front; too few or too many bytes is Malformed
    check_lead      the suite and type byte that stand before every object
    encode_tlv / parse_tlv
    RecordParts     id, version, epoch and block references of a record; the sealed rest is opaque here
    manifest_refs   the block ids a manifest blob lists

Source: docs/formats/notation.md, records.md, content.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from megadesk.crypto.primitives import (
    SEAL_OVERHEAD_BYTES,
    TAG_BYTES,
    Blake3Stream,
    Bytes,
    blake3_digest,
)
from megadesk.model.errors import LimitExceeded, Malformed, OurBug, TooNew
from megadesk.model.ids import BlockId, NodeId
from megadesk.model.manifest import INLINE_BLOCKS, MANIFEST_BLOCKS_MAX

SUITE: Final = 1

TYPE_RECORD: Final = 0x11
TYPE_MANIFEST: Final = 0x12
TYPE_COMMIT: Final = 0x20
TYPE_ACL: Final = 0x30
TYPE_PUBLIC_BUNDLE: Final = 0x40
TYPE_SEALED_BUNDLE: Final = 0x41
TYPE_DEVICE_SECRETS: Final = 0x60

RECORD_MAX_BYTES: Final = 16_384
MANIFEST_ENTRY_BYTES: Final = 68
_MANIFEST_LEAD_BYTES: Final = 6
_ID_BYTES: Final = 32

_RECORD_HEADER: Final = struct.Struct(">BB16sIIH")
_U32: Final = struct.Struct(">I")
_TLV_HEAD: Final = struct.Struct(">BH")

TLV_CRITICAL_BELOW: Final = 0x80
"""An unknown tag below this stops the reader (TooNew); one above is kept and passed on."""

_PADME_FLOOR_BYTES: Final = 256


def check_lead(suite: int, kind: int, expected_kind: int, what: str) -> None:
    """Pass if an object starts with our suite and the type expected there.

    Raises TooNew for a later suite, Malformed for anything else. There is no fallback to another suite.
    """
    if suite > SUITE:
        raise TooNew(what)
    if suite != SUITE or kind != expected_kind:
        raise Malformed(f"{what}: wrong suite or type")


class Reader:
    """Takes fields off the front of bytes from outside; Malformed when there are too few, or some left."""

    __slots__ = ("_at", "_data", "_what")

    def __init__(self, data: bytes, what: str) -> None:
        self._data = data
        self._at = 0
        self._what = what

    def take(self, size_bytes: int) -> bytes:
        """Return the next so many bytes."""
        end = self._at + size_bytes
        if end > len(self._data):
            raise Malformed(f"{self._what}: cut short")
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def number(self, size_bytes: int) -> int:
        """Return the next so many bytes as a big-endian number."""
        return int.from_bytes(self.take(size_bytes), "big")

    def rest(self) -> bytes:
        """Return everything that is left."""
        return self.take(len(self._data) - self._at)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._data)

    def lead(self, kind: int) -> None:
        """Take the suite and type byte; TooNew or Malformed if they are not these."""
        check_lead(self.number(1), self.number(1), kind, self._what)

    def end(self) -> None:
        """Pass if nothing is left."""
        if not self.is_done:
            raise Malformed(f"{self._what}: trailing bytes")


# ---- TLV ------------------------------------------------------------------------------------------------------

TLV_PADDING_BYTES: Final = 128


def encode_tlv(fields: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the fields as tag, u16 length, value, zero-padded to a multiple of 128 bytes. Tags come ascending."""
    out = b"".join([_TLV_HEAD.pack(tag, len(value)) + value for tag, value in fields])
    return out + bytes(-len(out) % TLV_PADDING_BYTES)


def parse_tlv(data: bytes, known: frozenset[int], what: str) -> dict[int, bytes]:
    """Return the fields by tag.

    Malformed unless tags strictly ascend, lengths fit and padding is zero; TooNew for an unknown tag below 0x80.
    """
    fields: dict[int, bytes] = {}
    at, last, size = 0, 0, len(data)
    if size % TLV_PADDING_BYTES:
        raise Malformed(f"{what}: not padded")
    while at < size and data[at]:
        tag = data[at]
        start = at + 3
        end = start + int.from_bytes(data[at + 1 : start], "big")
        if tag <= last or end > size:
            raise Malformed(f"{what}: tags out of order or lengths that do not fit")
        if tag < TLV_CRITICAL_BELOW and tag not in known:
            raise TooNew(what, tag=tag)
        fields[tag] = data[start:end]
        last, at = tag, end
    if data.count(0, at) != size - at:
        raise Malformed(f"{what}: padding is not zero")
    return fields


# ---- records --------------------------------------------------------------------------------------------------


class RecordParts(NamedTuple):
    """A record as anybody sees it. ``header`` is all public bytes, ``sealed`` the rest."""

    id: NodeId
    version: int
    epoch: int
    refs: tuple[BlockId, ...]
    header: bytes
    sealed: bytes


def encode_record_header(node: NodeId, version: int, epoch: int, refs: Sequence[BlockId]) -> bytes:
    """Return the public bytes of a record, which its sealed part is bound to."""
    if version < 1 or len(refs) > INLINE_BLOCKS:
        raise OurBug(f"a record of version {version} with {len(refs)} references")
    return _RECORD_HEADER.pack(SUITE, TYPE_RECORD, node, version, epoch, len(refs)) + b"".join(refs)


def encode_record(header: bytes, sealed: bytes) -> bytes:
    """Return the record; LimitExceeded if it is larger than a record may be."""
    record = header + _U32.pack(len(sealed)) + sealed
    if len(record) > RECORD_MAX_BYTES:
        raise LimitExceeded("record", size_bytes=len(record))
    return record


def parse_record(record: bytes) -> RecordParts:
    """Return the public part of a record.

    Raises LimitExceeded if it is larger than 16 KiB, TooNew for a later suite, Malformed for anything else amiss.
    """
    size = len(record)
    if size > RECORD_MAX_BYTES:
        raise LimitExceeded("record", size_bytes=size)
    if size < _RECORD_HEADER.size:
        raise Malformed("record: cut short")
    suite, kind, node, version, epoch, n_refs = _RECORD_HEADER.unpack_from(record)
    if suite != SUITE or kind != TYPE_RECORD:
        check_lead(suite, kind, TYPE_RECORD, "record")
    start = _RECORD_HEADER.size
    end = start + _ID_BYTES * n_refs
    if version < 1 or n_refs > INLINE_BLOCKS or end + _U32.size + SEAL_OVERHEAD_BYTES > size:
        raise Malformed("record: version, references or length")
    sealed = record[end + _U32.size :]
    if _U32.unpack_from(record, end)[0] != len(sealed):
        raise Malformed("record: length of the sealed part")
    refs = tuple([BlockId(record[at : at + _ID_BYTES]) for at in range(start, end, _ID_BYTES)])
    return RecordParts(NodeId(node), version, epoch, refs, record[:end], sealed)


# ---- content --------------------------------------------------------------------------------------------------


def padme(length_bytes: int) -> int:
    """Return the padded length: at least 256, then lengths whose low bits are zero, at most 6.2 % longer."""
    if length_bytes <= _PADME_FLOOR_BYTES:
        return _PADME_FLOOR_BYTES
    exponent = length_bytes.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length_bytes + mask) & ~mask


def block_id(stored: Bytes) -> BlockId:
    """Return the name of stored bytes: their BLAKE3."""
    return BlockId(blake3_digest(stored))


def possession_proof(nonce: bytes, stored: Bytes) -> bytes:
    """Return BLAKE3(nonce || stored): the server shows with it that it still has all of a block."""
    stream = Blake3Stream()
    stream.update(nonce)
    stream.update(stored)
    return stream.digest()


def encode_manifest_lead(ids: Sequence[BlockId]) -> bytes:
    """Return the public part of a manifest blob; LimitExceeded above 262144 blocks."""
    if len(ids) > MANIFEST_BLOCKS_MAX:
        raise LimitExceeded("manifest", n_blocks=len(ids))
    return bytes((SUITE, TYPE_MANIFEST)) + _U32.pack(len(ids)) + b"".join(ids)


def split_manifest(blob: bytes) -> tuple[bytes, bytes]:
    """Return the public part and the sealed part of a manifest blob; their lengths fit each other.

    Raises Malformed, LimitExceeded or TooNew.
    """
    reader = Reader(blob[:_MANIFEST_LEAD_BYTES], "manifest")
    reader.lead(TYPE_MANIFEST)
    n_blocks = reader.number(4)
    if n_blocks > MANIFEST_BLOCKS_MAX:
        raise LimitExceeded("manifest", n_blocks=n_blocks)
    public_end = _MANIFEST_LEAD_BYTES + n_blocks * _ID_BYTES
    if len(blob) != public_end + n_blocks * MANIFEST_ENTRY_BYTES + TAG_BYTES or n_blocks == 0:
        raise Malformed("manifest: length")
    return blob[:public_end], blob[public_end:]


def manifest_refs(blob: bytes) -> tuple[BlockId, ...]:
    """Return the ids of the blocks that a manifest blob lists, in order, from its public part."""
    public, _ = split_manifest(blob)
    return tuple([BlockId(public[at : at + _ID_BYTES]) for at in range(_MANIFEST_LEAD_BYTES, len(public), _ID_BYTES)])
