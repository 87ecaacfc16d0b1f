"""The calls of ``os`` on volumes in RAM, as far as the disk room and a person at work use them.

    VirtualOs().mount(Volume("a", ...))     paths below /a are that volume
    vos.open, vos.stat, vos.scandir, ...    as os has them: same arguments, same errors; all else is the real module's
    with on_virtual_disk(vos):              the rooms of disk/ call this one instead of the real one

What is not like Linux here is like no system: a call is one moment, and nothing runs beside it.
Proven against the real thing by test_virtual_os.py and the contract suites of tests/contract.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
import pkgutil
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

import megadesk.disk
from megadesk.disk import atomic, behavior, hashing
from sim.virtual_files import Handle, Scan, Spot, Stat, Usage, VirtualEntry, VirtualFile, VirtualPath
from sim.volume import FILE, FOLDER, LINK, Inode, Volume, fault

WATCHER: Final = "watcher"
"""Its events come from the volume itself here."""

ROOMS: Final = tuple(
    importlib.import_module(f"megadesk.disk.{module.name}")
    for module in pkgutil.iter_modules(megadesk.disk.__path__)
    if module.name != WATCHER
)
LINKS_MAX: Final = 40
_WRITES: Final = os.O_WRONLY | os.O_RDWR
_NOREPLACE: Final = 1
_EXCHANGE: Final = 2
_USER, _GROUP = os.geteuid(), os.getegid()


@cache
def _parts(path: str) -> tuple[str, ...]:
    """Return the steps of a path. There are few: those of a root, of what is ours in it, and of people's links."""
    return tuple(part for part in path.split("/") if part not in {"", "."})


