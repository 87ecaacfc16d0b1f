"""What is taken away, when, and never too early. test_care_model.py runs all of it against a model."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes import which_stack
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server, serving
from megadesk.model.errors import MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import blobs_files
from megadesk.server import metadata as md
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import stored
from megadesk.server.collection import Collected, Collecting
from megadesk.server.hold import hold_collection
from megadesk.server.metadata_care import Object
from megadesk.wire import messages as m
from megadesk.wire import routes

DAY_S = 86_400
WAIT_S = 30
LONG = {"session_idle_s": 10**9}
SMALL, LARGE = blob("small", 300), blob("large", 70_000)


def run_of(server: Server, *, at_once: bool = False) -> Collecting:
    """Return a run that has not begun."""
    services = server.services
    return Collecting(
        services.metadata, services.blobs, services.config, services.handover, now_ms=services.clock_ms,
        at_once=at_once,
    )  # fmt: skip


def collect(server: Server, *, at_once: bool = False) -> Collected:
    """Take away once what is to go."""
    run = run_of(server, at_once=at_once)
    for _ in run.steps():
        pass
    return run.done


def rows(server: Server) -> set[BlockId]:
    """Return the blobs that have rows."""
    with server.services.metadata.read() as tx:
        return {row.id for row in tx.all_blobs(b"", 1000)}


def files(server: Server) -> set[BlockId]:
    """Return the blobs that have files, or objects."""
    return {BlockId(bytes.fromhex(blob.name)) for blob in which_stack.stores_of(server.services.config.data).blobs()}


def test_an_upload_that_nobody_names_goes_after_its_time_and_some_days(play: Play) -> None:
    """A week as an upload, a week as nobody's; charged for the first only. What was asked for again lives longer."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, SMALL, LARGE)
        server.pass_s(5 * DAY_S)
        await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[SMALL[0]]))
        server.pass_s(3 * DAY_S)
        assert collect(server).uploads == 1
        me = await client.ask(m.Me, routes.ME)
        assert me.used_bytes - me.bytes_current == 300
        assert rows(server) == {SMALL[0], LARGE[0]}
        missing = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[LARGE[0], SMALL[0]]))
        assert missing.ids == [LARGE[0]]
        server.pass_s(7 * DAY_S)
        done = collect(server)
        assert (done.blobs, done.size_bytes, done.files) == (1, 70_000, 1)
        assert (rows(server), files(server)) == ({SMALL[0]}, set())
        server.pass_s(8 * DAY_S)
        assert collect(server).blobs == 1
        assert rows(server) == set()

    play(scene, **LONG)


def test_what_is_wanted_again_in_time_stays(play: Play) -> None:
    """An orphan that is uploaded, or named, before its days are over is none; later it has all its days again."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, SMALL, LARGE)
        server.pass_s(8 * DAY_S)
        collect(server)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        server.pass_s(8 * DAY_S)
        assert collect(server).blobs == 1
        assert (rows(server), files(server)) == ({LARGE[0]}, {LARGE[0]})
        reply = await client.call(routes.BLOB_GET, blob=LARGE[0])
        assert reply.body == LARGE[1]

    play(scene, **LONG)


def test_an_upload_between_any_two_steps_is_safe(tmp_path: Path) -> None:
    """Whether it comes before the row goes, after it, or after the file: what was answered can be read and named."""

    async def scene(folder: Path, steps: int) -> bool:
        async with serving(folder, **LONG) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, SMALL, LARGE)
            server.pass_s(8 * DAY_S)
            run = run_of(server, at_once=True)
            under_way = run.steps()
            count = sum(1 for _ in zip(range(steps), under_way, strict=False))
            await upload(client, SMALL, LARGE)
            for _ in under_way:
                pass
            await ada.append(client, ada.put("a", [LARGE[0], SMALL[0]]))
            for _ in range(2):
                collect(server, at_once=True)
            for one, data in (LARGE, SMALL):
                assert (await client.call(routes.BLOB_GET, blob=one)).body == data
            return count == steps

    steps = 0
    while asyncio.run(scene(_made(tmp_path / str(steps)), steps)):
        steps += 1 if steps < 8 else 100
    assert steps > 4


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.embedded("uploads into an object store need no lock between them and collection")
def test_a_file_whose_row_is_about_to_come_is_no_stray(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an upload is between its bytes and its row nobody looks for strays; then there is a row."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        metadata = server.services.metadata
        is_between, may_go_on = threading.Event(), threading.Event()
        real: Callable[..., Any] = metadata.write

        def write(**how: bool) -> Any:
            if threading.current_thread().name.startswith("write") and not is_between.is_set():
                is_between.set()
                assert may_go_on.wait(WAIT_S)
            return real(**how)

        monkeypatch.setattr(metadata, "write", write)
        sending = asyncio.ensure_future(upload(client, LARGE))
        assert await asyncio.to_thread(is_between.wait, WAIT_S)
        assert files(server) == {LARGE[0]}
        assert rows(server) == set()
        alone = server.services.handover._changed
        wants = threading.Event()
        real_wait = alone.wait

        def wait() -> bool:
            wants.set()
            return real_wait()

        monkeypatch.setattr(alone, "wait", wait)
        collecting = asyncio.ensure_future(asyncio.to_thread(collect, server, at_once=True))
        assert await asyncio.to_thread(wants.wait, WAIT_S)
        may_go_on.set()
        await sending
        await collecting
        assert (rows(server), files(server)) == ({LARGE[0]}, {LARGE[0]})

    play(scene)


@pytest.mark.embedded("strays of an object store: test_collection_objects.py")
def test_a_file_that_no_row_names_goes(play: Play) -> None:
    """Left by a process that ended, or an upload that was refused; looked for once a day."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        collect(server)
        upload_ = server.services.blobs.begin(LARGE[0])
        upload_.write([LARGE[1]])
        upload_.finish()
        server.services.blobs.put_many([SMALL])
        assert collect(server).files == 0
        server.pass_s(DAY_S)
        assert collect(server).files == 1
        assert files(server) == set()
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        assert (await client.call(routes.BLOB_GET, blob=LARGE[0])).body == LARGE[1]

    play(scene, **LONG)


