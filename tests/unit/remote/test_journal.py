"""Catching up with a server that tells the truth, and with one that does not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from fakes.crypto import NOW_MS, MemorySpace, node_id, seeded_entropy
from fakes.journal_server import JournalServer, Reader, wrecked
from fakes.space_store import MemorySpaceStore
from megadesk.crypto import acl as acls
from megadesk.crypto.commits import CommitHeader, commit_id, make_commit, parse_signed_header, sign_commit
from megadesk.crypto.keys import EpochKey, IdentityKey
from megadesk.model.commit import ChangeAcl
from megadesk.model.errors import (
    Forged,
    Forked,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotSignedIn,
    OurBug,
    Rollback,
    ServerUnavailable,
    Stale,
    TooNew,
)
from megadesk.model.ids import AccountId, NodeId
from megadesk.model.values import replace
from megadesk.remote import journal as journal_module
from megadesk.remote.space import SpaceKeys
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode


@pytest.fixture
def server() -> JournalServer:
    """A space with its roots and two files."""
    made = JournalServer()
    made.commit(made.file("a"), made.file("b"))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that has seen it."""
    made = Reader(server)
    made.journal.fetch()
    return made


def test_first_fetch_takes_the_whole_state(server: JournalServer) -> None:
    """A new device has everything after one fetch, its pin at the server's head, and kept in its store."""
    server.page_records = 2
    one = Reader(server)
    one.journal.fetch()
    assert (one.names(), one.seq) == ({"a", "b"}, 2)
    assert server.asked.count("records") > 1
    again = Reader(server, one.store)
    assert (again.names(), again.seq) == ({"a", "b"}, 2)


def test_fetch_takes_commits_page_by_page(server: JournalServer, reader: Reader) -> None:
    """A device a little behind replays commits until it is at the head."""
    server.page_commits = 1
    server.commit(server.file("c"))
    server.commit(server.delete("a"))
    server.asked.clear()
    reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"b", "c"}, 4)
    assert server.asked == ["commits", "commits"]


def test_nothing_new_is_checked_against_the_head(server: JournalServer, reader: Reader) -> None:
    """With nothing new the server's head must be ours; nothing moves."""
    server.asked.clear()
    moves = reader.moves
    reader.journal.fetch()
    assert server.asked == ["commits", "head"]
    assert reader.moves == moves


