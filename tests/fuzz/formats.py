"""Targets: the objects that are hashed, signed and sealed. What is taken must be what its own encoder writes.

Those that stand behind a seal or a signature are sealed and signed here, as a member would who means harm.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from functools import cache

import msgspec
from cryptography.utils import CryptographyDeprecationWarning

from fakes.crypto import NOW_MS, node_id
from fuzz import seeds
from fuzz.target import DAMAGE, Target, must
from megadesk.crypto import acl, commits, content, records, structure
from megadesk.crypto.bundle import open_bundle, secret_fields
from megadesk.crypto.certificates import read_certificate
from megadesk.crypto.device import DeviceSecrets, open_device_secrets, seal_device_secrets
from megadesk.crypto.identity import PublicBundle, parse_kdf_block, parse_public_bundle
from megadesk.crypto.points import point_of, with_point
from megadesk.crypto.primitives import gcm_seal
from megadesk.model.backup import Point
from megadesk.model.commit import ChangeAcl, Delete
from megadesk.model.errors import Forked
from megadesk.model.ids import BlockId, FileHash, PlainHash
from megadesk.model.manifest import ManifestRef
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, decode, encode

_TLV_KNOWN = frozenset(range(1, 15))
_PAD = structure.TLV_PADDING_BYTES


# ---- records ----------------------------------------------------------------------------------------------------


def _records() -> Iterator[bytes]:
    yield from (seeds.record_of(meta) for meta in seeds.metas())


def _record(data: bytes) -> None:
    parts = structure.parse_record(data)
    header = structure.encode_record_header(parts.id, parts.version, parts.epoch, parts.refs)
    must(structure.encode_record(header, parts.sealed) == data, "a record is not what its parts give")


def _tlv(data: bytes) -> None:
    fields = structure.parse_tlv(data, _TLV_KNOWN, "fuzz")
    again = structure.encode_tlv(fields.items())
    must(data.startswith(again) and not any(data[len(again) :]), "fields are not what their encoder writes")


def _plain_records() -> Iterator[bytes]:
    for meta in seeds.metas():
        refs = meta.refs
        yield bytes((len(refs),)) + b"".join(refs) + structure.encode_tlv(records._fields(meta))


def _opened_record(data: bytes) -> None:
    """Open a record of these references and fields, sealed by a member; what opens can be sealed again."""
    space = seeds.space()
    n_refs = data[0] % 17 if data else 0
    ids = data[1 : 1 + 32 * n_refs]
    refs = [BlockId(ids[at : at + 32]) for at in range(0, len(ids) - 31, 32)]
    plain = data[1 + 32 * n_refs :]
    plain += bytes(-len(plain) % _PAD)
    header = structure.encode_record_header(node_id("n"), 1, 0, refs)
    box = space.key.meta().seal(space.acl.space + header, plain, salt=seeds.SALT)
    opened = records.open_record(space.key.meta(), space=space.acl.space, record=structure.encode_record(header, box))
    again = records.open_record(space.key.meta(), space=space.acl.space, record=seeds.record_of(opened.meta))
    must(again.meta == opened.meta, "a record that opens is not the same when it is sealed again")
    point_of(opened.meta.extra)


def _points() -> Iterator[bytes]:
    point = Point(run=3, started_ms=NOW_MS, finished_ms=NOW_MS + 5, files=2, size_bytes=9, state=b"s" * 16)
    yield with_point((), point)[0][1]


def _point(data: bytes) -> None:
    point = point_of(((0xA0, data),))
    if point is not None:
        must(data.startswith(with_point((), point)[0][1]), "a point is not what its encoder writes")


# ---- content ----------------------------------------------------------------------------------------------------


def _manifest_plain() -> bytes:
    return b"".join(struct.pack(">32s32sI", one.key, one.plain_hash, one.length_bytes) for one in seeds.blocks(17))


def _manifests() -> Iterator[bytes]:
    blocks = seeds.blocks(17)
    root = seeds.space().key.blocks()
    yield content.seal_manifest(root, node_id("n"), content.make_manifest(blocks)).stored


def _manifest(data: bytes) -> None:
    public, sealed = structure.split_manifest(data)
    must(public + sealed == data, "a manifest is not its two parts")
    must(structure.encode_manifest_lead(structure.manifest_refs(data)) == public, "ids are not those of the manifest")


def _opened_manifest(data: bytes) -> None:
    """Open a manifest of these entries, sealed by a member who says this size of the file."""
    size, plain = int.from_bytes(data[:8], "big"), data[8:]
    ids = [one.id for one in seeds.blocks(64)][: len(plain) // structure.MANIFEST_ENTRY_BYTES]
    public = structure.encode_manifest_lead(ids)
    blob = public + gcm_seal(b"k" * 32, "manifest", public, plain)
    ref = ManifestRef(structure.block_id(blob), b"k" * 32, len(ids))
    hashes = [PlainHash(plain[at + 32 : at + 64]) for at in range(0, len(plain) - 67, 68)]
    found = content.open_manifest(ref, blob, size_bytes=size, file_hash=FileHash(content.file_hash(size, hashes)))
    must(sum(one.length_bytes for one in found.blocks) == size, "blocks are not as long as their file")


# ---- commits ----------------------------------------------------------------------------------------------------


def _all_ops() -> Iterator[bytes]:
    space = seeds.new_space()
    yield commits.encode_ops([space.put("c"), Delete(node_id("b"), 1)])
    body = seeds.grown(space.acl)
    yield commits.encode_ops([ChangeAcl(body.encode(), acl.sign_acl(space.identity, body))])
    yield commits.encode_ops([space.put(f"n{number}") for number in range(6)])


def _ops(data: bytes) -> None:
    must(commits.encode_ops(commits.parse_ops(data)) == data, "ops are not what their encoder writes")


def _headers() -> Iterator[bytes]:
    space = seeds.new_space()
    yield space.make([space.put("c")]).signed_header


def _header(data: bytes) -> None:
    header = commits.parse_signed_header(data)
    must(header.encode() == data[: commits.HEADER_BYTES], "a header is not what its encoder writes")


def _signed_commit(data: bytes) -> None:
    """Verify a commit of these ops, well signed, that says of its effect what these bytes do."""
    space = seeds.space()
    n_records, ops = int.from_bytes(data[:1], "big"), data[1:]
    header = commits.CommitHeader(
        space=space.acl.space, seq=space.head.seq + 1, previous=space.head.commit_id, acl_hash=space.acl.hash,
        state_root=b"r" * 32, n_records=n_records, ops_hash=commits._ops_hash(ops), n_ops=_count(ops),
        author=space.account, device=space.device, time_ms=NOW_MS,
    )  # fmt: skip
    space.verify(commits.sign_commit(space.identity, header), ops)
    must(False, "a commit that leads nowhere was taken")


def _count(ops: bytes) -> int:
    try:
        return len(commits.parse_ops(ops))
    except DAMAGE:
        return 1


def _commit(data: bytes) -> None:
    space = seeds.space()
    taken = space.verify(data[: commits.SIGNED_HEADER_BYTES], data[commits.SIGNED_HEADER_BYTES :])
    must(taken.head == _signed().verified.head, "another commit than the one that was signed was taken")


@cache
def _signed() -> commits.SealedCommit:
    space = seeds.new_space()
    return space.make([space.put("c")])


def _commits() -> Iterator[bytes]:
    yield _signed().signed_header + _signed().ops


# ---- members ----------------------------------------------------------------------------------------------------


def _acls() -> Iterator[bytes]:
    yield seeds.space().genesis
    yield seeds.grown(seeds.space().acl).encode()


def _acl(data: bytes) -> None:
    must(acl.parse_acl(data).encode() == data, "a list of members is not what its encoder writes")


def _transition(data: bytes) -> None:
    """Let the owner sign this list as the next; whoever is in it then must be within the rules."""
    before = seeds.space().acl
    after = acl.verify_next(before, data, seeds.space().identity.sign("acl", data))
    must(after.seq == before.seq + 1 and after.epoch - before.epoch in {0, 1}, "a list skips numbers")
    owner = after.by_account[before.body.author]
    must(owner.identity_public == before.by_account[owner.account].identity_public, "a key was exchanged")


def _chains() -> Iterator[bytes]:
    space = seeds.space()
    body = seeds.grown(space.acl)
    entries = [
        m.AclEntry(body=space.genesis, signature=space.genesis_signature),
        m.AclEntry(body=body.encode(), signature=acl.sign_acl(space.identity, body)),
    ]
    yield encode(m.AclChain(acls=entries[:1]), Encoding.MSGPACK)
    yield encode(m.AclChain(acls=entries), Encoding.MSGPACK)


def _chain(data: bytes) -> None:
    entries = decode(m.AclChain, data, Encoding.MSGPACK).acls
    chain = acl.verify_chain([(one.body, one.signature) for one in entries], expected=seeds.space().acl.space)
    must(chain[0].hash == seeds.space().acl.hash, "another space was taken")


# ---- accounts ---------------------------------------------------------------------------------------------------


def _kdf_blocks() -> Iterator[bytes]:
    yield seeds.kdf().encode()
    yield seeds.person().kdf


def _kdf_block(data: bytes) -> None:
    must(parse_kdf_block(data).encode() == data, "a KDF block is not what its encoder writes")


def _public_bundles() -> Iterator[bytes]:
    yield seeds.served().bundle_public


def _public_bundle(data: bytes) -> None:
    must(parse_public_bundle(data).encode() == data[:-64], "a bundle is not what its encoder writes")


def _bundle_bodies() -> Iterator[bytes]:
    yield parse_public_bundle(seeds.served().bundle_public).encode()


def _signed_bundle(data: bytes) -> None:
    """Read a bundle of this body, signed by the key in it if that is ours."""
    signed = data + seeds.secrets().identity.sign("identity", data)
    found: PublicBundle = parse_public_bundle(signed)
    must(found.encode() == data, "a bundle is not what its encoder writes")


def _secret_fields() -> Iterator[bytes]:
    yield structure.encode_tlv(secret_fields(seeds.secrets()))


def _bundle(data: bytes) -> None:
    """Open an account bundle of these fields, sealed under its master key."""
    plain = data + bytes(-len(data) % _PAD)
    account = seeds.secrets().account
    box = seeds.master().bundle().seal(account + bytes((0, 0, 0, 1)), plain, salt=seeds.SALT)
    lead = bytes((structure.SUITE, structure.TYPE_SEALED_BUNDLE, 0, 0, 0, 1))
    found = open_bundle(seeds.master(), lead + box, account=account, login=seeds.LOGIN)
    must(dict(secret_fields(found)).items() <= structure.parse_tlv(plain, _TLV_KNOWN, "").items(), "other secrets")


def _device_secrets() -> DeviceSecrets:
    return DeviceSecrets(
        account=seeds.secrets(), device=seeds.DEVICE, session_token=b"t" * 32, kdf=seeds.kdf(), counter=7
    )


def _device_files() -> Iterator[bytes]:
    yield seal_device_secrets(seeds.device_key(), _device_secrets(), lambda size: seeds.SALT[:size])


def _device_file(data: bytes) -> None:
    found = open_device_secrets(seeds.device_key(), data)
    must(found.counter == 7, "another file than the one that was sealed was taken")


def _device_fields() -> Iterator[bytes]:
    raw = next(_device_files())
    yield seeds.device_key().open(raw[2:42], raw[42:])


def _device_plain(data: bytes) -> None:
    """Open a secrets file of these fields, sealed under the key of the device."""
    plain = data + bytes(-len(data) % _PAD)
    lead = seeds.secrets().account + seeds.DEVICE + bytes(8)
    box = seeds.device_key().seal(lead, plain, salt=seeds.SALT)
    raw = bytes((structure.SUITE, structure.TYPE_DEVICE_SECRETS)) + lead + box
    found = open_device_secrets(seeds.device_key(), raw)
    again = seal_device_secrets(seeds.device_key(), found, lambda size: seeds.SALT[:size])
    must(open_device_secrets(seeds.device_key(), again).kdf == found.kdf, "secrets change when they are kept again")


# ---- certificates -------------------------------------------------------------------------------------------------


def _certificate(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)  # of numbers that no certificate should have
        found = read_certificate(data)
    msgspec.json.encode([found.subject, found.issuer, found.names, found.valid_from_ms, found.valid_until_ms])


TARGETS = (
    Target(name="record", parse=_record, seeds=_records),
    Target(name="tlv", parse=_tlv, seeds=lambda: (one[1 + 32 * one[0] :] for one in _plain_records())),
    Target(name="record-opened", parse=_opened_record, seeds=_plain_records),
    Target(name="point", parse=_point, seeds=_points, max_bytes=128),
    Target(name="manifest", parse=_manifest, seeds=_manifests),
    Target(
        name="manifest-opened", parse=_opened_manifest,
        seeds=lambda: [(17 * (4 << 20)).to_bytes(8, "big") + _manifest_plain()],
    ),
    Target(name="ops", parse=_ops, seeds=_all_ops),
    Target(name="commit-header", parse=_header, seeds=_headers, max_bytes=512),
    Target(
        name="commit-signed", parse=_signed_commit, refusals=(*DAMAGE, Forked), tries=500,
        seeds=lambda: (b"\3" + one for one in _all_ops()),
    ),
    Target(name="commit", parse=_commit, seeds=_commits, refusals=(*DAMAGE, Forked), tries=500),
    Target(name="acl", parse=_acl, seeds=_acls),
    Target(name="acl-transition", parse=_transition, seeds=_acls, refusals=(*DAMAGE, Forked), tries=500),
    Target(name="acl-chain", parse=_chain, seeds=_chains, refusals=(*DAMAGE, Forked), tries=500),
    Target(name="kdf-block", parse=_kdf_block, seeds=_kdf_blocks, max_bytes=64),
    Target(name="public-bundle", parse=_public_bundle, seeds=_public_bundles),
    Target(name="public-bundle-signed", parse=_signed_bundle, seeds=_bundle_bodies, tries=500),
    Target(name="account-bundle", parse=_bundle, seeds=_secret_fields, tries=500),
    Target(name="secrets-file", parse=_device_file, seeds=_device_files),
    Target(name="secrets-file-opened", parse=_device_plain, seeds=_device_fields, tries=500),
    Target(name="certificate", parse=_certificate, seeds=seeds.certificates),
)  # fmt: skip
