"""What can be shown of a file beside its name: a picture or text, and how much of it is fetched for that.

    name, size --wanted--> Wish(shape, max_bytes) --bytes--> a picture, or readable(bytes) --> text, or a sentence why not

What a file is called says what is tried, what is in it decides. SVG is shown as text: as a picture it could name other
files.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from megadesk.model.filekind import FileKind, kind_of
from megadesk.ui.text import NOTHING, Size, Text, text

TEXT_BYTES: Final = 256 << 10
"""More than anybody reads in a preview; Qt lays it out in a few milliseconds."""

PICTURE_BYTES_MAX: Final = 24 << 20
"""Photos of today's cameras have up to about 20 MB; above that a look would cost more than it is worth."""

_STRANGE_MAX: Final = 0.02
"""Text may have a few bytes that are no UTF-8 (Latin-1 names in a log), a program has many."""


class Shape(Enum):
    """How a file can be shown."""

    TEXT = "text"
    PICTURE = "picture"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to fetch for a preview; ``why``: the sentence if there is nothing to fetch."""

    shape: Shape
    max_bytes: int = 0
    why: Text = NOTHING


def wanted(name: str, size_bytes: int) -> Wish:
    """Return what to fetch to show a file."""
    kind = kind_of(name)
    if size_bytes == 0:
        return Wish(shape=Shape.NONE, why=text("This file is empty."))
    if kind is FileKind.IMAGE and not name.casefold().endswith(".svg"):
        if size_bytes > PICTURE_BYTES_MAX:
            return Wish(
                shape=Shape.NONE, why=text("Pictures larger than {size} have no preview.", size=Size(PICTURE_BYTES_MAX))
            )
        return Wish(shape=Shape.PICTURE, max_bytes=size_bytes)
    if kind in {FileKind.VIDEO, FileKind.AUDIO, FileKind.ARCHIVE}:
        return Wish(shape=Shape.NONE, why=NO_PREVIEW)
    return Wish(shape=Shape.TEXT, max_bytes=min(size_bytes, TEXT_BYTES))


def readable(data: bytes, *, is_whole: bool) -> str | None:
    """Return bytes as text; None if they are none. A letter that is cut in two at the end is left out."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data[: len(data) & ~1].decode("utf-16", "replace").removeprefix("\ufeff")
    if b"\0" in data:
        return None
    found = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not is_whole:
        found = found.rstrip("\N{REPLACEMENT CHARACTER}")
    strange = found.count("\N{REPLACEMENT CHARACTER}")
    return found if strange <= len(found) * _STRANGE_MAX else None


NO_PREVIEW: Final = text("There is no preview for this kind of file.")
