"""dev.py runs before anything is installed, and the lock file fits what pyproject.toml asks for."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(
    r"([a-z0-9][a-z0-9.-]*)==([A-Za-z0-9.+!]+)(; [a-z_]+ [<>=!]+ '[\w.]+'( and [a-z_]+ [<>=!]+ '[\w.]+')*)?"
)


@pytest.fixture
def dev() -> ModuleType:
    """dev.py as a module."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dev_imports_the_standard_library_only() -> None:
    """It is what installs the rest."""
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"__future__"}


def test_dev_answers_help_and_refuses_what_it_does_not_know() -> None:
    """Without site packages and without an environment."""
    run = [sys.executable, "-I", "-S", str(ROOT / "dev.py")]
    done = subprocess.run([*run, "help"], capture_output=True, text=True, check=True)
    assert "python3 dev.py COMMAND" in done.stdout
    assert subprocess.run([*run, "nonsense"], capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("file", ["lock.txt", "supply.txt", "site.txt"])
def test_lock_holds_pins_and_nothing_else(file: str) -> None:
    """One name and version a line, perhaps a condition; no address of anything."""
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if not PIN.fullmatch(line)] == []


def test_every_dependency_that_is_set_up_is_locked() -> None:
    """A dependency added to pyproject.toml is locked in the same change."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        match[0].lower().replace("_", "-")
        for line in [*project["dependencies"], *extras["server"], *extras["vectors"], *extras["dev"], *extras["fuzz"]]
        if (match := re.match(r"[\w.-]+", line)) and match[0] != "megadesk"
    }
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    assert wanted <= set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))


def test_an_audit_that_can_ask_nobody_says_so_and_does_not_fail_the_tests(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By itself it stops: nobody may take silence for a good answer. Before the tests it is one line."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}/query"
    monkeypatch.setenv("MEGADESK_VULNERABILITIES", url)
    with pytest.raises(dev.Stop, match="nothing was audited"):
        dev.audit(())
    assert dev._audited() == []
    assert f"{url} cannot be reached: nothing was audited" in capfd.readouterr().out


@pytest.mark.parametrize(("answer", "failed"), [(0, []), (1, ["pip-audit"])])
def test_a_known_vulnerability_fails_the_tests(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int, failed: list[str]
) -> None:
    """All locks are asked about, and what was accepted is left out by name."""
    log = tmp_path / "log"
    fake_program(tmp_path, "pip-audit", f'echo "$@" > {log}; exit {answer}')
    monkeypatch.setattr(dev, "_supply_tool", lambda name: tmp_path / name)
    monkeypatch.setattr(dev, "ACCEPTED", {"ID-7": "concerns another system"})
    with socket.create_server(("127.0.0.1", 0)) as there:
        monkeypatch.setenv("MEGADESK_VULNERABILITIES", f"http://127.0.0.1:{there.getsockname()[1]}/query")
        assert dev._audited() == failed
    asked = log.read_text(encoding="utf-8")
    assert f"--requirement {dev.LOCK} --requirement {dev.SUPPLY_LOCK} --requirement {dev.SITE_LOCK}" in asked
    assert "--ignore-vuln ID-7" in asked


def fake_program(folder: Path, name: str, script: str) -> None:
    """Put a program into folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_missing_package_is_installed_after_an_update_where_that_is_possible(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare image has no package lists: the install is tried, the lists are fetched, the install is tried again."""
    log = tmp_path / "log"
    script = f'echo "$@" >> {log}; [ "$1" = update ] && touch {tmp_path}/lists; [ -e {tmp_path}/lists ]'
    fake_program(tmp_path, "apt-get", script)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(dev, "_root_prefix", list)
    dev.install_packages(["python3.11-venv"])
    install = "install -y --no-install-recommends python3.11-venv"
    assert log.read_text().splitlines() == [install, "update", install]


def test_missing_package_is_named_in_one_line_where_it_is_not(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without root and without a sudo that does not ask, the person gets the line to type."""
    fake_program(tmp_path, "apt-get", "exit 1")
    fake_program(tmp_path, "sudo", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop, match=r"sudo apt-get install -y --no-install-recommends python3\.11-venv$"):
        dev.install_packages(["python3.11-venv"])


def test_condition_of_a_dependency_reaches_its_pin(dev: ModuleType) -> None:
    """A pin made on one system says where it holds; a package asked for under two conditions has none."""
    asked = ["uvloop>=0.21,<1; sys_platform != 'win32'", "a[b]>=1", "Q_t>=1; x < '1'", "Q_t>=2; x >= '1'"]
    assert dev._markers(asked) == {"uvloop": "; sys_platform != 'win32'", "a": ""}
