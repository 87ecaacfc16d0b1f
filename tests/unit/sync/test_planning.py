"""What a person is asked before a plan is carried out, on a real folder with a pilot around it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.steering import Bench
from megadesk.model.ids import NodeId
from megadesk.model.pair import PairState
from megadesk.sync.events import Answered, OthersLooked, RescanAsked
from megadesk.sync.guard import DAY_MS
from megadesk.sync.neighbours import Neighbourhood
from megadesk.sync.ports import BinNode


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A pilot that has not begun."""
    return Bench(tmp_path)


def test_approval_is_for_the_removals_that_were_asked_about(bench: Bench) -> None:
    """If more is gone by the time a person agrees, they are asked again, and nothing has been removed."""
    desk = bench.desk
    for at in range(120):
        desk.write(f"{at:03}.txt", f"file {at}")
    desk.write("keep/one.txt", "one")
    desk.sync()
    for at in range(60):
        (desk.path / f"{at:03}.txt").unlink()
    first = bench.rest()
    assert first.guard is not None
    for at in range(60, 100):
        (desk.path / f"{at:03}.txt").unlink()
    bench.pilot.note(RescanAsked())
    assert first.question is not None
    bench.pilot.note(Answered(first.question.digest, approve=True))
    second = bench.rest()
    assert second.guard is not None
    assert second.guard.arguments["files"] == 100
    assert len(desk.cloud.paths()) == 122
    bench.answer(approve=True)
    assert len(desk.cloud.paths()) == 22


def test_question_holds_the_whole_plan_and_survives_a_restart(bench: Bench) -> None:
    """Nothing is done while it is asked, also not what brings something; asked again, it is the same since the same."""
    bench.many()
    shutil.rmtree(bench.desk.path / "d")
    bench.desk.write("new.txt", "new")
    bench.clock.at_ms = 5_000
    asked = bench.look_again()
    assert asked.state is PairState.ATTENTION
    assert asked.guard is not None
    assert asked.guard.since_ms == 5_000
    assert "new.txt" not in bench.desk.cloud.paths()
    bench.restart()
    bench.clock.at_ms = 9_000
    again = bench.rest()
    assert again.guard == asked.guard
    assert again.guard in again.issues


def test_question_waits_until_the_neighbours_have_looked(tmp_path: Path) -> None:
    """Many files that may only have gone to another pair of the disk are no removal before that pair has looked."""
    street = Neighbourhood()
    bench = Bench(tmp_path, neighbourhood=street)
    other = Desk(tmp_path, "ben", bench.desk.cloud, root=NodeId(b"R" * 16), neighbourhood=street)
    bench.many()
    shutil.rmtree(bench.desk.path / "d")
    waiting = bench.look_again()
    assert (waiting.state, waiting.busy, waiting.guard, waiting.question) == (PairState.SYNCING, True, None, None)
    (done,) = other.asked_to_look
    done()
    bench.pilot.note(OthersLooked())
    asked = bench.rest()
    assert asked.guard is not None
    assert asked.state is PairState.ATTENTION
    assert bench.answer(approve=True).state is PairState.SYNCED
    assert set(bench.desk.cloud.paths()) == {"keep.txt"}


def test_question_goes_away_with_its_reason(bench: Bench) -> None:
    """Files that are back need no answer."""
    names = bench.many()
    away = bench.desk.path.with_name("away")
    (bench.desk.path / "d").rename(away)
    assert bench.look_again().guard is not None
    away.rename(bench.desk.path / "d")
    report = bench.look_again()
    assert (report.guard, report.state, report.issues) == (None, PairState.SYNCED, ())
    assert len(bench.desk.cloud.paths()) == len(names) + 2


def test_approval_is_kept_over_a_crash_and_then_forgotten(bench: Bench) -> None:
    """Who said yes is not asked again because the engine died; another removal later is another question."""
    bench.many()
    shutil.rmtree(bench.desk.path / "d")
    asked = bench.look_again().question
    assert asked is not None
    bench.pilot.note(Answered(asked.digest, approve=True))
    bench.restart()
    report = bench.rest()
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert bench.desk.cloud.paths() == {"keep.txt": b"keep"}
    bench.look_again()
    assert {memo.kind.name for memo in bench.memory.load()} <= {"IN_STEP"}


def test_removed_here_and_brought_back(bench: Bench) -> None:
    """What was removed on this disk is fetched again, and nothing is removed anywhere."""
    names = bench.many()
    shutil.rmtree(bench.desk.path / "d")
    bench.look_again()
    report = bench.answer(approve=False)
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert [name for name in names if not (bench.desk.path / name).exists()] == []
    assert len(bench.desk.cloud.paths()) == len(names) + 2


def test_removed_in_the_cloud_and_brought_back(bench: Bench) -> None:
    """What another device removed is uploaded again, under ids of its own: the old ones stay in the bin."""
    names = bench.many()
    cloud = bench.desk.cloud
    old = {node.id for node in cloud.tree().values() if node.name != "keep.txt"}
    folder = next(node for node in cloud.tree().values() if node.is_folder)
    assert bench.desk.view.publish([BinNode(id=folder.id, version=folder.version)]).stale == frozenset()
    asked = bench.look_again()
    assert asked.guard is not None
    assert asked.guard.arguments["direction"] == "local"
    bench.restart()
    bench.rest()
    report = bench.answer(approve=False)
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert [name for name in names if cloud.paths()[name] != name.encode()] == []
    assert not old & {node.id for node in cloud.tree().values()}


def test_long_away_is_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair that was not in step for long asks before it removes even one file; answered, it is in step again."""
    bench.many()
    bench.clock.at_ms += 61 * DAY_MS
    (bench.desk.path / "keep.txt").unlink()
    bench.restart()
    asked = bench.rest()
    assert asked.guard is not None
    assert (asked.guard.code, asked.guard.arguments["days"]) == ("long_away", 61)
    bench.answer(approve=False)
    assert (bench.desk.path / "keep.txt").read_text() == "keep"
    (bench.desk.path / "keep.txt").unlink()
    assert bench.look_again().guard is None


def test_mass_change_is_asked_and_undone(bench: Bench) -> None:
    """Bytes of most files changed at once wait; brought back, the cloud's come here, and ours are in the debris."""
    for at in range(210):
        bench.desk.write(f"{at:03}.txt", f"good {at}")
    bench.desk.sync()
    bench.rest()
    for at in range(210):
        bench.desk.write(f"{at:03}.txt", f"bad {at}!")
    asked = bench.look_again()
    assert asked.guard is not None
    assert asked.guard.code == "mass_change"
    assert set(bench.desk.cloud.paths().values()) == {f"good {at}".encode() for at in range(210)}
    report = bench.answer(approve=False)
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert bench.desk.paths() == bench.desk.cloud.paths()
    assert bench.desk.paths()["007.txt"] == b"good 7"
    assert b"bad 7!" in bench.desk.debris()
