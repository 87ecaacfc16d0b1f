"""What people do in their folders, and the book kept of every content they wrote.

    Deed(at, device, verb, x, y, z)     one entry of the workload tape; the numbers choose among what is there then
    Person(vos, top, name, book).do(deed)
    Book                                which contents must still be there at the end

A content is released by whoever overwrites or removes it where it stands: that was meant. All others must be live.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final, NamedTuple

from megadesk.model.relpath import PRIVATE_FOLDER
from sim.virtual_os import VirtualOs
from sim.volume import FILE, FOLDER, Inode

MARK: Final = "PLAINTEXT"
PLAIN_NAMES: Final = ("letter.txt", "budget", "photos", "archive.zip", "readme")
WILD_NAMES: Final = (
    *PLAIN_NAMES, "Letter.TXT", "PHOTOS", "caf\u00e9 menu", "cafe\u0301 menu", "notes 1:2", "ending.", "x" * 200,
)  # fmt: skip
SILENT_NAMES: Final = (".DS_Store", "film.part", "~$letter.txt")
POOL: Final = tuple(f"{MARK} of everybody {number}".encode() for number in range(3))
DAY_NS: Final = 86_400_000_000_000


class Deed(NamedTuple):
    """One thing a person does: when, on which device, what, and three numbers that choose the rest."""

    at: int
    device: int
    verb: int
    x: int
    y: int
    z: int


@dataclass(slots=True)
class Book:
    """Every content a person wrote, and what became of it as far as people know."""

    kept: dict[bytes, str] = field(default_factory=dict)
    released: dict[bytes, str] = field(default_factory=dict)
    removed_by: dict[bytes, int] = field(default_factory=dict)
    touched_by: dict[bytes, set[int]] = field(default_factory=dict)
    """By content; one that was written over another one has its part in that one's set: it is the same file."""
    n_let_go: dict[bytes, int] = field(default_factory=dict)
    copied: set[bytes] = field(default_factory=set)
    torn: set[bytes] = field(default_factory=set)
    """What a power cut made of bytes that were on their way to the medium."""

    def wrote(self, content: bytes, who: int, where: str, over: bytes = b"") -> None:
        """Note that somebody wrote a content, over another one perhaps."""
        if over in self.touched_by and content not in self.touched_by:
            self.touched_by[content] = self.touched_by[over]
        self.touched(content, who)
        if content in POOL or content in self.released:
            self.copied.add(content)
        self.removed_by.pop(content, None)
        if content not in self.released:  # else it was an old version somewhere, and may rightly be taken for it
            self.kept[content] = where

    def let_go(self, content: bytes, who: int, why: str, *, removed: bool = False) -> None:
        """Note that somebody overwrote or removed a content that was in front of them."""
        if content in self.kept:
            del self.kept[content]
        self.released[content] = why
        self.n_let_go[content] = self.n_let_go.get(content, 0) + 1
        self.touched(content, who)
        if removed:
            self.removed_by[content] = who
        else:
            self.removed_by.pop(content, None)

    def taken_out(self, content: bytes) -> None:
        """Note that somebody took a removed content out of the bin: it stays, unless more than one had let it go."""
        self.removed_by.pop(content, None)
        if self.n_let_go.get(content) == 1 and content not in self.copied:
            self.kept[content] = f"{self.released.pop(content)}, and taken out of the bin"

    def touched(self, content: bytes, who: int) -> None:
        """Note that somebody did something to a file with this content."""
        self.touched_by.setdefault(content, set()).add(who)

    def joined(self, one: bytes, other: bytes) -> None:
        """Note that two contents are, or may be taken for, one file."""
        both = self.touched_by.setdefault(one, set()) | self.touched_by.setdefault(other, set())
        for content, whose in list(self.touched_by.items()):
            if whose is self.touched_by[one] or whose is self.touched_by[other]:
                self.touched_by[content] = both

    def is_known(self, content: bytes) -> bool:
        """Whether anybody wrote it, or a power cut left it so."""
        return content in self.kept or content in self.released or content in self.torn


