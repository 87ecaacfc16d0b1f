"""What one row of a list shows. ``widgets/rows`` paints it; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.model.filekind import FileKind, kind_of
from megadesk.ui.text import NOTHING, Text

KIND_ICONS: Final = {
    FileKind.IMAGE: "image",
    FileKind.VIDEO: "film",
    FileKind.AUDIO: "music",
    FileKind.DOCUMENT: "file-text",
    FileKind.ARCHIVE: "file-archive",
    FileKind.OTHER: "file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLook:
    """What one row shows. kind: folder, or a file kind of model/filekind. part: 0 to 1, None without a bar.

    tone: of the line below. mark: an icon at the end, in mark_tone.
    """

    name: str
    below: Text = NOTHING
    kind: str = "other"
    tone: str = "muted"
    part: float | None = None
    bar_tone: str = "accent"
    mark: str = ""
    mark_tone: str = "muted"


def kind_word(name: str, *, is_folder: bool = False, is_link: bool = False) -> str:
    """Return the kind of a row by a file's name."""
    return "folder" if is_folder else "other" if is_link else kind_of(name).value


def kind_icon(kind: str) -> str:
    """Return the icon of a kind."""
    return "folder" if kind == "folder" else KIND_ICONS[FileKind(kind)]
