"""The one entry point: each program gets what is its own, and nothing else is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from megadesk import __main__ as entry
from megadesk.cli.arguments import Line
from megadesk.model.errors import AlreadyRunning, TimedOut

LIGHT = ("typer", "rich", "requests", "cryptography", "msgspec._core", "keyring", "sqlite3")


def test_the_version_is_printed_without_heavy_libraries() -> None:
    """What a short command does not need is not loaded."""
    code = (
        "import sys; from megadesk.__main__ import run; code = run(['--version']);"
        f"print([name for name in {LIGHT!r} if name in sys.modules and not name.startswith('msgspec')], code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert done.stdout.splitlines()[1] == "[] 0"


def test_ctrl_c_while_modules_are_loaded_is_quiet() -> None:
    """No traceback, and the exit code of an interrupted command."""
    code = (
        "import builtins\n"
        "real = builtins.__import__\n"
        "def stop(name, *more):\n"
        "    if name == 'megadesk.cli.main': raise KeyboardInterrupt\n"
        "    return real(name, *more)\n"
        "builtins.__import__ = stop\n"
        "import megadesk.__main__\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    "argv", [["engine", "run"], ["--home", "/h", "engine", "run"], ["engine", "run", "--home=/h", "--json"]]
)
def test_the_engine_is_run_in_place(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever --home stands."""
    seen: list[Line] = []

    def run_engine(line: Line) -> int:
        seen.append(line)
        return 7

    monkeypatch.setattr(entry, "_run_engine", run_engine)
    assert entry.run(argv) == 7
    assert seen[0].home == ("/h" if len(argv) > 2 else None)


def test_the_app_is_ended_before_its_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else it would start another one; and where the app does not end, its engine is left alone."""
    done, homes = list[object](), list[str | None]()

    def quit_app(home: str | None) -> bool:
        done.append("app")
        homes.append(home)
        return True

    def run_command_line(line: Line) -> int:
        done.append(line.words)
        homes.append(line.home)
        return 0

    monkeypatch.setattr("megadesk.ui.single.quit_app", quit_app)
    monkeypatch.setattr(entry, "run_command_line", run_command_line)
    assert entry.run(["--home", str(tmp_path), "--quit", "--all"]) == 0
    assert done == ["app", ("engine", "stop")]
    assert homes == [str(tmp_path)] * 2

    def hang(_home: str | None) -> bool:
        raise TimedOut

    monkeypatch.setattr("megadesk.ui.single.quit_app", hang)
    assert entry.run(["--quit", "--all"]) == 124
    assert len(done) == 2


def test_where_there_is_no_app_its_engine_is_ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the app's libraries none runs; and what was not there is said, in one document where that is wanted."""
    monkeypatch.setattr(entry, "run_command_line", lambda line: 0 if line.words == ("engine", "stop") else 2)
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    monkeypatch.delitem(sys.modules, "megadesk.ui.single", raising=False)
    assert entry.run(["--quit", "--all"]) == 0
    monkeypatch.undo()
    monkeypatch.setattr("megadesk.ui.single.quit_app", lambda _home: False)
    assert entry.run(["--quit"]) == 0
    assert entry.run(["--quit", "--json"]) == 0
    assert capsys.readouterr().out.splitlines() == ["The app does not run.", "{}"]


def test_the_help_of_the_engine_is_the_command_line_s(capsys: pytest.CaptureFixture[str]) -> None:
    """``engine run --help`` must not start an engine."""
    assert entry.run(["engine", "run", "--help"]) == 0
    assert "foreground" in capsys.readouterr().out


def test_the_server_gets_its_words_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has options of its own, and its own --json."""
    seen: list[list[str]] = []

    def run_server(words: list[str], _: Line) -> int:
        seen.append(words)
        return 0

    monkeypatch.setattr(entry, "_run_server", run_server)
    assert entry.run(["server", "run", "--data", "/d", "--json"]) == 0
    assert seen == [["server", "run", "--data", "/d", "--json"]]


def test_an_engine_that_cannot_start_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors of the programs are said like those of commands."""

    def refuse(_: str | None) -> int:
        raise AlreadyRunning(pid=12)

    monkeypatch.setattr("megadesk.engine.main.run_engine", refuse)
    assert entry.run(["engine", "run"]) == 1
    assert "process 12" in capsys.readouterr().err


def test_a_broken_line_is_an_error_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """Even before the line is understood, --json is kept."""
    assert entry.run(["ls", "--json", "--home"]) == 2
    assert '"bad_usage"' in capsys.readouterr().out
