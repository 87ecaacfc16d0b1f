"""One pair, steered by hand: events in, reports out, on a real folder, and no thread anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from fakes.devices import ROOT_ID, Desk
from fakes.steering import Bench
from megadesk.model.errors import (
    AccessDenied,
    DecisionNeeded,
    DiskFull,
    FileBusy,
    Forked,
    MegadeskError,
    Rollback,
    ServerUnavailable,
)
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint
from megadesk.model.pair import Keep, PairDirection, PairState, Problem
from megadesk.model.relpath import RelPath
from megadesk.model.values import replace
from megadesk.sync.events import Answered, HeadMoved, LookAsked, PauseAsked, RescanAsked, ResumeAsked, Touched
from megadesk.sync.gathering import Gathering
from megadesk.sync.guard import DAY_MS
from megadesk.sync.ledger import Ledger
from megadesk.sync.patience import CHANGING_MS, Patience
from megadesk.sync.pilot import OUTCOMES_KEPT, PairParts
from megadesk.sync.report import CopiesSettled, Decide


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A pilot that has not begun."""
    return Bench(tmp_path)


def test_what_is_there_is_synced_and_reported(bench: Bench) -> None:
    """The first round publishes the folder; the report counts it and says that nothing is left."""
    bench.desk.write("a.txt", "alpha")
    report = bench.rest()
    assert (report.state, report.files, report.bytes, report.pending) == (PairState.SYNCED, 1, 5, 0)
    assert bench.desk.cloud.paths() == {"a.txt": b"alpha"}


def test_row068_rename_that_was_seen_is_known_to_the_scan(bench: Bench) -> None:
    """A file that was renamed and edited before it was looked at keeps its node, because the rename was seen."""
    bench.desk.write("a", "alpha")
    bench.rest()
    (before,) = bench.desk.cloud.nodes
    (bench.desk.path / "a").rename(bench.desk.path / "b")
    bench.desk.write("b", "alpha and more")
    bench.pilot.note(Touched([RelPath("a"), RelPath("b")], [(RelPath("a"), RelPath("b"))]))
    bench.clock.at_ms += 60_000
    bench.rest()
    assert bench.desk.cloud.paths() == {"b": b"alpha and more"}
    assert list(bench.desk.cloud.nodes) == [before]


def test_step_says_when_there_is_nothing_to_do(bench: Bench) -> None:
    """A pair at rest has no step, and knows when it wants to be asked again."""
    bench.rest()
    told = len(bench.reports)
    assert bench.pilot.step() is False
    assert len(bench.reports) == told
    assert bench.pilot.wake_ms is not None


def test_report_is_behind_until_it_has_seen_every_event(bench: Bench) -> None:
    """An event that was noted is in the next report, and nobody is told twice."""
    bench.rest()
    bench.pilot.note(PauseAsked())
    behind = [bench.pilot.is_behind]
    bench.pilot.tell()
    behind.append(bench.pilot.is_behind)
    assert behind == [True, False]
    assert bench.pilot.report.state is PairState.PAUSED


def test_error_is_shown_and_gone_when_it_goes_well(bench: Bench) -> None:
    """A folder that cannot be opened is reported with its reason; told to try again, the pair recovers."""
    bench.open_error = ServerUnavailable()
    assert bench.rest().error is bench.open_error
    bench.open_error = None
    bench.pilot.note(RescanAsked())
    report = bench.rest()
    assert (report.state, report.error) == (PairState.SYNCED, None)


