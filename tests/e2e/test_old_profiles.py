"""A profile, a folder and a server that programs of earlier commits made go on with today's: nothing is lost, nothing asks.

tests/profiles/README.md says what made them, and how they are moved: the paths and the address in them are absolute.
"""

from __future__ import annotations

import json
import sqlite3
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes.processes import PASSWORD, Device, Server, cli, cli_json, tree_of
from megadesk.store.migrations import MIGRATIONS

pytestmark = pytest.mark.embedded("goes on with a data folder that an earlier server made")

PROFILES = Path(__file__).parents[1] / "profiles"
MADE_IN = "/tmp/megadesk-old"
MADE_AT = "http://127.0.0.1:8479"
IGNORED = "folder/left.tmp"
HOUR_MS = 3_600_000

OLD = sorted(path.name.removesuffix(".tar.xz") for path in PROFILES.glob("*.tar.xz"))
WITH_BACKUP = "af3ac35e"


class Old:
    """What is in one of the archives, moved to a place and an address of this test, and another device beside it."""

    def __init__(self, name: str, base: Path) -> None:
        self.base = base
        with tarfile.open(PROFILES / f"{name}.tar.xz") as archive:
            archive.extractall(base, filter="data")
        self.server = Server(base / "server")
        self.made_ms = relocate(base / "home/state/megadesk.db", base, self.server.address)
        # Sessions and what the server keeps last for weeks by its clock; the archive lasts longer.
        self.server.ahead_ms = self.made_ms + HOUR_MS - time.time_ns() // 1_000_000
        self.device, self.fresh = Device(base / "home"), Device(base / "fresh")
        self.here, self.there = base / "here", base / "there"

    def close(self) -> None:
        """End every process that still runs."""
        for process in (self.device, self.fresh, self.server):
            if process.process is not None and process.process.child.poll() is None:
                process.kill()


def relocate(file: Path, base: Path, address: str) -> int:
    """Write other paths and another address into an old database, as it is; return when it was made, in milliseconds.

    There is no other way for the address; and for folders, “it was moved” is another test.
    """
    with closing(sqlite3.connect(file)) as database:
        for table in ("pairs", "history_pairs"):
            if database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                database.execute(
                    f"UPDATE {table} SET local = CAST(replace(CAST(local AS TEXT), ?, ?) AS BLOB)",
                    (MADE_IN, str(base)),
                )
        (account,) = database.execute("SELECT value FROM settings WHERE key = 'account'").fetchone()
        facts = json.loads(account)
        assert facts["server"] == MADE_AT
        database.execute(
            "UPDATE settings SET value = ? WHERE key = 'account'", (json.dumps(facts | {"server": address}).encode(),)
        )
        database.commit()
        made_ms: int = database.execute("SELECT max(created_ms) FROM pairs").fetchone()[0]
    return made_ms


def version_of(file: Path) -> int:
    """Return which version a database has."""
    with closing(sqlite3.connect(file)) as database:
        version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Old]:
    """One of the archives, unpacked; nothing runs yet."""
    made = Old(request.param, tmp_path)
    try:
        yield made
    finally:
        made.close()


def test_an_old_profile_goes_on(old: Old, request: pytest.FixtureRequest) -> None:
    """Migrated when it is opened, it is signed in, in step at once, without a conflict or a question, and syncs as it did."""
    database = old.base / "home/state/megadesk.db"
    assert version_of(database) < len(MIGRATIONS), "it is not older than today's"
    before = tree_of(old.here)
    old.server.start()
    old.device.start()
    status = old.device.wait()
    assert (status.state, status.issues, status.account) == ("synced", 0, "ada@example.org")
    assert tree_of(old.here) == before
    assert version_of(database) == len(MIGRATIONS)
    if WITH_BACKUP in request.node.name:
        assert [(backup.name, backup.state) for backup in status.backups] == [("kept", "synced")]
    check_past(old.device.home)
    check_new_device(old)


def check_past(home: Path) -> None:
    """The versions and the bin of then are told, and an old version is what it was."""
    versions = cli_json(home, "versions", "/Sync/versions.txt")
    assert len(versions) == 2, versions
    code, out, err = cli(home, "cat", "/Sync/versions.txt", "--version", str(versions[-1]["version"]))
    assert (code, out) == (0, "first\n"), err
    removed = cli_json(home, "bin", "list")
    assert [Path(entry["path"]).name for entry in removed] == ["removed.txt"], removed


def check_new_device(old: Old) -> None:
    """A new file reaches a new device, and with it all that was there before; what is edited there comes back."""
    (old.here / "new.txt").write_text("new\n")
    old.device.wait()
    old.there.mkdir()
    old.fresh.start()
    old.fresh.log_in(old.server, "fresh", PASSWORD)
    old.fresh.add_pair(old.there)
    old.fresh.wait()
    everything = tree_of(old.here)
    del everything[IGNORED]
    assert tree_of(old.there) == everything
    assert not [path for path in everything if "conflict" in path]
    (old.there / "versions.txt").write_text("third\n")
    old.fresh.wait()
    old.device.wait()
    assert (old.here / "versions.txt").read_text() == "third\n"
