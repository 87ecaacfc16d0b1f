"""A whole space held against its signed head: every lie and every loss behind the news is found, named, and freezes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from fakes.crypto import node_id, seeded_entropy
from fakes.journal_server import JournalServer, Reader
from fakes.space_store import MemorySpaceStore
from megadesk.crypto import acl as acls
from megadesk.crypto.commits import parse_signed_header
from megadesk.crypto.keys import IdentityKey
from megadesk.crypto.statetree import bucket_of, element
from megadesk.model.commit import ChangeAcl
from megadesk.model.errors import (
    Damaged,
    Forged,
    Forked,
    Malformed,
    MegadeskError,
    NotFound,
    Rollback,
    ServerRefused,
    ServerUnavailable,
    Stale,
    TooNew,
)
from megadesk.model.ids import AccountId, CommitId, NodeId, SpaceId
from megadesk.model.space import StoredRecord
from megadesk.model.values import replace
from megadesk.model.verification import Area, Finding
from megadesk.remote import audit as audit_module
from megadesk.remote.audit import Audit, differences
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode

A, B, C = (NodeId(bytes((7, 7, at)) + bytes(13)) for at in (1, 2, 3))


class Looking:
    """A device that looks at everything."""

    def __init__(self, server: JournalServer) -> None:
        self.reader = Reader(server)
        self.reader.journal.fetch()
        self.space = self.reader.space
        assert isinstance(self.reader.store, MemorySpaceStore)
        self.store = self.reader.store
        self.found: list[Finding] = []
        self.passed = 0
        self.check: Callable[[], None] = lambda: None
        self.audit = Audit(
            self.reader.api, self.space, self.store, self.reader.journal,
            lambda kind, data: self.reader.evidence.append((kind, data)),
        )  # fmt: skip

    @property
    def is_free(self) -> bool:
        """Whether the space may go on."""
        return self.space.frozen is None

    def _checked(self) -> None:
        self.check()

    def _count(self, records: int) -> None:
        self.passed += records

    def at_server(self) -> list[tuple[str, NodeId | None]]:
        """Return what is wrong with the server's records, which may end with an error."""
        self.found, self.passed = [], 0
        self.audit.server(self.found.append, self._count, self._checked)
        return self.said()

    def at_home(self) -> list[tuple[str, NodeId | None]]:
        """Return what is wrong with the own ones."""
        self.found, self.passed = [], 0
        self.audit.own(self.found.append, self._count, self._checked)
        return self.said()

    def said(self) -> list[tuple[str, NodeId | None]]:
        """Return what was found."""
        return [(one.code, one.node) for one in self.found]

    def spoil(self, **changes: Any) -> None:
        """Change what is stored, behind the back of the space."""
        kept = self.store._spaces[self.space.id]
        self.store._spaces[self.space.id] = replace(kept, **changes)

    def records(self) -> dict[NodeId, Any]:
        """Return what is stored, to be changed."""
        return dict(self.store._spaces[self.space.id].records)


@pytest.fixture
def server() -> JournalServer:
    """A space with a past, on pages of three records."""
    made = JournalServer()
    made.commit(made.folder("d"), made.file("a"), made.file("b", b"one"))
    made.commit(made.file("b", b"two"), made.delete("a"))
    made.commit(*(made.file(f"f{at}") for at in range(20)))
    made.page_records = 3
    return made


@pytest.fixture
def looking(server: JournalServer) -> Looking:
    """A device that is up to date."""
    return Looking(server)


def test_differences_are_named_by_record() -> None:
    """What is gone, what is other and what is too much, in the order of the ids; equal ones are not told."""
    found = list(differences(0x0707, {A: b"1", B: b"2"}, {B: b"3", C: b"4"}))
    assert [(one.code, one.node, one.bucket) for one in found] == [
        ("record_missing", A, 0x0707), ("record_other", B, 0x0707), ("record_extra", C, 0x0707),
    ]  # fmt: skip
    assert list(differences(0, {A: b"1"}, {A: b"1"})) == []


