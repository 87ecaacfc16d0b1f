"""The check of what is stored after a start at which nobody could tell what became of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fakes.processes import tree_of
from fakes.workbench import Workbench, until
from megadesk.engine.engine import Engine


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is there for whom to make room."""
    monkeypatch.setattr("megadesk.engine.own_check.PAUSE_S", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file."""
    made = tmp_path / "local"
    made.mkdir()
    (made / "kept").write_bytes(b"kept")
    return made


def restarted(bench: Workbench, folder: Path, *statements: str) -> Engine:
    """Return an engine with a pair that is begun again after another program wrote to its database."""
    engine = bench.begun("one")
    bench.sign_up(engine)
    engine.add_pair(str(folder), "/Sync", "")
    bench.rest(engine)
    assert not engine.database.is_in_doubt
    bench.end(engine)
    with closing(sqlite3.connect(engine.database.path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()
    return bench.begun("one")


def test_whole_database_is_out_of_doubt(bench: Workbench, folder: Path) -> None:
    """Somebody wrote to it who may; it is looked through once, and the next start has a digest of it."""
    engine = restarted(bench, folder, "INSERT INTO settings VALUES ('by_hand', '7')")
    until(engine.supervisor, lambda: not engine.database.is_in_doubt)
    bench.rest(engine)
    assert not engine.database.has_met_damage
    bench.end(engine)
    again = bench.begun("one")
    assert not again.database.is_in_doubt
    assert again.settings.get("by_hand", int) == 7


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET parent = zeroblob(16) WHERE name = x'6b657074'",
        "UPDATE records SET name = x'6b657075' WHERE name = x'6b657074'",
        "UPDATE records SET content = zeroblob(32) WHERE name = x'6b657074'",
        "UPDATE records SET version = version + 1 WHERE name = x'6b657074'",
        "UPDATE records SET raw = zeroblob(length(raw)) WHERE name = x'6b657074'",
    ],
    ids=["parent", "name", "content", "version", "raw"],
)
def test_wrong_record_is_damage(bench: Workbench, folder: Path, damage: str) -> None:
    """The engine begins anew, with a database that is rebuilt: what it believed meanwhile is seen again and mended."""
    engine = restarted(bench, folder, damage)
    until(engine.supervisor, lambda: engine.database.has_met_damage)
    bench.end(engine)
    again = bench.begun("one")
    assert "it is rebuilt" in again.status().sentence
    bench.rest(again)
    assert tree_of(folder)["kept"] == b"kept"
    assert not again.database.is_in_doubt


def test_check_ends_with_its_engine(bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a long one; the next start is in doubt again."""
    with monkeypatch.context() as patch:
        patch.setattr("megadesk.engine.own_check.PAUSE_S", 3600)
        bench.end(restarted(bench, folder, "INSERT INTO settings VALUES ('by_hand', '7')"))
    again = bench.begun("one")
    until(again.supervisor, lambda: not again.database.is_in_doubt)
