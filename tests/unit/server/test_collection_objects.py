"""Collection over an object store: nobody waits for another process, and nothing that anybody named or may name is lost.

The scenes of test_collection.py that a folder's lock makes impossible, and those that an object store makes possible.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Any, TypeAlias

import obstore
import pytest

from fakes import seaweed
from fakes.asgi import Client
from fakes.objects import Bucket
from fakes.people import Person, blob, upload
from fakes.servers import Server, serving
from megadesk.model.errors import RateLimited, ServerUnavailable
from megadesk.server import collection
from megadesk.server import metadata as md
from megadesk.server.blobs_s3 import S3Blobs
from megadesk.server.blobstore import stored
from megadesk.server.collection import Collected, Collecting
from megadesk.server.metadata_care import Object
from megadesk.wire import routes

DAY_S = 86_400
LONG = {"session_idle_s": 10**9}
SMALL, LARGE = blob("small", 300), blob("large", 70_000)

Scene: TypeAlias = Callable[[Server, Person, Client], Awaitable[None]]
Play: TypeAlias = Callable[[Scene], None]


@pytest.fixture(params=["memory", pytest.param("seaweed", marks=pytest.mark.needs("seaweedfs"))])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    """One in memory, and a real one."""
    return Bucket.in_memory() if request.param == "memory" else seaweed.fresh_bucket(tmp_path)


@pytest.fixture
def play(bucket: Bucket, tmp_path: Path) -> Play:
    """Run a scene on a server whose blobs are in the bucket, with a person who has joined it; everything there is old."""

    def run(scene: Scene) -> None:
        async def whole() -> None:
            async with serving(tmp_path, bucket.open(stray_after_s=0), **LONG) as server:
                ada = Person()
                await scene(server, ada, await ada.join(server.client))

        asyncio.run(whole())

    return run


def run_of(server: Server, blobs: S3Blobs | None = None) -> Collecting:
    """Return a run that grants no days of grace, of this process or of another one with its own client."""
    services = server.services
    return Collecting(
        services.metadata, blobs or services.blobs, services.config, services.handover, now_ms=services.clock_ms,
        at_once=True,
    )  # fmt: skip


def collect(server: Server, blobs: S3Blobs | None = None) -> Collected:
    """Take away once what is to go."""
    run = run_of(server, blobs)
    for _ in run.steps():
        pass
    return run.done


def rows(server: Server, ids: Collection[Any]) -> list[md.BlobRow]:
    """Return the rows of blobs, in the order of their ids."""
    with server.services.metadata.read() as tx:
        return [row for _, row in sorted(tx.blobs(ids).items())]


async def held(client: Client, one: tuple[Any, bytes]) -> bool:
    """Whether the server gives out a blob."""
    return bool((await client.call(routes.BLOB_GET, blob=one[0])).body == one[1])


def test_what_nobody_names_goes(play: Play, bucket: Bucket) -> None:
    """Rows, objects and packs, when their time is over; what is named stays, in a pack that is thinned out."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        many = [blob(f"{n}", 300) for n in range(9)]
        await upload(client, *many, LARGE)
        await upload(client, SMALL)
        await ada.append(client, ada.put("a", [many[0][0]]))
        server.pass_s(8 * DAY_S)
        for _ in range(3):
            collect(server)
        (row,) = rows(server, [one for one, _ in [*many, LARGE, SMALL]])
        assert bucket.names("objects/") == []
        assert bucket.names("packs/") == [f"packs/{row.place.pack:016x}"]
        assert await held(client, many[0])

    play(scene)


@pytest.mark.parametrize("steps", range(6))
def test_an_upload_between_any_two_steps_is_safe(play: Play, steps: int) -> None:
    """Whether it comes before the row goes, after it, or after the object: what was answered can be read and named."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        await upload(client, SMALL, LARGE)
        server.pass_s(8 * DAY_S)
        under_way = run_of(server).steps()
        for _ in zip(range(steps), under_way, strict=False):
            pass
        await upload(client, SMALL, LARGE)
        for _ in under_way:
            pass
        await ada.append(client, ada.put("a", [LARGE[0], SMALL[0]]))
        collect(server)
        assert await held(client, LARGE)
        assert await held(client, SMALL)

    play(scene)


def test_a_removal_that_comes_late_spares_what_came_again(
    play: Play, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process is suspended when it has seen that no row names an object; the blob is uploaded and named meanwhile."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        await upload(client, LARGE)
        server.pass_s(8 * DAY_S)
        (before,) = rows(server, [LARGE[0]])
        late = bucket.open(stray_after_s=0)
        loop, real = asyncio.get_running_loop(), late.remove

        async def meanwhile() -> None:
            await upload(client, LARGE)
            await ada.append(client, ada.put("a", [LARGE[0]]))
            server.pass_s(30 * DAY_S)

        def remove(objects: Collection[Object]) -> None:
            if objects:
                asyncio.run_coroutine_threadsafe(meanwhile(), loop).result(30)
                monkeypatch.setattr(late, "remove", real)
            real(objects)

        monkeypatch.setattr(late, "remove", remove)
        done = await asyncio.to_thread(collect, server, late)
        assert done.files == 1
        (after,) = rows(server, [LARGE[0]])
        assert after.place != before.place
        assert bucket.names("objects/") == [bucket.key(stored(after))[len(bucket.prefix) :]]
        assert await held(client, LARGE)
        late.close()

    play(scene)


def test_strays_go_when_they_are_old(play: Play, bucket: Bucket) -> None:
    """Left by a process that ended, or an upload that another one of the same blob came before; what is young stays."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        await upload(client, LARGE, SMALL)
        await ada.append(client, ada.put("a", [LARGE[0], SMALL[0]]))
        named = bucket.names("objects/") + bucket.names("packs/")
        young = bucket.open()
        left = young.begin(LARGE[0])
        left.write([LARGE[1]])
        left.finish()
        young.put_many([SMALL])
        for _ in range(2):
            done = collect(server, young)
            assert (done.files, done.packs) == (0, 0)
        assert len(bucket.names("objects/") + bucket.names("packs/")) == 4
        done = collect(server)
        assert (done.files, done.packs) == (1, 1)
        assert bucket.names("objects/") + bucket.names("packs/") == named
        assert await held(client, LARGE)
        assert await held(client, SMALL)
        young.close()

    play(scene)