def test_all_is_well_where_it_is(server: JournalServer, looking: Looking) -> None:
    """Every record is looked at on both sides, and nothing is found, frozen, moved or sent."""
    assert (looking.at_server(), looking.passed) == ([], len(server.at(server.writer.head.seq)))
    assert (looking.at_home(), looking.passed) == ([], len(server.at(server.writer.head.seq)))
    assert looking.space.frozen is None
    assert {"append", "blob_put", "blobs_put"}.isdisjoint(server.asked)


def test_news_is_taken_in_first(server: JournalServer, looking: Looking) -> None:
    """What is held against what is the server's head of now."""
    server.commit(server.file("new"))
    assert looking.at_server() == []
    assert looking.space.head == server.writer.head


def left_out(node: NodeId) -> Callable[[list[bytes]], list[bytes]]:
    """Return what leaves a record out of each page."""
    return lambda records: [raw for raw in records if raw[2:18] != node]


def turned(node: NodeId) -> Callable[[list[bytes]], list[bytes]]:
    """Return what turns a bit of a record in each page."""
    return lambda records: [raw[:-1] + bytes((raw[-1] ^ 1,)) if raw[2:18] == node else raw for raw in records]


@pytest.mark.parametrize(("lie", "code"), [(left_out, "record_missing"), (turned, "record_other")])
def test_a_record_that_is_not_as_signed_is_named_and_freezes(
    server: JournalServer, looking: Looking, lie: Callable[[NodeId], Callable[[list[bytes]], list[bytes]]], code: str
) -> None:
    """Though head, commits and digests are right; syncing thaws it only when that very record is shown again."""
    node = node_id("f3")
    server.lie(routes.RECORDS, records=lie(node))
    with pytest.raises(Forged):
        looking.at_server()
    assert looking.said() == [(code, node)]
    assert looking.found[0].bucket == bucket_of(node)
    assert isinstance(looking.space.frozen, Forged)
    assert [kind for kind, _ in looking.reader.evidence] == (["record"] if code == "record_other" else [])
    with pytest.raises(Forged):
        looking.reader.journal.fetch()
    with pytest.raises(Forged):
        looking.at_server()
    assert looking.said() == [(code, node)]
    server.be_honest()
    server.asked.clear()
    looking.reader.journal.fetch()
    assert server.asked.count("records") == 1
    assert looking.at_server() == []
    assert looking.is_free


def test_an_older_version_of_a_record_is_found(server: JournalServer, looking: Looking) -> None:
    """A record that was true once, in the place of the current one."""
    old = server.at(2)[node_id("b")]
    server.lie(routes.RECORDS, records=lambda page: [old if raw[2:18] == node_id("b") else raw for raw in page])
    with pytest.raises(Forged):
        looking.at_server()
    assert looking.said() == [("record_other", node_id("b"))]


def test_a_record_that_came_back_is_found(server: JournalServer, looking: Looking) -> None:
    """One that was removed, beside the current ones."""
    old = server.at(2)[node_id("a")]

    def with_it(page: list[bytes]) -> list[bytes]:
        ids = [raw[2:18] for raw in page]
        return sorted([*page, old], key=lambda raw: raw[2:18]) if ids and ids[0] <= node_id("a") <= ids[-1] else page

    server.page_records = 1000
    server.lie(routes.RECORDS, records=with_it)
    with pytest.raises(Forged):
        looking.at_server()
    assert looking.said() == [("record_extra", node_id("a"))]


def test_digests_of_another_state_freeze(server: JournalServer, looking: Looking) -> None:
    """The digests that a server shows beside its head are those that were signed."""
    server.lie(routes.STATE, groups=lambda groups: [b"x" * 32, *groups[1:]])
    with pytest.raises(Forged):
        looking.at_server()
    assert isinstance(looking.space.frozen, Forged)


