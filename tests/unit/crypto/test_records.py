"""Records: what was sealed comes back, and one bad record harms its own node only."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.crypto import node_id, seeded_entropy
from megadesk.crypto import records
from megadesk.crypto.content import make_manifest, seal_block, seal_manifest
from megadesk.crypto.identity import WrapSet
from megadesk.crypto.keys import EpochKey, MetaKey
from megadesk.crypto.records import RecordKind, RecordMeta, as_read, open_record, seal_record
from megadesk.crypto.structure import encode_record, encode_record_header, encode_tlv
from megadesk.model.errors import (
    BadName,
    Damaged,
    LimitExceeded,
    Malformed,
    OurBug,
    Quarantined,
    TooNew,
)
from megadesk.model.ids import TOP, AccountId, BlockId, DeviceId, FileHash, NodeId, SpaceId
from megadesk.model.manifest import BLOCK_BYTES, ManifestRef
from megadesk.model.values import replace

ENTROPY = seeded_entropy("records")
EPOCH = EpochKey.fresh(ENTROPY)
KEY = EPOCH.meta()
SPACE = SpaceId(ENTROPY(32))
NODE = node_id("node")
ONE_BLOCK = make_manifest([seal_block(EPOCH.blocks(), NODE, 0, b"hello").ref])
FOLDER = RecordMeta(parent=TOP, kind=RecordKind.FOLDER, name="drive")
FILE = RecordMeta(
    parent=node_id("parent"),
    kind=RecordKind.FILE,
    name="a b.txt",
    mtime_ns=-5,
    size_bytes=5,
    mode=0o755,
    blocks=ONE_BLOCK.blocks,
    file_hash=ONE_BLOCK.file_hash,
    author=AccountId(bytes(16)),
)
TRASHED = replace(FILE, origin=node_id("old parent"), trashed_ms=1_700_000_000_000)
BIG = replace(FILE, size_bytes=20 * BLOCK_BYTES, blocks=(), manifest=ManifestRef(BlockId(bytes(32)), bytes(32), 20))
DEVICE = RecordMeta(parent=TOP, kind=RecordKind.DEVICE, name="laptop", device=DeviceId(bytes(16)))
ACCOUNT = RecordMeta(parent=TOP, kind=RecordKind.ACCOUNT, wrapset=WrapSet(4, bytes(32)))
INFO = RecordMeta(parent=TOP, kind=RecordKind.SPACE_INFO, name="Ann's files")
LATER = replace(FILE, extra=((0x80, b""), (0x90, b"thumbnail"), (0xFF, bytes(300))))


def seal(meta: RecordMeta, version: int = 1, node: NodeId = NODE, space: SpaceId = SPACE) -> bytes:
    """Return a record of that meta."""
    return seal_record(KEY, space=space, node=node, version=version, epoch=0, meta=meta, salt=bytes(16))


def seal_fields(fields: dict[int, bytes], refs: tuple[BlockId, ...] = (), key: MetaKey = KEY) -> bytes:
    """Return a record whose sealed part is whatever a hostile member puts there."""
    header = encode_record_header(NODE, 1, 0, refs)
    return encode_record(header, key.seal(SPACE + header, encode_tlv(sorted(fields.items())), salt=bytes(16)))


@pytest.mark.parametrize(
    "meta",
    [
        FOLDER, FILE, TRASHED, BIG, DEVICE, ACCOUNT, INFO, LATER, replace(FILE, kind=RecordKind.SYMLINK),
        replace(FILE, mode=0), replace(FILE, mode=0xFFFF),
    ],
)  # fmt: skip
def test_meta_comes_back(meta: RecordMeta) -> None:
    """Every kind, with all of its fields, is what was sealed; fields of later versions word for word."""
    opened = open_record(KEY, space=SPACE, record=seal(meta, version=3))
    assert (opened.id, opened.version, opened.epoch, opened.meta) == (NODE, 3, 0, meta)


def test_inline_manifest_is_that_of_the_file() -> None:
    """A small file's blocks can be read from its record alone."""
    assert open_record(KEY, space=SPACE, record=seal(FILE)).meta.inline_manifest() == ONE_BLOCK
    for meta in (BIG, FOLDER, replace(FILE, size_bytes=None), replace(FILE, file_hash=None)):
        with pytest.raises(OurBug):
            meta.inline_manifest()