def test_news_of_what_is_there_already_asks_nobody(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most news a device hears are of its own commits; news of others, and a frozen space, are fetched as ever."""
    server.asked.clear()
    reader.journal.fetch(at_least=reader.seq)
    assert server.asked == []
    server.commit(server.file("c"))
    reader.journal.fetch(at_least=reader.seq + 1)
    assert (reader.names(), server.asked) == ({"a", "b", "c"}, ["commits"])
    monkeypatch.setattr(reader.space, "frozen", Forged())
    reader.journal.fetch(at_least=1)
    assert server.asked == ["commits", "commits", "head"]
    assert reader.space.frozen is None
    nothing_yet = Reader(server)
    nothing_yet.journal.fetch(at_least=0)
    assert nothing_yet.seq == reader.seq


def test_far_behind_takes_headers_and_the_state(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device far behind walks the headers from its pin and downloads the state; its store keeps the whole chain."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 3)
    server.page_commits = 2
    ids = [commit_id(server.commit(server.file(f"new{at}")).header[:222]) for at in range(5)]
    server.asked.clear()
    reader.journal.fetch()
    assert reader.names() == {"a", "b", *(f"new{at}" for at in range(5))}
    assert "headers" in server.asked
    assert [reader.store.commit_at(server.space, seq) for seq in range(3, 8)] == ids


def test_as_far_behind_as_may_be_is_caught_up_commit_by_commit(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is the difference of the two heads, and belongs to the nearer side."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 3)
    for at in range(3):
        server.commit(server.file(f"new{at}"))
    server.asked.clear()
    reader.journal.fetch()
    assert (reader.seq, server.asked) == (5, ["commits"])


def test_records_of_the_first_bucket_are_taken_too(server: JournalServer) -> None:
    """A download begins with the lowest id there can be."""
    first = NodeId(bytes(15) + b"\1")
    server.commit(server.file("first", node=first))
    reader = Reader(server)
    reader.journal.fetch()
    assert reader.names() == {"a", "b", "first"}


@pytest.mark.parametrize(("incarnation", "said"), [(1, None), (999_999_999, None), (10**9, 10**9), (2**31, 2**31)])
def test_when_a_server_was_restored_is_its_word(
    server: JournalServer, reader: Reader, incarnation: int, said: int | None
) -> None:
    """A small incarnation is a count, a large one the time of a restore in seconds."""
    server.lie(routes.HEAD, incarnation=incarnation)
    assert reader.journal.restored_s() == said


def test_commits_for_a_space_without_a_pin_are_our_bug(server: JournalServer) -> None:
    """Nobody takes in single commits before there is a head that they could follow."""
    with pytest.raises(OurBug):
        Reader(server).journal.take_in(server.commits)


# -- the server lies ------------------------------------------------------------------------------------------------


def is_untouched(reader: Reader, error: MegadeskError) -> None:
    """Hold a device to its last verified state, frozen, in memory and in the store."""
    assert (reader.names(), reader.seq) == ({"a", "b"}, 2)
    assert reader.space.frozen is error
    pin = reader.store.load_head(reader.server.space)
    assert pin is not None
    assert pin.seq == 2


def refuses(reader: Reader, kind: type[MegadeskError]) -> MegadeskError:
    """Fetch, and return the error that must come; the device is untouched and frozen."""
    with pytest.raises(kind) as caught:
        reader.journal.fetch()
    is_untouched(reader, caught.value)
    return caught.value


@pytest.mark.row(210, 212)
def test_older_head_is_a_rollback(server: JournalServer, reader: Reader) -> None:
    """A server that has lost the last commit is noticed, and nothing is undone here."""
    del server.commits[-1]
    refuses(reader, Rollback)


@pytest.mark.attack("D1")
def test_a_damaged_copy_does_not_let_the_server_go_back(server: JournalServer, reader: Reader) -> None:
    """Where only the pin is left of what this device verified, an older state is a rollback; the true one is taken."""
    assert isinstance(reader.store, MemorySpaceStore)
    reader.store.forget(server.space)
    last = server.commits.pop()
    again = Reader(server, reader.store)
    with pytest.raises(Rollback):
        again.journal.fetch()
    assert (again.space.head, again.names()) == (None, set())
    server.commits.append(last)
    again.journal.fetch()
    assert (again.space.head, again.space.pin, again.names()) == (reader.space.head, None, {"a", "b"})


@pytest.mark.attack("D3")
def test_a_damaged_copy_does_not_open_the_way_to_another_history(server: JournalServer, reader: Reader) -> None:
    """Where only the pin is left, a history without it is a fork, also if it is longer."""
    assert isinstance(reader.store, MemorySpaceStore)
    reader.store.forget(server.space)
    other = JournalServer()
    for name in "xyz":
        other.commit(other.file(name))
    again = Reader(other, reader.store)
    with pytest.raises(Forked):
        again.journal.fetch()
    assert again.space.frozen is not None


def test_older_header_behind_an_honest_number_is_a_rollback(server: JournalServer, reader: Reader) -> None:
    """The number in the answer may be right and the header old."""
    server.lie(routes.HEAD, header=server.commits[0].header)
    refuses(reader, Rollback)


@pytest.mark.attack("D5")
def test_other_history_of_the_same_length_is_a_fork(reader: Reader) -> None:
    """The same number of commits, but others: noticed by the head."""
    other = JournalServer()
    other.commit(other.file("x"))
    reader.server.commits = other.commits
    refuses(reader, Forked)


@pytest.mark.attack("D3")
def test_other_history_that_goes_on_is_a_fork(reader: Reader) -> None:
    """Commits that follow another history are not applied; they are kept as evidence."""
    other = JournalServer()
    other.commit(other.file("x"))
    other.commit(other.file("y"))
    reader.server.commits = other.commits
    refuses(reader, Forked)
    assert [kind for kind, _ in reader.evidence] == ["commit"]


def test_far_behind_on_another_history_is_a_fork(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole state that verifies is not taken unless its headers contain the pin."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    other = JournalServer()
    for name in "xyz":
        other.commit(other.file(name))
    server = reader.server
    server.commits, server.records, server.writer = other.commits, other.records, other.writer
    refuses(reader, Forked)


def test_headers_to_another_head_are_a_fork(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headers that follow the pin must end in the head whose state is offered."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    true = JournalServer()
    true.commit(true.file("a"), true.file("b"))
    for name in "cd":
        server.commit(server.file(name))
        true.commit(true.folder(name + "'"))
    server.lie(routes.HEADERS, headers=[pair.header for pair in true.commits[2:]])
    refuses(reader, Forked)


def test_whole_state_older_than_the_pin_is_a_rollback(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that says it is far ahead and then shows an old state is not believed."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    server.lie(routes.COMMITS, head_seq=100)
    server.lie(routes.STATE, header=server.commits[0].header)
    refuses(reader, Rollback)


@pytest.mark.attack("B6")
def test_members_of_before_the_pinned_ones_are_a_rollback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far behind, a list of members that is older than the pinned one is refused, whatever the head says of it."""
    server = JournalServer()
    member = acls.Member(AccountId(b"m" * 16), acls.Role.FULL, IdentityKey.fresh(seeded_entropy("mallory")).public)
    _change_members(server, member)
    reader = Reader(server)
    reader.journal.fetch()
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    server.lie(routes.COMMITS, head_seq=100)
    server.acls = server.acls[:1]
    with pytest.raises(Rollback) as caught:
        reader.journal.fetch()
    assert caught.value.arguments["seq"] == 0
    assert (reader.seq, reader.space.acl.seq) == (2, 1)
    assert isinstance(reader.space.frozen, Rollback)


@pytest.mark.attack("B4")
def test_members_other_than_the_pinned_ones_are_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far behind, the membership chain must contain the pinned one: a removed member cannot take the space over."""
    server = JournalServer()
    owner, mallory = server.writer, IdentityKey.fresh(seeded_entropy("mallory"))
    account = AccountId(b"m" * 16)
    plain = owner.acl
    member = acls.Member(account, acls.Role.FULL, mallory.public)
    _change_members(server, member)
    hired = owner.acl
    _change_members(server, None)
    reader = Reader(server)
    reader.journal.fetch()
    assert (plain.seq, reader.space.acl.seq) == (0, 2)

    # Mallory, no longer a member, goes on from the list that still had her, and the server plays along.
    takeover = acls.AclBody(
        space=server.space, seq=2, previous=hired.hash, epoch=hired.epoch, key_commit=hired.body.key_commit,
        time_ms=NOW_MS, author=account, members=acls.members_in_order(
            [*hired.by_account.values(), acls.Member(AccountId(b"n" * 16), acls.Role.WRITE, mallory.public)]
        ),
    )  # fmt: skip
    signature = acls.sign_acl(mallory, takeover)
    server.acls = [*server.acls[:2], (takeover.encode(), signature)]
    false = acls.verify_next(hired, takeover.encode(), signature)
    for _ in range(3):
        head = owner.head
        header = CommitHeader(
            space=server.space, seq=head.seq + 1, previous=head.commit_id, acl_hash=false.hash,
            state_root=head.state_root, n_records=head.n_records, ops_hash=bytes(32), n_ops=1, author=account,
            device=owner.device, time_ms=NOW_MS,
        )  # fmt: skip
        signed = sign_commit(mallory, header)
        owner.head = type(head)(
            space=head.space, seq=header.seq, commit_id=commit_id(signed[:222]), acl_seq=2, acl_hash=false.hash,
            state_root=head.state_root, n_records=head.n_records, time_ms=NOW_MS,
        )  # fmt: skip
        server.commits.append(m.CommitPair(header=signed, ops=b""))
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    before = reader.seq
    with pytest.raises(Forked):
        reader.journal.fetch()
    assert reader.seq == before
    assert account not in reader.space.acl.by_account


def _change_members(server: JournalServer, member: acls.Member | None) -> None:
    """Commit the owner's list with one more member, or again without."""
    owner = server.writer
    before = owner.acl
    own = before.by_account[owner.account]
    leaves = member is None
    key = EpochKey.fresh(owner.entropy) if leaves else owner.key
    body = acls.AclBody(
        space=server.space, seq=before.seq + 1, previous=before.hash, epoch=before.epoch + leaves,
        key_commit=key.commitment(), time_ms=NOW_MS, author=owner.account,
        members=acls.members_in_order([own] if member is None else [own, member]),
        previous_box=bytes(96) if leaves else b"",
    )  # fmt: skip
    signature = acls.sign_acl(owner.identity, body)
    server.acls.append((body.encode(), signature))
    server.commit(ChangeAcl(body.encode(), signature))
    owner.key = key


def test_members_change_with_their_commit() -> None:
    """A commit that changes the members moves the list of members too, also over a restart."""
    server = JournalServer()
    reader = Reader(server)
    reader.journal.fetch()
    _change_members(server, acls.Member(AccountId(b"m" * 16), acls.Role.READ, _key("m").public))
    reader.journal.fetch()
    assert reader.space.acl.seq == 1
    assert Reader(server, reader.store).space.acl.hash == reader.space.acl.hash


def _key(name: str) -> IdentityKey:
    return IdentityKey.fresh(seeded_entropy(name))


@pytest.mark.attack("C6")
@pytest.mark.parametrize("at", [0, 40, 80, 110, 150, 190, 216, 250, 285], ids=str)
def test_flipped_header_bit_moves_nothing(server: JournalServer, reader: Reader, at: int) -> None:
    """Any bit of a signed header that is not the author's is refused."""
    pair = server.commit(server.file("c"))
    server.commits[-1] = m.CommitPair(header=wrecked(at)(pair.header), ops=pair.ops)
    with pytest.raises((Forged, Forked, TooNew, ServerUnavailable)):
        reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"a", "b"}, 2)


