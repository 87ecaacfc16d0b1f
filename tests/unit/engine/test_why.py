"""How a path stands: one answer for anything a person may point at, on a real engine."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, DecisionNeeded, NotFound, Rollback, ServerUnavailable
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, TransferLine, TransferState
from megadesk.wire import routes

COPY = "report (conflicted copy bob 2026-11-20 140503).txt"


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder with some of everything in it."""
    made = tmp_path / "folder"
    (made / "docs").mkdir(parents=True)
    (made / "docs" / "report.txt").write_text("base")
    (made / "docs" / "half.part").write_text("half")
    (made / "docs" / "link").symlink_to("report.txt")
    (made / "docs" / "a\\b").write_text("x")
    (made / ".hidden").write_text("dot")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="papers"))
    bench.wait(engine)
    return made


def why(bench: Workbench, engine: Engine, path: Path | str) -> m.Standing:
    """Ask about a path of this computer or of the cloud."""
    return bench.ask(engine, m.WHY, m.Why(path=str(path), local=os.path.abspath(path)))  # noqa: PTH100 -- as the cli does


def brief(standing: m.Standing) -> tuple[str, str]:
    """Return state and reason."""
    return standing.state, standing.reason


def test_a_synced_file_says_when_and_which_version(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Named by its path here or in the cloud, the answer is the same."""
    found = why(bench, engine, folder / "docs/report.txt")
    assert brief(found) == ("synced", "synced")
    assert found.since is not None
    assert found.detail.startswith("docs/report.txt is synced (version 1, last synced 20")
    there = why(bench, engine, "/Sync/docs/report.txt")
    assert (brief(there), there.path) == (brief(found), "/Sync/docs/report.txt")
    assert brief(why(bench, engine, folder / ".hidden")) == ("synced", "synced")


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("docs/half.part", "ignored", "ignored"),
        ("docs/link", "skipped", "symlink"),
        ("docs/link/in it", "skipped", "symlink"),
        ("docs/a\\b", "held", "separator"),
        (".megadesk/marker", "skipped", "our_own"),
    ],
)
def test_what_is_not_synced_has_its_reason(
    bench: Workbench, engine: Engine, folder: Path, path: str, state: str, reason: str
) -> None:
    """The path's own, or that of what is above it; with a remedy."""
    found = why(bench, engine, folder / path)
    assert brief(found) == (state, reason)
    assert found.detail
    assert found.remedy


def test_a_name_that_is_no_text_can_be_asked_about(bench: Workbench, engine: Engine, folder: Path) -> None:
    """By the form in which it is shown everywhere; a file that is really called so goes before it."""
    (folder / "docs" / os.fsdecode(b"bad\xff.txt")).write_text("x")
    bench.wait(engine)
    found = why(bench, engine, folder / "docs" / "bad\\xff.txt")
    assert brief(found) == ("held", "not_unicode")
    assert "docs/bad\\xff.txt" in found.detail
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="not_unicode")).issues
    assert brief(why(bench, engine, folder / row.path)) == ("held", "not_unicode")
    (folder / "docs" / "bad\\xff.txt").write_text("x")
    bench.wait(engine)
    assert brief(why(bench, engine, folder / "docs" / "bad\\xff.txt")) == ("held", "separator")
    with pytest.raises(NotFound):
        why(bench, engine, folder / "docs" / "bad\\xfe.txt")


