"""The digest of the database file: when it stands, and what it tells of a file that nobody wrote to."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fakes.flipping import flip, unnoticed
from fakes.space_store import file_node, node_id, space_id, step
from fakes.tree_store import local_of
from megadesk.model.errors import Damaged
from megadesk.model.ids import PairId
from megadesk.model.pair import SyncPair
from megadesk.store import digest as module
from megadesk.store.database import Database
from megadesk.store.digest import FileDigest
from megadesk.store.pairs import Pairs
from megadesk.store.settings import Settings
from megadesk.store.spaces import Spaces
from megadesk.store.trees import PairTrees
from megadesk.sync.ports import TreeChange

posix = pytest.mark.xfail(sys.platform == "win32", reason="modes of POSIX", strict=True)
PAGE_BYTES = 4096
PAIR = SyncPair(
    id=PairId("0badcafe"), name="photos", local="/photos", space=space_id(), root=node_id("root"), marker="word"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a profile is; its folder is not there yet."""
    return tmp_path / "profile" / "state.db"


@pytest.fixture
def chance() -> random.Random:
    """Chance, with its seed in the output of a test that fails."""
    seed = int(os.environ.get("MEGADESK_FAULTS_SEED", random.SystemRandom().randrange(1 << 32)))
    print("MEGADESK_FAULTS_SEED", seed)
    return random.Random(seed)


@pytest.fixture
def whole(path: Path) -> Path:
    """A database with a pair, its trees and a space in it, closed."""
    database = Database.open(path)
    Pairs(database).add(PAIR)
    for number in range(1, 4):
        Spaces(database).apply(step(number))
    nodes = [file_node(name) for name in "abcdef"]
    PairTrees(database, PAIR.id, PAIR.root).apply(
        TreeChange(base_put=nodes, local_put=[local_of(node) for node in nodes])
    )
    database.close()
    return path


def put(database: Database, size_bytes: int = 1) -> None:
    """Store something of this size."""
    Settings(database).set("put", "x" * size_bytes)


def is_in_doubt_once(path: Path) -> bool:
    """Open a database and close it, and whether it was in doubt; it is not any more."""
    database = Database.open(path)
    assert database.was_set_aside is None
    was, database.is_in_doubt = database.is_in_doubt, False
    database.close()
    return was


def is_noted(path: Path) -> bool:
    """Whether a digest is noted; if one is, it is that of the file."""
    there = path.with_name(f"{path.name}-digest").exists()
    assert FileDigest(path).is_known() is there
    return there


def killed(path: Path, code: str) -> None:
    """Run code with a database in another process that ends without closing it."""
    lines = "import os, sys\nfrom pathlib import Path\nfrom megadesk.store.database import Database\n"
    lines += "from megadesk.store.settings import Settings\n"
    lines += f"database = Database.open(Path(sys.argv[1]))\n{code}\nos._exit(0)\n"
    subprocess.run([sys.executable, "-c", lines, str(path)], check=True)


