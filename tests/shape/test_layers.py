"""The arrows of the house: the import linter holds them, and its contracts can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

OFFENCES = {
    "remote/offence.py": ("import megadesk.store", "Arrows point down only"),
    "odd/__init__.py": ("", "Arrows point down only"),
    "cli/offence.py": ("import megadesk.crypto", "Front ends speak"),
    "ui/offence.py": ("import megadesk.store", "The app speaks"),
    "ui/viewmodels/offence.py": ("import PySide6", "What is shown is decided without Qt"),
    "ipc/offence.py": ("import PySide6", "Qt has one room"),
    "server/offence.py": ("import megadesk.disk", "The server holds nothing"),
    "model/offence.py": ("import os", "The rooms of decisions"),
    "sync/offence.py": ("from time import monotonic", "The rooms of decisions"),
    "host/offence.py": ("import cryptography", "pyca/cryptography"),
    "disk/offence.py": ("import requests", "watchdog, requests"),
}


def lint(project: Path) -> subprocess.CompletedProcess[str]:
    """Return how the import linter ended for the project in a folder."""
    environ = {**os.environ, "PYTHONPATH": str(project / "src"), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-P", "-c", LINT], cwd=project, env=environ, capture_output=True, text=True, check=False
    )


def test_arrows_point_down() -> None:
    """Every contract of pyproject.toml is kept."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_every_contract_breaks_when_it_is_broken(tmp_path: Path) -> None:
    """A contract that nothing can break would hold nothing: each is broken once, in a copy."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for place, (line, _) in OFFENCES.items():
        path = tmp_path / "src" / "megadesk" / place
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(line + "\n", encoding="utf-8")
    done = lint(tmp_path)
    broken = [line for line in done.stdout.splitlines() if " BROKEN" in line]
    assert done.returncode == 1, done.stdout[-4000:]
    for name in {name for _, name in OFFENCES.values()}:
        assert any(line.startswith(name) for line in broken), f"{name}: not broken by its offence"