def test_sixteen_blocks_fit_and_a_manifest_names_one_blob() -> None:
    """The header names each inline block, or the manifest blob alone."""
    sixteen = make_manifest(
        [replace(seal_block(EPOCH.blocks(), NODE, index, b"x").ref, length_bytes=BLOCK_BYTES) for index in range(16)]
    )
    full = replace(FILE, size_bytes=sixteen.size_bytes, blocks=sixteen.blocks, file_hash=sixteen.file_hash)
    assert len(open_record(KEY, space=SPACE, record=seal(full)).meta.refs) == 16
    sealed = seal_manifest(EPOCH.blocks(), NODE, sixteen)
    more = make_manifest([*sixteen.blocks, sixteen.blocks[0]])
    with pytest.raises(OurBug):
        seal(replace(full, size_bytes=more.size_bytes, blocks=more.blocks, file_hash=more.file_hash))
    big = replace(full, blocks=(), manifest=sealed.ref)
    assert open_record(KEY, space=SPACE, record=seal(big)).meta.refs == (sealed.ref.id,)


def test_one_block_files_have_one_record_size() -> None:
    """Names of 5 to 78 bytes do not show in the length."""
    assert {len(seal(replace(FILE, name="n" * size))) for size in range(5, 79)} == {384}


def test_record_of_another_place_is_quarantined() -> None:
    """Space, id, version and key are bound to the sealed part."""
    record = seal(FILE)
    other = encode_record(encode_record_header(node_id("x"), 1, 0, FILE.refs), record[64:])
    newer = encode_record(encode_record_header(NODE, 2, 0, FILE.refs), record[64:])
    for space, key, raw in (
        (SpaceId(bytes(32)), KEY, record),
        (SPACE, MetaKey(bytes(32)), record),
        (SPACE, KEY, other),
        (SPACE, KEY, newer),
    ):
        with pytest.raises(Quarantined) as caught:
            open_record(key, space=space, record=raw)
        assert caught.value.arguments["reason"] == "seal"


def test_every_flipped_bit_of_a_record_is_refused() -> None:
    """Header or sealed part: no bit can change."""
    record = seal(FILE)
    for bit in range(len(record) * 8):
        raw = bytearray(record)
        raw[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Damaged, TooNew)):
            open_record(KEY, space=SPACE, record=bytes(raw))


PARENT, FOLDER_KIND, NAME = {1: bytes(16)}, {2: b"\1"}, {3: b"name"}
MINIMAL = PARENT | FOLDER_KIND | NAME
FILE_FIELDS = PARENT | {2: b"\2"} | NAME | {5: bytes(8), 9: make_manifest([]).file_hash}
ONE_REF = (BlockId(bytes(32)),)

