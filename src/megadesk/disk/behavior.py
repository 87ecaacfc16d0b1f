"""What the volume under a root can do: asked of the volume itself, once per root.

    Root --probe--> Behavior(traits for everybody, and what only this room must know)

Probing makes and removes two empty files and a link in .megadesk/tmp. Whether inodes last cannot be probed in a moment; it is read
from the type of the file system. An answer that cannot be had is the careful one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.disk.private import TMP
from megadesk.disk.root import Root, Spot
from megadesk.model.relpath import NAME_MAX_BYTES, PRIVATE_FOLDER, RelPath
from megadesk.sync.ports import FINE_STEP_NS, VolumeTraits

# Inodes of these are made up while a volume is mounted, or come from another machine that need not keep them.
_PASSING_INODES: Final = frozenset(
    {"vfat", "msdos", "exfat", "fuseblk", "ntfs", "cifs", "smb3", "smbfs", "9p", "webdav"}
)
# Changes made by other machines raise no event here.
_REMOTE: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "webdav", "afpfs"})

# These say nothing about what a volume can do: it is asked again, for its answer holds as long as the engine runs.
_PASSING: Final = frozenset(
    {errno.EIO, errno.EBUSY, errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.ETIMEDOUT}
)

_COARSE_STEP_NS: Final = 2_000_000_000
"""That of FAT. HFS+ has 1 s; who waits a second longer there loses nothing."""
_BETWEEN_NS: Final = 1_700_000_001_500_000_000
"""A time that no volume of whole seconds can keep, whichever way it rounds."""
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_PROBE: Final = "probe-a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behavior:
    """What a volume can do. ``reports_changes``: events can be trusted to come; else the watcher polls too."""

    traits: VolumeTraits = field(default_factory=VolumeTraits)
    strips_dots: bool = False
    reports_changes: bool = True
    file_system: str = ""


def probe(root: Root) -> Behavior:
    """Return how the volume behaves. Raises DecisionNeeded if the root is gone, DiskFull, AccessDenied, FileBusy."""
    file_system = file_system_of(root.path)
    try:
        insensitive, executable, time_step_ns = _probe_plain(root)
        strips_dots = _probe_dots(root)
        makes_links = _probe_link(root)
    except OSError as error:
        raise disk_error(error, root.path) from error
    return Behavior(
        traits=VolumeTraits(
            case_sensitive=not insensitive,
            name_max_bytes=_name_max_bytes(root.path),
            keeps_executable=executable,
            makes_links=makes_links,
            time_step_ns=time_step_ns,
            stable_inodes=not _is_one_of(file_system, _PASSING_INODES),
        ),
        strips_dots=strips_dots,
        reports_changes=reports_changes(file_system),
        file_system=file_system,
    )


def _probe_plain(root: Root) -> tuple[bool, bool, int]:
    """Return whether names differ by case alone, whether the executable bit stays as set, and the step of times."""
    with root.private(TMP, _PROBE) as spot, root.private(TMP, _PROBE.upper()) as upper:
        _make(spot)
        try:
            # Its inode is not asked: some volumes (exFAT over FUSE) number each spelling for itself.
            try:
                upper.stat()
                insensitive = True
            except FileNotFoundError:
                insensitive = False
            return insensitive, _keeps_executable(spot), _time_step_ns(spot)
        finally:
            os.unlink(spot.name, dir_fd=spot.dir_fd)


def _keeps_executable(spot: Spot) -> bool:
    if sys.platform == "win32":
        return False
    before = spot.stat().st_mode & stat.S_IXUSR
    if _refuses(lambda: os.chmod(spot.name, 0o700, dir_fd=spot.dir_fd)):
        return False
    return not before and bool(spot.stat().st_mode & stat.S_IXUSR)


def _time_step_ns(spot: Spot) -> int:
    """Return how far apart writes must be to leave different times, as far as a time that is set tells."""
    if _refuses(lambda: os.utime(spot.name, ns=(_BETWEEN_NS, _BETWEEN_NS), dir_fd=spot.dir_fd)):
        return _COARSE_STEP_NS
    return FINE_STEP_NS if abs(spot.stat().st_mtime_ns - _BETWEEN_NS) < FINE_STEP_NS else _COARSE_STEP_NS


def _refuses(act: Callable[[], None]) -> bool:
    """Whether the volume will not have something done. Raises OSError that is no answer of the volume.

    Asked twice: the answer holds as long as the engine runs, and who refuses once may be a program that looks into
    every new file, or a right that somebody is just giving back. A share that never allows it says so both times.
    """
    for _ in range(2):
        try:
            act()
        except OSError as error:
            if error.errno in _PASSING:
                raise
        else:
            return False
    return True


def _probe_dots(root: Root) -> bool:
    """Return whether the volume silently takes a dot from the end of a name (FAT, Windows shares)."""
    with root.private(TMP, _PROBE + ".") as spot:
        if _refuses(lambda: _make(spot)):
            return True
        try:
            target = root.listing_target(RelPath(f"{PRIVATE_FOLDER}/{TMP}"))
            try:
                return _PROBE + "." not in os.listdir(target)
            finally:
                root.close_listing(target)
        finally:
            os.unlink(spot.name, dir_fd=spot.dir_fd)


def _probe_link(root: Root) -> bool:
    """Return whether symbolic links can be made (not on FAT; on Windows only by some)."""
    with root.private(TMP, _PROBE + "-link") as spot:
        with contextlib.suppress(FileNotFoundError):  # a crash may have left it
            os.unlink(spot.name, dir_fd=spot.dir_fd)
        if _refuses(lambda: os.symlink(_PROBE, spot.name, dir_fd=spot.dir_fd)):
            return False
        os.unlink(spot.name, dir_fd=spot.dir_fd)
        return True


def _make(spot: Spot) -> None:
    with contextlib.suppress(FileNotFoundError):  # a crash may have left it
        os.unlink(spot.name, dir_fd=spot.dir_fd)
    os.close(spot.open(_NEW_FILE))


def _name_max_bytes(path: str) -> int:
    """Return how long a name may be. Where the limit is in UTF-16 units, the system itself refuses the rest."""
    if sys.platform == "win32":
        return NAME_MAX_BYTES * 3
    try:
        return min(os.pathconf(path, "PC_NAME_MAX"), NAME_MAX_BYTES * 4)
    except (OSError, ValueError):
        return NAME_MAX_BYTES


def _is_one_of(file_system: str, names: frozenset[str]) -> bool:
    # "fuse" without more: the file system did not give its name, as bindfs does not.
    is_fuse = file_system == "fuse" or file_system.startswith("fuse.")
    return file_system in names or (is_fuse and file_system != "fuse.gocryptfs")


def reports_changes(file_system: str) -> bool:
    """Whether the system tells of every change on such a volume; not of those that other machines make."""
    return not _is_one_of(file_system, _REMOTE)


def file_system_of(path: str) -> str:
    """Return the type of the file system as the system calls it, or "" where it does not say (macOS, Windows)."""
    best, best_type = "", ""
    for mount_point, file_system in _mounts():
        inside = path == mount_point or path.startswith(mount_point.rstrip("/") + "/")
        if inside and len(mount_point) >= len(best):
            best, best_type = mount_point, file_system
    return best_type


def mounts_below(path: str) -> frozenset[str]:
    """Return what is mounted inside the folder at path, as paths relative to it: not crossed, row 154.

    The number of the volume alone does not show it when a folder of the same volume is mounted there.
    """
    lead = path.rstrip("/") + "/"
    return frozenset(mount_point[len(lead) :] for mount_point, _ in _mounts() if mount_point.startswith(lead))


def _mounts() -> list[tuple[str, str]]:
    """Return every mount point with its type (proc(5), /proc/PID/mountinfo); none where there is no such file."""
    found: list[tuple[str, str]] = []
    with contextlib.suppress(OSError), open("/proc/self/mountinfo", "rb") as lines:
        for line in lines:
            fields = line.split(b" ")
            with contextlib.suppress(ValueError, IndexError):
                kind = fields[fields.index(b"-") + 1]
                found.append((_unescaped(fields[4]), kind.decode("ascii", "replace")))
    return found


def _unescaped(raw: bytes) -> str:
    """Return a path of mountinfo, where blanks and backslashes are octal."""
    for code in (b"040", b"011", b"012", b"134"):
        raw = raw.replace(b"\\" + code, bytes([int(code, 8)]))
    return os.fsdecode(raw)
