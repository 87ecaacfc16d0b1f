"""The pairs that run: never two threads for one, and nobody is told that all is done while one is being changed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from fakes.workbench import Workbench, until
from megadesk.engine import roster as roster_module
from megadesk.engine.engine import Engine
from megadesk.engine.roster import Roster
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound, Stale
from megadesk.model.ids import PairId
from megadesk.remote.remote_side import CloudFolder

WAIT_S = 30


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a.txt").write_text("alpha")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="docs"))
    bench.wait(engine)
    return made


def pair_threads(pair: PairId) -> int:
    """Return how many threads there are for a pair."""
    return sum(thread.name == f"pair-{pair}" for thread in threading.enumerate())


def test_wait_does_not_pass_a_pair_that_is_being_changed(bench: Workbench, engine: Engine, folder: Path) -> None:
    """It is still listed, all is not done, and who waits then waits for its next thread, whose count begins anew."""
    running, pair = engine.supervisor, engine.find_pair("docs").id
    old = running.runner(pair)
    tickets = running.rescan_all()
    with running.roster.standing([pair]):
        assert not running.has_looked(tickets)
        assert [(report.pair.id, report.busy) for report in running.reports()] == [(pair, True)]
        assert bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs[0].files == 1
        (folder / "b.txt").write_text("beta")
    assert running.runner(pair) is not old
    until(running, lambda: running.is_idle(tickets))
    assert running.runner(pair).report().files == 2


def test_pair_that_is_removed_is_not_waited_for(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Nothing is left to do in what is not synced any more."""
    running = engine.supervisor
    tickets = running.rescan_all()
    engine.remove_pair("docs")
    assert running.has_looked(tickets)
    assert running.reports() == []
    assert folder.exists()


def test_thread_that_does_not_end_is_not_doubled(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pair in the middle of something that takes long is refused a change; it goes on after, and only then anew."""
    monkeypatch.setattr(roster_module, "STANDING_S", 0.05)
    pair = engine.find_pair("docs")
    begun, go_on = threading.Event(), threading.Event()
    fetch = CloudFolder.fetch
    n_inside = 0

    def slow(folder: CloudFolder, at_least: int | None = None) -> bool:
        nonlocal n_inside
        n_inside += 1
        begun.set()
        assert go_on.wait(WAIT_S)
        return fetch(folder, at_least)

    monkeypatch.setattr(CloudFolder, "fetch", slow)
    old = engine.supervisor.runner(pair.id)
    engine.supervisor.rescan_all()
    assert begun.wait(WAIT_S)
    for change in (
        lambda: engine.set_direction("docs", "up"), lambda: engine.set_links("docs", "keep"),
        lambda: engine.remove_pair("docs"),
    ):  # fmt: skip
        with pytest.raises(Stale) as caught:
            change()
        assert caught.value.arguments["reason"] == "pair_busy"
    assert engine.find_pair("docs") == pair
    assert engine.supervisor.runner(pair.id) is not old
    assert n_inside == 1
    (folder / "b.txt").write_text("beta")
    go_on.set()
    assert bench.wait(engine).pairs[0].files == 2
    assert pair_threads(pair.id) == 1


def test_nothing_is_added_after_the_end(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A pair that comes while the account is let go is left to whoever runs next."""
    pair, roster = engine.find_pair("docs"), engine.supervisor.roster
    roster.stop()
    roster.add(pair)
    with roster.standing([pair.id]):
        pass
    assert (roster.all(), roster.reports(), pair_threads(pair.id)) == ([], [], 0)
    assert folder.exists()


def test_thread_of_a_pair_that_is_being_changed_is_waited_for(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for it gets the next one, or hears that it is busy; one that is gone then is not found."""
    roster, pair = engine.supervisor.roster, engine.find_pair("docs").id
    found: list[object] = []
    with roster.standing([pair]):
        monkeypatch.setattr(roster_module, "STANDING_S", 0.05)
        with pytest.raises(Stale):
            roster.get(pair)
        monkeypatch.setattr(roster_module, "STANDING_S", WAIT_S)
        asking = threading.Thread(target=lambda: found.append(roster.get(pair)))
        asking.start()
    asking.join()
    assert found == [roster.find(pair)]
    engine.remove_pair("docs")
    with pytest.raises(NotFound):
        roster.get(pair)
    assert isinstance(roster, Roster)
    assert folder.exists()
