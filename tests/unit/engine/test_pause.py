"""Everything paused: nothing asks the server for anything until it is over, and then everything goes on."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from fakes.hands import Hands
from fakes.lying_server import LyingServer
from fakes.workbench import Workbench, until
from megadesk.engine.engine import Engine
from megadesk.engine.pause import SETTING, Pause
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, DecisionNeeded
from megadesk.model.pair import PairState
from megadesk.store.database import Database
from megadesk.store.settings import Settings
from megadesk.sync.events import HeadMoved, RescanAsked, RetryAsked
from megadesk.wire import routes

HOUR_MS = 3_600_000
PATIENCE_S = 30.0
BLOCKS = 24


class Desk:
    """A pause on a clock that the test sets."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.now_ms = settings, 1_800_000_000_000
        self.turns: list[bool] = []
        self.over = threading.Event()
        self.pause = Pause(settings, lambda: self.now_ms, self.turned)

    def turned(self, is_on: bool) -> None:
        """Write down what was said."""
        self.turns.append(is_on)
        if not is_on:
            self.over.set()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh profile."""
    return Desk(Settings(Database.open(tmp_path / "state.db")))


def test_a_pause_is_kept_and_ends_when_somebody_says_so(desk: Desk) -> None:
    """The next engine of the profile knows of it; without a time it has no end."""
    desk.pause.begin(None)
    again = Desk(desk.settings).pause
    assert (again.is_on, again.until_ms, again.left_s()) == (True, None, None)
    desk.pause.end()
    assert not Desk(desk.settings).pause.is_on
    assert desk.turns == [True, False]


def test_the_clock_ends_it(desk: Desk) -> None:
    """When the time is over everything goes on by itself, also if the computer slept over it."""
    desk.pause.begin(3600)
    assert desk.pause.until_ms == desk.now_ms + HOUR_MS
    desk.pause.start()
    desk.now_ms += 2 * HOUR_MS
    desk.pause.look_again()
    assert desk.over.wait(PATIENCE_S)
    assert not desk.pause.is_on
    desk.pause.stop()


def test_a_time_that_is_over_at_the_start_is_over(desk: Desk) -> None:
    """A computer that was off meanwhile goes on at once."""
    desk.pause.begin(60)
    again = Desk(desk.settings)
    again.now_ms += HOUR_MS
    again.pause.start()
    assert again.over.wait(PATIENCE_S)
    again.pause.stop()


def test_a_clock_that_was_set_back_makes_it_no_longer(desk: Desk) -> None:
    """An hour is an hour, even if the clock is a year behind now."""
    desk.pause.begin(3600)
    desk.now_ms -= 365 * 24 * HOUR_MS
    assert desk.pause.left_s() == 3600
    assert desk.pause.until_ms == desk.now_ms + HOUR_MS


@pytest.mark.parametrize("for_s", [0, -1, 367 * 86_400])
def test_no_time_is_no_pause(desk: Desk, for_s: int) -> None:
    """Nor more than a year; nothing is paused by it."""
    with pytest.raises(BadUsage):
        desk.pause.begin(for_s)
    assert not desk.pause.is_on


def test_a_setting_that_cannot_be_read_pauses_nothing(desk: Desk) -> None:
    """What is damaged does not keep files from being safe."""
    desk.settings.set(SETTING, ["zork"])
    assert not Desk(desk.settings).pause.is_on


# -- with an engine ---------------------------------------------------------------------------------------------------


def test_nothing_asks_the_server_while_all_is_paused(
    bench: Workbench, engine: Engine, hands: Hands, server: LyingServer, tmp_path: Path
) -> None:
    """Pairs, backups, puts by hand and what looks now and then: however they are poked, none of them asks for anything.

    Then all of it is done.
    """
    folder, kept = tmp_path / "docs", tmp_path / "kept"
    for each in (folder, kept):
        each.mkdir()
        (each / "a.txt").write_text("one")
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/Docs")).id
    backup = bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=str(kept), every="6h")).id
    bench.wait(engine)
    said = bench.ask(engine, m.ENGINE_PAUSE, m.PauseAll())
    assert (said.state, said.paused, said.paused_until) == ("paused", True, None)
    assert [one.state for one in (*said.pairs, *said.backups)] == ["paused", "paused"]

    errand = hands.begin_put(hands.file("by hand.txt"))  # which looks whether the name is free, as asked for by hand
    server.asked.clear()
    running = engine.supervisor
    (folder / "b.txt").write_text("two")
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup=backup))
    bench.ask(engine, m.RESUME_PAIR, m.Pair(pair=pair))
    for runner in running.runners():
        for event in (RescanAsked(), HeadMoved(), RetryAsked()):
            engine.await_ticket(runner, runner.post(event))
    assert running.backups.look() is None
    running.hurry()
    running.look_again()
    running.storage.look()
    status = engine.status()
    assert status.sentence.startswith("Paused. Nothing is synced until you resume.")
    shown = bench.ask(engine, m.SHOW_ERRAND, m.ErrandName(id=errand))
    assert (shown.state, shown.arguments) == ("waiting", {"reason": "all_paused"})
    why = bench.ask(engine, m.WHY, m.Why(path="b.txt", local=str(folder / "b.txt")))
    assert why.reason == "all_paused"
    with pytest.raises(DecisionNeeded, match="all_paused"):
        bench.wait(engine)
    assert set(server.asked) <= {routes.EVENTS.name}

    bench.ask(engine, m.ENGINE_RESUME, m.Nothing())
    assert hands.watch(errand).state == "done"
    done = bench.wait(engine)
    assert (done.state, done.paused, done.pairs[0].files) == ("synced", False, 2)
    assert [one.run for one in done.backups] == [2]


def test_a_large_file_under_way_stops_with_its_blocks(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """What was being sent in that moment comes to its end, nothing begins after it; then it goes on with the rest."""
    folder, server = tmp_path / "docs", bench.server
    folder.mkdir()
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/Docs"))
    bench.wait(engine)
    reached, released = threading.Event(), threading.Event()

    def hold() -> None:
        reached.set()
        assert released.wait(PATIENCE_S)

    server.before[routes.BLOB_PUT.name] = hold
    (folder / "large.bin").write_bytes(os.urandom(BLOCKS * (4 << 20)))
    running = engine.supervisor
    bench.ask(engine, m.RESCAN_PAIR, m.Pair(pair="docs"))
    assert reached.wait(PATIENCE_S)
    bench.ask(engine, m.ENGINE_PAUSE, m.PauseAll())
    released.set()
    while running.world.transfers.moving():
        running.world.transfers.write_down()
    sent = server.asked.count(routes.BLOB_PUT.name)
    for runner in running.runners():
        engine.await_ticket(runner, runner.post(RescanAsked()))
    running.world.transfers.hurry()
    assert engine.status().transfers.active == 0
    assert server.asked.count(routes.BLOB_PUT.name) == sent < BLOCKS
    bench.ask(engine, m.ENGINE_RESUME, m.Nothing())
    assert bench.wait(engine).pairs[0].files == 1
    assert server.asked.count(routes.BLOB_PUT.name) <= BLOCKS + sent


def test_what_was_paused_by_itself_stays_so(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Resuming everything resumes what the pause of everything had stopped, and nothing else."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / name), remote=f"/{name}"))
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="a"))
    bench.ask(engine, m.ENGINE_PAUSE, m.PauseAll(for_s=600))
    bench.ask(engine, m.ENGINE_RESUME, m.Nothing())
    running = engine.supervisor
    wanted = {"a": PairState.PAUSED, "b": PairState.SYNCED}
    until(running, lambda: {report.pair.name: report.state for report in running.reports()} == wanted)


def test_an_engine_that_starts_paused_asks_nothing(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Over a restart the pause holds: nothing is looked at or sent before it ends, and then it is."""
    (tmp_path / "docs").mkdir()
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "docs"), remote="/Docs"))
    bench.wait(engine)
    bench.ask(engine, m.ENGINE_PAUSE, m.PauseAll(for_s=600))
    bench.server.asked.clear()
    again = bench.restart(engine)
    (tmp_path / "docs" / "new.txt").write_text("new")
    running = again.supervisor
    until(running, lambda: running.online)
    for runner in running.runners():
        again.await_ticket(runner, runner.post(RescanAsked()))
    status = again.status()
    assert (status.state, status.paused) == ("paused", True)
    assert status.said[0].code == "state_paused_until"
    assert status.paused_until is not None
    assert status.paused_until in status.sentence
    assert set(bench.server.asked) <= {routes.EVENTS.name}
    bench.ask(again, m.ENGINE_RESUME, m.Nothing())
    assert bench.wait(again).pairs[0].files == 1


def test_a_pause_is_of_the_profile(bench: Workbench, tmp_path: Path) -> None:
    """It can be said before anybody has signed in, and is no reason for it to look signed in."""
    engine = bench.engine()
    said = bench.ask(engine, m.ENGINE_PAUSE, m.PauseAll())
    assert (said.state, said.paused) == ("signed_out", True)
    bench.sign_up(engine)
    assert engine.status().state == "paused"
