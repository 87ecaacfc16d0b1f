"""What a new pair needs before it is one: a name that can be typed, and a folder that is there."""

from __future__ import annotations

import os
from collections.abc import Collection
from itertools import count
from pathlib import Path
from typing import Final

from megadesk.disk.faults import disk_error
from megadesk.model.errors import AccessDenied, AlreadyExists, BadUsage
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


def check_folder(root: Path) -> None:
    """Raise unless there is a folder, or one can be made: before anything is made anywhere.

    BadUsage if something else has its name or there can be none at that place, AccessDenied if we may not make it.
    """
    above = next((one for one in (root, *root.parents) if os.path.exists(one)), root)  # noqa: PTH110 -- False, too, where we may not look
    if not above.is_dir() or not os.access(above, os.X_OK):
        raise BadUsage(what="local_folder", path=printable(str(root)))
    if not os.access(above, os.W_OK):
        raise AccessDenied(path=printable(str(above)))


def make_folder(root: Path) -> None:
    """Make the local folder if it is not there. Errors as check_folder and disk_error: things change."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError) as e:
        raise BadUsage(what="local_folder", path=printable(str(root))) from e
    except OSError as e:
        raise disk_error(e, str(root)) from e
