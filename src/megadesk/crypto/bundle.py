"""The secrets of an account, and the sealed bundle that the server keeps of them.

    MasterKey --> BundleKey --seals--> identity seed, KEM seeds, root space: id, epoch, key

The secrets file of a device begins with the same fields (device.py). Source: docs/formats/account.md, "Account bundle".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.crypto.keys import EpochKey, IdentityKey, KemKeys, MasterKey
from megadesk.crypto.primitives import KEY_BYTES, MLKEM_SEED_BYTES, SALT_BYTES
from megadesk.crypto.structure import SUITE, TYPE_SEALED_BUNDLE, Reader, encode_tlv, parse_tlv
from megadesk.model.errors import Malformed
from megadesk.model.ids import LONG_ID_BYTES, AccountId, Entropy, SpaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSecrets:
    """Everything an account can sign and open; the keys show their role only."""

    account: AccountId
    login: str
    bundle_version: int
    identity: IdentityKey
    kem: KemKeys
    root_space: SpaceId
    root_epoch: int
    root_key: EpochKey


_IDENTITY, _MLKEM, _X25519, _ROOT_SPACE, _ROOT_EPOCH, _ROOT_KEY = range(1, 7)
_BUNDLE_SIZES: Final = {
    _IDENTITY: KEY_BYTES,
    _MLKEM: MLKEM_SEED_BYTES,
    _X25519: KEY_BYTES,
    _ROOT_SPACE: LONG_ID_BYTES,
    _ROOT_EPOCH: 4,
    _ROOT_KEY: KEY_BYTES,
}


def secret_fields(secrets: AccountSecrets) -> list[tuple[int, bytes]]:
    """Return the fields of the account bundle, tags 1 to 6; the device's secrets begin with the same."""
    mlkem_seed, x25519_seed = secrets.kem.secret_seeds()
    return [
        (_IDENTITY, secrets.identity.secret_seed()),
        (_MLKEM, mlkem_seed),
        (_X25519, x25519_seed),
        (_ROOT_SPACE, secrets.root_space),
        (_ROOT_EPOCH, secrets.root_epoch.to_bytes(4, "big")),
        (_ROOT_KEY, secrets.root_key.secret_bytes()),
    ]


SECRET_TAGS: Final = frozenset(_BUNDLE_SIZES)


def secrets_of_fields(
    fields: dict[int, bytes], *, account: AccountId, login: str, bundle_version: int
) -> AccountSecrets:
    """Return the secrets that tags 1 to 6 hold; Malformed if one is missing or has another length."""
    if any(len(fields.get(tag, b"")) != size for tag, size in _BUNDLE_SIZES.items()):
        raise Malformed("account bundle: fields")
    return AccountSecrets(
        account=account,
        login=login,
        bundle_version=bundle_version,
        identity=IdentityKey(fields[_IDENTITY]),
        kem=KemKeys(fields[_MLKEM], fields[_X25519]),
        root_space=SpaceId(fields[_ROOT_SPACE]),
        root_epoch=int.from_bytes(fields[_ROOT_EPOCH], "big"),
        root_key=EpochKey(fields[_ROOT_KEY]),
    )


def _bundle_ad(account: AccountId, version: int) -> bytes:
    return account + version.to_bytes(4, "big")


def seal_bundle(master: MasterKey, secrets: AccountSecrets, entropy: Entropy) -> bytes:
    """Return suite, type, version and the sealed fields."""
    ad = _bundle_ad(secrets.account, secrets.bundle_version)
    box = master.bundle().seal(ad, encode_tlv(secret_fields(secrets)), salt=entropy(SALT_BYTES))
    return bytes((SUITE, TYPE_SEALED_BUNDLE)) + secrets.bundle_version.to_bytes(4, "big") + box


def open_bundle(master: MasterKey, sealed: bytes, *, account: AccountId, login: str) -> AccountSecrets:
    """Return the secrets in a sealed bundle; Malformed, TooNew or Forged if it is not this account's.

    ``login`` is taken over as it is: whether the name is ours the public bundle tells.
    """
    reader = Reader(sealed, "account bundle")
    reader.lead(TYPE_SEALED_BUNDLE)
    version = reader.number(4)
    plain = master.bundle().open(_bundle_ad(account, version), reader.rest())
    fields = parse_tlv(plain, SECRET_TAGS, "account bundle")
    return secrets_of_fields(fields, account=account, login=login, bundle_version=version)
