"""Commits: what client and server accept, and that nothing else moves a space."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.crypto import NOW_MS, MemorySpace, node_id, seeded_entropy
from megadesk.crypto import commits
from megadesk.crypto.acl import PREVIOUS_BOX_BYTES, Acl, AclBody, Member, Role, members_in_order, sign_acl, verify_next
from megadesk.crypto.commits import (
    CommitHeader,
    encode_ops,
    parse_ops,
    parse_signed_header,
    sign_commit,
    verify_head,
    verify_headers,
)
from megadesk.crypto.keys import IdentityKey
from megadesk.crypto.statetree import StateTree
from megadesk.crypto.structure import encode_record, encode_record_header
from megadesk.model.commit import ChangeAcl, Delete, Head, Op, Put
from megadesk.model.errors import (
    Damaged,
    Forged,
    Forked,
    LimitExceeded,
    Malformed,
    MegadeskError,
    OurBug,
    TooNew,
)
from megadesk.model.ids import AccountId, AclHash, CommitId, NodeId, SpaceId
from megadesk.model.manifest import MANIFEST_BLOCKS_MAX
from megadesk.model.values import replace

ENTROPY = seeded_entropy("commits")
OTHER, OTHER_ACCOUNT = IdentityKey.fresh(ENTROPY), AccountId(ENTROPY(16))


def space_of_two() -> MemorySpace:
    """Return a space with two commits and two records."""
    space = MemorySpace("two")
    space.commit(space.put("a"), space.put("b"))
    space.commit(space.put("a", version=2), space.put("c"), Delete(node_id("b"), 1))
    return space


def change_of_members(space: MemorySpace, *members: Member, role_of_owner: Role = Role.OWNER) -> ChangeAcl:
    """Return the owner's op that makes these the other members."""
    owner = Member(space.account, role_of_owner, space.identity.public)
    body = AclBody(
        space=space.acl.space,
        seq=space.acl.seq + 1,
        previous=space.acl.hash,
        epoch=space.acl.epoch,
        key_commit=space.acl.body.key_commit,
        time_ms=NOW_MS,
        author=space.account,
        members=members_in_order([owner, *members]),
    )
    return ChangeAcl(body.encode(), sign_acl(space.identity, body))


def test_commits_move_a_space() -> None:
    """Head, count, versions and state root follow the ops."""
    space = space_of_two()
    assert (space.head.seq, space.head.n_records) == (2, 2)
    assert {node: version for node, (version, _) in space.current.items()} == {node_id("a"): 2, node_id("c"): 1}
    fresh = StateTree.of_sorted(sorted((node, value) for node, (_, value) in space.current.items()))
    assert space.head.state_root == space.tree.root == fresh.root


def test_verifying_changes_nothing() -> None:
    """A commit can be checked, and checked again, before anybody applies it."""
    space = space_of_two()
    made = space.make([space.put("d")])
    head, root = space.head, space.tree.root
    first = space.verify(made.signed_header, made.ops)
    second = space.verify(made.signed_header, made.ops)
    assert first == second == made.verified
    assert (space.head, space.tree.root) == (head, root)
    assert first.ops[0] == space_op(first.ops[0])


def space_op(op: Op) -> Put:
    """Return op, which is a Put."""
    assert isinstance(op, Put)
    return op


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), min_size=1, max_size=6), max_size=5))
def test_any_history_verifies_and_keeps_the_root(history: list[list[tuple[str, bool]]]) -> None:
    """Whatever is put and removed, the tree moved along equals the tree of what is current."""
    space = MemorySpace("history")
    for batch in history:
        ops: list[Op] = []
        for name, remove in dict(batch).items():
            version = space.current.get(node_id(name), (0, b""))[0]
            if not remove:
                ops.append(space.put(name, version=version + 1))
            elif version:
                ops.append(Delete(node_id(name), version))
        if ops:
            space.commit(*ops)
    fresh = StateTree.of_sorted(sorted((node, value) for node, (_, value) in space.current.items()))
    assert (space.head.state_root, space.head.n_records) == (fresh.root, len(space.current))


def resigned(owner: MemorySpace, signed: bytes, signer: IdentityKey | None = None, **changes: Any) -> bytes:
    """Return a header with other fields, well signed."""
    return sign_commit(signer or owner.identity, replace(parse_signed_header(signed), **changes))


