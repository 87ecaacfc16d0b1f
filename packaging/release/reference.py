"""Pages of docs/reference that are made from the program: ``python3 dev.py reference`` writes them anew.

A page is committed, so that it can be read where the source is; tests/shape/test_reference.py holds it up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from release.commands.markdown import command_reference
from release.reasons import reason_codes

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "reference"

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "commands.md": command_reference,
    "reasons.md": reason_codes,
}


def write_pages() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages()
    sys.exit(0)
