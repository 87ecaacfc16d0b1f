"""What a new pair needs before it is one: a name that can be typed, and a folder that is there."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from pathlib import Path
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.model.errors import AlreadyExists, BadUsage
from megadesk.model.relpath import printable

NAME_LENGTH: Final = 100
"""A name stands in tables and in commands; the folder has its own."""


def pair_name(asked: str, folder: Path, taken: Collection[str]) -> str:
    """Return the name of a new pair: the one that was asked for, or its folder's, with a number if that is taken.

    AlreadyExists if another pair has the name that was asked for; BadUsage for one that cannot be typed or read.
    """
    if asked:
        if asked != asked.strip() or asked != printable(asked) or len(asked) > NAME_LENGTH:
            raise BadUsage(what="pair_name", value=printable(asked))
        if asked in taken:
            raise AlreadyExists(what="pair_name", value=asked)
        return asked
    name = printable(folder.name).strip()[:NAME_LENGTH] or "folder"
    return next(one for number in count(1) if (one := name if number == 1 else f"{name} {number}") not in taken)


def make_folder(root: Path) -> None:
    """Make the local folder if it is not there.

    BadUsage if something else has its name or there can be none at that place, else as disk_error.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError) as e:
        raise BadUsage(what="local_folder", path=printable(str(root))) from e
    except OSError as e:
        raise disk_error(e, str(root)) from e