HEADER_LIES: dict[str, tuple[dict[str, Any], type[MegadeskError]]] = {
    "another space": ({"space": SpaceId(bytes(32))}, Forged),
    "sequence repeated": ({"seq": 2}, Forked),
    "sequence skipped": ({"seq": 4}, Forked),
    "another predecessor": ({"previous": CommitId(bytes(32))}, Forked),
    "another member list": ({"acl_hash": AclHash(bytes(32))}, Forged),
    "another state": ({"state_root": bytes(32)}, Forged),
    "one record more": ({"n_records": 4}, Forged),
    "other ops": ({"ops_hash": bytes(32)}, Forged),
    "another count of ops": ({"n_ops": 2}, Malformed),
    "a stranger": ({"author": OTHER_ACCOUNT}, Forged),
}


@pytest.mark.attack("B9")
@pytest.mark.parametrize("name", HEADER_LIES)
def test_a_well_signed_lie_is_refused(name: str) -> None:
    """The author's own signature does not make a false header true."""
    space = space_of_two()
    made = space.make([space.put("d")])
    changes, error = HEADER_LIES[name]
    with pytest.raises(error):
        space.verify(resigned(space, made.signed_header, **changes), made.ops)


def test_every_flipped_bit_of_a_commit_is_refused() -> None:
    """Header, signature and ops: no bit can change on the way."""
    space = space_of_two()
    made = space.make([space.put("d"), Delete(node_id("c"), 1)])
    raw = made.signed_header + made.ops
    for bit in range(len(raw) * 8):
        bad = bytearray(raw)
        bad[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Damaged, Forked, TooNew)):
            space.verify(bytes(bad[:286]), bytes(bad[286:]))


def test_signature_of_another_is_forged() -> None:
    """A server cannot commit in a member's name."""
    space = space_of_two()
    made = space.make([space.put("d")])
    with pytest.raises(Forged):
        space.verify(resigned(space, made.signed_header, OTHER), made.ops)


def lying_commit(space: MemorySpace, ops: list[Op]) -> tuple[bytes, bytes]:
    """Return a commit of ops that do not fit what is current, as its author would sign it after changing his client."""
    raw = encode_ops(ops)
    header = CommitHeader(
        space=space.acl.space, seq=space.head.seq + 1, previous=space.head.commit_id, acl_hash=space.acl.hash,
        state_root=space.tree.root, n_records=space.head.n_records, ops_hash=commits._ops_hash(raw), n_ops=len(ops),
        author=space.account, device=space.device, time_ms=NOW_MS,
    )  # fmt: skip
    return sign_commit(space.identity, header), raw


WRONG_OPS: dict[str, Callable[[MemorySpace], Op]] = {
    "same version again": lambda space: space.put("a", version=2),
    "version skipped": lambda space: space.put("a", version=4),
    "new record not at 1": lambda space: space.put("new", version=2),
    "removal of an old version": lambda _: Delete(node_id("a"), 1),
    "removal of nothing": lambda _: Delete(node_id("nothing"), 1),
    "removal of version 0": lambda _: Delete(node_id("nothing"), 0),
    "removed record put on": lambda space: space.put("b", version=2),
}


@pytest.mark.parametrize("name", WRONG_OPS)
def test_ops_that_do_not_fit_are_forged_and_never_made(name: str) -> None:
    """Versions count one by one; our own client refuses to sign what others would refuse."""
    space = space_of_two()
    op = WRONG_OPS[name](space)
    with pytest.raises(Forged):
        space.verify(*lying_commit(space, [op]))
    with pytest.raises(OurBug):
        space.make([op])


@pytest.mark.attack("B6")
def test_record_of_another_epoch_is_forged() -> None:
    """After a member left nothing goes under the key he knows."""
    space = space_of_two()
    old = space.put("d")
    forged = bytearray(old.record)
    forged[22:26] = (7).to_bytes(4, "big")
    with pytest.raises(Forged, match="epoch"):
        space.verify(*lying_commit(space, [commits.put_op(bytes(forged))]))


