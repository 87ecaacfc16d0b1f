"""In which order people read about the commands: by what they want to do, and the server last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from release.commands.read_client import read_client
from release.commands.read_server import read_server
from release.commands.tree import Command

CHAPTERS: Final[Mapping[str, Sequence[str]]] = {
    "Getting started": ("try", "probe", "trust", "signup", "login", "logout", "unlock", "whoami"),
    "Syncing": ("status", "sync", "ignore", "issues", "why", "pause", "resume"),
    "Files in the cloud": ("ls", "find", "tree", "stat", "mkdir", "mv", "rm", "put", "get", "cat", "errands", "transfers"),
    "Backups, versions and the past": ("backup", "versions", "restore", "rewind", "activity", "bin"),
    "Account and security": ("password", "recovery-key", "2fa", "sessions", "device", "verify", "space"),
    "The program": ("engine", "config", "logs", "report"),
    "The server": ("server",),
}  # fmt: skip
"""Title, and the first words of the commands."""


def whole_tree() -> Command:
    """Return all commands of the program, the server's in their place, in the order of the chapters."""
    client = read_client()
    first_words = {command.path[-1]: command for command in (*client.commands, read_server())}
    return Command(
        path=client.path,
        summary=client.summary,
        description=client.description,
        options=client.options,
        everywhere=client.everywhere,
        commands=tuple(first_words.pop(word) for words in CHAPTERS.values() for word in words)
        + tuple(first_words.values()),
    )


def chapters(tree: Command) -> dict[str, list[Command]]:
    """Return the first words of a whole tree by the title of their chapter."""
    named = {command.path[-1]: command for command in tree.commands}
    return {title: [named[word] for word in words] for title, words in CHAPTERS.items()}
