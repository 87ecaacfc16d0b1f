"""Spaces as members read and change them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import node_id
from fakes.objects import Bucket
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server, serving
from megadesk.crypto.public import StateTree, block_id, element, parse_record
from megadesk.crypto.structure import encode_manifest_lead
from megadesk.server.logs import LOGGER, open_log
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding


def test_the_chain_is_read_back(play: Play) -> None:
    """Head, headers, commits and ACL are the bytes that were appended."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        made = [ada.make(ada.put(str(n))) for n in (0,)]
        for n in range(3):
            commit = ada.make(ada.put(f"file {n}"))
            made.append(commit)
            assert (await ada.offer(client, commit)).status == 200
            ada.space.apply(commit.verified)
        head = await client.ask(m.HeadAnswer, routes.HEAD, space=ada.space_id)
        assert (head.header, head.incarnation) == (made[-1].signed_header, 1)
        headers = await client.ask(m.Headers, routes.HEADERS, space=ada.space_id, query={"from": 2, "to": 99})
        assert headers.headers == [one.signed_header for one in made[1:]]
        page = await client.ask(m.Commits, routes.COMMITS, space=ada.space_id, query={"after": 1, "limit": 2})
        assert [(one.header, one.ops) for one in page.commits] == [(one.signed_header, one.ops) for one in made[1:3]]
        assert (page.head_seq, page.more) == (4, True)
        acl = await client.ask(m.AclChain, routes.ACL, space=ada.space_id)
        assert [(one.body, one.signature) for one in acl.acls] == [(ada.space.genesis, ada.space.genesis_signature)]

    play(scene)


def test_a_new_device_gets_a_state_that_verifies(play: Play) -> None:
    """Records by bucket give the group digests and the signed root, after puts, updates and removals."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, *[ada.put(str(n)) for n in range(300)])
        await ada.append(client, *[ada.put(str(n)) for n in range(0, 300, 7)])
        await ada.append(client, *[ada.delete(str(n)) for n in range(0, 300, 5)])
        summary = await client.ask(m.StateSummary, routes.STATE, space=ada.space_id)
        page = await client.ask(m.RecordPage, routes.RECORDS, space=ada.space_id, query={"seq": 4})
        tree = StateTree.of_sorted([(parse_record(raw).id, element(raw)) for raw in page.records])
        assert tree.groups == b"".join(summary.groups)
        assert (tree.root, len(page.records)) == (ada.space.head.state_root, ada.space.head.n_records)
        assert page.next_bucket is None

    play(scene)


def test_no_state_is_beyond_the_head(play: Play) -> None:
    """409: the space is not there yet, or was restored to an earlier state."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        for route, query in (
            (routes.RECORDS, {"seq": 3}), (routes.STATE, {"seq": 3}), (routes.PAST, {"seq": 1, "after": 1, "head": 3}),
        ):  # fmt: skip
            reply = await client.call(route, space=ada.space_id, query=query)
            assert (reply.status, reply.code) == (409, "head_moved")

    play(scene)


def test_strangers_see_no_space(play: Play) -> None:
    """For who is no member it is as if it were not there, on every route."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        await ada.join(server.client)
        stranger = await bob.join(server.client)
        query = {"from": 1, "to": 1, "after": 1, "seq": 1, "head": 1}
        for route in (
            routes.HEAD, routes.ACL, routes.HEADERS, routes.COMMITS, routes.STATE, routes.RECORDS, routes.PAST,
            routes.VERSIONS,
        ):  # fmt: skip
            his = await stranger.call(route, space=ada.space_id, node=bytes(16), query=query)
            none = await stranger.call(route, space=bytes(32), node=bytes(16), query=query)
            assert (his.status, his.body) == (404, none.body), route.name
        commit = ada.make(ada.put("x"))
        assert (await ada.offer(stranger, commit)).status == 404

    play(scene)


def test_who_is_late_gets_what_he_misses_and_a_turn(play: Play) -> None:
    """409 with the commits in between; after them the same change goes through."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        late = ada.make(ada.put("late"))
        winner = ada.make(ada.put("winner"))
        assert (await ada.offer(client, winner)).status == 200
        reply = await ada.offer(client, late)
        assert reply.status == 409
        moved = reply.message(m.HeadMoved, Encoding.MSGPACK)
        assert [(one.header, one.ops) for one in moved.commits] == [(winner.signed_header, winner.ops)]
        assert (moved.head_seq, moved.more, len(moved.turn), moved.turn_ms) == (2, False, 16, 2000)
        ada.space.apply(winner.verified)
        await ada.append(client, ada.put("late"), turn=moved.turn)

    play(scene)


