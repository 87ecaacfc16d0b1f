"""Who is asked for a code, which one is taken, and how often somebody may try. The clock is the test's."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes.asgi import Reply
from fakes.authenticator import SLIP, STEP_S, Authenticator, knock
from fakes.people import Person
from fakes.servers import Play, Server, serving
from megadesk.crypto.second_factor import one_time_hash
from megadesk.server.config import Rate
from megadesk.server.second_factor import LOCK_MS, TRIES
from megadesk.wire import messages as m
from megadesk.wire import routes

LOCK_S = LOCK_MS / 1000
PLENTY = {"login_by_name": Rate(burst=1000, every_s=0.001)}


def said(reply: Reply) -> tuple[int, str, Any]:
    """Return status, code and reason of an answer."""
    if reply.status == 200:
        return 200, "", None
    return reply.status, reply.code, reply.message(m.ErrorBody).detail.get("reason")


TAKEN = (200, "", None)
MISSING = (401, "second_factor_needed", "missing")
WRONG = (401, "second_factor_needed", "wrong")
LOCKED = (429, "rate_limited", "second_factor")


def test_nobody_has_one_until_it_is_turned_on(play: Play) -> None:
    """Without a second factor any code is as good as none; afterwards the account says since when there is one."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        assert await client.ask(m.SecondFactor, routes.SECOND_FACTOR) == m.SecondFactor(enabled=False)
        assert said(await knock(ada, server, "123456")) == TAKEN
        since_ms = server.now_ms
        await app.turn_on(ada, client)
        status = await client.ask(m.SecondFactor, routes.SECOND_FACTOR)
        assert status == m.SecondFactor(enabled=True, since_ms=since_ms, codes_left=10)

    play(scene)


@pytest.mark.attack("E7")
@pytest.mark.parametrize("recovery", [False, True], ids=["password", "recovery key"])
def test_a_login_needs_the_code(play: Play, recovery: bool) -> None:
    """A right signature without a code, or with a wrong one, opens nothing and says which; with the code it opens."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        before = len((await client.ask(m.Sessions, routes.SESSIONS)).sessions)
        for code in ("", " - "):
            assert said(await knock(ada, server, code, recovery=recovery)) == MISSING
        for code in (app.wrong(), "1", "AAAAA-AAAAZ", "\N{FULLWIDTH DIGIT ZERO}" * 6):
            assert said(await knock(ada, server, code, recovery=recovery)) == WRONG
        assert len((await client.ask(m.Sessions, routes.SESSIONS)).sessions) == before
        assert said(await knock(ada, server, f"{app.code()[:3]} {app.code()[3:]}", recovery=recovery)) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_who_has_not_the_password_learns_nothing(play: Play) -> None:
    """A wrong signature gets the answer that an unknown name gets, byte for byte, code or no code, and uses no try up."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        nobody = Person("nobody")
        for code in ("", app.code(), app.wrong(), SLIP[0]) * TRIES:
            forged = msgspec.structs.replace(await ada.answer(server.client, code=code), signature=bytes(64))
            unknown = await nobody.answer(server.client, code=code)
            replies = [await server.client.call(routes.LOGIN_FINISH, one) for one in (forged, unknown)]
            assert {(reply.status, reply.body) for reply in replies} == {
                (401, b'{"code":"wrong_credentials","message":"","detail":{}}')
            }
        assert said(await knock(ada, server, app.code())) == TAKEN

    play(scene, **PLENTY)


@pytest.mark.attack("E7")
def test_a_code_is_taken_once(play: Play) -> None:
    """Neither it nor that of an earlier step is taken again, here or for another request; the next one is."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        server.pass_s(STEP_S)
        assert said(await knock(ada, server, app.code())) == TAKEN
        assert said(await knock(ada, server, app.code())) == WRONG
        assert said(await knock(ada, server, app.code(-1))) == WRONG
        change = await ada.new_keys(client, code=app.code())
        assert said(await client.call(routes.CHANGE_KEYS, change)) == WRONG
        assert said(await knock(ada, server, app.code(1))) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_the_code_that_turned_it_on_opens_nothing(play: Play) -> None:
    """It has been seen; who watched it being typed has no use for it."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        assert said(await knock(ada, server, app.code(-1))) == WRONG

    play(scene)


