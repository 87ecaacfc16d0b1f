"""How a whole list stands on this device: the same as “why” says of each, without asking for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.standings import Standings
from megadesk.ipc import messages as m
from megadesk.model.errors import Rollback
from megadesk.wire import routes


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder: docs/report.txt, docs/deep/note.txt, plain.txt."""
    made = tmp_path / "folder"
    (made / "docs" / "deep").mkdir(parents=True)
    (made / "docs" / "report.txt").write_text("base")
    (made / "docs" / "deep" / "note.txt").write_text("note")
    (made / "plain.txt").write_text("plain")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="papers"))
    bench.wait(engine)
    return made


def states(bench: Workbench, engine: Engine, path: str = "/") -> dict[str, str]:
    """Return how everything below a place stands."""
    found = bench.ask(engine, m.LIST_FILES, m.List(path=path, recursive=True)).entries
    return {one.path: one.state for one in found}


def test_what_is_in_step_and_what_is_elsewhere(bench: Workbench, engine: Engine, folder: Path) -> None:
    """In a pair and the same: synced, with its place here; in no pair: in the cloud alone; removed: in the bin."""
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/else/where", parents=True))
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/else/where"]))
    found = bench.ask(engine, m.LIST_FILES, m.List(path="/", recursive=True)).entries
    assert {one.path: (one.state, one.local) for one in found} == {
        "/Sync": ("synced", str(folder)),
        "/Sync/docs": ("synced", str(folder / "docs")),
        "/Sync/docs/deep": ("synced", str(folder / "docs/deep")),
        "/Sync/docs/deep/note.txt": ("synced", str(folder / "docs/deep/note.txt")),
        "/Sync/docs/report.txt": ("synced", str(folder / "docs/report.txt")),
        "/Sync/plain.txt": ("synced", str(folder / "plain.txt")),
        "/else": ("cloud", ""),
    }
    assert states(bench, engine, "bin:/") == {"bin:/where": "binned"}


def test_what_a_rule_leaves_out_is_ignored(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Whether it is on this disk or in the cloud alone, and so is what is in it; folders above it are in step."""
    (folder / "docs" / "here.log").write_text("here")
    bench.wait(engine)
    bench.ask(engine, m.IGNORE_ADD, m.IgnoreAdd(pair="papers", path="", pattern="*.log"))
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/Sync/docs/there.log/in it", parents=True))
    bench.wait(engine)
    found = states(bench, engine)
    left_out = ("/Sync/docs/here.log", "/Sync/docs/there.log", "/Sync/docs/there.log/in it")
    assert {found[path] for path in left_out} == {"ignored"}
    assert (found["/Sync"], found["/Sync/docs"], found["/Sync/plain.txt"]) == ("synced", "synced", "synced")


def test_what_waits_says_what_for_and_so_do_the_folders_above(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A pair that is paused has what came meanwhile wait; the rest stays in step."""
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="papers"))
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Sync/docs/deep/note.txt"], target="/Sync/docs/deep/new.txt"))
    found = states(bench, engine)
    assert found == {
        "/Sync": "paused", "/Sync/docs": "paused", "/Sync/docs/deep": "paused", "/Sync/docs/deep/new.txt": "paused",
        "/Sync/docs/report.txt": "synced", "/Sync/plain.txt": "synced",
    }  # fmt: skip
    moved = bench.ask(engine, m.LIST_FILES, m.List(path="/Sync/docs/deep")).entries[0]
    assert moved.local == str(folder / "docs/deep/note.txt")


def test_what_is_held_has_its_reason_and_what_is_in_it_waits_behind(
    bench: Workbench, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    """A name that something ignored keeps on this disk holds a folder of the cloud."""
    (folder / "lone").mkdir()
    (folder / "lone" / "half.part").write_text("half")
    (tmp_path / "lone").write_text("now a file")
    bench.wait(engine)
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/Sync/lone"]))
    Hands(bench, engine, tmp_path).put(str(tmp_path / "lone"), to="/Sync")
    bench.wait(engine)
    found = states(bench, engine)
    assert found["/Sync/lone"] == "name_kept"
    assert found["/Sync"] == "name_kept"
    assert found["/Sync/docs"] == "synced"


def test_a_conflict_is_a_question_of_the_copy(bench: Workbench, engine: Engine, folder: Path) -> None:
    """The folders above it say so; the file that has the name is in step."""
    copy = "report (conflicted copy bob 2026-11-20 140503).txt"
    (folder / "docs" / copy).write_text("theirs")
    bench.wait(engine)
    found = states(bench, engine)
    assert (found[f"/Sync/docs/{copy}"], found["/Sync/docs"], found["/Sync"]) == ("conflict",) * 3
    assert found["/Sync/docs/report.txt"] == "synced"


def test_nothing_is_in_step_with_a_server_that_forgot(bench: Workbench, engine: Engine, folder: Path) -> None:
    """While the history of the account does not fit, that is said of everything in a pair."""
    space = engine.supervisor.world.space
    bench.server.lie(routes.COMMITS, head_seq=0, commits=[])
    with pytest.raises(Rollback):
        engine.supervisor.world.journal.fetch()
    tree = space.tree(space.root("drive"))
    standings = Standings(engine.supervisor)
    assert {standings.of(tree, node).state for node in tree.values()} == {"rollback"}
    bench.server.be_honest()


def test_a_list_says_of_each_what_why_says(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """The short way and the long way agree, on files and folders, in step and not."""
    (folder / "docs" / "deep" / "a\\b").write_text("x")
    bench.ask(engine, m.IGNORE_ADD, m.IgnoreAdd(pair="papers", path="", pattern="*.log"))
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="papers"))
    (tmp_path / "new.log").write_text("new")
    (tmp_path / "new.txt").write_text("new")
    Hands(bench, engine, tmp_path).put(str(tmp_path / "new.log"), str(tmp_path / "new.txt"), to="/Sync/docs")
    for path, state in states(bench, engine).items():
        asked = m.Why(path=path, local=str(tmp_path / "nowhere"))
        assert bench.ask(engine, m.WHY, asked).reason == state, path
