"""Every stored blob is held to its name, and what is damaged comes again from whoever has it."""

from __future__ import annotations

import asyncio
import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import obstore
import pytest

from fakes.asgi import Client
from fakes.ended import steps
from fakes.objects import Bucket
from fakes.people import Person, blob, upload
from fakes.servers import Play, Server, let_no_write_wait, serving
from megadesk.crypto.public import block_id
from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import scrub as scrub_module
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import UNREADABLE, Stored, stored
from megadesk.server.mending import CHANGED
from megadesk.server.metadata import OWN_FILE, BlobRow
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.scrub import Scrub, Scrubbed, Source, as_json
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack, unpack

Damaging: TypeAlias = Callable[[Path, BlobRow], None]
LARGE, SMALL, OTHER = blob("large", 70_000), blob("small", 300), blob("other", 400)


def path_of(data: Path, row: BlobRow) -> tuple[Path, int]:
    """Return the file that holds a blob, and where in it."""
    name = row.id.hex()
    if row.place.pack:
        return data / "blobs" / "packs" / f"{row.place.pack:016x}", row.place.offset
    return data / "blobs" / "files" / name[:2] / name, 0


def change(data: Path, row: BlobRow) -> None:
    """Let one bit of it be another."""
    path, at = path_of(data, row)
    held = bytearray(path.read_bytes())
    held[at + 100] ^= 1
    path.write_bytes(held)


def cut(data: Path, row: BlobRow) -> None:
    """Let its end be gone."""
    path, at = path_of(data, row)
    path.write_bytes(path.read_bytes()[: at + 200])


def remove(data: Path, row: BlobRow) -> None:
    """Let its file be gone."""
    path_of(data, row)[0].unlink()


def rows_of(server: Server) -> dict[BlockId, BlobRow]:
    """Return all rows of blobs."""
    with server.services.metadata.read() as tx:
        return {row.id: row for row in tx.all_blobs(b"", 1000)}


def scrub(server: Server, **changes: Any) -> Scrubbed:
    """Read all, as the operator's command does beside a running server: through stores of its own."""
    config = server.services.config
    metadata, blobs = SqliteMetadata(config.database_file), FileBlobs(config.blobs_folder, beside=True)
    try:
        return Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run(**changes)
    finally:
        metadata.close()
        blobs.close()


async def missing(client: Client, *blobs: tuple[BlockId, bytes]) -> list[BlockId]:
    """Return which of these a client is asked for."""
    answer = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[block for block, _ in blobs]))
    return [BlockId(one) for one in answer.ids]


async def bring(client: Client, one: tuple[BlockId, bytes], *, alone: bool) -> int:
    """Upload a blob again; return how many the server says were new."""
    if alone:
        return (await client.ask(m.Stored, routes.BLOB_PUT, one[1], blob=one[0])).new
    return (await client.ask(m.Stored, routes.BLOBS_PUT, pack([one]))).new


def test_a_whole_store_stays_as_it_is(play: Play) -> None:
    """All is read, nothing is found, nothing is moved."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        await upload(client, LARGE, SMALL, OTHER)
        before = rows_of(server)
        done = scrub(server)
        assert (done.blobs, done.size_bytes, done.is_done) == (3, 70_700, True)
        assert (done.damaged, done.missing, done.mended) == ([], [], [])
        assert rows_of(server) == before
        assert not (server.services.config.blobs_folder / "quarantine").exists()

    play(scene)


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "batch"])
@pytest.mark.parametrize(
    ("damaged", "damage"), [(LARGE, change), (LARGE, cut), (LARGE, remove), (SMALL, change), (SMALL, cut)],
    ids=lambda value: "" if isinstance(value, tuple) else value.__name__,
)  # fmt: skip
def test_what_is_damaged_is_set_aside_and_comes_again(
    play: Play, damage: Damaging, damaged: tuple[BlockId, bytes], alone: bool
) -> None:
    """It counts as missing, its neighbours do not; the next upload of it mends it, costs nobody anything, and needs no room."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, OTHER, damaged)
        await ada.append(client, ada.put("a", [damaged[0]]), ada.put("b", [OTHER[0]]))
        with server.services.metadata.write() as tx:
            used_bytes = tx.usage(ada.account).used_bytes
            tx.set_quota(ada.account, used_bytes)
        data = server.services.config.data
        damage(data, rows_of(server)[damaged[0]])
        done = scrub(server)
        lost = [one for one in done.damaged if one.blob == damaged[0].hex()]
        assert [one.accounts for one in lost] == [[ada.login]]
        assert rows_of(server)[damaged[0]].place.is_lost
        assert await missing(client, damaged) == [damaged[0]]
        single = await client.call(routes.BLOB_GET, blob=damaged[0])
        assert (single.status, single.code) == (404, "not_found")
        assert [one.why for one in scrub(server).missing if one.blob == damaged[0].hex()] == ["not brought again yet"]
        assert await bring(client, damaged, alone=alone) == 1
        assert await bring(client, damaged, alone=alone) == 0
        assert await missing(client, damaged) == []
        assert (await client.call(routes.BLOB_GET, blob=damaged[0])).body == damaged[1]
        assert server.services.blobs.unflushed([stored(rows_of(server)[damaged[0]])]) == []
        with server.services.metadata.read() as tx:
            assert tx.usage(ada.account).used_bytes == used_bytes
        if OTHER[0] in {BlockId(bytes.fromhex(one.blob)) for one in done.damaged}:  # they lay in one pack
            await bring(client, OTHER, alone=alone)
        again = scrub(server)
        assert (again.damaged, again.missing) == ([], [])

    play(scene)


