"""A volume in RAM: inodes that are reused, names as several file systems see them, and what a power cut leaves.

    Volume(kind)      directories, files, links; EXT4, CASEFOLD, HFS, FAT, WINDOWS say how it treats names and times
        .sync()       everything is on the medium             .sync_file(inode)  the bytes of one file are
        .power_cut()  the rest may be gone: see below
        .before       runs before every call: counts, fails, interrupts, or lets somebody else be quicker
        .on_change    what a watcher would be told

Durability is that of a journalling file system without luck: of the changes of names and attributes since the last
sync a first part survives, in order; of the bytes written to each file since then all, none or some do. Calls on paths
and handles are in ``virtual_os``.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from megadesk.model.values import replace

FILE: Final = stat.S_IFREG
FOLDER: Final = stat.S_IFDIR
LINK: Final = stat.S_IFLNK
NAME_MAX_BYTES: Final = 255
BLOCK_BYTES: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeKind:
    """How a file system treats names, times, numbers and modes.

    file_system: what the system calls it. stored_form: the Unicode form names are kept in, None for as they come.
    respells: whether renaming to another case of the same name does anything. refuses_taken, exchanges: flags of renames.
    """

    file_system: str = "ext4"
    fold_case: bool = False
    fold_form: bool = False
    stored_form: Literal["NFC", "NFD"] | None = None
    respells: bool = True
    refused: str = ""
    strips_dots: bool = False
    time_step_ns: int = 1
    stable_inodes: bool = True
    keeps_modes: bool = True
    has_change_time: bool = True
    has_links: bool = True
    refuses_taken: bool = True
    exchanges: bool = True


EXT4: Final = VolumeKind()
CASEFOLD: Final = VolumeKind(fold_case=True, fold_form=True, respells=False)
HFS: Final = VolumeKind(
    file_system="hfsplus", fold_case=True, fold_form=True, stored_form="NFD", refuses_taken=False, exchanges=False,
)  # fmt: skip
FAT: Final = VolumeKind(
    file_system="vfat", fold_case=True, refused='<>:"|?*\\', strips_dots=True, time_step_ns=2_000_000_000,
    stable_inodes=False, keeps_modes=False, has_change_time=False, has_links=False, refuses_taken=False,
    exchanges=False,
)  # fmt: skip
EXFAT: Final = replace(FAT, file_system="exfat", refuses_taken=True)
WINDOWS: Final = VolumeKind(file_system="ntfs3", fold_case=True, refused='<>:"|?*\\', keeps_modes=False)
KINDS: Final = {"ext4": EXT4, "casefold": CASEFOLD, "hfs": HFS, "fat": FAT, "exfat": EXFAT, "windows": WINDOWS}


def fault(code: int) -> OSError:
    """Return the system's error of that number."""
    return OSError(code, os.strerror(code))


class Inode:
    """A file, folder or link. ``durable`` is what the medium holds of its bytes, None if it holds all."""

    __slots__ = (
        "accessed_ns", "changed_ns", "data", "durable", "entries", "handles", "is_folder", "kind", "links", "mode", "modified_ns",
        "number", "parent", "target", "written_by", "xattrs",
    )  # fmt: skip

    def __init__(self, number: int, kind: int, mode: int, now_ns: int) -> None:
        self.number = number
        self.kind = kind
        self.is_folder = kind == FOLDER
        self.mode = mode
        self.data = bytearray()
        self.entries: dict[str, tuple[str, Inode]] = {}
        self.parent: Inode | None = None
        self.target = ""
        self.links = 0
        self.handles = 0
        self.accessed_ns = self.modified_ns = self.changed_ns = now_ns
        self.durable: tuple[bytes, int, int] | None = None
        self.written_by = ""
        self.xattrs: dict[str, bytes] = {}


