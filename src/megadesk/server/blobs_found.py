"""What lies in a folder of blobs, whether or not anybody knows of it. Used by ``blobs_files``. Other names are left alone."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from megadesk.model.ids import BlockId

_BLOB: Final = re.compile(r"[0-9a-f]{64}")
_PACK: Final = re.compile(r"[0-9a-f]{16}")


def own_files(folder: Path) -> list[BlockId]:
    """Return the blobs that have a file in one of the folders for them."""
    with os.scandir(folder) as found:
        return [BlockId(bytes.fromhex(one.name)) for one in found if _BLOB.fullmatch(one.name)]


def pack_sizes(folder: Path) -> dict[int, int]:
    """Return the size of each pack in the folder for them, if there is one yet."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as found:
        return {int(one.name, 16): one.stat().st_size for one in found if _PACK.fullmatch(one.name)}
