"""Damaged bytes of a folder of blobs are set aside, never thrown away; and reading what the disk has. Used by ``blobs_files``.

    set_aside(own file)    renamed to quarantine/ID.PACK.OFFSET: its name is free for whoever brings the blob again
    set_aside(in a pack)   copied there; the pack stays as it is, its neighbours are in it
    forget_cached          so that the next read is the disk's and not the system's memory of what was once written

Nothing here reads what lies in quarantine. It is for the operator, who may compare it, or remove it.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from megadesk.model.errors import MissingBlock
from megadesk.server.blobs_flush import sync_folder
from megadesk.server.blobstore import Stored
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import OWN_FILE

log = logging.getLogger(LOGGER)

_UNREADABLE: Final = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})


def set_aside(folder: Path, blob: Stored, path: Path, read: Callable[[Stored], bytes]) -> None:
    """Keep a blob's damaged bytes in ``folder``; ``path`` is where it lies if it has a file of its own. Errors as the disk's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = _free(folder, f"{blob.id.hex()}.{blob.place.pack:016x}.{blob.place.offset}")
    if blob.place.pack == OWN_FILE:
        with contextlib.suppress(FileNotFoundError):
            path.replace(kept)
            sync_folder(path.parent)
    else:
        _copy(blob, kept, read)
    sync_folder(folder)


def _copy(blob: Stored, kept: Path, read: Callable[[Stored], bytes]) -> None:
    """Copy what is in a pack. That it cannot be read, or there is no room, takes nothing away: the pack has it still."""
    try:
        kept.write_bytes(read(blob))
    except MissingBlock:
        return
    except OSError as error:
        kept.unlink(missing_ok=True)
        if error.errno not in _UNREADABLE:
            raise
        log.warning("damaged bytes stay in their pack only", extra={EXTRA: {"errno": error.errno}})


def _free(folder: Path, name: str) -> Path:
    """Return a path in the folder that nothing has: a blob may be damaged more than once."""
    path, count = folder / name, 1
    while path.exists():
        count += 1
        path = folder / f"{name}.{count}"
    return path


def forget_cached(fd: int, at: int, length: int) -> None:
    """Have the system forget what it remembers of a part of a file, where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(fd, at, length, os.POSIX_FADV_DONTNEED)
