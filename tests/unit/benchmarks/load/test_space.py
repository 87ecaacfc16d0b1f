"""A space as simulated devices keep it, against the checks that every device and the server make."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.load.account import Account, now_ms
from benchmarks.load.space import Space

from megadesk.crypto.commits import SealedCommit, verify_commit
from megadesk.crypto.statetree import StateTree
from megadesk.model.commit import Op
from megadesk.model.errors import Forged


def signed_up() -> Account:
    """Return an account with the first commit of its sign-up."""
    account = Account(1, 0)
    account.sign_up()
    return account


def made(account: Account, ops: list[Op]) -> SealedCommit:
    """Return a commit of one of its devices."""
    return account.space.make(ops, account.identity, account=account.id, device=account.device(0), now_ms=now_ms())


@pytest.mark.parametrize("keeps_rows", [False, True])
def test_commits_are_those_that_everybody_takes(keeps_rows: bool) -> None:
    """New records, next versions and removals, over several commits: all verify on another device, and end in one root."""
    account, chance = Account(1, 0), Random(3)
    account.space = Space(account.space.acl, keeps_rows=keeps_rows)
    account.sign_up()
    other = Account(1, 0)
    other.sign_up()
    for size in (40, 7, 30):
        some = account.space.some(chance, size // 3)
        ops: list[Op] = [account.space.put(None) for _ in range(size)]
        ops += [account.space.put(node) for node in some[1:]]
        ops += [account.space.delete(node) for node in some[:1]]
        one = made(account, ops)
        account.space.apply(one.verified)
        other.space.take_in(one.signed_header, one.ops)
    assert other.space.head == account.space.head
    assert other.space.n_records == account.space.n_records == other.space.head.n_records


def test_an_account_is_the_same_each_time() -> None:
    """Keys and first commit depend on seed and number only, so that only sessions have to be kept."""
    one, other = Account(1, 5), Account(1, 5)
    assert one.sign_up() == other.sign_up()
    assert {Account(2, 5).id, Account(1, 6).id}.isdisjoint({one.id})


def test_a_state_that_was_fetched_has_to_give_the_signed_root() -> None:
    """Records that were left out are noticed."""
    account = signed_up()
    ops: list[Op] = [account.space.put(None) for _ in range(20)]
    one = made(account, ops)
    records = [op.record for op in one.verified.ops if hasattr(op, "record")]
    first = Account(1, 0).sign_up().first_commit
    found = verify_commit(
        first.header, first.ops, head=Space(account.space.acl).head, acl=account.space.acl,
        current=Space(account.space.acl), tree=StateTree.empty(),
    )  # fmt: skip
    records += [op.record for op in found.ops if hasattr(op, "record")]
    fresh = Space(account.space.acl)
    fresh.fill(one.signed_header, records)
    assert fresh.head == one.verified.head
    with pytest.raises(Forged):
        Space(account.space.acl).fill(one.signed_header, records[:-1])


def test_some_records_are_current_and_different_ones() -> None:
    """What was removed is never chosen again, and nothing twice."""
    account, chance = signed_up(), Random(1)
    account.space.apply(made(account, [account.space.put(None) for _ in range(50)]).verified)
    gone = account.space.some(chance, 25)
    account.space.apply(made(account, [account.space.delete(node) for node in gone]).verified)
    for _ in range(20):
        found = account.space.some(chance, 10)
        assert len(found) == len(set(found)) == 10
        assert not set(found) & set(gone)
