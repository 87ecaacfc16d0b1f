"""Of two copies of a database over one object store one takes bytes away, and the other writes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeAlias

import obstore
import pytest

from fakes import seaweed
from fakes.objects import Bucket
from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.model.errors import BadUsage, DiskFull, ServerUnavailable
from megadesk.server.blobs_s3 import S3Blobs
from megadesk.server.care import DONE, WANTED, Care, Wish, run_once, stores_of
from megadesk.server.fencing import (
    EVERY_S,
    REMEMBERED,
    TOKEN_BYTES,
    Fence,
    fence_of,
    guarded,
    refuse_copy,
    refuse_taken,
    take_over,
)
from megadesk.server.metadata_move import why_frozen
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.wire import routes
from megadesk.wire.frames import pack

Copy: TypeAlias = Callable[[], SqliteMetadata]

DAYS_S = 30 * 86_400
FIRST, LATER = blob("first", 70_000), blob("later", 70_000)


@pytest.fixture(params=["memory", pytest.param("seaweed", marks=pytest.mark.needs("seaweedfs"))])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    """One in memory, and a real one."""
    return Bucket.in_memory() if request.param == "memory" else seaweed.fresh_bucket(tmp_path)


@pytest.fixture
def blobs(bucket: Bucket) -> S3Blobs:
    """The store, as each process has it."""
    return bucket.open()


@pytest.fixture
def database(tmp_path: Path) -> SqliteMetadata:
    """A database whose server has been running for a while."""
    return SqliteMetadata(tmp_path / "one")


@pytest.fixture
def copied(tmp_path: Path, database: SqliteMetadata) -> Copy:
    """Copy the database as it is now."""

    def make() -> SqliteMetadata:
        database.copy_into(tmp_path / "copy", lambda: None)
        return SqliteMetadata(tmp_path / "copy")

    return make


def take(metadata: SqliteMetadata, blobs: S3Blobs) -> bool:
    """Take a token as a process of that database does."""
    return Fence(metadata, blobs.tokens).renew()


def test_one_database_goes_on_whichever_of_its_processes_takes_care(database: SqliteMetadata, bucket: Bucket) -> None:
    """The first token is taken where there is none."""
    for _ in range(5):
        blobs = bucket.open()
        refuse_copy(database, blobs)
        assert take(database, blobs)
        assert len(blobs.tokens.token()) == TOKEN_BYTES


def test_a_copy_is_refused_once_the_other_has_gone_on(
    database: SqliteMetadata, blobs: S3Blobs, copied: Copy
) -> None:  # fmt: skip
    """At its start, and when it would take bytes away; the other one notices nothing."""
    assert take(database, blobs)
    copy = copied()
    refuse_copy(copy, blobs)
    assert take(database, blobs)
    with pytest.raises(BadUsage, match="another copy of its database"):
        refuse_copy(copy, blobs)
    with pytest.raises(BadUsage, match="another copy of its database"):
        next(guarded(copy, blobs, iter("x")))
    assert not take(copy, blobs)
    assert take(database, blobs)


def test_a_copy_that_comes_first_shuts_out_the_other(database: SqliteMetadata, blobs: S3Blobs, copied: Copy) -> None:
    """Which of them is the real one nobody can tell but the operator, who says so."""
    assert take(database, blobs)
    copy = copied()
    assert take(copy, blobs)
    assert not take(database, blobs)
    take_over(database, blobs)
    refuse_copy(database, blobs)
    assert not take(copy, blobs)
    assert take(database, blobs)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that goes by here, in seconds: tests move the one number."""
    now_s = [1000.0]
    monkeypatch.setattr("megadesk.server.fencing.time.monotonic", lambda: now_s[0])
    return now_s


def test_one_that_is_shut_out_writes_nothing_more(
    database: SqliteMetadata, blobs: S3Blobs, copied: Copy, clock: list[float]
) -> None:  # fmt: skip
    """It says why; before the first time is due it takes nothing, unless it is in a hurry."""
    fence = fence_of(database, blobs, first_after_s=60)
    assert fence is not None
    assert not fence.keep()
    assert blobs.tokens.token() == b""
    clock[0] += 60
    assert fence.keep()
    first = blobs.tokens.token()
    fence.hurry()
    assert fence.keep()
    assert blobs.tokens.token() == first
    take_over(copied(), blobs)
    assert fence.keep()  # it has not looked again yet
    clock[0] += EVERY_S
    assert not fence.keep()
    with pytest.raises(ServerUnavailable), database.write() as tx:
        tx.put_setting("written", b"after")
    with database.read() as tx:
        assert "another copy of its database" in why_frozen(tx)


def test_a_wish_is_no_reason_to_wait(database: SqliteMetadata, blobs: S3Blobs, clock: list[float]) -> None:
    """Of an operator, before the first time is due."""
    fence = fence_of(database, blobs, first_after_s=60)
    assert fence is not None
    clock[0] += 1
    assert not fence.keep()
    fence.hurry()
    assert fence.keep()


