"""What is written about the commands is made from the commands.

    read_client.py  read_server.py      from typer and argparse
              |
          tree.py                       Command, Argument, Option
              |
    chapters.py  surroundings.py        in which order; exit codes, variables, files
              |
    markdown.py                         docs/reference/commands.md (committed; a test holds it up to date)
    manpages.py                         megadesk.1 and one page for each first word
    completions.py                      bash, zsh, fish

``write_all`` writes all but the first into a folder, as does PYTHONPATH=src:packaging python -m release.commands FOLDER VERSION.
Read next: tree.py.
"""

from __future__ import annotations

from pathlib import Path

from release.commands.completions import completions
from release.commands.manpages import man_pages

__all__ = ["write_all"]


def write_all(folder: Path, version: str, *, day: str = "") -> None:
    """Write ``man/*.1`` and ``completions/megadesk.bash``, ``_megadesk`` and ``megadesk.fish`` into a folder.

    day: of the release, as 2026-11-27; today if none is given.
    """
    for below, made in (("man", man_pages(version, day=day)), ("completions", completions())):
        (folder / below).mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / below / name).write_text(text, encoding="utf-8", newline="\n")
