"""The sealed metadata of a node: where it is, what it is called, what it holds.

    RecordMeta --TLV, padded--> SEAL under the space's MetaKey, bound to the public header --> record
                                                            id, version, epoch, block ids

One record type carries files, folders and the account's own notes in its main space (devices, the account itself,
what a space is called). A record that does not open, or says something no record may say, is Quarantined: that node
is left alone and its neighbours go on. Source: docs/formats/records.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import ClassVar, Final

from megadesk.crypto.content import check_manifest
from megadesk.crypto.identity import WrapSet
from megadesk.crypto.keys import MetaKey
from megadesk.crypto.primitives import DIGEST_BYTES, digest
from megadesk.crypto.structure import (
    MANIFEST_ENTRY_BYTES,
    TLV_CRITICAL_BELOW,
    RecordParts,
    encode_record,
    encode_record_header,
    encode_tlv,
    parse_record,
    parse_tlv,
)
from megadesk.model.errors import BadName, Damaged, Malformed, OurBug, Quarantined, TooNew
from megadesk.model.ids import (
    SHORT_ID_BYTES,
    AccountId,
    BlockId,
    DeviceId,
    FileHash,
    NodeId,
    PlainHash,
    SpaceId,
)
from megadesk.model.manifest import BlockRef, Manifest, ManifestRef, block_count
from megadesk.model.relpath import AREAS, check_name
from megadesk.model.values import Value, replace


class RecordKind(IntEnum):
    """What a record describes. 4 and 5 belong to sharing and are TooNew until then."""

    FOLDER = 1
    FILE = 2
    SYMLINK = 3
    DEVICE = 6
    ACCOUNT = 7
    SPACE_INFO = 8


_KINDS: Final = {int(kind): kind for kind in RecordKind}
_WITH_CONTENT: Final = frozenset({RecordKind.FILE, RecordKind.SYMLINK})

_PARENT, _KIND, _NAME, _MTIME, _SIZE, _MODE, _BLOCKS, _MANIFEST, _FILE_HASH, _AUTHOR = range(1, 11)
_DEVICE, _WRAPSET, _ORIGIN, _TRASHED = range(11, 15)
_KNOWN: Final = frozenset(range(1, 15))

_BLOCK: Final = struct.Struct(">32s32sI")
_MANIFEST_VALUE: Final = struct.Struct(">32sI")
_U16_BYTES, _U32_BYTES, _U64_BYTES = 2, 4, 8
_U16_MAX: Final = 0xFFFF
_I64_MIN: Final = -(1 << 63)
_I64_MAX: Final = (1 << 63) - 1
_TAG_MAX: Final = 0xFF


class RecordMeta(Value, frozen=True, kw_only=True):
    """What a record says of its node.

    A file or symlink has size, file hash and either ``blocks`` or ``manifest``; the content of a symlink is its target.
    ``origin`` and ``trashed_ms`` belong to a node in the bin: the folder it came from, and when. ``extra`` keeps
    fields of later versions word for word, so that an older client does not strip them.
    """

    unshown: ClassVar = frozenset({"name", "blocks", "manifest", "file_hash", "extra"})

    parent: NodeId
    kind: RecordKind
    name: str = ""
    mtime_ns: int | None = None
    size_bytes: int | None = None
    mode: int | None = None
    blocks: tuple[BlockRef, ...] = ()
    manifest: ManifestRef | None = None
    file_hash: FileHash | None = None
    author: AccountId | None = None
    device: DeviceId | None = None
    wrapset: WrapSet | None = None
    origin: NodeId | None = None
    trashed_ms: int | None = None
    extra: tuple[tuple[int, bytes], ...] = ()

    @property
    def refs(self) -> tuple[BlockId, ...]:
        """The blobs that the record's public header names."""
        if self.manifest is not None:
            return (self.manifest.id,)
        return tuple([block.id for block in self.blocks])

    def inline_manifest(self) -> Manifest:
        """Return the manifest of a file whose blocks stand in the record; OurBug for a folder or a large file."""
        if self.size_bytes is None or self.file_hash is None or self.manifest is not None:
            raise OurBug("a record without inline blocks")
        return Manifest(self.size_bytes, self.file_hash, self.blocks)


