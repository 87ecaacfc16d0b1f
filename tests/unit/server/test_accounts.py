"""Sign-up, sign-in, sessions and changes of keys, as a client sees them."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes.asgi import Client
from fakes.people import Person
from fakes.postgres import fresh_database
from fakes.servers import Play, Server
from megadesk.crypto.keys import LoginKey, RecoveryKey
from megadesk.server import metadata as md
from megadesk.server.app import make_app
from megadesk.server.config import ServerConfig
from megadesk.server.run import open_services
from megadesk.wire import messages as m
from megadesk.wire import routes


def test_a_new_account_is_whole(play: Play) -> None:
    """After one request there is an account, its root space and the first commit."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        me = await client.ask(m.Me, routes.ME)
        assert (me.account, me.login, me.root_space, me.incarnation) == (ada.account, ada.login, ada.space_id, 1)
        spaces = await client.ask(m.Spaces, routes.SPACES)
        assert [(one.space, one.seq, one.commit) for one in spaces.spaces] == [
            (ada.space_id, 1, ada.space.head.commit_id)
        ]
        keys = await client.ask(m.AccountKeys, routes.ACCOUNT_KEYS)
        assert (keys.box_password, keys.bundle_public, keys.login_public) == (
            ada.boxes[0], ada.bundle, ada.login_key.public,
        )  # fmt: skip

    play(scene)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: {"login": "Ada@example.org"}, "malformed"),
        (lambda _: {"login": "bob@example.org"}, "forged"),
        (lambda _: {"account": bytes(16)}, "forged"),
        (lambda _: {"kdf_block": bytes(27)}, "malformed"),
        (lambda one: {"kdf_block": one.kdf[:2] + bytes(4) + one.kdf[6:]}, "downgrade"),
        (lambda _: {"login_public": bytes(32)}, "malformed"),
        (lambda _: {"genesis_signature": bytes(64)}, "forged"),
        (lambda one: {"bundle_public": one.bundle[:-64] + bytes(64)}, "forged"),
        (lambda _: {"genesis_acl": Person("bob").space.genesis, "genesis_signature": Person("bob").space.genesis_signature}, "forged"),
        (lambda one: {"first_commit": m.CommitPair(header=bytes(286), ops=b"")}, "malformed"),
    ],
    ids=["name form", "other name", "other account", "kdf", "weak kdf", "bad key", "genesis", "bundle", "other space", "commit"],
)  # fmt: skip
def test_a_faulty_sign_up_leaves_nothing(play: Play, change: Any, code: str) -> None:
    """422 with the check that failed; the same name can be taken by a good one afterwards."""

    async def scene(server: Server) -> None:
        ada = Person()
        good = ada.sign_up()
        reply = await server.client.call(routes.SIGN_UP, msgspec.structs.replace(good, **change(ada)))
        assert (reply.status, reply.code) == (422, code)
        assert (await server.client.call(routes.SIGN_UP, good)).status == 200

    play(scene)


@pytest.mark.needs("postgresql")
def test_a_name_that_is_no_text_for_a_database_is_refused(tmp_path: Path) -> None:
    """PostgreSQL takes no zero byte: whoever sends one hears that the name is none, and no fault of the server's is logged."""
    with fresh_database() as url:
        services = open_services(ServerConfig(data=tmp_path, database=url, reserve_bytes=0), 1)
        client = Client(make_app(services))
        reply = asyncio.run(client.call(routes.SIGN_UP, Person().sign_up(login="a\0b")))
        services.close()
    assert (reply.status, reply.code) == (400, "bad_usage")


def test_a_first_commit_with_references_is_refused(play: Play) -> None:
    """Nothing can have been uploaded before there is an account."""

    async def scene(server: Server) -> None:
        ada = Person()
        good = ada.sign_up()
        ada.space.head, ada.space.current = Person().space.head, {}
        ada.space.tree = Person().space.tree
        made = ada.make(ada.put("x", [b"\1" * 32]))  # type: ignore[list-item]  # an id of nothing
        pair = m.CommitPair(header=made.signed_header, ops=made.ops)
        reply = await server.client.call(routes.SIGN_UP, msgspec.structs.replace(good, first_commit=pair))
        assert (reply.status, reply.code) == (422, "missing")

    play(scene)


