"""Known answers for every structure of the format, frozen in kat.json.

They were made once from the specification, before this code, and checked by an independent implementation in another
language. A byte that changes here is a change of the format.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from megadesk.crypto import acl, commits, content, records, statetree
from megadesk.crypto.account import derive_password_keys
from megadesk.crypto.identity import KdfBlock, KdfParameters
from megadesk.crypto.keys import DeviceKey, EpochKey, IdentityKey, MetaKey
from megadesk.crypto.primitives import SigningKey, digest, seal
from megadesk.crypto.structure import padme
from megadesk.model.commit import Head, Put
from megadesk.model.ids import NO_COMMIT, AccountId, DeviceId, NodeId, SpaceId
from megadesk.model.tree import Kind

KAT: dict[str, Any] = json.loads(Path(__file__).with_name("kat.json").read_text())


def counted(size: int, start: int = 0) -> bytes:
    """Return so many bytes that count up from start."""
    return bytes((start + at) & 255 for at in range(size))


KEY = counted(32, 1)
SPACE = SpaceId(counted(32, 0x40))
RECORD = NodeId(counted(16, 0x80))
NODE = NodeId(counted(16, 0x90))
ACCOUNT = AccountId(counted(16, 0xA0))
DEVICE = DeviceId(counted(16, 0xB0))
IDENTITY = IdentityKey(counted(32, 0x33))
NOW_MS = 1_700_000_000_000


def answer(name: str) -> bytes:
    """Return one known answer."""
    return bytes.fromhex(KAT[name])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("kdf_meta", lambda: EpochKey(KEY).meta().secret_bytes()),
        ("kdf_block", lambda: EpochKey(KEY).blocks().secret_bytes()),
        ("kdf_commit", lambda: EpochKey(KEY).commitment()),
        ("hash_elem_abc", lambda: digest("elem", b"abc")),
        ("seal", lambda: seal(KEY, "record", b"ad", b"hello", salt=counted(16, 0xC0))),
    ],
)
def test_primitive_answers(name: str, made: Callable[[], bytes]) -> None:
    """Derivation, digest and sealing give the frozen bytes."""
    assert made() == answer(name)


def test_a_sealing_key_gives_the_answer_of_its_label() -> None:
    """A key class adds nothing to the sealing but its label."""
    assert MetaKey(KEY).seal(b"ad", b"hello", salt=counted(16, 0xC0)) == answer("seal")
    assert DeviceKey(KEY).seal(b"ad", b"hello", salt=counted(16, 0xC0)) != answer("seal")


def test_password_answers() -> None:
    """KDF block, key-encryption key, login key, login signature and the wrap of the master key are the frozen ones."""
    block = KdfBlock(parameters=KdfParameters(memory_kib=65_536, passes=3, lanes=4), salt=counted(16, 0xD0))
    assert block.encode() == answer("kdf_block_bytes")
    keys = derive_password_keys(login="Ann@Example.org", password="correct horse \u212b", kdf_block=block.encode())
    assert keys.wrapping.secret_bytes() == answer("kek")
    assert keys.login.public == answer("login_pub")
    assert keys.login.sign("login", b"body") == answer("login_sig")
    ad = ACCOUNT + block.encode() + keys.login.public
    assert keys.wrapping.seal(ad, counted(32, 7), salt=counted(16)) == answer("wrap_mk")


@pytest.mark.parametrize("size", [1, 300, 5000])
def test_block_answers(size: int) -> None:
    """A block's key, plain hash, id and stored length are the frozen ones, by both ways of sealing."""
    expected = KAT[f"block_{size}"]
    root = EpochKey(KEY).blocks()
    buffers = content.BlockBuffers()
    buffers.plain[:size] = counted(size)
    for sealed in (
        content.seal_block(root, NODE, 0, counted(size)),
        content.seal_into(root, NODE, 0, buffers, size),
    ):
        assert sealed.ref.id.hex() == expected["id"]
        assert sealed.ref.key.hex() == expected["key"]
        assert sealed.ref.plain_hash.hex() == expected["hash"]
        assert len(sealed.stored) == expected["ct_len"]