def test_a_repeated_append_is_the_same_append(play: Play) -> None:
    """A client that did not get the answer may ask again, even when the space has moved on."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        made = ada.commit(ada.put("a"))
        for _ in range(2):
            reply = await ada.offer(client, made)
            assert (reply.status, reply.message(m.Appended, Encoding.MSGPACK).seq) == (200, 2)
        await ada.append(client, ada.put("b"))
        assert (await ada.offer(client, made)).message(m.Appended, Encoding.MSGPACK).seq == 2
        assert (await client.ask(m.HeadAnswer, routes.HEAD, space=ada.space_id)).header != made.signed_header

    play(scene)


def test_many_writers_make_one_chain(play: Play) -> None:
    """Eight appends of the same head at once: one wins, the others are told so."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        offers = [ada.make(ada.put(f"writer {n}")) for n in range(8)]
        replies = await asyncio.gather(*[ada.offer(client, one) for one in offers])
        assert sorted(reply.status for reply in replies) == [200] + [409] * 7
        assert (await client.ask(m.Spaces, routes.SPACES)).spaces[0].seq == 2

    play(scene)


def test_a_query_must_make_sense(play: Play) -> None:
    """400 for a missing or silly number."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        for query in ({}, {"seq": "x"}, {"seq": "-1"}, {"seq": "1", "bucket": "65536"}, {"seq": "9" * 17}):
            reply = await client.call(routes.RECORDS, space=ada.space_id, query=query)
            assert (reply.status, reply.code) == (400, "bad_usage"), query
        for numbers in ({"seq": 1}, {"seq": 1, "after": 0, "head": 1}, {"seq": 1, "after": 2, "head": 1}):
            reply = await client.call(routes.PAST, space=ada.space_id, query=numbers)
            assert (reply.status, reply.code) == (400, "bad_usage"), numbers
        assert (await client.send("GET", f"/v1/spaces/{'zz' * 32}/head")).status == 400
        assert (await client.send("GET", "/v1/spaces/00/head")).status == 400

    play(scene)


def test_a_fresh_node_is_current_once(play: Play) -> None:
    """An update replaces the record; what was there before is not served as current."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        await ada.append(client, ada.put("a"))
        page = await client.ask(m.RecordPage, routes.RECORDS, space=ada.space_id, query={"seq": 3})
        versions = [parse_record(raw).version for raw in page.records if parse_record(raw).id == node_id("a")]
        assert versions == [2]

    play(scene)


def test_an_append_waits_for_no_object_store_while_others_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifests that it names, and those that it replaces, were read before its transaction, all at once."""
    blocks = [blob(f"block {n}", 300)[0] for n in range(6)]
    manifests = [(block_id(data), data) for data in (encode_manifest_lead([one]) + bytes(84) for one in blocks)]
    bucket = Bucket.in_memory()
    asked: list[int] = []

    async def first() -> Person:
        async with serving(tmp_path, bucket.open()) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, *[blob(f"block {n}", 300) for n in range(6)], *manifests)
            await ada.append(client, *[ada.put(f"{n}", [manifests[n][0]]) for n in range(3)])
            return ada

    async def then(ada: Person) -> None:
        async with serving(tmp_path, bucket.open()) as server:
            blobs = server.services.blobs
            real = blobs.read_many

            def read_many(wanted: Any) -> list[bytes | None]:
                asked.append(len(wanted))
                return real(wanted)

            monkeypatch.setattr(blobs, "read_many", read_many)
            monkeypatch.setattr(blobs, "read", _far_away)
            client = await ada.log_in(server.client)
            await ada.append(client, *[ada.put(f"{n}", [manifests[n + 3][0]]) for n in range(3)])
            with server.services.metadata.read() as tx:
                assert tx.referred(blocks) == set(blocks)

    asyncio.run(then(asyncio.run(first())))
    assert asked == [6]


def _far_away(*_: Any) -> bytes:
    raise AssertionError("read one by one, in the transaction")


def test_the_log_leads_from_a_request_to_its_commit(play: Play) -> None:
    """One line for each commit that was taken, by the id that the answer carries; none for one that came late."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = io.StringIO()
        handler = open_log("info", stream)
        try:
            commit, late = ada.make(ada.put("a"), ada.put("b")), ada.make(ada.put("c"))
            taken = await ada.offer(client, commit)
            assert (await ada.offer(client, late)).status == 409
        finally:
            logging.getLogger(LOGGER).removeHandler(handler)
        (line,) = map(json.loads, stream.getvalue().splitlines())
        del line["time"]
        assert line == {
            "level": "info", "message": "a commit was accepted", "request": taken.headers["x-request-id"],
            "commit": commit.verified.head.commit_id.hex()[:16], "seq": 2, "ops": 2,
        }  # fmt: skip

    play(scene)
