"""What ``python3 dev.py package WORD...`` runs, one word after the other; what is made lies in dist/.

frozen      the program, as a folder                    dist/megadesk (and dist/megadesk.app on macOS)
headless    the same without the app                    dist/megadesk-headless
smoke       try the frozen program
deb         the three Debian packages                   dist/*.deb
portable    the program for any Linux                   dist/megadesk-VERSION-x86_64.tar.xz
windows     the installer                               dist/megadesk-VERSION-setup.exe
macos       the disk image                              dist/megadesk-VERSION-arm64.dmg
linux       frozen, headless, smoke, deb, portable

--version V     build it as this version
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from release import frozen
from release.source import Source, source_of
from release.tools import ROOT, WORK, Failed

DIST: Final = ROOT / "dist"


def _smoke(_: Source, dist: Path) -> None:
    from release.smoke import try_out

    try_out(dist)


def _deb(source: Source, dist: Path) -> None:
    from release import deb

    deb.build_all(source, dist)


def _installed(source: Source, dist: Path) -> None:
    from release import installed

    installed.try_out(source, dist)


def _portable(source: Source, dist: Path) -> None:
    from release import portable

    portable.build(source, dist)


def _windows(source: Source, dist: Path) -> None:
    from release.windows import build_installer

    build_installer(dist / "megadesk", dist, source.version.text)


def _macos(source: Source, dist: Path) -> None:
    from release.macos import build_dmg

    build_dmg(dist / "megadesk.app", dist, source.version.text)


STEPS: Final[dict[str, Callable[[Source, Path], object]]] = {
    "frozen": frozen.build,
    "headless": lambda source, dist: frozen.build(source, dist, headless=True),
    "smoke": _smoke,
    "deb": _deb,
    "portable": _portable,
    "installed": _installed,
    "windows": _windows,
    "macos": _macos,
}
ALL_LINUX: Final = ("frozen", "headless", "smoke", "deb", "portable")


def main(words: Sequence[str]) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", nargs="+", choices=[*STEPS, "linux"], metavar="WORD")
    parser.add_argument("--version", help="build it as this version")
    parser.add_argument("--out", type=Path, default=DIST, metavar="DIR", help="where to; dist/")
    options = parser.parse_args(words)
    dist = options.out.resolve()
    steps = [step for word in options.step for step in (ALL_LINUX if word == "linux" else (word,))]
    try:
        source = source_of(options.version, WORK)
        for step in steps:
            STEPS[step](source, dist)
    except Failed as why:
        print(f"dev.py package: {why}" if "\n" not in str(why) else str(why), file=sys.stderr)  # noqa: T201 -- the last line
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
