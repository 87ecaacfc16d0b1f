"""Where a file goes that a person has another put in the place of: nothing is overwritten, not even when it was asked for.

    put_aside(path) --in a synced folder--> its debris, as everything that sync takes away ("megadesk bin list")
                    --elsewhere-----------> the trash of the desktop (freedesktop.org, Linux; ~/.Trash, macOS)
                    --else----------------> beside it: "name (replaced).ext"

All of it are renames on one volume, none of which replaces anything.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from megadesk.disk.atomic import take
from megadesk.disk.debris import Debris
from megadesk.disk.faults import disk_error
from megadesk.disk.private import marked_above
from megadesk.disk.root import MARKER_MAX_BYTES, MARKER_NAME, READ_FILE, Root, Spot
from megadesk.model.errors import MegadeskError, OurBug
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath

_TRIES: Final = 10_000
_MODE: Final = 0o700
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def put_aside(path: str, *, today: Callable[[], str], stamp: str) -> str:
    """Move a file out of the way and return where it is now.

    stamp: the local time, as the trash writes it: 2026-11-26T03:14:15. Raises Stale if it is not there, AccessDenied.
    """
    try:
        os.lstat(path)
        for way in (_into_debris, _into_trash):
            with contextlib.suppress(OSError, MegadeskError):
                kept = way(path, today, stamp)
                if kept is not None:
                    return kept
        return _beside(path)
    except OSError as error:
        raise disk_error(error, path) from error


def _into_debris(path: str, today: Callable[[], str], _stamp: str) -> str | None:
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    above = marked_above(real)
    if above is None:
        return None
    root = Root(above, _marker_of(above))
    inside = RelPath(os.path.relpath(real, above).replace(os.sep, "/"))
    with root.spot(inside) as source, Debris(root, today).keep(inside, lambda spot: take(source, spot)) as spot:
        return os.path.join(above, spot.name) if spot.dir_fd is None else above


def _marker_of(folder: str) -> str:
    handle = os.open(os.path.join(folder, PRIVATE_FOLDER, MARKER_NAME), READ_FILE)
    try:
        return os.read(handle, MARKER_MAX_BYTES).decode("ascii", "replace").strip()
    finally:
        os.close(handle)


def _into_trash(path: str, _today: Callable[[], str], stamp: str) -> str | None:
    if sys.platform == "darwin":
        return _moved(path, (os.path.join(Path.home(), ".Trash", name) for name in _names(os.path.basename(path))))
    if sys.platform != "linux":
        return None
    device = os.lstat(path).st_dev
    for trash, shown in _trashes(path):
        with contextlib.suppress(OSError):
            if os.path.lexists(trash) and not _is_own(trash):
                continue
            for part in ("files", "info"):
                os.makedirs(os.path.join(trash, part), _MODE, exist_ok=True)
            if os.lstat(os.path.join(trash, "files")).st_dev == device:
                return _trashed(path, trash, shown, stamp)
    return None


def _trashes(path: str) -> Iterator[tuple[str, str]]:
    """Yield the trash folders a file may go to, each with the path that it is to remember."""
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(Path.home(), ".local", "share")
    yield os.path.join(data, "Trash"), os.path.abspath(path)
    top = os.path.realpath(os.path.dirname(path))
    while not os.path.ismount(top):
        top = os.path.dirname(top)
    yield os.path.join(top, f".Trash-{os.getuid()}"), os.path.relpath(os.path.realpath(path), top)


def _is_own(folder: str) -> bool:
    """Whether a folder is one, and this person's: on a volume of many, somebody may have put a link there."""
    found = os.stat(folder, follow_symlinks=False)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _trashed(path: str, trash: str, shown: str, stamp: str) -> str:
    """Move a file into a trash folder: first what says where it was, as the specification wants it."""
    note = f"[Trash Info]\nPath={quote(os.fsencode(shown))}\nDeletionDate={stamp}\n".encode("ascii")
    for name in _names(os.path.basename(path)):
        info = os.path.join(trash, "info", f"{name}.trashinfo")
        try:
            handle = os.open(info, _NEW_FILE, 0o600)
        except FileExistsError:
            continue
        try:
            os.write(handle, note)
        finally:
            os.close(handle)
        target = os.path.join(trash, "files", name)
        try:
            take(Spot(None, path), Spot(None, target))
        except FileExistsError:
            os.unlink(info)
            continue
        except OSError:
            os.unlink(info)
            raise
        return target
    raise OurBug("ten thousand names in the trash are taken")


def _beside(path: str) -> str:
    folder, name = os.path.split(path)
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    words = ("replaced", *(f"replaced {number}" for number in range(2, _TRIES)))
    return _moved(path, (os.path.join(folder, f"{stem} ({word}){dot}{ending}") for word in words))


def _moved(path: str, targets: Iterator[str]) -> str:
    for target in targets:
        with contextlib.suppress(FileExistsError):
            take(Spot(None, path), Spot(None, target))
            return target
    raise OurBug("ten thousand names are taken")


def _names(name: str) -> Iterator[str]:
    yield name
    for number in range(2, _TRIES):
        yield f"{name}.{number}"