def test_a_folder_says_the_worst_and_how_much_of_each(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What is held goes before what is skipped; all of it is counted."""
    for path in (folder, folder / "docs", "/Sync", "/Sync/docs"):
        found = why(bench, engine, path)
        assert brief(found) == ("held", "separator")
        files = 2 if path in {folder, "/Sync"} else 1
        in_step = "2 files synced" if files == 2 else "1 file synced"
        assert f"{in_step}, 1 cannot sync, 1 skipped, 1 ignored." in found.detail
    for name in ("a\\b", "link"):
        (folder / "docs" / name).unlink()
    bench.wait(engine)
    assert brief(why(bench, engine, folder / "docs")) == ("synced", "synced")


def test_a_folder_of_ignored_files_that_are_in_the_cloud(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What a rule leaves out waits for nothing, on this disk or in the cloud alone; the rest is in step."""
    (folder / "log").mkdir()
    for name in ("a.log", "b.log", "keep.txt"):
        (folder / "log" / name).write_text(name)
    bench.wait(engine)
    bench.ask(engine, m.IGNORE_ADD, m.IgnoreAdd(pair="papers", path="", pattern="*.log"))
    Hands(bench, engine, folder).put(str(folder / "log/keep.txt"), to="/Sync/log/there.log")
    bench.wait(engine)
    for path in (folder / "log", "/Sync/log"):
        found = why(bench, engine, path)
        assert brief(found) == ("synced", "synced")
        assert found.detail.startswith("log: 1 file synced, 3 ignored.")
    for name in ("a.log", "there.log"):
        there = why(bench, engine, f"/Sync/log/{name}")
        assert brief(there) == ("ignored", "ignored")
        assert "“.deskignore:1: *.log”" in there.detail


def test_numbers_of_a_folder_are_of_files_and_each_counts_once(
    bench: Workbench, engine: Engine, tmp_path: Path
) -> None:
    """What is held is not waiting as well, and a folder that differs is no file less in step."""
    up = tmp_path / "up"
    up.mkdir()
    for at in range(5):
        (up / f"{at}.txt").write_text(str(at))
    (up / "more" / "deep").mkdir(parents=True)
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(up), remote="/Up", name="up", direction="up"))
    bench.wait(engine)
    assert why(bench, engine, up).detail.startswith("up: 5 files synced. ")
    for name in ("0.txt", "1.txt"):
        bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=[f"/Up/{name}"]))
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Up/more/deep"], target="/Up/more/other"))
    bench.wait(engine)
    found = why(bench, engine, up)
    assert (found.state, found.detail.partition(".")[0]) == ("held", "up: 3 files synced, 3 cannot sync")
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="up"))
    (up / "2.txt").unlink()
    assert brief(why(bench, engine, up)) == ("waiting", "paused")


def test_nothing_is_in_step_with_a_server_that_forgot(bench: Workbench, engine: Engine, folder: Path) -> None:
    """While the history of the account does not fit, that is said of every path, and not that it is synced."""
    bench.server.lie(routes.COMMITS, head_seq=0, commits=[])
    with pytest.raises(Rollback):
        engine.supervisor.world.journal.fetch()
    for path in (folder / ".hidden", folder / "docs", folder, "/Sync/docs/report.txt"):
        found = why(bench, engine, path)
        assert brief(found) == ("failed", "rollback")
        assert "space" in found.remedy
    bench.server.be_honest()


def test_a_conflict_is_said_with_its_command(bench: Workbench, engine: Engine, folder: Path) -> None:
    """The copy is a question; the file that has the name is synced."""
    (folder / "docs" / COPY).write_text("theirs")
    bench.wait(engine)
    found = why(bench, engine, folder / "docs" / COPY)
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="conflict")).issues
    assert brief(found) == ("asked", "conflict")
    assert f"megadesk issues resolve {row.id} --keep copy" in found.remedy
    assert (found.since, brief(why(bench, engine, folder / "docs/report.txt"))) == (row.since, ("synced", "synced"))
    assert brief(why(bench, engine, folder)) == ("asked", "conflict")


def test_a_name_that_a_folder_of_ignored_files_keeps(
    bench: Workbench, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    """What waits for the name is an issue with a way out, here and by its place in the cloud; the way out leads out."""
    (folder / "lone").mkdir()
    (folder / "lone" / "text").write_text("synced")
    (folder / "lone" / "half.part").write_text("half")
    (tmp_path / "lone").write_text("now a file")
    bench.wait(engine)
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/Sync/lone"]))
    Hands(bench, engine, tmp_path).put(str(tmp_path / "lone"), to="/Sync")
    bench.wait(engine)
    for path in (folder / "lone", "/Sync/lone"):
        found = why(bench, engine, path)
        assert (brief(found), "Rename or delete that folder" in found.remedy) == (("held", "name_kept"), True)
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="name_kept")).issues
    assert row.path.endswith("lone")
    (folder / "lone").rename(folder / "films")
    bench.wait(engine)
    assert (folder / "lone").read_text() == "now a file"
    assert brief(why(bench, engine, folder / "lone")) == ("synced", "synced")
    assert not bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="name_kept")).issues


