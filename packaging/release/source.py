"""What is built: this tree under the version it names, or a copy of it under another.

A version is written as Python has it (PEP 440): ``1.4.0``, ``1.4.0rc1``, ``1.4.0.dev0``. Each system sorts versions by rules
of its own, and an upgrade is found by that order, so it is rewritten for them here.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from release.tools import ROOT, Failed, anew

_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:\.?(a|b|rc|dev)(\d+))?")
_NAMED: Final = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_INIT: Final = Path("src/megadesk/__init__.py")
NUMBERS: Final = 4
"""Windows has four, none above 65,535."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version, in the words of each system."""

    text: str

    def __post_init__(self) -> None:
        if _VERSION.fullmatch(self.text) is None:
            raise Failed(f"no version: {self.text!r}; for example 1.4.0, 1.4.0rc1, 1.4.0.dev0")

    @property
    def debian(self) -> str:
        """As dpkg sorts it: what comes before a release has a tilde, which sorts before the end."""
        return _VERSION.sub(lambda found: _numbers(found) + (f"~{found[4]}{found[5]}" if found[4] else ""), self.text)

    @property
    def numbers(self) -> tuple[int, ...]:
        """As Windows and macOS have it: four numbers. They do not tell a release from what came before it."""
        found = _VERSION.fullmatch(self.text)
        assert found is not None, "looked at when it was made"
        return (*(int(found[group]) for group in (1, 2, 3)), 0)[:NUMBERS]


def _numbers(found: re.Match[str]) -> str:
    return f"{found[1]}.{found[2]}.{found[3]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A tree to build from."""

    root: Path
    version: Version

    @property
    def packages(self) -> Path:
        """The folder that ``megadesk`` is imported from."""
        return self.root / "src"


def named_version(root: Path = ROOT) -> str:
    """Return the version that a tree names."""
    found = _NAMED.search((root / _INIT).read_text(encoding="utf-8"))
    if found is None:
        raise Failed(f"{root / _INIT} names no version")
    return found[1]


def source_of(version: str | None, work: Path) -> Source:
    """Return this tree; under another version a copy of its source, below work."""
    if version is None or version == named_version():
        return Source(root=ROOT, version=Version(named_version()))
    made = Source(root=anew(work / "source"), version=Version(version))
    shutil.copytree(ROOT / "src", made.root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    init = made.root / _INIT
    init.write_text(_NAMED.sub(f'__version__ = "{version}"', init.read_text(encoding="utf-8")), encoding="utf-8")
    return made