def test_member_change_moves_the_list_and_nothing_else() -> None:
    """The list changes alone in its commit; who is in it afterwards may commit at once."""
    space = space_of_two()
    root = space.head.state_root
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.WRITE, OTHER.public)))
    assert (space.acl.seq, space.head.acl_seq, space.head.state_root) == (1, 1, root)
    made = space.make([space.put("d")])
    by_other = resigned(space, made.signed_header, OTHER, author=OTHER_ACCOUNT)
    assert space.verify(by_other, made.ops).header.author == OTHER_ACCOUNT


@pytest.mark.attack("B5")
def test_reader_and_removed_list_cannot_commit() -> None:
    """The role counts in the list that is current, not in an older one."""
    space = space_of_two()
    old_list = space.acl.hash
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.READ, OTHER.public)))
    made = space.make([space.put("d")])
    with pytest.raises(Forged):
        space.verify(resigned(space, made.signed_header, OTHER, author=OTHER_ACCOUNT), made.ops)
    with pytest.raises(Forged):
        space.verify(resigned(space, made.signed_header, acl_hash=old_list), made.ops)


def test_writer_cannot_commit_a_list_of_the_owner() -> None:
    """A list is committed by its own author, so nobody replays an old one."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.FULL, OTHER.public)))
    made = space.make([change_of_members_same(space)])
    with pytest.raises(Forged, match="somebody else"):
        space.verify(resigned(space, made.signed_header, OTHER, author=OTHER_ACCOUNT), made.ops)


def test_writer_cannot_commit_any_list() -> None:
    """A writer who names another list is refused for the role, before the ops are looked at."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.WRITE, OTHER.public)))
    made = space.make([space.put("d")])
    signed = resigned(space, made.signed_header, OTHER, author=OTHER_ACCOUNT, acl_hash=AclHash(bytes(32)))
    with pytest.raises(Forged, match="role"):
        space.verify(signed, b"not ops")


def change_of_members_same(space: MemorySpace) -> ChangeAcl:
    """Return a list with the same members again."""
    others = [one for one in space.acl.body.members if one.account != space.account]
    return change_of_members(space, *others)


def test_list_that_the_header_does_not_name_is_forged() -> None:
    """Header and op must agree on the list."""
    space = space_of_two()
    made = space.make([change_of_members_same(space)])
    with pytest.raises(Forged):
        space.verify(resigned(space, made.signed_header, acl_hash=space.acl.hash), made.ops)
    plain = space.make([space.put("d")])
    with pytest.raises(Forged):
        space.verify(resigned(space, plain.signed_header, acl_hash=AclHash(b"\1" * 32)), plain.ops)


def test_ops_come_back_as_they_were() -> None:
    """Encoding and parsing are inverse."""
    space = space_of_two()
    ops: tuple[Op, ...] = (space.put("x"), Delete(node_id("y"), 3))
    assert parse_ops(encode_ops(ops)) == ops
    alone: tuple[Op, ...] = (change_of_members(space),)
    assert parse_ops(encode_ops(alone)) == alone


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", Malformed),
        (b"\x04", Malformed),
        (b"\x01", Malformed),
        (b"\x01\x00\x00\x00\x05abc", Malformed),
        (b"\x01\xff\xff\xff\xff", LimitExceeded),
        (b"\x03\xff\xff\xff\xff", LimitExceeded),
        (b"\x03\x00\x00\x00\x01x", Malformed),
        (b"\x02" + bytes(19), Malformed),
        ((b"\x02" + bytes(20)) * 2, Malformed),
        (b"".join(b"\x02" + n.to_bytes(16, "big") + bytes(4) for n in range(1001)), LimitExceeded),
        (bytes((4 << 20) + 1), LimitExceeded),
    ],
    ids=["none", "unknown", "no length", "cut", "huge record", "huge list", "cut list", "cut removal", "node twice",
         "1001 ops", "over 4 MiB"],
)  # fmt: skip
@pytest.mark.row(95)
def test_bad_ops_are_refused(raw: bytes, error: type[MegadeskError]) -> None:
    """Limits and form are held before anything is compared."""
    with pytest.raises(error):
        parse_ops(raw)


def test_more_claimed_than_there_is_is_malformed() -> None:
    """Also where a whole record is there and only its length is wrong."""
    record = MemorySpace("claimed").put("x").record
    assert len(parse_ops(b"\1" + len(record).to_bytes(4, "big") + record)) == 1
    with pytest.raises(Malformed):
        parse_ops(b"\1" + (len(record) + 1).to_bytes(4, "big") + record)