def test_what_waits_behind_what_waits_for_a_name(
    bench: Workbench, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    """It has no reason of its own, and is no issue: it says which one it waits for, and so does its folder."""
    for name in ("lone", "more"):
        (folder / name).mkdir()
        (folder / name / "text").write_text(name)
    (folder / "lone" / "half.part").write_text("half")
    (folder / "next").write_text("next")
    bench.wait(engine)
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/Sync/lone"]))
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Sync/next"], target="/Sync/lone"))
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Sync/more/text"], target="/Sync/next"))
    bench.wait(engine)
    assert brief(why(bench, engine, "/Sync/lone")) == ("held", "name_kept")
    for path in (folder / "more" / "text", "/Sync/next", folder / "more"):
        found = why(bench, engine, path)
        assert (brief(found), "that cannot be synced: lone." in found.detail) == (("waiting", "behind"), True), path
    assert [
        row.code for row in bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues if row.path.endswith("next")
    ] == []
    shutil.rmtree(folder / "lone")
    bench.wait(engine)
    assert [(folder / name).read_text() for name in ("lone", "next")] == ["next", "more"]
    assert brief(why(bench, engine, folder / "next")) == ("synced", "synced")


def test_a_file_that_was_moved_to_another_spelling_of_a_name(bench: Workbench, engine: Engine, folder: Path) -> None:
    """It is held, by the place where it is and by the one that it still has in the cloud, and is one issue."""
    composed, decomposed = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    (folder / composed).write_text("first")
    bench.wait(engine)
    (folder / "docs" / "report.txt").rename(folder / decomposed)
    bench.wait(engine)
    for path in (folder / decomposed, "/Sync/docs/report.txt"):
        assert brief(why(bench, engine, path)) == ("held", "unicode_conflict"), path
    assert brief(why(bench, engine, folder / composed)) == ("synced", "synced")
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="unicode_conflict")).issues
    assert row.path.endswith(decomposed)
    (folder / decomposed).rename(folder / "report.txt")
    bench.wait(engine)
    assert brief(why(bench, engine, "/Sync/report.txt")) == ("synced", "synced")


def test_a_name_that_an_ignored_folder_has(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """A rule for folders only does not leave out a file of that name: it waits, and is an issue until the name is free."""
    (folder / ".deskignore").write_text("built/\n")
    (folder / "built").mkdir()
    (folder / "built" / "x").write_text("ignored")
    (tmp_path / "built").write_text("a file")
    bench.wait(engine)
    assert not bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="name_kept")).issues
    Hands(bench, engine, tmp_path).put(str(tmp_path / "built"), to="/Sync")
    bench.wait(engine)
    (row,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="name_kept")).issues
    assert row.path.endswith("built")
    shutil.rmtree(folder / "built")
    bench.wait(engine)
    assert (folder / "built").read_text() == "a file"
    assert not bench.ask(engine, m.LIST_ISSUES, m.ListIssues(code="name_kept")).issues