class OpenRecord(Value, frozen=True):
    """A record with its sealed part open."""

    id: NodeId
    version: int
    epoch: int
    meta: RecordMeta


# ---- ids that every device of a space finds without asking -----------------------------------------------------


def root_node_id(space: SpaceId, area: str) -> NodeId:
    """Return the node id of a well-known root of a main space: ``drive``, ``bin`` or ``backups``."""
    if area not in AREAS:
        raise OurBug(f"no such root: {area}")
    return NodeId(digest("root-node", space + area.encode())[:SHORT_ID_BYTES])


def device_node_id(space: SpaceId, device: DeviceId) -> NodeId:
    """Return the id of the record that tells of a device."""
    return NodeId(digest("device-node", space + device)[:SHORT_ID_BYTES])


def account_node_id(space: SpaceId) -> NodeId:
    """Return the id of the record that says which wraps of the master key are current."""
    return NodeId(digest("account-node", space)[:SHORT_ID_BYTES])


def backups_node_id(space: SpaceId, device: DeviceId) -> NodeId:
    """Return the id of the folder below ``backups`` that holds what a device backs up."""
    return NodeId(digest("device-backups", space + device)[:SHORT_ID_BYTES])


# ---- sealing --------------------------------------------------------------------------------------------------


def seal_record(
    key: MetaKey, *, space: SpaceId, node: NodeId, version: int, epoch: int, meta: RecordMeta, salt: bytes
) -> bytes:
    """Return the record; ``salt`` is 16 fresh random bytes.

    Raises BadName for a name no node may carry, LimitExceeded above 16 KiB, OurBug for a meta that no device opens.
    """
    _check_meaning(meta)
    header = encode_record_header(node, version, epoch, meta.refs)
    return encode_record(header, key.seal(space + header, encode_tlv(_fields(meta)), salt=salt))


def as_read(meta: RecordMeta) -> RecordMeta:
    """Return what ``open_record`` gives back of a meta that was sealed: the same, but for a date no record can hold."""
    kept_ns = None if meta.mtime_ns is None else _nearest(meta.mtime_ns)
    return meta if kept_ns == meta.mtime_ns else replace(meta, mtime_ns=kept_ns)


def _nearest(time_ns: int) -> int:
    """Return the nearest date that 64 bits hold: disks hold others, and such a file syncs all the same."""
    return max(_I64_MIN, min(time_ns, _I64_MAX))


