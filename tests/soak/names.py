"""Names as people and programs give them: the ordinary ones, and those that break things.

A name that begins with a device's name belongs to that device's person: nobody else changes such a file, so there can
be no conflict copy of it. Names of the pool are everybody's.
"""

from __future__ import annotations

import random
from typing import Final

POOL: Final = (
    "Report.txt", "report.txt", "REPORT.TXT",
    "caf\u00e9.md", "cafe\u0301.md",  # composed and not
    "CON", "aux.txt", "nul.tar.gz", "trailing dot.", "trailing space ", " leading", "...", "a:b?c*.txt",
    "\U0001f389 party.png", "\u0130stanbul.txt", "\u00df.txt", "ss.txt", "\ufb01le.txt", "\u202eevil.txt",
    "n" * 251 + ".txt", "\u6f22" * 85, "\U0001f600" * 63 + ".x",
    "budget (conflicted copy two 2024-01-02 030405).ods", "archive.tar.gz", ".hidden", "-rf", "%41.txt", "#1#",
)  # fmt: skip
"""Files that everybody writes."""

FOLDERS: Final = ("Projects", "projects", "Photos", "Stra\u00dfe", "e\u0301t\u00e9", "CON.d", "deep ", "\U0001f4c1")
"""Folders that everybody makes."""

ODD: Final = (b"back\\slash", b"two\nlines", b"not \xff unicode", b"~$owner.docx", b"half.crdownload", b".~lock.x.ods#")
"""Names that no node can have, or that are ignored: they stay where they are made."""

DECORATIONS: Final = ("", "", "", "", " \u00e4\u00f6\u00fc", " a\u0308", " \U0001f98a", ".", " ", " CON", "L" * 200)
ENDINGS: Final = (".txt", ".bin", ".tar.gz", "", ".JPG", ".x y")


def own_name(who: str, number: int, chance: random.Random) -> str:
    """Return a name nobody else has or makes."""
    return f"{who}-{number}{chance.choice(DECORATIONS)}{chance.choice(ENDINGS)}"


def owner_of(name: str, everybody: list[str]) -> str | None:
    """Return whose a name is; None if it is everybody's."""
    return next((who for who in everybody if name.startswith(f"{who}-")), None)


def home_of(who: str) -> str:
    """Return the top folder in which only one person is at work."""
    return f"Home of {who}"
