"""States that were, as members ask for them: by what changed, by bucket, and version by version."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Mapping

import pytest

from fakes.asgi import Client
from fakes.crypto import node_id
from fakes.people import Person
from fakes.servers import Play, Server
from megadesk.crypto.public import StateTree, element, parse_record, parse_signed_header
from megadesk.model.ids import NodeId
from megadesk.server import metadata as md
from megadesk.server import past
from megadesk.server.metadata_tables import commits
from megadesk.wire import messages as m
from megadesk.wire import routes

State = Mapping[NodeId, bytes]


async def rewound(client: Client, ada: Person, seq: int, head: int, state: State, after: int | None = None) -> State:
    """Return the state after ``seq``, from that after ``head`` and what ``past`` says."""
    found = dict(state)
    newer: set[bytes] = set()
    records: list[bytes] = []
    at: int | None = seq if after is None else after
    while at is not None:
        query = {"seq": seq, "head": head, "after": at}
        page = await client.ask(m.PastPage, routes.PAST, space=ada.space_id, query=query)
        newer.update(page.newer)
        records += page.records
        assert page.next_after is None or at < page.next_after < head
        at = page.next_after
    for node in newer:
        del found[NodeId(node)]
    found.update((parse_record(raw).id, raw) for raw in records)
    return found


async def whole(client: Client, ada: Person, seq: int) -> State:
    """Return the state after ``seq`` by bucket, checked against its own digests and signed header."""
    summary = await client.ask(m.StateSummary, routes.STATE, space=ada.space_id, query={"seq": seq})
    records: list[bytes] = []
    bucket: int | None = 0
    while bucket is not None:
        query = {"seq": seq, "bucket": bucket}
        page = await client.ask(m.RecordPage, routes.RECORDS, space=ada.space_id, query=query)
        records += page.records
        bucket = page.next_bucket
    found = [(parse_record(raw).id, raw) for raw in records]
    tree = StateTree.of_sorted((node, element(raw)) for node, raw in found)
    header = parse_signed_header(summary.header)
    assert (header.seq, header.n_records, header.state_root) == (seq, len(found), tree.root)
    assert tree.groups == b"".join(summary.groups)
    return dict(found)


async def lived(client: Client, ada: Person, chance: random.Random, commits: int) -> list[dict[NodeId, bytes]]:
    """Let some commits happen; return every state, from that after commit 1 on."""
    states = [dict(await whole(client, ada, 1))]
    names = [f"file {n}" for n in range(40)]
    for _ in range(commits):
        now = dict(states[-1])
        some = chance.sample(names, chance.randint(1, 12))
        ops = [ada.delete(name) if node_id(name) in now and chance.random() < 0.4 else ada.put(name) for name in some]
        await ada.append(client, *ops)
        for op in ops:
            record = getattr(op, "record", None)
            if record is None:
                del now[op.id]
            else:
                now[op.id] = record
        states.append(now)
    return states


@pytest.mark.parametrize("seed", range(3))
def test_every_state_is_found_by_what_changed_and_by_bucket(
    play: Play, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """From any later state to any earlier one, whatever came, went and came back, also in the smallest pages."""
    chance = random.Random(seed)
    monkeypatch.setattr(past, "PAGE_BYTES", chance.choice([1, 3000, 1 << 20]))
    monkeypatch.setattr("megadesk.server.spaces.RECORD_PAGE_BYTES", chance.choice([1, 3000, 1 << 20]))

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        states = await lived(client, ada, chance, 30)
        for seq, state in enumerate(states, 1):
            assert await whole(client, ada, seq) == state, seq
            head = chance.randint(seq, len(states))
            assert await rewound(client, ada, seq, head, states[head - 1]) == state, (seq, head)

    play(scene)


def test_the_way_back_goes_on_when_the_head_does(play: Play) -> None:
    """What led back from one head serves for the next: only the new commits are asked about."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        chance = random.Random(5)
        states = await lived(client, ada, chance, 12)
        first = {"seq": 3, "head": 8, "after": 3}
        page = await client.ask(m.PastPage, routes.PAST, space=ada.space_id, query=first)
        rest = {"seq": 3, "head": 13, "after": 8}
        more = await client.ask(m.PastPage, routes.PAST, space=ada.space_id, query=rest)
        found = {node: raw for node, raw in states[-1].items() if node not in {*page.newer, *more.newer}}
        found.update((parse_record(raw).id, raw) for raw in [*page.records, *more.records])
        assert found == states[2]

    play(scene)


