"""A data folder is made from a backup whole, or is no server's."""

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
from fakes.ended import steps
from fakes.people import Person, upload
from fakes.servers import serving
from fakes.sites import LARGE, LATER, SMALL, TINY, Site, begin, contents, damage, go_on
from megadesk.model.errors import BadUsage, Damaged, DiskFull, NotFound
from megadesk.server import blobs_mirror, revisions, scrub
from megadesk.server import metadata_sqlite as ms
from megadesk.server import restore as restoring
from megadesk.server.backup import incarnation_of
from megadesk.server.backup_folder import BackupFolder, hash_of, read_told, write_told
from megadesk.server.blobstore import Stored
from megadesk.server.care import WANTED, wish_in
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.hold import held_until_ms
from megadesk.server.metadata_factor import Factor
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.restore import Restore, Restored
from megadesk.server.run import run_server
from megadesk.server.stores import UNFINISHED
from megadesk.wire import messages as m
from megadesk.wire import routes


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A server with a few files, and its backup."""
    made = Site(tmp_path)
    made.serve(begin)
    made.backup()
    return made


def restore(site: Site, name: str = "new", **changes: Any) -> tuple[ServerConfig, Restored]:
    """Make a data folder from the backup."""
    config = ServerConfig(data=site.base / name)
    work = Restore(BackupFolder(site.to), config, pace=Pace(None), now_ms=lambda: site.now_ms)
    return config, work.run(**changes)


def incarnation(config: ServerConfig) -> int:
    """Return which incarnation a data folder is."""
    with closing(SqliteMetadata(config.database_file)) as metadata:
        return incarnation_of(metadata)


def test_it_is_the_server_at_the_moment_of_the_backup(site: Site) -> None:
    """What came later is not in it; a device that saw no more goes on, and is told of another incarnation."""
    site.serve(go_on)
    config, done = restore(site)
    assert contents(config.data) == dict([LARGE, SMALL])
    assert faults_in(config, reads_blobs=True) == ([], [])
    assert done.incarnation == incarnation(config) == NOW_MS // 1000
    assert {path.name for path in config.data.iterdir()} == {"server.sqlite3", "blobs"}

    async def look() -> None:
        async with serving(config.data) as server:
            client = await Person().log_in(server.client)
            assert (await client.ask(m.Me, routes.ME)).incarnation == NOW_MS // 1000

    asyncio.run(look())


def test_each_restore_is_another_incarnation(site: Site) -> None:
    """Later than the server's, also if it is restored before its clock says so, and also from the same backup."""
    site.now_ms = 0
    _, first = restore(site, "first")
    assert first.incarnation == 2
    site.now_ms = 5000
    _, second = restore(site, "second")
    assert second.incarnation == 5


def test_nobody_holds_it_and_nothing_is_half_done(site: Site) -> None:
    """What the server was about when the backup was made is not what this one is about."""
    with site.stores() as (metadata, _):
        with metadata.write() as tx:
            tx.put_setting(WANTED, b'{"id": "1", "at_once": true}')
            tx.put_setting(scrub.SETTING, b'{"after": "ff", "begun_ms": 1, "blobs": 1, "size_bytes": 1}')
        with metadata.read() as tx:
            assert held_until_ms(tx)
    site.backup()
    config, _ = restore(site)
    with closing(SqliteMetadata(config.database_file)) as metadata, metadata.read() as tx:
        assert (held_until_ms(tx), tx.setting(scrub.SETTING), wish_in(tx)) == (0, b"", None)


@pytest.mark.parametrize("sign_out", [True, False])
def test_sessions_are_open_again_or_ended(site: Site, sign_out: bool) -> None:
    """As the operator says."""
    config, _ = restore(site, sign_out=sign_out)
    with closing(SqliteMetadata(config.database_file)) as metadata, metadata.read() as tx:
        assert bool(tx.sessions(site.ada.account, NOW_MS)) != sign_out


# -- what is refused --------------------------------------------------------------------------------------------------


def test_it_goes_into_an_empty_folder_only(site: Site) -> None:
    """Nothing in another is touched."""
    (site.base / "new").mkdir()
    (site.base / "new" / "letter.txt").write_text("mine")
    with pytest.raises(BadUsage):
        restore(site)
    with pytest.raises(BadUsage):
        restore(site, "data")
    assert [path.name for path in (site.base / "new").iterdir()] == ["letter.txt"]
    assert contents(site.data) == dict([LARGE, SMALL])


def test_where_there_is_no_whole_backup_nothing_is_made(site: Site) -> None:
    """An empty folder, or one that was only begun."""
    (site.to / "backup.json").unlink()
    for _ in range(2):
        with pytest.raises(NotFound):
            restore(site)
        assert not (site.base / "new").exists()
        shutil.rmtree(site.to, ignore_errors=True)


