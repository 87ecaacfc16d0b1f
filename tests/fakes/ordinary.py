"""Servers of others that tests start: as an ordinary user, in a folder of their own, ended also for a run that was killed.

    own(folder)        this process lives, and the folder is its own     left_of(prefix)    folders whose process is no more

A server that refuses root, or had better not be given what root can do, runs as somebody else where the tests are root's.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

OWNED: Final = "owner"


class Somebody(NamedTuple):
    """An ordinary user of this machine."""

    uid: int
    gid: int


def somebody() -> Somebody | None:
    """Return whom a server runs as, if that is not us."""
    import pwd  # Windows has none

    if os.geteuid():
        return None
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = entries.get("postgres") or entries["nobody"]
    return Somebody(entry.pw_uid, entry.pw_gid)


def is_reached(path: Path) -> bool:
    """Whether anybody comes to a folder."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def place() -> str:
    """Return where a folder can be made so that its user comes to it."""
    found = Path(tempfile.gettempdir())
    return str(found) if somebody() is None or is_reached(found) else "/tmp"


def give(folder: Path) -> None:
    """Let its user have a folder with all that is in it."""
    if one := somebody():
        for path in (folder, *folder.iterdir()):
            os.chown(path, *one)


def as_somebody() -> dict[str, Any]:
    """Return what a process is started with so that it is an ordinary user's, and depends on nothing of ours."""
    one = somebody()
    who = {"user": one.uid, "group": one.gid, "extra_groups": []} if one else {}
    environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    return {"cwd": "/", "stdin": subprocess.DEVNULL, "env": environ, **who}


def own(folder: Path) -> IO[str]:
    """Return the open file that shows others that this process lives. It has its name once it is locked."""
    unnamed = folder / f"{OWNED}.new"
    file = unnamed.open("w")
    _lock(file)
    unnamed.rename(folder / OWNED)
    return file


def left_of(prefix: str, ours: Path | None) -> Iterator[Path]:
    """Yield folders of processes that are no more, each while nobody else looks after it; ``ours`` is left alone.

    A lock does not hold off its own process, which loses it with any file that it closes.
    """
    for owned in Path(place()).glob(f"{prefix}*/{OWNED}"):
        if owned.parent == ours:
            continue
        with contextlib.suppress(OSError), owned.open("r+") as file:  # another run takes it away just now
            _lock(file)  # or its owner lives
            yield owned.parent


def _lock(file: IO[str]) -> None:
    """Lock a file for this process, and not for what it forks; OSError if another process has done so."""
    import fcntl  # Windows, where no server is started, has none

    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