def test_a_paused_folder(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What changed since waits, and the folder as a whole, and how to go on is said; what did not change is synced."""
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="papers"))
    (folder / "docs/report.txt").write_text("edited")
    (folder / "new.txt").write_text("new")
    for name in ("docs/report.txt", "new.txt"):
        found = why(bench, engine, folder / name)
        assert brief(found) == ("waiting", "paused")
        assert f"megadesk sync resume {engine.find_pair('papers').id}" in found.remedy
    assert brief(why(bench, engine, folder / ".hidden")) == ("synced", "synced")
    assert brief(why(bench, engine, folder)) == ("waiting", "paused")


def test_offline(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Without the server what changed waits for it, and what did not is synced."""
    bench.server.is_down = True
    running = engine.supervisor
    running.online = False
    (folder / "docs/report.txt").write_text("edited")
    found = why(bench, engine, folder / "docs/report.txt")
    assert brief(found) == ("waiting", "offline")
    assert brief(why(bench, engine, folder / ".hidden")) == ("synced", "synced")
    bench.server.is_down = False


def test_a_guard_holds_everything_that_is_not_in_step(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What would be removed, what is new and the folder itself name the question and its answers."""
    (folder / "many").mkdir()
    for at in range(30):
        (folder / "many" / f"{at}.txt").write_text(str(at))
    bench.wait(engine)
    shutil.rmtree(folder / "many")
    (folder / "new.txt").write_text("new")
    os.utime(folder / "new.txt", (0, 0))  # one that was written right now is not read for a moment
    with pytest.raises(DecisionNeeded) as caught:
        bench.wait(engine)
    issue = caught.value.arguments["issue"]
    for path in (folder / "many/3.txt", folder / "many", folder / "new.txt", folder, "/Sync/many/3.txt"):
        found = why(bench, engine, path)
        assert brief(found) == ("asked", "mass_removal")
        assert f"resolve {issue} --approve" in found.remedy
    assert brief(why(bench, engine, folder / ".hidden")) == ("synced", "synced")


def test_a_missing_folder(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Everything in it names the folder that is not there, and how to say where it is."""
    folder.rename(folder.with_name("away"))
    with pytest.raises(DecisionNeeded):
        bench.wait(engine)
    for path in (folder / "docs/report.txt", folder, "/Sync/docs/report.txt"):
        found = why(bench, engine, path)
        assert found.reason in {"root_missing", "separator"}
    assert "--locate DIR" in why(bench, engine, folder / "docs/report.txt").remedy


def test_outside_of_all_pairs(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """A file of this computer, a folder of the cloud, and something in the bin each have their answer."""
    (tmp_path / "elsewhere.txt").write_text("x")
    found = why(bench, engine, tmp_path / "elsewhere.txt")
    assert brief(found) == ("skipped", "not_in_a_pair")
    assert str(folder) in found.detail
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/Other"))
    assert brief(why(bench, engine, "/Other")) == ("skipped", "only_in_the_cloud")
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/Other"]))
    assert brief(why(bench, engine, "bin:/Other")) == ("skipped", "binned")


def test_what_is_nowhere_is_not_found(bench: Workbench, engine: Engine, folder: Path) -> None:
    """It is said what was looked at; the top of an area is no path."""
    for path in (folder / "nope", folder / "docs" / "nope", "/Sync/nope", "nope", "bin:/nope"):
        with pytest.raises(NotFound) as caught:
            why(bench, engine, path)
        assert str(folder) in str(caught.value.arguments["roots"])
    with pytest.raises(BadUsage):
        why(bench, engine, "/")


def test_a_folder_reached_through_a_link(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """Another way to the same folder leads to the same answer."""
    (tmp_path / "way").symlink_to(folder)
    assert brief(why(bench, engine, tmp_path / "way" / "docs" / "report.txt")) == ("synced", "synced")


@pytest.mark.parametrize(
    ("state", "rests", "reason", "words"),
    [
        (TransferState.ACTIVE, "", "uploading", "(25 %)"),
        (TransferState.QUEUED, "", "queued", "behind 1 other file"),
        (TransferState.RETRYING, "", "retrying", "will be retried. The server"),
        (TransferState.PAUSED, "person", "transfers_paused", "are paused"),
        (TransferState.PAUSED, "this", "transfer_paused", "you paused"),
        (TransferState.PAUSED, "schedule", "transfers_rest", "the schedule pauses"),
    ],
)
def test_a_file_on_its_way(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch, state: TransferState, rests: str,
    reason: str, words: str,
) -> None:  # fmt: skip
    """How far it is, or how many are before it."""
    pair = engine.find_pair("papers").id

    def line(path: str, now: TransferState, of: PairId = pair) -> TransferLine:
        return TransferLine(
            key=ContentKey(of, Direction.UPLOAD, NodeId(bytes(16)), FileHash(bytes(32))), path=RelPath(path), state=now, bytes_done=1,
            bytes_total=4, attempts=1, error=ServerUnavailable(), reason=rests,
        )  # fmt: skip

    lines = [
        line("done.txt", TransferState.COMPLETED), line("docs/report.txt", TransferState.ACTIVE, PairId("00")),
        line("docs/report.txt", state),
    ]  # fmt: skip
    runner = engine.supervisor.runner(pair)
    outlook = runner.outlook()
    assert outlook is not None
    monkeypatch.setattr(engine.supervisor.world.transfers, "lines", lambda: lines)
    monkeypatch.setattr(engine.supervisor, "online", True)
    node = outlook.at(RelPath("docs/report.txt"))
    assert node is not None
    # The cloud has another version than the disk: what the transfer is for.
    known = outlook.folder.local[node]
    monkeypatch.setitem(outlook.folder.local, node, type(known)(known.node, known.spelling + "x", known.fingerprint))
    (folder / "docs/report.txt").write_text("edited, and longer")
    found = why(bench, engine, folder / "docs/report.txt")
    assert brief(found) == ("waiting", reason)
    assert words in found.detail
