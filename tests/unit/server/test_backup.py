"""A backup holds all that a server has at one moment, and is that or nothing, wherever it is ended."""

from __future__ import annotations

import asyncio
import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import NOW_MS
from fakes.ended import killed_at, steps
from fakes.people import Person, blob, upload
from fakes.servers import serving
from fakes.sites import LARGE, LATER, SMALL, TINY, Site, begin, contents, damage, go_on
from megadesk.model.errors import BadUsage, Damaged, DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import backup as backup_module
from megadesk.server import blobs_mirror
from megadesk.server.backup import HOLD_MS, Backup, copy_database
from megadesk.server.backup_folder import BackupFolder, Frozen
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import Stored
from megadesk.server.care import Cared, Stores, run_once
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.handover import Handover
from megadesk.server.hold import held_until_ms
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.restore import Restore


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A server with a few files."""
    made = Site(tmp_path)
    made.serve(begin)
    return made


def test_a_backup_is_the_whole_server(site: Site) -> None:
    """Blobs, accounts and journal: what is made from it passes every check, and its account signs in and goes on."""
    done = site.backup()
    assert (done.copied, done.copied_bytes, done.lost, done.held) == (2, 70_300, [], [])
    assert (done.whole.blobs, done.whole.blob_bytes, done.whole.lost) == (2, 70_300, 0)
    config = site.restored()
    assert contents(config.data) == dict([LARGE, SMALL])

    async def later() -> None:
        async with serving(config.data) as server:
            await go_on(site.ada, await site.ada.log_in(server.client))

    asyncio.run(later())
    assert faults_in(config, reads_blobs=True) == ([], [])


def test_it_is_made_while_the_server_runs(tmp_path: Path) -> None:
    """Whatever comes in meanwhile is in it or not, and what is in it is whole."""
    site = Site(tmp_path)

    async def backed_up(ada: Person, client: Any) -> None:
        running = asyncio.create_task(asyncio.to_thread(site.backup))
        for n in range(40):
            one = blob(f"meanwhile {n}", 300 if n % 2 else 66_000)
            await upload(client, one)
            await ada.append(client, ada.put(f"{n}", [one[0]]))
        await running

    site.serve(begin, backed_up)
    assert dict([LARGE, SMALL]).items() <= site.holds().items()


def test_a_second_one_copies_what_is_new(site: Site) -> None:
    """No more; nothing at all when nothing is; and what is gone on the server is gone from it."""
    site.backup()
    site.serve(go_on)
    assert site.backup().copied == 2
    assert site.backup().copied == 0
    assert site.holds() == dict([LARGE, SMALL, LATER, TINY])
    with site.stores() as (metadata, _), metadata.write() as tx:
        tx.drop_blobs([LATER[0], TINY[0]])
    with sqlite3.connect(site.data / "server.sqlite3") as raw:
        raw.execute("DELETE FROM blob_refs WHERE blob IN (?, ?)", (LATER[0], TINY[0]))
    assert site.backup().removed == 2
    assert not list((site.to / "blobs" / "files").rglob(LATER[0].hex()))
    assert len(list(site.to.glob("database-*"))) == 1


def test_a_pack_that_grew_is_followed(site: Site) -> None:
    """What came to it since is copied to its place in it, and nothing else is written."""
    more = blob("more", 300)

    async def grow(ada: Person, client: Any) -> None:
        await upload(client, SMALL, TINY)
        await asyncio.to_thread(site.backup)
        await upload(client, more)
        assert (await asyncio.to_thread(site.backup)).copied == 1

    site.serve(grow)
    assert site.holds() == dict([LARGE, SMALL, TINY, more])


def test_collection_is_held_meanwhile(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """From before the database is copied; said again when half of the time is over."""
    seen: list[int] = []
    original = blobs_mirror.Mirror.put

    def put(self: blobs_mirror.Mirror, one: Stored, data: bytes) -> None:
        with site.stores() as (metadata, _), metadata.read() as tx:
            seen.append(held_until_ms(tx) - site.now_ms)
        site.now_ms += HOLD_MS - 1
        original(self, one, data)

    monkeypatch.setattr(blobs_mirror.Mirror, "put", put)
    site.backup()
    assert seen == [HOLD_MS, HOLD_MS]


def test_nothing_is_collected_while_it_is_copied(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was named when the database was copied stays until it is copied too. After that it goes, here and from the backup."""

    async def let_go(ada: Person, client: Any) -> None:
        await ada.append(client, ada.put("a"), ada.delete("b"))

    site.serve(let_go)
    config = ServerConfig(data=site.data, retention_days=1, versions_min=0)
    original = backup_module.copy_database

    def care() -> Cared:
        with site.stores() as (metadata, blobs):
            stores = Stores(
                config=config, metadata=metadata, blobs=blobs, handover=Handover(), now_ms=lambda: site.now_ms
            )
            *_, done = run_once(stores, at_once=True)
            return done

    seen: list[Cared] = []

    def then(*words: Any) -> None:
        original(*words)
        seen.append(care())

    site.now_ms += 3 * 86_400_000
    monkeypatch.setattr(backup_module, "copy_database", then)
    site.backup()
    assert (seen[0].pruned.records, seen[0].collected.is_held, seen[0].collected.blobs) == (2, True, 0)
    assert faults_in(config, reads_blobs=True) == ([], [])
    assert site.holds() == dict([LARGE, SMALL])
    monkeypatch.undo()
    site.now_ms += HOLD_MS
    assert care().collected.blobs == 2
    assert faults_in(config, reads_blobs=True) == ([], [])
    assert site.backup().removed == 2
    assert site.holds() == {}