@pytest.mark.attack("C6")
def test_flipped_op_bit_is_forged(server: JournalServer, reader: Reader) -> None:
    """Ops are what was signed, to the bit."""
    pair = server.commit(server.file("c"))
    server.commits[-1] = m.CommitPair(header=pair.header, ops=wrecked(300)(pair.ops))
    refuses(reader, Forged)
    assert reader.evidence[0][1].startswith(pair.header)


def test_a_commit_of_a_later_suite_freezes(server: JournalServer, reader: Reader) -> None:
    """Nothing is published after what this version cannot check; its update, or the server, thaws it."""
    pair = server.commit(server.file("c"))
    server.commits[-1] = m.CommitPair(header=b"\2" + pair.header[1:], ops=pair.ops)
    refuses(reader, TooNew)
    server.commits[-1] = pair
    reader.journal.fetch()
    assert (reader.space.frozen, reader.seq) == (None, 3)


def test_commits_before_a_bad_one_stay(server: JournalServer, reader: Reader) -> None:
    """What verified is kept; the space freezes at the last head that did."""
    server.commit(server.file("c"))
    pair = server.commit(server.file("d"))
    server.commits[-1] = m.CommitPair(header=pair.header, ops=wrecked(300)(pair.ops))
    with pytest.raises(Forged):
        reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"a", "b", "c"}, 3)