def test_damaged_bytes_are_kept(play: Play) -> None:
    """In quarantine, by name and place: a file as it was, what lay in a pack as a copy."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        await upload(client, LARGE, SMALL)
        for row in rows_of(server).values():
            change(server.services.config.data, row)
        scrub(server)
        kept = {
            path.name[:64]: path.read_bytes() for path in (server.services.config.blobs_folder / "quarantine").iterdir()
        }
        assert kept.keys() == {LARGE[0].hex(), SMALL[0].hex()}
        for block, data in (LARGE, SMALL):
            assert len(kept[block.hex()]) == len(data)
            assert kept[block.hex()] != data

    play(scene)


def test_neighbours_in_a_pack_are_not_touched(play: Play) -> None:
    """One of many small ones is damaged: the others stay where they are, and are given out together."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        small = [blob(f"small {n}", 300) for n in range(20)]
        await upload(client, *small)
        before = rows_of(server)
        change(server.services.config.data, before[small[7][0]])
        assert [one.why for one in scrub(server).damaged] == [CHANGED]
        reply = await client.call(routes.BLOBS_GET, m.BlobQuery(ids=[block for block, _ in small]))
        whole = [one for one in small if one != small[7]]
        assert [(block, bytes(data)) for block, data in unpack(reply.body)] == whole
        after = rows_of(server)
        assert [after[block] for block, _ in whole] == [before[block] for block, _ in whole]

    play(scene)


def test_no_commit_relies_on_what_is_lost(play: Play) -> None:
    """An upload that was found damaged before anything names it is refused as missing, and taken once it was brought again."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE)
        change(server.services.config.data, rows_of(server)[LARGE[0]])
        assert [one.accounts for one in scrub(server).damaged] == [[]]
        made = ada.make(ada.put("a", [LARGE[0]]))
        reply = await ada.offer(client, made)
        assert (reply.status, reply.code) == (422, "missing")
        await bring(client, LARGE, alone=True)
        assert (await ada.offer(client, made)).status == 200

    play(scene)


def test_a_stranger_mends_it_for_everybody(play: Play) -> None:
    """Who has the same bytes uploads them as new, is charged, and whoever lost them has them again."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        client, stranger = await ada.join(server.client), await bob.join(server.client)
        await upload(client, LARGE)
        await ada.append(client, ada.put("a", [LARGE[0]]))
        change(server.services.config.data, rows_of(server)[LARGE[0]])
        scrub(server)
        assert await bring(stranger, LARGE, alone=True) == 1
        with server.services.metadata.read() as tx:
            assert tx.usage(bob.account).bytes_pending == 70_000
        assert (await client.call(routes.BLOB_GET, blob=LARGE[0])).body == LARGE[1]
        assert await missing(client, LARGE) == []

    play(scene)


