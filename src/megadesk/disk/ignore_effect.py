"""What other rules would change for the files on this disk, before they are made; and the rules that it holds.

    root, rules before, rules after --> foresee --> files that one of them leaves out and the other does not,
                                                    and the rules after, with those of folders that they open
    root, rules as they were last   --> rules_on_disk --> rules of a folder that nobody has looked through yet

Reads names, sizes and ignore files only.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.disk.ignore_files import read_ignore_file
from megadesk.disk.root import Root
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath, join
from megadesk.sync.ignore import IGNORE_FILE, Rules


@dataclass(frozen=True, slots=True)
class Shift:
    """A file for which it makes a difference. ``taken_out``: it is synced now and would not be; else the other way."""

    path: RelPath
    size_bytes: int
    taken_out: bool


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a change of rules does. ``rules``: those after it, as a scan will find them."""

    shifts: Sequence[Shift]
    rules: Rules


def foresee(root: Root, before: Rules, after: Rules) -> Foresight:
    """Return what becomes of the files below a root; what cannot be read is passed over.

    A folder that was not looked into and is opened by the change brings rules of its own.
    """
    found: list[Shift] = []
    waiting = [ROOT]
    while waiting:
        folder = waiting.pop()
        inside, then = before.inside(folder), after.inside(folder)
        if inside.shut is not None and then.shut is not None:
            continue
        files, folders = _listed(root, folder)
        if inside.shut is not None and IGNORE_FILE in files:
            after = _with_file(root, after, folder)
            then = after.inside(folder)
        waiting += [join(folder, name) for name in folders]
        for name, size_bytes in files.items():
            is_out = inside.verdict(name, is_folder=False).ignored
            if is_out != then.verdict(name, is_folder=False).ignored:
                found.append(Shift(join(folder, name), size_bytes, not is_out))
    return Foresight(found, after)


def rules_on_disk(root: Root, last: Rules) -> Rules:
    """Return the rules with what the ignore files below a root say now; one that cannot be read says what it said last."""
    rules = Rules(here=last.here, fold=last.fold)
    waiting = [ROOT]
    while waiting:
        folder = waiting.pop()
        if rules.inside(folder).shut is not None:
            continue
        files, folders = _listed(root, folder)
        if IGNORE_FILE in files:
            rules = _with_file(root, rules, folder, last.texts.get(folder, ""))
        waiting += [join(folder, name) for name in folders]
    return rules


def _with_file(root: Root, rules: Rules, folder: RelPath, last_said: str = "") -> Rules:
    """Return the rules with what the ignore file of a folder says."""
    text = read_ignore_file(root, join(folder, IGNORE_FILE), last_said).text
    return rules.with_text(folder, text)


def _listed(root: Root, folder: RelPath) -> tuple[dict[str, int], list[str]]:
    """Return the files of a folder with their sizes, and its folders."""
    files: dict[str, int] = {}
    folders: list[str] = []
    try:
        target = root.listing_target(folder)
    except OSError:
        return files, folders
    try:
        with os.scandir(target) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    if folder or item.name != PRIVATE_FOLDER:
                        folders.append(item.name)
                elif item.is_file(follow_symlinks=False):
                    files[item.name] = item.stat(follow_symlinks=False).st_size
    except OSError:
        pass  # what was read of it counts
    finally:
        root.close_listing(target)
    return files, folders
