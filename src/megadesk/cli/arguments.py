"""What may stand anywhere on the line, taken out before the commands are parsed: ``--json`` and ``--home DIR``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.model.errors import BadUsage

BACKGROUND: Final = "--background"
SCHEME: Final = "megadesk:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A command line: the words of the command, and what concerns all of it."""

    words: tuple[str, ...]
    home: str | None = None
    as_json: bool = False


def split_line(argv: Sequence[str]) -> Line:
    """Return the line in its parts; nothing after ``--`` is looked at. BadUsage if ``--home`` has no folder.

    Nor after an address: a link is somebody else's, and on Windows a quotation mark in it ends the word that it is.
    """
    words: list[str] = []
    home: str | None = None
    as_json = False
    waiting = list(reversed(argv))
    while waiting:
        word = waiting.pop()
        is_address = word.startswith(SCHEME) and _are_for_app(words)
        if word == "--" or is_address:
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


def is_for_app(line: Line, environ: Mapping[str, str]) -> bool:
    """Return whether a line opens the app: nothing but ``--background`` or an address of ours, and a screen to show it on."""
    return _are_for_app(line.words) and not line.as_json and has_screen(environ)


def _are_for_app(words: Sequence[str]) -> bool:
    return all(word == BACKGROUND or word.startswith(SCHEME) for word in words)


def has_screen(environ: Mapping[str, str]) -> bool:
    """Return whether this session has a screen; on Windows and macOS all that have a person have one."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _folder(word: str) -> str:
    if not word or word.startswith("--"):
        raise BadUsage("--home needs a folder", option="--home")
    return word
