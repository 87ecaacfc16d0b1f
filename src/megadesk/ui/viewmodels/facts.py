"""One line with an icon: what a page says that is neither a list nor a card."""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.ui.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """icon: a file of resources/icons. tone: ok, accent, muted, warn or error."""

    icon: str
    tone: str
    words: Text
