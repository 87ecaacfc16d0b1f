"""Attempts counted for all processes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.people import ORIGIN, Person
from fakes.servers import serving
from megadesk.model.errors import RateLimited
from megadesk.server.config import Rate
from megadesk.server.limits import Rates
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.notify import LocalNotifier
from megadesk.server.services import Services
from megadesk.server.shared_rates import SharedRates

KEY = bytes(32)
RATE = Rate(burst=2, every_s=3600)
ADDRESS = "192.0.2.7"


@pytest.fixture
def metadata(tmp_path: Path) -> Iterator[SqliteMetadata]:
    """A database, whichever: tests/contract runs what it does on each."""
    made = SqliteMetadata(tmp_path / "s.sqlite3")
    yield made
    made.close()


def test_processes_share_what_they_grant(metadata: SqliteMetadata) -> None:
    """What one took another has not; the wait that is named is no longer than an interval; another name has its own."""
    here, there = SharedRates(metadata, KEY), SharedRates(metadata, KEY)
    here.take("login", ADDRESS, RATE)
    there.take("login", ADDRESS, RATE)
    for one in (here, there):
        with pytest.raises(RateLimited) as refused:
            one.take("login", ADDRESS, RATE)
        assert 0 < refused.value.retry_after_s <= 3600
    here.take("login", "192.0.2.8", RATE)
    here.take("sign_up", ADDRESS, RATE)


def test_nothing_can_be_read_there(metadata: SqliteMetadata, tmp_path: Path) -> None:
    """The database knows neither address nor name, and with another key each would have another row."""
    SharedRates(metadata, KEY).take("login", ADDRESS, RATE)
    SharedRates(metadata, bytes([1]) * 32).take("login", ADDRESS, Rate(burst=1, every_s=3600))
    assert not [path for path in tmp_path.iterdir() if ADDRESS.encode() in path.read_bytes()]


def test_short_intervals_are_counted(metadata: SqliteMetadata) -> None:
    """Less than a millisecond is one."""
    rates = SharedRates(metadata, KEY)
    for _ in range(3):
        rates.take("login", ADDRESS, Rate(burst=3, every_s=0.0001))


def test_a_server_counts_where_its_processes_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself over a database of its own; in the database where others may serve from it too."""

    async def scene() -> None:
        async with serving(tmp_path) as server:
            assert isinstance(server.services.rates, Rates)
            monkeypatch.setattr(SqliteMetadata, "is_shared", True)
            services = server.services
            other = Services(
                services.config, services.metadata, services.blobs, LocalNotifier(), origins=(ORIGIN,)
            )  # fmt: skip
            assert isinstance(other.rates, SharedRates)
            await Person().join(server.client)

    asyncio.run(scene())
