"""What somebody with an account of their own, or with none, tries against others: docs/security/abuse.md, row by row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from fakes.asgi import Client, Reply
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server
from megadesk.crypto.commits import HEADER_BYTES, commit_id
from megadesk.crypto.public import possession_proof
from megadesk.server.metadata import MetadataStore
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack

WITH_IDS = [route for route in routes.ROUTES if "{" in route.path and route is not routes.BLOB_PUT]
"""Every route that names something which may be another's; who stores a blob names it by what is in it, and stores their own."""
ABSENT = {"space": bytes(32), "blob": bytes(32), "node": bytes(16), "session": bytes(16)}
QUERY = {"from": 1, "to": 1, "after": 1, "seq": 1, "head": 1}


async def ids_of(ada: Person, client: Client) -> dict[str, bytes]:
    """Return the ids of what an account has: its space, a blob and a node in it, its session."""
    block, data = blob("secret", 70_000)
    await client.ask(m.Stored, routes.BLOB_PUT, data, blob=block)
    put = ada.put("a", [block])
    await ada.append(client, put)
    sessions = await client.ask(m.Sessions, routes.SESSIONS)
    return {"space": ada.space_id, "blob": block, "node": put.id, "session": sessions.sessions[0].id}


def body_for(route: routes.Route, ada: Person) -> msgspec.Struct | None:
    """Return a body that the route would take from ada herself."""
    made = ada.make(ada.put("more"))
    bodies = {
        "append": m.Append(header=made.signed_header, ops=made.ops),
        "blob_possess": m.PossessQuery(nonce=bytes(16)),
    }
    return bodies.get(route.name)


def what_is_said(reply: Reply) -> tuple[int, bytes, dict[str, str]]:
    """Return an answer without what differs between any two."""
    return reply.status, reply.body, {name: value for name, value in reply.headers.items() if name != "x-request-id"}


@pytest.mark.parametrize("route", WITH_IDS, ids=lambda route: route.name)
def test_what_is_anothers_is_as_if_it_were_not_there(play: Play, route: routes.Route) -> None:
    """To the byte the same answer for what is another's and for what nobody has; and nothing changes by asking."""

    async def scene(server: Server) -> None:
        ada, eve = Person(), Person("eve")
        client, stranger = await ada.join(server.client), await eve.join(server.client)
        theirs = await ids_of(ada, client)
        body = body_for(route, ada)
        his = await stranger.call(route, body, query=QUERY, **theirs)
        none = await stranger.call(route, body, query=QUERY, **ABSENT)
        assert his.status == 404
        assert what_is_said(his) == what_is_said(none)
        assert len((await client.ask(m.Sessions, routes.SESSIONS)).sessions) == 1
        head = await client.ask(m.HeadAnswer, routes.HEAD, space=ada.space_id)
        assert commit_id(head.header[:HEADER_BYTES]) == ada.space.head.commit_id
        assert (await client.call(routes.BLOB_GET, blob=theirs["blob"])).status == 200

    play(scene)


def test_a_list_holds_nothing_of_others(play: Play) -> None:
    """Spaces and sessions that are listed are one's own."""

    async def scene(server: Server) -> None:
        ada, eve = Person(), Person("eve")
        client, stranger = await ada.join(server.client), await eve.join(server.client)
        theirs = await ids_of(ada, client)
        spaces = await stranger.ask(m.Spaces, routes.SPACES)
        sessions = await stranger.ask(m.Sessions, routes.SESSIONS)
        assert [one.space for one in spaces.spaces] == [eve.space_id]
        assert theirs["session"] not in {one.id for one in sessions.sessions}

    play(scene)


def test_a_commit_links_no_blob_of_others(play: Play) -> None:
    """A record that names a blob which only another has is refused as one that names nothing, and frees nothing later."""

    async def scene(server: Server) -> None:
        ada, eve = Person(), Person("eve")
        client, stranger = await ada.join(server.client), await eve.join(server.client)
        theirs = await ids_of(ada, client)
        answers = [
            await eve.offer(stranger, eve.make(eve.put("mine", [named])))
            for named in (blob("secret", 70_000)[0], blob("nobody has it")[0])
        ]
        assert {(reply.status, reply.code) for reply in answers} == {(422, "missing")}
        assert (await stranger.call(routes.BLOB_GET, blob=theirs["blob"])).status == 404
        assert (await client.call(routes.BLOB_GET, blob=theirs["blob"])).status == 200

    play(scene)


