"""Ignore files as the disk has them, read within bounds.

path, what it said last --> read_ignore_file --> IgnoreText          a fault instead of an error: a scan goes on
path --> kept_text --> KeptText, or an error                         for who is about to change it
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.root import READ_FILE, Root
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.model.listing import Fingerprint, IgnoreText
from megadesk.model.relpath import RelPath, printable

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


@dataclass(frozen=True, slots=True)
class KeptText:
    """What an ignore file says, and what it has to look like for that to be so still."""

    text: str
    fingerprint: Fingerprint


def kept_text(root: Root, path: RelPath) -> KeptText | None:
    """Return what is to be changed, None if there is no file; BadUsage if it is none, or no text."""
    try:
        with root.spot(path) as spot:
            found = spot.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise disk_error(error, path) from error
    # Its looks are taken before its text: whoever saves it in between makes the change that follows stale.
    said = read_ignore_file(root, path, "")
    if said.fault:
        raise BadUsage(what="ignore_file", path=printable(path), reason=said.fault)
    return KeptText(said.text, fingerprint(found, keeps_executable=True))


def _read(handle: int) -> bytes:
    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (piece := os.read(handle, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