def test_commit_of_a_stranger_is_forged(server: JournalServer, reader: Reader) -> None:
    """A commit signed by somebody who is no member is refused."""
    writer, stranger = server.writer, MemorySpace("stranger")
    made = make_commit(
        stranger.identity, [server.file("c")], author=writer.account, device=writer.device, now_ms=NOW_MS,
        head=writer.head, acl=writer.acl, current=writer, tree=writer.tree,
    )  # fmt: skip
    server.commits.append(m.CommitPair(header=made.signed_header, ops=made.ops))
    refuses(reader, Forged)


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda records: records[:-1], id="dropped"),
        pytest.param(lambda records: [*records[:2], wrecked(100)(records[2]), *records[3:]], id="flipped"),
        pytest.param(lambda records: sorted([*records, _foreign()], key=lambda raw: bytes(raw[2:18])), id="injected"),
    ],
)
@pytest.mark.row(212, 213)
def test_first_state_that_does_not_fit_the_head_is_forged(
    server: JournalServer, lie: Callable[[list[bytes]], list[bytes]]
) -> None:
    """A dropped, changed or injected record is noticed before a new device has anything."""
    server.lie(routes.RECORDS, records=lie)
    reader = Reader(server)
    with pytest.raises(Forged):
        reader.journal.fetch()
    assert reader.space.head is None
    assert reader.store.load_head(server.space) is None
    assert list(reader.store.load_nodes(server.space)) == []
    server.be_honest()
    reader.journal.fetch()
    assert reader.names() == {"a", "b"}


def _foreign() -> bytes:
    return JournalServer("other").file("x").record


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda records: records[::-1], id="out of order"),
        pytest.param(lambda records: [records[0], *records], id="twice"),
        pytest.param(lambda records: [bytes(200), *records[1:]], id="no record"),
    ],
)
def test_state_that_does_not_parse_is_the_server_s_fault_at_first(
    server: JournalServer, lie: Callable[[list[bytes]], list[bytes]]
) -> None:
    """Records out of order, doubled or unreadable leave a new device with nothing."""
    server.lie(routes.RECORDS, records=lie)
    reader = Reader(server)
    with pytest.raises((ServerUnavailable, Forged)):
        reader.journal.fetch()
    assert reader.space.head is None


def test_more_records_than_signed_end_the_download(server: JournalServer) -> None:
    """A server that sends records without end is stopped at the number the head was signed for."""
    endless = iter(range(1, 60_000))
    server.before["records"] = lambda: _fail_after(server, 20)
    record = JournalServer("other").file("x").record
    server.lie(
        routes.RECORDS,
        records=lambda _: [_renamed(record, at) for at in range(10)],
        next_bucket=lambda _: next(endless),
    )
    reader = Reader(server)
    with pytest.raises((Forged, ServerUnavailable)):
        reader.journal.fetch()
    assert server.asked.count("records") < 3


