"""The copy of what cannot be found out again: it follows each change, and fills a new database."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from fakes.space_store import space_id, step
from megadesk.host.private import make_private_folder
from megadesk.model.errors import Damaged, DiskFull
from megadesk.model.ids import NodeId, PairId, SpaceId
from megadesk.model.pair import SyncPair
from megadesk.model.values import replace
from megadesk.store import keepsake as module
from megadesk.store.database import Database
from megadesk.store.keepsake import Keepsake
from megadesk.store.pairs import Pairs
from megadesk.store.settings import Settings
from megadesk.store.spaces import Spaces

PAIR = SyncPair(
    id=PairId("ab" * 8), name="Fotos \udcff", local="/home/ada/Fotos", space=SpaceId(bytes(32)), root=NodeId(bytes(16)),
    marker="m", created_ms=1,
)  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Keepsake:
    """A copy in a private folder, nothing in it yet."""
    make_private_folder(tmp_path / "state")
    return Keepsake(tmp_path / "state/keep")


def opened(tmp_path: Path, name: str) -> Database:
    """Return a database."""
    return Database.open(tmp_path / "state" / name)


def test_what_changed_is_kept_and_put_back(tmp_path: Path, copy: Keepsake) -> None:
    """Settings and pairs, as they were last: what was removed does not come back."""
    first = opened(tmp_path, "one.db")
    copy.follow(first)
    Pairs(first).add(PAIR)
    Settings(first).set("kept", [1, 2])
    Settings(first).set("kept", [3])
    Settings(first).set("gone", True)
    Settings(first).delete("gone")
    first.close()
    second = opened(tmp_path, "two.db")
    assert module.is_bare(second)
    assert copy.restore(second)
    assert list(Pairs(second).list()) == [PAIR]
    assert Settings(second).get("kept", list[int]) == [3]
    assert Settings(second).get("gone", bool) is None
    Pairs(second).add(replace(PAIR, id=PairId("cd" * 8)))
    assert len(Pairs(second).list()) == 2
    second.close()


def test_what_is_there_already_is_kept_too(tmp_path: Path, copy: Keepsake) -> None:
    """A database of before there were copies has one as soon as it is opened."""
    first = opened(tmp_path, "one.db")
    Settings(first).set("kept", 1)
    copy.follow(first)
    first.close()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    second.close()


def test_no_copy_restores_nothing(tmp_path: Path, copy: Keepsake) -> None:
    """A new profile is a new profile."""
    database = opened(tmp_path, "one.db")
    assert not copy.restore(database)
    copy.follow(database)
    assert not Keepsake(tmp_path / "state/keep").restore(database)
    database.close()


def test_damaged_copy_restores_nothing(tmp_path: Path, copy: Keepsake) -> None:
    """Whatever byte is another: half of what was kept, or something else, is worse than nothing."""
    first = opened(tmp_path, "one.db")
    copy.follow(first)
    Pairs(first).add(PAIR)
    first.close()
    path = tmp_path / "state/keep"
    whole = path.read_bytes()
    seed = random.SystemRandom().randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    second = opened(tmp_path, "two.db")
    for _ in range(50):
        spoilt = bytearray(whole)
        spoilt[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        for data in (bytes(spoilt), whole[: chance.randrange(len(whole))]):
            path.write_bytes(data)
            assert not copy.restore(second)
    assert list(Pairs(second).list()) == []
    second.close()


@pytest.mark.parametrize(
    "damage",
    ["UPDATE settings SET value = 'x'", "UPDATE pairs SET local = x'ff'", "UPDATE pairs SET name = 7"],
)
def test_damage_is_not_kept(tmp_path: Path, copy: Keepsake, damage: str) -> None:
    """What makes no sense does not take the place of what does: it is damage, and the next database has the good one."""
    first = opened(tmp_path, "one.db")
    copy.follow(first)
    Settings(first).set("kept", 1)
    Pairs(first).add(PAIR)
    first.close()
    raw = sqlite3.connect(tmp_path / "state/one.db")
    raw.executescript(f"PRAGMA ignore_check_constraints = ON; {damage}")
    raw.close()
    first = opened(tmp_path, "one.db")
    with pytest.raises(Damaged):
        copy.follow(first)
    first.close()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    assert list(Pairs(second).list()) == [PAIR]
    assert Settings(second).get("kept", int) == 1
    second.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE settings SET value = 'x'",
        "UPDATE spaces SET commit_id = x'00'",
        "UPDATE spaces SET commit_id = zeroblob(32)",
        "UPDATE spaces SET seq = 0",
    ],
)
def test_damage_while_it_runs_is_not_kept(tmp_path: Path, copy: Keepsake, damage: str) -> None:
    """A copy that has it would make no sense of every new database: it stays as it was."""
    first = opened(tmp_path, "one.db")
    copy.follow(first)
    Spaces(first).apply(step(1))
    Settings(first).set("kept", 1)
    raw = sqlite3.connect(tmp_path / "state/one.db")
    raw.executescript(damage)
    raw.close()
    copy.keep(first)
    first.close()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    module.check_sense(second)
    assert Settings(second).get("kept", int) == 1
    assert Spaces(second).load_head(space_id()) == step(1).head
    second.close()


def test_full_disk_does_not_undo_the_change(tmp_path: Path, copy: Keepsake, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database took is taken; the copy follows with the next change that there is room for."""

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFull

    database = opened(tmp_path, "one.db")
    with monkeypatch.context() as patch:
        patch.setattr(module, "write_private", full)
        copy.follow(database)
        Settings(database).set("first", 1)
    assert Settings(database).get("first", int) == 1
    Settings(database).set("second", 2)
    database.close()
    again = opened(tmp_path, "two.db")
    assert copy.restore(again)
    assert Settings(again).get("first", int) == 1
    again.close()


