"""What a node is called on this disk if it cannot have its own name there.

    in the cloud    a.txt    A.txt                      two names, two nodes
    on this disk    a.txt    A (case conflict).txt      where upper and lower case are not told apart

The name in the cloud stays what it is, and the node stays the node: only its spelling here differs (LocalNode), as
that of a name which the disk keeps decomposed does. So edits, moves and removals go to the right id by themselves, and
the alias goes as soon as the name is free. Nothing but the disk remembers an alias (ADR 13).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import count
from typing import Final

from megadesk.model.listing import LocalNode
from megadesk.model.relpath import NAME_MAX_BYTES
from megadesk.sync.conflict import fitted, split_extension

MARK: Final = "case conflict"


def alias_name(name: str, *, folder: bool, is_taken: Callable[[str], bool], max_bytes: int = NAME_MAX_BYTES) -> str:
    """Return the first free alias of a name, its extension kept."""
    for number in count(1):
        candidate = _candidate(name, number, folder=folder, max_bytes=max_bytes)
        if not is_taken(candidate):
            return candidate
    raise AssertionError


def is_alias_of(spelling: str, name: str, *, folder: bool, max_bytes: int = NAME_MAX_BYTES) -> bool:
    """Whether something spelt so on disk may stand there for a node of this name."""
    _, mark, rest = spelling.rpartition(f" ({MARK}")
    digits = rest.partition(")")[0].strip()
    number = int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 9 else 1  # noqa: PLR2004 - a bound
    return bool(mark) and spelling == _candidate(name, number, folder=folder, max_bytes=max_bytes)


def _candidate(name: str, number: int, *, folder: bool, max_bytes: int) -> str:
    stem, extension = split_extension(name, folder=folder)
    mark = f" ({MARK})" if number == 1 else f" ({MARK} {number})"
    return fitted(stem, mark + extension, max_bytes)


def alias_of(known: LocalNode) -> str | None:
    """Return what a node is called here if not by its name, however the disk spells that; None if by its name."""
    if known.spelling == known.node.name or unicodedata.normalize("NFC", known.spelling) == known.node.name:
        return None
    return known.spelling


def folding(*, case_sensitive: bool) -> Callable[[str], str]:
    """Return what makes two spellings equal that are one name on this disk."""
    if case_sensitive:
        return _composed
    return lambda spelling: _composed(spelling).casefold()


def _composed(spelling: str) -> str:
    return spelling if spelling.isascii() else unicodedata.normalize("NFC", spelling)
