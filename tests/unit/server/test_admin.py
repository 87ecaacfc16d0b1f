"""The operator's commands over stores that a server has filled."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

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


def test_a_whole_store_is_said_to_be_whole(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """With and without reading every blob."""
    assert admin.check(config, reads_blobs=False) == 0
    assert admin.check(config, reads_blobs=True) == 0
    assert capsys.readouterr().out == "nothing is wrong\n" * 2


@pytest.mark.parametrize(
    "damage",
    ["UPDATE records SET element = zeroblob(32) WHERE to_seq IS NULL", "DELETE FROM records WHERE to_seq IS NULL",
     "UPDATE bucket_rows SET digests = x''", "UPDATE spaces SET groups = zeroblob(8192)",
     "DELETE FROM commits WHERE seq = 3", "DELETE FROM acls"],
)  # fmt: skip
def test_damage_in_the_database_is_found(config: ServerConfig, damage: str) -> None:
    """Whatever row was touched behind the server's back."""
    raw = sqlite3.connect(config.database)
    with raw:
        assert raw.execute(damage).rowcount
    raw.close()
    assert admin.check(config, reads_blobs=False) == 1


def test_damaged_blobs_are_found(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """A lost one at once, a changed one when every blob is read."""
    file = config.blobs / "files" / LARGE[0].hex()[:2] / LARGE[0].hex()
    file.write_bytes(LARGE[1][:-1] + b"\0")
    assert admin.check(config, reads_blobs=False) == 0
    assert admin.check(config, reads_blobs=True) == 1
    file.unlink()
    assert admin.check(config, reads_blobs=False) == 1
    assert "absent" in capsys.readouterr().out


def test_an_upload_that_a_power_cut_took_is_no_fault(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """No commit names it; it is said, and the store is whole."""
    one = blob("under way", 70_000)

    async def begin() -> None:
        async with serving(config.data) as server:
            await upload(await Person().log_in(server.client), one)

    asyncio.run(begin())
    (config.blobs / "files" / one[0].hex()[:2] / one[0].hex()).unlink()
    assert admin.check(config, reads_blobs=True) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"upload {one[0].hex()[:16]}: absent")
    assert said.endswith("nothing is wrong\n")


def test_a_check_does_not_end_uploads_under_way(config: ServerConfig) -> None:
    """It looks on: what grows in a server that runs is left alone."""
    growing = config.blobs / "tmp" / "growing"
    growing.write_bytes(b"half")
    assert admin.check(config, reads_blobs=True) == 0
    assert growing.read_bytes() == b"half"


def test_figures(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    assert admin.stats(config) == 0
    lines = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert lines == {
        "accounts": "1", "spaces": "1", "records": "4", "commits": "3", "blobs": "2", "blob_bytes": "70300",
    }  # fmt: skip


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
    admin.user(config, "list", "", None)
    login, state, used, quota = capsys.readouterr().out.split()
    assert (login, state, quota) == ("ada@example.org", "disabled", "7")
    assert int(used) > 70_300
    admin.user(config, "enable", "ada@example.org", None)
    with pytest.raises(NotFound):
        admin.user(config, "disable", "nobody", None)