def test_copy_of_other_tables_fits(tmp_path: Path, copy: Keepsake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that is no longer there is left out, and a table we do not keep any more, too."""
    first = opened(tmp_path, "one.db")
    with first.write() as connection:
        connection.execute("ALTER TABLE settings ADD COLUMN later TEXT")
    monkeypatch.setattr(module, "TABLES", ("settings", "acls"))
    Settings(first).set("kept", 1)
    copy.follow(first)
    first.close()
    monkeypatch.undo()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    assert Settings(second).get("kept", int) == 1
    second.close()


def test_verified_heads_are_kept_when_they_are_asked_for(tmp_path: Path, copy: Keepsake) -> None:
    """A commit writes nothing of it, that would cost a flush each; a new database has the pin and none of the records."""
    first = opened(tmp_path, "one.db")
    copy.follow(first)
    path = tmp_path / "state/keep"
    before = path.read_bytes()
    Spaces(first).apply(step(1))
    Spaces(first).apply(step(2))
    assert path.read_bytes() == before
    copy.keep(first)
    first.close()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    spaces = Spaces(second)
    assert spaces.load_head(space_id()) == step(2).head
    assert (spaces.load_acls(space_id()), list(spaces.load_nodes(space_id()))) == ([], [])
    second.close()


def test_what_is_as_it_was_is_not_written_again(tmp_path: Path, copy: Keepsake) -> None:
    """An idle device writes nothing, however often it looks."""
    database = opened(tmp_path, "one.db")
    copy.follow(database)
    written = (tmp_path / "state/keep").stat().st_ino
    copy.keep(database)
    assert (tmp_path / "state/keep").stat().st_ino == written
    database.close()


def test_head_that_makes_no_sense_is_damage(tmp_path: Path, copy: Keepsake) -> None:
    """The pin that was kept stays: with a broken one nothing the server shows would fit."""
    first = opened(tmp_path, "one.db")
    Spaces(first).apply(step(1))
    copy.follow(first)
    with first.write() as connection:
        connection.execute("UPDATE spaces SET commit_id = x'00'")
    with pytest.raises(Damaged):
        copy.follow(first)
    first.close()
    second = opened(tmp_path, "two.db")
    assert copy.restore(second)
    assert Spaces(second).load_head(space_id()) == step(1).head
    second.close()
