"""The server's command line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from megadesk.server import main
from megadesk.server import run as serving
from megadesk.server.config import ServerConfig
from megadesk.server.main import run
from megadesk.server.metadata_sqlite import SqliteMetadata


def test_options_become_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said on the line is what is served with; the exit code is the server's."""
    seen: list[ServerConfig] = []

    def run_server(config: ServerConfig) -> int:
        seen.append(config)
        return 7

    monkeypatch.setattr(serving, "run_server", run_server)
    line = ["run", "--data", str(tmp_path), "--listen", "127.0.0.1:0", "--origin", "https://a:1", "--quota-bytes", "5K"]
    assert run(line) == 7
    assert (seen[0].data, seen[0].listen, seen[0].origins, seen[0].quota_bytes) == (
        tmp_path, "127.0.0.1:0", ("https://a:1",), 5120,
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


def test_a_quota_is_a_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As people write one; what is none is refused in one line, for a program too."""
    data = ["--data", str(tmp_path)]
    SqliteMetadata(tmp_path / "server.sqlite3").close()
    assert run(["user", "add", *data, "ada@example.org", "--quota", "50G"]) == 0
    assert run(["user", "list", *data]) == 0
    assert f"ada@example.org\tinvited\t0\t{50 << 30}\t" in capsys.readouterr().out
    for line in (
        ["user", "quota", *data, "ada@example.org", "much"],
        ["user", "add", *data, "bob@example.org", "--quota", "-5"],
    ):
        assert run(line) == 2
        assert capsys.readouterr().err == "megadesk server: bad_usage: expected a size: bytes, or as in 500M, 50G, 1T\n"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a service whose settings stand where packages put them."""
    file, data = tmp_path / "server.toml", tmp_path / "service"
    file.write_text(f'data = "{data.as_posix()}"\nquota_bytes = 77\n')
    monkeypatch.setattr(main, "INSTALLED", file)
    data.mkdir()
    SqliteMetadata(data / "server.sqlite3").close()
    return data


@pytest.mark.usefixtures("service")
def test_operators_find_the_service_of_the_system(capsys: pytest.CaptureFixture[str]) -> None:
    """Who says nothing about the data means the service that is installed, with its settings."""
    assert run(["user", "add", "ada@example.org"]) == 0
    assert run(["user", "list"]) == 0
    assert "ada@example.org\tinvited\t0\t77\t" in capsys.readouterr().out


@pytest.mark.parametrize("said", ["option", "file", "variable", "variable for the file"])
def test_who_says_where_the_data_is_means_it(
    said: str, service: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However it is said, nothing is taken from the service of the system then."""
    other, file = tmp_path / "other", tmp_path / "other.toml"
    file.write_text(f'data = "{other.as_posix()}"\n')
    other.mkdir()
    SqliteMetadata(other / "server.sqlite3").close()
    words = {"option": ["--data", str(other)], "file": ["--config", str(file)]}.get(said, [])
    variables = {"variable": ("DATA", other), "variable for the file": ("CONFIG", file)}
    if said in variables:
        name, value = variables[said]
        monkeypatch.setenv(f"MEGADESK_SERVER_{name}", str(value))
    assert run(["user", "add", "ada@example.org", *words]) == 0
    assert run(["user", "list", *words]) == 0
    assert f"ada@example.org\tinvited\t0\t{1 << 40}\t" in capsys.readouterr().out
    assert run(["user", "list", "--data", str(service)]) == 0
    assert not capsys.readouterr().out


@pytest.mark.parametrize("line", [["run"], ["restore", "backup"]], ids=" ".join)
def test_what_serves_or_fills_a_folder_has_to_be_told_which(
    line: list[str], service: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server that somebody starts by hand, or a restore, is none of the service by accident."""
    assert run(line) == 2
    assert "--data DIR or --config FILE" in capsys.readouterr().err
    assert not (service / "server.json").exists()


def test_without_a_service_it_is_asked_where_the_data_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is guessed."""
    monkeypatch.setattr(main, "INSTALLED", tmp_path / "server.toml")
    assert run(["stats"]) == 2
    assert "--data DIR or --config FILE" in capsys.readouterr().err


def test_a_folder_that_is_closed_to_its_reader_is_said(
    monkeypatch: pytest.MonkeyPatch, service: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody who is not the operator, on the machine of a service: whose command it is, and which folder."""

    def closed(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(service))

    monkeypatch.setattr(Path, "exists", closed)
    assert run(["stats", "--data", str(service)]) == 1
    assert (
        capsys.readouterr()
        .err.strip()
        .endswith(f"{service} is closed to you: give this command as root, or as its user")
    )


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    """As `head` is: nothing is said on standard error."""
    SqliteMetadata(tmp_path / "server.sqlite3").close()
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "megadesk", "server", "check", "--data", str(tmp_path)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