def test_a_database_that_is_not_the_one_that_was_written_is_refused(site: Site) -> None:
    """One byte is enough."""
    database = next(site.to.glob("database-*"))
    held = bytearray(database.read_bytes())
    held[len(held) // 2] ^= 1
    database.write_bytes(held)
    with pytest.raises(Damaged):
        restore(site)
    database.unlink()
    with pytest.raises(Damaged):
        restore(site)


@pytest.mark.parametrize("one", [LARGE, SMALL], ids=["large", "small"])
def test_blobs_that_the_backup_lost_are_asked_for(site: Site, one: tuple[Any, bytes]) -> None:
    """They are said with whose they are, count as missing, and come again from a device."""
    damage(site.to / "blobs", site.row(one[0]))
    config, done = restore(site)
    assert [(lost.blob, lost.accounts) for lost in done.lost] == [(one[0].hex(), [site.ada.login])]

    async def mend() -> None:
        async with serving(config.data) as server:
            client = await Person().log_in(server.client)
            asked = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[LARGE[0], SMALL[0]]))
            assert asked.ids == [one[0]]
            await upload(client, one)

    asyncio.run(mend())
    assert contents(config.data) == dict([LARGE, SMALL])


# -- ended anywhere ---------------------------------------------------------------------------------------------------


def is_runnable(config: ServerConfig) -> bool:
    """Whether a server would take the folder for one of its own."""
    return config.database_file.exists() and not (config.data / UNFINISHED).exists()


def test_a_restore_that_is_killed_is_no_server(site: Site) -> None:
    """Wherever that is: it is whole or no server runs on it, and the next run makes it whole."""
    config = ServerConfig(data=site.base / "new", listen="127.0.0.1:1")
    seen = set()
    for step in steps(lambda: restore(site)):
        seen.add(is_runnable(config))
        if is_runnable(config):
            assert contents(config.data) == dict([LARGE, SMALL])
        elif (config.data / UNFINISHED).exists():
            with pytest.raises(BadUsage):
                run_server(config)
        if not is_runnable(config) and step % 3 == 0:
            restore(site)
            assert contents(config.data) == dict([LARGE, SMALL])
            assert faults_in(config, reads_blobs=True) == ([], [])
        shutil.rmtree(config.data, ignore_errors=True)
    assert False in seen


def test_a_restore_goes_on_where_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a full disk, say: what is there and whole is not copied again. Not with another backup."""
    site.serve(go_on)
    site.backup()
    put: list[Stored] = []
    original = blobs_mirror.Mirror.put

    def full(self: blobs_mirror.Mirror, one: Stored, data: bytes) -> None:
        if len(put) == 2:
            raise OSError(errno.ENOSPC, "no room")
        put.append(one)
        original(self, one, data)

    monkeypatch.setattr(blobs_mirror.Mirror, "put", full)
    with pytest.raises(DiskFull):
        restore(site)
    assert not is_runnable(ServerConfig(data=site.base / "new"))
    put.clear()
    config, _ = restore(site)
    assert len(put) == 2
    assert contents(config.data) == dict([LARGE, SMALL, LATER, TINY])
    monkeypatch.undo()
    write_told(config.data / UNFINISHED, {**read_told(site.to / "backup.json"), "made_ms": 1})
    with pytest.raises(BadUsage):
        restore(site)


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "no"), sqlite3.OperationalError("database or disk is full")])
def test_a_full_disk_is_named(site: Site, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """In one word, and no server runs on what is there."""

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(restoring, "copy_database", fail)
    with pytest.raises(DiskFull):
        restore(site)
    with pytest.raises(BadUsage):
        run_server(ServerConfig(data=site.base / "new"))


def test_a_second_factor_comes_back(site: Site) -> None:
    """Whoever was asked for a code is asked for one, of the same app, and has the one-time codes of that moment."""
    factor = Factor(site.ada.account, b"s" * 20, since_ms=1, last_step=2, tries=3)
    with site.stores() as (metadata, _), metadata.write() as tx:
        tx.put_factor(factor)
        tx.set_one_time_codes(site.ada.account, [bytes(32), b"1" * 32])
    site.backup()
    config, _ = restore(site)
    with closing(SqliteMetadata(config.database_file)) as metadata, metadata.read() as tx:
        assert (tx.factor(site.ada.account), tx.one_time_codes(site.ada.account)) == (factor, 2)
    assert faults_in(config, reads_blobs=False) == ([], [])


def test_a_backup_of_an_older_server_is_brought_up_to_date(site: Site) -> None:
    """And nothing is left of how its database was: the backup is that, and it stays as it is."""
    told = site.to / "backup.json"
    database = next(site.to.glob("database-*"))
    engine = ms.engine_over(lambda: sqlite3.connect(database, isolation_level=None))
    revisions.downgrade(engine, "0003")
    engine.dispose()
    held = database.read_bytes()
    write_told(told, {**read_told(told), "database_bytes": len(held), "database_blake3": hash_of(database)})
    config, _ = restore(site)
    assert faults_in(config, reads_blobs=True) == ([], [])
    assert sorted(path.name for path in config.data.iterdir()) == ["blobs", "server.sqlite3"]
    assert database.read_bytes() == held
