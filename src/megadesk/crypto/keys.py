"""One class for each role a key can have.

    password --Argon2id--> PasswordRoot --> KeyEncryptionKey --seals--> MasterKey --> BundleKey --seals--> account bundle
                                       `--> LoginKey                       ^                      IdentityKey, KemKeys,
    RecoveryKey --> RecoveryWrapKey --seals-------------------------------'                      EpochKey of the root
            `--> RecoveryLoginKey
    EpochKey (per space and epoch) --> MetaKey        seals records
                                  |--> BlockRootKey   gives the key of each block and manifest
                                  |--> PreviousKey    seals the epoch key before
                                  `--> commitment     public, in the ACL
    DeviceKey --seals--> the secrets file of this device

A key that seals carries its label in its class, so none can be used with two; a key that others are derived from
seals nothing. Keys show their role only, are not pickled or copied, and compare by identity.
Source: docs/formats/keys.md.
"""

from __future__ import annotations

import base64
from typing import ClassVar, Final, NoReturn

from megadesk.crypto.primitives import (
    KEY_BYTES,
    MLKEM_SEED_BYTES,
    SALT_BYTES,
    Mac,
    SealLabel,
    SigningKey,
    SignLabel,
    derive,
    digest,
    equal,
    kem_public,
    keyed,
    open_sealed,
    seal,
)
from megadesk.model.errors import BadUsage, Forged, OurBug
from megadesk.model.ids import Entropy, NodeId, PlainHash, SpaceId


class SecretKey:
    """32 secret bytes with one purpose."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise OurBug(f"{type(self).__name__} of {len(raw)} bytes")
        self._raw: Final = bytes(raw)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise OurBug(f"{type(self).__name__} must not be copied or pickled")

    def secret_bytes(self) -> bytes:
        """Return the key itself: only to seal it into another box, or to hand it to the system's key store."""
        return self._raw


class SealingKey(SecretKey):
    """A key that seals, always under the one label of its class."""

    __slots__ = ("_mac",)
    label: ClassVar[SealLabel]

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._mac: Final = Mac(raw, "sha512")

    def seal(self, ad: bytes, plain: bytes, *, salt: bytes) -> bytes:
        """Return plain sealed and bound to ``ad``; salt is 16 fresh random bytes."""
        return seal(self._mac, self.label, ad, plain, salt=salt)

    def open(self, ad: bytes, box: bytes) -> bytes:
        """Return what was sealed with this key and ``ad``; Forged or Malformed if the box is not that."""
        return open_sealed(self._mac, self.label, ad, box)


# ---- a password, a recovery key, and what they lead to ---------------------------------------------------------


class KeyEncryptionKey(SealingKey):
    """Wraps the master key for the password."""

    __slots__ = ()
    label = "mk-pw"


class RecoveryWrapKey(SealingKey):
    """Wraps the master key for the recovery key."""

    __slots__ = ()
    label = "mk-rk"


class BundleKey(SealingKey):
    """Seals the account bundle."""

    __slots__ = ()
    label = "bundle"


class DeviceKey(SealingKey):
    """Seals the secrets file of one device; lives in the system's key store."""

    __slots__ = ()
    label = "device"


class _SigningRole:
    """An Ed25519 key with a role."""

    __slots__ = ("_key", "_seed")

    def __init__(self, seed: bytes) -> None:
        self._key: Final = SigningKey(seed)
        self._seed: Final = bytes(seed)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise OurBug(f"{type(self).__name__} must not be copied or pickled")

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public

    def sign(self, name: SignLabel, body: bytes) -> bytes:
        """Return the 64-byte signature of body for ``name``, which must be one of this role's."""
        if name not in self._may_sign:
            raise OurBug(f"{type(self).__name__} does not sign {name}")
        return self._key.sign(name, body)

    _may_sign: ClassVar[frozenset[SignLabel]]