class Person:
    """Somebody at work in one folder. Does nothing where the numbers of a deed choose nothing possible."""

    def __init__(
        self, vos: VirtualOs, top: str, number: int, name: str, book: Book, names: tuple[str, ...],
        now_ns: Callable[[], int],
    ) -> None:  # fmt: skip
        self._os = vos
        self._top = top
        self._number = number
        self._name = name
        self._book = book
        self._names = names
        self._now_ns = now_ns
        self._count = 0
        self._verbs: tuple[Callable[[Deed], str], ...] = (
            self.create, self.create, self.create, self.edit, self.edit, self.append, self.save_safely,
            self.save_with_backup, self.move, self.move, self.rename, self.swap, self.remove, self.remove,
            self.make_folder, self.remove_folder, self.move_folder, self.move_folder, self.rename_folder,
            self.toggle_executable, self.touch, self.copy, self.copy_folder, self.turn_kind, self.respell,
            self.make_nest, self.create_common, self.create_silent, self.link, self.replace, self.empty, self.restore,
            self.swap_folders,
        )  # fmt: skip

    def do(self, deed: Deed) -> str:
        """Do it; return what was done, for the log."""
        verb = self._verbs[deed.verb % len(self._verbs)]
        try:
            return f"{self._name} {verb.__name__} {verb(deed)}"
        except OSError as error:
            return f"{self._name} {verb.__name__} could not: {error.errno}"

    # -- what is there ----------------------------------------------------------------------------------------------

    def _all(self) -> list[tuple[str, Inode]]:
        return [
            (path, inode)
            for path, inode in self._os.walk_files(self._top)
            if path.partition("/")[0] != PRIVATE_FOLDER and posixpath.basename(path) not in SILENT_NAMES
        ]

    def _files(self) -> list[str]:
        return [path for path, inode in self._all() if inode.kind == FILE]

    def _folders(self, *, top: bool = True) -> list[str]:
        found = [path for path, inode in self._all() if inode.kind == FOLDER]
        return ["", *found] if top else found

    def _at(self, path: str) -> str:
        return f"{self._top}/{path}"

    @staticmethod
    def _pick(found: list[str], number: int) -> str:
        if not found:
            raise FileNotFoundError(2, "nothing to choose from")
        return found[number % len(found)]

    def _file(self, number: int) -> str:
        return self._pick(self._files(), number)

    def _place(self, number: int, other: int) -> str:
        folder = self._pick(self._folders(), number)
        return posixpath.join(folder, self._names[other % len(self._names)])

    # -- contents ---------------------------------------------------------------------------------------------------

    def _fresh(self, number: int) -> bytes:
        """Return a content that nobody wrote before."""
        self._count += 1
        return f"{MARK} {self._name} {self._count} ".encode() + b"." * (number % 40)

    def _read(self, path: str) -> bytes:
        return self._os.read_file(self._at(path))

    def _let_go(self, path: str, why: str, *, removed: bool = False) -> None:
        """Note that what a file holds, if it is one, is about to go."""
        inode = self._os.stat(self._at(path), follow_symlinks=False)
        if inode.st_mode & 0o170000 == FILE:
            self._book.let_go(self._read(path), self._number, f"{self._name}: {why} {path}", removed=removed)

    def _write(self, path: str, content: bytes, why: str, *, flush: bool = False) -> None:
        over = b""
        with suppress(FileNotFoundError):
            over = self._read(path)
            if over == content:
                self._os.write_file(self._at(path), content, flush=flush)
                return
            self._let_go(path, why)
        self._put(path, content, flush=flush)
        if content:
            self._book.wrote(content, self._number, f"{self._name} {path}", over)

    def _put(self, path: str, content: bytes, *, flush: bool = False) -> None:
        """Write, as far as there is room."""
        try:
            self._os.write_file(self._at(path), content, flush=flush)
        except OSError:
            with suppress(OSError):
                self._book.torn.add(self._read(path))
            raise

    def _touched(self, path: str) -> None:
        """Note that a file, or all in a folder, was moved or changed from outside."""
        for below, inode in self._all():
            if inode.kind == FILE and (below == path or below.startswith(path + "/")):
                self._book.touched(bytes(inode.data), self._number)

    # -- files ------------------------------------------------------------------------------------------------------

    def create(self, deed: Deed) -> str:
        """Save a file under some name, over whatever file has it."""
        path = self._place(deed.x, deed.y)
        self._write(path, self._fresh(deed.z), "saved over", flush=deed.z % 2 == 0)
        return path

    def create_common(self, deed: Deed) -> str:
        """Save one of few contents that everybody has."""
        path = self._place(deed.x, deed.y)
        self._write(path, POOL[deed.z % len(POOL)], "saved over")
        return path

    def edit(self, deed: Deed) -> str:
        """Change a file in place."""
        path = self._file(deed.x)
        self._write(path, self._fresh(deed.z), "edited", flush=deed.y % 2 == 0)
        return path

    def append(self, deed: Deed) -> str:
        """Add to a file."""
        path = self._file(deed.x)
        self._write(path, self._read(path) + self._fresh(deed.z), "appended to")
        return path

    def empty(self, deed: Deed) -> str:
        """Cut a file to nothing."""
        path = self._file(deed.x)
        self._write(path, b"", "emptied")
        return path

    def save_safely(self, deed: Deed) -> str:
        """Write a new file beside it and rename that over."""
        path = self._file(deed.x)
        content = self._fresh(deed.z)
        beside = f"{path}.new{deed.y % 3}"[-250:]
        self._write(beside, content, "saved over", flush=deed.y % 2 == 0)
        self._book.joined(content, self._read(path))
        self._let_go(path, "saved safely")
        self._os.rename(self._at(beside), self._at(path))
        return path

    def save_with_backup(self, deed: Deed) -> str:
        """Rename it away, write it anew, remove the old one."""
        path = self._file(deed.x)
        backup = path[-200:] + "~" if "/" not in path else path + "~"
        if self._os.path.lexists(self._at(backup)):  # perhaps by another spelling
            self._let_go(backup, "old backup")
        self._touched(path)
        self._os.rename(self._at(path), self._at(backup))
        content = self._fresh(deed.z)
        self._write(path, content, "saved over")
        self._book.joined(content, self._read(backup))
        if deed.y % 3:
            self._let_go(backup, "removed backup")
            self._os.unlink(self._at(backup))
        return path

    def restore(self, deed: Deed) -> str:
        """Put an older content into a file, with an older time."""
        path = self._file(deed.x)
        older = [content for content in self._book.released if content]
        if not older:
            raise FileNotFoundError(2, "no older content")
        self._write(path, older[deed.y % len(older)], "put back over")
        self._os.utime(self._at(path), ns=(0, self._now_ns() - deed.z % 1000 * DAY_NS))
        return path

    def touch(self, deed: Deed) -> str:
        """Change the time of a file only."""
        path = self._file(deed.x)
        self._os.utime(self._at(path), ns=(0, self._now_ns() - deed.y % 1000 * DAY_NS))
        return path

    def toggle_executable(self, deed: Deed) -> str:
        """Set or clear the executable bits."""
        path = self._file(deed.x)
        self._touched(path)
        self._os.chmod(self._at(path), self._os.stat(self._at(path)).st_mode ^ 0o111)
        return path

    def move(self, deed: Deed) -> str:
        """Move a file into a folder, if its name is free there."""
        path = self._file(deed.x)
        target = posixpath.join(self._pick(self._folders(), deed.y), posixpath.basename(path))
        return self._rename(path, target)

    def rename(self, deed: Deed) -> str:
        """Give a file another name, if that is free."""
        path = self._file(deed.x)
        target = posixpath.join(posixpath.dirname(path), self._names[deed.y % len(self._names)])
        return self._rename(path, target)

    def _rename(self, path: str, target: str) -> str:
        if self._os.path.lexists(self._at(target)):
            raise FileExistsError(17, "taken")
        self._touched(path)
        self._os.rename(self._at(path), self._at(target))
        return f"{path} -> {target}"

    def replace(self, deed: Deed) -> str:
        """Move a file over another one."""
        path, target = self._file(deed.x), self._file(deed.y)
        if path == target:
            raise FileExistsError(17, "itself")
        self._touched(path)
        self._book.joined(self._read(path), self._read(target))
        self._let_go(target, "moved over")
        self._os.rename(self._at(path), self._at(target))
        return f"{path} -> {target}"

    def swap(self, deed: Deed) -> str:
        """Let two files change names."""
        return self._swap(self._file(deed.x), self._file(deed.y))

    def swap_some(self, deed: Deed) -> str:
        """Let two different files change names, if there are two."""
        files = self._files()
        one = deed.x % max(1, len(files))
        return self._swap(self._pick(files, one), self._pick(files, one + 1 + deed.y % max(1, len(files) - 1)))

    def _swap(self, one: str, other: str) -> str:
        if one == other or one.startswith(other + "/") or other.startswith(one + "/"):
            raise FileExistsError(17, "itself")
        self._touched(one)
        self._touched(other)
        self._exchanged(one, other)
        between = self._at(one + ".swap")[:250] if "/" in one else self._at("between.swap")
        if self._os.path.lexists(between):  # a power cut came between the last time
            self._let_go(between.removeprefix(self._top + "/"), "swapped over")
        self._os.rename(self._at(one), between)
        self._os.rename(self._at(other), self._at(one))
        self._os.rename(between, self._at(other))
        return f"{one} <-> {other}"

    def _exchanged(self, *paths: str) -> None:
        """Note that these may be taken for the same files with other contents.

        So are they where inodes say nothing, and where one of them was heard of by nobody: somebody may have saved it.
        """
        held = [
            bytes(inode.data)
            for below, inode in self._all()
            if inode.kind == FILE and any(below == path or below.startswith(path + "/") for path in paths)
        ]
        for content in held[1:]:
            self._book.joined(held[0], content)

    def remove(self, deed: Deed) -> str:
        """Delete a file."""
        path = self._file(deed.x)
        self._let_go(path, "removed", removed=True)
        self._os.unlink(self._at(path))
        return path

    def copy(self, deed: Deed) -> str:
        """Copy a file to a free name."""
        path, target = self._file(deed.x), self._place(deed.y, deed.z)
        if self._os.path.lexists(self._at(target)):
            raise FileExistsError(17, "taken")
        self._copy(path, target)
        return f"{path} -> {target}"

    def _copy(self, path: str, target: str) -> None:
        content = self._read(path)
        self._book.copied.add(content)
        self._put(target, content)
        if content:
            self._book.wrote(content, self._number, f"{self._name} {target}")

    def respell(self, deed: Deed) -> str:
        """Change a name from upper to lower case or back."""
        everything = [path for path, _ in self._all()]
        path = self._pick(everything, deed.x)
        folder, name = posixpath.split(path)
        target = posixpath.join(folder, name.swapcase())
        if self._os.path.lexists(self._at(target)) and not self._is_same(path, target):
            raise FileExistsError(17, "taken")
        self._touched(path)
        self._os.rename(self._at(path), self._at(target))
        return f"{path} -> {target}"

    def _is_same(self, one: str, other: str) -> bool:
        return self._os.stat(self._at(one)).st_ino == self._os.stat(self._at(other)).st_ino

    def create_silent(self, deed: Deed) -> str:
        """Leave a file of the kind that is never synced."""
        path = posixpath.join(self._pick(self._folders(), deed.x), SILENT_NAMES[deed.y % len(SILENT_NAMES)])
        self._os.write_file(self._at(path), b"silent")
        return path

    def link(self, deed: Deed) -> str:
        """Make a symbolic link that leads out of the folder."""
        path = posixpath.join(self._pick(self._folders(), deed.x), f"link {deed.y % 2}")
        self._os.symlink(f"/{self._name}/outside", self._at(path))
        return path

    # -- in the midst of something ------------------------------------------------------------------------------------

    def write_aside(self, deed: Deed, path: str) -> str:
        """Write, through a handle that was opened before, to a file that now stands in our stage."""
        over = self._os.read_file(path)
        content = self._fresh(deed.z)
        self._book.let_go(over, self._number, f"{self._name}: written over while aside")
        try:
            self._os.write_file(path, content)
        except OSError:
            self._book.torn.add(self._os.read_file(path))
            raise
        self._book.wrote(content, self._number, f"{self._name} while aside", over)
        return f"{self._name} writes to what is aside"

    def remove_in(self, folder: str, number: int) -> str:
        """Delete a file in a folder that somebody else is removing."""
        path = self._pick([path for path in self._files() if path.startswith(folder + "/")], number)
        self._let_go(path, "removed by hand", removed=True)
        self._os.unlink(self._at(path))
        return f"{self._name} removes {path} by hand"

    # -- folders ----------------------------------------------------------------------------------------------------

    def make_folder(self, deed: Deed) -> str:
        """Make a folder."""
        path = self._place(deed.x, deed.y)
        self._os.mkdir(self._at(path))
        return path

    def make_nest(self, deed: Deed) -> str:
        """Make folders in each other with a file in the last."""
        path = posixpath.join(
            self._place(deed.x, deed.y), self._names[deed.z % len(self._names)],
            self._names[(deed.y + deed.z) % len(self._names)],
        )  # fmt: skip
        self._os.makedirs(self._at(posixpath.dirname(path)), exist_ok=True)
        self._write(path, self._fresh(deed.z), "saved over")
        return path

    def remove_folder(self, deed: Deed) -> str:
        """Delete a folder with all that is in it."""
        path = self._pick(self._folders(top=False), deed.x)
        self._let_go_below(path)
        self._os.rmtree(self._at(path))
        return path

    def _let_go_below(self, path: str) -> None:
        for below, inode in self._all():
            if inode.kind == FILE and below.startswith(path + "/"):
                self._book.let_go(bytes(inode.data), self._number, f"{self._name}: removed with its folder {below}")

    def move_folder(self, deed: Deed) -> str:
        """Move a folder into another one."""
        path = self._pick(self._folders(top=False), deed.x)
        into = self._pick(self._folders(), deed.y)
        return self._rename(path, posixpath.join(into, posixpath.basename(path)))

    def rename_folder(self, deed: Deed) -> str:
        """Give a folder another name."""
        path = self._pick(self._folders(top=False), deed.x)
        return self._rename(path, posixpath.join(posixpath.dirname(path), self._names[deed.y % len(self._names)]))

    def swap_folders(self, deed: Deed) -> str:
        """Let two folders change names."""
        folders = self._folders(top=False)
        return self._swap(self._pick(folders, deed.x), self._pick(folders, deed.y))

    def copy_folder(self, deed: Deed) -> str:
        """Copy a folder with all that is in it to a free name."""
        path, target = self._pick(self._folders(top=False), deed.x), self._place(deed.y, deed.z)
        if self._os.path.lexists(self._at(target)) or target.startswith(path + "/"):
            raise FileExistsError(17, "taken")
        self._os.mkdir(self._at(target))
        for below, inode in self._all():
            if below.startswith(path + "/"):
                to = target + below[len(path) :]
                if inode.kind == FOLDER:
                    self._os.mkdir(self._at(to))
                elif inode.kind == FILE:
                    self._copy(below, to)
        return f"{path} -> {target}"

    def turn_kind(self, deed: Deed) -> str:
        """Replace a file by a folder of its name, or a folder by a file."""
        path = self._pick([path for path, inode in self._all() if inode.kind in {FILE, FOLDER}], deed.x)
        if path in self._files():
            self._let_go(path, "turned into a folder")
            self._os.unlink(self._at(path))
            self._os.mkdir(self._at(path))
            if deed.y % 2:
                self._write(posixpath.join(path, self._names[deed.z % len(self._names)]), self._fresh(deed.z), "-")
        else:
            self._let_go_below(path)
            self._os.rmtree(self._at(path))
            self._write(path, self._fresh(deed.z), "-")
        return path


def random_deeds(chance: Random, count: int, ticks: int, devices: int) -> list[Deed]:
    """Return the workload tape: deeds in the order of time, some close together."""
    ats: list[int] = []
    while len(ats) < count:
        at = chance.randrange(ticks)
        ats += [at] * chance.choice((1, 1, 1, 2, 3))
    return [
        Deed(at, chance.randrange(devices), *(chance.randrange(1 << 16) for _ in range(4)))
        for at in sorted(ats[:count])
    ]
