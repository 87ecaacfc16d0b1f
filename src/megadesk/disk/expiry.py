"""How long what was taken away is kept: 30 days, or less if it takes more than a tenth of the disk; never not today.

    tidy() --once a day, or after a gigabyte more--> which shelves go --> a thousand files at a time, until nothing is left

Called by the pair's own thread whenever it rests, so it must come back soon. Oldest days go first and go whole.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from megadesk.disk.debris import HOME, Debris, day_of
from megadesk.model.errors import MegadeskError
from megadesk.model.relpath import RelPath, join

log = logging.getLogger(__name__)

KEEP_DAYS: Final = 30
SHARE_OF_DISK: Final = 0.10
LOOK_AFTER_BYTES: Final = 1 << 30
AT_ONCE: Final = 1_000


class Expiry:
    """Keeps the debris of one root within its bounds."""

    def __init__(self, debris: Debris, *, days: int = KEEP_DAYS, share_of_disk: float = SHARE_OF_DISK) -> None:
        self._debris = debris
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
                self._removals = self._removing(self.due())
            return sum(1 for _ in islice(self._removals, AT_ONCE)) == AT_ONCE
        except (OSError, MegadeskError) as error:
            log.warning("debris: %s", type(error).__name__)
            return False

    def _is_due(self) -> bool:
        return self._looked != self._debris.today() or self._debris.fresh_bytes >= LOOK_AFTER_BYTES

    def due(self) -> list[str]:
        """Return the shelves that are to go, oldest first. Raises OSError."""
        today = date.fromisoformat(self._debris.today())
        shelves = self._debris.shelves()
        past = [shelf for shelf in shelves if day_of(shelf) < today]
        going = [shelf for shelf in past if (today - day_of(shelf)).days > self._days]
        sizes = {shelf: self._size_bytes(shelf, is_past=shelf in past) for shelf in shelves if shelf not in going}
        allowed = int(shutil.disk_usage(self._debris.root.path).total * self._share_of_disk)
        total = sum(sizes.values())
        for day in sorted({day_of(shelf) for shelf in past if shelf not in going}):
            if total <= allowed:
                break
            of_the_day = [shelf for shelf in sizes if day_of(shelf) == day]
            going += of_the_day
            total -= sum(sizes[shelf] for shelf in of_the_day)
        return going

    def _size_bytes(self, shelf: str, *, is_past: bool) -> int:
        """Return how much a shelf holds; counted once for a day that is over, since nothing is added to it."""
        if not is_past or shelf not in self._sizes:
            self._sizes[shelf] = sum(kept.size_bytes for kept in self._debris.kept(shelf))
        return self._sizes[shelf]

    def _removing(self, shelves: list[str]) -> Iterator[None]:
        for shelf in shelves:
            log.info("debris of %s goes", shelf)
            self._sizes.pop(shelf, None)
            yield from self._remove(join(HOME, shelf))

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
