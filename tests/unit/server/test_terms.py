"""Plans and terms of accounts, as an operator sets them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fakes.people import Person
from fakes.servers import serving
from megadesk.model.errors import BadUsage, NotFound
from megadesk.server.config import Plan, ServerConfig
from megadesk.server.metadata import Account
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.terms import AS_PLAN, follow_plans, plan, retention

ADA = "ada@example.org"
PLANS = {"big": Plan(quota_bytes=70, retention_days=365), "free": Plan(retention_days=7)}


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    """A data folder with one account, and settings with plans."""

    async def fill() -> None:
        async with serving(tmp_path) as server:
            await Person().join(server.client)

    asyncio.run(fill())
    return ServerConfig(data=tmp_path, plans=PLANS)


def account(config: ServerConfig) -> Account:
    """Return what is kept of the account."""
    store = SqliteMetadata(config.database_file)
    with store.read() as tx:
        found = tx.account_by_login(ADA)
    store.close()
    assert found is not None
    return found


def test_a_plan_brings_its_quota(config: ServerConfig) -> None:
    """A plan without one leaves it; none takes the plan away; one that is not in the settings is refused."""
    plan(config, ADA, "big")
    assert (account(config).plan, account(config).quota_bytes) == ("big", 70)
    plan(config, ADA, "free")
    assert (account(config).plan, account(config).quota_bytes) == ("free", 70)
    plan(config, ADA, "none")
    assert account(config).plan == ""
    with pytest.raises(BadUsage):
        plan(config, ADA, "bigger")
    with pytest.raises(NotFound):
        plan(config, "nobody", "big")


def test_a_quota_follows_its_plan_unless_it_is_the_accounts_own(config: ServerConfig) -> None:
    """When a server starts with other settings."""
    more = ServerConfig(data=config.data, plans={"big": Plan(quota_bytes=80)})

    def start() -> None:
        store = SqliteMetadata(config.database_file)
        follow_plans(store, more)
        store.close()

    plan(config, ADA, "big")
    start()
    assert account(config).quota_bytes == 80
    ada = account(config).id
    store = SqliteMetadata(config.database_file)
    with store.write() as tx:
        tx.set_quota(ada, 5)
    store.close()
    start()
    assert account(config).quota_bytes == 5


def test_terms_are_set_one_by_one_and_taken_back(config: ServerConfig, capsys: pytest.CaptureFixture[str]) -> None:
    """And what holds then is printed; with nothing given it is only printed."""

    def shown(days: int | None = None, versions: int | None = None, bin_days: int | None = None) -> str:
        retention(config, ADA, days=days, versions=versions, bin_days=bin_days)
        return capsys.readouterr().out

    assert shown() == "retention_days 60\nversions_min 1\nbin_days 60\n"
    assert shown(days=0, versions=5) == "retention_days 0\nversions_min 5\nbin_days 60\n"
    assert shown(bin_days=3) == "retention_days 0\nversions_min 5\nbin_days 3\n"
    plan(config, ADA, "big")
    assert shown(days=AS_PLAN) == "retention_days 365\nversions_min 5\nbin_days 3\n"
