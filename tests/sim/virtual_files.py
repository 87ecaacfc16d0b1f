"""What the calls of a virtual machine return and hold: stats, entries, handles, open files, the part of os.path it needs."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from sim.volume import FILE, LINK, Inode, Volume, fault

if TYPE_CHECKING:
    from sim.virtual_os import VirtualOs


class Stat(NamedTuple):
    """What stat tells."""

    st_mode: int
    st_ino: int
    st_dev: int
    st_nlink: int
    st_uid: int
    st_gid: int
    st_size: int
    st_atime_ns: int
    st_mtime_ns: int
    st_ctime_ns: int
    st_blocks: int


class Usage(NamedTuple):
    """What shutil.disk_usage tells."""

    total: int
    used: int
    free: int


class Handle:
    """An open file or folder."""

    __slots__ = ("at", "flags", "inode", "volume")

    def __init__(self, volume: Volume, inode: Inode, flags: int) -> None:
        self.volume = volume
        self.inode = inode
        self.flags = flags
        self.at = 0


class Spot(NamedTuple):
    """A name in a folder; ``name`` is empty for the top of a volume."""

    volume: Volume
    folder: Inode
    name: str


class VirtualEntry:
    """A line of scandir."""

    __slots__ = ("_inode", "_os", "_spot", "name", "path")

    def __init__(self, vos: VirtualOs, spot: Spot, inode: Inode, path: str) -> None:
        self._os = vos
        self._spot = spot
        self._inode = inode
        self.name = spot.name
        self.path = path

    def inode(self) -> int:
        """Return its number."""
        return self._inode.number

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""
        return self._inode.is_folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a file."""
        return self._inode.kind == FILE

    def is_symlink(self) -> bool:
        """Whether it is a link."""
        return self._inode.kind == LINK

    def stat(self, *, follow_symlinks: bool = True) -> Stat:
        """Return its stat of now."""
        self._spot.volume.before("stat")
        found = self._spot.volume.find(self._spot.folder, self.name)
        if found is None:
            raise fault(errno.ENOENT)
        return self._os.stat_of(self._spot.volume, found)


class Scan:
    """What scandir returns."""

    def __init__(self, entries: Sequence[VirtualEntry]) -> None:
        self._entries = iter(entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __iter__(self) -> Iterator[VirtualEntry]:
        return self._entries

    def __next__(self) -> VirtualEntry:
        return next(self._entries)


class VirtualFile:
    """What fdopen and io.FileIO return: enough to copy, and to read a file in blocks."""

    def __init__(self, vos: VirtualOs, handle: int) -> None:
        self._os = vos
        self._handle = handle

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._os.close(self._handle)

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        return self._os.read(self._handle, size if size >= 0 else 1 << 30)

    def readinto(self, view: memoryview) -> int:
        """Read on, into a buffer."""
        data = self._os.read(self._handle, len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int) -> None:
        """Go to a place, from the start."""
        self._os.lseek(self._handle, offset, os.SEEK_SET)

    def write(self, data: bytes) -> int:
        """Write all of it."""
        done = 0
        while done < len(data):
            done += self._os.write(self._handle, data[done:])
        return done

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        """Return the handle."""
        return self._handle


class VirtualPath:
    """The part of os.path that looks at the disk; the rest is posixpath's."""

    def __init__(self, vos: VirtualOs) -> None:
        self.__dict__.update(_REAL_PATH)
        self._os = vos

    def __getattr__(self, name: str) -> Any:
        return getattr(posixpath, name)

    def lexists(self, path: str) -> bool:
        """Whether a name is taken."""
        try:
            self._os.stat(path, follow_symlinks=False)
        except OSError:
            return False
        return True

    def exists(self, path: str) -> bool:
        """Whether something is there, links followed."""
        try:
            self._os.stat(path)
        except OSError:
            return False
        return True

    def isdir(self, path: str) -> bool:
        """Whether a folder is there."""
        try:
            return stat.S_ISDIR(self._os.stat(path).st_mode)
        except OSError:
            return False

    def realpath(self, path: str) -> str:
        """Return the path; the simulations have no links on the way to a root."""
        return posixpath.normpath(path)


_REAL_PATH: Final = {name: value for name, value in vars(posixpath).items() if name not in vars(VirtualPath)}
"""What is as in the real module, without a search each time."""
