"""What is said of changes on disk: hints, and who is told by the system's threads what they are made of.

    threads of the system --Sink--> watcher --Hint--> the pair

A hint says "look there", never what happened. Values, and one Protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from megadesk.model.relpath import RelPath


class HintKind(Enum):
    """What a hint asks for."""

    TOUCHED = "touched"
    RESCAN = "rescan"
    POLLING = "polling"
    WATCHING = "watching"
    ROOT_LOST = "root_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something may have changed. ``paths`` with TOUCHED; ``reason`` is a stable word for status and log.

    ``renamed`` with TOUCHED: which of the paths were seen to change their names, from and to, in order.
    ``limit`` with POLLING: the limit of the system that was met, if it says.
    """

    kind: HintKind
    paths: frozenset[RelPath] = frozenset()
    renamed: tuple[tuple[RelPath, RelPath], ...] = ()
    reason: str = ""
    limit: int | None = None


class Sink(Protocol):
    """Who is told by the threads of watchdog; safe from any of them, and never long."""

    def touched(self, path: bytes | str) -> None:
        """Something may have changed at a path."""

    def renamed(self, old: bytes | str, new: bytes | str) -> None:
        """One path became another."""

    def doubtful(self, reason: str) -> None:
        """Events may have been lost."""

    def no_watches_left(self) -> None:
        """The system has no watch left for a folder."""

    def is_private(self, path: bytes) -> bool:
        """Whether a folder is ours and needs no watch."""
