"""Who is a member of a space: a chain of signed lists, each naming the one before it.

    genesis --signed by the owner--> ACL 1 --signed by somebody allowed to--> ACL 2 --> ...
       |                               |
       space id = hash of it           commits name the ACL they were made under

Each ACL commits to the key of its epoch, so a server cannot hand different keys to different members. Who may
change what is checked against the list before, by clients and by the server. Source: docs/formats/spaces.md, "ACL".
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from megadesk.crypto.identity import Signer
from megadesk.crypto.primitives import (
    DIGEST_BYTES,
    PUBLIC_KEY_BYTES,
    SEAL_OVERHEAD_BYTES,
    check_public_key,
    digest,
    verify,
)
from megadesk.crypto.structure import SUITE, TYPE_ACL, Reader
from megadesk.model.errors import Forged, Forked, LimitExceeded, Malformed, TooNew
from megadesk.model.ids import AccountId, AclHash, SpaceId

MEMBERS_MAX: Final = 1000
PREVIOUS_BOX_BYTES: Final = 32 + SEAL_OVERHEAD_BYTES
NO_SPACE: Final = SpaceId(bytes(32))
_NO_ACL: Final = AclHash(bytes(32))


class Role(IntEnum):
    """What a member may sign; each includes the ones below."""

    READ = 0
    WRITE = 1
    FULL = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One account in a space, with the key its signatures are checked against."""

    account: AccountId
    role: Role
    identity_public: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AclBody:
    """One list of members. Members stand in the order of their account ids; ``space`` is zero in the genesis."""

    space: SpaceId
    seq: int
    previous: AclHash
    epoch: int
    key_commit: bytes = field(repr=False)
    previous_box: bytes = field(default=b"", repr=False)
    time_ms: int
    author: AccountId
    min_suite: int = SUITE
    members: tuple[Member, ...]

    def encode(self) -> bytes:
        """Return the bytes that are hashed and signed."""
        lead = struct.pack(">BB32sI32sI", SUITE, TYPE_ACL, self.space, self.seq, self.previous, self.epoch)
        box = len(self.previous_box).to_bytes(2, "big") + self.previous_box
        tail = struct.pack(">Q16sBH", self.time_ms, self.author, self.min_suite, len(self.members))
        members = [member.account + bytes((member.role,)) + member.identity_public for member in self.members]
        return lead + self.key_commit + box + tail + b"".join(members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """A list of members whose chain and signature were checked; ``space`` is the real id, also for the genesis."""

    space: SpaceId
    hash: AclHash
    body: AclBody
    by_account: Mapping[AccountId, Member] = field(repr=False)

    @property
    def seq(self) -> int:
        """Its number in the chain; the genesis has 0."""
        return self.body.seq

    @property
    def epoch(self) -> int:
        """The key epoch that records are sealed under while it is current."""
        return self.body.epoch

    def require(self, account: AccountId, least: Role) -> Member:
        """Return the member if its role is at least this; Forged if not, for it should not have signed."""
        member = self.by_account.get(account)
        if member is None or member.role < least:
            raise Forged("the author has not the role for it", account=account.hex())
        return member


def acl_hash(body: bytes) -> AclHash:
    """Return the hash by which commits and the next ACL name this one."""
    return AclHash(digest("acl", body))


def space_id(genesis_body: bytes) -> SpaceId:
    """Return the id of the space that begins with this ACL."""
    return SpaceId(digest("space", genesis_body))


def members_in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return members sorted by account id, as a body needs them."""
    return tuple(sorted(members, key=lambda member: member.account))


def parse_acl(raw: bytes) -> AclBody:
    """Return the list; its form is checked, not its place in a chain.

    Raises Malformed, LimitExceeded above 1000 members, TooNew for a later suite or one that it demands.
    """
    reader = Reader(raw, "ACL")
    reader.lead(TYPE_ACL)
    space, seq = SpaceId(reader.take(32)), reader.number(4)
    previous, epoch = AclHash(reader.take(32)), reader.number(4)
    key_commit = reader.take(DIGEST_BYTES)
    previous_box = reader.take(reader.number(2))
    if len(previous_box) not in {0, PREVIOUS_BOX_BYTES}:
        raise Malformed("ACL: box of the previous key")
    time_ms, author, min_suite = reader.number(8), AccountId(reader.take(16)), reader.number(1)
    if min_suite > SUITE:
        raise TooNew("ACL")
    members = _parse_members(reader)
    reader.end()
    if min_suite < SUITE:
        raise Malformed("ACL: suite")
    return AclBody(
        space=space, seq=seq, previous=previous, epoch=epoch, key_commit=key_commit, previous_box=previous_box,
        time_ms=time_ms, author=author, min_suite=min_suite, members=members,
    )  # fmt: skip


def _parse_members(reader: Reader) -> tuple[Member, ...]:
    n_members = reader.number(2)
    if n_members > MEMBERS_MAX:
        raise LimitExceeded("ACL", n_members=n_members)
    members: list[Member] = []
    for _ in range(n_members):
        account, role = AccountId(reader.take(16)), reader.number(1)
        if role > Role.OWNER or (members and account <= members[-1].account):
            raise Malformed("ACL: role or order of members")
        members.append(Member(account, Role(role), check_public_key(reader.take(PUBLIC_KEY_BYTES))))
    if sum(member.role is Role.OWNER for member in members) != 1:
        raise Malformed("ACL: not exactly one owner")
    return tuple(members)


def sign_acl(signer: Signer, body: AclBody) -> bytes:
    """Return the author's signature of a list."""
    return signer.sign("acl", body.encode())


def _verify_acl(public: bytes, raw: bytes, signature: bytes) -> None:
    verify(public, "acl", raw, signature)


def genesis_body(*, account: AccountId, identity_public: bytes, key_commit: bytes, now_ms: int) -> AclBody:
    """Return the first list of a new space: one owner, epoch 0. The space's id is the hash of its bytes."""
    return AclBody(
        space=NO_SPACE, seq=0, previous=_NO_ACL, epoch=0, key_commit=key_commit, time_ms=now_ms, author=account,
        members=(Member(account, Role.OWNER, identity_public),),
    )  # fmt: skip


def verify_genesis(raw: bytes, signature: bytes, *, expected: SpaceId | None = None) -> Acl:
    """Return the first ACL of a space; ``expected`` is the space's id where it is known.

    Raises Forged if it is another space's or not signed by its owner, Malformed if it is no genesis.
    """
    body = parse_acl(raw)
    if (body.space, body.seq, body.previous, body.epoch, body.previous_box) != (NO_SPACE, 0, _NO_ACL, 0, b""):
        raise Malformed("ACL: not a genesis")
    space = space_id(raw)
    if expected is not None and space != expected:
        raise Forged("the genesis is that of another space")
    acl = _checked(space, raw, body)
    _verify_acl(acl.require(body.author, Role.OWNER).identity_public, raw, signature)
    return acl


def _checked(space: SpaceId, raw: bytes, body: AclBody) -> Acl:
    by_account = {member.account: member for member in body.members}
    return Acl(space=space, hash=acl_hash(raw), body=body, by_account=by_account)


def verify_next(before: Acl, raw: bytes, signature: bytes) -> Acl:
    """Return the ACL that follows ``before``, after all transition rules and its author's signature.

    Raises Forked if it does not follow, Forged if its author may not do this, Malformed, LimitExceeded or TooNew.
    """
    body = parse_acl(raw)
    if body.space != before.space:
        raise Forged("an ACL of another space")
    if body.seq != before.seq + 1 or body.previous != before.hash:
        raise Forked("an ACL that does not follow the one before", seq=body.seq)
    acl = _checked(before.space, raw, body)
    author = before.require(body.author, Role.FULL)
    _verify_acl(author.identity_public, raw, signature)
    _check_members(before, acl, author)
    _check_epoch(before, acl)
    return acl


def _check_members(before: Acl, after: Acl, author: Member) -> None:
    """Pass if keys stay and the author may make each change; only the owner touches owner and full members."""
    suite_before, suite = before.body.min_suite, after.body.min_suite
    if suite < suite_before or (suite > suite_before and author.role is not Role.OWNER):
        raise Forged("only the owner raises the suite, and nobody lowers it")
    for account in before.by_account.keys() | after.by_account.keys():
        old, new = before.by_account.get(account), after.by_account.get(account)
        if old == new:
            continue
        if old and new and old.identity_public != new.identity_public:
            raise Forged("a member's key was exchanged", account=account.hex())
        touched = max(member.role for member in (old, new) if member)
        if touched >= Role.FULL and author.role is not Role.OWNER:
            raise Forged("only the owner grants or revokes full rights", account=account.hex())


def _check_epoch(before: Acl, after: Acl) -> None:
    """Pass if the epoch rises by one where somebody left, stays where somebody only came, and the key fits it."""
    old, new = before.body, after.body
    removed = before.by_account.keys() - after.by_account.keys()
    added = after.by_account.keys() - before.by_account.keys()
    allowed = {old.epoch + 1} if removed else {old.epoch} if added else {old.epoch, old.epoch + 1}
    if new.epoch not in allowed:
        raise Forged("the key epoch does not fit the change of members", epoch=new.epoch)
    has_risen = new.epoch > old.epoch
    if has_risen != bool(new.previous_box):
        raise Forged("the box of the previous key must come with a new epoch, and only then")
    if has_risen == (new.key_commit == old.key_commit):
        raise Forged("the key commitment does not fit the epoch")


def verify_chain(signed: Iterable[tuple[bytes, bytes]], *, expected: SpaceId) -> tuple[Acl, ...]:
    """Return all ACLs of a space from its genesis on, checked; ``signed`` are bodies with their signatures.

    Raises as verify_genesis and verify_next; Malformed for an empty chain.
    """
    chain: list[Acl] = []
    for raw, signature in signed:
        step = verify_next(chain[-1], raw, signature) if chain else verify_genesis(raw, signature, expected=expected)
        chain.append(step)
    if not chain:
        raise Malformed("ACL: an empty chain")
    return tuple(chain)