def _renamed(record: bytes, at: int) -> bytes:
    return record[:2] + b"\xff\xff" + bytes(13) + bytes((at,)) + record[18:]


def _fail_after(server: JournalServer, n: int) -> None:
    assert server.asked.count("records") <= n, "the download does not end"


def test_pages_in_a_circle_are_malformed(server: JournalServer) -> None:
    """A page that sends back to where we were ends the download."""
    server.lie(routes.RECORDS, next_bucket=0)
    with pytest.raises(ServerUnavailable):
        Reader(server).journal.fetch()
    assert server.asked.count("records") == 1


def test_record_on_the_wrong_page_is_malformed(server: JournalServer) -> None:
    """A later page holds later records only."""
    server.page_records = 1
    first = min(server.records)
    server.lie(
        routes.RECORDS,
        records=lambda records: records if records[0] == server.records[first] else [server.records[first]],
    )
    with pytest.raises(ServerUnavailable):
        Reader(server).journal.fetch()


@pytest.mark.attack("B7", "A6")
def test_a_key_that_the_members_do_not_commit_to_takes_nothing(server: JournalServer) -> None:
    """A device whose key is not the one of the signed list of members takes in nothing, and writes nothing under it."""
    one = Reader(server)
    one.space.keys = SpaceKeys.of(EpochKey.fresh(seeded_entropy("other")), 0)
    with pytest.raises(Forged):
        one.journal.fetch()
    assert (one.space.head, one.names()) == (None, set())
    one.space.keys = SpaceKeys.of(server.writer.key, 1)
    with pytest.raises(Rollback):
        one.journal.fetch()
    assert one.space.head is None


def resigned(server: JournalServer, at: int, **changes: Any) -> bytes:
    """Return a header of the server as its author would sign it with other fields, and show it from now on."""
    pair = server.commits[at]
    signed = sign_commit(server.writer.identity, replace(parse_signed_header(pair.header), **changes))
    server.commits[at] = m.CommitPair(header=signed, ops=pair.ops)
    return signed


@pytest.mark.parametrize("more", [1, -1])
def test_a_head_that_is_signed_for_another_number_of_records_is_forged(server: JournalServer, more: int) -> None:
    """Though its root fits: who signed it miscounted, or wants others to."""
    resigned(server, -1, n_records=len(server.records) + more)
    reader = Reader(server)
    with pytest.raises(Forged):
        reader.journal.fetch()
    assert reader.space.head is None


@pytest.mark.parametrize("seq", [2, 9])
def test_headers_that_are_numbered_otherwise_are_a_fork(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch, seq: int
) -> None:
    """A chain by hash is not enough: each commit counts one up."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 2)  # so many headers at a time
    for name in "cde":
        server.commit(server.file(name))
    signed = resigned(server, 2, seq=seq)
    for at in (3, 4):
        signed = resigned(server, at, previous=commit_id(signed[:222]))
    refuses(reader, Forked)


@pytest.mark.attack("B7")
def test_a_later_list_has_to_commit_to_the_key_of_its_epoch() -> None:
    """Whoever holds the key of the next epoch takes in nothing of the one before, and no list that names another key."""
    server = JournalServer()
    reader = Reader(server)
    reader.journal.fetch()
    before, other = server.writer.key, EpochKey.fresh(seeded_entropy("other"))
    _change_members(server, acls.Member(AccountId(b"m" * 16), acls.Role.READ, _key("m").public))
    for key, epoch, error in ((before, 1, Rollback), (other, 0, Forged)):
        reader.space.keys = SpaceKeys.of(key, epoch)
        with pytest.raises(error):
            reader.journal.fetch()
        assert reader.seq == 1
    reader.space.keys = SpaceKeys.of(before, 0)
    reader.journal.fetch()
    assert (reader.seq, reader.space.frozen) == (2, None)


def test_a_state_that_is_taken_over_leaves_nothing_of_the_one_before(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restart there is what the server has, and what moved before is not known any more."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    server.commit(server.delete("a"))
    server.commit(server.file("c"))
    moves = reader.moves
    reader.journal.fetch()
    assert reader.moves == moves + 1
    again = Reader(server, reader.store)
    assert (again.names(), again.seq) == (reader.names(), reader.seq) == ({"b", "c"}, 4)


def test_what_moved_in_a_history_that_was_given_up_is_not_known(server: JournalServer, reader: Reader) -> None:
    """Nothing has moved since the state that was accepted; what moves then does."""
    server.commit(server.file("c"))
    moves = reader.moves
    reader.journal.fetch()
    assert reader.moves == moves + 1
    restored(server, "x")
    reader.journal.accept(reader.journal.offered())
    assert reader.space.moves_since(2, but=None) == []
    assert reader.space.moves_since(1, but=None) is None


def test_chain_of_another_space_is_forged(server: JournalServer) -> None:
    """The members of another space, owner and all, are not ours."""
    other = MemorySpace("other")
    server.lie(routes.ACL, acls=[m.AclEntry(body=other.genesis, signature=other.genesis_signature)])
    reader = Reader(server)
    with pytest.raises(Forged):
        reader.journal.fetch()
    assert reader.space.head is None


def test_empty_chain_is_malformed(server: JournalServer) -> None:
    """No members at all is no answer."""
    server.lie(routes.ACL, acls=[])
    with pytest.raises(ServerUnavailable) as caught:
        Reader(server).journal.fetch()
    assert isinstance(caught.value.__cause__, Malformed)


@pytest.mark.parametrize("seq", [3, 4000])
def test_kept_back_commits_are_noticed(server: JournalServer, reader: Reader, seq: int) -> None:
    """A head number without the commits that lead there is no answer."""
    server.lie(routes.COMMITS, head_seq=seq)
    with pytest.raises(ServerUnavailable):
        reader.journal.fetch()
    assert reader.seq == 2


def test_commits_cut_short_without_more_are_noticed(server: JournalServer, reader: Reader) -> None:
    """A fetch does not end short of the head that the very answer names."""
    server.commit(server.file("c"))
    server.commit(server.file("d"))
    server.lie(routes.COMMITS, commits=lambda commits: commits[:1], more=False)
    with pytest.raises(ServerUnavailable):
        reader.journal.fetch()
    assert reader.seq == 3


def test_kept_back_headers_are_noticed(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """No headers is no chain."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    server.commit(server.file("c"))
    server.commit(server.file("d"))
    server.lie(routes.HEADERS, headers=[])
    with pytest.raises(ServerUnavailable):
        reader.journal.fetch()
    assert reader.seq == 2


