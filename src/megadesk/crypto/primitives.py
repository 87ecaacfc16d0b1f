"""The only door to pyca/cryptography, blake3 and hmac.

    label ---- digest   SHA-256 of a labelled small structure
          |--- derive   HKDF-Expand: one 32-byte key from another
          |--- keyed    HMAC-SHA-256 for keys that depend on content
          |--- seal / open_sealed       metadata: committing, salted, AES-256-GCM
          `--- sign / verify            Ed25519, small-order keys refused
    gcm_seal / gcm_open [_into]         content: one key for one plaintext, nonce zero
    blake3_digest, argon2id, equal, kem_public, totp_code, x509_fields

Bulk functions take any buffer and copy nothing; pyca and blake3 free the interpreter lock while they run.
Nobody but this room imports this module. Source: docs/formats/notation.md.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache
from typing import Final, Literal, TypeAlias

from blake3 import blake3
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from megadesk.model.errors import Forged, Malformed, OurBug

Bytes: TypeAlias = bytes | bytearray | memoryview
WritableBytes: TypeAlias = bytearray | memoryview

DigestLabel: TypeAlias = Literal[
    "acl", "account-node", "bucket", "commit", "device-backups", "device-node", "elem", "file", "fingerprint", "group",
    "one-time", "ops", "rk-check", "root-node", "salt", "space", "state", "wrapset",
]  # fmt: skip
DeriveLabel: TypeAlias = Literal[
    "block", "bundle", "commit", "fake-login", "kek", "login", "meta", "prev", "rk-kek", "rk-login"
]
KeyedLabel: TypeAlias = Literal["attempt", "block-key", "fake-account", "fake-salt", "manifest-key"]
SealLabel: TypeAlias = Literal["bundle", "device", "epoch-prev", "mk-pw", "mk-rk", "record"]
SignLabel: TypeAlias = Literal["acl", "commit", "identity", "login", "reauth"]
DataLabel: TypeAlias = Literal["block", "manifest"]

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
DIGEST_BYTES: Final = 32
TAG_BYTES: Final = 16
SIGNATURE_BYTES: Final = 64
PUBLIC_KEY_BYTES: Final = 32
MLKEM_SEED_BYTES: Final = 64
MLKEM_PUBLIC_BYTES: Final = 1184
KEM_PUBLIC_BYTES: Final = MLKEM_PUBLIC_BYTES + PUBLIC_KEY_BYTES

_COMMITMENT_END: Final = SALT_BYTES + 32
SEAL_OVERHEAD_BYTES: Final = _COMMITMENT_END + TAG_BYTES

# Every GCM key here encrypts exactly one plaintext: block keys depend on the content, sealing keys on a fresh
# salt and the associated data. So the nonce carries nothing, and no counter can be lost in a crash or a snapshot.
_NONCE: Final = bytes(12)

_COPY_LIMIT_BYTES: Final = 65_536  # below this one concatenation is cheaper than a second update call


@cache
def label(name: str) -> bytes:
    """Return the bytes that lead everything hashed, derived, sealed or signed for ``name``."""
    return b"megadesk/v1/" + name.encode("ascii") + b"\0"


def sha256(data: Bytes) -> bytes:
    """Return the plain SHA-256 of data: for tokens, and for parts of bodies that are themselves labelled."""
    return hashlib.sha256(data).digest()


def digest(name: DigestLabel, data: Bytes) -> bytes:
    """Return HASH(name, data), 32 bytes."""
    if len(data) <= _COPY_LIMIT_BYTES:
        return hashlib.sha256(label(name) + data).digest()
    state = hashlib.sha256(label(name))
    state.update(data)
    return state.digest()


class Mac:
    """HMAC with one key for many short messages (RFC 2104): what the key does to the hash is done once.

    ``hmac.digest`` does it anew for each, and lets go of the interpreter lock for it: beside a busy thread it took
    13 us a message, this takes one. A secret, as the key is.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes, name: Literal["sha256", "sha512"]) -> None:
        _check_key(key)
        self._inner = hashlib.new(name)
        self._outer = self._inner.copy()
        padded = key.ljust(self._inner.block_size, b"\0")
        self._inner.update(padded.translate(_INNER_PAD))
        self._outer.update(padded.translate(_OUTER_PAD))

    def __repr__(self) -> str:
        return "<Mac>"

    def digest(self, message: bytes) -> bytes:
        """Return the HMAC of a message."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


_INNER_PAD: Final = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD: Final = bytes(byte ^ 0x5C for byte in range(256))


def _hmac_sha256(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _expand(key: bytes, info: bytes) -> bytes:
    """Return the first 32 bytes of HKDF-Expand-SHA-256 (RFC 5869, 2.3)."""
    return _hmac_sha256(key, info + b"\x01")


def _check_key(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise OurBug(f"a key of {len(key)} bytes")


def derive(key: bytes, name: DeriveLabel) -> bytes:
    """Return KDF(key, name): another uniform 32-byte key."""
    _check_key(key)
    return _expand(key, label(name))


def keyed(key: bytes | Mac, name: KeyedLabel, message: bytes) -> bytes:
    """Return HMAC-SHA-256(key, L(name) || message)."""
    mac = key if isinstance(key, Mac) else Mac(key, "sha256")
    return mac.digest(label(name) + message)


# ---- metadata: the one sealing construction -------------------------------------------------------------------


def _seal_parts(key: bytes | Mac, name: SealLabel, ad: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Return the message key and the commitment to key, label, associated data and salt."""
    mac = key if isinstance(key, Mac) else Mac(key, "sha512")
    context = hashlib.sha256(label(name) + ad).digest()
    both = mac.digest(label("seal") + salt + context)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def seal(key: bytes | Mac, name: SealLabel, ad: bytes, plain: Bytes, *, salt: bytes) -> bytes:
    """Return salt || commitment || ciphertext || tag, SEAL_OVERHEAD_BYTES longer than plain.

    key: 32 bytes, or the Mac of them with SHA-512. salt: 16 fresh random bytes.
    """
    if len(salt) != SALT_BYTES:
        raise OurBug(f"a salt of {len(salt)} bytes")
    message_key, commitment = _seal_parts(key, name, ad, salt)
    return salt + commitment + AESGCM(message_key).encrypt(_NONCE, plain, None)


