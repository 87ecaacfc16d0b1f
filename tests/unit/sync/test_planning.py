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
from megadesk.sync.report import PairReport


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


@pytest.mark.parametrize("alone", [True, False])
def test_folder_that_is_found_elsewhere_by_the_next_look_was_moved(tmp_path: Path, alone: bool) -> None:
    """A look that came in the middle of a move takes it for a removal, and asks; the next one sees that it is none."""
    street = Neighbourhood()
    bench = Bench(tmp_path, neighbourhood=street)
    bench.many()
    bench.desk.write("other/one.txt", "one")
    bench.look_again()
    ids = {node.name: node.id for node in bench.desk.cloud.tree().values()}
    others = [] if alone else [Desk(tmp_path, "ben", bench.desk.cloud, root=NodeId(b"R" * 16), neighbourhood=street)]
    between = bench.desk.path.with_name("between")
    (bench.desk.path / "d").rename(between)
    bench.look_again()
    for other in others:
        for done in other.asked_to_look:
            done()
        bench.pilot.note(OthersLooked())
    asked = bench.rest()
    assert asked.guard is not None
    between.rename(bench.desk.path / "other" / "e")
    report = bench.look_again()
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert bench.desk.paths() == bench.desk.cloud.paths()
    assert "other/e/007.txt" in bench.desk.paths()
    now = {node.name: node.id for node in bench.desk.cloud.tree().values()}
    assert [now[name] == ids[name] for name in ("000.txt", "059.txt")] == [True, True]
    assert now["e"] == ids["d"]


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


def test_names_are_brought_back_with_the_bytes(bench: Bench) -> None:
    """Files rewritten and renamed where they stand are as the cloud has them again, under their old names."""
    for at in range(210):
        bench.desk.write(f"d/{at:03}.txt", f"good {at}")
    bench.desk.sync()
    bench.rest()
    good = bench.desk.cloud.paths()
    for path in sorted((bench.desk.path / "d").iterdir()):
        path.write_text("bad " + path.name)
    assert bench.look_again().guard is not None
    for path in sorted((bench.desk.path / "d").iterdir()):
        path.rename(path.with_name(path.name + ".locked"))
    asked = bench.look_again()
    assert asked.guard is not None
    assert (asked.guard.code, asked.guard.arguments["ending"]) == ("mass_change", ".locked")
    report = bench.answer(approve=False)
    assert (report.guard, report.state) == (None, PairState.SYNCED)
    assert bench.desk.paths() == bench.desk.cloud.paths() == good


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


def drip(bench: Bench, numbers: range, after_ms: int = 20_000) -> PairReport:
    """Let something encrypt a few files and rename them, and let the pair look at that."""
    for at in numbers:
        path = bench.desk.path / f"{at:03}.txt"
        path.with_name(path.name + ".locked").write_text(f"bad {at}")
        path.unlink()
    bench.clock.at_ms += after_ms
    return bench.look_again()


def two_hundred(bench: Bench, count: int = 200) -> dict[str, str]:
    """Sync many files, long ago; return them."""
    bench.clock.at_ms = 1_700_000_000_000
    for at in range(count):
        bench.desk.write(f"{at:03}.txt", f"good {at}")
    bench.desk.sync()
    bench.rest()
    return {f"{at:03}.txt": f"good {at}" for at in range(count)}


def good_in(bench: Bench) -> int:
    """Return how many files are in the cloud as they were."""
    return sum((held or b"").startswith(b"good") for held in bench.desk.cloud.paths().values())


def test_drips_are_asked_about_and_say_when_they_began(bench: Bench) -> None:
    """Ten files at a look pass no limit; together they do, and the question is the same after a restart."""
    two_hundred(bench)
    began_ms = bench.clock.at_ms + 20_000
    for at in range(0, 50, 10):
        assert drip(bench, range(at, at + 10)).guard is None
    asked = drip(bench, range(50, 60))
    assert asked.guard is not None
    assert asked.guard.code == "mass_change"
    found = {name: asked.guard.arguments[name] for name in ("files", "uploaded", "ending", "since_ms", "name")}
    assert found == {"files": 60, "uploaded": 50, "ending": ".locked", "since_ms": began_ms, "name": "000.txt"}
    assert good_in(bench) == 150
    bench.restart()
    again = bench.rest()
    assert again.guard == asked.guard
    more = drip(bench, range(60, 120))
    assert more.guard is not None
    assert more.guard.arguments["files"] == 120
    assert good_in(bench) == 150


def test_drips_that_are_meant_are_asked_about_once(bench: Bench) -> None:
    """A yes lets the rest of them pass, of this ending, and the files that were meant do not count later."""
    two_hundred(bench)
    for at in range(0, 60, 10):
        drip(bench, range(at, at + 10))
    assert bench.answer(approve=True).guard is None
    for at in range(60, 100, 10):
        assert drip(bench, range(at, at + 10)).guard is None
    bench.restart()
    for at in range(100, 200, 10):
        assert drip(bench, range(at, at + 10)).guard is None
    assert good_in(bench) == 0


def test_drips_are_stopped_and_what_waits_is_brought_back(bench: Bench) -> None:
    """A no brings back what is not uploaded; whoever goes on is asked again, until the old bytes are in the cloud again."""
    good = two_hundred(bench)
    for at in range(0, 60, 10):
        drip(bench, range(at, at + 10))
    assert bench.answer(approve=False).guard is None
    assert good_in(bench) == 150
    assert {f"{at:03}.txt" for at in range(50, 200)} <= bench.desk.paths().keys()
    assert drip(bench, range(70, 73)).guard is not None
    assert bench.answer(approve=False).guard is None
    for name, held in good.items():
        bench.desk.write(name, held)
    bench.look_again()
    assert good_in(bench) == 200
    assert drip(bench, range(70, 80)).guard is None


def test_the_same_a_day_later_is_something_else(bench: Bench) -> None:
    """Few files a day, whatever becomes of their names, are nobody's concern."""
    two_hundred(bench)
    for at in range(0, 200, 50):
        assert drip(bench, range(at, at + 50), after_ms=86_400_001).guard is None
    assert good_in(bench) == 0


def test_question_stops_what_is_being_sent(bench: Bench) -> None:
    """Uploads that the plan before had begun end when a question stands, and go on with the answer."""
    two_hundred(bench)
    for at in range(0, 40, 10):
        drip(bench, range(at, at + 10))
    for numbers in (range(40, 45), range(45, 55)):
        for at in numbers:
            bench.desk.write(f"{at:03}.txt.locked", f"bad {at}")
            (bench.desk.path / f"{at:03}.txt").unlink()
        bench.pilot.note(RescanAsked())
        while bench.pilot.step():
            pass
        assert bool(bench.desk.mover.results) == (bench.pilot.report.guard is None) == (at < 45)
    bench.answer(approve=True)
    assert good_in(bench) == 145


def test_a_node_that_never_opened_is_named_all_the_same(bench: Bench) -> None:
    """Where it belongs nobody knows, for its record would say so; that there is one has to be said."""
    bench.desk.write("a.txt", "alpha")
    bench.desk.sync()
    bench.rest()
    stranger = NodeId(b"never seen here.")
    bench.desk.view.faulted = {stranger: "quarantine"}
    issues = bench.look_again().issues
    assert [(one.code, one.path, one.node) for one in issues] == [("quarantine", "", stranger)]
    bench.desk.view.faulted = {}
    assert bench.look_again().issues == ()
