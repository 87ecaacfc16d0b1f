"""password, recovery-key, device, sessions."""

from __future__ import annotations

from pathlib import Path

from fakes.cli import SIGNED_IN, WHERE, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    ChangePassword,
    ExportRecoveryKey,
    Nothing,
    Recover,
    RenameDevice,
    RevokeSession,
    Session,
    Sessions,
    Written,
)

KEY = "-".join(["ABCD"] * 14)


def test_the_old_and_the_new_password_are_two_lines(cli: Cli, engine: FakeEngine) -> None:
    """Both come from stdin, in this order."""
    engine.answer(messages.CHANGE_PASSWORD, Nothing())
    outcome = cli("password", "change", "--password-stdin", stdin="the old one\nthe new one\n")
    assert outcome.code == 0, outcome.err
    assert engine.asked == [ChangePassword(old_password="the old one", new_password="the new one")]


def test_recovering_reads_the_key_from_its_file(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """The key in the file is sent, and the words around it are not."""
    engine.answer(messages.RECOVER, SIGNED_IN)
    (tmp_path / "key").write_text(f"megadesk recovery key\n\n{KEY}\n")
    outcome = cli(
        "password", "recover", *WHERE, "--recovery-key", str(tmp_path / "key"), "--password-stdin", stdin="new one\n"
    )
    assert outcome.code == 0, outcome.err
    assert engine.asked == [
        Recover(server=WHERE[1], email=WHERE[3], recovery_key=KEY, new_password="new one", key_store="keyring")
    ]


def test_exporting_says_where_the_key_is(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """The file's path is made absolute before the engine, which runs elsewhere, gets it."""
    target = str(Path.cwd() / "key.txt")
    engine.answer(messages.EXPORT_RECOVERY_KEY, Written(file=target))
    outcome = cli("recovery-key", "export", "key.txt", "--password-stdin", stdin="p\n")
    assert target in outcome.out
    assert engine.asked == [ExportRecoveryKey(password="p", file=target)]


def test_an_exported_key_may_be_shown(cli: Cli, engine: FakeEngine) -> None:
    """On standard output, with what to do with it; one of the two has to be said, and not both."""
    engine.answer(messages.EXPORT_RECOVERY_KEY, Written(file="", recovery_key=KEY))
    outcome = cli("recovery-key", "export", "--show-recovery-key", "--password-stdin", stdin="p\n")
    assert KEY in outcome.out
    assert engine.asked == [ExportRecoveryKey(password="p", show=True)]
    assert cli("recovery-key", "export", "--password-stdin", stdin="p\n").code == 2
    assert cli("recovery-key", "export", "k", "--show-recovery-key", "--password-stdin", stdin="p\n").code == 2


def test_a_device_is_renamed(cli: Cli, engine: FakeEngine) -> None:
    """The name reaches the engine as it was typed."""
    engine.answer(messages.RENAME_DEVICE, Nothing())
    assert cli("device", "rename", "Anna's laptop").code == 0
    assert engine.asked == [RenameDevice(name="Anna's laptop")]


def test_sessions_are_listed_and_revoked(cli: Cli, engine: FakeEngine) -> None:
    """The list is a JSON list; the current session is marked for people."""
    one = Session(id="ab" * 16, device="00", device_name="laptop", created="", last_seen="", current=True)
    engine.answer(messages.SESSIONS, Sessions(sessions=[one]))
    engine.answer(messages.REVOKE_SESSION, Nothing())
    assert "this one" in cli("sessions", "list").out
    assert cli("sessions", "list", "--json").document[0]["id"] == "ab" * 16
    assert cli("sessions", "revoke", "abab").code == 0
    assert engine.asked[-1] == RevokeSession(id="abab")
