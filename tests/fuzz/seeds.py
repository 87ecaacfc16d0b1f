"""Real objects to start from: an account, its space, commits, records and answers, from fixed entropy.

Everything is made once a process and from the same bytes in each, so that what is found once is found again.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID

from fakes.crypto import NOW_MS, MemorySpace, node_id, seeded_entropy
from fakes.people import Person
from megadesk.crypto import acl, content, records
from megadesk.crypto.account import PasswordKeys, ServedAccount, public_bundle
from megadesk.crypto.bundle import AccountSecrets, seal_bundle
from megadesk.crypto.identity import KDF_MINIMUM, KdfBlock, WrapSet
from megadesk.crypto.keys import (
    DeviceKey,
    EpochKey,
    IdentityKey,
    KemKeys,
    KeyEncryptionKey,
    LoginKey,
    MasterKey,
    RecoveryKey,
)
from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.model.ids import AccountId, BlockId, DeviceId, NodeId
from megadesk.model.manifest import BlockRef, ManifestRef

SALT = bytes(range(16))
LOGIN = "ada@example.org"
DEVICE = DeviceId(b"d" * 16)


@cache
def space() -> MemorySpace:
    """Return a space to check things against. Whoever makes something in it takes one of his own: entropy is a stream."""
    return new_space()


def new_space() -> MemorySpace:
    """Return a space with two commits: two files, then one of them changed."""
    made = MemorySpace("fuzz")
    made.commit(made.put("a"), made.put("b"))
    made.commit(made.put("a", version=2, text=b"other"))
    return made


@cache
def person() -> Person:
    """Return somebody with an account on a server."""
    return Person("ada")


@cache
def others() -> tuple[IdentityKey, IdentityKey]:
    """Return the keys of two more members."""
    entropy = seeded_entropy("others")
    return IdentityKey.fresh(entropy), IdentityKey.fresh(entropy)


def grown(before: acl.Acl, *, epoch: int = 0) -> acl.AclBody:
    """Return a list of members that may follow: one who writes, and one who reads, have come."""
    body, (one, two) = before.body, others()
    members = acl.members_in_order(
        [
            *body.members,
            acl.Member(AccountId(b"1" * 16), acl.Role.WRITE, one.public),
            acl.Member(AccountId(b"2" * 16), acl.Role.READ, two.public),
        ]
    )
    return acl.AclBody(
        space=before.space, seq=before.seq + 1, previous=before.hash, epoch=body.epoch + epoch,
        key_commit=body.key_commit, time_ms=NOW_MS, author=body.author, members=members,
    )  # fmt: skip


def metas() -> list[RecordMeta]:
    """Return one of each kind of record, with everything it may say."""
    made = space()
    block = content.seal_block(made.key.blocks(), node_id("n"), 0, b"text").ref
    size = (17 << 22) + 5
    return [
        RecordMeta(parent=NodeId(bytes(16)), kind=RecordKind.FOLDER, name="Fotos", mode=0o755, mtime_ns=-1),
        RecordMeta(
            parent=node_id("p"), kind=RecordKind.FILE, name="ä.txt", mtime_ns=NOW_MS, size_bytes=4, mode=0o644,
            blocks=(block,), file_hash=content.file_hash(4, [block.plain_hash]), author=made.account,
            origin=node_id("o"), trashed_ms=NOW_MS, extra=((0x90, b"small picture"),),
        ),
        RecordMeta(
            parent=node_id("p"), kind=RecordKind.FILE, name="large", size_bytes=size,
            manifest=ManifestRef(BlockId(b"m" * 32), b"k" * 32, 18), file_hash=content.file_hash(size, []),
        ),
        RecordMeta(parent=node_id("p"), kind=RecordKind.DEVICE, name="laptop", device=DEVICE, mtime_ns=NOW_MS),
        RecordMeta(parent=NodeId(bytes(16)), kind=RecordKind.ACCOUNT, wrapset=WrapSet(3, b"w" * 32)),
        RecordMeta(parent=NodeId(bytes(16)), kind=RecordKind.SPACE_INFO, name="space"),
    ]  # fmt: skip


def record_of(meta: RecordMeta) -> bytes:
    """Return the record of a meta in the space."""
    made = space()
    return records.seal_record(
        made.key.meta(), space=made.acl.space, node=node_id("n"), version=1, epoch=0, meta=meta, salt=SALT
    )


@cache
def blocks(count: int) -> tuple[BlockRef, ...]:
    """Return so many blocks of a large file: what a manifest lists of them, no content."""
    entropy = seeded_entropy("blocks")
    return tuple(
        BlockRef(BlockId(entropy(32)), entropy(32), content.plain_hash(entropy(4)), 4 << 20) for _ in range(count)
    )


@cache
def secrets() -> AccountSecrets:
    """Return the secrets of an account."""
    entropy = seeded_entropy("secrets")
    return AccountSecrets(
        account=AccountId(entropy(16)), login=LOGIN, bundle_version=1, identity=IdentityKey.fresh(entropy),
        kem=KemKeys.fresh(entropy), root_space=space().acl.space, root_epoch=0, root_key=EpochKey.fresh(entropy),
    )  # fmt: skip


@cache
def kdf() -> KdfBlock:
    """Return how its password is stretched."""
    return KdfBlock(parameters=KDF_MINIMUM, salt=SALT)


@cache
def master() -> MasterKey:
    """Return its master key."""
    return MasterKey(b"M" * 32)


@cache
def device_key() -> DeviceKey:
    """Return the key of a device's secrets."""
    return DeviceKey(b"D" * 32)


@cache
def password_keys() -> PasswordKeys:
    """Return what its password gives: nothing is stretched here."""
    return PasswordKeys(kdf=kdf(), wrapping=KeyEncryptionKey(b"K" * 32), login=LoginKey(b"L" * 32))


@cache
def recovery_key() -> RecoveryKey:
    """Return its recovery key."""
    return RecoveryKey(b"R" * 32)


@cache
def served() -> ServedAccount:
    """Return the account as an honest server keeps it."""
    keys, key, account = password_keys(), recovery_key(), secrets().account
    place = account + keys.kdf.encode() + keys.login.public
    return ServedAccount(
        account=account, kdf_block=keys.kdf.encode(), login_public=keys.login.public,
        box_password=keys.wrapping.seal(place, master().secret_bytes(), salt=SALT),
        recovery_public=key.login().public,
        box_recovery=key.wrapping().seal(account + key.login().public, master().secret_bytes(), salt=SALT),
        bundle_sealed=seal_bundle(master(), secrets(), seeded_entropy("bundle")),
        bundle_public=public_bundle(secrets(), NOW_MS),
    )  # fmt: skip


def certificates() -> tuple[bytes, ...]:
    """Return two certificates, the bytes of which depend on nothing but this code."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(b"C" * 32)
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

    def made(name: str, *names: x509.GeneralName) -> bytes:
        called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
            .serial_number(1).not_valid_before(begin).not_valid_after(begin + dt.timedelta(days=36_500))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        )  # fmt: skip
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(key, None).public_bytes(serialization.Encoding.DER)

    return (
        made("bücher"),
        made("here", x509.DNSName("example.org"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))),
    )
