"""KDF blocks, public bundles, login bodies: what is accepted, and what is bound to what."""

from __future__ import annotations

import hashlib
import random
import struct

import pytest

from fakes.crypto import NOW_MS, seeded_entropy
from megadesk.crypto import identity
from megadesk.crypto.identity import (
    KDF_DEFAULT,
    KDF_MINIMUM,
    KdfBlock,
    KdfParameters,
    PublicBundle,
    ReauthOp,
    WrapSet,
    decoy,
    login_body,
    new_kdf_block,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
    reauth_body,
    sign_login,
    sign_public_bundle,
    sign_reauth,
    verify_login,
    verify_reauth,
    wrapset_digest,
)
from megadesk.crypto.keys import IdentityKey, KemKeys, LoginKey
from megadesk.crypto.primitives import SMALL_ORDER_KEYS
from megadesk.model.errors import BadUsage, Downgrade, Forged, LimitExceeded, Malformed, MegadeskError, OurBug, TooNew
from megadesk.model.ids import AccountId, DeviceId
from megadesk.model.values import replace

ENTROPY = seeded_entropy("identity")
IDENTITY = IdentityKey.fresh(ENTROPY)
BUNDLE = PublicBundle(
    account=AccountId(ENTROPY(16)),
    version=1,
    identity_public=IDENTITY.public,
    kem_public=KemKeys.fresh(ENTROPY).public,
    time_ms=NOW_MS,
    login="ann@example.org",
)
SIGNED = sign_public_bundle(IDENTITY, BUNDLE)


def raw_kdf(suite: int = 1, kind: int = 1, memory: int = 65_536, passes: int = 3, lanes: int = 4) -> bytes:
    """Return a KDF block with these numbers."""
    return struct.pack(">BBIIB", suite, kind, memory, passes, lanes) + bytes(16)


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (raw_kdf(suite=0), Malformed),
        (raw_kdf(suite=2), TooNew),
        (raw_kdf(kind=0), Downgrade),
        (raw_kdf(kind=2), Downgrade),
        (raw_kdf(memory=65_535), Downgrade),
        (raw_kdf(memory=8192, passes=1), Downgrade),
        (raw_kdf(passes=2), Downgrade),
        (raw_kdf(lanes=0), Downgrade),
        (raw_kdf(memory=4 << 20), LimitExceeded),
        (raw_kdf(passes=11), LimitExceeded),
        (raw_kdf(lanes=9), LimitExceeded),
        (raw_kdf()[:-1], Malformed),
        (raw_kdf() + b"\0", Malformed),
    ],
)
def test_kdf_block_out_of_bounds_is_refused(raw: bytes, error: type[MegadeskError]) -> None:
    """Suite, kind and every cost have bounds, checked before anything is computed."""
    with pytest.raises(error):
        parse_kdf_block(raw)


def test_kdf_block_comes_back_as_it_was() -> None:
    """Parsing and encoding are inverse."""
    block = new_kdf_block(KDF_DEFAULT, ENTROPY)
    assert parse_kdf_block(block.encode()) == block
    assert len(block.encode()) == identity.KDF_BLOCK_BYTES == 27


def test_new_kdf_block_holds_the_same_bounds() -> None:
    """We do not make what we would refuse."""
    with pytest.raises(Downgrade):
        new_kdf_block(replace(KDF_MINIMUM, passes=1), ENTROPY)


@pytest.mark.parametrize(("memory", "passes", "refused"), [(131_072, 3, False), (65_536, 4, True), (131_072, 2, True)])
def test_kdf_costs_never_fall_below_the_pinned_ones(memory: int, passes: int, refused: bool) -> None:
    """Memory and passes each count; more lanes do not make up for them."""
    pinned = KdfBlock(parameters=KdfParameters(memory_kib=131_072, passes=3, lanes=1), salt=bytes(16))
    served = KdfBlock(parameters=KdfParameters(memory_kib=memory, passes=passes, lanes=8), salt=bytes(16))
    served.check_not_below(None)
    if refused:
        with pytest.raises(Downgrade):
            served.check_not_below(pinned)
    else:
        served.check_not_below(pinned)


@pytest.mark.attack("A9")
def test_one_salt_serves_no_two_accounts() -> None:
    """The salt Argon2id gets depends on the login name, in any spelling of it."""
    block = KdfBlock(parameters=KDF_DEFAULT, salt=bytes(16))
    assert identity.argon_salt(block, "ann") != identity.argon_salt(block, "bob")
    assert identity.argon_salt(block, "Ann") == identity.argon_salt(block, "ann")


