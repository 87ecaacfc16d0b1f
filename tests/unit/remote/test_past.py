"""The past of a space is what was signed then, or it is not shown."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from fakes import crypto as crypto_fakes
from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.commits import commit_id, encode_ops, moment_of, parse_signed_header, put_op, sign_commit
from megadesk.crypto.primitives import digest
from megadesk.crypto.structure import parse_record
from megadesk.model.commit import Op, Put
from megadesk.model.errors import Forged, Malformed, PastGone, ServerUnavailable, Stale
from megadesk.model.ids import NodeId
from megadesk.model.moment import Moment
from megadesk.model.values import replace
from megadesk.remote import past as past_module
from megadesk.remote.chain import Chain
from megadesk.remote.past import Past
from megadesk.wire import messages as m
from megadesk.wire import routes


@pytest.fixture
def server() -> JournalServer:
    """A space in which files came, changed, moved and went."""
    made = JournalServer()
    made.commit(made.folder("d"), made.file("a"), made.file("b", b"one"))
    made.commit(made.file("b", b"two"), made.file("c", parent=node_id("d")))
    made.commit(made.delete("a"), made.folder("e"))
    made.commit(made.folder("d", node_id("e")), made.file("b", b"three"))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that is up to date."""
    made = Reader(server)
    made.journal.fetch()
    return made


def past_of(reader: Reader) -> Past:
    """Return the past as a device sees it."""
    return Past(reader.api, reader.space, Chain(reader.api, reader.space, reader.store))


def moment(server: JournalServer, seq: int) -> Moment:
    """Return a moment as the server's header says."""
    return moment_of(parse_signed_header(server.commits[seq - 1].header))


def paths(past: Past, at: Moment) -> set[str]:
    """Return what was in the drive."""
    return {str(path) for path in past.state(at).tree("drive").paths()}


def test_every_moment_is_as_it_was(server: JournalServer, reader: Reader) -> None:
    """From the first commit to the head itself."""
    past = past_of(reader)
    assert [paths(past, moment(server, seq)) for seq in (5, 4, 3, 2, 1)] == [
        {"b", "e", "e/d", "e/d/c"}, {"b", "d", "d/c", "e"}, {"a", "b", "d", "d/c"}, {"a", "b", "d"}, set(),
    ]  # fmt: skip


def test_contents_of_then_can_be_read(server: JournalServer, reader: Reader) -> None:
    """Of what has changed since and of what has not; of what was not there there is none."""
    past = past_of(reader)
    for seq, text in ((2, b"one"), (3, b"two"), (4, b"two"), (5, b"three")):
        manifest = past.manifest(moment(server, seq), node_id("b"), reader.blobs.get)
        assert manifest is not None
        assert manifest.size_bytes == len(text)
        assert manifest.blocks[0].id in server.blobs
    assert past.manifest(moment(server, 2), node_id("c"), reader.blobs.get) is None
    assert past.manifest(moment(server, 3), node_id("c"), reader.blobs.get) is not None
    assert past.opened(moment(server, 1), node_id("b")) is None
    node = past.state(moment(server, 2)).node(node_id("a"))
    assert node is not None
    assert node.name == "a"
    assert past.state(moment(server, 4)).node(node_id("a")) is None


def test_a_state_that_is_kept_costs_what_has_come_since(server: JournalServer, reader: Reader) -> None:
    """Asked for again it costs nothing, and when the space has moved on one page; the tree is the same."""
    past = past_of(reader)
    before = past.state(moment(server, 2))
    server.asked.clear()
    assert past.state(moment(server, 2)) is before
    assert server.asked == []
    server.commit(server.delete("c"), server.file("new"))
    reader.journal.fetch()
    server.asked.clear()
    assert past.state(moment(server, 2)) is before
    assert server.asked == ["past"]
    assert past.manifest(moment(server, 3), node_id("c"), reader.blobs.get) is not None


