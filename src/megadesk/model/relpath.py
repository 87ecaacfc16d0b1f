"""Where a thing is: every name and path from outside is checked here, once.

    CloudName   one name of a node: NFC, 1..255 bytes of UTF-8, nothing a path could be built from
    RelPath     names joined by "/", "" for the folder itself; never absolute, never with "." or ".."
    CloudPath   what people type for a place in the cloud: "/Photos/a.jpg", "bin:/x", "backups:/laptop/docs"

A RelPath of a local folder keeps the disk's own spelling (it may be NFD, or hold undecodable bytes as
surrogates); a RelPath of the cloud is NFC. Source: docs/formats/records.md, "Names".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, NewType

from megadesk.model.errors import BadName, BadUsage

RelPath = NewType("RelPath", str)

ROOT: Final = RelPath("")
NAME_MAX_BYTES: Final = 255
PRIVATE_FOLDER: Final = ".megadesk"
"""Our own folder in every synced folder: marker, temporary files, debris. Never a node's name at a pair's root."""

_RAW: Final = re.compile("[\udc80-\udcff]")
_SHOWN: Final = re.compile(r"\\x([0-9a-f]{2})")

AREAS: Final = ("drive", "bin", "backups")


def name_fault(name: str) -> str | None:
    """Return why no node may be called so, as a stable word, or None if it may. ``name`` is NFC already."""
    try:
        encoded = name.encode("utf-8")
    except UnicodeEncodeError:
        return "not_unicode"
    if not encoded:
        return "empty"
    if len(encoded) > NAME_MAX_BYTES:
        return "too_long"
    if name in {".", ".."}:
        return "dots"
    if "/" in name or "\\" in name:
        return "separator"
    if not name.isprintable() and any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in name):
        return "control_character"
    if not unicodedata.is_normalized("NFC", name):
        return "not_normalized"
    return None


def check_name(name: str) -> str:
    """Return name if a node may carry it, else raise BadName with the reason."""
    fault = name_fault(name)
    if fault is not None:
        raise BadName(reason=fault, name=printable(name))
    return name


def cloud_name(disk_name: str) -> str:
    """Return the NFC form of a name as the disk spells it; BadName if no node may carry it."""
    return check_name(unicodedata.normalize("NFC", disk_name))


def printable(text: str) -> str:
    """Return text with undecodable bytes and control characters shown by their hex digits; for terminals and JSON."""

    def shown(char: str) -> str:
        code = ord(char)
        if 0xDC80 <= code <= 0xDCFF:
            return f"\\x{code - 0xDC00:02x}"
        return char if char.isprintable() else f"\\x{code:02x}"

    return "".join(shown(char) for char in text)


def sayable(text: str) -> str:
    """Return text with undecodable bytes as ``printable`` shows them: so that it can be sent, and stays what it is."""
    return _RAW.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)


def unsaid(text: str) -> str:
    """Return what ``sayable`` or ``printable`` may have made this text of; itself, if there is no sign of it."""

    def raw(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return chr(code if code < 0x80 else code + 0xDC00)  # bytes from there on are no ASCII

    return _SHOWN.sub(raw, text)


def join(parent: RelPath, name: str) -> RelPath:
    """Return the path of a child; the name was checked before."""
    return RelPath(f"{parent}/{name}") if parent else RelPath(name)


def parent_of(path: RelPath) -> RelPath:
    """Return the folder that holds path; ROOT for a top-level one."""
    return RelPath(path.rpartition("/")[0])


def parents(path: RelPath) -> list[RelPath]:
    """Return the folders above path, nearest first, down to ROOT."""
    found: list[RelPath] = []
    while path:
        path = parent_of(path)
        found.append(path)
    return found


def name_of(path: RelPath) -> str:
    """Return the last name of path."""
    return path.rpartition("/")[2]


def is_under(path: RelPath, folder: RelPath) -> bool:
    """Whether path is folder itself or below it."""
    return not folder or path == folder or path.startswith(folder + "/")


@dataclass(frozen=True, slots=True)
class CloudPath:
    """A place in the main space: an area and the names below it."""

    area: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        prefix = "" if self.area == "drive" else f"{self.area}:"
        return f"{prefix}/{'/'.join(self.names)}"

    @property
    def name(self) -> str:
        """The last name; empty for the area itself."""
        return self.names[-1] if self.names else ""

    @property
    def parent(self) -> CloudPath:
        """The folder above; the area's root is its own parent."""
        return CloudPath(self.area, self.names[:-1])

    def child(self, name: str) -> CloudPath:
        """The path of a child."""
        return CloudPath(self.area, (*self.names, name))


def parse_cloud_path(text: str) -> CloudPath:
    """Return the place that a person typed; BadUsage if it is not a path, BadName if a name in it cannot be."""
    area, colon, rest = text.partition(":")
    if not colon or "/" in area:
        area, rest = "drive", text
    if area not in AREAS or not rest.startswith("/"):
        raise BadUsage(what="cloud_path", value=printable(text))
    return CloudPath(area, tuple(cloud_name(name) for name in rest.split("/") if name))
