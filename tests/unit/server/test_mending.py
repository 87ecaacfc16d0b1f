"""Blobs whose bytes are damaged, and nobody has noticed yet: whoever uploads them again mends them."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import Play, Server
from fakes.spoiling import spoil
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import stored
from megadesk.server.metadata import Writing
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack

LARGE, SMALL = blob("large", 70_000), blob("small", 300)


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "batch"])
@pytest.mark.parametrize("how", ["absent", "cut short", "changed"])
@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["large", "small"])
def test_an_upload_mends_what_nobody_knew_to_be_damaged(
    play: Play, one: tuple[BlockId, bytes], how: str, alone: bool
) -> None:
    """The row says that it is stored; the upload is held against the bytes, which come back whole and are kept beside."""
    if one is SMALL and how == "absent":
        how = "cut short"  # the pack that grows is held open: its bytes do not go with its name

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, one)
        await ada.append(client, ada.put("a", [one[0]]))
        with server.services.metadata.write() as tx:
            used_bytes = tx.usage(ada.account).used_bytes
            tx.set_quota(ada.account, used_bytes)
        spoil(server.services, one[0], how)
        for _ in range(2):
            if alone:
                await client.ask(m.Stored, routes.BLOB_PUT, one[1], blob=one[0])
            else:
                await client.ask(m.Stored, routes.BLOBS_PUT, pack([one]))
            assert (await client.call(routes.BLOB_GET, blob=one[0])).body == one[1]
        with server.services.metadata.read() as tx:
            row = tx.blobs([one[0]])[one[0]]
            assert tx.usage(ada.account).used_bytes == used_bytes
        assert server.services.blobs.unflushed([stored(row)]) == []
        kept = server.services.config.blobs_folder / "quarantine"
        assert how != "changed" or [path.name[:64] for path in kept.iterdir()] == [one[0].hex()]

    play(scene)


def test_a_stranger_mends_what_is_damaged(play: Play) -> None:
    """Whoever has the same bytes and uploads them as new brings them back for all."""

    async def scene(server: Server) -> None:
        ada, bob = Person("ada@example.org"), Person("bob@example.org")
        client = await ada.join(server.client)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        spoil(server.services, LARGE[0], "changed")
        await upload(await bob.join(server.client), LARGE)
        assert (await client.call(routes.BLOB_GET, blob=LARGE[0])).body == LARGE[1]

    play(scene)


def test_what_is_whole_is_not_written_again(play: Play) -> None:
    """An upload that comes twice, after a crash say, leaves place and bytes as they are."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        await upload(client, LARGE, SMALL)
        with server.services.metadata.read() as tx:
            before = tx.blobs([LARGE[0], SMALL[0]])
        assert (await client.ask(m.Stored, routes.BLOBS_PUT, pack([LARGE, SMALL]))).new == 0
        with server.services.metadata.read() as tx:
            assert tx.blobs([LARGE[0], SMALL[0]]) == before

    play(scene)


def test_what_is_mended_is_noted_for_good(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit names it already, so that none will come to make the row durable, as it does for other uploads."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        spoil(server.services, LARGE[0], "changed")
        metadata, hows = server.services.metadata, list[dict[str, bool]]()
        write = metadata.write

        def noted(**how: bool) -> AbstractContextManager[Writing]:
            hows.append(how)
            return write(**how)

        monkeypatch.setattr(metadata, "write", noted)
        await upload(client, LARGE)
        assert hows[-1] == {"durable": True, "beside": True}
        await upload(client, SMALL)
        assert hows[-1] == {"durable": False, "beside": True}

    play(scene)