@pytest.mark.attack("E7")
@pytest.mark.parametrize(("steps", "expected"), [(-2, WRONG), (-1, TAKEN), (0, TAKEN), (1, TAKEN), (2, WRONG)])
def test_the_neighbouring_steps_count_as_well(play: Play, steps: int, expected: tuple[int, str, Any]) -> None:
    """One step before and one after the present one, and no more."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        server.pass_s(10 * STEP_S)
        assert said(await knock(ada, server, app.code(steps))) == expected

    play(scene)


@pytest.mark.attack("E7")
def test_two_at_once_cannot_use_one_code(play: Play) -> None:
    """Of several requests with the same code one is let in, of the app's as of a one-time code."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        for code in (app.code(), SLIP[0]):
            answers = [await ada.answer(server.client, code=code) for _ in range(4)]
            replies = await asyncio.gather(*(server.client.call(routes.LOGIN_FINISH, one) for one in answers))
            assert sorted(said(reply) for reply in replies) == [TAKEN, WRONG, WRONG, WRONG]

    play(scene)


@pytest.mark.attack("E7")
def test_a_one_time_code_works_once(play: Play) -> None:
    """In place of the app's code, however it is typed; then never again, and never for another account."""

    async def scene(server: Server) -> None:
        ada, bob, app = Person(), Person("bob"), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        assert said(await knock(ada, server, f" {SLIP[3].lower().replace('-', ' ')}")) == TAKEN
        assert said(await knock(ada, server, SLIP[3])) == WRONG
        assert (await client.ask(m.SecondFactor, routes.SECOND_FACTOR)).codes_left == 9
        bobs = await bob.join(server.client)
        other = Authenticator(server, secret=b"another secret of 20")
        assert said(await other.change(bob, bobs, secret=other.secret, code=other.code())) == TAKEN
        server.pass_s(STEP_S)
        for code in (app.code(), app.code(1)):
            assert said(await knock(bob, server, code)) == WRONG
        assert said(await knock(bob, server, SLIP[3])) == TAKEN
        assert (await client.ask(m.SecondFactor, routes.SECOND_FACTOR)).codes_left == 9

    play(scene)


@pytest.mark.attack("E7")
def test_after_five_wrong_codes_no_code_is_taken_for_a_while(play: Play) -> None:
    """Not the right one of the app, until fifteen minutes later, by the server's clock, restart or not."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        for _ in range(TRIES):
            assert said(await knock(ada, server, app.wrong())) == WRONG
        for code in (app.wrong(), app.code(), "AAAAA-AAAAZ"):
            reply = await knock(ada, server, code)
            assert said(reply) == LOCKED
            assert reply.headers["retry-after"] == str(int(LOCK_S))
        server.pass_s(LOCK_S - 1)
        reply = await knock(ada, server, app.code())
        assert (said(reply), reply.headers["retry-after"]) == (LOCKED, "1")
        server.pass_s(1)
        assert said(await knock(ada, server, app.code())) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_guesses_do_not_shut_the_owner_out(play: Play) -> None:
    """Who has the password and keeps the account locked is got rid of: one-time codes sign in and change the password."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        for _ in range(TRIES):
            assert said(await knock(ada, server, app.wrong())) == WRONG
        assert said(await knock(ada, server)) == MISSING
        assert said(await knock(ada, server, SLIP[0])) == TAKEN
        for code, expected in ((SLIP[0], LOCKED), (app.code(), LOCKED), (SLIP[1], TAKEN)):
            assert said(await client.call(routes.CHANGE_KEYS, await ada.new_keys(client, code=code))) == expected

    play(scene)


@pytest.mark.attack("E7")
def test_tries_outlive_a_restart(tmp_path: Path) -> None:
    """They are in the database: a server that starts again goes on counting, and stays locked."""

    async def scene() -> None:
        ada = Person()
        async with serving(tmp_path) as server:
            app = Authenticator(server)
            await app.turn_on(ada, await ada.join(server.client))
            for _ in range(TRIES - 1):
                assert said(await knock(ada, server, app.wrong())) == WRONG
        for expected in (WRONG, LOCKED):
            async with serving(tmp_path) as server:
                server.pass_s(STEP_S)
                assert said(await knock(ada, server, Authenticator(server).wrong())) == expected

    asyncio.run(scene())