HOSTILE = [
    ("no parent", FOLDER_KIND | NAME, (), "structure"),
    ("short parent", MINIMAL | {1: bytes(15)}, (), "structure"),
    ("long kind", MINIMAL | {2: b"\0\1"}, (), "structure"),
    ("name not UTF-8", MINIMAL | {3: b"\xff"}, (), "structure"),
    ("short time", MINIMAL | {4: b"\0"}, (), "structure"),
    ("refs without blocks", MINIMAL, ONE_REF, "structure"),
    ("blocks without refs", MINIMAL | {7: bytes(68)}, (), "structure"),
    ("cut block", MINIMAL | {7: bytes(67)}, ONE_REF, "structure"),
    ("manifest and blocks", MINIMAL | {7: bytes(68), 8: bytes(36)}, ONE_REF, "structure"),
    ("manifest without ref", MINIMAL | {8: bytes(36)}, (), "structure"),
    ("wrap set of version 0", MINIMAL | {12: bytes(36)}, (), "structure"),
    ("no name", PARENT | FOLDER_KIND, (), "name"),
    ("dots", MINIMAL | {3: b".."}, (), "name"),
    ("slash", MINIMAL | {3: b"../x"}, (), "name"),
    ("backslash", MINIMAL | {3: b"a\\b"}, (), "name"),
    ("nul", MINIMAL | {3: b"a\0b"}, (), "name"),
    ("newline", MINIMAL | {3: b"a\nb"}, (), "name"),
    ("not NFC", MINIMAL | {3: "A\u030a".encode()}, (), "name"),
    ("too long", MINIMAL | {3: b"x" * 256}, (), "name"),
    ("folder with size", MINIMAL | {5: bytes(8)}, (), "content"),
    ("file without size", PARENT | {2: b"\2"} | NAME, (), "content"),
    ("file without hash", PARENT | {2: b"\2"} | NAME | {5: bytes(8)}, (), "content"),
    ("file with a wrong hash", FILE_FIELDS | {9: bytes(32)}, (), "content"),
    ("file with too few blocks", FILE_FIELDS | {5: b"\0" * 7 + b"\1"}, (), "content"),
    ("empty file with a block", FILE_FIELDS | {7: bytes(68)}, ONE_REF, "content"),
    ("empty manifest", FILE_FIELDS | {8: bytes(36)}, ONE_REF, "content"),
    ("device without id", MINIMAL | {2: b"\6"}, (), "content"),
    ("account without wrap set", PARENT | {2: b"\7"}, (), "content"),
    ("account with a bad name", PARENT | {2: b"\7", 3: b"a/b", 12: b"\0\0\0\1" + bytes(32)}, (), "name"),
    ("folder with hash", MINIMAL | {9: bytes(32)}, (), "content"),
    ("folder with a block", MINIMAL | {7: bytes(68)}, ONE_REF, "content"),
    ("folder with a manifest", MINIMAL | {8: bytes(36)}, ONE_REF, "content"),
    ("manifest without size", PARENT | {2: b"\2"} | NAME | {8: bytes(36), 9: bytes(32)}, ONE_REF, "content"),
    ("manifest with two refs", MINIMAL | {8: bytes(36)}, ONE_REF * 2, "structure"),
]


