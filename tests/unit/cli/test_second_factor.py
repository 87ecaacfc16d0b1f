"""2fa: what is asked of the engine, what is shown once, and where the one-time codes go."""

from __future__ import annotations

import errno
import json
import stat
from pathlib import Path
from typing import Any, Final

import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages as m
from megadesk.model.errors import RateLimited, SecondFactorNeeded, WrongCredentials

SECRET: Final = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
URI: Final = f"otpauth://totp/megadesk:a%40example.org?secret={SECRET}&issuer=megadesk"
SLIP: Final = [f"ABCDE-FGHI{letter}" for letter in "ABCDEFGHIJ"]


@pytest.fixture
def off(engine: FakeEngine) -> FakeEngine:
    """An engine whose account has no second factor, and takes 123456."""
    engine.answer(m.SECOND_FACTOR, m.SecondFactor(enabled=False))
    engine.answer(m.SECOND_FACTOR_DRAFT, m.SecondFactorDraft(secret=SECRET, uri=URI))
    engine.answer(m.ENABLE_SECOND_FACTOR, lambda body: _judged(body, m.OneTimeCodes(codes=SLIP)))
    return engine


def _judged(request: Any, good: m.Body) -> m.Body:
    if request.code != "123456":
        raise SecondFactorNeeded(reason="wrong" if request.code else "missing")
    return good


def test_status_is_said(cli: Cli, engine: FakeEngine) -> None:
    """Off, or on with how many one-time codes are left; with --json as the engine says it."""
    engine.answer(m.SECOND_FACTOR, m.SecondFactor(enabled=False))
    assert cli("2fa", "status").out.startswith("Off")
    engine.answer(m.SECOND_FACTOR, m.SecondFactor(enabled=True, since="2026-01-02T03:04:05Z", codes_left=7))
    outcome = cli("2fa", "status")
    assert (outcome.out.startswith("On"), "7" in outcome.out) == (True, True)
    assert cli("2fa", "status", "--json").document == {
        "enabled": True, "since": "2026-01-02T03:04:05Z", "codes_left": 7,
    }  # fmt: skip


def test_it_is_turned_on_by_a_program(cli: Cli, off: FakeEngine) -> None:
    """Two lines of standard input: the password, and a code of the secret that stands in the first document."""
    outcome = cli("2fa", "enable", "--password-stdin", "--json", stdin="the password\n123456\n")
    assert outcome.code == 0, outcome.err
    draft, made = map(json.loads, outcome.out.splitlines())
    assert draft == {"secret": SECRET, "uri": URI}
    assert made == {"codes": SLIP}
    assert off.asked[-1] == m.EnableSecondFactor(password="the password", secret=SECRET, code="123456")


def test_secret_and_codes_are_shown_once_to_a_person(cli: Cli, off: FakeEngine, tmp_path: Path) -> None:
    """In groups of four and as an address; a wrong code is asked for again, for the same secret."""
    (tmp_path / "p").write_text("the password\n")
    outcome = cli("2fa", "enable", "--password-file", str(tmp_path / "p"), terminal=True, stdin="1\n123456\n")
    assert outcome.code == 0, outcome.err
    assert " ".join(SECRET[at : at + 4] for at in range(0, 32, 4)) in outcome.out
    assert URI in outcome.out
    assert [code for code in SLIP if f"  {code}\n" not in outcome.out] == []
    assert "not accepted" in outcome.err
    assert outcome.err.count("Code that the app shows now: ") == 2
    asked = [one for one in off.asked if isinstance(one, m.EnableSecondFactor)]
    assert [(one.secret, one.code) for one in asked] == [(SECRET, "1"), (SECRET, "123456")]


def test_a_wrong_code_turns_nothing_on(cli: Cli, off: FakeEngine) -> None:
    """Without a terminal the command ends with 3, and at the end of input as well."""
    assert cli("2fa", "enable", "--password-stdin", stdin="the password\n1\n").code == 3
    outcome = cli("2fa", "enable", "--password-stdin", stdin="the password\n")
    assert (outcome.code, len([one for one in off.asked if isinstance(one, m.EnableSecondFactor)])) == (3, 1)