def test_a_past_of_little_is_fetched_whole(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more has changed since than there was, nobody asks for what has changed."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", 0)
    monkeypatch.setattr(past_module, "WHOLE_SHARE", 0)
    past = past_of(reader)
    server.asked.clear()
    assert paths(past, moment(server, 3)) == {"a", "b", "d", "d/c"}
    assert "past" not in server.asked
    assert past.opened(moment(server, 3), node_id("a")) is not None
    assert past.opened(moment(server, 3), node_id("e")) is None


def test_few_states_are_kept(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one asked for longest ago goes first."""
    monkeypatch.setattr(past_module, "STATES_KEPT", 2)
    past = past_of(reader)
    for seq in (2, 3, 2, 4):
        past.state(moment(server, seq))
    server.asked.clear()
    past.state(moment(server, 2))
    assert "past" not in server.asked
    past.state(moment(server, 3))
    assert "past" in server.asked


@pytest.mark.parametrize(
    ("first_from", "share", "is_whole"), [(4, 0, False), (3, 0, True), (4, 1, False), (-10, 2, False), (-11, 2, True)]
)
def test_the_whole_of_then_is_fetched_if_it_is_so_much_less(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch, first_from: int, share: int, is_whole: bool
) -> None:
    """By the ops that were signed since (four) and so many times what there was then (seven records)."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", first_from)
    monkeypatch.setattr(past_module, "WHOLE_SHARE", share)
    server.asked.clear()
    assert paths(past_of(reader), moment(server, 3)) == {"a", "b", "d", "d/c"}
    assert ("records" in server.asked, "past" in server.asked) == (is_whole, not is_whole)


def is_kept(server: JournalServer, past: Past, seq: int) -> bool:
    """Whether a state costs nothing."""
    server.asked.clear()
    past.state(moment(server, seq))
    return "past" not in server.asked


def test_few_records_are_kept(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all states together as many as may be; the one asked for last is kept whatever it takes."""
    past = past_of(reader)
    for seq in (2, 3):
        past.state(moment(server, seq))
    records = sum(len(one.taken.records) for one in past._kept.values())
    for most, kept in ((records, True), (records - 1, False)):
        monkeypatch.setattr(past_module, "RECORDS_KEPT", most)
        past = past_of(reader)
        for seq in (2, 3):
            past.state(moment(server, seq))
        assert is_kept(server, past, 3)
        assert is_kept(server, past, 2) == kept
    monkeypatch.setattr(past_module, "RECORDS_KEPT", 0)
    past = past_of(reader)
    past.state(moment(server, 2))
    assert is_kept(server, past, 2)
    past.state(moment(server, 3))
    assert is_kept(server, past, 3)
    assert not is_kept(server, past, 2)


@pytest.mark.parametrize(("said", "believed"), [(0, 1), (1, 1), (3, 3), (5, 5), (6, 5), (1 << 40, 5)])
def test_the_oldest_moment_is_one_that_there_is(
    server: JournalServer, reader: Reader, said: int, believed: int
) -> None:
    """Whatever the server says."""
    server.lie(routes.HEAD, oldest_seq=said)
    assert past_of(reader).oldest_seq() == believed


def test_a_device_that_knows_nothing_yet_has_no_past(server: JournalServer) -> None:
    """Its oldest moment is the first, and its versions are none."""
    fresh = past_of(Reader(server))
    server.lie(routes.HEAD, oldest_seq=4)
    assert fresh.oldest_seq() == 1
    assert fresh.versions(node_id("b")) == []


@pytest.mark.parametrize("broken", [JournalServer.noise, JournalServer.later])
@pytest.mark.parametrize("whole_from", [past_module.WHOLE_FROM_OPS, -1000], ids=["taken back", "whole"])
def test_a_record_that_did_not_open_is_counted(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[JournalServer, str], Put], whole_from: int,
) -> None:  # fmt: skip
    """Taken back or fetched whole, its neighbours are shown."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", whole_from)
    server.commit(broken(server, "x"), server.folder("y"))
    server.commit(server.folder("x"))
    reader.journal.fetch()
    state = past_of(reader).state(moment(server, 6))
    assert state.faults == 1
    assert node_id("x") not in state.tree("drive")
    assert node_id("y") in state.tree("drive")
    assert past_of(reader).state(moment(server, 5)).faults == 0


