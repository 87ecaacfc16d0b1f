"""What may stand anywhere on the line, taken out before the commands are parsed: ``--json`` and ``--home DIR``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.model.errors import BadUsage


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A command line: the words of the command, and what concerns all of it."""

    words: tuple[str, ...]
    home: str | None = None
    as_json: bool = False


def split_line(argv: Sequence[str]) -> Line:
    """Return the line in its parts; nothing after ``--`` is looked at. BadUsage if ``--home`` has no folder."""
    words: list[str] = []
    home: str | None = None
    as_json = False
    waiting = list(reversed(argv))
    while waiting:
        word = waiting.pop()
        if word == "--":
            words += [word, *reversed(waiting)]
            break
        if word == "--json":
            as_json = True
        elif word == "--home":
            home = _folder(waiting.pop() if waiting else "")
        elif word.startswith("--home="):
            home = _folder(word.removeprefix("--home="))
        else:
            words.append(word)
    return Line(words=tuple(words), home=home, as_json=as_json)


def _folder(word: str) -> str:
    if not word or word.startswith("--"):
        raise BadUsage("--home needs a folder", option="--home")
    return word