# -- whose folder it is -----------------------------------------------------------------------------------------------


def test_a_folder_with_anything_else_in_it_is_refused(site: Site) -> None:
    """And left as it is; so is the backup of another server."""
    site.to.mkdir()
    (site.to / "letter.txt").write_text("mine")
    with pytest.raises(BadUsage):
        site.backup()
    assert [path.name for path in site.to.iterdir()] == ["letter.txt"]
    (site.to / "letter.txt").unlink()
    site.backup()
    other = Site(site.base / "other")
    other.serve(begin)
    other.to = site.to
    with pytest.raises(BadUsage):
        other.backup()
    assert site.holds() == dict([LARGE, SMALL])


def test_a_server_from_before_a_restore_is_refused(site: Site) -> None:
    """A machine that was thought lost comes back and would write over what is newer."""
    site.backup()
    data, site.data = site.data, site.restored().data
    site.backup()
    site.data = data
    with pytest.raises(BadUsage):
        site.backup()


def test_a_folder_in_which_no_server_ran_is_refused(tmp_path: Path) -> None:
    """It has nothing to tell it from others by."""
    site = Site(tmp_path)
    FileBlobs(site.data / "blobs").close()
    with pytest.raises(BadUsage):
        site.backup()


# -- what is damaged --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_set_aside", [True, False])
@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["large", "small"])
def test_what_the_server_lost_is_said_and_asked_for_after_a_restore(
    site: Site, one: tuple[BlockId, bytes], is_set_aside: bool
) -> None:
    """The backup is made all the same; a server made from it counts the blob as missing."""
    site.damage(one)
    if is_set_aside:
        site.scrub()
    done = site.backup()
    assert [(lost.blob, lost.accounts) for lost in done.lost] == [(one[0].hex(), [site.ada.login])]
    assert (done.copied, done.whole.lost) == (1, 1)
    config = ServerConfig(data=site.base / "restored")
    Restore(BackupFolder(site.to), config, pace=Pace(None), now_ms=lambda: site.now_ms).run()
    with closing(SqliteMetadata(config.database_file)) as metadata, metadata.read() as tx:
        assert tx.blobs([one[0]])[one[0]].place.is_lost


@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["large", "small"])
def test_what_the_server_lost_the_last_backup_keeps(site: Site, one: tuple[BlockId, bytes]) -> None:
    """For good, and a server made from it has it."""
    site.backup()
    site.damage(one)
    site.scrub()
    for _ in range(2):
        done = site.backup()
        assert ([held.blob for held in done.held], done.lost, done.copied) == ([one[0].hex()], [], 0)
        assert site.holds() == dict([LARGE, SMALL])


