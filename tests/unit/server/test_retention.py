"""What goes, what stays, and at which moment; step by step. test_care_model.py runs all of it against a model."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from fakes.asgi import Client
from fakes.crypto import NOW_MS, node_id
from fakes.objects import Bucket
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server, let_no_write_wait, serving
from megadesk.crypto.structure import block_id, encode_manifest_lead
from megadesk.model.errors import DiskFull, ServerUnavailable
from megadesk.server import metadata as md
from megadesk.server import retention
from megadesk.server.blobs import Manifests
from megadesk.server.blobstore import stored
from megadesk.server.care import run_once, stores_of
from megadesk.server.metadata_care import HELD
from megadesk.server.plans import DAY_MS
from megadesk.server.references import effect_of_removal
from megadesk.server.retention import Pruned, Retention
from megadesk.wire import messages as m
from megadesk.wire import routes

DAY_S = 86_400
LONG = {"session_idle_s": 10**9}
BLOBS = [blob(str(n), 400 + n) for n in range(6)]


def prune(server: Server) -> Pruned:
    """Let retention go over everything once."""
    services = server.services
    manifest = Manifests(services.blobs).blocks
    run = Retention(services.metadata, services.config, manifest, now_ms=services.clock_ms)
    for _ in run.steps():
        pass
    return run.done


def row_of(tx: md.Reading, ada: Person) -> md.SpaceRow:
    """Return the space's row."""
    row = tx.space(ada.space_id)
    assert row is not None
    return row


def kept_from(server: Server, ada: Person) -> int:
    """Return the oldest state that is kept."""
    with server.services.metadata.read() as tx:
        return row_of(tx, ada).kept_from_seq


async def versions(client: Client, ada: Person, name: str) -> list[int]:
    """Return when the versions of a node that are kept began."""
    found = await client.ask(m.RecordVersions, routes.VERSIONS, space=ada.space_id, node=node_id(name))
    return [one.from_seq for one in found.versions]


def test_a_state_goes_when_it_has_been_the_past_for_long_enough(play: Play) -> None:
    """By when the commit after it was stored: the last state before a long quiet time is kept as long as it was current."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))  # 2, current until day 50
        server.pass_s(50 * DAY_S)
        await ada.append(client, ada.put("a"))  # 3
        for day, oldest in ((50, 1), (59, 1), (60, 2), (109, 2), (110, 3), (500, 3)):
            server.now_ms = NOW_MS + day * DAY_MS
            for _ in range(2):  # the first after a leap of the clock only sees it
                prune(server)
            assert kept_from(server, ada) == oldest, day

    play(scene, **LONG)


def test_a_clock_that_leaps_is_not_believed_at_once(play: Play) -> None:
    """It has until the next run to be set right; a server that was off for long begins an hour later."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        prune(server)
        server.pass_s(3650 * DAY_S)
        prune(server)
        assert kept_from(server, ada) == 1
        server.pass_s(-3650 * DAY_S)
        for _ in range(2):
            prune(server)
        assert kept_from(server, ada) == 1
        server.pass_s(3650 * DAY_S)
        for _ in range(2):
            prune(server)
        assert kept_from(server, ada) == 2

    play(scene, **LONG)


def test_what_was_stored_in_the_future_counts_from_now(play: Play) -> None:
    """While the clock was wrong; else it would keep everything for years."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        server.pass_s(3650 * DAY_S)
        await ada.append(client, ada.put("a"))
        server.pass_s(-3650 * DAY_S)
        await ada.append(client, ada.put("b"))
        for _ in range(2):
            server.pass_s(61 * DAY_S)
            for _ in range(2):
                prune(server)
        assert kept_from(server, ada) == 3

    play(scene, **LONG)


def test_the_last_content_of_what_is_there_stays(play: Play) -> None:
    """Renaming makes no version; what is removed keeps none; a version goes when there is a later one that is old enough."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, *BLOBS)
        ids = [one for one, _ in BLOBS]
        await ada.append(client, ada.put("a", [ids[0]]), ada.put("gone", [ids[1]]))  # 2
        await ada.append(client, ada.put("a", [ids[2]]), ada.put("gone", [ids[3]]))  # 3
        await ada.append(client, ada.put("a", [ids[2]]))  # 4, renamed
        await ada.append(client, ada.put("a", [ids[4]]))  # 5
        await ada.append(client, ada.put("a", [ids[4]]), ada.delete("gone"))  # 6, renamed
        server.pass_s(61 * DAY_S)
        done = prune(server)
        assert (done.records, done.versions) == (5, 1)
        assert await versions(client, ada, "a") == [4, 6]
        assert await versions(client, ada, "gone") == []
        await ada.append(client, ada.put("a", [ids[5]]))  # 7
        prune(server)
        assert await versions(client, ada, "a") == [4, 6, 7]
        server.pass_s(61 * DAY_S)
        prune(server)
        prune(server)
        assert await versions(client, ada, "a") == [6, 7]

    play(scene, **LONG)


