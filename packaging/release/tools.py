"""What every step shares: running programs, and ending with one line when one fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGING: Final = ROOT / "packaging"
WORK: Final = ROOT / "build" / "package"
"""What is on the way; nobody needs it afterwards."""

TAIL_LINES: Final = 25


class Failed(Exception):  # noqa: N818 -- it ends the program with one line, and is not an error of ours
    """Ends the program with its words and code 1."""


def say(line: str) -> None:
    """Print one line, before whatever a child prints next."""
    print(line, flush=True)  # noqa: T201 -- a command line speaks


def find(name: str, package: str) -> str:
    """Return where a program is; Failed with the package that has it if it is not there."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if found is None:
        raise Failed(f"{name} is needed and not installed here (Debian: apt-get install {package})")
    return found


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, **environ: str) -> str:
    """Return what a program printed; Failed with the end of it if it failed."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **environ}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-TAIL_LINES:])
        raise Failed(f"{tail}\n{Path(words[0]).name} failed (exit code {done.returncode})")
    return done.stdout


def anew(folder: Path) -> Path:
    """Return the folder, empty."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def write(file: Path, text: str, *, mode: int = 0o644) -> Path:
    """Write a text with Unix line ends, its folders made; return the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    file.chmod(mode)
    return file


def place(source: Path, target: Path, *, mode: int = 0o644) -> Path:
    """Copy a file, its folders made; return where it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)
    return target


def settle(folder: Path, *, epoch_s: int) -> None:
    """Give all that is below a folder, and it, one time and the rights of files that everybody may read.

    Whoever builds it has an umask of their own, and files that were copied are as old as they were on that machine.
    """
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            is_run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_run else 0o644)
        os.utime(path, (epoch_s, epoch_s), follow_symlinks=False)
