"""Hold a plan that takes away too much, until a person has looked at it.

Counted on the final steps, after moves were matched, in each direction by itself: files that this disk would lose,
and files that the cloud would. A folder that was renamed loses nothing. Bytes that go from here are counted over a day.

    long away       the pair was last in step more than 60 days ago, and anything at all would go
    too many        more than 50 and more than a quarter of all files
    whole tree      a folder at the top, of more than 20 files, with every file in it
    empty           two or more things at the top, and now nothing
    mass change     files that lost their bytes in the cloud because of this disk: more than 200, and more than half of
                    all; or more than 50, and more than a tenth of all, under names with one new ending (drip.py)

While a question stands, nothing of the plan is done. An approval is bound to exactly these nodes: another one on the
list, and it is asked again, about all of them. It lasts until no plan needs it any more, so that a crash does not ask
twice. What a plan brings or moves needs no approval, so it does not make one void.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from megadesk.crypto.primitives import sha256
from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.drip import AtHand, Burst, Ceiling, Trace, traces_of, weigh
from megadesk.sync.plan import Bin, Discard, Plan, Put

MASS_REMOVAL: Final = "mass_removal"
MASS_CHANGE: Final = "mass_change"
LONG_AWAY: Final = "long_away"

DAY_MS: Final = 86_400_000


class Loser(StrEnum):
    """Who loses a node, or, with CHANGE, its bytes; stored with approvals."""

    LOCAL = "local"
    REMOTE = "remote"
    CHANGE = "change"


Loss: TypeAlias = tuple[Loser, NodeId]
"""What an approval is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLimits:
    """From where on a person is asked. A plan passes while it stays at or below each of them."""

    deletes: int = 50
    share: float = 0.25
    tree_files: int = 20
    top_nodes: int = 1
    changes: int = 200
    change_share: float = 0.5
    endings: int = 50
    ending_share: float = 0.1
    away_days: int = 60
    """Shorter than any retention: what another device removed can then still be brought back from the bin."""


DEFAULT_LIMITS: Final = GuardLimits()


@dataclass(frozen=True, slots=True)
class Losses:
    """What a plan takes away: nodes as base knows them, by who loses them."""

    here: tuple[Node, ...] = ()
    there: tuple[Node, ...] = ()
    changed: tuple[Node, ...] = ()

    def all(self) -> frozenset[Loss]:
        """Return every one of them, as an approval names it."""
        return frozenset(
            (side, node.id)
            for side, nodes in ((Loser.LOCAL, self.here), (Loser.REMOTE, self.there), (Loser.CHANGE, self.changed))
            for node in nodes
        )

    def sent(self) -> list[Node]:
        """Return what the cloud loses, a node or its bytes."""
        return [*self.there, *self.changed]

    def unless(self, approved: AbstractSet[Loss]) -> Losses:
        """Return them without what a person has let go: all removals, or none of them; all changes, or none."""
        removed, changed = Losses(here=self.here, there=self.there), Losses(changed=self.changed)
        removed = Losses() if removed.all() <= approved else removed
        changed = Losses() if changed.all() <= approved else changed
        return Losses(removed.here, removed.there, changed.changed)


def losses(plan: Plan, base: Tree) -> Losses:
    """Return what a plan takes away."""
    if not plan.local_steps and not plan.remote_steps:
        return Losses()
    return Losses(tuple(_lost_here(plan, base)), tuple(_lost_there(plan, base)), tuple(_changed(plan, base)))


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked: the problem for people, and all that one answer decides.

    burst: of a mass change, with what is in the cloud by now.
    """

    problem: Problem
    losses: Losses
    burst: Burst | None = None

    @property
    def digest(self) -> str:
        """What an answer has to name: it is for this question and no other."""
        return str(self.problem.arguments["digest"])

    @property
    def is_renaming(self) -> bool:
        """Whether files have one new ending to their names: that says more than that the old ones are gone."""
        return self.burst is not None and bool(self.burst.ending)


def question(
    plan: Plan,
    base: Tree,
    limits: GuardLimits = DEFAULT_LIMITS,
    *,
    approved: AbstractSet[Loss] = frozenset(),
    away_ms: int | None = None,
    alive: AbstractSet[NodeId] = frozenset(),
) -> Question | None:
    """Return what to ask before this plan may run, or None. ``away_ms``: how long ago all was in step.

    alive: what only went to another folder of the cloud, or was taken away by a rewind that a person asked for.
    """
    lost = losses(plan, base)
    if alive:
        lost = replace(lost, here=tuple(node for node in lost.here if node.id not in alive))
    if approved:
        lost = lost.unless(approved)
    removed = Losses(here=lost.here, there=lost.there)
    for direction, gone in ((Loser.LOCAL, lost.here), (Loser.REMOTE, lost.there)):
        if gone and away_ms is not None and away_ms > limits.away_days * DAY_MS:
            return _asked(LONG_AWAY, ROOT, gone, removed, direction=direction.value, days=away_ms // DAY_MS)
        found = _reason(gone, plan, base, limits)
        if found is not None:
            reason, path = found
            return _asked(MASS_REMOVAL, path, gone, removed, direction=direction.value, reason=reason)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What is known of the last day, at ``now_ms``: see drip.py. ``is_new``: whether a trace is of nothing known yet."""

    now_ms: int = 0
    traces: Collection[Trace] = ()
    is_new: Callable[[Trace], bool] = lambda _trace: True
    endings: Collection[str] = ()


