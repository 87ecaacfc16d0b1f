"""Folders that a scan has seen at two places: they were moved while it looked, or where it did not look.

    entries, changed --doubles--> the folders to read again

A folder has one place, so what is seen twice was seen at two moments. Taken as it is, each would be believed to be what
stands at the other's place, and everything in it to be new or moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from megadesk.model.listing import Entry
from megadesk.model.relpath import RelPath, parent_of
from megadesk.model.tree import Kind


def doubles(entries: Mapping[RelPath, Entry], changed: Collection[RelPath] | None) -> set[RelPath]:
    """Return in which folders a folder stands that stands elsewhere, too; of those that changed, or, if None, of all."""
    of_interest = None if changed is None else _inodes(entries, changed)
    if of_interest is not None and not of_interest:
        return set()
    places: dict[int, list[RelPath]] = {}
    for path, entry in entries.items():
        if entry.kind is Kind.FOLDER and (of_interest is None or entry.fingerprint.inode in of_interest):
            places.setdefault(entry.fingerprint.inode, []).append(path)
    return {parent_of(path) for paths in places.values() if len(paths) > 1 for path in paths}


def _inodes(entries: Mapping[RelPath, Entry], paths: Collection[RelPath]) -> set[int]:
    found = (entries.get(path) for path in paths)
    return {entry.fingerprint.inode for entry in found if entry is not None and entry.kind is Kind.FOLDER}
