"""Uploads and downloads: what is stored, who may read it, what is refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import Play, Server
from megadesk.crypto.public import possession_proof
from megadesk.server.blobs import manifest_blocks
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack, unpack

SIZES = [272, 65_535, 65_536, 3 << 20]


@pytest.mark.parametrize("size_bytes", SIZES)
@pytest.mark.parametrize("is_chunked", [False, True], ids=["length", "chunked"])
def test_one_blob_comes_back(play: Play, size_bytes: int, is_chunked: bool) -> None:
    """Small and large, with a length or without, whole or in parts, twice or once."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        block, data = blob("one", size_bytes)
        body = [data[at : at + 100_000] for at in range(0, len(data), 100_000)] if is_chunked else data
        for new in (1, 0):
            reply = await client.send("PUT", f"/v1/blobs/{block.hex()}", body=body)
            assert (reply.status, reply.message(m.Stored).new) == (200, new)
        whole = await client.call(routes.BLOB_GET, blob=block)
        assert (whole.status, whole.body) == (200, data)
        part = await client.send("GET", f"/v1/blobs/{block.hex()}", headers={"range": "bytes=10-19"})
        assert (part.status, part.body) == (206, data[10:20])
        assert part.headers["content-range"] == f"bytes 10-19/{size_bytes}"
        end = await client.send("GET", f"/v1/blobs/{block.hex()}", headers={"range": f"bytes={size_bytes - 5}-"})
        assert (end.status, end.body) == (206, data[-5:])
        beyond = await client.send("GET", f"/v1/blobs/{block.hex()}", headers={"range": f"bytes={size_bytes}-"})
        assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{size_bytes}")
        assert beyond.code == "bad_range"

    play(scene)


def test_a_batch_comes_back(play: Play) -> None:
    """Small and large ones together, in the order asked; absent ones are left out, repeated ones sent once."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        blobs = [blob(f"{n}", size) for n, size in enumerate([300, 70_000, 400, 500])]
        assert (await client.ask(m.Stored, routes.BLOBS_PUT, pack([*blobs, blobs[0]]))).new == 4
        assert (await client.ask(m.Stored, routes.BLOBS_PUT, pack([*blobs, blob("new")]))).new == 1
        asked = [blobs[2][0], bytes(32), blobs[1][0], blobs[2][0]]
        reply = await client.call(routes.BLOBS_GET, m.BlobQuery(ids=asked))
        assert [(block, bytes(data)) for block, data in unpack(reply.body)] == [blobs[2], blobs[1]]

    play(scene)


def test_a_batch_answer_is_bounded(play: Play) -> None:
    """At most 8 MiB, and at least one."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        blobs = [blob(f"{n}", 3 << 20) for n in range(3)]
        for block, data in blobs:
            await client.ask(m.Stored, routes.BLOB_PUT, data, blob=block)
        reply = await client.call(routes.BLOBS_GET, m.BlobQuery(ids=[block for block, _ in blobs]))
        assert [block for block, _ in unpack(reply.body)] == [block for block, _ in blobs[:2]]

    play(scene)


@pytest.mark.parametrize("size_bytes", [300, 100_000])
@pytest.mark.row(161)
def test_bytes_that_are_not_their_id_are_refused(play: Play, size_bytes: int) -> None:
    """One at a time and in a batch, where one bad blob refuses all; nothing is kept."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        good, other = blob("good", size_bytes), blob("other", size_bytes)
        lie = (good[0], other[1])
        single = await client.call(routes.BLOB_PUT, lie[1], blob=lie[0])
        batch = await client.call(routes.BLOBS_PUT, pack([other, lie]))
        empty = await client.send("PUT", f"/v1/blobs/{good[0].hex()}", headers={"content-length": "0"})
        assert [(one.status, one.code) for one in (single, batch, empty)] == [(422, "forged")] * 3
        missing = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[good[0], other[0]]))
        assert missing.ids == [good[0], other[0]]
        assert not list((server.services.config.blobs_folder / "tmp").iterdir())

    play(scene)


def test_nobody_learns_what_others_store(play: Play) -> None:
    """For a stranger a stored blob is missing, not there to read, and uploads as if new."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        client, stranger = await ada.join(server.client), await bob.join(server.client)
        block, data = blob("secret", 70_000)
        await client.ask(m.Stored, routes.BLOB_PUT, data, blob=block)
        await ada.append(client, ada.put("a", [block]))
        query = m.BlobQuery(ids=[block])
        assert (await stranger.ask(m.MissingBlobs, routes.BLOBS_MISSING, query)).ids == [block]
        assert (await stranger.call(routes.BLOBS_GET, query)).body == b""
        nonce = m.PossessQuery(nonce=bytes(16))
        for reply in (
            await stranger.call(routes.BLOB_GET, blob=block),
            await stranger.call(routes.BLOB_POSSESS, nonce, blob=block),
        ):
            assert (reply.status, reply.code) == (404, "not_found")
        assert (await stranger.ask(m.Stored, routes.BLOB_PUT, data, blob=block)).new == 1
        assert (await stranger.call(routes.BLOB_GET, blob=block)).body == data

    play(scene)


