"""When backups run, and the points that complete runs leave behind."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fakes.space_store import node_id, space_id
from fakes.workbench import Workbench, until
from megadesk.engine.backups import RESTLESS_MS, is_through, state_of
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.backup import DAY_MS, HOUR_MS, Point
from megadesk.model.errors import BadUsage, DecisionNeeded
from megadesk.model.ids import PairId
from megadesk.model.pair import PairKind, PairState, Problem, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.report import PairReport


class Dial:
    """The clock of an engine, that a test turns."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.ahead_ms = 0

    def on(self, engine: Engine) -> None:
        """Have an engine go by it."""
        self._patch.setattr(engine.clock, "wall_ms", lambda: time.time_ns() // 1_000_000 + self.ahead_ms)

    def turn(self, engine: Engine, by_ms: int) -> None:
        """Turn it, and let the backups notice."""
        self.ahead_ms += by_ms
        engine.supervisor.backups.poke()


@pytest.fixture
def dial(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Dial:
    """The clock of the engine."""
    made = Dial(monkeypatch)
    made.on(engine)
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to be backed up."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a").write_bytes(b"first")
    return folder


def add(bench: Workbench, engine: Engine, folder: Path, every: str = "") -> m.BackupStatus:
    """Back up a folder and wait for its first run."""
    bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=str(folder), every=every))
    bench.rest(engine)
    return status(bench, engine)


def status(bench: Workbench, engine: Engine) -> m.BackupStatus:
    """Return the one backup there is."""
    (one,) = bench.ask(engine, m.LIST_BACKUPS, m.Nothing()).backups
    return one


def in_step(bench: Workbench, engine: Engine) -> m.BackupStatus:
    """Return the one backup there is, once it is in step: word of our own last commit may yet make it look once more."""
    until(engine.supervisor, lambda: status(bench, engine).state == "synced")
    return status(bench, engine)


def last(engine: Engine) -> Point:
    """Return its last run."""
    (pair,) = [pair for pair in engine.own_pairs() if pair.kind is PairKind.BACKUP]
    found = engine.supervisor.backups.last(pair.root)
    assert found is not None
    return found


def names(bench: Workbench, engine: Engine) -> set[str]:
    """Return what is in the backup."""
    entries = bench.ask(engine, m.LIST_FILES, m.List(path="backups:/desk/docs", recursive=True)).entries
    return {one.path.rpartition("/")[2] for one in entries}


def test_a_scheduled_backup_rests_between_its_runs(bench: Workbench, engine: Engine, dial: Dial, home: Path) -> None:
    """The first run is at once; what changes then waits for the next, and nothing is left to do until it is due."""
    made = add(bench, engine, home, "daily")
    assert (made.state, made.every, made.run, made.running) == ("scheduled", "daily", 1, False)
    assert made.next_run is not None
    (home / "b").write_bytes(b"second")
    bench.wait(engine)
    assert names(bench, engine) == {"a"}
    why = bench.ask(engine, m.WHY, m.Why(path="b", local=str(home / "b")))
    assert (why.reason, made.next_run in why.detail) == ("scheduled", True)
    assert bench.ask(engine, m.STATUS, m.Nothing()).state == "synced"
    dial.turn(engine, DAY_MS)
    bench.wait(engine)
    assert names(bench, engine) == {"a", "b"}
    assert (status(bench, engine).run, last(engine).files, last(engine).size_bytes) == (2, 2, 11)


def test_missed_runs_are_made_up_for_once(bench: Workbench, engine: Engine, dial: Dial, home: Path) -> None:
    """Off for ten days and a half: one run when the computer is on again, and the next one in time."""
    add(bench, engine, home, "daily")
    (home / "b").write_bytes(b"second")
    engine.close()
    bench.engines.remove(engine)
    dial.ahead_ms += 10 * DAY_MS + DAY_MS // 2
    again = bench.engine("one", start=False)
    dial.on(again)
    again.start()
    bench.wait(again)
    assert names(bench, again) == {"a", "b"}
    assert status(bench, again).run == 2
    bench.wait(again)
    assert status(bench, again).run == 2
    (pair,) = again.own_pairs()
    next_ms = again.supervisor.backups.next_ms(pair)
    assert next_ms is not None
    assert (next_ms - pair.created_ms) == 11 * DAY_MS


