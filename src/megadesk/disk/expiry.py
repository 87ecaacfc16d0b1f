"""How long what was taken away is kept: 30 days, or less if it takes more than a tenth of the disk.

    tidy() --once a day, or after a gigabyte more--> what goes --> a thousand files at a time, until nothing is left
       by age   days older than 30 days, a day after that was first seen
       by size  the oldest days; then the oldest files of today, but for the newest of each path if it is of this hour

Called by the pair's own thread whenever it rests, so it must come back soon. Past days go first and go whole.

A clock far ahead would let all go at once. So what is old is noted first, with the day, as the name of an empty file, and
goes when another day has come by the same clock, within a week.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from megadesk.disk.debris import EPOCH, HOME, Debris, Kept, day_of
from megadesk.model.errors import MegadeskError
from megadesk.model.relpath import RelPath, join

log = logging.getLogger(__name__)

KEEP_DAYS: Final = 30
SHARE_OF_DISK: Final = 0.10
LOOK_AFTER_BYTES: Final = 1 << 30
AT_ONCE: Final = 1_000
FRESH_NS: Final = 3_600 * 1_000_000_000
"""A person who misses what was just replaced finds it."""
LEAP_DAYS: Final = 7
"""Further on, the clock may have been set; holidays are longer, but then a day more does no harm."""

_NOTE: Final = re.compile(r"old on ([0-9]{4}-[0-9]{2}-[0-9]{2})")


class Expiry:
    """Keeps the debris of one root within its bounds."""

    def __init__(
        self, debris: Debris, *, days: int = KEEP_DAYS, share_of_disk: float = SHARE_OF_DISK,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:  # fmt: skip
        self._debris = debris
        self._now_ns = now_ns
        self._days = days
        self._share_of_disk = share_of_disk
        self._looked = ""
        self._sizes: dict[str, int] = {}
        self._removals: Iterator[None] = iter(())

    def tidy(self) -> bool:
        """Remove some of what is due; return whether there is more. Says what fails to the log and tries tomorrow."""
        try:
            if self._is_due():
                self._looked, self._debris.fresh_bytes = self._debris.today(), 0
                self._removals = self._removing(*self.due())
            return sum(1 for _ in islice(self._removals, AT_ONCE)) == AT_ONCE
        except (OSError, MegadeskError) as error:
            log.warning("debris: %s", type(error).__name__)
            return False

    def _is_due(self) -> bool:
        return self._looked != self._debris.today() or self._debris.fresh_bytes >= LOOK_AFTER_BYTES

    def due(self) -> tuple[list[str], list[Kept]]:
        """Return the shelves that are to go, oldest first, and the files of today's. Raises OSError."""
        today = date.fromisoformat(self._debris.today())
        shelves = self._debris.shelves()
        past = [shelf for shelf in shelves if day_of(shelf) < today]
        going = [shelf for shelf in past if (today - day_of(shelf)).days > self._days]
        if going and not self._was_old_before(today):
            going = []
        sizes = {shelf: self._size_bytes(shelf, is_past=shelf in past) for shelf in shelves if shelf not in going}
        allowed = int(shutil.disk_usage(self._debris.root.path).total * self._share_of_disk)
        total = sum(sizes.values())
        for day in sorted({day_of(shelf) for shelf in past if shelf not in going}):
            if total <= allowed:
                break
            of_the_day = [shelf for shelf in sizes if day_of(shelf) == day]
            going += of_the_day
            total -= sum(sizes[shelf] for shelf in of_the_day)
        return going, self._excess([shelf for shelf in shelves if day_of(shelf) == today], total - allowed)

    def _excess(self, shelves: list[str], too_many_bytes: int) -> list[Kept]:
        """Return the oldest files of today that are too much."""
        if too_many_bytes <= 0:
            return []
        files = sorted((kept for shelf in shelves for kept in self._debris.kept(shelf)), key=_age)
        newest = {kept.path: kept for kept in files}
        going = []
        for kept in files:
            if too_many_bytes <= 0:
                break
            # Where the volume does not tell when it came, it may have come just now.
            is_fresh = not kept.is_timed or self._now_ns() - kept.removed_ns < FRESH_NS
            if not (is_fresh and newest[kept.path] is kept):
                going.append(kept)
                too_many_bytes -= kept.size_bytes
        return going

    def _was_old_before(self, today: date) -> bool:
        """Whether there was something old on a day before this, not long ago; else note that there is today."""
        root = self._debris.root
        target = root.listing_target(HOME)
        try:
            notes = [found for found in map(_NOTE.fullmatch, os.listdir(target)) if found]
        finally:
            root.close_listing(target)
        noted = max((_day(note[1]) for note in notes), default=EPOCH)
        if noted == today:
            return False
        for note in notes:
            self._unlink(join(HOME, note[0]))
        if 0 < (today - noted).days <= LEAP_DAYS:
            return True
        with root.spot(join(HOME, f"old on {today.isoformat()}")) as spot:
            os.close(spot.open(os.O_WRONLY | os.O_CREAT, 0o600))
        return False

    def _size_bytes(self, shelf: str, *, is_past: bool) -> int:
        """Return how much a shelf holds; counted once for a day that is over, since nothing is added to it."""
        if not is_past or shelf not in self._sizes:
            self._sizes[shelf] = sum(kept.size_bytes for kept in self._debris.kept(shelf))
        return self._sizes[shelf]

    def _removing(self, shelves: list[str], files: list[Kept]) -> Iterator[None]:
        for shelf in shelves:
            log.info("debris of %s goes", shelf)
            self._sizes.pop(shelf, None)
            yield from self._remove(join(HOME, shelf))
        for kept in files:
            self._unlink(kept.place)
            self._debris.drop_empty(kept.place)
            yield

    def _remove(self, folder: RelPath) -> Iterator[None]:
        """Remove a folder with all in it, one step each time it is asked. Links are removed, never followed."""
        root = self._debris.root
        names: list[tuple[str, bool]] = []
        with contextlib.suppress(OSError):
            target = root.listing_target(folder)
            try:
                with os.scandir(target) as found:
                    names = [(item.name, item.is_dir(follow_symlinks=False)) for item in found]
            finally:
                root.close_listing(target)
        for name, is_folder in names:
            if is_folder:
                yield from self._remove(join(folder, name))
            else:
                self._unlink(join(folder, name))
                yield
        with contextlib.suppress(OSError), root.spot(folder) as spot:
            os.rmdir(spot.name, dir_fd=spot.dir_fd)
        yield

    def _unlink(self, path: RelPath) -> None:
        """Remove a file; leave one that cannot be, and go on with the rest."""
        with contextlib.suppress(OSError), self._debris.root.spot(path) as spot:
            if sys.platform == "win32":
                os.chmod(spot.name, 0o600)  # clears the read-only mark
            os.unlink(spot.name, dir_fd=spot.dir_fd)


def _age(kept: Kept) -> tuple[int, int, str]:
    """Return what files of one day are ordered by, oldest first: the later shelf is the later one of a path."""
    return kept.removed_ns, len(kept.shelf), kept.shelf


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return EPOCH