@pytest.mark.embedded("a folder, where a blob has one file")
def test_a_row_of_an_object_store_keeps_its_file(play: Play) -> None:
    """A database that came with its generations into a folder, where a blob has one file: no upload or collection loses it."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        (row,) = _rows(server, [LARGE[0]])
        with server.services.metadata.write() as tx:
            assert tx.move_blob(LARGE[0], row.place, md.Place(md.OWN_FILE, 1 << 61))
        collect(server, at_once=True)
        assert (await client.call(routes.BLOB_GET, blob=LARGE[0])).body == LARGE[1]
        with server.services.metadata.write() as tx:
            tx.add_orphans([LARGE[0]], server.now_ms)
            tx.let_die([Object(LARGE[0], 1 << 61)])
        await upload(client, LARGE)
        collect(server, at_once=True)
        assert (await client.call(routes.BLOB_GET, blob=LARGE[0])).body == LARGE[1]

    play(scene)


def test_a_file_that_is_put_back_waits_for_the_scrub(play: Play) -> None:
    """While its row says that it is lost it is nobody's, and stays."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        (row,) = _rows(server, [LARGE[0]])
        with server.services.metadata.write() as tx:
            assert tx.move_blob(LARGE[0], row.place, row.place.lost)
        collect(server, at_once=True)
        assert files(server) == {LARGE[0]}

    play(scene)


def test_nothing_is_taken_while_it_is_held(play: Play) -> None:
    """A backup needs what its copy of the database names; also when the hold comes between two steps."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, SMALL, LARGE)
        server.pass_s(20 * DAY_S)
        collect(server)
        server.pass_s(20 * DAY_S)
        run = run_of(server)
        steps = run.steps()
        while rows(server):
            next(steps)
        with server.services.metadata.write() as tx:
            hold_collection(tx, server.now_ms + 1000)
        for _ in steps:
            pass
        assert run.done.is_held
        assert collect(server, at_once=True).is_held
        assert files(server) == {LARGE[0]}
        server.pass_s(1)
        assert not collect(server).is_held
        assert files(server) == set()

    play(scene, **LONG)


def places(server: Server, ids: list[BlockId]) -> dict[BlockId, int]:
    """Return in which pack blobs lie."""
    with server.services.metadata.read() as tx:
        return {one: row.place.pack for one, row in tx.blobs(ids).items()}


@pytest.mark.embedded("how large a pack file gets")
def test_a_pack_that_is_mostly_unused_is_thinned_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is used of it is copied, and read from there; an hour later it goes. One that is used by half stays."""
    monkeypatch.setattr(blobs_files, "PACK_FULL_BYTES", 1500)
    some = [blob(f"small {n}", 300) for n in range(10)]
    ids = [one for one, _ in some]

    async def fill() -> None:
        async with serving(tmp_path, **LONG) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, *some[:5])
            await upload(client, *some[5:])
            await ada.append(client, ada.put("a", [ids[0], ids[5], ids[6], ids[7]]))

    async def thin() -> None:
        async with serving(tmp_path, **LONG) as server:
            before = places(server, ids)
            first, second = before[ids[0]], before[ids[5]]
            assert first != second
            server.pass_s(8 * DAY_S)
            collect(server)
            server.pass_s(8 * DAY_S)
            done = collect(server)
            assert (done.blobs, done.copied_bytes, done.packs) == (6, 300, 0)
            now = places(server, ids)
            assert {one: now[one] for one in ids[5:8]} == dict.fromkeys(ids[5:8], second)
            assert now[ids[0]] not in {first, second}
            assert server.services.blobs.read_many([stored(row) for row in _rows(server, ids[:1])]) == [some[0][1]]
            assert first in server.services.blobs.packs()
            collect(server)
            server.pass_s(3600)
            assert collect(server).packs == 1
            assert server.services.blobs.packs().keys() == {second}
            with server.services.metadata.read() as tx:
                assert {one.number: one.live_blobs for one in tx.packs()} == {second: 3, now[ids[0]]: 1}

    asyncio.run(fill())
    asyncio.run(thin())


