"""Are two folders the same? Contents by BLAKE3, read in pieces: a file of a gibibyte is nothing special."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from blake3 import blake3

NOT_CONTENT: Final = frozenset({".megadesk", ".stfolder"})
"""What programs keep at the top of a folder for themselves."""

PIECE_BYTES: Final = 1 << 20


def digest_of(folder: Path) -> dict[str, str]:
    """Return every path below a folder with the digest of its content, ``folder`` for a folder."""
    found: dict[str, str] = {}
    for at, folders, files in os.walk(folder):
        if Path(at) == folder:
            folders[:] = [name for name in folders if name not in NOT_CONTENT]
        for name in folders:
            found[str(Path(at, name).relative_to(folder))] = "folder"
        for name in files:
            path = Path(at, name)
            found[str(path.relative_to(folder))] = _digest(path)
    return found


def difference(one: Path, two: Path) -> list[str]:
    """Return the paths that are not the same in both, in order."""
    here, there = digest_of(one), digest_of(two)
    return sorted(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))


def _digest(path: Path) -> str:
    hasher = blake3()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(PIECE_BYTES):
            hasher.update(piece)
    return hasher.hexdigest()