def open_sealed(key: bytes | Mac, name: SealLabel, ad: bytes, box: bytes) -> bytes:
    """Return the plain bytes of a box sealed with the same key, label and associated data.

    Raises Malformed if it is too short to be one, Forged if it is not that one. The commitment is compared before
    anything is decrypted, so that no box opens under two keys.
    """
    if len(box) < SEAL_OVERHEAD_BYTES:
        raise Malformed("a sealed box is cut short")
    message_key, commitment = _seal_parts(key, name, ad, box[:SALT_BYTES])
    if not hmac.compare_digest(commitment, box[SALT_BYTES:_COMMITMENT_END]):
        raise Forged("a sealed box belongs to another key or place")
    try:
        return AESGCM(message_key).decrypt(_NONCE, box[_COMMITMENT_END:], None)
    except InvalidTag as error:
        raise Forged("a sealed box was changed") from error


# ---- content: single-use keys ---------------------------------------------------------------------------------


def gcm_seal(key: bytes, name: DataLabel, context: bytes, plain: Bytes) -> bytes:
    """Return ciphertext || tag under a key that is used for this plaintext only."""
    return AESGCM(key).encrypt(_NONCE, plain, label(name) + context)


def gcm_seal_into(key: bytes, name: DataLabel, context: bytes, plain: Bytes, out: WritableBytes) -> None:
    """Write ciphertext || tag into ``out``, which has exactly TAG_BYTES more than plain and is another buffer."""
    AESGCM(key).encrypt_into(_NONCE, plain, label(name) + context, out)


def gcm_open(key: bytes, name: DataLabel, context: bytes, sealed: Bytes) -> bytes:
    """Return the plain bytes; Forged if the tag does not fit."""
    try:
        return AESGCM(key).decrypt(_NONCE, sealed, label(name) + context)
    except InvalidTag as error:
        raise Forged("content was changed") from error


def gcm_open_into(key: bytes, name: DataLabel, context: bytes, sealed: Bytes, out: WritableBytes) -> None:
    """Write the plain bytes into ``out``, exactly TAG_BYTES shorter than sealed; Forged if the tag does not fit.

    pyca leaves the unauthenticated bytes in the buffer when it refuses them: this wrapper wipes it first.
    """
    try:
        AESGCM(key).decrypt_into(_NONCE, sealed, label(name) + context, out)
    except BaseException as error:
        wipe(out)
        if isinstance(error, InvalidTag):
            raise Forged("content was changed") from error
        raise


def wipe(buffer: WritableBytes) -> None:
    """Fill buffer with zeros."""
    buffer[:] = bytes(len(buffer))


def blake3_digest(data: Bytes) -> bytes:
    """Return the BLAKE3 of data, 32 bytes: for blocks, manifests and files."""
    return blake3(data).digest()


class Blake3Stream:
    """BLAKE3 of bytes that come in pieces."""

    __slots__ = ("_state",)

    def __init__(self) -> None:
        self._state = blake3()

    def update(self, piece: Bytes) -> None:
        """Take the next piece."""
        self._state.update(piece)

    def digest(self) -> bytes:
        """Return the digest of all pieces so far."""
        return self._state.digest()