# -- answers that are none ----------------------------------------------------------------------------------------


ROUTES_OF_A_FETCH = [routes.COMMITS, routes.HEAD]
ROUTES_OF_A_FIRST_FETCH = [routes.ACL, routes.STATE, routes.RECORDS]
NO_ANSWERS = {"empty": b"", "braces": b"{}", "empty map": b"\x80", "noise": b"\xc1" * 40}


@pytest.mark.parametrize("body", NO_ANSWERS.values(), ids=NO_ANSWERS)
@pytest.mark.parametrize("route", ROUTES_OF_A_FETCH, ids=lambda route: route.name)
def test_answer_that_is_none_moves_nothing(
    server: JournalServer, reader: Reader, route: routes.Route, body: bytes
) -> None:
    """Twice it is a server out of order, the third time the space freezes; the first good answer thaws it."""
    server.lies[route.name] = lambda _: body
    for _ in range(2):
        with pytest.raises(ServerUnavailable):
            reader.journal.fetch()
        assert reader.space.frozen is None
    refuses(reader, Malformed)
    server.be_honest()
    reader.journal.fetch()
    assert reader.space.frozen is None


@pytest.mark.parametrize("body", NO_ANSWERS.values(), ids=NO_ANSWERS)
@pytest.mark.parametrize("route", ROUTES_OF_A_FIRST_FETCH, ids=lambda route: route.name)
def test_first_answer_that_is_none_makes_nothing(server: JournalServer, route: routes.Route, body: bytes) -> None:
    """Absence is never a value: a new device has no empty space because an answer was empty."""
    reader = Reader(server)
    server.lies[route.name] = lambda _: body
    for _ in range(2):
        with pytest.raises(ServerUnavailable):
            reader.journal.fetch()
    with pytest.raises(Malformed):
        reader.journal.fetch()
    assert reader.space.head is None
    assert not {"append", "sign_up"} & set(server.asked)


def test_good_answer_between_bad_ones_counts_anew(server: JournalServer, reader: Reader) -> None:
    """Only three bad answers in a row freeze."""
    for _ in range(3):
        server.lies[routes.COMMITS.name] = lambda _: b""
        for _ in range(2):
            with pytest.raises(ServerUnavailable):
                reader.journal.fetch()
        server.be_honest()
        reader.journal.fetch()


@pytest.mark.attack("E5")
def test_too_large_answer_counts_as_malformed(server: JournalServer, reader: Reader) -> None:
    """An answer beyond all limits is treated as one that does not parse."""

    def too_large() -> None:
        raise LimitExceeded("answer")

    server.before["commits"] = too_large
    with pytest.raises(ServerUnavailable):
        reader.journal.fetch()
    for _ in range(2):
        with pytest.raises((ServerUnavailable, LimitExceeded)):
            reader.journal.fetch()
    assert isinstance(reader.space.frozen, LimitExceeded)


