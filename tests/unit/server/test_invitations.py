"""Invitations, from the operator's promise to the account that is made by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import NOW_MS, seeded_entropy
from fakes.people import Person
from fakes.servers import Play, Server
from megadesk.model.errors import AlreadyExists, BadUsage
from megadesk.server import invitations
from megadesk.server.config import Plan, ServerConfig
from megadesk.server.metadata_invitations import Invitation
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.wire import messages as m
from megadesk.wire import routes

ADA, BOB = "ada@example.org", "bob@example.org"
PLANS = {"big": Plan(quota_bytes=70_000), "long": Plan(retention_days=365)}
DAY_S = 86_400
SHUT: dict[str, Any] = {"sign_up": "closed"}
CODED: dict[str, Any] = {"sign_up": "invitation", "invitation": "come in"}


def invite(server: Server, login: str = ADA, **terms: Any) -> str:
    """Invite somebody to a server and return the code."""
    given = {"quota_bytes": None, "plan": "", "days": 14, **terms}
    with server.services.metadata.write() as tx:
        _, code = invitations.add(
            tx, server.services.config, login, now_ms=server.now_ms, entropy=server.services.entropy, **given
        )
    return code


async def knock(server: Server, who: Person, code: str) -> tuple[int, str]:
    """Try to sign up; return status and error code."""
    reply = await server.client.call(routes.SIGN_UP, who.sign_up(invitation=code))
    return reply.status, "" if reply.status == 200 else reply.code


@pytest.mark.parametrize("settings", [{}, SHUT, CODED], ids=["open", "closed", "invitation"])
def test_a_code_makes_one_account_of_one_name(play: Play, settings: dict[str, Any]) -> None:
    """However it is typed, whoever may sign up otherwise; neither for another name, nor twice, nor with the common code."""

    async def scene(server: Server) -> None:
        code = invite(server, ADA.upper())
        assert await knock(server, Person(), "") == (403, "access_denied")
        assert await knock(server, Person(), "come in") == (403, "access_denied")
        assert (await knock(server, Person("bob"), code))[0] == (403 if settings else 200)
        assert (await knock(server, Person(), f" {code.lower().replace('-', ' ')} "))[0] == 200
        assert (await knock(server, Person("cyd"), code))[0] == (403 if settings else 200)

    play(scene, **settings)


def test_a_server_that_is_closed_asks_for_codes_while_anybody_is_invited(play: Play) -> None:
    """So that apps have a field for it; the refusal names no names, and afterwards it is closed again."""

    async def scene(server: Server) -> None:
        async def says() -> str:
            return (await server.client.ask(m.Limits, routes.LIMITS)).sign_up

        assert await says() == "closed"
        code = invite(server)
        assert await says() == "invitation"
        refusals = [
            await server.client.call(routes.SIGN_UP, Person(name).sign_up(invitation="no")) for name in ("ada", "bob")
        ]
        assert refusals[0].body == refusals[1].body
        assert b'"reason":"invitation"' in refusals[0].body
        assert (await knock(server, Person(), code))[0] == 200
        assert await says() == "closed"
        reply = await server.client.call(routes.SIGN_UP, Person("bob").sign_up(invitation=code))
        assert b'"reason":"sign_up_closed"' in reply.body

    play(scene, **SHUT)


def test_a_code_has_its_time(play: Play) -> None:
    """After which the name is anybody's again, where anybody may sign up."""

    async def scene(server: Server) -> None:
        code = invite(server, days=2)
        server.pass_s(2 * DAY_S - 1)
        assert (await knock(server, Person(), ""))[0] == 403
        server.pass_s(1)
        assert (await knock(server, Person(), code))[0] == 200
        with server.services.metadata.read() as tx:
            assert tx.invitations() == []

    play(scene)


def test_a_sign_up_that_fails_uses_nothing_up(play: Play) -> None:
    """A client that is refused for another reason tries again with the same code."""

    async def scene(server: Server) -> None:
        code = invite(server)
        faulty = Person().sign_up(invitation=code, genesis_signature=bytes(64))
        assert (await server.client.call(routes.SIGN_UP, faulty)).status == 422
        assert (await knock(server, Person(), code))[0] == 200

    play(scene, **SHUT)


@pytest.mark.parametrize(
    ("terms", "quota", "plan", "is_own"),
    [({}, 90_000, "", False), ({"quota_bytes": 5_000}, 5_000, "", True), ({"plan": "big"}, 70_000, "big", False),
     ({"plan": "long"}, 90_000, "long", False), ({"plan": "big", "quota_bytes": 6_000}, 6_000, "big", True)],
    ids=["settings", "own", "plan", "plan without quota", "plan and own"],
)  # fmt: skip
def test_the_account_begins_with_what_was_promised(
    play: Play, terms: dict[str, Any], quota: int, plan: str, is_own: bool
) -> None:
    """The quota of the invitation, else that of its plan, else that of the settings."""

    async def scene(server: Server) -> None:
        assert (await knock(server, Person(), invite(server, **terms)))[0] == 200
        with server.services.metadata.read() as tx:
            made = tx.account_by_login(ADA)
        assert made is not None
        assert (made.quota_bytes, made.plan, made.quota_is_own) == (quota, plan, is_own)

    play(scene, quota_bytes=90_000, plans=PLANS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteMetadata]:
    """An empty database."""
    with closing(SqliteMetadata(tmp_path / "s.sqlite3")) as made:
        yield made


def add(store: SqliteMetadata, login: str = ADA, now_ms: int = NOW_MS, **terms: Any) -> tuple[Invitation, str]:
    """Invite somebody."""
    given = {"quota_bytes": None, "plan": "", "days": 14, **terms}
    config = ServerConfig(data=Path(), plans=PLANS)
    with store.write() as tx:
        return invitations.add(tx, config, login, now_ms=now_ms, entropy=seeded_entropy("codes"), **given)


def test_a_code_is_kept_as_a_hash_only(store: SqliteMetadata) -> None:
    """Sixteen letters that nobody mistakes for digits, and nothing in the database that could be typed."""
    made, code = add(store)
    assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code)
    with store.read() as tx:
        assert tx.invitations() == [made]
    assert made.code_sha256 == invitations.hash_of(code)
    assert code.replace("-", "") not in repr(made)


def test_inviting_again_voids_the_code_before(store: SqliteMetadata) -> None:
    """And forgets whose time is over."""
    add(store, BOB, days=1)
    add(store)
    with store.write() as tx:
        config = ServerConfig(data=Path(), plans=PLANS)
        late = NOW_MS + DAY_S * 1000
        made, _ = invitations.add(
            tx, config, ADA, quota_bytes=3, plan="", days=1, now_ms=late, entropy=seeded_entropy("others")
        )
        assert tx.invitations() == [made]


@pytest.mark.parametrize(
    "terms",
    [{"plan": "huge"}, {"quota_bytes": -1}, {"days": 0}, {"days": 3651}, {"login": "ada example"}, {"login": ""}],
    ids=str,
)
def test_what_cannot_be_promised_is_refused(store: SqliteMetadata, terms: dict[str, Any]) -> None:
    """Nothing is kept of it."""
    with pytest.raises(BadUsage):
        add(store, **terms)
    with store.read() as tx:
        assert tx.invitations() == []


def test_who_has_an_account_is_not_invited(play: Play) -> None:
    """Its name is taken."""

    async def scene(server: Server) -> None:
        await Person().join(server.client)
        with pytest.raises(AlreadyExists):
            invite(server)

    play(scene)
