"""Pairs of one direction on random trees: the side that only listens never speaks, and nobody loses anything by it.

Scaled by MEGADESK_SIM_RUNS and MEGADESK_SIM_SEED as in test_plans; a failure names its seed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from random import Random

import pytest

from fakes.trees import ROOT_ID, context
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, PairDirection
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.diff import agree, same
from megadesk.sync.plan import Permit, Plan, PlanContext
from megadesk.sync.planner import plan
from megadesk.sync.relabel import relabelled, relabelled_base, relabelled_permits
from megadesk.sync.resolving import Decision, decide
from sim.test_plans import seeds
from sim.world import Cloud, Disk, check_tree, contents, equal, perturb, random_tree

UP, DOWN, BOTH = PairDirection.UP, PairDirection.DOWN, PairDirection.BOTH
ROUNDS = 4


class Pair:
    """One device of one direction, and the cloud that others write to as well."""

    def __init__(self, rng: Random, direction: PairDirection) -> None:
        base = random_tree(rng, rng.randrange(0, 12))
        linked = rng.random() < 0.8  # else base is empty: the first time that both meet
        self.base = dict(base) if linked else {}
        local = perturb(rng, base, "l", rng.randrange(0, 7))
        if not linked:
            local = _renumbered(rng, local)
        self.disk = Disk(local)
        self.cloud = Cloud(perturb(rng, base, "r", rng.randrange(0, 7)))
        self.permits: dict[NodeId, Permit] = {}
        self.direction = direction
        self.settle()

    def rules(self) -> PlanContext:
        """Return the context of the next plan."""
        return context(direction=self.direction, permits=self.permits, spent=frozenset(self.cloud.spent))

    def trees(self) -> tuple[Tree, Tree, Tree]:
        """Return base, local and remote."""
        return Tree(ROOT_ID, dict(self.base)), Tree(ROOT_ID, dict(self.disk.nodes)), self.cloud.tree()

    def made(self) -> Plan:
        """Return what is to be done now."""
        return plan(*self.trees(), self.rules())

    def carry_out(self, made: Plan) -> None:
        """Do it."""
        base, local, _ = self.trees()
        self.disk.nodes = dict(relabelled(local, made.relabels).nodes)
        self.permits = relabelled_permits(self.permits, local, made.relabels)
        self.base = dict(relabelled_base(base, local, made.relabels).changed(drop=made.forget).nodes)
        for step in made.local_steps:
            self.disk.run(step)
        for remote_step in made.remote_steps:
            self.cloud.run(remote_step)
        self.settle()

    def settle(self) -> None:
        """Let base follow."""
        base, local, remote = self.trees()
        self.base = dict(base.changed(*agree(base, local, remote)).nodes)

    def rest(self) -> None:
        """Plan and carry out until there is nothing to do."""
        for _ in range(ROUNDS):
            made = self.made()
            if made.is_empty:
                return
            self.carry_out(made)
        raise AssertionError("it never ends")

    def take(self, decision: Decision) -> None:
        """Note what a person decided."""
        base, local, _ = self.trees()
        self.disk.nodes = dict(relabelled(local, decision.relabels).nodes)
        self.permits = relabelled_permits(self.permits, local, decision.relabels) | dict(decision.permits)
        base = relabelled_base(base, local, decision.relabels).changed(decision.base_put, decision.base_drop)
        self.base = dict(base.nodes)

    def held(self) -> list[NodeId]:
        """Return what is not synced because of the direction."""
        return [one.node for one in self.made().problems if one.node is not None]


def _renumbered(rng: Random, nodes: dict[NodeId, Node]) -> dict[NodeId, Node]:
    """Return a tree as a device sees it that has never met the cloud: all ids are its own."""
    new = {key: NodeId(rng.randbytes(16)) for key in sorted(nodes)}
    return {
        new[key]: replace(node, id=new[key], parent=new.get(node.parent, node.parent), version=0)
        for key, node in nodes.items()
    }


@dataclass(frozen=True)
class Choice:
    """A person's answer to one question, and the trees as they were when it was asked."""

    chosen: NodeId
    keep: Keep
    silent: Collection[NodeId]
    base: Tree
    local: Tree
    remote: Tree

    def decided(self, direction: PairDirection) -> Decision:
        """Return what it means."""
        return decide(self.base, self.local, self.remote, direction, self.silent, [self.chosen], self.keep)


def one_direction(seed: int) -> None:
    """Check that the silent side is left alone, that it ends, and that all is an ordinary merge once both may speak."""
    rng = Random(seed)
    pair = Pair(rng, rng.choice((UP, DOWN)))
    base, local, remote = pair.trees()
    made = pair.made()
    assert pair.made() == made, "two plans of the same trees"
    check_tree(made.target)
    assert not (made.local_steps if pair.direction is UP else made.remote_steps), "the silent side spoke"
    pair.carry_out(made)
    mute, after = (remote, pair.cloud.tree()) if pair.direction is UP else (local, Tree(ROOT_ID, pair.disk.nodes))
    for key, node in mute.items():
        now = after.get(made.relabels.get(key, key))
        if key not in base or not same(base[key], node):
            assert now is not None, "what was not said is gone"
            assert now.content == node.content
            assert now.name == node.name
    pair.rest()
    kept = contents(pair.disk.nodes.values()) | contents(pair.cloud.tree().values())
    for side in (local, remote):
        for key, node in side.items():
            fresh = key not in base or base[key].content != node.content
            assert not fresh or node.content is None or node.content in kept, "bytes are lost"
    reported = set(pair.held())
    _, here, there = pair.trees()
    if not reported:
        assert equal(here, there), "something differs, and nobody says why"
    pair.direction = BOTH
    before = contents(pair.disk.nodes.values()) | contents(there.values())
    known = contents(pair.base.values())
    pair.rest()
    _, here, there = pair.trees()
    assert equal(here, there), "they do not meet"
    assert before - known <= contents(there.values()), "bytes are lost by the merge"


