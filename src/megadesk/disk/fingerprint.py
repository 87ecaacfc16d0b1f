"""What the disk says of a file without reading it.

    stat_result --fingerprint--> Fingerprint          same(...): is it still the one we know

``device`` is always 0: a listing covers one volume (what is mounted below is Unknown), and the numbers systems give to
volumes change at every boot, which would make every known file look touched. Folders keep only their inode: sync itself
changes their times with every file it places. The change time counts where there is one; on Windows that field is the
time of creation. In a backup, where nothing is placed, permissions and times of all that is there are looked at
(``whole``).
"""

from __future__ import annotations

import os
import stat
import sys
from typing import Final

from megadesk.model.attributes import Attributes
from megadesk.model.listing import Fingerprint
from megadesk.model.tree import Kind

HAS_CHANGE_TIME: Final = sys.platform != "win32"
OWNER_EXECUTES: Final = 0o100
_MODE_BITS: Final = 0xFFFF
_TIME_MAX_NS: Final = (1 << 63) - 1


def fingerprint(found: os.stat_result, *, keeps_executable: bool = True, whole: bool = False) -> Fingerprint:
    """Return the fingerprint of a file or folder from its own (not followed) stat."""
    if stat.S_ISDIR(found.st_mode):
        return Fingerprint(0, found.st_ino, 0, 0, 0, attributes(found) if whole else False)
    changed_ns = found.st_ctime_ns if HAS_CHANGE_TIME else 0
    if whole:
        return Fingerprint(0, found.st_ino, found.st_size, found.st_mtime_ns, changed_ns, attributes(found))
    executable = keeps_executable and stat.S_ISREG(found.st_mode) and bool(found.st_mode & OWNER_EXECUTES)
    return Fingerprint(0, found.st_ino, found.st_size, found.st_mtime_ns, changed_ns, executable)


def attributes(found: os.stat_result) -> Attributes:
    """Return all that a backup keeps of a file, folder or link beside its bytes."""
    # What 64 bits do not hold no record does, and it would differ from the cloud for ever.
    return Attributes(found.st_mode & _MODE_BITS, max(-_TIME_MAX_NS - 1, min(found.st_mtime_ns, _TIME_MAX_NS)))


def with_change_time(known: Fingerprint, found: os.stat_result) -> Fingerprint:
    """Return a known fingerprint with the change time that is found now, as ``fingerprint`` would give it."""
    changed_ns = found.st_ctime_ns if HAS_CHANGE_TIME and not stat.S_ISDIR(found.st_mode) else 0
    return Fingerprint(
        known.device, known.inode, known.size_bytes, known.mtime_ns, changed_ns, known.executable
    )  # fmt: skip


def kind_of(found: os.stat_result) -> Kind | None:
    """Return what a stat shows, or None for what can be no node (a device, a socket, a pipe)."""
    if stat.S_ISREG(found.st_mode):
        return Kind.FILE
    if stat.S_ISDIR(found.st_mode):
        return Kind.FOLDER
    return Kind.SYMLINK if stat.S_ISLNK(found.st_mode) else None


def is_untouched(found: os.stat_result, expected: Fingerprint) -> bool:
    """Whether a file or link is as it was; its change time too."""
    return is_same_content(found, expected) and (
        not HAS_CHANGE_TIME or not expected.changed_ns or found.st_ctime_ns == expected.changed_ns
    )


def is_same_content(found: os.stat_result, expected: Fingerprint) -> bool:
    """Whether a file or link is as it was but for its change time, which our own renames move."""
    return (
        (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode))
        and found.st_ino == expected.inode
        and found.st_size == expected.size_bytes
        and found.st_mtime_ns == expected.mtime_ns
    )


def has_grown(found: os.stat_result, expected: Fingerprint) -> bool:
    """Whether a regular file is the one it was, with more in it; whether its beginning is as before is not known."""
    return stat.S_ISREG(found.st_mode) and found.st_ino == expected.inode and found.st_size > expected.size_bytes


def is_same_folder(found: os.stat_result, expected: Fingerprint) -> bool:
    """Whether this is the folder it was; a file's fingerprint never fits, should its inode be used again."""
    return stat.S_ISDIR(found.st_mode) and found.st_ino == expected.inode and not expected.mtime_ns