def test_nobody_looks_while_something_cannot_come_back_from_the_stage(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stepped aside for a swap that failed, and cannot come back either: it is no removal, and comes back later."""
    desk, cloud = bench.desk, bench.desk.cloud
    for name in "xy":
        desk.write(name, name)
    bench.rest()
    for node in list(cloud.nodes.values()):
        cloud.nodes[node.id] = replace(node, name="y" if node.name == "x" else "x", version=node.version + 1)
        cloud.history.append(cloud.nodes[node.id])

    def refused(*_arguments: object) -> Fingerprint:
        raise AccessDenied

    with monkeypatch.context() as failing:
        failing.setattr(desk.disk, "move", refused)
        failing.setattr(desk.disk, "step_back", refused)
        bench.pilot.note(HeadMoved())
        bench.rest()
        assert len(desk.paths()) == 1
        report = bench.look_again()
        assert report.error is not None
        assert report.error.code == "access_denied"
        assert len(cloud.paths()) == 2
    bench.clock.at_ms += 3_600_000
    assert bench.look_again().state is PairState.SYNCED
    assert desk.paths() == cloud.paths() == {"x": b"y", "y": b"x"}


def test_what_stepped_aside_in_spite_of_an_error_is_moved_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk failed right after a file went into the stage for a swap: it is no removal, and not forgotten there."""
    desk, cloud = bench.desk, bench.desk.cloud
    for name in "xy":
        desk.write(name, name)
    bench.rest()
    for node in list(cloud.nodes.values()):
        cloud.nodes[node.id] = replace(node, name="y" if node.name == "x" else "x", version=node.version + 1)
        cloud.history.append(cloud.nodes[node.id])
    ids = set(cloud.nodes)
    real = desk.disk.step_aside

    def step_aside(path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        real(path, node, expected)
        raise FileBusy(reason="eio")

    with monkeypatch.context() as failing:
        failing.setattr(desk.disk, "step_aside", step_aside)
        bench.pilot.note(HeadMoved())
        bench.rest()
    bench.clock.at_ms += 3_600_000
    bench.look_again()
    bench.restart()
    assert bench.rest().state is PairState.SYNCED
    assert desk.paths() == cloud.paths() == {"x": b"y", "y": b"x"}
    assert set(cloud.nodes) == ids
    assert not list((desk.path / ".megadesk" / "stage").iterdir())


def test_unexpected_error_is_reported_as_a_bug(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in one command is reported as one, and the pair goes on when asked."""
    fetch = bench.desk.view.fetch

    def broken(_at_least: int | None) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.desk.view, "fetch", broken)
    report = bench.rest()
    assert report.error is not None
    assert report.error.code == "bug"
    monkeypatch.setattr(bench.desk.view, "fetch", fetch)
    bench.pilot.note(RescanAsked())
    assert bench.rest().state is PairState.SYNCED


@pytest.mark.parametrize("paused", [False, True])
def test_resume_is_no_answer(bench: Bench, *, paused: bool) -> None:
    """A guard that asks goes on asking the same when a pair is resumed, paused before or not, and nothing is removed."""
    desk = bench.desk
    for at in range(120):
        desk.write(f"{at:03}.txt", f"file {at}")
    desk.sync()
    for at in range(60):
        (desk.path / f"{at:03}.txt").unlink()
    asked = bench.rest().question
    assert asked is not None
    if paused:
        bench.pilot.note(PauseAsked())
        bench.rest()
    bench.pilot.note(ResumeAsked())
    report = bench.rest()
    assert (report.state, report.question) == (PairState.ATTENTION, asked)
    assert len(desk.cloud.paths()) == 120
    bench.answer(approve=True)
    assert len(desk.cloud.paths()) == 60


def test_problems_are_listed(bench: Bench) -> None:
    """What cannot be synced is in the report with its path and reason; the rest is synced."""
    bench.desk.write("fine.txt", "fine")
    (bench.desk.path / "link").symlink_to("fine.txt")
    report = bench.rest()
    assert [(problem.code, problem.path) for problem in report.problems] == [("symlink", "link")]
    assert bench.desk.cloud.paths() == {"fine.txt": b"fine"}
    assert report.issues == report.problems


def test_known_file_that_cannot_be_read_any_more_is_not_called_synced(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody edited it and took our right to it: that is listed with its reason, until it was read."""
    for name in ("a", "d/b"):
        bench.desk.write(name, "one")
    bench.rest()
    for name in ("a", "d/b"):
        bench.desk.write(name, "edited")
    with monkeypatch.context() as refusing:
        refusing.setattr(bench.desk.disk, "digests", lambda entries: {entry.path: AccessDenied() for entry in entries})
        report = bench.look_again()
        assert [(one.code, one.path) for one in report.problems] == [("access_denied", "a"), ("access_denied", "d/b")]
        assert report.issues == report.problems
    report = bench.look_again()
    assert report.problems == ()
    assert bench.desk.cloud.paths() == {"a": b"edited", "d": None, "d/b": b"edited"}


def test_change_that_does_not_travel_is_told_and_decided(tmp_path: Path) -> None:
    """A pair that only listens publishes nothing; what was made here is a problem until a person decides about it."""
    bench = Bench(tmp_path, PairDirection.DOWN)
    bench.desk.write("mine.txt", "mine")
    bench.desk.write("more.txt", "more")
    report = bench.rest()
    assert report.state is PairState.SYNCED
    assert [(one.code, one.path) for one in report.problems] == [
        ("only_here_new", "mine.txt"), ("only_here_new", "more.txt"),
    ]  # fmt: skip
    assert bench.desk.cloud.paths() == {}
    bench.pilot.note(Decide([one.node for one in report.problems[:1] if one.node is not None], Keep.LOCAL))
    report = bench.rest()
    assert [one.path for one in report.problems] == ["more.txt"]
    assert bench.desk.cloud.paths() == {"mine.txt": b"mine"}
    bench.pilot.note(Decide([one.node for one in report.problems if one.node is not None], Keep.REMOTE))
    assert bench.rest().problems == ()
    assert bench.desk.paths() == {"mine.txt": b"mine"}
    assert bench.desk.debris() == [b"more"]


def test_decision_that_cannot_be_kept_is_no_decision(tmp_path: Path) -> None:
    """If the store fails, the thread goes on and the question stands."""

    def full() -> None:
        raise DiskFull

    bench = Bench(tmp_path, PairDirection.DOWN)
    bench.desk.write("mine.txt", "mine")
    asked = bench.rest().problems
    bench.desk.store.at_commit = full
    bench.pilot.note(Decide([one.node for one in asked if one.node is not None], Keep.LOCAL))
    bench.desk.store.at_commit = lambda: None
    bench.desk.restart()
    assert [one.code for one in bench.rest().problems] == ["only_here_new"]
    assert bench.desk.cloud.paths() == {}


def test_our_own_folder_is_put_in_order_at_rest(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while there is work, piece by piece, and events are taken in between."""
    left = [True, True, False]
    states: list[PairState] = []

    def tidy() -> bool:
        states.append(bench.pilot._machine.state)
        return left.pop(0) if left else False

    parts = PairParts(local_side=bench.desk.disk, looking=bench.desk.looking, executor=bench.desk.executor, tidy=tidy)
    monkeypatch.setattr(bench.pilot, "_open_parts", lambda: parts)
    assert bench.pilot.step()
    assert states == []
    bench.rest()
    assert left == []
    assert set(states) == {PairState.SYNCED}


@pytest.mark.parametrize("names", [["x.txt"], ["x.txt", "x (conflicted copy bob 2026-01-01 101500).txt"]], ids=len)
def test_file_removed_by_hand_in_a_folder_that_is_taken_away(bench: Bench, tmp_path: Path, names: list[str]) -> None:
    """Another device removes a folder, a person here files in it: the folder goes, and the pair lives and says so."""
    for name in names:
        bench.desk.write(f"d/{name}", "x")
    bench.desk.write("d/y.txt", "y")
    bench.desk.write("d/deep/z.txt", "z")
    bench.desk.write("keep", "keep")
    bench.rest()
    bob = Desk(tmp_path, "bob", bench.desk.cloud)
    bob.sync()
    shutil.rmtree(bob.path / "d")
    bob.sync()
    for name in names:
        (bench.desk.path / "d" / name).unlink()
    bench.pilot.note(HeadMoved())
    report = bench.rest()
    assert (report.state, report.error, report.problems) == (PairState.SYNCED, None, ())
    assert all(one.error is None for one in bench.reports)
    assert bench.desk.paths() == bench.desk.cloud.paths() == {"keep": b"keep"}
    assert len(bench.desk.folder.local) == len(bench.desk.folder.base) == 1


def test_file_moved_by_hand_in_a_folder_that_is_taken_away_is_still_that_file(bench: Bench, tmp_path: Path) -> None:
    """Both moved it, each elsewhere, and one removed the folder: it is one file, where the cloud has it."""
    bench.desk.write("d/x.txt", "x")
    bench.desk.write("d/y.txt", "y")
    bench.rest()
    bob = Desk(tmp_path, "bob", bench.desk.cloud)
    bob.sync()
    (bob.path / "d/x.txt").rename(bob.path / "theirs.txt")
    shutil.rmtree(bob.path / "d")
    bob.sync()
    (bench.desk.path / "d/x.txt").rename(bench.desk.path / "ours.txt")
    bench.pilot.note(HeadMoved())
    bench.look_again()
    assert bench.desk.paths() == bench.desk.cloud.paths() == {"theirs.txt": b"x"}


def test_report_that_cannot_be_made_says_so_and_the_work_goes_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in telling is told as one; what there is to sync is synced, and the next report is as ever."""

    def broken(*_arguments: object) -> tuple[Problem, ...]:
        raise ZeroDivisionError

    bench.rest()
    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(Gathering, "of_paths", broken)
        bench.desk.write("a.txt", "alpha")
        report = bench.look_again()
        assert (report.state, report.busy, report.taken) == (PairState.ATTENTION, False, 2)
        assert report.error is not None
        assert report.error.code == "bug"
        assert bench.desk.cloud.paths() == {"a.txt": b"alpha"}
    report = bench.look_again()
    assert (report.state, report.error) == (PairState.SYNCED, None)


# -- files that never rest ----------------------------------------------------------------------------------------------


def growing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the pair patience and a log that is written to whenever it is read; return the log."""
    disk, log = bench.desk.disk, bench.desk.path / "app.log"
    real = disk.digests

    def digests(entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        busy = {entry.path: FileBusy() for entry in entries if entry.path == "app.log"}
        if busy:
            with log.open("ab") as file:
                file.write(b"line\n")
        return {**real([entry for entry in entries if entry.path not in busy]), **busy}

    monkeypatch.setattr(disk, "digests", digests)
    monkeypatch.setattr(bench.desk.looking.reading, "_patience", Patience(bench.clock.now_ms, disk.beginnings))
    return log


def test_row156_file_that_never_rests_is_told_after_a_while_and_holds_up_nobody(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 156: first it is a passing thing, then a problem with the time since when; its neighbours are synced."""
    growing(bench, monkeypatch).write_bytes(b"line\n")
    bench.desk.write("other", "1")
    report = bench.rest()
    assert bench.desk.cloud.paths() == {"other": b"1"}
    (problem,) = report.problems
    assert (problem.path, problem.code, report.busy) == ("app.log", "file_busy", True)
    since_ms = bench.clock.at_ms
    for _ in range(40):
        bench.clock.at_ms += 1_000
        report = bench.rest()
    (problem,) = report.problems
    assert (problem.code, problem.since_ms, report.busy, report.state) == (
        "changing", since_ms, False, PairState.SYNCED,
    )  # fmt: skip
    assert "app.log" not in bench.desk.cloud.paths()


def test_row156_log_that_was_synced_before_is_synced_as_far_as_it_went(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 156: what never rests, but only grows, travels as it was when it was looked at, once a minute."""
    bench.desk.write("app.log", "first\n")
    bench.rest()
    log = growing(bench, monkeypatch)
    log.write_bytes(b"first\nsecond\n")
    for _ in range(70):
        bench.clock.at_ms += 1_000
        bench.pilot.note(RescanAsked())
        bench.rest()
    synced = bench.desk.cloud.paths()["app.log"]
    assert synced is not None
    assert synced.startswith(b"first\nsecond\n")
    assert log.read_bytes().startswith(synced)
    assert len(log.read_bytes()) > len(synced)


def test_right_that_was_given_is_noticed(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was read-only is tried more and more rarely, and at once when it, or the file, is touched."""
    other = Desk(tmp_path, "bob", bench.desk.cloud)
    bench.desk.write("d/x.txt", "x")
    bench.rest()
    other.sync()
    other.write("d/new.txt", "new")
    other.sync()
    tries: list[int] = []

    def refused(*_: object) -> Fingerprint:
        tries.append(bench.clock.at_ms)
        raise AccessDenied(path="d/new.txt", reason="eacces")

    with monkeypatch.context() as patch:
        patch.setattr(bench.desk.disk, "place", refused)
        bench.pilot.note(HeadMoved())
        for _ in range(60):
            bench.clock.at_ms += 60_000
            bench.desk.now_ms = bench.clock.at_ms
            bench.rest()
    assert len(tries) == 6
    bench.clock.at_ms += 30_000
    bench.desk.now_ms = bench.clock.at_ms
    bench.pilot.note(Touched([RelPath("d/x.txt")]))
    bench.rest()
    assert "d/new.txt" not in bench.desk.paths()
    bench.pilot.note(Touched([RelPath("d")]))
    bench.clock.at_ms += 1_000
    assert bench.rest().problems == ()
    assert bench.desk.paths()["d/new.txt"] == b"new"


# -- what others ask of it --------------------------------------------------------------------------------------------


def test_reading_much_is_told_meanwhile(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file that was saved shows as looking while it is read; a small one does not."""
    monkeypatch.setattr("megadesk.sync.pilot.LONG_READ_BYTES", 1_000)
    bench.rest()
    for size, states in ((10, set()), (1_000, {PairState.SCANNING})):
        bench.desk.write(f"{size}.bin", "x" * size)
        bench.pilot.note(Touched([RelPath(f"{size}.bin")]))
        bench.clock.at_ms += 60
        bench.reports.clear()
        bench.rest()
        assert {report.state for report in bench.reports if report.state is PairState.SCANNING} == states


def test_who_asks_for_a_look_hears_of_it(bench: Bench) -> None:
    """Once everything was looked at, or could not be; a look at single paths is not that."""
    bench.rest()
    heard = list[str]()
    bench.pilot.note(LookAsked(lambda: heard.append("well")))
    bench.rest()
    assert heard == ["well"]
    bench.restart()
    bench.open_error = DecisionNeeded(reason="root_missing", path="p")
    bench.pilot.note(LookAsked(lambda: heard.append("not well")))
    bench.rest()
    assert heard == ["well", "not well"]


def test_answer_to_another_question_does_nothing(bench: Bench) -> None:
    """An answer names its question; a late one is for nobody."""
    bench.many()
    shutil.rmtree(bench.desk.path / "d")
    asked = bench.look_again()
    bench.pilot.note(Answered("00" * 32, approve=True))
    report = bench.rest()
    assert report.guard == asked.guard
    assert [outcome.error is not None for outcome in report.outcomes.values()] == [True]
    assert len(bench.desk.cloud.paths()) > 60


# -- issues -----------------------------------------------------------------------------------------------------------

COPY = "a (conflicted copy bob 2026-11-20 140503).txt"


def test_row_38_conflict_is_an_issue_until_one_is_gone(bench: Bench) -> None:
    """A conflict copy beside its original is an issue and no problem of sync; renamed, it is neither."""
    bench.desk.write("a.txt", "one")
    bench.desk.write(COPY, "two")
    report = bench.rest()
    assert [(issue.code, issue.path) for issue in report.issues] == [("conflict", COPY)]
    assert (report.problems, report.state, report.busy) == ((), PairState.SYNCED, False)
    (bench.desk.path / COPY).rename(bench.desk.path / "b.txt")
    assert bench.look_again().issues == ()


def test_folder_exchanged_for_a_link_is_waited_for_only_for_a_while(bench: Bench, tmp_path: Path) -> None:
    """What arrives in it has no place here: it is tried again at once, then it is held, and nobody waits for it any more."""
    desk, cloud = bench.desk, bench.desk.cloud
    desk.write("d/a.txt", "a")
    bench.rest()
    known = next(node for node in cloud.nodes.values() if node.name == "a.txt")
    arriving = replace(known, id=NodeId(b"b" * 16), name="b.txt")
    cloud.nodes[arriving.id] = arriving
    cloud.history.append(arriving)
    (desk.path / "d").rename(tmp_path / "away")
    (tmp_path / "other").mkdir()
    (desk.path / "d").symlink_to(tmp_path / "other")
    bench.pilot.note(HeadMoved())
    assert bench.rest().busy
    desk.now_ms = bench.clock.at_ms = bench.clock.at_ms + CHANGING_MS
    report = bench.look_again()
    assert (report.state, report.busy) == (PairState.SYNCED, False)
    assert {(problem.code, problem.path) for problem in report.problems} == {("symlink", "d"), ("stale", "d/b.txt")}
    assert list((tmp_path / "other").iterdir()) == []


def test_conflict_that_is_settled_stays_so(bench: Bench) -> None:
    """Who keeps both is not told again, also after a restart."""
    bench.desk.write("a.txt", "one")
    bench.desk.write(COPY, "two")
    (issue,) = bench.rest().issues
    assert issue.node is not None
    bench.pilot.note(CopiesSettled([issue.node]))
    assert bench.rest().issues == ()
    bench.restart()
    assert bench.rest().issues == ()


def test_problem_keeps_its_since_over_a_restart(bench: Bench) -> None:
    """Since when it is held does not begin anew with the engine."""
    (bench.desk.path / "link").symlink_to("x")
    bench.clock.at_ms = 4_000
    assert [problem.since_ms for problem in bench.rest().problems] == [4_000]
    bench.restart()
    bench.clock.at_ms = 8_000
    assert [problem.since_ms for problem in bench.rest().problems] == [4_000]


def test_problems_are_stamped_again_only_when_they_are_others(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event and command makes a report: with 20,000 skipped links most of it was to find that they are the same."""
    stamped, calls = Ledger.stamped, list[int]()

    def counted(ledger: Ledger, problems: Iterable[Problem], now_ms: int, *, forgets: bool) -> tuple[Problem, ...]:
        calls.append(now_ms)
        return stamped(ledger, problems, now_ms, forgets=forgets)

    for name in ("one", "two"):
        (bench.desk.path / name).symlink_to("x")
    before = bench.rest()
    monkeypatch.setattr(Ledger, "stamped", counted)
    bench.desk.write("a.txt", "1")
    bench.pilot.note(Touched([RelPath("a.txt")]))
    for _ in range(5):
        bench.clock.at_ms += 1_000
        after = bench.rest()
    assert (calls, after.problems, after.issues) == ([], before.problems, before.issues)
    (bench.desk.path / "one").unlink()
    bench.pilot.note(Touched([RelPath("one")]))
    bench.clock.at_ms += 1_000
    assert [problem.path for problem in bench.rest().problems] == ["two"]
    assert 0 < len(calls) <= 2, "once with what is there now, and once when the others can be forgotten"


def test_missing_folder_is_an_issue(bench: Bench) -> None:
    """What holds the whole pair is an issue with the code of its reason; offline is none."""
    bench.open_error = DecisionNeeded(reason="root_missing", path="/x")
    assert [(issue.code, issue.path) for issue in bench.rest().issues] == [("root_missing", "")]
    bench.open_error = ServerUnavailable()
    assert bench.look_again().issues == ()


def test_pair_at_rest_asks_the_server_once_a_day(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Being in step has to be seen to be known: the full scan of another day fetches too."""
    bench.rest()
    fetched: list[int] = []

    def fetch(_at_least: int | None) -> bool:
        fetched.append(1)
        return False

    monkeypatch.setattr(bench.desk.view, "fetch", fetch)
    bench.clock.at_ms += DAY_MS - 1
    bench.rest()
    assert fetched == []
    bench.clock.at_ms += DAY_MS
    bench.rest()
    assert fetched == [1]


def test_row137_hint_from_an_ignored_folder_wakes_nobody(bench: Bench) -> None:
    """Row 137: a build in a folder that is left out leaves the pair at rest; a hint from beside it does not."""
    bench.desk.write(".deskignore", "build/\n")
    bench.desk.write("build/deep/a.o", "object")
    report = bench.rest()
    assert report.rules is not None
    assert report.rules.texts == {"": "build/\n"}
    wake_ms = bench.pilot.wake_ms
    bench.pilot.note(Touched([RelPath("build/deep/a.o"), RelPath("build/deep")]))
    assert bench.pilot.wake_ms == wake_ms
    bench.pilot.note(Touched([RelPath("build/deep/a.o"), RelPath("a.c")]))
    assert bench.pilot.wake_ms != wake_ms


def test_row134_what_a_rule_takes_out_is_told_once(bench: Bench) -> None:
    """Row 134: as a notice, and what is wrong with the rules as problems."""
    bench.desk.write("a.log", "log")
    bench.rest()
    bench.desk.write(".deskignore", "*.log\n[\n")
    bench.pilot.note(RescanAsked())
    report = bench.rest()
    bench.pilot.note(RescanAsked())
    bench.rest()
    assert bench.notices == ["now_ignored"]
    assert [(problem.code, problem.path) for problem in report.problems] == [("ignore_line", ".deskignore")]
    assert bench.desk.cloud.paths()["a.log"] == b"log"


def test_row133_rules_from_elsewhere_count_before_anything_else_moves(bench: Bench, tmp_path: Path) -> None:
    """Row 133: without one hint from the disk, what they leave out is neither fetched nor sent; the rest is."""
    other = Desk(tmp_path, "ben", bench.desk.cloud)
    other.write("build/a.o", "object")
    other.write("a.txt", "alpha")
    other.sync()
    other.write(".deskignore", "build/\n*.log\n")
    other.sync()
    bench.desk.write("b.log", "log")
    bench.desk.write("b.txt", "beta")
    report = bench.rest()
    assert report.rules is not None
    assert report.rules.texts == {"": "build/\n*.log\n"}
    assert report.state is PairState.SYNCED
    assert bench.desk.paths().keys() == {".deskignore", "a.txt", "b.txt", "b.log"}
    assert bench.desk.cloud.paths().keys() == {".deskignore", "a.txt", "b.txt", "build", "build/a.o"}


@pytest.mark.parametrize("error", [Rollback(), Forked()])
def test_row_188_server_that_was_restored_is_an_issue(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, error: MegadeskError
) -> None:
    """A server that shows another state than was verified is an issue of the pair, and nothing is done."""
    bench.rest()

    def other(_at_least: int | None) -> bool:
        raise error

    monkeypatch.setattr(bench.desk.view, "fetch", other)
    report = bench.look_again()
    assert [issue.code for issue in report.issues] == [error.code]
    assert report.state is PairState.DAMAGED


# -- while it is paused -------------------------------------------------------------------------------------------------


def test_pair_that_begins_paused_says_what_the_store_knows(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, bytes and conflicts are shown, and neither the disk nor the cloud is asked; settled conflicts stay so."""
    copies = [f"r (conflicted copy bob 2026-11-20 14050{at}).txt" for at in range(2)]
    for name in ("r.txt", *copies):
        bench.desk.write(name, name)
    settled, other = bench.rest().issues
    assert settled.node is not None
    bench.pilot.note(CopiesSettled([settled.node]))
    bench.paused = True
    bench.restart()
    assert not bench.pilot.report.is_known
    monkeypatch.setattr(bench.desk.disk, "scan", None)
    monkeypatch.setattr(bench.desk.view, "fetch", None)
    report = bench.rest()
    assert (report.state, report.files, report.bytes) == (PairState.PAUSED, 3, 5 + sum(map(len, copies)))
    assert [one.path for one in report.issues] == [other.path]
    assert (report.is_known, report.waits, report.error) == (True, False, None)


def test_pair_that_begins_paused_without_its_folder(bench: Bench) -> None:
    """It is paused, knows nothing, and that is no error before it goes on."""
    bench.paused = True
    bench.restart()
    bench.open_error = DecisionNeeded(reason="root_missing")
    report = bench.rest()
    assert (report.state, report.is_known, report.error, report.files) == (PairState.PAUSED, True, None, 0)
    bench.open_error = None
    bench.pilot.note(ResumeAsked())
    assert bench.rest().state is PairState.SYNCED


@pytest.mark.parametrize("hinted", [False, True])
@pytest.mark.parametrize("from_the_start", [False, True])
@pytest.mark.parametrize("direction", [PairDirection.BOTH, PairDirection.DOWN])
def test_paused_pair_knows_whether_it_waits(
    tmp_path: Path, direction: PairDirection, *, from_the_start: bool, hinted: bool
) -> None:
    """At rest nothing does; a hint does, and what another device did in the cloud; what may not travel does not."""
    bench = Bench(tmp_path, direction)
    other = Desk(tmp_path, "bob", bench.desk.cloud)
    other.write("there.txt", "there")
    other.sync()
    bench.desk.write("here.txt", "here")
    bench.rest()
    if from_the_start:
        bench.paused = True
        bench.restart()
    else:
        bench.pilot.note(PauseAsked())
    assert not bench.rest().waits
    bench.pilot.note(RescanAsked())
    assert not bench.rest().waits
    if hinted:
        bench.pilot.note(Touched([RelPath("new.txt")]))
    else:
        other.write("more.txt", "more")
        other.sync()
        bench.desk.view.fetch()  # as another pair of the account does, or the welcome
    assert bench.rest().waits
    assert bench.pilot.report.pending == 0


def test_paused_with_a_plan_under_way_waits(bench: Bench) -> None:
    """What was begun and not done is known to be left."""
    bench.desk.write("a.txt", "alpha")
    while not bench.pilot.report.pending:
        assert bench.pilot.step()
    bench.pilot.note(PauseAsked())
    while bench.pilot.step():
        pass
    bench.pilot.tell()
    assert (bench.pilot.report.state, bench.pilot.report.waits) == (PairState.PAUSED, True)


def test_outcome_says_what_was_decided(tmp_path: Path) -> None:
    """Each answer has its own, by its number: the nodes there was something to decide of, and no others."""
    bench = Bench(tmp_path, PairDirection.DOWN)
    bench.desk.write("here.txt", "here")
    (problem,) = bench.rest().problems
    assert problem.node is not None
    before = bench.pilot.report.taken
    bench.pilot.note(Decide([problem.node, ROOT_ID], Keep.REMOTE))
    bench.pilot.note(Decide([problem.node], Keep.REMOTE))
    bench.pilot.note(CopiesSettled([problem.node]))
    outcomes = bench.rest().outcomes
    assert outcomes[before + 1].nodes == {problem.node}
    assert outcomes[before + 3].nodes == {problem.node}
    assert all(outcome.error is None for outcome in outcomes.values())
    bench.rest()
    bench.pilot.note(Decide([problem.node], Keep.REMOTE))
    assert bench.rest().outcomes[before + 4].nodes == frozenset()
    for _ in range(OUTCOMES_KEPT):
        bench.pilot.note(CopiesSettled([]))
    assert min(bench.rest().outcomes) == before + 5


def test_answer_that_cannot_be_kept_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is in its outcome, and the question stays."""
    bench.many()
    shutil.rmtree(bench.desk.path / "d")
    question = bench.look_again().question
    assert question is not None

    def full(*_arguments: object, **_more: object) -> None:
        raise DiskFull

    monkeypatch.setattr("megadesk.sync.pilot.overrule", full)
    bench.pilot.note(Answered(question.digest, approve=False))
    report = bench.rest()
    assert isinstance(report.outcomes[report.taken].error, DiskFull)
    assert report.question == question
