"""Secrets come from a prompt, a line of stdin or a file, as they were typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fakes.cli import stream
from megadesk.cli.prompts import SecretSource, ask_choice, read_new_password, read_password, read_recovery_key
from megadesk.model.errors import BadUsage, NotFound

KEY = "-".join(["ABCD"] * 14)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("pass word\n", "pass word"),
        ("pass\r\n", "pass"),
        (" spaces stay \n", " spaces stay "),
        ("no end", "no end"),
        ("pässwörd\n", "pässwörd"),
    ],
)
def test_a_password_is_taken_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, read: str
) -> None:
    """Only the line end is taken off; a file and stdin give the same."""
    monkeypatch.setattr(sys, "stdin", stream(written))
    assert read_password(SecretSource(from_stdin=True)) == read
    file = tmp_path / "secret"
    file.write_text(written, "utf-8", newline="")
    assert read_password(SecretSource(file=file)) == read
    assert read_new_password(SecretSource(file=file)) == read


def test_two_secrets_are_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old and new password come one after the other."""
    monkeypatch.setattr(sys, "stdin", stream("old one\nnew one\n"))
    source = SecretSource(from_stdin=True)
    assert [read_password(source), read_new_password(source)] == ["old one", "new one"]


@pytest.mark.parametrize("written", [b"", b"\n", b"\xff\xfe", b"x" * 5000])
def test_what_can_be_no_password_is_refused(tmp_path: Path, written: bytes) -> None:
    """Empty, not text, or far too long; and the message quotes nothing of it."""
    file = tmp_path / "secret"
    file.write_bytes(written)
    with pytest.raises(BadUsage) as caught:
        read_password(SecretSource(file=file))
    assert "xxx" not in str(caught.value)


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that gives no password is told how to, and does not hang."""
    monkeypatch.setattr(sys, "stdin", stream(""))
    with pytest.raises(BadUsage, match="--password-stdin"):
        read_password(SecretSource())
    with pytest.raises(NotFound):
        read_password(SecretSource(file=Path("/nowhere/at/all")))


def test_a_new_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger must not lock somebody out."""
    monkeypatch.setattr(sys, "stdin", stream(terminal=True))
    typed = iter(["good password", "good password", "good password", "god password"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert read_new_password(SecretSource()) == "good password"
    with pytest.raises(BadUsage, match="differ"):
        read_new_password(SecretSource())


def test_two_sources_exclude_each_other() -> None:
    """Which one counts is not guessed."""
    with pytest.raises(BadUsage):
        SecretSource(from_stdin=True, file=Path("x"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"megadesk recovery key\n\naccount: a@example.org\n\n{KEY}\n\nKeep this apart.\n", KEY),
        (f"{KEY.lower()}\n", KEY.lower()),
        (KEY.replace("-", " "), KEY.replace("-", " ")),
    ],
)
def test_a_recovery_key_is_found_in_its_file(tmp_path: Path, written: str, read: str) -> None:
    """The file the engine wrote is taken as it is, and so is one with nothing but the key."""
    file = tmp_path / "key"
    file.write_text(written)
    assert read_recovery_key(file) == read


def test_a_choice_is_asked_until_it_is_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not offered is asked again; the end of input is Control-C."""
    monkeypatch.setattr(sys, "stdin", stream("zork\n\nr\n"))
    assert ask_choice("There.", {"r": "replace", "S": "Skip all"}) == "r"
    assert capsys.readouterr().err.count("There.") == 3
    with pytest.raises(KeyboardInterrupt):
        ask_choice("There.", {"r": "replace"})
