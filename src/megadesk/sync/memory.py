"""What a pair remembers beside its trees: since when a reason holds, what a person decided, when all was in step.

    SINCE      code, subject   since when this reason holds for this node, path or question
    SETTLED    -, node         a person has looked at this conflict copy and keeps both
    APPROVED   side, node      a person lets this node go (or be changed); ends when no plan asks for it any more
    IN_STEP    -, -            when the pair was last in step
    MEANT      ending, -       a person let a mass change go whose files have this ending to their names

Beside them the traces of files whose bytes went from here (drip.py), by their paths.

Small, and written only when something changed: an idle pair writes nothing. Observations and answers, no pending work.
Real one: ``store/memories``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from megadesk.model.relpath import RelPath
from megadesk.sync.drip import Trace


class MemoKind(IntEnum):
    """What a memo is about; the numbers are stored."""

    SINCE = 1
    SETTLED = 2
    APPROVED = 3
    IN_STEP = 4
    MEANT = 5


@dataclass(frozen=True, slots=True)
class Memo:
    """The name of one thing that is remembered; its value is a time, in milliseconds since 1970 UTC."""

    kind: MemoKind
    code: str = ""
    subject: bytes = b""


class PairMemory(Protocol):
    """The memos of one pair, kept over crashes. Raises as the store does."""

    def load(self) -> Mapping[Memo, int]:
        """Return all of it."""

    def apply(self, put: Mapping[Memo, int], drop: Collection[Memo]) -> None:
        """Write it all or nothing; durable on return."""

    def traces(self) -> Sequence[Trace]:
        """Return them, the oldest first."""

    def apply_traces(self, put: Collection[Trace], drop: Collection[RelPath]) -> None:
        """Write it all or nothing, each in place of the one of its path; durable on return."""


class VolatileMemory:
    """A PairMemory that lasts as long as the process: for pairs whose folder cannot be opened, and for simulations."""

    def __init__(self) -> None:
        self._memos: dict[Memo, int] = {}
        self._traces: dict[RelPath, Trace] = {}

    def load(self) -> Mapping[Memo, int]:
        """Return all of it."""
        return dict(self._memos)

    def apply(self, put: Mapping[Memo, int], drop: Collection[Memo]) -> None:
        """Keep it."""
        for memo in drop:
            self._memos.pop(memo, None)
        self._memos.update(put)

    def traces(self) -> Sequence[Trace]:
        """Return them, the oldest first."""
        return sorted(self._traces.values(), key=lambda trace: trace.at_ms)

    def apply_traces(self, put: Collection[Trace], drop: Collection[RelPath]) -> None:
        """Keep them."""
        for path in drop:
            self._traces.pop(path, None)
        self._traces.update((trace.path, trace) for trace in put)