@pytest.mark.parametrize(
    ("typed", "normal"), [("Ann@Example.ORG", "ann@example.org"), ("\uff21\uff2e\uff2e", "ann"), ("ß", "ss")]
)
def test_login_names_have_one_spelling(typed: str, normal: str) -> None:
    """Case and compatibility forms fold away, and the result is stable."""
    assert normal_login(typed) == normal
    assert normal_login(normal) == normal


@pytest.mark.parametrize("login", ["", "a b", "a\n", "a\u200b", "x" * 255, "\u00df\u0301", "\ud800"])
def test_login_names_out_of_bounds_are_refused(login: str) -> None:
    """Empty, long, invisible and unstable names are refused."""
    with pytest.raises(BadUsage):
        normal_login(login)


def test_public_bundle_comes_back_as_it_was() -> None:
    """A signed bundle parses to what was signed."""
    assert parse_public_bundle(SIGNED) == BUNDLE
    assert BUNDLE.fingerprint == identity.fingerprint(BUNDLE.account, BUNDLE.identity_public)


def test_fingerprint_has_six_groups_and_depends_on_both() -> None:
    """120 bits of account and key."""
    assert [len(group) for group in BUNDLE.fingerprint.split(" ")] == [4] * 6
    other = identity.fingerprint(AccountId(bytes(16)), BUNDLE.identity_public)
    assert other != BUNDLE.fingerprint != identity.fingerprint(BUNDLE.account, bytes(32))


def test_damaged_bundles_are_refused() -> None:
    """Any changed byte, and any other length, is refused with one of our errors."""
    chance = random.Random(2)
    for at in [*range(70), *(chance.randrange(len(SIGNED)) for _ in range(100)), len(SIGNED) - 1]:
        raw = bytearray(SIGNED)
        raw[at] ^= 1 << chance.randrange(8)
        with pytest.raises((Malformed, Forged, TooNew)):
            parse_public_bundle(bytes(raw))
    for raw_cut in (SIGNED[:-1], SIGNED + b"\0", b"", SIGNED[:64]):
        with pytest.raises((Malformed, Forged)):
            parse_public_bundle(raw_cut)


@pytest.mark.parametrize(
    "bundle",
    [
        replace(BUNDLE, login="Ann@example.org"),
        replace(BUNDLE, login=""),
        replace(BUNDLE, version=0),
        replace(BUNDLE, kem_public=b"\xff" * 1216),
    ],
    ids=["login not normal", "no login", "version 0", "no KEM key"],
)
def test_validly_signed_nonsense_is_malformed(bundle: PublicBundle) -> None:
    """A signature does not excuse a bundle from the rules."""
    with pytest.raises(Malformed):
        parse_public_bundle(sign_public_bundle(IDENTITY, bundle))


@pytest.mark.attack("A5")
def test_bundle_with_a_small_order_key_is_malformed() -> None:
    """Such a key would let anybody sign."""
    public = min(SMALL_ORDER_KEYS)
    body = replace(BUNDLE, identity_public=public).encode()
    with pytest.raises(Malformed):
        parse_public_bundle(body + bytes(64))


def test_bundle_is_signed_by_the_key_it_names() -> None:
    """Signing another's bundle is our bug."""
    with pytest.raises(OurBug):
        sign_public_bundle(IdentityKey.fresh(ENTROPY), BUNDLE)


def test_login_signature_binds_every_part() -> None:
    """Account, challenge, device, time, KDF block and origin are all in what is signed."""
    key = LoginKey(bytes(32))

    def body(
        account: bytes = bytes(16), challenge: bytes = bytes(32), device: bytes = bytes(16), now_ms: int = 0,
        kdf: bytes = b"", origin: str = "https://a:443",
    ) -> bytes:  # fmt: skip
        return login_body(
            account=AccountId(account), challenge=challenge, device=DeviceId(device), now_ms=now_ms, kdf_block=kdf,
            origin=origin,
        )  # fmt: skip

    signature = sign_login(key, body())
    verify_login(key.public, body(), signature)
    changed = [
        body(account=b"\1" * 16), body(challenge=b"\1" * 32), body(device=b"\1" * 16), body(now_ms=1), body(kdf=b"x"),
        body(origin="https://b:443"),
    ]  # fmt: skip
    for other in changed:
        with pytest.raises(Forged):
            verify_login(key.public, other, signature)
    with pytest.raises(Malformed):
        body(challenge=b"short")
    with pytest.raises(Malformed):
        body(origin="x" * 1025)