def test_a_file_whose_manifest_is_lost_can_be_changed_and_removed(play: Play) -> None:
    """Which blocks it listed is not known any more; that is no reason to hold its owner up."""
    ada = Person()
    blocks = [blob(f"block {n}", 300) for n in range(3)]
    body = b"\x01\x12" + (3).to_bytes(4, "big") + b"".join(block for block, _ in blocks) + bytes(3 * 68 + 16)

    async def scene(server: Server) -> None:
        client = await ada.join(server.client)
        manifest = block_id(body), body
        await upload(client, *blocks, manifest)
        await ada.append(client, ada.put("a", [manifest[0]]), ada.put("b", [manifest[0]]))
        change(server.services.config.data, rows_of(server)[manifest[0]])
        assert len(scrub(server).damaged) == 1

    async def later(server: Server) -> None:
        client = await ada.log_in(server.client)
        await ada.append(client, ada.put("a"))
        await ada.append(client, ada.delete("a"), ada.delete("b"))

    play(scene)
    play(later)  # another process, which remembers no manifest


# -- how it goes about it ---------------------------------------------------------------------------------------------


class Watched(FileBlobs):
    """A store that notes what is read, and can be told what happens then."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, beside=True)
        self.seen: list[BlockId] = []
        self.then: Callable[[Stored], None] = lambda _: None

    def read_anew(self, blob: Stored) -> bytes:
        """Note it and read."""
        self.seen.append(blob.id)
        self.then(blob)
        return super().read_anew(blob)


def with_stores(data: Path, act: Callable[[SqliteMetadata, Watched], None]) -> None:
    """Open the stores of a data folder for an act."""
    metadata, blobs = SqliteMetadata(data / "server.sqlite3"), Watched(data / "blobs")
    try:
        act(metadata, blobs)
    finally:
        metadata.close()
        blobs.close()


@pytest.fixture
def data(play: Play, tmp_path: Path) -> Path:
    """A data folder with eight blobs, large and small."""

    async def fill(server: Server) -> None:
        client = await Person().join(server.client)
        await upload(client, *[blob(f"{n}", 70_000 if n % 2 else 300) for n in range(8)])

    play(fill)
    return tmp_path


class Ended(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", range(8))
def test_a_run_that_was_ended_is_gone_on_with(data: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """What earlier pages held is not read again, everything is read, and the figures are those of the whole round."""
    monkeypatch.setattr(scrub_module, "PAGE", 3)

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        def end(_: Stored) -> None:
            if len(blobs.seen) > at:
                raise Ended

        blobs.then = end
        with pytest.raises(Ended):
            Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        first, blobs.seen, blobs.then = blobs.seen[:at], [], lambda _: None
        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 9).run()
        assert len(blobs.seen) == 8 - at // 3 * 3
        assert len({*first, *blobs.seen}) == 8
        assert (done.blobs, done.begun_ms, done.is_done) == (8, 5 if at >= 3 else 9, True)
        blobs.seen = []
        assert Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 9).run().begun_ms == 9
        assert len(blobs.seen) == 8

    with_stores(data, act)


def test_a_round_can_be_begun_anew(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an earlier run had read."""
    monkeypatch.setattr(scrub_module, "PAGE", 3)

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        def end(_: Stored) -> None:
            if len(blobs.seen) > 6:
                raise Ended

        blobs.then = end
        with pytest.raises(Ended):
            Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        blobs.then = lambda _: None
        blobs.seen = []
        assert Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 9).run(anew=True).begun_ms == 9
        assert len(blobs.seen) == 8

    with_stores(data, act)


@pytest.mark.parametrize("kind", ["large", "small"])
def test_a_kill_while_something_is_set_aside_loses_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The row says what it said, the bytes are where they were or in quarantine, and the next run finds it."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        with metadata.read() as tx:
            row = next(row for row in tx.all_blobs(b"", 100) if bool(row.place.pack) == (kind == "small"))
        change(data, row)

        def die(blob: Stored) -> None:
            FileBlobs.set_aside(blobs, blob)
            raise Ended

        blobs.set_aside = die  # type: ignore[method-assign]
        with pytest.raises(Ended):
            Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        with metadata.read() as tx:
            assert tx.blobs([row.id])[row.id] == row
        del blobs.set_aside
        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run(anew=True)
        assert [one.blob for one in done.damaged] == [row.id.hex()]
        assert any(path.name.startswith(row.id.hex()) for path in (data / "blobs" / "quarantine").iterdir())

    with_stores(data, act)


