"""Nodes are found by their names, and told by their paths, in order."""

from __future__ import annotations

import unicodedata

import pytest

from fakes.trees import node_id
from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync import finding
from megadesk.sync.finding import name_test, page

ROOT_ID = node_id("root")


def node(name: str, parent: str = "root", kind: Kind = Kind.FOLDER) -> Node:
    """A node that has its name for an id."""
    return Node(node_id(name), node_id(parent), kind, name)


TREE = Tree(
    ROOT_ID,
    {one.id: one for one in (node("b"), node("Ab", "b"), node("b.txt", "Ab"), node("a"), node("lost-b", "nowhere"))},
)


def found(tree: Tree, folder: NodeId, text: str) -> list[str]:
    """Return the paths of all that has a text in its name."""
    return [path for path, _ in page(tree, folder, name_test(text), ROOT, 100).entries]


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
    assert found(TREE, ROOT_ID, "b") == ["b", "b/Ab", "b/Ab/b.txt"]
    assert found(TREE, node_id("b"), "b") == ["Ab", "Ab/b.txt"]
    assert found(TREE, node_id("a"), "b") == []


@pytest.mark.parametrize("many", [0, 1000])
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_pages_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch, many: int, limit: int) -> None:
    """Walked or sorted, from any path on, also one that is not there."""
    monkeypatch.setattr(finding, "MANY", many)
    every: list[RelPath] = []
    while True:
        part = page(TREE, ROOT_ID, name_test("b"), every[-1] if every else ROOT, limit)
        every += [path for path, _ in part.entries]
        if not part.has_more:
            break
    assert every == ["b", "b/Ab", "b/Ab/b.txt"]
    assert [path for path, _ in page(TREE, ROOT_ID, name_test("b"), RelPath("b/A"), 9).entries] == every[1:]


def test_a_ring_is_nowhere() -> None:
    """Folders that are in each other are below nothing."""
    ring = Tree(ROOT_ID, {one.id: one for one in (node("x", "y"), node("y", "x"))})
    assert found(ring, ROOT_ID, "x") == []