def test_fewer_versions_are_noticed(play: Play) -> None:
    """An operator who takes them back finds them gone after the next run, however small its steps."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, *BLOBS)
        for one, _ in BLOBS:
            await ada.append(client, *[ada.put(name, [one]) for name in "abc"])
        server.pass_s(61 * DAY_S)
        prune(server)
        prune(server)
        assert await versions(client, ada, "b") == [4, 5, 6, 7]
        with server.services.metadata.write() as tx:
            tx.set_terms(ada.account, retention_days=None, versions_min=1, bin_days=None)
        prune(server)
        assert await versions(client, ada, "b") == [6, 7]

    play(scene, versions_min=3, **LONG)


@pytest.mark.parametrize("step", [1, 2, 500])
def test_steps_are_small_and_may_end_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """After each of them everything is exact, and the next process goes on."""
    monkeypatch.setattr(retention, "STEP_RECORDS", step)
    monkeypatch.setattr(retention, "STEP_OPS_BYTES", 1)

    async def scene() -> None:
        ada = Person()
        async with serving(tmp_path) as server:
            client = await ada.join(server.client)
            await upload(client, *BLOBS)
            for one, _ in BLOBS:
                await ada.append(client, *[ada.put(name, [one]) for name in "abc"])
            await ada.append(client, ada.delete("c"))
            prune(server)
        for end_after in range(1, 60):
            async with serving(tmp_path) as server:
                server.pass_s(61 * DAY_S)
                services = server.services
                run = Retention(
                    services.metadata, services.config, Manifests(services.blobs).blocks, now_ms=services.clock_ms
                )
                steps = run.steps()
                count = sum(1 for _ in zip(range(end_after), steps, strict=False))
                with services.metadata.read() as tx:
                    row = row_of(tx, ada)
                    used = tx.usage(ada.account)
                    bodies = list(tx._rows("SELECT length(body) FROM records WHERE to_seq IS NOT NULL"))  # type: ignore[attr-defined]
                    refs = list(tx._rows("SELECT blob FROM blob_refs WHERE n_current = 0"))  # type: ignore[attr-defined]
                sizes = {one: len(data) for one, data in BLOBS}
                assert used.bytes_kept == sum(size for (size,) in bodies) + sum(sizes[one] for (one,) in refs)
                if count < end_after and row.kept_from_seq == 8 and len(bodies) == 2:
                    return
        raise AssertionError("it never ends")

    asyncio.run(scene())


def test_ops_of_commits_before_the_horizon_are_forgotten(play: Play) -> None:
    """Headers stay; what a device within the retention needs to catch up is there."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        for n in range(4):
            await ada.append(client, ada.put(str(n)))
        server.pass_s(61 * DAY_S)
        await ada.append(client, ada.put("new"))  # 6
        done = prune(server)
        assert done.commits == 4
        with server.services.metadata.read() as tx:
            ops = list(tx._rows("SELECT seq, ops IS NULL FROM commits ORDER BY seq"))  # type: ignore[attr-defined]
        assert ops == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 0), (6, 0)]
        assert len((await client.ask(m.Commits, routes.COMMITS, space=ada.space_id, query={"after": 4})).commits) == 2
        query = {"from": 1, "to": 6}
        assert len((await client.ask(m.Headers, routes.HEADERS, space=ada.space_id, query=query)).headers) == 6

    play(scene, **LONG)


