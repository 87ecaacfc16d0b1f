"""Places in the cloud as a person reads them: crumbs, names, the places used last.

Paths are those of the engine: ``/Photos/2026`` in the drive, ``bin:/...`` and ``backups:/...`` beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.model.relpath import CloudPath, name_fault
from megadesk.ui.text import NOTHING, Text, text, verbatim

ROOT: Final = "/"
RECENT_MAX: Final = 4


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a place."""

    label: Text
    path: str


def split(path: str) -> CloudPath:
    """Return the parts of a path that came from the engine."""
    area, colon, rest = path.partition(":")
    if not colon or "/" in area:
        area, rest = "drive", path
    return CloudPath(area, tuple(name for name in rest.split("/") if name))


def crumbs(path: str) -> list[Crumb]:
    """Return the way to a place, its area first."""
    whole = split(path)
    found = [Crumb(area_name(whole.area), str(CloudPath(whole.area, ())))]
    for depth, name in enumerate(whole.names, 1):
        found.append(Crumb(verbatim(name), str(CloudPath(whole.area, whole.names[:depth]))))
    return found


def area_name(area: str) -> Text:
    """Return what the top of everything is called."""
    return {"bin": text("Bin"), "backups": text("Backups")}.get(area, text("Cloud drive"))


def name_of(path: str) -> str:
    """Return the last name; empty for the top."""
    return split(path).name


def place_name(path: str) -> Text:
    """Return what a place is called."""
    name = name_of(path)
    return verbatim(name) if name else area_name(split(path).area)


def parent_of(path: str) -> str:
    """Return the folder above; the top is its own."""
    return str(split(path).parent)


def child_of(folder: str, name: str) -> str:
    """Return a place in a folder."""
    return str(split(folder).child(name))


def is_within(path: str, folder: str) -> bool:
    """Return whether a place is a folder, or in it."""
    one, other = split(path), split(folder)
    return one.area == other.area and one.names[: len(other.names)] == other.names


def name_words(name: str, taken: Iterable[str] = ()) -> Text:
    """Return why nothing can be called so; nothing if it can. ``taken``: the names that are there."""
    match name_fault(name):
        case None:
            return text("{name} already exists.", name=name) if name in set(taken) else NOTHING
        case "empty":
            return text("Give it a name.")
        case "too_long":
            return text("This name is too long.")
        case "separator":
            return text("A name cannot contain a slash or backslash.")
        case _:
            return text("This name is not allowed.")


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken: as wanted, or with a number."""
    names = set(taken)
    found, number = wanted, 1
    while found in names:
        number += 1
        found = f"{wanted} {number}"
    return found


def shortened(name: str, letters: int) -> str:
    """Return a name with at most so many letters, its ending kept."""
    if len(name) <= letters:
        return name
    kept = letters - 1
    return f"{name[: kept - kept // 3].rstrip()}…{name[len(name) - kept // 3 :].lstrip()}"


def with_recent(recent: Sequence[str], path: str) -> list[str]:
    """Return the places used last, with one more in front."""
    return [path, *(other for other in recent if other != path)][:RECENT_MAX]


def last_name(path: str) -> str:
    """Return the last name of a path of this computer or the cloud; the path itself if it has none."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    return parts[-1] if parts else path
