"""All transfers there are."""

from __future__ import annotations

from fakes.transfers import PAIR, MemorySources
from megadesk.model.ids import PairId
from megadesk.model.transfer import TransferState
from megadesk.transfers.queue import Transfer
from megadesk.transfers.register import Register


def upload(name: str) -> Transfer:
    """Return an upload."""
    job = MemorySources().job(name, b"x")
    return Transfer(job.key, job)


def test_by_pair_by_content_and_by_subject() -> None:
    """A transfer is found as long as it is there, by its subject as long as somebody waits for it."""
    register, one, two = Register(), upload("a"), upload("b")
    for transfer in (one, two):
        register.add(transfer)
    assert register.all() == [one, two]
    assert dict(register.of(PAIR)) == {one.key: one, two.key: two}
    assert register.contents(PAIR) == {(one.key.node, one.key.content), (two.key.node, two.key.content)}
    assert register.at_work_on(one.key.subject) is one
    one.state = TransferState.FAILED
    register.changed()
    assert register.at_work_on(one.key.subject) is None
    two.wanted = False
    register.changed()
    assert register.at_work_on(two.key.subject) is None
    register.remove(one)
    assert register.all() == [two]
    register.remove(two)
    assert register.of(PAIR) == {}
    assert register.contents(PairId("00000009")) == set()


def test_two_contents_of_one_file() -> None:
    """A person steers the one that is wanted now, whichever came first, and whichever ends first."""
    register, one = Register(), upload("a")
    register.add(one)
    assert register.at_work_on(one.key.subject) is one
    job = MemorySources().job("a", b"other")
    other = Transfer(job.key, job)
    one.wanted = False
    register.add(other)
    assert register.at_work_on(one.key.subject) is other
    other.wanted, one.wanted = False, True
    register.wanted(one)
    assert register.at_work_on(one.key.subject) is one
    register.remove(other)
    assert register.at_work_on(one.key.subject) is one
    register.remove(one)
    assert register.at_work_on(one.key.subject) is None


def test_each_change_is_seen() -> None:
    """The version grows, and never comes back to what it was."""
    register, one = Register(), upload("a")
    seen = [register.version]
    register.add(one)
    seen.append(register.version)
    register.changed()
    seen.append(register.version)
    register.remove(one)
    assert [*seen, register.version] == sorted({*seen, register.version})