@pytest.mark.parametrize("whole_from", [past_module.WHOLE_FROM_OPS, -1000], ids=["taken back", "whole"])
@pytest.mark.parametrize(("more", "error"), [(0, None), (1, Forged), (-1, Forged)])
def test_a_moment_that_was_signed_for_another_number_of_records_is_forged(
    server: JournalServer, monkeypatch: pytest.MonkeyPatch, whole_from: int, more: int, error: type[Exception] | None
) -> None:
    """Though its root fits: a device that was not there then has not counted."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", whole_from)
    previous = server.commits[0].header[:222]
    for at in range(1, len(server.commits)):
        header = replace(parse_signed_header(server.commits[at].header), previous=commit_id(previous))
        header = replace(header, n_records=header.n_records + (more if at == 2 else 0))
        signed = sign_commit(server.writer.identity, header)
        server.commits[at] = type(server.commits[at])(header=signed, ops=server.commits[at].ops)
        previous = signed[:222]
    reader = Reader(server)
    reader.journal.fetch()
    past = past_of(reader)
    if error is None:
        assert paths(past, past.chain.at(3)) == {"a", "b", "d", "d/c"}
    else:
        with pytest.raises(error):
            past.state(past.chain.at(3))
    assert paths(past, past.chain.at(2)) == {"a", "b", "d"}


def test_a_whole_state_without_end_is_ended(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the number that the moment was signed for."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", -1000)
    endless = iter(range(1, 60_000))
    record = server.records[server.drive]
    server.lie(
        routes.RECORDS,
        records=lambda _: [record[:2] + b"\xff" * 15 + bytes((at,)) + record[18:] for at in range(5)],
        next_bucket=lambda _: next(endless),
    )
    server.asked.clear()
    with pytest.raises(Forged):
        past_of(reader).state(moment(server, 3))
    assert server.asked.count("records") == 2


def test_a_space_that_moves_between_state_and_record_is_given_up(server: JournalServer, reader: Reader) -> None:
    """A record that is still current is taken from the present only while nothing has moved; nobody waits for ever."""
    past = past_of(reader)
    brought_up, moved = past._brought_up, 0

    def outrun(at: Moment) -> object:
        nonlocal moved
        kept = brought_up(at)
        if moved < past_module.MOVED_TRIES:
            moved += 1
            server.commit(server.file("b", server.writer.entropy(3)))
            reader.journal.fetch()
        return kept

    past._brought_up = outrun  # type: ignore[method-assign, assignment]
    with pytest.raises(ServerUnavailable):
        past.opened(moment(server, 2), server.drive)
    assert moved == past_module.MOVED_TRIES
    moved = past_module.MOVED_TRIES - 1
    record = past.opened(moment(server, 2), server.drive)
    assert record is not None
    assert record.meta.name == "drive"


def two_histories() -> tuple[JournalServer, JournalServer]:
    """Return two that part with the third of four commits."""
    first, second = JournalServer(), JournalServer()
    for one, text in ((first, b"here"), (second, b"there")):
        one.commit(one.file("a"))
        one.commit(one.file("a", text))
        one.commit(one.file("b", text))
    return first, second


def go_over(reader: Reader, other: JournalServer) -> None:
    """Let a person accept another history."""
    reader.api._server = other
    reader.journal.accept(reader.journal.offered())


def test_a_past_of_a_history_that_is_given_up_is_stale() -> None:
    """A person accepted another one between the header and the first page: no lie."""
    first, second = two_histories()
    reader = Reader(first)
    reader.journal.fetch()
    past = past_of(reader)
    then = past.chain.at(3)
    past.chain.header(then)
    go_over(reader, second)
    with pytest.raises(Stale):
        past.state(then)
    assert reader.space.frozen is None


def test_a_history_that_is_given_up_after_the_last_page_is_stale() -> None:
    """Another one that is as long as it: what was taken back is not held against the state of that."""
    first, second = two_histories()
    reader = Reader(first)
    reader.journal.fetch()
    past = past_of(reader)
    then, download = past.chain.at(2), past._download

    def and_go_over(*arguments: Any) -> None:
        download(*arguments)
        past._download = download  # type: ignore[method-assign]
        go_over(reader, second)

    past._download = and_go_over  # type: ignore[method-assign, assignment]
    with pytest.raises(Stale):
        past.state(then)
    assert reader.space.frozen is None
    assert paths(past, then) == {"a"}


def test_whole_states_of_two_histories_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is kept whole needs nothing of the present, and is none of another history's with the same number."""
    monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", -1000)
    first, second = two_histories()
    reader = Reader(first)
    reader.journal.fetch()
    past = past_of(reader)
    here = past.chain.at(3)
    kept = past.state(here)
    go_over(reader, second)
    second.asked.clear()
    assert past.state(here) is kept
    assert second.asked == []
    there = past.state(past.chain.at(3))
    assert there is not kept
    assert there.node(node_id("a")) != kept.node(node_id("a"))
    assert reader.space.frozen is None