def test_a_right_code_sets_the_tries_back(play: Play) -> None:
    """Whoever mistypes now and then is never locked out."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        for right in (app.code(), SLIP[0]):
            for _ in range(TRIES - 1):
                assert said(await knock(ada, server, app.wrong())) == WRONG
            assert said(await knock(ada, server, right)) == TAKEN
        assert said(await knock(ada, server, app.wrong())) == WRONG

    play(scene, **PLENTY)


@pytest.mark.attack("E7")
def test_tries_of_all_requests_count_together(play: Play) -> None:
    """Logins, changes of keys and of the second factor share five tries."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        assert said(await knock(ada, server, app.wrong())) == WRONG
        assert said(await knock(ada, server, app.wrong(), recovery=True)) == WRONG
        assert said(await client.call(routes.CHANGE_KEYS, await ada.new_keys(client, code=app.wrong()))) == WRONG
        for slip in ((), SLIP):
            assert said(await app.change(ada, client, code=app.wrong(), slip=slip)) == WRONG
        assert said(await client.call(routes.CHANGE_KEYS, await ada.new_keys(client, code=app.code()))) == LOCKED

    play(scene)


def test_a_clock_that_was_set_back_locks_nobody_for_long(play: Play) -> None:
    """A lock ends fifteen minutes after the clock, as it goes now, was first asked; a code used in the future stays used."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        for _ in range(TRIES):
            await knock(ada, server, app.wrong())
        year_s = 365 * 86400
        server.pass_s(-year_s)
        assert said(await knock(ada, server, app.code())) == LOCKED
        server.pass_s(LOCK_S)
        assert said(await knock(ada, server, app.code())) == WRONG
        assert said(await knock(ada, server, SLIP[0])) == TAKEN
        server.pass_s(year_s)
        assert said(await knock(ada, server, app.code())) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_new_keys_need_signature_and_code(play: Play) -> None:
    """A session alone changes nothing, nor does a signature without a code; the code is part of what is signed."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        server.pass_s(STEP_S)

        async def change(**changes: Any) -> tuple[int, str, Any]:
            return said(await client.call(routes.CHANGE_KEYS, await ada.new_keys(client, **changes)))

        good = await ada.new_keys(client, code=app.code())
        for unsigned in ({"signature": b""}, {"signature": bytes(64)}, {"code": app.code(-1)}, {"code": SLIP[0]}):
            other = msgspec.structs.replace(await ada.new_keys(client, code=good.code), **unsigned)
            assert said(await client.call(routes.CHANGE_KEYS, other)) == (401, "wrong_credentials", None)
        assert await change() == MISSING
        assert await change(recovery_public=ada.login_key.public, box_recovery=ada.boxes[1]) == MISSING
        assert await change(code=app.wrong()) == WRONG
        assert (await client.ask(m.AccountKeys, routes.ACCOUNT_KEYS)).login_public == ada.login_key.public
        assert said(await client.call(routes.CHANGE_KEYS, good)) == TAKEN
        assert (await client.ask(m.AccountKeys, routes.ACCOUNT_KEYS)).login_public == good.login_public

    play(scene)


@pytest.mark.attack("E7")
def test_a_session_of_the_recovery_key_showed_its_code_already(play: Play) -> None:
    """It may set new keys without another one; not if it was opened before there was a second factor."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        early = await ada.log_in(server.client, recovery=True)
        await app.turn_on(ada, client)
        late = await ada.log_in(server.client, recovery=True, code=app.code())
        new = {"recovery_public": ada.login_key.public, "box_recovery": ada.boxes[1]}
        for recovering, expected in ((early, MISSING), (late, TAKEN)):
            request = msgspec.structs.replace(await ada.new_keys(recovering, **new), signature=b"")
            reply = await recovering.call(routes.CHANGE_KEYS, ada.reauthorised(request, by_recovery=True))
            assert said(reply) == expected

    play(scene)


@pytest.mark.attack("E7")
def test_a_session_of_the_password_showed_its_code_for_itself_alone(play: Play) -> None:
    """Whoever takes it over later has no code to show, and changes nothing."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        client = await ada.log_in(server.client, code=app.code())
        assert said(await client.call(routes.CHANGE_KEYS, await ada.new_keys(client))) == MISSING

    play(scene)


