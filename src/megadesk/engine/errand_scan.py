"""What a put names: checked when it is asked for, and found when it is begun.

    asked --checked_put--> Errand     a wrong request is refused before anything is written down
    Errand --scan_put--> Items        each after its folder; what cannot be taken is an item that failed

Nothing is read or hashed here: a file is what ``lstat`` says of it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.loose import LANDING
from megadesk.engine.cloud_files import CloudFiles, check_writable
from megadesk.model.errand import Errand, Item, ItemState
from megadesk.model.errors import AlreadyExists, BadName, BadUsage, MegadeskError, NotFound
from megadesk.model.ids import new_pair_id
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import PRIVATE_FOLDER, CloudPath, RelPath, cloud_name, join, parse_cloud_path, printable
from megadesk.model.transfer import Direction
from megadesk.model.tree import Kind
from megadesk.model.values import replace

NOTHING: Final = Fingerprint(0, 0, 0, 0, 0)


def checked_put(files: CloudFiles, locals_: Sequence[str], remote: str, *, recursive: bool) -> Errand:
    """Return a put as it is to be written down, without an id; a wrong request is refused."""
    to = parse_cloud_path(remote)
    check_writable(to)
    if to.area != "drive":
        raise BadUsage(what="cloud_path", value=str(to), reason="not_in_the_drive")
    paths = [absolute(text) for text in dict.fromkeys(locals_)]
    if not paths:
        raise BadUsage(what="put", reason="nothing")
    files.world.journal.fetch()
    tree = files.folder().tree()
    node = tree.at(RelPath("/".join(to.names))) if to.names else None
    into = not to.names or (node is not None and node.is_folder) or remote.endswith("/") or len(paths) > 1
    for above in _steps(to if into else to.parent):
        one = tree.at(RelPath("/".join(above.names)))
        if one is not None and not one.is_folder:
            raise AlreadyExists(what="path", path=str(above))
    names: set[str] = set()
    for path in paths:
        _check_source(path, recursive=recursive)
        name = cloud_name(path.name)
        if name in names:
            raise AlreadyExists("two of one name into one folder", what="path", path=str(to.child(name)))
        names.add(name)
    return Errand(
        pair=new_pair_id(files.world.entropy), way=Direction.UPLOAD, sources=[str(path) for path in paths],
        target=str(to if into else to.parent), name="" if into else to.name,
        roots=list(dict.fromkeys(os.path.realpath(path.parent) for path in paths)),
    )  # fmt: skip


def _steps(path: CloudPath) -> Iterator[CloudPath]:
    while path.names:
        yield path
        path = path.parent


def _check_source(path: Path, *, recursive: bool) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise NotFound(what="path", path=printable(str(path))) from None
    except OSError as error:
        raise disk_error(error, str(path)) from error
    if stat.S_ISDIR(found.st_mode) and not recursive:
        raise BadUsage(what="put", path=printable(str(path)), reason="folder")


def absolute(text: str) -> Path:
    """Return a local path as it was meant; a front end says it in full, for our own folder is not the person's."""
    if "\0" in text or not Path(text).is_absolute():
        raise BadUsage(what="local_path", value=printable(text))
    return Path(os.path.abspath(text))  # noqa: PTH100 -- resolve() would follow links, and people mean the link


def is_folder(path: str | Path) -> bool:
    """Whether a folder is there. What cannot even be looked at (a name too long, a missing right) is none."""
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir raises then


@dataclass(frozen=True, slots=True)
class _Found:
    """A name on the disk that is still to be looked at."""

    full: Path
    path: RelPath
    name: str
    root: int
    above: int


def scan_put(errand: Errand, check: Callable[[], None]) -> Iterator[Item]:
    """Yield what a put names, numbered from 1; ``check`` is called for each, and may end it."""
    numbers = count(1)
    waiting = [_top(errand, text) for text in reversed(errand.sources)]
    while waiting:
        check()
        one = waiting.pop()
        item = _entry(one, next(numbers))
        yield item
        if item.is_folder:
            below, faults = _names_in(one, item.number)
            waiting += reversed(below)
            for path, error in faults:
                yield replace(item, number=next(numbers), above=item.number, kind=Kind.SYMLINK, path=path, name="",
                              state=ItemState.FAILED, error=error)  # fmt: skip


def _top(errand: Errand, text: str) -> _Found:
    path = Path(text)
    folder = os.path.realpath(path.parent)
    if folder not in errand.roots:
        raise NotFound("another folder stands there now", what="path", path=printable(text))
    return _Found(path, RelPath(path.name), errand.name or cloud_name(path.name), errand.roots.index(folder), 0)


def _names_in(folder: _Found, number: int) -> tuple[list[_Found], list[tuple[RelPath, MegadeskError]]]:
    """Return what is in a folder, by name, and what of it cannot be taken."""
    try:
        names = sorted(os.listdir(folder.full))  # noqa: PTH208 -- names are what is asked for
    except OSError as error:
        reason = BadUsage(type(error).__name__, what="put", reason="unreadable", path=printable(str(folder.full)))
        return [], [(folder.path, reason)]
    found: dict[str, _Found] = {}
    faults: list[tuple[RelPath, MegadeskError]] = []
    for spelt in names:
        if spelt.casefold() == PRIVATE_FOLDER or spelt.startswith(LANDING):
            continue  # our own: state of one device, of no use anywhere else
        path = join(folder.path, spelt)
        try:
            called = cloud_name(spelt)
            if called in found:  # two spellings of one name
                raise AlreadyExists(what="path", path=printable(str(folder.full / spelt)))
        except (BadName, AlreadyExists) as error:
            faults.append((path, error))
            continue
        found[called] = _Found(folder.full / spelt, path, called, folder.root, number)
    return list(found.values()), faults


def _entry(one: _Found, number: int) -> Item:
    """Return what is at a path; what is neither file nor folder is left out, and said."""
    item = Item(
        number=number, above=one.above, kind=Kind.SYMLINK, path=one.path, name=one.name, found=NOTHING, root=one.root,
        state=ItemState.FAILED,
    )  # fmt: skip
    try:
        found = one.full.lstat()
    except OSError as error:
        return replace(item, error=disk_error(error, str(one.full)))
    if stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode):
        kind = Kind.FOLDER if stat.S_ISDIR(found.st_mode) else Kind.FILE
        return replace(item, kind=kind, found=fingerprint(found), state=ItemState.NEW)
    reason = "symlink" if stat.S_ISLNK(found.st_mode) else "special_file"
    return replace(item, error=BadUsage(what="put", reason=reason, path=printable(str(one.full))))
