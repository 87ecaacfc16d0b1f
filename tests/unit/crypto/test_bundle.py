"""The sealed account bundle: whole, ours, and of its version, or not at all."""

from __future__ import annotations

import pytest

from fakes.crypto import seeded_entropy
from megadesk.crypto.bundle import AccountSecrets, open_bundle, seal_bundle, secret_fields
from megadesk.crypto.keys import EpochKey, IdentityKey, KemKeys, MasterKey
from megadesk.crypto.structure import encode_tlv
from megadesk.model.errors import Forged, Malformed, TooNew
from megadesk.model.ids import AccountId, SpaceId

ENTROPY = seeded_entropy("bundle")
MASTER = MasterKey.fresh(ENTROPY)
ACCOUNT = AccountId(ENTROPY(16))
SECRETS = AccountSecrets(
    account=ACCOUNT,
    login="ann",
    bundle_version=1,
    identity=IdentityKey.fresh(ENTROPY),
    kem=KemKeys.fresh(ENTROPY),
    root_space=SpaceId(ENTROPY(32)),
    root_epoch=3,
    root_key=EpochKey.fresh(ENTROPY),
)
SEALED = seal_bundle(MASTER, SECRETS, ENTROPY)
AD = ACCOUNT + (1).to_bytes(4, "big")


def sealed_with(fields: dict[int, bytes]) -> bytes:
    """Return a bundle of any fields, well sealed."""
    return SEALED[:6] + MASTER.bundle().seal(AD, encode_tlv(sorted(fields.items())), salt=bytes(16))


def test_secrets_come_back() -> None:
    """All six fields are what was sealed."""
    opened = open_bundle(MASTER, SEALED, account=ACCOUNT, login="ann")
    assert secret_fields(opened) == secret_fields(SECRETS)
    assert (opened.bundle_version, opened.root_epoch) == (1, 3)


def test_another_key_account_or_version_is_forged() -> None:
    """The bundle belongs to one master key, one account and one version."""
    with pytest.raises(Forged):
        open_bundle(MasterKey(bytes(32)), SEALED, account=ACCOUNT, login="ann")
    with pytest.raises(Forged):
        open_bundle(MASTER, SEALED, account=AccountId(bytes(16)), login="ann")
    with pytest.raises(Forged):
        open_bundle(MASTER, SEALED[:5] + b"\2" + SEALED[6:], account=ACCOUNT, login="ann")


@pytest.mark.parametrize("tag", range(1, 7))
def test_a_missing_or_short_field_is_malformed(tag: int) -> None:
    """Each field is needed, in its full length."""
    fields = dict(secret_fields(SECRETS))
    short = sealed_with(fields | {tag: fields[tag][:-1]})
    missing = sealed_with({key: value for key, value in fields.items() if key != tag})
    for bad in (short, missing):
        with pytest.raises(Malformed):
            open_bundle(MASTER, bad, account=ACCOUNT, login="ann")


def test_fields_of_later_versions() -> None:
    """A critical one stops us, another is passed over."""
    fields = dict(secret_fields(SECRETS))
    with pytest.raises(TooNew):
        open_bundle(MASTER, sealed_with(fields | {7: b""}), account=ACCOUNT, login="ann")
    opened = open_bundle(MASTER, sealed_with(fields | {0x80: b"x"}), account=ACCOUNT, login="ann")
    assert secret_fields(opened) == secret_fields(SECRETS)