def test_what_moves_while_it_is_copied_is_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set aside by a scrub and mended by a device between the copy of the database and that of the blob."""
    original = backup_module.copy_database

    def then(*words: Any) -> None:
        original(*words)
        site.damage(SMALL)
        site.scrub()
        site.serve(lambda _, client: upload(client, SMALL))

    monkeypatch.setattr(backup_module, "copy_database", then)
    assert site.backup().lost == []
    assert site.holds() == dict([LARGE, SMALL])


@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["large", "small"])
def test_damage_to_the_backup_is_mended_when_it_is_read_anew(site: Site, one: tuple[BlockId, bytes]) -> None:
    """A plain run believes what it wrote; the other reads all and copies what is not whole."""
    site.backup()
    damage(site.to / "blobs", site.row(one[0]))
    assert site.backup().copied == 0
    assert site.backup(anew=True).copied == 1
    assert site.holds() == dict([LARGE, SMALL])


def test_a_database_of_a_backup_that_is_not_whole_is_not_believed(site: Site) -> None:
    """What is there is read then."""
    site.backup()
    database = next(site.to.glob("database-*"))
    database.write_bytes(database.read_bytes()[:-1] + b"?")
    assert site.backup().copied == 0
    assert site.holds() == dict([LARGE, SMALL])


def test_a_damaged_database_takes_no_backups_place(site: Site) -> None:
    """The last whole one stays."""
    site.backup()
    with sqlite3.connect(site.data / "server.sqlite3") as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'accounts')"
                    " WHERE name = 'ix_accounts_login'")  # fmt: skip
    raw.close()
    with pytest.raises((Damaged, sqlite3.DatabaseError)):
        site.backup()
    assert BackupFolder(site.to).whole() is not None


def test_a_blob_folder_that_is_gone_is_no_backup(site: Site) -> None:
    """An empty mount point would make an empty backup."""
    site.backup()
    (site.data / "blobs").rename(site.base / "elsewhere")
    with pytest.raises(MissingBlock):
        site.backup()


# -- ended anywhere ---------------------------------------------------------------------------------------------------


def test_a_first_backup_that_is_killed_is_none(site: Site) -> None:
    """Wherever that is: there is no backup or the whole one, and the next run makes it."""
    seen = set()
    for step in steps(site.backup):
        whole = BackupFolder(site.to).whole()
        seen.add(whole is not None)
        if whole is not None:
            assert site.holds() == dict([LARGE, SMALL])
        if step % 5 == 0:
            site.backup()
            assert site.holds() == dict([LARGE, SMALL])
        shutil.rmtree(site.to, ignore_errors=True)
    assert seen == {True, False}


def test_a_later_backup_that_is_killed_leaves_the_one_before(site: Site) -> None:
    """Or it is whole. What it needs no more is removed only after that, and the next run goes on."""
    site.backup()
    site.serve(go_on)
    with site.stores() as (metadata, _), metadata.write() as tx:
        tx.change_refs(1, {})
    kept = site.base / "kept"
    shutil.copytree(site.to, kept)
    seen = set()
    for _ in steps(site.backup):
        held = site.holds()
        assert held in (dict([LARGE, SMALL]), dict([LARGE, SMALL, LATER, TINY]))
        seen.add(len(held))
        shutil.rmtree(site.to)
        shutil.copytree(kept, site.to)
    assert seen == {2, 4}
    killed_at(60, site.backup)
    site.backup()
    assert site.holds() == dict([LARGE, SMALL, LATER, TINY])


@pytest.mark.parametrize("room_bytes", [0, 100, 75_000, 81_000])
def test_a_full_disk_leaves_the_one_before(site: Site, monkeypatch: pytest.MonkeyPatch, room_bytes: int) -> None:
    """It is said so; with room again the next run goes on."""
    site.backup()
    site.serve(go_on)
    left = room_bytes
    original = blobs_mirror.Mirror._put_file

    def full(size_bytes: int) -> None:
        nonlocal left
        left -= size_bytes
        if left < 0:
            raise OSError(errno.ENOSPC, "no room")

    def put(self: blobs_mirror.Mirror, one: Stored, data: bytes) -> None:
        full(len(data))
        original(self, one, data)

    def copied(*words: Any) -> None:
        if not room_bytes:
            Path(words[1]).write_bytes(b"half")
            full(4)
        copy_database(*words)

    monkeypatch.setattr(blobs_mirror.Mirror, "_put_file", put)
    monkeypatch.setattr(backup_module, "copy_database", copied)
    if room_bytes < 80_000:
        with pytest.raises(DiskFull):
            site.backup()
        monkeypatch.undo()
        assert site.holds() == dict([LARGE, SMALL])
    site.backup()
    monkeypatch.undo()
    assert site.holds() == dict([LARGE, SMALL, LATER, TINY])


def test_a_disk_that_is_full_for_the_database_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has words of its own for it."""
    site.backup()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup_module, "copy_database", full)
    with pytest.raises(DiskFull):
        site.backup()
    monkeypatch.undo()
    assert site.holds() == dict([LARGE, SMALL])


def test_a_disk_of_the_server_that_is_full_is_no_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once collection is held: the hold cannot be made longer, and lasts."""
    with site.stores() as (metadata, blobs):
        writes = metadata.write
        count = 0

        def write() -> Any:
            nonlocal count
            count += 1
            if count > 1:
                raise DiskFull(where="server")
            return writes()

        monkeypatch.setattr(metadata, "write", write)
        now = iter(range(NOW_MS, NOW_MS + 10 * HOLD_MS, HOLD_MS // 6))
        made = Backup(metadata, blobs, BackupFolder(site.to), pace=Pace(None), now_ms=lambda: next(now)).run()
    assert made.copied == 2
    assert count > 1


def test_what_is_frozen_is_not_written(site: Site) -> None:
    """A backup on a disk that cannot be written is read as well."""
    site.backup()
    before = {path: path.stat().st_mtime_ns for path in site.to.rglob("*")}
    whole = BackupFolder(site.to).whole()
    assert whole is not None
    with closing(Frozen(site.to / whole.database)) as frozen, frozen.read() as tx:
        assert tx.totals().blobs == 2
    site.holds()
    assert {path: path.stat().st_mtime_ns for path in site.to.rglob("*")} == before
