"""What base, disk and cloud may not say the same of is known without looking at every node, and never less than that."""

from __future__ import annotations

from random import Random

import pytest

from fakes.trees import ROOT_ID, node_id, tree
from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync import apart
from megadesk.sync.apart import Apart
from megadesk.sync.diff import differing, is_recorded, same

CLOUD = tree("a/", "a/x=1", "b=2")


class Known:
    """What a pair knows: both trees, changed as a folder changes them."""

    def __init__(self, base: Tree, local: Tree) -> None:
        self.base = dict(base.nodes)
        self.local = dict(local.nodes)
        self.apart = Apart(ROOT_ID, self.base, self.local)

    def put(self, nodes: dict[NodeId, Node], key: NodeId, node: Node | None) -> None:
        """Change a node of base or of the disk."""
        before = nodes.pop(key, None)
        if node is not None:
            nodes[key] = node
        note = self.apart.note_base if nodes is self.base else self.apart.note_local
        note(key, before)


def test_a_folder_in_step_has_nothing_apart() -> None:
    """Once all is the same everywhere, only what is put since is looked at again."""
    known = Known(CLOUD, CLOUD)
    assert known.apart.ids(CLOUD) == set()
    key = node_id("b")
    known.put(known.local, key, replace(CLOUD[key], name="c"))
    assert known.apart.ids(CLOUD) == {key}
    assert known.apart.local_tree(CLOUD).apart(CLOUD) == frozenset([key])
    known.put(known.local, key, CLOUD[key])
    assert known.apart.ids(CLOUD) == set()


def test_who_is_where_follows_what_is_put() -> None:
    """Each tree that is asked for knows who is in its folders by then, and what is in one can be asked for alone."""
    known = Known(CLOUD, CLOUD)
    assert [node.id for node in known.apart.local_tree(CLOUD).children(ROOT_ID)] == [node_id("a"), node_id("b")]
    known.put(known.local, node_id("b"), None)
    assert [node.id for node in known.apart.local_tree(CLOUD).children(ROOT_ID)] == [node_id("a")]
    assert [node.id for node in known.apart.inside(ROOT_ID)] == [node_id("a")]


def test_a_version_that_base_does_not_have_is_not_settled() -> None:
    """The same on both sides, and base says an older record: it has to follow."""
    newer = Tree(ROOT_ID, {key: replace(node, version=7) for key, node in CLOUD.items()})
    assert Known(CLOUD, CLOUD).apart.ids(newer) == set(CLOUD)


def test_where_very_much_was_put_all_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No list of it is kept; who is where is found out anew, and from then on what is put is kept in mind again."""
    monkeypatch.setattr(apart, "MANY", 2)
    known = Known(CLOUD, CLOUD)
    assert known.apart.ids(CLOUD) == set()
    for key, node in list(known.local.items()):
        known.put(known.local, key, replace(node, name=f"{node.name}2"))
    cloud = CLOUD.changed([replace(CLOUD[node_id("b")], name="b2")])
    assert known.apart.ids(cloud) == {*CLOUD}  # base has to follow in b
    assert [node.name for node in known.apart.local_tree(cloud).children(ROOT_ID)] == ["a2", "b2"]
    known.put(known.local, node_id("b"), None)
    assert known.apart.local_tree(cloud).apart(cloud) == frozenset(CLOUD)
    assert [node.name for node in known.apart.local_tree(cloud).children(ROOT_ID)] == ["a2"]


@pytest.mark.parametrize("seed", range(300))
def test_nothing_is_settled_that_is_not(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is put here, in base and in the cloud, and whatever tree of the cloud is asked about, in any order."""
    chance = Random(seed)
    monkeypatch.setattr(apart, "MANY", chance.choice([1, 3, apart.MANY]))
    known = Known(CLOUD, CLOUD)
    clouds = [CLOUD]
    pool = list(tree("a/", "a/x=1", "b=2", "c=3", "d=4").values())
    for _ in range(15):
        node = chance.choice(pool)
        node = replace(node, name=chance.choice("pq"), version=chance.randrange(3)) if chance.random() < 0.5 else node
        match chance.randrange(4):
            case 0:
                known.put(known.local, node.id, chance.choice([node, None]))
            case 1:
                known.put(known.base, node.id, chance.choice([node, None]))
            case 2:
                clouds.append(
                    clouds[-1].changed([node]) if chance.random() < 0.6 else clouds[-1].changed((), [node.id])
                )
            case _:
                clouds.append(Tree(ROOT_ID, dict(clouds[-1].nodes)))  # a tree of no origin
        remote = clouds[-1] if chance.random() < 0.8 else chance.choice(clouds)
        unsettled = known.apart.ids(remote)
        for key in {one.id for one in pool} - unsettled:
            here, there = known.local.get(key), remote.get(key)
            if here is None or there is None:
                assert here is there is known.base.get(key) is None, f"seed {seed}"
            else:
                assert same(here, there), f"seed {seed}"
                assert is_recorded(known.base.get(key), there), f"seed {seed}"
        alone = Tree(ROOT_ID, dict(known.local))
        assert differing(known.apart.local_tree(remote), remote) == differing(alone, remote), f"seed {seed}"