@pytest.mark.attack("A13")
@pytest.mark.parametrize("route", [*ROUTES_OF_A_FETCH, *ROUTES_OF_A_FIRST_FETCH], ids=lambda route: route.name)
def test_unknown_space_is_a_server_out_of_order(server: JournalServer, route: routes.Route) -> None:
    """404 is not an empty space and does not freeze one."""
    reader = Reader(server)
    if route in ROUTES_OF_A_FETCH:
        reader.journal.fetch()
    server.refuse(route, 404, "not_found")
    with pytest.raises(ServerUnavailable):
        reader.journal.fetch()
    assert reader.space.frozen is None


def test_ended_session_is_said_and_freezes_nothing(server: JournalServer, reader: Reader) -> None:
    """What the person has to do is passed on as it is."""
    server.refuse(routes.COMMITS, 401, "not_signed_in")
    with pytest.raises(NotSignedIn):
        reader.journal.fetch()
    assert reader.space.frozen is None


def test_frozen_space_thaws_when_all_verifies(server: JournalServer, reader: Reader) -> None:
    """A server that shows again what extends the pin is believed again: nothing was touched meanwhile."""
    kept = server.commits.pop()
    refuses(reader, Rollback)
    server.commits.append(kept)
    server.commit(server.file("c"))
    reader.journal.fetch()
    assert reader.space.frozen is None
    assert reader.names() == {"a", "b", "c"}


def test_commits_sent_unasked_are_checked_alike(server: JournalServer, reader: Reader) -> None:
    """What comes with a 409 is verified as what was fetched."""
    good = server.commit(server.file("c"))
    reader.journal.take_in([good])
    assert reader.seq == 3
    with pytest.raises(Forked):
        reader.journal.take_in([good])
    assert isinstance(reader.space.frozen, Forked)


# -- by a person's word -------------------------------------------------------------------------------------------


def test_offered_shows_the_servers_head_and_moves_nothing(server: JournalServer, reader: Reader) -> None:
    """What the server shows can be looked at, older than the pin as it is; the pin and the freeze stay."""
    del server.commits[-1]
    error = refuses(reader, Rollback)
    assert reader.journal.offered().seq == 1
    is_untouched(reader, error)


def restored(server: JournalServer, *names: str) -> None:
    """Let a server go on as if it had never had more than these files, one commit each."""
    other = JournalServer()
    for name in names:
        other.commit(other.file(name))
    vars(server).update(vars(other))


def test_accepted_head_becomes_the_pin(server: JournalServer, reader: Reader) -> None:
    """A person may go on with an older state: it is taken whole, with its chain, and extended from there."""
    restored(server)
    refuses(reader, Rollback)
    reader.journal.accept(reader.journal.offered())
    assert (reader.space.frozen, reader.seq, reader.names()) == (None, 1, set())
    assert reader.store.commit_at(server.space, 2) is None
    server.commit(server.file("c"))
    reader.journal.fetch()
    assert reader.names() == {"c"}


def test_accepted_fork_brings_its_own_chain(server: JournalServer, reader: Reader) -> None:
    """Of another history every commit is noted in place of those that were verified before."""
    restored(server, "x", "y")
    refuses(reader, Forked)
    before = reader.store.commit_at(server.space, 2)
    reader.journal.accept(reader.journal.offered())
    assert reader.names() == {"x", "y"}
    assert before is not None
    assert reader.store.commit_at(server.space, 2) not in {None, before}


def test_only_the_accepted_head_is_taken(server: JournalServer, reader: Reader) -> None:
    """A server that shows another head than the one a person has seen is not believed."""
    restored(server)
    error = refuses(reader, Rollback)
    offered = reader.journal.offered()
    server.commit(server.file("z"))
    with pytest.raises(Stale):
        reader.journal.accept(offered)
    is_untouched(reader, error)


def test_accepted_state_is_verified_like_a_first_one(server: JournalServer, reader: Reader) -> None:
    """A person's word covers the history, not records that do not give the signed state."""
    restored(server)
    refuses(reader, Rollback)
    offered = reader.journal.offered()
    server.lie(routes.RECORDS, records=[], next_bucket=None)
    with pytest.raises(Forged):
        reader.journal.accept(offered)
    assert isinstance(reader.space.frozen, Forged)
    assert reader.seq == 2


# -- while others write -------------------------------------------------------------------------------------------