def test_a_run_now_is_one_more(bench: Workbench, engine: Engine, home: Path) -> None:
    """Of a backup with a schedule, and of one that runs all the time, whether anything changed or not."""
    add(bench, engine, home, "weekly")
    (home / "b").write_bytes(b"second")
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup="docs"))
    bench.wait(engine)
    assert (names(bench, engine), status(bench, engine).run) == ({"a", "b"}, 2)
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup="docs"))
    bench.wait(engine)
    assert (status(bench, engine).run, status(bench, engine).state) == (3, "scheduled")


def test_other_times_count_from_now_on(bench: Workbench, engine: Engine, dial: Dial, home: Path) -> None:
    """All the time sends at once what waited for a run; an interval again makes a last run, and rests after it."""
    add(bench, engine, home, "daily")
    (home / "b").write_bytes(b"second")
    made = bench.ask(engine, m.CHANGE_BACKUP, m.ChangeBackup(backup="docs"))
    assert made.every == "continuous"
    bench.wait(engine)
    assert names(bench, engine) == {"a", "b"}
    (home / "c").write_bytes(b"third")
    assert bench.ask(engine, m.CHANGE_BACKUP, m.ChangeBackup(backup="docs", every="6h")).every == "6h"
    bench.wait(engine)
    rests = status(bench, engine)
    assert (rests.state, names(bench, engine), rests.running) == ("scheduled", {"a", "b", "c"}, False)
    (home / "d").write_bytes(b"fourth")
    bench.ask(engine, m.CHANGE_BACKUP, m.ChangeBackup(backup="docs", every="1h"))
    bench.wait(engine)
    assert (status(bench, engine).run, names(bench, engine)) == (rests.run, {"a", "b", "c"})
    dial.turn(engine, 2 * HOUR_MS)
    bench.wait(engine)
    assert names(bench, engine) == {"a", "b", "c", "d"}
    with pytest.raises(BadUsage):
        bench.ask(engine, m.CHANGE_BACKUP, m.ChangeBackup(backup="docs", every="soon"))


def test_a_paused_backup_takes_other_times_and_stays_paused(bench: Workbench, engine: Engine, home: Path) -> None:
    """They count once it is resumed."""
    add(bench, engine, home, "daily")
    bench.ask(engine, m.PAUSE_BACKUP, m.Backup(backup="docs"))
    (home / "b").write_bytes(b"second")
    assert bench.ask(engine, m.CHANGE_BACKUP, m.ChangeBackup(backup="docs")).state == "paused"
    with suppress(DecisionNeeded):  # if it was noticed by now that something waits
        bench.wait(engine)
    assert names(bench, engine) == {"a"}
    bench.ask(engine, m.RESUME_BACKUP, m.Backup(backup="docs"))
    bench.wait(engine)
    assert (names(bench, engine), status(bench, engine).every) == ({"a", "b"}, "continuous")


def test_paused_stays_paused(bench: Workbench, engine: Engine, dial: Dial, home: Path) -> None:
    """However much is due, also after a restart; resumed, it is made up for at once."""
    add(bench, engine, home, "1h")
    assert bench.ask(engine, m.PAUSE_BACKUP, m.Backup(backup="docs")).state == "paused"
    (home / "b").write_bytes(b"second")
    dial.turn(engine, 5 * HOUR_MS)
    with suppress(DecisionNeeded):  # if it was noticed by now that something waits
        bench.wait(engine)
    with pytest.raises(BadUsage):
        bench.ask(engine, m.RUN_BACKUP, m.Backup(backup="docs"))
    engine.close()
    bench.engines.remove(engine)
    again = bench.engine("one", start=False)
    dial.on(again)
    again.start()
    with suppress(DecisionNeeded):
        bench.wait(again)
    paused = status(bench, again)
    assert (paused.state, paused.run, paused.next_run, names(bench, again)) == ("paused", 1, None, {"a"})
    bench.ask(again, m.RESUME_BACKUP, m.Backup(backup="docs"))
    bench.wait(again)
    assert (names(bench, again), status(bench, again).run) == ({"a", "b"}, 2)


def test_a_paused_backup_with_changes_is_said(bench: Workbench, engine: Engine, home: Path) -> None:
    """Whoever waits for everything hears that a backup is paused, and how it goes on."""
    add(bench, engine, home)
    (home / "b").write_bytes(b"second")
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_BACKUP, m.Backup(backup="docs"))
    bench.ask(engine, m.PAUSE_BACKUP, m.Backup(backup="docs"))
    (home / "c").write_bytes(b"third")
    assert bench.ask(engine, m.WHY, m.Why(path="c", local=str(home / "c"))).reason == "backup_paused"
    assert names(bench, engine) == {"a", "b"}


