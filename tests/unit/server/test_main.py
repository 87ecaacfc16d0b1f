"""The server's command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from megadesk.server import run as serving
from megadesk.server.config import ServerConfig
from megadesk.server.main import run


def test_options_become_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said on the line is what is served with; the exit code is the server's."""
    seen: list[ServerConfig] = []

    def run_server(config: ServerConfig) -> int:
        seen.append(config)
        return 7

    monkeypatch.setattr(serving, "run_server", run_server)
    line = ["run", "--data", str(tmp_path), "--listen", "127.0.0.1:0", "--origin", "https://a:1", "--quota-bytes", "5"]
    assert run(line) == 7
    assert (seen[0].data, seen[0].listen, seen[0].origins, seen[0].quota_bytes) == (
        tmp_path, "127.0.0.1:0", ("https://a:1",), 5,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [([], 2), (["nonsense"], 2), (["run"], 2), (["run", "--help"], 0), (["run", "--data", "x", "--listen", "0.0.0.0:1"], 2),
     (["user", "retention", "--data", "x", "ada", "--days", "-1"], 2), (["gc", "--data", "/nowhere/at/all"], 2),
     (["check", "--data", "/nowhere/at/all"], 2), (["user", "list", "--data", "/nowhere/at/all"], 2)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_wrong_usage_has_its_code(line: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Two, and a sentence on standard error; never a traceback."""
    assert run(line) == code
    assert bool(capsys.readouterr().err) == (code == 2)


def test_commands_reach_the_stores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check, stats and user work on a data folder; an unknown account is not found."""
    from megadesk.server.metadata_sqlite import SqliteMetadata

    data = ["--data", str(tmp_path)]
    SqliteMetadata(tmp_path / "server.sqlite3").close()
    assert run(["check", *data]) == 0
    assert run(["stats", *data]) == 0
    assert run(["user", "list", *data]) == 0
    assert run(["user", "quota", *data, "nobody", "5"]) == 4
    assert run(["user", "retention", *data, "nobody", "--days", "5", "--versions", "default"]) == 4
    assert run(["user", "plan", *data, "nobody", "big"]) == 2
    assert run(["user", "uninvite", *data, "nobody"]) == 4
    assert run(["user", "add", *data, "somebody@example.org", "--plan", "big"]) == 2
    assert run(["user", "add", *data, "somebody@example.org", "--quota", "5", "--days", "3"]) == 0
    assert run(["user", "uninvite", *data, "somebody@example.org"]) == 0
    assert run(["gc", *data, "--now", "--json"]) == 0
    assert "nobody" not in capsys.readouterr().out


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    """As `head` is: nothing is said on standard error."""
    from megadesk.server.metadata_sqlite import SqliteMetadata

    SqliteMetadata(tmp_path / "server.sqlite3").close()
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "megadesk", "server", "check", "--data", str(tmp_path)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
