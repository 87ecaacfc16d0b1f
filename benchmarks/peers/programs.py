"""Which peers' programs are on this machine, what versions they are, and how to get those that are missing."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

VERSION_ARGUMENTS: Final = {
    "rclone": ("version",),
    "restic": ("version",),
    "rsync": ("--version",),
    "syncthing": ("--version",),
    "unison": ("-version",),
}

HOW_TO_GET: Final = {
    "rclone": "pip install --editable '.[bench]' in the environment of this project, or your system's package manager",
    "restic": "apt-get install restic, or your system's package manager",
    "rsync": "apt-get install rsync, or your system's package manager",
    "syncthing": "apt-get install syncthing, or your system's package manager",
    "unison": "apt-get install unison, or your system's package manager",
}


class Programs:
    """Finds programs by their names: on the PATH, beside this Python, in a package of its environment."""

    def find(self, name: str) -> Path | None:
        """Return where a program is, if it is anywhere."""
        for found in (shutil.which(name), shutil.which(name, path=str(Path(sys.executable).parent))):
            if found:
                return Path(found)
        return _in_package(f"{name}-bin", name)

    def get(self, name: str) -> Path:
        """Return where a program is that is known to be there."""
        found = self.find(name)
        assert found is not None, name
        return found

    def missing(self, *names: str) -> str | None:
        """Return what of these is not here, with how to get it; None if all are."""
        lacking = [name for name in names if self.find(name) is None]
        return "; ".join(f"{name} is not installed: {HOW_TO_GET[name]}" for name in lacking) or None

    def version(self, name: str) -> str:
        """Return the version a program says it is."""
        return _version(str(self.get(name)), name)


def _in_package(package: str, name: str) -> Path | None:
    """Return a program that came with a Python package."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        return None
    places = (Path(str(each.locate())).resolve() for each in files if each.name == name)
    return next((place for place in places if place.is_file()), None)


@cache
def _version(path: str, name: str) -> str:
    said = subprocess.run([path, *VERSION_ARGUMENTS[name]], capture_output=True, text=True, check=False)
    return version_in(f"{said.stdout}\n{said.stderr}")


def version_in(said: str) -> str:
    """Return the first word that looks like a version: digits and dots, perhaps after a v."""
    for word in said.replace(",", " ").split():
        bare = word.removeprefix("v")
        number = bare.partition("-")[0]
        if "." in number and all(part.isdigit() for part in number.split(".")):
            return number
    return "of unknown version"


def free_port() -> int:
    """Return a port of the loopback that was free just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    """Return whether somebody answers on a port of the loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
