"""What becomes of a profile whose database was damaged, lost, or set aside before there was anything to keep."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes.flipping import flip, unnoticed
from fakes.processes import tree_of
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.rebuilding import fill_database
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.model.errors import Damaged
from megadesk.model.wording import sentences
from megadesk.store.database import Database
from megadesk.store.keepsake import Keepsake
from megadesk.store.settings import Settings


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile with a setting in its database."""
    found = find_profile(str(tmp_path / "home"), {})
    prepare_profile(found)
    return found


def start(profile: Profile) -> tuple[Database, list[str]]:
    """Open the database as an engine does; return it and the codes of what is said of it."""
    database = Database.open(profile.state_dir / "megadesk.db")
    notes = fill_database(database, Keepsake(profile.state_dir / "megadesk.keep"))
    assert bool(sentences(notes)) is bool(notes)
    return database, [note.code for note in notes]


@pytest.mark.parametrize("damage", ["garbage", "empty", "gone"])
def test_rebuilt_database_has_what_was_kept_and_is_told_once(profile: Profile, damage: str) -> None:
    """Account and pairs stand in it again, status says so, and the start after that is an ordinary one."""
    database, said = start(profile)
    assert said == []
    Settings(database).set("kept", 1)
    database.close()
    if damage == "gone":
        database.path.unlink()
    else:
        database.path.write_bytes(b"" if damage == "empty" else b"no database at all" * 1000)
    database, said = start(profile)
    assert said == ["state_database_rebuilt"]
    assert Settings(database).get("kept", int) == 1
    database.close()
    database, said = start(profile)
    assert said == []
    database.close()


def test_damage_without_a_copy_is_told(profile: Profile) -> None:
    """Nobody is signed in then, and status says why."""
    database, _ = start(profile)
    database.close()
    (profile.state_dir / "megadesk.keep").unlink()
    database.path.write_bytes(b"no database at all" * 1000)
    database, said = start(profile)
    assert said == ["state_database_lost"]
    assert database.was_set_aside is not None
    database.close()


def test_a_new_database_that_was_not_filled_is_filled_at_the_next_start(profile: Profile) -> None:
    """The engine that made it was killed, or had no room, before it put in what was kept: that is not kept as nothing."""
    database, _ = start(profile)
    Settings(database).set("kept", 1)
    database.close()
    database.path.unlink()
    Database.open(database.path).close()
    database, said = start(profile)
    assert said == ["state_database_rebuilt"]
    assert Settings(database).get("kept", int) == 1
    database.close()


@pytest.mark.parametrize(
    "table",
    [("settings", ["key", "value"], [["x", b"{"]]), ("spaces", ["n", "id"], [[1, bytes(32)]]), ("pairs", ["n"], [[1]])],
    ids=["no JSON", "half a head", "half a pair"],
)
def test_a_copy_that_makes_no_sense_is_no_copy(profile: Profile, table: Any) -> None:
    """It is put aside, not put in again and again: the engine runs with nothing, by its second beginning at the latest."""
    data = msgspec.msgpack.encode([table])
    keep = profile.state_dir / "megadesk.keep"
    keep.write_bytes(hashlib.sha256(data).digest() + data)
    keep.chmod(0o600)
    database = Database.open(profile.state_dir / "megadesk.db")
    try:
        fill_database(database, Keepsake(keep))
    except Damaged:
        database.give_up()
    else:
        database.close()
    database, _ = start(profile)
    Settings(database).set("kept", 1)
    database.close()
    database, said = start(profile)
    assert (said, Settings(database).get("kept", int)) == ([], 1)
    assert (profile.state_dir / "megadesk.keep-damaged").read_bytes()[32:] == data
    database.close()


