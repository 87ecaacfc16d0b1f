"""What kind of file a name says it is, for people who look for one: a filter, never a decision.

Endings from the IANA media types registry and from what programs of today write. Not looked into: the content is not read
for it.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class FileKind(Enum):
    """Kinds that people tell apart; the values are public (CLI)."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    OTHER = "other"


_ENDINGS: Final = {
    FileKind.IMAGE: (
        "jpg jpeg jpe png gif webp avif heic heif tif tiff bmp svg ico jxl psd xcf raw dng cr2 cr3 nef arw orf rw2 raf"
    ),
    FileKind.VIDEO: "mp4 m4v mov mkv webm avi mpg mpeg mts m2ts wmv flv 3gp ogv ts",
    FileKind.AUDIO: "mp3 m4a aac flac wav aif aiff ogg oga opus wma mid midi",
    FileKind.DOCUMENT: (
        "pdf txt md rst rtf tex doc docx odt pages xls xlsx ods numbers csv tsv ppt pptx odp key epub mobi html htm xml json"
    ),
    FileKind.ARCHIVE: "zip tar gz tgz bz2 tbz xz txz zst 7z rar iso dmg jar deb rpm cab lz lz4",
}

_KINDS: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}


def kind_of(name: str) -> FileKind:
    """Return the kind that a file's name says, by its last ending."""
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return _KINDS.get(ending.casefold(), FileKind.OTHER) if dot else FileKind.OTHER