def test_a_scrub_that_is_killed_anywhere_is_gone_on_with(data: Path) -> None:
    """Before any change of the disk: nothing whole is lost, and after the next run all damage is set aside, and kept."""
    before = data.with_name("before")

    def look(metadata: SqliteMetadata, blobs: Watched) -> None:
        rows.extend(_rows(metadata))
        whole.update({row.id: blobs.read(stored(row)) for row in rows})

    rows: list[BlobRow] = []
    whole: dict[BlockId, bytes] = {}
    with_stores(data, look)
    hit = [next(row for row in rows if bool(row.place.pack) is packed) for packed in (True, False)]
    for row in hit:
        change(data, row)
    shutil.copytree(data, before)

    def run() -> None:
        with_stores(
            data, lambda metadata, blobs: runs.append(Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run())
        )

    runs: list[Scrubbed] = []
    count = 0
    for _ in steps(run):
        count += 1
        run()

        def check(metadata: SqliteMetadata, blobs: Watched) -> None:
            for row in _rows(metadata):
                assert row.place.is_lost == (row.id in {one.id for one in hit})
                assert row.place.is_lost or blobs.read(stored(row)) == whole[row.id]

        with_stores(data, check)
        kept = {path.name[:64] for path in (data / "blobs" / "quarantine").iterdir()}
        assert kept == {one.id.hex() for one in hit}
        shutil.rmtree(data)
        shutil.copytree(before, data)
    assert count > 10


def test_what_was_misread_once_is_left_alone(data: Path) -> None:
    """A fault that a second look does not find was the line's or the memory's."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        def once(_: Stored) -> None:
            if len(blobs.seen) == 4:
                raise OSError(errno.EIO, "no")

        blobs.then = once
        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        assert (done.damaged, len(blobs.seen)) == ([], 9)

    with_stores(data, act)


def test_what_the_disk_cannot_read_is_damaged(data: Path) -> None:
    """And any other fault of the system says nothing of the blob, so nothing is touched."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        hit: list[BlockId] = []
        code = errno.EMFILE

        def fail(blob: Stored) -> None:
            if not hit:
                hit.append(blob.id)
            if blob.id in hit:
                raise OSError(code, "no")

        blobs.then = fail
        with pytest.raises(OSError, match="no"):
            Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        with metadata.read() as tx:
            assert not any(row.place.is_lost for row in tx.all_blobs(b"", 100))
        code = errno.EIO
        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        assert [(one.blob, one.why) for one in done.damaged] == [(hit[0].hex(), UNREADABLE)]

    with_stores(data, act)


def test_a_disk_that_is_not_there_is_no_damage(data: Path) -> None:
    """An empty mount point would make every blob look lost; nothing is touched."""
    (data / "blobs").rename(data / "elsewhere")
    for made in (False, True):
        if made:
            (data / "blobs").mkdir()

        def act(metadata: SqliteMetadata, blobs: Watched) -> None:
            with pytest.raises(MissingBlock):
                Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
            with metadata.read() as tx:
                assert not any(row.place.is_lost for row in tx.all_blobs(b"", 100))

        with_stores(data, act)


def test_a_file_that_somebody_put_back_counts_again(data: Path) -> None:
    """From a copy, say: the next run gives the blob its place, whether it lay in a pack or not; wrong bytes change nothing."""
    rows: list[BlobRow] = []
    whole: dict[BlockId, bytes] = {}

    def look(metadata: SqliteMetadata, blobs: Watched) -> None:
        rows.extend(_rows(metadata))
        whole.update({row.id: blobs.read(stored(row)) for row in rows})

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        shutil.rmtree(data / "blobs" / "packs")
        (data / "blobs" / "packs").mkdir()
        large = next(row for row in rows if not row.place.pack)
        change(data, large)
        lost = {row.id for row in rows if row.place.pack} | {large.id}
        run = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run
        assert {one.blob for one in run().damaged} == {block.hex() for block in lost}
        for block in lost:
            path = data / "blobs" / "files" / block.hex()[:2] / block.hex()
            path.write_bytes(whole[block] if block != large.id else whole[block][:-1] + b"?")
        done = run()
        assert set(done.mended) == {block.hex() for block in lost - {large.id}}
        assert [one.blob for one in done.missing] == [large.id.hex()]
        assert all(blobs.read(stored(row)) == whole[row.id] for row in _rows(metadata) if row.id != large.id)

    with_stores(data, look)
    with_stores(data, act)