def _fields(meta: RecordMeta) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of a record by ascending tag."""
    yield _PARENT, meta.parent
    yield _KIND, bytes((meta.kind,))
    if meta.name:
        yield _NAME, meta.name.encode()
    if meta.mtime_ns is not None:
        yield _MTIME, _nearest(meta.mtime_ns).to_bytes(_U64_BYTES, "big", signed=True)
    if meta.size_bytes is not None:
        yield _SIZE, meta.size_bytes.to_bytes(_U64_BYTES, "big")
    if meta.mode is not None:
        yield _MODE, meta.mode.to_bytes(_U16_BYTES, "big")
    if meta.blocks:
        yield _BLOCKS, b"".join([_BLOCK.pack(one.key, one.plain_hash, one.length_bytes) for one in meta.blocks])
    if meta.manifest is not None:
        yield _MANIFEST, _MANIFEST_VALUE.pack(meta.manifest.key, meta.manifest.n_blocks)
    if meta.file_hash is not None:
        yield _FILE_HASH, meta.file_hash
    if meta.author is not None:
        yield _AUTHOR, meta.author
    yield from _rare_fields(meta)


def _rare_fields(meta: RecordMeta) -> Iterator[tuple[int, bytes]]:
    if meta.device is not None:
        yield _DEVICE, meta.device
    if meta.wrapset is not None:
        yield _WRAPSET, meta.wrapset.version.to_bytes(_U32_BYTES, "big") + meta.wrapset.digest
    if meta.origin is not None:
        yield _ORIGIN, meta.origin
    if meta.trashed_ms is not None:
        yield _TRASHED, meta.trashed_ms.to_bytes(_U64_BYTES, "big")
    yield from meta.extra


# ---- opening --------------------------------------------------------------------------------------------------


def open_record(key: MetaKey, *, space: SpaceId, record: bytes) -> OpenRecord:
    """Return the open record. Its commit or state root was verified before.

    Raises Quarantined, with ``reason`` seal, structure, name or content, for a record that does not open or breaks a
    rule; TooNew for one that needs a later version. Both concern this node only.
    """
    return open_parts(key, space=space, parts=parse_record(record))


def open_parts(key: MetaKey, *, space: SpaceId, parts: RecordParts) -> OpenRecord:
    """Return the open record for a header that was parsed already; raises as open_record."""
    try:
        plain = key.open(space + parts.header, parts.sealed)
    except Damaged as error:
        raise _quarantined(parts, "seal") from error
    try:
        meta = _parse_meta(parse_tlv(plain, _KNOWN, "record"), parts)
    except TooNew as error:
        raise TooNew("record", node=parts.id.hex(), version=parts.version) from error
    except Damaged as error:
        raise _quarantined(parts, "structure") from error
    try:
        _check_meaning(meta)
    except BadName as error:
        raise _quarantined(parts, "name") from error
    except OurBug as error:
        raise _quarantined(parts, "content") from error
    return OpenRecord(parts.id, parts.version, parts.epoch, meta)


def _quarantined(parts: RecordParts, reason: str) -> Quarantined:
    return Quarantined(node=parts.id.hex(), version=parts.version, reason=reason)


def _parse_meta(fields: dict[int, bytes], parts: RecordParts) -> RecordMeta:
    """Return what the fields say; Malformed for a wrong length, TooNew for an unknown kind."""
    kind = _KINDS.get(_number(fields, _KIND, 1) or 0)
    if kind is None:
        raise TooNew("record")
    try:
        name = fields.get(_NAME, b"").decode()
    except UnicodeDecodeError as error:
        raise Malformed("record: name") from error
    mtime = _sized(fields, _MTIME, _U64_BYTES)
    blocks, manifest = _content(fields, parts)
    is_plain = fields.keys() <= _COMMON
    return RecordMeta(
        parent=NodeId(_required(fields, _PARENT, SHORT_ID_BYTES)),
        kind=kind,
        name=name,
        mtime_ns=None if mtime is None else int.from_bytes(mtime, "big", signed=True),
        size_bytes=_number(fields, _SIZE, _U64_BYTES),
        mode=_number(fields, _MODE, _U16_BYTES),
        blocks=blocks,
        manifest=manifest,
        file_hash=_hash(fields),
        author=_account(fields),
        device=None if is_plain else _device(fields),
        wrapset=None if is_plain else _wrapset(fields),
        origin=None if is_plain else _origin(fields),
        trashed_ms=None if is_plain else _number(fields, _TRASHED, _U64_BYTES),
        extra=() if is_plain else tuple([(tag, value) for tag, value in fields.items() if tag not in _KNOWN]),
    )


_COMMON: Final = frozenset(range(1, 11))


def _sized(fields: dict[int, bytes], tag: int, size_bytes: int) -> bytes | None:
    value = fields.get(tag)
    if value is not None and len(value) != size_bytes:
        raise Malformed("record: length of a field", tag=tag)
    return value


def _required(fields: dict[int, bytes], tag: int, size_bytes: int) -> bytes:
    value = _sized(fields, tag, size_bytes)
    if value is None:
        raise Malformed("record: a field is missing", tag=tag)
    return value


def _number(fields: dict[int, bytes], tag: int, size_bytes: int) -> int | None:
    value = _sized(fields, tag, size_bytes)
    return None if value is None else int.from_bytes(value, "big")


def _hash(fields: dict[int, bytes]) -> FileHash | None:
    value = _sized(fields, _FILE_HASH, DIGEST_BYTES)
    return None if value is None else FileHash(value)


def _account(fields: dict[int, bytes]) -> AccountId | None:
    value = _sized(fields, _AUTHOR, SHORT_ID_BYTES)
    return None if value is None else AccountId(value)


def _device(fields: dict[int, bytes]) -> DeviceId | None:
    value = _sized(fields, _DEVICE, SHORT_ID_BYTES)
    return None if value is None else DeviceId(value)


def _origin(fields: dict[int, bytes]) -> NodeId | None:
    value = _sized(fields, _ORIGIN, SHORT_ID_BYTES)
    return None if value is None else NodeId(value)


def _wrapset(fields: dict[int, bytes]) -> WrapSet | None:
    value = _sized(fields, _WRAPSET, _U32_BYTES + DIGEST_BYTES)
    return None if value is None else WrapSet(int.from_bytes(value[:_U32_BYTES], "big"), value[_U32_BYTES:])


def _content(fields: dict[int, bytes], parts: RecordParts) -> tuple[tuple[BlockRef, ...], ManifestRef | None]:
    """Return inline blocks or the manifest; Malformed unless the header names just their blobs."""
    raw, manifest = fields.get(_BLOCKS, b""), _sized(fields, _MANIFEST, _MANIFEST_VALUE.size)
    if manifest is not None:
        if raw or len(parts.refs) != 1:
            raise Malformed("record: references of a manifest")
        key, n_blocks = _MANIFEST_VALUE.unpack(manifest)
        return (), ManifestRef(parts.refs[0], key, n_blocks)
    if len(raw) != len(parts.refs) * MANIFEST_ENTRY_BYTES:
        raise Malformed("record: references of blocks")
    entries = zip(parts.refs, _BLOCK.iter_unpack(raw), strict=True)
    return tuple([BlockRef(blob, key, PlainHash(hashed), length) for blob, (key, hashed, length) in entries]), None


# ---- what a record may say, the same for writers and readers ----------------------------------------------------


def _check_meaning(meta: RecordMeta) -> None:
    """Pass if the meta describes a node; BadName for its name, OurBug for anything else (readers quarantine both)."""
    if meta.kind is not RecordKind.ACCOUNT or meta.name:
        check_name(meta.name)
    if meta.kind in _WITH_CONTENT:
        _check_content(meta)
    elif meta.blocks or meta.manifest or meta.file_hash is not None or meta.size_bytes is not None:
        raise OurBug("content in a record that has none")
    if meta.kind is RecordKind.DEVICE and meta.device is None:
        raise OurBug("a device record without a device")
    if meta.kind is RecordKind.ACCOUNT and meta.wrapset is None:
        raise OurBug("an account record without a wrap set")
    if meta.mode is not None and not 0 <= meta.mode <= _U16_MAX:
        raise OurBug("permissions out of range")
    if meta.extra:
        _check_extra(meta.extra)


def _check_extra(extra: tuple[tuple[int, bytes], ...]) -> None:
    tags = [tag for tag, _ in extra]
    fits = tags[0] >= TLV_CRITICAL_BELOW and tags[-1] <= _TAG_MAX and all(len(value) <= _U16_MAX for _, value in extra)
    if not fits or tags != sorted(set(tags)):
        raise OurBug("kept fields out of order or range")


def _check_content(meta: RecordMeta) -> None:
    """Pass if size, hash and blocks of a file fit each other; that no more blocks stand inline than may, its header says."""
    if meta.file_hash is None:
        raise OurBug("a file without hash")
    if meta.manifest is not None:
        if meta.blocks or not meta.size_bytes or meta.manifest.n_blocks != block_count(meta.size_bytes):
            raise OurBug("a manifest that does not fit the size")
        return
    try:
        check_manifest(meta.inline_manifest())
    except Damaged as error:
        raise OurBug("blocks that do not fit the size") from error
