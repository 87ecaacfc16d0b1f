"""Looking for words that were planted on one side, and must be found nowhere on the other.

found(words, data)      which of them occur, as text or in any coding that bytes travel in
everything_below(f)     path and bytes of every file, to be searched
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from fakes.leaks import spellings


def found(words: Sequence[str], data: bytes) -> list[str]:
    """Return the words that occur in data, however coded."""
    return [word for word in words if any(form in data for form in _forms(word))]


def everything_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()


@cache
def _forms(word: str) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(spellings(word)))
