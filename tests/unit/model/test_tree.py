"""Trees: folders by id, and the paths that follow from them."""

from __future__ import annotations

import pytest

from fakes.trees import ROOT_ID, node_id, tree
from megadesk.model.errors import NotFound
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Tree, empty_tree
from megadesk.model.values import replace

SMALL = tree("docs/", "docs/a.txt=one", "docs/sub/", "docs/sub/b.txt=two", "run.sh=three*")


def test_paths_follow_from_parents() -> None:
    """Every node is found at its path, and its path from it."""
    assert set(SMALL.paths()) == {"docs", "docs/a.txt", "docs/sub", "docs/sub/b.txt", "run.sh"}
    for path, node in SMALL.paths().items():
        assert SMALL.path(node.id) == path
        assert SMALL.at(path) == node


def test_the_root_is_no_node() -> None:
    """It has the empty path and nothing stands there."""
    assert SMALL.path(ROOT_ID) == ROOT
    assert SMALL.at(ROOT) is None
    assert ROOT_ID not in SMALL


def test_a_folder_moves_by_one_change() -> None:
    """Renaming a folder changes one node, and all paths below."""
    docs = SMALL.at(RelPath("docs"))
    assert docs is not None
    moved = SMALL.changed(put=[replace(docs, name="papers")])
    assert moved.at(RelPath("papers/sub/b.txt")) == SMALL.at(RelPath("docs/sub/b.txt"))
    assert SMALL.at(RelPath("docs")) == docs


def test_a_change_leaves_the_old_tree_alone() -> None:
    """Trees are values; what is dropped twice or unknown does no harm."""
    gone = node_id("run.sh")
    smaller = SMALL.changed(drop=[gone, gone, node_id("zork")])
    assert gone in SMALL
    assert gone not in smaller
    assert len(smaller) == len(SMALL) - 1


def test_below_gives_parents_before_children() -> None:
    """Everything below a folder comes once, and never before its folder."""
    seen = [node.id for node in SMALL.below(ROOT_ID)]
    assert sorted(seen) == sorted(SMALL)
    for node in SMALL.values():
        if node.parent != ROOT_ID:
            assert seen.index(node.parent) < seen.index(node.id)


def test_of_two_with_one_name_the_lowest_id_is_found() -> None:
    """Two devices may make the same name; looking it up is still the same everywhere."""
    twice = tree("2@a.txt=one", "1@a.txt=two")
    found = twice.child_named(ROOT_ID, "a.txt")
    assert found is not None
    assert found.id == node_id("1")
    assert [node.id for node in twice.children(ROOT_ID)] == [node_id("1"), node_id("2")]


def test_ancestors_end_at_the_root_at_a_gap_and_in_a_cycle() -> None:
    """Asking for parents always ends."""
    assert [SMALL.path(node) for node in SMALL.ancestors(node_id("docs/sub/b.txt"))] == ["docs/sub", "docs"]
    docs, sub = SMALL[node_id("docs")], SMALL[node_id("docs/sub")]
    circle = SMALL.changed(put=[replace(docs, parent=sub.id)])
    assert list(circle.ancestors(docs.id)) == [sub.id]
    with pytest.raises(NotFound):
        circle.path(docs.id)
    gap = SMALL.changed(drop=[docs.id])
    assert list(gap.ancestors(node_id("docs/sub/b.txt"))) == [sub.id, docs.id]
    with pytest.raises(NotFound):
        gap.path(sub.id)


def test_what_is_not_connected_has_no_path() -> None:
    """Nodes behind a gap are in the tree, and not in the folder."""
    gap = SMALL.changed(drop=[node_id("docs")])
    assert set(gap.paths()) == {"run.sh"}
    assert len(gap) == len(SMALL) - 1


def test_trees_are_equal_by_content() -> None:
    """Root and nodes decide, and a tree is never a key."""
    assert tree("a.txt=one") == tree("a.txt=one")
    assert tree("a.txt=one") != tree("a.txt=two")
    assert empty_tree(ROOT_ID) != empty_tree(node_id("other"))
    with pytest.raises(TypeError):
        hash(SMALL)
    assert repr(Tree(ROOT_ID, {})) == "Tree(0 nodes)"


def test_place_and_content_are_told_apart() -> None:
    """A new name is another place, a new time is nothing, an executable bit is content."""
    node = SMALL[node_id("docs/a.txt")]
    assert not node.same_place(replace(node, name="b.txt"))
    assert node.same_content(replace(node, name="b.txt", mtime_ns=7, version=9))
    assert not node.same_content(replace(node, executable=True))
