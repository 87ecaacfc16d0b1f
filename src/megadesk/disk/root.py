"""One synced folder: found by its marker, and every path in it opened step by step.

    Root("/home/ada/Photos", marker) --check--> nothing, or DecisionNeeded(root_missing | root_replaced)
         --spot("a/b/c.jpg")--> Spot: folder a/b held open, and the name "c.jpg" in it

Each step of a path is opened relative to the one before it and refuses links, so no parent can be swapped for a link
between check and use (rows 146, 147). Windows has no such calls: there each step is looked at, and the full path used.
The root is opened anew for each call and compared with what was checked: no handle keeps a drive from being unmounted.
Many calls in a row keep the folders they need open (``held_open``): one look tells that a path still leads there.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

from megadesk.host.stint import breathe, stint
from megadesk.model.errors import BadName, DecisionNeeded, FileBusy, NotFound
from megadesk.model.ids import PairId
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath

MARKER_NAME: Final = "marker"
MARKER_MAX_BYTES: Final = 256

if sys.platform == "win32":
    READ_FOLDER: Final = os.O_RDONLY
    STEP: Final = os.O_RDONLY
    READ_FILE: Final = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
else:
    READ_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    # O_PATH asks for no right to read the folders on the way; only Linux has it.
    STEP: Final = os.O_DIRECTORY | os.O_NOFOLLOW | getattr(os, "O_PATH", os.O_RDONLY)
    # O_NONBLOCK: a pipe put in the place of a file must not hold us for ever.
    READ_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK

_NO_MEANS: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})


STAGING_FOLDER: Final = f"{PRIVATE_FOLDER}/tmp"  # noqa: S108 - in our own folder
"""Where everything grows: believed to be where it was as long as it is held. What is put into it gets nowhere but by a
rename into a folder that is looked at, and one that was removed takes nothing any more."""

HELD_MAX: Final = 8
"""So many folders a thread keeps open: tmp, where things come from and go to, and what takes turns with them."""


class _Folder:
    """A handle that several spots may share; closed with the last of them."""

    __slots__ = ("handle", "identity", "users")

    def __init__(self, handle: int) -> None:
        self.handle: Final = handle
        self.users = 1
        try:
            found = os.fstat(handle)
        except OSError:
            os.close(handle)
            raise
        self.identity: Final = (found.st_dev, found.st_ino)

    def release(self) -> None:
        self.users -= 1
        if not self.users:
            os.close(self.handle)


class _Held(threading.local):
    """The folders that this thread keeps open; None while it keeps none."""

    folders: OrderedDict[tuple[Root, str], _Folder] | None = None
    is_for_reading = False


_held: Final = _Held()


@contextmanager
def held_open(*, for_reading: bool = False) -> Iterator[None]:
    """Keep folders open while the block runs, in this thread, so that many files in one folder cost one way to it.

    The block is a stint (host/stint), which lets others in between two files.

    A path is believed to lead to the folder held for it only if it does right now; so all holds that holds without
    this. for_reading: nothing but what is held against a fingerprint and a hash is read in the block, so it does not
    matter where the folder is by now. Blocks are short: a drive that is in use is not unmounted.
    """
    if _held.folders is not None:
        yield  # somebody further out does
        return
    folders = _held.folders = OrderedDict()
    _held.is_for_reading = for_reading
    try:
        with stint():
            yield
    finally:
        _held.folders = None
        _held.is_for_reading = False
        for folder in folders.values():
            folder.release()


class Spot:
    """A name in a folder that is held open. Use in ``with``; all calls of ``os`` take ``name`` and ``dir_fd``."""

    __slots__ = ("_folder", "dir_fd", "name")

    def __init__(self, dir_fd: int | None, name: str, folder: _Folder | None = None) -> None:
        self.dir_fd: Final = dir_fd
        self.name: Final = name
        self._folder: Final = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            self._folder.release()
        elif self.dir_fd is not None:
            os.close(self.dir_fd)

    def beside(self, name: str) -> Spot:
        """Return another name in the same folder, good for as long as this one is held; it holds nothing itself."""
        return Spot(self.dir_fd, os.path.join(os.path.dirname(self.name), name))

    def stat(self) -> os.stat_result:
        """Return what is there, not following a link; raises OSError."""
        return os.stat(self.name, dir_fd=self.dir_fd, follow_symlinks=False)

    def open(self, flags: int, mode: int = 0o600) -> int:
        """Return a handle; raises OSError."""
        return os.open(self.name, flags, mode, dir_fd=self.dir_fd)


class Root:
    """A synced folder. ``path`` is absolute and resolved; ``marker`` is the word its marker file must hold.

    May be used from several threads.
    """

    def __init__(self, path: str, marker: str) -> None:
        self.path: Final = os.path.abspath(path)
        self.marker: Final = marker
        self._device: int | None = None
        self._identity: tuple[int, int] | None = None

    # ---- the gate ---------------------------------------------------------------------------------------------

    @property
    def files(self) -> Root:
        """Where the files lie that a download may be like: here."""
        return self

    def check(self, *, anew: bool = False) -> None:
        """Raise DecisionNeeded unless the folder is there, carries its marker and is on the volume it was on.

        A folder without a marker is missing (most often: the drive that was mounted there is not); one with another
        marker, or on another volume since the check before, is replaced. After it was seen missing the marker alone
        counts: a drive that is plugged in again has another number. So it does if everything is looked at ``anew``:
        nobody need have seen it missing. FileBusy if the system gives no handle to look.
        """
        try:
            found = os.stat(self.path, follow_symlinks=False)
            word = self._read_marker() if stat.S_ISDIR(found.st_mode) else None
        except OSError as error:
            missing = self._missing(error)
            if isinstance(missing, DecisionNeeded):
                self._device = self._identity = None
            raise missing from error
        if word != self.marker or not (anew or self._device in {None, found.st_dev}):
            raise DecisionNeeded("another folder", reason="root_replaced", path=self.path)
        self._device = found.st_dev
        self._identity = (found.st_dev, found.st_ino)

    def _read_marker(self) -> str:
        handle = os.open(os.path.join(self.path, PRIVATE_FOLDER, MARKER_NAME), READ_FILE)
        try:
            return os.read(handle, MARKER_MAX_BYTES).decode("ascii", "replace").strip()
        finally:
            os.close(handle)

    def _missing(self, error: OSError) -> DecisionNeeded | FileBusy:
        """Return what it means that the folder could not be looked at: without a free handle nothing is known of it."""
        if error.errno in _NO_MEANS:
            return FileBusy("the system gives no handle", path=self.path, reason=errno.errorcode[error.errno].lower())
        detail = errno.errorcode.get(error.errno or 0, "")
        return DecisionNeeded(detail, reason="root_missing", path=self.path)

    @property
    def device(self) -> int:
        """The number of the volume, as of the last check."""
        if self._device is None:
            self.check()
        assert self._device is not None
        return self._device

    # ---- paths ------------------------------------------------------------------------------------------------

    if sys.platform == "win32":

        def full(self, path: RelPath) -> str:
            """Return the absolute form that has no length limit."""
            plain = os.path.join(self.path, *path.split("/")) if path else self.path
            return plain if plain.startswith("\\\\") else "\\\\?\\" + plain

        def _check_steps(self, path: RelPath) -> None:
            """Raise OSError if a step on the way is a link or a junction. Cloud placeholders are neither."""
            at = self.full(RelPath(""))
            for name in path.split("/") if path else ():
                _check_step(name)
                at = at + "\\" + name
                found = os.stat(at, follow_symlinks=False)
                if stat.S_ISLNK(found.st_mode) or found.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT:
                    raise OSError(errno.ELOOP, "a link on the way")
                if found.st_dev != self.device:
                    raise OSError(errno.EXDEV, "another volume")

        def spot(self, path: RelPath) -> Spot:
            """Return where path is, its folder checked; raises OSError, DecisionNeeded or BadName."""
            breathe()
            self.device  # noqa: B018  # checks the root the first time
            folder, _, name = path.rpartition("/")
            _check_step(name)
            self._check_steps(RelPath(folder))
            return Spot(None, self.full(path))

        def listing_target(self, path: RelPath) -> str:
            """Return what scandir takes for the folder at path."""
            self._check_steps(path)
            return self.full(path)

        def close_listing(self, target: int | str) -> None:
            """Give back what listing_target returned."""

    else:

        def _open_root(self, flags: int) -> int:
            if self._identity is None:
                self.check()
            for attempt in (1, 2):
                try:
                    handle = os.open(self.path, flags)
                except OSError as error:
                    raise self._missing(error) from error
                if self._is_root(handle):
                    return handle
                os.close(handle)
                if attempt == 1:
                    self.check()  # raises, or takes the folder with the same marker on the same volume
            raise DecisionNeeded("it keeps changing", reason="root_replaced", path=self.path)

        def _is_root(self, handle: int) -> bool:
            try:
                found = os.fstat(handle)
            except OSError:
                os.close(handle)
                raise
            return (found.st_dev, found.st_ino) == self._identity

        def open_folder(self, path: RelPath, flags: int = STEP) -> int:
            """Return a handle of the folder at path; raises OSError (ENOTDIR for a link), DecisionNeeded or BadName."""
            if not path:
                return self._open_root(flags)
            handle = self._open_root(STEP)
            try:
                names = path.split("/")
                last = len(names) - 1
                for index, name in enumerate(names):
                    _check_step(name)
                    below = os.open(name, flags if index == last else STEP, dir_fd=handle)
                    os.close(handle)
                    handle = below
                self._check_volume(handle)
            except BaseException:
                os.close(handle)
                raise
            return handle

        def _check_volume(self, handle: int) -> None:
            if os.fstat(handle).st_dev != self._device:
                raise OSError(errno.EXDEV, "another volume is mounted there")

        def spot(self, path: RelPath) -> Spot:
            """Return where path is, its folder held open; raises OSError, DecisionNeeded or BadName."""
            folder, _, name = path.rpartition("/")
            _check_step(name)
            if _held.folders is None:
                return Spot(self.open_folder(RelPath(folder)), name)
            breathe()
            held = self._held_folder(RelPath(folder), _held.folders)
            held.users += 1
            return Spot(held.handle, name, held)

        def _held_folder(self, path: RelPath, folders: OrderedDict[tuple[Root, str], _Folder]) -> _Folder:
            """Return the folder held for a path, opened if it is not the one that the path leads to now."""
            key = (self, path)
            held = folders.get(key)
            if held is not None:
                if _held.is_for_reading or path == STAGING_FOLDER or self._leads_to(path, held):
                    return held
                folders.pop(key).release()
            while len(folders) >= HELD_MAX:
                folders.popitem(last=False)[1].release()
            held = folders[key] = _Folder(self.open_folder(path))
            return held

        def _leads_to(self, path: RelPath, held: _Folder) -> bool:
            try:
                found = os.stat(f"{self.path}/{path}", follow_symlinks=False)
            except OSError:
                return False  # opening it tells why
            return (found.st_dev, found.st_ino) == held.identity

        def listing_target(self, path: RelPath) -> int:
            """Return what scandir takes for the folder at path."""
            return self.open_folder(path, READ_FOLDER)

        def close_listing(self, target: int | str) -> None:
            """Give back what listing_target returned."""
            if isinstance(target, int):
                os.close(target)

    def private(self, *names: str) -> Spot:
        """Return a place in our own folder."""
        return self.spot(RelPath("/".join((PRIVATE_FOLDER, *names))))


def _check_step(name: str) -> None:
    """Raise BadName for a name that would lead out of the folder; every one is checked before too."""
    if name in {"", ".", ".."} or (os.sep != "/" and os.sep in name):
        raise BadName(reason="dots", name=name)


class Roots:
    """The roots of all pairs, for those who serve several: staging and sources."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._roots: dict[PairId, Root] = {}

    def add(self, pair: PairId, root: Root) -> None:
        """Make a pair known; a second time replaces its root."""
        with self._lock:
            self._roots[pair] = root

    def remove(self, pair: PairId) -> None:
        """Forget a pair; one that is not known is fine."""
        with self._lock:
            self._roots.pop(pair, None)

    def get(self, pair: PairId) -> Root:
        """Return a pair's root; NotFound if it was removed."""
        with self._lock:
            root = self._roots.get(pair)
        if root is None:
            raise NotFound(pair=pair)
        return root