def of_other_numbers(owner: MemorySpace, **first: Any) -> tuple[list[bytes], Head]:
    """Return two headers, the second naming a first with these fields, and the head that the second gives."""
    signed = [owner.commit(owner.put("a", version=number + 1)).signed_header for number in range(2)]
    before = resigned(owner, signed[0], **first)
    last = resigned(owner, signed[1], previous=commits.commit_id(before[:222]))
    return [before, last], replace(owner.head, commit_id=commits.commit_id(last[:222]))


@pytest.mark.parametrize(
    "first", [{"seq": 2}, {"seq": 7}, {"space": SpaceId(bytes(32))}], ids=["number of the next", "number", "space"]
)
def test_older_headers_that_cannot_have_led_here_are_forked(first: dict[str, Any]) -> None:
    """A chain by hash is not enough: whoever signed the last one may have built on what is none of this space."""
    space = MemorySpace("past")
    verify_headers(*of_other_numbers(space, time_ms=1))
    with pytest.raises(Forked):
        verify_headers(*of_other_numbers(MemorySpace("past"), **first))


def test_owner_who_handed_over_and_left_signed_the_last_head() -> None:
    """So did one who is no member any more; what he signs later is not believed."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.FULL, OTHER.public)))
    before = space.acl
    body = replace(
        before.body, seq=before.seq + 1, previous=before.hash, epoch=before.epoch + 1, previous_box=bytes(PREVIOUS_BOX_BYTES),
        key_commit=b"\7" * 32, author=space.account, members=(Member(OTHER_ACCOUNT, Role.OWNER, OTHER.public),),
    )  # fmt: skip
    made = space.commit(ChangeAcl(body.encode(), sign_acl(space.identity, body)))
    assert verify_head(made.signed_header, [before, space.acl]) == space.head
    with pytest.raises(Forged):
        verify_head(made.signed_header, [space.acl])
    with pytest.raises(Forged):
        verify_head(resigned(space, made.signed_header, n_ops=2), [before, space.acl])


def test_who_was_made_a_reader_signs_no_head_any_more() -> None:
    """Only the author of the last list signs its commit under the one before; the others count by what they are now."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.WRITE, OTHER.public)))
    before = space.acl
    made = space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.READ, OTHER.public)))
    with pytest.raises(Forged):
        verify_head(resigned(space, made.signed_header, OTHER, author=OTHER_ACCOUNT), [before, space.acl])


def test_list_with_company_is_malformed() -> None:
    """A change of members stands alone."""
    space = space_of_two()
    with pytest.raises(Malformed):
        parse_ops(encode_ops([change_of_members(space), Delete(node_id("a"), 2)]))


def test_too_many_ops_are_not_encoded() -> None:
    """The limit is known before anything is signed."""
    space = space_of_two()
    with pytest.raises(LimitExceeded):
        space.make([Delete(node_id(str(number)), 1) for number in range(1001)])


def test_damaged_ops_give_our_errors_only() -> None:
    """Ten thousand cut or changed op lists parse or are refused."""
    space = space_of_two()
    raw = encode_ops([space.put("x"), Delete(node_id("y"), 3), space.put("z")])
    chance = random.Random(6)
    for _ in range(10_000):
        bad = bytearray(raw[: chance.choice([len(raw), chance.randrange(1, len(raw))])])
        for _ in range(chance.randrange(4)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            parse_ops(bytes(bad))
        except (Malformed, LimitExceeded, TooNew):
            continue


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda raw: raw[:-1], Malformed),
        (lambda raw: b"\2" + raw[1:], TooNew),
        (lambda raw: b"\0" + raw[1:], Malformed),
        (lambda raw: raw[:1] + b"\x30" + raw[2:], Malformed),
        (lambda raw: raw[:34] + bytes(8) + raw[42:], Malformed),
    ],
    ids=["length", "later suite", "suite 0", "type", "sequence 0"],
)
def test_headers_have_one_form(change: Callable[[bytes], bytes], error: type[MegadeskError]) -> None:
    """Length, suite, type and sequence are checked before anything else."""
    space = space_of_two()
    with pytest.raises(error):
        parse_signed_header(change(space.make([space.put("d")]).signed_header))


