"""Try the packages as apt installs them: ../installed_test.py, with a higher version made here to upgrade to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from release import deb, frozen
from release.source import Source, source_of
from release.tools import PACKAGING, WORK, Failed, anew, say

TEST = PACKAGING / "installed_test.py"


def try_out(source: Source, dist: Path) -> None:
    """Return if the packages in dist install, work, upgrade and go; Failed if not. Takes root, and a minute for a Debian."""
    if os.geteuid() != 0:
        raise Failed("only root can make a Debian in a folder: sudo python3 dev.py package installed")
    newer = anew(WORK / "newer")
    higher = source_of(higher_than(source), WORK)
    frozen.build(higher, newer)
    deb.build_all(higher, newer)
    say("a fresh Debian")
    done = subprocess.run([sys.executable, str(TEST), str(anew(WORK / "root")), str(dist), str(newer)], check=False)
    if done.returncode:
        raise Failed("the installed packages: failed")


def higher_than(source: Source) -> str:
    """Return the next version after one."""
    major, minor, patch, _ = source.version.numbers
    return f"{major}.{minor}.{patch + 1}"