def test_who_stores_the_same_frees_nothing_of_others(play: Play) -> None:
    """Two accounts with the same bytes: when one lets go of them, the other has them."""

    async def scene(server: Server) -> None:
        ada, eve = Person(), Person("eve")
        client, stranger = await ada.join(server.client), await eve.join(server.client)
        theirs = await ids_of(ada, client)
        block, data = blob("secret", 70_000)
        await stranger.ask(m.Stored, routes.BLOB_PUT, data, blob=block)
        await eve.append(stranger, eve.put("same", [block]))
        await eve.append(stranger, eve.delete("same"))
        assert (await client.call(routes.BLOB_GET, blob=theirs["blob"])).body == data

    play(scene)


def test_a_session_that_ended_opens_nothing(play: Play) -> None:
    """The token of a session that was logged out, ended from elsewhere or outlived is as good as none, on every route."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        ended = await ada.log_in(server.client)
        theirs = await ids_of(ada, client)
        sessions = (await ended.ask(m.Sessions, routes.SESSIONS)).sessions
        (own,) = (one.id for one in sessions if one.current)
        assert (await client.call(routes.SESSION_END, session=own)).status == 200
        for route in routes.ROUTES:
            if route.rights == "session":
                reply = await ended.call(route, body_for(route, ada), query=QUERY, **theirs)
                assert (reply.status, reply.code) == (401, "not_signed_in"), route.name

    play(scene)


def test_a_login_that_was_overheard_opens_nothing(play: Play) -> None:
    """The same answer to a challenge a second time is refused, and so is one for a challenge of another or an old one."""

    async def scene(server: Server) -> None:
        ada, eve = Person(), Person("eve")
        await ada.join(server.client)
        await eve.join(server.client)
        said = await ada.answer(server.client)
        assert (await server.client.call(routes.LOGIN_FINISH, said)).status == 200
        late = await ada.answer(server.client)
        start = await server.client.ask(m.LoginChallenge, routes.LOGIN_START, m.LoginStart(login=eve.login))
        for_another = ada.signed(msgspec.structs.replace(start, account=ada.account))
        server.pass_s(server.services.config.challenge_s + 1)
        for answer in (said, late, for_another):
            reply = await server.client.call(routes.LOGIN_FINISH, answer)
            assert (reply.status, reply.code) == (401, "wrong_credentials")

    play(scene)


def test_a_change_of_keys_that_was_overheard_changes_nothing(play: Play) -> None:
    """It is good once: sent again, by the same session even, it is refused."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        change = await ada.new_keys(client)
        assert (await client.call(routes.CHANGE_KEYS, change)).status == 200
        assert (await client.call(routes.CHANGE_KEYS, change)).status == 401

    play(scene)


def test_two_devices_do_not_pass_the_quota_together(play: Play) -> None:
    """Many uploads at once, each of which would fit alone: what is taken fits all the same."""

    async def scene(server: Server) -> None:
        ada = Person()
        first = await ada.join(server.client)
        second = await ada.log_in(server.client)
        quota = 500_000
        used = (await first.ask(m.Me, routes.ME)).used_bytes
        with server.services.metadata.write() as tx:
            tx.set_quota(ada.account, used + quota)
        blobs = [blob(f"race {at}", 100_000) for at in range(16)]
        sending = [
            (first, second)[at % 2].call(routes.BLOB_PUT, data, blob=block)
            if at % 3
            else (first, second)[at % 2].call(routes.BLOBS_PUT, pack([(block, data)]))
            for at, (block, data) in enumerate(blobs)
        ]
        replies = await asyncio.gather(*sending)
        taken = [reply for reply in replies if reply.status == 200]
        refused = {(reply.status, reply.code) for reply in replies if reply.status != 200}
        assert (len(taken), refused) == (5, {(507, "quota_exceeded")})
        me = await first.ask(m.Me, routes.ME)
        assert me.used_bytes <= me.quota_bytes

    play(scene)


def test_two_commits_do_not_pass_the_quota_together(play: Play) -> None:
    """Of two devices that name what they uploaded at the same time, the bytes are charged once each."""

    async def scene(server: Server) -> None:
        ada = Person()
        first = await ada.join(server.client)
        second = await ada.log_in(server.client)
        blobs = [blob(f"named {at}", 100_000) for at in range(2)]
        await upload(first, blobs[0])
        await upload(second, blobs[1])
        before = await first.ask(m.Me, routes.ME)
        mine, theirs = (ada.make(ada.put(f"file {at}", [block])) for at, (block, _) in enumerate(blobs))
        replies = await asyncio.gather(ada.offer(first, mine), ada.offer(second, theirs))
        assert sorted(reply.status for reply in replies) == [200, 409]
        me = await first.ask(m.Me, routes.ME)
        # One is current; the other's upload waits, and is charged as such: both once, whoever won.
        assert me.bytes_current - before.bytes_current - len(blobs[0][1]) < 1000
        assert me.used_bytes - before.used_bytes < 1000

    play(scene)


