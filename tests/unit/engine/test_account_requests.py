"""Requests about the account, answered by an engine."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from fakes.people import ORIGIN
from fakes.workbench import EMAIL, NEW_PASSWORD, PASSWORD, Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound, NotSignedIn, Rollback, WrongCredentials
from megadesk.wire import routes


def test_account_methods(bench: Workbench, engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """Who, changing the password, the recovery key, the name, and out; passwords are in no log."""
    caplog.set_level(logging.DEBUG)
    who = bench.ask(engine, m.WHO_AM_I, m.Nothing())
    assert (who.email, who.server, who.device_name, who.key_store) == (EMAIL, ORIGIN, "desk", "file")
    assert len(who.fingerprint.split()) == 6
    with pytest.raises(AlreadyExists):
        bench.log_in(engine)
    with pytest.raises(WrongCredentials):
        bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=NEW_PASSWORD, new_password=PASSWORD))
    bench.ask(engine, m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD))
    bench.ask(engine, m.RENAME_DEVICE, m.RenameDevice(name="attic"))
    assert bench.ask(engine, m.WHO_AM_I, m.Nothing()).device_name == "attic"
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    with pytest.raises(NotSignedIn):
        bench.ask(engine, m.LOG_OUT, m.Nothing())
    with pytest.raises(WrongCredentials):
        bench.log_in(engine)
    assert bench.log_in(engine, NEW_PASSWORD).warnings == []
    for secret in (PASSWORD, NEW_PASSWORD, EMAIL):
        assert secret not in caplog.text


def test_a_recovery_key_is_shown_once_and_in_no_log(bench: Workbench, caplog: pytest.LogCaptureFixture) -> None:
    """In the answer to whoever asked for it, and in nothing that is asked later."""
    caplog.set_level(logging.DEBUG)
    engine = bench.engine()
    body = m.SignUp(
        server=ORIGIN, email=EMAIL, password=PASSWORD, device_name="desk", key_store="file", show_recovery=True
    )
    signed = bench.ask(engine, m.SIGN_UP, body)
    assert len(signed.recovery_key.replace("-", "")) == 56
    assert (signed.recovery_file, signed.other_devices) == (None, [])
    assert bench.ask(engine, m.WHO_AM_I, m.Nothing()).recovery_key == ""
    again = bench.ask(engine, m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=PASSWORD, show=True))
    assert (again.file, len(again.recovery_key)) == ("", len(signed.recovery_key))
    with pytest.raises(BadUsage):
        bench.ask(engine, m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=PASSWORD))
    for secret in (signed.recovery_key, again.recovery_key, PASSWORD):
        assert secret not in caplog.text
        assert secret not in repr((body, signed, again))


def test_signing_in_says_where_else(bench: Workbench, engine: Engine) -> None:
    """The names of the other devices, and not its own; nothing if the server does not answer that now."""
    assert bench.log_in(bench.engine("two")).other_devices == ["desk"]
    bench.server.refuse(routes.SESSIONS, 500, "bug")
    assert bench.log_in(bench.engine("three")).other_devices == []


def test_who_listens_is_told_that_nobody_is_signed_in(bench: Workbench, engine: Engine) -> None:
    """While it logs out an account looks like a locked one; that must not be the last that is told."""
    told: list[str | None] = []
    engine.on_change = lambda: told.append(engine.status().account)
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    assert told[-1] is None


def test_log_out_without_a_line(bench: Workbench, engine: Engine) -> None:
    """A device signs out also when the server cannot be reached."""
    bench.server.is_down = True
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    assert engine.status().account is None


def test_sessions_are_named_and_ended(bench: Workbench, engine: Engine) -> None:
    """All sessions are listed with the names of their devices; one is ended by its id or the start of it."""
    other = bench.engine("two")
    bench.log_in(other)
    bench.wait(other)
    engine.supervisor.world.journal.fetch()
    found = bench.ask(engine, m.SESSIONS, m.Nothing()).sessions
    assert {(one.device_name, one.current) for one in found} == {("desk", True), ("lap", False)}
    theirs = next(one for one in found if not one.current)
    for bad, kind in (("", NotFound), ("zz", NotFound)):
        with pytest.raises(kind):
            bench.ask(engine, m.REVOKE_SESSION, m.RevokeSession(id=bad))
    bench.ask(engine, m.REVOKE_SESSION, m.RevokeSession(id=theirs.id.upper()))
    running = other._supervisor
    assert running is not None
    with running.changed:
        assert running.changed.wait_for(lambda: running.session_ended, 30)
    with pytest.raises(NotSignedIn):
        bench.ask(other, m.LIST_FILES, m.List(path="/"))


def test_several_sessions_of_one_start(bench: Workbench, engine: Engine) -> None:
    """The start of an id that fits several ends none of them."""
    bench.server.lie(
        routes.SESSIONS,
        sessions=lambda sessions: [type(one)(**{**_fields(one), "id": b"\xab" * 15 + bytes((at,))})
                                   for at, one in enumerate([*sessions, *sessions])],
    )  # fmt: skip
    with pytest.raises(BadUsage) as caught:
        bench.ask(engine, m.REVOKE_SESSION, m.RevokeSession(id="abab"))
    assert caught.value.arguments["reason"] == "several"
    assert "session_end" not in bench.server.asked


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def test_state_older_than_seen_shows_at_log_in(bench: Workbench, engine: Engine) -> None:
    """A device that signs in again to a server that has lost commits is told so at once."""
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/new", parents=False))
    engine.supervisor._end_session()
    bench.server.lie(routes.COMMITS, head_seq=1, commits=[])
    with pytest.raises(Rollback):
        bench.log_in(engine)
    assert engine.status().frozen == "rollback"
    assert engine.status().state == "damaged"


def test_log_in_without_a_journal_goes_on(bench: Workbench, engine: Engine) -> None:
    """The space cannot be read just now: the device is signed in, and looks again later."""
    other = bench.engine("two")
    bench.server.refuse(routes.ACL, 500, "bug")
    assert bench.log_in(other).warnings == []
    assert other.status().account == EMAIL
