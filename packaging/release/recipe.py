"""What goes into a frozen program, what is left out, and why. Read by ../pyinstaller/megadesk.spec alone.

PyInstaller follows imports. It cannot follow what is imported by name (the modules of the commands, Unicode tables), read as a
file (migrations, icons, translations), or asked of ``importlib.metadata`` (versions and licences): these are named here.

It takes all of Qt's plugins with all that they need. Ours is a program of widgets: what draws on a bare screen, or looks like
one desktop only, goes, and with it every library that nothing else that stays asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Final

Entry = tuple[str, str, str]
"""Where in the folder it goes, where it comes from, and what kind it is, as PyInstaller's lists have it."""

EXTRAS: Final = ("server", "ui")
QT: Final = ("PySide6", "shiboken6")
IMPORTED_BY_NAME: Final = ("megadesk", "rich._unicode_data", "psycopg_binary", "sqlalchemy.dialects.postgresql")

LEFT_OUT: Final = (
    r"Qt/plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)\b",  # screens without a desktop
    r"Qt/plugins/(egldeviceintegrations|generic|xcbglintegrations|wayland-graphics-integration-client)/",  # no OpenGL here
    r"Qt/plugins/wayland-shell-integration/lib(ivi|fullscreen|qt)-shell",  # cars and single windows
    r"Qt/plugins/platformthemes/libqgtk3\b",  # brings all of GTK; the portal shows GNOME's own dialogs
    r"Qt/plugins/(tls|networkinformation|qmltooling|sqldrivers|virtualkeyboard)/",  # the app speaks to the engine alone
    r"Qt/translations/(?!qtbase_(de|en)\.qm$)",  # of the languages that the app has
    r"megadesk/.*\.(ts|mako)$",  # what translators work on, and what new migrations are made from
)
_LEFT_OUT: Final = re.compile("|".join(LEFT_OUT))
_PLUGIN: Final = re.compile(r"Qt/plugins/|/plugins/")
_LIBRARY: Final = ("BINARY", "SYMLINK")


def distributions(
    names: Iterable[str] = ("megadesk",), extras: Sequence[str] = EXTRAS
) -> dict[str, metadata.Distribution]:
    """Return every distribution that a release brings along, by its name, from what is installed here."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(name, tuple(extras) if plain(name) == "megadesk" else ()) for name in names]
    seen = set(waiting)
    while waiting:
        name, wanted = waiting.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        found[plain(name)] = distribution
        asked = {_asked_in(line) for line in distribution.requires or () if _is_wanted(line, wanted)} - seen
        seen |= asked
        waiting += sorted(asked)
    return found


def plain(name: str) -> str:
    """Return the name of a distribution as all spellings of it have it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked_in(requirement: str) -> tuple[str, tuple[str, ...]]:
    """Return whom a requirement names, and which of its extras."""
    found = re.match(r"([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?", requirement)
    assert found is not None, "a requirement begins with a name"
    return found[1], tuple(one.strip() for one in (found[2] or "").split(",") if one.strip())


def _is_wanted(requirement: str, extras: Sequence[str]) -> bool:
    """Whether it belongs to the package itself or to one of the extras; the system is what installed it looked after."""
    asked = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", requirement)
    return asked is None or asked[1] in extras


def is_left_out(place: str) -> bool:
    """Whether a file that PyInstaller found has no use for us."""
    return _LEFT_OUT.search(PurePosixPath(place.replace("\\", "/")).as_posix()) is not None


def trimmed(entries: Sequence[Entry]) -> list[Entry]:
    """Return files without those that are left out."""
    return [entry for entry in entries if not is_left_out(entry[0])]


def without_orphans(binaries: Sequence[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the binaries that something which stays needs: ``imports`` names the libraries that a file is linked with.

    Modules of Python and plugins stay by themselves: they are loaded by name.
    """
    by_name: Mapping[str, list[Entry]] = _by_name(binaries)
    waiting = [entry for entry in binaries if entry[2] not in _LIBRARY or _PLUGIN.search(entry[0].replace("\\", "/"))]
    kept = {entry[0] for entry in waiting}
    waiting += [entry for entry in binaries if _is_python(entry[0])]
    while waiting:
        entry = waiting.pop()
        kept.add(entry[0])
        linked = imports(entry[1]) if entry[2] != "SYMLINK" else ()  # its target is called as itself
        for name in map(_base, linked):
            waiting += [other for other in by_name.get(name, ()) if other[0] not in kept]
    return [entry for entry in binaries if entry[0] in kept]


def without_dangling(entries: Sequence[Entry], binaries: Sequence[Entry]) -> list[Entry]:
    """Return files without the links to libraries that went."""
    there = set(_by_name(binaries))
    return [entry for entry in entries if entry[2] != "SYMLINK" or _base(entry[0]) in there]


def _by_name(binaries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in binaries:
        found.setdefault(_base(entry[0]), []).append(entry)
    return found


def _base(place: str) -> str:
    return PurePosixPath(place.replace("\\", "/")).name.lower()


def _is_python(place: str) -> bool:
    return _base(place).startswith(("libpython", "python3", "python"))


def migrations(packages: Path) -> list[tuple[str, str]]:
    """Return the server's migrations, which Alembic reads as files: where each is, and its folder in the program."""
    folder = packages / "megadesk" / "server" / "migrations"
    return [(str(file), str(file.parent.relative_to(packages))) for file in sorted(folder.rglob("*.py"))]