def two_lists(space: MemorySpace) -> tuple[list[Acl], commits.SealedCommit]:
    """Return the chain after a second list came in, and the commit that brought it."""
    chain = [space.acl]
    made = space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.WRITE, OTHER.public)))
    return [*chain, space.acl], made


def test_head_is_believed_under_the_last_list_only() -> None:
    """A new device takes a signed head of the list it verified, and no other."""
    space = space_of_two()
    chain, made = two_lists(space)
    assert verify_head(made.signed_header, chain) == space.head
    after = space.commit(space.put("d"))
    assert verify_head(after.signed_header, chain) == space.head
    with pytest.raises(Forged):
        verify_head(after.signed_header, chain[:1])
    with pytest.raises(Forged):
        verify_head(resigned(space, after.signed_header, OTHER), chain)
    with pytest.raises(Forged):
        verify_head(resigned(space, after.signed_header, space=SpaceId(bytes(32))), chain)


def test_owner_who_handed_over_signed_the_last_head() -> None:
    """The commit that hands a space over is signed by the owner before, who may only read afterwards."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.FULL, OTHER.public)))
    before = space.acl
    change = change_of_members(space, Member(OTHER_ACCOUNT, Role.OWNER, OTHER.public), role_of_owner=Role.READ)
    made = space.commit(change)
    assert verify_next(before, change.body, change.signature) == space.acl
    assert verify_head(made.signed_header, [before, space.acl]) == space.head
    with pytest.raises(Forged):
        verify_head(made.signed_header, [space.acl])


def test_older_headers_are_those_that_led_here() -> None:
    """Headers of the past are checked by their chain to the verified head."""
    space = MemorySpace("past")
    signed = [space.commit(space.put("a", version=number + 1)).signed_header for number in range(4)]
    assert [header.seq for header in verify_headers(signed, space.head)] == [1, 2, 3, 4]
    assert [header.seq for header in verify_headers(signed[2:], space.head)] == [3, 4]
    for bad in (signed[:-1], [signed[0], signed[2], signed[3]], [*signed[:2], signed[3]], []):
        with pytest.raises(Forked):
            verify_headers(bad, space.head)
    changed = [resigned(space, signed[0], time_ms=1), *signed[1:]]
    with pytest.raises(Forked):
        verify_headers(changed, space.head)


def test_a_header_tells_of_its_moment() -> None:
    """Number, id, time, device and how many nodes changed are those of the signed header."""
    space = MemorySpace("moment")
    made = space.commit(space.put("a"), space.put("b"))
    moment = commits.moment_of(parse_signed_header(made.signed_header))
    assert (moment.seq, moment.commit_id, moment.n_ops) == (1, space.head.commit_id, 2)
    assert (moment.time_ms, moment.device) == (space.head.time_ms, space.device)


def test_ops_are_those_that_a_header_is_signed_for() -> None:
    """Ops that were fetched by themselves are believed only under the header that was signed for them."""
    space = MemorySpace("ops")
    first, second = space.commit(space.put("a"), space.put("b")), space.commit(space.put("c"))
    header = parse_signed_header(first.signed_header)
    assert [op.id for op in commits.verify_ops(header, first.ops) if isinstance(op, Put)] == [
        node_id("a"),
        node_id("b"),
    ]
    third = space.commit(space.put("d"))
    with pytest.raises(Forged):
        commits.verify_ops(header, second.ops)
    with pytest.raises(Forged):
        commits.verify_ops(parse_signed_header(second.signed_header), third.ops)
    with pytest.raises(Forged):
        commits.verify_ops(replace(header, n_ops=1), first.ops)


def test_a_commit_may_have_a_thousand_ops_and_four_mebibyte() -> None:
    """Just as many and as large as the format says, and not one more."""
    removals = [Delete(NodeId(number.to_bytes(16, "big")), 1) for number in range(1001)]
    assert len(parse_ops(encode_ops(removals[:1000]))) == 1000
    raw = b"".join(commits._encode_op(one) for one in removals)
    with pytest.raises(LimitExceeded):
        parse_ops(raw)
    puts = [commits.put_op(large_record(number)) for number in range(256)]
    full = encode_ops(puts)
    assert len(full) == 4 << 20
    assert len(parse_ops(full)) == 256
    with pytest.raises(LimitExceeded):
        encode_ops([*puts, removals[999]])


def test_a_commit_may_list_as_many_blocks_as_two_versions_of_the_largest_file() -> None:
    """Twice over: what one op ends and what it begins always fits, with as much again for the rest."""
    assert commits.COMMIT_BLOCKS_MAX == 2 * 2 * MANIFEST_BLOCKS_MAX
    assert len(parse_ops(encode_ops([Delete(node_id("a"), 1)]))) == 1


def large_record(number: int) -> bytes:
    """Return a record of 16,379 bytes: with what an op adds, 256 of them are 4 MiB."""
    header = encode_record_header(NodeId(number.to_bytes(16, "big")), 1, 0, ())
    return encode_record(header, bytes(16_379 - len(header) - 4))


def test_a_list_of_members_has_a_limit_in_a_commit() -> None:
    """64 KiB, by the length that is claimed; what is longer is not even looked for."""
    most = 65_536
    op = parse_ops(b"\3" + most.to_bytes(4, "big") + bytes(most + 64))
    assert isinstance(op[0], ChangeAcl)
    with pytest.raises(LimitExceeded):
        parse_ops(b"\3" + (most + 1).to_bytes(4, "big") + bytes(most + 65))
    with pytest.raises(Malformed):
        parse_ops(b"\3" + most.to_bytes(4, "big") + bytes(most + 63))


def test_too_many_bytes_are_refused_before_anything_is_read() -> None:
    """The limit comes first: nothing is hashed or parsed of what is too long."""
    space = space_of_two()
    with pytest.raises(LimitExceeded):
        space.verify(b"no header", bytes((4 << 20) + 1))


def test_older_headers_end_in_the_very_head() -> None:
    """Another last header that follows as well, by somebody who may sign, is another history."""
    space = MemorySpace("past")
    signed = [space.commit(space.put("a", version=number + 1)).signed_header for number in range(3)]
    other = resigned(space, signed[-1], time_ms=7)
    with pytest.raises(Forked):
        verify_headers([*signed[:-1], other], space.head)
    with pytest.raises(Forked):
        verify_headers([other], space.head)


@pytest.mark.parametrize("role", [None, Role.READ])
def test_nobody_makes_a_commit_without_the_role(role: Role | None) -> None:
    """Our own client does not sign for somebody who may not write."""
    space = space_of_two()
    if role is not None:
        space.commit(change_of_members(space, Member(OTHER_ACCOUNT, role, OTHER.public)))
    with pytest.raises(OurBug):
        made_by_other(space, [space.put("d")])


def test_a_writer_makes_commits_and_no_lists() -> None:
    """Who may write signs what changes nodes; a list of members needs more."""
    space = space_of_two()
    space.commit(change_of_members(space, Member(OTHER_ACCOUNT, Role.WRITE, OTHER.public)))
    made = made_by_other(space, [space.put("d")])
    assert space.verify(made.signed_header, made.ops) == made.verified
    with pytest.raises(OurBug):
        made_by_other(space, [change_of_members_same(space)])


def test_nobody_makes_a_commit_of_a_list_that_does_not_follow() -> None:
    """Nor one whose author may not change it: both are ours to know, and no fork."""
    space = space_of_two()
    change = change_of_members_same(space)
    space.commit(change)
    with pytest.raises(OurBug):
        space.make([change])


def made_by_other(space: MemorySpace, ops: list[Op]) -> commits.SealedCommit:
    """Return a commit of the other account."""
    return commits.make_commit(
        OTHER, ops, author=OTHER_ACCOUNT, device=space.device, now_ms=NOW_MS, head=space.head, acl=space.acl,
        current=space, tree=space.tree,
    )  # fmt: skip


def test_a_full_bucket_is_a_limit_and_no_bug() -> None:
    """Who puts one record too many into a bucket is told so, as by the server."""
    space = MemorySpace("full")
    one = space.put("one")
    lead = one.id[:2]
    space.current = {NodeId(lead + number.to_bytes(14, "big")): (1, bytes(32)) for number in range(4096)}
    with pytest.raises(LimitExceeded):
        space.make([one])