def test_what_is_on_is_not_turned_on_again(cli: Cli, engine: FakeEngine) -> None:
    """It is said before a password is asked for or a secret made."""
    engine.answer(m.SECOND_FACTOR, m.SecondFactor(enabled=True))
    outcome = cli("2fa", "enable", "--password-stdin", "--json", stdin="p\n1\n")
    assert outcome.document["error"]["code"] == "already_exists"
    assert [type(one) for one in engine.asked] == [m.Nothing]


def test_codes_go_into_a_file_of_their_own(cli: Cli, off: FakeEngine, tmp_path: Path) -> None:
    """A new one that its owner alone may read, one code a line; then they are not shown."""
    file = tmp_path / "codes.txt"
    words = ("2fa", "enable", "--password-stdin", "--codes", str(file))
    outcome = cli(*words, stdin="the password\n123456\n")
    assert outcome.code == 0, outcome.err
    assert file.read_text().splitlines() == SLIP
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(file) in outcome.out
    assert not [code for code in SLIP if code in outcome.out]
    off.answer(m.RENEW_ONE_TIME_CODES, m.OneTimeCodes(codes=SLIP[::-1]))
    new = tmp_path / "new.txt"
    outcome = cli(
        "2fa", "codes", "--password-stdin", "--totp", "-", "--codes", str(new), "--json", stdin="the password\n123456\n"
    )
    assert outcome.document == {"file": str(new)}
    assert new.read_text().splitlines() == SLIP[::-1]
    assert off.asked[-1] == m.RenewOneTimeCodes(password="the password", code="123456")


def test_a_file_that_cannot_be_made_stops_it_first(cli: Cli, off: FakeEngine, tmp_path: Path) -> None:
    """One that exists is not written over, a folder that does not is said; nothing is turned on."""
    there = tmp_path / "there.txt"
    there.write_text("mine")
    for file, code in (
        (there, "already_exists"),
        (tmp_path / "no" / "codes.txt", "not_found"),
        (Path("/proc/codes"), None),
    ):
        outcome = cli(
            "2fa", "enable", "--password-stdin", "--codes", str(file), "--json", stdin="the password\n123456\n"
        )
        assert outcome.code != 0
        assert code in {None, outcome.document["error"]["code"]}
    assert there.read_text() == "mine"
    assert not [one for one in off.asked if isinstance(one, m.EnableSecondFactor)]


def test_a_failure_leaves_no_empty_file(cli: Cli, off: FakeEngine, tmp_path: Path) -> None:
    """The file that was made first is gone again, and the command can be repeated."""
    file = tmp_path / "codes.txt"
    for error in (WrongCredentials(), RateLimited(retry_after_s=900.0, reason="second_factor")):
        off.answer(m.ENABLE_SECOND_FACTOR, error)
        outcome = cli("2fa", "enable", "--password-stdin", "--codes", str(file), stdin="the password\n123456\n")
        assert outcome.code in {3, 6}
        assert not file.exists()


def test_new_codes_and_off_say_so(cli: Cli, engine: FakeEngine) -> None:
    """New codes are shown once; off is one sentence."""
    engine.answer(m.RENEW_ONE_TIME_CODES, m.OneTimeCodes(codes=SLIP))
    engine.answer(m.DISABLE_SECOND_FACTOR, m.Nothing())
    outcome = cli("2fa", "codes", "--password-stdin", "--totp", "123456", stdin="p\n")
    assert [code for code in SLIP if code not in outcome.out] == []
    assert cli("2fa", "disable", "--password-stdin", "--totp", SLIP[0], stdin="p\n").code == 0
    assert engine.asked[-1] == m.DisableSecondFactor(password="p", code=SLIP[0])


@pytest.mark.parametrize("words", [("enable",), ("codes",)], ids=" ".join)
def test_codes_that_cannot_be_written_are_shown(
    cli: Cli, off: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """The disk is full once they are made: they are shown then, the error is said, and no half of a file stays."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    off.answer(m.RENEW_ONE_TIME_CODES, m.OneTimeCodes(codes=SLIP))
    file = tmp_path / "codes.txt"
    monkeypatch.setattr("megadesk.cli.second_factor.os.fsync", full)
    outcome = cli("2fa", *words, "--password-stdin", "--codes", str(file), stdin="the password\n123456\n")
    assert (outcome.code != 0, "The disk is full" in outcome.err, file.exists()) == (True, True, False)
    assert all(code in outcome.out for code in SLIP)
    assert "codes are in" not in outcome.out