def test_what_a_device_mends_first_is_not_mended_again(data: Path) -> None:
    """While another source is asked: its place stays as it is."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        row = _rows(metadata)[0]
        whole = blobs.read(stored(row))
        change(data, row)
        place = row.place._replace(offset=77)

        def meanwhile(block: BlockId) -> bytes:
            assert block == row.id
            with metadata.write() as tx:
                tx.add_blobs([row._replace(place=place)], 5)
            return whole

        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5, source=meanwhile).run()
        assert (done.damaged, done.mended) == ([], [])
        assert _rows(metadata)[0].place == place

    with_stores(data, act)


def test_a_full_disk_keeps_nobody_from_reading_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How far it is cannot be noted, and there is no room to copy out of a pack: it is read and found all the same."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        with metadata.read() as tx:
            row = next(row for row in tx.all_blobs(b"", 100) if row.place.pack)
        change(data, row)
        writes = metadata.write

        def write(*, durable: bool = True) -> Any:
            if not durable:
                raise DiskFull(where="server")
            return writes()

        def full(*_: object) -> int:
            raise OSError(errno.ENOSPC, "no room")

        monkeypatch.setattr(metadata, "write", write)
        monkeypatch.setattr(Path, "write_bytes", full)
        done = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        assert [one.blob for one in done.damaged] == [row.id.hex()]
        assert list((data / "blobs" / "quarantine").iterdir()) == []

    with_stores(data, act)


def test_two_at_once_set_aside_once(data: Path) -> None:
    """The second finds that the row is another by now."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        with metadata.read() as tx:
            row = tx.all_blobs(b"", 1)[0]
        change(data, row)
        inner: list[Scrubbed] = []

        def meanwhile(blob: Stored) -> None:
            if blob.id == row.id and not inner:
                inner.append(Scrubbed(begun_ms=0))
                blobs.then = lambda _: None
                inner[0] = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()

        blobs.then = meanwhile
        outer = Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run()
        assert [len(one.damaged) for one in (*inner, outer)] == [1, 0]

    with_stores(data, act)


def test_what_is_read_is_paced(data: Path) -> None:
    """Every blob is counted."""

    class Counting(Pace):
        spent = 0

        def spend(self, size_bytes: int) -> None:
            self.spent += size_bytes

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        pace = Counting(None)
        done = Scrub(metadata, blobs, pace=pace, now_ms=lambda: 5).run()
        assert pace.spent == done.size_bytes == 4 * 70_300

    with_stores(data, act)


def test_the_report_is_plain(data: Path) -> None:
    """Names of fields are a public interface."""

    def act(metadata: SqliteMetadata, blobs: Watched) -> None:
        change(data, next(iter(_rows(metadata))))
        shown = as_json(Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: 5).run())
        assert shown.keys() == {"blobs", "bytes", "damaged", "missing", "mended"}
        damaged: Any = shown["damaged"]
        assert [one.keys() for one in damaged] == [{"blob", "size_bytes", "why", "accounts"}]

    with_stores(data, act)


def _rows(metadata: SqliteMetadata) -> list[BlobRow]:
    with metadata.read() as tx:
        return list(tx.all_blobs(b"", 100))


@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["own", "pack"])
def test_nobody_waits_for_an_object_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: tuple[BlockId, bytes]
) -> None:
    """What is damaged there is found, set aside, put back and written anew while others write; only rows are moved in a write."""
    bucket = Bucket.in_memory()

    async def scene() -> None:
        async with serving(tmp_path, bucket.open()) as server:
            services = server.services
            client = await Person().join(server.client)
            await upload(client, one)
            let_no_write_wait(server, monkeypatch)

            def scrubbed(source: Source = lambda _: None) -> Scrubbed:
                made = Scrub(services.metadata, services.blobs, pace=Pace(None), now_ms=lambda: 5, source=source)
                return made.run()

            for back in ("put back", "from a backup", "uploaded"):
                whole = stored(rows_of(server)[one[0]])
                bucket.spoil(whole, bytes(len(bytes(obstore.get(bucket.store, bucket.key(whole)).bytes()))))
                if back == "uploaded":
                    await upload(client, one)
                elif back == "put back" and whole.place.pack == OWN_FILE:
                    assert len(scrubbed().damaged) == 1
                    assert len(bucket.names("quarantine/")) == 1
                    assert len(scrubbed().missing) == 1
                    bucket.spoil(whole, one[1])
                    assert scrubbed().mended == [one[0].hex()]
                else:
                    assert scrubbed(lambda _: one[1]).mended == [one[0].hex()]
                assert services.blobs.read(stored(rows_of(server)[one[0]])) == one[1]

    asyncio.run(scene())