def change_question(
    plan: Plan,
    base: Tree,
    limits: GuardLimits = DEFAULT_LIMITS,
    *,
    approved: AbstractSet[Loss] = frozenset(),
    lately: Lately = Lately(),
) -> tuple[Question | None, Sequence[Trace]]:
    """Return what to ask about bytes that go from here, or None; and the traces of files that have theirs again."""
    lost = losses(plan, base)
    there, changed = Losses(there=lost.there).unless(approved), Losses(changed=lost.changed).unless(approved)
    lost = Losses(there=there.there, changed=changed.changed)
    fresh = [trace for trace in traces_of(lost.sent(), base, lately.now_ms) if lately.is_new(trace)]
    at_hand = AtHand(fresh=fresh, nodes={node.id for node in lost.sent()}, target=plan.target)
    weighed = weigh(
        lately.traces, at_hand, lambda: _n_files(base), Ceiling(limits.changes, limits.change_share),
        Ceiling(limits.endings, limits.ending_share), lately.endings,
    )  # fmt: skip
    burst = weighed.burst
    if burst is None:
        return None, weighed.back
    arguments: dict[str, Argument] = {
        "files": burst.files, "uploaded": burst.uploaded, "since_ms": burst.since_ms, "ending": burst.ending or None,
        "name": burst.names[0] if burst.names else None, "digest": _digest(lost),
    }  # fmt: skip
    return Question(Problem(code=MASS_CHANGE, path=ROOT, arguments=arguments), lost, burst), weighed.back


def _asked(code: str, path: RelPath, named: Collection[Node], lost: Losses, **arguments: Argument) -> Question:
    files = sum(1 for node in named if not node.is_folder)
    return Question(
        Problem(code=code, path=path, arguments={**arguments, "files": files, "digest": _digest(lost)}), lost
    )


def _digest(lost: Losses) -> str:
    lines = sorted(side.encode() + node for side, node in lost.all())
    return sha256(b"megadesk/v1/removals\0" + b"\n".join(lines)).hex()


def _lost_here(plan: Plan, base: Tree) -> list[Node]:
    gone = (base.nodes.get(step.id) for step in plan.local_steps if isinstance(step, Discard))
    return [node for node in gone if node is not None]


def _lost_there(plan: Plan, base: Tree) -> list[Node]:
    bins = [step.id for step in plan.remote_steps if isinstance(step, Bin)]
    return [node for key in bins for node in _with_below(base, key) if node.id not in plan.target]


def _changed(plan: Plan, base: Tree) -> list[Node]:
    """Return the files whose bytes in the cloud are to be replaced by those of this device."""
    puts = [step.node for step in plan.remote_steps if isinstance(step, Put) and step.uploads and step.node.version]
    before = (base.nodes.get(node.id) for node in puts)
    return [known for known in before if known is not None]


def _with_below(tree: Tree, key: NodeId) -> Iterable[Node]:
    node = tree.nodes.get(key)
    return [] if node is None else [node, *(tree.below(key) if node.is_folder else ())]


def _reason(lost: Collection[Node], plan: Plan, base: Tree, limits: GuardLimits) -> tuple[str, RelPath] | None:
    files = {node.id for node in lost if not node.is_folder}
    if _is_more(len(files), limits.deletes, limits.share, base):
        return "too_many", ROOT
    top = base.children(base.root) if lost else []
    if len(top) > limits.top_nodes and not plan.target.children(plan.target.root):
        return "empty", ROOT
    if len(files) > limits.tree_files:
        for folder in top:
            inside = [node.id for node in base.below(folder.id) if not node.is_folder]
            if len(inside) > limits.tree_files and files.issuperset(inside):
                return "whole_tree", base.path(folder.id)
    return None


def _is_more(files: int, limit: int, share: float, base: Tree) -> bool:
    """Whether so many files are more than a number and a part of all; they are counted only if it comes to that."""
    return files > limit and files > share * _n_files(base)


def _n_files(base: Tree) -> int:
    return sum(1 for node in base.nodes.values() if not node.is_folder)
