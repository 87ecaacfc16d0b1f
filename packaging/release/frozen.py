"""The frozen program: a folder to copy to a machine without Python.

    build(source, out, headless=False) --> out/megadesk/            out/megadesk.app on macOS
                                             megadesk  _internal/  licences/

One folder and not one file: it starts at once where the other unpacks itself each time, and Qt stays a library that can be
exchanged, as its licence asks.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from release import elf, icons, licences, macos
from release.source import Source
from release.tools import PACKAGING, WORK, anew, run, say

SPEC = PACKAGING / "pyinstaller" / "megadesk.spec"


def build(source: Source, out: Path, *, headless: bool = False) -> Path:
    """Return the folder of the program, made in out; what was there is replaced."""
    name = "megadesk-headless" if headless else "megadesk"
    work = anew(WORK / name)
    say(f"freezing {name} {source.version.text}")
    run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--workpath", work / "pyinstaller",
         "--distpath", work / "dist", SPEC],
        MEGADESK_PACKAGES=str(source.packages), MEGADESK_VERSION=source.version.text,
        MEGADESK_HEADLESS=str(int(headless)), MEGADESK_ICONS=str(_icons(work / "icons")),
        PYTHONPATH=str(source.packages), PYTHONHASHSEED="0",
    )  # fmt: skip
    frozen = out / name
    shutil.rmtree(frozen, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    shutil.move(work / "dist" / "megadesk", frozen)
    if sys.platform == "linux":
        elf.forget_foreign_paths(frozen / "_internal")  # the program itself has none, and its end is an archive
    licences.collect(frozen, work / "pyinstaller", headless=headless)
    if sys.platform == "darwin" and not headless:
        shutil.rmtree(out / "megadesk.app", ignore_errors=True)
        shutil.move(work / "dist" / "megadesk.app", out / "megadesk.app")
        macos.give_licences(out / "megadesk.app", frozen / "licences")
    size = sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file() and not file.is_symlink())
    say(f"{frozen}: {size / 1e6:.0f} MB")
    return frozen


def _icons(folder: Path) -> Path:
    icons.write_icons(folder)
    return folder