def _asked(seed: int) -> tuple[Random, Pair, Choice] | None:
    """Return a pair at rest and an answer to one of its questions; None if it has none."""
    rng = Random(seed)
    pair = Pair(rng, rng.choice((UP, DOWN)))
    pair.rest()
    silent = pair.held()
    if not silent:
        return None
    chosen, keep = rng.choice(sorted(silent)), rng.choice(tuple(Keep))
    base, local, remote = pair.trees()
    return rng, pair, Choice(chosen, keep, silent, base, local, remote)


def one_decision(seed: int) -> None:
    """Check that a decision is carried out, is about what was meant and nothing else, and is not asked again."""
    asked = _asked(seed)
    if asked is None:
        return
    _, pair, choice = asked
    decision = choice.decided(pair.direction)
    pair.take(decision)
    pair.rest()
    _check_kept(pair, choice)
    above = {folder for tree in (choice.local, choice.remote) for folder in tree.ancestors(choice.chosen)}
    if not above.intersection(choice.silent):
        assert decision.relabels.get(choice.chosen, choice.chosen) not in pair.held(), "it is asked again"
    _check_others_left_alone(pair, decision, choice)


def _check_kept(pair: Pair, choice: Choice) -> None:
    """What was to be kept is on both sides, unless something that was not decided about is in its way."""
    on_disk, in_cloud = contents(pair.disk.nodes.values()), contents(pair.cloud.tree().values())
    keep, mine, theirs = choice.keep, choice.local.get(choice.chosen), choice.remote.get(choice.chosen)
    if pair.held():
        return
    if mine is not None and mine.content is not None and keep is not Keep.REMOTE:
        assert mine.content in in_cloud, "what was to be kept from here is not in the cloud"
        assert mine.content in on_disk, "what was to be kept from here is gone from here"
    if theirs is not None and theirs.content is not None and keep is not Keep.LOCAL:
        assert theirs.content in on_disk, "what was to be kept from the cloud is not here"
        assert theirs.content in in_cloud, "what was to be kept from the cloud is gone from it"


def all_decided(seed: int) -> None:
    """Check that nothing is left over once everything is decided alike: both sides are the chosen one, or the union."""
    rng = Random(seed)
    pair = Pair(rng, rng.choice((UP, DOWN)))
    pair.rest()
    _, local, remote = pair.trees()
    asked, keep = pair.held(), rng.choice(tuple(Keep))
    for _ in range(ROUNDS):
        silent = pair.held()
        if silent:
            pair.take(decide(*pair.trees(), pair.direction, silent, silent, keep))
            pair.rest()
    _, here, there = pair.trees()
    assert not pair.held(), "something is asked again and again"
    assert equal(here, there), "both sides differ, and nobody says why"
    for side, loser in ((local, Keep.REMOTE), (remote, Keep.LOCAL)):
        if keep is not loser:
            wanted = contents(side[key] for key in asked if key in side)
            assert wanted <= contents(there.values()), "what was to be kept is gone"


def _check_others_left_alone(pair: Pair, decision: Decision, choice: Choice) -> None:
    """What was not decided about is as it was on the side that only listens."""
    is_up, base = pair.direction is UP, choice.base
    mute, after = (choice.remote, pair.cloud.tree()) if is_up else (choice.local, Tree(ROOT_ID, pair.disk.nodes))
    decided = {*decision.permits, *decision.relabels, *(node.id for node in decision.base_put), *decision.base_drop}
    decided |= {below.id for key in decided if key in mute for below in mute.below(key)}
    for key, node in mute.items():
        if key not in decided and (key not in base or not same(base[key], node)):
            assert key in after, "another node is gone"
            assert after[key].content == node.content


def one_crash(seed: int) -> None:
    """Check that a decision comes about although the first plan after it stopped anywhere."""
    asked = _asked(seed)
    if asked is None:
        return
    rng, pair, choice = asked
    pair.take(choice.decided(pair.direction))
    made = pair.made()
    steps, puts = rng.randint(0, len(made.local_steps)), rng.randint(0, len(made.remote_steps))
    pair.carry_out(replace(made, local_steps=made.local_steps[:steps], remote_steps=made.remote_steps[:puts]))
    if pair.disk.staged:
        return  # brought back beside its place, it is something else that a person did
    pair.rest()
    _check_kept(pair, choice)


CHECKS: tuple[Callable[[int], None], ...] = (one_direction, one_decision, all_decided, one_crash)


@pytest.mark.parametrize("check", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_invariants_hold(check: Callable[[int], None]) -> None:
    """The silent side never speaks, decisions are carried out, plans end, nothing is lost, both ways is a merge."""
    for seed in seeds(1200):
        try:
            check(seed)
        except Exception as error:
            raise AssertionError(f"{check.__name__}({seed}): {error!r}") from error
