"""Strict reading: every byte is where it must be, or an error of ours says so."""

from __future__ import annotations

import random

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
    ],
    ids=["descending", "twice", "too long", "field in padding", "padding not zero", "not padded"],
)
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