# ---- signatures -----------------------------------------------------------------------------------------------


def _small_order_keys() -> frozenset[bytes]:
    """Return the 14 encodings under which anybody can forge: points of order 1, 2, 4 and 8, also unreduced."""
    order_eight = (
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    )
    prime = 2**255 - 19
    heights = [0, 1, prime - 1, prime, prime + 1, *(int.from_bytes(bytes.fromhex(y), "little") for y in order_eight)]
    return frozenset((y | sign_bit << 255).to_bytes(32, "little") for y in heights for sign_bit in (0, 1))


SMALL_ORDER_KEYS: Final = _small_order_keys()


def check_public_key(public: bytes) -> bytes:
    """Return public if it may be an Ed25519 key; Malformed for a wrong length or a small-order point."""
    if len(public) != PUBLIC_KEY_BYTES or public in SMALL_ORDER_KEYS:
        raise Malformed("not a usable signature key")
    return public


def _verify_message(public: bytes, message: bytes, signature: bytes) -> None:
    check_public_key(public)
    if len(signature) != SIGNATURE_BYTES:
        raise Malformed("a signature of the wrong length")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise Forged("a signature does not fit") from error


def verify(public: bytes, name: SignLabel, body: bytes, signature: bytes) -> None:
    """Pass if the holder of ``public`` signed body for ``name``; Forged if not, Malformed if it cannot be one."""
    _verify_message(public, label(name) + body, signature)


class SigningKey:
    """An Ed25519 private key. Not a key role: the classes in keys.py hold one each."""

    __slots__ = ("_private", "public")

    def __init__(self, seed: bytes) -> None:
        _check_key(seed)
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: Final = self._private.public_key().public_bytes_raw()

    def sign(self, name: SignLabel, body: bytes) -> bytes:
        """Return the signature of body for ``name``, 64 bytes."""
        return self._private.sign(label(name) + body)


# ---- the rest -------------------------------------------------------------------------------------------------


def kem_public(mlkem_seed: bytes, x25519_seed: bytes) -> bytes:
    """Return the public key of KEM 0x647A for two seeds: ML-KEM-768 key || X25519 key, 1216 bytes."""
    if len(mlkem_seed) != MLKEM_SEED_BYTES or len(x25519_seed) != KEY_BYTES:
        raise OurBug("KEM seeds of the wrong length")
    lattice = MLKEM768PrivateKey.from_seed_bytes(mlkem_seed).public_key().public_bytes_raw()
    return lattice + X25519PrivateKey.from_private_bytes(x25519_seed).public_key().public_bytes_raw()


def check_kem_public(public: bytes) -> bytes:
    """Return public if it may be a key of KEM 0x647A, else raise Malformed."""
    if len(public) != KEM_PUBLIC_BYTES:
        raise Malformed("a KEM key of the wrong length")
    try:
        MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES])
    except ValueError as error:
        raise Malformed("not a KEM key") from error
    return public


def argon2id(password: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """Return 32 bytes stretched from a password; takes so much memory and, at the default, most of a second."""
    stretch = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return stretch.derive(password)


def equal(left: bytes, right: bytes) -> bool:
    """Whether both are the same, in a time that depends on their lengths only."""
    return hmac.compare_digest(left, right)


def totp_code(secret: bytes, counter: int) -> str:
    """Return the six digits for one 30-second step (RFC 6238 over RFC 4226, SHA-1, as authenticator apps do)."""
    mac = hmac.digest(secret, counter.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


def x509_fields(der: bytes) -> tuple[str, str, tuple[str, ...], int, int]:
    """Return subject, issuer, names, and from when until when (ms) an X.509 certificate is of; Malformed if it is none.

    Nothing of it is checked.
    """
    from cryptography import x509  # which is large, and needed once in the life of a device

    try:
        found = x509.load_der_x509_certificate(der)
        times = found.not_valid_before_utc, found.not_valid_after_utc
        subject, issuer = found.subject.rfc4514_string(), found.issuer.rfc4514_string()
        try:
            others = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except x509.ExtensionNotFound:
            names: tuple[str, ...] = ()
        else:
            hosts = others.get_values_for_type(x509.DNSName)
            names = (*hosts, *map(str, others.get_values_for_type(x509.IPAddress)))
    except Exception as error:
        # Besides ValueError the library has errors of its own for versions, extensions and names, and TypeErrors.
        raise Malformed("not a certificate") from error
    since, until = (int(time.timestamp() * 1000) for time in times)
    return subject, issuer, names, since, until
