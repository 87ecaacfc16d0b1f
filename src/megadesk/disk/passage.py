"""Renames of what others may be writing to: each takes exactly what was expected, or nothing.

    move      source --> target, which must be free
    replace   fresh <--exchange--> target; the old one is in the debris the same instant
    discard   target --> debris
    aside     target --> a name in our own folder
    put       from our own folder --> target, which must be free

What was in fact taken is looked at after the rename; if a program was faster, it gets its name back and the answer is
Stale. Where a volume cannot rename without replacing, or exchange, a file goes through our own folder in single steps:

    target --take--> .megadesk/debris/held MARK/PATH --as expected?--> the debris, or the other name
                       ^                             `--no----------> back to target
                       `-- whatever ends it here: ``recover``, before the folder is looked at again, puts it back

So a moment without the name is the worst that another program sees, and a crash leaves every byte where ``recover``
finds it. Where a name can only be taken by an empty file (put_over_placeholder), a note on a shelf of its own says which
names may be that. Calls: atomic.py.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from megadesk.disk.atomic import NEW_FILE, exchange, put_at_once, put_over_placeholder, rename_at_once, take
from megadesk.disk.debris import Debris, Kept
from megadesk.disk.fingerprint import is_same_content, is_same_folder
from megadesk.disk.private import TMP
from megadesk.disk.root import Root, Spot
from megadesk.model.errors import Stale
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath, name_of, printable

HELD: Final = "held"
NAMED: Final = f"{HELD} name"
_REPLACED: Final = re.compile(r"held ([0-9a-f]\S+)(?: \([0-9]+\))?")  # the name of the staged file that replaces it
_MOVED: Final = re.compile(r"held x([0-9]+)(?: \([0-9]+\))?")  # how many names it has


class Passage:
    """Moves, replaces and takes away in one root. Errors are the system's, and Stale. For the pair's own thread."""

    def __init__(self, root: Root, debris: Debris) -> None:
        self._root = root
        self._debris = debris
        self._exchanges = True  # until the volume says that it does not
        self._is_clear = False

    # ---- what is changed --------------------------------------------------------------------------------------

    def move(self, source: Spot, target: Spot, expected: Fingerprint, path: RelPath, new_path: RelPath) -> None:
        """Rename what is at path to new_path, which must be free."""
        if rename_at_once(source, target):
            if not _is_as(target, expected):
                self._give_back(target, source, path)
            return
        self._try_name(os.path.basename(target.name))
        with self._held(source, path, f"x{source.stat().st_nlink}") as held:
            self._check_held(held, source, expected, path)
            with self._or_back(held, source, path):
                self.put(held, target, new_path)

    def _try_name(self, name: str) -> None:
        """Raise what the volume says to a new name: EINVAL may have meant the flags or the name.

        Found out later, a file that is to have a refused name would be gone from its own for a moment at each try.
        """
        with contextlib.suppress(FileExistsError), self._root.private(TMP, name) as tried:
            os.close(tried.open(NEW_FILE))
            os.unlink(tried.name, dir_fd=tried.dir_fd)

    def aside(self, spot: Spot, aside: Spot, expected: Fingerprint, path: RelPath) -> None:
        """Rename what is at path to a name in our own folder, which must be free."""
        take(spot, aside)
        if not _is_as(aside, expected):
            self._give_back(aside, spot, path)

    def replace(self, fresh: Spot, spot: Spot, expected: Fingerprint, path: RelPath) -> None:
        """Let a staged file, which is on the medium, take the name of what is at path; that is in the debris then."""
        if self._exchanges and self._exchange(fresh, spot, expected, path):
            return
        self._exchanges = False
        with self._held(spot, path, os.path.basename(fresh.name)) as held:
            self._check_held(held, spot, expected, path)
            with self._or_back(held, spot, path):
                self.put(fresh, spot, path)
            self._to_debris(held, path)

    def discard(self, spot: Spot, expected: Fingerprint, path: RelPath) -> None:
        """Take a file at path to the debris."""
        with self._debris.keep(path, lambda keep: take(spot, keep)) as kept:
            if not is_same_content(kept.stat(), expected):
                self._give_back(kept, spot, path)

    def put(self, source: Spot, target: Spot, path: RelPath) -> None:
        """Let what stands in our own folder have the name path; FileExistsError if that is taken."""
        if put_at_once(source, target):
            return
        if not source.stat().st_size:
            put_over_placeholder(source, target)  # a note could not tell it from a placeholder
            return
        with self._noted(path):
            put_over_placeholder(source, target)

    # ---- at once ----------------------------------------------------------------------------------------------

    def _exchange(self, fresh: Spot, spot: Spot, expected: Fingerprint, path: RelPath) -> bool:
        """Replace in one call; False, with nothing changed, if this volume has no such call.

        The new file waits under the debris name of the old one, so that the exchange itself puts the old one there:
        no moment, and no crash, finds old bytes under a name that staging might write to.
        """
        with self._debris.keep(path, lambda keep: take(fresh, keep)) as kept:
            ours = kept.stat()
            try:
                is_done = exchange(kept, spot)
            except OSError:
                take(kept, fresh)
                raise
            if not is_done:
                take(kept, fresh)
            elif not is_same_content(kept.stat(), expected):
                self._undo_exchange(kept, spot, fresh, ours, path)
            return is_done

    def _undo_exchange(self, kept: Spot, spot: Spot, fresh: Spot, ours: os.stat_result, path: RelPath) -> None:
        """Give the name back to the file that came in between, unless somebody has saved once more since.

        Then the newest has the name and stays, and the one before it is in the debris. Only our own file as it was
        staged goes back to staging, which may delete it; whatever else stood under the name is kept.
        """
        if _is_still(spot, ours):
            exchange(kept, spot)
            if _is_still(kept, ours):
                take(kept, fresh)
        raise Stale("changed while it was being replaced", path=printable(path))

    # ---- in steps ---------------------------------------------------------------------------------------------

    @contextmanager
    def _held(self, spot: Spot, path: RelPath, mark: str) -> Iterator[Spot]:
        """Take what is at path and hold it; what is still there when the block ends waits for ``recover``.

        mark: what ``recover`` has to know, see _REPLACED and _MOVED.
        """
        self._is_clear = False
        shelf = f"{HELD} {mark}"
        try:
            with self._debris.keep(path, lambda keep: take(spot, keep), shelf) as held:
                yield held
        finally:
            self._debris.clear_held()

    @contextmanager
    def _noted(self, path: RelPath) -> Iterator[None]:
        """Note that an empty file at path may be a placeholder of ours."""
        self._is_clear = False
        with self._debris.keep(path, lambda keep: os.close(keep.open(NEW_FILE)), NAMED) as note:
            try:
                yield
            finally:
                os.unlink(note.name, dir_fd=note.dir_fd)
        self._debris.clear_held()

    def _check_held(self, held: Spot, back: Spot, expected: Fingerprint, path: RelPath) -> None:
        if not _is_as(held, expected):
            self._release(held, back, path)
            raise Stale("changed while it was being taken", path=printable(path))

    @contextmanager
    def _or_back(self, held: Spot, back: Spot, path: RelPath) -> Iterator[None]:
        """Give what is held its name again if the block fails."""
        try:
            yield
        except OSError:
            self._release(held, back, path)
            raise

    def _release(self, held: Spot, back: Spot, path: RelPath) -> None:
        """Give what is held its name again; to the debris if somebody has saved under that meanwhile."""
        try:
            self.put(held, back, path)
        except FileExistsError:
            self._to_debris(held, path)

    def _to_debris(self, held: Spot, path: RelPath) -> None:
        self._debris.keep(path, lambda keep: take(held, keep)).__exit__(None, None, None)

    def _give_back(self, taken: Spot, spot: Spot, path: RelPath) -> None:
        """Undo a rename that took something else. If the name is taken again, what we hold stays kept."""
        with contextlib.suppress(FileExistsError):
            self.put(taken, spot, path)
        raise Stale("changed while it was being taken", path=printable(path))

    # ---- after a crash or an error ----------------------------------------------------------------------------

    def recover(self) -> None:
        """Bring back what was held when something ended it. Raises OSError: then nothing may be concluded."""
        if self._is_clear:
            return
        left = self._debris.held()
        for note in [kept for kept in left if kept.shelf.startswith(NAMED)]:
            self._drop_placeholder(note.path)
            self._debris.remove(note)
            left.remove(note)
        for kept in left:
            if self._is_moved(kept):
                self._debris.remove(kept)
            elif self._is_replaced(kept):
                with self._root.spot(kept.place) as held:
                    self._to_debris(held, kept.path)
            else:
                self._bring_back(kept)
        self._debris.clear_held()
        self._is_clear = True

    def _drop_placeholder(self, path: RelPath) -> None:
        """Take away an empty file that may be ours; not for good, since it may be somebody's."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), self._root.spot(path) as spot:
            found = spot.stat()
            if stat.S_ISREG(found.st_mode) and not found.st_size:
                self._to_debris(spot, path)

    def _bring_back(self, kept: Kept) -> None:
        try:
            self._debris.give_back(kept)
        except PermissionError:
            self._debris.give_back(kept, RelPath(name_of(kept.path)))  # at the top, where it is seen

    def _is_moved(self, kept: Kept) -> bool:
        """Whether a file has its new name beside the one it is held by: where links do the work, it has both at once."""
        names = _MOVED.fullmatch(kept.shelf)
        if names is None:
            return False
        with self._root.spot(kept.place) as held:
            return held.stat().st_nlink > int(names[1])

    def _is_replaced(self, kept: Kept) -> bool:
        """Whether the file that was to take the place of this one has done so."""
        token = _REPLACED.fullmatch(kept.shelf)
        if token is None:
            return False
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), self._root.spot(kept.path) as spot:
            there = spot.stat()
            with self._root.private(TMP, token[1]) as fresh:
                try:
                    waiting = fresh.stat()
                except FileNotFoundError:
                    return True
                if (waiting.st_ino, waiting.st_nlink) == (there.st_ino, 2):
                    os.unlink(fresh.name, dir_fd=fresh.dir_fd)
                    return True
        return False


def _is_still(spot: Spot, before: os.stat_result) -> bool:
    """Whether this is the very file, and nobody wrote to it."""
    try:
        now = spot.stat()
    except FileNotFoundError:
        return False
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)


def _is_as(spot: Spot, expected: Fingerprint) -> bool:
    found = spot.stat()
    return is_same_folder(found, expected) or is_same_content(found, expected)
