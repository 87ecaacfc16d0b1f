"""Where the package's own data is: icons, translations. The same in a source tree, an installed wheel and a frozen build."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

PACKAGE: Final = "megadesk.resources"


def resource_folder(name: str) -> Path:
    """Return the folder ``name`` (icons, translations) as a path; the package is never run from an archive."""
    return Path(str(files(PACKAGE))) / name
