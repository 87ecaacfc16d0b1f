"""Who somebody is, as far as it can be checked without a secret.

    KdfBlock        how a password is stretched; its limits are checked before anything is computed
    PublicBundle    an account's public keys under its name, signed by itself
    login_body      what a login signs: account, challenge, device, time, KDF block, origin
    reauth_body     what a sensitive request signs
    fingerprint     what two people compare
    WrapSet         digest of everything that wraps the master key, kept in the root space
    Decoy           what the server answers for names that do not exist

Source: docs/formats/account.md.
"""

from __future__ import annotations

import base64
import struct
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

from megadesk.crypto.primitives import (
    DIGEST_BYTES,
    KEM_PUBLIC_BYTES,
    PUBLIC_KEY_BYTES,
    SIGNATURE_BYTES,
    SigningKey,
    SignLabel,
    check_kem_public,
    check_public_key,
    derive,
    digest,
    keyed,
    sha256,
    verify,
)
from megadesk.crypto.structure import SUITE, TYPE_PUBLIC_BUNDLE, Reader, check_lead
from megadesk.model.errors import BadUsage, Downgrade, LimitExceeded, Malformed, OurBug
from megadesk.model.ids import AccountId, DeviceId, Entropy

LOGIN_MAX_BYTES: Final = 254
CHALLENGE_BYTES: Final = 32
TOKEN_BYTES: Final = 32
ORIGIN_MAX_BYTES: Final = 1024

KDF_SALT_BYTES: Final = 16
_KDF_ARGON2ID: Final = 1
_KDF_LAYOUT: Final = struct.Struct(">BBIIB16s")
KDF_BLOCK_BYTES: Final = _KDF_LAYOUT.size

_KEM_ID: Final = 0x647A


