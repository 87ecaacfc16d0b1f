"""Looking for words that were planted on one side, and must be found nowhere on the other.

found(words, data)      which of them occur, as text or in any coding that bytes travel in
everything_below(f)     path and bytes of every file, to be searched
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote


def codings(word: str) -> Iterator[bytes]:
    """Yield a word in every form in which it might lie about."""
    plain = word.encode()
    for form in (plain, word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield form
        yield form[::-1]
        yield form.hex().encode()
        yield form.hex().upper().encode()
        yield quote(form, safe="").encode()
        for lead in range(3):
            # In base64 a word looks different by where it starts; its first and last digits depend on its neighbours.
            for coded in (base64.b64encode(bytes(lead) + form), base64.urlsafe_b64encode(bytes(lead) + form)):
                yield coded.rstrip(b"=")[(0, 2, 3)[lead] : -1]


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
    return tuple(dict.fromkeys(codings(word)))
