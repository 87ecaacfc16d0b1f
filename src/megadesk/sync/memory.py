"""What a pair remembers beside its trees: since when a reason holds, what a person decided, when all was in step.

    SINCE      code, subject   since when this reason holds for this node, path or question
    SETTLED    -, node         a person has looked at this conflict copy and keeps both
    APPROVED   side, node      a person lets this node go (or be changed); ends when no plan asks for it any more
    IN_STEP    -, -            when the pair was last in step

Small, and written only when something changed: an idle pair writes nothing. Observations and answers, no pending work.
Real one: ``store/memories``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol


class MemoKind(IntEnum):
    """What a memo is about; the numbers are stored."""

    SINCE = 1
    SETTLED = 2
    APPROVED = 3
    IN_STEP = 4


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


class VolatileMemory:
    """A PairMemory that lasts as long as the process: for pairs whose folder cannot be opened, and for simulations."""

    def __init__(self) -> None:
        self._memos: dict[Memo, int] = {}

    def load(self) -> Mapping[Memo, int]:
        """Return all of it."""
        return dict(self._memos)

    def apply(self, put: Mapping[Memo, int], drop: Collection[Memo]) -> None:
        """Keep it."""
        for memo in drop:
            self._memos.pop(memo, None)
        self._memos.update(put)
