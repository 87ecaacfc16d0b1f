"""Files that only their owner may read, replaced whole or not at all.

A reader sees the old bytes or the new ones, also after a power cut: the new file is complete and flushed before it
takes the name, and the folder is flushed after. Used for keys at rest and for the engine's door key.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, DiskFull, LimitExceeded, NotFound

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
OTHERS_MASK: Final = 0o077


def make_private_folder(folder: Path) -> None:
    """Create folder and what is missing above it, open to its owner alone; one that exists must be ours and a folder.

    Raises AccessDenied for a link, a file, or a folder of somebody else: all three are how another user of the
    machine would get between us and our files.
    """
    try:
        missing = [above for above in folder.parents if not above.exists()]
        for above in reversed(missing):  # Path.mkdir(parents=True) would leave these open to everybody
            above.mkdir(mode=FOLDER_MODE, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=FOLDER_MODE)
        check_private(folder, os.lstat(folder), is_folder=True)
    except OSError as e:
        raise AccessDenied("a folder of the profile cannot be made", path=str(folder), reason=reason_of(e)) from e


def check_private(path: Path, seen: os.stat_result, *, is_folder: bool) -> None:
    """Raise AccessDenied unless what was seen at path is of the right kind, ours, and closed to everybody else."""
    right_kind = stat.S_ISDIR(seen.st_mode) if is_folder else stat.S_ISREG(seen.st_mode)
    if not right_kind:
        raise AccessDenied("not a plain folder or file", path=str(path), reason="kind")
    if sys.platform == "win32":
        return  # modes say nothing there; a profile lies below the user's own folders, which others cannot read
    if seen.st_uid != os.geteuid():
        raise AccessDenied("belongs to another user", path=str(path), reason="owner")
    if stat.S_IMODE(seen.st_mode) & OTHERS_MASK:
        raise AccessDenied("other users can open it (chmod go= on it helps)", path=str(path), reason="mode")


def read_private(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a private file; NotFound if there is none.

    Raises AccessDenied if it cannot be opened or others could have read or changed it, LimitExceeded if it is larger
    than max_bytes.
    """
    try:
        # The open file is checked, not the name: nobody can swap it in between.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise NotFound("no such file", path=str(path)) from None
    except OSError as e:
        raise file_error(e, path) from e
    with os.fdopen(handle, "rb") as file:
        check_private(path, os.fstat(file.fileno()), is_folder=False)
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise LimitExceeded("larger than it can be", path=str(path), limit_bytes=max_bytes)
    return data


def write_private(path: Path, data: bytes) -> None:
    """Make path hold exactly data, readable by its owner alone, durably.

    On any error the old file is untouched: DiskFull if there is no room, AccessDenied if it may not be written.
    """
    try:
        _replace(path, data)
    except OSError as e:
        raise file_error(e, path) from e


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    flush_folder(path.parent)


def file_error(error: OSError, path: Path) -> DiskFull | AccessDenied:
    """Return our error for one of the system's about a file of the profile."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull("no room for a file of the profile", path=str(path))
    return AccessDenied("a file of the profile cannot be opened", path=str(path), reason=reason_of(error))


def reason_of(error: OSError) -> str | None:
    """Return why the system refused: a word where we have a sentence of our own for it, else its own words."""
    return "read_only_profile" if error.errno == errno.EROFS else error.strerror


def flush_folder(folder: Path) -> None:
    """Make renames in folder survive a power cut; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