@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["own", "pack"])
def test_who_wakes_up_after_its_bytes_were_taken_notes_nothing(
    play: Play, monkeypatch: pytest.MonkeyPatch, one: tuple[Any, bytes]
) -> None:
    """An upload is suspended for two days between bytes and row: it is told to come again, and then it is whole."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        metadata = server.services.metadata
        real: Callable[..., Any] = metadata.write

        def write(**how: bool) -> Any:
            monkeypatch.setattr(metadata, "write", real)
            server.pass_s(2 * DAY_S)
            done = collect(server)
            assert done.files + done.packs == 1
            return real(**how)

        monkeypatch.setattr(metadata, "write", write)
        refused = await client.send("PUT", f"/v1/blobs/{one[0].hex()}", body=one[1])
        assert (refused.status, refused.code) == (503, "busy")
        assert rows(server, [one[0]]) == []
        await upload(client, one)
        await ada.append(client, ada.put("a", [one[0]]))
        collect(server)
        assert await held(client, one)

    play(scene)


def test_a_copy_that_was_suspended_moves_no_row(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever thins out packs may find that another one took its copy for left over."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        many = [blob(f"{n}", 300) for n in range(9)]
        await upload(client, *many)
        await ada.append(client, ada.put("a", [many[0][0]]))
        server.pass_s(8 * DAY_S)
        blobs = server.services.blobs
        real = blobs.put_many

        def put_many(some: Any) -> list[md.Place]:
            places = real(some)
            server.pass_s(2 * DAY_S)
            blobs.remove_packs([place.pack for place in places])
            return places

        monkeypatch.setattr(blobs, "put_many", put_many)
        with pytest.raises(RateLimited):
            collect(server)
        assert await held(client, many[0])

    play(scene)


def test_a_store_that_is_down_is_asked_again(play: Play, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost over it, and what was to go goes the next time; no transaction is open meanwhile."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        await upload(client, LARGE)
        server.pass_s(8 * DAY_S)
        metadata, blobs = server.services.metadata, server.services.blobs
        real = blobs.remove

        def remove(objects: Collection[Object]) -> None:
            with metadata.write():  # nobody else is writing
                pass
            raise ServerUnavailable

        monkeypatch.setattr(blobs, "remove", remove)
        with pytest.raises(ServerUnavailable):
            collect(server)
        assert rows(server, [LARGE[0]]) == []
        with metadata.read() as tx:
            assert len(tx.dying(9)) == 1
        monkeypatch.setattr(blobs, "remove", real)
        assert collect(server).files == 1
        assert bucket.names("objects/") == []
        with metadata.read() as tx:
            assert tx.dying(9) == []

    play(scene)


def test_many_packs_are_noted_and_taken_in_steps(play: Play, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction has them all; those that are known already are not noted again."""
    monkeypatch.setattr(collection, "PAGE", 3)
    monkeypatch.setattr(collection, "STEP_ROWS", 4)

    async def scene(server: Server, ada: Person, client: Client) -> None:
        for n in range(10):
            server.services.blobs.put_many([blob(f"{n}")])
        assert collect(server).packs == 10
        assert bucket.names("packs/") == []
        with server.services.metadata.read() as tx:
            assert tx.packs() == []

    play(scene)


def test_what_is_put_back_waits_for_the_scrub(play: Play, bucket: Bucket) -> None:
    """While its row says that it is lost, its object may be the one that somebody brought back."""

    async def scene(server: Server, ada: Person, client: Client) -> None:
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        (row,) = rows(server, [LARGE[0]])
        with server.services.metadata.write() as tx:
            assert tx.move_blob(LARGE[0], row.place, row.place.lost)
        collect(server)
        assert len(bucket.names("objects/")) == 1
        await upload(client, LARGE)
        assert collect(server).files == 1
        assert await held(client, LARGE)
        with pytest.raises(FileNotFoundError):
            obstore.get(bucket.store, bucket.key(stored(row)))

    play(scene)
