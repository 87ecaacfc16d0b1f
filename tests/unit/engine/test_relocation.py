"""A synced folder that is somewhere else now."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.relocation import relocate
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, DecisionNeeded, NotFound


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a.txt").write_text("alpha")
    (made / "b.txt").write_text("beta")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="docs"))
    bench.wait(engine)
    return made


def missing(bench: Workbench, engine: Engine) -> m.IssueRow:
    """Return the issue of a folder that is not there."""
    with pytest.raises(DecisionNeeded) as caught:
        bench.wait(engine)
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues
    assert caught.value.arguments["issue"] == row.id
    return row


def locate(bench: Workbench, engine: Engine, row: m.IssueRow, folder: Path, *, relink: bool = False) -> None:
    """Say where it is."""
    body = m.ResolveIssues(action="locate", id=row.id, folder=str(folder), relink=relink)
    bench.ask(engine, m.RESOLVE_ISSUES, body)


def test_row_182_moved_folder_is_found_by_its_marker(bench: Workbench, engine: Engine, folder: Path) -> None:
    """It goes on in its new place, remembered over a restart, and nothing is sent or removed."""
    away = folder.rename(folder.with_name("away"))
    row = missing(bench, engine)
    assert row.code == "root_missing"
    head = engine.supervisor.world.space.head
    locate(bench, engine, row, away)
    assert bench.wait(engine).state == "synced"
    assert engine.supervisor.world.space.head == head
    engine = bench.restart(engine)
    (away / "c.txt").write_text("gamma")
    assert bench.wait(engine).pairs[0].files == 3
    assert engine.find_pair("docs").local == str(away)


def test_another_folder_is_not_taken_for_it(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """Without --relink only the folder with the pair's marker is accepted; nothing is changed by the attempt."""
    folder.rename(folder.with_name("away"))
    row = missing(bench, engine)
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    with pytest.raises(BadUsage):
        locate(bench, engine, row, stranger)
    assert list(stranger.iterdir()) == []
    with pytest.raises(NotFound):
        locate(bench, engine, row, tmp_path / "nowhere")
    assert missing(bench, engine).id == row.id


def test_rows_33_63_relinked_folder_is_joined(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """What only one side has comes to the other, what differs is kept twice, and nothing counts as removed."""
    folder.rename(folder.with_name("away"))
    row = missing(bench, engine)
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    (stranger / "a.txt").write_text("another alpha")
    (stranger / "new.txt").write_text("new")
    locate(bench, engine, row, stranger, relink=True)
    bench.wait(engine)
    texts = {path.read_text() for path in stranger.iterdir() if path.is_file()}
    assert texts == {"alpha", "another alpha", "beta", "new"}
    found = bench.ask(engine, m.LIST_FILES, m.List(path="/Sync")).entries
    assert len(found) == 4
    assert bench.ask(engine, m.LIST_FILES, m.List(path="bin:/")).entries == []
    # The old one is no longer this pair's, should its disk come back.
    with pytest.raises(BadUsage):
        relocate(engine, engine.find_pair("docs"), str(folder.with_name("away")), relink=False)


def test_row_179_same_place_without_its_marker(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A folder that lost its marker can be linked anew where it is; an empty one is filled, not emptied elsewhere."""
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    row = missing(bench, engine)
    locate(bench, engine, row, folder, relink=True)
    bench.wait(engine)
    assert {path.name for path in folder.iterdir() if path.is_file()} == {"a.txt", "b.txt"}


def test_folder_of_another_pair_is_refused(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """Also with --relink: two pairs never share a folder, nor lie in each other's."""
    other = tmp_path / "other"
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(other), remote="/Other", name="other"))
    bench.wait(engine)
    pair = engine.find_pair("docs")
    for taken in (other, other / "in it"):
        taken.mkdir(exist_ok=True)
        with pytest.raises(AlreadyExists):
            relocate(engine, pair, str(taken), relink=True)
    bench.wait(engine)
    assert engine.find_pair("docs").local == str(folder)


def test_pause_outlives_a_new_place(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A pair that was paused, and then located, is paused: nothing is sent, also after a restart."""
    away = folder.rename(folder.with_name("away"))
    row = missing(bench, engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    locate(bench, engine, row, away)
    (away / "c.txt").write_text("gamma")
    assert engine.find_pair("docs").paused
    assert engine.pair_status(engine.find_pair("docs").id).state == "paused"
    engine = bench.restart(engine)
    assert engine.pair_status(engine.find_pair("docs").id).state == "paused"
    assert [entry.path for entry in bench.ask(engine, m.LIST_FILES, m.List(path="/Sync")).entries] == [
        "/Sync/a.txt", "/Sync/b.txt",
    ]  # fmt: skip