def test_a_name_is_taken_once(play: Play) -> None:
    """409, and the account that was there first is untouched."""

    async def scene(server: Server) -> None:
        ada, other = Person(), Person("other")
        client = await ada.join(server.client)
        other.login = ada.login
        twin = Person("ada")
        reply = await server.client.call(routes.SIGN_UP, twin.sign_up())
        assert (reply.status, reply.code) == (409, "already_exists")
        assert (await client.ask(m.Me, routes.ME)).account == ada.account

    play(scene)


@pytest.mark.parametrize(
    ("settings", "invitation", "status"),
    [({"sign_up": "closed"}, "", 403), ({"sign_up": "invitation", "invitation": "yes"}, "no", 403),
     ({"sign_up": "invitation", "invitation": "yes"}, "yes", 200)],
    ids=["closed", "wrong code", "right code"],
)  # fmt: skip
def test_the_operator_decides_who_signs_up(play: Play, settings: dict[str, Any], invitation: str, status: int) -> None:
    """Closed to all, or open to those with the code."""

    async def scene(server: Server) -> None:
        assert (await server.client.call(routes.SIGN_UP, Person().sign_up(invitation=invitation))).status == status

    play(scene, **settings)


@pytest.mark.attack("A11")
def test_a_challenge_opens_one_session(play: Play) -> None:
    """Within its time, once, for the account it was given to."""

    async def scene(server: Server) -> None:
        ada = Person()
        await ada.join(server.client)
        answer = await ada.answer(server.client)
        assert (await server.client.call(routes.LOGIN_FINISH, answer)).status == 200
        again = await server.client.call(routes.LOGIN_FINISH, answer)
        assert (again.status, again.code) == (401, "wrong_credentials")
        late = await ada.answer(server.client)
        server.pass_s(61)
        assert (await server.client.call(routes.LOGIN_FINISH, late)).status == 401

    play(scene)


