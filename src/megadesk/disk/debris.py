"""What sync takes away, kept by day under its original path.

    Photos/a.jpg --rename--> .megadesk/debris/2025-11-23/Photos/a.jpg          a second one: 2025-11-23 (2)/Photos/a.jpg
    kept() --> Kept(day, path, ...) --give_back--> Photos/a.jpg, or beside it

So what is kept always stands under the path that it had, whatever else had it that day. How long: expiry.py. A shelf
whose name begins with "held" has what is on its way (passage.py); what is named neither like that nor like a day was
put there by somebody else and stays.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from megadesk.disk.atomic import put
from megadesk.disk.fingerprint import HAS_CHANGE_TIME
from megadesk.disk.private import DEBRIS, PRIVATE_MODE
from megadesk.disk.root import Root, Spot
from megadesk.model.errors import OurBug
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath, join, name_of, parent_of

HOME: Final = RelPath(f"{PRIVATE_FOLDER}/{DEBRIS}")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: \([0-9]+\))?")
_HELD: Final = re.compile(r"held(?: .*)?")
_TRIES: Final = 100_000
EPOCH: Final = date(1970, 1, 1)
_DAY_NS: Final = 86_400 * 1_000_000_000
_HINTS_MAX: Final = 1_000
_FOLDER_MODE: Final = 0o700
_NAME_MAX: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file that was taken away. ``shelf``: the folder of its day; ``path``: where it was; times in ns since 1970."""

    shelf: str
    path: RelPath
    size_bytes: int
    removed_ns: int

    @property
    def is_timed(self) -> bool:
        """Whether the volume says when it came; else only its day is known."""
        return self.removed_ns % _DAY_NS != 0

    @property
    def place(self) -> RelPath:
        """Where it is now, below the root."""
        return RelPath(f"{HOME}/{self.shelf}/{self.path}")