def two_in_step(bench: Workbench, here: Path, there: Path) -> tuple[Engine, Engine]:
    """Return two devices that have a folder in step, with a file in it."""
    one, two = bench.begun("one"), bench.begun("two")
    bench.sign_up(one)
    bench.log_in(two)
    here.mkdir()
    there.mkdir()
    (here / "kept").write_bytes(b"kept")
    for engine, folder in ((one, here), (two, there)):
        engine.add_pair(str(folder), "/Sync", "")
        bench.rest(engine)
    return one, two


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET parent = zeroblob(16) WHERE name = x'6b657074'",
        "UPDATE records SET name = x'6b657075' WHERE name = x'6b657074'",
        "UPDATE records SET content = zeroblob(32) WHERE name = x'6b657074'",
        "UPDATE spaces SET commit_id = zeroblob(32)",
        "UPDATE pairs SET paused = 1",
    ],
    ids=["parent", "name", "content", "head", "pair"],
)
def test_damaged_row_is_no_change_of_anybody(bench: Workbench, tmp_path: Path, damage: str) -> None:
    """A file is not moved away, renamed or waited for, nor the server accused, because bits of the own database flipped."""
    here, there = tmp_path / "here", tmp_path / "there"
    one, two = two_in_step(bench, here, there)
    bench.end(one)
    with unnoticed(one.database.path), closing(sqlite3.connect(one.database.path)) as raw:
        assert raw.execute(damage).rowcount == 1
        raw.commit()
    (here / "meanwhile").write_bytes(b"meanwhile")
    one = bench.begun("one")
    for engine in (one, two, one, two):
        bench.rest(engine)
    assert tree_of(here) == tree_of(there) == {"kept": b"kept", "meanwhile": b"meanwhile"}
    assert "it is rebuilt" in one.status().sentence


def work(bench: Workbench, one: Engine, two: Engine, here: Path, there: Path) -> None:
    """Let a file be edited, one be removed, one be renamed and new ones come, on both sides."""
    for name in ("edited", "removed", "renamed"):
        (here / name).write_bytes(name.encode())
    bench.rest(one)
    (here / "edited").write_bytes(b"edited here")
    (here / "removed").unlink()
    (here / "renamed").rename(here / "new name")
    bench.rest(one)
    bench.rest(two)
    (there / "of two").write_bytes(b"of two")
    bench.rest(two)
    bench.rest(one)


def kill(bench: Workbench, engine: Engine) -> Path:
    """Leave the database as a kill would have left it; return where its log is."""
    files = [one for one in engine.profile.state_dir.glob("megadesk.db*") if not one.name.endswith("-shm")]
    left = [(one, one.read_bytes(), one.stat()) for one in files]
    bench.end(engine)
    for path, data, seen in left:
        path.write_bytes(data)
        path.chmod(0o600)
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    return engine.database.path.with_name("megadesk.db-wal")


@pytest.mark.parametrize("where", ["file", "file after a kill", "log after a kill"])
def test_flipped_bytes_cost_nothing(bench: Workbench, tmp_path: Path, where: str) -> None:
    """Wherever they are, and whatever was done before and meanwhile: both sides end alike, with all that people left there."""
    seed = int(os.environ.get("MEGADESK_FAULTS_SEED", random.SystemRandom().randrange(1 << 32)))
    print("MEGADESK_FAULTS_SEED", seed)
    chance = random.Random(seed)
    here, there = tmp_path / "here", tmp_path / "there"
    one, two = two_in_step(bench, here, there)
    bench.end(one)
    one = bench.begun("one")  # so that all of the work is in the log
    work(bench, one, two, here, there)
    damaged = one.database.path
    if where == "file":
        bench.end(one)
    else:
        log = kill(bench, one)
        damaged = log if where == "log after a kill" else damaged
    for _ in range(chance.choice([1, 3, 40])):
        flip(damaged, chance.randrange(damaged.stat().st_size), chance.randrange(1, 256))
    (here / "meanwhile here").write_bytes(b"meanwhile here")
    (there / "meanwhile there").write_bytes(b"meanwhile there")
    bench.rest(two)
    one = bench.begun("one")
    for engine in (one, two, one, two):
        bench.rest(engine)
    left = {"edited": b"edited here", "new name": b"renamed"}
    left |= {name: name.encode() for name in ("kept", "of two", "meanwhile here", "meanwhile there")}
    assert tree_of(here) == tree_of(there) == left
    assert ("it is rebuilt" in one.status().sentence) is (where != "log after a kill")