def test_a_run_that_fails_is_told_and_tried_again(
    bench: Workbench, engine: Engine, dial: Dial, home: Path, server: Any
) -> None:
    """The server goes away in the middle: no point, a reason, and the same run ends when it is there again."""
    add(bench, engine, home, "daily")
    (home / "b").write_bytes(b"second")
    server.is_down = True
    dial.turn(engine, DAY_MS)
    running = engine.supervisor
    until(running, lambda: status(bench, engine).state == "offline")
    failing = status(bench, engine)
    assert (failing.running, failing.run, failing.reason is not None) == (True, 1, True)
    server.is_down = False
    running.hurry()
    bench.wait(engine)
    assert (status(bench, engine).run, names(bench, engine)) == (2, {"a", "b"})


def test_a_run_goes_on_after_a_restart(bench: Workbench, engine: Engine, dial: Dial, home: Path, server: Any) -> None:
    """The engine ends in the middle of a run: it is ended by the next one, with the time it began."""
    add(bench, engine, home, "daily")
    (home / "b").write_bytes(b"second")
    server.is_down = True
    dial.turn(engine, DAY_MS)
    running = engine.supervisor
    until(running, lambda: status(bench, engine).state == "offline")
    engine.close()
    bench.engines.remove(engine)
    server.is_down = False
    dial.ahead_ms += HOUR_MS
    again = bench.engine("one", start=False)
    dial.on(again)
    again.start()
    bench.wait(again)
    assert last(again).run == 2
    assert last(again).finished_ms - last(again).started_ms >= HOUR_MS


def test_a_continuous_backup_makes_a_point_an_hour_if_anything_changed(
    bench: Workbench, engine: Engine, dial: Dial, home: Path
) -> None:
    """What changes is sent at once; a point comes an hour after the last, and none as long as nothing is different."""
    add(bench, engine, home)
    made = in_step(bench, engine)
    assert (made.every, made.next_run, made.run) == ("continuous", None, 1)
    (home / "b").write_bytes(b"second")
    bench.wait(engine)
    assert names(bench, engine) == {"a", "b"}
    assert engine.supervisor.backups.look() is not None, "something may be due in an hour"
    assert last(engine).run == 1
    dial.turn(engine, HOUR_MS)
    until(engine.supervisor, lambda: last(engine).run == 2)
    assert last(engine).files == 2
    bench.wait(engine)
    dial.turn(engine, 3 * HOUR_MS)
    bench.wait(engine)
    engine.supervisor.backups.look()
    assert last(engine).run == 2
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup="docs"))
    bench.wait(engine)
    assert last(engine).run == 3


def test_a_clock_that_was_ahead_does_not_put_off_a_run(
    bench: Workbench, engine: Engine, dial: Dial, home: Path
) -> None:
    """A run that was made in the year after next does not keep the backup from running today."""
    add(bench, engine, home, "daily")
    dial.turn(engine, 800 * DAY_MS)
    bench.wait(engine)
    assert status(bench, engine).run == 2
    (home / "b").write_bytes(b"second")
    dial.turn(engine, -800 * DAY_MS)
    bench.wait(engine)
    assert (status(bench, engine).run, names(bench, engine)) == (3, {"a", "b"})
    dial.turn(engine, DAY_MS // 2)
    bench.wait(engine)
    assert status(bench, engine).run == 3
    dial.turn(engine, DAY_MS // 2)
    bench.wait(engine)
    assert status(bench, engine).run == 4


def test_the_guard_asks_before_a_backup_is_emptied(bench: Workbench, engine: Engine, home: Path) -> None:
    """Everything gone at once is a question, and the run is not complete before it is answered."""
    for number in range(120):
        (home / f"f{number}").write_bytes(b"%d" % number)
    add(bench, engine, home, "daily")
    for path in home.glob("f*"):
        path.unlink()
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup="docs"))
    with pytest.raises(DecisionNeeded) as asked:
        bench.wait(engine)
    assert asked.value.arguments["reason"] == "mass_removal"
    assert (status(bench, engine).state, status(bench, engine).run) == ("attention", 1)
    (issue,) = bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues
    bench.ask(engine, m.RESOLVE_ISSUES, m.ResolveIssues(id=issue.id, action="approve"))
    bench.wait(engine)
    assert (status(bench, engine).run, names(bench, engine)) == (2, {"a"})


