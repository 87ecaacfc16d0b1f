"""signup, login, logout, unlock, whoami: what is asked of the engine, and what is shown."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from fakes.cli import SIGNED_IN, WHERE, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import LogIn, Nothing, SignUp, Unlock


def test_signup_asks_for_everything_and_says_where_the_recovery_key_is(
    cli: Cli, engine: FakeEngine, tmp_path: Path
) -> None:
    """The options reach the engine; paths are absolute."""
    file = tmp_path / "key.txt"
    engine.answer(messages.SIGN_UP, replace(SIGNED_IN, recovery_file=str(file)))
    outcome = cli(
        "signup", *WHERE, "--password-stdin", "--device-name", "laptop", "--key-store", "file",
        "--recovery-key", str(file), stdin="correct horse battery\n",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert str(file) in outcome.out
    assert engine.asked == [
        SignUp(
            server="https://s.example", email="a@example.org", password="correct horse battery",
            device_name="laptop", key_store="file", recovery_file=str(file),
        )
    ]  # fmt: skip


def test_signup_may_have_an_invitation(cli: Cli, engine: FakeEngine) -> None:
    """For servers that ask for one."""
    engine.answer(messages.SIGN_UP, SIGNED_IN)
    cli("signup", *WHERE, "--password-stdin", "--invitation", "come in", stdin="correct horse battery\n")
    (asked,) = engine.asked
    assert isinstance(asked, SignUp)
    assert asked.invitation == "come in"


def test_signup_may_show_the_recovery_key(cli: Cli, engine: FakeEngine) -> None:
    """Then it stands on standard output, and where else the account is signed in."""
    engine.answer(messages.SIGN_UP, replace(SIGNED_IN, recovery_key="ABCD-EFGH", other_devices=["attic", "lap\x1b"]))
    outcome = cli("signup", *WHERE, "--password-stdin", "--show-recovery-key", stdin="correct horse battery\n")
    assert "  ABCD-EFGH\n" in outcome.out
    assert "Also signed in: attic, lap\\x1b." in outcome.out
    (asked,) = engine.asked
    assert isinstance(asked, SignUp)
    assert (asked.show_recovery, asked.recovery_file) == (True, "")
    twice = cli("signup", *WHERE, "--password-stdin", "--show-recovery-key", "--recovery-key", "k", stdin="p\n")
    assert twice.code == 2


def test_login_takes_the_password_from_a_file(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """The keyring is the default, and no secret stands on the line."""
    engine.answer(messages.LOG_IN, SIGNED_IN)
    (tmp_path / "p").write_text("correct horse battery\n")
    outcome = cli("login", *WHERE, "--password-file", str(tmp_path / "p"), "--json")
    assert outcome.document["email"] == "a@example.org"
    assert engine.asked == [
        LogIn(server="https://s.example", email="a@example.org", password="correct horse battery", key_store="keyring")
    ]


def test_a_password_is_never_an_argument(cli: Cli, engine: FakeEngine) -> None:
    """There is no option that would put one into the process list."""
    assert cli("login", *WHERE, "--password", "x").code == 2
    assert engine.asked == []


def test_warnings_are_said_in_words(cli: Cli, engine: FakeEngine) -> None:
    """A code among the warnings becomes its sentence."""
    engine.answer(messages.WHO_AM_I, replace(SIGNED_IN, warnings=["old_password_wrap"]))
    assert "older password" in cli("whoami").out


def test_unlock_and_logout(cli: Cli, engine: FakeEngine) -> None:
    """The one gives a password, the other nothing; with --json an empty object is printed."""
    engine.answer(messages.UNLOCK, SIGNED_IN)
    engine.answer(messages.LOG_OUT, Nothing())
    assert cli("unlock", "--password-stdin", stdin="x" * 12).code == 0
    assert cli("logout", "--json").document == {}
    assert engine.asked == [Unlock(password="x" * 12), Nothing()]
