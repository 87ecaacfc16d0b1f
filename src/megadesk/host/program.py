"""Which file this program is, how our programs are started from it, and whether it is still there.

    program_file() --> own_command(words)  another one of our programs, from the same installation
                   --> OwnFile --look()--> SAME | REPLACED | GONE      --> run_anew(file, words)

A frozen build reads many of its modules late, from its own file and the folder beside it: once a package manager has put
a newer version there, an old process fails at the next module that it needs. So who runs for long looks after its file,
ends in good order, and begins anew as what stands there now.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path, PureWindowsPath
from typing import Final, NamedTuple, NoReturn

MODULE: Final = "megadesk"
LIBRARIES: Final = "_internal"
"""The folder beside a frozen program that holds the rest of it."""

CONSOLE: Final = "megadesk.exe"
WINDOWED: Final = "megadeskw.exe"
"""On Windows a program has a console or has none: what people type is another file than what opens windows."""

_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_NO_WINDOW: Final = 0x0800_0000
_NEW_GROUP: Final = 0x0200
"""CREATE_NO_WINDOW and CREATE_NEW_PROCESS_GROUP, which subprocess knows on Windows only."""
_BEGIN_AFRESH: Final = "PYINSTALLER_RESET_ENVIRONMENT"
"""Says to a frozen program that it is no part of the one that started it, but begins by itself."""


def is_frozen() -> bool:
    """Return whether this is a frozen build."""
    return bool(getattr(sys, "frozen", False))


# -- which file -------------------------------------------------------------------------------------------------------


def program_file(environ: Mapping[str, str], executable: str = "") -> Path:
    """Return the file to start for another program of this installation.

    Of an AppImage that is the image: what runs lies in a mount that goes away with the process it was made for.
    """
    executable = executable or sys.executable
    image, mount = environ.get("APPIMAGE", ""), environ.get("APPDIR", "")
    # Both are inherited by whatever an AppImage starts, so they may well be another program's.
    if Path(image).is_absolute() and mount and Path(executable).is_relative_to(mount):
        return Path(image)
    return Path(executable)


def own_command(
    words: Sequence[str], environ: Mapping[str, str] = os.environ, *, is_windowed: bool = False
) -> list[str]:
    """Return the command line of one of our programs, for a frozen build and for an installed package alike."""
    if not is_frozen():
        # -P: a file in the current folder must not take the place of a module of ours.
        return [sys.executable, "-P", "-m", MODULE, *words]
    program = str(program_file(environ))
    return [twin_of(program, is_windowed=is_windowed), *words]


def shown_program() -> str:
    """Return the place that tells a person which installation this is: the program's file, or the folder of its modules."""
    return str(program_file(os.environ) if is_frozen() else Path(__file__).parents[1])


def twin_of(program: str, *, is_windowed: bool) -> str:
    """Return which of the two programs of a Windows installation to start; elsewhere, and where it is alone, itself."""
    name = PureWindowsPath(program).name
    if name.lower() not in {CONSOLE, WINDOWED}:
        return program
    twin = program.removesuffix(name) + (WINDOWED if is_windowed else CONSOLE)
    return twin if Path(twin).exists() else program


def child_environment(environ: Mapping[str, str], *, frozen: bool | None = None) -> dict[str, str]:
    """Return the environment for programs we start.

    A frozen build runs with its own libraries in LD_LIBRARY_PATH; a file manager or browser that inherits them
    crashes or hangs. The value from before is put back, if there was one.
    """
    child = dict(environ)
    if is_frozen() if frozen is None else frozen:
        for name in _LIBRARY_PATHS:
            before = child.pop(f"{name}_ORIG", None)
            child.pop(name, None)
            if before:
                child[name] = before
        child[_BEGIN_AFRESH] = "1"
    return child


def aside_flags(platform: str = sys.platform) -> int:
    """Return how Windows is to create a program that runs beside us: without a window, and out of reach of our Control-C; 0 elsewhere.

    It has a console that nobody sees, and not none (DETACHED_PROCESS): what it starts in turn has that one too, and opens no
    window of its own, as Python does that the launcher of a virtual environment starts (python/cpython#85785).
    """
    return _NO_WINDOW | _NEW_GROUP if platform == "win32" else 0


def end_signals() -> list[signal.Signals]:
    """Return the signals by which a person or a system ends a program: all mean the same to us.

    SIGHUP comes when a terminal or a session goes. Who was told to outlive that (nohup) does.
    """
    found = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        found.append(signal.SIGHUP)
    return found


# -- is it still there? -----------------------------------------------------------------------------------------------


class Fate(Enum):
    """What has become of a program's file."""

    SAME = "same"
    REPLACED = "replaced"
    GONE = "gone"


class _File(NamedTuple):
    """What tells one file from another of the same name."""

    device: int
    inode: int
    mtime_ns: int
    size_bytes: int


class OwnFile:
    """The file that this process was started from. Not safe from several threads: one looks after it."""

    def __init__(self, path: Path, at_start: _File | None = None) -> None:
        self.path = path
        self._at_start = at_start or _seen(path)
        self._last = self._look_around()

    def look(self) -> Fate:
        """Return what has become of it. Anything but SAME only once two looks in a row have seen the very same.

        A package manager takes files away for a moment and writes others bit by bit: what stood still from one look to the
        next, the folder beside it as well, is whole.
        """
        now = self._look_around()
        is_at_rest, self._last = now == self._last, now
        file = now[0]
        if not is_at_rest or file == self._at_start or self._at_start is None:
            return Fate.SAME
        if file is None:
            return Fate.GONE
        return Fate.REPLACED if file.size_bytes and os.access(self.path, os.X_OK) else Fate.SAME

    def _look_around(self) -> tuple[_File | None, _File | None]:
        return _seen(self.path), _seen(self.path.parent / LIBRARIES)


def _seen(path: Path) -> _File | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:  # a disk that does not answer has replaced nothing
        return _File(0, 0, 0, 0)
    return _File(found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)


_AT_START: Final = _seen(program_file(os.environ)) if is_frozen() else None
"""Seen as early as can be: what is replaced while a program still starts has been replaced."""


def own_file() -> OwnFile | None:
    """Return the file to look after; None where the program is no file, but modules in a source tree or a package."""
    return OwnFile(program_file(os.environ), _AT_START) if is_frozen() else None


def run_anew(file: Path, words: Sequence[str]) -> NoReturn:
    """Become the program that stands there now: the same process, so that who watches over it sees no end. OSError."""
    os.execve(file, [str(file), *words], child_environment(os.environ))  # noqa: S606 -- no shell is wanted
