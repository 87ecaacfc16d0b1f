"""The one door: what is bound to what, and what is refused."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import get_args

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from megadesk.crypto import primitives
from megadesk.crypto.primitives import Mac, SigningKey, gcm_open_into, gcm_seal, open_sealed, seal, verify
from megadesk.model.errors import Damaged, Forged, Malformed, OurBug

KEY = bytes(range(32))
SALT = bytes(range(16))


def test_derivation_is_hkdf_expand() -> None:
    """A derived key is what HKDF-Expand of another implementation gives."""
    expected = HKDFExpand(SHA256(), 32, b"megadesk/v1/meta\0").derive(KEY)
    assert primitives.derive(KEY, "meta") == expected


@given(st.binary(min_size=32, max_size=32), st.lists(st.binary(max_size=300), max_size=3))
def test_mac_is_hmac(key: bytes, messages: list[bytes]) -> None:
    """One key for many messages gives what HMAC of another implementation gives for each, whichever came before."""
    for name, kind in (("sha256", SHA256()), ("sha512", SHA512())):
        mac = Mac(key, name)  # type: ignore[arg-type]  # one of the two
        for message in messages:
            other = HMAC(key, kind)
            other.update(message)
            assert mac.digest(message) == other.finalize()
    assert repr(mac) == "<Mac>"


def test_digest_is_the_same_for_short_and_long_data() -> None:
    """The path for large data hashes the same bytes."""
    data = bytes(primitives._COPY_LIMIT_BYTES + 1)
    assert primitives.digest("ops", data) == primitives.sha256(b"megadesk/v1/ops\0" + data)
    assert primitives.digest("ops", memoryview(b"x")) == primitives.sha256(b"megadesk/v1/ops\0x")


@pytest.mark.attack("A10")
def test_a_box_opens_with_all_the_same() -> None:
    """Key, label and associated data give the plain bytes back."""
    box = seal(KEY, "record", b"ad", b"plain", salt=SALT)
    assert len(box) == 5 + primitives.SEAL_OVERHEAD_BYTES
    assert open_sealed(KEY, "record", b"ad", box) == b"plain"


@pytest.mark.parametrize(
    ("key", "label", "ad"), [(bytes(32), "record", b"ad"), (KEY, "bundle", b"ad"), (KEY, "record", b"da")]
)
def test_a_box_opens_with_nothing_else(key: bytes, label: primitives.SealLabel, ad: bytes) -> None:
    """Another key, label or place is Forged."""
    box = seal(KEY, "record", b"ad", b"plain", salt=SALT)
    with pytest.raises(Forged):
        open_sealed(key, label, ad, box)


def test_every_flipped_bit_of_a_box_is_refused() -> None:
    """No bit of salt, commitment, ciphertext or tag can change."""
    box = seal(KEY, "record", b"ad", b"plain", salt=SALT)
    for bit in range(len(box) * 8):
        flipped = bytearray(box)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Forged):
            open_sealed(KEY, "record", b"ad", bytes(flipped))


def test_the_commitment_is_checked_before_anything_is_decrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box whose commitment is of another key never reaches the cipher."""
    box = seal(KEY, "record", b"ad", b"plain", salt=SALT)

    def cipher(_key: bytes) -> None:
        raise AssertionError("decrypted before the commitment was compared")

    monkeypatch.setattr(primitives, "AESGCM", cipher)
    with pytest.raises(Forged, match="another key or place"):
        open_sealed(bytes(32), "record", b"ad", box)
    with pytest.raises(AssertionError):
        open_sealed(KEY, "record", b"ad", box)


@given(st.binary(max_size=200))
def test_no_other_bytes_are_a_box(data: bytes) -> None:
    """Arbitrary bytes are refused with our errors only."""
    with pytest.raises(Damaged):
        open_sealed(KEY, "record", b"", data)


