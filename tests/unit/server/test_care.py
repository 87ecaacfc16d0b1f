"""The thread that takes care: when, how it stops, and what it does for an operator."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import Server, serving
from megadesk.model.errors import DiskFull
from megadesk.server import care as care_module
from megadesk.server.care import WANTED, Care, Cared, Wish, answer_in, forget, run_once, stores_of, wish_in
from megadesk.server.collection import Collected
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.metadata_tables import attempts
from megadesk.server.retention import Pruned, Retention

WAIT_S = 30
DAY_S = 86_400
LARGE = blob("large", 70_000)


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the thread look at once."""
    monkeypatch.setattr(care_module, "LOOK_EVERY_S", 0.001)


def wanted(server: Server, wish: Wish) -> dict[str, Any] | None:
    """Ask for something as another process does, and return what was done."""
    with server.services.metadata.write() as tx:
        tx.put_setting(WANTED, wish.encode())
    while True:
        with server.services.metadata.read() as tx:
            if (done := answer_in(tx, wish)) is not None:
                assert wish_in(tx) is None
                return done
        threading.Event().wait(0.005)


def test_an_operator_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the thread of the server, with what was done for this wish."""
    quick(monkeypatch)

    async def scene() -> None:
        async with serving(tmp_path) as server:
            ada = Person()
            await upload(await ada.join(server.client), LARGE)
            server.pass_s(8 * DAY_S)
            care = Care(stores_of(server.services))
            care.start()
            try:
                done = await asyncio.to_thread(wanted, server, Wish(id="a", at_once=True))
                assert done is not None
                assert (done["collection"]["uploads"], done["collection"]["files"]) == (1, 1)
                done = await asyncio.to_thread(wanted, server, Wish(id="b", at_once=False))
                assert done is not None
                assert done["collection"]["uploads"] == 0
            finally:
                await asyncio.to_thread(care.stop)

    asyncio.run(scene())


def test_it_runs_by_itself_when_it_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Again and again, also after something went wrong; never if it is not to."""
    quick(monkeypatch)
    times: list[bool] = []
    twice = threading.Event()

    def fails_first(*_: object, at_once: bool) -> Any:
        times.append(at_once)
        if len(times) == 1:
            raise OSError("gone wrong")
        if len(times) == 3:
            twice.set()
        yield from ()

    monkeypatch.setattr(care_module, "run_once", fails_first)

    async def scene() -> None:
        async with serving(tmp_path, care_every_s=0.001) as server:
            care = Care(stores_of(server.services), first_after_s=0)
            care.start()
            assert await asyncio.to_thread(twice.wait, WAIT_S)
            await asyncio.to_thread(care.stop)
        assert times[:3] == [False, False, False]
        async with serving(tmp_path, care_every_s=0) as server:
            times.clear()
            care = Care(stores_of(server.services), first_after_s=0)
            for _ in range(3):
                care._look()
        assert times == []

    asyncio.run(scene())


def test_what_it_did_is_among_the_figures(tmp_path: Path) -> None:
    """When it was through last, and what retention and collection let go."""

    async def scene() -> None:
        async with serving(tmp_path, care_every_s=3600) as server:
            client = await Person().join(server.client)
            await upload(client, LARGE)
            server.pass_s(61 * DAY_S)
            before = server.services.metrics.text()
            care = Care(stores_of(server.services), server.services.metrics, first_after_s=0)
            await asyncio.to_thread(care._look)
            care.stop()
            after = server.services.metrics.text()
            assert "megadesk_care_" not in before
            assert f"megadesk_care_last_run_time_seconds {server.now_ms // 1000}\n" in after
            assert "megadesk_care_commits_total 0\n" in after

    asyncio.run(scene())


