"""Files with a secret in them that a person keeps: written new and for their owner alone, read if they are small."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, AlreadyExists, LimitExceeded, NotFound

SECRET_FILE_MAX_BYTES: Final = 4096


def save_secret(path: Path, words: str) -> None:
    """Write a new file that only its owner can read.

    AlreadyExists rather than over another, NotFound without its folder, AccessDenied if it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as e:
        raise AlreadyExists(what="file", path=str(path)) from e
    except (FileNotFoundError, NotADirectoryError) as e:
        raise NotFound(what="folder", path=str(path.parent)) from e
    except OSError as e:
        raise AccessDenied("cannot be written", path=str(path), reason=e.strerror) from e
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(words.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as e:
        path.unlink(missing_ok=True)
        raise AccessDenied("cannot be written", path=str(path), reason=e.strerror) from e


def read_secret(path: Path) -> str:
    """Return what a small text file holds; AccessDenied or LimitExceeded if it cannot be read as one."""
    try:
        with path.open("rb") as file:
            raw = file.read(SECRET_FILE_MAX_BYTES + 1)
    except OSError as e:
        raise AccessDenied("cannot be read", path=str(path), reason=e.strerror) from e
    if len(raw) > SECRET_FILE_MAX_BYTES:
        raise LimitExceeded("larger than a recovery key", path=str(path), limit_bytes=SECRET_FILE_MAX_BYTES)
    return raw.decode("utf-8-sig", "replace")
