"""Ignore files as the disk has them, read within bounds.

path, what it said last --> read_ignore_file --> IgnoreText          a fault instead of an error: a scan goes on
"""

from __future__ import annotations

import os
import stat
from typing import Final

from megadesk.disk.root import READ_FILE, Root
from megadesk.model.errors import MegadeskError
from megadesk.model.listing import IgnoreText
from megadesk.model.relpath import RelPath

MAX_BYTES: Final = 64 << 10

UNREADABLE: Final = "ignore_unreadable"
NOT_TEXT: Final = "ignore_not_text"
TOO_LARGE: Final = "ignore_too_large"


def read_ignore_file(root: Root, path: RelPath, last_said: str) -> IgnoreText:
    """Return what the file says; what it said last, and a fault, if it is no text, too large or not to be read."""
    try:
        with root.spot(path) as spot:
            handle = spot.open(READ_FILE)
            try:
                data = _read(handle) if stat.S_ISREG(os.fstat(handle).st_mode) else None
            finally:
                os.close(handle)
    except (OSError, MegadeskError):
        return IgnoreText(last_said, UNREADABLE)
    if data is None:
        return IgnoreText(last_said, UNREADABLE)
    if len(data) > MAX_BYTES:
        return IgnoreText(last_said, TOO_LARGE)
    try:
        return IgnoreText(data.decode("utf-8"))
    except UnicodeDecodeError:
        return IgnoreText(last_said, NOT_TEXT)


def _read(handle: int) -> bytes:
    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (piece := os.read(handle, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