class VirtualOs:
    """See the module."""

    def __init__(self) -> None:
        self.__dict__.update(_REAL)
        self.volumes: dict[str, Volume] = {}
        self.path = VirtualPath(self)
        self._handles: dict[int, Handle] = {}
        self._next_handle = 1 << 20

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def mount(self, volume: Volume) -> Volume:
        """Let /NAME be a volume."""
        self.volumes[volume.name] = volume
        return volume

    def handles(self, volume: Volume) -> list[int]:
        """Return what is open on a volume."""
        return [number for number, handle in self._handles.items() if handle.volume is volume]

    def forget_handles(self, volume: Volume) -> None:
        """Close what a process that is gone had open."""
        for number in self.handles(volume):
            del self._handles[number]

    # -- finding ----------------------------------------------------------------------------------------------------

    def _handle(self, number: int) -> Handle:
        found = self._handles.get(number)
        if found is None:
            raise fault(errno.EBADF)
        return found

    def _spot(self, path: str | bytes, dir_fd: int | None, call: str) -> Spot:
        """Return where a path leads, its last step not taken."""
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if "\0" in path:
            raise ValueError("embedded null byte")
        if dir_fd is not None and "/" not in path and path not in {"", ".", ".."}:
            start = self._handle(dir_fd)
            start.volume.before(call)
            if not start.inode.is_folder:
                raise fault(errno.ENOTDIR)
            return Spot(start.volume, start.inode, path)
        return self._walk(path, dir_fd, call)

    def _walk(self, path: str, dir_fd: int | None, call: str) -> Spot:
        if not path:
            raise fault(errno.ENOENT)
        parts = _parts(path)
        if path.startswith("/proc/self/fd/"):
            start = self._handle(int(parts[3]))
            volume, folder, parts = start.volume, start.inode, parts[4:]
        elif path.startswith("/"):
            if not parts or parts[0] not in self.volumes:
                raise fault(errno.ENOENT)
            volume, parts = self.volumes[parts[0]], parts[1:]
            folder = volume.root
        else:
            assert dir_fd is not None, f"a path of nowhere: {path}"
            start = self._handle(dir_fd)
            volume, folder = start.volume, start.inode
        volume.before(call)
        return self._steps(volume, folder, parts)

    def _steps(self, volume: Volume, folder: Inode, parts: tuple[str, ...], depth: int = 0) -> Spot:
        if not parts:
            return Spot(volume, folder, "")
        for at, name in enumerate(parts[:-1]):
            found = (folder.parent or folder) if name == ".." else volume.find(folder, name)
            if found is None:
                raise fault(errno.ENOENT)
            if found.kind == LINK:
                return self._follow(Spot(volume, folder, name), found, parts[at + 1 :], depth)
            if not found.is_folder:
                raise fault(errno.ENOTDIR)
            folder = found
        if parts[-1] == "..":
            return Spot(volume, folder.parent or folder, "")
        return Spot(volume, folder, parts[-1])

    def _follow(self, spot: Spot, link: Inode, rest: tuple[str, ...], depth: int) -> Spot:
        if depth > LINKS_MAX:
            raise fault(errno.ELOOP)
        parts = _parts(link.target)
        if not link.target.startswith("/"):
            return self._steps(spot.volume, spot.folder, parts + rest, depth + 1)
        if not parts or parts[0] not in self.volumes:
            raise fault(errno.ENOENT)
        volume = self.volumes[parts[0]]
        return self._steps(volume, volume.root, parts[1:] + rest, depth + 1)

    def _inode(self, spot: Spot, *, follow: bool) -> tuple[Spot, Inode]:
        """Return what is at a spot, or what a link there leads to; ENOENT if nothing is."""
        for _ in range(LINKS_MAX):
            found = spot.volume.find(spot.folder, spot.name) if spot.name else spot.folder
            if found is None:
                raise fault(errno.ENOENT)
            if not follow or found.kind != LINK:
                return spot, found
            spot = self._follow(spot, found, (), 0)
        raise fault(errno.ELOOP)

    # -- looking ----------------------------------------------------------------------------------------------------

    def stat_of(self, volume: Volume, inode: Inode) -> Stat:
        """Return the stat of an inode."""
        size = 4096 if inode.is_folder else len(inode.target) if inode.kind == LINK else len(inode.data)
        blocks = -(-len(inode.data) // 512)
        return Stat(
            inode.kind | inode.mode, inode.number, volume.number, inode.links, _USER, _GROUP, size,
            inode.accessed_ns, inode.modified_ns, inode.changed_ns, blocks,
        )  # fmt: skip

    def stat(self, path: str | int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> Stat:
        """As os.stat."""
        if isinstance(path, int):
            return self.fstat(path)
        spot, inode = self._inode(self._spot(path, dir_fd, "stat"), follow=follow_symlinks)
        return self.stat_of(spot.volume, inode)

    def lstat(self, path: str, *, dir_fd: int | None = None) -> Stat:
        """As os.lstat."""
        return self.stat(path, dir_fd=dir_fd, follow_symlinks=False)

    def fstat(self, handle: int) -> Stat:
        """As os.fstat."""
        found = self._handle(handle)
        found.volume.before("fstat")
        return self.stat_of(found.volume, found.inode)

    def _listed(self, path: str | int, call: str) -> tuple[Spot, Inode]:
        if isinstance(path, int):
            found = self._handle(path)
            found.volume.before(call)
            if not found.inode.is_folder:
                raise fault(errno.ENOTDIR)
            return Spot(found.volume, found.inode, ""), found.inode
        spot, inode = self._inode(self._spot(path, None, call), follow=True)
        if not inode.is_folder:
            raise fault(errno.ENOTDIR)
        return spot, inode

    def listdir(self, path: str | int) -> list[str]:
        """As os.listdir."""
        return [name for name, _ in self._listed(path, "listdir")[1].entries.values()]

    def scandir(self, path: str | int) -> Scan:
        """As os.scandir."""
        spot, folder = self._listed(path, "scandir")
        lead = "" if isinstance(path, int) else path + "/"
        return Scan(
            [
                VirtualEntry(self, Spot(spot.volume, folder, name), inode, lead + name)
                for name, inode in folder.entries.values()
            ]
        )

    def readlink(self, path: str, *, dir_fd: int | None = None) -> str:
        """As os.readlink."""
        _, inode = self._inode(self._spot(path, dir_fd, "readlink"), follow=False)
        if inode.kind != LINK:
            raise fault(errno.EINVAL)
        return inode.target

    def statvfs(self, path: str) -> SimpleNamespace:
        """As os.statvfs, as far as it is asked for."""
        spot = self._spot(path, None, "statvfs")
        free, total = spot.volume.free_bytes, spot.volume.size_bytes
        return SimpleNamespace(f_bavail=free, f_bfree=free, f_frsize=1, f_blocks=total)

    def pathconf(self, _path: str, _name: str) -> int:
        """As os.pathconf, of names."""
        return 255

    # -- names ------------------------------------------------------------------------------------------------------

    def mkdir(self, path: str, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        """As os.mkdir."""
        spot = self._free(self._spot(path, dir_fd, "mkdir"))
        spot.volume.make(spot.folder, spot.name, FOLDER, mode & ~0o022)

    def makedirs(self, path: str, mode: int = 0o777, *, exist_ok: bool = False) -> None:
        """As os.makedirs."""
        parent = posixpath.dirname(path)
        if not self.path.lexists(path):
            if not self.path.lexists(parent):
                self.makedirs(parent, mode, exist_ok=True)
            self.mkdir(path, mode)
        elif not exist_ok:
            raise fault(errno.EEXIST)

    def symlink(self, target: str, path: str, *, dir_fd: int | None = None) -> None:
        """As os.symlink."""
        spot = self._free(self._spot(path, dir_fd, "symlink"))
        spot.volume.make(spot.folder, spot.name, LINK, 0o777).target = target

    def _free(self, spot: Spot) -> Spot:
        """Return the spot if nothing is there."""
        if not spot.name or spot.volume.find(spot.folder, spot.name) is not None:
            raise fault(errno.EEXIST)
        if spot.folder.links == 0:
            raise fault(errno.ENOENT)  # the folder was removed while it was held open
        return spot

    def rmdir(self, path: str, *, dir_fd: int | None = None) -> None:
        """As os.rmdir."""
        spot, gone = self._inode(self._spot(path, dir_fd, "rmdir"), follow=False)
        if not gone.is_folder:
            raise fault(errno.ENOTDIR)
        if gone.entries:
            raise fault(errno.ENOTEMPTY)
        if not spot.name:
            raise fault(errno.EBUSY)
        spot.volume.remove(spot.folder, spot.name)

    def unlink(self, path: str, *, dir_fd: int | None = None) -> None:
        """As os.unlink."""
        spot, gone = self._inode(self._spot(path, dir_fd, "unlink"), follow=False)
        if gone.is_folder:
            raise fault(errno.EISDIR)
        spot.volume.remove(spot.folder, spot.name)

    remove = unlink

    def link(
        self, source: str, target: str, *, src_dir_fd: int | None = None, dst_dir_fd: int | None = None,
        follow_symlinks: bool = True,
    ) -> None:  # fmt: skip
        """As os.link."""
        old, inode = self._inode(self._spot(source, src_dir_fd, "link"), follow=follow_symlinks)
        new = self._spot(target, dst_dir_fd, "link")
        self._same_volume(old, new)
        self._free(new)
        if inode.is_folder or not old.volume.kind.has_links:
            raise fault(errno.EPERM)
        new.volume.link(inode, new.folder, new.name)

    @staticmethod
    def _same_volume(old: Spot, new: Spot) -> None:
        if old.volume is not new.volume:
            raise fault(errno.EXDEV)

    def rename(
        self, source: str | bytes, target: str | bytes, *, src_dir_fd: int | None = None, dst_dir_fd: int | None = None
    ) -> None:
        """As os.rename."""
        self._rename(source, target, src_dir_fd, dst_dir_fd, 0)

    replace = rename

    def _rename(
        self, source: str | bytes, target: str | bytes, src_dir_fd: int | None, dst_dir_fd: int | None, flags: int
    ) -> None:
        old, new = self._spot(source, src_dir_fd, "rename"), self._spot(target, dst_dir_fd, "rename")
        self._same_volume(old, new)
        volume = old.volume
        moved = volume.find(old.folder, old.name) if old.name else old.folder
        there = volume.find(new.folder, new.name) if new.name else new.folder
        if moved is None or (new.folder.links == 0):
            raise fault(errno.ENOENT)
        if not old.name or not new.name:
            raise fault(errno.EBUSY)
        if flags & _NOREPLACE and there is not None:
            raise fault(errno.EEXIST)
        if flags & _EXCHANGE and there is None:
            raise fault(errno.ENOENT)
        if moved.is_folder and self._is_inside(new.folder, moved):
            raise fault(errno.EINVAL)
        if there is not None and there.is_folder and self._is_inside(old.folder, there):
            raise fault(errno.EINVAL if flags & _EXCHANGE else errno.ENOTEMPTY)
        if flags & _EXCHANGE:
            volume.exchange(old.folder, old.name, new.folder, new.name)
            return
        if there is not None and there is not moved:
            self._check_replaceable(moved, there)
        volume.move(old.folder, old.name, new.folder, new.name)

    @staticmethod
    def _check_replaceable(moved: Inode, there: Inode) -> None:
        if there.is_folder and not moved.is_folder:
            raise fault(errno.EISDIR)
        if moved.is_folder and not there.is_folder:
            raise fault(errno.ENOTDIR)
        if there.is_folder and there.entries:
            raise fault(errno.ENOTEMPTY)

    @staticmethod
    def _is_inside(folder: Inode, above: Inode) -> bool:
        at: Inode | None = folder
        while at is not None:
            if at is above:
                return True
            at = at.parent
        return False

    def renameat2(self, from_fd: int, source: bytes, to_fd: int, target: bytes, flags: int) -> int:
        """As the C library's."""
        start = self._handle(from_fd)
        try:
            kind = start.volume.kind
            if not (kind.refuses_taken if flags == _NOREPLACE else kind.exchanges):
                start.volume.before("rename")
                raise fault(errno.EINVAL)
            self._rename(source, target, from_fd, to_fd, flags)
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return -1
        return 0

    # -- handles ----------------------------------------------------------------------------------------------------

    def open(self, path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        """As os.open."""
        spot = self._spot(path, dir_fd, "open")
        inode = self._opened(spot, flags, mode)
        inode.handles += 1
        self._next_handle += 1
        self._handles[self._next_handle] = Handle(spot.volume, inode, flags)
        return self._next_handle

    def _opened(self, spot: Spot, flags: int, mode: int) -> Inode:
        found = spot.volume.find(spot.folder, spot.name) if spot.name else spot.folder
        if found is None:
            if not flags & os.O_CREAT or spot.folder.links == 0:
                raise fault(errno.ENOENT)
            return spot.volume.make(spot.folder, spot.name, FILE, mode & ~0o022)
        if flags & os.O_CREAT and flags & os.O_EXCL:
            raise fault(errno.EEXIST)
        if found.kind == LINK:
            if flags & os.O_NOFOLLOW:
                raise fault(errno.ENOTDIR if flags & os.O_DIRECTORY else errno.ELOOP)
            try:
                found = self._inode(spot, follow=True)[1]
            except FileNotFoundError:
                return self._opened(self._follow(spot, found, (), 0), flags, mode)
        self._check_access(found, flags, spot.volume)
        if flags & os.O_TRUNC and flags & _WRITES and found.data:
            spot.volume.truncate(found, 0)
            spot.volume.changed(spot.folder, spot.name)
        return found

    @staticmethod
    def _check_access(inode: Inode, flags: int, volume: Volume) -> None:
        if flags & os.O_DIRECTORY and not inode.is_folder:
            raise fault(errno.ENOTDIR)
        if inode.is_folder and flags & _WRITES:
            raise fault(errno.EISDIR)
        if volume.actor == "person" or flags & os.O_PATH:
            return
        writes, reads = bool(flags & _WRITES), not flags & os.O_WRONLY
        if (writes and not inode.mode & 0o200) or (reads and not inode.mode & 0o400):
            raise fault(errno.EACCES)

    def close(self, handle: int) -> None:
        """As os.close; never fails for what is open."""
        found = self._handles.pop(handle, None)
        if found is None:
            raise fault(errno.EBADF)
        found.inode.handles -= 1
        found.volume.release(found.inode)

    def fdopen(self, handle: int, _mode: str = "r") -> VirtualFile:
        """As os.fdopen, without a buffer."""
        return VirtualFile(self, handle)

    def _file(self, handle: int, call: str, *, writes: bool = False) -> Handle:
        found = self._handle(handle)
        found.volume.before(call)
        if found.inode.is_folder:
            raise fault(errno.EISDIR if not writes else errno.EBADF)
        if found.flags & os.O_PATH or (writes and not found.flags & _WRITES):
            raise fault(errno.EBADF)
        if not writes and found.flags & os.O_WRONLY:
            raise fault(errno.EBADF)
        return found

    def read(self, handle: int, size: int) -> bytes:
        """As os.read."""
        found = self._file(handle, "read")
        data = bytes(found.inode.data[found.at : found.at + size])
        found.at += len(data)
        return data

    def pread(self, handle: int, size: int, offset: int) -> bytes:
        """As os.pread."""
        return bytes(self._file(handle, "read").inode.data[offset : offset + size])

    def preadv(self, handle: int, buffers: Sequence[memoryview], offset: int) -> int:
        """As os.preadv."""
        data, done = self._file(handle, "read").inode.data, 0
        for buffer in buffers:
            piece = data[offset + done : offset + done + len(buffer)]
            buffer[: len(piece)] = piece
            done += len(piece)
        return done

    def write(self, handle: int, data: bytes | memoryview) -> int:
        """As os.write."""
        found = self._file(handle, "write", writes=True)
        if found.flags & os.O_APPEND:
            found.at = len(found.inode.data)
        done = found.volume.write(found.inode, found.at, bytes(data))
        found.at += done
        found.volume.file_changed(found.inode)
        return done

    def pwrite(self, handle: int, data: bytes | memoryview, offset: int) -> int:
        """As os.pwrite."""
        found = self._file(handle, "write", writes=True)
        done = found.volume.write(found.inode, offset, bytes(data))
        found.volume.file_changed(found.inode)
        return done

    def lseek(self, handle: int, offset: int, how: int) -> int:
        """As os.lseek."""
        found = self._handle(handle)
        found.at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: found.at, os.SEEK_END: len(found.inode.data)}[how]
        return found.at

    def ftruncate(self, handle: int, size: int) -> None:
        """As os.ftruncate."""
        found = self._file(handle, "truncate", writes=True)
        if size != len(found.inode.data):
            found.volume.truncate(found.inode, size)
            found.volume.file_changed(found.inode)

    def copy_file_range(self, source: int, target: int, count: int) -> int:
        """As os.copy_file_range."""
        old, new = self._file(source, "read"), self._file(target, "write", writes=True)
        data = bytes(old.inode.data[old.at : old.at + count])
        done = new.volume.write(new.inode, new.at, data) if data else 0
        old.at += done
        new.at += done
        return done

    def fsync(self, handle: int) -> None:
        """As os.fsync. Of a folder: the names up to now, as journals keep them in order."""
        found = self._handle(handle)
        found.volume.before("fsync")
        if found.inode.is_folder:
            found.volume.sync_names()
        else:
            found.volume.sync_file(found.inode)

    def syncfs(self, handle: int) -> int:
        """As the C library's, but that errors are raised."""
        found = self._handle(handle)
        found.volume.before("syncfs")
        found.volume.sync()
        return 0

    # -- attributes -------------------------------------------------------------------------------------------------

    def utime(
        self, path: str | int, *, ns: tuple[int, int], dir_fd: int | None = None, follow_symlinks: bool = True
    ) -> None:
        """As os.utime with ns."""
        if isinstance(path, int):
            found = self._handle(path)
            found.volume.before("utime")
            found.volume.set_times(found.inode, *ns)
            found.volume.file_changed(found.inode)
            return
        spot, inode = self._inode(self._spot(path, dir_fd, "utime"), follow=follow_symlinks)
        spot.volume.set_times(inode, *ns)
        spot.volume.changed(spot.folder, spot.name)

    def chmod(self, path: str, mode: int, *, dir_fd: int | None = None) -> None:
        """As os.chmod."""
        spot, inode = self._inode(self._spot(path, dir_fd, "chmod"), follow=True)
        spot.volume.set_mode(inode, mode)
        spot.volume.changed(spot.folder, spot.name)

    def fchmod(self, handle: int, mode: int) -> None:
        """As os.fchmod."""
        found = self._handle(handle)
        found.volume.before("chmod")
        found.volume.set_mode(found.inode, mode)
        found.volume.file_changed(found.inode)

    def chown(self, path: str, _uid: int, _gid: int, **where: Any) -> None:
        """As os.chown; there is one person here."""
        self._inode(self._spot(path, where.get("dir_fd"), "chown"), follow=where.get("follow_symlinks", True))

    def listxattr(self, path: str, *, follow_symlinks: bool = True) -> list[str]:
        """As os.listxattr."""
        return list(self._inode(self._spot(path, None, "xattr"), follow=follow_symlinks)[1].xattrs)

    def getxattr(self, path: str, name: str, *, follow_symlinks: bool = True) -> bytes:
        """As os.getxattr."""
        found = self._inode(self._spot(path, None, "xattr"), follow=follow_symlinks)[1].xattrs.get(name)
        if found is None:
            raise fault(errno.ENODATA)
        return found

    def setxattr(self, path: str, name: str, value: bytes, *, follow_symlinks: bool = True) -> None:
        """As os.setxattr."""
        self._inode(self._spot(path, None, "xattr"), follow=follow_symlinks)[1].xattrs[name] = value

    # -- what shutil does -------------------------------------------------------------------------------------------

    def disk_usage(self, path: str) -> Usage:
        """As shutil.disk_usage."""
        volume = self._spot(path, None, "statvfs").volume
        return Usage(volume.size_bytes, volume.size_bytes - volume.free_bytes, volume.free_bytes)

    def rmtree(self, path: str, **options: Any) -> None:
        """As shutil.rmtree."""
        dir_fd = options.get("dir_fd")
        handle = self.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=dir_fd)
        try:
            for entry in self.scandir(handle):
                if entry.is_dir(follow_symlinks=False):
                    self.rmtree(entry.name, dir_fd=handle)
                else:
                    self.unlink(entry.name, dir_fd=handle)
        finally:
            self.close(handle)
        self.rmdir(path, dir_fd=dir_fd)

    # -- for people -------------------------------------------------------------------------------------------------

    def write_file(self, path: str, data: bytes, *, flush: bool = False) -> None:
        """Write a file whole, in place."""
        handle = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            done = 0
            while done < len(data):
                done += self.write(handle, data[done:])
            if flush:
                self.fsync(handle)
        finally:
            self.close(handle)

    def read_file(self, path: str) -> bytes:
        """Return what a file holds."""
        handle = self.open(path, os.O_RDONLY)
        try:
            return self.read(handle, 1 << 30)
        finally:
            self.close(handle)

    def walk_files(self, path: str) -> Iterator[tuple[str, Inode]]:
        """Yield all that is below a folder, as paths from it, folders before what is in them; no calls are counted."""
        volume_name, *parts = [part for part in path.split("/") if part]
        volume = self.volumes[volume_name]
        folder: Inode | None = volume.root
        for part in parts:
            folder = volume.find(folder, part) if folder is not None else None
        if folder is not None:
            yield from _below(folder, "")


_REAL: Final = {name: value for name, value in vars(os).items() if name not in vars(VirtualOs)}
"""What is as in the real module, without a search each time."""


def _below(folder: Inode, lead: str) -> Iterator[tuple[str, Inode]]:
    for name, inode in sorted(folder.entries.values(), key=lambda entry: entry[0]):
        yield lead + name, inode
        if inode.is_folder:
            yield from _below(inode, f"{lead}{name}/")


@contextmanager
def on_virtual_disk(vos: VirtualOs) -> Iterator[VirtualOs]:
    """Let the disk room work on virtual volumes while the block runs."""
    fake_shutil = SimpleNamespace(
        copyfileobj=shutil.copyfileobj, disk_usage=vos.disk_usage, rmtree=vos.rmtree, Error=shutil.Error
    )
    with ExitStack() as stack:

        def patch(target: object, name: str, value: object) -> None:
            stack.enter_context(mock.patch.object(target, name, value))

        for room in ROOMS:
            if hasattr(room, "os"):
                patch(room, "os", vos)
            if hasattr(room, "shutil"):
                patch(room, "shutil", fake_shutil)
        patch(hashing, "io", SimpleNamespace(FileIO=lambda handle, _mode: VirtualFile(vos, handle)))
        patch(atomic, "_rename_with_flags", lambda: vos.renameat2)
        patch(atomic, "_syncfs", lambda: vos.syncfs)
        patch(behavior, "_mounts", lambda: _mounts(vos.volumes.values()))
        yield vos


def _mounts(volumes: Iterable[Volume]) -> list[tuple[str, str]]:
    return [(f"/{volume.name}", volume.kind.file_system) for volume in volumes]
