"""Lines of a man page, in the macros of man(7); no text can be taken for a request."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

SIGNS: Final = {
    "\\": "\\(rs",
    "-": "\\-",
    "'": "\\(aq",
    "“": "\\(lq",
    "”": "\\(rq",
    "…": "...",
    "~": "\\(ti",
    "^": "\\(ha",
}
"""Hyphens are minus signs here: what is typed must be found, and copied, as it is typed."""


WIDTH: Final = 78


def text(words: str) -> str:
    """Return words as they are shown."""
    escaped = "".join(SIGNS.get(char, char if char.isascii() else f"\\[u{ord(char):04X}]") for char in words)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


def bold(words: str) -> str:
    """Return what is typed as it is."""
    return f"\\fB{text(words)}\\fR"


def italic(words: str) -> str:
    """Return what stands for something else."""
    return f"\\fI{text(words)}\\fR"


def title(name: str, *, day: str, source: str) -> str:
    """Return the first line of a page."""
    return f'.TH {text(name.upper())} 1 "{day}" "{text(source)}" "User Commands"'


def section(name: str) -> Iterator[str]:
    """Yield the head of a section."""
    yield f".SH {name}"


def subsection(name: str) -> Iterator[str]:
    """Yield the head of a part of a section, and the room before it."""
    yield f'.SS "{text(name)}"'


def prose(words: str) -> Iterator[str]:
    """Yield lines of text, short enough to be read by who opens the file."""
    # Escapes make a line longer: they are counted.
    wrapped = textwrap.wrap(text(words), WIDTH, break_long_words=False, break_on_hyphens=False)
    yield from (f"\\&{line}" if line.startswith(".") else line for line in wrapped)


def paragraph(words: str) -> Iterator[str]:
    """Yield a paragraph of its own."""
    yield ".PP"
    yield from prose(words)


def item(head: str, words: str) -> Iterator[str]:
    """Yield a term, escaped already, and what it means."""
    yield ".TP"
    yield head
    yield from prose(words)


def usages(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a synopsis: capitals stand for something, all else is typed."""
    for number, line in enumerate(lines):
        if number:
            yield ".br"
        yield " ".join(map(_word, line.split()))


def _word(word: str) -> str:
    bare = word.strip("[].")
    if bare == "" or "|" in bare or bare.upper() == bare:
        return italic(word) if bare else text(word)
    return bold(word)