class Signer(Protocol):
    """Somebody who can sign: a key role of keys.py, or a test."""

    @property
    def public(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        ...

    def sign(self, name: SignLabel, body: bytes) -> bytes:
        """Return the 64-byte signature of body for ``name``."""
        ...


# ---- names ----------------------------------------------------------------------------------------------------


def normal_login(login: str) -> str:
    """Return the one spelling of a login name: NFKC, then case-folded.

    Raises BadUsage if it is empty, longer than 254 bytes, holds spaces or control characters, or has no stable form.
    """
    normal = unicodedata.normalize("NFKC", login).casefold()
    if unicodedata.normalize("NFKC", normal).casefold() != normal:
        raise BadUsage(what="login", reason="not_normalizable")
    if any(char.isspace() or not char.isprintable() for char in normal):
        raise BadUsage(what="login", reason="characters")
    if not 1 <= len(normal.encode("utf-8", "surrogatepass")) <= LOGIN_MAX_BYTES:
        raise BadUsage(what="login", reason="length")
    return normal


# ---- stretching a password ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfParameters:
    """What Argon2id costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


KDF_MINIMUM: Final = KdfParameters(memory_kib=65_536, passes=3, lanes=1)  # RFC 9106, second recommended choice
KDF_MAXIMUM: Final = KdfParameters(memory_kib=1_048_576, passes=10, lanes=8)
KDF_DEFAULT: Final = KdfParameters(memory_kib=262_144, passes=3, lanes=4)  # 0.66 s on two cores of 2.8 GHz


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfBlock:
    """How one account's password is stretched. 27 bytes: suite, kind, memory, passes, lanes, salt."""

    parameters: KdfParameters
    salt: bytes

    def encode(self) -> bytes:
        """Return the 27 bytes."""
        cost = self.parameters
        return _KDF_LAYOUT.pack(SUITE, _KDF_ARGON2ID, cost.memory_kib, cost.passes, cost.lanes, self.salt)

    def check_not_below(self, pinned: KdfBlock | None) -> None:
        """Pass unless memory or passes are below what this device last used: Downgrade."""
        if pinned is None:
            return
        ours, theirs = pinned.parameters, self.parameters
        if theirs.memory_kib < ours.memory_kib or theirs.passes < ours.passes:
            raise Downgrade("password stretching is weaker than last time")


def _check_kdf_limits(cost: KdfParameters) -> None:
    low, high = KDF_MINIMUM, KDF_MAXIMUM
    if cost.memory_kib < low.memory_kib or cost.passes < low.passes or cost.lanes < low.lanes:
        raise Downgrade("password stretching is below the minimum")
    if cost.memory_kib > high.memory_kib or cost.passes > high.passes or cost.lanes > high.lanes:
        raise LimitExceeded("password stretching", memory_kib=cost.memory_kib, passes=cost.passes, lanes=cost.lanes)


def parse_kdf_block(raw: bytes) -> KdfBlock:
    """Return the KDF block; nothing is allocated for what it asks before its limits are checked.

    Raises Malformed, TooNew for a later suite, Downgrade for another kind or costs below the minimum, LimitExceeded
    for costs above the maximum.
    """
    if len(raw) != KDF_BLOCK_BYTES:
        raise Malformed("KDF block: length")
    suite, kind, memory_kib, passes, lanes, salt = _KDF_LAYOUT.unpack(raw)
    check_lead(suite, _KDF_ARGON2ID, _KDF_ARGON2ID, "KDF block")
    if kind != _KDF_ARGON2ID:
        raise Downgrade("password stretching of an unknown kind")
    cost = KdfParameters(memory_kib=memory_kib, passes=passes, lanes=lanes)
    _check_kdf_limits(cost)
    return KdfBlock(parameters=cost, salt=salt)


def new_kdf_block(parameters: KdfParameters, entropy: Entropy) -> KdfBlock:
    """Return a block with a fresh salt; Downgrade or LimitExceeded if the costs are out of bounds."""
    _check_kdf_limits(parameters)
    return KdfBlock(parameters=parameters, salt=entropy(KDF_SALT_BYTES))


def argon_salt(block: KdfBlock, login: str) -> bytes:
    """Return the salt Argon2id gets, 16 bytes: bound to the name, so that one salt cannot serve two accounts."""
    return digest("salt", block.salt + normal_login(login).encode())[:KDF_SALT_BYTES]


# ---- the public bundle ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBundle:
    """An account's public keys under its login name. Versions only grow."""

    account: AccountId
    version: int
    identity_public: bytes
    kem_public: bytes
    time_ms: int
    login: str

    def encode(self) -> bytes:
        """Return the bytes that are signed."""
        login = self.login.encode()
        return b"".join(
            (
                struct.pack(">BB16sI", SUITE, TYPE_PUBLIC_BUNDLE, self.account, self.version),
                self.identity_public,
                struct.pack(">HH", _KEM_ID, KEM_PUBLIC_BYTES),
                self.kem_public,
                struct.pack(">QH", self.time_ms, len(login)),
                login,
            )
        )

    @property
    def fingerprint(self) -> str:
        """What two people compare: six groups of four letters and digits, 120 bits."""
        return fingerprint(self.account, self.identity_public)


def sign_public_bundle(signer: Signer, bundle: PublicBundle) -> bytes:
    """Return body || signature as it is stored and served; OurBug if the signer is not the one it names."""
    if signer.public != bundle.identity_public:
        raise OurBug("a bundle signed with another key")
    body = bundle.encode()
    return body + signer.sign("identity", body)


def parse_public_bundle(signed: bytes) -> PublicBundle:
    """Return the bundle after checking its own signature.

    It says that these keys and this name belong together, not that the account is who it claims to be: compare with
    a pin or a fingerprint. Raises Malformed, TooNew or Forged.
    """
    body, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    reader = Reader(body, "public bundle")
    reader.lead(TYPE_PUBLIC_BUNDLE)
    account, version = AccountId(reader.take(16)), reader.number(4)
    identity_public = check_public_key(reader.take(PUBLIC_KEY_BYTES))
    if (reader.number(2), reader.number(2)) != (_KEM_ID, KEM_PUBLIC_BYTES):
        raise Malformed("public bundle: KEM")
    kem = reader.take(KEM_PUBLIC_BYTES)
    time_ms = reader.number(8)
    login = _parse_login(reader.take(reader.number(2)))
    reader.end()
    verify(identity_public, "identity", body, signature)
    check_kem_public(kem)
    if version < 1:
        raise Malformed("public bundle: version")
    return PublicBundle(
        account=account, version=version, identity_public=identity_public, kem_public=kem, time_ms=time_ms, login=login
    )


def _parse_login(raw: bytes) -> str:
    try:
        login = raw.decode()
        normal = normal_login(login)
    except (UnicodeDecodeError, BadUsage) as error:
        raise Malformed("public bundle: login") from error
    if login != normal:
        raise Malformed("public bundle: login is not in its normal form")
    return login


_FINGERPRINT_BYTES: Final = 15
_GROUP: Final = 4


def grouped(text: str) -> str:
    """Return text in groups of four, with spaces between."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def fingerprint(account: AccountId, identity_public: bytes) -> str:
    """Return the text two people compare to know that they hold each other's key."""
    short = digest("fingerprint", account + identity_public)[:_FINGERPRINT_BYTES]
    return grouped(base64.b32encode(short).decode())


# ---- what logins and sensitive requests sign ------------------------------------------------------------------


def login_body(
    *, account: AccountId, challenge: bytes, device: DeviceId, now_ms: int, kdf_block: bytes, origin: str
) -> bytes:
    """Return what a login signs. ``origin`` is scheme://host:port as the client dialled it."""
    where = origin.encode()
    if len(challenge) != CHALLENGE_BYTES or len(where) > ORIGIN_MAX_BYTES:
        raise Malformed("login: challenge or origin")
    when = now_ms.to_bytes(8, "big")
    lead = bytes((SUITE,)) + account + challenge + device + when
    return lead + sha256(kdf_block) + len(where).to_bytes(2, "big") + where


def sign_login(signer: Signer, body: bytes) -> bytes:
    """Return the signature of a login body with the login key, or with the recovery key when recovering."""
    return signer.sign("login", body)


def verify_login(public: bytes, body: bytes, signature: bytes) -> None:
    """Pass if the login key signed body; Forged or Malformed if not."""
    verify(public, "login", body, signature)


class ReauthOp(IntEnum):
    """Requests that a stolen session token alone must not be able to make."""

    CHANGE_PASSWORD = 1
    CHANGE_RECOVERY = 2
    CHANGE_TWO_FACTOR = 3
    DELETE_ACCOUNT = 4
    SIGN_OUT_ALL = 5


def reauth_body(*, account: AccountId, challenge: bytes, op: ReauthOp, request_body: bytes) -> bytes:
    """Return what a sensitive request signs besides being sent under a session token."""
    if len(challenge) != CHALLENGE_BYTES:
        raise Malformed("reauth: challenge")
    return account + challenge + bytes((op,)) + sha256(request_body)


def sign_reauth(signer: Signer, body: bytes) -> bytes:
    """Return the signature of a reauth body with the login key."""
    return signer.sign("reauth", body)


def verify_reauth(public: bytes, body: bytes, signature: bytes) -> None:
    """Pass if the login key signed body; Forged or Malformed if not."""
    verify(public, "reauth", body, signature)


# ---- what wraps the master key --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WrapSet:
    """Which wraps of the master key are current; kept in the root space, so the server cannot serve old ones."""

    version: int
    digest: bytes

    def __post_init__(self) -> None:
        if self.version < 1 or len(self.digest) != DIGEST_BYTES:
            raise Malformed("wrap set")


def wrapset_digest(
    *, kdf_block: bytes, login_public: bytes, box_password: bytes, recovery_public: bytes, box_recovery: bytes
) -> bytes:
    """Return the digest of everything that leads from a password or a recovery key to the master key."""
    return digest("wrapset", kdf_block + login_public + box_password + recovery_public + box_recovery)


# ---- names that do not exist ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoy:
    """What login/start answers for an unknown name: the same on each call, of the same shape as a real one."""

    account: AccountId
    kdf_block: KdfBlock
    login_public: bytes


def attempt_key(server_key: bytes, what: str, key: str) -> bytes:
    """Return under what a server counts attempts of a kind by an address or a name, so that neither can be read there."""
    return keyed(server_key, "attempt", what.encode() + b"\0" + key.encode())


def decoy(server_key: bytes, login: str) -> Decoy:
    """Return the answer for a name nobody has. ``server_key``: 32 secret bytes of this server.

    Nobody holds the private half of ``login_public``, so the check that follows fails like one of a wrong password.
    """
    name = normal_login(login).encode()
    return Decoy(
        account=AccountId(keyed(server_key, "fake-account", name)[:16]),
        kdf_block=KdfBlock(parameters=KDF_DEFAULT, salt=keyed(server_key, "fake-salt", name)[:KDF_SALT_BYTES]),
        login_public=SigningKey(derive(server_key, "fake-login")).public,
    )
