"""What a plan is: ordered steps, each naming the node it concerns and the state it should reach.

Steps are by id; where a node is on disk at that moment, and the fingerprint that must still be there, the executor
knows from the local tree it keeps. Every step is repeatable: done twice, it is done.

    relabels        first, all at once: local nodes that turn out to be other nodes (adopted, split off, reborn);
                    in the same transaction base forgets their old ids (relabel.relabelled_base)
    forget          with them: base drops these; their removal on this disk was overruled, so they count as new here
    local_steps     in order: folders, moves, places, then discards from the bottom up
    remote_steps    in order: folders, moves and removals that free a name, content, other removals
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from megadesk.model.ids import NodeId
from megadesk.model.pair import Notice, PairDirection, Problem
from megadesk.model.tree import Node, Tree
from megadesk.model.values import Value


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """Make the folder ``node`` on disk; its parent is there by then and its name is free.

    ``alias``: what it is called on this disk if it cannot have its own name there (alias.py); so for all steps.
    """

    node: Node
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class MoveLocal:
    """Give a node on disk the parent and name of ``node``; both folders are there and the name is free."""

    node: Node
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class StepAside:
    """Move a node on disk into the pair's stage, because others need its name first; a MoveLocal or Discard follows."""

    id: NodeId


class Place(Value, frozen=True):
    """Put the content of ``node`` where it is (or will be, if new); old bytes go to the debris. Needs a download."""

    node: Node
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class SetExecutable:
    """Set or clear the executable bit of a file whose bytes are right."""

    node: Node


@dataclass(frozen=True, slots=True)
class Discard:
    """Take a node off this disk: files to the debris, folders only when nothing is left in them."""

    id: NodeId


LocalStep: TypeAlias = MakeFolder | MoveLocal | StepAside | Place | SetExecutable | Discard


class Put(Value, frozen=True):
    """Make the record of a node say what ``node`` says; ``node.version`` is the version it replaces (0: none).

    ``uploads``: its content differs from the record's (or there is none yet), so its blocks must be there first.
    """

    node: Node
    uploads: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """Move a node, with all below it, out of the folder and into the bin. ``version`` is the one it replaces."""

    id: NodeId
    version: int


RemoteStep: TypeAlias = Put | Bin


def aliases_in(steps: Iterable[LocalStep]) -> dict[NodeId, str]:
    """Return what these steps call nodes that do not get their own names."""
    named = (step for step in steps if isinstance(step, MakeFolder | MoveLocal | Place))
    return {step.node.id: step.alias for step in named if step.alias is not None}


def node_of(step: LocalStep | RemoteStep) -> NodeId:
    """Return the node that a step concerns."""
    return step.id if isinstance(step, StepAside | Discard | Bin) else step.node.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything to be done now for local and remote to become ``target``.

    behind: what waits, with no reason of its own, for a name that another node has, here or in the cloud; and for which.
    """

    target: Tree
    relabels: Mapping[NodeId, NodeId] = field(default_factory=dict)
    forget: tuple[NodeId, ...] = ()
    local_steps: tuple[LocalStep, ...] = ()
    remote_steps: tuple[RemoteStep, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()
    behind: Mapping[NodeId, NodeId] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.relabels or self.forget or self.local_steps or self.remote_steps)


@dataclass(frozen=True, slots=True)
class Permit:
    """A person's yes to one change on the side that may not speak: to exactly this state of the node (None: removed).

    any_place: wherever it is by then; so for what may have to step beside another of its name.
    """

    state: Node | None
    any_place: bool = False

    def covers(self, now: Node | None) -> bool:
        """Whether this is what was agreed to."""
        then = self.state
        if then is None or now is None:
            return then is now
        return then.kind is now.kind and then.same_content(now) and (self.any_place or then.same_place(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContext:
    """What the rules need to know beside the three trees; all of it data.

    device_name, stamp: for the names of conflict copies; stamp is local time as ``YYYY-MM-DD HHMMSS``.
    held: local nodes about which nothing may be concluded (unreadable, changing, unknown); their folders stay.
    astray: folders of those that are not where they were: nothing can be put into them.
    occupied: places on this disk (folder and name) taken by what is no node, unreadable or ignored: nothing is put
        there, and the folders stay.
    aliases: what nodes are called on this disk that are not called by their names there (alias.py).
    junk: those of them that hold no folder: it may go, and they with it.
    keepers: folders of the cloud with something in them that this device leaves out: they are not put into the bin.
    spent: ids whose record is somewhere else in the space (the bin, mostly) or is left out: they cannot be created
        again.
    case_sensitive, name_max_bytes: what the volume can tell apart and store.
    keeps_links: whether the pair keeps symbolic links; makes_links: whether the volume can have them.
    direction: which side's changes are taken (direction.py). permits: those of the other side that are all the same.
    """

    device_name: str
    stamp: str
    held: frozenset[NodeId] = frozenset()
    astray: frozenset[NodeId] = frozenset()
    occupied: frozenset[tuple[NodeId, str]] = frozenset()
    aliases: Mapping[NodeId, str] = field(default_factory=dict)
    junk: frozenset[tuple[NodeId, str]] = frozenset()
    keepers: frozenset[NodeId] = frozenset()
    spent: frozenset[NodeId] = frozenset()
    case_sensitive: bool = True
    name_max_bytes: int = 255
    keeps_links: bool = False
    makes_links: bool = True
    direction: PairDirection = PairDirection.BOTH
    permits: Mapping[NodeId, Permit] = field(default_factory=dict)

    @property
    def places_links(self) -> bool:
        """Whether links of the cloud are made on this disk."""
        return self.keeps_links and self.makes_links
