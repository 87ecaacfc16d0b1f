"""Names and ids for what two devices made of one thing.

    report.txt  -->  report (conflicted copy laptop 2026-03-01 101500).txt
                     report (conflicted copy laptop 2026-03-01 101500 2).txt    the second of that second

A copy of a copy is named after the first name. Ids are derived, not drawn, so that the same three trees always give
the same plan: a conflict copy's from the node and the losing content together (from the node alone, a second
conflict would overwrite the first copy), that of a node that comes back after its removal likewise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count
from typing import Final, Literal

from megadesk.crypto.primitives import sha256
from megadesk.model.ids import SHORT_ID_BYTES, FileHash, NodeId
from megadesk.model.relpath import NAME_MAX_BYTES

DEVICE_MAX_BYTES: Final = 40
"""So much of a device's name goes into a file name; the rest of the 255 bytes belongs to the file."""

EXTENSION_MAX_BYTES: Final = 24
"""What follows the last dot is an extension up to this length; longer, it is a sentence with a dot in it."""

_COPY: Final = re.compile(
    r"(?P<stem>.+) \(conflicted copy (?P<device>.+) \d{4}-\d{2}-\d{2} \d{6}(?: \d+)?\)(?P<extension>(?:\.[^./]+)*)",
    re.DOTALL,
)
_COPY_MARK: Final = " (conflicted copy "
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|()\ud800-\udfff]+')


def conflict_name(
    name: str,
    *,
    folder: bool,
    device: str,
    stamp: str,
    is_taken: Callable[[str], bool],
    max_bytes: int = NAME_MAX_BYTES,
) -> str:
    """Return a free name for the conflict copy of ``name``, at most max_bytes long, its extension kept."""
    stem, extension = split_extension(original_name(name), folder=folder)
    mark = f"conflicted copy {device_word(device)} {stamp}"
    for number in count(1):
        suffix = f" ({mark})" if number == 1 else f" ({mark} {number})"
        candidate = fitted(stem, suffix + extension, max_bytes)
        if not is_taken(candidate):
            return candidate
    raise AssertionError


def numbered_name(
    name: str, *, folder: bool, is_taken: Callable[[str], bool], max_bytes: int = NAME_MAX_BYTES, first: int = 2
) -> str:
    """Return ``name (2)``, ``name (3)`` and so on before the extension: the first that is free."""
    stem, extension = split_extension(name, folder=folder)
    for number in count(first):
        candidate = fitted(stem, f" ({number}){extension}", max_bytes)
        if not is_taken(candidate):
            return candidate
    raise AssertionError


def original_name(name: str) -> str:
    """Return the name that a conflict copy was made from; any other name is its own."""
    found = _COPY.fullmatch(name)
    return found["stem"] + found["extension"] if found else name


def may_be_copy(name: str) -> bool:
    """Whether a name may be that of a conflict copy; asked of every node, so it has to be quick."""
    return _COPY_MARK in name


def copied_from(name: str) -> str | None:
    """Return the name that a conflict copy was made from; None if it is none."""
    if not may_be_copy(name):
        return None
    original = original_name(name)
    return original if original != name else None


def copied_by(name: str) -> str | None:
    """Return the device that made a conflict copy, as its name says it; None if it is none."""
    found = _COPY.fullmatch(name)
    return found["device"] if found else None


def split_extension(name: str, *, folder: bool = False) -> tuple[str, str]:
    """Return stem and extension with its dot; ``.tar.gz`` stays together, folders and dot files have none."""
    stem, dot, last = name.rpartition(".")
    if folder or not stem.strip(".") or not last or len(last.encode()) > EXTENSION_MAX_BYTES:
        return name, ""
    if stem.lower().endswith(".tar") and len(stem) > len(".tar"):
        return stem[:-4], f"{stem[-4:]}{dot}{last}"
    return stem, dot + last


def fitted(stem: str, end: str, max_bytes: int) -> str:
    """Return stem and end, the stem shortened by whole characters until both fit into max_bytes."""
    room = max(1, max_bytes - len(end.encode()))
    raw = stem.encode()
    if len(raw) > room:
        stem = raw[:room].decode("utf-8", "ignore").rstrip() or "_"
    return stem + end


def device_word(device: str) -> str:
    """Return a device's name as it may stand inside a file name on any system."""
    clean = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", device)).split())
    return clean.encode()[:DEVICE_MAX_BYTES].decode("utf-8", "ignore").strip(" .") or "device"


def derived_id(
    label: Literal["conflict-node", "reborn-node"],
    node: NodeId,
    content: FileHash | None,
    is_taken: Callable[[NodeId], bool],
) -> NodeId:
    """Return an id that follows from its arguments and that nobody uses."""
    data = node + (content or b"")
    for number in count():
        made = sha256(b"megadesk/v1/" + label.encode() + b"\0" + number.to_bytes(4) + data)
        candidate = NodeId(made[:SHORT_ID_BYTES])
        if not is_taken(candidate):
            return candidate
    raise AssertionError