def known_record() -> bytes:
    """Return the record of the known answers, made by our code."""
    block = content.seal_block(EpochKey(KEY).blocks(), NODE, 0, counted(5000)).ref
    meta = records.RecordMeta(
        parent=NodeId(bytes(16)),
        kind=records.RecordKind.FILE,
        name="näme.txt",
        mtime_ns=0,
        size_bytes=5000,
        mode=0,
        blocks=(block,),
        file_hash=content.file_hash(5000, [block.plain_hash]),
        author=ACCOUNT,
    )
    key = EpochKey(KEY).meta()
    return records.seal_record(key, space=SPACE, node=RECORD, version=1, epoch=0, meta=meta, salt=counted(16, 0xE0))


def test_record_answer() -> None:
    """Header, fields, padding and sealing of a record are the frozen bytes, and they open again."""
    assert known_record() == answer("record")
    opened = records.open_record(EpochKey(KEY).meta(), space=SPACE, record=answer("record"))
    assert (opened.meta.name, opened.meta.size_bytes) == ("näme.txt", 5000)
    assert int(opened.meta.kind) == int(Kind.FILE)
    assert statetree.element(answer("record")) == answer("elem")


def test_state_root_answers() -> None:
    """The root of no records and of three are the frozen ones."""
    three = [(NodeId(counted(16, at)), digest("elem", bytes((at,)))) for at in (0, 1, 200)]
    assert answer("state_root_empty") == statetree.EMPTY_ROOT
    assert statetree.StateTree.of_sorted(three).root == answer("state_root_3")


def test_member_list_answers() -> None:
    """Genesis, space id and ACL hash are the frozen ones."""
    body = acl.genesis_body(
        account=ACCOUNT, identity_public=IDENTITY.public, key_commit=EpochKey(KEY).commitment(), now_ms=NOW_MS
    )
    assert body.encode() == answer("genesis")
    assert acl.space_id(body.encode()) == answer("space_id")
    assert acl.acl_hash(body.encode()) == answer("acl_hash")


class NoRecords:
    """A space in which nothing is current."""

    def in_buckets(self, buckets: object) -> list[tuple[NodeId, int, bytes]]:
        """Return nothing."""
        return []


def test_commit_answer() -> None:
    """A commit of the known record on the known space is the frozen one, is accepted, and has the frozen id."""
    body = acl.parse_acl(answer("genesis"))
    members = acl.verify_genesis(answer("genesis"), acl.sign_acl(IDENTITY, body))
    head = commits.first_head(members)
    ops: list[Put] = [commits.put_op(answer("record"))]
    made = commits.make_commit(
        IDENTITY,
        ops,
        author=ACCOUNT,
        device=DEVICE,
        now_ms=NOW_MS,
        head=head,
        acl=members,
        current=NoRecords(),
        tree=statetree.StateTree.empty(),
    )
    assert made.signed_header == answer("commit")
    verified = commits.verify_commit(
        answer("commit"), made.ops, head=head, acl=members, current=NoRecords(), tree=statetree.StateTree.empty()
    )
    assert verified.head.commit_id == answer("commit_id")
    assert verified.head == made.verified.head
    assert isinstance(verified.head, Head)
    assert verified.header.previous == NO_COMMIT


@pytest.mark.parametrize(("length", "padded"), [(int(key), value) for key, value in KAT["padme"].items()])
def test_padme_answers(length: int, padded: int) -> None:
    """Padded lengths are the frozen ones."""
    assert padme(length) == padded


def test_every_answer_is_used() -> None:
    """No known answer is left unchecked."""
    source = Path(__file__).read_text()
    for name in KAT:
        assert f'"{name}"' in source or name.rpartition("_")[0] == "block", name


def test_signing_key_is_deterministic() -> None:
    """The same seed gives the same public key in the key role and in the primitive."""
    assert SigningKey(counted(32, 0x33)).public == IDENTITY.public
