"""What a pilot is told beside events, and what it tells: a person's decisions in, a pair as it stands out. Values only.

runner --Order--> pilot.note        pilot.report: PairReport --> status, issues, why
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, PairState, Problem, SyncPair
from megadesk.sync.events import Event
from megadesk.sync.guard import Question
from megadesk.sync.ignore import Rules


@dataclass(frozen=True, slots=True)
class CopiesSettled:
    """A person keeps these conflict copies beside their originals, and need not be told of them again."""

    nodes: Collection[NodeId]


@dataclass(frozen=True, slots=True)
class Decide:
    """A person says which version they want of nodes whose changes do not travel in the pair's direction."""

    nodes: Collection[NodeId]
    keep: Keep


@dataclass(frozen=True, slots=True)
class TryAgain:
    """A person wants these nodes to be tried now that are held back: transfers that failed, or were cancelled."""

    nodes: Collection[NodeId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an answer: the nodes it decided about, or why it could not be kept, or was for something else."""

    nodes: frozenset[NodeId] = frozenset()
    error: MegadeskError | None = None


Order: TypeAlias = Event | Decide | CopiesSettled | TryAgain
"""What a pilot takes in: what the machine has to know, and what a person decided about single nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """One pair as it stands, for status."""

    pair: SyncPair
    state: PairState
    busy: bool
    pending: int
    files: int
    bytes: int
    problems: tuple[Problem, ...]
    error: MegadeskError | None
    guard: Problem | None
    synced_ms: int | None
    """Milliseconds since 1970 UTC; None if it never was, since the engine started."""
    taken: int = 0
    """How many posted events this report has seen."""
    issues: tuple[Problem, ...] = ()
    """What a person should know: what holds the pair or asks, what has its reason for some time, conflict copies."""
    question: Question | None = None
    """All that an answer to ``guard`` decides."""
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)
    """What became of the last answers, by how many events were taken with them."""
    is_known: bool = False
    """Whether this says what there is to say: there was a plan since the start, or there is none to come for now."""
    waits: bool = False
    """Whether it is paused, and something is known to be left to do."""
    rules: Rules | None = None
    """The ignore rules in force; None until the folder was looked at."""
