"""Names on this disk: which cannot be nodes, and which this volume cannot carry.

scan:    name --> scan_fault --> None | "not_unicode" | "too_long" | ...      (what is ignored: sync/ignore)
change:  path --> check_target --> path, or BadName
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Final

from megadesk.model.errors import BadName
from megadesk.model.relpath import NAME_MAX_BYTES, PRIVATE_FOLDER, RelPath, name_fault, printable

_WINDOWS_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_WINDOWS_CHARS: Final = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_SHORT_PRIVATE: Final = re.compile(r"megade~[0-9]+.*|me[0-9a-f]{4}~[0-9].*", re.IGNORECASE)  # 8.3 names of .megadesk


def scan_fault(name: str) -> str | None:
    """Return why an entry of that name is no node, as a problem code, or None if it can be one."""
    if name.isascii() and name.isprintable() and "\\" not in name and len(name) <= NAME_MAX_BYTES:
        return None
    return name_fault(unicodedata.normalize("NFC", name))


def is_private(path: RelPath, *, case_sensitive: bool) -> bool:
    """Whether path is our own folder or in it, however this volume spells it."""
    first = path.partition("/")[0]
    if case_sensitive:
        return first == PRIVATE_FOLDER
    return unicodedata.normalize("NFC", first).casefold() == PRIVATE_FOLDER


def check_target(
    path: RelPath,
    *,
    case_sensitive: bool,
    name_max_bytes: int,
    strips_dots: bool,
    windows: bool = sys.platform == "win32",
) -> RelPath:
    """Return path if sync may make something there, else raise BadName with the reason.

    The last line before the disk: whatever a faulty or hostile writer put into a name ends here, row 130.
    """
    names = path.split("/")
    for name in names:
        fault = _fault(name, name_max_bytes, strips_dots=strips_dots, windows=windows)
        if fault is not None:
            raise BadName(reason=fault, name=printable(name))
    if is_private(path, case_sensitive=case_sensitive) or (windows and _SHORT_PRIVATE.fullmatch(names[0])):
        raise BadName(reason="private", name=printable(names[0]))
    return path


def _fault(name: str, name_max_bytes: int, *, strips_dots: bool, windows: bool) -> str | None:
    if not name:
        return "empty"
    if name in {".", ".."}:
        return "dots"
    if "\0" in name:
        return "control_character"
    if len(name) * 4 > name_max_bytes and len(name.encode("utf-8", "surrogateescape")) > name_max_bytes:
        return "too_long"
    if (windows or strips_dots) and name[-1] in ". ":
        return "trailing_dot"
    if windows and _WINDOWS_CHARS.search(name):
        return "character"
    if windows and _WINDOWS_DEVICE.fullmatch(name):
        return "device_name"
    return None
