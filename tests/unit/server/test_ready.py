"""Whether requests should be sent here: every reason, with stores in a folder and with real ones that go away."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg import sql

from fakes import postgres, seaweed
from fakes.servers import Play, Server
from megadesk.model.errors import ServerUnavailable
from megadesk.server.config import ServerConfig
from megadesk.server.ready import Readiness
from megadesk.server.run import open_services
from megadesk.server.services import Services
from megadesk.server.store_figures import BLOCKS, DATABASE, asked_so_far
from megadesk.wire import routes
from megadesk.wire.messages import ErrorBody

NEEDS_STORES = pytest.mark.needs("postgresql", "seaweedfs")


async def reason_of(readiness: Readiness) -> str:
    """Return why a server is not ready; nothing if it is."""
    try:
        await readiness.check()
    except ServerUnavailable as e:
        return str(e.arguments["reason"])
    return ""


def test_the_answer_says_which(play: Play) -> None:
    """503 with a code for programs: when it closes, when nobody may write, when blobs are gone, when there is no room."""

    async def scene(server: Server) -> None:
        services = server.services
        readiness = Readiness(services, every_s=0.0)
        assert await reason_of(readiness) == ""
        with services.metadata.write() as tx:
            tx.freeze("moved")
        assert await reason_of(readiness) == "database_frozen"
        with services.metadata.write() as tx:
            tx.thaw()
        packs = services.config.blobs_folder / "packs"
        packs.rename(packs.with_name("elsewhere"))
        assert await reason_of(readiness) == "blocks_unreached"
        services.closing.set()
        reply = await server.client.call(routes.READYZ)
        assert (reply.status, reply.message(ErrorBody).detail) == (503, {"reason": "closing"})

    play(scene)


def test_a_disk_that_cannot_be_read_is_named(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system says of it: with the store that lies on it, and as no fault of the server's."""

    async def scene(server: Server) -> None:
        def look() -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(server.services.blobs, "check_ready", look)
        assert await reason_of(Readiness(server.services)) == "blocks_unreached"

    play(scene)


def test_no_room_is_no_readiness(play: Play) -> None:
    """A disk with less than the reserve takes no writes."""

    async def scene(server: Server) -> None:
        assert await reason_of(Readiness(server.services)) == "disk_full"

    play(scene, reserve_bytes=1 << 62)


def test_probes_share_a_look_and_wait_for_no_store_that_hangs(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one look is under way nobody begins another, and who asks hears which store it is; within a second it is not looked again."""

    async def scene(server: Server) -> None:
        looks: list[str] = []
        hangs = threading.Event()

        def look() -> None:
            looks.append("database")
            hangs.wait()

        monkeypatch.setattr(server.services.metadata, "check_ready", look)
        hasty = Readiness(server.services, every_s=3600.0, patience_s=0.0)
        try:
            assert [await reason_of(hasty) for _ in range(3)] == ["database_slow"] * 3
        finally:
            hangs.set()
        await server.services.probing(lambda: None)  # the one thread has come to its end
        await asyncio.sleep(0)
        patient = Readiness(server.services, every_s=3600.0)
        assert [await reason_of(patient) for _ in range(3)] == [""] * 3
        assert len(looks) == 2

    play(scene)


@contextmanager
def elsewhere(folder: Path) -> Iterator[Services]:
    """Yield a server over a database and a bucket of its own."""
    with postgres.fresh_database() as database:
        config = ServerConfig(
            data=folder, database=database, blocks=seaweed.fresh_prefix(), reserve_bytes=0,
            blocks_endpoint=seaweed.SERVER.endpoint, blocks_credentials=seaweed.credentials_file(folder),
        )  # fmt: skip
        services = open_services(config, 1)
        try:
            yield services
        finally:
            services.close()


@NEEDS_STORES
def test_real_stores_that_go_away_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database or an object store that is stopped is said so, and once it is there again that is seen, without a restart."""
    monkeypatch.setattr("megadesk.server.s3_bucket._SEEN_FOR_S", -1.0)

    async def scene(services: Services) -> None:
        readiness = Readiness(services, every_s=0.0, patience_s=60.0)
        assert await reason_of(readiness) == ""
        before = asked_so_far()
        for stack, reason in ((postgres.SERVER, "database_unreached"), (seaweed.SERVER, "blocks_unreached")):
            stack.stop()
            try:
                assert await reason_of(readiness) == reason
            finally:
                stack.start()
            assert await reason_of(readiness) == ""
        for store, was in before.items():
            now = asked_so_far()[store]
            assert (now.errors > was.errors, now.requests > now.errors, now.seconds > was.seconds) == (True, True, True)
        assert before.keys() == {DATABASE, BLOCKS}

    with elsewhere(tmp_path) as services:
        asyncio.run(scene(services))


@NEEDS_STORES
def test_a_database_that_takes_no_writes_is_named(tmp_path: Path) -> None:
    """Frozen, or one that lets nobody write, as a copy of another does."""

    async def scene(services: Services) -> None:
        readiness = Readiness(services, every_s=0.0, patience_s=60.0)
        with services.metadata.write() as tx:
            tx.freeze("moved")
        assert await reason_of(readiness) == "database_frozen"
        with services.metadata.write() as tx:
            tx.thaw()
        name = sql.Identifier(services.config.database.rpartition("/")[2].partition("?")[0])
        postgres.SERVER.do(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
        postgres.SERVER.stop()  # for new connections alone
        postgres.SERVER.start()
        assert await reason_of(readiness) == "database_read_only"

    with elsewhere(tmp_path) as services:
        asyncio.run(scene(services))


@NEEDS_STORES
def test_a_bucket_of_another_server_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What says whose the blobs are was replaced, or is gone."""
    monkeypatch.setattr("megadesk.server.s3_bucket._SEEN_FOR_S", -1.0)

    async def scene(services: Services) -> None:
        prefix = services.config.blocks.rpartition("/")[2]
        store = seaweed.SERVER.store()
        await store.put_async(f"{prefix}/owner", b"somebody else", use_multipart=False)
        assert await reason_of(Readiness(services)) == "blocks_not_ours"

    with elsewhere(tmp_path) as services:
        asyncio.run(scene(services))