def test_a_flipped_byte_of_any_page_is_damage(whole: Path, chance: random.Random) -> None:
    """Also in what is a row to SQLite, whatever it says: a byte of each page, one at a time; with them mended it is known again."""
    for page in range(whole.stat().st_size // PAGE_BYTES):
        at, bits = page * PAGE_BYTES + chance.randrange(PAGE_BYTES), chance.randrange(1, 256)
        flip(whole, at, bits)
        with pytest.raises(Damaged):
            FileDigest(whole).is_known()
        flip(whole, at, bits)
        assert is_noted(whole)


def test_flipped_row_is_set_aside(whole: Path) -> None:
    """A name that is another name: no check of pages finds it, and the file goes aside as any damaged one."""
    flip(whole, whole.read_bytes().index(b"/photos"), 1)
    with closing(sqlite3.connect(whole)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT local FROM pairs").fetchone() == (b".photos",)
    database = Database.open(whole)
    assert database.was_set_aside is not None
    assert Pairs(database).list() == []
    database.close()
    assert is_noted(whole)


def test_cut_file_is_damage(whole: Path) -> None:
    """A file that has lost its end, and nobody cut it."""
    with unnoticed(whole):
        os.truncate(whole, whole.stat().st_size - PAGE_BYTES)
    with pytest.raises(Damaged):
        FileDigest(whole).is_known()


def test_what_somebody_wrote_is_no_damage(whole: Path) -> None:
    """Another program may write to it while no engine runs: its pages are checked, and it is in doubt until its rows are, too."""
    with closing(sqlite3.connect(whole, isolation_level=None)) as connection:
        connection.execute("INSERT INTO settings VALUES ('by_hand', '7')")
    assert not FileDigest(whole).is_known()
    database = Database.open(whole)
    assert (database.was_set_aside, database.is_in_doubt) == (None, True)
    assert Settings(database).get("by_hand", int) == 7
    database.note_at_rest()
    database.note_at_rest()
    assert not is_noted(whole)
    database.close()
    assert not is_noted(whole)
    assert is_in_doubt_once(whole)
    assert is_noted(whole)
    assert not is_in_doubt_once(whole)


@pytest.mark.parametrize("note", [b"", b"no digest\n", b"0" * 64 + b" 1\n", b"1" * 4096])
def test_a_note_that_is_none_tells_nothing(whole: Path, note: bytes) -> None:
    """It may be damaged itself: nothing is known of the file then."""
    whole.with_name("state.db-digest").write_bytes(note)
    assert not FileDigest(whole).is_known()
    assert is_in_doubt_once(whole)
    assert is_noted(whole)


@posix
def test_a_note_that_others_could_have_written_tells_nothing(whole: Path) -> None:
    """A profile that was copied has other modes: it is opened all the same."""
    whole.with_name("state.db-digest").chmod(0o644)
    assert not FileDigest(whole).is_known()
    assert is_in_doubt_once(whole)
    assert is_noted(whole)


def test_digest_outlives_a_kill(whole: Path) -> None:
    """What a killed engine wrote is in the log, which has sums of its own: it is there, and a flipped byte of the file is found."""
    killed(whole, "Settings(database).set('killed', True)")
    assert is_noted(whole)
    kept = {file.name: file.read_bytes() for file in whole.parent.iterdir()}
    assert kept["state.db-wal"]
    database = Database.open(whole)
    assert (database.was_set_aside, Settings(database).get("killed", bool)) == (None, True)
    database.close()
    killed(whole, "Settings(database).set('killed', False)")
    flip(whole, whole.read_bytes().index(b"/photos"), 1)
    database = Database.open(whole)
    assert database.was_set_aside is not None
    database.close()


def test_digest_does_not_outlive_the_copying_back_of_the_log(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is gone before the file changes, and stands again once nothing was written for a while, or at the end."""
    monkeypatch.setattr(module, "WAL_BYTES", 1)
    database = Database.open(whole)
    put(database)
    before = whole.read_bytes()
    assert is_noted(whole)
    put(database)
    assert (is_noted(whole), whole.read_bytes()) == (False, before)
    database.note_at_rest()
    assert not is_noted(whole)
    database.note_at_rest()
    assert is_noted(whole)
    put(database)
    put(database)
    database.close()
    assert is_noted(whole)


def test_a_digest_is_never_wrong(path: Path, chance: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is done in whatever order: while one is noted, it is that of the file, and whoever is killed then loses nothing."""
    monkeypatch.setattr(module, "WAL_BYTES", 8 * PAGE_BYTES)
    monkeypatch.setattr(module, "WAL_PAGES", 4)
    database, seen = Database.open(path), set()
    for _ in range(150):
        deed = chance.choice(["put", "put", "large", "rest", "rest", "again"])
        match deed:
            case "again":
                database.close()
                database = Database.open(path)
                assert database.was_set_aside is None
            case "rest":
                database.note_at_rest()
            case _:
                put(database, 20_000 if deed == "large" else 1)
        seen.add((deed, is_noted(path)))
    database.close()
    assert {("put", True), ("put", False), ("rest", True), ("large", False), ("again", True)} <= seen


def test_a_reader_keeps_it_from_being_noted(whole: Path) -> None:
    """Whoever still reads when the database is closed copies the log back later; and nobody waits for a reader."""
    database = Database.open(whole)
    put(database)
    with database.read() as reader:
        reader.execute("SELECT count(*) FROM pairs").fetchone()
        whole.with_name("state.db-digest").unlink()
        database._noted._set(False)
        put(database)
        database.note_at_rest()
        database.note_at_rest()
        assert not is_noted(whole)
        database.close()
        assert not is_noted(whole)
    assert is_in_doubt_once(whole)
    assert is_noted(whole)


def test_what_took_its_place_is_left_alone(whole: Path) -> None:
    """Where a file was moved away with its log, nothing is noted of what is there now."""
    database = Database.open(whole)
    put(database)
    whole.parent.rename(whole.parent.with_name("moved"))
    whole.parent.mkdir(mode=0o700)
    whole.write_bytes(b"somebody's")
    database.note_at_rest()
    database.close()
    assert [file.name for file in whole.parent.iterdir()] == ["state.db"]