def test_reauth_signature_binds_operation_and_request() -> None:
    """A signature for one sensitive request serves no other, and is no login."""
    key = LoginKey(bytes(32))

    def body(op: ReauthOp = ReauthOp.CHANGE_PASSWORD, request: bytes = b"new") -> bytes:
        return reauth_body(account=AccountId(bytes(16)), challenge=bytes(32), op=op, request_body=request)

    signature = sign_reauth(key, body())
    verify_reauth(key.public, body(), signature)
    for other in (body(op=ReauthOp.DELETE_ACCOUNT), body(request=b"old")):
        with pytest.raises(Forged):
            verify_reauth(key.public, other, signature)
    with pytest.raises(Forged):
        verify_login(key.public, body(), signature)
    with pytest.raises(Malformed):
        reauth_body(account=AccountId(bytes(16)), challenge=b"", op=ReauthOp.DELETE_ACCOUNT, request_body=b"")


def test_wrap_set_covers_every_wrap() -> None:
    """Each of the five parts is in the digest."""
    parts = {
        "kdf_block": bytes(27), "login_public": bytes(32), "box_password": bytes(96), "recovery_public": bytes(32),
        "box_recovery": bytes(96),
    }  # fmt: skip
    digests = {wrapset_digest(**parts)}
    for name, value in parts.items():
        digests.add(wrapset_digest(**{**parts, name: b"\1" + value[1:]}))
    assert len(digests) == 6
    with pytest.raises(Malformed):
        WrapSet(0, bytes(32))


def test_decoy_is_stable_and_looks_real() -> None:
    """An unknown name gets the same answer each time, another name another one, with a block that parses."""
    key = bytes(range(32))
    first = decoy(key, "nobody")
    assert first == decoy(key, "NOBODY")
    assert (len(first.account), len(first.kdf_block.salt), len(first.login_public)) == (16, 16, 32)
    other = decoy(key, "somebody")
    assert first.account != other.account
    assert first.kdf_block.salt != other.kdf_block.salt != decoy(bytes(32), "somebody").kdf_block.salt
    assert parse_kdf_block(first.kdf_block.encode()).parameters == KDF_DEFAULT
    with pytest.raises(Forged):
        verify_login(first.login_public, b"", bytes(64))


@pytest.mark.parametrize(
    "cost",
    [KdfParameters(memory_kib=65_536, passes=3, lanes=1), KdfParameters(memory_kib=1_048_576, passes=10, lanes=8)],
)
def test_the_least_and_the_most_are_allowed(cost: KdfParameters) -> None:
    """The bounds themselves are inside; one KiB above the most is not."""
    block = new_kdf_block(cost, ENTROPY)
    assert parse_kdf_block(block.encode()) == block
    with pytest.raises(LimitExceeded):
        parse_kdf_block(raw_kdf(memory=1_048_577))


@pytest.mark.parametrize("login", ["x", "x" * 254])
def test_login_names_may_be_as_short_and_as_long_as_this(login: str) -> None:
    """One byte, and 254."""
    assert normal_login(login) == login


def test_bundle_for_another_kem_is_malformed() -> None:
    """The number of the KEM and the length of its key are read, though there is one of each only."""
    at = SIGNED.index((0x647A).to_bytes(2, "big"))
    for change in (b"\x64\x7b\x04\xc0", b"\x64\x7a\x04\xc1"):
        body = SIGNED[:at] + change + SIGNED[at + 4 : -64]
        with pytest.raises(Malformed):
            parse_public_bundle(body + IDENTITY.sign("identity", body))


def test_a_login_that_is_no_text_is_malformed() -> None:
    """Also when it is signed."""
    body = SIGNED[:-65] + b"\xff"
    with pytest.raises(Malformed):
        parse_public_bundle(body + IDENTITY.sign("identity", body))


def test_bytes_behind_a_bundle_are_malformed() -> None:
    """Also when they are signed."""
    body = SIGNED[:-64] + b"\0"
    with pytest.raises(Malformed):
        parse_public_bundle(body + IDENTITY.sign("identity", body))


def test_what_a_login_signs_is_laid_out_as_the_format_says() -> None:
    """Suite, account, challenge, device, time in eight bytes, hash of the KDF block, and the origin behind its length in two."""
    origin = "x" * 1024
    body = login_body(
        account=AccountId(b"a" * 16), challenge=b"c" * 32, device=DeviceId(b"d" * 16), now_ms=0x0102030405060708,
        kdf_block=b"kdf", origin=origin,
    )  # fmt: skip
    when, length = bytes(range(1, 9)), b"\x04\x00"
    hashed = hashlib.sha256(b"kdf").digest()
    assert body == b"\1" + b"a" * 16 + b"c" * 32 + b"d" * 16 + when + hashed + length + origin.encode()