# -- who has an account -------------------------------------------------------------------------------------------------


class Noting:
    """The metadata store, and the names of what is asked of it."""

    def __init__(self, store: MetadataStore) -> None:
        self._store = store
        self.asked: list[str] = []

    @contextmanager
    def read(self) -> Iterator[Any]:
        """A transaction that reads."""
        with self._store.read() as tx:
            yield _Noted(tx, self.asked)

    @contextmanager
    def write(self, **how: bool) -> Iterator[Any]:
        """A transaction that writes."""
        with self._store.write(**how) as tx:
            yield _Noted(tx, self.asked)


class _Noted:
    def __init__(self, tx: object, asked: list[str]) -> None:
        self._tx, self._asked = tx, asked

    def __getattr__(self, name: str) -> Any:
        self._asked.append(name)
        return getattr(self._tx, name)


async def wrong_login(server: Server, person: Person) -> tuple[list[str], Reply, m.LoginChallenge]:
    """Return what a login with a wrong signature asks of the database, the answer, and the challenge."""
    store = server.services.metadata
    noting = Noting(store)
    server.services.metadata = noting  # type: ignore[assignment]  # all that a login asks of it
    start = await server.client.ask(m.LoginChallenge, routes.LOGIN_START, m.LoginStart(login=person.login))
    answer = msgspec.structs.replace(person.signed(start), signature=bytes(64))
    reply = await server.client.call(routes.LOGIN_FINISH, answer)
    server.services.metadata = store
    return noting.asked, reply, start


def test_a_login_takes_the_same_way_for_a_name_nobody_has(play: Play) -> None:
    """The same questions to the database, in the same order, same answer, same shape of the challenge: nothing to tell them apart by."""

    async def scene(server: Server) -> None:
        ada, disabled, nobody = Person(), Person("dis"), Person("nob")
        await ada.join(server.client)
        await disabled.join(server.client)
        with server.services.metadata.write() as tx:
            tx.set_disabled(disabled.account, True)
        known, unknown, shut_out = [await wrong_login(server, person) for person in (ada, nobody, disabled)]
        assert known[0] != []
        assert known[0] == unknown[0] == shut_out[0]
        assert what_is_said(known[1]) == what_is_said(unknown[1]) == what_is_said(shut_out[1])
        assert len({len(start.account + start.kdf_block + start.challenge) for _, _, start in (known, unknown)}) == 1

    play(scene)


def test_a_login_is_answered_after_a_set_time(play: Play) -> None:
    """Each half waits for it, set before the work begins, for a name that has an account, one that has none, and a wrong signature."""

    async def scene(server: Server) -> None:
        ada, nobody = Person(), Person("nob")
        await server.client.ask(m.SignUpDone, routes.SIGN_UP, ada.sign_up())
        waited: list[float] = []

        async def note(seconds: float) -> None:
            waited.append(seconds)

        server.services.pause = note
        await wrong_login(server, ada)
        await wrong_login(server, nobody)
        await ada.log_in(server.client)
        assert (await server.client.call(routes.LIMITS)).status == 200
        assert waited == [3600.0] * 6

    play(scene, login_answer_s=3600.0)


@pytest.mark.embedded("time goes by on the server's clock: limits kept in PostgreSQL go by that of the database")
def test_many_tries_on_one_name_do_not_end_its_sessions(play: Play) -> None:
    """Who is signed in goes on while somebody guesses; the guesser is told to wait, and so is the owner, for a minute."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        burst = server.services.config.login_by_name.burst
        replies = [(await wrong_login(server, ada))[1] for _ in range(burst + 2)]
        assert (replies[-1].status, replies[-1].code) == (429, "rate_limited")
        assert (await client.call(routes.ME)).status == 200
        server.pass_s(int(replies[-1].headers["retry-after"]))
        assert (await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client))).status == 200

    play(scene)


def test_proof_of_possession_tells_nothing_to_who_has_no_such_blob(play: Play) -> None:
    """The answer is a hash over a fresh nonce, and only for a blob within reach."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        theirs = await ids_of(ada, client)
        _, data = blob("secret", 70_000)
        answers = [
            await client.ask(m.PossessAnswer, routes.BLOB_POSSESS, m.PossessQuery(nonce=nonce), blob=theirs["blob"])
            for nonce in (bytes(16), bytes(range(16)))
        ]
        assert [one.digest for one in answers] == [
            possession_proof(bytes(16), data),
            possession_proof(bytes(range(16)), data),
        ]

    play(scene)
