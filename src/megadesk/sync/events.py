"""What may happen to a pair (events, past tense), and what it may do next (commands, imperative).

runner --Event--> machine.note          machine.next --Command--> runner --Event--> ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.pair import Problem
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import TransferResult
from megadesk.sync.renames import Renamed

# -- events ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched:
    """Paths changed on disk, perhaps. ``renamed``: which of them were seen to be renamed, in order (renames.py)."""

    paths: Collection[RelPath]
    renamed: Sequence[Renamed] = ()


@dataclass(frozen=True, slots=True)
class HintsLost:
    """The watcher missed something: anything may have changed. ``reason``: what it says of it, as a stable word."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class WatchingChanged:
    """Whether the watcher works; without it the disk is polled. ``reason``: why not; ``limit``: that of the system."""

    works: bool
    reason: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Woke:
    """The computer slept, or its clock was set: what was known of disk and server is of another time."""


@dataclass(frozen=True, slots=True)
class HeadMoved:
    """The space has commits up to ``seq``, or may have new ones: None."""

    seq: int | None = None


@dataclass(frozen=True, slots=True)
class ContentArrived:
    """Transfers ended."""

    results: Collection[TransferResult]


@dataclass(frozen=True, slots=True)
class Scanned:
    """The local tree is as the disk was when the scan began; ``changed`` unless it was so before.

    ``again`` could not be read because somebody writes to them: they are to be looked at once more at ``again_ms``.
    """

    changed: bool = True
    again: Collection[RelPath] = ()
    again_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The remote tree is the server's; ``changed`` unless nobody but this pair moved it since the last plan."""

    changed: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """There is a plan; ``steps`` of it are to be done, or ``guard`` holds it.

    ``again_ms``: when a node that is held for a while may be tried again. ``waits``: for other pairs to look, and
    until then nothing of it is done.
    """

    steps: int
    guard: Problem | None = None
    again_ms: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Advanced:
    """Every step that could be done was. ``left`` wait for content; ``touched`` must be looked at again."""

    left: int
    touched: Collection[RelPath] = ()
    replan: bool = False
    again_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The command could not be run to its end."""

    error: MegadeskError


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """A person wants quiet."""


@dataclass(frozen=True, slots=True)
class ResumeAsked:
    """A person wants it to go on. No answer to what a guard asks."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A person has answered the question that a guard asks, named by its digest."""

    digest: str
    approve: bool
    """Whether the plan may run; if not, what it would take away is brought back."""


@dataclass(frozen=True, slots=True)
class RescanAsked:
    """A person wants everything looked at again, now."""


@dataclass(frozen=True, slots=True)
class LookAsked:
    """Another pair wants this one to look at everything. ``done`` is called when it has, or could not."""

    done: Callable[[], None]


@dataclass(frozen=True, slots=True)
class OthersLooked:
    """The pairs that this one asked to look at everything have."""


@dataclass(frozen=True, slots=True)
class RetryAsked:
    """Something outside is well again (signed in, back online): do not wait for the back-off."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A person decided about some nodes, or did something about what holds them: a plan is due."""


Event: TypeAlias = (
    Touched | HintsLost | WatchingChanged | Woke | HeadMoved | ContentArrived | Scanned | Fetched | Planned | Advanced
    | Failed | PauseAsked | ResumeAsked | Answered | RescanAsked | LookAsked | OthersLooked | RetryAsked | Decided
)  # fmt: skip

# -- commands -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScanLocal:
    """Look at the disk; ``dirty`` None means all of it."""

    dirty: frozenset[RelPath] | None


@dataclass(frozen=True, slots=True)
class FetchRemote:
    """Catch up with the journal; where it is enough to be at ``at_least``, only if the space is not there yet."""

    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class MakePlan:
    """Merge and plan from what is known now."""


@dataclass(frozen=True, slots=True)
class Advance:
    """Do every step of the plan that can be done with the content there is."""

    results: tuple[TransferResult, ...]


@dataclass(frozen=True, slots=True)
class DropPlan:
    """Stop working on the plan; running transfers end."""


Command: TypeAlias = ScanLocal | FetchRemote | MakePlan | Advance | DropPlan
