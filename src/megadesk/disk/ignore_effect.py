"""What other rules would change for the files on this disk, before they are made.

    root, rules before, rules after --> shifts --> files that one of them leaves out and the other does not

Reads names and sizes only. Ignore files in folders that are not looked into now are not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from megadesk.disk.root import Root
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath, join
from megadesk.sync.ignore import Rules


@dataclass(frozen=True, slots=True)
class Shift:
    """A file for which it makes a difference. ``taken_out``: it is synced now and would not be; else the other way."""

    path: RelPath
    size_bytes: int
    taken_out: bool


def shifts(root: Root, before: Rules, after: Rules) -> Iterator[Shift]:
    """Yield the files below a root that other rules are about; what cannot be read is passed over."""
    waiting = [ROOT]
    while waiting:
        folder = waiting.pop()
        inside, then = before.inside(folder), after.inside(folder)
        if inside.shut is not None and then.shut is not None:
            continue
        for name, size_bytes in _listed(root, folder):
            path = join(folder, name)
            if size_bytes is None:
                waiting.append(path)
                continue
            is_out = inside.verdict(name, is_folder=False).ignored
            if is_out != then.verdict(name, is_folder=False).ignored:
                yield Shift(path, size_bytes, not is_out)


def _listed(root: Root, folder: RelPath) -> list[tuple[str, int | None]]:
    """Return the files of a folder with their sizes, and its folders with none."""
    found: list[tuple[str, int | None]] = []
    try:
        target = root.listing_target(folder)
    except OSError:
        return found
    try:
        with os.scandir(target) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    if folder or item.name != PRIVATE_FOLDER:
                        found.append((item.name, None))
                elif item.is_file(follow_symlinks=False):
                    found.append((item.name, item.stat(follow_symlinks=False).st_size))
    except OSError:
        pass  # what was read of it counts
    finally:
        root.close_listing(target)
    return found
