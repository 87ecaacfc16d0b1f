"""Who stands at a place is known, also where two do for a while, and after one of them has left."""

from __future__ import annotations

from random import Random

import pytest

from fakes.tree_store import local_of
from fakes.trees import ROOT_ID, node_id, tree
from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.values import replace
from megadesk.sync.alias import folding
from megadesk.sync.spots import Spots


def test_of_two_at_one_place_the_other_stays_known() -> None:
    """A file was made where a folder's other spelling stands, which moved away: it is still there (seed 3100932)."""
    spots = Spots(folding(case_sensitive=False), {})
    file, folder = (local_of(node) for node in tree("a@CAFÉ=1", "b@café/").values())
    spots.note(file.node.id, None, file)
    spots.note(folder.node.id, None, folder)
    assert spots.at(ROOT_ID, "Café") == folder.node.id
    assert spots.other(folder.node.id, ROOT_ID, "café") == file.node.id
    moved = replace(folder, node=replace(folder.node, name="café 2"), spelling="café 2")
    spots.note(folder.node.id, folder, moved)
    assert spots.at(ROOT_ID, "Café") == file.node.id
    assert spots.other(file.node.id, ROOT_ID, "café") is None


def standing(key: NodeId, name: str) -> LocalNode:
    """Return a file of that id and name, in the root."""
    return local_of(replace(tree("x=1")[node_id("x")], id=key, name=name))


@pytest.mark.parametrize("seed", range(200))
def test_at_every_place_somebody_is_told_of_who_is_there(seed: int) -> None:
    """Whoever comes and goes in whatever order: the last that came, of those that are there."""
    chance = Random(seed)
    keys = [node_id(name) for name in "abcd"]
    now: dict[NodeId, LocalNode] = {}
    spots = Spots(folding(case_sensitive=False), {})
    for _ in range(30):
        key = chance.choice(keys)
        before = now.pop(key, None)
        known = standing(key, chance.choice("xXyY")) if chance.random() < 0.75 else None
        if known is not None:
            now[key] = known
        spots.note(key, before, known)
        for name in "xy":
            there = {one for one, local in now.items() if local.spelling.lower() == name}
            assert (spots.at(ROOT_ID, name) in there) if there else spots.at(ROOT_ID, name) is None, f"seed {seed}"
            for one in keys:
                other = spots.other(one, ROOT_ID, name.upper())
                assert (other in there - {one}) if there - {one} else other is None, f"seed {seed}"
        if chance.random() < 0.1:
            spots = Spots(folding(case_sensitive=False), now)