@pytest.mark.parametrize(
    "change",
    [{"signature": bytes(64)}, {"device": bytes(16)}, {"time_ms": 1}, {"account": bytes(16)}, {"recovery": True},
     {"origin": "https://evil.example:443"}, {"challenge": bytes(32)}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_every_part_of_a_login_is_signed(play: Play, change: dict[str, Any]) -> None:
    """Whatever is changed, the answer is the same."""

    async def scene(server: Server) -> None:
        ada = Person()
        await ada.join(server.client)
        answer = msgspec.structs.replace(await ada.answer(server.client), **change)
        reply = await server.client.call(routes.LOGIN_FINISH, answer)
        assert (reply.status, reply.body) == (401, b'{"code":"wrong_credentials","message":"","detail":{}}')

    play(scene)


def test_a_login_for_another_server_is_refused(play: Play) -> None:
    """A relay cannot use what was signed for its own address."""

    async def scene(server: Server) -> None:
        ada = Person()
        await ada.join(server.client)
        answer = await ada.answer(server.client, origin="https://evil.example:443")
        assert (await server.client.call(routes.LOGIN_FINISH, answer)).status == 401

    play(scene)


@pytest.mark.attack("A9")
def test_unknown_names_look_like_known_ones(play: Play) -> None:
    """The same shape, the same bytes each time but for the challenge, and the same refusal."""

    async def scene(server: Server) -> None:
        ada, nobody = Person(), Person("nobody")
        await ada.join(server.client)
        ask = m.LoginStart(login=nobody.login)
        first = await server.client.ask(m.LoginChallenge, routes.LOGIN_START, ask)
        second = await server.client.ask(m.LoginChallenge, routes.LOGIN_START, ask)
        known = await server.client.ask(m.LoginChallenge, routes.LOGIN_START, m.LoginStart(login=ada.login))
        assert (first.account, first.kdf_block) == (second.account, second.kdf_block)
        assert first.challenge != second.challenge
        assert len(first.account) == len(known.account)
        assert first.kdf_block[:11] == known.kdf_block[:11]
        wrong = await server.client.call(routes.LOGIN_FINISH, nobody.signed(first))
        known_wrong = await server.client.call(
            routes.LOGIN_FINISH, msgspec.structs.replace(ada.signed(known), signature=bytes(64))
        )
        assert (wrong.status, wrong.body) == (known_wrong.status, known_wrong.body)

    play(scene)


def test_a_token_is_kept_as_a_hash_only(play: Play) -> None:
    """Who reads the whole database holds no token."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        assert client.token is not None
        files = server.services.config.data.glob("server.sqlite3*")
        assert not any(client.token in file.read_bytes() for file in files)

    play(scene)


@pytest.mark.parametrize("token", [None, bytes(32), b"short"], ids=["none", "unknown", "short"])
def test_no_session_no_answer(play: Play, token: bytes | None) -> None:
    """Every route that needs a session says 401 without one."""

    async def scene(server: Server) -> None:
        server.client.token = token
        for route in routes.ROUTES:
            if route.rights == "session":
                reply = await server.client.call(
                    route,
                    b"x" if route.request else b"",
                    space=bytes(32),
                    blob=bytes(32),
                    session=bytes(16),
                    node=bytes(16),
                )
                assert (reply.status, reply.code) == (401, "not_signed_in"), route.name

    play(scene)


def test_sessions_are_listed_and_ended(play: Play) -> None:
    """One sees all sessions of its account, ends another's, and itself; those of others are not there."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        first = await ada.join(server.client)
        server.pass_s(10)
        second = await ada.log_in(server.client)
        stranger = await bob.join(server.client)
        listed = (await first.ask(m.Sessions, routes.SESSIONS)).sessions
        assert [one.current for one in listed] == [False, True]
        assert all(one.device == ada.device for one in listed)
        not_his = await stranger.call(routes.SESSION_END, session=listed[0].id)
        assert (not_his.status, not_his.code) == (404, "not_found")
        assert (await first.call(routes.SESSION_END, session=listed[0].id)).status == 200
        assert (await second.call(routes.ME)).status == 401
        assert (await first.call(routes.LOGOUT)).status == 200
        assert (await first.call(routes.ME)).status == 401

    play(scene)


def test_a_session_lives_while_it_is_used(play: Play) -> None:
    """Thirty idle days end it; use within them keeps it."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        day_s = 86_400
        for _ in range(3):
            server.pass_s(20 * day_s)
            assert (await client.call(routes.ME)).status == 200
            await server.services.writing(lambda: None)
            while (await client.ask(m.Sessions, routes.SESSIONS)).sessions[0].last_seen_ms != server.now_ms:
                await server.services.writing(lambda: None)
        server.pass_s(31 * day_s)
        assert (await client.call(routes.ME)).status == 401

    play(scene)


def test_new_keys_end_other_sessions(play: Play) -> None:
    """The old key opens nothing any more, the recovery key stays, and the session that changed it goes on."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        other = await ada.log_in(server.client)
        fresh = LoginKey(ada.space.entropy(32))
        request = await ada.new_keys(client, login_public=fresh.public)
        assert (await client.call(routes.CHANGE_KEYS, request)).status == 200
        assert (await client.call(routes.ME)).status == 200
        assert (await other.call(routes.ME)).status == 401
        assert (await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client))).status == 401
        assert (
            await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client, recovery=True))
        ).status == 200
        ada.login_key = fresh
        await ada.log_in(server.client)

    play(scene)


