"""Fleets in which all that is handed on instead of looked for is held against what looking would have found.

More seeds: PYTHONPATH=src:tests python -m sim.run --hindsight --seed N --runs M
"""

from __future__ import annotations

import os

import pytest

from fakes.trees import node_id, tree
from megadesk.model.tree import Tree
from megadesk.sync.apart import MANY
from sim.fleet import run_seed
from sim.hindsight import Missed, hindsight

FIRST = int(os.environ.get("MEGADESK_SIM_SEED") or 1)
SEEDS = 12


@pytest.mark.parametrize(("many", "first"), [(MANY, FIRST + 9_000), (3, FIRST + 9_000 + SEEDS)])
def test_nothing_is_missed(many: int, first: int) -> None:
    """Three devices, faults and crashes of all kinds: every look and every comparison was told all it had to know.

    many: how many changes are kept in mind; with few, every larger one makes everything be looked at.
    """
    with hindsight(many) as counted:
        for seed in range(first, first + SEEDS):
            try:
                assert not run_seed(seed).failures, f"seed {seed}"
            except Missed as missed:
                pytest.fail(f"seed {seed}: {missed}")
    assert counted.partial_looks > SEEDS
    assert counted.partial_comparisons > SEEDS
    assert counted.indexes > SEEDS


def test_what_is_missed_is_found() -> None:
    """A tree that says less than what it differs by does not pass."""
    before = tree("a=1", "b=2")
    changed = tree("a=1", "b=3")
    with hindsight():
        honest = before.derived(changed.nodes, {node_id("b"): before[node_id("b")]})
        assert honest.apart(before) == frozenset([node_id("b")])
        silent = before.derived(changed.nodes, {node_id("a"): before[node_id("a")]})
        with pytest.raises(Missed):
            silent.apart(before)
        before.children(before.root)
        moved = Tree(before.root, dict(tree("a=1", "c/", "b@c/b=2").nodes))
        with pytest.raises(Missed):
            before.derived(moved.nodes, {})
