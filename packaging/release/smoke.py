"""Try what was frozen: ../smoke_test.py over each program, and on Linux the tests that use megadesk as people do, over it too.

The environment of the tests is the developer's (.venv): ``dev.py package smoke`` has made it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from release.tools import PACKAGING, ROOT, Failed, say

NAMES: Final = ("megadesk", "megadesk-headless")
JOURNEYS: Final = (
    "tests/e2e/test_two_devices.py",
    "tests/e2e/test_crash.py",
    "tests/e2e/desktop/test_first_run.py",
    "tests/e2e/desktop/test_tray.py",
)
"""A file's way, kill -9 in the middle of it, and a person's first half hour with mouse and keyboard."""


def try_out(dist: Path) -> None:
    """Return if every program that lies in dist does what it should; Failed if not."""
    programs = [program for program in (_program(dist / name) for name in NAMES) if program.exists()]
    if not programs:
        raise Failed(f"there is no frozen program in {dist}: dev.py package frozen makes one")
    for program in programs:
        say(f"== {program}")
        _run([sys.executable, str(PACKAGING / "smoke_test.py"), str(program)])
    if sys.platform == "linux" and programs[0].parent.name == "megadesk":
        tests = ROOT / ".venv" / "bin" / "python"
        _run([str(tests), "-m", "pytest", "-q", "-x", *JOURNEYS], MEGADESK_TEST_PROGRAM=str(programs[0]))


def _program(frozen: Path) -> Path:
    return frozen / ("megadesk.exe" if sys.platform == "win32" else "megadesk")


def _run(command: list[str], **environ: str) -> None:
    """Run a test with its output shown as it comes."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, check=False)
    if done.returncode:
        raise Failed(f"{Path(command[-1]).name}: failed (exit code {done.returncode})")
