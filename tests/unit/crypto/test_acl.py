"""Member lists: who may change what, and which chains hold."""

from __future__ import annotations

import random
from typing import Any

import pytest

from fakes.crypto import NOW_MS, MemorySpace, seeded_entropy
from megadesk.crypto import acl
from megadesk.crypto.acl import (
    MEMBERS_MAX,
    PREVIOUS_BOX_BYTES,
    Acl,
    AclBody,
    Member,
    Role,
    members_in_order,
    parse_acl,
    sign_acl,
    verify_chain,
    verify_genesis,
    verify_next,
)
from megadesk.crypto.keys import IdentityKey
from megadesk.crypto.primitives import SMALL_ORDER_KEYS
from megadesk.model.errors import Forged, Forked, LimitExceeded, Malformed, MegadeskError, TooNew
from megadesk.model.ids import AccountId, AclHash, SpaceId
from megadesk.model.values import replace

ENTROPY = seeded_entropy("acl")
PEOPLE = {name: IdentityKey.fresh(ENTROPY) for name in ("full", "other full", "writer", "reader", "new")}
ACCOUNTS = {name: AccountId(ENTROPY(16)) for name in PEOPLE}
SPACE = MemorySpace("acl")
BOX = bytes(PREVIOUS_BOX_BYTES)


def member(name: str, role: Role) -> Member:
    """Return one of our people in a role."""
    return Member(ACCOUNTS[name], role, PEOPLE[name].public)


OWNER = Member(SPACE.account, Role.OWNER, SPACE.identity.public)
EVERYBODY = (
    OWNER,
    member("full", Role.FULL),
    member("other full", Role.FULL),
    member("writer", Role.WRITE),
    member("reader", Role.READ),
)


def following(before: Acl, author: AccountId = SPACE.account, members: tuple[Member, ...] | None = None) -> AclBody:
    """Return a well-formed list that follows, by that author, with these members (default: the same)."""
    return replace(
        before.body,
        space=before.space,
        seq=before.seq + 1,
        previous=before.hash,
        previous_box=b"",
        time_ms=NOW_MS,
        author=author,
        members=members_in_order(members if members is not None else before.body.members),
    )


def step(before: Acl, body: AclBody, signer: IdentityKey = SPACE.identity) -> Acl:
    """Return the next ACL as every client and server checks it."""
    return verify_next(before, body.encode(), sign_acl(signer, body))


ALL = step(SPACE.acl, following(SPACE.acl, members=EVERYBODY))


def without(name: str) -> tuple[Member, ...]:
    """Return everybody but one."""
    return tuple(one for one in EVERYBODY if one.account != ACCOUNTS[name])


def with_role(name: str, role: Role) -> tuple[Member, ...]:
    """Return everybody, one of them in another role."""
    return (*without(name), member(name, role))


def rotated(body: AclBody) -> AclBody:
    """Return the list with a new epoch and its box."""
    return replace(body, epoch=body.epoch + 1, previous_box=BOX, key_commit=b"\7" * 32)


def test_genesis_names_its_space() -> None:
    """The space id is the hash of the genesis; another id, signature or a later list is refused."""
    raw, signature = SPACE.genesis, SPACE.genesis_signature
    assert verify_genesis(raw, signature, expected=SPACE.acl.space) == SPACE.acl
    with pytest.raises(Forged):
        verify_genesis(raw, signature, expected=SpaceId(bytes(32)))
    with pytest.raises(Forged):
        verify_genesis(raw, sign_acl(PEOPLE["new"], SPACE.acl.body))
    with pytest.raises(Malformed):
        verify_genesis(ALL.body.encode(), sign_acl(SPACE.identity, ALL.body))


