"""Where trees come from: enough to know where two of them may differ, and never too little."""

from __future__ import annotations

from random import Random

import pytest

from fakes.trees import node_id, tree
from megadesk.model.lineage import STEPS_KEPT, Lineage

A, B, C, D = (node_id(word) for word in "abcd")


def test_same_is_nowhere_apart() -> None:
    """A tree does not differ from itself; of two that were made alone nothing is known."""
    one = Lineage()
    assert one.apart(one) == frozenset()
    assert one.apart(Lineage()) is None


def test_what_changed_on_either_way_is_apart() -> None:
    """From the last common origin on, on both ways, whoever asks; not what changed before it."""
    origin = Lineage().after([A])
    here, there = origin.after([B]), origin.after([C]).after([D])
    assert here.apart(there) == there.apart(here) == frozenset([B, C, D])
    assert there.apart(origin) == origin.apart(there) == frozenset([C, D])


def test_old_steps_are_forgotten() -> None:
    """An origin that is too far away is none; one a step nearer is known still."""
    first = Lineage()
    last = first
    for _ in range(STEPS_KEPT):
        last = last.after([A])
    assert last.apart(first) == frozenset([A])
    assert last.after([B]).apart(first) is None
    assert last.after([B]).apart(last) == frozenset([B])


@pytest.mark.parametrize("seed", range(200))
def test_trees_differ_nowhere_else(seed: int) -> None:
    """Any two trees of a family differ in no other id than those that their lineage names, and index and links agree."""
    chance = Random(seed)
    family = [tree("a/", "a/x=1", "a/y=2", "b/", "b/z=3")]
    names = ["a", "b", "c", "d", "e"]
    for _ in range(12):
        parent = chance.choice(family)
        if chance.random() < 0.7:
            parent.children(parent.root)
            assert parent.links is not None
        put = tree(*(f"{chance.choice(names)}/{chance.choice('wxyz')}={chance.randrange(3)}" for _ in range(2)))
        drop = [key for key in parent if chance.random() < 0.2]
        family.append(parent.changed(put.values(), drop))
    for one in family:
        for other in family:
            apart = one.apart(other)
            assert apart is not None
            really = {key for key in {*one, *other} if one.get(key) != other.get(key)}
            assert really <= apart, f"seed {seed}"
        fresh = type(one)(one.root, one.nodes)
        assert one.links == fresh.links
        for folder in {node.parent for node in one.values()} | {one.root}:
            assert one.children(folder) == fresh.children(folder), f"seed {seed}"