def _rows(server: Server, ids: list[BlockId]) -> list[md.BlobRow]:
    with server.services.metadata.read() as tx:
        return list(tx.blobs(ids).values())


@pytest.mark.embedded("a byte of a pack file")
def test_a_damaged_blob_stays_in_its_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody copies it, and its pack does not go, so that a scrub finds it."""
    monkeypatch.setattr(blobs_files, "PACK_FULL_BYTES", 1)
    some = [blob(f"small {n}", 300) for n in range(9)]

    async def fill() -> None:
        async with serving(tmp_path, **LONG) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, *some)
            await ada.append(client, ada.put("a", [some[0][0], some[1][0]]))

    async def thin() -> None:
        async with serving(tmp_path, **LONG) as server:
            (number,) = set(places(server, [some[0][0]]).values())
            path = tmp_path / "blobs" / "packs" / f"{number:016x}"
            data = path.read_bytes()
            path.write_bytes(data.replace(some[0][1], some[0][1][:-1] + bytes([some[0][1][-1] ^ 1])))
            for _ in range(4):
                server.pass_s(8 * DAY_S)
                collect(server)
            now = places(server, [some[0][0], some[1][0]])
            assert now[some[0][0]] == number != now[some[1][0]]
            assert path.exists()

    asyncio.run(fill())
    asyncio.run(thin())
    assert "run a scrub" in caplog.text


@pytest.mark.embedded("the disk of a data folder")
def test_a_full_disk_keeps_no_file_from_going(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying needs room and waits for it; removing makes some."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE)
        await upload(client, SMALL)
        blobs = server.services.blobs
        assert isinstance(blobs, FileBlobs)
        monkeypatch.setattr(blobs, "_reserve_bytes", 1 << 60)
        monkeypatch.setattr(blobs, "_room", (0.0, 0))
        for _ in range(2):
            server.pass_s(8 * DAY_S)
            collect(server)
        assert (rows(server), files(server)) == (set(), set())

    play(scene, **LONG)


def test_a_download_follows_a_blob_that_moves(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking where it lies and reading it there, its pack may go."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, SMALL)
        await ada.append(client, ada.put("a", [SMALL[0]]))
        blobs = server.services.blobs
        real_one, real_many = blobs.read, blobs.read_many

        def move() -> None:
            (row,) = _rows(server, [SMALL[0]])
            (place,) = blobs.put_many([SMALL])
            with server.services.metadata.write() as tx:
                assert tx.move_blob(SMALL[0], row.place, place)
            monkeypatch.setattr(blobs, "read", lambda one, *part: _unless(row.place, one, lambda: real_one(one, *part)))
            monkeypatch.setattr(blobs, "read_many", real_many)

        def read(one: Any, *part: Any) -> bytes:
            move()
            return blobs.read(one, *part)

        def read_many(wanted: Any) -> list[bytes | None]:
            move()
            return real_many(wanted)

        for path in ("get", "range", "possess", "many"):
            monkeypatch.setattr(blobs, "read", read)
            monkeypatch.setattr(blobs, "read_many", read_many)
            if path == "many":
                monkeypatch.setattr(blobs, "read", real_one)
                reply = await client.call(routes.BLOBS_GET, m.BlobQuery(ids=[SMALL[0]]))
                assert reply.body.endswith(SMALL[1])
            elif path == "possess":
                query = m.PossessQuery(nonce=bytes(16))
                assert (await client.call(routes.BLOB_POSSESS, query, blob=SMALL[0])).status == 200
            else:
                headers = {"range": "bytes=0-9"} if path == "range" else {}
                got = await client.send("GET", f"/v1/blobs/{SMALL[0].hex()}", headers=headers)
                assert got.body == SMALL[1][: 10 if headers else 300]

    play(scene)


def _unless(gone: md.Place, one: Any, read: Callable[[], bytes]) -> bytes:
    if one.place == gone:
        raise MissingBlock(reason="absent")
    return read()
