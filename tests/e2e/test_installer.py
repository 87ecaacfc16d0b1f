"""The installer for Windows is compiled, around a folder laid out as a frozen build.

It runs on Windows only; `python -m windows.trial` in packaging/ runs it there, or under Wine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from megadesk import __version__
from release.tools import PACKAGING
from release.windows import PROGRAMS

pytestmark = pytest.mark.e2e


def test_installer_is_built_without_a_warning(tmp_path: Path) -> None:
    """It is one file that says which version it is, made by the command that a release uses."""
    for name in (*PROGRAMS, "_internal/PySide6/Qt6Core.dll"):
        file = tmp_path / "megadesk" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"MZ")
    command = [sys.executable, "-m", "release", "windows", "--out", str(tmp_path)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(PACKAGING)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    content = (tmp_path / f"megadesk-{__version__}-setup.exe").read_bytes()
    assert content.startswith(b"MZ")
    assert __version__.encode("utf-16-le") in content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["megadesk", f"megadesk-{__version__}-setup.exe"]