class LoginKey(_SigningRole):
    """Proves the password to the server, which holds the public half."""

    __slots__ = ()
    _may_sign = frozenset({"login", "reauth"})


class RecoveryLoginKey(_SigningRole):
    """Proves the recovery key to the server, which holds the public half."""

    __slots__ = ()
    _may_sign = frozenset({"login", "reauth"})


class IdentityKey(_SigningRole):
    """Signs for the account: commits, member lists and its own public bundle."""

    __slots__ = ()
    _may_sign = frozenset({"acl", "commit", "identity"})

    @classmethod
    def fresh(cls, entropy: Entropy) -> IdentityKey:
        """Return a new identity."""
        return cls(entropy(KEY_BYTES))

    def secret_seed(self) -> bytes:
        """Return the seed, only to seal it into the account bundle or the device's secrets."""
        return self._seed


class KemKeys:
    """The account's keys for receiving keys of shared spaces: ML-KEM-768 and X25519 together."""

    __slots__ = ("_mlkem_seed", "_x25519_seed", "public")

    def __init__(self, mlkem_seed: bytes, x25519_seed: bytes) -> None:
        self.public: Final = kem_public(mlkem_seed, x25519_seed)
        self._mlkem_seed: Final = bytes(mlkem_seed)
        self._x25519_seed: Final = bytes(x25519_seed)

    def __repr__(self) -> str:
        return "<KemKeys>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise OurBug("KemKeys must not be copied or pickled")

    @classmethod
    def fresh(cls, entropy: Entropy) -> KemKeys:
        """Return a new pair of pairs."""
        return cls(entropy(MLKEM_SEED_BYTES), entropy(KEY_BYTES))

    def secret_seeds(self) -> tuple[bytes, bytes]:
        """Return the ML-KEM and the X25519 seed, only to seal them."""
        return self._mlkem_seed, self._x25519_seed


class PasswordRoot(SecretKey):
    """What Argon2id makes of a password."""

    __slots__ = ()

    def wrapping(self) -> KeyEncryptionKey:
        """Return the key that wraps the master key."""
        return KeyEncryptionKey(derive(self._raw, "kek"))

    def login(self) -> LoginKey:
        """Return the key that proves the password."""
        return LoginKey(derive(self._raw, "login"))


class MasterKey(SecretKey):
    """Wrapped for password and recovery key; opens the account bundle and nothing else."""

    __slots__ = ()

    @classmethod
    def fresh(cls, entropy: Entropy) -> MasterKey:
        """Return a new master key."""
        return cls(entropy(KEY_BYTES))

    def bundle(self) -> BundleKey:
        """Return the key of the account bundle."""
        return BundleKey(derive(self._raw, "bundle"))


_CHECK_BYTES: Final = 3
_TEXT_CHARS: Final = 56
_TEXT_GROUP: Final = 4


class RecoveryKey(SecretKey):
    """32 random bytes on paper: the other way to the master key."""

    __slots__ = ()

    @classmethod
    def fresh(cls, entropy: Entropy) -> RecoveryKey:
        """Return a new recovery key."""
        return cls(entropy(KEY_BYTES))

    def wrapping(self) -> RecoveryWrapKey:
        """Return the key that wraps the master key."""
        return RecoveryWrapKey(derive(self._raw, "rk-kek"))

    def login(self) -> RecoveryLoginKey:
        """Return the key that proves the recovery key."""
        return RecoveryLoginKey(derive(self._raw, "rk-login"))

    def text(self) -> str:
        """Return what a person writes down: 14 groups of four, with a checksum."""
        letters = base64.b32encode(self._raw + _recovery_check(self._raw)).decode()
        return "-".join(letters[at : at + _TEXT_GROUP] for at in range(0, len(letters), _TEXT_GROUP))


def _recovery_check(raw: bytes) -> bytes:
    return digest("rk-check", raw)[:_CHECK_BYTES]