def test_possession_is_proven_over_the_whole_blob(play: Play) -> None:
    """The answer depends on nonce and bytes; a blob gone from the disk cannot be proven."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        block, data = blob("kept", 70_000)
        await client.ask(m.Stored, routes.BLOB_PUT, data, blob=block)
        for nonce in (bytes(16), b"n" * 16):
            answer = await client.ask(m.PossessAnswer, routes.BLOB_POSSESS, m.PossessQuery(nonce=nonce), blob=block)
            assert answer.digest == possession_proof(nonce, data)
        (server.services.config.blobs_folder / "files" / block.hex()[:2] / block.hex()).unlink()
        reply = await client.call(routes.BLOB_POSSESS, m.PossessQuery(nonce=bytes(16)), blob=block)
        assert (reply.status, reply.code) == (422, "missing")

    play(scene)


def test_uploads_count_against_the_quota(play: Play) -> None:
    """507 before a byte is read where the length says so; what was there stays readable."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        first, large = blob("first", 400), blob("large", 100_000)
        await upload(client, first)
        with server.services.metadata.write() as tx:
            tx.set_quota(ada.account, 1000)
        for reply in (
            await client.call(routes.BLOB_PUT, large[1], blob=large[0]),
            await client.send("PUT", f"/v1/blobs/{large[0].hex()}", body=[large[1]]),
            await client.call(routes.BLOBS_PUT, pack([large])),
        ):
            assert (reply.status, reply.code) == (507, "quota_exceeded")
        assert (await client.call(routes.BLOB_GET, blob=first[0])).body == first[1]
        await upload(client, first)

    play(scene)


def test_a_full_disk_refuses_writes_only(play: Play) -> None:
    """507 server_full; reads go on."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        first, large = blob("first"), blob("large", 100_000)
        await upload(client, first)
        server.services.blobs._reserve_bytes = 1 << 60  # type: ignore[attr-defined]  # as if the disk were full
        for reply in (
            await client.call(routes.BLOBS_PUT, pack([blob("x")])),
            await client.call(routes.BLOB_PUT, large[1], blob=large[0]),
        ):
            assert (reply.status, reply.code) == (507, "server_full")
        assert (await client.call(routes.BLOB_GET, blob=first[0])).body == first[1]
        assert (await server.client.call(routes.READYZ)).status == 503

    play(scene)


def test_too_much_is_refused_early(play: Play) -> None:
    """By the length before anything is read, by counting where there is none; the connection closes."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        path = f"/v1/blobs/{'00' * 32}"
        announced = await client.send("PUT", path, headers={"content-length": str(30 << 20)})
        counted = await client.send("PUT", path, body=(bytes(1 << 20) for _ in range(30)))
        batch = await client.call(routes.BLOBS_PUT, bytes(routes.BATCH + 1))
        for reply in (announced, counted, batch):
            assert (reply.status, reply.code, reply.headers["connection"]) == (413, "limit", "close")
        assert not list((server.services.config.blobs_folder / "tmp").iterdir())

    play(scene)


def test_a_silent_upload_ends(play: Play) -> None:
    """408 after the time of silence, and its slot is free again."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        block, data = blob("slow", 100_000)
        stream = client.open("PUT", f"/v1/blobs/{block.hex()}", headers={"content-length": "100000"}, body=[])
        reply = await stream.reply()
        assert (reply.status, reply.code) == (408, "timed_out")
        assert (await client.ask(m.Stored, routes.BLOB_PUT, data, blob=block)).new == 1

    play(scene, body_silence_s=0.05, uploads_at_once=1)


def test_the_same_blob_at_the_same_time(play: Play) -> None:
    """Many uploads of one blob all succeed, and it is charged once."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        block, data = blob("popular", 200_000)
        before = (await client.ask(m.Me, routes.ME)).used_bytes
        replies = await asyncio.gather(*[client.call(routes.BLOB_PUT, data, blob=block) for _ in range(6)])
        assert {reply.status for reply in replies} == {200}
        assert (await client.ask(m.Me, routes.ME)).used_bytes == before + 200_000

    play(scene)


def test_what_is_asked_for_lives_longer(play: Play) -> None:
    """A client that is told "not missing" may rely on it for a week more."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        block, data = blob("pending")
        await upload(client, (block, data))
        server.pass_s(3 * 86_400)
        await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[block]))
        with server.services.metadata.read() as tx:
            assert tx.pending(ada.account, [block]) == {block: server.now_ms + 7 * 86_400_000}
            assert tx.usage(ada.account).bytes_pending == len(data)

    play(scene)


@pytest.mark.parametrize("size_bytes", [300, 70_000])
def test_an_upload_that_was_suspended_is_sent_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, size_bytes: int
) -> None:
    """Eleven minutes after its bytes were written somebody may be about to take them away: no row comes to name them."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        block, data = blob("late", size_bytes)
        metadata, real = server.services.metadata, server.services.metadata.write

        def suspended(**how: bool) -> Any:
            server.pass_s(660)
            return real(**how)

        monkeypatch.setattr(metadata, "write", suspended)
        reply = await client.send("PUT", f"/v1/blobs/{block.hex()}", body=data)
        assert (reply.status, reply.code) == (503, "busy")
        monkeypatch.setattr(metadata, "write", real)
        with metadata.read() as tx:
            assert tx.blobs([block]) == {}
        await upload(client, (block, data))
        assert (await client.call(routes.BLOB_GET, blob=block)).body == data

    play(scene)


def test_the_shape_of_a_manifest() -> None:
    """Type, count and size must fit each other."""
    lead = b"\x01\x12" + (3).to_bytes(4, "big")
    assert manifest_blocks(lead, 6 + 300 + 16) == 3
    assert manifest_blocks(lead, 6 + 300 + 17) == 0
    assert manifest_blocks(b"\x01\x13" + lead[2:], 322) == 0
    assert manifest_blocks(lead[:5], 322) == 0