class Volume:
    """One mounted volume. ``now_ns`` is the wall clock, which moves a little with every change."""

    def __init__(
        self, name: str, number: int, now_ns: Callable[[], int], kind: VolumeKind = EXT4, size_bytes: int = 1 << 30
    ) -> None:
        self.name = name
        self.number = number
        self.kind = kind
        self.size_bytes = size_bytes
        self.before: Callable[[str], None] = lambda _call: None
        self.on_change: Callable[[str], None] = lambda _path: None
        self.actor = "person"
        self._now_ns = now_ns
        self._used: dict[int, Inode] = {}
        self._free: list[int] = []
        self._undo: list[tuple[Inode | None, Callable[[], None]]] = []
        self._dirty: dict[Inode, None] = {}
        self._is_exact = not (kind.strips_dots or kind.fold_form or kind.fold_case)
        self.root = self._allocate(FOLDER, 0o755)
        self.root.links = 2
        self._undo.clear()

    # -- names ------------------------------------------------------------------------------------------------------

    def key(self, name: str) -> str:
        """Return what names are compared by."""
        kind = self.kind
        if kind.strips_dots:
            name = name.rstrip(". ") or name
        if kind.fold_form and not name.isascii():
            name = unicodedata.normalize("NFC", name)
        return name.casefold() if kind.fold_case else name

    def _stored(self, name: str) -> str:
        if self.kind.strips_dots:
            name = name.rstrip(". ") or name
        return unicodedata.normalize(self.kind.stored_form, name) if self.kind.stored_form else name

    def check_name(self, name: str) -> None:
        """Pass if a new entry may have this name."""
        if self.kind.refused and any(one in self.kind.refused or one < " " for one in name):
            raise fault(errno.EINVAL)

    def find(self, folder: Inode, name: str) -> Inode | None:
        """Return what has a name in a folder."""
        if len(name) > NAME_MAX_BYTES // 4 and len(os.fsencode(name)) > NAME_MAX_BYTES:
            raise fault(errno.ENAMETOOLONG)
        found = folder.entries.get(name if self._is_exact else self.key(name))
        return None if found is None else found[1]

    def path_of(self, folder: Inode, name: str) -> str:
        """Return where an entry is, from the top of the volume."""
        parts = [name]
        while folder is not self.root and folder.parent is not None:
            parts.append(next((kept for kept, inode in folder.parent.entries.values() if inode is folder), "?"))
            folder = folder.parent
        return "/".join(reversed(parts))

    def inodes(self) -> list[Inode]:
        """Return everything there is."""
        return list(self._used.values())

    # -- changing names ---------------------------------------------------------------------------------------------

    def now(self) -> int:
        """Return the time as this volume keeps it."""
        step = self.kind.time_step_ns
        return self._now_ns() // step * step

    def _allocate(self, kind: int, mode: int) -> Inode:
        number = self._free.pop(0) if self._free else len(self._used) + 2
        while number in self._used:
            number += 1
        made = Inode(number, kind, mode, self.now())
        self._used[number] = made
        self._note(None, lambda: self._drop_number(made))
        return made

    def _drop_number(self, inode: Inode) -> None:
        if self._used.get(inode.number) is inode:
            del self._used[inode.number]

    def release(self, inode: Inode) -> None:
        """Free a number that nothing names and nobody holds open; the next new file gets it."""
        if inode.links > 0 or inode.handles or self._used.get(inode.number) is not inode:
            return
        number = inode.number
        del self._used[number]
        self._free.insert(0, number)
        self._dirty.pop(inode, None)

        def back() -> None:
            self._used[number] = inode
            if number in self._free:
                self._free.remove(number)

        self._note(None, back)

    def _note(self, inode: Inode | None, undo: Callable[[], None]) -> None:
        self._undo.append((inode, undo))

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Let all that is noted in the block be undone together or not at all."""
        start = len(self._undo)
        yield
        steps = [undo for _, undo in self._undo[start:]]
        del self._undo[start:]

        def undo() -> None:
            for step in reversed(steps):
                step()

        self._note(None, undo)

    def _put(self, folder: Inode, name: str, inode: Inode | None) -> None:
        """Let a name stand for an inode, or for nothing."""
        key = self.key(name)
        before, times = folder.entries.get(key), (folder.modified_ns, folder.changed_ns)
        up = None if inode is None else inode.parent
        if inode is None:
            folder.entries.pop(key, None)
        else:
            folder.entries[key] = (self._stored(name), inode)
            inode.parent = folder
        folder.modified_ns = folder.changed_ns = self.now()

        def undo() -> None:
            if before is None:
                folder.entries.pop(key, None)
            else:
                folder.entries[key] = before
            folder.modified_ns, folder.changed_ns = times
            if inode is not None:
                inode.parent = up

        self._note(folder, undo)

    def _count(self, inode: Inode, change: int) -> None:
        changed_ns = inode.changed_ns
        inode.links += change
        if self.kind.has_change_time:
            inode.changed_ns = self.now()

        def undo() -> None:
            inode.links -= change
            inode.changed_ns = changed_ns

        self._note(inode, undo)

    def make(self, folder: Inode, name: str, kind: int, mode: int) -> Inode:
        """Make something new under a free name."""
        self.check_name(name)
        if self._used_bytes() + BLOCK_BYTES > self.size_bytes:
            raise fault(errno.ENOSPC)
        if not self.kind.keeps_modes:
            mode = 0o755
        with self._at_once():
            made = self._allocate(kind, mode)
            self._count(made, 2 if kind == FOLDER else 1)
            self._put(folder, name, made)
            if kind == FOLDER:
                self._count(folder, 1)
        if kind == FILE:
            made.durable = (b"", made.modified_ns, made.changed_ns)
            made.written_by = self.actor
            self._dirty[made] = None
        self.changed(folder, name)
        return made

    def link(self, inode: Inode, folder: Inode, name: str) -> None:
        """Give a file a second name."""
        self.check_name(name)
        with self._at_once():
            self._put(folder, name, inode)
            self._count(inode, 1)
        self.changed(folder, name)

    def remove(self, folder: Inode, name: str) -> None:
        """Take a name away: of a file, a link, or an empty folder."""
        gone = self.find(folder, name)
        assert gone is not None
        with self._at_once():
            self._put(folder, name, None)
            self._count(gone, -2 if gone.is_folder else -1)
            if gone.is_folder:
                self._count(folder, -1)
            self.release(gone)
        self.changed(folder, name)

    def move(self, source: Inode, old: str, target: Inode, new: str) -> None:
        """Rename; what has the new name, and may be replaced, is gone."""
        moved, there = self.find(source, old), self.find(target, new)
        assert moved is not None
        if there is moved and (source is not target or self.key(old) != self.key(new) or not self.kind.respells):
            return
        self.check_name(new)
        with self._at_once():
            if there is not None and there is not moved:
                self.remove(target, new)
            self._put(source, old, None)
            self._put(target, new, moved)
            self._count(moved, 0)
            if moved.is_folder and source is not target:
                self._count(source, -1)
                self._count(target, 1)
        self.changed(source, old)
        self.changed(target, new)

    def exchange(self, source: Inode, old: str, target: Inode, new: str) -> None:
        """Let two names change what they stand for."""
        one, other = self.find(source, old), self.find(target, new)
        assert one is not None
        assert other is not None
        with self._at_once():
            self._put(source, old, other)
            self._put(target, new, one)
            self._count(one, 0)
            self._count(other, 0)
            if source is not target and one.is_folder is not other.is_folder:
                self._count(source, -1 if one.is_folder else 1)
                self._count(target, 1 if one.is_folder else -1)
        self.changed(source, old)
        self.changed(target, new)

    def changed(self, folder: Inode, name: str) -> None:
        """Tell whoever watches."""
        self.on_change(self.path_of(folder, name))

    def file_changed(self, inode: Inode) -> None:
        """Tell whoever watches, under the last name it was given, if it still has that."""
        folder = inode.parent
        if folder is not None:
            name = next((kept for kept, there in folder.entries.values() if there is inode), None)
            if name is not None:
                self.changed(folder, name)

    # -- changing files ---------------------------------------------------------------------------------------------

    def _used_bytes(self) -> int:
        return sum(BLOCK_BYTES + len(inode.data) for inode in self._used.values())

    @property
    def free_bytes(self) -> int:
        """How much may still be written."""
        return max(0, self.size_bytes - self._used_bytes())

    def write(self, inode: Inode, offset: int, data: bytes) -> int:
        """Write bytes; return how many there was room for, ENOSPC if none."""
        grows = max(0, offset + len(data) - len(inode.data))
        if grows:
            room = self.free_bytes
            if room < grows:
                data = data[: max(0, len(data) - (grows - room))]
                if not data:
                    raise fault(errno.ENOSPC)
        self._soil(inode)
        if offset > len(inode.data):
            inode.data += bytes(offset - len(inode.data))
        inode.data[offset : offset + len(data)] = data
        self._touch(inode)
        return len(data)

    def truncate(self, inode: Inode, size_bytes: int) -> None:
        """Cut a file, or make it longer with zeros."""
        if size_bytes - len(inode.data) > self.free_bytes:
            raise fault(errno.ENOSPC)
        self._soil(inode)
        del inode.data[size_bytes:]
        inode.data += bytes(size_bytes - len(inode.data))
        self._touch(inode)

    def _soil(self, inode: Inode) -> None:
        if inode.durable is None:
            inode.durable = (bytes(inode.data), inode.modified_ns, inode.changed_ns)
            inode.written_by = self.actor
            self._dirty[inode] = None
        elif self.actor == "person":
            inode.written_by = self.actor

    def _touch(self, inode: Inode) -> None:
        inode.modified_ns = self.now()
        inode.changed_ns = inode.modified_ns

    def set_times(self, inode: Inode, accessed_ns: int, modified_ns: int) -> None:
        """Set the times of access and change of content."""
        step = self.kind.time_step_ns
        before = inode.accessed_ns, inode.modified_ns, inode.changed_ns
        inode.accessed_ns, inode.modified_ns = accessed_ns, modified_ns // step * step
        inode.changed_ns = self.now() if self.kind.has_change_time else inode.modified_ns

        def undo() -> None:
            inode.accessed_ns, inode.modified_ns, inode.changed_ns = before

        self._note(inode, undo)

    def set_mode(self, inode: Inode, mode: int) -> None:
        """Set the permission bits, where they are kept."""
        before = inode.mode, inode.changed_ns
        if self.kind.keeps_modes:
            inode.mode = mode & 0o7777
        if self.kind.has_change_time:
            inode.changed_ns = self.now()

        def undo() -> None:
            inode.mode, inode.changed_ns = before

        self._note(inode, undo)

    # -- the medium -------------------------------------------------------------------------------------------------

    def sync(self) -> None:
        """Put everything on the medium."""
        self._undo.clear()
        for inode in self._dirty:
            inode.durable = None
        self._dirty.clear()

    def sync_names(self) -> None:
        """Put names and attributes there, as a journal does that keeps their order; bytes are another question."""
        self._undo.clear()

    def sync_file(self, inode: Inode) -> None:
        """Put the bytes and attributes of one file there; whether its name is there is another question."""
        inode.durable = None
        self._dirty.pop(inode, None)
        self._undo = [entry for entry in self._undo if entry[0] is not inode]

    def power_cut(self, chance: Random) -> list[bytes]:
        """Lose what was not synced: all, some or none of it. Return what became of bytes that people had written."""
        keep = chance.choice((0, len(self._undo), chance.randint(0, len(self._undo))))
        while len(self._undo) > keep:
            self._undo.pop()[1]()
        left: list[bytes] = []
        for inode in self._dirty:
            self._lose(inode, chance)
            if inode.written_by == "person":
                left.append(bytes(inode.data))
        for inode in self._used.values():
            inode.handles = 0
        self.sync()
        for inode in self.inodes():
            if inode is not self.root:
                self.release(inode)
        self._undo.clear()
        self.remount()
        return left

    def _lose(self, inode: Inode, chance: Random) -> None:
        assert inode.durable is not None
        held, modified_ns, changed_ns = inode.durable
        outcome = chance.randrange(4)
        if outcome == 0:
            return
        if outcome == 1:
            inode.data[:] = held
            inode.modified_ns, inode.changed_ns = modified_ns, changed_ns
        elif outcome == 2:
            inode.data[:] = held
        else:
            cut = chance.randint(0, len(inode.data))
            inode.data[cut:] = held[cut:] if len(held) > cut else bytes(len(inode.data) - cut)

    def close_all(self) -> None:
        """Let go of what a killed process held open."""
        for inode in self.inodes():
            inode.handles = 0
            if inode is not self.root:
                self.release(inode)

    def remount(self) -> None:
        """Number the files anew where numbers do not last."""
        if self.kind.stable_inodes:
            return
        inodes = [inode for inode in self._used.values() if inode is not self.root]
        first = max(self._used) + 1
        self._used = {self.root.number: self.root}
        for number, inode in enumerate(inodes, start=first):
            inode.number = number
            self._used[number] = inode
        self._free.clear()
