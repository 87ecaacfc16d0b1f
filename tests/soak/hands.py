"""The hands of one person at one folder: everything programs and people do to files, one thing at a time.

Half of the time at home, a folder that nobody else touches, else in the open, where everybody moves and removes
everything. A file is changed through the ledger only. Whatever fails because a path is not what it was a moment ago
fails as it would for a program: the hand goes on with something else.
"""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from megadesk.disk.names import scan_fault
from megadesk.model.relpath import printable
from megadesk.sync.ignore import built_in
from soak.ledger import Ledger
from soak.names import FOLDERS, ODD, POOL, home_of, own_name, owner_of

PRIVATE: Final = ".megadesk"
DEPTH_MAX: Final = 5
SIZES: Final = (0, 1, 30, 700, 4096, 5_000, 20_000, 120_000, 300_000)
BIG_SIZES: Final = (4 << 20, (4 << 20) + 1, 6 << 20, 9 << 20)
BIG_EVERY: Final = 25
YEAR_S: Final = 365 * 24 * 3600


class Hand:
    """One person at one device's folder."""

    def __init__(self, who: str, root: Path, everybody: list[str], chance: random.Random, ledger: Ledger) -> None:
        self.who, self.root, self.everybody, self.chance, self.ledger = who, root, everybody, chance, ledger
        self.home = root / home_of(who)
        self.n_done = 0
        self.n_failed = 0
        self._number = 0
        self._files: list[Path] = []
        self._folders: list[Path] = []
        self._is_open = False
        makes, spoils, many = [self.write, self.write_shared, self.copy], [self.remove, self.remove_folder], 4
        self._acts: list[Callable[[], None]] = [
            *makes * many, *spoils * 2,
            *[self.edit, self.append, self.safe_save, self.rewrite] * many,
            *[self.rename, self.move, self.rename_folder, self.move_folder] * 3,
            self.respell, self.swap, self.rotate, self.swap_folders, self.rename_over, self.copy_folder,
            self.toggle_executable, self.touch, self.age, self.put_link, self.put_pipe, self.put_odd,
            self.file_to_folder, self.folder_to_file, self.burst, self.make_folders, self.parent_in_motion,
            self.write_and_forget, self.write_again, self.rename_back_and_forth, self.empty_folder,
        ]  # fmt: skip

    # -- choosing -----------------------------------------------------------------------------------------------------

    def act(self, times: int, files_max: int) -> None:
        """Do so many things, in one of the two places; with many files about, remove more than is made."""
        self._is_open = self.chance.random() < 0.5
        self.look()
        for _ in range(times):
            crowded = len(self._files) > files_max
            act = self.chance.choice([self.remove, self.remove_folder]) if crowded else self.chance.choice(self._acts)
            try:
                act()
            except OSError as error:
                self.n_failed += 1
                self.ledger.note(self.who, f"! {act.__name__}", type(error).__name__)
            self.n_done += 1

    def look(self) -> None:
        """See what is where the hand is now."""
        top = self.root if self._is_open else self.home
        if not self._is_open:
            top.mkdir(exist_ok=True)
        self._files, self._folders = [], [top]
        homes = {home_of(who) for who in self.everybody}
        for at, folders, files in os.walk(top):
            if Path(at) == self.root:
                folders[:] = [name for name in folders if name != PRIVATE and name not in homes]
            self._folders += [found for name in folders if not (found := Path(at, name)).is_symlink()]
            self._files += [Path(at, name) for name in files]
        self._folders.sort()
        self._files.sort()

    def file(self, *, mine: bool = False) -> Path:
        """Return a file; with ``mine`` one that this person may change. FileNotFoundError if there is none."""
        found = [path for path in self._files if not mine or owner_of(path.name, self.everybody) in {self.who, None}]
        for _ in range(10):
            if found and stat.S_ISREG(os.lstat(path := self.chance.choice(found)).st_mode):
                return path
        raise FileNotFoundError

    def folder(self, *, below_top: bool = False) -> Path:
        """Return a folder; with ``below_top`` none that must stay where it is."""
        found = self._folders[1:] if below_top else self._folders
        if not found:
            raise FileNotFoundError
        return self.chance.choice(found)

    def fresh(self) -> str:
        """Return a name nobody has used."""
        self._number += 1
        return own_name(self.who, self._number, self.chance)

    def name(self) -> str:
        """Return a name for a file: of one's own, or one that others use too."""
        return self.fresh() if self.chance.random() < 0.7 else self.chance.choice(POOL)

    def data(self) -> bytes:
        """Return new bytes, now and then many."""
        size = self.chance.choice(BIG_SIZES if self.chance.randrange(BIG_EVERY) == 0 else SIZES)
        return self.chance.randbytes(size)

    def note(self, what: str, *paths: Path) -> None:
        """Write down what is done, and who had to do with which name."""
        shown = [str(path.relative_to(self.root)) for path in paths]
        self.ledger.note(self.who, what, *shown)
        for path in shown:
            self.ledger.named(self.who, path)

    # -- files --------------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Save a new file."""
        self._save(self.folder() / self.name(), self.data())

    def write_shared(self) -> None:
        """Save a file under a name that others use."""
        self._save(self.folder() / self.chance.choice(POOL), self.data())

    def _save(self, path: Path, data: bytes) -> None:
        self.note("create", path)
        self.ledger.create(path, data)
        self._files.append(path)

    def edit(self) -> None:
        """Change bytes in the middle of a file."""
        path = self.file(mine=True)
        size = path.stat().st_size
        pieces = self.chance.randrange(1, 3)
        states = [
            (self.chance.randrange(size + 1), self.chance.randbytes(self.chance.choice([8, 100])))
            for _ in range(pieces)
        ]
        self.note("edit", path)
        self.ledger.rewrite(path, states)

    def append(self) -> None:
        """Write at the end of a file."""
        path = self.file(mine=True)
        self.note("append", path)
        self.ledger.rewrite(path, [(1 << 62, self.chance.randbytes(60)) for _ in range(self.chance.randrange(1, 4))])

    def rewrite(self) -> None:
        """Cut a file off and write it anew, as editors do that know no better."""
        path = self.file(mine=True)
        self.note("rewrite", path)
        self.ledger.rewrite(path, [(0, self.data()), (1 << 62, self.data()[:5000])], truncate=True)

    def safe_save(self) -> None:
        """Write a new file beside, and rename it over the old one."""
        path = self.file(mine=True)
        beside = path.with_name(self.fresh()[:100] + self.chance.choice([".tmp", "~", ".swp"]))
        self.note("safe save", beside, path)
        self.ledger.create(beside, self.data())
        self.ledger.put_over(beside, path)

    def copy(self) -> None:
        """Copy a file."""
        self._save(self.folder() / self.name(), self.file().read_bytes())

    def remove(self) -> None:
        """Remove a file: at home any, in the open also those of others."""
        path = self.file()
        self.note("remove", path)
        self.ledger.remove(path)
        self._files.remove(path)

    def write_and_forget(self) -> None:
        """Make a file and remove it at once."""
        path = self.folder() / self.fresh()
        self.note("write and forget", path)
        self.ledger.create(path, self.data())
        self.ledger.remove(path)

    def write_again(self) -> None:
        """Remove a file and make it again with the same bytes."""
        path = self.file(mine=True)
        data = path.read_bytes()
        self.note("write again", path)
        self.ledger.remove(path)
        self.ledger.create(path, data)

    # -- places -------------------------------------------------------------------------------------------------------

    def _rename(self, what: str, source: Path, target: Path) -> None:
        self.note(what, source, target)
        if os.path.lexists(target):
            raise FileExistsError
        source.rename(target)
        self.ledger.renamed(source.name, target.name)

    def rename(self) -> None:
        """Give a file another name."""
        path = self.file(mine=True)
        self._rename("rename", path, path.with_name(self.name()))

    def respell(self) -> None:
        """Change upper and lower case only."""
        path = self.file(mine=True)
        self._rename("respell", path, path.with_name(path.name.swapcase()))

    def move(self) -> None:
        """Move a file to another folder."""
        path = self.file(mine=True)
        self._rename("move", path, self.folder() / path.name)

    def rename_over(self) -> None:
        """Rename a file over another."""
        source, target = self.file(mine=True), self.file(mine=True)
        if source != target:
            self.note("rename over", source, target)
            self.ledger.renamed(source.name, target.name)
            self.ledger.put_over(source, target)

    def rename_back_and_forth(self) -> None:
        """Rename a file there and back."""
        path = self.file(mine=True)
        away = path.with_name(self.fresh())
        self._rename("there", path, away)
        self._rename("and back", away, path)

    def swap(self) -> None:
        """Let two files change places."""
        self._swap(self.file(mine=True), self.file(mine=True))

    def swap_folders(self) -> None:
        """Let two folders change places."""
        self._swap(self.folder(below_top=True), self.folder(below_top=True))

    def _swap(self, one: Path, other: Path) -> None:
        if one == other or one in other.parents or other in one.parents:
            return
        aside = one.with_name(self.fresh())
        self._rename("swap 1", one, aside)
        self._rename("swap 2", other, one)
        self._rename("swap 3", aside, other)

    def rotate(self) -> None:
        """Let three files change places in a ring."""
        ring = [self.file(mine=True) for _ in range(3)]
        if len(set(ring)) < len(ring):
            return
        aside = ring[0].with_name(self.fresh())
        for source, target in zip([ring[0], *ring[1:], aside], [aside, *ring[:2], ring[2]], strict=True):
            self._rename("rotate", source, target)

    # -- folders ------------------------------------------------------------------------------------------------------

    def make_folders(self) -> None:
        """Make folders in folders, some of them of names that others use."""
        at = self.folder()
        for _ in range(self.chance.randrange(1, 4)):
            if len(at.relative_to(self.root).parts) >= DEPTH_MAX:
                return
            at = at / self._folder_name()
            self.note("make folder", at)
            at.mkdir()
            self._folders.append(at)

    def _folder_name(self) -> str:
        return self.chance.choice(FOLDERS) if self.chance.random() < 0.5 else self.fresh()[:80]

    def rename_folder(self) -> None:
        """Rename a folder with all in it."""
        path = self.folder(below_top=True)
        self._rename("rename folder", path, path.with_name(self._folder_name()))

    def move_folder(self) -> None:
        """Move a folder into another."""
        path, into = self.folder(below_top=True), self.folder()
        if path != into and path not in into.parents:
            self._rename("move folder", path, into / path.name)

    def copy_folder(self) -> None:
        """Copy a folder with all in it: what belongs to somebody gets a name of the copier's."""
        path = self.folder(below_top=True)
        target = self.folder() / self.fresh()[:80]
        if path == target.parent or path in target.parents:
            return
        self.note("copy folder", path, target)
        target.mkdir()
        for item in sorted(path.rglob("*")):
            if len(item.relative_to(path).parts) == 1 and stat.S_ISREG(item.lstat().st_mode):
                is_owned = owner_of(item.name, self.everybody) is not None
                copied = target / (self.fresh() if is_owned else item.name)
                self.ledger.named(self.who, copied.name)
                self.ledger.create(copied, item.read_bytes())

    def remove_folder(self) -> None:
        """Remove a folder with all in it."""
        path = self.folder(below_top=True)
        self.note("remove folder", path)
        self._clear(path)

    def empty_folder(self) -> None:
        """Remove what is in a folder, but not the folder."""
        path = self.folder(below_top=True)
        self.note("empty folder", path)
        for item in list(path.iterdir()):
            self._clear(item)

    def _clear(self, path: Path) -> None:
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            self.ledger.remove(path)
        elif not stat.S_ISDIR(mode):
            path.unlink()
        else:
            for item in list(path.iterdir()):
                self._clear(item)
            path.rmdir()

    def burst(self) -> None:
        """Unpack an archive: a folder of many small files."""
        folder = self.folder() / self.fresh()[:80]
        self.note("burst", folder)
        folder.mkdir()
        for number in range(self.chance.randrange(20, 200)):
            self.ledger.create(folder / f"{self.who}-{self._number}-{number}.c", self.chance.randbytes(60))

    def parent_in_motion(self) -> None:
        """Rename a folder, write into it, rename it again, as a build does."""
        path = self.folder(below_top=True)
        away, data = path.with_name(self.fresh()[:80]), self.data()
        self._rename("parent moves", path, away)
        self._save(away / self.fresh(), data)
        self._rename("parent moves on", away, away.with_name(self.fresh()[:80]))

    # -- kinds and attributes -------------------------------------------------------------------------------------------

    def file_to_folder(self) -> None:
        """Make a folder where a file was."""
        path = self.file(mine=True)
        self.note("file to folder", path)
        self.ledger.remove(path)
        path.mkdir()
        self._save(path / self.fresh(), self.data())

    def folder_to_file(self) -> None:
        """Make a file where a folder was."""
        path = self.folder(below_top=True)
        if len(list(path.rglob("*"))) < 20:
            self.note("folder to file", path)
            self._clear(path)
            self._save(path, self.data())

    def toggle_executable(self) -> None:
        """Make a file a program, or no longer."""
        path = self.file(mine=True)
        self.note("chmod", path)
        path.chmod(path.stat().st_mode ^ 0o111)

    def touch(self) -> None:
        """Give a file the time of now."""
        path = self.file()
        self.note("touch", path)
        os.utime(path)

    def age(self) -> None:
        """Give a file a time long past, or one to come."""
        path = self.file()
        self.note("age", path)
        moment = path.stat().st_mtime_ns + self.chance.choice([-1, -30 * YEAR_S, 10 * YEAR_S]) * 1_000_000_000 + 7
        os.utime(path, ns=(moment, moment))

    def put_link(self) -> None:
        """Put a symlink where others may want to put a file."""
        path = self.folder() / self.chance.choice(POOL)
        self.note("symlink", path)
        path.symlink_to(self.chance.choice(["/etc/hostname", "..", "nowhere"]))

    def put_pipe(self) -> None:
        """Put a pipe there."""
        path = self.folder() / self.chance.choice(POOL)
        self.note("pipe", path)
        os.mkfifo(path)

    def put_odd(self) -> None:
        """Save a file that does not travel: its name is ignored, or cannot be one."""
        name = os.fsdecode(self.chance.choice(ODD))
        path = self.folder() / name
        self.note("odd name", path)
        self.ledger.create(path, self.data()[:5000])

    # -- what a person does at the end ----------------------------------------------------------------------------------

    def tidy(self) -> None:
        """Take away links and pipes, and rename what only its name keeps from travelling."""
        for path in self._everything():
            with suppress(FileNotFoundError):  # sync has moved it meanwhile; only what cannot travel matters here
                mode = path.lstat().st_mode
                if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                    path.unlink()
                elif scan_fault(path.name) is not None or built_in(path.name, is_folder=stat.S_ISDIR(mode)) is not None:
                    self._rename("tidy", path, path.with_name(self.fresh()))

    def rescue(self, shown: str) -> None:
        """Give what is held by its name another one; ``shown`` is its path as status prints it."""
        for path in self._everything():
            if printable(path.relative_to(self.root).as_posix()) == shown:
                self._rename("rescue", path, path.with_name(self.fresh()))

    def _everything(self) -> list[Path]:
        """Return all that is in the folder, what is deepest first, but not what is sync's own."""
        return sorted(
            (path for path in self.root.rglob("*") if path.relative_to(self.root).parts[0] != PRIVATE),
            key=lambda path: -len(path.parts),
        )