def test_what_a_move_has_frozen_stays_so(
    database: SqliteMetadata, blobs: S3Blobs, copied: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why nobody may write there is not forgotten over the other reason."""
    fence = Fence(database, blobs.tokens)
    take_over(copied(), blobs)
    real = blobs.tokens.token

    def leave() -> bytes:
        with database.write() as tx:
            tx.freeze("has moved to elsewhere")
        return real()

    monkeypatch.setattr(blobs.tokens, "token", leave)
    assert not fence.keep()
    with database.read() as tx:
        assert why_frozen(tx) == "has moved to elsewhere"


def test_a_command_stops_where_it_is_when_another_takes_over(
    database: SqliteMetadata, blobs: S3Blobs, copied: Copy, clock: list[float]
) -> None:
    """It may go on for hours, and does not look once only."""
    steps = guarded(database, blobs, iter("abc"))
    assert next(steps) == "a"
    take_over(copied(), blobs)
    assert next(steps) == "b"
    clock[0] += EVERY_S
    with pytest.raises(BadUsage, match="another copy"):
        next(steps)


def test_whoever_was_suspended_looks_again(
    database: SqliteMetadata, blobs: S3Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """What it read is older than all that its database remembers: that alone shuts nobody out."""
    real, old = blobs.tokens.token, [b"x" * TOKEN_BYTES]
    assert take(database, blobs)
    monkeypatch.setattr(blobs.tokens, "token", lambda: old.pop() if old else real())
    assert take(database, blobs)


def test_a_store_that_is_full_keeps_nobody_from_making_room(
    database: SqliteMetadata, blobs: S3Blobs, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    """The last token is there still."""
    fence = Fence(database, blobs.tokens)
    assert fence.keep()
    monkeypatch.setattr(blobs.tokens, "put_token", partial(_fail, DiskFull(where="server")))
    for _ in range(REMEMBERED + 2):
        clock[0] += EVERY_S
        assert fence.keep()
    take_over(database, blobs)
    assert blobs.tokens.token() == b""


def test_a_store_that_takes_nothing_for_hours_shuts_nobody_out(
    database: SqliteMetadata, blobs: S3Blobs, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    """Read only, say: what lies there is still known when it takes writes again."""
    fence = Fence(database, blobs.tokens)
    assert fence.keep()
    with monkeypatch.context() as refusing:
        refusing.setattr(blobs.tokens, "put_token", partial(_fail, ServerUnavailable("read only", reason="unreached")))
        for _ in range(REMEMBERED + 2):
            clock[0] += EVERY_S
            assert not fence.keep()
    clock[0] += EVERY_S
    assert fence.keep()


def test_a_run_that_was_suspended_removes_nothing_after_it(tmp_path: Path) -> None:
    """Its clock stood still too, so it takes itself for the one that takes care; the store says better, before each removal."""
    bucket = Bucket.in_memory()
    tmp_path.joinpath("one").mkdir()

    async def scene() -> None:
        async with serving(tmp_path / "one", bucket.open(stray_after_s=0), care_every_s=1) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, FIRST)
            services = server.services
            blobs = services.blobs
            assert isinstance(blobs, S3Blobs)
            assert isinstance(services.metadata, SqliteMetadata)
            server.pass_s(DAYS_S)
            steps = guarded(services.metadata, blobs, run_once(stores_of(services), at_once=True))
            next(steps)
            services.metadata.copy_into(tmp_path / "copy", lambda: None)
            with closing(SqliteMetadata(tmp_path / "copy")) as copy:
                take_over(copy, blobs)
            with pytest.raises(BadUsage, match="another copy"):
                list(steps)
            assert len(bucket.names("objects/")) == 1

    asyncio.run(scene())


def test_a_store_that_is_away_is_waited_for(
    database: SqliteMetadata, blobs: S3Blobs, monkeypatch: pytest.MonkeyPatch, clock: list[float],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Meanwhile nothing is taken away, and nobody is shut out; it is said once."""
    fence = Fence(database, blobs.tokens)
    assert fence.keep()
    with monkeypatch.context() as away:
        away.setattr(blobs.tokens, "token", partial(_fail, ServerUnavailable("away", reason="unreached")))
        for _ in range(3):
            clock[0] += EVERY_S
            assert not fence.keep()
    fence.hurry()
    assert not fence.keep()
    clock[0] += EVERY_S
    assert fence.keep()
    assert [record.message for record in caplog.records] == ["care waits for its stores"]


def test_care_that_sees_anothers_token_gives_way_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In the middle of a run, though it is not time to look yet; that is one line of the log, and no fault of the server."""
    bucket = Bucket.in_memory()

    async def scene() -> None:
        async with serving(tmp_path, bucket.open(stray_after_s=0), care_every_s=1) as server:
            await upload(await Person().join(server.client), FIRST)
            metadata, blobs = server.services.metadata, server.services.blobs
            assert isinstance(metadata, SqliteMetadata)
            assert blobs.tokens is not None
            care = Care(stores_of(server.services), first_after_s=0)
            await asyncio.to_thread(care._look)
            blobs.tokens.put_token(b"x" * TOKEN_BYTES)
            server.pass_s(DAYS_S)
            with metadata.write() as tx:
                tx.put_setting(WANTED, Wish(id="a", at_once=True).encode())
            await asyncio.to_thread(care._look)
            care.stop()
            assert len(bucket.names("objects/")) == 1
            with metadata.read() as tx:
                assert "another copy of its database" in why_frozen(tx)
                assert tx.setting(DONE) is None

    asyncio.run(scene())
    assert [record.levelname for record in caplog.records if record.exc_info] == []


def test_a_server_that_gave_way_puts_no_bytes_there(tmp_path: Path) -> None:
    """Small or large, they would lie in the other one's store, where nobody may note them."""
    bucket = Bucket.in_memory()

    async def scene() -> None:
        async with serving(tmp_path, bucket.open()) as server:
            client = await Person().join(server.client)
            with server.services.metadata.write() as tx:
                tx.freeze("is not the one")
            assert (await client.call(routes.BLOBS_PUT, pack([blob("small", 300)]))).status == 503
            assert (await client.call(routes.BLOB_PUT, LATER[1], blob=LATER[0])).status == 503
            assert bucket.names() == ["owner"]

    asyncio.run(scene())


def test_nobody_moves_to_where_a_server_takes_care(database: SqliteMetadata, blobs: S3Blobs) -> None:
    """Its blobs would be left over for the one that comes."""
    refuse_taken(blobs, "to")
    assert take(database, blobs)
    with pytest.raises(BadUsage, match="a place of its own"):
        refuse_taken(blobs, "to")


def test_a_store_that_is_not_there_has_no_token_that_is_missing(
    database: SqliteMetadata, bucket: Bucket, blobs: S3Blobs
) -> None:  # fmt: skip
    """Else whoever came first to an empty mount, or another bucket, would take it over."""
    assert take(database, blobs)
    another = bucket.open()
    obstore.delete(bucket.store, [f"{bucket.prefix}{name}" for name in ("owner", "token")])
    with pytest.raises(ServerUnavailable):
        take(database, another)


def _fail(error: Exception, *_: object) -> bytes:
    raise error


@pytest.mark.parametrize("seed", range(20))
def test_lost_and_late_puts_shut_nobody_out(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one database, whatever becomes of what it puts: lost, or arriving after many newer ones."""
    random, late = Random(seed), list[tuple[int, bytes]]()
    bucket = Bucket.in_memory()
    blobs = bucket.open()
    put = blobs.tokens.put_token

    def sometimes(token: bytes) -> None:
        fate = random.random()
        if fate < 0.2:
            raise ServerUnavailable("lost", reason="unreached")
        if fate < 0.4:
            late.append((random.randrange(30), token))
            raise ServerUnavailable("late", reason="unreached")
        put(token)

    monkeypatch.setattr(blobs.tokens, "put_token", sometimes)
    with closing(SqliteMetadata(tmp_path / "one")) as database:
        for turn in range(40):
            for one in [one for one in late if one[0] == 0]:
                put(one[1])
            late[:] = [(turns - 1, token) for turns, token in late if turns]
            try:
                assert take(database, blobs), f"turn {turn} of seed {seed}"
            except ServerUnavailable:
                continue


def test_what_was_uploaded_since_it_was_copied_is_not_left_over(tmp_path: Path) -> None:
    """A server on a copy, for a trial say, whose settings still name the same bucket."""
    bucket, one, two = Bucket.in_memory(), tmp_path / "one", tmp_path / "two"

    for data in (one, two):
        data.mkdir()

    async def scene() -> None:
        async with serving(one, bucket.open(stray_after_s=0), care_every_s=1) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, FIRST)
            await ada.append(client, ada.put("a", [FIRST[0]]))
            care = Care(stores_of(server.services), first_after_s=0)
            await asyncio.to_thread(care._look)
            server.services.metadata.copy_into(two / "server.sqlite3", lambda: None)
            await upload(client, LATER)
            await ada.append(client, ada.put("b", [LATER[0]]))
            care.stop()
            care = Care(stores_of(server.services), first_after_s=0)
            await asyncio.to_thread(care._look)
            care.stop()
            before = bucket.names("objects/")
            assert len(before) == 2
            async with serving(two, bucket.open(stray_after_s=0), care_every_s=1) as trial:
                trial.pass_s(DAYS_S)
                care = Care(stores_of(trial.services), first_after_s=0)
                for _ in range(3):
                    await asyncio.to_thread(care._look)
                care.stop()
                assert bucket.names("objects/") == before
                with pytest.raises(ServerUnavailable), trial.services.metadata.write() as tx:
                    tx.put_setting("written", b"after")
            await ada.append(client, ada.put("c", [LATER[0]]))

    asyncio.run(scene())
