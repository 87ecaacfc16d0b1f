"""The operator's commands over stores that a server has filled."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from fakes.authenticator import Authenticator, knock
from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.model.errors import NotFound
from megadesk.server import admin
from megadesk.server.config import ServerConfig
from megadesk.wire import messages as m
from megadesk.wire import routes

LARGE, SMALL = blob("large", 70_000), blob("small", 300)


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    """A data folder with one account, a few records and blobs."""

    async def fill() -> None:
        async with serving(tmp_path) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, LARGE, SMALL)
            await ada.append(client, ada.put("a", [LARGE[0]]), ada.put("b", [SMALL[0]]))
            await ada.append(client, ada.put("a"), ada.delete("b"))

    asyncio.run(fill())
    return ServerConfig(data=tmp_path)


def test_figures(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    assert admin.stats(config) == 0
    lines = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert lines == {
        "accounts": "1", "spaces": "1", "records": "4", "commits": "3", "blobs": "2", "blob_bytes": "70300",
        "bytes_current": "448", "bytes_kept": "70812", "bytes_pending": "0", "records_ended": "2", "orphans": "0",
        "packs": "1", "pack_live_bytes": "300", "pack_bytes": "336",
    }  # fmt: skip


def test_figures_for_programs(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """The same, as one document."""
    assert admin.stats(config, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["pack_bytes"] == 336


def test_accounts_are_listed_and_changed(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """Quota and state by login name, also for a server that runs."""

    async def scene() -> None:
        async with serving(config.data) as server:
            client = await Person().log_in(server.client)
            assert admin.user(config, "quota", "ada@example.org", 7) == 0
            assert (await client.ask(m.Me, routes.ME)).quota_bytes == 7
            assert admin.user(config, "disable", "ada@example.org", None) == 0
            assert (await client.call(routes.ME)).status == 401

    asyncio.run(scene())
    admin.users(config)
    login, state, used, quota, current, kept, pending, plan, factor = capsys.readouterr().out.split()
    assert (login, state, quota, plan, factor) == ("ada@example.org", "disabled", "7", "-", "-")
    assert int(used) == int(current) + int(kept) + int(pending) > 70_300
    admin.user(config, "enable", "ada@example.org", None)
    with pytest.raises(NotFound):
        admin.user(config, "disable", "nobody", None)


def test_a_second_factor_that_was_lost_is_turned_off(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """By the operator, while the server runs: the password alone opens the account then, and sessions have gone on."""

    async def scene() -> None:
        async with serving(config.data) as server:
            ada, app = Person(), Authenticator(server)
            client = await ada.log_in(server.client)
            await app.turn_on(ada, client)
            assert (await knock(ada, server)).status == 401
            admin.users(config)
            assert capsys.readouterr().out.split()[-1] == "2fa"
            assert admin.user(config, "second-factor-off", "ada@example.org", None) == 0
            assert (await knock(ada, server)).status == 200
            assert await client.ask(m.SecondFactor, routes.SECOND_FACTOR) == m.SecondFactor(enabled=False)

    asyncio.run(scene())
    with pytest.raises(NotFound) as refused:
        admin.user(config, "second-factor-off", "ada@example.org", None)
    assert refused.value.arguments == {"what": "second_factor"}


def test_an_invitation_is_said_once_listed_and_taken_back(
    config: ServerConfig, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code comes with the line that its receiver types; the list tells until when it works, but not the code."""
    terms: dict[str, Any] = {"quota_bytes": 9, "plan": None, "days": 1}
    assert admin.add(config, "Bob@example.org", **terms, as_json=True) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["login"], len(made["code"])) == ("bob@example.org", 19)
    assert admin.users(config, as_json=True) == 0
    ada, bob = json.loads(capsys.readouterr().out)
    assert (ada["login"], ada["state"], ada["second_factor"]) == ("ada@example.org", "enabled", False)
    assert (bob["state"], bob["quota"], bob["expires"]) == ("invited", 9, made["expires"])
    assert admin.users(config) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[1].split("\t") == [
        "bob@example.org", "invited", "0", "9", "0", "0", "0", "-", f"until {made['expires']}",
    ]  # fmt: skip
    assert admin.add(config, "bob@example.org", **terms, as_json=False) == 0
    said = capsys.readouterr().out
    assert "--email bob@example.org --invitation " in said
    assert made["code"] not in said
    assert admin.uninvite(config, "BOB@example.org") == 0
    with pytest.raises(NotFound):
        admin.uninvite(config, "bob@example.org")
    capsys.readouterr()
    admin.users(config)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_name_is_found_however_it_is_written(config: ServerConfig) -> None:
    """As at sign-in."""
    assert admin.user(config, "quota", "Ada@Example.org", 7) == 0
