"""Attacks on who may write, as far as they reach a space of one person: there a device of one's own is every member."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from fakes.evil import Asked, Reply, Tamper, rewrite
from fakes.tampering import Stage
from fakes.writer import Writer, behind, fresh
from megadesk.crypto.acl import AclBody, Member, Role, acl_hash, members_in_order, sign_acl
from megadesk.crypto.identity import Signer
from megadesk.crypto.keys import EpochKey, IdentityKey
from megadesk.model.commit import ChangeAcl
from megadesk.model.ids import AccountId, SpaceId
from megadesk.model.values import replace
from megadesk.wire import messages as m
from megadesk.wire import routes

MALLORY = AccountId(b"account of mallo")
KEY = IdentityKey.fresh(os.urandom)


def with_member(writer: Writer, role: Role = Role.WRITE, **changes: Any) -> AclBody:
    """Return the list that follows the current one with mallory on it."""
    body = writer.acl.body
    members = members_in_order([*body.members, Member(MALLORY, role, KEY.public)])
    following = replace(body, space=writer.space, seq=body.seq + 1, previous=writer.acl.hash, members=members)
    return replace(following, **changes) if changes else following


def change(body: AclBody, signer: Signer) -> ChangeAcl:
    """Return the op that makes a list current."""
    return ChangeAcl(body.encode(), sign_acl(signer, body))


def ghost_by_himself(writer: Writer) -> m.CommitPair:
    """Mallory adds himself, under his own name."""
    op = change(with_member(writer, author=MALLORY), KEY)
    return writer.forged(op, signer=KEY, author=MALLORY, acl_hash=_hash(op))


def ghost_in_her_name(writer: Writer) -> m.CommitPair:
    """Mallory adds himself, and says that it was ada."""
    op = change(with_member(writer), KEY)
    return writer.forged(op, signer=KEY, acl_hash=_hash(op))


def ghost_in_a_true_commit(writer: Writer) -> m.CommitPair:
    """The commit is of a device of ada's, the list in it is not."""
    op = change(with_member(writer), KEY)
    return writer.forged(op, acl_hash=_hash(op))


def ghost_with_a_new_key(writer: Writer) -> m.CommitPair:
    """The list is well signed, but says that there is a new key without anybody having left."""
    other = EpochKey.fresh(os.urandom)
    op = change(with_member(writer, key_commit=other.commitment()), writer.secrets.identity)
    return writer.forged(op, acl_hash=_hash(op))


def list_of_another_space(writer: Writer) -> m.CommitPair:
    """The list is well signed, for a space that is not this one."""
    op = change(with_member(writer, space=SpaceId(bytes(31) + b"s")), writer.secrets.identity)
    return writer.forged(op, acl_hash=_hash(op))


def list_not_in_the_commit(writer: Writer) -> m.CommitPair:
    """A commit made under a list that nobody has seen."""
    return writer.forged(writer.file(b"x", parent=writer.root()), acl_hash=bytes(32))


def _hash(op: ChangeAcl) -> bytes:
    return acl_hash(op.body)


def by_a_stranger(writer: Writer) -> m.CommitPair:
    """A commit of somebody who is on no list."""
    return writer.forged(writer.file(b"x", parent=writer.root()), signer=KEY, author=MALLORY)


def under_another_epoch(writer: Writer) -> m.CommitPair:
    """A record under a key epoch that the list does not know."""
    fields = {1: writer.root(), 2: b"\1", 3: b"epoch"}
    return writer.forged(writer.put(fresh(), fields, epoch=1))


def another_state(writer: Writer) -> m.CommitPair:
    """A commit of one's own device that leads elsewhere than it says."""
    return writer.forged(writer.folder(b"elsewhere", parent=writer.root()), state_root=bytes(32))


def another_number(writer: Writer) -> m.CommitPair:
    """A commit of one's own device that counts wrongly, its root being right."""
    made = writer.make(writer.folder(b"one more", parent=writer.root()))
    return writer.forged(*made.verified.ops, state_root=made.verified.head.state_root)


GHOSTS = (
    ghost_by_himself, ghost_in_her_name, ghost_in_a_true_commit, ghost_with_a_new_key, list_of_another_space,
    list_not_in_the_commit,
)  # fmt: skip


def run(stage: Stage, cases: tuple[Callable[[Writer], m.CommitPair], ...]) -> None:
    """Show each commit behind the true ones; device two must stand still with what it had verified before."""
    stage.server.start()
    writer = Writer(stage)
    stage.open_beside(behind(cases[0](writer)))
    for case in cases:
        stage.proxy.lie(behind(case(writer)))
        stage.check_frozen("forged", what=case.__name__)
    stage.check_said("forged")
    stage.check_recovers()


@pytest.mark.attack("B5", "B6", "B9")
def test_b4_lists_and_commits_of_those_who_may_not(stage: Stage) -> None:
    """A member that nobody added, a stranger's commit, another epoch, a wrong state: all refused, nothing moves."""
    run(stage, (*GHOSTS, by_a_stranger, under_another_epoch, another_state, another_number))


@pytest.mark.attack("B6")
def test_b5_a_reader_may_not_write_and_the_list_does_not_go_back(stage: Stage) -> None:
    """Ada lets mallory read. What he signs is refused; and so is the list from before, however the server shows it."""
    stage.server.start()
    writer = Writer(stage)
    op = change(with_member(writer, Role.READ), writer.secrets.identity)
    old = writer.acl.hash
    writer.append(op)
    by_reader = writer.forged(writer.file(b"x", parent=writer.root()), signer=KEY, author=MALLORY)
    under_the_old = writer.forged(writer.file(b"y", parent=writer.root()), acl_hash=old)
    stage.open_beside(behind(by_reader))
    stage.check_frozen("forged", what="reader")
    stage.proxy.lie(behind(under_the_old))
    stage.check_frozen("forged", what="old list")
    stage.proxy.lie(list_gone_back)
    stage.check_frozen("rollback", what="list gone back")
    stage.check_recovers()


def list_gone_back(asked: Asked, reply: Reply) -> Reply | None:
    """Say that the commits are not kept any more, so that the list is asked for; and leave out its end."""
    if asked.is_for(routes.COMMITS):
        gone = b'{"code":"past_gone","message":"","detail":{"oldest_seq":9223372036854775807,"oldest_ms":-1}}'
        return Reply(410, gone)
    shorter: Tamper = rewrite(routes.ACL, m.AclChain, lambda of: m.AclChain(acls=of.acls[:-1]))
    return shorter(asked, reply)
