"""A folder is one process's at a time. The lock goes with the process, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from megadesk.model.errors import AlreadyRunning


@contextmanager
def only_one(path: Path, detail: str, *, what: str) -> Iterator[None]:
    """Hold a lock file, which is made, for the block; AlreadyRunning with these words if another process has it."""
    with path.open("a+b") as file:
        try:
            _lock(file)
        except OSError as e:
            raise AlreadyRunning(detail, what=what) from e
        yield


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
