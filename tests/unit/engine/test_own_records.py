"""What a device keeps for the others: its name, and which wraps are current; old wraps are found out."""

from __future__ import annotations

import pytest

from fakes.asgi import Client
from fakes.people import ORIGIN
from fakes.workbench import EMAIL, NEW_PASSWORD, PASSWORD, Workbench, until
from megadesk.crypto.records import account_node_id
from megadesk.engine import supervisor as supervisor_module
from megadesk.engine.engine import Engine
from megadesk.engine.supervisor import OLD_WRAP
from megadesk.ipc import messages as m
from megadesk.model.errors import Damaged, Rollback
from megadesk.model.ids import DeviceId
from megadesk.model.values import replace
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


def test_new_device_writes_its_record(bench: Workbench, engine: Engine) -> None:
    """A device that signs in is in the journal under its name, and the other device knows it."""
    other = bench.engine("two")
    bench.log_in(other)
    device = other.keeper.require().facts.device
    engine.supervisor.world.journal.fetch()
    assert engine.supervisor.device_label(device) == "lap"
    assert engine.supervisor.device_label_of(bytes(device)) == "lap"
    assert engine.supervisor.device_label(DeviceId(b"x" * 16)) == (b"x" * 16).hex()[:8]


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
    running.records.unlocked = replace(engine.keeper.require(), wrapset=bytes(32), wrapset_is_new=False)
    others = [running.records.check_wraps]
    monkeypatch.setattr(supervisor_module.log, "warning", lambda *_words: others.pop()() if others else None)
    running.records.check_wraps()
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
        running.records.check_wraps()


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
    running.records.unlocked = waiting
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