def test_it_stops_between_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shutdown waits for the step under way, not for the run; the wish stays for the next server."""
    quick(monkeypatch)
    is_under_way = threading.Event()

    def endless(self: Retention) -> Any:
        while True:
            is_under_way.set()
            yield

    monkeypatch.setattr(Retention, "steps", endless)

    async def scene() -> None:
        async with serving(tmp_path) as server:
            wish = Wish(id="a", at_once=True)
            with server.services.metadata.write() as tx:
                tx.put_setting(WANTED, wish.encode())
            care = Care(stores_of(server.services))
            care.start()
            assert await asyncio.to_thread(is_under_way.wait, WAIT_S)
            await asyncio.to_thread(care.stop)
            with server.services.metadata.write() as tx:
                assert (wish_in(tx), answer_in(tx, wish)) == (wish, None)
                forget(tx, Wish(id="other", at_once=True))
                assert wish_in(tx) == wish
                forget(tx, wish)
                assert wish_in(tx) is None

    asyncio.run(scene())


def test_a_run_says_what_it_did(tmp_path: Path) -> None:
    """After each step as much as by then, in figures."""

    async def scene() -> None:
        async with serving(tmp_path) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, LARGE)
            for _ in range(3):
                await ada.append(client, ada.put("a"))
            server.pass_s(61 * DAY_S)
            *_, done = run_once(stores_of(server.services), at_once=True)
            assert done.as_json() == {
                "retention": {"spaces": 1, "commits": 3, "records": 2, "versions": 0, "held": 0},
                "collection": {
                    "uploads": 1, "blobs": 1, "size_bytes": 70_000, "files": 1, "packs": 0, "copied_bytes": 0,
                    "is_held": False,
                },
            }  # fmt: skip

    asyncio.run(scene())


def test_a_full_disk_does_not_keep_files_from_going(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retention may have no room to write; what is collected makes some."""

    def full(_: Retention) -> Any:
        yield
        raise DiskFull(where="server")

    monkeypatch.setattr(Retention, "steps", full)

    async def scene() -> None:
        async with serving(tmp_path) as server:
            await upload(await Person().join(server.client), LARGE)
            server.pass_s(8 * DAY_S)
            *_, done = run_once(stores_of(server.services), at_once=True)
            assert done.collected.files == 1

    asyncio.run(scene())


def test_attempts_of_long_ago_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, a few in each step; those that still limit somebody stay."""
    monkeypatch.setattr(care_module, "ATTEMPTS", 2)

    async def scene() -> None:
        async with serving(tmp_path) as server:
            with server.services.metadata.write() as tx:
                for at in range(5):
                    tx.take_attempt(bytes([at]) * 32, burst=1, every_ms=1)
                tx.take_attempt(bytes([9]) * 32, burst=1, every_ms=DAY_S * 1000)
            left = [b""] * 6
            while len(left) > 1:  # the database's clock goes on by itself
                list(run_once(stores_of(server.services), at_once=True))
                with server.services.metadata.read() as look:
                    left = [row[0] for row in look.rows(attempts)]
            assert left == [bytes([9]) * 32]

    asyncio.run(scene())


def test_of_several_processes_one_takes_care(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not the lease does nothing, not even what is wanted; who loses it stops after a step; who gets it does it all."""
    ours = [False]

    class Given:
        """A lease that the test gives and takes."""

        def is_held(self) -> bool:
            """Whether it is given."""
            return ours[0]

        def close(self) -> None:
            """Nothing is kept."""

    monkeypatch.setattr(SqliteMetadata, "lease", lambda _: Given())

    def two_steps(stores: object, *, at_once: bool) -> Any:
        del stores, at_once
        yield Cared(pruned=Pruned(), collected=Collected())
        ours[0] = False
        yield Cared(pruned=Pruned(), collected=Collected())

    async def scene() -> None:
        async with serving(tmp_path) as server:
            wish = Wish(id="a", at_once=True)
            care = Care(stores_of(server.services))

            def is_answered() -> bool:
                care._look()
                with server.services.metadata.read() as tx:
                    return answer_in(tx, wish) is not None

            with server.services.metadata.write() as tx:
                tx.put_setting(WANTED, wish.encode())
            assert not is_answered()
            with monkeypatch.context() as patch:
                patch.setattr(care_module, "run_once", two_steps)
                ours[0] = True
                assert not is_answered()
            assert not ours[0]
            ours[0] = True
            assert is_answered()

    asyncio.run(scene())


def test_a_stop_waits_for_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A listing may take minutes: the process ends over it, as it may at any point."""
    quick(monkeypatch)
    monkeypatch.setattr(care_module, "STOP_S", 0.0)
    began, over = threading.Event(), threading.Event()

    def packs() -> dict[int, int]:
        began.set()
        over.wait()
        return {}

    async def scene() -> None:
        async with serving(tmp_path) as server:
            monkeypatch.setattr(server.services.blobs, "packs", packs)
            care = Care(stores_of(server.services), first_after_s=0.0)
            care.start()
            await asyncio.to_thread(began.wait)
            care.stop()
            assert "care was cut off" in caplog.text
            over.set()
            care._thread.join()

    asyncio.run(scene())
