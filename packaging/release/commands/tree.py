"""The commands of megadesk as values, whichever library parses them.

    megadesk.cli.main     (typer)    -- read_client.py --+
                                                         +--> Command --> markdown.py, manpages.py, completions.py
    megadesk.server.main  (argparse) -- read_server.py --+

A Command holds its arguments, its options, and the commands below it. Nothing here knows a parser or a format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Takes(Enum):
    """What can be offered to someone who types a value."""

    TEXT = "text"
    FILE = "file"
    FOLDER = "folder"


LOCAL: Final[dict[str, Takes]] = {
    "FILE": Takes.FILE,
    "DIR": Takes.FOLDER,
    "FROM": Takes.FOLDER,
    "TO": Takes.FOLDER,
    "BACKUP": Takes.FOLDER,
    "LOCAL": Takes.FOLDER,
    "LOCAL|REMOTE": Takes.FILE,
    "LOCAL... REMOTE": Takes.FILE,
    "REMOTE... LOCAL": Takes.FOLDER,
    "ID|FOLDER...": Takes.FOLDER,
    "PAIR|FOLDER": Takes.FOLDER,
}
"""What stands for something on this computer; all other names stand for text, or for places in the cloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """What a person types: an argument, or what follows an option."""

    help: str
    shown: str = ""
    """What stands for it."""
    is_required: bool = False
    is_many: bool = False
    choices: tuple[str, ...] = ()

    @property
    def takes(self) -> Takes:
        """What can be offered for it."""
        return LOCAL.get(self.shown, Takes.TEXT)

    @property
    def described(self) -> str:
        """The help, with what can be chosen."""
        if not self.choices or "|" in self.shown:  # what stands for it has them already
            return self.help
        return f"{self.help} One of {', '.join(self.choices)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument(_Value):
    """What a command takes by its place on the line; ``shown`` as in a usage line, without brackets: ``SOURCE... TARGET``."""

    @property
    def remarks(self) -> str:
        """The help, with what else must be known."""
        return self.described

    @property
    def usage(self) -> str:
        """The argument as it stands in a usage line."""
        return self.shown if self.is_required else f"[{self.shown}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(_Value):
    """What a command takes by name; ``shown`` is empty for a switch."""

    names: tuple[str, ...]
    """Short ones first."""
    default: str = ""

    @property
    def remarks(self) -> str:
        """The help, with what else must be known."""
        parts = [self.described]
        if self.is_required:
            parts.append("Required.")
        if self.default and "default" not in self.help.lower():
            parts.append(f"Default: {self.default}.")
        return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command, or a group of them."""

    path: tuple[str, ...]
    """The words that call it, the program's name first."""
    summary: str
    description: tuple[str, ...] = ()
    """Paragraphs that follow the summary."""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    everywhere: tuple[Option, ...] = ()
    """Options that it shares with all others of its program."""
    commands: tuple[Command, ...] = ()

    @property
    def name(self) -> str:
        """The words that call it."""
        return " ".join(self.path)

    @property
    def usage(self) -> str:
        """One line that shows how it is called."""
        if self.commands:
            return f"{self.name} COMMAND ..."
        options = ["[OPTIONS]"] if self.options else []
        return " ".join([*self.path, *options, *(argument.usage for argument in self.arguments)])

    def walk(self) -> Iterator[Command]:
        """Yield it and all below it, as they stand in the help."""
        yield self
        for command in self.commands:
            yield from command.walk()


CHOICES_MAX: Final = 30
"""Choices that are longer than this, written one beside the other, are listed with the help."""


def shown_choices(choices: tuple[str, ...], name: str) -> str:
    """Return what stands for one of some choices: they themselves if there is room, else a name for them."""
    joined = "|".join(choices)
    if choices and len(joined) <= CHOICES_MAX:
        return joined
    return "WORD" if choices and "_" in name else name.upper()


HELP: Final = Option(names=("-h", "--help"), help="Show how a command is used, and end.")


def sentence(text: str | None) -> str:
    """Return a help text as one sentence or more: a capital at the start, a full stop at the end.

    What begins with a value that is explained, ``keyring: the system's``, keeps that as it is typed.
    """
    words = " ".join((text or "").split())
    if not words:
        return ""
    start = words if words.partition(" ")[0].endswith(":") else words[0].upper() + words[1:]
    return start + ("" if words.endswith((".", "?", "!", ":")) else ".")