def test_a_short_key_or_salt_is_our_bug() -> None:
    """Wrong lengths on our side never reach the libraries."""
    with pytest.raises(OurBug):
        primitives.derive(b"short", "kek")
    with pytest.raises(OurBug):
        primitives.keyed(b"short", "block-key", b"")
    with pytest.raises(OurBug):
        primitives.Mac(b"short", "sha512")
    with pytest.raises(OurBug):
        seal(KEY, "record", b"", b"", salt=b"short")
    with pytest.raises(OurBug):
        SigningKey(b"short")
    with pytest.raises(OurBug):
        primitives.kem_public(b"short", KEY)
    with pytest.raises(OurBug):
        primitives.kem_public(bytes(64), b"short")


def test_refused_content_leaves_no_plain_bytes_in_the_buffer() -> None:
    """A buffer that was to take plain bytes is all zero when the tag does not fit."""
    sealed = bytearray(gcm_seal(KEY, "block", b"", b"secret" * 100))
    sealed[-1] ^= 1
    out = bytearray(b"\xff" * 600)
    with pytest.raises(Forged):
        gcm_open_into(KEY, "block", b"", sealed, out)
    assert out == bytes(600)


def test_a_buffer_of_the_wrong_size_is_wiped_and_reported() -> None:
    """The wrapper wipes on every failure, not on a wrong tag only."""
    sealed = gcm_seal(KEY, "block", b"", b"secret" * 100)
    out = bytearray(b"\xff" * 10)
    with pytest.raises(ValueError, match="buffer"):
        gcm_open_into(KEY, "block", b"", sealed, out)
    assert out == bytes(10)


def test_content_labels_keep_blocks_and_manifests_apart() -> None:
    """What was sealed as a block does not open as a manifest."""
    sealed = gcm_seal(KEY, "block", b"", b"x")
    with pytest.raises(Forged):
        primitives.gcm_open(KEY, "manifest", b"", sealed)


def test_signature_is_bound_to_its_label() -> None:
    """A signature for one purpose is none for another."""
    key = SigningKey(KEY)
    signature = key.sign("commit", b"body")
    verify(key.public, "commit", b"body", signature)
    with pytest.raises(Forged):
        verify(key.public, "acl", b"body", signature)
    with pytest.raises(Forged):
        verify(key.public, "commit", b"other", signature)
    with pytest.raises(Malformed):
        verify(key.public, "commit", b"body", signature[:-1])


@pytest.mark.attack("A5")
def test_the_fourteen_small_order_keys_are_refused() -> None:
    """Under a small-order key the all-zero signature with R = identity may verify: the wrapper never asks."""
    assert len(primitives.SMALL_ORDER_KEYS) == 14
    identity_point = (1).to_bytes(32, "little")
    signature = identity_point + bytes(32)
    Ed25519PublicKey.from_public_bytes(identity_point).verify(signature, b"anything")
    for public in primitives.SMALL_ORDER_KEYS:
        with pytest.raises(Malformed):
            verify(public, "commit", b"anything", signature)
        with pytest.raises(Malformed):
            primitives.check_public_key(public)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_signature_key_of_another_length_is_malformed(length: int) -> None:
    """Also where nothing is verified with it yet, as in a list of members."""
    with pytest.raises(Malformed):
        primitives.check_public_key(SigningKey(KEY).public.ljust(33, b"\1")[:length])