@pytest.mark.attack("E7")
def test_a_change_that_was_overheard_changes_nothing_again(play: Play) -> None:
    """Its challenge is used up, whatever the code would be worth; so is that of one that was refused."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        for code, expected in ((app.wrong(), WRONG), (SLIP[0], TAKEN)):
            hashes = [one_time_hash(ada.account, one) for one in SLIP]
            request = await ada.new_factor(client, code=code, code_hashes=hashes)
            assert said(await client.call(routes.CHANGE_SECOND_FACTOR, request)) == expected
            again = await client.call(routes.CHANGE_SECOND_FACTOR, request)
            assert said(again) == (401, "wrong_credentials", None)
        assert (await client.ask(m.SecondFactor, routes.SECOND_FACTOR)).codes_left == 10

    play(scene)


@pytest.mark.attack("E7")
def test_it_is_turned_on_with_a_code_of_the_new_secret(play: Play) -> None:
    """No code, one of another secret or no signature turn nothing on; twice it is not turned on, whatever the code."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        other = Authenticator(server, secret=b"another secret of 20")
        assert said(await app.change(ada, client, secret=app.secret, code="")) == MISSING
        assert said(await app.change(ada, client, secret=app.secret, code=other.code())) == WRONG
        hashes = [one_time_hash(ada.account, one) for one in SLIP]
        request = await ada.new_factor(client, secret=app.secret, code=app.code(), code_hashes=hashes)
        unsigned = msgspec.structs.replace(request, signature=b"")
        assert said(await client.call(routes.CHANGE_SECOND_FACTOR, unsigned)) == (401, "wrong_credentials", None)
        assert not (await client.ask(m.SecondFactor, routes.SECOND_FACTOR)).enabled
        await app.turn_on(ada, client)
        for code in (app.code(), other.code(), SLIP[0]):
            assert said(await other.change(ada, client, secret=other.secret, code=code))[:2] == (409, "already_exists")
        assert said(await knock(ada, server, app.code())) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_new_one_time_codes_replace_the_old_ones(play: Play) -> None:
    """After a present code was shown, of the app or of the slip; the old slip is worthless then."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        await app.turn_on(ada, client)
        new = tuple(f"BBBBB-BBBB{letter}" for letter in "ABCDEFGHIJ")
        assert said(await app.change(ada, client, code="", slip=new)) == MISSING
        assert said(await app.change(ada, client, code=SLIP[0], slip=new)) == TAKEN
        assert (await client.ask(m.SecondFactor, routes.SECOND_FACTOR)).codes_left == 10
        assert said(await knock(ada, server, SLIP[1])) == WRONG
        assert said(await knock(ada, server, new[1])) == TAKEN

    play(scene)


@pytest.mark.attack("E7")
def test_it_is_turned_off_with_a_present_code(play: Play) -> None:
    """Then nobody is asked, the slip is void, and other sessions have gone on all the while; off twice is said."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client, elsewhere = await ada.join(server.client), await ada.log_in(server.client)
        await app.turn_on(ada, client)
        for code, expected in (("", MISSING), (app.wrong(), WRONG), (app.code(), TAKEN)):
            assert said(await app.change(ada, client, code=code, slip=())) == expected
        assert await elsewhere.ask(m.SecondFactor, routes.SECOND_FACTOR) == m.SecondFactor(enabled=False)
        assert said(await knock(ada, server)) == TAKEN
        assert said(await app.change(ada, client, code=app.code(), slip=()))[:2] == (404, "not_found")
        with server.services.metadata.read() as tx:
            assert tx.one_time_codes(ada.account) == 0

    play(scene)


@pytest.mark.parametrize("slip", [SLIP[:9], (*SLIP[:9], SLIP[0]), SLIP[:1]], ids=["nine", "one twice", "one"])
def test_there_are_ten_one_time_codes(play: Play, slip: tuple[str, ...]) -> None:
    """Or none, when it is turned off: another number is refused before anything is looked at."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        client = await ada.join(server.client)
        for secret in (None, app.secret):
            assert said(await app.change(ada, client, secret=secret, code=app.code(), slip=slip))[:2] == (
                400,
                "bad_usage",
            )
        assert said(await app.change(ada, client, secret=app.secret, code=app.code(), slip=()))[:2] == (
            400,
            "bad_usage",
        )

    play(scene)


def test_a_disabled_account_is_asked_for_nothing(play: Play) -> None:
    """It gets the answer of a wrong password, whatever the code."""

    async def scene(server: Server) -> None:
        ada, app = Person(), Authenticator(server)
        await app.turn_on(ada, await ada.join(server.client))
        with server.services.metadata.write() as tx:
            tx.set_disabled(ada.account, True)
        for code in ("", app.code()):
            assert said(await knock(ada, server, code)) == (401, "wrong_credentials", None)

    play(scene)


def test_changes_are_limited_beside_the_lock(play: Play) -> None:
    """A session alone can ask for so many changes only, whether they are signed or not."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        request = m.ChangeSecondFactor(challenge=bytes(32))
        replies = [await client.call(routes.CHANGE_SECOND_FACTOR, request) for _ in range(25)]
        statuses = [status for status, _ in itertools.groupby(reply.status for reply in replies)]
        assert statuses == [401, 429]

    play(scene)
