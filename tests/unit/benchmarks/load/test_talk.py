"""Simulated devices and a whole server in this process: what they say is taken, and what is wrong is noticed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from benchmarks.load.account import Account
from benchmarks.load.http import Answer, Door
from benchmarks.load.scenes import blob_of
from benchmarks.load.space import Space
from benchmarks.load.talk import Refused, Talk

from fakes.asgi import Client
from fakes.people import ORIGIN
from fakes.servers import Server, serving
from megadesk.model.errors import Forged
from megadesk.model.ids import NO_COMMIT
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.routes import Route


class Beside(Door):
    """A door to a server in this process."""

    def __init__(self, server: Server) -> None:
        super().__init__(ORIGIN)
        self._app = server.client._app

    async def call(
        self, route: Route, token: bytes | None = None, body: bytes = b"", *, query: str = "", **ids: bytes
    ) -> Answer:
        """Return the answer to one request."""
        asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
        reply = await Client(self._app, token=token).call(route, body, query=asked, **ids)
        return Answer(reply.status, reply.body)


async def two_devices(server: Server) -> tuple[Talk, Account]:
    """Return an account with two devices that are signed in and know its first commit."""
    talk, account = Talk(Beside(server)), Account(1, 0)
    await talk.ask("sign up", routes.SIGN_UP, body=encode(account.sign_up(), Encoding.JSON))
    account.sessions = [await talk.sign_in(account, account.device(at)) for at in range(2)]
    for session in account.sessions:
        session.move(account.space.head)
    return talk, account


def test_a_device_that_is_behind_is_told_so_and_is_taken_then(tmp_path: Path) -> None:
    """Its first try is answered 409: contention and no error. It has followed then, and both agree with the server."""

    async def play() -> None:
        async with serving(tmp_path) as server:
            talk, account = await two_devices(server)
            one, other = account.sessions
            await talk.commit("commit", account, one, lambda space: [space.put(None)])
            await talk.commit("commit", account, other, lambda space: [space.put(None)])
            assert (talk.tally.contention, talk.tally.errors) == (1, {})
            assert (one.seq, other.seq, account.space.head.seq) == (2, 3, 3)
            await talk.catch_up(account, one)
            assert one.commit == other.commit == account.space.head.commit_id

    asyncio.run(play())


def test_two_commits_at_the_same_time_both_come_in(tmp_path: Path) -> None:
    """Whoever loses learns what won from the answer, even before the winner has its own."""

    async def play() -> None:
        async with serving(tmp_path) as server:
            talk, account = await two_devices(server)
            tries = [talk.commit("commit", account, one, lambda space: [space.put(None)]) for one in account.sessions]
            await asyncio.gather(*tries)
            assert account.space.head.seq == 3
            fresh = Space(account.space.acl)
            await talk.fetch(account, account.sessions[0].token, fresh)
            assert fresh.head == account.space.head

    asyncio.run(play())


def test_content_goes_up_before_the_commit_that_names_it(tmp_path: Path) -> None:
    """A commit that names what nobody has uploaded is refused in the server's own code; after the upload it is taken."""

    async def play() -> None:
        async with serving(tmp_path) as server:
            talk, account = await two_devices(server)
            session, blob = account.sessions[0], blob_of(1000)
            with pytest.raises(Refused) as refused:
                await talk.commit("commit", account, session, lambda space: [space.put(None, [blob[0]])])
            assert refused.value.status == 422
            await talk.upload(session.token, [blob])
            await talk.commit("commit", account, session, lambda space: [space.put(None, [blob[0]])])
            assert account.space.head.seq == 2

    asyncio.run(play())


def test_a_history_that_does_not_follow_is_noticed(tmp_path: Path) -> None:
    """A device that remembers another commit than the server's chain names does not go on as if nothing were."""

    async def play() -> None:
        async with serving(tmp_path) as server:
            talk, account = await two_devices(server)
            one, other = account.sessions
            await talk.commit("commit", account, one, lambda space: [space.put(None)])
            other.commit = NO_COMMIT
            with pytest.raises(Forged):
                await talk.catch_up(account, other)

    asyncio.run(play())
