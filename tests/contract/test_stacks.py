"""What a test sees of a server's stores from behind its back, the same on both stacks (tests/fakes/which_stack.py)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import serving
from fakes.which_stack import SCALED, Stores, stores_of

pytestmark = pytest.mark.both_stacks

LARGE = blob("large", 70_000)


@pytest.fixture
def ada() -> Person:
    """Whose account it is."""
    return Person()


@pytest.fixture
def stores(tmp_path: Path, ada: Person, stack_name: str) -> Stores:
    """Those of a server that has stored a blob, and has ended. It stood on the stack of the test."""

    async def begin() -> None:
        async with serving(tmp_path / "data") as server:
            client = await ada.join(server.client)
            await upload(client, LARGE)
            await ada.append(client, ada.put("a", [LARGE[0]]))
            assert (type(server.services.metadata).__name__ == "PostgresMetadata") == (stack_name == SCALED)

    (tmp_path / "data").mkdir()
    asyncio.run(begin())
    return stores_of(tmp_path / "data")


def test_all_that_is_kept_is_seen(stores: Stores, ada: Person) -> None:
    """Rows, columns, blobs, and every byte of both."""
    assert stores.rows("SELECT login FROM accounts WHERE login = ?", ada.login) == [(ada.login,)]
    assert stores.tables()["accounts"][0] == "id"
    assert stores.blob(LARGE[0]).read_bytes() == LARGE[1]
    assert [(one.name, one.read_bytes()) for one in stores.blobs()] == [(LARGE[0].hex(), LARGE[1])]
    assert stores.size_bytes() >= len(LARGE[1])
    kept = [data for _, data in stores.everything()]
    assert any(LARGE[1] in data for data in kept)
    assert any(ada.login.encode() in data for data in kept)


def test_what_was_kept_comes_back(stores: Stores, ada: Person, tmp_path: Path) -> None:
    """Whatever was changed, spoiled or taken away since; and again."""
    stores.keep(tmp_path / "kept")
    for _ in range(2):
        stores.change("UPDATE accounts SET login = ?", "eve")
        stores.blob(LARGE[0]).write_bytes(b"other")
        assert stores.rows("SELECT login FROM accounts") == [("eve",)]
        assert stores.blob(LARGE[0]).read_bytes() == b"other"
        stores.blob(LARGE[0]).unlink()
        assert list(stores.blobs()) == []
        stores.put_back(tmp_path / "kept")
        assert stores.rows("SELECT login FROM accounts") == [(ada.login,)]
        assert stores.blob(LARGE[0]).read_bytes() == LARGE[1]