def test_a_turned_signature_is_found(server: JournalServer, looking: Looking) -> None:
    """No commit id covers it, and a new device could not do without."""
    server.lie(routes.STATE, header=lambda header: header[:-1] + bytes((header[-1] ^ 1,)))
    with pytest.raises(Forged):
        looking.at_server()


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_another_header_anywhere_in_the_chain_is_a_fork(server: JournalServer, looking: Looking, seq: int) -> None:
    """Every header since the first commit must lead to the head."""
    other = JournalServer("another")
    for _ in range(3):
        other.commit(other.file("x", b"%d" % other.writer.head.seq))
    header = other.commits[seq - 1].header
    server.lie(routes.HEADERS, headers=lambda headers: [*headers[: seq - 1], header, *headers[seq:]])
    with pytest.raises(Forked):
        looking.at_server()
    assert isinstance(looking.space.frozen, Forked)


def test_a_rollback_is_said_as_such(server: JournalServer, looking: Looking) -> None:
    """A server that is behind is not asked into the ground for what it cannot have."""
    server.lie(routes.COMMITS, head_seq=1, commits=[])
    server.refuse(routes.STATE, 409, "head_moved")
    with pytest.raises(Rollback):
        looking.at_server()
    assert isinstance(looking.space.frozen, Rollback)


@pytest.mark.parametrize(
    ("route", "changes"),
    [
        (routes.STATE, {"groups": lambda of: [b"x" * 32, *of[1:]]}),
        (routes.HEADERS, {"headers": lambda of: of[::-1]}),
        (routes.HEADERS, {"headers": lambda of: of[1:]}),
        (routes.HEADERS, {"headers": []}),
        (routes.RECORDS, {"next_bucket": 0}),
    ],
    ids=["digests", "turned round", "the first left out", "no headers", "in a circle"],
)
def test_a_lie_is_asked_about_again(
    server: JournalServer, looking: Looking, route: routes.Route, changes: dict[str, Any]
) -> None:
    """What froze the space thaws it only when the very same is shown truly; what verifies beside it does not."""
    server.lie(route, **changes)
    for _ in range(3):  # what cannot be counts at the third time
        with pytest.raises((Forged, Malformed)):
            looking.at_server()
    for _ in range(2):
        with pytest.raises((Forged, Malformed, ServerUnavailable)):
            looking.reader.journal.fetch()
        assert not looking.is_free
    server.be_honest()
    looking.reader.journal.fetch()
    assert looking.is_free


