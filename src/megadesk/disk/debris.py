"""What sync takes away, kept by day under its original path.

    Photos/a.jpg --rename--> .megadesk/debris/2025-11-23/Photos/a.jpg          a second one that day: a (2).jpg

``expire`` removes whole days: those older than the limit, then the oldest until the rest is a small share of the disk.
The day that runs is never removed. What is not named like a day was put there by somebody else and stays.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.disk.private import DEBRIS, PRIVATE_MODE
from megadesk.disk.root import Root, Spot
from megadesk.model.errors import OurBug
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath, join, name_of, parent_of

KEEP_DAYS: Final = 30
SHARE_OF_DISK: Final = 0.10

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRIES: Final = 10_000


class Debris:
    """The debris of one root. ``today`` returns the local date as YYYY-MM-DD."""

    def __init__(self, root: Root, today: Callable[[], str]) -> None:
        self._root = root
        self._today = today

    def keep(self, path: RelPath, take: Callable[[Spot], None]) -> Spot:
        """Return the place where ``take`` has put what was at path, still held open; the caller closes it.

        ``take`` gets a place and raises FileExistsError if its name is taken; it is asked again with another one.
        """
        folder = self._today_of(parent_of(path))
        for name in _numbered(name_of(path)):
            try:
                spot = self._root.spot(join(folder, name))
            except (FileNotFoundError, NotADirectoryError):
                folder = self._make_today_of(parent_of(path))
                spot = self._root.spot(join(folder, name))
            try:
                take(spot)
            except FileExistsError:
                spot.__exit__(None, None, None)
            except BaseException:
                spot.__exit__(None, None, None)
                raise
            else:
                return spot
        raise OurBug("ten thousand names in the debris are taken")

    def _today_of(self, parent: RelPath) -> RelPath:
        """Return the folder of today that stands for parent, whether it is there or not."""
        return RelPath(f"{PRIVATE_FOLDER}/{DEBRIS}/{self._today()}{'/' if parent else ''}{parent}")

    def _make_today_of(self, parent: RelPath) -> RelPath:
        """Make the folder of today that stands for parent, and return it.

        A step whose name a file took today (the folder was a file this morning) gets a number.
        """
        at = self._today_of(RelPath(""))
        self._make(at)
        for step in parent.split("/") if parent else ():
            at = next(found for name in _numbered(step) if self._make(found := join(at, name)))
        return at

    def _is_folder(self, path: RelPath) -> bool:
        try:
            self._root.close_listing(self._root.listing_target(path))
        except OSError:
            return False
        return True

    def _make(self, path: RelPath) -> bool:
        """Make a folder; False if something else has the name."""
        with self._root.spot(path) as spot:
            try:
                os.mkdir(spot.name, PRIVATE_MODE, dir_fd=spot.dir_fd)
            except FileExistsError:
                return self._is_folder(path)
        return True

    # ---- the end of it ----------------------------------------------------------------------------------------

    def days(self) -> list[str]:
        """Return the days there is debris of, oldest first."""
        target = self._root.listing_target(RelPath(f"{PRIVATE_FOLDER}/{DEBRIS}"))
        try:
            with os.scandir(target) as found:
                return sorted(item.name for item in found if _is_day(item))
        finally:
            self._root.close_listing(target)

    def expire(self, days: int = KEEP_DAYS, share_of_disk: float = SHARE_OF_DISK) -> int:
        """Remove what was kept long enough, and more if it takes too much of the disk; return how many days went."""
        try:
            return self._expire(date.fromisoformat(self._today()), days, share_of_disk)
        except OSError as error:
            raise disk_error(error) from error

    def _expire(self, today: date, days: int, share_of_disk: float) -> int:
        past = [day for day in self.days() if date.fromisoformat(day) < today]
        old = [day for day in past if (today - date.fromisoformat(day)).days > days]
        for day in old:
            self._remove(day)
        kept = {day: self._size_bytes(day) for day in self.days()}
        allowed = int(shutil.disk_usage(self._root.path).total * share_of_disk)
        total, gone = sum(kept.values()), len(old)
        for day in past[len(old) :]:
            if total <= allowed:
                break
            self._remove(day)
            total -= kept.get(day, 0)
            gone += 1
        return gone

    def _remove(self, day: str) -> None:
        """Remove one day. Links are removed, never followed (shutil.rmtree walks by handles where the system can)."""
        with self._root.private(DEBRIS, day) as spot:
            if sys.version_info >= (3, 12):
                shutil.rmtree(spot.name, onexc=_make_writable, dir_fd=spot.dir_fd)
            else:
                shutil.rmtree(spot.name, onerror=_make_writable, dir_fd=spot.dir_fd)

    def _size_bytes(self, day: str) -> int:
        total, waiting = 0, [RelPath(f"{PRIVATE_FOLDER}/{DEBRIS}/{day}")]
        while waiting:
            folder = waiting.pop()
            with contextlib.suppress(OSError):
                target = self._root.listing_target(folder)
                try:
                    with os.scandir(target) as found:
                        for item in found:
                            if item.is_dir(follow_symlinks=False):
                                waiting.append(join(folder, item.name))
                            else:
                                total += item.stat(follow_symlinks=False).st_size
                finally:
                    self._root.close_listing(target)
        return total


def _is_day(item: os.DirEntry[str]) -> bool:
    if not _DAY.fullmatch(item.name) or not item.is_dir(follow_symlinks=False):
        return False
    try:
        date.fromisoformat(item.name)
    except ValueError:
        return False
    return True


def _make_writable(function: Callable[..., object], path: str, _error: object) -> None:
    """Try once more without the read-only mark (Windows); leave what cannot be removed, and go on with the rest."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.chmod(path, 0o600)  # clears the read-only mark
            function(path)


def _numbered(name: str) -> Iterator[str]:
    """Yield name, then name with a number before its extension, each at most 255 bytes."""
    yield name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 16:  # noqa: PLR2004  # no extension is as long
        stem, dot, extension = name, "", ""
    for number in range(2, _TRIES):
        tail = f" ({number}){dot}{extension}"
        raw = os.fsencode(stem)[: 255 - len(os.fsencode(tail))]
        # A character cut in two would be refused by disks that insist on UTF-8.
        yield raw.decode("utf-8", "ignore") + tail
