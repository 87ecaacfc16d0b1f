"""Strict reading: every byte is where it must be, or an error of ours says so."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.crypto import MemorySpace, node_id
from megadesk.crypto import structure
from megadesk.crypto.structure import (
    Reader,
    encode_record_header,
    encode_tlv,
    padme,
    parse_record,
    parse_tlv,
    possession_proof,
)
from megadesk.model.errors import LimitExceeded, Malformed, MegadeskError, OurBug, TooNew
from megadesk.model.ids import BlockId

KNOWN = frozenset({1, 2, 3})
FIELDS = st.dictionaries(st.sampled_from([1, 2, 3, 0x80, 0x90, 0xFF]), st.binary(max_size=300))


@given(FIELDS)
def test_fields_come_back_as_they_were(fields: dict[int, bytes]) -> None:
    """Encoding and parsing are inverse, unknown tags from 0x80 on included; the length is a multiple of 128."""
    raw = encode_tlv(sorted(fields.items()))
    assert len(raw) % 128 == 0
    assert parse_tlv(raw, KNOWN, "test") == fields


@given(FIELDS, st.integers(0, 10_000), st.integers(1, 255))
def test_damaged_fields_never_crash(fields: dict[int, bytes], at: int, change: int) -> None:
    """A changed byte gives fields or an error of ours, nothing else."""
    raw = bytearray(encode_tlv(sorted(fields.items())) or bytes(128))
    raw[at % len(raw)] ^= change
    try:
        parse_tlv(bytes(raw), KNOWN, "test")
    except (Malformed, TooNew):
        return


@pytest.mark.parametrize(
    "raw",
    [
        bytes([2, 0, 0, 1, 0, 0]) + bytes(122),
        bytes([1, 0, 0, 1, 0, 0]) + bytes(122),
        bytes([1, 0, 200]) + bytes(125),
        bytes(126) + bytes([1, 0]),
        bytes([1, 0, 0, 0]) + bytes(123) + b"\x01",
        bytes([1, 0, 0]),
        bytes([4, 0, 126]) + bytes(125),
        bytes([1, 0, 123]) + bytes(123) + bytes([4, 0]),
    ],
    ids=[
        "descending", "twice", "too long", "field in padding", "padding not zero", "not padded", "unknown and too long",
        "length cut short",
    ],
)  # fmt: skip
def test_bad_fields_are_malformed(raw: bytes) -> None:
    """Order, lengths and padding are held."""
    with pytest.raises(Malformed):
        parse_tlv(raw, KNOWN, "test")


def test_unknown_critical_field_is_too_new() -> None:
    """A tag below 0x80 that we do not know stops the reader."""
    with pytest.raises(TooNew):
        parse_tlv(encode_tlv([(4, b"")]), KNOWN, "test")


def test_reader_takes_all_and_no_more() -> None:
    """Too few and too many bytes are both Malformed."""
    reader = Reader(b"\x00\x01rest", "test")
    assert reader.number(2) == 1
    assert not reader.is_done
    with pytest.raises(Malformed):
        reader.end()
    with pytest.raises(Malformed):
        reader.take(5)
    assert reader.rest() == b"rest"
    reader.end()


@pytest.mark.parametrize(
    ("lead", "error"), [(b"\x00\x11", Malformed), (b"\x02\x11", TooNew), (b"\x01\x12", Malformed), (b"\x01", Malformed)]
)
@pytest.mark.attack("E3")
def test_only_our_suite_and_type_pass(lead: bytes, error: type[MegadeskError]) -> None:
    """A later suite is TooNew, anything else Malformed: there is no fallback."""
    with pytest.raises(error):
        Reader(lead, "test").lead(0x11)


def test_record_parts_are_those_that_were_sealed() -> None:
    """Id, version, epoch and references are read without a key, and header and sealed part are the whole record."""
    record = MemorySpace().record("a.txt", version=7)
    parts = parse_record(record)
    assert (parts.id, parts.version, parts.epoch, len(parts.refs)) == (node_id("a.txt"), 7, 0, 1)
    assert parts.header + len(parts.sealed).to_bytes(4, "big") + parts.sealed == record


def test_record_limits() -> None:
    """A record over 16 KiB is refused before it is read, on both sides."""
    with pytest.raises(LimitExceeded):
        parse_record(b"\x01\x11" + bytes(16_383))
    header = encode_record_header(node_id("a"), 1, 0, ())
    with pytest.raises(LimitExceeded):
        structure.encode_record(header, bytes(16_384))
    with pytest.raises(OurBug):
        encode_record_header(node_id("a"), 0, 0, ())
    with pytest.raises(OurBug):
        encode_record_header(node_id("a"), 1, 0, [BlockId(bytes(32))] * 17)


def test_damaged_records_give_our_errors_only() -> None:
    """Twenty thousand cut, grown or flipped records parse or are refused."""
    record = MemorySpace().record("a.txt")
    chance = random.Random(1)
    for _ in range(20_000):
        raw = bytearray(record[: chance.choice([len(record), chance.randrange(len(record) + 1)])])
        for _ in range(chance.randrange(3)):
            if raw:
                raw[chance.randrange(min(len(raw), 80))] = chance.randrange(256)
        try:
            parse_record(bytes(raw))
        except (Malformed, LimitExceeded, TooNew):
            continue


@pytest.mark.attack("C8", "C9")
@given(st.integers(0, 1 << 23))
def test_padding_is_small_and_monotone(length: int) -> None:
    """Padded lengths hold the plain one, grow with it, cost at most 6.2 percent, and are their own padded length."""
    padded = padme(length)
    assert padded >= max(256, length)
    assert padded <= padme(length + 1)
    assert padme(padded) == padded
    assert length < 256 or padded <= length * 1.0625


def test_full_block_has_321_possible_sizes() -> None:
    """All padded lengths up to a full block are as few as the format says."""
    sizes, length = set(), 0
    while length < 4 << 20:
        length = padme(length + 1)
        sizes.add(length)
    assert len(sizes) == 321
    assert max(sizes) == 4 << 20


def test_possession_needs_nonce_and_all_bytes() -> None:
    """The proof changes with the nonce and with each byte."""
    proofs = {possession_proof(nonce, data) for nonce in (b"1" * 16, b"2" * 16) for data in (b"ab", b"ac", b"a")}
    assert len(proofs) == 6


def test_manifest_lead_limits() -> None:
    """More blocks than a file may have are refused before anything is allocated for them."""
    with pytest.raises(LimitExceeded):
        structure.split_manifest(b"\x01\x12" + (262_145).to_bytes(4, "big"))
    with pytest.raises(Malformed):
        structure.split_manifest(b"\x01\x12" + bytes(4) + bytes(16))
    with pytest.raises(Malformed):
        structure.split_manifest(b"\x01\x12\x00")
    with pytest.raises(LimitExceeded):
        structure.encode_manifest_lead([BlockId(bytes(32))] * 262_145)


def test_a_field_may_end_where_the_padding_would_begin() -> None:
    """Fields that fill all 128 bytes need no padding; one byte less of them is cut short."""
    full = encode_tlv([(1, bytes(125))])
    assert len(full) == 128
    assert parse_tlv(full, KNOWN, "test") == {1: bytes(125)}
    assert parse_tlv(encode_tlv([(1, bytes(122)), (2, b"")]), KNOWN, "test") == {1: bytes(122), 2: b""}


def raw_record(
    *, suite: int = 1, kind: int = 0x11, version: int = 1, n_refs: int = 0, claimed: int = 64, sealed: int = 64
) -> bytes:
    """Return the bytes of a record with these values in its public part."""
    header = bytes((suite, kind)) + bytes(16) + struct.pack(">IIH", version, 0, n_refs) + bytes(32 * n_refs)
    return header + struct.pack(">I", claimed) + bytes(sealed)


def test_a_record_may_be_as_large_and_hold_as_much_as_the_format_says() -> None:
    """Sixteen references, a sealed part of nothing, 16 KiB in all."""
    assert len(parse_record(raw_record(n_refs=16)).refs) == 16
    largest = 16_384 - len(raw_record(sealed=0))
    record = raw_record(claimed=largest, sealed=largest)
    parts = parse_record(record)
    assert structure.encode_record(parts.header, parts.sealed) == record


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (raw_record(suite=2), TooNew),
        (raw_record(suite=2)[:28], TooNew),
        (raw_record(suite=0), Malformed),
        (raw_record(kind=0x12), Malformed),
        (raw_record(version=0), Malformed),
        (raw_record(n_refs=17), Malformed),
        (raw_record(claimed=65), Malformed),
        (raw_record(claimed=63), Malformed),
        (raw_record(claimed=63, sealed=63), Malformed),
        (raw_record()[:27], Malformed),
        (raw_record()[:28], Malformed),
        (raw_record(n_refs=1)[:60], Malformed),
    ],
    ids=[
        "later suite", "later suite and nothing else", "suite 0", "another type", "version 0", "17 references", "more claimed", "less claimed",
        "sealed part too short", "header cut short", "no length", "reference cut short",
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_refused(raw: bytes, error: type[MegadeskError]) -> None:
    """Each rule of the public part by itself, with all others kept."""
    with pytest.raises(error):
        parse_record(raw)


def test_a_manifest_may_have_as_many_blocks_as_the_format_says() -> None:
    """262,144 of them; what is cut short then is cut short, and not too many."""
    lead = structure.encode_manifest_lead([BlockId(bytes(32))] * 262_144)
    assert len(lead) == 6 + 262_144 * 32
    with pytest.raises(Malformed):
        structure.split_manifest(lead[:1000])