@pytest.mark.parametrize(
    "changes",
    [
        {"space": SpaceId(b"\1" * 32)}, {"seq": 1}, {"previous": AclHash(b"\1" * 32)}, {"epoch": 1}, {"previous_box": BOX},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_a_genesis_follows_nothing(changes: dict[str, Any]) -> None:
    """Whatever of it speaks of something before it makes it none, well signed as it is."""
    body = replace(SPACE.acl.body, **changes)
    with pytest.raises(Malformed):
        verify_genesis(body.encode(), sign_acl(SPACE.identity, body))


def test_bytes_come_back_as_they_were() -> None:
    """Parsing and encoding are inverse; a genesis with one member has 184 bytes."""
    assert len(SPACE.genesis) == 184
    for body in (SPACE.acl.body, ALL.body, rotated(following(ALL))):
        assert parse_acl(body.encode()) == body


ALLOWED = [
    ("owner adds", SPACE.account, (*EVERYBODY, member("new", Role.FULL)), False),
    ("owner revokes full", SPACE.account, with_role("full", Role.READ), False),
    ("full adds a writer", ACCOUNTS["full"], (*EVERYBODY, member("new", Role.WRITE)), False),
    ("full changes a reader", ACCOUNTS["full"], with_role("reader", Role.WRITE), False),
    ("full removes a writer", ACCOUNTS["full"], without("writer"), True),
    ("removal and addition", SPACE.account, (*without("writer"), member("new", Role.READ)), True),
    ("new key, same members", ACCOUNTS["full"], EVERYBODY, True),
    ("nothing but time", SPACE.account, EVERYBODY, False),
    (
        "owner hands over",
        SPACE.account,
        (replace(OWNER, role=Role.FULL), *(one for one in with_role("full", Role.OWNER) if one != OWNER)),
        False,
    ),
]


def signer_of(author: AccountId) -> IdentityKey:
    """Return the key of an author."""
    return next((PEOPLE[name] for name, account in ACCOUNTS.items() if account == author), SPACE.identity)


@pytest.mark.parametrize(
    ("author", "members", "rotates"), [row[1:] for row in ALLOWED], ids=[row[0] for row in ALLOWED]
)
def test_allowed_changes(author: AccountId, members: tuple[Member, ...], rotates: bool) -> None:
    """Each role may make its changes, with a new epoch where somebody left."""
    body = following(ALL, author, members)
    acl = step(ALL, rotated(body) if rotates else body, signer_of(author))
    assert {one.account for one in members} == set(acl.by_account)
    assert acl.seq == ALL.seq + 1


BY_OWNER = following(ALL)
REFUSED: list[tuple[str, AclBody, type[MegadeskError]]] = [
    ("another space", replace(BY_OWNER, space=SpaceId(bytes(32))), Forged),
    ("sequence repeated", replace(BY_OWNER, seq=ALL.seq), Forked),
    ("sequence skipped", replace(BY_OWNER, seq=ALL.seq + 2), Forked),
    ("another predecessor", replace(BY_OWNER, previous=AclHash(bytes(32))), Forked),
    ("by a writer", following(ALL, ACCOUNTS["writer"]), Forged),
    ("by a reader", following(ALL, ACCOUNTS["reader"]), Forged),
    ("by a stranger", following(ALL, ACCOUNTS["new"]), Forged),
    ("by one who adds himself", following(ALL, ACCOUNTS["new"], (*EVERYBODY, member("new", Role.FULL))), Forged),
    ("full grants full", following(ALL, ACCOUNTS["full"], with_role("writer", Role.FULL)), Forged),
    ("full removes full", rotated(following(ALL, ACCOUNTS["full"], without("other full"))), Forged),
    ("full degrades itself", following(ALL, ACCOUNTS["full"], with_role("full", Role.READ)), Forged),
    ("full takes over", following(ALL, ACCOUNTS["full"], tuple(
        replace(one, role=Role.OWNER if one.account == ACCOUNTS["full"] else min(one.role, Role.FULL))
        for one in EVERYBODY)), Forged),
    ("a key exchanged", following(ALL, members=(
        *without("writer"), Member(ACCOUNTS["writer"], Role.WRITE, PEOPLE["new"].public))), Forged),
    ("removal without a new epoch", following(ALL, members=without("writer")), Forged),
    ("removal two epochs up", replace(rotated(following(ALL, members=without("writer"))), epoch=2), Forged),
    ("addition with a new epoch", rotated(following(ALL, members=(*EVERYBODY, member("new", Role.READ)))), Forged),
    ("new epoch without a box", replace(rotated(BY_OWNER), previous_box=b""), Forged),
    ("box without a new epoch", replace(BY_OWNER, previous_box=BOX), Forged),
    ("new epoch, old key", replace(rotated(BY_OWNER), key_commit=ALL.body.key_commit), Forged),
    ("old epoch, new key", replace(BY_OWNER, key_commit=b"\7" * 32), Forged),
    ("two owners", following(ALL, members=with_role("full", Role.OWNER)), Malformed),
    ("no owner", rotated(following(ALL, members=EVERYBODY[1:])), Malformed),
    ("members out of order", replace(BY_OWNER, members=BY_OWNER.members[::-1]), Malformed),
    ("a member twice", replace(BY_OWNER, members=(*BY_OWNER.members, BY_OWNER.members[-1])), Malformed),
    ("a later suite", replace(BY_OWNER, min_suite=2), TooNew),
    ("suite 0", replace(BY_OWNER, min_suite=0), Malformed),
    ("a short box", replace(BY_OWNER, previous_box=b"x"), Malformed),
    ("a small-order key", following(ALL, members=(*EVERYBODY, Member(
        ACCOUNTS["new"], Role.READ, sorted(SMALL_ORDER_KEYS)[3]))), Malformed),
]  # fmt: skip


@pytest.mark.parametrize(("body", "error"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_changes(body: AclBody, error: type[MegadeskError]) -> None:
    """Signed by its author as it should be, yet against the rules."""
    with pytest.raises(error):
        step(ALL, body, signer_of(body.author))


def test_signature_of_another_is_forged() -> None:
    """A server cannot sign for a member."""
    with pytest.raises(Forged):
        step(ALL, BY_OWNER, PEOPLE["full"])


@pytest.mark.attack("B6")
def test_epoch_does_not_fall_after_a_removal() -> None:
    """Once a key was changed no later list goes back to it."""
    later = step(ALL, rotated(following(ALL, members=without("writer"))))
    assert later.epoch == 1
    with pytest.raises(Forged):
        step(later, replace(following(later), epoch=0, key_commit=ALL.body.key_commit))


def test_a_chain_is_checked_from_its_genesis() -> None:
    """All lists in their order pass; one left out, swapped or absent does not."""
    signed = [
        (SPACE.genesis, SPACE.genesis_signature),
        (ALL.body.encode(), sign_acl(SPACE.identity, ALL.body)),
        (BY_OWNER.encode(), sign_acl(SPACE.identity, BY_OWNER)),
    ]
    chain = verify_chain(signed, expected=SPACE.acl.space)
    assert [acl.seq for acl in chain] == [0, 1, 2]
    with pytest.raises(Forked):
        verify_chain([signed[0], signed[2]], expected=SPACE.acl.space)
    with pytest.raises(Malformed):
        verify_chain(signed[1:], expected=SPACE.acl.space)
    with pytest.raises(Malformed):
        verify_chain([], expected=SPACE.acl.space)


def test_roles_are_required_of_members() -> None:
    """A stranger has no role, and each role includes the ones below."""
    assert ALL.require(ACCOUNTS["full"], Role.WRITE).role is Role.FULL
    assert ALL.require(ACCOUNTS["reader"], Role.READ).role is Role.READ
    with pytest.raises(Forged):
        ALL.require(ACCOUNTS["reader"], Role.WRITE)
    with pytest.raises(Forged):
        ALL.require(ACCOUNTS["new"], Role.READ)


def test_a_list_holds_a_thousand_members_and_no_more() -> None:
    """The bound is checked before members are read."""
    crowd = members_in_order([OWNER, *(
        Member(AccountId(number.to_bytes(16, "big")), Role.READ, PEOPLE["new"].public)
        for number in range(MEMBERS_MAX - 1)
    )])  # fmt: skip
    assert len(step(SPACE.acl, following(SPACE.acl, members=crowd)).by_account) == MEMBERS_MAX
    one_more = (*crowd, Member(AccountId(b"\xff" * 16), Role.READ, PEOPLE["new"].public))
    with pytest.raises(LimitExceeded):
        step(SPACE.acl, following(SPACE.acl, members=one_more))


def test_damaged_lists_give_our_errors_only() -> None:
    """Twenty thousand cut or changed lists parse or are refused."""
    raw = rotated(following(ALL)).encode()
    chance = random.Random(5)
    for _ in range(20_000):
        bad = bytearray(raw[: chance.choice([len(raw), chance.randrange(1, len(raw))])])
        for _ in range(chance.randrange(4)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            parse_acl(bytes(bad))
        except (Malformed, LimitExceeded, TooNew):
            continue


def test_every_flipped_bit_of_a_signed_list_is_refused() -> None:
    """Nothing of a list can change after its author signed it."""
    raw, signature = ALL.body.encode(), sign_acl(SPACE.identity, ALL.body)
    for bit in range(0, len(raw) * 8, 3):
        bad = bytearray(raw)
        bad[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Forged, Forked, Malformed, TooNew, LimitExceeded)):
            verify_next(SPACE.acl, bytes(bad), signature)


def test_bytes_behind_the_members_are_malformed() -> None:
    """A list ends where its last member ends."""
    with pytest.raises(Malformed):
        acl.parse_acl(following(SPACE.acl).encode() + b"\0")


@pytest.mark.parametrize(
    ("role", "before", "after", "is_refused"),
    [
        (Role.OWNER, 1, 2, False),
        (Role.OWNER, 2, 1, True),
        (Role.FULL, 1, 2, True),
        (Role.FULL, 2, 1, True),
        (Role.FULL, 2, 2, False),
        (Role.OWNER, 2, 2, False),
    ],
)
def test_only_the_owner_raises_the_suite_and_nobody_lowers_it(
    role: Role, before: int, after: int, is_refused: bool
) -> None:
    """Not yet to be seen from outside, as no list that asks for a later suite is read; it must hold when one is."""
    old, new = (replace(ALL, body=replace(ALL.body, min_suite=suite)) for suite in (before, after))
    author = OWNER if role is Role.OWNER else member("full", Role.FULL)
    if is_refused:
        with pytest.raises(Forged, match="suite"):
            acl._check_members(old, new, author)
    else:
        acl._check_members(old, new, author)