class Debris:
    """The debris of one root. ``today`` returns the local date as YYYY-MM-DD."""

    def __init__(self, root: Root, today: Callable[[], str]) -> None:
        self.root = root
        self.today = today
        self.fresh_bytes = 0
        """How much was put here, for whoever has to see that it does not grow too large."""
        self._last: dict[tuple[str, RelPath], int] = {}

    # ---- taking away ------------------------------------------------------------------------------------------

    def keep(self, path: RelPath, take: Callable[[Spot], None], shelf: str | None = None) -> Spot:
        """Return the place where ``take`` has put what was at path, still held open; the caller closes it.

        ``take`` gets a place and raises FileExistsError if its name is taken; it is asked again with another one.
        shelf: where it is kept, today's if it is None.
        """
        day = self.today() if shelf is None else shelf
        for number in range(self._last.get((day, path), 1), _TRIES):
            spot = self._spot_on(day if number == 1 else f"{day} ({number})", path)
            if spot is None:
                continue
            try:
                take(spot)
            except FileExistsError:
                spot.__exit__(None, None, None)
            except BaseException:
                spot.__exit__(None, None, None)
                raise
            else:
                self._note(day, path, number, spot)
                return spot
        raise OurBug("a hundred thousand of one name in the debris of one day")

    def _note(self, day: str, path: RelPath, number: int, spot: Spot) -> None:
        """Remember where to look first: a file that another device saves all day is taken away as often."""
        if number > 1:
            if len(self._last) >= _HINTS_MAX:
                self._last.clear()
            self._last[day, path] = number
        with contextlib.suppress(OSError):
            self.fresh_bytes += spot.stat().st_size

    def _spot_on(self, shelf: str, path: RelPath) -> Spot | None:
        """Return the place on a shelf that stands for path, its folders made; None if a name on the way is taken."""
        at = join(HOME, shelf)
        whole = RelPath(f"{at}/{path}")
        try:
            return self.root.spot(whole)
        except (FileNotFoundError, NotADirectoryError):
            steps = parent_of(path).split("/") if parent_of(path) else []
        for step in ["", *steps]:
            at = join(at, step) if step else at
            if not self._make(at):
                return None
        return self.root.spot(whole)

    def _make(self, path: RelPath) -> bool:
        """Make a folder; False if something else has the name."""
        with self.root.spot(path) as spot:
            try:
                os.mkdir(spot.name, PRIVATE_MODE, dir_fd=spot.dir_fd)
            except FileExistsError:
                return self._is_folder(path)
        return True

    def _is_folder(self, path: RelPath) -> bool:
        try:
            self.root.close_listing(self.root.listing_target(path))
        except OSError:
            return False
        return True

    # ---- what there is ----------------------------------------------------------------------------------------

    def shelves(self) -> list[str]:
        """Return the folders of the days there is debris of, oldest first."""
        target = self.root.listing_target(HOME)
        try:
            with os.scandir(target) as found:
                return sorted(item.name for item in found if _is_shelf(item))
        finally:
            self.root.close_listing(target)

    def kept(self, shelf: str | None = None) -> Iterator[Kept]:
        """Yield every file, or those of one shelf; one that vanishes meanwhile is passed over."""
        for name in self.shelves() if shelf is None else [shelf]:
            waiting = [RelPath("")]
            while waiting:
                folder = waiting.pop()
                with contextlib.suppress(OSError):
                    for path, found in self._files_in(name, folder, waiting):
                        yield Kept(shelf=name, path=path, size_bytes=found.st_size, removed_ns=_removed_ns(name, found))

    def held(self) -> list[Kept]:
        """Return every file that was on its way when something ended it. Raises OSError."""
        return [
            Kept(shelf=shelf, path=path, size_bytes=found.st_size, removed_ns=0)
            for shelf, folder in self._held_folders()
            for path, found in self._files_in(shelf, folder, [])
        ]

    def clear_held(self) -> None:
        """Remove the folders of what was on its way, as far as nothing is in them."""
        with contextlib.suppress(OSError):
            for shelf, folder in reversed(self._held_folders()):
                with (
                    contextlib.suppress(OSError),
                    self.root.spot(RelPath(f"{HOME}/{shelf}/{folder}".rstrip("/"))) as at,
                ):
                    os.rmdir(at.name, dir_fd=at.dir_fd)

    def _held_folders(self) -> list[tuple[str, RelPath]]:
        """Return the folders of held shelves, those above before those below."""
        target = self.root.listing_target(HOME)
        try:
            with os.scandir(target) as found:
                at = [(item.name, RelPath("")) for item in found if _HELD.fullmatch(item.name)]
        finally:
            self.root.close_listing(target)
        for shelf, folder in at:
            below = list[RelPath]()
            self._files_in(shelf, folder, below)
            at += [(shelf, one) for one in below]
        return at

    def _files_in(self, shelf: str, folder: RelPath, below: list[RelPath]) -> list[tuple[RelPath, os.stat_result]]:
        """Return the files directly in a folder of a shelf, and add its folders to ``below``."""
        target = self.root.listing_target(RelPath(f"{HOME}/{shelf}/{folder}".rstrip("/")))
        files = []
        try:
            with os.scandir(target) as found:
                for item in found:
                    if item.is_dir(follow_symlinks=False):
                        below.append(join(folder, item.name))
                    else:
                        files.append((join(folder, item.name), item.stat(follow_symlinks=False)))
        finally:
            self.root.close_listing(target)
        return files

    # ---- back, or away for good -------------------------------------------------------------------------------

    def give_back(self, kept: Kept, path: RelPath | None = None) -> RelPath:
        """Put a file back where it was, or at path, and return where it is now: beside it if the name is taken.

        Replaces nothing. Raises OSError; FileNotFoundError if somebody was quicker.
        """
        wanted = kept.path if path is None else path
        parent = self._make_folders(parent_of(wanted))
        with self.root.spot(kept.place) as source:
            source.stat()
            for name in names_beside(name_of(wanted)):
                target = join(parent, name)
                with self.root.spot(target) as spot, contextlib.suppress(FileExistsError):
                    put(source, spot)
                    self.drop_empty(kept.place)
                    return target
        raise OurBug("a hundred thousand names beside it are taken")

    def _make_folders(self, folder: RelPath) -> RelPath:
        """Make the folders above a file that comes back; where a file has the name, one beside it. Return the last."""
        at = RelPath("")
        for step in folder.split("/") if folder else ():
            for name in names_beside(step):
                with self.root.spot(join(at, name)) as spot, contextlib.suppress(FileExistsError):
                    os.mkdir(spot.name, _FOLDER_MODE, dir_fd=spot.dir_fd)
                if self._is_folder(join(at, name)):
                    at = join(at, name)
                    break
        return at

    def remove(self, kept: Kept) -> None:
        """Remove a file for good; one that is gone already is fine. Raises OSError."""
        with contextlib.suppress(FileNotFoundError), self.root.spot(kept.place) as spot:
            os.unlink(spot.name, dir_fd=spot.dir_fd)
        self.drop_empty(kept.place)

    def drop_empty(self, place: RelPath) -> None:
        """Remove the folders of a shelf above a place in which nothing is left."""
        at = parent_of(place)
        with contextlib.suppress(OSError):
            while at != HOME:
                with self.root.spot(at) as spot:
                    os.rmdir(spot.name, dir_fd=spot.dir_fd)
                at = parent_of(at)


def day_of(shelf: str) -> date:
    """Return the day of a shelf."""
    return date.fromisoformat(shelf[:10])


def _is_shelf(item: os.DirEntry[str]) -> bool:
    if not _DAY.fullmatch(item.name) or not item.is_dir(follow_symlinks=False):
        return False
    try:
        day_of(item.name)
    except ValueError:
        return False
    return True


def _removed_ns(shelf: str, found: os.stat_result) -> int:
    """Return when a file came here: its change time, for a rename is the last that happens to it; else its day."""
    day_ns = (day_of(shelf) - EPOCH).days * _DAY_NS
    # A day of here is at most one off from the one of UTC.
    if HAS_CHANGE_TIME and abs(found.st_ctime_ns - day_ns) < 2 * _DAY_NS:
        return found.st_ctime_ns
    return day_ns


def names_beside(name: str) -> Iterator[str]:
    """Yield name, then ``name (restored).ext``, ``name (restored 2).ext``, each at most 255 bytes."""
    yield name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 16:  # noqa: PLR2004  # no extension is as long
        stem, dot, extension = name, "", ""
    for number in range(1, _TRIES):
        tail = f" (restored{f' {number}' if number > 1 else ''}){dot}{extension}"
        raw = os.fsencode(stem)[: _NAME_MAX - len(os.fsencode(tail))]
        # A character cut in two would be refused by disks that insist on UTF-8.
        yield raw.decode("utf-8", "ignore") + tail