def test_a_key_that_the_library_does_not_take_is_forged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some look at a point when they load it, others when they verify: for us it is the same."""

    class Strict:
        @staticmethod
        def from_public_bytes(_public: bytes) -> Ed25519PublicKey:
            raise ValueError("not a point")

    monkeypatch.setattr(primitives, "Ed25519PublicKey", Strict)
    with pytest.raises(Forged):
        verify(SigningKey(KEY).public, "commit", b"body", bytes(64))


def test_kem_keys_are_checked() -> None:
    """A public key of the right form passes, a short one or one out of range does not."""
    public = primitives.kem_public(bytes(64), KEY)
    assert primitives.check_kem_public(public) == public
    with pytest.raises(Malformed):
        primitives.check_kem_public(public[1:])
    with pytest.raises(Malformed):
        primitives.check_kem_public(b"\xff" * len(public))


def test_streamed_hash_is_the_whole_hash() -> None:
    """Pieces give the digest of the whole."""
    stream = primitives.Blake3Stream()
    stream.update(b"ab")
    stream.update(memoryview(b"c"))
    assert stream.digest() == primitives.blake3_digest(b"abc")


ROOM = Path(primitives.__file__).parent
NOTATION = ROOM.parents[2] / "docs" / "formats" / "notation.md"
LABELLED = {
    "digest", "derive", "keyed", "open_sealed", "sign", "verify", "gcm_seal", "gcm_seal_into", "gcm_open",
    "gcm_open_into", "label",
}  # fmt: skip


def label_uses() -> dict[tuple[str, str], set[str]]:
    """Return where each label stands in the room's source: (construction, label) to the functions or classes."""
    uses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in ROOM.glob("*.py"):
        for scope in ast.walk(ast.parse(path.read_text())):
            if isinstance(scope, ast.ClassDef):
                for line in scope.body:
                    if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "label":
                        uses["seal", ast.literal_eval(line.value)].add(f"{path.stem}.{scope.name}")
            if isinstance(scope, ast.FunctionDef):
                for name, label in _labels_in(scope):
                    uses[name, label].add(f"{path.stem}.{scope.name}")
    return uses


def _labels_in(function: ast.FunctionDef) -> list[tuple[str, str]]:
    found = []
    for call in ast.walk(function):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
            first = next((arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)), None)
            if name in LABELLED and isinstance(first, str):
                found.append((name, first))
    return found


def test_each_label_is_used_at_one_place() -> None:
    """For each construction a label belongs to exactly one function, or one class of sealing keys."""
    uses = label_uses()
    assert {use: places for use, places in uses.items() if len(places) != 1} == {}
    assert uses["digest", "elem"] == {"statetree.element"}


@pytest.mark.parametrize(
    ("construction", "labels"),
    [
        ("digest", primitives.DigestLabel),
        ("derive", primitives.DeriveLabel),
        ("keyed", primitives.KeyedLabel),
        ("seal", primitives.SealLabel),
        ("sign", primitives.SignLabel),
        ("verify", primitives.SignLabel),
        ("gcm_seal", primitives.DataLabel),
        ("gcm_open", primitives.DataLabel),
    ],
)
def test_every_label_that_may_be_used_is_used_and_documented(construction: str, labels: object) -> None:
    """The list in the source is complete and has no leftovers; the format document names each of them."""
    used = {label for name, label in label_uses() if name == construction}
    assert used == set(get_args(labels))
    text = NOTATION.read_text()
    assert [label for label in used if f"`{label}`" not in text] == []


def test_libraries_have_one_door() -> None:
    """No other module of the program imports the cryptographic libraries."""
    door = ROOM / "primitives.py"
    guilty = []
    for path in ROOM.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if path != door and any(name.split(".")[0] in {"cryptography", "blake3", "hmac"} for name in names):
                guilty.append(path.name)
    assert guilty == []
    assert "from blake3 import" in door.read_text()


def test_the_small_order_keys_are_just_these() -> None:
    """Written out: 0, 1, p - 1, p, p + 1 and two of order eight, each with either sign."""
    low, high = "0000000000000000000000000000000000000000000000000000000000000000", "f" * 60
    heights = [
        low, "01" + low[2:], f"ec{high}7f", f"ed{high}7f", f"ee{high}7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    ]  # fmt: skip
    signed = [y[:-2] + f"{int(y[-2:], 16) | 0x80:02x}" for y in heights]
    assert {bytes.fromhex(y) for y in (*heights, *signed)} == primitives.SMALL_ORDER_KEYS


def test_nothing_at_all_can_be_sealed() -> None:
    """A box without content is one, and is as long as a box is at least."""
    box = seal(KEY, "record", b"ad", b"", salt=bytes(16))
    assert len(box) == primitives.SEAL_OVERHEAD_BYTES
    assert open_sealed(KEY, "record", b"ad", box) == b""


def test_a_kem_key_with_something_behind_it_is_malformed() -> None:
    """Its length is checked, not only that its beginning is a key."""
    with pytest.raises(Malformed):
        primitives.check_kem_public(primitives.kem_public(bytes(64), KEY) + b"\0")