def test_ignore_rules_count(bench: Workbench, engine: Engine, home: Path) -> None:
    """What a rule leaves out is not backed up; the file of rules itself is."""
    (home / ".deskignore").write_text("*.tmp\n")
    (home / "x.tmp").write_bytes(b"")
    add(bench, engine, home, "daily")
    assert names(bench, engine) == {"a", ".deskignore"}


def test_state_tells_any_record_from_another(engine: Engine) -> None:
    """The digest of an empty folder is not that of one with a record, nor that of its next version."""
    space = engine.supervisor.world.space
    empty = space.tree(space.root("drive"))
    from fakes.trees import tree

    seen = {state_of(empty), state_of(tree("a=1")), state_of(tree("a=1", version=2)), state_of(tree("b=1"))}
    assert len(seen) == 4


def test_who_signs_in_again_keeps_the_backups(bench: Workbench, engine: Engine, home: Path) -> None:
    """After a log-out the device is another one to the account: its backups come along, and nothing is sent again."""
    add(bench, engine, home)
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    bench.log_in(engine)
    bench.wait(engine)
    one = in_step(bench, engine)
    assert (one.remote, one.issues) == ("backups:/lap/docs", 0)
    assert [entry.path for entry in bench.ask(engine, m.LIST_FILES, m.List(path="backups:/")).entries] == [
        "backups:/lap"
    ]
    (home / "b").write_bytes(b"second")
    bench.wait(engine)
    entries = bench.ask(engine, m.LIST_FILES, m.List(path="backups:/lap/docs", recursive=True)).entries
    assert {entry.path.rpartition("/")[2] for entry in entries} == {"a", "b"}


def report_of(state: PairState, *codes: str, busy: bool = False, pending: int = 0) -> PairReport:
    """Return how a backup stands."""
    pair = SyncPair(
        id=PairId("11111111"), name="docs", local="/docs", space=space_id(), root=node_id("r"), marker="m",
        kind=PairKind.BACKUP,
    )  # fmt: skip
    problems = tuple(Problem(code=code, path=RelPath(code)) for code in codes)
    return PairReport(
        pair=pair, state=state, busy=busy, pending=pending, files=0, bytes=0, problems=problems, error=None, guard=None,
        synced_ms=None, is_known=True,
    )  # fmt: skip


def test_a_file_that_never_rests_does_not_keep_a_run_for_ever() -> None:
    """It is waited for, but not without end; anything else that is under way is."""
    restless = report_of(PairState.SYNCED, "unreadable", "file_busy", busy=True)
    assert not is_through(restless, RESTLESS_MS - 1)
    assert is_through(restless, RESTLESS_MS)
    assert is_through(report_of(PairState.SYNCED, "unreadable"), 0)
    for busy in (
        report_of(PairState.SYNCED, busy=True), report_of(PairState.SYNCED, "file_busy", busy=True, pending=1),
        report_of(PairState.SYNCING, "file_busy", busy=True), report_of(PairState.WAITING),
    ):  # fmt: skip
        assert not is_through(busy, 10 * RESTLESS_MS)


def test_what_the_guard_is_told_to_keep_stays_in_the_cloud(
    bench: Workbench, engine: Engine, home: Path, tmp_path: Path
) -> None:
    """Nothing is removed there and nothing comes here by itself; what a person gets back is the same file again."""
    for number in range(120):
        (home / f"f{number}").write_bytes(b"%d" % number)
    add(bench, engine, home)
    ids = {one.path: one.id for one in bench.ask(engine, m.LIST_FILES, m.List(path="backups:/desk/docs")).entries}
    for path in home.glob("f*"):
        path.rename(tmp_path / path.name)
    with pytest.raises(DecisionNeeded):
        bench.wait(engine)
    issue = next(one for one in bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues if one.code == "mass_removal")
    bench.ask(engine, m.RESOLVE_ISSUES, m.ResolveIssues(id=issue.id, action="restore"))
    bench.wait(engine)
    assert not list(home.glob("f*"))
    assert {
        one.path: one.id for one in bench.ask(engine, m.LIST_FILES, m.List(path="backups:/desk/docs")).entries
    } == ids
    for path in tmp_path.glob("f*"):
        path.rename(home / path.name)
    bench.wait(engine)
    assert in_step(bench, engine).issues == 0
    assert {
        one.path: one.id for one in bench.ask(engine, m.LIST_FILES, m.List(path="backups:/desk/docs")).entries
    } == ids