def test_space_that_moves_under_the_download_is_taken_as_it_was(server: JournalServer) -> None:
    """A first download that another device outruns goes on with the state it began with; the next fetch catches up."""
    reader = Reader(server)

    def commit_once() -> None:
        del server.before["records"]
        server.commit(server.file("c"))

    server.before["records"] = commit_once
    reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"a", "b"}, 2)
    reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"a", "b", "c"}, 3)


def test_state_that_is_gone_under_the_download_is_taken_again(server: JournalServer) -> None:
    """If what it began with is not kept any more either, the download starts anew with the head."""
    reader = Reader(server)

    def commit_once() -> None:
        del server.before["records"]
        server.commit(server.file("c"))
        server.oldest_seq = 3

    server.before["records"] = commit_once
    reader.journal.fetch()
    assert (reader.names(), reader.seq) == ({"a", "b", "c"}, 3)


def test_device_from_before_what_is_kept_takes_the_whole_state(server: JournalServer, reader: Reader) -> None:
    """The commits after its pin are gone, but not the headers: the chain is held to, nothing is frozen."""
    reader.journal.fetch()
    for name in "cde":
        server.commit(server.file(name))
    server.oldest_seq = 5
    reader.journal.fetch()
    assert (reader.names(), reader.seq, reader.space.frozen) == ({"a", "b", "c", "d", "e"}, 5, None)
    assert server.asked.count("headers") == 1


def test_device_from_before_what_is_kept_is_not_shown_another_history(server: JournalServer, reader: Reader) -> None:
    """Nobody gets rid of what a device has verified by saying that it is no longer kept."""
    reader.journal.fetch()
    for name in "cde":
        server.commit(server.file(name))
    server.oldest_seq = 5
    server.lie(routes.HEADERS, headers=lambda found: [found[0], *found[2:]])
    with pytest.raises(Forked):
        reader.journal.fetch()
    assert reader.seq == 2


def test_space_that_never_rests_is_given_up(server: JournalServer) -> None:
    """After some tries it is the server's turn to be quick."""
    server.refuse(routes.RECORDS, 409, "head_moved")
    with pytest.raises(ServerUnavailable):
        Reader(server).journal.fetch()
    assert server.asked.count("records") == journal_module.MOVED_TRIES


def test_other_refusal_of_records_is_passed_on(server: JournalServer) -> None:
    """Only a moved head is a reason to try again."""
    server.refuse(routes.RECORDS, 400, "bad_usage")
    with pytest.raises(MegadeskError) as caught:
        Reader(server).journal.fetch()
    assert caught.value.arguments["server_code"] == "bad_usage"
    assert server.asked.count("records") == 1


def test_head_that_moved_on_meanwhile_is_fine(server: JournalServer, reader: Reader) -> None:
    """Between two questions of one fetch another device may commit; the next fetch sees it."""

    def move_on() -> None:
        server.commit(server.file("c"))

    server.before["head"] = move_on
    reader.journal.fetch()
    assert reader.space.frozen is None


def test_readers_do_not_wait_for_a_download(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a whole state comes over the network, the state before can be read."""
    monkeypatch.setattr(journal_module, "FAR_BEHIND", 1)
    server.commit(server.file("c"))
    server.commit(server.file("d"))
    seen: list[set[str]] = []

    def look() -> None:
        looking = threading.Thread(target=lambda: seen.append(reader.names()), daemon=True)
        looking.start()
        looking.join(5)

    server.before["records"] = look
    reader.journal.fetch()
    assert seen == [{"a", "b"}]
    assert reader.names() == {"a", "b", "c", "d"}


def test_header_of_the_first_commit_has_no_parent(server: JournalServer) -> None:
    """The fake speaks the format: its first header follows nothing."""
    assert parse_signed_header(server.commits[0].header).previous == bytes(32)
    assert node_id("a") in server.records


def test_pages_are_no_more_than_an_answer_holds(reader: Reader) -> None:
    """Of headers and of commits: else a device far behind would take what is left out for a lie."""
    assert reader.seq == 2
    headers = m.Headers(first_seq=1, headers=[bytes(286)] * journal_module.FAR_BEHIND)
    body = encode(headers, routes.HEADERS.response_encoding)
    assert decode(m.Headers, body, routes.HEADERS.response_encoding) == headers
    pair = m.CommitPair(header=bytes(286), ops=b"ops")
    commits = m.Commits(commits=[pair] * journal_module.PAGE, head_seq=1)
    body = encode(commits, routes.COMMITS.response_encoding)
    assert decode(m.Commits, body, routes.COMMITS.response_encoding) == commits