def test_versions_of_a_record_with_their_times(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Oldest first, the current one with an open end, gaps where the node was away; in pages that go on."""
    monkeypatch.setattr(past, "PAGE_BYTES", 1)

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        first, second = ada.put("a"), ada.put("b")
        await ada.append(client, first)
        await ada.append(client, second)
        third = ada.put("a")
        await ada.append(client, third)
        await ada.append(client, ada.delete("a"))
        fourth = ada.put("a")
        await ada.append(client, fourth)
        found: list[m.RecordVersion] = []
        more = True
        while more:
            after = found[-1].from_seq if found else 0
            page = await client.ask(
                m.RecordVersions, routes.VERSIONS, space=ada.space_id, node=node_id("a"), query={"after": after}
            )
            assert len(page.versions) == 1
            found += page.versions
            more = page.more
        assert [(one.from_seq, one.to_seq, one.record) for one in found] == [
            (2, 4, first.record), (4, 5, third.record), (6, 0, fourth.record)
        ]  # fmt: skip
        none = await client.ask(m.RecordVersions, routes.VERSIONS, space=ada.space_id, node=bytes(16))
        assert (none.versions, none.more) == ([], False)

    play(scene)


def test_what_is_no_longer_kept_says_what_is(play: Play) -> None:
    """410 with the oldest state and its time, for states and for commits; the head names it too. Headers stay."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        made = [ada.make(ada.put(str(n))) for n in range(1)]
        for n in range(4):
            made.append(ada.make(ada.put(f"file {n}")))
            assert (await ada.offer(client, made[-1])).status == 200
            ada.space.apply(made[-1].verified)
        with server.services.metadata.write() as tx:
            row = tx.space(ada.space_id)
            assert row is not None
            tx.move_horizon(row.key, 3)
        time_ms = made[2].verified.header.time_ms
        for route, query in (
            (routes.STATE, {"seq": 2}), (routes.RECORDS, {"seq": 2}), (routes.COMMITS, {"after": 1}),
            (routes.PAST, {"seq": 2, "after": 2, "head": 5}),
        ):  # fmt: skip
            reply = await client.call(route, space=ada.space_id, query=query)
            assert (reply.status, reply.code) == (410, "past_gone"), route.name
            assert reply.message(m.ErrorBody).detail == {"oldest_seq": 3, "oldest_ms": time_ms}
        head = await client.ask(m.HeadAnswer, routes.HEAD, space=ada.space_id)
        assert (head.oldest_seq, head.oldest_ms) == (3, time_ms)
        commits = await client.ask(m.Commits, routes.COMMITS, space=ada.space_id, query={"after": 2})
        assert len(commits.commits) == 3
        headers = await client.ask(m.Headers, routes.HEADERS, space=ada.space_id, query={"from": 1, "to": 5})
        assert len(headers.headers) == 5
        assert await whole(client, ada, 3) == await rewound(client, ada, 3, 5, await whole(client, ada, 5))

    play(scene)


def test_who_appends_from_before_what_is_kept_is_sent_to_the_whole_state(play: Play) -> None:
    """409 without commits: what it misses is no longer there one by one."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        late = ada.make(ada.put("late"))
        for n in range(3):
            await ada.append(client, ada.put(f"file {n}"))
        with server.services.metadata.write() as tx:
            tx.move_horizon(tx.all_spaces(0, 1)[0].key, 4)
        reply = await ada.offer(client, late)
        moved = reply.message(m.HeadMoved, routes.APPEND.response_encoding)
        assert (reply.status, moved.commits, moved.more, moved.head_seq) == (409, [], False, 4)

    play(scene)


def test_one_state_is_worked_out_at_a_time_and_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs as much as there is: who asks meanwhile is told to come again, and who asks for the same has it at once."""
    worked_out: list[int] = []
    work_out = past.state_at

    async def check(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        for n in range(4):
            await ada.append(client, ada.put(f"{n}"))
        asked, going = threading.Event(), threading.Event()

        def slowly(tx: md.Reading, row: md.SpaceRow, seq: int) -> tuple[bytes, bytes]:
            worked_out.append(seq)
            asked.set()
            going.wait()
            return work_out(tx, row, seq)

        monkeypatch.setattr(past, "state_at", slowly)
        first = asyncio.ensure_future(whole(client, ada, 2))
        await asyncio.to_thread(asked.wait)
        other = await client.call(routes.STATE, space=ada.space_id, query={"seq": 3})
        assert (other.status, other.code, other.headers["retry-after"]) == (503, "busy", "2")
        going.set()
        found = await first
        assert await whole(client, ada, 2) == found
        await whole(client, ada, 3)
        assert worked_out == [2, 3]

    play(check)


def test_what_a_database_has_lost_is_not_told(play: Play) -> None:
    """After a failover to a copy that lacked the last commits others have their numbers: a state is that of the commit that is there."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        await ada.append(client, ada.put("b"))
        states = past.States()
        with server.services.metadata.read() as tx:
            row = tx.space(ada.space_id)
            assert row is not None
            lost = states.at(tx, row, 2)
        with server.services.metadata.write() as tx:
            other = lost[0][:-1] + bytes([lost[0][-1] ^ 1])
            rows = [[other if value == lost[0] else value for value in one] for one in tx.rows(commits)]
            tx.empty(commits)
            tx.fill(commits, rows)
        with server.services.metadata.read() as tx:
            assert states.at(tx, row, 2)[0] == other

    play(scene)
