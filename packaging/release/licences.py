"""Whose work a frozen program is, and under what terms: the folder ``licences`` in it.

    README.txt          every part with its version and its licence, and where the words of that stand
    Qt, PySide6/        their wheels bring no text
    LGPL/               the text of the GPL, which those of the LGPL build upon
    Python/             the interpreter
    NAME/               each library of the system that was taken along, as Debian describes it
    common-licenses/    the texts that those descriptions point at, which only Debian has at their place

The distributions of Python keep theirs beside them (_internal/NAME.dist-info), where Settings > About reads them.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

from release import recipe
from release.tools import PACKAGING, ROOT, Failed, place, write

TEXTS: Final = PACKAGING / "licences"
TERMS_OF_FREE: Final = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The LGPL is the GPL and some permissions."""
QT_PARTS: Final = ("pyside6-essentials", "shiboken6")
QT: Final = """
Qt and its bindings are used under the LGPL, version 3 (Qt, PySide6/). They are as their makers built them for PyPI, on Linux
without symbols for debuggers, and stand as libraries of their own in the folders PySide6 and shiboken6: you may put others there.
Their source, version by version: https://download.qt.io/official_releases/qt/
                                  https://download.qt.io/official_releases/QtForPython/
What others wrote of Qt, and under what terms: https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""
PSYCOPG: Final = """
psycopg, which speaks to PostgreSQL, is used under the LGPL, version 3 (_internal/psycopg-*.dist-info, LGPL/): with the source of
megadesk you may build it with another one. Its source: https://github.com/psycopg/psycopg
What its binary part has of others (libpq, OpenSSL, Kerberos, OpenLDAP, Cyrus SASL) is listed in _internal/psycopg_binary-*.dist-info/sboms.
"""
MADE_OF: Final = """\
megadesk is made of what follows. _internal is the folder beside the program (/usr/lib/megadesk/_internal on Linux, if it was
installed; Contents/Resources in the app of macOS).

"""
COMMON: Final = Path("/usr/share/common-licenses")


def collect(frozen: Path, work: Path, *, headless: bool) -> Path:
    """Return the folder of licences of a frozen program; work is where PyInstaller wrote down what it took."""
    folder = frozen / "licences"
    place(ROOT / "LICENSE", folder / "megadesk" / "LICENSE.txt")
    lines = ["megadesk: Apache-2.0 (megadesk/LICENSE.txt)", _python(folder)]
    extras = ("server",) if headless else recipe.EXTRAS
    for name, distribution in sorted(recipe.distributions(extras=extras).items()):
        if name in QT_PARTS:
            lines.append(f"{_named(distribution)} ({_qt(folder)})")
        elif name != "megadesk":
            lines.append(f"{_named(distribution)} (_internal/{_info(frozen, distribution)})")
    lines += [f"{package}: see {package}/copyright" for package in sorted(_system(folder, work))]
    for name in TERMS_OF_FREE:
        place(TEXTS / name, folder / "LGPL" / name)
    told = PSYCOPG if headless else QT + PSYCOPG
    if collect_common(folder):
        told += f"\nTexts that stand in {COMMON} on Debian: common-licenses/\n"
    write(folder / "README.txt", MADE_OF + "\n".join(lines) + "\n" + told)
    return folder


def _named(distribution: metadata.Distribution) -> str:
    about = distribution.metadata
    said = (
        _field(about, "License-Expression")
        or _field(about, "License")
        or _classified(about.get_all("Classifier") or [])
    )
    return f"{about['Name']} {distribution.version}: {said.splitlines()[0]}"


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return str(about[name]) if name in about else ""


def _classified(classifiers: list[str]) -> str:
    found = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return ", ".join(found) or "see its text"


def _info(frozen: Path, distribution: metadata.Distribution) -> str:
    """Return the folder that holds what a distribution says of itself; spelled as its maker pleased."""
    known = {recipe.plain(each.name.split("-")[0]): each.name for each in (frozen / "_internal").glob("*.dist-info")}
    return known.get(recipe.plain(str(distribution.metadata["Name"])), "*.dist-info")


def _qt(folder: Path) -> str:
    """Give Qt and its bindings their terms; return where they stand."""
    for name in TERMS_OF_FREE:
        place(TEXTS / name, folder / "Qt, PySide6" / name)
    return "Qt, PySide6/; used under the LGPL, see below"


def _python(folder: Path) -> str:
    places = (Path(os.__file__).with_name("LICENSE.txt"), Path(sys.base_prefix) / "LICENSE.txt")
    text = next((file for file in places if file.is_file()), None)
    if text is None:
        raise Failed(f"where are the terms of Python? not in {' or '.join(map(str, places))}")
    place(text, folder / "Python" / "LICENSE.txt")
    return f"Python {sys.version.split()[0]}: PSF-2.0 (Python/LICENSE.txt)"


def _system(folder: Path, work: Path) -> set[str]:
    """Write down the terms of what came from the system itself; return the packages."""
    if shutil.which("dpkg-query") is None:
        return set()
    packages = _owners([Path(source) for _, source, _ in _taken(work) if source.startswith(("/usr/lib/", "/lib/"))])
    for package in packages:
        terms = Path("/usr/share/doc") / package / "copyright"
        if terms.is_file():
            place(terms, folder / package / "copyright")
    return packages


def collect_common(folder: Path, common: Path = COMMON) -> list[str]:
    """Take along the texts that descriptions in a folder point at; return their names. On other systems nobody has them."""
    point = re.compile(rb"/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9+])")
    named = {found.decode() for file in folder.glob("*/copyright") for found in point.findall(file.read_bytes())}
    there = sorted(name for name in named if (common / name).is_file())
    for name in there:
        place(common / name, folder / COMMON.name / name)
    return there


def _taken(work: Path) -> list[recipe.Entry]:
    """Return what PyInstaller put into the folder, from the list it leaves behind."""
    (listed,) = work.rglob("COLLECT-00.toc")
    known = ast.literal_eval(listed.read_text(encoding="utf-8"))
    (entries,) = (part for part in known if isinstance(part, list))
    return [entry for entry in entries if entry[2] != "SYMLINK"]


def _owners(files: list[Path]) -> set[str]:
    """Return the Debian packages that files belong to. Some are looked up by their real path only, some by the link."""
    names = {
        spelling for file in files for spelling in (str(file), str(file.resolve()), str(file).removeprefix("/usr"))
    }
    if not names:
        return set()
    asked = subprocess.run(["dpkg-query", "--search", *sorted(names)], capture_output=True, text=True, check=False)
    found = (line.partition(": ")[0] for line in asked.stdout.splitlines())
    return {owner.split(":")[0] for owners in found for owner in owners.split(", ")}