def test_what_is_no_longer_kept_is_said(server: JournalServer, reader: Reader) -> None:
    """With the oldest moment there is."""
    server.oldest_seq = 3
    with pytest.raises(PastGone) as caught:
        past_of(reader).state(moment(server, 2))
    assert caught.value.arguments["oldest_seq"] == 3


class TestLies:
    """A server that shows another past than the one that was signed."""

    def test_left_out(self, server: JournalServer, reader: Reader) -> None:
        """A record, or what came later."""
        for field in ("records", "newer"):
            server.lie(routes.PAST, **{field: lambda of: of[1:]})
            with pytest.raises(Forged):
                past_of(reader).state(moment(server, 2))
        server.be_honest()
        assert paths(past_of(reader), moment(server, 2)) == {"a", "b", "d"}

    def test_added(self, server: JournalServer, reader: Reader) -> None:
        """A record of another moment, or a node that was there."""
        other = server.history[-1].record
        server.lie(routes.PAST, records=lambda of: [*of, other])
        with pytest.raises(Forged):
            past_of(reader).state(moment(server, 2))
        server.lie(routes.PAST, newer=lambda of: [*of, node_id("b")], records=lambda of: [])
        with pytest.raises(Forged):
            past_of(reader).state(moment(server, 4))

    def test_another_moment(self, server: JournalServer, reader: Reader) -> None:
        """The state of one commit earlier, well signed, is still not that of this one."""
        honest = server.answer

        def earlier(route: object, body: bytes, query: dict[str, str | int]) -> tuple[int, bytes]:
            if route is routes.PAST and query["seq"] == query["after"] == 3:
                query = {**query, "seq": 2, "after": 2}
            return honest(route, body, query)  # type: ignore[arg-type]

        server.answer = earlier  # type: ignore[method-assign, assignment]
        with pytest.raises(Forged):
            past_of(reader).state(moment(server, 3))

    def test_more_than_there_can_have_been(self, server: JournalServer, reader: Reader) -> None:
        """However many records a server shows, memory has an end: the number that was there then is signed."""
        record = server.records[server.drive]
        many = [record[:2] + number.to_bytes(16, "big") + record[18:] for number in range(20)]
        server.lie(routes.PAST, records=many)
        with pytest.raises(Forged) as caught:
            past_of(reader).state(moment(server, 4))
        assert caught.value.arguments == {"n_records": 7}

    def test_in_circles(self, server: JournalServer, reader: Reader) -> None:
        """Pages that lead nowhere come to an end."""
        for after in (2, 1, 9):
            server.lie(routes.PAST, next_after=after)
            with pytest.raises(Malformed):
                past_of(reader).state(moment(server, 2))

    def test_a_whole_state_of_another_moment(
        self, server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whole states are held against the root as well."""
        monkeypatch.setattr(past_module, "WHOLE_FROM_OPS", 0)
        monkeypatch.setattr(past_module, "WHOLE_SHARE", 0)
        for change in (
            lambda of: of[1:],
            lambda of: [*of, max(server.records.values())],
            lambda of: [*of[:-1], of[-1][:-1] + bytes((of[-1][-1] ^ 1,))],
        ):
            server.lie(routes.RECORDS, records=change)
            with pytest.raises((Forged, Malformed)):
                past_of(reader).state(moment(server, 2))


class TestVersions:
    """The records that one node had."""

    def test_versions_come_oldest_first(self, server: JournalServer, reader: Reader) -> None:
        """Each with its commit, until when it was current, and what its commit says."""
        past = past_of(reader)
        found = past.versions(node_id("b"))
        assert [(one.moment.seq, one.until_seq, one.record.meta.size_bytes) for one in found] == [
            (2, 3, 3), (3, 5, 3), (5, None, 5),
        ]  # fmt: skip
        server.asked.clear()
        assert all(past.is_confirmed(one) for one in (*found, *found))
        assert server.asked == ["commits"] * 3
        assert [one.moment for one in found] == [moment(server, seq) for seq in (2, 3, 5)]

    def test_of_very_many_the_newest_are_shown(
        self, server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However long a file's past is, memory has an end; all of it is still held to its order."""
        monkeypatch.setattr(past_module, "VERSIONS_MAX", 2)
        server.page_records = 1
        assert [one.moment.seq for one in past_of(reader).versions(node_id("b"))] == [3, 5]

    def test_what_was_removed_has_versions(self, server: JournalServer, reader: Reader) -> None:
        """None of them is current."""
        (only,) = past_of(reader).versions(node_id("a"))
        assert only.until_seq == 4

    def test_where_the_commit_is_no_longer_kept_nobody_confirms(self, server: JournalServer, reader: Reader) -> None:
        """Its seal is all there is."""
        server.refuse(routes.COMMITS, 410, "past_gone")
        past = past_of(reader)
        assert [past.is_confirmed(one) for one in past.versions(node_id("b"))] == [False] * 3

    def test_a_version_under_another_commit_is_forged(self, server: JournalServer, reader: Reader) -> None:
        """A server that moves a version to another time is found out."""

        def shifted(of: list[object]) -> list[object]:
            return [msgspec.structs.replace(one, from_seq=2 if one.from_seq == 3 else one.from_seq) for one in of[1:]]  # type: ignore[attr-defined, type-var]

        server.lie(routes.VERSIONS, versions=shifted)
        past = past_of(reader)
        first = past.versions(node_id("b"))[0]
        with pytest.raises(Forged):
            past.is_confirmed(first)

    def test_versions_out_of_order_are_malformed(self, server: JournalServer, reader: Reader) -> None:
        """Turned round, twice, ended before they began, and those of another node."""

        def ended(at: int) -> Callable[[list[m.RecordVersion]], list[m.RecordVersion]]:
            return lambda of: [*of[:1], msgspec.structs.replace(of[1], to_seq=at), *of[2:]]

        other = [one for one in server.history if one.from_seq == 4][:1]
        for lie in (lambda of: of[::-1], lambda of: [of[0], *of], ended(3), ended(2), ended(1), lambda _: other):
            server.lie(routes.VERSIONS, versions=lie)
            with pytest.raises(Malformed):
                past_of(reader).versions(node_id("b"))
        server.lie(routes.VERSIONS, versions=ended(4))
        assert [one.until_seq for one in past_of(reader).versions(node_id("b"))] == [3, 4, None]

    def test_pages_of_versions_come_to_an_end(self, server: JournalServer, reader: Reader) -> None:
        """One that says that there is more and shows nothing leads nowhere; the same again is out of order."""
        server.lie(routes.VERSIONS, more=True)
        server.asked.clear()
        with pytest.raises(Malformed):
            past_of(reader).versions(node_id("b"))
        assert server.asked.count("versions") == 2
        again = [one for one in server.history if one.from_seq == 5 and parse_record(one.record).id == node_id("b")]
        server.lie(routes.VERSIONS, more=True, versions=again)
        with pytest.raises(Malformed):
            past_of(reader).versions(node_id("b"))

    def test_a_node_from_the_first_commit_on_has_that_version(self, server: JournalServer, reader: Reader) -> None:
        """And one that nobody knows has none."""
        assert [one.moment.seq for one in past_of(reader).versions(server.drive)] == [1]
        assert past_of(reader).versions(node_id("nowhere")) == []

    @pytest.mark.parametrize("broken", [JournalServer.noise, JournalServer.later])
    def test_versions_that_do_not_open_are_left_out(
        self, server: JournalServer, reader: Reader, broken: Callable[[JournalServer, str], Put]
    ) -> None:
        """The others are shown."""
        server.commit(broken(server, "x"))
        server.commit(server.folder("x"))
        reader.journal.fetch()
        assert [one.moment.seq for one in past_of(reader).versions(node_id("x"))] == [7]

    def test_few_confirmations_are_kept(
        self, server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The one that was asked for longest ago goes first."""
        monkeypatch.setattr(past_module, "CONFIRMED_KEPT", 2)
        past = past_of(reader)
        found = past.versions(node_id("b"))
        server.asked.clear()
        assert all(past.is_confirmed(one) for one in (*found, *found[1:]))
        assert server.asked == ["commits"] * 3
        assert past.is_confirmed(found[0])
        assert server.asked == ["commits"] * 4

    def test_a_commit_that_is_not_shown_confirms_nothing(self, server: JournalServer, reader: Reader) -> None:
        """None, or a later one: it is no longer kept."""
        first = past_of(reader).versions(node_id("b"))[0]
        for shown in ([], server.commits[-1:]):
            server.lie(routes.COMMITS, commits=shown)
            assert not past_of(reader).is_confirmed(first)
        assert reader.space.frozen is None

    def test_a_commit_that_was_made_up_confirms_nothing(self, server: JournalServer, reader: Reader) -> None:
        """One that puts the very record, and that a member signed, in the place of the one on the chain."""
        past = past_of(reader)
        last = past.versions(node_id("b"))[-1]
        ops = encode_ops([put_op(last.raw)])
        header = parse_signed_header(server.commits[1].header)
        header = replace(header, ops_hash=digest("ops", ops), n_ops=1)
        signed = sign_commit(server.writer.identity, header)
        server.lie(routes.COMMITS, commits=[m.CommitPair(header=signed, ops=ops)])
        with pytest.raises(Forged):
            past.is_confirmed(replace(last, moment=moment(server, 2)))

    def test_a_commit_that_removed_a_node_made_no_version_of_it(self, server: JournalServer, reader: Reader) -> None:
        """Though it names it."""
        past = past_of(reader)
        only = past.versions(node_id("a"))[0]
        with pytest.raises(Forged):
            past.is_confirmed(replace(only, moment=moment(server, 4)))


@pytest.mark.parametrize("seed", range(12))
def test_any_history_is_seen_as_it_was(seed: int) -> None:
    """Whatever was put and removed, at each moment the tree is the one that a device saw then; also while it goes on."""
    chance = random.Random(seed)
    server = JournalServer()
    reader = Reader(server)
    reader.journal.fetch()
    past = past_of(reader)
    seen: dict[int, set[str]] = {1: set()}
    for _ in range(25):
        names = [f"n{number}" for number in range(12)]
        ops: list[Op] = []
        for name in chance.sample(names, chance.randrange(1, 5)):
            there = node_id(name) in server.records
            if there and chance.random() < 0.3:
                ops.append(server.delete(name))
            elif name in names[:4]:
                ops.append(server.folder(name, _folder(server, chance, name)))
            else:
                ops.append(server.file(name, chance.randbytes(3), _folder(server, chance, name)))
        server.commit(*ops)
        reader.journal.fetch()
        seen[reader.seq] = reader.names()
        if chance.random() < 0.4:
            seq = chance.choice(sorted(seen))
            assert paths(past, moment(server, seq)) == seen[seq], f"seed {seed}, commit {seq}"
    for seq, names_then in seen.items():
        assert paths(past, moment(server, seq)) == names_then, f"seed {seed}, commit {seq}"


def _folder(server: JournalServer, chance: random.Random, name: str) -> NodeId:
    return chance.choice(
        [server.drive, server.drive, *(node_id(f"n{number}") for number in range(4) if f"n{number}" != name)]
    )


def test_a_space_that_never_rests_is_given_up(server: JournalServer, reader: Reader) -> None:
    """Nobody waits for ever."""

    def move() -> None:
        server.before.pop("past", None)
        server.commit(server.file("b", server.writer.entropy(3)))
        reader.journal.fetch()
        server.before["past"] = move

    server.before["past"] = move
    with pytest.raises(ServerUnavailable):
        past_of(reader).state(moment(server, 2))


def test_an_accepted_fork_is_not_the_history_that_was_kept() -> None:
    """Two histories part after a moment and are as long as each other: what the other one says is none of its past."""
    first, second = JournalServer(), JournalServer()
    for one in (first, second):
        one.commit(one.file("a"), one.file("b", b"one"))
    first.commit(first.file("a", b"changed here"))
    second.commit(second.file("b", b"changed there"))
    reader = Reader(first)
    reader.journal.fetch()
    past = past_of(reader)
    then = past.chain.at(2)
    past.state(then)
    reader.api._server = second
    reader.journal.accept(reader.journal.offered())
    for node, size in (("a", len(b"text")), ("b", len(b"one"))):
        record = past.opened(then, node_id(node))
        assert record is not None
        assert record.meta.size_bytes == size
    second.commit(second.file("c"))
    reader.journal.fetch()
    assert paths(past, then) == {"a", "b"}
    assert reader.space.frozen is None


def test_a_question_about_a_history_that_was_given_up_is_not_asked_again() -> None:
    """Who accepts another history is not held to a lie about the one before."""
    first, second = JournalServer(), JournalServer()
    for one in (first, second):
        one.commit(one.file("a"), one.file("b", b"one"))
    first.commit(first.file("a", b"changed here"))
    first.commit(first.file("a", b"changed again"))
    second.commit(second.file("b", b"changed there"))
    reader = Reader(first)
    reader.journal.fetch()
    past = past_of(reader)
    first.lie(routes.PAST, records=[])
    with pytest.raises(Forged):
        past.state(past.chain.at(3))
    reader.api._server = second
    reader.journal.accept(reader.journal.offered())
    assert reader.space.frozen is None


def test_clocks_that_are_as_wrong_as_can_be_make_no_liar_of_a_server(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit signed for a time beyond 63 bits is still the one on the chain, though the store keeps another time."""
    monkeypatch.setattr(crypto_fakes, "NOW_MS", (1 << 64) - 1)
    server.commit(server.file("b", b"four"))
    reader.journal.fetch()
    past = past_of(reader)
    last = past.versions(node_id("b"))[-1]
    assert past.is_confirmed(replace(last, moment=replace(last.moment, time_ms=(1 << 63) - 1)))
