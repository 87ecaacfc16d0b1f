"""What runs for one account: its pairs, its welcome, its hints, and what the server says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.asgi import Client
from fakes.people import ORIGIN
from fakes.workbench import EMAIL, NEW_PASSWORD, PASSWORD, Workbench, until
from megadesk.crypto.records import account_node_id, device_node_id
from megadesk.disk.hints import Hint, HintKind
from megadesk.engine import roster as roster_module
from megadesk.engine import supervisor as supervisor_module
from megadesk.engine.engine import Engine
from megadesk.engine.pulse import Jump
from megadesk.engine.supervisor import OLD_WRAP
from megadesk.ipc import messages as m
from megadesk.model.errors import Damaged, NotFound, Quarantined, Rollback, ServerUnavailable, TooNew
from megadesk.model.ids import DeviceId, FileHash, NodeId, PairId
from megadesk.model.transfer import ContentKey, Direction, TransferFailed, TransferResult
from megadesk.model.values import replace
from megadesk.remote.session import device_meta
from megadesk.server.metadata import KeyChange
from megadesk.wire import messages as wire
from megadesk.wire import routes


def recorded_wraps(engine: Engine) -> bytes:
    """Return what the account record says."""
    space = engine.supervisor.world.space
    record = space.opened(account_node_id(space.id))
    assert record is not None
    assert record.meta.wrapset is not None
    return record.meta.wrapset.digest


# -- the welcome ------------------------------------------------------------------------------------------------------


def test_new_device_writes_its_record(bench: Workbench, engine: Engine) -> None:
    """A device that signs in is in the journal under its name, and the other device knows it."""
    other = bench.engine("two")
    bench.log_in(other)
    device = other.keeper.require().facts.device
    engine.supervisor.world.journal.fetch()
    assert engine.supervisor.device_label(device) == "lap"
    assert engine.supervisor.device_label_of(bytes(device)) == "lap"
    assert engine.supervisor.device_label(DeviceId(b"x" * 16)) == (b"x" * 16).hex()[:8]


def test_record_that_does_not_open_has_no_name(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device whose record is of a later version is named by its id."""
    device = engine.keeper.require().facts.device
    for kind in (TooNew, Quarantined):

        def fail(_node: object, kind: type[Exception] = kind) -> None:
            raise kind

        monkeypatch.setattr(engine.supervisor.world.space, "opened", fail)
        assert engine.supervisor.device_label(device) == device.hex()[:8]


def test_old_password_wrap_is_a_warning_once_and_no_end(bench: Workbench, engine: Engine) -> None:
    """A server that serves the wraps from before a change is found out; the device works on with the warning (A12)."""
    old = bench.server.wait(_keys(bench, engine))
    bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    row = KeyChange(old.kdf_block, old.login_public, old.box_password, old.recovery_public, old.box_recovery)
    with bench.server.server.services.metadata.write() as tx:
        tx.set_keys(engine.keeper.require().facts.account, row)
    other = bench.engine("two")
    signed = bench.log_in(other)
    assert signed.warnings == [OLD_WRAP]
    running = other.supervisor
    running.welcome()
    running.welcome()
    assert running.warnings == [OLD_WRAP]
    assert bench.wait(other).state == "synced"
    engine.supervisor.world.journal.fetch()
    assert engine.supervisor.device_label(other.keeper.require().facts.device) == "lap"


def test_a_warning_stands_once_whoever_finds_it_first(
    bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who signs in looks at the account record, and the welcome does, each in a thread of its own."""
    running = engine.supervisor
    running._unlocked = replace(engine.keeper.require(), wrapset=bytes(32), wrapset_is_new=False)
    others = [running._check_wrapset]
    monkeypatch.setattr(supervisor_module.log, "warning", lambda *_words: others.pop()() if others else None)
    running._check_wrapset()
    assert (others, running.warnings) == ([], [OLD_WRAP])


async def _keys(bench: Workbench, engine: Engine) -> wire.AccountKeys:
    """Return the account as the server keeps it."""
    client = Client(bench.server.application, token=engine.keeper.require().secrets.session_token)
    return await client.ask(wire.AccountKeys, routes.ACCOUNT_KEYS)


def test_missing_account_record_is_damage(bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the record that says which wraps are current nothing is concluded, and nothing is written."""
    other = bench.engine("two")
    bench.log_in(other)
    running = other.supervisor
    monkeypatch.setattr(running.world.space, "opened", lambda _node: None)
    with pytest.raises(Damaged):
        running._check_wrapset()


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


def test_change_whose_record_fails_is_recorded_later(bench: Workbench, engine: Engine) -> None:
    """The line breaks between a change of password and its record: the next start writes it, and nobody is warned."""
    before = recorded_wraps(engine)
    bench.server.refuse(routes.APPEND, 500, "bug")
    bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    assert recorded_wraps(engine) == before
    engine.close()
    bench.engines.remove(engine)
    bench.server.be_honest()
    again = bench.engine("one")
    bench.wait(again)
    assert recorded_wraps(again) == again.keeper.require().wrapset != before
    assert bench.log_in(bench.engine("two"), NEW_PASSWORD).warnings == []


@pytest.mark.attack("A12")
def test_a_change_that_was_overtaken_is_not_recorded(bench: Workbench, engine: Engine) -> None:
    """Another device changed the password since, and wrote that down: what waits here is not written over it."""
    bench.server.refuse(routes.APPEND, 500, "bug")
    bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    bench.server.be_honest()
    waiting, before = engine.keeper.require(), engine.supervisor
    other = bench.engine("two")
    bench.log_in(other, NEW_PASSWORD)
    bench.ask(other, m.CHANGE_PASSWORD, m.ChangePassword(old_password=NEW_PASSWORD, new_password=PASSWORD))
    latest = recorded_wraps(other)
    until(before, lambda: before.session_ended)
    bench.ask(
        engine, m.LOG_IN, m.LogIn(server=ORIGIN, email=EMAIL, password=PASSWORD, device_name="desk", key_store="file")
    )
    again = bench.restart(engine)
    bench.wait(again)
    running = again.supervisor
    assert recorded_wraps(again) == latest
    # A server that serves those wraps once more is told of, and not followed.
    running._unlocked = waiting
    running.welcome()
    assert (recorded_wraps(again), running.warnings) == (latest, [OLD_WRAP])


@pytest.mark.attack("D1")
def test_a_frozen_space_has_no_password_changed(bench: Workbench, engine: Engine) -> None:
    """Nothing is signed for a server that was seen to lie."""
    bench.server.lie(routes.COMMITS, head_seq=0)
    bench.server.asked.clear()
    with pytest.raises(Rollback):
        bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    assert not {routes.CHALLENGE.name, routes.CHANGE_KEYS.name} & set(bench.server.asked)


def test_change_is_recorded_at_once(bench: Workbench, engine: Engine) -> None:
    """After a change of password, of the recovery key, or a recovery, a new device finds the record right."""
    bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    file = engine.profile.config_dir / "key.txt"
    bench.ask(engine, m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=NEW_PASSWORD, file=str(file)))
    assert bench.log_in(bench.engine("two"), NEW_PASSWORD).warnings == []
    key = file.read_text().split("\n\n")[2]
    three = bench.engine("three")
    recover = m.Recover(
        server=bench.server.apis[0].address, email="ada@example.org", recovery_key=key, new_password=PASSWORD,
        device_name="three", key_store="file",
    )  # fmt: skip
    assert bench.ask(three, m.RECOVER, recover).warnings == []
    assert bench.log_in(bench.engine("four"), PASSWORD).warnings == []


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
