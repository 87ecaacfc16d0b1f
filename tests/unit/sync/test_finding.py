"""Nodes are found by their names, and told by their paths, in order."""

from __future__ import annotations

import unicodedata

import pytest

from fakes.trees import node_id
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.finding import found, name_test

ROOT_ID = node_id("root")


def node(name: str, parent: str = "root", kind: Kind = Kind.FOLDER) -> Node:
    """A node that has its name for an id."""
    return Node(node_id(name), node_id(parent), kind, name)


TREE = Tree(
    ROOT_ID,
    {one.id: one for one in (node("b"), node("Ab", "b"), node("b.txt", "Ab"), node("a"), node("lost-b", "nowhere"))},
)


@pytest.mark.parametrize(
    ("text", "is_pattern", "fits", "does_not"),
    [
        ("ab", False, ("cab", "ABC", "ab"), ("ba", "a b")),
        ("*.jpg", False, ("a*.jpg",), ("a.jpg",)),
        ("*.jpg", True, ("a.jpg", "A.JPG", ".jpg"), ("a.jpg.txt", "ajpg")),
        ("?b", True, ("ab",), ("b", "aab")),
        ("[ab]c", True, ("ac", "BC"), ("cc",)),
        (unicodedata.normalize("NFD", "é"), False, ("CAFÉ",), ("cafe",)),
        ("straße", False, ("STRASSE",), ("strase",)),
    ],
)
def test_names_that_fit(text: str, is_pattern: bool, fits: tuple[str, ...], does_not: tuple[str, ...]) -> None:
    """Whatever the case and the spelling of what is typed; a pattern is of the whole name."""
    test = name_test(text, is_pattern=is_pattern)
    assert all(map(test, fits))
    assert not any(map(test, does_not))


def test_what_is_found_is_in_the_order_of_paths() -> None:
    """Folder by folder; what is not connected to the folder is not found."""
    assert [path for path, _ in found(TREE, ROOT_ID, name_test("b"))] == ["b", "b/Ab", "b/Ab/b.txt"]
    assert [path for path, _ in found(TREE, node_id("b"), name_test("b"))] == ["Ab", "Ab/b.txt"]
    assert found(TREE, node_id("a"), name_test("b")) == []


def test_a_ring_is_nowhere() -> None:
    """Folders that are in each other are below nothing."""
    ring = Tree(ROOT_ID, {one.id: one for one in (node("x", "y"), node("y", "x"))})
    assert found(ring, ROOT_ID, name_test("x")) == []
