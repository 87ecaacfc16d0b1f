"""The line as a whole: help, usage errors, and what becomes of everything that can go wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk import __version__
from megadesk.cli import exits, main
from megadesk.cli.front import Front
from megadesk.cli.main import MODULES, build_app
from megadesk.ipc import messages
from megadesk.ipc.messages import CloudEntries
from megadesk.model.errors import BY_CODE, OurBug, QuotaExceeded, error_from_code


def test_the_version_is_one_line(cli: Cli) -> None:
    """For people and for scripts."""
    assert cli("--version").out == f"megadesk {__version__}\n"
    assert cli("--version", "--json").document == {"version": __version__}


def test_help_names_every_command(cli: Cli) -> None:
    """The table of modules and the tree of commands agree."""
    shown = cli("--help")
    assert shown.code == 0
    for names in MODULES.values():
        for name in names:
            assert f"\n  {name} " in shown.out
    assert "--json" in shown.out
    assert "--home" in shown.out


@pytest.mark.parametrize("word", [name for names in MODULES.values() for name in names if name != "server"])
def test_every_command_has_help_of_its_own(cli: Cli, word: str) -> None:
    """A short command imports only its module, and finds itself there."""
    shown = cli(word, "--help")
    assert shown.code == 0
    assert f"Usage: megadesk {word}" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    "words",
    [["zork"], ["ls", "--zork"], ["sync"], ["sync", "zork"], ["put", "a"], ["mv", "/a"], ["signup"], ["ls", "a"],
     ["cat", "/a", "--range", "x"], ["status", "--timeout", "-1"], ["put", "a", "/b", "--on-conflict", "zork"],
     ["login", "--server", "http://x", "--email", "e", "--password-stdin", "--password-file", "f"]],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_code_2(cli: Cli, words: list[str]) -> None:
    """One line on stderr, nothing on stdout; with --json the other way round."""
    outcome = cli(*words)
    assert outcome.code == 2
    assert outcome.raw == b""
    assert outcome.err.startswith("megadesk: ")
    assert outcome.err.count("\n") == 1
    outcome = cli(*words, "--json")
    assert outcome.code == 2
    assert outcome.err == ""
    assert outcome.document["error"]["code"] == "bad_usage"


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_of_the_engine_is_one_line(cli: Cli, engine: FakeEngine, code: str) -> None:
    """Whatever the engine raises: one line with a remedy, the exit code of the table, JSON if asked for."""
    error = error_from_code(code, "detail", {"path": "/a", "retry_after_s": 1.0})
    engine.answer(messages.LIST_FILES, error)
    outcome = cli("ls", "/a")
    assert outcome.code == exits.exit_code(error)
    assert outcome.raw == b""
    assert outcome.err.count("\n") == 1
    document = cli("--json", "ls", "/a").document
    assert document["error"]["code"] == code
    assert document["error"]["path"] == "/a"


def test_a_bug_shows_no_traceback_and_is_in_the_log(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person gets one line that names the log; the traceback is there."""

    def fall_over(*_: object) -> None:
        raise ZeroDivisionError("secret text")

    monkeypatch.setattr(main, "_run_command", fall_over)
    outcome = cli("ls")
    assert outcome.code == 1
    assert "Traceback" not in outcome.err
    assert "secret text" not in outcome.err
    log = home / "logs" / "cli.log"
    assert str(log) in outcome.err
    assert "ZeroDivisionError" in json.loads(log.read_text("utf-8"))["traceback"]


def test_a_bug_of_the_engine_names_its_log(cli: Cli, engine: FakeEngine, home: Path) -> None:
    """The engine has written the traceback; the line says where."""
    engine.answer(messages.LIST_FILES, OurBug("KeyError"))
    assert str(home / "logs" / "engine.log") in cli("ls").err


def test_interrupting_is_quiet(cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C ends a command with 130 and not a word."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Front, "ask", interrupted)
    outcome = cli("ls")
    assert (outcome.code, outcome.raw, outcome.err) == (130, b"", "")


def test_a_reader_that_has_gone_is_no_news(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken pipe ends the command without a word."""

    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(main, "_run_command", broken)
    outcome = cli("ls")
    assert (outcome.code, outcome.raw, outcome.err) == (1, b"", "")


def test_an_argument_that_is_no_text_is_refused(cli: Cli, engine: FakeEngine) -> None:
    """Undecodable bytes from the shell are a wrong usage, not a bug."""
    engine.answer(messages.LIST_FILES, CloudEntries(entries=[]))
    assert cli("ls", "/a\udcff").code == 2
    assert cli("device", "rename", "a\udcff").code == 2
    assert cli("sync", "add", "/tmp/\udcff", "/x").code == 2


def test_only_the_module_of_a_command_is_loaded() -> None:
    """A short command does not pay for the others."""
    assert [group.name for group in build_app("sync").registered_groups] == ["sync"]
    assert len(build_app("zork").registered_groups) > 1


def test_lines_carry_no_state_between_them(cli: Cli, engine: FakeEngine) -> None:
    """Two commands in one process do not know of each other."""
    engine.answer(messages.LIST_FILES, QuotaExceeded(path="/a"))
    assert cli("ls").code == 5
    engine.answer(messages.LIST_FILES, CloudEntries(entries=[]))
    assert cli("ls").code == 0


def test_every_command_stands_in_the_documentation() -> None:
    """docs/cli.md is the public list: what is there can be typed, and what can be typed is there."""
    text = (Path(__file__).resolve().parents[3] / "docs" / "cli.md").read_text()
    table = text.partition("## Exit codes")[0]
    written = re.findall(r"^\| `megadesk ([a-z0-9 -]+)` \|", table, re.MULTILINE)
    assert sorted(written) == sorted(_commands(typer.main.get_command(build_app("")), ()))


def _commands(command: object, above: tuple[str, ...]) -> list[str]:
    below: dict[str, object] | None = getattr(command, "commands", None)
    if below is None:
        return [" ".join(above)]
    return [name for word, one in below.items() for name in _commands(one, (*above, word))]
