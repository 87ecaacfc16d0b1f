"""One folder as everybody sees it."""

from collections.abc import Iterable
from itertools import permutations

from fakes.trees import ROOT_ID, node_id, shown, tree
from megadesk.model.ids import NodeId
from megadesk.model.tree import Kind, Node
from megadesk.sync.resolve import resolve


def folder(key: str, parent: str, name: str = "") -> Node:
    """Return a folder node."""
    return Node(node_id(key), node_id(parent) if parent else ROOT_ID, Kind.FOLDER, name or key)


def seen(nodes: Iterable[Node], root: NodeId = ROOT_ID) -> list[str]:
    """Return what is shown, the same whatever the order of the nodes."""
    shapes = {tuple(shown(resolve(order, root, top=ROOT_ID))) for order in permutations(nodes)}
    assert len(shapes) == 1
    return list(shapes.pop())


def test_sound_nodes_are_untouched() -> None:
    """A folder in which nothing is wrong keeps its very nodes."""
    sound = tree("d/a=1", "d/e/b=2")
    made = resolve(sound.values(), ROOT_ID)
    assert made == sound
    assert all(made[key] is node for key, node in sound.items())


def test_only_the_subtree_is_shown() -> None:
    """What is beside the folder, and what has no parent, is not in it."""
    nodes = [folder("d", ""), folder("e", "d"), folder("x", ""), folder("y", "gone"), folder("z", "y")]
    assert seen(nodes, node_id("d")) == ["e/"]
    assert seen(nodes) == ["d/", "d/e/", "x/"]


def test_doubled_names_lowest_id_keeps() -> None:
    """The lowest id keeps the name; the others are numbered past names that are really there."""
    nodes = [folder("1", "", "a"), folder("2", "", "a"), folder("3", "", "a (2)"), folder("4", "", "a")]
    made = resolve(reversed(nodes), ROOT_ID)
    assert [made[node_id(key)].name for key in "1234"] == ["a", "a (3)", "a (2)", "a (4)"]
    assert len(seen(nodes)) == 4


def test_cycle_goes_to_the_top() -> None:
    """Row 215: all members of a cycle stand at the top, with what is below them."""
    nodes = [folder("a", "b"), folder("b", "a"), folder("c", "a")]
    assert seen(nodes) == ["a/", "a/c/", "b/"]


def test_folder_inside_itself_goes_to_the_top() -> None:
    """The smallest cycle is one."""
    assert seen([folder("a", "a")]) == ["a/"]


def test_cycle_does_not_show_in_another_folder() -> None:
    """Members of a cycle go to the top of the space, not into every folder that is looked at."""
    nodes = [folder("d", ""), folder("a", "b"), folder("b", "a")]
    assert not resolve(nodes, node_id("d"), top=ROOT_ID)
