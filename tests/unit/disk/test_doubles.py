"""Which folders are seen at two places."""

from __future__ import annotations

from megadesk.disk.doubles import doubles
from megadesk.model.listing import Entry, Fingerprint
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Kind


def seen(**inodes: int) -> dict[RelPath, Entry]:
    """Return folders by path (two underscores for a slash) with these inodes, and a file that has one of theirs."""
    paths = {RelPath(name.replace("__", "/")): inode for name, inode in inodes.items()}
    entries = {path: Entry(path, Kind.FOLDER, Fingerprint(0, inode, 0, 0, 0)) for path, inode in paths.items()}
    file = RelPath("file")
    return entries | {file: Entry(file, Kind.FILE, Fingerprint(0, 1, 0, 0, 0))}


def test_folder_at_two_places_has_both_read_again() -> None:
    """The folders above both; a file of the same number is another thing."""
    assert doubles(seen(a=1, c=2, c__b=1), None) == {ROOT, RelPath("c")}
    assert doubles(seen(a=1, c=2, c__b=3), None) == set()


def test_only_what_changed_is_compared() -> None:
    """Of what was not looked at, nothing is concluded; what is gone again is no folder."""
    entries = seen(a=1, c=2, c__b=1)
    assert doubles(entries, {RelPath("c/b"), RelPath("gone")}) == {ROOT, RelPath("c")}
    assert doubles(entries, {RelPath("c")}) == set()
    assert doubles(entries, {RelPath("file")}) == set()