def test_large_files_become_old_a_few_at_a_time(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction lets go of so many blocks and no more; all are gone in the end, and every count is right."""
    monkeypatch.setattr(retention, "COMMIT_BLOCKS_MAX", 3)
    together: list[int] = []

    def counted(*arguments: Any, bodies: list[bytes], **named: Any) -> Any:
        together.append(len(bodies))
        return effect_of_removal(*arguments, bodies=bodies, **named)

    monkeypatch.setattr(retention, "effect_of_removal", counted)

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, *BLOBS)
        for n in range(6):
            data = encode_manifest_lead([BLOBS[n][0], BLOBS[n - 1][0]]) + bytes(68 * 2 + 16)
            await upload(client, (block_id(data), data))
            await ada.append(client, ada.put(f"big {n}", [block_id(data)]))
        await ada.append(client, *(ada.delete(f"big {n}") for n in range(6)))
        server.pass_s(61 * DAY_S)
        assert prune(server).records == 6
        assert max(together) == 2
        with server.services.metadata.read() as tx:
            assert tx.refs(row_of(tx, ada).key, [one for one, _ in BLOBS]) == {}
            assert tx.usage(ada.account).bytes_kept == 0

    play(scene, **LONG)


def test_a_record_waits_for_a_manifest_that_cannot_be_read(play: Play) -> None:
    """Nobody knows what it stands for; once it is whole again the record goes, and every count is right."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        blocks = [one for one, _ in BLOBS[:2]]
        data = encode_manifest_lead(blocks) + bytes(68 * 2 + 16)
        listed = block_id(data)
        await upload(client, *BLOBS, (listed, data))
        await ada.append(client, ada.put("a", [listed]), ada.put("b", [BLOBS[2][0]]))
        await ada.append(client, ada.delete("a"), ada.delete("b"))
        with server.services.metadata.write() as tx:
            row = tx.blobs([listed])[listed]
            tx.move_blob(listed, row.place, md.Place(md.QUARANTINED, row.place.offset))
        server.pass_s(61 * DAY_S)
        done = prune(server)
        assert (done.records, done.held) == (1, 1)
        assert (await versions(client, ada, "a"), await versions(client, ada, "b")) == ([2], [])
        with server.services.metadata.read() as tx:
            assert tx.has_standing(row_of(tx, ada).key, HELD)
            assert tx.refs(row_of(tx, ada).key, blocks).keys() == set(blocks)
        await upload(client, (listed, data))
        assert prune(server).records == 1
        with server.services.metadata.read() as tx:
            assert tx.refs(row_of(tx, ada).key, [listed, *blocks]) == {}
            assert (tx.usage(ada.account).bytes_kept, await versions(client, ada, "a")) == (0, [])
            assert server.services.blobs.read(stored(tx.blobs([listed])[listed])) == data

    play(scene, **LONG)


def test_terms_of_an_account_count(play: Play) -> None:
    """Its own, before those of the server."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        clients = [await one.join(server.client) for one in (ada, bob)]
        for one, client in zip((ada, bob), clients, strict=True):
            await one.append(client, one.put("a"))
        with server.services.metadata.write() as tx:
            tx.set_terms(bob.account, retention_days=0, versions_min=None, bin_days=None)
        prune(server)
        assert (kept_from(server, ada), kept_from(server, bob)) == (1, 2)
        me = await clients[1].ask(m.Me, routes.ME)
        assert (me.retention_days, me.versions_min, me.bin_days) == (0, 1, 60)

    play(scene, **LONG)


def test_a_space_that_cannot_be_gone_over_holds_up_no_other(
    play: Play, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its fault is logged; a full disk ends the run, and the next goes on."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        for one in (ada, bob):
            client = await one.join(server.client)
            await one.append(client, one.put("a"))
        server.pass_s(61 * DAY_S)
        real = Retention._judge
        failing: list[Exception] = [ValueError("gone wrong")]

        def judge(self: Retention, work: retention.Work) -> bool:
            if failing:
                raise failing.pop()
            return real(self, work)

        monkeypatch.setattr(Retention, "_judge", judge)
        prune(server)
        assert "a space could not be gone over" in caplog.text
        assert (kept_from(server, ada), kept_from(server, bob)) == (2, 2)
        failing.append(DiskFull(where="server"))
        with server.services.metadata.write() as tx:
            tx.note_versions(row_of(tx, ada).key, 5)
        with pytest.raises(DiskFull):
            prune(server)
        assert prune(server).spaces == 0

    play(scene, **LONG)


def test_nobody_waits_for_an_object_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifests of what goes were read before the transaction that lets it go, however many steps it takes."""
    monkeypatch.setattr(retention, "STEP_RECORDS", 2)
    bucket = Bucket.in_memory()

    async def scene() -> None:
        async with serving(tmp_path, bucket.open(), **LONG) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, *BLOBS)
            for n in range(5):
                data = encode_manifest_lead([BLOBS[n][0], BLOBS[n + 1][0]]) + bytes(68 * 2 + 16)
                await upload(client, (block_id(data), data))
                await ada.append(client, ada.put(f"big {n}", [block_id(data)]))
            await ada.append(client, *(ada.delete(f"big {n}") for n in range(5)))
            server.pass_s(61 * DAY_S)
            let_no_write_wait(server, monkeypatch)
            *_, cared = run_once(stores_of(server.services), at_once=False)
            assert (cared.pruned.records, cared.pruned.held) == (5, 0)
            with server.services.metadata.read() as tx:
                assert tx.refs(row_of(tx, ada).key, [one for one, _ in BLOBS]) == {}

    asyncio.run(scene())


def test_a_space_whose_manifests_are_out_of_reach_waits(
    play: Play, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An object store that is not there is no fault of a space: a line says so, and the next run goes on."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("a"))
        await ada.append(client, ada.delete("a"))
        server.pass_s(61 * DAY_S)
        real = Retention._judge

        def judge(*_: Any) -> bool:
            raise ServerUnavailable("the object store cannot be reached")

        monkeypatch.setattr(Retention, "_judge", judge)
        assert prune(server).records == 0
        assert [one.exc_info for one in caplog.records if one.levelno >= logging.WARNING] == [None]
        monkeypatch.setattr(Retention, "_judge", real)
        assert prune(server).records == 1

    play(scene, **LONG)
