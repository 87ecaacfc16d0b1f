"""Files outside any synced folder, for uploads and downloads that a person asks for one by one.

LooseRoot("/home/ada")            a Root without marker: sources read below it as they do in a pair
Landing(folder, word) --open-->   a hidden folder in the target folder, with our staging in it, on the same volume
    --land(staged, name)-->       the finished file under its name, never over another
    --remove-->                   nothing is left of it
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import Final

from megadesk.disk.atomic import put
from megadesk.disk.faults import disk_error
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Spot
from megadesk.disk.staging import staged_spot
from megadesk.model.errors import NotFound, Stale
from megadesk.model.relpath import RelPath, printable
from megadesk.model.transfer import StagedFile

LANDING: Final = ".megadesk-get-"
"""How the hidden folders begin in which downloads grow. Sync leaves them out, as it does all names of ours."""


class LooseRoot(Root):
    """A folder that carries no marker; only that it stays the same folder is checked."""

    def __init__(self, path: str) -> None:
        super().__init__(os.path.realpath(path), marker="")

    def check(self, *, anew: bool = False) -> None:  # noqa: ARG002  # without a marker only the folder itself tells
        """Raise NotFound unless the folder is there, Stale if it is another."""
        try:
            found = os.stat(self.path, follow_symlinks=False)
        except OSError as error:
            raise NotFound(what="path", path=printable(self.path)) from error
        if self._identity not in {None, (found.st_dev, found.st_ino)}:
            raise Stale("another folder stands there now", path=printable(self.path))
        self._device = found.st_dev
        self._identity = (found.st_dev, found.st_ino)


class _HiddenRoot(Root):
    """Where downloads grow that become files of the folder it is in."""

    def __init__(self, path: str, marker: str, folder: Root) -> None:
        super().__init__(path, marker)
        self._folder = folder

    @property
    def files(self) -> Root:
        """The folder they go to: what one of them replaces may hold most of it."""
        return self._folder


class Landing:
    """Where downloads into a folder grow: the same again, with what was fetched so far, for whoever knows its word."""

    def __init__(self, folder: str, word: str) -> None:
        self.folder = LooseRoot(folder)
        self._hidden = os.path.join(self.folder.path, f"{LANDING}{word[:8]}")
        self.root = _HiddenRoot(self._hidden, word, self.folder)

    def open(self) -> None:
        """Make it, or find it again. Raises NotFound if the folder is not there, AccessDenied, DiskFull."""
        self.folder.check()
        try:
            with contextlib.suppress(FileExistsError):
                os.mkdir(self._hidden, 0o700)
        except OSError as error:
            raise disk_error(error, self.folder.path) from error
        prepare_root(self._hidden, self.root.marker)

    def remove(self) -> bool:
        """Remove it, with what was not finished; whether it is gone. One that was never made is fine."""
        shutil.rmtree(self._hidden, ignore_errors=True)
        return not os.path.lexists(self._hidden)

    def land(self, staged: StagedFile, path: RelPath) -> None:
        """Give a finished file its name below the folder; Stale if that is taken."""
        try:
            with staged_spot(self.root, staged.token) as source, self.folder.spot(path) as target:
                put(source, target)
                _open_to_others(target)
        except OSError as error:
            raise disk_error(error, path) from error


def _open_to_others(spot: Spot) -> None:
    """Give a finished file the mode that a file of this person's programs has; staging keeps it closed until now."""
    if sys.platform == "win32":
        return
    # Only setting it tells what it is; in between, other threads make their files closed rather than open.
    mask = os.umask(0o077)
    os.umask(mask)
    found = spot.stat()
    executable = 0o111 if found.st_mode & 0o100 else 0
    os.chmod(spot.name, (0o666 | executable) & ~mask, dir_fd=spot.dir_fd)