@pytest.mark.attack("C14")
@pytest.mark.parametrize(("fields", "refs", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_member_is_quarantined(fields: dict[int, bytes], refs: tuple[BlockId, ...], reason: str) -> None:
    """A well-sealed record that breaks a rule stops its own node, with a stable reason."""
    with pytest.raises(Quarantined) as caught:
        open_record(KEY, space=SPACE, record=seal_fields(fields, refs))
    assert caught.value.arguments == {"node": NODE.hex(), "version": 1, "reason": reason}


@pytest.mark.parametrize(
    "fields", [MINIMAL | {2: bytes((kind,))} for kind in (0, 4, 5, 9, 255)] + [MINIMAL | {15: b""}]
)
def test_unknown_kind_or_field_is_too_new(fields: dict[int, bytes]) -> None:
    """What a later version wrote is left alone and named as such."""
    with pytest.raises(TooNew) as caught:
        open_record(KEY, space=SPACE, record=seal_fields(fields))
    assert caught.value.arguments["node"] == NODE.hex()


@pytest.mark.parametrize(
    ("meta", "error"),
    [
        (replace(FOLDER, name="a/b"), BadName),
        (replace(FOLDER, name=""), BadName),
        (replace(FOLDER, size_bytes=1), OurBug),
        (replace(FILE, size_bytes=6), OurBug),
        (replace(FILE, size_bytes=None), OurBug),
        (replace(FILE, manifest=BIG.manifest), OurBug),
        (replace(BIG, size_bytes=1), OurBug),
        (replace(DEVICE, device=None), OurBug),
        (replace(ACCOUNT, wrapset=None), OurBug),
        (replace(FILE, mode=65_536), OurBug),
        (replace(FILE, mode=-1), OurBug),
        (replace(FILE, file_hash=None), OurBug),
        (replace(BIG, file_hash=None), OurBug),
        (replace(BIG, size_bytes=None), OurBug),
        (replace(BIG, blocks=ONE_BLOCK.blocks), OurBug),
        (replace(FILE, extra=((0x80, bytes(65_535)),)), LimitExceeded),
        (replace(ACCOUNT, name="a/b"), BadName),
        (replace(FILE, extra=((0x7F, b""),)), OurBug),
        (replace(FILE, extra=((0x100, b""),)), OurBug),
        (replace(FILE, extra=((0x80, bytes(65_536)), (0x90, b""))), OurBug),
        (replace(FILE, extra=((0x80, b""), (0x80, b""))), OurBug),
        (replace(FILE, extra=((0x90, b""), (0x80, b""))), OurBug),
        (replace(FILE, blocks=ONE_BLOCK.blocks * 17), OurBug),
        (replace(FILE, extra=((0x80, bytes(16_384)),)), LimitExceeded),
    ],
)
def test_we_do_not_write_what_we_would_not_read(meta: RecordMeta, error: type[Exception]) -> None:
    """Writers hold the rules of readers."""
    with pytest.raises(error):
        seal(meta)


def test_a_date_out_of_range_becomes_the_nearest() -> None:
    """A broken file date does not keep a file from syncing."""
    opened = open_record(KEY, space=SPACE, record=seal(replace(FILE, mtime_ns=1 << 70)))
    assert opened.meta.mtime_ns == (1 << 63) - 1


@pytest.mark.parametrize("time_ns", [None, 0, 1 << 70, -(1 << 70), (1 << 63) - 1, -(1 << 63)])
def test_what_was_sealed_is_known_without_opening_it(time_ns: int | None) -> None:
    """Who sealed a record knows what everybody else reads in it."""
    meta = replace(FILE, mtime_ns=time_ns)
    assert open_record(KEY, space=SPACE, record=seal(meta)).meta == as_read(meta)


@settings(max_examples=300)
@given(st.dictionaries(st.integers(1, 0xFF), st.binary(max_size=80), max_size=8), st.integers(0, 3))
def test_any_sealed_fields_open_or_are_refused(fields: dict[int, bytes], n_refs: int) -> None:
    """Whatever a member seals, the reader gives a record or one of two errors."""
    try:
        open_record(KEY, space=SPACE, record=seal_fields(MINIMAL | fields, (BlockId(bytes(32)),) * n_refs))
    except (Quarantined, TooNew):
        return


def test_any_sealed_bytes_open_or_are_refused() -> None:
    """The same for bytes that are not even fields."""
    chance = random.Random(4)
    for _ in range(3000):
        header = encode_record_header(NODE, 1, 0, ())
        plain = chance.randbytes(chance.choice([0, 1, 127, 128, 256]))
        record = encode_record(header, KEY.seal(SPACE + header, plain, salt=bytes(16)))
        with pytest.raises((Quarantined, TooNew)):
            open_record(KEY, space=SPACE, record=record)


def test_well_known_ids_differ_by_space_and_role() -> None:
    """Every device finds the same ids without asking, and no two of them meet."""
    found = [
        *(records.root_node_id(space, area) for space in (SPACE, SpaceId(bytes(32))) for area in ("drive", "bin", "backups")),
        *(records.device_node_id(SPACE, DeviceId(bytes((n,)) * 16)) for n in range(2)),
        *(records.backups_node_id(SPACE, DeviceId(bytes((n,)) * 16)) for n in range(2)),
        records.account_node_id(SPACE),
    ]  # fmt: skip
    assert len(set(found)) == 11
    assert {len(node) for node in found} == {16}
    with pytest.raises(OurBug):
        records.root_node_id(SPACE, "attic")


def test_repr_shows_no_name_or_key() -> None:
    """A record in a log line shows neither what a file is called nor what opens it."""
    shown = repr(open_record(KEY, space=SPACE, record=seal(FILE)))
    assert "a b.txt" not in shown
    assert repr(ONE_BLOCK.blocks[0].key)[2:-1] not in shown


def test_wrong_length_of_wrap_set_is_malformed() -> None:
    """A wrap set is a version and a digest."""
    with pytest.raises(Malformed):
        WrapSet(1, b"short")
    assert FileHash(bytes(32)) == bytes(32)
