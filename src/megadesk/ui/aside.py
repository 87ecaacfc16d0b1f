"""Copies of cloud files that were fetched to be looked at or handed to another program: made, and cleared once they are old.

    make() --> a folder of its own <-- the engine fetches into it; note(folder): so it was when it had come
    clear() --> what is old, as it was, and open nowhere is gone;  changed() --> what a person edited, to be told once

A copy that was edited is never removed: it may be all there is of that edit. The copies lie in the profile's own folder,
which is private and which no system empties by itself, each folder with a list of its files beside it:

    state/aside/x7f3a9/Letter.txt      state/aside/x7f3a9.list      {"Letter.txt": [size, time, inode]}
"""

from __future__ import annotations

import json
import logging
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from megadesk.host.private import make_private_folder

log = logging.getLogger(__name__)

KEPT_S: Final = 3600.0
"""A program may have been given a copy and not have opened it yet; nobody needs it after so long."""

LIST: Final = ".list"
TOLD: Final = ".told"
GOING: Final = ".going"

Facts = dict[str, list[int]]


class Asides:
    """The copies of one profile. What cannot be read or removed stays, and is tried again the next time."""

    def __init__(
        self, folder: Path, *, now_s: Callable[[], float], is_open: Callable[[Path], bool] | None = None
    ) -> None:
        self._folder = folder
        self._now_s = now_s
        self._is_open = is_open or open_in_some_program

    def make(self) -> Path:
        """Return a new folder for what is fetched."""
        make_private_folder(self._folder)
        return Path(tempfile.mkdtemp(prefix="x", dir=self._folder))

    def note(self, folder: Path) -> None:
        """Write down how what was fetched is, so that an edit is seen."""
        try:
            _beside(folder, LIST).write_text(json.dumps(_facts(folder)), encoding="utf-8")
        except OSError as error:
            log.info("aside: %s", error.errno)

    def clear(self, *, also_new: bool = False) -> None:
        """Remove what is old, is as it was fetched, and is open in no program; ``also_new``: whenever it was fetched."""
        self._bring_back()
        for folder in self._folders():
            try:
                self._clear(folder, also_new=also_new)
            except OSError as error:
                log.info("aside: %s", error.errno)

    def changed(self) -> list[Path]:
        """Return the files that were edited since they were fetched, each once; they are kept."""
        found: list[Path] = []
        for folder in self._folders():
            known = _listed(folder)
            if known is None or _beside(folder, TOLD).exists():
                continue
            edited = [folder / name for name in _edited(_facts(folder), known)]
            if edited:
                found += edited
                _beside(folder, TOLD).touch()
        return found

    def _folders(self) -> list[Path]:
        try:
            return sorted(each for each in self._folder.iterdir() if not each.suffix and each.is_dir())
        except OSError:
            return []

    def _bring_back(self) -> None:
        """Give folders their name back whose removal was cut off."""
        for going in self._folder.glob(f"*{GOING}"):
            with suppress(OSError):
                going.rename(going.with_suffix(""))

    def _clear(self, folder: Path, *, also_new: bool) -> None:
        known = _listed(folder)
        if known is None:
            if also_new or self._now_s() - folder.stat().st_mtime >= KEPT_S:
                self.note(folder)  # its fetch was cut off, or went on without us: from now on it is watched
            return
        fetched_s = _beside(folder, LIST).stat().st_mtime
        is_new = not also_new and self._now_s() - fetched_s < KEPT_S
        if is_new or _edited(_facts(folder), known) or self._is_open(folder):
            return
        # Out of reach first: who saves in this very moment is told so by the system, and nothing is lost unseen.
        going = folder.rename(folder.with_name(folder.name + GOING))
        if _edited(_facts(going), known):
            going.rename(folder)
            return
        _remove(going)
        for name in (LIST, TOLD):
            _beside(folder, name).unlink(missing_ok=True)


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(folder.name + suffix)


def _listed(folder: Path) -> Facts | None:
    try:
        found = json.loads(_beside(folder, LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _edited(facts: Facts, known: Facts) -> list[str]:
    """Return what is not as it was fetched; what is not there any more was taken by whoever it was handed to."""
    return [name for name, seen in facts.items() if known.get(name) != seen]


def _facts(folder: Path) -> Facts:
    """Return size, time and inode of each file; an edit changes one of them, and so does what a program puts beside it."""
    found: Facts = {}
    for path in _files(folder):
        seen = path.lstat()
        found[path.relative_to(folder).as_posix()] = [seen.st_size, seen.st_mtime_ns, seen.st_ino]
    return found


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder, onerror=_raise):
        yield from (Path(place) / name for name in names)


def _raise(error: OSError) -> None:
    raise error


def _remove(folder: Path) -> None:
    for place, folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(place) / name
            if not path.is_symlink():
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows does not remove what is read only
            path.unlink()
        for name in folders:
            (Path(place) / name).rmdir()
    folder.rmdir()


def open_in_some_program(folder: Path, proc: Path = Path("/proc")) -> bool:
    """Return whether a program of ours has something in a folder open, where the system says so (Linux).

    Elsewhere the system itself refuses to move what is open (Windows), or leaves it to the program (macOS).
    """
    inside = f"{folder}{os.sep}"
    for files in proc.glob("[0-9]*/fd"):
        try:
            for number in files.iterdir():
                if os.readlink(number).startswith(inside):  # noqa: PTH115 -- no path, but what the kernel calls it
                    return True
        except OSError:
            continue  # somebody else's, or gone by now
    return False