def test_headers_come_on_pages(server: JournalServer, looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the last is full or not; each is held against what this device knows."""
    for page in (1, 2, 3, 4, 5):
        monkeypatch.setattr(audit_module, "HEADERS", page)
        server.asked.clear()
        assert looking.at_server() == []
        assert server.asked.count("headers") == -(-4 // page)


def test_a_header_of_another_moment_is_no_lie_and_says_that_this_device_knows_another(looking: Looking) -> None:
    """Of whichever page it is, and told once."""
    kept = looking.store._spaces[looking.space.id]
    moments = {one.seq: replace(one, commit_id=CommitId(bytes((seq,)) * 32)) for seq, one in kept.chain.items()}
    looking.spoil(chain=moments)
    assert looking.at_server() == [("own_history", None)]


@pytest.mark.parametrize("group", [0, 255])
def test_the_first_and_the_last_record_are_looked_at(server: JournalServer, group: int) -> None:
    """Every bucket there is, on both sides."""
    for position in (0, 255):
        node = NodeId(bytes((group, position)) + bytes(13) + b"\1")
        server.commit(server.file(f"at{position}", node=node))
    looking = Looking(server)
    for position in (0, 255):
        node = NodeId(bytes((group, position)) + bytes(13) + b"\1")
        server.lie(routes.RECORDS, records=left_out(node))
        with pytest.raises(Forged):
            looking.at_server()
        assert looking.said() == [("record_missing", node)]
        server.be_honest()
        looking.reader.journal.fetch()
        record = looking.store.record(looking.space.id, node)
        assert record is not None
        looking.spoil(records={**looking.records(), node: replace(record, element=bytes(32))})
        assert looking.at_home() == [("own_record", node)]
        looking.spoil(records={**looking.records(), node: record})


def test_a_record_twice_or_on_the_wrong_page_is_malformed(server: JournalServer, looking: Looking) -> None:
    """Nothing is hidden behind another record of the same id, or where nobody looks for it."""
    last = server.records[max(server.records)]
    for lie in (lambda page: [*page, page[-1]], lambda page: page if last in page else [*page, last]):
        server.lie(routes.RECORDS, records=lie)
        with pytest.raises(Malformed):
            looking.at_server()


def test_pages_without_records_come_to_an_end(server: JournalServer, looking: Looking) -> None:
    """One that leads nowhere is not asked for again and again."""
    server.lie(routes.RECORDS, records=[], next_bucket=0)
    server.asked.clear()
    with pytest.raises(Malformed):
        looking.at_server()
    assert server.asked.count("records") == 1


def test_a_record_of_the_next_page_is_malformed(server: JournalServer) -> None:
    """A page ends before the bucket with which the next one begins."""
    nodes = [NodeId(bytes((0, position)) + bytes(13) + b"\1") for position in (0, 1)]
    server.commit(*(server.file(f"at{position}", node=node) for position, node in enumerate(nodes)))
    server.page_records = 1
    looking = Looking(server)
    first, second = (server.records[node] for node in nodes)
    server.lie(routes.RECORDS, records=lambda page: [first, second] if page == [first] else page)
    with pytest.raises(Malformed):
        looking.at_server()


def test_another_head_beside_the_digests_is_a_fork(server: JournalServer, looking: Looking) -> None:
    """Well signed, and of this space, but not the verified one."""
    server.lie(routes.STATE, header=server.commits[-2].header)
    with pytest.raises(Forked):
        looking.at_server()


def test_members_that_change_meanwhile_are_no_lie(server: JournalServer, looking: Looking) -> None:
    """The head is held against the list that it names, not the one that came after."""

    def change() -> None:
        del server.before["acl"]
        add_member(server)

    server.before["acl"] = change
    assert looking.at_server() == []
    assert looking.at_server() == []
    server.acls = server.acls[:1]
    with pytest.raises(Rollback):
        looking.at_server()


def test_another_chain_as_a_whole_is_a_fork(server: JournalServer, looking: Looking) -> None:
    """As long as the own one, and well linked."""
    other = JournalServer("another")
    while len(other.commits) < len(server.commits):
        other.commit(other.file("x", b"%d" % len(other.commits)))
    server.lie(routes.HEADERS, headers=[one.header for one in other.commits])
    with pytest.raises(Forked):
        looking.at_server()


def test_a_space_that_never_rests_is_given_up(server: JournalServer, looking: Looking) -> None:
    """It is caught up with before each new try; another refusal than a head that moved is passed on at once."""
    server.refuse(routes.STATE, 409, "head_moved")
    server.asked.clear()
    with pytest.raises(ServerUnavailable, match="faster"):
        looking.at_server()
    assert server.asked.count("state") == audit_module.MOVED_TRIES
    assert server.asked.count("commits") == audit_module.MOVED_TRIES + 1
    server.be_honest()
    server.refuse(routes.STATE, 400, "bad_usage")
    server.asked.clear()
    with pytest.raises(ServerRefused):
        looking.at_server()
    assert server.asked.count("state") == 1


def test_a_state_that_is_gone_meanwhile_is_looked_at_anew(server: JournalServer, looking: Looking) -> None:
    """Another device was quicker, and the server keeps nothing of before: what is held against is the head of now."""

    def move_on() -> None:
        server.before.clear()
        server.commit(server.file("later"))
        server.oldest_seq = len(server.commits)

    server.before["records"] = move_on
    assert looking.at_server() == []
    assert looking.space.head == server.writer.head


def test_a_space_without_a_head_cannot_be_looked_at(server: JournalServer) -> None:
    """There is nothing that it could be held against; at home there is nothing, which is well."""
    reader = Reader(server)
    audit = Audit(reader.api, reader.space, reader.store, reader.journal, lambda _kind, _data: None)
    server.refuse(routes.ACL, 503, "busy")
    with pytest.raises(MegadeskError):
        audit.server(lambda _: None, lambda _: None, lambda: None)
    with pytest.raises(NotFound):
        audit._expected()
    found: list[Finding] = []
    audit.own(found.append, lambda _: None, lambda: None)
    assert found == []


def rolled_back(server: JournalServer) -> None:
    """Show fewer commits."""
    server.lie(routes.COMMITS, head_seq=1, commits=[])


def forked(server: JournalServer) -> None:
    """Show another head of the same number."""
    other = JournalServer("another")
    while len(other.commits) < len(server.commits):
        other.commit(other.file("x", b"%d" % len(other.commits)))
    server.lie(routes.HEAD, header=other.commits[-1].header)


def too_new(server: JournalServer) -> None:
    """Show a commit of a later suite."""
    pair = m.CommitPair(header=b"\2" + server.commits[-1].header[1:], ops=b"")
    server.lie(routes.COMMITS, head_seq=len(server.commits) + 1, commits=[pair])


def forged(server: JournalServer) -> None:
    """Show a commit that nobody signed."""
    header = replace(parse_signed_header(server.commits[-1].header), seq=len(server.commits) + 1)
    header = replace(header, previous=server.writer.head.commit_id)
    server.lie(routes.COMMITS, head_seq=header.seq, commits=[m.CommitPair(header=header.encode() + bytes(64), ops=b"")])


@pytest.mark.parametrize(
    ("lie", "kind"), [(rolled_back, Rollback), (forked, Forked), (too_new, TooNew), (forged, Forged)]
)
def test_records_are_named_though_the_news_is_a_lie(
    server: JournalServer, looking: Looking, lie: Callable[[JournalServer], None], kind: type[MegadeskError]
) -> None:
    """What this device has verified is looked at all the same; what the news was is said in the end."""
    node = node_id("f3")
    lie(server)
    server.lie(routes.RECORDS, records=left_out(node))
    with pytest.raises(kind) as caught:
        looking.at_server()
    assert type(caught.value) is kind
    assert looking.said() == [("record_missing", node)]


def fewer_members(server: JournalServer) -> None:
    """Show an earlier list of members."""
    server.acls = server.acls[:-1]


def later_members(server: JournalServer) -> None:
    """Show a list of a later suite."""
    server.lie(routes.ACL, acls=lambda of: [*of[:-1], m.AclEntry(body=b"\2" + of[-1].body[1:], signature=bytes(64))])


@pytest.mark.parametrize(
    ("news", "kind", "beside"),
    [
        (forked, Forked, lambda server: server.lie(routes.STATE, groups=lambda of: [b"x" * 32, *of[1:]])),
        (rolled_back, Rollback, lambda server: server.lie(routes.STATE, header=server.commits[0].header)),
        (forked, Forked, fewer_members),
        (forked, Forked, later_members),
        (forked, Forked, lambda server: server.refuse(routes.STATE, 400, "bad_usage")),
        (forked, Forked, lambda server: server.refuse(routes.STATE, 500, "bug")),
        (forked, Forked, lambda server: server.refuse(routes.STATE, 404, "not_found")),
    ],
    ids=["forged", "forked", "rollback", "too new", "refused", "unavailable", "not found"],
)
def test_what_the_news_was_is_said_whatever_comes_after(
    server: JournalServer, news: Callable[[JournalServer], None], kind: type[MegadeskError],
    beside: Callable[[JournalServer], None],
) -> None:  # fmt: skip
    """A lie in the news is the reason why the space is frozen, not what else is wrong; alone, that is an error itself."""
    add_member(server)
    looking = Looking(server)
    beside(server)
    with pytest.raises(MegadeskError) as caught:
        looking.at_server()
    assert type(caught.value) is not kind
    news(server)
    with pytest.raises(kind):
        looking.at_server()
    assert looking.space.frozen is not None


@pytest.mark.parametrize("lied_about", [0, 1])
def test_noise_is_asked_about_where_it_was(server: JournalServer, lied_about: int) -> None:
    """A page that is none holds up the very bucket it was to begin with; that those behind it are shown truly thaws nothing."""
    nodes = [NodeId(bytes((0, position)) + bytes(13) + b"\1") for position in (0, 1)]
    server.commit(*(server.file(f"at{position}", node=node) for position, node in enumerate(nodes)))
    server.page_records = 1
    looking = Looking(server)

    def in_a_circle(body: bytes) -> bytes:
        page = decode(m.RecordPage, body, routes.RECORDS.response_encoding)
        is_that = page.records[0][2:18] == nodes[lied_about]
        return (
            encode(m.RecordPage(records=page.records, next_bucket=0), routes.RECORDS.response_encoding)
            if is_that
            else body
        )

    server.lies["records"] = in_a_circle
    for _ in range(3):
        with pytest.raises(Malformed):
            looking.at_server()
    with pytest.raises(ServerUnavailable):
        looking.reader.journal.fetch()
    assert not looking.is_free
    server.be_honest()
    looking.reader.journal.fetch()
    assert looking.is_free


def add_member(server: JournalServer) -> None:
    """Commit a second list of members."""
    owner = server.writer
    reading = acls.Member(AccountId(b"m" * 16), acls.Role.READ, IdentityKey.fresh(seeded_entropy("m")).public)
    body = replace(
        owner.acl.body, space=server.space, seq=1, previous=owner.acl.hash,
        members=acls.members_in_order([*owner.acl.by_account.values(), reading]),
    )  # fmt: skip
    signature = acls.sign_acl(owner.identity, body)
    server.acls.append((body.encode(), signature))
    server.commit(ChangeAcl(body.encode(), signature))


def test_noise_freezes_after_three_times(server: JournalServer, looking: Looking) -> None:
    """Pages that are none may be the line, once and twice."""
    server.lies["records"] = lambda _: b"no page"
    for _ in range(3):
        assert looking.space.frozen is None
        with pytest.raises(MegadeskError):
            looking.at_server()
    assert looking.space.frozen is not None


def test_who_cannot_be_asked_has_not_lied(server: JournalServer, looking: Looking) -> None:
    """A server that is down leaves everything as it was."""
    server.refuse(routes.RECORDS, 503, "busy")
    with pytest.raises(MegadeskError) as caught:
        looking.at_server()
    assert not isinstance(caught.value, Forged)
    server.refuse(routes.COMMITS, 500, "bug")
    with pytest.raises(ServerUnavailable):
        looking.at_server()
    assert looking.space.frozen is None


def test_a_look_can_be_ended(server: JournalServer, looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each request for many things, and each group of the own ones."""
    monkeypatch.setattr(audit_module, "HEADERS", 1)
    asked: list[None] = []
    looking.check = lambda: asked.append(None)
    server.asked.clear()
    looking.at_server()
    assert len(asked) == server.asked.count("headers") + server.asked.count("records")
    looking.at_home()
    assert len(asked) == server.asked.count("headers") + server.asked.count("records") + 256

    def end() -> None:
        raise Stale

    looking.check = end
    for look in (looking.at_server, looking.at_home):
        with pytest.raises(Stale):
            look()
    assert looking.space.frozen is None


# -- what this device has stored ------------------------------------------------------------------------------------------


def test_a_stored_record_that_was_changed_is_named(looking: Looking) -> None:
    """Its sealed bytes, what they are said to mean, or how they stand in the digest: each is noticed."""
    node = node_id("f3")
    record = looking.store.record(looking.space.id, node)
    assert record is not None
    assert record.node is not None
    moved = replace(record.node, name="other")
    for broken in (
        replace(record, raw=record.raw[:-1] + bytes((record.raw[-1] ^ 1,))),
        replace(record, node=moved),
        replace(record, element=bytes(32)),
        replace(record, node=None, fault="quarantine"),
    ):
        looking.spoil(records={**looking.records(), node: broken})
        assert looking.at_home() == [("own_record", node)]
        assert looking.found[0].area is Area.HERE
    looking.spoil(records={**looking.records(), node: record})
    assert looking.at_home() == []


def test_a_node_that_memory_has_otherwise_is_named(looking: Looking) -> None:
    """What the engine works with is what is stored."""
    node = node_id("f3")
    held = looking.space.node(node)
    assert held is not None
    looking.space._nodes.put(replace(held, name="other"))
    assert looking.at_home() == [("own_record", node)]


def test_what_memory_and_store_have_alike_and_wrong_is_named(looking: Looking) -> None:
    """The sealed record says what it means, not two that agree."""
    node = node_id("f3")
    record = looking.store.record(looking.space.id, node)
    assert record is not None
    assert record.node is not None
    moved = replace(record.node, name="other")
    looking.spoil(records={**looking.records(), node: replace(record, node=moved)})
    looking.space._nodes.put(moved)
    assert looking.at_home() == [("own_record", node)]


def test_each_column_of_a_stored_record_is_held_against_it(server: JournalServer) -> None:
    """Of one that opens, of one that does not, and of one that is none."""
    whole, noise = server.file("whole"), server.noise("noise")
    server.commit(whole, noise)
    looking = Looking(server)
    assert looking.at_home() == []
    good, bad = (looking.store.record(looking.space.id, one.id) for one in (whole, noise))
    assert good is not None
    assert good.node is not None
    assert bad is not None
    assert (good.fault, bad.node) == (None, None)
    for broken in (
        replace(good, version=good.version + 1),
        replace(good, fault="quarantine"),
        replace(good, raw=b"\1" * 200, element=element(b"\1" * 200)),
        replace(bad, fault=None),
        replace(bad, node=replace(good.node, id=bad.id)),
    ):
        looking.spoil(records={**looking.records(), good.id: good, bad.id: bad, broken.id: broken})
        assert looking.at_home() == [("own_record", broken.id)]


def test_a_record_of_a_later_version_is_as_it_should_be(server: JournalServer) -> None:
    """It tells of no node, and that is how it is stored."""
    server.commit(server.later("later"))
    looking = Looking(server)
    assert looking.space.faults() == {node_id("later"): "too_new"}
    assert looking.at_home() == []


def test_what_cannot_be_a_bucket_has_no_digest() -> None:
    """More records than one holds, and ids of another, are other records than the verified ones and no noise."""
    many = {NodeId(bytes(14) + number.to_bytes(2, "big")): bytes(32) for number in range(4097)}
    assert audit_module._digest(0, many) is None
    assert audit_module._digest(1, {NodeId(bytes(16)): bytes(32)}) is None
    assert audit_module._digest(0, {NodeId(bytes(16)): bytes(32)}) is not None


def test_stored_records_that_are_lost_are_noticed(looking: Looking) -> None:
    """By their bucket: who they were is not stored any more."""
    node = node_id("f3")
    looking.spoil(records={key: one for key, one in looking.records().items() if key != node})
    assert looking.at_home() == [("own_bucket", None)]
    assert looking.found[0].bucket == bucket_of(node)


def test_records_that_cannot_be_read_are_noticed(looking: Looking) -> None:
    """A database may be so damaged that it says no more than that: the others are looked at all the same."""
    node, look = node_id("f3"), looking.store.in_group

    def in_group(space: SpaceId, group: int) -> Sequence[StoredRecord]:
        if group == node[0]:
            raise Damaged("no such page")
        return look(space, group)

    looking.store.in_group = in_group  # type: ignore[method-assign]
    assert looking.at_home() == [("own_bucket", None)]
    assert looking.found[0].bucket == node[0] << 8
    assert looking.passed > 0


def test_a_stored_list_of_members_that_is_none_is_noticed(server: JournalServer) -> None:
    """One of a later version, one that does not follow, and one that nobody signed."""
    add_member(server)
    looking = Looking(server)
    (first, second), owner = server.acls, server.writer
    skipped = replace(acls.parse_acl(second[0]), seq=5)
    for wrong in (
        {0: (b"\2" + first[0][1:], first[1]), 1: second},
        {0: first, 1: (skipped.encode(), acls.sign_acl(owner.identity, skipped))},
        {0: first, 1: (second[0], bytes(64))},
        {0: first},
    ):
        looking.spoil(acls=wrong)
        assert looking.at_home() == [("own_history", None)]
    looking.spoil(acls={0: first, 1: second})
    assert looking.at_home() == []


def test_a_state_that_is_just_taken_over_is_no_damage(looking: Looking) -> None:
    """It is in the store a moment before it is in memory: what does not fit is looked at once more, while nothing moves."""
    node, whole, look = node_id("f3"), looking.records(), looking.store.in_group
    looking.spoil(records={key: one for key, one in whole.items() if key != node})

    def in_group(space: SpaceId, group: int) -> Sequence[StoredRecord]:
        found = look(space, group)
        if group == node[0]:
            looking.spoil(records=whole)
        return found

    looking.store.in_group = in_group  # type: ignore[method-assign]
    assert looking.at_home() == []


def test_a_stored_history_that_was_changed_is_noticed(server: JournalServer, looking: Looking) -> None:
    """The pin and the list of members by themselves, the chain where the server has shown the true one."""
    kept = looking.store._spaces[looking.space.id]
    changes: tuple[dict[str, Any], ...] = ({"head": replace(kept.head, seq=2)}, {"acls": {}})
    for change in changes:
        looking.spoil(**change)
        assert looking.at_home() == [("own_history", None)]
        looking.store._spaces[looking.space.id] = kept
    server.commit(server.file("more"))
    looking.reader.journal.fetch()
    chain = dict(looking.store._spaces[looking.space.id].chain)
    last = max(chain)
    looking.spoil(chain={**chain, last: replace(chain[last], commit_id=CommitId(bytes(32)))})
    assert looking.at_server() == [("own_history", None)]
    assert looking.space.frozen is None


def test_own_damage_hides_no_lie(server: JournalServer, looking: Looking) -> None:
    """Where the own records do not fit either, the server's bucket is held against the digest and named as a whole."""
    node = node_id("f3")
    looking.spoil(records={key: one for key, one in looking.records().items() if key != node})
    assert looking.at_server() == []
    server.lie(routes.RECORDS, records=turned(node))
    with pytest.raises(Forged):
        looking.at_server()
    assert looking.said() == [("record_bucket", None)]
    assert [data[2:18] for _, data in looking.reader.evidence] == [node]


def test_a_page_of_headers_is_no_more_than_an_answer_holds(looking: Looking) -> None:
    """Else a long history would look as if headers were kept back."""
    assert looking.at_home() == []
    headers = m.Headers(first_seq=1, headers=[bytes(286)] * audit_module.HEADERS)
    body = encode(headers, routes.HEADERS.response_encoding)
    assert decode(m.Headers, body, routes.HEADERS.response_encoding) == headers
