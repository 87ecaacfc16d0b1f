"""Pages of docs/reference, and files, that are made from the program: ``python3 dev.py reference`` writes them anew.

They are committed, so that they can be read where the source is; tests/shape/test_reference.py holds them up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from release.commands.markdown import command_reference
from release.reasons import reason_codes
from release.settings import settings_file, settings_page

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs" / "reference"

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "commands.md": command_reference,
    "reasons.md": reason_codes,
    "server-settings.md": settings_page,
}


FILES: Final[Mapping[str, Callable[[], str]]] = {
    "packaging/server/server.toml": settings_file,
}
"""What else is made, by its place in the source."""


def made() -> dict[Path, Callable[[], str]]:
    """Return everything that is made, by where it stands."""
    pages = {FOLDER / name: page for name, page in PAGES.items()}
    return {**pages, **{ROOT / name: file for name, file in FILES.items()}}


def write_pages() -> None:
    """Write every page and file."""
    for path, text in made().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages()
    sys.exit(0)