def parse_recovery_key(text: str) -> RecoveryKey:
    """Return the key somebody typed; spaces, dashes, line ends and case do not matter.

    Raises BadUsage with reason ``length``, ``characters`` or ``checksum``; the text is in no message.
    """
    letters = "".join(text.split()).replace("-", "").upper()
    if len(letters) != _TEXT_CHARS:
        raise BadUsage(what="recovery_key", reason="length")
    try:
        raw = base64.b32decode(letters)
    except ValueError:
        raise BadUsage(what="recovery_key", reason="characters") from None
    if not equal(_recovery_check(raw[:KEY_BYTES]), raw[KEY_BYTES:]):
        raise BadUsage(what="recovery_key", reason="checksum")
    return RecoveryKey(raw[:KEY_BYTES])


_PASSWORD_GROUPS: Final = 4
_PASSWORD_GROUP_CHARS: Final = 5


def suggest_password(entropy: Entropy) -> str:
    """Return a password worth 100 bits: four groups of five small letters and digits."""
    letters = base64.b32encode(entropy(15)).decode().lower()
    starts = range(0, _PASSWORD_GROUPS * _PASSWORD_GROUP_CHARS, _PASSWORD_GROUP_CHARS)
    return "-".join(letters[at : at + _PASSWORD_GROUP_CHARS] for at in starts)


# ---- a space --------------------------------------------------------------------------------------------------


class MetaKey(SealingKey):
    """Seals the records of one space and epoch."""

    __slots__ = ()
    label = "record"


class PreviousKey(SealingKey):
    """Seals the key of the epoch before, so that members of today can read what is older."""

    __slots__ = ()
    label = "epoch-prev"


class BlockRootKey(SecretKey):
    """Gives every block and manifest its own key; the key depends on the content, so no key seals two contents."""

    __slots__ = ("_mac",)

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._mac: Final = Mac(raw, "sha256")

    def block_key(self, node: NodeId, index: int, plain_hash: bytes) -> bytes:
        """Return the key of one block of a node, 32 bytes."""
        return keyed(self._mac, "block-key", node + index.to_bytes(4, "big") + plain_hash)

    def manifest_key(self, node: NodeId, plain_hash: PlainHash) -> bytes:
        """Return the key of one manifest of a node, 32 bytes."""
        return keyed(self._mac, "manifest-key", node + plain_hash)


class EpochKey(SecretKey):
    """The key of one epoch of a space; everything else of the space comes from it."""

    __slots__ = ()

    @classmethod
    def fresh(cls, entropy: Entropy) -> EpochKey:
        """Return a new epoch key."""
        return cls(entropy(KEY_BYTES))

    def meta(self) -> MetaKey:
        """Return the key of its records."""
        return MetaKey(derive(self._raw, "meta"))

    def blocks(self) -> BlockRootKey:
        """Return the root of its block and manifest keys."""
        return BlockRootKey(derive(self._raw, "block"))

    def commitment(self) -> bytes:
        """Return what the ACL of the epoch says of this key, 32 public bytes."""
        return derive(self._raw, "commit")

    def check(self, commitment: bytes) -> None:
        """Pass if an ACL commits to this key, else raise Forged."""
        if not equal(self.commitment(), commitment):
            raise Forged("the space key is not the one the member list commits to")

    def seal_previous(self, space: SpaceId, epoch: int, previous: EpochKey, entropy: Entropy) -> bytes:
        """Return the box for the ACL of ``epoch``, this key's, that holds the key of the epoch before."""
        ad = space + (epoch - 1).to_bytes(4, "big")
        return self._previous().seal(ad, previous.secret_bytes(), salt=entropy(SALT_BYTES))

    def open_previous(self, space: SpaceId, epoch: int, box: bytes) -> EpochKey:
        """Return the key of the epoch before ``epoch``, this key's; compare it with its own ACL by ``check``."""
        return EpochKey(self._previous().open(space + (epoch - 1).to_bytes(4, "big"), box))

    def _previous(self) -> PreviousKey:
        return PreviousKey(derive(self._raw, "prev"))
