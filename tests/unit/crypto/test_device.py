"""The secrets file: it comes back whole with its key, and not at all with anything else."""

from __future__ import annotations

import pytest

from fakes.crypto import seeded_entropy
from megadesk.crypto.bundle import AccountSecrets, secret_fields
from megadesk.crypto.device import DeviceSecrets, open_device_secrets, seal_device_secrets
from megadesk.crypto.identity import KDF_DEFAULT, new_kdf_block
from megadesk.crypto.keys import DeviceKey, EpochKey, IdentityKey, KemKeys
from megadesk.crypto.structure import encode_tlv
from megadesk.model.errors import Damaged, Forged, Malformed, TooNew
from megadesk.model.ids import AccountId, DeviceId, SpaceId
from megadesk.model.values import replace

ENTROPY = seeded_entropy("device")
KEY = DeviceKey(ENTROPY(32))
SECRETS = DeviceSecrets(
    account=AccountSecrets(
        account=AccountId(ENTROPY(16)),
        login="ann",
        bundle_version=3,
        identity=IdentityKey.fresh(ENTROPY),
        kem=KemKeys.fresh(ENTROPY),
        root_space=SpaceId(ENTROPY(32)),
        root_epoch=2,
        root_key=EpochKey.fresh(ENTROPY),
    ),
    device=DeviceId(ENTROPY(16)),
    session_token=ENTROPY(32),
    kdf=new_kdf_block(KDF_DEFAULT, ENTROPY),
    counter=9,
)
RAW = seal_device_secrets(KEY, SECRETS, ENTROPY)


def test_secrets_come_back_whole() -> None:
    """Everything that was sealed is there again."""
    opened = open_device_secrets(KEY, seal_device_secrets(KEY, SECRETS, ENTROPY))
    assert secret_fields(opened.account) == secret_fields(SECRETS.account)
    assert (opened.account.account, opened.account.login, opened.account.bundle_version) == (
        SECRETS.account.account, "ann", 3,
    )  # fmt: skip
    assert (opened.device, opened.session_token, opened.kdf, opened.counter) == (
        SECRETS.device, SECRETS.session_token, SECRETS.kdf, 9,
    )  # fmt: skip


def test_every_changed_byte_is_refused() -> None:
    """Owner, device and counter are bound to the sealed part, which is bound to its key."""
    for at in range(len(RAW)):
        raw = bytearray(RAW)
        raw[at] ^= 0x80
        with pytest.raises((Damaged, TooNew)):
            open_device_secrets(KEY, bytes(raw))
    with pytest.raises(Forged):
        open_device_secrets(DeviceKey(bytes(32)), RAW)


@pytest.mark.parametrize("size", [0, 1, 41, 42, 100, len(RAW) - 1])
def test_a_cut_file_is_refused(size: int) -> None:
    """A file cut anywhere does not open."""
    with pytest.raises(Damaged):
        open_device_secrets(KEY, RAW[:size])


FIELDS = {
    **dict(secret_fields(SECRETS.account)), 7: SECRETS.session_token, 8: b"ann", 9: bytes(4), 10: SECRETS.kdf.encode(),
}  # fmt: skip


def holding(fields: dict[int, bytes]) -> bytes:
    """Return a secrets file of any fields, well sealed."""
    return RAW[:42] + KEY.seal(RAW[2:42], encode_tlv(sorted(fields.items())), salt=bytes(16))


@pytest.mark.parametrize("missing", range(1, 11))
def test_a_missing_field_is_malformed(missing: int) -> None:
    """Each field is needed; absence is never a value."""
    open_device_secrets(KEY, holding(FIELDS))
    with pytest.raises(Malformed):
        open_device_secrets(KEY, holding({tag: value for tag, value in FIELDS.items() if tag != missing}))


@pytest.mark.parametrize(
    ("tag", "value"),
    [(7, bytes(31)), (7, bytes(33)), (8, b"\xff"), (8, b"ANN"), (9, bytes(3)), (9, bytes(5)), (10, bytes(26))],
    ids=[
        "short token",
        "long token",
        "no UTF-8",
        "another spelling",
        "short version",
        "long version",
        "short KDF block",
    ],
)
def test_a_field_that_is_none_is_malformed(tag: int, value: bytes) -> None:
    """Each by itself, all others kept."""
    with pytest.raises(Malformed):
        open_device_secrets(KEY, holding(FIELDS | {tag: value}))


def test_login_in_the_file_is_normal() -> None:
    """A name in another spelling was not written by us."""
    raw = seal_device_secrets(KEY, replace(SECRETS, account=replace(SECRETS.account, login="ANN")), ENTROPY)
    with pytest.raises(Malformed):
        open_device_secrets(KEY, raw)


def test_token_of_a_wrong_length_is_not_sealed() -> None:
    """A server's token is 32 bytes or is refused before it is kept."""
    with pytest.raises(Malformed):
        seal_device_secrets(KEY, replace(SECRETS, session_token=b"short"), ENTROPY)


def test_the_file_shows_no_secret() -> None:
    """Neither the file nor the repr holds a token or key in the clear."""
    for secret in (SECRETS.session_token, SECRETS.account.root_key.secret_bytes()):
        assert secret not in RAW
        assert repr(secret)[2:-1] not in repr(SECRETS)
