"""The secrets of one device at rest: the file secrets.bin.

    DeviceKey (in the system's key store) --seals--> account secrets, session token, KDF block last used

Password, recovery key and master key are never in it. The public part says whose file it is and counts its writings;
all of it is bound to the sealed part. Source: docs/formats/account.md, "Secrets of a device".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from megadesk.crypto.bundle import SECRET_TAGS, AccountSecrets, secret_fields, secrets_of_fields
from megadesk.crypto.identity import TOKEN_BYTES, KdfBlock, normal_login, parse_kdf_block
from megadesk.crypto.keys import DeviceKey
from megadesk.crypto.primitives import SALT_BYTES
from megadesk.crypto.structure import SUITE, TYPE_DEVICE_SECRETS, Reader, encode_tlv, parse_tlv
from megadesk.model.errors import BadUsage, Malformed
from megadesk.model.ids import AccountId, DeviceId, Entropy

_TOKEN, _LOGIN, _BUNDLE_VERSION, _KDF = range(7, 11)
_KNOWN: Final = SECRET_TAGS | {_TOKEN, _LOGIN, _BUNDLE_VERSION, _KDF}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSecrets:
    """What a device keeps between two starts. ``counter`` rises with each writing."""

    account: AccountSecrets
    device: DeviceId
    session_token: bytes = field(repr=False)
    kdf: KdfBlock
    counter: int


def _lead(account: AccountId, device: DeviceId, counter: int) -> bytes:
    return account + device + struct.pack(">Q", counter)


def seal_device_secrets(key: DeviceKey, secrets: DeviceSecrets, entropy: Entropy) -> bytes:
    """Return the content of the secrets file."""
    if len(secrets.session_token) != TOKEN_BYTES:
        raise Malformed("session token: length")
    lead = _lead(secrets.account.account, secrets.device, secrets.counter)
    fields = [
        *secret_fields(secrets.account),
        (_TOKEN, secrets.session_token),
        (_LOGIN, secrets.account.login.encode()),
        (_BUNDLE_VERSION, secrets.account.bundle_version.to_bytes(4, "big")),
        (_KDF, secrets.kdf.encode()),
    ]
    box = key.seal(lead, encode_tlv(fields), salt=entropy(SALT_BYTES))
    return bytes((SUITE, TYPE_DEVICE_SECRETS)) + lead + box


def open_device_secrets(key: DeviceKey, raw: bytes) -> DeviceSecrets:
    """Return what the secrets file holds.

    Raises Malformed if it is no such file, Forged if it was sealed with another key or changed, TooNew if a later
    version wrote it.
    """
    reader = Reader(raw, "secrets file")
    reader.lead(TYPE_DEVICE_SECRETS)
    account, device, counter = AccountId(reader.take(16)), DeviceId(reader.take(16)), reader.number(8)
    plain = key.open(_lead(account, device, counter), reader.rest())
    fields = parse_tlv(plain, _KNOWN, "secrets file")
    token, version = fields.get(_TOKEN, b""), fields.get(_BUNDLE_VERSION, b"")
    if len(token) != TOKEN_BYTES or len(version) != 4:  # noqa: PLR2004 - a u32
        raise Malformed("secrets file: fields")
    secrets = secrets_of_fields(
        fields, account=account, login=_login(fields), bundle_version=int.from_bytes(version, "big")
    )
    kdf = parse_kdf_block(fields.get(_KDF, b""))
    return DeviceSecrets(account=secrets, device=device, session_token=token, kdf=kdf, counter=counter)


def _login(fields: dict[int, bytes]) -> str:
    try:
        login = fields.get(_LOGIN, b"").decode()
        normal = normal_login(login)
    except (UnicodeDecodeError, BadUsage) as error:
        raise Malformed("secrets file: login") from error
    if login != normal:
        raise Malformed("secrets file: login is not in its normal form")
    return login