def test_a_stolen_token_changes_no_keys(play: Play) -> None:
    """Without a fresh signature over just this request nothing changes; a signature works once."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        good = await ada.new_keys(client)
        for change in ({"signature": b""}, {"signature": bytes(64)}, {"box_password": bytes(96)}):
            reply = await client.call(routes.CHANGE_KEYS, msgspec.structs.replace(good, **change))
            assert (reply.status, reply.code) == (401, "wrong_credentials")
        used_up = await client.call(routes.CHANGE_KEYS, good)
        assert used_up.status == 401
        assert (await client.ask(m.AccountKeys, routes.ACCOUNT_KEYS)).login_public == ada.login_key.public

    play(scene)


def test_a_recovery_makes_both_keys_new(play: Play) -> None:
    """A session of the recovery key sets a new password and a new recovery key with it, never only one."""

    async def scene(server: Server) -> None:
        ada = Person()
        await ada.join(server.client)
        client = await ada.log_in(server.client, recovery=True)
        password_only = await client.call(routes.CHANGE_KEYS, await ada.new_keys(client))
        assert (password_only.status, password_only.code) == (400, "bad_usage")
        unsigned = msgspec.structs.replace(
            await ada.new_keys(client), recovery_public=RecoveryKey(ada.space.entropy(32)).login().public,
            box_recovery=bytes(96), signature=b"",
        )  # fmt: skip
        by_password = ada.reauthorised(unsigned)
        assert (await client.call(routes.CHANGE_KEYS, by_password)).status == 401
        challenge = (await client.ask(m.Challenge, routes.CHALLENGE)).challenge
        again = msgspec.structs.replace(unsigned, challenge=challenge)
        reply = await client.call(routes.CHANGE_KEYS, ada.reauthorised(again, by_recovery=True))
        assert reply.status == 200
        assert (
            await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client, recovery=True))
        ).status == 401

    play(scene)


@pytest.mark.embedded("time goes by on the server's clock: limits kept in PostgreSQL go by that of the database")
def test_attempts_are_limited(play: Play) -> None:
    """By name and by address; the answer says when to come back, and time heals."""

    async def scene(server: Server) -> None:
        ada = Person()
        await ada.join(server.client)
        wrong = msgspec.structs.replace(await ada.answer(server.client), signature=bytes(64))
        replies = [await server.client.call(routes.LOGIN_FINISH, wrong) for _ in range(25)]
        assert {reply.status for reply in replies[:15]} == {401}
        assert (replies[-1].status, replies[-1].code) == (429, "rate_limited")
        assert int(replies[-1].headers["retry-after"]) >= 1
        server.pass_s(60)
        assert (await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client))).status == 200

    play(scene)


def test_a_disabled_account_is_shut_out(play: Play) -> None:
    """Its sessions and its logins end at once."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        with server.services.metadata.write() as tx:
            tx.set_disabled(ada.account, True)
        assert (await client.call(routes.ME)).status == 401
        assert (await server.client.call(routes.LOGIN_FINISH, await ada.answer(server.client))).status == 401

    play(scene)


@pytest.mark.parametrize("name", ["login", "change", "factor"])
def test_what_is_signed_for_an_old_password_comes_too_late(
    play: Play, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A login or a change of keys that is under way while the password is changed gets no session and changes nothing."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        new = LoginKey(bytes(range(32))).public
        route, body = {
            "login": (routes.LOGIN_FINISH, await ada.answer(server.client)),
            "change": (routes.CHANGE_KEYS, await ada.new_keys(client)),
            "factor": (routes.CHANGE_SECOND_FACTOR, await ada.new_factor(client)),
        }[name]
        module, check = ("accounts", "verify_login") if name == "login" else ("reauth", "verify_reauth")

        def changed_meanwhile(*signed: Any) -> None:
            true_check(*signed)
            with server.services.metadata.write() as tx:
                tx.set_keys(ada.account, md.KeyChange(ada.kdf, new, ada.boxes[0], None, None))

        true_check = getattr(import_module(f"megadesk.server.{module}"), check)
        monkeypatch.setattr(f"megadesk.server.{module}.{check}", changed_meanwhile)
        reply = await client.call(route, body)
        assert (reply.status, reply.code) == (401, "wrong_credentials")
        assert (await client.ask(m.AccountKeys, routes.ACCOUNT_KEYS)).login_public == new
        assert len((await client.ask(m.Sessions, routes.SESSIONS)).sessions) == 1

    play(scene)
