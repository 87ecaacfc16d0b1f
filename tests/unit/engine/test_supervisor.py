"""What runs for one account: its pairs, its welcome, its hints, and what the server says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench, until
from megadesk.crypto.records import device_node_id
from megadesk.disk.hints import Hint, HintKind
from megadesk.engine import roster as roster_module
from megadesk.engine import supervisor as supervisor_module
from megadesk.engine.engine import Engine
from megadesk.engine.pulse import Jump
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound, Quarantined, ServerUnavailable, TooNew
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.transfer import ContentKey, Direction, TransferFailed, TransferResult
from megadesk.remote.session import device_meta
from megadesk.wire import messages as wire

# -- the welcome ------------------------------------------------------------------------------------------------------


def test_record_that_does_not_open_has_no_name(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device whose record is of a later version is named by its id."""
    device = engine.keeper.require().facts.device
    for kind in (TooNew, Quarantined):

        def fail(_node: object, kind: type[Exception] = kind) -> None:
            raise kind

        monkeypatch.setattr(engine.supervisor.world.space, "opened", fail)
        assert engine.supervisor.device_label(device) == device.hex()[:8]


def test_welcome_waits_for_the_server(bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that starts without a line is not idle; with the line it catches up by itself."""
    monkeypatch.setattr(supervisor_module, "WELCOME_FIRST_S", 0.01)
    bench.server.is_down = True
    again = bench.restart(engine)
    running = again.supervisor
    assert not running.is_idle({})
    assert not again.status().online
    bench.server.is_down = False
    until(running, lambda: running.is_idle({}) and running.online)
    assert bench.wait(again).state == "synced"


# -- hints ------------------------------------------------------------------------------------------------------------


def test_commit_of_another_device_arrives_by_itself(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """What one device uploads lands on the other without anybody asking."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    engine.add_pair(str(here), "/p", "")
    bench.wait(engine)
    other = bench.engine("two")
    bench.log_in(other)
    other.add_pair(str(there), "/p", "")
    bench.wait(other)
    (here / "a.txt").write_bytes(b"hello")
    engine.supervisor._hinted(engine.find_pair("here").id, Hint(kind=HintKind.RESCAN))
    running = other.supervisor
    until(running, (there / "a.txt").exists)
    assert (there / "a.txt").read_bytes() == b"hello"


def test_every_kind_of_hint_reaches_its_pair(engine: Engine, bench: Workbench, tmp_path: Path) -> None:
    """Paths, losses and polling are told to the runner; a hint for a pair that is gone is dropped."""
    pair = engine.add_pair(str(tmp_path / "p"), "/p", "")
    running = engine.supervisor
    for kind in HintKind:
        running._hinted(PairId(pair.id), Hint(kind=kind))
        running._hinted(PairId("nobody00"), Hint(kind=kind))
    assert bench.wait(engine).state == "synced"


def test_row198_status_says_why_a_folder_is_polled_until_it_is_not(
    engine: Engine, bench: Workbench, tmp_path: Path
) -> None:
    """Row 198: the pair shows it with code, sentence and remedy, holds no file back, and shows it no longer after."""
    pair = engine.add_pair(str(tmp_path / "p"), "/p", "")
    (tmp_path / "p/a").write_bytes(b"1")
    running = engine.supervisor
    running._hinted(PairId(pair.id), Hint(kind=HintKind.POLLING, reason="watch_limit", limit=100))
    status = bench.wait(engine)
    (said,) = status.pairs[0].held
    assert (said.path, said.code) == ("", "watch_limit")
    assert "fs.inotify.max_user_watches=524288" in said.remedy
    assert (status.state, status.sentence, status.issues) == ("synced", "Your file is safe.", 1)
    running._hinted(PairId(pair.id), Hint(kind=HintKind.WATCHING))
    assert bench.wait(engine).pairs[0].held == []


def test_row202_after_a_sleep_everything_is_looked_at(
    engine: Engine, bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 202: what happened on disk and in the cloud while nobody listened is found without being told."""
    here = tmp_path / "here"
    pair = engine.add_pair(str(here), "/p", "")
    bench.wait(engine)
    running = engine.supervisor
    running.roster.watchers[PairId(pair.id)].stop()  # a sleeper hears nothing
    (here / "a.txt").write_bytes(b"hello")
    hurried: list[object] = []
    monkeypatch.setattr(running.world.transfers, "hurry", lambda: hurried.append(1))
    monkeypatch.setattr(running._events, "reconnect", lambda: hurried.append(2))
    monkeypatch.setattr(running.world.api, "let_go", lambda: hurried.append(3))
    before = running.world.space.head
    assert before is not None
    running._time_jumped(Jump.SLEPT)
    until(running, lambda: (head := running.world.space.head) is not None and head.seq > before.seq)
    assert sorted(hurried, key=str) == [1, 2, 3]


def test_network_volume_is_told_to_the_watcher(
    engine: Engine, bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pair on a volume that does not report what others change is polled, and says so."""
    monkeypatch.setattr(roster_module, "file_system_of", lambda _path: "nfs4")
    pair = engine.add_pair(str(tmp_path / "p"), "/p", "")
    running = engine.supervisor

    def said() -> list[str]:
        report = running.runner(PairId(pair.id)).report()
        return [problem.code for problem in report.problems]

    until(running, lambda: said() == ["network_volume"])


def test_server_s_words_are_hints(engine: Engine) -> None:
    """An old head makes nobody look; what is not known is passed over; an ended session ends it."""
    running = engine.supervisor
    here = wire.Event(kind="head", space=running.world.space.id, seq=1)
    for event in (here, wire.Event(kind="head", seq=1), wire.Event(kind="quota"), wire.Event(kind="later")):
        running._server_said(event)
    assert not running.session_ended
    running._server_said(wire.Event(kind="session_ended"))
    assert (running.session_ended, running.online) == (True, False)


# -- results ----------------------------------------------------------------------------------------------------------


def test_results_go_to_who_asked(engine: Engine) -> None:
    """Results of a request go to it as long as it waits; results of nobody are settled."""
    running = engine.supervisor
    pair = PairId("request0")
    key = ContentKey(pair, Direction.UPLOAD, NodeId(bytes(16)), FileHash(bytes(32)))
    failed = TransferFailed(key, ServerUnavailable())
    got: list[TransferResult] = []
    running.expect(pair, got.extend)
    running.deliver([failed])
    running.expect(pair, None)
    running.deliver([failed])
    assert got == [failed]


def test_pair_that_does_not_run_is_not_found(engine: Engine) -> None:
    """Asking for the thread of a pair that is not there says so; letting it stand still is fine."""
    with pytest.raises(NotFound):
        engine.supervisor.runner(PairId("nobody00"))
    with engine.supervisor.roster.standing([PairId("nobody00")]):
        assert engine.supervisor.reports() == []


def test_renamed_device_is_renamed_for_the_others(bench: Workbench, engine: Engine) -> None:
    """A new name travels; the same name again writes nothing."""
    bench.ask(engine, m.RENAME_DEVICE, m.RenameDevice(name="attic"))
    seq = engine.supervisor.world.space.head
    bench.ask(engine, m.RENAME_DEVICE, m.RenameDevice(name="attic"))
    assert engine.supervisor.world.space.head == seq
    space = engine.supervisor.world.space
    device = engine.keeper.require().facts.device
    record = space.opened(device_node_id(space.id, device))
    assert record is not None
    assert record.meta.name == device_meta(device, "attic", 0).name


def test_whoever_asks_how_things_stand_has_the_server_listened_to(
    bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a time without a server, status must not go on saying offline when all is done."""
    running = engine.supervisor
    until(running, lambda: running.online)
    tried: list[str] = []
    monkeypatch.setattr(running._events, "reconnect", lambda: tried.append("reconnect"))
    running.rescan_all()
    assert tried == []
    running.online = False
    running.rescan_all()
    assert tried == ["reconnect"]
