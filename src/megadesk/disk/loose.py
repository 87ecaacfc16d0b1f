"""Files outside any synced folder, for uploads and downloads that a person asks for one by one.

LooseRoot("/home/ada")            a Root without marker: sources read below it as they do in a pair
Landing(folder, word) --open-->   a hidden folder in the target folder, with our staging in it, on the same volume
    --land(staged, name)-->       the finished file under its name, never over another
    --link(text, name)-->         a symbolic link, likewise
    --dress(name)-->              what is there gets the permissions and time that it had
    --remove-->                   nothing is left of it
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from typing import Final

from megadesk.disk.atomic import put
from megadesk.disk.faults import disk_error
from megadesk.disk.private import prepare_root
from megadesk.disk.root import READ_FILE, READ_FOLDER, Root, Spot
from megadesk.disk.staging import staged_spot
from megadesk.model.attributes import Attributes
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

    def land(self, staged: StagedFile, path: RelPath, whole: Attributes | None = None) -> None:
        """Give a finished file its name below the folder; Stale if that is taken.

        whole: what it had; else it gets the permissions that a new file gets.
        """
        try:
            with staged_spot(self.root, staged.token) as source, self.folder.spot(path) as target:
                # Before it has its name: whoever finds it there after a crash takes it for finished, and what has the name
                # a moment later may be somebody else's.
                if whole is not None:
                    _dress(source, whole)
                else:
                    _open_to_others(source)
                put(source, target)
        except OSError as error:
            raise disk_error(error, path) from error

    def link(self, text: bytes, path: RelPath, whole: Attributes) -> None:
        """Make a symbolic link below the folder; Stale if its name is taken. Nobody looks where it leads."""
        try:
            with self.folder.spot(path) as target:
                os.symlink(text, os.fsencode(target.name), dir_fd=target.dir_fd)
                _dress(target, whole)
        except OSError as error:
            raise disk_error(error, path) from error

    def link_text(self, path: RelPath) -> bytes | None:
        """Return what the link at a name says; None if there is none."""
        try:
            with self.folder.spot(path) as target:
                return os.readlink(os.fsencode(target.name), dir_fd=target.dir_fd)
        except OSError:
            return None

    def dress(self, path: RelPath, whole: Attributes) -> None:
        """Give what is at a name below the folder the permissions and time that it had. Errors as of the disk."""
        try:
            with self.folder.spot(path) as target:
                _dress(target, whole)
        except OSError as error:
            raise disk_error(error, path) from error


def _dress(spot: Spot, whole: Attributes) -> None:
    """Set permissions and time of what stands at a place, a link itself included; another kind of thing stays as it is."""
    found = spot.stat()
    if stat.S_IFMT(found.st_mode) != stat.S_IFMT(whole.mode):
        return
    # A link has none of its own on the systems we run on.
    if not stat.S_ISLNK(found.st_mode) and stat.S_IMODE(found.st_mode) != whole.permissions:
        _permit(spot, whole)
    os.utime(
        spot.name, ns=(whole.mtime_ns, whole.mtime_ns), dir_fd=spot.dir_fd,
        follow_symlinks=os.utime not in os.supports_follow_symlinks,
    )  # fmt: skip


def _permit(spot: Spot, whole: Attributes) -> None:
    """Set permissions through a handle: by name, a link that took the name just now would be followed."""
    if sys.platform == "win32":
        os.chmod(spot.name, whole.permissions)
        return
    handle = spot.open(READ_FOLDER if stat.S_ISDIR(whole.mode) else READ_FILE)
    try:
        if stat.S_IFMT(os.fstat(handle).st_mode) == stat.S_IFMT(whole.mode):
            os.fchmod(handle, whole.permissions)
    finally:
        os.close(handle)


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
