"""Our own folder in every synced folder.

    .megadesk/          0700, hidden, never synced
        marker          the pair's random word: this is the folder we mean, and its drive is mounted
        tmp/            downloads that grow, and what is about to be placed
        stage/          nodes that step aside while others take their names
        debris/         what sync took away, by day

Made when a pair is; not when it is opened: a folder that lost its marker is not quietly given a new one.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import Final

from megadesk.disk.atomic import fsync_folder
from megadesk.disk.faults import disk_error
from megadesk.disk.root import MARKER_NAME, READ_FILE, Root, Spot
from megadesk.model.errors import AlreadyExists, BadUsage, DecisionNeeded, NotFound
from megadesk.model.relpath import PRIVATE_FOLDER, printable

TMP: Final = "tmp"
STAGE: Final = "stage"
DEBRIS: Final = "debris"
PRIVATE_MODE: Final = 0o700

_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_HIDDEN: Final = 2  # FILE_ATTRIBUTE_HIDDEN


def prepare_root(path: str, marker: str, *, take_over: bool = False) -> str:
    """Make a folder ready to be a pair's root and return its resolved path.

    Raises NotFound, BadUsage (not a folder), AlreadyExists (it carries another pair's marker; ``take_over`` replaces
    it), AccessDenied, DiskFull. Repeatable. Whether it lies in or around another pair's root is the caller's question.
    """
    resolved = os.path.realpath(path)
    try:
        if not stat.S_ISDIR(os.stat(resolved).st_mode):
            raise BadUsage(what="folder", value=printable(path))
        _make_folders(os.path.join(resolved, PRIVATE_FOLDER))
        _write_marker(os.path.join(resolved, PRIVATE_FOLDER), marker, take_over=take_over)
    except FileNotFoundError as error:
        raise NotFound(path=printable(path)) from error
    except NotADirectoryError as error:
        raise BadUsage(what="folder", value=printable(path)) from error
    except OSError as error:
        raise disk_error(error, path) from error
    return resolved


def marked_above(path: str) -> str | None:
    """Return the nearest folder above a resolved path that carries a marker, of whatever profile; None if none does."""
    above = os.path.dirname(path)
    while above != os.path.dirname(above):
        if os.path.isfile(os.path.join(above, PRIVATE_FOLDER, MARKER_NAME)):
            return above
        above = os.path.dirname(above)
    return None


def restore_folders(root: Root) -> None:
    """Make again what somebody deleted in our folder; the marker is never made again.

    Raises DecisionNeeded if something else has one of the names: we write through nobody's link.
    """
    try:
        with root.private(TMP) as ours:  # held open once: every look at a pair begins here
            for name in (TMP, STAGE, DEBRIS):
                _restore(ours.beside(name), name)
    except OSError as error:
        raise disk_error(error, root.path) from error


def _restore(spot: Spot, name: str) -> None:
    try:
        found = spot.stat()
    except FileNotFoundError:
        os.mkdir(spot.name, PRIVATE_MODE, dir_fd=spot.dir_fd)
        return
    if not stat.S_ISDIR(found.st_mode):
        raise DecisionNeeded(reason="private_replaced", path=f"{PRIVATE_FOLDER}/{name}")


def release_root(root: Root) -> None:
    """Take the marker away, so that the folder is an ordinary one again; debris and staging stay.

    A root that is missing or was replaced is left alone.
    """
    try:
        root.check()
        with root.private(MARKER_NAME) as spot:
            os.unlink(spot.name, dir_fd=spot.dir_fd)
    except DecisionNeeded:
        return
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk_error(error, root.path) from error


def _make_folders(private: str) -> None:
    for folder in (private, *(os.path.join(private, name) for name in (TMP, STAGE, DEBRIS))):
        try:
            os.mkdir(folder, PRIVATE_MODE)
        except FileExistsError:
            found = os.stat(folder, follow_symlinks=False)
            if not stat.S_ISDIR(found.st_mode):
                raise AlreadyExists(path=printable(folder)) from None
            if sys.platform != "win32" and stat.S_IMODE(found.st_mode) != PRIVATE_MODE:
                os.chmod(folder, PRIVATE_MODE)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(private, _HIDDEN)


def _write_marker(private: str, marker: str, *, take_over: bool) -> None:
    target = os.path.join(private, MARKER_NAME)
    present = _read_marker(target)
    if present == marker:
        return
    if present is not None and not take_over:
        raise AlreadyExists("the folder belongs to another pair", path=printable(os.path.dirname(private)))
    fresh = os.path.join(private, TMP, MARKER_NAME)
    if os.path.lexists(fresh):  # left by a crash
        os.unlink(fresh)
    handle = os.open(fresh, _NEW_FILE, 0o600)
    try:
        os.write(handle, marker.encode("ascii") + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(fresh, target)
    fsync_folder(private)
    fsync_folder(os.path.dirname(private))


def _read_marker(path: str) -> str | None:
    try:
        handle = os.open(path, READ_FILE)
    except FileNotFoundError:
        return None
    try:
        return os.read(handle, 256).decode("ascii", "replace").strip()
    finally:
        os.close(handle)
