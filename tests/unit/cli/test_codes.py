"""The code of a second factor, given or asked for: login, unlock, password, recovery-key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fakes.cli import SIGNED_IN, WHERE, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages as m
from megadesk.model.errors import RateLimited, SecondFactorNeeded

KEY = "-".join(["ABCD"] * 14)
COMMANDS: dict[str, tuple[tuple[str, ...], m.Method[Any, Any], m.Body]] = {
    "login": (("login", *WHERE), m.LOG_IN, SIGNED_IN),
    "unlock": (("unlock",), m.UNLOCK, SIGNED_IN),
    "password change": (("password", "change"), m.CHANGE_PASSWORD, m.Nothing()),
    "password recover": (("password", "recover", *WHERE, "--recovery-key", "key"), m.RECOVER, SIGNED_IN),
    "recovery-key export": (
        ("recovery-key", "export", "--show-recovery-key"), m.EXPORT_RECOVERY_KEY, m.Written(file="", recovery_key=KEY),
    ),
    "2fa codes": (("2fa", "codes"), m.RENEW_ONE_TIME_CODES, m.OneTimeCodes(codes=["ABCDE-FGHIJ"])),
    "2fa disable": (("2fa", "disable"), m.DISABLE_SECOND_FACTOR, m.Nothing()),
}  # fmt: skip


@pytest.fixture(params=COMMANDS, ids=lambda name: name.replace(" ", "_"))
def command(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words of a command that may need a code, its password in files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p").write_text("correct horse battery\n")
    (tmp_path / "key").write_text(KEY)
    words = [*COMMANDS[request.param][0], "--password-file", "p"]
    return [*words, "--new-password-file", "p"] if request.param == "password change" else words


def named(words: list[str]) -> tuple[m.Method[Any, Any], m.Body]:
    """Return what a command asks for, and its good answer."""
    return next(rest for start, *rest in COMMANDS.values() if words[: len(start)] == [*start])  # type: ignore[return-value]  # two


def codes_of(engine: FakeEngine) -> list[str]:
    """Return the codes that were given, one for each request."""
    return [one.code for one in engine.asked if hasattr(one, "code")]


def test_a_code_that_is_given_goes_along(command: list[str], cli: Cli, engine: FakeEngine) -> None:
    """As it was typed, with the first request; with a dash it is a line of standard input."""
    engine.answer(*named(command))
    assert cli(*command, "--totp", "123 456").code == 0
    assert cli(*command, "--totp", "-", stdin="654321\n").code == 0
    assert codes_of(engine) == ["123 456", "654321"]


def test_without_a_terminal_it_is_said_how_to_give_one(command: list[str], cli: Cli, engine: FakeEngine) -> None:
    """One line, the exit code of wrong credentials, and the code of the error with --json."""
    engine.answer(named(command)[0], SecondFactorNeeded(reason="missing"))
    outcome = cli(*command)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (3, "", 1)
    assert "--totp" in outcome.err
    assert cli(*command, "--json").document["error"]["code"] == "second_factor_needed"
    assert cli(*command, "--totp", "-").code == 3
    assert codes_of(engine) == ["", ""]


def test_a_wrong_code_that_was_given_ends_the_command(command: list[str], cli: Cli, engine: FakeEngine) -> None:
    """It is not asked for again, on a terminal neither."""
    engine.answer(named(command)[0], SecondFactorNeeded(reason="wrong"))
    outcome = cli(*command, "--totp", "111111", terminal=True, stdin="222222\n")
    assert (outcome.code, "not accepted" in outcome.err) == (3, True)
    assert codes_of(engine) == ["111111"]


def test_on_a_terminal_it_is_asked_for_once_it_is_needed(command: list[str], cli: Cli, engine: FakeEngine) -> None:
    """And again after a wrong one, until it is right."""
    method, good = named(command)

    def judged(request: Any) -> m.Body:
        if request.code != "333333":
            raise SecondFactorNeeded(reason="wrong" if request.code else "missing")
        return good

    engine.answer(method, judged)
    outcome = cli(*command, terminal=True, stdin="111111\n 333333 \n")
    assert outcome.code == 0, outcome.err
    assert outcome.err.count("Code from your authenticator app") == 2
    assert outcome.err.count("not accepted") == 1
    assert codes_of(engine) == ["", "111111", "333333"]


def test_who_ends_the_input_is_asked_no_more(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """The end of a terminal's input interrupts; too many wrong codes end it with the time to wait."""
    (tmp_path / "p").write_text("correct horse battery\n")
    words = ("unlock", "--password-file", str(tmp_path / "p"))
    engine.answer(m.UNLOCK, SecondFactorNeeded(reason="missing"))
    assert cli(*words, terminal=True).code == 130

    def locked(request: m.Unlock) -> m.SignedIn:
        if request.code:
            raise RateLimited(retry_after_s=900.0, reason="second_factor")
        raise SecondFactorNeeded(reason="missing")

    engine.answer(m.UNLOCK, locked)
    outcome = cli(*words, terminal=True, stdin="111111\n")
    assert (outcome.code, "too many wrong codes" in outcome.err, "15 minutes" in outcome.err) == (6, True, True)


def test_without_a_second_factor_nothing_is_asked(command: list[str], cli: Cli, engine: FakeEngine) -> None:
    """One request, without a code."""
    engine.answer(*named(command))
    outcome = cli(*command, terminal=True)
    assert (outcome.code, codes_of(engine)) == (0, [""])
    assert "authenticator" not in outcome.err
