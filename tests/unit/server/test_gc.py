"""``server gc``, with and without a server beside it."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import seaweed
from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.model.errors import BadUsage
from megadesk.server import gc as gc_module
from megadesk.server.blobs_s3 import S3Blobs
from megadesk.server.care import DONE, WANTED, Cared, Wish, run_once, stores_of, wish_in
from megadesk.server.collection import Collected
from megadesk.server.config import ServerConfig
from megadesk.server.gc import gc
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.retention import Pruned
from megadesk.server.run import open_services
from megadesk.server.stores import the_only_one

LARGE = blob("large", 70_000)


def fill(folder: Path) -> ServerConfig:
    """Make a data folder with an upload of long ago: the clock of these tests is behind the real one."""

    async def scene() -> None:
        async with serving(folder) as server:
            ada = Person()
            await upload(await ada.join(server.client), LARGE)

    asyncio.run(scene())
    return ServerConfig(data=folder, reserve_bytes=0)


def test_without_a_server_it_is_done_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And printed: lines for people, one document for programs."""
    config = fill(tmp_path)
    assert gc(config, at_once=True, as_json=True) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["collection"]["uploads"], done["collection"]["files"]) == (1, 1)
    assert gc(config, at_once=False, as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["retention", "collection"]
    assert "files 0" in lines[1]


def test_beside_a_server_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server removes; what is printed is its answer. Nothing is touched here."""
    config = fill(tmp_path)
    answers = [None, None, Cared(pruned=Pruned(records=7), collected=Collected()).as_json()]
    monkeypatch.setattr(gc_module, "answer_in", lambda _tx, wish: answers.pop(0) if wish_in(_tx) == wish else 1 / 0)
    waits: list[float] = []
    with the_only_one(config):
        assert gc(config, at_once=True, as_json=True, wait=waits.append) == 0
    assert json.loads(capsys.readouterr().out)["retention"]["records"] == 7
    assert len(waits) == 3
    store = SqliteMetadata(config.database_file)
    with store.read() as tx:
        assert wish_in(tx) is None
        assert tx.totals().blobs == 1
    store.close()


def test_two_at_once_are_done_one_after_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody else asked for is not taken away, and what was taken away is asked for again."""
    config = fill(tmp_path)
    store = SqliteMetadata(config.database_file)
    others = Wish(id="other", at_once=False)
    asked: list[Wish | None] = []

    def say(name: str, value: bytes) -> None:
        with store.write() as tx:
            tx.put_setting(name, value)

    def server(_wait_s: float) -> None:
        with store.read() as tx:
            asked.append(wish_in(tx))
        wish = asked[-1]
        if len(asked) == 2:  # a gc of before, which writes over what is there
            say(WANTED, others.encode())
        elif wish is not None:
            cared = Cared(pruned=Pruned(records=7), collected=Collected())
            say(DONE, json.dumps({"id": wish.id, "done": cared.as_json()}).encode())
            say(WANTED, b"")

    say(WANTED, others.encode())
    with the_only_one(config):
        assert gc(config, at_once=True, as_json=True, wait=server) == 0
    assert json.loads(capsys.readouterr().out)["retention"]["records"] == 7
    assert [wish == others for wish in asked] == [True, False, True, False]
    assert None not in asked
    store.close()


def test_if_the_server_ends_first_it_is_done_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody waits for one that is gone."""
    config = fill(tmp_path)
    held = the_only_one(config)
    held.__enter__()
    assert gc(config, at_once=True, as_json=True, wait=lambda _: held.__exit__(None, None, None)) == 0
    assert json.loads(capsys.readouterr().out)["collection"]["uploads"] == 1


def test_a_server_that_gives_way_is_not_waited_for(tmp_path: Path) -> None:
    """It will never do what it was asked for: it may write nothing any more, and so nothing is taken back either."""
    config = fill(tmp_path)

    def give_way(_: float) -> None:
        with closing(SqliteMetadata(config.database_file)) as metadata, metadata.write() as tx:
            tx.freeze("is not the one")

    with the_only_one(config), pytest.raises(BadUsage, match="this server is not the one"):
        gc(config, at_once=True, as_json=True, wait=give_way)


def test_a_full_run_can_be_repeated(tmp_path: Path) -> None:
    """The second finds nothing to do."""

    async def scene() -> None:
        async with serving(tmp_path) as server:
            for _ in range(2):
                *_, done = run_once(stores_of(server.services), at_once=True)
            assert done == Cared(pruned=Pruned(), collected=Collected())

    asyncio.run(scene())


def test_beside_others_it_takes_the_lease_or_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A data folder of one's own is no leave to do it here: another process may have the lease; when it ends, it is done here."""
    config = fill(tmp_path)
    others = [True]
    left: list[bool] = []

    class OfSeveral:
        """A lease that another process has for a while."""

        def is_held(self) -> bool:
            """Once the other has ended."""
            return not others[0]

        def close(self) -> None:
            """Note it."""
            left.append(others[0])

    monkeypatch.setattr(SqliteMetadata, "lease", lambda _: OfSeveral())

    def end(_: float) -> None:
        others[0] = False

    assert gc(config, at_once=True, as_json=True, wait=end) == 0
    assert json.loads(capsys.readouterr().out)["collection"]["uploads"] == 1
    assert left == [True, False]


@pytest.mark.needs("seaweedfs")
def test_another_servers_objects_are_not_left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pointed at the wrong place by mistake, it ends before it looks at anything there: no row of ours names what others store."""
    monkeypatch.setattr(S3Blobs, "_is_old", lambda *_: True)
    configs = []
    for name in ("ours", "theirs"):
        folder = tmp_path / name
        folder.mkdir()
        config = ServerConfig(
            data=folder, reserve_bytes=0, blocks=seaweed.fresh_prefix(), blocks_endpoint=seaweed.SERVER.endpoint,
            blocks_credentials=seaweed.credentials_file(folder),
        )  # fmt: skip
        services = open_services(config, 1)
        (place,) = services.blobs.put_many([LARGE])
        services.close()
        configs.append(config)
    ours, theirs = configs
    with pytest.raises(BadUsage, match="another server"):
        gc(replace(ours, blocks=theirs.blocks), at_once=True, as_json=False)
    services = open_services(theirs, 1)
    assert list(services.blobs.packs()) == [place.pack]
    services.close()
